"""Problems over GraphQL: reported, found in the inbox, followed on their way with graded sight."""

import uuid

from ledger.problems.take_up import TakeUp, take_up
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.world import key_of

INBOX = "{ problemInbox { nodes { id title state } } }"
WAY = """query ($id: ID!) { problem(id: $id) { state tenant { name } hops { seq madeBy note }
  happenings { nodes { act by text } } } }"""


async def test_a_grid_report_is_made_registered_and_offered_what_comes_next(client: Client) -> None:
    key = str(uuid.uuid4())
    told = await client.act(
        "a1x.handler",
        "reportProblem",
        "problem { id state version }",
        id=key,
        listType="AUDIT",
        title="水渠堵塞",
        facts="村东水渠堵塞",
    )
    found = told["problem"]
    assert found["id"] == f"Problem_{key}"
    told = await client.act(
        "a1x.handler",
        "registerProblem",
        "problem { state viewerActions { act allowed missing } }",
        problem=found["id"],
        expectedVersion=found["version"],
        place="村东",
    )
    assert told["problem"]["state"] == "REGISTERED"
    offered = {one["act"]: one for one in told["problem"]["viewerActions"]}
    assert offered["RESOLVE_ON_SPOT"]["allowed"] is True
    assert offered["ADMIT"] == {"act": "ADMIT", "allowed": False, "missing": "RULE"}
    assert offered["ACCEPT"]["allowed"] is False
    inbox = (await client.ask("a1x.head", INBOX))["data"]["problemInbox"]["nodes"]
    assert [one["title"] for one in inbox] == ["水渠堵塞"]
    for who in ("a.head", "city.head", "b1.head", "a1y.head"):
        answer = await client.ask(who, WAY, {"id": found["id"]})
        assert answer["data"]["problem"] is None, who


async def test_what_those_below_see_of_a_step_is_what_the_step_shows(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank()
    await ladder.submit()
    await ladder.do("a1.task_force", take_up, TakeUp, "LAGGING", "镇里统筹", "THAT")
    await ladder.submit()
    await ladder.do("a.task_force", take_up, TakeUp, "LAGGING", "县里统筹", "NONE")
    shown = {}
    for who in ("a.head", "a1x.head"):
        answer = await client.ask(who, WAY, {"id": f"Problem_{ladder.problem}"})
        assert "errors" not in answer, answer
        shown[who] = answer["data"]["problem"]
    assert [one["note"] for one in shown["a.head"]["hops"]] == ["镇里统筹", "县里统筹"]
    below = shown["a1x.head"]
    assert (below["state"], below["tenant"]["name"]) == ("LISTED", "甲县")
    assert below["hops"] == [{"seq": 1, "madeBy": None, "note": None}]
    taken = [one for one in below["happenings"]["nodes"] if one["act"] == "take_up"]
    assert taken == [{"act": "take_up", "by": None, "text": None}]
    passed = await client.ask("a1x.head", "{ passedProblems { nodes { problem { title } } } }")
    assert passed["data"]["passedProblems"]["nodes"] == [{"problem": {"title": "水渠堵塞"}}]
    own = await client.ask("a1x.head", INBOX)
    assert own["data"]["problemInbox"]["nodes"] == []


async def test_a_level_counts_below_and_decides_what_waits_for_it(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank()
    await ladder.submit()
    counted = await client.ask(
        "city.head", "{ problemRollUp { tenant { name } total open settledLow } }"
    )
    assert counted["data"]["problemRollUp"] == [
        {"tenant": {"name": "甲县"}, "total": 1, "open": 1, "settledLow": 0}
    ]
    waiting = "{ problemsAwaitingUs { nodes { suggestion viewerActions { act allowed } } } }"
    (found,) = (await client.ask("a1.head", waiting))["data"]["problemsAwaitingUs"]["nodes"]
    assert found["suggestion"] == "请上级统筹"
    may = {one["act"] for one in found["viewerActions"] if one["allowed"]}
    assert may == {"TAKE_UP", "HAND_BACK", "ASK_ABOUT_SUBMISSION", "SUPPORT"}
    assert (await client.ask("a.head", waiting))["data"]["problemsAwaitingUs"]["nodes"] == []
    told = await client.act(
        "a1.head",
        "handDownProblem",
        "problem { id }",
        problem=f"Problem_{ladder.problem}",
        expectedVersion=ladder.now()["version"],
        unit=f"Tenant_{key_of('tenant', 'a1y')}",
        leadPost=f"Post_{key_of('post', 'a1y.head')}",
        deadline="2026-04-28",
    )
    assert (told["__typename"], told["code"]) == ("Refusal", "book.not_allowed")


async def test_what_those_served_said_is_sealed_until_closing(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1")
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by="a.organisation_department")
    query = """query ($id: ID!) { problem(id: $id) {
      evaluations { party rating sealed } measures { text state } } }"""
    given = {"id": f"Problem_{ladder.problem}"}
    own = (await client.ask("a1x.head", query, given))["data"]["problem"]
    assert [one["party"] for one in own["evaluations"]] == ["SELF"]
    assert own["measures"] == [{"text": "清淤", "state": "DONE"}]
    await ladder.close(by="a.organisation_department")
    own = (await client.ask("a1x.head", query, given))["data"]["problem"]
    assert sorted(one["party"] for one in own["evaluations"]) == ["CLIENT", "ORGANISATION", "SELF"]
