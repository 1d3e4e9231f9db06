"""A level meets about its problems; to take part in the meeting shows nobody another problem."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import psycopg
import pytest

from ledger.meetings.convene_meeting import ConveneMeeting, convene_meeting
from ledger.meetings.keep_minutes import KeepMinutes, keep_minutes
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder
from tests.world import key_of

MEETING = "meeting { id version state nextOn parties { tenant { name } } minutes { text } }"
ITEM = "item { id version state conclusion text problem { id } viewerActions { act allowed } }"
AGENDA = """query ($id: ID!) { meeting(id: $id) { state minutes { text keptBy }
  items { totalCount nodes { state conclusion text problem { title } } } } }"""
ROOM = """{ controlRoom { tenant { name } upcoming { nodes { kind heldOn } }
  undecided { totalCount } decided { totalCount nodes { conclusion } }
  units { tenant { name } undecided decided work { role item { problem { title } } } } } }"""

SEAT = """insert into app.meeting_party (root, id, holder, meeting_id, edge, child, parent)
  values (%s, gen_random_uuid(), %s, %s, %s, %s, %s)"""
PUT = """insert into app.meeting_item (root, id, holder, problem_id, meeting_id, author_tenant)
  values (%s, gen_random_uuid(), %s, %s, %s, %s)"""


async def convene(client: Client, who: str = "a.task_force", *units: str, **given: Any):
    said = {"kind": "ANALYSIS", "heldOn": "2026-04-15"} | given
    named = [f"Tenant_{key_of('tenant', unit)}" for unit in units]
    return await client.act(who, "conveneMeeting", MEETING, units=named, **said)


async def put(
    client: Client, told: Any, ladder: Ladder, *, who: str = "a.task_force", **given: Any
):
    return await client.act(
        who,
        "putOnAgenda",
        ITEM,
        meeting=told["meeting"]["id"],
        problem=f"Problem_{ladder.problem}",
        **given,
    )


async def conclude(client: Client, told: Any, *, who: str = "a.task_force", **given: Any):
    one = told["item"]
    said = {
        "conclusion": "JOINTLY",
        "text": "水务牵头，乡镇配合",
        "expectedVersion": one["version"],
    }
    return await client.act(who, "concludeMeetingItem", ITEM, item=one["id"], **said | given)


async def minute(client: Client, told: Any, *, who: str = "a.task_force", **given: Any):
    one = told["meeting"]
    said = {"text": "会议研究了水渠问题", "expectedVersion": one["version"]} | given
    return await client.act(who, "keepMeetingMinutes", MEETING, meeting=one["id"], **said)


async def below(client: Client, unit: str) -> Ladder:
    ladder = Ladder(client.stage)
    await ladder.bank(unit)
    return ladder


async def agenda(client: Client, who: str, told: Any) -> Any:
    found = await client.ask(who, AGENDA, {"id": told["meeting"]["id"]})
    return found["data"]["meeting"]


async def room(client: Client, who: str) -> Any:
    (found,) = (await client.ask(who, ROOM))["data"]["controlRoom"]
    return found


def titles(stage: Stage, who: Sequence[str]) -> list[str]:
    named = [stage.world.tenants[one] for one in who]
    return sorted(n for (n,) in stage.rows("select name from app.tenant where id = any(%s)", named))


async def test_a_level_meets_with_its_departments_and_direct_subordinates(client: Client) -> None:
    told = await convene(client, "a.task_force", "a1", "a2", "a_bureau")
    seated = sorted(one["tenant"]["name"] for one in told["meeting"]["parties"])
    assert seated == titles(client.stage, ["a1", "a2", "a_bureau"])
    for who, sees in (
        ("a.handler", True),
        ("a1.handler", True),
        ("a_bureau.head", True),
        ("city.task_force", True),
        ("city.handler", False),
        ("b.head", False),
        ("a1x.head", False),
        ("city.audit_administrator", False),
    ):
        assert (await agenda(client, who, told) is not None) is sees, who
    for unit in ("a1x", "b1", "city", "a"):
        assert (await convene(client, "a.task_force", unit))["code"] == "book.not_allowed", unit
    assert (await convene(client, "a.handler", "a1"))["code"] == "book.not_allowed"
    assert (await convene(client, "a.head", "a1", "a1"))["code"] == "meeting.parties_refused"
    assert (await convene(client, "a.head", heldOn="2028-01-01"))["code"] == "meeting.day_refused"
    assert client.stage.one("select count(*) from app.meeting") == 1


async def test_those_invited_are_told_and_nobody_else(client: Client) -> None:
    await convene(client, "a.task_force", "a1")
    query = "{ notices { nodes { kind problem { id } meeting { kind tenant { name } } } } }"
    for who in ("a1.head", "a1.task_force", "a1.handler", "a2.head", "a.head", "a1x.head"):
        told = (await client.ask(who, query))["data"]["notices"]["nodes"]
        kinds = [one["kind"] for one in told]
        assert kinds == (["MEETING_CONVENED"] if who in {"a1.head", "a1.task_force"} else []), who
        assert all(one["problem"] is None and one["meeting"] for one in told)


@pytest.mark.parametrize("shown", ["NONE", "THAT", "WHO", "ALL"])
async def test_to_take_part_shows_nobody_another_problem(client: Client, shown: str) -> None:
    """Township a2 is at the table; the problem is a1's, came from a1x and lies with the county."""
    ladder = await below(client, "a1x")
    await ladder.rise_to("a")
    told = await convene(client, "a.task_force", "a1", "a2")
    item = await put(client, told, ladder, shown=shown)
    await conclude(client, item)
    for who in ("a2.head", "a2.task_force"):
        assert (await agenda(client, who, told))["items"] == {"totalCount": 0, "nodes": []}, who
        query = f'{{ node(id: "{item["item"]["id"]}") {{ id }} meetingItems {{ totalCount }} }}'
        found = (await client.ask(who, query))["data"]
        assert found == {"node": None, "meetingItems": {"totalCount": 0}}, who
    (own,) = (await agenda(client, "a.head", told))["items"]["nodes"]
    assert (own["problem"]["title"], own["conclusion"]) == ("水渠堵塞", "JOINTLY")
    # Those who had it before see as much as they see of any step of that grade.
    had = (await agenda(client, "a1.head", told))["items"]["nodes"]
    assert len(had) == (shown in {"WHO", "ALL"}), "an item names who convened"
    for one in had:
        assert (one["conclusion"] is not None) is (shown == "ALL")
        assert (one["text"] is not None) is (shown == "ALL")
    query = "query ($p: ID!) { problem(id: $p) { happenings { nodes { act reason text } } } }"
    for who, full in (("a.head", True), ("a1.head", shown == "ALL")):
        found = await client.ask(who, query, {"p": f"Problem_{ladder.problem}"})
        steps = found["data"]["problem"]["happenings"]["nodes"]
        said = [one for one in steps if one["act"] == "conclude_at_meeting"]
        if who == "a.head" or shown != "NONE":
            assert said[0]["reason"] == ("JOINTLY" if full else None)
        else:
            assert said == []


async def test_a_level_keeps_its_own_conclusion_when_the_problem_goes_up(client: Client) -> None:
    ladder, open_still = await below(client, "a1"), await below(client, "a1")
    told = await convene(client, "a.task_force", "a1")
    for one in (ladder, open_still):
        await one.rise_to("a")
    await conclude(client, await put(client, told, ladder), conclusion="SUBMIT_UP")
    item = await put(client, told, open_still, shown="NONE")
    for one in (ladder, open_still):
        await one.rise_to("city")
    desk = await room(client, "a.head")
    assert desk["decided"]["nodes"] == [{"conclusion": "SUBMIT_UP"}]
    assert desk["undecided"]["totalCount"] == 1
    assert (await agenda(client, "a1.head", told))["items"]["totalCount"] == 1, "shown below: WHO"
    assert "item" in await conclude(client, item, who="a.head")


async def test_what_may_be_put_and_concluded_and_by_whom(client: Client) -> None:
    stage = client.stage
    ladder = await below(client, "a1")
    deep = await below(client, "a2x")
    told = await convene(client, "a.task_force", "a1")
    before = stage.everything()
    for who, which, code in (
        ("a1.task_force", ladder, "book.not_allowed"),
        ("a.handler", ladder, "book.not_allowed"),
        ("b.task_force", ladder, "meeting.not_found"),
        ("a.task_force", deep, "problem.not_found"),
    ):
        assert (await put(client, told, which, who=who))["code"] == code, who
    assert stage.everything() == before
    item = await put(client, told, ladder)
    assert item["item"]["viewerActions"] == [{"act": "CONCLUDE", "allowed": True}]
    assert (await put(client, told, ladder))["code"] == "meeting.on_agenda_already"
    at = ladder.now()
    for who, given, code in (
        ("a1.head", {}, "book.not_allowed"),
        ("a2.head", {}, "meeting.item_not_found"),
        ("a.head", {"expectedVersion": 9}, "meeting.item_stale"),
        ("a.head", {"text": " "}, "record.text_refused"),
    ):
        assert (await conclude(client, item, who=who, **given))["code"] == code, who
    assert ladder.now() == at
    done = await conclude(client, item, who="a.head")
    assert (done["item"]["state"], done["item"]["conclusion"]) == ("DECIDED", "JOINTLY")
    now = ladder.now()
    assert (now["holder"], now["state"]) == (at["holder"], at["state"]), "it moves nothing"
    assert (await conclude(client, done))["code"] == "meeting.item_decided"


async def test_minutes_are_kept_once_and_read_where_the_whole_agenda_is(client: Client) -> None:
    told = await convene(client, "a.task_force", "a1")
    ahead = await convene(client, "a.task_force", heldOn="2026-04-20")
    assert (await minute(client, ahead))["code"] == "meeting.ahead"
    assert (await minute(client, told, nextOn="2026-04-15"))["code"] == "meeting.day_refused"
    assert (await minute(client, told, who="a1.head"))["code"] == "book.not_allowed"
    assert (await minute(client, told, expectedVersion=7))["code"] == "meeting.stale"
    assert client.stage.one("select count(*) from app.meeting_minutes") == 0
    kept = await minute(client, told, nextOn="2026-05-15")
    assert (kept["meeting"]["state"], kept["meeting"]["nextOn"]) == ("HELD", "2026-05-15")
    assert (await minute(client, kept))["code"] == "meeting.held"
    assert (await put(client, kept, await below(client, "a1")))["code"] == "meeting.held"
    for who in ("a.head", "a.task_force", "a.handler", "a1.head", "city.task_force"):
        minutes = (await agenda(client, who, told))["minutes"]
        assert (minutes is not None) is (who in {"a.head", "a.task_force"}), who
    village = await convene(client, "a1x.branch_secretary", kind="COORDINATION")
    await minute(client, village, who="a1x.branch_secretary")
    own = await agenda(client, "a1x.branch_secretary", village)
    assert own["minutes"]["text"] == "会议研究了水渠问题"


async def call_off(client: Client, told: Any, *, who: str = "a.task_force", **given: Any):
    one = told["meeting"]
    said = {"reason": "POSTPONED", "expectedVersion": one["version"]} | given
    shown = "meeting { id version state calledOffFor calledOffBy calledOffAt }"
    return await client.act(who, "callOffMeeting", shown, meeting=one["id"], **said)


async def test_minutes_of_a_meeting_that_is_ahead_are_refused_with_its_day(stage: Stage) -> None:
    given = ConveneMeeting("ANALYSIS", date(2026, 4, 20))
    key = await stage.done("a.task_force", convene_meeting, given)
    refusal = await stage.refused("a.task_force", keep_minutes, KeepMinutes(key, 1, "纪要"))
    assert (refusal.code, refusal.facts) == ("meeting.ahead", {"day": "2026-04-20"})
    assert "0001" not in refusal.message("zh") + refusal.message("en")


async def test_a_planned_meeting_is_called_off_and_stays_where_it_was_seen(client: Client) -> None:
    stage = client.stage
    told = await convene(client, "a.task_force", "a1", "a2", heldOn="2026-04-20")
    ladder = await below(client, "a1")
    item = await put(client, told, ladder)
    before = stage.everything()
    for who, given, code in (
        ("a1.head", {}, "book.not_allowed"),
        ("a.handler", {}, "book.not_allowed"),
        ("city.task_force", {}, "book.not_allowed"),
        ("b.task_force", {}, "meeting.not_found"),
        ("a.head", {"expectedVersion": 9}, "meeting.stale"),
    ):
        assert (await call_off(client, told, who=who, **given))["code"] == code, who
    assert stage.everything() == before
    off = (await call_off(client, told))["meeting"]
    assert (off["state"], off["calledOffFor"]) == ("CALLED_OFF", "POSTPONED")
    assert all((off["calledOffBy"], off["calledOffAt"]))
    off = {"meeting": off}
    for refused in (
        await call_off(client, off),
        await minute(client, off),
        await put(client, off, await below(client, "a1")),
    ):
        assert refused["code"] == "meeting.called_off"
    now = {"item": item["item"] | {"version": item["item"]["version"] + 1}}
    assert (await conclude(client, now))["code"] == "meeting.called_off"
    # It stays in sight of those who saw it, and so does what was on its agenda.
    query = f'{{ meeting(id: "{off["meeting"]["id"]}") {{ state calledOffFor }} }}'
    for who in ("a.handler", "a1.head", "city.task_force"):
        found = (await client.ask(who, query))["data"]["meeting"]
        assert found == {"state": "CALLED_OFF", "calledOffFor": "POSTPONED"}, who
    (seen,) = (await agenda(client, "a.head", off))["items"]["nodes"]
    assert (seen["state"], seen["conclusion"]) == ("CALLED_OFF", None)
    desk = await room(client, "a.head")
    assert desk["upcoming"]["nodes"] == []
    assert (desk["undecided"]["totalCount"], desk["units"]) == (0, [])
    again = await convene(client, "a.task_force", "a1", heldOn="2026-04-21")
    assert "item" in await put(client, again, ladder), "it goes on another agenda"
    assert (await room(client, "a.head"))["undecided"]["totalCount"] == 1


async def test_those_invited_are_told_that_it_is_called_off(client: Client) -> None:
    told = await convene(client, "a.task_force", "a1", heldOn="2026-04-20")
    await call_off(client, told)
    query = "{ notices { nodes { kind problem { id } meeting { state } } } }"
    for who in ("a1.head", "a1.task_force", "a1.handler", "a2.head", "a.head", "a1x.head"):
        nodes = (await client.ask(who, query))["data"]["notices"]["nodes"]
        kinds = {one["kind"] for one in nodes}
        invited = who in {"a1.head", "a1.task_force"}
        assert kinds == ({"MEETING_CONVENED", "MEETING_CALLED_OFF"} if invited else set()), who
        assert all(one["meeting"] == {"state": "CALLED_OFF"} for one in nodes)


async def test_a_meeting_that_concluded_took_place_and_is_not_called_off(client: Client) -> None:
    told = await convene(client, "a.task_force", "a1")
    await conclude(client, await put(client, told, await below(client, "a1")))
    assert (await call_off(client, told))["code"] == "meeting.concluded"
    kept = await minute(client, told)
    assert (await call_off(client, kept))["code"] == "meeting.held"


async def test_the_accused_learn_neither_of_the_item_nor_of_the_minutes(client: Client) -> None:
    stage = client.stage
    ladder = await below(client, "a2x")
    await ladder.rise_to("a")
    told = await convene(client, "a.task_force", "a1")
    await put(client, told, ladder, shown="ALL")
    kept = await minute(client, told)
    head = await agenda(client, "a.head", kept)
    assert head["items"]["totalCount"] == 1
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        # The head of the county also works in township a1, which is accused later on.
        connection.execute(
            "insert into app.appointment (root, id, holder, post_id, person_id, appointed_on,"
            ' "leading") select p.root, gen_random_uuid(), p.holder, p.id, a.person_id,'
            " date '2025-01-01', false from app.post p, app.appointment a"
            " join app.post h on h.id = a.post_id where p.id = %s and h.id = %s",
            [stage.world.post("a1.handler"), stage.world.post("a.head")],
        )
        connection.execute(
            "update app.problem set accused = %s where id = %s",
            [[stage.world.tenants["a1"]], ladder.problem],
        )
    for who in ("a.head", "a1.head"):
        found = await agenda(client, who, kept)
        assert found is not None, "that they met is no case"
        assert (found["items"]["totalCount"], found["minutes"]) == (0, None), who
    other = await agenda(client, "a.task_force", kept)
    assert (other["items"]["totalCount"], other["minutes"] is None) == (1, False)
    (seen,) = stage.rows("select accused from app.meeting_minutes")
    assert seen == ([stage.world.tenants["a1"]],)


async def test_the_control_room_shows_who_works_on_what_in_one_reading(client: Client) -> None:
    one, two, far = [await below(client, unit) for unit in ("a1", "a2", "a2x")]
    told = await convene(client, "a.task_force", "a1", "a2", heldOn="2026-04-20")
    await conclude(client, await put(client, told, one), conclusion="HAND_DOWN")
    await put(client, told, two)
    await far.rise_to("a")
    await put(client, told, far)
    desk = await room(client, "a.head")
    assert desk["upcoming"]["nodes"] == [{"kind": "ANALYSIS", "heldOn": "2026-04-20"}]
    assert (desk["undecided"]["totalCount"], desk["decided"]["totalCount"]) == (2, 1)
    assert desk["decided"]["nodes"] == [{"conclusion": "HAND_DOWN"}]
    names = {name: titles(client.stage, [name])[0] for name in ("a", "a1", "a2")}
    by_unit = {one["tenant"]["name"]: one for one in desk["units"]}
    counts = {name: (one["undecided"], one["decided"]) for name, one in by_unit.items()}
    assert counts == {names["a"]: (1, 0), names["a1"]: (0, 1), names["a2"]: (1, 0)}
    for unit in by_unit.values():
        assert len(unit["work"]) == unit["undecided"] + unit["decided"]
        assert all(one["item"]["problem"]["title"] for one in unit["work"])
    for who in ("city.head", "a1.head", "b.head", "a.handler"):
        empty = await room(client, who)
        assert empty["undecided"]["totalCount"] == (1 if who == "a.handler" else 0), who
    assert (await room(client, "city.audit_administrator"))["units"] == []


async def test_the_database_holds_to_the_tree_and_to_the_convener(client: Client) -> None:
    stage = client.stage
    told = await convene(client, "a.task_force", "a1")
    key = told["meeting"]["id"].partition("_")[2]
    ladder = await below(client, "b1")
    tenants = stage.world.tenants
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        (edge,) = connection.execute(
            "select id from app.tenant_edge where child = %s and valid_until is null",
            [tenants["a1x"]],
        ).fetchone() or (None,)
        root = tenants["city"]
        tries: Sequence[tuple[str, str, list[Any]]] = (
            (
                "meeting_party_next_below",
                SEAT,
                [root, tenants["a"], key, edge, tenants["a1x"], tenants["a1"]],
            ),
            (
                "meeting_party_along_an_edge",
                SEAT,
                [root, tenants["a"], key, edge, tenants["a1x"], tenants["a"]],
            ),
            (
                "meeting_item_of_the_convener",
                PUT,
                [root, tenants["b1"], ladder.problem, key, tenants["b"]],
            ),
        )
        for constraint, statement, values in tries:
            with pytest.raises(psycopg.Error) as failed, connection.transaction():
                connection.execute(statement, values)
            assert failed.value.diag.constraint_name == constraint
