"""The second persons of the ladder: who signs a claim (t22), who confirms what another proposed (t04, t10, t12)."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.confirm_step import ConfirmStep, confirm_step
from ledger.problems.decline_step import DeclineStep, decline_step
from ledger.problems.finish_measure import FinishMeasure, finish_measure
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.list_problem import ListProblem, list_problem
from ledger.problems.reject_problem import RejectProblem, reject_problem
from ledger.problems.stepping import fetched
from ledger.problems.triage_problem import TriageProblem, triage_problem
from ledger.settings.set_problem_settings import SetProblemSettings, set_problem_settings
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, Ladder
from tests.world import key_of

CLAIM = (claim_completion, ClaimCompletion, "水渠已通")


async def led_by(stage, lead: str) -> Ladder:
    """A problem of township a1, all its measures done, led by a post of the township."""
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    given = (key_of("tenant", "a1"), key_of("post", lead), DEADLINE, "限期整改", "WHO")
    await ladder.do("a.task_force", hand_down, HandDown, *given)
    await ladder.sign()
    await ladder.start()
    key, version = stage.one("select id, version from app.measure")
    await stage.done("a1.handler", finish_measure, FinishMeasure(key, version, "已清淤"))
    return ladder


async def test_a_handler_prepares_and_the_head_claims(stage) -> None:
    ladder = await led_by(stage, "a1.head")
    before = ladder.now()
    for who in ("a1.handler", "a1.task_force"):
        refusal = await ladder.refused(who, *CLAIM)
        assert refusal.code == "book.not_allowed", who
    assert ladder.now() == before
    await ladder.do("a1.head", *CLAIM)
    assert ladder.now()["state"] == "COMPLETION_CLAIMED"
    handled = "select handled_by from app.problem where id = %s"
    assert stage.one(handled, ladder.problem) == stage.world.person("a1.handler"), "who worked"


async def test_the_lead_leader_of_the_order_that_stands_claims(stage) -> None:
    ladder = await led_by(stage, "a1.task_force")
    refusal = await ladder.refused("a1.handler", *CLAIM)
    assert refusal.code == "book.not_allowed", "the control: who does not lead it"
    await ladder.do("a1.task_force", *CLAIM)
    assert ladder.now()["state"] == "COMPLETION_CLAIMED"


REJECT = (reject_problem, RejectProblem, "no_facts", "查无此事")
CONFIRM, DECLINE = (confirm_step, ConfirmStep), (decline_step, DeclineStep, "再核实")
PROPOSED = "select proposal, proposed_by, proposed_ground from app.problem where id = %s"


def clocks(ladder: Ladder) -> Any:
    """What time the problem is given."""
    query = "select due_on, remind_on, overdue from app.problem where id = %s"
    return ladder.stage.one(query, ladder.problem)


async def test_a_rejection_is_proposed_by_one_and_confirmed_by_another(stage) -> None:
    ladder = Ladder(stage)
    await ladder.report("a1")
    time = clocks(ladder)
    refusal = await ladder.refused("a1.head", *CONFIRM)
    assert refusal.code == "problem.nothing_proposed"
    await ladder.do("a1.task_force", *REJECT)
    who = stage.world.person("a1.task_force")
    assert stage.one(PROPOSED, ladder.problem) == ("REJECT", who, "no_facts")
    assert (ladder.now()["state"], clocks(ladder)) == ("REGISTERED", time), "its clocks run on"
    shown = "select shown from app.happening where act = 'propose_step'"
    assert stage.one(shown) == "NONE", "and those it came from hear nothing"
    before = ladder.now()
    for act in (CONFIRM, DECLINE):
        for wrong in ("a1.task_force", "a1.handler", "a.head", "a.task_force"):
            refusal = await ladder.refused(wrong, *act)
            assert refusal.code == "book.not_allowed", wrong
    assert ladder.now() == before
    await ladder.do("a1.head", *CONFIRM)
    assert ladder.now()["state"] == "REJECTED"
    told = (
        "select text, reason, shown, author_person from app.happening where act = 'reject_problem'"
    )
    head = stage.world.person("a1.head")
    assert stage.one(told) == ("查无此事", "no_facts", "ALL", head)
    assert stage.one(PROPOSED, ladder.problem) == (None, None, None)


async def test_what_is_declined_stays_and_what_goes_another_way_takes_the_proposal_along(
    stage,
) -> None:
    ladder = Ladder(stage)
    await ladder.report("a1")
    await ladder.do("a1.task_force", *REJECT)
    await ladder.do("a1.head", *DECLINE)
    assert ladder.now()["state"] == "REGISTERED"
    assert stage.one(PROPOSED, ladder.problem) == (None, None, None)
    await ladder.do("a1.task_force", *REJECT)
    await ladder.do("a1.task_force", admit_problem, AdmitProblem, "finding")
    assert stage.one(PROPOSED, ladder.problem) == (None, None, None)
    refusal = await ladder.refused("a1.head", *CONFIRM)
    assert refusal.code == "problem.nothing_proposed"


async def forged(stage, who: str, ladder: Ladder, said: str) -> str | None:
    """Writes past every act, as somebody who sees the problem; says which constraint refused it."""
    async with stage.sittings.open(await stage.viewer(who), act="forge") as sitting:
        await fetched(sitting, ladder.problem)
        try:
            async with sitting.connection.begin_nested():
                await sitting.connection.execute(text(f"update app.problem set {said}"))
        except IntegrityError as failed:
            return failed.orig.diag.constraint_name
    return None


async def test_with_the_acts_silent_the_database_holds_the_two_apart(stage) -> None:
    ladder = Ladder(stage)
    await ladder.report("a1")
    ended = "state = 'REJECTED', open = false, reason = 'no_facts', proposal = null,"
    ended += " proposed_by = null, proposed_ground = null, version = version + 1"
    assert await forged(stage, "a1.head", ladder, ended) == "problem_seconded"
    another = f"proposal = 'REJECT', proposed_by = '{stage.world.person('a1.handler')}'"
    assert await forged(stage, "a1.head", ladder, another) == "problem_proposed_in_own_name"
    await ladder.do("a1.task_force", *REJECT)
    assert await forged(stage, "a1.task_force", ladder, ended) == "problem_seconded"
    other = ended.replace("'no_facts'", "'not_met'")
    assert await forged(stage, "a1.head", ladder, other) == "problem_seconded"
    assert ladder.now()["state"] == "REGISTERED"
    assert await forged(stage, "a1.head", ladder, ended) is None
    assert ladder.now()["state"] == "REJECTED", "the control: as it was proposed, by another"


async def test_a_level_asks_for_a_second_person_and_nobody_below_waives_it(stage) -> None:
    plain = Ladder(stage)
    await plain.bank("a1")
    await plain.triage()
    assert plain.now()["state"] == "TRIAGED", "as shipped: the head of the task force alone"
    for who, steps in (("a.task_force", ("LIST", "TRIAGE")), ("a1.task_force", ())):
        await stage.done(who, set_problem_settings, SetProblemSettings(0, second_steps=steps))
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.do("a1.task_force", list_problem, ListProblem)
    assert ladder.now()["state"] == "BANKED"
    refusal = await ladder.refused("a1.task_force", *CONFIRM)
    assert refusal.code == "book.not_allowed"
    await ladder.do("a1.head", *CONFIRM)
    assert ladder.now()["state"] == "LISTED"
    refusal = await ladder.refused("a1.task_force", triage_problem, TriageProblem, "x")
    assert refusal.code == "problem.ground_unknown"
    given = ("STAGED", "机制不健全", "JOINT")
    await ladder.do("a1.task_force", triage_problem, TriageProblem, *given)
    kept = "select state, class, mode from app.problem where id = %s"
    assert stage.one(kept, ladder.problem) == ("LISTED", None, None)
    await ladder.do("a1.head", *CONFIRM)
    assert stage.one(kept, ladder.problem) == ("TRIAGED", "STAGED", "JOINT")
    elsewhere = Ladder(stage)
    await elsewhere.bank("b1")
    await elsewhere.triage()
    assert elsewhere.now()["state"] == "TRIAGED", "the other county asked for nobody"


async def test_only_who_oversees_a_problem_reads_what_waits(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    await ladder.submit()
    await ladder.draw_in()
    given = SetProblemSettings(0, second_steps=("TRIAGE",))
    await client.stage.done("a1.task_force", set_problem_settings, given)
    await ladder.do("a1.task_force", triage_problem, TriageProblem, "STAGED")
    query = "query ($id: ID!) { problem(id: $id) { state proposedStep proposedGround } }"
    for who, step in (("a1.head", "TRIAGE"), ("a.head", "TRIAGE"), ("a1x.handler", None)):
        data = (await client.ask(who, query, {"id": f"Problem_{ladder.problem}"}))["data"]
        assert data["problem"]["state"] == "LISTED", who
        assert data["problem"]["proposedStep"] == step, who
        assert (data["problem"]["proposedGround"] is None) == (step is None), who
