"""The problem ladder as people walk it: up, down, returned, closed."""

import uuid
from datetime import date

import pytest

from ledger.problems.hand_back import HandBack, hand_back
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from tests.ledger.ladder import Ladder


async def test_a_small_problem_is_settled_where_it_was_found(stage) -> None:
    ladder = Ladder(stage)
    await ladder.report()
    await ladder.do("a1x.branch_secretary", resolve_on_spot, ResolveOnSpot, "当日清淤")
    now = ladder.now()
    assert (now["state"], now["holder"], now["hops"]) == ("RESOLVED_ON_SPOT", "a1x", 0)


async def test_a_problem_goes_one_level_up_and_one_level_down_and_is_closed(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank()
    await ladder.submit()
    assert ladder.now()["holder"] == "a1x", "until it is taken up the sender answers for it"
    await ladder.draw_in()
    assert (ladder.now()["holder"], ladder.now()["state"]) == ("a1", "LISTED")
    await ladder.triage()
    await ladder.down("a1y")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by="a.organisation_department")
    await ladder.close(by="a.organisation_department")
    now = ladder.now()
    assert (now["state"], now["hops"]) == ("CLOSED", 2)
    assert now["trail"] == {"a1x", "a1", "a1y"}


async def test_a_village_problem_goes_to_the_city_and_down_to_the_other_county(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank()
    await ladder.rise_to("city")
    assert ladder.now()["hops"] == 3
    await ladder.triage()
    await ladder.down("b")
    await ladder.sign()
    await ladder.down("b1")
    await ladder.sign()
    assert ladder.now()["holder"] == "b1"
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("DISSATISFIED")
    now = ladder.now()
    assert (now["state"], now["returns"], now["holder"]) == ("RETURNED", 1, "b1")
    await ladder.rework()
    await ladder.finish()
    await ladder.evaluate_self()
    await ladder.answer("BASICALLY_SATISFIED")
    await ladder.close()
    now = ladder.now()
    assert (now["state"], now["hops"]) == ("CLOSED", 5)
    assert now["trail"] == {"a1x", "a1", "a", "city", "b", "b1"}
    steps = stage.rows(
        "select seq, direction, starts, ends from app.hop where problem_id = %s order by seq",
        ladder.problem,
    )
    assert [one[0] for one in steps] == [1, 2, 3, 4, 5]
    assert all(before[3] == after[2] for before, after in zip(steps, steps[1:], strict=False))


async def test_two_ends_exchange_an_item_twice_and_then_it_rises_by_rule(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank()
    for _ in range(2):
        await ladder.submit()
        await ladder.back()
        assert ladder.now()["holder"] == "a1x"
    await ladder.submit()
    now = ladder.now()
    assert (now["holder"], now["state"]) == ("a1", "LISTED")
    by_rule = "select by_rule, starts, ends from app.hop where problem_id = %s"
    tenants = stage.world.tenants
    assert stage.one(by_rule, ladder.problem) == (True, tenants["a1x"], tenants["a1"])
