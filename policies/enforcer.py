"""Casbin decides. This is its only door.

The book is printed to ``policy.csv``; Casbin loads model and print, and both are checked before
anything is served, because Casbin fails open in quiet ways (security.md 0.5). One ``enforce`` per
decision, by an enforcer that holds every line about its action: an OR over several would lose a
deny. People are never loaded into Casbin; it knows roles and the links between them.
"""

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import casbin
from casbin import persist

from policies.book import DEEPEST, Book, Noun
from policies.conditions import holds
from policies.facts import ANYONE, Facts, Held, Row, Viewer, field

MODEL = Path(__file__).with_name("model.conf")
POLICY = Path(__file__).with_name("policy.csv")
EFFECT = "some(where (p_eft == allow)) && !some(where (p_eft == deny))"
BLIND = ("eval(", "keyMatch", "regexMatch", "globMatch", "keyGet")
"""What no matcher may use: evaluated text, and patterns that are not anchored."""

CHINA = timedelta(hours=8)


class StartRefused(Exception):
    """Nothing is decided, because Casbin would not decide as the book says."""


@dataclass(frozen=True)
class Decision:
    """A verdict, and the line of the book that gave it; without a line, nothing allows it."""

    allowed: bool
    rule: str | None = None
    word: str | None = None
    role: str | None = None


@dataclass(frozen=True)
class CustomRole:
    """A role that a level defined for its subtree: a composition of roles of the book."""

    key: str
    tenant: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Probe(Facts):
    """A viewer that holds the given roles only: not even the role of anyone comes by itself."""


@dataclass(frozen=True)
class OnlyHolds:
    """A row on which exactly one word holds: what the table of reach is asked with."""

    word: str


@dataclass(frozen=True)
class _Asked:
    row: Row
    today: date


@dataclass(frozen=True)
class _Renamed:
    """A row under the field names of the book, where its own names differ."""

    row: Row
    noun: Noun

    def __getattr__(self, name: str) -> object:
        return field(self.row, self.noun.column(name))


class _Print(persist.Adapter):
    """Loads the printed book, then the links of custom roles."""

    def __init__(self, policy: Path | str, custom: Iterable[CustomRole]) -> None:
        self.policy = policy
        self.custom = tuple(custom)

    def load_policy(self, model: Any) -> None:
        """Reads line by line, as Casbin does, which looks for brackets in each; here are none."""
        said = self.policy
        text = said if isinstance(said, str) else said.read_text(encoding="utf-8")
        lines = text.splitlines()
        lines += [
            f"g, {one.key}, {part}, {one.tenant}" for one in self.custom for part in one.parts
        ]
        kept = {kind: model.model[kind][kind].policy for kind in ("p", "g")}
        for line in lines:
            kind, *parts = [part.strip() for part in line.split(",")]
            if kind in kept:
                kept[kind].append(parts)


class Enforcer:
    """The one enforcer of a process."""

    def __init__(
        self,
        book: Book,
        *,
        custom: Iterable[CustomRole] = (),
        model: Path = MODEL,
        policy: Path | str = POLICY,
    ) -> None:
        """Loads model and print.

        Given:   custom, every custom role that is in force; roles of the book are all it may hold;
                 policy, where the print is, or the print itself.
        Refuses: :class:`StartRefused`, see :meth:`refuse_to_start`.
        """
        self.book = book
        self._custom = tuple(custom)
        self._closures: dict[Held, Held] = {}
        self._by_action: dict[str, Any] = {}
        self._parsed = threading.local()
        self._rules = model
        self._casbin = self._enforcer(_Print(policy, self._custom))
        self.refuse_to_start()

    def _enforcer(self, *print_: persist.Adapter) -> Any:
        untyped: Any = casbin.Enforcer
        made = untyped(str(self._rules), *print_)
        made.enable_auto_save(False)
        # Casbin writes the whole viewer and row of every no to the log. A logger of the registry could
        # be switched off, but whoever configures logging later (uvicorn does) switches it on again.
        made.logger = logging.Logger("levelwise.policies.unheard", level=logging.CRITICAL + 1)  # noqa: LOG001 - none of the registry
        made.add_function("has", self._has)
        made.add_function("holds", self._holds)
        made._get_expression = self._expression  # noqa: SLF001 - Casbin has no other door to it
        return made

    def _expression(self, matcher: str, functions: Any) -> Any:
        """Gives the matcher as Casbin parses it, but once and not at each decision.

        Each thread has its own: an expression keeps the names that it is being evaluated with.
        """
        known: dict[str, Any] = self._parsed.__dict__
        if matcher not in known:
            known[matcher] = casbin.Enforcer._get_expression(matcher, functions)  # noqa: SLF001 - as above
        return known[matcher]

    def amended(self, book: Book, policy: str) -> "Enforcer":
        """Gives an enforcer of another edition of its book, whose roles are the same.

        Refuses: :class:`StartRefused`, as any enforcer.
        """
        made = Enforcer(book, custom=self._custom, model=self._rules, policy=policy)
        # Who brings along whom is no matter of editions; what was followed once is kept.
        made._closures = self._closures
        return made

    def _about(self, action: str) -> Any:
        """Gives Casbin with the lines of one action, in their order.

        Casbin walks every line it has loaded, and the matcher passes over those of other actions
        one by one: a decision cost 12 ms of a book of 670 lines.
        """
        if action not in self._by_action:
            made = self._enforcer()
            lines = [line for line in self._casbin.model["p"]["p"].policy if line[2] == action]
            if lines:
                made.add_policies(lines)
            self._by_action[action] = made
        return self._by_action[action]

    # ------------------------------------------------------------ deciding

    def decide(
        self,
        viewer: Viewer,
        action: str,
        row: Row,
        *,
        today: date | None = None,
    ) -> Decision:
        """Decides whether a viewer may do something to a row.

        Given:   row with the fields of the action's noun; today, else the civil day in China.
        Gives:   the verdict with the rule that gave it; a *no* of a ``may_not`` names that rule.
        Refuses: :class:`UnknownAction`, :class:`policies.facts.UnknownField`.
        """
        noun = self.book.noun_of(action)
        named = _Renamed(row, noun) if noun.renamed else row
        day = today or (datetime.now(UTC) + CHINA).date()
        return self._ask(viewer, action, _Asked(named, day))

    def probe(self, role: str, action: str, word: str) -> Decision:
        """Decides for a viewer with one role of the book and a row on which one word holds."""
        roles = frozenset({(role, "*")})
        return self._ask(Probe(roles=roles, all_roles=roles), action, OnlyHolds(word))

    def closed(self, roles: Held) -> Held:
        """Gives every role that the given ones bring along, the role of anyone included.

        Gives: pairs of role and domain, followed over Casbin's role links only. What a role brings
               along for one action (see :mod:`policies.facts`) it brings for that action only.
        """
        if roles not in self._closures:
            self._closures[roles] = self._closure(roles | {ANYONE})
        return self._closures[roles]

    def _closure(self, roles: Held) -> Held:
        links = self._casbin.get_role_manager()
        found: set[tuple[str, str]] = set()
        front = set(roles)
        while front:
            found |= front
            # A custom role is made of roles of the book: behind a link, the domain is the book's.
            front = {pair for role in front for pair in self._brought(links, *role)} - found
        return frozenset(found)

    def _brought(self, links: Any, role: str, domain: str) -> set[tuple[str, str]]:
        if domain in self.book.actions:
            return {(part, domain) for part in links.get_roles(role, "*")}
        return {(part, "*") for part in links.get_roles(role, domain)}

    def _ask(self, viewer: Viewer, action: str, row: object) -> Decision:
        if not self._casbin.enabled:
            raise StartRefused("Casbin is switched off: enforcer.enabled is false.")
        allowed, line = self._about(action).enforce_ex(viewer, action, row)
        if not line:
            return Decision(allowed=False)
        role, _, _, word, effect, rule = line
        if not allowed and effect != "deny":
            return Decision(allowed=False)
        return Decision(allowed, rule=rule, word=word, role=role)

    def _has(self, viewer: Viewer, role: str, domain: str, effect: str, action: str) -> bool:
        """Allow looks at the acting post, deny at every post (architecture 7).

        A permission of one action only allows: what a custom role took out of a role of the book
        brings none of that role's prohibitions, and takes none away.
        """
        held = viewer.all_roles | viewer.roles if effect == "deny" else viewer.roles
        if not isinstance(viewer, Probe):
            held = self.closed(held)
        return (role, domain) in held or (effect == "allow" and (role, action) in held)

    def _holds(self, viewer: Viewer, asked: _Asked | OnlyHolds, word: str) -> bool:
        if isinstance(asked, OnlyHolds):
            return asked.word == word
        return holds(self.book.words[word].condition, viewer, asked.row, asked.today)

    # ------------------------------------------------------------ before the first decision

    def refuse_to_start(self) -> None:
        """Checks that Casbin will decide as the book says.

        Refuses: :class:`StartRefused` for an empty book, an effect that is not exactly allow or
                 deny, a role graph that is too deep, an unknown role, word or action, a matcher or
                 effect that is not ours, a print that is not this book's, a switched-off enforcer.
        """
        for complaint in (
            self._switched_off(),
            self._model(),
            self._lines(),
            self._links(),
            self._print(),
        ):
            if complaint:
                raise StartRefused(complaint)

    def _switched_off(self) -> str | None:
        return None if self._casbin.enabled else "Casbin is switched off."

    def _model(self) -> str | None:
        matcher = self._casbin.model["m"]["m"].value
        if any(word in matcher for word in BLIND):
            return f"The matcher evaluates text or uses an unanchored pattern: {matcher}"
        if "has(" not in matcher or "holds(" not in matcher:
            return f"The matcher does not ask for role and condition: {matcher}"
        effect = self._casbin.model["e"]["e"].value
        return None if effect == EFFECT else f"The effect is not allow-and-not-deny: {effect}"

    def _lines(self) -> str | None:
        lines = self._casbin.model["p"]["p"].policy
        if not lines:
            return "The printed book is empty."
        for line in lines:
            role, domain, action, word, effect, rule = line
            if effect not in {"allow", "deny"}:
                return f"The effect of {rule!r} is {effect!r}, neither allow nor deny."
            if domain != "*" or role not in self.book.roles:
                return f"{rule!r} is for the unknown role {role!r} in {domain!r}."
            if action not in self.book.actions:
                return f"{rule!r} is about the unknown action {action!r}."
            if word not in self.book.words:
                return f"{rule!r} needs the unknown word {word!r}."
        return None

    def _links(self) -> str | None:
        for one in self._custom:
            if one.key in self.book.roles or one.tenant == "*":
                return f"The custom role {one.key!r} has the name or domain of a role of the book."
        links: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for role, part, domain in self._casbin.model["g"]["g"].policy:
            if part not in self.book.roles:
                return f"{role!r} includes the unknown role {part!r}."
            links.setdefault((role, domain), set()).add((part, "*"))
        front, depth = set(links), 0
        while front:
            front = {part for role in front for part in links.get(role, ())}
            depth += 1
            if depth > DEEPEST + 1:
                return f"Roles include one another more than {DEEPEST} deep, or in a ring."
        return None

    def _print(self) -> str | None:
        printed = sorted(map(tuple, self._casbin.model["p"]["p"].policy))
        if printed != sorted(lines(self.book)):
            return "policy.csv is not the print of this book: python -m policies.printing --csv"
        links = {tuple(link) for link in self._casbin.model["g"]["g"].policy if link[2] == "*"}
        if links != {
            (role.key, part, "*") for role in self.book.roles.values() for part in role.includes
        }:
            return "The role links in policy.csv are not those of roles.yaml."
        return None


def lines(book: Book) -> list[tuple[str, str, str, str, str, str]]:
    """Gives the lines of the book as Casbin reads them, denies first: a deny ends the search.

    Gives: lines in the order of the book; where several prohibitions hold, the first one is named.
    """
    found = [
        (role, "*", action, word, rule.effect, rule.key)
        for rule in book.rules.values()
        for action in rule.actions
        for role in rule.roles
        for word in rule.when
    ]
    return sorted(found, key=lambda line: line[4] != "deny")
