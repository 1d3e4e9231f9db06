"""The demo starts from nothing, keeps its data, and gets over whatever ended it."""

import contextlib
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import orjson
import psycopg
import pytest

from server.database import postgres, unprivileged
from server.database.deployment import opened
from server.demo import cast, running, tokens
from server.demo.building import ROOT, Region
from server.demo.places import key_of
from server.settings import Mode, SettingRefused, Settings
from tests.demo.conftest import small_region
from tests.patience import PATIENCE, waited


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    home = tmp_path_factory.mktemp("place") / ".levelwise"
    chosen = Settings(mode=Mode.DEMO, home=home, port=free_port())
    yield chosen
    # Where PostgreSQL's account cannot enter the folder, its data lie elsewhere.
    with contextlib.suppress(tokens.DemoRefused):
        running.reset(chosen)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    return Region(small_region(tmp_path_factory.mktemp("region")), ROOT)


@pytest.fixture(scope="module")
def built(settings: Settings, region: Region) -> list[str]:
    """What was said while the demo was built in place of a build that had been cut short."""
    settings.home.mkdir(mode=0o700)
    cast.kept(settings.home / running.STATE, running.BUILDING.encode())
    said: list[str] = []
    with running.prepared(settings, region=region, say=lambda text, **_: said.append(text)):
        pass
    return said


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def told(settings: Settings) -> dict:
    return orjson.loads((settings.home / cast.FILE).read_bytes())


def test_the_first_start_builds_and_says_each_step(built: list[str], settings: Settings) -> None:
    assert [line[:5] for line in built[::2]] == [f"[{step}/8]" for step in range(1, 9)]
    assert (settings.home / running.STATE).read_text() == running.BUILT


def test_the_file_of_the_cast_says_exactly_this(built: list[str], settings: Settings) -> None:
    path = settings.home / cast.FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = told(settings)
    parts = ["base_url", "graphql_url", "scim_url", "scim_token", "receiver_url", "cast"]
    assert list(found) == parts
    assert found["receiver_url"] == f"http://{running.receiver_of(settings)}/"
    assert found["graphql_url"] == f"{found['base_url']}/graphql" == f"{settings.base_url}/graphql"
    for entry in found["cast"]:
        assert list(entry) == [
            "key", "name", "actor_type", "roles", "tenant_code", "tenant_name", "tenant_kind",
            "token",
        ]  # fmt: skip  # reads as a table
        assert entry["tenant_kind"] == entry["tenant_kind"].lower()
    keys = [entry["key"] for entry in found["cast"]]
    assert len(set(keys)) == len(keys)
    actors = {entry["actor_type"] for entry in found["cast"]} - {None}
    assert len(actors) == 8
    held = {(role, entry["tenant_kind"]) for entry in found["cast"] for role in entry["roles"]}
    for level in ("city", "county", "township", "village"):
        assert {("level_administrator", level), ("task_force", level)} <= held
    for role in (
        "organisation_department",
        "system_administrator",
        "security_administrator",
        "audit_administrator",
    ):
        assert (role, "city") in held


def test_a_later_start_keeps_the_data_and_renews_the_tokens(
    built: list[str], settings: Settings, region: Region
) -> None:
    before, marked = told(settings), key_of("person", f"{ROOT}.head")
    said: list[str] = []
    with (
        running.prepared(settings, region=region, say=lambda text, **_: said.append(text)) as it,
        psycopg.connect(it.migrator_dsn) as connection,
    ):
        row = connection.execute("select name from app.person where id = %s", [marked])
        assert row.fetchone() is not None
    assert len(said[::2]) == 3
    after = told(settings)
    names = [[entry["name"] for entry in one["cast"]] for one in (before, after)]
    assert names[0] == names[1]


def test_a_token_is_for_one_of_the_cast_or_whoever_lives_here(
    built: list[str], settings: Settings
) -> None:
    assert cast.subject_in(tokens.token(settings, "city-head")) == f"{ROOT}.head"
    subject = "520602000000.handler"
    assert cast.subject_in(tokens.token(settings, subject)) == subject
    with pytest.raises(tokens.DemoRefused, match="not one of the cast"):
        tokens.token(settings, "emperor")


def test_a_post_that_nobody_holds_has_no_token(built: list[str], settings: Settings) -> None:
    """An unknown unit, a post that a unit does not have, and one that its holder was relieved of."""
    relieved = "520602000000.handler"
    end = "update app.appointment set relieved_on = appointed_on + 1 where post_id = %s"
    again = "update app.appointment set relieved_on = null where post_id = %s"
    with opened(settings) as it, psycopg.connect(it.as_bootstrap(), autocommit=True) as connection:
        # Whatever lies at the post stays there.
        connection.execute("set session_replication_role = replica")
        connection.execute(end, [key_of("post", relieved)])
        for nobody in ("529999000000.head", f"{ROOT}.grid-worker", relieved):
            with pytest.raises(tokens.DemoRefused, match=r"holds that post\. 演示中没有"):
                tokens.token(settings, nobody)
        connection.execute(again, [key_of("post", relieved)])
        assert cast.subject_in(tokens.token(settings, relieved)) == relieved


def test_there_is_no_token_before_there_is_a_demo(tmp_path: Path) -> None:
    with pytest.raises(tokens.DemoRefused, match="no demo here"):
        tokens.token(Settings(mode=Mode.DEMO, home=tmp_path), "city-head")


def test_a_taken_port_is_said_before_anything_is_built(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        chosen = Settings(mode=Mode.DEMO, home=tmp_path / "home", port=port)
        with pytest.raises(SettingRefused, match="PORT"):
            running.run(chosen)
    assert not (tmp_path / "home").exists()


def test_a_database_in_other_use_is_left_alone(
    built: list[str], settings: Settings, region: Region
) -> None:
    state = settings.home / running.STATE
    kept = state.read_bytes()
    state.unlink()
    try:
        with (
            pytest.raises(tokens.DemoRefused, match="something else"),
            running.prepared(settings, region=region, say=lambda *_, **__: None),
        ):
            pass
    finally:
        cast.kept(state, kept)


# ------------------------------------------------------------------------- as a process
@contextlib.contextmanager
def started(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """The command, until it is ready."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"LEVELWISE_HOME": str(settings.home), "PORT": str(settings.port)}
    words = [sys.executable, "-c", "from server.cli import main; main()", "demo"]
    process = subprocess.Popen(words, env=environment, text=True, stdout=subprocess.PIPE)
    try:
        ready(settings, process)
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def ready(settings: Settings, process: subprocess.Popen[str]) -> None:
    def is_ready() -> bool:
        assert process.poll() is None, "the demo ended"
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"{settings.base_url}/readyz", timeout=PATIENCE).status_code == 200
        return False

    waited(is_ready)


def servers(settings: Settings) -> list[str]:
    """The database servers that run in the demo's folder."""
    where = str(unprivileged.place(settings.database_dir.absolute(), unprivileged.account()))
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (entry / "cmdline").read_bytes().decode().split("\0")
            if where in words:
                found.append(entry.name)
    return found


def test_ctrl_c_stops_everything(built: list[str], settings: Settings) -> None:
    with started(settings) as process:
        assert servers(settings)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
        assert "stopped" in said
    assert servers(settings) == []


def test_a_killed_demo_starts_again(built: list[str], settings: Settings) -> None:
    with started(settings) as process:
        process.kill()
        process.wait()
        assert servers(settings), "the database outlives a killed owner"
    with started(settings) as process:
        process.terminate()
        process.communicate(timeout=PATIENCE)
    assert servers(settings) == []


def test_reset_leaves_nothing_but_what_is_not_the_demo_s(
    built: list[str], settings: Settings
) -> None:
    kept = settings.home / "notes" / "thesis.txt"
    kept.parent.mkdir()
    kept.write_text("mine")
    running.reset(settings)
    assert [path.name for path in settings.home.iterdir()] == ["notes"]
    with pytest.raises(tokens.DemoRefused):
        running.reset(settings)
    assert kept.read_text() == "mine"


def test_reset_removes_no_folder_that_is_no_demo_s(tmp_path: Path) -> None:
    home = tmp_path / "real"
    chosen = Settings(mode=Mode.DEMO, home=home, port=free_port())
    with opened(chosen) as deployment:
        deployment.migrate()
    before = sorted(path.name for path in home.iterdir())
    with pytest.raises(tokens.DemoRefused, match="no demo"):
        running.reset(chosen)
    assert sorted(path.name for path in home.iterdir()) == before
    postgres.discard(chosen.database_dir)
