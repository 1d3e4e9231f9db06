"""Break-glass: who hears of a window, and that an hour alone is an hour, however it is cut."""

import uuid
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from ledger.glass.break_glass import BreakGlass
from ledger.glass.break_glass import break_glass as opening
from ledger.glass.close_glass import CloseGlass, close_glass
from ledger.glass.confirm_glass import WAITS, ConfirmGlass, confirm_glass
from ledger.glass.tables import ALONE
from tests import world
from tests.ledger.glassing import WHY_NOT_CALLED, Glass, glass, to_whom
from tests.ledger.test_glass_told import ROW, tried
from tests.ledger.test_petitioners_sealed import acting

__all__ = ["glass"]

STATE = "select state from app.glass_window where id = %s"
BY_THEMSELF = ROW.format(covers="t.id", minutes=30)


def changed(glass: Glass, statement: str, *values: Any) -> None:
    """Changes how people stand, as whoever lays down the data would."""
    with psycopg.connect(glass.stage.database.superuser_dsn) as connection:
        connection.execute(statement, values)


def only(glass: Glass, *unit: str) -> None:
    """Leaves nobody in post at some units."""
    numbers = [glass.stage.world.tenants[one] for one in unit]
    changed(
        glass,
        "update app.appointment a set relieved_on = '2026-01-01' from app.post p"
        " where p.id = a.post_id and p.holder = any (%s)",
        numbers,
    )


def given(glass: Glass, name: str, role: str, *, group: bool = False, until: str = "") -> None:
    """Gives a post a role as administrators do: by a grant, to it or to a group that it is in."""
    built = glass.stage.world
    post, unit = built.post(name), name.partition(".")[0]
    held = {"root": built.tenants["city"], "holder": built.tenants[unit]}
    ground = {
        "reason": "工作需要", "document_no": "1号", "given_by": built.person("a.head"),
        "given_at": glass.stage.now,
    }  # fmt: skip  # columns side by side
    ranged = {"given_from": "2026-01-01", "given_until": until or None, **ground}
    to: dict[str, Any] = {"post_id": post}
    with psycopg.connect(glass.stage.database.superuser_dsn) as connection:
        if group:
            made = world.put(
                connection, "post_group",
                {**held, **ground, "id": uuid.uuid4(), "title": f"{role} 值班组"}, gives="id",
            )  # fmt: skip  # columns side by side
            member = {**held, **ranged, "id": uuid.uuid4(), "post_id": post, "group_id": made}
            world.put(connection, "group_member", member)
            to = {"group_id": made}
        world.put(
            connection, "role_grant", {**held, **ranged, **to, "id": uuid.uuid4(), "role": role}
        )


@pytest.mark.parametrize("group", [False, True])
async def test_whoever_was_given_the_office_hears_as_whoever_was_born_in_it(
    glass: Glass, group: bool
) -> None:
    only(glass, "city")
    refusal = await glass.stage.refused("a.head", opening, BreakGlass(None, 30, WHY_NOT_CALLED))
    assert refusal.code == "glass.nobody_hears", "the control: nobody is there to hear"
    given(glass, "a.petition_bureau", "security_administrator", group=group, until="2026-02-01")
    refusal = await glass.stage.refused("a.head", opening, BreakGlass(None, 30, WHY_NOT_CALLED))
    assert refusal.code == "glass.nobody_hears", "what ended does not hear"
    given(glass, "a.handler", "audit_administrator", group=group)
    window = await glass.opened()
    assert to_whom(glass, window, "GLASS_OPENED") == {"a.handler"}


async def test_who_is_suspended_hears_nothing(glass: Glass) -> None:
    only(glass, "city")
    suspended = (
        "update app.appointment set relieved_on = null, suspended_on = %s where person_id = %s"
    )
    head = glass.stage.world.person("city.head")
    changed(glass, suspended, "2026-01-01", head)
    refusal = await glass.stage.refused("a.head", opening, BreakGlass(None, 30, WHY_NOT_CALLED))
    assert refusal.code == "glass.nobody_hears"
    changed(
        glass, "update app.appointment set resumed_on = '2026-02-01' where person_id = %s", head
    )
    window = await glass.opened()
    assert to_whom(glass, window, "GLASS_OPENED") == {"city.head"}


async def test_every_other_notice_goes_by_the_same_office(glass: Glass) -> None:
    """The one gate that says who is told: suspended is not in office, given is."""
    whom = (
        "select p.name from app.whom(%s, %s, null, '{unit_head}', '{}', null, '{}') w"
        " join app.person p on p.id = w.person_id order by 1"
    )
    at = glass.stage.world.tenants["city"], glass.stage.world.tenants["b"]
    assert glass.stage.rows(whom, *at) == [("b.head",)]
    given(glass, "b.handler", "unit_head")
    assert glass.stage.rows(whom, *at) == [("b.handler",), ("b.head",)]
    head = glass.stage.world.person("b.head")
    changed(
        glass, "update app.appointment set suspended_on = '2026-01-01' where person_id = %s", head
    )
    assert glass.stage.rows(whom, *at) == [("b.handler",)]
    changed(glass, "update app.tenant set suspended = true where id = %s", at[1])
    assert glass.stage.rows(whom, *at) == []


async def test_an_hour_alone_is_an_hour_however_it_is_cut(glass: Glass) -> None:
    stage = glass.stage
    first = await glass.opened(minutes=40)
    glass.passes(first, timedelta(minutes=41))
    # Twenty minutes more are within the hour; thirty wait for a second person.
    asked = await glass.opened(minutes=30)
    assert stage.one(STATE, asked) == "ASKED"
    assert not await glass.reads("a.head")
    rows = "select count(*) from app.glass_window"
    before = stage.one(rows)
    with pytest.raises(psycopg.Error, match="takes two"):
        tried(stage, "a.head", BY_THEMSELF)
    assert stage.one(rows) == before
    with pytest.raises(psycopg.Error, match="announced in audit"):
        tried(stage, "a.head", ROW.format(covers="t.id", minutes=20))
    # Nor does somebody else open it without standing on the row.
    opens = "update app.glass_window set state = 'OPEN', version = 2 where state = 'ASKED'"
    with pytest.raises(psycopg.Error, match="step by step"):
        tried(stage, "a.task_force", opens)
    with pytest.raises(psycopg.Error, match="announced in audit"):
        tried(
            stage, "a.task_force", opens.replace("version", "confirmed_by = ctx.person(), version")
        )
    await stage.done("a.task_force", confirm_glass, ConfirmGlass(asked, 1))
    assert await glass.reads("a.head")
    # What two opened counts for nothing; what one opened, for a day.
    glass.passes(asked, timedelta(minutes=31))
    within = await glass.opened(minutes=20)
    assert stage.one(STATE, within) == "OPEN"
    glass.passes(within, timedelta(minutes=21))
    assert stage.one(STATE, await glass.opened(minutes=1)) == "ASKED"
    glass.passes(first, timedelta(hours=24))
    assert stage.one(STATE, await glass.opened(minutes=40)) == "OPEN"


async def test_what_was_ended_early_counts_as_long_as_it_was_open(glass: Glass) -> None:
    window = await glass.opened(minutes=ALONE)
    await glass.stage.done("a.head", close_glass, CloseGlass(window, 1))
    again = await glass.opened(minutes=ALONE - 1)
    assert glass.stage.one(STATE, again) == "OPEN"
    await glass.stage.done("a.head", close_glass, CloseGlass(again, 1))
    assert glass.stage.one(STATE, await glass.opened(minutes=ALONE)) == "ASKED"


async def test_nobody_confirms_late_or_for_whoever_is_in_office_no_more(glass: Glass) -> None:
    stage = glass.stage
    window = await glass.opened(minutes=ALONE + 1)
    confirms = (
        "update app.glass_window set state = 'OPEN', confirmed_by = ctx.person(), version = 2"
    )
    glass.passes(window, timedelta(minutes=WAITS + 1))
    with pytest.raises(psycopg.Error, match="step by step"):
        tried(stage, "a.task_force", confirms)
    glass.passes(window, -timedelta(minutes=WAITS + 1))
    with pytest.raises(psycopg.Error, match="announced in audit"):
        tried(stage, "a.task_force", confirms)
    roles = "update app.post set roles = %s where id = %s"
    changed(glass, roles, ["handler"], stage.world.post("a.head"))
    refusal = await stage.refused("a.task_force", confirm_glass, ConfirmGlass(window, 1))
    assert refusal.code == "glass.asker_gone"
    assert stage.one(STATE, window) == "ASKED"
    changed(glass, roles, ["unit_head"], stage.world.post("a.head"))
    await stage.done("a.task_force", confirm_glass, ConfirmGlass(window, 1))
    assert stage.one(STATE, window) == "OPEN"


async def test_what_ended_by_itself_is_not_ended_before_its_time(glass: Glass) -> None:
    stage, window = glass.stage, await glass.opened()
    closes = "update app.glass_window set state = 'CLOSED', closed_by = ctx.person(), version = 2"
    with pytest.raises(psycopg.Error, match="announced in audit"):
        tried(stage, "a.head", closes)
    glass.passes(window, timedelta(minutes=31))
    refusal = await stage.refused("a.task_force", close_glass, CloseGlass(window, 1))
    assert refusal.code == "glass.over"
    with pytest.raises(psycopg.Error, match="step by step"):
        tried(stage, "a.head", closes)
    assert stage.one(STATE, window) == "OPEN"
    assert to_whom(glass, window, "GLASS_ENDED") == set()


async def test_a_window_is_of_the_post_one_acts_in_and_has_an_end(glass: Glass) -> None:
    other = glass.stage.world.post("a.task_force")
    with acting(glass.stage, "a.head") as connection:
        said = BY_THEMSELF.replace("ctx.post()", f"'{other}'")
        (post,) = connection.execute(f"{said} returning post_id").fetchone() or (None,)
        connection.rollback()
    assert post == glass.stage.world.post("a.head")
    window = await glass.opened()
    with pytest.raises(psycopg.Error, match="glass_window_has_an_end"):
        changed(glass, "update app.glass_window set ends_at = null where id = %s", window)
