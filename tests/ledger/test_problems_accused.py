"""Those a problem is against never see it, nor what hangs under it, and never get it in hand."""

import uuid

import psycopg
import pytest

from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from ledger.problems.copy_upward import CopyUpward, copy_upward
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.support_problem import SupportProblem, support_problem
from migrations.blueprint import tables
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.test_petitioners_sealed import acting
from tests.world import key_of

UNDER = (
    "problem", "hop", "happening", "problem_trail", "measure", "evaluation", "petitioner",
    "supporter", "share",
)  # fmt: skip  # columns side by side
ACCUSED = (
    ("a1.head", ()),
    ("a1.handler", ()),
    # It was found here, below the accused township.
    ("a1x.handler", ()),
    # A post elsewhere of somebody who also sits in the accused unit, or below it.
    ("a.head", ("a1",)),
    ("city.head", ("b1y", "a1x")),
)
OTHERS = (("a.head", ()), ("city.head", ()), ("city.head", ("a2", "b1")))


async def complained(stage, *, against: str = "a1") -> Ladder:
    """Found in a1x, drawn in by a; there somebody turns it against a unit that had it in hand."""
    ladder = Ladder(stage)
    await ladder.bank(list_type="PETITION")
    await ladder.rise_to("a")
    given = RegisterPetitioner(
        ladder.problem, "ANONYMOUS", "REQUEST", "LETTER", accused=(key_of("tenant", against),)
    )
    await stage.done("a.handler", register_petitioner, given)
    return ladder


async def worked(stage) -> Ladder:
    """With a row in every table under it, handled by the county's own bureau."""
    ladder = await complained(stage)
    await stage.done("a.handler", support_problem, SupportProblem(ladder.problem, "我家也是"))
    await ladder.do("a.head", copy_upward, CopyUpward, key_of("tenant", "city"), "重大紧急")
    await ladder.triage()
    await ladder.down("a_bureau")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    return ladder


def found(stage, who: str, also: tuple[str, ...]) -> dict[str, int]:
    with acting(stage, who, also=also) as connection:
        counts = {
            table: connection.execute(f"select count(*) from app.{table}").fetchone()[0]
            for table in UNDER
        }
    return {table: count for table, count in counts.items() if count}


async def test_the_accused_find_no_row_of_it_in_any_table(stage) -> None:
    await worked(stage)
    for who, also in OTHERS:
        assert found(stage, who, also).keys() >= set(UNDER) - {"problem_trail"}, who
    for who, also in ACCUSED:
        assert found(stage, who, also) == {}, who


async def test_nor_with_a_careless_policy_beside_the_others(stage) -> None:
    await worked(stage)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        for table in UNDER:
            connection.execute(f"create policy careless on app.{table} for select using (true)")
    assert [found(stage, who, also) for who, also in ACCUSED] == [{}] * len(ACCUSED)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        for table in UNDER:
            connection.execute(f"drop policy accused_never on app.{table}")
    assert all(found(stage, who, also) for who, also in ACCUSED), "the control"


async def test_nor_do_they_change_what_they_cannot_see(stage) -> None:
    ladder = await worked(stage)
    for who, also in ACCUSED:
        with acting(stage, who, also=also) as connection:
            changed = connection.execute("update app.problem set version = version + 1")
            assert changed.rowcount == 0, who
    assert ladder.now()["holder"] == "a_bureau"


async def test_they_read_it_no_more_by_any_act(stage) -> None:
    ladder = await complained(stage)
    given = SupportProblem(ladder.problem, "我家也是")
    refusal = await stage.refused("a1.head", support_problem, given)
    absent = await stage.refused("a1.head", support_problem, SupportProblem(uuid.uuid4(), "无"))
    assert refusal.code == absent.code == "problem.not_found"


async def test_it_is_not_handed_down_to_them(stage) -> None:
    ladder = await complained(stage)
    await ladder.triage()
    post = key_of("post", "a1.head")
    given = (key_of("tenant", "a1"), post, DEADLINE)
    refusal = await ladder.refused("a.task_force", hand_down, HandDown, *given)
    assert refusal.code == "problem.with_the_accused"
    await ladder.down("a2")
    assert ladder.now()["holder"] == "a2", "the control"


async def test_nor_to_anyone_below_them_by_any_statement(stage) -> None:
    """Against county b, in the city's hands: nowhere under b may it lie, whoever writes it."""
    said = ReportProblem(
        uuid.uuid4(), "AUDIT", "资金闲置", "三年未拨付", accused=(key_of("tenant", "b"),)
    )
    await stage.done("city.handler", report_problem, said)
    move = "update app.problem set holder = %s, holder_post = %s"
    for place in ("b", "b1", "b1x"):
        there = [stage.world.tenants[place], key_of("post", f"{place}.head")]
        with (
            psycopg.connect(stage.database.migrator_dsn) as connection,
            pytest.raises(psycopg.errors.CheckViolation) as refused,
        ):
            connection.execute(move, there)
        assert refused.value.diag.constraint_name == "problem_never_with_the_accused_check"


async def test_nobody_turns_it_against_the_line_that_has_it_in_hand(stage) -> None:
    ladder = Ladder(stage)
    await ladder.report()
    for against in ("a1x", "a1", "city"):
        given = RegisterPetitioner(
            ladder.problem, "ANONYMOUS", "REQUEST", "LETTER", accused=(key_of("tenant", against),)
        )
        refusal = await stage.refused("a1x.handler", register_petitioner, given)
        assert refusal.code == "book.not_allowed", against
        said = ReportProblem(
            uuid.uuid4(), "AUDIT", "资金闲置", "三年", accused=(key_of("tenant", against),)
        )
        assert (await stage.refused("a1x.handler", report_problem, said)).code == refusal.code


async def test_a_report_that_is_an_accusation_is_not_taken(stage) -> None:
    for title, facts in (("举报王某受贿", "三次"), ("村务", "检举李某贪污公款的材料")):
        given = ReportProblem(uuid.uuid4(), "PETITION", title, facts)
        refusal = await stage.refused("a1x.handler", report_problem, given)
        assert refusal.code == "petitioner.accusation_refused"


def test_every_table_that_points_at_a_problem_keeps_the_accused_out() -> None:
    pointing = {
        table.name
        for table in tables().sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in {"problem", "petitioner"} and table.name != "tenant"
    }
    kept = {table.name for table in tables().sorted_tables if table.info.get("accused")}
    assert pointing - kept == set()
    assert set(UNDER) <= kept
