"""No grades of fewer than five looks are shown, and none can be had by subtracting what is shown."""

from collections.abc import Mapping
from random import Random
from typing import Any

import psycopg
import pytest

from tests.ledger.asking import asked
from tests.ledger.ladder import Ladder
from tests.world import PARENT

GRADES = ("gradedGood", "gradedFairlyGood", "gradedOrdinary", "gradedPoor")
MILES = f"""{{ threeMiles(begins: "2026-04-01", ends: "2026-07-01") {{ nodes {{
  tenant {{ name }} rechecked {" ".join(GRADES)} }} }} }}"""
JUDGE = "a.organisation_department"
LEAST = 5


async def closed(stage: Any) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.triage("AT_ONCE")
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by=JUDGE)
    await ladder.close(by=JUDGE)


def laid(stage: Any, numbers: Mapping[str, int], draw: Random) -> None:
    """Looks back for which these units are charged: copies of one, past all triggers."""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update app.recheck set reason = 'ORDERED'")

        def columns(table: str, *but: str) -> str:
            rows = connection.execute(
                "select column_name from information_schema.columns where table_schema = 'app'"
                " and table_name = %s and column_name <> all (%s)",
                [table, list(but)],
            )
            return ", ".join(one for (one,) in rows)

        sheets = columns("closing", "id", "about")
        looks = columns("recheck", "id", "closing_id", "state", "grade", "done_at")
        for place, number in numbers.items():
            for _ in range(number):
                connection.execute(
                    f"with sheet as (insert into app.closing (id, about, {sheets})"
                    f" select gen_random_uuid(), %s, {sheets} from app.closing limit 1 returning id)"
                    f" insert into app.recheck (id, closing_id, state, grade, done_at, {looks})"
                    f" select gen_random_uuid(), sheet.id, 'HELD', %s, %s, {looks}"
                    " from sheet, (select * from app.recheck limit 1) r",
                    [
                        stage.world.tenants[place],
                        draw.choice(["GOOD", "FAIRLY_GOOD", "ORDINARY", "POOR"]),
                        stage.now,
                    ],
                )
        connection.execute("set session_replication_role = origin")
        connection.execute("select app.recount_desks()")


async def shown(stage: Any, level: str) -> dict[str, int]:
    """Of how many looks a level is shown the grades, by direct subordinate and of its own."""
    names = dict(stage.rows("select name, id from app.tenant"))
    known = {number: name for name, number in stage.world.tenants.items()}
    rows = (await asked(stage, f"{level}.head", MILES))["threeMiles"]["nodes"]
    found = {}
    for row in rows:
        given = [row[one] for one in GRADES]
        assert len({one is None for one in given}) == 1
        total = sum(one or 0 for one in given)
        assert total <= row["rechecked"]
        assert given[0] is None or total >= LEAST
        found[known[names[row["tenant"]["name"]]]] = total
    return found


def below(unit: str) -> set[str]:
    return {one for one in PARENT if unit in line(one)[1:]}


def line(unit: str | None) -> list[str]:
    found = []
    while unit is not None:
        found.append(unit)
        unit = PARENT.get(unit)
    return found


def differences(whole: Mapping[str, int], own: Mapping[str, int]) -> set[int]:
    """What anybody finds who lays together what all levels are shown."""
    found = set(whole.values()) | set(own.values())
    for unit in whole:
        under = [one for one in below(unit) if PARENT[one] == unit]
        found.add(whole[unit] - sum(whole.get(one, 0) for one in under) - own.get(unit, 0))
        found |= {whole[unit] - whole[one] for one in below(unit) if one in whole}
        found |= {whole[unit] - own.get(one, 0) for one in (unit, *below(unit))}
    return found


@pytest.mark.parametrize("seed", range(3))
async def test_no_difference_of_what_is_shown_is_about_fewer_than_five(
    stage: Any, seed: int
) -> None:
    await closed(stage)
    draw = Random(seed)
    units = sorted(below("city"))
    numbers = {one: draw.choice([0, 0, 1, 2, 3, 4, 5, 6, 8]) for one in units}
    laid(stage, numbers, draw)
    whole, own = {}, {}
    for level in {"city", *(one for one in PARENT.values() if one is not None)}:
        for unit, total in (await shown(stage, level)).items():
            (own if unit == level else whole)[unit] = total
    small = range(1, LEAST)
    assert not differences(whole, own) & set(small), (numbers, whole, own)
    assert any(whole.values())
    # The control: cells that are merely hidden below five.
    plain = {one: sum(numbers.get(each, 0) for each in (one, *below(one))) for one in units}
    hidden = [{one: n if n >= LEAST else 0 for one, n in of.items()} for of in (plain, numbers)]
    assert differences(*hidden) & set(small)
