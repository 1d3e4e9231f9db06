"""A report is corrected by whoever wrote it while it is only collected; later it is said whom it is against."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from ledger.petitioners.register_petitioner import register_petitioner
from ledger.problems.amend_report import AmendReport, amend_report
from ledger.problems.name_accused import NameAccused, name_accused
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.test_petitioners_sealed import acting, registering
from tests.world import key_of

AMEND = "problem { listType field title facts place source state version }"
SEEN = "query($id: ID!) { problem(id: $id) { accused } }"


def act(ladder: Ladder, **given: Any) -> dict[str, Any]:
    said = {"problem": f"Problem_{ladder.problem}", "expectedVersion": ladder.now()["version"]}
    return said | given


async def collected(stage: Any, at: str = "a1x") -> Ladder:
    """A problem that somebody has written down and nobody registered."""
    ladder = Ladder(stage)
    given = ReportProblem(ladder.problem, "AUDIT", "水渠堵塞", "村东水渠堵塞三月", "村东")
    await stage.done(f"{at}.handler", report_problem, given)
    return ladder


async def seen(client: Client, who: str, ladder: Ladder) -> Any:
    return (await client.ask(who, SEEN, {"id": f"Problem_{ladder.problem}"}))["data"]["problem"]


async def unchanged(ladder: Ladder, who: str, code: str, *given: Any, **named: Any) -> None:
    before = ladder.stage.everything()
    assert (await ladder.refused(who, *given, **named)).code == code, (who, code)
    assert ladder.stage.everything() == before, code


# ---------------------------------------------------------------- correcting a report


async def test_whoever_wrote_a_report_corrects_it_and_the_story_says_what(client: Client) -> None:
    ladder = await collected(client.stage)
    given = {
        "listType": "PETITION",
        "field": "RISK",
        "title": "村西水渠堵塞",
        "place": "村西",
    }
    told = await client.act("a1x.handler", "amendReport", AMEND, **act(ladder, **given))
    assert told["problem"] | given == told["problem"]
    assert (told["problem"]["state"], told["problem"]["version"]) == ("COLLECTED", 2)
    story = ladder.stage.rows(
        "select act, reason, author_title from app.happening where problem_id = %s order by id",
        ladder.problem,
    )
    assert [one[0] for one in story] == ["report_problem", "amend_report"]
    assert story[-1][1] == "listType, field, title, place"
    reported = ladder.stage.one("select title from app.problem where id = %s", ladder.problem)
    assert reported == "村西水渠堵塞"
    events = ladder.stage.rows(
        "select kind, record_version from app.outbox order by record_version"
    )
    assert events == [("ProblemReported", 1), ("ReportAmended", 2)], "it is reported once"


async def test_the_day_of_finding_is_said_later_until_it_is_registered(client: Client) -> None:
    ladder = await collected(client.stage)
    day = client.stage.now.date()
    given = act(ladder, foundOn=str(day - timedelta(days=9)))
    told = await client.act("a1x.handler", "amendReport", "problem { foundOn }", **given)
    assert told["problem"] == {"foundOn": str(day - timedelta(days=9))}
    said_so = "select reason, text from app.happening where act = 'amend_report'"
    assert ladder.stage.one(said_so) == ("foundOn", "")
    said = (amend_report, AmendReport)
    tomorrow = day + timedelta(days=1)
    await unchanged(ladder, "a1x.handler", "record.day_refused", *said, found_on=tomorrow)
    await ladder.do("a1x.handler", register_problem, RegisterProblem)
    await unchanged(ladder, "a1x.handler", "problem.wrong_state", *said, found_on=day)


async def test_nobody_else_corrects_it_and_nobody_once_it_is_registered(stage) -> None:
    ladder = await collected(stage)
    said = (amend_report, AmendReport)
    await unchanged(ladder, "a1x.head", "problem.report_not_yours", *said, title="二")
    assert (await ladder.refused("a1.head", *said, title="二")).code == "book.not_allowed"
    await unchanged(ladder, "b.head", "problem.not_found", *said, title="二")
    await unchanged(ladder, "a1x.handler", "problem.nothing_amended", *said)
    now = "水渠堵塞"
    await unchanged(ladder, "a1x.handler", "problem.nothing_amended", *said, title=now)
    await unchanged(ladder, "a1x.handler", "record.text_refused", *said, title="")
    crime = "举报村支书贪污公款"
    await unchanged(ladder, "a1x.handler", "petitioner.accusation_refused", *said, facts=crime)
    await ladder.do("a1x.handler", register_problem, RegisterProblem)
    await unchanged(ladder, "a1x.handler", "problem.wrong_state", *said, title="二")


@pytest.mark.parametrize("column", ["title", "facts", "place", "source", "field", "list_type"])
async def test_the_database_lets_nobody_else_correct_it(stage, column: str) -> None:
    ladder = await collected(stage)
    value = {"field": "RISK", "list_type": "PETITION"}.get(column, "二")
    before = stage.everything()
    asked = f"update app.problem set {column} = %s where id = %s"
    with (
        pytest.raises(psycopg.errors.CheckViolation, match="corrects a report"),
        acting(stage, "a1x.head") as connection,
    ):
        connection.execute(asked, [value, ladder.problem])
    assert stage.everything() == before
    with acting(stage, "a1x.handler") as connection:
        connection.execute(asked, [value, ladder.problem])
    found = stage.one(f"select {column} from app.problem where id = %s", ladder.problem)
    assert found == value


# ---------------------------------------------------------------- whom it is against


async def test_whom_it_is_against_is_named_later_and_they_learn_of_it_no_more(
    client: Client,
) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a", list_type="PETITION")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.do("a.task_force", recall_problem, RecallProblem, "wrong_unit")
    assert await seen(client, "a1.head", ladder) == {"accused": None}, "once in hand there"
    named = act(ladder, units=[f"Tenant_{key_of('tenant', 'a1')}"], reason="现场核实")
    told = await client.act("a.task_force", "nameAccused", "problem { accused version }", **named)
    name = stage.one("select name from app.tenant where id = %s", stage.world.tenants["a1"])
    assert told["problem"]["accused"] == [name]
    for who in ("a1.head", "a1.handler", "a1x.head"):
        assert await seen(client, who, ladder) is None, who
    assert await seen(client, "a.head", ladder) == {"accused": [name]}
    hidden = stage.rows("select distinct accused from app.happening")
    assert hidden == [([stage.world.tenants["a1"]],)]


async def test_naming_is_for_whoever_has_it_in_hand_and_never_its_own_line(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1", list_type="PETITION")
    said = (name_accused, NameAccused)
    a2, a1, a = ((key_of("tenant", name),) for name in ("a2", "a1", "a"))
    await unchanged(ladder, "b.head", "problem.not_found", *said, a2, "一")
    assert (await ladder.refused("a.head", *said, a2, "一")).code == "book.not_allowed"
    for line in (a1, a):
        await unchanged(ladder, "a1.head", "problem.with_the_accused", *said, line, "一")
    await unchanged(ladder, "a1.head", "problem.nobody_named", *said, (), "一")
    await unchanged(ladder, "a1.head", "record.text_refused", *said, a2, "")
    unknown = (key_of("tenant", "nowhere"),)
    await unchanged(ladder, "a1.head", "petitioner.unit_not_found", *said, unknown, "一")
    await ladder.do("a1.head", *said, a2, "一")
    await unchanged(ladder, "a1.head", "problem.nobody_named", *said, a2, "一")


async def test_the_gate_names_nobody_without_a_step_of_the_story(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1", list_type="PETITION")
    units = [stage.world.tenants["a2"]]
    before = stage.everything()
    asked = [stage.world.tenants["city"], ladder.problem, units]
    for who in ("a1.head", "b.head"):
        with (
            pytest.raises(psycopg.errors.InsufficientPrivilege, match="has it in hand"),
            acting(stage, who) as connection,
        ):
            connection.execute("select app.name_accused(%s, %s, %s)", asked)
    assert stage.everything() == before
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set accused = %s", [units])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("update app.problem set accused = '{}'")


async def test_who_names_a_unit_that_they_sit_in_sees_it_no_more(client: Client) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a", list_type="PETITION")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.appointment set person_id = %s where post_id = %s",
            [stage.world.person("a.task_force"), stage.world.post("a2.handler")],
        )
    viewer = await stage.viewer("a.task_force", post="a.task_force")
    named = act(ladder, units=[f"Tenant_{key_of('tenant', 'a2')}"], reason="现场核实")
    told = await client.act(viewer, "nameAccused", "problem { id }", **named)
    assert (told["__typename"], told["problem"]) == ("NameAccusedSuccess", None)
    assert await seen(client, viewer, ladder) is None
    assert (await seen(client, "a.head", ladder))["accused"]


# ---------------------------------------------------------------- what the buttons say


OFFERED = """query($id: ID!) { problem(id: $id) { viewerActions { act allowed missing furtherCheck } } }"""
BESIDE = ("SUPPORT", "COPY_UPWARD", "ASK_EXTENSION", "REGISTER_PETITIONER", "PROPOSE_PUBLICATION")


async def offered(client: Client, who: str, ladder: Ladder) -> set[str]:
    told = await client.ask(who, OFFERED, {"id": f"Problem_{ladder.problem}"})
    assert "errors" not in told, told
    acts = told["data"]["problem"]["viewerActions"]
    assert {"AMEND", "NAME_ACCUSED", *BESIDE} <= {one["act"] for one in acts}
    assert all(one["allowed"] or one["missing"] for one in acts)
    return {one["act"] for one in acts if one["allowed"]}


async def test_what_can_be_done_beside_the_ladder_is_offered_to_those_who_may(
    client: Client,
) -> None:
    ladder = await collected(client.stage)
    own = await offered(client, "a1x.handler", ladder)
    assert {"AMEND", "NAME_ACCUSED", "SUPPORT", "ASK_EXTENSION", "REGISTER_PETITIONER"} <= own
    above = await offered(client, "a1.head", ladder)
    assert "SUPPORT" in above, "it lies next below"
    assert not above & {"AMEND", "NAME_ACCUSED", "ASK_EXTENSION", "REGISTER_PETITIONER"}
    assert "COPY_UPWARD" in await offered(client, "a1x.head", ladder)
    told = await client.act("a1.head", "supportProblem", "problem { supporterCount }",
        problem=f"Problem_{ladder.problem}", text="亲眼所见")  # fmt: skip  # columns side by side
    assert told["problem"]["supporterCount"] == 1
    registered = registering(ladder.problem)
    await client.stage.done("a1x.handler", register_petitioner, registered)
    assert (await client.stage.refused("a1.head", register_petitioner, registered)).code
