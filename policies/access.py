"""Who may do something, by which grants: the book read from the row's side and the person's.

Verdicts are read from the table of reach, which is what Casbin answered, so a thousand people are
judged in the time that Casbin takes for a few; tests hold it equal to Casbin and to the prose.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from policies.book import Book
from policies.conditions import Condition, Leaf, Not, Relation, branches, holds
from policies.enforcer import Decision, Enforcer
from policies.explain import Explanation, Sentence, explain
from policies.facts import ANYONE, Held, Row, Viewer, field
from policies.reach import Reach

PLACE = {
    "own",
    "child",
    "below",
    "subtree",
    "in_window",
    "parent",
    "above",
    "peer",
    "mine_anywhere",
}
"""Relations that say no more of a row than where it stands in the tree."""

WITHHELD = Sentence(
    "规则不允许；缘由在记录本身或其他职务上，您无权查看。",
    "A rule does not allow it; its ground lies in the record or another post, which you may not read.",
)


@dataclass(frozen=True)
class Grant:
    """One way in which a person may: in which post, by which role and rule, under which word.

    ``through`` names the custom roles, each with the unit that defined it, that bring the role.
    """

    post: str
    role: str
    rule: str
    word: str
    through: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Access:
    """The verdict over all posts of a person, every grant behind a *yes*, or why not.

    ``withheld``: the ground of a *no* lies where the asker may not look.
    """

    allowed: bool
    grants: tuple[Grant, ...]
    explanation: Explanation
    withheld: bool = False


def verdict(reach: Reach, viewer: Viewer, action: str, *, row: Row, today: date) -> bool:
    """Says whether a viewer may do an action on a row, as the table of reach has it."""
    allowing = reach.allowing(action, viewer.roles)
    if not allowing:
        return False
    named = _named(reach.enforcer.book, action, row)
    if not any(holds(reach.conditions[word], viewer, named, today) for word in sorted(allowing)):
        return False
    denying = reach.denying(action, viewer.all_roles | viewer.roles)
    return not any(holds(reach.conditions[word], viewer, named, today) for word in denying)


def grants(
    reach: Reach, posts: Mapping[str, Viewer], *, action: str, row: Row, today: date
) -> tuple[Grant, ...]:
    """Gives every grant by which a person may do an action on a row, over all their posts."""
    named = _named(reach.enforcer.book, action, row)
    return tuple(
        one
        for key, viewer in posts.items()
        if verdict(reach, viewer, action, row=row, today=today)
        for one in _granted(reach, key, viewer, action=action, named=named, today=today)
    )


def _granted(
    reach: Reach, post: str, viewer: Viewer, *, action: str, named: Row, today: date
) -> Iterator[Grant]:
    closed = reach.enforcer.closed(viewer.roles)
    # A permission is a role for one action: it grants that action as the role does.
    for role in sorted({role for role, domain in closed if domain in {"*", action}}):
        for word, rule in reach.cell(role, action).allow.items():
            if holds(reach.conditions[word], viewer, named, today):
                through = _through(reach.enforcer, viewer.roles, role)
                yield Grant(post, role, rule, word, through)


def _through(enforcer: Enforcer, held: Held, role: str) -> tuple[tuple[str, str], ...]:
    """The custom roles among those held that bring a role of the book along."""
    return tuple(
        sorted(
            one
            for one in held
            if one[1] != "*" and (role, "*") in enforcer.closed(frozenset({one})) - {ANYONE}
        )
    )


def access(
    reach: Reach,
    posts: Mapping[str, Viewer],
    *,
    action: str,
    row: Row,
    today: date,
    shown: Mapping[str, Viewer] | None = None,
    reads: bool = True,
) -> Access:
    """Explains what a person may do with a row.

    Given:   posts, one viewer per post that the asker may see; shown, the same as they would be if
             the person held those posts only; reads, whether the asker may read the row itself.
    Gives:   the verdict of Casbin; a *no* whose ground lies in a post or in a row that the asker
             may not read is withheld.
    Refuses: :class:`policies.book.UnknownAction`.
    """
    found = explain(reach.enforcer, posts, action=action, row=row, today=today)
    if found.allowed:
        return Access(True, grants(reach, posts, action=action, row=row, today=today), found)
    decide, book = reach.enforcer.decide, reach.enforcer.book
    said = {key: decide(one, action, row, today=today) for key, one in posts.items()}
    alone = {key: decide(one, action, row, today=today) for key, one in (shown or {}).items()}
    elsewhere = any(said[key].rule != one.rule for key, one in alone.items())
    inside = not reads and any(_looks_inside(book, one) for one in said.values())
    if elsewhere or inside or (not reads and _tells(book, found)):
        withheld = Explanation(allowed=False, rule=None, post=None, says=WITHHELD)
        return Access(False, (), withheld, withheld=True)
    return Access(False, (), found)


def _looks_inside(book: Book, decision: Decision) -> bool:
    """Whether a prohibition rests on what is written on the row, not on where it stands."""
    return decision.word is not None and _reads_row(book.words[decision.word].condition)


def _tells(book: Book, found: Explanation) -> bool:
    """Whether what is missing would tell what stands on the row."""
    rule = book.rules.get(found.rule or "")
    return rule is not None and any(_reads_row(book.words[word].condition) for word in rule.when)


def _reads_row(condition: Condition) -> bool:
    return any(_inside(leaf) for way in branches(condition) for leaf in way)


def _inside(leaf: Leaf) -> bool:
    if isinstance(leaf, Not):
        return _reads_row(leaf.part)
    return not (isinstance(leaf, Relation) and leaf.name in PLACE)


def _named(book: Book, action: str, row: Row) -> Row:
    """The row under the field names of the book."""
    noun = book.noun_of(action)
    if not noun.renamed:
        return row
    return {name: field(row, noun.column(name)) for name in noun.fields}
