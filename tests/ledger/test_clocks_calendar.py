"""Levels keep their own days: for what is ahead, for themselves and their line."""

from datetime import date

import pytest

from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder

DAY = "calendarDay { id day works reason state version tenant { name } viewerActions { act allowed } }"
LIST = "{ calendarDays(filter: {state: PUBLISHED}) { nodes { id day works tenant { name } } } }"
SNOW = "2026-04-30"
"""The day on which a petition reported on 15 April must have been screened."""


async def declared(client: Client, who: str, day: str = SNOW, *, works: bool = False):
    return await client.act(
        who, "declareCalendarDay", DAY, day=day, works=works, reason="防汛停班〔2026〕3号"
    )


async def due(client: Client, ladder: Ladder) -> str:
    query = "query ($p: ID!) { deadlineTrace(problem: $p) { clocks { stage dueOn } } }"
    told = await client.ask("a1x.handler", query, {"p": f"Problem_{ladder.problem}"})
    return next(
        one["dueOn"] for one in told["data"]["deadlineTrace"]["clocks"] if one["stage"] == "SCREEN"
    )


async def test_a_day_binds_the_line_below_and_nobody_else(client: Client) -> None:
    told = (await declared(client, "a.head"))["calendarDay"]
    assert (told["day"], told["works"], told["state"]) == (SNOW, False, "PUBLISHED")
    assert told["viewerActions"] == [{"act": "TAKE_BACK", "allowed": True}]
    for who, sees in (
        ("a1.handler", True),
        ("a1x.handler", True),
        ("city.task_force", True),
        ("b.head", False),
        ("b1x.handler", False),
        ("city.audit_administrator", False),
    ):
        nodes = (await client.ask(who, LIST))["data"]["calendarDays"]["nodes"]
        assert bool(nodes) is sees, who


async def test_a_deadline_moves_off_a_day_that_the_level_declared_free(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.report("a1x", list_type="PETITION")
    assert await due(client, ladder) == SNOW
    told = await declared(client, "a.head")
    # Labour Day runs from 1 to 5 May.
    assert await due(client, ladder) == "2026-05-06"
    await declared(client, "a1.head", works=True)
    assert await due(client, ladder) == SNOW, "the nearest level has the last word"
    await declared(client, "b.head", "2026-05-06")
    taken = await client.act(
        "a.head",
        "takeBackCalendarDay",
        "calendarDay { state version }",
        calendarDay=told["calendarDay"]["id"],
        expectedVersion=1,
    )
    assert taken["calendarDay"] == {"state": "RETIRED", "version": 2}


@pytest.mark.parametrize(
    ("who", "day", "code"),
    [
        ("a.head", "2026-04-15", "calendar.day_begun"),
        ("a.head", "2026-04-14", "calendar.day_begun"),
        ("a.head", "2029-01-01", "calendar.too_far"),
        ("a.handler", SNOW, "book.not_allowed"),
        ("a.task_force", SNOW, "book.not_allowed"),
        ("city.security_administrator", SNOW, "book.not_allowed"),
    ],
)
async def test_what_cannot_be_declared_is_refused(client: Client, who, day, code) -> None:
    assert (await declared(client, who, day))["code"] == code


async def test_a_day_is_declared_once_and_taken_back_once_while_it_is_ahead(client: Client) -> None:
    told = (await declared(client, "a.head"))["calendarDay"]
    assert (await declared(client, "a.head"))["code"] == "calendar.declared_already"

    async def take_back(who: str, version: int = 1) -> str:
        said = await client.act(
            who,
            "takeBackCalendarDay",
            "calendarDay { state }",
            calendarDay=told["id"],
            expectedVersion=version,
        )
        return said.get("code", "done")

    assert await take_back("b.head") == "calendar.not_found"
    assert await take_back("a1.head") == "book.not_allowed"
    assert await take_back("a.head", 7) == "calendar.stale"
    client.stage.now = client.stage.now.replace(month=5)
    assert date.fromisoformat(SNOW) < client.stage.now.date()
    assert await take_back("a.head") == "calendar.day_begun"
    client.stage.now = client.stage.now.replace(month=4)
    assert await take_back("a.head") == "done"
    assert await take_back("a.head", 2) == "calendar.wrong_state"
    assert (await declared(client, "a.head"))["calendarDay"]["state"] == "PUBLISHED"
