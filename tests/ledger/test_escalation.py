"""What time and numbers do: the light turns, and a superior is told; nothing moves by itself."""

from datetime import UTC, date, datetime, timedelta

import psycopg

from ledger.escalation.dismiss_escalation import DismissEscalation, dismiss_escalation
from ledger.escalation.tables import KINDS, STATES
from ledger.problems.categorise_problem import CategoriseProblem, categorise_problem
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.overrule_objection import OverruleObjection, overrule_objection
from ledger.problems.start_rectifying import MeasureText, StartRectifying, start_rectifying
from ledger.problems.suspend_problem import SuspendProblem, suspend_problem
from ledger.settings.set_problem_settings import SetProblemSettings, set_problem_settings
from schema.escalation import types
from server.sweeping import propose
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.world import key_of

QUERY = """{ escalations(filter: {state: PROPOSED}) { nodes {
  kind items units category about { name } problem { title } viewerActions { act allowed } } } }"""
TODAY = date(2026, 4, 15)


def light(stage, ladder: Ladder, day: date) -> tuple[str, bool, int]:
    """The light as the sweep of a day leaves it, whether it is overdue, and to whom it is open."""
    with psycopg.connect(stage.database.relay_dsn) as connection:
        connection.execute("select app.sweep_overdue(%s)", [day])
        connection.execute("select app.sweep_lights(%s)", [day])
    query = "select alert, overdue, open_to from app.problem where id = %s"
    return stage.one(query, ladder.problem)


async def test_the_light_turns_with_the_time_that_is_left(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage("STAGED")
    await ladder.down("a1", deadline=TODAY + timedelta(days=30))
    await ladder.sign()
    measures = (MeasureText("清淤", key_of("post", "a1.handler"), TODAY + timedelta(days=5)),)
    await ladder.do("a1.handler", start_rectifying, StartRectifying, measures)
    days = {day: light(stage, ladder, TODAY + timedelta(days=day))[0] for day in (0, 5)}
    assert days == {0: "GREEN", 5: "GREEN"}
    assert light(stage, ladder, TODAY + timedelta(days=6))[0] == "YELLOW", "a node was missed"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.measure set state = 'DONE'")
    assert light(stage, ladder, TODAY + timedelta(days=19)) == ("GREEN", False, 3)
    assert light(stage, ladder, TODAY + timedelta(days=20))[0] == "YELLOW", "a third is left"
    assert light(stage, ladder, TODAY + timedelta(days=30))[0] == "YELLOW", "its day is inside"
    assert light(stage, ladder, TODAY + timedelta(days=31)) == ("RED", True, 1)
    stage.now = datetime(2026, 5, 20, 2, 0, tzinfo=UTC)
    review = date(2026, 7, 1)
    await ladder.do("a.task_force", suspend_problem, SuspendProblem, review, "汛期停工")
    assert light(stage, ladder, date(2026, 5, 20)) == ("GREEN", False, 3), (
        "at rest it waits for its day of review, missed or not"
    )
    colours = stage.one("select colour, class from app.problem where id = %s", ladder.problem)
    assert colours == ("BLUE", "STAGED"), "the label is another light"


async def test_what_waits_too_long_or_is_returned_twice_is_proposed_to_the_superior(
    client: Client,
) -> None:
    stage = client.stage
    assert tuple(one.value for one in types.EscalationKind) == KINDS
    assert tuple(one.value for one in types.EscalationState) == STATES
    late = Ladder(stage)
    await late.bank("a1")
    after = stage.one("select due_on from app.problem") + timedelta(days=15)
    light(stage, late, after)
    relay = stage.database.relay_dsn
    assert await propose(relay, today=after) == 0, "fifteen days are not more than fifteen"
    assert await propose(relay, today=after + timedelta(days=1)) == 1
    assert await propose(relay, today=after + timedelta(days=2)) == 0, "proposed once"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set returns = 2")
    assert await propose(relay, today=after) == 1
    before = late.now()
    seen = (await client.ask("a.task_force", QUERY))["data"]["escalations"]["nodes"]
    assert {one["kind"] for one in seen} == {"OVERDUE", "RETURNED"}
    assert {one["about"]["name"] for one in seen} == {"甲一镇"}
    assert {one["problem"]["title"] for one in seen} == {"水渠堵塞"}
    for who in ("a1.head", "city.head", "b.head", "city.system_administrator"):
        told = (await client.ask(who, QUERY))["data"]["escalations"]["nodes"]
        assert told == [], who
    assert late.now() == before, "nothing moved"
    await late.submit()
    await late.draw_in()
    await propose(relay, today=after)
    told = stage.rows("select kind, state from app.escalation order by kind")
    assert told == [("OVERDUE", "FOLLOWED"), ("OVERDUE", "PROPOSED"), ("RETURNED", "FOLLOWED")], (
        "it stays late on the way up, and that is before the next superior"
    )


async def test_a_tie_of_objections_goes_before_the_common_superior(stage) -> None:
    settings = SetProblemSettings(0, exchanges=1)
    await stage.done("city.task_force", set_problem_settings, settings)
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    objection = (object_to_assignment, ObjectToAssignment, "not_ours", "不属本单位")
    await ladder.do("a1.head", *objection)
    await ladder.do("a.task_force", overrule_objection, OverruleObjection, "维持")
    assert await propose(stage.database.relay_dsn, today=TODAY) == 1
    kind, holder, about = stage.one("select kind, holder, about from app.escalation")
    tenants = stage.world.tenants
    assert (kind, holder, about) == ("TIE", tenants["city"], tenants["a1"])


async def test_five_of_one_category_in_three_units_are_widespread(client: Client) -> None:
    stage = client.stage
    for unit in ("a1x", "a1x", "a2x", "a_bureau"):
        await categorised(stage, unit)
    relay = stage.database.relay_dsn
    assert await propose(relay, today=TODAY) == 0, "four are not five"
    await categorised(stage, "a2y")
    assert await propose(relay, today=TODAY + timedelta(days=91)) == 0, "too long ago"
    assert await propose(relay, today=TODAY) == 1
    (seen,) = (await client.ask("a.head", QUERY))["data"]["escalations"]["nodes"]
    assert (seen["kind"], seen["items"], seen["units"]) == ("WIDESPREAD", 5, 3)
    assert (seen["category"], seen["problem"]) == ("land", None)
    key, version = stage.one("select id, version from app.escalation")
    given = DismissEscalation(key, version, "已有专项部署")
    for who, code in (
        ("a.organisation_department", "book.not_allowed"),
        ("a1.head", "escalation.not_found"),
        ("city.head", "escalation.not_found"),
    ):
        assert (await stage.refused(who, dismiss_escalation, given)).code == code, who
    await stage.done("a.task_force", dismiss_escalation, given)
    again = await stage.refused("a.head", dismiss_escalation, DismissEscalation(key, 2, "一"))
    assert again.code == "escalation.wrong_state"
    assert await propose(relay, today=TODAY) == 0, "the same occasion is not proposed twice"


async def test_what_is_widespread_is_counted_where_it_was_found(stage) -> None:
    """Drawn in by the county, they lie with it alone and were found in three units all the same."""
    for unit in ("a1", "a1", "a2", "a2", "a_bureau"):
        ladder = await categorised(stage, unit)
        await ladder.submit()
        await ladder.draw_in()
    relay = stage.database.relay_dsn
    assert await propose(relay, today=TODAY) == 1
    kind, holder, units = stage.one("select kind, holder, units from app.escalation")
    assert (kind, holder, units) == ("WIDESPREAD", stage.world.tenants["a"], 3)


async def test_found_in_one_unit_and_handed_to_three_is_not_widespread(stage) -> None:
    for unit in ("a1", "a2", "a_bureau", "a1", "a2"):
        ladder = await categorised(stage, "a1")
        await ladder.submit()
        await ladder.draw_in()
        await ladder.triage()
        await ladder.down(unit)
    assert await propose(stage.database.relay_dsn, today=TODAY) == 0


async def test_what_is_against_somebody_is_in_no_proposal_that_it_is_widespread(stage) -> None:
    """Whoever reads the number may be of those whom the problems are kept from."""
    for unit in ("a1x", "a1x", "a2x", "a_bureau", "a2y"):
        await categorised(stage, unit)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        accused = [stage.world.tenants["b1"]]
        connection.execute("update app.problem set accused = %s where id = (select id"
                           " from app.problem limit 1)", [accused])  # fmt: skip  # one statement
    relay = stage.database.relay_dsn
    assert await propose(relay, today=TODAY) == 0
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update app.problem set accused = '{}'")
    assert await propose(relay, today=TODAY) == 1, "the control: against nobody"


async def categorised(stage, unit: str) -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank(unit)
    await ladder.do(f"{unit}.task_force", categorise_problem, CategoriseProblem, "land")
    return ladder
