"""T2: every change of the rule book, of a word of it, or of a term of the wall is noticed."""

import time

from policies import book
from policies.enforcer import POLICY
from policies.truth import tables
from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.evidence.wall_mutants import EQUIVALENT as WALL_EQUIVALENT
from tests.evidence.wall_mutants import run_wall_mutants
from tests.policies.mutants import (
    EQUIVALENT,
    Unguarded,
    differs,
    misspelt,
    mutants,
    refused_at_start,
    reworded,
    surviving,
)

SEED = 4711
WORLDS = 2000
"""A world has rows of four nouns: with fewer worlds a noun is asked about too seldom."""


def run(ground: Ground) -> list[Line]:
    """Measures the book and the wall."""
    return [_book(ground), _wall(ground)]


def _book(ground: Ground) -> Line:
    started = time.monotonic()
    known, printed = book.load(), POLICY.read_text()
    cells = tables(known)
    ground.say("T2 each line of the book dropped and flipped, each word widened and narrowed")
    left = set(surviving(known, cells))
    wrong = [one for one in misspelt(printed) if not refused_at_start(known, one)]
    served = [one for one in mutants(printed) if not refused_at_start(known, one)]
    unchanged = Unguarded(known)
    noticed = [cell for table in cells for cell in table.cells() if differs(unchanged, cell)]
    edits = len(list(mutants(printed)))
    words, spelt = len(list(reworded(known))), len(list(misspelt(printed)))
    refused = edits + spelt - len(wrong) - len(served)
    return Line(
        test="T2",
        zh="规则手册的每一处改动都有人发觉",
        en="every change of the rule book is noticed by a cell of a table of truth",
        cases=edits + words + spelt,
        cases_of=f"mutants: {edits} lines, {words} words, {spelt} misspelt effects",
        result=f"unnoticed {len(left - EQUIVALENT)} ({len(EQUIVALENT)} equivalent, reviewed by "
        f"hand); {refused} of {edits + spelt} refuse to start",
        passed=left == EQUIVALENT and not wrong and not served,
        control=f"a judge that says no to all would notice the unchanged book: {len(noticed)} cells do",
        control_failed=not noticed,
        seconds=time.monotonic() - started,
        examples=tuple(sorted(left ^ EQUIVALENT)[:5]),
    )


def _wall(ground: Ground) -> Line:
    started = time.monotonic()
    with ground.database() as database:
        found = run_wall_mutants(database, worlds=WORLDS, seed=SEED)
    left = [one for one in found.survived if not one.endswith(WALL_EQUIVALENT)]
    equivalent = len(found.survived) - len(left)
    median, worst = sorted(found.worlds)[len(found.worlds) // 2], max(found.worlds)
    ground.say(f"T2 {found.made} mutants of the wall, {len(left)} unnoticed")
    return Line(
        test="T2",
        zh="墙的每一项改动都有人发觉",
        en="every change of a term of the wall is noticed by a row of a generated world",
        cases=found.made,
        cases_of="mutants of row-level security",
        result=f"unnoticed {len(left)} ({equivalent} equivalent, reviewed by hand); "
        f"worlds to notice: median {median}, worst {worst}",
        passed=not left and found.made > 100,
        control="a blind judge would notice the unchanged wall: on "
        f"{len(found.unchanged_noticed)} tables it is",
        control_failed=not found.unchanged_noticed,
        seconds=time.monotonic() - started,
        seed=SEED,
        examples=tuple(left[:5]),
    )
