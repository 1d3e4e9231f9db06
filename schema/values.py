"""What each value of each enum means, as the schema describes it.

A value is called what the product calls it elsewhere already; what else there is to say of it, and
all about a value that has no name elsewhere, stands in ``values.yaml``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from graphql import GraphQLEnumType, GraphQLSchema

from ledger.appointments.refusals import STATES as REQUESTS
from ledger.assignments.refusals import STATES as PARTS
from ledger.clocks import statutory
from ledger.clocks.wording import CLOCKS
from ledger.editions.refusals import STATES as EDITIONS
from ledger.escalation.refusals import STATES as ESCALATIONS
from ledger.extensions.refusals import STATES as EXTENSIONS
from ledger.feeds.refusals import FEED_STATES, LINE_STATES
from ledger.glass.refusals import STATES as WINDOWS
from ledger.notices.kinds import TITLES
from ledger.previews.refusals import STATES as CHANGES
from ledger.problems.figures import FIGURES
from ledger.problems.standards import LIST_KINDS, NETTING, REASONS
from ledger.problems.state_names import STATE_NAMES
from ledger.publicity.refusals import STATES as TEXTS
from ledger.reorganisation.refusals import STATES as REORGANISATIONS
from ledger.responsibilities.state_names import FILES, LISTS, OBLIGATIONS
from ledger.scores.formula import RATES
from ledger.settings.groups import GROUPS
from ledger.subscribers.refusals import STATES as SUBSCRIBERS
from policies.pages import read_page

_PAGE = Path(__file__).with_name("values.yaml")
_Words = Mapping[str, tuple[str, str]]
"""For each value, what it is in Chinese and in English."""


class _Named(Protocol):
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


def _names(known: Mapping[str, _Named]) -> _Words:
    return {key.upper(): (one.zh, one.en) for key, one in known.items()}


def _said(known: Mapping[str, Mapping[str, str]]) -> _Words:
    return {key.upper(): (one["zh"], one["en"]) for key, one in known.items()}


def _written() -> Mapping[str, _Words]:
    page: Mapping[str, Mapping[str, Mapping[str, str]]] = read_page(
        _PAGE.read_text(encoding="utf-8")
    )
    said = {names: _said(words) for names, words in page.items()}
    return {name: words for names, words in said.items() for name in names.split()}


WRITTEN = _written()
NAMED: Mapping[str, _Words] = {
    "AdministratorRequestState": REQUESTS,
    "AssignmentState": PARTS,
    "BookEditionState": EDITIONS,
    "BreachKind": _names(REASONS["breach"]),
    "Channel": _names(LIST_KINDS),
    "ClockKind": CLOCKS,
    "CommentState": TEXTS,
    "DraftState": TEXTS,
    "EscalationState": ESCALATIONS,
    "ExtensibleClock": CLOCKS,
    "ExtensionState": EXTENSIONS,
    "FeedLineState": LINE_STATES,
    "FeedState": FEED_STATES,
    "FileState": FILES,
    "GlassWindowState": WINDOWS,
    "Ground": _names(NETTING),
    "ListState": LISTS,
    "NoticeKind": _names(TITLES),
    "ObligationState": OBLIGATIONS,
    "OverrideGround": _names(REASONS["override"]),
    "ProblemListType": _names(LIST_KINDS),
    "ProblemState": STATE_NAMES,
    "ProposedChangeState": CHANGES,
    "PublicationState": TEXTS,
    "Rate": _said(RATES),
    "ReorganisationState": REORGANISATIONS,
    "SettingChain": _names({one.key: one for one in GROUPS}),
    "SettingFigure": _names(FIGURES),
    "StatutoryActKind": _names(statutory.ACTS),
    "StatutoryTrack": _names(
        {one.key: one for known in statutory.TRACKS.values() for one in known}
    ),
    "SubscriberState": SUBSCRIBERS,
}
"""What is called something elsewhere already: in refusals, notices, or on a page of the domain."""


def describe(schema: GraphQLSchema) -> None:
    """Describes the values of every enum of a schema, as its types and fields are: English, then Chinese.

    A value of which nothing is said stays without; tests/structure lets no such schema pass.
    """
    for name, known in schema.type_map.items():
        if isinstance(known, GraphQLEnumType) and not name.startswith("__"):
            for key, value in known.values.items():
                value.description = _description(name, key)


def _description(name: str, key: str) -> str | None:
    words = [one[name][key] for one in (NAMED, WRITTEN) if key in one.get(name, {})]
    if not words:
        return None
    zh = "：".join(one for one, _ in words)
    en = ": ".join(one for _, one in words)
    return f"{en[0].upper()}{en[1:]}. {zh}。"
