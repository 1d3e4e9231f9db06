"""Editions: what a deployment takes away from the shipped book, and forbids besides, at run time.

The shipped book is the floor. An edition strikes lines that allow, and adds rules that forbid; it
can do nothing else, so whatever it allows the floor allows as well. It is a page like the others,
read by the same checks, with page and line in what it refuses.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from policies.book import Book, Rule, rule_of
from policies.pages import BookError, Entry, page_of

__all__ = ["LOCKED", "Edition", "Line", "NotAnEdition", "Strike", "amended", "read"]

LOCKED = "book_edition"
"""The noun no edition may touch: else one could be published that nobody can take back."""

LONGEST = 40_000
MOST_LINES = 60
"""How many lines of Casbin an edition may strike and add, so that it can be judged while asked."""

PAGE = "edition.yaml"

Line = tuple[str, str, str, str]
"""Role, action, word and the rule that says it."""


class NotAnEdition(BookError):
    """What is written cannot be an edition of this book."""


@dataclass(frozen=True)
class Strike:
    """Lines of one rule that allow no longer, and why."""

    rule: str
    lines: frozenset[Line]
    zh: str
    en: str


@dataclass(frozen=True)
class Edition:
    """What is struck and what is forbidden; ``digest`` is of the page as it is written."""

    zh: str
    en: str
    strikes: tuple[Strike, ...]
    forbids: tuple[Rule, ...]
    digest: str

    @property
    def struck(self) -> frozenset[Line]:
        """Every line that allows no longer."""
        return frozenset(line for one in self.strikes for line in one.lines)

    @property
    def forbidden(self) -> frozenset[Line]:
        """Every line that forbids besides."""
        return frozenset(line for rule in self.forbids for line in lines_of(rule))

    @property
    def actions(self) -> frozenset[str]:
        """The actions it is about: all others are decided as before."""
        return frozenset(action for _, action, _, _ in self.struck | self.forbidden)


def lines_of(rule: Rule) -> frozenset[Line]:
    """Gives the lines of a rule as Casbin has them."""
    return frozenset(
        (role, action, word, rule.key)
        for role in rule.roles
        for action in rule.actions
        for word in rule.when
    )


def read(text: str, floor: Book) -> Edition:
    """Reads an edition of a book.

    Given:   floor, the shipped book. An edition without strikes and rules is the floor itself.
    Refuses: :class:`policies.pages.BookError` with the line, for what is not well formed, names
             what the floor does not have, allows something, touches editions themselves, or is too
             long.
    """
    if len(text) > LONGEST:
        raise NotAnEdition(PAGE, 1, zh="这一页太长。", en="The page is too long.")
    page = page_of(PAGE, text)
    parts = page.parts(("edition",), ("strike", "forbid"))
    zh, en = parts["edition"].both()
    strikes = tuple(_strike(item, floor) for item in _items(parts, "strike"))
    forbids: list[Rule] = []
    for item in _items(parts, "forbid"):
        forbids.append(_forbid(item, floor, known={rule.key for rule in forbids}))
    digest = hashlib.sha256(text.encode()).hexdigest()
    found = Edition(zh, en, strikes, tuple(forbids), digest)
    if len(found.struck) + len(found.forbidden) > MOST_LINES:
        raise page.wrong(
            zh=f"一个版本最多改动 {MOST_LINES} 行；请分次收紧。",
            en=f"An edition changes at most {MOST_LINES} lines: tighten in several steps.",
        )
    return found


def _items(parts: Mapping[str, Entry], name: str) -> tuple[Entry, ...]:
    return parts[name].items() if name in parts else ()


def _strike(item: Entry, floor: Book) -> Strike:
    parts = item.parts(("rule", "says"), ("actions", "roles", "when"))
    rule = floor.rules.get(parts["rule"].text())
    if rule is None or rule.effect != "allow":
        raise parts["rule"].wrong(
            zh=f"“{parts['rule'].value}”不是一条允许的规则；禁止的规则不得划去。",
            en=f"{parts['rule'].value!r} is no rule that allows; one that forbids is never struck.",
        )
    kept = {
        "actions": _chosen(parts, "actions", rule.actions),
        "roles": _chosen(parts, "roles", rule.roles),
        "when": _chosen(parts, "when", rule.when),
    }
    for action in kept["actions"]:
        _unlocked(floor, action, parts["rule"])
    zh, en = parts["says"].both()
    narrowed = replace(rule, actions=kept["actions"], roles=kept["roles"], when=kept["when"])
    return Strike(rule.key, lines_of(narrowed), zh, en)


def _chosen(parts: Mapping[str, Entry], name: str, all_of: tuple[str, ...]) -> tuple[str, ...]:
    """Gives what is named, or all; refuses what the rule does not say."""
    if name not in parts:
        return all_of
    for one in parts[name].items():
        if one.text() not in all_of:
            raise one.wrong(
                zh=f"这条规则里没有“{one.value}”。", en=f"The rule does not say {one.value!r}."
            )
    return parts[name].texts()


def _forbid(item: Entry, floor: Book, *, known: set[str]) -> Rule:
    rule = rule_of(floor, item)
    if rule.effect != "deny":
        raise item.wrong(
            zh="新版本只能收紧：这里只能写 may_not 或 may_not_touch。",
            en="An edition only tightens: write may_not or may_not_touch here.",
        )
    if rule.key in floor.rules or rule.key in known:
        raise item.wrong(zh=f"“{rule.key}”写了两次。", en=f"{rule.key!r} is written twice.")
    for action in rule.actions:
        _unlocked(floor, action, item)
    return rule


def _unlocked(floor: Book, action: str, place: Entry) -> None:
    if floor.actions[action].noun == LOCKED:
        raise place.wrong(
            zh=f"“{action}”不得改动：否则手册可能再也改不回来。",
            en=f"{action!r} is not touched by an edition: else the book could never be put back.",
        )


# ------------------------------------------------------------ the book that results


def amended(floor: Book, editions: Iterable[Edition]) -> Book:
    """Gives the floor with everything struck and forbidden that the editions say.

    Gives: a book whose version is that of the floor and of every edition; the floor itself when
           they change nothing. Every line of it that allows is a line of the floor, and no line of
           the floor that forbids is missing.
    """
    given = sorted(editions, key=lambda one: one.digest)
    struck = frozenset(line for one in given for line in one.struck)
    forbids = [rule for one in given for rule in one.forbids]
    if not struck and not forbids:
        return floor
    rules: dict[str, Rule] = {}
    for key, rule in floor.rules.items():
        left = lines_of(rule) - struck
        parts = [rule] if len(left) == len(lines_of(rule)) else _rests(rule, left)
        for number, part in enumerate(parts, start=1):
            name = key if number == 1 else f"{key}-part-{number}"
            rules[name] = replace(part, key=name)
    rules |= _apart(forbids, rules)
    said = "\0".join([floor.version, *(one.digest for one in given)])
    version = hashlib.sha256(said.encode()).hexdigest()[:16]
    return replace(floor, version=version, rules=MappingProxyType(rules))


def _apart(forbids: Iterable[Rule], rules: Mapping[str, Rule]) -> dict[str, Rule]:
    """Gives the rules that forbid, each under a name that no other rule has."""
    found: dict[str, Rule] = {}
    for rule in forbids:
        name = rule.key
        while name in rules or name in found:
            name = f"{name}-besides"
        found[name] = replace(rule, key=name)
    return found


def _rests(rule: Rule, left: frozenset[Line]) -> list[Rule]:
    """Writes what is left of a rule as rules again, each for some actions, roles and words."""
    words: dict[tuple[str, str], frozenset[str]] = {}
    for role, action, word, _ in left:
        words[action, role] = words.get((action, role), frozenset()) | {word}
    alike: dict[tuple[tuple[str, ...], frozenset[str]], list[str]] = {}
    for action in rule.actions:
        by_words: dict[frozenset[str], list[str]] = {}
        for role in rule.roles:
            if (action, role) in words:
                by_words.setdefault(words[action, role], []).append(role)
        for those, roles in by_words.items():
            alike.setdefault((tuple(roles), those), []).append(action)
    return [
        replace(
            rule,
            actions=tuple(actions),
            roles=roles,
            when=tuple(word for word in rule.when if word in those),
        )
        for (roles, those), actions in alike.items()
    ]
