"""Five chains: the groups in which all that is set can be found; it stores nothing of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policies.pages import read_page

_PAGE = Path(__file__).with_name("groups.yaml")


@dataclass(frozen=True)
class Entry:
    """Something that is set: where it is read, which act changes it, where it is written about."""

    zh: str
    en: str
    reads: str
    act: str | None
    page: str


@dataclass(frozen=True)
class Group:
    """One chain and what belongs to it."""

    key: str
    zh: str
    en: str
    entries: Sequence[Entry]


def _group(said: dict[str, Any]) -> Group:
    entries = tuple(Entry(**one) for one in said["entries"])
    return Group(said["key"], said["zh"], said["en"], entries)


GROUPS: Sequence[Group] = tuple(_group(one) for one in read_page(_PAGE.read_text(encoding="utf-8")))
"""责任链、标准链、管理链、考核链、应用链."""
