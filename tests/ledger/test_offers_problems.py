"""What ``viewerActions`` of a problem offers is refused for its input only, whoever asks and wherever it is."""

from typing import Any

from tests.ledger.acting import Client
from tests.ledger.ladder import LESSONS, Ladder
from tests.ledger.offering import ACTS, NOW, Who
from tests.ledger.test_offers import tried

OFFERED = (
    "query($id: ID!) { problem(id: $id) { version state viewerActions { act allowed missing } } }"
)
PEOPLE = (
    *("a1x.head", "a1x.task_force", "a1x.handler", "a1.head", "a1.task_force", "a1.handler"),
    *("a.head", "a.task_force", "a.handler", "city.head", "city.task_force"),
    *("a.organisation_department", "city.organisation_department", "city.petition_bureau"),
)
INPUT = {"problem.answered_already", "problem.too_early_to_archive"}
"""What the act finds out of its input, or of days and settings, of which a button says ``furtherCheck``."""


async def lies(client: Client, ladder: Ladder) -> list[Any]:
    """Tries each act that is offered to each person, and gives what was refused all the same."""
    found = []
    for name in PEOPLE:
        told = await client.ask(name, OFFERED, {"id": f"Problem_{ladder.problem}"})
        row = told["data"]["problem"]
        if row is None:
            continue
        who = Who(name, await client.stage.viewer(name))
        for offer in row["viewerActions"]:
            if not offer["allowed"] or offer["act"] not in ACTS:
                continue
            run, kind, given = ACTS[offer["act"]]
            said = kind(ladder.problem, row["version"], *given(who))
            refusal = await tried(client.stage, who.viewer, run, said)
            if refusal is not None and refusal.code not in INPUT:
                found.append((row["state"], name, offer["act"], refusal.code))
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
