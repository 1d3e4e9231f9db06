"""What holds of lists, clauses and obligations: pure, no session, no clock.

The state machine is one table. Acts, ``viewerActions`` and SQL read it; nothing else knows which
state an act starts from.
"""

import difflib
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Transition:
    """One line of the state machine: an act takes a record from a state (None: not there yet)."""

    noun: str
    start: str | None
    act: str
    end: str


TRANSITIONS = (
    Transition("list", None, "draft_list", "DRAFT"),
    Transition("list", "DRAFT", "publish_list", "PUBLISHED"),
    Transition("list", "PUBLISHED", "publish_list", "PUBLISHED"),
    Transition("list", "DRAFT", "add_clause", "DRAFT"),
    Transition("list", "PUBLISHED", "add_clause", "PUBLISHED"),
    Transition("list", "PUBLISHED", "sign_pledge", "PUBLISHED"),
    Transition("list", "PUBLISHED", "open_period", "PUBLISHED"),
    Transition("list", "DRAFT", "retire_list", "WITHDRAWN"),
    Transition("list", "PUBLISHED", "retire_list", "RETIRED"),
    Transition("clause", None, "add_clause", "DRAFT"),
    Transition("clause", "DRAFT", "publish_list", "PUBLISHED"),
    Transition("clause", "DRAFT", "amend_clause", "WITHDRAWN"),
    # A published clause goes on binding until the list is published with its successor.
    Transition("clause", "PUBLISHED", "amend_clause", "PUBLISHED"),
    Transition("clause", "DRAFT", "retire_clause", "WITHDRAWN"),
    Transition("clause", "PUBLISHED", "retire_clause", "RETIRED"),
    Transition("obligation", None, "open_period", "PLANNED"),
    Transition("obligation", "PLANNED", "record_entry", "RECORDED"),
    Transition("obligation", "RECORDED", "record_entry", "RECORDED"),
    Transition("obligation", "RETURNED", "record_entry", "RECORDED"),
    Transition("obligation", "RECORDED", "self_check", "SELF_CHECKED"),
    Transition("obligation", "SELF_CHECKED", "accept_obligation", "ACCEPTED"),
    Transition("obligation", "SELF_CHECKED", "return_obligation", "RETURNED"),
    *(
        Transition("obligation", open_state, act, "WITHDRAWN")
        for act in ("retire_clause", "retire_list", "publish_list")
        for open_state in ("PLANNED", "RECORDED", "SELF_CHECKED", "RETURNED")
    ),
    Transition("file", None, "prepare_upload", "PREPARED"),
    Transition("file", "PREPARED", "store_upload", "STORED"),
    Transition("file", "STORED", "record_entry", "CLAIMED"),
    Transition("file", "STORED", "write_diary_entry", "IN_DIARY"),
)

STATES: Mapping[str, tuple[str, ...]] = {
    "list": ("DRAFT", "PUBLISHED", "RETIRED", "WITHDRAWN"),
    "clause": ("DRAFT", "PUBLISHED", "RETIRED", "WITHDRAWN"),
    "obligation": ("PLANNED", "RECORDED", "SELF_CHECKED", "ACCEPTED", "RETURNED", "WITHDRAWN"),
    "file": ("PREPARED", "STORED", "CLAIMED", "IN_DIARY"),
}

ENDED = ("RETIRED", "WITHDRAWN")
"""What was issued is retired and stays to be seen by those it bound; a draft is withdrawn."""

STANDING = ("DRAFT", "PUBLISHED")

BELOW: Mapping[str, tuple[str, ...]] = {
    "PROVINCE": ("CITY", "COUNTY", "TOWNSHIP", "VILLAGE", "DEPARTMENT", "OFFICE"),
    "CITY": ("COUNTY", "TOWNSHIP", "VILLAGE", "DEPARTMENT", "OFFICE"),
    "COUNTY": ("TOWNSHIP", "VILLAGE", "DEPARTMENT", "OFFICE"),
    "TOWNSHIP": ("VILLAGE", "DEPARTMENT", "OFFICE"),
    "DEPARTMENT": ("OFFICE",),
}
"""Which kinds of unit can stand below one of a kind."""

OWN_CLAUSES = 20
"""防止贪大求全: at most so many clauses in the own part of a list (domain 3.4, proposal)."""

COPIED_FROM = 0.85
"""避免照搬照抄: from this similarity on a text counts as copied (domain 3.4, proposal)."""


def starts(noun: str, act: str) -> tuple[str, ...]:
    """Lists the states from which an act takes a record, in the order of its life."""
    return tuple(
        line.start
        for line in TRANSITIONS
        if line.noun == noun and line.act == act and line.start is not None
    )


def end(noun: str, start: str | None, act: str) -> str | None:
    """Gives the state to which an act takes a record; None when it may not start from there."""
    for line in TRANSITIONS:
        if (line.noun, line.start, line.act) == (noun, start, act):
            return line.end
    return None


def lives(kinds: Iterable[str], kind: str) -> bool:
    """Says whether an actor that lives in some kinds of unit lives in one kind, or below it."""
    return not {kind, *BELOW.get(kind, ())}.isdisjoint(kinds)


def similarity(one: str, other: str) -> float:
    """Says how alike two texts are, from 0 to 1, whatever their spaces and punctuation."""
    return difflib.SequenceMatcher(None, _bare(one), _bare(other), autojunk=False).ratio()


def most_alike(text: str, others: Iterable[str]) -> tuple[float, str]:
    """Gives the text most like this one and how alike they are; (0, "") when there is none."""
    return max(((similarity(text, other), other) for other in others), default=(0.0, ""))


def frozen(header: Mapping[str, Any], clauses: Iterable[Mapping[str, Any]]) -> str:
    """Writes a list down as the text a person signs: canonical JSON, clauses in their order.

    Given:    values that JSON knows, dates and ids already as text.
    Gives:    the same text for the same list, always; its sha256 is what the pledge keeps.
    """
    return json.dumps(
        {**header, "clauses": list(clauses)},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def sha256(text: str) -> str:
    """Gives the SHA-256 of a text as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
