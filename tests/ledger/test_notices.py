"""People are told that something waits for them: the kind and where it is, never what it is about."""

import asyncio
from datetime import date, timedelta

import orjson
import psycopg
import pytest

from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.notices import telling
from ledger.notices.kinds import ACTS, KINDS, LADDER
from ledger.notices.reminding import remind
from ledger.problems.confirm_step import ConfirmStep, confirm_step
from ledger.problems.order_rescreening import OrderRescreening, order_rescreening
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.reject_problem import RejectProblem, reject_problem
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from schema.answering import Request
from schema.notices.types import NoticeKind
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.patience import came

NOTICES = "{ unreadNotices notices { totalCount nodes { id kind readAt problem { id title } } } }"


async def kinds(client: Client, who: str) -> list[str]:
    """The kinds of somebody's unread notices; the count must say the same as the list."""
    told = await client.ask(who, NOTICES)
    assert "errors" not in told, told
    nodes = told["data"]["notices"]["nodes"]
    assert told["data"]["unreadNotices"] == len([one for one in nodes if one["readAt"] is None])
    assert told["data"]["notices"]["totalCount"] == len(nodes)
    return [one["kind"] for one in nodes]


def written(client: Client, who: str) -> int:
    query = "select count(*) from app.notice where person_id = %s"
    return client.stage.one(query, client.stage.world.person(who))


async def test_each_step_tells_whom_it_waits_for_and_nobody_who_acts(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    await ladder.submit()
    assert await kinds(client, "a1.task_force") == ["SUBMITTED"]
    assert await kinds(client, "a1x.head") == []
    await ladder.back()
    assert await kinds(client, "a1x.head") == ["HANDED_BACK"]
    await ladder.submit()
    assert await kinds(client, "a1.task_force") == ["SUBMITTED"], "one unread of a kind is enough"
    await ladder.draw_in()
    await ladder.rise_to("a")
    await ladder.triage()
    await ladder.down("a2")
    assert await kinds(client, "a2.head") == ["ASSIGNED"]
    assert await kinds(client, "a2.handler") == ["ASSIGNED"]
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    assert await kinds(client, "a.organisation_department") == ["TO_EVALUATE"]
    await ladder.answer("DISSATISFIED", by="a.organisation_department")
    assert "RETURNED" in await kinds(client, "a2.head")
    for nobody in ("b.head", "b1.task_force", "a1y.head", "city.audit_administrator"):
        assert await kinds(client, nobody) == []
        assert written(client, nobody) == 0


async def test_who_loses_a_problem_upward_and_who_gets_it_again_is_told(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1")
    await ladder.submit()
    await ladder.draw_in()
    assert await kinds(client, "a1.head") == ["TAKEN_UP"]
    await ladder.triage()
    await ladder.down("a2")
    await ladder.do("a.task_force", recall_problem, RecallProblem, "wrong_unit")
    assert await kinds(client, "a2.head") == ["RECALLED", "ASSIGNED"]
    spot = Ladder(client.stage)
    await spot.report("a1x")
    await spot.do("a1x.handler", resolve_on_spot, ResolveOnSpot, "当日清淤")
    unhappy = ("DISSATISFIED", "VISIT", "没有清完", False)
    await spot.do("a1.task_force", record_client_answer, RecordClientAnswer, *unhappy)
    assert await kinds(client, "a1x.head") == ["RETURNED"]
    rejected = Ladder(client.stage)
    await rejected.report("a2x")
    await rejected.do("a2x.task_force", reject_problem, RejectProblem, "not_met")
    await rejected.do("a2x.head", confirm_step, ConfirmStep)
    await rejected.do("a2.task_force", order_rescreening, OrderRescreening, "事实清楚，重新筛查")
    assert await kinds(client, "a2x.head") == ["RETURNED", "STEP_PROPOSED"]
    assert written(client, "b.head") == 0


async def test_a_notice_says_nothing_of_the_case_and_its_item_is_read_by_todays_rights(
    client: Client,
) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    await ladder.submit()
    row = client.stage.one("select row_to_json(n)::text from app.notice n limit 1")
    for word in ("水渠", "村东", "甲一东村"):
        assert word not in row
    (one,) = (await client.ask("a1.task_force", NOTICES))["data"]["notices"]["nodes"]
    assert one["problem"]["title"] == "水渠堵塞"
    by_id = "query ($id: ID!) { notice(id: $id) { kind } node(id: $id) { id } }"
    for who, seen in (("a1.task_force", True), ("a1.handler", False), ("a.task_force", False)):
        told = (await client.ask(who, by_id, {"id": one["id"]}))["data"]
        assert (told["notice"] is not None, told["node"] is not None) == (seen, seen), who


async def test_who_may_no_longer_see_the_item_sees_no_notice_of_it(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    await ladder.submit()
    assert await kinds(client, "a1.task_force") == ["SUBMITTED"]
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.post set roles = '{grid_worker}' where id = %s",
            [client.stage.world.post("a1.task_force")],
        )
    assert await kinds(client, "a1.task_force") == []
    assert written(client, "a1.task_force") == 1, "the control: it is there"


async def test_the_accused_are_told_nothing_by_any_post(client: Client) -> None:
    stage = client.stage
    control = Ladder(stage)
    await control.bank("a1x")
    await control.submit()
    assert await kinds(client, "a1.task_force") == ["SUBMITTED"], "the control"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        # Accused after it was sent: the wall keeps it from them on the row's own column.
        connection.execute("update app.notice set accused = array[%s]", [stage.world.tenants["a"]])
    assert await kinds(client, "a1.task_force") == []


async def test_notices_are_marked_read_by_whom_they_are_for(client: Client) -> None:
    first, second = Ladder(client.stage), Ladder(client.stage)
    for one in (first, second):
        await one.bank("a1x")
        await one.submit()
    told = await client.ask("a1.task_force", NOTICES)
    newest, oldest = (one["id"] for one in told["data"]["notices"]["nodes"])

    async def mark(who: str, notice: str, **given):
        return await client.act(who, "markNoticesRead", "notice { readAt }", notice=notice, **given)

    for who in ("a1.head", "a.task_force", "b.head"):
        said = await mark(who, oldest if who != "a1.head" else f"Notice_{first.problem}")
        assert said["code"] == "notice.not_found", who
    assert (await mark("a1.task_force", oldest))["notice"]["readAt"] is not None
    assert len(await kinds(client, "a1.task_force")) == 2
    unread = "{ unreadNotices notices(unreadOnly: true) { nodes { id } } }"
    left = (await client.ask("a1.task_force", unread))["data"]
    assert left == {"unreadNotices": 1, "notices": {"nodes": [{"id": newest}]}}
    await mark("a1.task_force", newest, andEarlier=True)
    assert (await client.ask("a1.task_force", unread))["data"]["unreadNotices"] == 0
    with (
        psycopg.connect(client.stage.database.app_dsn) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("insert into app.notice (root) values (1)")


async def swept(client: Client, today: date) -> int:
    dsn = client.stage.database.relay_dsn
    async with await psycopg.AsyncConnection.connect(dsn) as connection:
        return await remind(connection, client.stage.reach.enforcer, today=today)


async def test_people_are_reminded_before_on_and_after_the_day_and_superiors_later(
    client: Client,
) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    due, remind_on = client.stage.rows("select due_on, remind_on from app.problem")[0]
    for day, mine, above in (
        (remind_on[0] - timedelta(days=1), set(), set()),
        (remind_on[0], {"DUE_SOON"}, set()),
        (due, {"DUE"}, set()),
        (due + timedelta(days=1), {"OVERDUE_1"}, set()),
        (due + timedelta(days=5), {"OVERDUE_2"}, {"OVERDUE_2"}),
        (due + timedelta(days=15), {"OVERDUE_3"}, {"OVERDUE_3"}),
    ):
        before = {who: set(await kinds(client, who)) for who in ("a1x.head", "a1.task_force")}
        await swept(client, day)
        assert await swept(client, day) == 0, "nothing is told twice"
        assert set(await kinds(client, "a1x.head")) - before["a1x.head"] == mine, day
        assert set(await kinds(client, "a1.task_force")) - before["a1.task_force"] == above, day
    assert await kinds(client, "a.task_force") == []


async def test_a_clock_that_was_missed_silences_none_beside_it(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x", list_type="PETITION")
    days, reminded = client.stage.rows("select due_days, remind_on from app.problem")[0]
    assert len(days) > 2, "the notice, the written opinion, the whole time"
    assert reminded[-1] > days[-2], "the control: far beyond the first that is missed"
    query = "select distinct for_day from app.notice where kind = %s and for_day = %s"
    for day in reminded:
        await swept(client, day)
        assert client.stage.rows(query, "DUE_SOON", day) == [(day,)], day
    for day in days:
        for kind, after in (("DUE", 0), ("OVERDUE_1", 1), ("OVERDUE_2", 5)):
            await swept(client, day + timedelta(days=after))
            assert client.stage.rows(query, kind, day) == [(day,)], (kind, day)


async def test_what_was_settled_is_not_reminded_of_any_more(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set state = 'MERGED', open = false")
    due = client.stage.one("select due_on from app.problem")
    assert await swept(client, due) == 0


async def test_whoever_listens_hears_of_their_own_notices_alone(client: Client) -> None:
    listening = client.answering._listening
    await listening.open()
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    heard = {who: await _heard(client, who) for who in ("a1.task_force", "b.head")}
    try:
        first = {who: await _next(one) for who, one in heard.items()}
        assert first == {who: {"unread": 0, "newest": None} for who in heard}
        await asyncio.sleep(0.2)  # until the connection listens
        await ladder.submit()
        said = await _next(heard["a1.task_force"])
        assert said["unread"] == 1
        assert said["newest"].startswith("Notice_")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(heard["b.head"]), 0.3)
    finally:
        for one in heard.values():
            await one.aclose()
        await listening.close()


async def _heard(client: Client, who: str):
    query = "subscription { noticeArrived { unread newest } }"
    asker = Request(
        query,
        None,
        None,
        viewer=await client.stage.viewer(who),
        language="en",
        allow_mutation=False,
        request_id="test",
    )
    return await client.answering.subscribe(asker)


async def _next(one) -> dict:
    return orjson.loads(await came(anext(one)))["data"]["noticeArrived"]


def test_the_page_of_the_kinds_the_schema_and_the_reactions_name_the_same() -> None:
    assert [one.name for one in NoticeKind] == list(KINDS)
    told = {name for one in ACTS for name in one.on}
    assert told == {event.__name__ for event in telling.REACTIONS}
    assert [step.after for step in LADDER] == [None, 0, 1, 5, 15, None]
