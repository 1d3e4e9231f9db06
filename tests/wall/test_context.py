"""The signed context: what it carries, who may read it, how keys change."""

import base64
import hashlib
import hmac
import time
import uuid

import psycopg
import pytest

from migrations.run import write_keys
from tenants.context import NOBODY, KeySet, KeysRefused, claims, seal, sign
from tests.conftest import Database
from tests.wall.rows import World, viewing

EVERYTHING = (
    "select ctx.person(), ctx.post(), ctx.root(), ctx.tenant(), ctx.lineage(), ctx.tenants(),"
    " ctx.verified()"
)


def test_the_token_is_an_hmac_and_its_message() -> None:
    key, person, post = b"k" * 40, uuid.uuid4(), uuid.uuid4()
    token = sign(
        KeySet({"one": key}),
        pid=77,
        person=person,
        post=post,
        root=1,
        lineage=[None, 1, 5, None, None, None],
        tenants=[5, 9],
        now=1_000_000.9,
    )
    message = f"one|1000030|77|{person}|{post}|1|,1,5,,,|5,9"
    assert token == hmac.new(key, message.encode(), hashlib.sha256).hexdigest() + message


def test_the_database_reads_what_was_signed(app, world: World) -> None:
    person, post, connection = uuid.uuid4(), uuid.uuid4(), app.info.backend_pid
    said = claims(person, post, root=3, lineage=(None, 3, 4, None, 8, 11), tenants=[11, 4])
    with viewing(app, seal(world.keys, said, pid=connection, now=time.time())) as cursor:
        found = cursor.execute(EVERYTHING).fetchone()
    assert found == (
        person,
        post,
        3,
        11,
        [None, 3, 4, None, 8, 11],
        [11, 4],
        True,
    )


def test_nobody_is_verified_and_is_nobody(app, world: World) -> None:
    with viewing(app, world.token(None, app)) as cursor:
        found = cursor.execute(EVERYTHING).fetchone()
    assert found == (None, None, None, None, [None] * 6, [], True)
    assert claims(None, None, root=None, lineage=[None] * 6, tenants=[]) == NOBODY


def test_without_a_context_there_is_nothing(app) -> None:
    assert app.execute(EVERYTHING).fetchone() == (*[None] * 6, False)


def test_a_context_ends_with_its_transaction(app, world: World) -> None:
    with app.transaction():
        app.execute("select set_config('levelwise.context', %s, true)", [world.token("a", app)])
        assert app.execute("select ctx.tenant()").fetchone() == (world.tenants["a"].id,)
    assert app.execute("select ctx.tenant()").fetchone() == (None,)


@pytest.mark.parametrize("name", ["tenant", "lineage", "person", "root", "verified"])
def test_what_reads_one_claim_is_written_into_the_statement(app, name) -> None:
    """Each would pay for its own preparation in every transaction otherwise."""
    shown = str(app.execute(f"explain (verbose) select ctx.{name}()").fetchall())
    assert "ctx.claims()" in shown
    assert f"ctx.{name}()" not in shown
    control = str(app.execute("explain (verbose) select ctx.versions()").fetchall())
    assert "ctx.versions()" in control


def test_the_application_does_not_read_the_keys(app) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("select * from ctx.key")


@pytest.mark.parametrize("length", [32, 64, 65, 200])
def test_keys_of_any_length_verify(database: Database, length) -> None:
    keys = KeySet({"k": bytes(range(length % 256)).ljust(length, b"x")})
    write_keys(database.superuser_dsn, keys)
    with psycopg.connect(database.app_dsn, autocommit=True) as app:
        token = seal(keys, NOBODY, pid=app.info.backend_pid, now=time.time())
        with viewing(app, token) as cursor:
            assert cursor.execute("select ctx.verified()").fetchone() == (True,)


def test_keys_rotate_without_a_gap(database: Database) -> None:
    old, new = b"o" * 32, b"n" * 32
    stages = [{"old": old}, {"old": old, "new": new}, {"new": new, "old": old}, {"new": new}]

    def accepted(signing: KeySet) -> bool:
        with psycopg.connect(database.app_dsn, autocommit=True) as app:
            token = seal(signing, NOBODY, pid=app.info.backend_pid, now=time.time())
            with viewing(app, token) as cursor:
                return cursor.execute("select ctx.verified()").fetchone() == (True,)

    for stage in map(KeySet, stages):
        write_keys(database.superuser_dsn, stage)
        assert accepted(stage)
    assert not accepted(KeySet({"old": old}))


# ------------------------------------------------------------------ reading keys
def test_keys_are_read_from_their_setting() -> None:
    one, two = base64.b64encode(b"1" * 32).decode(), base64.urlsafe_b64encode(b"\xff" * 33).decode()
    keys = KeySet.read(f"first:{one}, second:{two.rstrip('=')}")
    assert keys.current == "first"
    assert keys.keys == {"first": b"1" * 32, "second": b"\xff" * 33}
    assert "1111" not in repr(keys)
    assert one not in repr(keys)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nokey",
        "a:",
        "a:c2hvcnQ=",
        "a:%%%",
        "a|b:" + "QUJD" * 11,
        "a:" + "QUJD" * 11 + ",a:" + "QUJD" * 11,
    ],
)
def test_keys_that_cannot_be_meant_are_refused(text) -> None:
    with pytest.raises(KeysRefused) as refused:
        KeySet.read(text)
    assert "QUJD" not in str(refused.value)


def test_demo_keys_lie_in_a_file_only_its_owner_reads(tmp_path) -> None:
    path = tmp_path / "new" / "keys"
    made = KeySet.kept_in(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert KeySet.kept_in(path) == made
    path.chmod(0o644)
    with pytest.raises(KeysRefused):
        KeySet.kept_in(path)
