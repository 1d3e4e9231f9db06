"""Figures that a level may tighten for itself and its line, and which of them holds.

The page beside this one says what ships. A level sets one between that and its bound, never looser
than its line has it; of all that is said on a line, the tightest holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policies.pages import read_page

_PAGE = Path(__file__).with_name("figures.yaml")


@dataclass(frozen=True)
class Figure:
    """One figure: what ships, and the tightest that a level may set."""

    key: str
    shipped: int
    bound: int
    unit: str
    zh: str
    en: str

    @property
    def range(self) -> tuple[int, int]:
        """The least and the most that may be set."""
        return min(self.shipped, self.bound), max(self.shipped, self.bound)

    def tightest(self, *said: int) -> int:
        """Gives the tightest of what was said and what ships."""
        return (min if self.bound < self.shipped else max)([self.shipped, *said])


def _figures() -> Mapping[str, Figure]:
    said = read_page(_PAGE.read_text(encoding="utf-8"))
    return {one["key"]: Figure(**one) for one in said["figures"]}


FIGURES = _figures()


def in_force(rules: Mapping[str, Any], key: str) -> int:
    """Gives the figure that holds on a line.

    Given:    rules, as the gate ``app.problem_rules`` answers.
    """
    split = (one.partition("=") for one in rules["figures"])
    return FIGURES[key].tightest(*(int(value) for name, _, value in split if name == key))


def class_days(rules: Mapping[str, Any], label: str) -> int:
    """Gives the days that a class has on a line."""
    return in_force(rules, f"CLASS_{label}")
