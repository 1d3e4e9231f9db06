"""Who somebody is, how their standing rises, and how everyone hears of a new rule book."""

import time
import uuid

import psycopg
import pytest

from tenants.context import NOBODY, asking, seal
from tests.patience import PATIENCE
from tests.wall.rows import World, viewing


def standing(migrator, world: World, person: str) -> int:
    found = migrator.execute(
        "select standing from app.person where id = %s", [world.persons[person]]
    ).fetchone()
    return found[0]


@pytest.mark.parametrize(
    "change",
    [
        "update app.appointment set appointed_on = appointed_on - 1 where person_id = %(person)s",
        "update app.post set roles = '{unit_head}' where holder = %(tenant)s",
        "update app.tenant set suspended = true where id = %(tenant)s",
        "update app.tenant set suspended = true where id = %(parent)s",
        "update app.identity set subject = 'other' where person_id = %(person)s",
        "update app.person set language = 'EN' where id = %(person)s",
    ],
)
def test_whatever_changes_a_persons_posts_raises_their_standing(
    migrator, world: World, change
) -> None:
    tenant = world.tenants["a1v"]
    given = {
        "person": world.persons["a1v"],
        "tenant": tenant.id,
        "parent": world.tenants["a"].id,
    }
    with migrator.transaction(force_rollback=True):
        before, other = standing(migrator, world, "a1v"), standing(migrator, world, "b1")
        migrator.execute(change, given)
        assert standing(migrator, world, "a1v") > before
        assert standing(migrator, world, "b1") == other


def test_what_changes_nothing_leaves_it(migrator, world: World) -> None:
    with migrator.transaction(force_rollback=True):
        before = standing(migrator, world, "a1v")
        migrator.execute("update app.post set roles = roles")
        migrator.execute("update app.tenant set name = name || 'x'")
        assert standing(migrator, world, "a1v") == before


def test_versions_are_the_persons_standing_and_the_policy(app, migrator, world: World) -> None:
    policy = migrator.execute("select policy_version from app.deployment").fetchone()[0]
    with viewing(app, world.token("a1", app)) as cursor:
        found = cursor.execute("select ctx.versions()").fetchone()
    assert found == ([standing(migrator, world, "a1"), policy],)
    with viewing(app, world.token(None, app)) as cursor:
        assert cursor.execute("select ctx.versions()").fetchone() == ([0, policy],)
    assert app.execute("select ctx.versions()").fetchone() == (None,)


def signed_in(app, world: World, issuer: str, subject: str, asked: str | None = None):
    question = asking(issuer, subject) if asked is None else asked
    token = seal(world.keys, question, pid=app.info.backend_pid, now=time.time())
    with viewing(app, token) as cursor:
        return cursor.execute("select ctx.sign_in(%s, %s)", [issuer, subject]).fetchone()[0]


def test_a_subject_is_looked_up_only_by_a_signed_question(app, migrator, world: World) -> None:
    issuer, subject = migrator.execute(
        "select issuer, subject from app.identity where person_id = %s", [world.persons["b"]]
    ).fetchone()
    others = (NOBODY, world.said("a"), asking(issuer, subject + "x"), asking(issuer + "x", subject))
    for question in others:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            signed_in(app, world, issuer, subject, question)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("select ctx.sign_in(%s, %s)", [issuer, subject])


def test_who_asks_sees_what_nobody_sees(app, world: World) -> None:
    token = seal(world.keys, asking("a", "b"), pid=app.info.backend_pid, now=time.time())
    with viewing(app, token) as cursor:
        seen = cursor.execute(
            "select ctx.person(), ctx.tenant(), ctx.verified(), (select count(*) from app.person)"
        ).fetchone()
    assert seen == (None, None, True, 0)


def test_a_subject_signs_in_and_its_posts_are_told(app, migrator, world: World) -> None:
    issuer, subject = migrator.execute(
        "select issuer, subject from app.identity where person_id = %s", [world.persons["bureau"]]
    ).fetchone()
    found = signed_in(app, world, issuer, subject)
    bureau = world.tenants["bureau"]
    assert found["person_id"] == str(world.persons["bureau"])
    (post,) = found["posts"]
    assert post["tenant_id"] == bureau.id
    assert post["kind"], post["slot"] == ("DEPARTMENT", 5)
    assert post["lineage"] == list(bureau.lineage)
    assert post["parent"] == world.tenants["city"].id
    assert post["suspended"] is False
    assert signed_in(app, world, "no", "body") is None


def test_a_suspended_tenant_above_is_told_at_sign_in(app, migrator, world: World) -> None:
    issuer, subject = migrator.execute(
        "select issuer, subject from app.identity where person_id = %s", [world.persons["a1v"]]
    ).fetchone()
    suspend = "update app.tenant set suspended = %s where id = %s"
    migrator.execute(suspend, [True, world.tenants["a"].id])
    try:
        found = signed_in(app, world, issuer, subject)
        assert [post["suspended"] for post in found["posts"]] == [True]
    finally:
        migrator.execute(suspend, [False, world.tenants["a"].id])


def test_a_new_book_is_announced_once(app, migrator) -> None:
    migrator.execute("listen levelwise_policy")
    book = uuid.uuid4().hex
    version = app.execute("select app.announce_policy(%s)", [book]).fetchone()[0]
    assert app.execute("select app.announce_policy(%s)", [book]).fetchone()[0] == version
    heard = [notice.payload for notice in migrator.notifies(timeout=PATIENCE, stop_after=1)]
    heard += [notice.payload for notice in migrator.notifies(timeout=0.05)]
    assert heard == [str(version)]


def test_the_application_cannot_change_the_deployment(app, world: World) -> None:
    with (
        viewing(app, world.token("city", app)) as cursor,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        cursor.execute("update app.deployment set policy_version = 1")
