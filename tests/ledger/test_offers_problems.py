"""What ``viewerActions`` of a problem offers is refused for its input only, whoever asks and wherever it is."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from ledger.assignments.give_part import GivePart, give_part
from ledger.clocks.calendar import civil
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from tests.ledger.acting import Client
from tests.ledger.ladder import LESSONS, Ladder
from tests.ledger.offering import ACTS, NOW, Who
from tests.ledger.test_offers import tried
from tests.world import key_of

OFFERED = (
    "query($id: ID!) { problem(id: $id) { version state viewerActions { act allowed missing } } }"
)
PEOPLE = (
    *("a1x.head", "a1x.task_force", "a1x.handler", "a1.head", "a1.task_force", "a1.handler"),
    *("a.head", "a.task_force", "a.handler", "city.head", "city.task_force"),
    *("a.organisation_department", "city.organisation_department", "city.petition_bureau"),
)
INPUT = {
    "problem.answered_already",
    "problem.too_early_to_archive",
    "assignment.has_it_already",
}
"""What the act finds out of its input, or of days and settings, of which a button says ``furtherCheck``."""


async def lies(client: Client, ladder: Ladder) -> list[Any]:
    """Tries what is offered to each person and what the state withholds, and gives what came out otherwise."""
    found = []
    for name in PEOPLE:
        told = await client.ask(name, OFFERED, {"id": f"Problem_{ladder.problem}"})
        row = told["data"]["problem"]
        if row is None:
            continue
        who = Who(name, await client.stage.viewer(name))
        for offer in row["viewerActions"]:
            if offer["missing"] == "RULE" or offer["act"] not in ACTS:
                continue
            run, kind, given = ACTS[offer["act"]]
            said = kind(ladder.problem, row["version"], *given(who))
            refusal = await tried(client.stage, who.viewer, run, said)
            code = None if refusal is None else refusal.code
            if code not in INPUT and (code is None) is not offer["allowed"]:
                found.append((row["state"], name, offer["act"], offer["allowed"], code))
    return found


class Story:
    """A problem on which people do what they are offered, looked at by everybody after each step."""

    def __init__(self, client: Client) -> None:
        client.stage.now = NOW
        self.client, self.ladder, self.lied = client, Ladder(client.stage), []

    async def looked(self) -> None:
        self.lied += await lies(self.client, self.ladder)

    async def offered(self, name: str, act: str) -> dict[str, Any]:
        told = await self.client.ask(name, OFFERED, {"id": f"Problem_{self.ladder.problem}"})
        (one,) = (one for one in told["data"]["problem"]["viewerActions"] if one["act"] == act)
        return dict(one)

    async def step(self, name: str, act: str) -> None:
        assert (await self.offered(name, act))["allowed"], (name, act)
        who = Who(name, await self.client.stage.viewer(name))
        run, kind, given = ACTS[act]
        await self.ladder.do(name, run, kind, *given(who))
        await self.looked()

    async def steps(self, *steps: tuple[str, str]) -> None:
        for name, act in steps:
            await self.step(name, act)


ORDERED = (
    ("a1x.task_force", "ADMIT"),
    ("a1x.head", "SUBMIT"),
    ("a1.task_force", "ASK_ABOUT_SUBMISSION"),
    ("a1.task_force", "TAKE_UP"),
    ("a1.head", "SUBMIT"),
    ("a.task_force", "TAKE_UP"),
    ("a.task_force", "TRIAGE"),
    ("a.task_force", "HAND_OUT"),
)
WORKED = (("a1.head", "ACCEPT"), ("a1.handler", "START"))


async def test_on_the_way_up_and_down(client: Client) -> None:
    story = Story(client)
    await story.ladder.report()
    await story.looked()
    await story.steps(
        *ORDERED,
        ("a1.head", "OBJECT"),
        ("a.head", "OVERRULE"),
        *WORKED,
        ("a1.head", "ESCALATE"),
        ("a.task_force", "HAND_BACK"),
        ("a1.head", "REQUEST_SUSPENSION"),
        ("a.head", "GRANT_SUSPENSION"),
        ("a.head", "RESUME"),
    )
    assert story.lied == []


async def test_from_the_claim_to_the_look_back(client: Client) -> None:
    story = Story(client)
    ladder = story.ladder
    await ladder.bank("a")
    await ladder.triage()
    await story.steps(("a.task_force", "HAND_DOWN"), *WORKED)
    await ladder.do_measures()
    await story.steps(("a1.head", "CLAIM_COMPLETION"), ("a1.head", "SELF_EVALUATE"))
    await ladder.answer("SATISFIED", by="a.organisation_department")
    await story.looked()
    # Whoever took the answer closes nothing: that is withheld, and would be refused.
    caller = await story.offered("a.organisation_caller", "CLOSE")
    assert caller == {"act": "CLOSE", "allowed": False, "missing": "STATE"}
    refusal = await ladder.refused("a.organisation_caller", *ACTS["CLOSE"][:2], *LESSONS)
    assert refusal.code == "closing.by_who_asked"
    await ladder.close(by="a.organisation_department")
    await story.looked()
    await story.steps(
        ("a.organisation_caller", "OPEN_RECHECK"),
        ("a.organisation_caller", "FAIL_RECHECK"),
        ("a.task_force", "SET_REWORK_DEADLINE"),
        ("a1.handler", "REWORK"),
    )
    assert story.lied == []


async def test_hands_are_offered_until_the_day_has_passed(client: Client) -> None:
    """After it more time is asked for first."""
    story = Story(client)
    await story.ladder.bank("a")
    await story.ladder.triage()
    await story.steps(("a.task_force", "HAND_DOWN"), ("a1.head", "ACCEPT"))
    await story.step("a.task_force", "GIVE_PART")
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set rectify_by = %s", [civil(NOW) - timedelta(1)])
    withheld = await story.offered("a.task_force", "GIVE_PART")
    assert withheld == {"act": "GIVE_PART", "allowed": False, "missing": "STATE"}
    helping = (Who("a.task_force", await client.stage.viewer("a.task_force")).to(1),)
    refusal = await story.ladder.refused("a.task_force", give_part, GivePart, helping)
    assert refusal.code == "problem.deadline_passed"
    assert story.lied == []


@pytest.mark.parametrize(("owner", "allowed"), [("a2", True), ("a", False)])
async def test_an_objection_is_upheld_for_another_unit(
    client: Client, owner: str, allowed: bool
) -> None:
    story = Story(client)
    await story.ladder.bank("a")
    await story.ladder.triage()
    await story.steps(("a.task_force", "HAND_DOWN"))
    said = ("not_ours", "应由他单位办理", key_of("tenant", owner))
    await story.ladder.do("a1.head", object_to_assignment, ObjectToAssignment, *said)
    await story.looked()
    offer = await story.offered("a.head", "UPHOLD")
    assert offer["missing"] == (None if allowed else "STATE")
    assert story.lied == []
