"""What a level sets for problems holds for it and its line, and the nearest word holds."""

import psycopg
import pytest

from ledger.problems.hand_back import HandBack, hand_back
from ledger.problems.publish_pledge import PublishPledge, publish_pledge
from ledger.problems.start_rectifying import MeasureText, StartRectifying, start_rectifying
from ledger.settings.set_problem_settings import SetProblemSettings, set_problem_settings
from schema.settings import types
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, Ladder
from tests.world import key_of

SEEN = "{ problemSettings { number exchanges staged pledgeLists tenant { name } } }"


async def setting(stage, who: str, number: int = 0, **said) -> None:
    await stage.done(who, set_problem_settings, SetProblemSettings(number, **said))


async def test_colours_sight_and_exchanges_are_inherited_and_the_nearest_word_holds(stage) -> None:
    await setting(
        stage, "city.task_force", at_once="BLUE", set_time="RED", shown="ALL", exchanges=1
    )
    await setting(stage, "a.task_force", at_once="YELLOW")
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.submit()
    await ladder.back()
    refusal = await _back_again(ladder)
    assert refusal is None, "one exchange was used up: it has risen by rule"
    assert ladder.now()["holder"] == "a"
    await ladder.triage("SET_TIME")
    labelled = "select class, colour from app.problem where id = %s"
    assert stage.one(labelled, ladder.problem) == ("SET_TIME", "RED"), "the city's word"
    await ladder.down("a2", shown=None)
    shown = "select shown from app.hop where problem_id = %s order by seq desc limit 1"
    assert stage.one(shown, ladder.problem) == "ALL"
    other = Ladder(stage)
    await other.bank("a")
    await other.triage("AT_ONCE")
    assert stage.one(labelled, other.problem) == ("AT_ONCE", "YELLOW"), "the county's own word"
    await setting(stage, "a.task_force", 1)
    third = Ladder(stage)
    await third.bank("a")
    await third.triage("AT_ONCE")
    assert stage.one(labelled, third.problem) == ("AT_ONCE", "BLUE"), "taken back: as above"
    versions = "select number, state, at_once from app.problem_setting where holder = %s"
    told = stage.rows(versions, stage.world.tenants["a"])
    assert sorted(told) == [(1, "RETIRED", "YELLOW"), (2, "PUBLISHED", None)]


async def _back_again(ladder: Ladder):
    """Submits once more; had it not risen by rule, handing it back would be tried."""
    await ladder.submit()
    if ladder.now()["state"] == "PENDING_UPPER":
        return await ladder.refused("a.task_force", hand_back, HandBack, "within_reach")
    return None


async def test_a_pledge_that_a_level_above_asks_for_is_signed_before_work_begins(stage) -> None:
    await setting(stage, "city.task_force", pledge_lists=("AUDIT",))
    await setting(stage, "a.task_force", pledge_labels=("STAGED",))
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    measures = (MeasureText("清淤", key_of("post", "a1.handler"), DEADLINE),)
    start = (start_rectifying, StartRectifying, measures)
    refusal = await ladder.refused("a1.handler", *start)
    assert refusal.code == "problem.pledge_missing", "nobody below waives what the city asks for"
    pledge = (publish_pledge, PublishPledge, "一月内清淤", DEADLINE, "按期完成清淤")
    for who in ("a1.handler", "a1.task_force", "a.head"):
        refusal = await ladder.refused(who, *pledge)
        assert refusal.code == "book.not_allowed", who
    late = (publish_pledge, PublishPledge, "一", DEADLINE.replace(month=12), "一")
    assert (await ladder.refused("a1.head", *late)).code == "problem.deadline_too_late"
    await ladder.do("a1.head", *pledge)
    assert ladder.now()["state"] == "PLEDGED"
    row = stage.one("select text, public_text, due_on, signed_title from app.problem_pledge")
    assert row == ("一月内清淤", "按期完成清淤", DEADLINE, "甲一镇 a1.head")
    await ladder.do("a1.handler", *start)
    assert ladder.now()["state"] == "RECTIFYING"


async def test_who_sets_and_what_is_refused(stage) -> None:
    for who in ("a.head", "a.handler", "city.system_administrator"):
        refusal = await stage.refused(who, set_problem_settings, SetProblemSettings(0, exchanges=3))
        assert refusal.code == "book.not_allowed", who
    for said, code in (
        ({"exchanges": 6}, "record.number_refused"),
        ({"at_once": "RED", "staged": "RED"}, "setting.value_refused"),
        ({"at_once": "GREEN"}, "setting.value_refused"),
        ({"pledge_lists": ("RUMOURS",)}, "setting.value_refused"),
        ({"shown": "HALF"}, "setting.value_refused"),
    ):
        given = SetProblemSettings(0, **said)
        assert (await stage.refused("a.task_force", set_problem_settings, given)).code == code
    stale = await stage.refused("a.task_force", set_problem_settings, SetProblemSettings(1))
    assert (stale.code, stale.facts["current"]) == ("setting.stale", "0")
    with (
        psycopg.connect(stage.database.superuser_dsn) as connection,
        pytest.raises(psycopg.errors.CheckViolation),
    ):
        connection.execute(
            "insert into app.problem_setting (root, id, holder, number, at_once, set_by)"
            " select root, gen_random_uuid(), holder, 1, 'GREEN', id from app.person limit 1"
        )


async def test_settings_are_set_and_read_through_graphql(client: Client) -> None:
    assert {one.value for one in types.ProblemSettingState} == {"PUBLISHED", "RETIRED"}
    told = await client.act(
        "city.task_force",
        "setProblemSettings",
        "problemSetting { number state exchanges }",
        expectedNumber=0,
        exchanges=3,
        staged="RED",
        pledgeLists=["PETITION"],
    )
    assert told["problemSetting"] == {"number": 1, "state": "PUBLISHED", "exchanges": 3}
    await setting(client.stage, "a.task_force", exchanges=1)
    seen = (await client.ask("a1.handler", SEEN))["data"]["problemSettings"]
    assert [(one["tenant"]["name"], one["exchanges"]) for one in seen] == [
        ("甲县", 1),
        ("测试市", 3),
    ]
    other = (await client.ask("b1.handler", SEEN))["data"]["problemSettings"]
    assert [one["pledgeLists"] for one in other] == [["PETITION"]]
    assert (await client.ask("city.audit_administrator", SEEN))["data"]["problemSettings"] == []
