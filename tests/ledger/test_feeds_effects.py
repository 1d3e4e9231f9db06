"""What a plan would mean is told as for a grant, before anybody confirms it; and thresholds hold."""

from typing import Any

import psycopg
import pytest

from ledger.effects import counting
from tests.ledger.feeding import entries, made_feed
from tests.ledger.giving import GROUND, Giving, giving
from tests.ledger.ladder import Ladder
from tests.ledger.test_feeds import GROUP, again, told, told_post

__all__ = ["giving"]
COUNTY, TOWNSHIP = "a.administrator", "520602001000"
TOLD = "sort action ranges role noun records openRecords exact"
QUERY = (
    "query ($plan: ID!, $line: ID) { feedPlanEffects(plan: $plan, line: $line) { lines more"
    " peopleGaining peopleLosing needsSecond thresholdPeople thresholdRecords"
    f" effects {{ label title unit person {TOLD} }} }} }}"
)
PREVIEWED = f"change {{ peopleGaining effects(first: 200) {{ nodes {{ {TOLD} }} }} }}"


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    # However busy the machine is, all is counted.
    monkeypatch.setattr(counting, "SECONDS", 60.0)


async def effects(giving: Giving, who: str = COUNTY, **more: Any) -> Any:
    plan = giving.stage.one("select id from app.feed_plan")
    said = await giving.client.ask(who, QUERY, {"plan": f"FeedPlan_{plan}", **more})
    return said["data"]["feedPlanEffects"]


def rights(some: list[dict[str, Any]]) -> list[str]:
    names = TOLD.split()
    return sorted(str([one[name] for name in names]) for one in some)


async def test_a_plan_tells_what_a_previewed_appointment_tells(giving: Giving) -> None:
    stage = giving.stage
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    li = await told(feed, "李四")
    await told_post(feed, "a1.handler", li, code=TOWNSHIP)
    before = stage.everything()
    shown = await effects(giving)
    assert (shown["lines"], shown["peopleGaining"], shown["peopleLosing"]) == (1, 1, 0)
    assert {one["label"] for one in shown["effects"]} == {"李四"}
    assert {one["title"] for one in shown["effects"]} == {"a1.handler"}
    person = stage.one("select id from app.person where name = '李四'")
    assert {one["person"] for one in shown["effects"]} == {f"Person_{person}"}
    assert stage.everything() == before
    change = {
        "appointPerson": {"post": f"Post_{stage.world.post('a1.handler')}",
                          "person": f"Person_{person}"}, **GROUND,
    }  # fmt: skip  # reads as a table
    said = await giving.client.act(COUNTY, "previewChange", PREVIEWED, change=change)
    same = said["change"]["effects"]["nodes"]
    assert rights(shown["effects"]) == rights(same)
    assert any(one["records"] for one in shown["effects"]), "some are counted"
    # Who does not decide on the plan is told nothing.
    for who in ("a.head", "b.administrator", "city.security_administrator"):
        assert await effects(giving, who) is None


async def test_a_threshold_holds_for_feeds_and_stands_on_the_plan(giving: Giving) -> None:
    stage = giving.stage
    feed = await entries(stage, made_feed(stage.database, stage.world, "a"))
    li, wang = await told(feed, "李四"), await told(feed, "王五")
    group = await told_post(feed, "a1.handler", li, wang, code=TOWNSHIP)
    shown = await effects(giving)
    assert (shown["lines"], shown["peopleGaining"], shown["needsSecond"]) == (2, 2, False)
    set_to = {"expectedNumber": 0, "people": 1, "records": 0}
    made = await giving.client.act(
        "city.administrator", "setChangeThreshold", "__typename", **set_to
    )
    assert made["__typename"].endswith("Success"), made
    await Ladder(stage).report("a1")
    shown = await effects(giving)
    assert (shown["thresholdPeople"], shown["thresholdRecords"]) == (1, 0)
    assert shown["needsSecond"]
    key, version = stage.rows(
        "select id, version from app.feed_line where state = 'WAITING' order by id"
    )[0]
    alone = await effects(giving, line=f"FeedLine_{key}")
    assert (alone["lines"], alone["peopleGaining"]) == (1, 1)
    given = {"line": f"FeedLine_{key}", "expectedVersion": version, **GROUND}
    before = stage.rows("select count(*) from app.appointment")
    refused = await giving.client.act(COUNTY, "confirmFeedLine", "line { state }", **given)
    assert refused["code"] == "change.above_threshold"
    assert stage.rows("select count(*) from app.appointment") == before
    # The control: without the threshold it is done; and who leaves then loses what they gained.
    raised = {"expectedNumber": 1, "people": 50, "records": 1000}
    await giving.client.act("city.administrator", "setChangeThreshold", "__typename", **raised)
    done = await giving.client.act(COUNTY, "confirmFeedLine", "line { state }", **given)
    assert done["line"]["state"] == "APPLIED", done
    gained = {one["action"] for one in alone["effects"] if one["sort"] == "GAINS"}
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.feed set state = 'STOPPED'")
    await again(feed, GROUP, group, members=[])
    # What was withdrawn waits no more: 王五 is not put into the post, whoever would confirm it.
    states = "select distinct state from app.feed_line where label = '王五' and gains <> '{}'"
    assert stage.rows(states) == [("OVERTAKEN",)]
    lost = await effects(giving)
    assert (lost["peopleGaining"], lost["peopleLosing"]) == (0, 1)
    assert {one["action"] for one in lost["effects"] if one["sort"] == "LOSES"} == gained
