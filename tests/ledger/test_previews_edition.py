"""An edition of the book is previewed as every other change is, and exactly that is put into force."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import psycopg
import pytest

from ledger.previews import apply_change, tightening
from policies.reach import Reach
from tests.ledger.conftest import Stage
from tests.ledger.test_editions import SEEN, TIGHTER, told
from tests.ledger.workers import FIRST, Worker, proposed, working
from tests.world import put_in_post

__all__ = ["told"]

OTHER = "city.other_administrator"
CHANGE = (
    "change { id kind state version previewHash peopleGaining peopleLosing needsSecond"
    " bookEdition { id state number } effects(first: 60) {"
    " nodes { sort person { name } post { id } unit { name } action ranges noun records exact } } }"
)


@pytest.fixture
async def worker(told: Stage, reach: Reach) -> AsyncIterator[Worker]:
    held = {"root": told.world.tenants["city"], "holder": told.world.tenants["city"]}
    with psycopg.connect(told.database.migrator_dsn) as connection:
        put_in_post(connection, held, OTHER, roles=["security_administrator"])
    async with working(told.database, reach) as (made,):
        yield made


async def previewed(worker: Worker, who: str, edition: Any) -> Any:
    change = {"bookEdition": {"edition": edition["id"], "expectedVersion": edition["version"]}}
    return await worker.act(who, "previewChange", CHANGE, change=change)


async def applied(worker: Worker, who: str, change: Any) -> Any:
    said = {"expectedVersion": change["version"], "previewHash": change["previewHash"]}
    return await worker.act(who, "applyChange", CHANGE, change=change["id"], **said)


async def seen(worker: Worker, who: str) -> int:
    return len((await worker.ask(who, SEEN))["problemSettings"])


@pytest.mark.parametrize("portion", [tightening.PORTION, 7])
async def test_what_is_told_of_an_edition_is_what_becomes_of_it(
    told: Stage, worker: Worker, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tightening, "PORTION", portion)
    edition = (await proposed(worker, TIGHTER))["bookEdition"]
    change = (await previewed(worker, OTHER, edition))["change"]
    assert (change["kind"], change["state"]) == ("BOOK_EDITION", "PREVIEWED")
    assert (change["peopleGaining"], change["needsSecond"]) == (0, False)
    # The three separated administrators are no members of the unit: they read no settings.
    members = (
        "select count(distinct a.person_id) from app.appointment a join app.post p on p.id = a.post_id"
        " where a.root = %s and not p.roles && array['system_administrator',"
        " 'security_administrator', 'audit_administrator']"
    )
    assert change["peopleLosing"] == told.one(members, told.world.tenants["city"])
    shown = change["effects"]["nodes"]
    assert {(one["sort"], one["action"], *one["ranges"]) for one in shown} == {
        ("LOSES", "problem_setting.read", "published-above-me")
    }
    rows = told.rows(
        "select p.name, e.records from app.change_effect e join app.person p on p.id = e.person_id"
    )
    assert len(rows) == len(shown) == 20
    before = {name: await seen(worker, name) for name, _ in rows}
    assert {records for _, records in rows} <= {0, 1}
    assert any(records for _, records in rows), "the control: somebody read what is taken away"
    done = (await applied(worker, OTHER, change))["change"]
    assert (done["state"], done["bookEdition"]["state"]) == ("APPLIED", "PUBLISHED")
    for name, records in rows:
        worker.known.pop(name, None)
        assert before[name] - await seen(worker, name) == records, name


async def test_whoever_proposed_an_edition_previews_it_and_does_not_put_it_into_force(
    told: Stage, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = (await proposed(worker, TIGHTER))["bookEdition"]
    change = (await previewed(worker, FIRST, edition))["change"]
    before = told.everything()

    async def never(*_: Any) -> None:
        raise AssertionError

    with monkeypatch.context() as patched:
        patched.setattr(apply_change, "tightened", never)
        patched.setattr(apply_change, "alone", never)
        refused = await applied(worker, FIRST, change)
    assert refused["rule"] == "nobody-confirms-the-edition-they-proposed"
    assert told.everything() == before


async def test_an_edition_whose_meaning_moved_is_not_put_into_force(
    told: Stage, worker: Worker
) -> None:
    edition = (await proposed(worker, TIGHTER))["bookEdition"]
    change = (await previewed(worker, OTHER, edition))["change"]
    held = {"root": told.world.tenants["city"], "holder": told.world.tenants["a1"]}
    with psycopg.connect(told.database.migrator_dsn) as connection:
        put_in_post(connection, held, "a1.newcomer", roles=["handler"])
    before = told.everything()
    assert (await applied(worker, OTHER, change))["code"] == "change.preview_stale"
    assert told.everything() == before
    again = (await previewed(worker, OTHER, edition))["change"]
    assert (await applied(worker, OTHER, again))["change"]["state"] == "APPLIED", "the control"


async def test_others_act_while_an_edition_is_weighed(
    told: Stage, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = (await proposed(worker, TIGHTER))["bookEdition"]
    change = (await previewed(worker, OTHER, edition))["change"]
    root = told.world.tenants["city"]
    held = {"root": root, "holder": told.world.tenants["a1"]}
    weigh = apply_change.tightened

    async def weighed(*given: Any) -> Any:
        found = await weigh(*given)
        with psycopg.connect(told.database.superuser_dsn) as other:
            other.execute("set lock_timeout = '200ms'")
            other.execute("select app.hold_tree(%s)", [root])
            put_in_post(other, held, "a1.newcomer", roles=["handler"])
        return found

    monkeypatch.setattr(apply_change, "tightened", weighed)
    assert (await applied(worker, OTHER, change))["code"] == "change.preview_stale"
    monkeypatch.undo()
    again = (await previewed(worker, OTHER, edition))["change"]
    assert (await applied(worker, OTHER, again))["change"]["state"] == "APPLIED", "the control"


async def test_what_is_given_while_an_edition_is_weighed_is_seen(
    told: Stage, worker: Worker
) -> None:
    """An act that runs while everybody is weighed is waited for before the edition is in force."""
    edition = (await proposed(worker, TIGHTER))["bookEdition"]
    change = (await previewed(worker, OTHER, edition))["change"]
    root = told.world.tenants["city"]
    held = {"root": root, "holder": told.world.tenants["a1"]}
    with psycopg.connect(told.database.superuser_dsn) as running:
        running.execute("select app.hold_tree(%s)", [root])
        put_in_post(running, held, "a1.newcomer", roles=["handler"])
        waits = asyncio.create_task(applied(worker, OTHER, change))
        await told.held_up(waits)  # The control: by the act that runs.
        running.commit()
    assert (await waits)["code"] == "change.preview_stale"
    assert told.one("select count(*) from app.book_edition where state = 'PUBLISHED'") == 0
