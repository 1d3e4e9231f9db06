"""Whatever waits in a bucket is told of as it comes and goes; and what hangs under a problem is a change."""

from datetime import date

from ledger.petitioners.register_petitioner import register_petitioner
from ledger.problems.ask_about_submission import AskAboutSubmission, ask_about_submission
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.report_progress import ReportProgress, report_progress
from ledger.problems.take_lead import TakeLead, take_lead
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.publicising import APPROVER, PROBLEM, Publicity, publicity, signed_for
from tests.ledger.test_assignments import handed_out, sign
from tests.ledger.test_live_changes import begun, since
from tests.ledger.test_live_following import following, heard
from tests.ledger.test_live_parts import silent, told
from tests.ledger.test_petitioners_sealed import registering
from tests.ledger.test_rechecks import CLOSER
from tests.ledger.test_rests import DECLINE, ask, working
from tests.world import key_of

ASKED = ("请补充", date(2026, 4, 20))
__all__ = ["publicity", "signed_for"]


async def count(client: Client, who: str, bucket: str) -> int:
    found: int = (await client.ask(who, f"{{ {bucket} {{ totalCount }} }}"))["data"][bucket][
        "totalCount"
    ]
    return found


async def test_whoever_lets_a_problem_rest_hears_that_it_is_asked_and_that_it_is_over(
    client: Client,
) -> None:
    ladder = await working(client.stage)
    async with (
        following(client.stage, "a.task_force") as one,
        following(client.stage, "a2.head") as other,
    ):
        events, beside = one.inbox(), other.inbox()
        await heard(events)
        await heard(beside)
        await ladder.do("a1.handler", *ask(ladder))
        await told(events, ladder, present=True)
        assert await count(client, "a.task_force", "problemsToLetRest") == 1
        await ladder.do("a.task_force", *DECLINE)
        await told(events, ladder, present=False)
        assert await count(client, "a.task_force", "problemsToLetRest") == 0
        await silent(beside)


async def test_whoever_judges_hears_what_waits_for_them_and_nobody_beside(client: Client) -> None:
    ladder = await working(client.stage)
    await ladder.do_measures()
    await ladder.finish()
    async with (
        following(client.stage, CLOSER) as one,
        following(client.stage, "b.organisation_department") as other,
    ):
        events, beside = one.inbox(), other.inbox()
        await heard(events)
        await heard(beside)
        await ladder.evaluate_self()
        assert await count(client, CLOSER, "problemsToAsk") == 1
        await told(events, ladder, present=True)
        await ladder.answer("SATISFIED")
        assert await count(client, CLOSER, "problemsToEvaluate") == 1
        await told(events, ladder, present=True)
        await ladder.close()
        await told(events, ladder, present=False)
        await silent(beside)


async def test_whoever_leads_from_above_and_is_asked_about_hears_of_it(client: Client) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.submit()
    async with following(stage, "a1x.head") as one:
        events = one.inbox()
        await heard(events)
        await ladder.do("a1.task_force", ask_about_submission, AskAboutSubmission, *ASKED)
        await told(events, ladder, present=True)
    other = await working(stage)
    lead = TakeLead(other.problem, other.now()["version"], key_of("post", "a.head"), "通水")
    async with following(stage, "a.head") as leader:
        events = leader.inbox()
        await heard(events)
        await stage.done("a.head", take_lead, lead)
        await told(events, other, present=True)
        await other.do("a1.handler", report_progress, ReportProgress, "已清淤一半")
        await told(events, other, present=True)


async def test_who_follows_a_problem_hears_of_a_part_that_was_signed_for(client: Client) -> None:
    ladder = await handed_out(client.stage)
    async with following(client.stage, "a1.head") as one:
        events = one.problem(f"Problem_{ladder.problem}")
        await heard(events)
        version = ladder.now()["version"]
        await sign(ladder, "a2")
        assert ladder.now()["version"] == version, "the row stays as it is"
        await told_of(events, ladder)
        await silent(events)


async def told_of(events, ladder: Ladder) -> None:
    one = await heard(events)
    assert (one.id, one.version) == (f"Problem_{ladder.problem}", ladder.now()["version"])


async def test_a_petitioner_who_is_registered_is_a_change_of_their_problem(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.report("a1x", list_type="PETITION")
    cursors = await begun(client, "a1x.head", "a1.head", "b.head")
    async with following(client.stage, "a1x.head") as one:
        events = one.problem(f"Problem_{ladder.problem}")
        await heard(events)
        await client.stage.done("a1x.handler", register_petitioner, registering(ladder.problem))
        await told_of(events, ladder)
    for who in ("a1x.head", "a1.head"):
        (seen,) = (await since(client, who, cursors[who]))["changes"]
        assert seen["id"] == f"Problem_{ladder.problem}", who
    assert (await since(client, "b.head", cursors["b.head"]))["changes"] == []


async def test_whom_a_petitioner_accuses_hears_nothing_of_it(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a", list_type="PETITION")
    await ladder.triage()
    given = HandDown(
        ladder.problem, ladder.now()["version"], key_of("tenant", "a2"), key_of("post", "a2.head"),
        DEADLINE, "限期整改", "WHO",
    )  # fmt: skip  # columns side by side
    await client.stage.done("a.task_force", hand_down, given)
    cursors = await begun(client, "a1.head", "a2.head")
    accusing = registering(ladder.problem, accused=("a1",))
    await client.stage.done("a2.handler", register_petitioner, accusing)
    assert (await since(client, "a1.head", cursors["a1.head"]))["changes"] == []
    assert len((await since(client, "a2.head", cursors["a2.head"]))["changes"]) == 1


async def test_a_case_that_is_published_is_a_change_of_its_problem(publicity: Publicity) -> None:
    ladder = Ladder(publicity.stage, PROBLEM)
    case = {"kind": "CASE", "polarity": "POSITIVE", "text": "水渠已修好。", "title": "案例"}
    draft = (await publicity.propose("a1.task_force", **case))["draft"]
    draft = (await publicity.step("a1.head", "checkPublication", draft))["draft"]
    draft = (await publicity.step(APPROVER, "approvePublication", draft))["draft"]
    async with following(publicity.stage, "a1.head") as one:
        events = one.problem(f"Problem_{ladder.problem}")
        await heard(events)
        version = ladder.now()["version"]
        await publicity.step("a1.handler", "publishPublication", draft)
        assert ladder.now()["version"] == version
        await told_of(events, ladder)
