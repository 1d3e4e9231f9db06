"""Closure tests in force on a line: what ships, and what its levels have tightened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policies.pages import read_page

_PAGE = Path(__file__).with_name("closure_tests.yaml")


@dataclass(frozen=True)
class ClosureTest:
    """What one class of problems must pass before it is closed."""

    list_type: str
    admission: str
    months: int
    most: int
    zh: str = ""
    en: str = ""

    @property
    def kept(self) -> str:
        """The test as a setting keeps it."""
        return f"{self.list_type}/{self.admission}={self.months},{self.most}"


def _tests() -> Sequence[ClosureTest]:
    said = read_page(_PAGE.read_text(encoding="utf-8"))
    return tuple(ClosureTest(**one) for one in said["tests"])


SHIPPED = _tests()


def in_force(rules: Mapping[str, Any], list_type: str, admission: str) -> ClosureTest | None:
    """Gives the test of a class as a line asks for it: of everything said, the tightest.

    Given:    rules, as the gate ``app.problem_rules`` answers.
    """
    asked = [*SHIPPED, *(_read(one) for one in rules["closure_tests"])]
    mine = [one for one in asked if (one.list_type, one.admission) == (list_type, admission)]
    if not mine:
        return None
    months, most = max(one.months for one in mine), min(one.most for one in mine)
    return replace(mine[0], months=months, most=most)


def _read(kept: str) -> ClosureTest:
    name, _, numbers = kept.partition("=")
    list_type, _, admission = name.partition("/")
    months, _, most = numbers.partition(",")
    return ClosureTest(list_type, admission, int(months), int(most))
