"""What measures, parts, texts made public, comments, looks back, campaigns and lists offer, to whom."""

from pathlib import Path
from typing import Any

from ledger.assignments.withdraw_part import WithdrawPart, withdraw_part
from ledger.intake.keep_campaign import KeepCampaign, keep_campaign
from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.finish_measure import FinishMeasure, finish_measure
from ledger.problems.move_measure import MoveMeasure, move_measure
from ledger.responsibilities.sign_pledge import SignPledge, sign_pledge
from tenants.refusals import BookSaysNo
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.publicising import APPROVER, Publicity, publicity, signed_for
from tests.ledger.test_assignments import handed_out, part
from tests.ledger.test_intake_kept import HEAD, MECHANISM, cleared
from tests.ledger.test_offers import tried
from tests.ledger.test_publicity_public import comment, moderated
from tests.ledger.test_rechecks import CLOSER, OTHER, another_judge, closed
from tests.ledger.test_signing import SECRETARY, in_force, stand_in

__all__ = ["publicity", "signed_for"]
ACTIONS = "viewerActions { act allowed missing }"


async def offered(client: Client, who: Any, record: str) -> dict[str, Any]:
    """For each act that a record offers, what stands against it: None, RULE or STATE."""
    kind = record.partition("_")[0]
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on {kind} {{ {ACTIONS} }} }} }}"
    told = await client.ask(who, query, {"id": record})
    assert "errors" not in told, told
    found = told["data"]["node"]
    return {one["act"]: one["missing"] for one in found["viewerActions"]} if found else {}


async def test_a_measure_offers_what_its_problem_lets_be_done(client: Client) -> None:
    stage, ladder = client.stage, Ladder(client.stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.start()
    ((key, version),) = stage.rows("select id, version from app.measure")
    acts = {
        "FINISH": (finish_measure, FinishMeasure(key, version, "已清淤")),
        "MOVE": (move_measure, MoveMeasure(key, version, DEADLINE, "天雨")),
    }

    async def agree(**expected: dict[str, Any]) -> None:
        for who, said in expected.items():
            name = who.replace("__", ".")
            assert await offered(client, name, f"Measure_{key}") == said, name
            for act, missing in said.items():
                refusal = await tried(stage, await stage.viewer(name), *acts[act])
                assert (refusal is None) == (missing is None), (name, act)
                assert isinstance(refusal, BookSaysNo) == (missing == "RULE"), (name, act)

    nothing = {"FINISH": "RULE", "MOVE": "RULE"}
    both = {"FINISH": None, "MOVE": None}
    await agree(a1__handler=both, a1__task_force=nothing, a__head=nothing)
    await ladder.do("a1.head", escalate_problem, EscalateProblem, "请统筹", "beyond_authority")
    await agree(a1__handler={"FINISH": None, "MOVE": "STATE"}, a__head=nothing)
    await stage.done("a1.handler", *acts["FINISH"])
    assert await offered(client, "a1.handler", f"Measure_{key}") == dict.fromkeys(both, "STATE")


async def test_the_main_handlers_part_offers_nothing_it_follows_the_problem(client: Client) -> None:
    stage = client.stage
    ladder = await handed_out(stage)
    for unit, missing in (("a1", "STATE"), ("a2", None)):
        key, version = part(ladder, unit)
        said = await offered(client, "a.head", f"Assignment_{key}")
        assert said["WITHDRAW_PART"] == missing
        given = WithdrawPart(key, version, "不必协办")
        refusal = await tried(stage, await stage.viewer("a.head"), withdraw_part, given)
        assert (refusal and refusal.code) == (missing and "assignment.wrong_state")
        holder = await offered(client, f"{unit}.head", f"Assignment_{key}")
        assert holder["ACCEPT_PART"] == missing


async def test_a_text_made_public_says_who_logs_and_who_withdraws_it(publicity: Publicity) -> None:
    client = publicity.client
    draft, made = await publicity.published()
    both = {"RECORD_POSTING": None, "WITHDRAW": None}
    people = ("a1.handler", "a1.head", APPROVER, "a2.head")
    said = [await offered(client, who, made["id"]) for who in people]
    log, no_log = {"RECORD_POSTING": None, "WITHDRAW": "RULE"}, {"RECORD_POSTING": "RULE"}
    assert said[1] == both
    assert said[0] in (both, log)
    assert said[2] == no_log | {"WITHDRAW": None}
    assert said[3] == no_log | {"WITHDRAW": "RULE"}
    told = await publicity.step("a1.head", "withdrawPublication", draft, reason="INACCURATE")
    assert told["__typename"] == "WithdrawPublicationSuccess", told
    assert await offered(client, "a1.head", made["id"]) == dict.fromkeys(both, "STATE")


async def test_a_comment_says_who_moderates_it(publicity: Publicity) -> None:
    client = publicity.client
    _, made = await publicity.published()
    await comment(publicity, made["id"], "办得好")
    key = f"Comment_{publicity.stage.one('select id from app.comment')}"
    assert await offered(client, APPROVER, key) == {"LET_THROUGH": None, "HIDE": None}
    assert await offered(client, "a1.head", key) == {}
    await moderated(publicity, APPROVER)
    assert await offered(client, APPROVER, key) == {"LET_THROUGH": "STATE", "HIDE": None}
    assert await offered(client, "a1.head", key) == {"LET_THROUGH": "RULE", "HIDE": "RULE"}


async def test_a_look_back_says_who_takes_it_and_when(client: Client) -> None:
    stage = client.stage
    another_judge(stage)
    await closed(stage)
    rows = stage.rows("select id from app.recheck where state = 'PLANNED' order by due_on, id")
    keys = [f"Recheck_{key}" for (key,) in rows]
    assert keys, "a major item is looked at again"
    # Nobody looks at what they closed; of several looks the first is taken up.
    assert set((await offered(client, CLOSER, keys[0])).values()) == {"RULE"}
    first = await offered(client, OTHER, keys[0])
    assert first == {"OPEN": None, "PASS": "STATE", "FAIL": "STATE"}
    for later in keys[1:]:
        assert (await offered(client, OTHER, later))["OPEN"] == "STATE"


async def test_a_campaign_is_kept_once_and_joined_then(client: Client, tmp_path: Path) -> None:
    key, version = await cleared(client.stage, tmp_path)
    record = f"Campaign_{key}"
    assert await offered(client, HEAD, record) == {"KEEP": None, "JOIN": "STATE"}
    assert await offered(client, "a.task_force", record) == {"KEEP": "RULE", "JOIN": "RULE"}
    await client.stage.done(HEAD, keep_campaign, KeepCampaign(key, version, MECHANISM))
    assert await offered(client, HEAD, record) == {"KEEP": "STATE", "JOIN": None}


async def test_a_list_is_offered_to_be_signed_by_who_bears_it_and_once(client: Client) -> None:
    stage = client.stage
    stand_in(stage)
    owner = await in_force(stage)
    record = f"ResponsibilityList_{owner}"
    assert (await offered(client, "another", record))["SIGN"] == "STATE"
    assert (await offered(client, SECRETARY, record))["SIGN"] is None
    await stage.done(SECRETARY, sign_pledge, SignPledge(owner, 3))
    assert (await offered(client, SECRETARY, record))["SIGN"] == "STATE"
