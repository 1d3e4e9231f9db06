"""Our own launcher for the PostgreSQL that comes in a wheel.

One folder, one server, one owner: the process that holds the lock starts the server and stops it;
others attach. The server listens on a socket in a private folder and lets in nobody but the
operating-system user who started it, as whichever database role.
"""

import contextlib
import dataclasses
import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO
from urllib.parse import quote

from server.database import postmaster, unprivileged
from server.database.unprivileged import Account, StartError

__all__ = ["DEMO_SETTINGS", "Cluster", "StartError", "discard", "running", "start", "stop"]

PORT = 5432
SUPERUSER = "postgres"
# A socket's address holds 108 bytes on Linux, 104 on macOS.
LONGEST_SOCKET = 99

DEMO_SETTINGS: Mapping[str, str] = {
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    "jit": "off",
}


@dataclasses.dataclass(frozen=True)
class Cluster:
    """A running server; `process` and `lock` are there only for its owner."""

    data_dir: Path
    socket_dir: Path
    port: int
    superuser: str
    version: str
    log: Path
    process: subprocess.Popen[bytes] | None = None
    lock: IO[str] | None = None

    def dsn(self, dbname: str, *, user: str | None = None, password: str | None = None) -> str:
        """Gives a connection URI for a database of this cluster.

        Given: no user means the superuser; peer authentication needs no password.
        """
        who = quote(user or self.superuser, safe="")
        if password is not None:
            who = f"{who}:{quote(password, safe='')}"
        where = quote(str(self.socket_dir), safe="")
        return f"postgresql://{who}@/{quote(dbname, safe='')}?host={where}&port={self.port}"


def start(data_dir: Path, *, settings: Mapping[str, str] = DEMO_SETTINGS) -> Cluster:
    """Starts the cluster of a folder, making it if need be, or attaches to the one that runs.

    Gives: the cluster; the first caller owns it and has to stop it.
    Refuses: StartError with one sentence when PostgreSQL cannot run here.
    """
    data_dir = data_dir.absolute()
    runner = unprivileged.account()
    place = unprivileged.place(data_dir, runner)
    programs = unprivileged.binaries(runner)
    version = runner.run([str(programs / "postgres"), "--version"]).split()[-1]
    log = data_dir.parent / f"{data_dir.name}.log"
    cluster = Cluster(place, _socket_dir(place), PORT, SUPERUSER, version, log)
    lock = _own(data_dir, cluster)
    if lock is None:
        return cluster
    try:
        postmaster.clear(place)
        _make(place, runner, programs=programs, durable=settings.get("fsync") != "off")
        _check_version(place, version)
        # A killed server leaves its socket's own lock behind.
        shutil.rmtree(cluster.socket_dir, ignore_errors=True)
        unprivileged.give(cluster.socket_dir, runner)
        _admit(place, runner)
        process = _launch(cluster, runner, programs=programs, settings=settings)
    except BaseException:
        lock.close()
        raise
    return dataclasses.replace(cluster, process=process, lock=lock)


def stop(cluster: Cluster) -> None:
    """Stops the cluster if this process owns it; who only attached leaves it alone."""
    if cluster.process is None or cluster.lock is None or cluster.lock.closed:
        return
    try:
        postmaster.end(cluster.process.pid)
        with contextlib.suppress(subprocess.TimeoutExpired):
            cluster.process.wait(timeout=postmaster.GRACE)
        if cluster.socket_dir.parent != cluster.data_dir.parent:
            shutil.rmtree(cluster.socket_dir, ignore_errors=True)
    finally:
        cluster.lock.close()


@contextlib.contextmanager
def running(data_dir: Path, *, settings: Mapping[str, str] = DEMO_SETTINGS) -> Iterator[Cluster]:
    """Keeps the cluster of a folder running for the length of a block."""
    cluster = start(data_dir, settings=settings)
    try:
        yield cluster
    finally:
        stop(cluster)


def discard(data_dir: Path) -> None:
    """Deletes the cluster of a folder, wherever it lies.

    Refuses: StartError while a process owns it.
    """
    data_dir = data_dir.absolute()
    place = unprivileged.place(data_dir, unprivileged.account())
    with _lock_file(data_dir) as lock:
        if not _taken(lock):
            raise StartError(
                f"The database in {data_dir} is in use: stop the demo first. "
                "该目录的数据库正在使用，请先停止演示。"
            )
        postmaster.clear(place)
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(_socket_dir(place), ignore_errors=True)


def _lock_file(data_dir: Path) -> IO[str]:
    path = data_dir.parent / f"{data_dir.name}.lock"
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+")


def _taken(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _own(data_dir: Path, cluster: Cluster) -> IO[str] | None:
    """Takes the owner's lock, or waits until its owner's server is ready and gives nothing."""
    lock = _lock_file(data_dir)
    while not _taken(lock):
        pid = postmaster.recorded(cluster.data_dir)
        if pid and postmaster.alive(pid) and postmaster.ready(cluster.data_dir, pid):
            lock.close()
            return None
        time.sleep(0.05)
    return lock


def _make(place: Path, runner: Account, *, programs: Path, durable: bool) -> None:
    """Makes the data folder; what an interrupted initdb left is thrown away."""
    if (place / "PG_VERSION").exists():
        return
    shutil.rmtree(place, ignore_errors=True)
    fresh = place.with_name(f"{place.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    unprivileged.give(fresh, runner)
    words = [str(programs / "initdb"), "-D", str(fresh), "-U", SUPERUSER, "--encoding=UTF8"]
    words += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    words += ["--data-checksums", "--auth-local=peer", "--auth-host=reject", "--no-instructions"]
    runner.run(words if durable else [*words, "--no-sync"])
    fresh.rename(place)


def _check_version(place: Path, version: str) -> None:
    made_by = (place / "PG_VERSION").read_text(encoding="ascii").strip()
    if made_by != version.partition(".")[0]:
        raise StartError(
            f"The data in {place} were made by PostgreSQL {made_by}, the programs are {version}: "
            f"dump them with PostgreSQL {made_by} and load them anew, or start over."
        )


def _admit(place: Path, runner: Account) -> None:
    """Lets in the user who starts the server, as any role, and nobody else."""
    try:
        me = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError as unknown:
        raise StartError(
            f"The user id {os.geteuid()} has no name on this machine, which PostgreSQL needs."
        ) from unknown
    for name, line in (
        ("pg_hba.conf", "local all all peer map=levelwise"),
        ("pg_ident.conf", f'levelwise "{me}" all'),
    ):
        path = place / name
        path.write_text(f"# Written by Levelwise at each start.\n{line}\n", encoding="ascii")
        if runner.switch:
            os.chown(path, runner.uid, runner.gid)


def _socket_dir(place: Path) -> Path:
    near = place.with_name(f"{place.name}.socket")
    if len(os.fsencode(near / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
        return near
    mark = hashlib.sha256(os.fsencode(place)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"levelwise-{os.geteuid()}-{mark}"
    with contextlib.suppress(FileNotFoundError):
        found = short.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in _owners():
            raise StartError(f"{short} is not ours: somebody else made it.")
    return short


def _owners() -> tuple[int, ...]:
    return (os.geteuid(), unprivileged.account().uid)


def _launch(
    cluster: Cluster, runner: Account, *, programs: Path, settings: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """Starts the postmaster and waits, as long as a recovery takes, until it is ready."""
    fixed = {
        "listen_addresses": "",
        "port": str(cluster.port),
        "unix_socket_directories": str(cluster.socket_dir),
        "timezone": "UTC",
    }
    words = [str(programs / "postgres"), "-D", str(cluster.data_dir)]
    for name, value in {**settings, **fixed}.items():
        words += ["-c", f"{name}={value}"]
    with os.fdopen(os.open(cluster.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as log:
        # A session of its own: Ctrl-C is for the owner, who then stops the server in order.
        process = subprocess.Popen(  # noqa: S603 - our own words, no shell
            words,
            cwd="/",
            env=unprivileged.environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            user=runner.user,
            group=runner.group,
            extra_groups=runner.extra_groups,
        )
    try:
        wait_for_a_turn(process.pid)
        while not postmaster.ready(cluster.data_dir, process.pid):
            if process.poll() is not None:
                said = cluster.log.read_text(encoding="utf-8", errors="replace").splitlines()
                raise StartError("PostgreSQL did not start: " + " / ".join(said[-3:]))
            time.sleep(0.02)
    except BaseException:
        postmaster.end(process.pid)
        process.wait()
        raise
    return process


def wait_for_a_turn(pid: int) -> None:
    """Has a process and its children wait for a free core instead of interrupting who woke them.

    A request wakes a backend in the midst of other requests; a backend that took the core at once
    would push them aside, and their caches, for each statement. Backends inherit SCHED_BATCH from the
    postmaster; with a core to spare nothing changes (decision record 0014). What an operator chose
    instead stays. 0 is this process.
    """
    if hasattr(os, "SCHED_BATCH"):
        with contextlib.suppress(OSError):  # Some containers forbid it, and it is a comfort only.
            if os.sched_getscheduler(pid) == os.SCHED_OTHER:
                os.sched_setscheduler(pid, os.SCHED_BATCH, os.sched_param(0))
