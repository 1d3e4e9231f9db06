"""Admission standards and reason codes: data that a level administrator reads and corrects."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

_PAGE = Path(__file__).with_name("standards.yaml")


@dataclass(frozen=True)
class Line:
    """One line: of a checklist, or of a closed list of reasons."""

    key: str
    zh: str
    en: str


def _lines(said: list[Mapping[str, str]]) -> Mapping[str, Line]:
    return MappingProxyType({one["key"]: Line(one["key"], one["zh"], one["en"]) for one in said})


def _page() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_PAGE.read_text(encoding="utf-8"))
    return found


_READ = _page()

ADMISSION: Mapping[str, Mapping[str, Line]] = MappingProxyType(
    {list_type: _lines(lines) for list_type, lines in _READ.pop("admission").items()}
)
"""For each list, what admits an item to it; one line is enough."""

REASONS: Mapping[str, Mapping[str, Line]] = MappingProxyType(
    {act: _lines(lines) for act, lines in _READ.items()}
)
"""For each act that must say why, the closed list of reasons."""


def trace(list_type: str, line: Line) -> str:
    """Writes down which line of which standard admitted an item."""
    return f"{list_type}/{line.key}: {line.zh} / {line.en}"
