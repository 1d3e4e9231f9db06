"""What ``viewerActions`` offers can be done, and what it withholds is refused for the reason given."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import psycopg

from ledger.responsibilities.accept_obligation import AcceptObligation, accept_obligation
from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.record_entry import RecordEntry, record_entry
from ledger.responsibilities.retire_list import RetireList, retire_list
from ledger.responsibilities.return_obligation import ReturnObligation, return_obligation
from ledger.responsibilities.rules import STATES
from ledger.responsibilities.self_check import SelfCheck, self_check
from ledger.responsibilities.sign_pledge import SignPledge, sign_pledge
from tenants.refusals import BookSaysNo, Refusal

HEAD, ABOVE, SECRETARY = "a1x.head", "a1.head", "a1x.branch_secretary"
PEOPLE = (HEAD, SECRETARY, "a1x.handler", ABOVE, "a1.task_force", "a1.handler")
TODAY = date(2026, 12, 20)

ON_LISTS: dict[str, Any] = {
    "ADD_CLAUSE": (add_clause, lambda key, _: AddClause(key, ClauseText("新写的一条"))),
    "PUBLISH": (publish_list, PublishList),
    "SIGN": (sign_pledge, SignPledge),
    "OPEN_PERIOD": (open_period, lambda key, _: OpenPeriod(key, "2026-Q3")),
    "RETIRE": (retire_list, RetireList),
}
ON_OBLIGATIONS: dict[str, Any] = {
    "RECORD": (record_entry, lambda key, _: RecordEntry(key, "走访", TODAY)),
    "SELF_CHECK": (self_check, lambda key, version: SelfCheck(key, version, "完成")),
    "ACCEPT": (accept_obligation, AcceptObligation),
    "RETURN": (return_obligation, lambda key, version: ReturnObligation(key, version, "缺照片")),
}
ACTIONS = "id version state viewerActions { act allowed missing furtherCheck }"


class Undone(Exception):
    """Ends a try and takes it back."""


async def tried(stage, viewer, run, given) -> Refusal | None:
    """Does an act and takes it back; gives the refusal if there was one."""
    try:
        async with stage.sittings.open(viewer, act=run.__name__) as sitting:
            await run(sitting, given)
            raise Undone
    except Undone:
        return None
    except Refusal as refusal:
        return refusal


async def lists_in_every_state(stage) -> None:
    done = stage.done
    quarterly = ClauseText("走访", cadence="QUARTERLY", due_rule="quarter end")
    await done(HEAD, draft_list, DraftList("branch_secretary", 2027))
    withdrawn = await done(HEAD, draft_list, DraftList("branch_secretary", 2025))
    await done(HEAD, retire_list, RetireList(withdrawn, 1))
    retired = await done(HEAD, draft_list, DraftList("branch_secretary", 2024))
    trained = ClauseText("组织轮训", cadence="QUARTERLY", due_rule="quarter end")
    await done(HEAD, add_clause, AddClause(retired, trained))
    await done(HEAD, publish_list, PublishList(retired, 2))
    await done(HEAD, retire_list, RetireList(retired, 3))
    owner = await done(HEAD, draft_list, DraftList("branch_secretary", 2026))
    await done(HEAD, add_clause, AddClause(owner, quarterly))
    await done(HEAD, publish_list, PublishList(owner, 2))


async def obligations_in_every_state(stage) -> None:
    stage.now = datetime(2026, 12, 20, 2, tzinfo=UTC)  # a year in which every period has begun
    await lists_in_every_state(stage)
    done = stage.done
    owner = stage.one("select id from app.responsibility_list where state = 'PUBLISHED'")
    for period in ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"):
        await done(HEAD, open_period, OpenPeriod(owner, period))
    for title in ("学习", "巡查"):
        await done(HEAD, add_clause, AddClause(owner, ClauseText(title, due_rule="by 31 Dec")))
    await done(HEAD, publish_list, PublishList(owner, 5))
    await done(HEAD, open_period, OpenPeriod(owner, "2026"))
    keys = [key for (key,) in stage.rows("select id from app.obligation order by id")]
    for key in keys[1:5]:
        await done(SECRETARY, record_entry, RecordEntry(key, "走访", TODAY))
    for key in keys[2:5]:
        await done(SECRETARY, self_check, SelfCheck(key, 2, "完成"))
    await done(ABOVE, accept_obligation, AcceptObligation(keys[3], 3))
    await done(ABOVE, return_obligation, ReturnObligation(keys[4], 3, "缺照片"))
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        state = "update app.obligation set state = 'WITHDRAWN', open = false where id = %s"
        connection.execute(state, [keys[5]])


async def compare(client, query: str, acts: dict[str, Any], states: tuple[str, ...]) -> None:
    """Tries every act that is offered or withheld to each person on each record they see."""
    stage, seen, outcomes = client.stage, set(), set()
    for who in PEOPLE:
        viewer = await stage.viewer(who)
        told = await client.ask(who, query)
        (found,) = told["data"].values()
        for row in found["nodes"]:
            seen.add(row["state"])
            key = uuid.UUID(row["id"].partition("_")[2])
            assert [offer["act"] for offer in row["viewerActions"]] == list(acts)
            for offer in row["viewerActions"]:
                run, given = acts[offer["act"]]
                refusal = await tried(stage, viewer, run, given(key, row["version"]))
                outcomes.add((offer["allowed"], offer["missing"]))
                place = (who, row["state"], offer, refusal)
                if offer["allowed"]:
                    held_back = offer["furtherCheck"] and refusal is not None
                    assert refusal is None or held_back, place
                    assert not isinstance(refusal, BookSaysNo), place
                    assert refusal is None or not refusal.code.endswith("wrong_state"), place
                elif offer["missing"] == "RULE":
                    assert isinstance(refusal, BookSaysNo), place
                else:
                    assert refusal is not None, place
                    assert refusal.code.endswith("wrong_state"), place
    assert seen == set(states)
    assert outcomes == {(True, None), (False, "RULE"), (False, "STATE")}


async def test_on_lists(client) -> None:
    await lists_in_every_state(client.stage)
    query = f"{{ responsibilityLists(first: 20) {{ nodes {{ {ACTIONS} }} }} }}"
    await compare(client, query, ON_LISTS, STATES["list"])


async def test_on_obligations(client) -> None:
    await obligations_in_every_state(client.stage)
    query = f"{{ obligations(first: 20) {{ nodes {{ {ACTIONS} }} }} }}"
    await compare(client, query, ON_OBLIGATIONS, STATES["obligation"])
