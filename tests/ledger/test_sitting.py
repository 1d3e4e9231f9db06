"""Nobody acts on what they may not see, and nothing is written without a decision."""

from datetime import date, timedelta

import psycopg
import pytest

from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.refusals import ListNotFound
from ledger.responsibilities.tables import responsibility_list
from policies.facts import ANYONE
from tenants.refusals import Bug, ViewerIsNobody, ViewerPostNotHeld
from tenants.sitting import Outdated
from tenants.viewer import NO_CURRENT_POST, NOBODY, SUSPENDED, UNKNOWN_SUBJECT
from tests.ledger.conftest import NOW
from tests.world import put_in_post

DRAFT = DraftList("branch_secretary", 2026)


async def without_deciding(sitting, given):
    made = sitting.proposed(responsibility_list, {"actor_type": "branch_secretary", "year": 2026})
    await sitting.insert(
        responsibility_list,
        {name: made[name] for name in ("id", "holder", "actor_type", "year")},
    )
    return made.id


async def changing_what_was_only_read(sitting, given):
    found = await sitting.fetch(
        responsibility_list, given, under="responsibility.read", missing=ListNotFound
    )
    await sitting.change(found, {"state": "RETIRED"})
    return found.id


async def breaking_off(sitting, given):
    made = await draft_list(sitting, given)
    raise RuntimeError(str(made))


async def test_a_write_without_a_decision_is_a_bug_and_leaves_nothing(stage) -> None:
    owner = await stage.done("a.head", draft_list, DRAFT)
    before = stage.everything()
    with pytest.raises(Bug, match="without a decision"):
        await stage.perform("a1.head", without_deciding, None)
    with pytest.raises(Bug, match="without a decision"):
        await stage.perform("a.head", changing_what_was_only_read, owner)
    assert stage.everything() == before


async def test_an_act_that_breaks_off_leaves_nothing(stage) -> None:
    before = stage.everything()
    with pytest.raises(RuntimeError):
        await stage.perform("a.head", breaking_off, DRAFT)
    assert stage.everything() == before
    assert stage.one("select count(*) from app.outcome") == 0


async def test_nobody_acts(stage) -> None:
    before = stage.everything()
    with pytest.raises(ViewerIsNobody):
        await stage.perform(NOBODY, draft_list, DRAFT)
    assert stage.everything() == before


async def test_a_viewer_made_before_a_post_was_lost_does_not_act(stage) -> None:
    viewer = await stage.viewer("a.head")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.appointment set relieved_on = %s where person_id = %s",
            [date(2026, 4, 15), stage.world.person("a.head")],
        )
    before = stage.everything()
    with pytest.raises(Outdated):
        await stage.perform(viewer, draft_list, DRAFT)
    assert stage.everything() == before


# ------------------------------------------------------------------------------- the viewer


async def test_a_person_is_seen_in_their_post_with_its_roles(stage) -> None:
    viewer = await stage.viewer("bureau.branch_secretary")
    assert viewer.actor_type == "branch_secretary"
    assert viewer.kind == "DEPARTMENT"
    assert viewer.slot == 5
    assert viewer.tenant == stage.world.tenants["bureau"]
    assert viewer.parent == stage.world.tenants["city"]
    assert viewer.lineage == (None, viewer.parent, None, None, viewer.tenant, None)
    assert {("branch_secretary", "*"), ("duty_bearer", "*"), ("unit_member", "*")} < viewer.roles
    assert viewer.body is not None
    assert viewer.notice is None
    assert [held.title for held in viewer.posts] == ["bureau.branch_secretary"]


async def test_an_unknown_subject_is_nobody_and_told_so(stage) -> None:
    viewer = await stage.viewer("stranger")
    assert (viewer.person, viewer.tenants, viewer.notice) == (None, (), UNKNOWN_SUBJECT)
    assert viewer.roles == frozenset({ANYONE})


@pytest.mark.parametrize(("relieved_on", "still"), [(15, False), (16, True)])
async def test_an_appointment_ends_with_its_last_day(stage, relieved_on: int, still: bool) -> None:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.appointment set relieved_on = %s where person_id = %s",
            [date(2026, 4, relieved_on), stage.world.person("a.head")],
        )
    viewer = await stage.viewer("a.head")
    assert (viewer.person is not None) is still
    assert viewer.notice == (None if still else NO_CURRENT_POST)


async def test_the_day_of_an_appointment_is_the_day_in_china(stage) -> None:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.appointment set relieved_on = '2026-04-16' where person_id = %s",
            [stage.world.person("a.head")],
        )
    # 15:59 and 16:00 UTC are two days in China.
    stage.now = NOW.replace(hour=15, minute=59)
    assert (await stage.viewer("a.head")).person
    stage.now = stage.now + timedelta(minutes=1)
    assert (await stage.viewer("a.head")).person is None


@pytest.mark.parametrize("tenant", ["a1", "a", "city"])
async def test_a_suspended_unit_anywhere_above_takes_the_post_away(stage, tenant: str) -> None:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.tenant set suspended = true where id = %s", [stage.world.tenants[tenant]]
        )
    viewer = await stage.viewer("a1.head")
    assert (viewer.person, viewer.notice) == (None, SUSPENDED)


async def test_someone_with_two_posts_acts_in_one_and_is_judged_by_both(stage) -> None:
    root = stage.one("select root from app.tenant where id = %s", stage.world.tenants["b1"])
    held = {"root": root, "holder": stage.world.tenants["b1"]}
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        put_in_post(
            connection, held, "b1.second", person="a.head", roles=["handler"], leading=False
        )
    viewer = await stage.viewer("a.head")
    assert viewer.tenant == stage.world.tenants["a"]
    assert set(viewer.tenants) == {stage.world.tenants["a"], stage.world.tenants["b1"]}
    assert ("handler", "*") in viewer.all_roles - viewer.roles
    other = await stage.viewer("a.head", post="b1.second")
    assert other.tenant == stage.world.tenants["b1"]
    assert ("unit_head", "*") not in other.roles
    refusal = await stage.refused(other, draft_list, DRAFT)
    assert refusal.code == "book.not_allowed"
    assert await stage.done(viewer, draft_list, DRAFT)


async def test_a_post_of_someone_else_cannot_be_acted_in(stage) -> None:
    for name in ("a.head", "stranger"):
        with pytest.raises(ViewerPostNotHeld):
            await stage.viewer(name, post="b.head")
