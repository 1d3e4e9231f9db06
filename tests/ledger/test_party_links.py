"""问题发现靠党建、问题发生查党建、问题解决看党建: three links of a problem to Party organisations."""

import uuid
from typing import Any

import psycopg

from ledger.closing.close_problem import CloseProblem, close_problem
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from tenants.viewer import NOBODY
from tests.ledger.asking import body_id
from tests.ledger.ladder import BODY, LESSONS, PARTY, Ladder
from tests.world import key_of

JUDGE = "a.organisation_department"
VILLAGE = key_of("body", "a1x.party_branch")
COUNTY = key_of("body", "a.work_committee")


def links(stage: Any, ladder: Ladder, table: str = "problem", key: str = "id") -> tuple[Any, ...]:
    """The three links as they are written."""
    found: tuple[Any, ...] = stage.one(
        f"select found_by_body, cause_body, solved_by_body from app.{table} where {key} = %s",
        ladder.problem,
    )
    return found


async def collected(stage: Any, at: str) -> Ladder:
    """A problem that a unit wrote down and has not registered yet."""
    ladder = Ladder(stage)
    given = ReportProblem(ladder.problem, "AUDIT", "水渠堵塞", "村东水渠堵塞三月", "村东")
    await stage.done(f"{at}.handler", report_problem, given)
    return ladder


def changed(stage: Any, statement: str, *values: Any) -> None:
    """Changes bodies beside all acts."""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(statement, values)


async def judged(stage: Any) -> Ladder:
    """A problem found by village a1x, on its township's list, that waits for the third party."""
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.rise_to("a1")
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by=JUDGE)
    return ladder


async def test_the_party_organisation_that_found_it_is_written_at_registration(stage) -> None:
    nearest, above = await collected(stage, "a1x"), await collected(stage, "a1y")
    await nearest.do("a1x.handler", register_problem, RegisterProblem)
    assert links(stage, nearest) == (VILLAGE, None, None), "its own branch, when nothing is said"
    elsewhere = {
        "of another unit": VILLAGE,
        "of another county's department": key_of("body", "bureau.party_group"),
        "none at all": uuid.uuid4(),
    }
    for why, body in elsewhere.items():
        refusal = await above.refused(
            "a1y.handler", register_problem, RegisterProblem, found_by_body=body
        )
        assert refusal.code == "problem.body_not_of_the_line", why
    assert above.now()["state"] == "COLLECTED", "nothing was changed"
    await above.do("a1y.handler", register_problem, RegisterProblem, found_by_body=BODY)
    assert links(stage, above)[0] == BODY, "the control: one of a level above may be named"


async def test_where_nothing_is_said_the_nearest_up_the_line_is_written(stage) -> None:
    ladder = await collected(stage, "a1y")
    await ladder.do("a1y.handler", register_problem, RegisterProblem)
    assert links(stage, ladder)[0] == COUNTY, "village and township have none"
    changed(stage, "update app.body set valid_until = current_date where id = %s", COUNTY)
    later = await collected(stage, "a1y")
    await later.do("a1y.handler", register_problem, RegisterProblem)
    assert links(stage, later)[0] == BODY, "the county's has ended"
    changed(stage, "update app.body set kind = 'task_force' where id = %s", BODY)
    last = await collected(stage, "a1y")
    await last.do("a1y.handler", register_problem, RegisterProblem)
    assert links(stage, last)[0] is None, "a task force is no Party organisation"


async def test_nothing_closes_without_cause_and_solver_and_the_nearest_is_offered(stage) -> None:
    ladder = await judged(stage)
    halves: tuple[dict[str, Any], ...] = ({}, {"cause_body": VILLAGE}, {"solved_by_body": VILLAGE})
    for half in halves:
        refusal = await ladder.refused(JUDGE, close_problem, CloseProblem, *LESSONS, **half)
        assert refusal.code == "closing.party_link_missing"
        missing = [name for name in ("cause_body", "solved_by_body") if name not in half]
        assert refusal.facts["missing"] == ", ".join(missing)
        assert refusal.facts["nearest"] == body_id("a1x.party_branch")
    stranger = PARTY | {"cause_body": key_of("body", "a_bureau.party_branch")}
    refusal = await ladder.refused(JUDGE, close_problem, CloseProblem, *LESSONS, **stranger)
    assert refusal.code == "problem.body_not_of_the_line", "it never had anything to do with it"
    assert ladder.now()["state"] == "CLIENT_EVALUATED"
    assert stage.rows("select id from app.closing") == [], "nothing was written"
    said = {"cause_body": VILLAGE, "solved_by_body": COUNTY}
    await ladder.do(JUDGE, close_problem, CloseProblem, *LESSONS, **said)
    assert links(stage, ladder) == (VILLAGE, VILLAGE, COUNTY)
    assert links(stage, ladder, "closing", "problem_id") == (VILLAGE, VILLAGE, COUNTY)


async def test_where_no_party_organisation_stands_none_is_asked_for(stage) -> None:
    ladder = await judged(stage)
    changed(stage, "update app.body set valid_until = current_date")
    named = await ladder.refused(JUDGE, close_problem, CloseProblem, *LESSONS, **PARTY)
    assert named.code == "problem.body_not_of_the_line", "one that ended is not named"
    await ladder.do(JUDGE, close_problem, CloseProblem, *LESSONS)
    assert ladder.now()["state"] == "CLOSED"
    assert links(stage, ladder) == (VILLAGE, None, None)


async def test_what_may_be_named_is_offered_to_those_who_see_the_problem(stage, client) -> None:
    ladder = await judged(stage)
    asked = "query ($id: ID!) { partyOrganisations(problem: $id) { body kind name tenantName } }"
    given = {"id": f"Problem_{ladder.problem}"}
    told = (await client.ask(JUDGE, asked, given))["data"]["partyOrganisations"]
    assert [one["body"] for one in told] == [
        body_id("a1x.party_branch"),
        body_id("a.work_committee"),
        body_id("city.work_committee"),
    ]
    assert (told[0]["kind"], told[0]["tenantName"]) == ("party_branch", "甲一东村")
    assert (await client.ask("b.head", asked, given))["data"]["partyOrganisations"] is None
    assert (await client.ask(NOBODY, asked, given))["data"]["partyOrganisations"] is None


async def test_the_links_are_shown_on_the_problem_and_its_sheet(stage, client) -> None:
    ladder = await judged(stage)
    said = {"cause_body": VILLAGE, "solved_by_body": COUNTY}
    await ladder.do(JUDGE, close_problem, CloseProblem, *LESSONS, **said)
    three = "foundByBody { id } causeBody { id } solvedByBody { id }"
    asked = f"query ($id: ID!) {{ problem(id: $id) {{ {three} }} closingSheet(problem: $id) {{ {three} }} }}"
    given = {"id": f"Problem_{ladder.problem}"}
    told = (await client.ask(JUDGE, asked, given))["data"]
    assert told["problem"]["solvedByBody"] == {"id": body_id("a.work_committee")}
    assert told["closingSheet"]["solvedByBody"] == {"id": body_id("a.work_committee")}
    # The village is on the trail and reads its own branch, not the county's committee.
    below = (await client.ask("a1x.head", asked, given))["data"]["problem"]
    assert below["foundByBody"] == {"id": body_id("a1x.party_branch")}
    assert below["solvedByBody"] is None
