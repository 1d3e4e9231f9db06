"""The table of reach: what Casbin decides for each role, action and word.

Casbin is asked with probe rows on which exactly one word holds. A narrow is built from the cells;
so SQL says what Casbin says, not what somebody thinks the pages say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Protocol

from policies.book import UnknownAction
from policies.conditions import Condition
from policies.enforcer import Decision, Enforcer
from policies.facts import Held, Row, Viewer


class Beside(Protocol):
    """Asks another edition of the book the same question, for its own purposes."""

    def __call__(
        self, viewer: Viewer, action: str, row: Row, decided: Decision, /, *, today: date
    ) -> None:
        """Hears what was asked and decided."""


@dataclass(frozen=True)
class Cell:
    """For one role and action: the words that allow, and the words that deny, with their rule."""

    allow: Mapping[str, str]
    deny: Mapping[str, str]


EMPTY = Cell(MappingProxyType({}), MappingProxyType({}))


@dataclass(frozen=True)
class Reach:
    """What each role of the book reaches, as Casbin answered."""

    version: str
    conditions: Mapping[str, Condition]
    cells: Mapping[tuple[str, str], Cell]
    actions: frozenset[str]
    enforcer: Enforcer
    policy: int | None = None
    """The policy version of the database at which this is the book in force; None: always."""
    beside: Beside | None = None
    """Hears of each decision that is taken for an act; it has no say in it."""

    def decide(self, viewer: Viewer, action: str, row: Row, *, today: date) -> Decision:
        """Decides for an act, as :meth:`policies.enforcer.Enforcer.decide`."""
        decision = self.enforcer.decide(viewer, action, row, today=today)
        if self.beside is not None:
            self.beside(viewer, action, row, decision, today=today)
        return decision

    def cell(self, role: str, action: str) -> Cell:
        """Gives the cell of a role and an action. Refuses :class:`UnknownAction`."""
        if action not in self.actions:
            raise UnknownAction(action)
        return self.cells.get((role, action), EMPTY)

    def allowing(self, action: str, roles: Held) -> frozenset[str]:
        """Gives the words any of which lets a holder of these roles do the action."""
        return self._words(action, roles, deny=False)

    def denying(self, action: str, roles: Held) -> frozenset[str]:
        """Gives the words any of which forbids the action to a holder of these roles."""
        return self._words(action, roles, deny=True)

    def _words(self, action: str, roles: Held, *, deny: bool) -> frozenset[str]:
        # A permission, a role for one action, allows; it brings no prohibition.
        domains = {"*"} if deny else {"*", action}
        cells = [
            self.cell(role, action)
            for role, domain in self.enforcer.closed(roles)
            if domain in domains
        ]
        return frozenset(word for cell in cells for word in (cell.deny if deny else cell.allow))


def probed(enforcer: Enforcer, *, besides: Reach | None = None, only: Iterable[str] = ()) -> Reach:
    """Asks Casbin about every role, action and word that meet in some line of the book.

    Given: besides and only, another edition of the book and the actions about which the two differ:
           the others are taken over.
    Gives: the table; where nothing meets, Casbin can only refuse (a test asks the whole product).
    """
    book = enforcer.book
    asked = frozenset(book.actions if besides is None else only)
    found: dict[tuple[str, str], Cell] = {}
    if besides is not None:
        found = {key: cell for key, cell in besides.cells.items() if key[1] not in asked}
    for action in asked:
        rules = [rule for rule in book.rules.values() if action in rule.actions]
        words = sorted({word for rule in rules for word in rule.when})
        for role in sorted({role for rule in rules for role in rule.roles}):
            found[role, action] = _cell(enforcer, role, action=action, words=words)
    conditions = {key: word.condition for key, word in book.words.items()}
    return Reach(
        book.version,
        MappingProxyType(conditions),
        MappingProxyType(found),
        actions=frozenset(book.actions),
        enforcer=enforcer,
    )


def _cell(enforcer: Enforcer, role: str, *, action: str, words: list[str]) -> Cell:
    allow: dict[str, str] = {}
    deny: dict[str, str] = {}
    for word in words:
        decision = enforcer.probe(role, action, word)
        if decision.rule is not None:
            (allow if decision.allowed else deny)[word] = decision.rule
    return Cell(MappingProxyType(allow), MappingProxyType(deny))
