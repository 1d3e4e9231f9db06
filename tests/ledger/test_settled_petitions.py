"""A petition that is settled on the spot is still answered in writing (PR22 Arts. 22, 23, 34)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.problems.record_statutory import RecordStatutory, record_statutory
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.replaying import differing
from tests.ledger.test_rework_days import unchanged
from tests.ledger.test_scores_timely import rows, taken_in

SPOT = (resolve_on_spot, ResolveOnSpot, "当场修好")
QUERY = "query ($p: ID!) { deadlineTrace(problem: $p) { clocks { stage state } } }"


def act(key: str) -> tuple[Any, ...]:
    return record_statutory, RecordStatutory, key, "文号一"


async def owed(client: Client, ladder: Ladder) -> set[str]:
    said = await client.ask("a1x.head", QUERY, {"p": f"Problem_{ladder.problem}"})
    clocks = said["data"]["deadlineTrace"]["clocks"]
    return {one["stage"] for one in clocks if one["state"] == "RUNNING"}


async def rate(client: Client) -> list[bool]:
    return await rows(client, "a1.head", "a1x", "R_STATUTORY")


@pytest.mark.parametrize("list_type", ["PETITION", "AUDIT"])
async def test_it_stays_owed_and_no_other_list_does(client: Client, list_type: str) -> None:
    ladder = await taken_in(client.stage, list_type)
    await ladder.do("a1x.handler", *SPOT)
    petition = list_type == "PETITION"
    assert await owed(client, ladder) == ({"PETITION_NOTIFY", "PETITION"} if petition else set())
    # What never was written counts as missed; what another list ended in time is left out.
    assert await rate(client) == ([False, False] if petition else [])
    assert differing(client.stage) == []


async def test_each_act_in_time_counts_and_one_that_is_late_does_not(client: Client) -> None:
    stage = client.stage
    ladder = await taken_in(stage, "PETITION")
    await ladder.do("a1x.handler", *SPOT)
    await ladder.do("a1x.handler", *act("ACCEPTANCE_NOTIFIED"))
    assert await owed(client, ladder) == {"PETITION"}
    await unchanged(
        ladder, "a1x.handler", "problem.statutory_act_done", *act("ACCEPTANCE_NOTIFIED")
    )
    assert await rate(client) == [False, True]
    # Sixty days from 15 April end on Sunday, 14 June: the next working day is the 15th.
    stage.now = datetime(2026, 6, 16, 2, tzinfo=UTC)
    await ladder.do("a1x.head", *act("OPINION_GIVEN"))
    assert await owed(client, ladder) == set()
    assert await rate(client) == [False, True]


async def test_the_written_reply_settles_both(client: Client) -> None:
    ladder = await taken_in(client.stage, "PETITION")
    await ladder.do("a1x.handler", *SPOT)
    client.stage.now += timedelta(days=2)
    await unchanged(ladder, "a1x.handler", "book.not_allowed", *act("OPINION_GIVEN"))
    await ladder.do("a1x.head", *act("OPINION_GIVEN"))
    assert await owed(client, ladder) == set()
    assert await rate(client) == [True, True]


async def test_a_reply_before_it_was_settled_leaves_nothing_owed(client: Client) -> None:
    ladder = await taken_in(client.stage, "PETITION")
    await ladder.do("a1x.head", *act("OPINION_GIVEN"))
    assert "PETITION_NOTIFY" in await owed(client, ladder), "the control"
    await ladder.do("a1x.handler", *SPOT)
    assert await owed(client, ladder) == set()
    assert await rate(client) == [True]


async def test_what_those_served_open_again_begins_anew(client: Client) -> None:
    ladder = await taken_in(client.stage, "PETITION")
    await ladder.do("a1x.handler", *SPOT)
    client.stage.now += timedelta(days=3)
    answer = "DISSATISFIED", "VISIT", "又坏了", False
    await ladder.do("a1.task_force", record_client_answer, RecordClientAnswer, *answer)
    assert await owed(client, ladder) >= {"PETITION_NOTIFY", "PETITION", "PETITION_TRANSFER"}
    assert differing(client.stage) == []


async def test_of_other_ends_and_other_acts_nothing_is_recorded(client: Client) -> None:
    ladder = await taken_in(client.stage, "AUDIT")
    await ladder.do("a1x.handler", *SPOT)
    await unchanged(ladder, "a1x.head", "problem.wrong_state", *act("RESULT_REPORTED"))
