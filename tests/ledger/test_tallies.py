"""The cells that count obligations say what the obligations say, whatever happened to those."""

import threading
import uuid
from datetime import date

import psycopg
import pytest

from ledger.responsibilities.accept_obligation import AcceptObligation, accept_obligation
from ledger.responsibilities.tallies import miscounts
from tests.ledger.test_doing import checked, owed

ROLL_UP = "{ obligationRollUp { tenant { code } total open overdue accepted } }"
PLACES = ("a1x", "a2x", "b1x", "bureau", "a_bureau", "a", "city")


@pytest.fixture
def migrator(stage):
    with psycopg.connect(stage.database.migrator_dsn, autocommit=True) as connection:
        yield connection


def plant(stage, migrator, *, each: int = 3) -> dict[str, list[uuid.UUID]]:
    """Gives units obligations that no act made, one statement for all of a unit."""
    made: dict[str, list[uuid.UUID]] = {}
    (root, owner, clause) = migrator.execute(
        "select root, list_id, clause_id from app.obligation limit 1"
    ).fetchone()
    for place in PLACES:
        made[place] = [uuid.uuid4() for _ in range(each)]
        migrator.execute(
            "insert into app.obligation (root, id, holder, list_id, clause_id, actor_type, period,"
            " starts_on, ends_on, due_on) select %s, key, %s, %s, %s, 'branch_secretary', key::text,"
            " date '2026-01-01', date '2026-01-31', date '2026-02-10'"
            " from unnest(%s::uuid[]) key",
            [root, stage.world.tenants[place], owner, clause, made[place]],
        )
    return made


def cell(stage, holder: str, *, whole: bool = False) -> tuple[int, ...]:
    return stage.one(
        "select total, open, overdue, accepted from app.obligation_tally"
        " where holder = %s and whole = %s",
        stage.world.tenants[holder],
        whole,
    )


async def test_acts_and_the_sweep_are_counted(stage, migrator) -> None:
    key = await checked(stage)
    assert cell(stage, "a1x") == (1, 1, 0, 0)
    assert cell(stage, "a", whole=True) == (1, 1, 0, 0)
    migrator.execute("update app.obligation set state = 'RECORDED' where id = %s", [key])
    migrator.execute("select app.sweep_overdue(date '2026-12-31')")
    assert cell(stage, "a1x") == (1, 1, 1, 0)
    migrator.execute("update app.obligation set state = 'SELF_CHECKED' where id = %s", [key])
    assert cell(stage, "a1x") == (1, 1, 0, 0), "what was delivered waits for the superior"
    version = stage.one("select version from app.obligation where id = %s", key)
    await stage.done("a1.head", accept_obligation, AcceptObligation(key, version))
    total, open_, _, accepted = cell(stage, "a", whole=True)
    assert (total, open_, accepted) == (1, 0, 1)
    assert miscounts(migrator) == []


async def test_what_moves_leaves_one_cell_for_another(stage, migrator) -> None:
    await owed(stage)
    made = plant(stage, migrator)
    assert cell(stage, "a", whole=True) == (13, 13, 0, 0)
    migrator.execute(
        "update app.obligation set holder = %s where id = any(%s)",
        [stage.world.tenants["b1x"], made["a2x"][:2]],
    )
    assert cell(stage, "a2x") == (1, 1, 0, 0)
    assert cell(stage, "a", whole=True) == (11, 11, 0, 0)
    assert cell(stage, "b", whole=True) == (5, 5, 0, 0)
    assert miscounts(migrator) == []


async def test_a_false_cell_is_found(stage, migrator) -> None:
    await owed(stage)
    assert miscounts(migrator) == []
    migrator.execute("update app.obligation_tally set open = open + 1 where not whole")
    (found,) = miscounts(migrator)
    assert (found.counted, found.kept) == ((1, 1, 0, 0), (1, 2, 0, 0))
    assert "obligation_tally" in str(found)


async def test_every_level_is_told_what_a_live_count_would_say(stage, client, migrator) -> None:
    await owed(stage)
    plant(stage, migrator)
    migrator.execute("select app.sweep_overdue(%s)", [date(2026, 3, 1)])
    for level, slot in (("city", 2), ("a", 3), ("a1", 4), ("a1x", 5)):
        told = (await client.ask(f"{level}.head", ROLL_UP))["data"]["obligationRollUp"]
        deeper = ", ".join(f"o.at{one}" for one in range(slot + 1, 7))
        live = stage.rows(
            "select t.code, count(*), count(*) filter (where o.open),"
            " count(*) filter (where o.overdue), count(*) filter (where o.state = 'ACCEPTED')"
            f" from app.obligation o join app.tenant t on t.id = coalesce({deeper}, o.holder)"
            f" where o.at{slot} = %s group by t.code",
            stage.world.tenants[level],
        )
        rows = [
            (r["tenant"]["code"], r["total"], r["open"], r["overdue"], r["accepted"]) for r in told
        ]
        assert sorted(rows) == sorted(live), level
        assert rows


async def test_statements_over_the_same_cells_do_not_deadlock(stage, migrator) -> None:
    await owed(stage)
    made = plant(stage, migrator, each=8)
    failed: list[Exception] = []

    def work(share: int) -> None:
        # Each has rows of its own, in all units, so that all want the same cells at once.
        keys = [key for place in (PLACES, PLACES[::-1])[share % 2] for key in made[place][share::4]]
        try:
            with psycopg.connect(stage.database.migrator_dsn, autocommit=True) as connection:
                for turn in range(20):
                    connection.execute(
                        "update app.obligation set overdue = %s where id = any(%s)",
                        [turn % 2 == 0, keys],
                    )
        except psycopg.Error as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(share,)) for share in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert miscounts(migrator) == []
