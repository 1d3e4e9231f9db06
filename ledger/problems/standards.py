"""Admission standards and reason codes: data that a level administrator reads and corrects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from policies.pages import read_page

_PAGE = Path(__file__).with_name("standards.yaml")


@dataclass(frozen=True)
class Line:
    """One line: of a checklist, or of a closed list of reasons."""

    key: str
    zh: str
    en: str
    levels: tuple[str, ...] = ()
    """The kinds of unit at which it holds; empty means at every one."""

    def holds_at(self, kind: str | None) -> bool:
        """Says whether the line is in force at a unit of this kind."""
        return not self.levels or kind in self.levels


def _lines(said: list[Mapping[str, Any]]) -> Mapping[str, Line]:
    return MappingProxyType(
        {
            one["key"]: Line(one["key"], one["zh"], one["en"], tuple(one.get("levels", ())))
            for one in said
        }
    )


def _page() -> dict[str, Any]:
    found: dict[str, Any] = read_page(_PAGE.read_text(encoding="utf-8"))
    return found


_READ = _page()


@dataclass(frozen=True)
class ListKind:
    """One of the six lists: its name, its lead organ, and what is guarded about it."""

    key: str
    zh: str
    en: str
    lead_zh: str
    lead_en: str
    guards_zh: str
    guards_en: str


LIST_KINDS: Mapping[str, ListKind] = MappingProxyType(
    {one["key"]: ListKind(**one) for one in _READ.pop("lists")}
)

ADMISSION: Mapping[str, Mapping[str, Line]] = MappingProxyType(
    {list_type: _lines(lines) for list_type, lines in _READ.pop("admission").items()}
)
"""For each list, what admits an item to it; one line is enough."""

NETTING: Mapping[str, Line] = _lines(_READ.pop("netting"))
"""What alone a superior nets in from the level below."""

REASONS: Mapping[str, Mapping[str, Line]] = MappingProxyType(
    {act: _lines(lines) for act, lines in _READ.items()}
)
"""For each act that must say why, the closed list of reasons."""


def in_force(list_type: str, kind: str | None) -> Mapping[str, Line]:
    """Gives the lines of a list's standard that are in force at a unit of this kind."""
    return {key: line for key, line in ADMISSION[list_type].items() if line.holds_at(kind)}


@dataclass(frozen=True)
class Traced:
    """A line of a standard as it stands beside what it admitted: by its key, and in words."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True)
class Tightening:
    """A line that a level adds to a standard: whatever is admitted in its line must meet it, too."""

    list_type: str
    key: str
    zh: str
    en: str
    by: str = ""

    @property
    def kept(self) -> str:
        """The line as a setting keeps it."""
        return f"{self.list_type}/{self.key}: {self.zh} / {self.en}"

    @property
    def traced(self) -> Traced:
        """The line as the trace of an admission names it, with the level that added it."""
        return Traced(
            f"{self.list_type}/{self.key} [{self.by}]",
            f"{self.zh}（{self.by}）",
            f"{self.en} ({self.by})",
        )


def tightenings(rules: Mapping[str, Any], list_type: str) -> Sequence[Tightening]:
    """Gives every line that the levels of a line have added to the standard of a list.

    A key that two levels use stands twice: what one of them asks for does not undo the other's.
    """
    found = (_kept(one["line"], one["by"]) for one in rules["admission_lines"])
    return [one for one in found if one.list_type == list_type]


def _kept(line: str, by: str) -> Tightening:
    said, _, words = line.partition(": ")
    list_type, _, key = said.partition("/")
    zh, _, en = words.partition(" / ")
    return Tightening(list_type, key, zh, en, by)


def trace(list_type: str, line: Line) -> Traced:
    """Gives which line of which standard admitted an item."""
    return Traced(f"{list_type}/{line.key}", line.zh, line.en)


def traces(lines: Sequence[Traced]) -> Mapping[str, str]:
    """Writes down which lines admitted an item: by their keys, and in words of each language."""
    whole = _joined(lines)
    return {"admission": whole.key, "admission_zh": whole.zh, "admission_en": whole.en}


def _joined(lines: Sequence[Traced]) -> Traced:
    keys, zh, en = ([getattr(one, name) for one in lines] for name in ("key", "zh", "en"))
    return Traced("; ".join(keys), "；".join(zh), "; ".join(en))


def traces_of_refusal(
    list_type: str, kind: str | None, reason: str, added: Sequence[Tightening]
) -> Mapping[str, str]:
    """Writes down which line refused an item, and which lines of the standard it was held to."""
    said = trace("reject", REASONS["reject"][reason])
    if reason != "not_met":
        return traces([said])
    held_to = [trace(list_type, one) for one in in_force(list_type, kind).values()]
    to = _joined([*held_to, *(one.traced for one in added)])
    whole = Traced(f"{said.key} [{to.key}]", f"{said.zh}（{to.zh}）", f"{said.en} ({to.en})")
    return traces([whole])
