"""What stands published as a negative case is looked at again as a major item is."""

from datetime import timedelta
from typing import Any

import pytest

from ledger.rechecks import rules
from tests.ledger.ladder import Ladder
from tests.ledger.publicising import PROBLEM, Publicity, publicity, signed_for

__all__ = ["publicity", "signed_for"]

JUDGE = "a.organisation_department"


async def told_as_a_case(publicity: Publicity, polarity: str = "NEGATIVE") -> Any:
    """County a makes its township's problem public as a case."""
    said = {"polarity": polarity, "text": ""}
    draft = (await publicity.propose("a.task_force", "CASE", **said))["draft"]
    draft = (await publicity.step("a.head", "checkPublication", draft))["draft"]
    draft = (await publicity.step("a.petition_bureau", "approvePublication", draft))["draft"]
    made = await publicity.step("a.handler", "publishPublication", draft)
    assert made["publication"]["id"], made
    return draft | {"version": draft["version"] + 1}


async def closed(publicity: Publicity) -> None:
    """Within the township's time: on a county's list and not of the first class."""
    ladder = Ladder(publicity.stage, PROBLEM)
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by=JUDGE)
    await ladder.close(by=JUDGE)


def looks(publicity: Publicity) -> list[int]:
    """In how many days after its closing it is looked at again."""
    query = (
        "select r.due_on - (c.closed_at at time zone 'Asia/Shanghai')::date from app.recheck r"
        " join app.closing c on c.id = r.closing_id where r.reason = 'MAJOR' order by r.due_on"
    )
    return [days for (days,) in publicity.stage.rows(query)]


@pytest.mark.parametrize(("polarity", "days"), [("POSITIVE", []), ("NEGATIVE", [30, 90, 180])])
async def test_a_negative_case_is_major_when_it_is_closed(publicity, polarity, days) -> None:
    await told_as_a_case(publicity, polarity)
    await closed(publicity)
    assert looks(publicity) == days


async def test_a_case_that_was_taken_back_makes_nothing_major(publicity: Publicity) -> None:
    draft = await told_as_a_case(publicity)
    taken = await publicity.step("a.task_force", "withdrawPublication", draft, reason="NOT_NEEDED")
    assert taken["draft"]["state"] == "WITHDRAWN", taken
    await closed(publicity)
    assert looks(publicity) == []


async def test_a_case_of_what_was_closed_plans_the_looks_still_ahead_once(
    publicity: Publicity,
) -> None:
    await closed(publicity)
    publicity.stage.now += timedelta(days=40)
    await told_as_a_case(publicity, "POSITIVE")
    assert looks(publicity) == [], "the control: an example is no warning"
    for _ in range(2):
        await told_as_a_case(publicity)
        assert looks(publicity) == [90, 180]


def test_what_is_major_is_said_by_list_class_or_case() -> None:
    said = [
        (slot, label, negative)
        for slot in (1, 2, 3, 4)
        for label in ("AT_ONCE", "SET_TIME", None)
        for negative in (False, True)
        if not rules.is_major(slot, label, negative=negative)
    ]
    assert said == [(slot, label, False) for slot in (3, 4) for label in ("SET_TIME", None)]
