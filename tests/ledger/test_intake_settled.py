"""Small problems stay low: settled where found is told, and sending up never raises the share."""

from uuid_utils.compat import uuid7

from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from tests.ledger.asking import asked
from tests.ledger.ladder import Ladder

SHARE = "{ settledLow { tenant { name } found settledLow sentUp settledLowPercent } }"
SPOT = "{ problemsSettledOnSpot(first: 10) { nodes { title state hopCount } } }"


async def share(stage, who: str) -> dict[str, tuple]:
    told = (await asked(stage, who, SHARE))["settledLow"]
    names = ("found", "settledLow", "sentUp", "settledLowPercent")
    return {one["tenant"]["name"]: tuple(one[name] for name in names) for one in told}


async def settle(stage, who: str, title: str) -> None:
    given = ReportProblem(uuid7(), "AUDIT", title, "事实", "村口")
    await stage.done(who, report_problem, given)
    await stage.done(who, register_problem, RegisterProblem(given.id, 1))
    await stage.done(who, resolve_on_spot, ResolveOnSpot(given.id, 2, "当日解决"))


async def test_settled_low_counts_where_it_was_found_and_sending_up_never_raises_it(stage) -> None:
    await settle(stage, "a1x.handler", "路灯不亮")
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    assert (await share(stage, "a1.head"))["甲一东村"] == (2, 1, 0, 50)
    await ladder.submit()
    await ladder.draw_in()
    assert (await share(stage, "a1.head"))["甲一东村"] == (2, 1, 1, 50)
    assert (await share(stage, "a.head"))["甲一镇"] == (2, 1, 1, 50)
    await ladder.submit()
    await ladder.draw_in()
    assert (await share(stage, "a.head"))["甲一镇"] == (2, 1, 1, 50)
    assert (await share(stage, "city.head"))["甲县"] == (2, 1, 1, 50)
    await settle(stage, "a1x.handler", "水管漏水")
    assert (await share(stage, "a1.head"))["甲一东村"] == (3, 2, 1, 67)


async def test_who_does_not_count_a_subtree_is_told_nothing_of_it(stage) -> None:
    await settle(stage, "a1x.handler", "路灯不亮")
    for stranger in ("a1x.handler", "a1.handler", "city.system_administrator", None):
        assert await share(stage, stranger) == {}
    assert await share(stage, "b.head") == {}


async def test_problems_settled_on_the_spot_are_listed_for_those_who_oversee_them(stage) -> None:
    await settle(stage, "a1x.handler", "路灯不亮")
    await Ladder(stage).report("a1x")
    for reader, found in (("a1x.handler", 1), ("a1.head", 1), ("a.head", 0), ("a1y.head", 0)):
        told = (await asked(stage, reader, SPOT))["problemsSettledOnSpot"]["nodes"]
        assert len(told) == found, reader
        assert all((one["state"], one["hopCount"]) == ("RESOLVED_ON_SPOT", 0) for one in told)
