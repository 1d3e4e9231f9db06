"""Problems over GraphQL: reported, found in the inbox, followed on their way with graded sight."""

import re
import uuid

from ledger.problems.name_accused import NameAccused, name_accused
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.take_up import TakeUp, take_up
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, Ladder
from tests.world import key_of

INBOX = "{ problemInbox { nodes { id title state } } }"
WAY = """query ($id: ID!) { problem(id: $id) { state tenant { name } hops { seq madeBy note }
  happenings { nodes { act by text } } } }"""
ENDS = """query ($id: ID!) { problem(id: $id) {
  hops { seq direction fromTenant { name } toTenant { name } post { title } }
  happenings { nodes { act otherEnd { name } dueOn } } } }"""


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
    for who in ("a.head", "a1.head", "a1x.head"):
        answer = await client.ask(who, WAY, {"id": f"Problem_{ladder.problem}"})
        assert "errors" not in answer, answer
        shown[who] = answer["data"]["problem"]
    assert [one["note"] for one in shown["a.head"]["hops"]] == ["镇里统筹", "县里统筹"]
    # Whoever took a step reads it, wherever the problem is now and whatever it shows those below.
    (own,) = shown["a1.head"]["hops"]
    assert (own["madeBy"], own["note"]) == (shown["a.head"]["hops"][0]["madeBy"], "镇里统筹")
    below = shown["a1x.head"]
    assert (below["state"], below["tenant"]["name"]) == ("LISTED", "甲县")
    assert below["hops"] == [{"seq": 1, "madeBy": None, "note": None}]
    taken = [one for one in below["happenings"]["nodes"] if one["act"] == "take_up"]
    assert taken == [{"act": "take_up", "by": None, "text": None}]
    passed = await client.ask("a1x.head", "{ passedProblems { nodes { problem { title } } } }")
    assert passed["data"]["passedProblems"]["nodes"] == [{"problem": {"title": "水渠堵塞"}}]
    own = await client.ask("a1x.head", INBOX)
    assert own["data"]["problemInbox"]["nodes"] == []


async def test_the_way_is_told_with_both_ends_as_far_as_each_step_shows(client: Client) -> None:
    """Ends are by whom and whereto (read_who), post and day what was said (read_all)."""
    ladder = Ladder(client.stage)
    await ladder.bank()
    await ladder.rise_to("a")
    for shown in ("NONE", "THAT", "WHO", "ALL"):
        await ladder.triage()
        await ladder.down("a2", shown=shown)
        await ladder.do("a.task_force", recall_problem, RecallProblem, "wrong_unit", "另交")
    way, orders = {}, {}
    for who in ("a.head", "a2.head", "a1x.head"):
        answer = await client.ask(who, ENDS, {"id": f"Problem_{ladder.problem}"})
        assert "errors" not in answer, answer
        found = answer["data"]["problem"]
        way[who] = [
            (
                one["seq"],
                *(one[end] and one[end]["name"] for end in ("fromTenant", "toTenant")),
                one["post"] and one["post"]["title"],
            )
            for one in found["hops"]
            if one["direction"] == "DOWN"
        ]
        orders[who] = [
            (one["otherEnd"] and one["otherEnd"]["name"], one["dueOn"])
            for one in found["happenings"]["nodes"]
            if one["act"] == "hand_down"
        ]
    whole = ("甲县", "甲二镇", "a2.head")
    assert way["a.head"] == [(seq, *whole) for seq in (3, 5, 7, 9)]
    assert orders["a.head"] == [("甲二镇", str(DEADLINE))] * 4
    assert way["a2.head"] == [(5, None, None, None), (7, *whole[:2], None), (9, *whole)]
    # A village reads no posts of a unit beside its own line, whatever a step shows.
    assert way["a1x.head"] == [*way["a2.head"][:2], (9, *whole[:2], None)]
    assert (
        orders["a1x.head"]
        == orders["a2.head"]
        == [(None, None), ("甲二镇", None), ("甲二镇", str(DEADLINE))]
    )
    nobody = await client.ask("b1.head", ENDS, {"id": f"Problem_{ladder.problem}"})
    assert nobody["data"]["problem"] is None


async def test_an_end_that_turns_out_to_be_accused_reads_nothing_and_is_no_sign(
    client: Client,
) -> None:
    """Whoever else had it reads the same ends as before: nobody learns whom it is against by them."""
    ladder = Ladder(client.stage)
    await ladder.bank()
    await ladder.rise_to("a")
    await ladder.triage()
    await ladder.down("a2", shown="ALL")
    await ladder.do("a.task_force", recall_problem, RecallProblem, "wrong_unit", "另交")
    asked = {"id": f"Problem_{ladder.problem}"}
    before = {who: await client.ask(who, ENDS, asked) for who in ("a1x.head", "a2.head")}
    assert before["a2.head"]["data"]["problem"]["hops"][-1]["fromTenant"] == {"name": "甲二镇"}
    units = (key_of("tenant", "a2"),)
    await ladder.do("a.task_force", name_accused, NameAccused, units, "群众反映该镇")
    after = {who: await client.ask(who, ENDS, asked) for who in before}
    assert after["a2.head"]["data"]["problem"] is None
    ends = before["a1x.head"]["data"]["problem"]["hops"]
    assert after["a1x.head"]["data"]["problem"]["hops"] == ends
    assert [one["fromTenant"] for one in ends][-1] == {"name": "甲二镇"}


async def test_a_step_says_what_somebody_wrote_or_nothing(client: Client) -> None:
    """No sentence of ours in two languages, no bare number: what is to be told in words is by code."""
    ladder = Ladder(client.stage)
    await ladder.bank()
    await ladder.rise_to("a")
    await ladder.triage()
    await ladder.down("a2")
    await ladder.sign()
    await ladder.work()
    found = await client.ask("a.head", WAY, {"id": f"Problem_{ladder.problem}"})
    steps = found["data"]["problem"]["happenings"]["nodes"]
    assert {"register_problem", "admit_problem", "start_rectifying"} <= {
        one["act"] for one in steps
    }
    for one in steps:
        assert not re.search("[A-Za-z]", one["text"]), one
        assert not one["text"].isdecimal(), one
        assert one["text"] or one["act"] not in {"submit_up", "hand_down", "claim_completion"}


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
