"""``python -m tests.evidence``: measures the promises and prints what it found beside its controls.

``EVIDENCE=T1,T4`` picks, and their lines replace those of earlier runs; ``--share 0.05`` measures a
twentieth of the full size; ``--write-docs`` writes the page ``docs/evidence.md`` and the
READMEs' table from what was measured last of each test instead of running.
"""

import argparse
import dataclasses
import datetime as dt
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence

from policies.book import load
from tests.evidence import (
    reorganisation,
    t1,
    t2,
    t3,
    t5,
    t7,
    t8_tampers,
    t9,
    t10,
    t11,
    t12,
    t14,
    t16,
    t17,
    walls,
)
from tests.evidence.ground import Ground, opened, versions
from tests.evidence.lines import (
    BOOK,
    DOCUMENT,
    FULL,
    LATEST,
    READMES,
    Line,
    Report,
    document,
    joined,
    printed,
    read,
    shown,
)

TESTS: Mapping[str, Callable[[Ground], list[Line]]] = {
    "T1": t1.run,
    "T2": t2.run,
    "T3": t3.run,
    "T4": walls.run_monkey,
    "T5": t5.run,
    "T6": walls.run_lint,
    "T7": t7.run,
    "T8": t8_tampers.run,
    "T9": t9.run,
    "T10": t10.run,
    "T11": t11.run,
    "T12": t12.run,
    "T14": t14.run,
    "T16": t16.run,
    "T17": t17.run,
    "REORG": reorganisation.run,
}
"""The tests of security.md 4 that this release measures, and the reorganisation of the tree."""


class UnknownTest(Exception):
    """A test was asked for that does not exist."""


def picked(wanted: str) -> list[str]:
    """The tests that EVIDENCE names; all when it names none.

    Refuses: UnknownTest.
    """
    named = [one.strip().upper() for one in wanted.split(",") if one.strip()]
    unknown = sorted(set(named) - TESTS.keys())
    if unknown:
        known = ", ".join(TESTS)
        raise UnknownTest(f"EVIDENCE names {', '.join(unknown)}; there are {known}. 没有这项测试。")
    return named or list(TESTS)


def measured(names: Sequence[str], *, share: float, say: Callable[[str], None]) -> Report:
    """Runs tests one after the other on one server."""
    started, lines = time.monotonic(), []
    size = FULL if share >= 1 else f"完整规模的 {share:.0%} of the full size"
    with opened(share=share, say=say) as ground:
        found = versions(ground.server)
        for name in names:
            say(f"{name} …")
            told = TESTS[name](ground)
            measured = f"{_now()}, {size}, {found[BOOK]}"
            lines += [dataclasses.replace(line, measured=measured) for line in told]
    return Report(_now(), size, time.monotonic() - started, found, lines)


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")


def _write_docs(report: Report) -> None:
    now = load().version
    DOCUMENT.write_text(document(report), encoding="utf-8")
    for readme, chinese in READMES.items():
        said = shown(readme.read_text(encoding="utf-8"), report, chinese=chinese, book=now)
        readme.write_text(said, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Gives 0 when every claim holds and every control failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.evidence", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the full size, 0 to 1")
    parser.add_argument("--write-docs", action="store_true", help="write docs/evidence.md")
    said = parser.parse_args(arguments)
    if said.write_docs:
        _write_docs(read(LATEST.read_text(encoding="utf-8")))
        return 0
    try:
        names = picked(os.environ.get("EVIDENCE", ""))
    except UnknownTest as unknown:
        print(unknown, file=sys.stderr)
        return 2
    began = time.monotonic()

    def say(what: str) -> None:
        print(f"[{time.monotonic() - began:6.0f} s] {what}", file=sys.stderr, flush=True)

    report = measured(names, share=said.share, say=say)
    LATEST.parent.mkdir(exist_ok=True)
    whole = joined(read(LATEST.read_text(encoding="utf-8")), report) if LATEST.exists() else report
    LATEST.write_text(whole.json(), encoding="utf-8")
    print(printed(report))
    return 0 if report.sound else 1


if __name__ == "__main__":
    sys.exit(main())
