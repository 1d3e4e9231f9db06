"""The types of event that leave the house: derived from the events of all slices.

A type is named ``levelwise.<noun>.<what>.v<version>``. What is about a person's own settings, about
a petitioner, or about what was never shown to anybody, does not leave.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Table

import ledger
from ledger.shelves import CATALOGUE
from policies.pages import read_page
from storage.metadata import metadata
from tenants.recording import Event

__all__ = ["CHANGED", "PING", "EventType", "Known", "event_types", "known", "schema_of"]

PING = "levelwise.ping.v1"
"""A sign of life, sent to one subscriber when it is asked for; nobody needs to subscribe to it."""
CHANGED = "levelwise.problem.changed.v1"
"""What those hear of a problem who may see it and not what was done with it."""
_AT_HOME = frozenset(
    {
        "comment",
        "evaluation_code",
        "file",
        "notice",
        "notice_setting",
        "person",
        "petitioner",
        "subscriber",
    }
)
_NAMES = Path(__file__).with_name("event_types.yaml")
_WORD = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True)
class Known:
    """What a noun is: its GraphQL type, its table, and the action under which a row is read."""

    kind: str
    table: Table
    action: str


@dataclass(frozen=True)
class EventType:
    """One type of event: what receivers know it by, and from which event of which noun it comes."""

    name: str
    event: str
    noun: str
    kind: str
    version: int
    zh: str
    en: str


@cache
def known() -> Mapping[str, Known]:
    """Gives the nouns whose records are on a shelf, by their name in the rule book."""
    found = {}
    for shelf in CATALOGUE.shelves.values():
        noun, _, verb = (shelf.action or "").partition(".")
        if verb == "read" and isinstance(shelf.source, Table):
            assert shelf.source.metadata is metadata
            found[noun] = Known(shelf.name, shelf.source, f"{noun}.read")
    return found


@cache
def event_types() -> Mapping[str, EventType]:
    """Gives every type that a system may be told of, by its name."""
    names: Mapping[str, str] = read_page(_NAMES.read_text(encoding="utf-8"))
    changed = EventType(
        CHANGED,
        "",
        "problem",
        "Problem",
        1,
        zh="问题有变化（对看得到问题、看不到办理步骤的一方）",
        en="A problem changed: for those who see it and not the steps taken.",
    )
    found = {CHANGED: changed}
    for event in sorted(_events(), key=lambda one: (one.noun, one.__name__)):
        noun = known().get(event.noun)
        if noun is None or event.noun in _AT_HOME:
            continue
        en = (event.__doc__ or event.__name__).strip().splitlines()[0]
        one = EventType(
            name_of(event.noun, event.__name__),
            event.__name__,
            event.noun,
            noun.kind,
            1,
            zh=names.get(event.__name__, en),
            en=en,
        )
        assert one.name not in found, one.name
        found[one.name] = one
    return found


def name_of(noun: str, event: str) -> str:
    """Gives the name of the type of an event, as ``levelwise.problem.handed_down.v1``."""
    said = event.removeprefix("".join(part.capitalize() for part in noun.split("_")))
    own = said if said[:1].isupper() else event
    return f"levelwise.{noun}.{_WORD.sub('_', own).lower()}.v1"


def schema_of(one: EventType | None) -> dict[str, Any]:
    """Gives the JSON Schema of a type; of the ping for None."""
    text = {"type": "string"}
    kind = "Subscriber" if one is None else one.kind
    name = PING if one is None else one.name
    data = {
        "id": text | {"pattern": f"^{kind}_[0-9a-f-]{{36}}$"},
        "kind": {"const": kind},
        "version": {"type": "integer", "minimum": 1},
    }
    members = {
        "specversion": {"const": "1.0"},
        "id": text | {"format": "uuid"},
        "source": text | {"format": "uri-reference"},
        "type": {"const": name},
        "subject": data["id"],
        "time": text | {"format": "date-time"},
        "datacontenttype": {"const": "application/json"},
        "dataschema": text | {"format": "uri"},
        "data": {
            "type": "object",
            "properties": data,
            "required": list(data),
            "additionalProperties": False,
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "description": "A sign of life. 测试事件。" if one is None else f"{one.en} {one.zh}。",
        "type": "object",
        "properties": members,
        "required": list(members),
    }


def _events() -> Iterator[type[Event]]:
    for module in pkgutil.iter_modules(ledger.__path__):
        if module.ispkg and importlib.util.find_spec(f"ledger.{module.name}.events"):
            yield from _of(importlib.import_module(f"ledger.{module.name}.events"))


def _of(module: Any) -> Iterator[type[Event]]:
    for one in vars(module).values():
        if isinstance(one, type) and issubclass(one, Event) and one.__module__ == module.__name__:
            yield one
