"""Which rows of a file say the same: found by shared grams, not by comparing each with each."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from ledger.intake.rows import BacklogRow
from ledger.problems import rules
from storage.time_left import in_time

ALIKE = rules.ALIKE
_SKETCH = 16
_COMMON = 50
"""A gram that more rows than these share tells nothing."""


@dataclass(frozen=True)
class Alike:
    """A row of the file and what it is like: another row, or a problem that is there."""

    row: int
    title: str
    like_row: int | None
    like_title: str
    likeness: int

    def __str__(self) -> str:
        where = (
            f"第 {self.like_row} 行 row {self.like_row}" if self.like_row else "库中 in the base"
        )
        return f"{self.row}: {self.title} ≈ {where}: {self.like_title} ({self.likeness}%)"


def within(rows: Sequence[BacklogRow]) -> Iterator[Alike]:
    """Gives for each row the earlier row of the file it is most like, if any is like it."""
    known = [rules.grams(row.title) for row in rows]
    by_mark: dict[bytes, list[int]] = defaultdict(list)
    for n, grams in enumerate(in_time(known)):
        shared: Counter[int] = Counter()
        for mark in sorted(_mark(gram) for gram in grams)[:_SKETCH]:
            if len(by_mark[mark]) < _COMMON:
                shared.update(by_mark[mark])
                by_mark[mark].append(n)
        best = max(
            ((_likeness(grams, known[other]), -other) for other, _ in shared.most_common(10)),
            default=(0, 0),
        )
        if best[0] >= ALIKE:
            other = rows[-best[1]]
            yield Alike(rows[n].row, rows[n].title, other.row, other.title, best[0])


def _mark(gram: str) -> bytes:
    return blake2b(gram.encode(), digest_size=8).digest()


def _likeness(one: frozenset[str], other: frozenset[str]) -> int:
    return round(100 * len(one & other) / len(one | other)) if one | other else 0
