"""Mutants of the book, and the cell of a table of truth that gives each of them away.

``surviving`` is the ground of evidence T2. A mutant is one edit of the printed book: a line is
dropped, its effect is flipped or misspelt, a link between roles is dropped; or a word is widened or
narrowed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policies.book import Book
from policies.cast import Member
from policies.conditions import All, Condition, In, Relation, Some
from policies.enforcer import POLICY, Enforcer, StartRefused
from policies.facts import UnknownField
from policies.truth import Table, TruthRow, Verdict

Cell = tuple[str, Member, TruthRow, Verdict]

EQUIVALENT = frozenset(
    {
        # The secretary of a Party group is also the head of the unit, who may do all of it anyway.
        "drop g, party_group_secretary, duty_bearer, *",
        # Lists are never handed up and never overdue: what is open to a level is then its own and the
        # next one's.
        "next-below-issued: child read as below",
        # What belongs to a unit with none above it is open to that unit only.
        "own-top-unit: own read as below",
        # Whoever holds a problem stands on its trail.
        "drop p, unit_member, *, problem.read, own-unit, allow, a-unit-sees-its-own-problems",
        # Whoever holds a reorganisation stands on its trail, and on that of its steps.
        *(
            f"drop p, {role}, *, {noun}.read, own-unit, allow,"
            " the-common-superior-sees-the-reorganisation"
            for role in ("level_administrator", "unit_head")
            for noun in ("reorganisation", "reorganisation_step")
        ),
        (
            "drop p, level_administrator, *, reorganisation.withdraw, own-unit, allow,"
            " a-reorganisation-is-withdrawn-by-either-end"
        ),
        # What has nothing above it is held by a top, which lies below nobody else.
        "own-unit-at-the-top: own read as below",
        "own-topmost-unit: own read as below",
        "own-duty-of-a-topmost-unit: own read as below",
        # A template of visits has no draft: both of its states are those that are shown.
        "issued-above-me: without In(left=RowField(name='state'), values=('PUBLISHED', 'RETIRED'))",
        # What was withdrawn is shown to nobody: the column says so by itself.
        "published-to-everybody: without Relation(name='published')",
        "published-to-those-in-post: without Relation(name='published')",
        "published-to-the-line-below: without Relation(name='published')",
    }
)
"""Mutants that change no verdict, each reviewed by hand."""


@dataclass(frozen=True)
class Mutant:
    """One edit: what it is called, and the printed book with it."""

    name: str
    text: str
    action: str | None
    role: str


class Unguarded(Enforcer):
    """An enforcer without its start-up refusals: the tables have to notice by themselves."""

    def refuse_to_start(self) -> None:
        """Checks nothing."""


def mutants(printed: str) -> Iterator[Mutant]:
    """Every line dropped, every effect flipped, every link dropped."""
    lines = printed.splitlines()
    for place, line in enumerate(lines):
        parts = [part.strip() for part in line.split(",")]
        rest = [*lines[:place], *lines[place + 1 :]]
        action = parts[3] if parts[0] == "p" else None
        yield Mutant(f"drop {line}", "\n".join(rest), action, parts[1])
        if parts[0] == "p":
            parts[5] = "allow" if parts[5] == "deny" else "deny"
            flipped = [*lines[:place], ", ".join(parts), *lines[place + 1 :]]
            yield Mutant(f"flip {line}", "\n".join(flipped), action, parts[1])


def misspelt(printed: str) -> Iterator[Mutant]:
    """Every effect misspelt: Casbin alone would read it as if the line were not there."""
    lines = printed.splitlines()
    for place, line in enumerate(lines):
        for effect in ("allow", "deny"):
            if f", {effect}," in line:
                wrong = line.replace(f", {effect},", f", {effect.title()},")
                text = "\n".join([*lines[:place], wrong, *lines[place + 1 :]])
                yield Mutant(f"misspell {line}", text, None, "")


def refused_at_start(book: Book, mutant: Mutant) -> bool:
    """Whether a process with this print would refuse to serve."""
    try:
        Enforcer(book, policy=mutant.text)
    except StartRefused:
        return True
    return False


def reworded(book: Book) -> Iterator[tuple[str, Book]]:
    """Every word widened or narrowed: a part dropped, a relation exchanged for a neighbour."""
    for word in book.words.values():
        for name, cond in _changed(word.condition):
            words = {**book.words, word.key: replace(word, condition=cond)}
            yield f"{word.key}: {name}", replace(book, words=words)


NEIGHBOURS = {
    "own": ("below", "peer", "mine_anywhere"), "child": ("subtree", "own", "below"),
    "below": ("subtree", "own", "child"), "subtree": ("below", "own"), "above": ("parent", "own"),
    "published": (), "mine_anywhere": ("own",), "recorded": ("own", "mine_anywhere"),
    "in_window": ("subtree", "own", "below"), "parent": ("above", "own", "peer"), "involved": ("own", "subtree", "below"),
    "accused": ("mine_anywhere", "involved"),
}  # fmt: skip  # reads as a table


def _changed(cond: Condition) -> Iterator[tuple[str, Condition]]:
    match cond:
        case Relation(name):
            for other in NEIGHBOURS[name]:
                yield f"{name} read as {other}", Relation(other)
        case In(left, values):
            for value in values:
                yield f"without {value}", In(left, tuple(one for one in values if one != value))
        case All(parts) | Some(parts):
            for place, part in enumerate(parts):
                yield f"without {part}", type(cond)((*parts[:place], *parts[place + 1 :]))
                for name, changed in _changed(part):
                    yield name, type(cond)((*parts[:place], changed, *parts[place + 1 :]))
        case _:
            pass


def surviving(book: Book, tables: Sequence[Table]) -> list[str]:
    """The mutants of which no cell takes notice."""
    cells: dict[str, list[Cell]] = {}
    for table in tables:
        for cell in table.cells():
            cells.setdefault(cell[0], []).append(cell)
    whole = Enforcer(book)
    left = []
    for mutant in mutants(POLICY.read_text()):
        some = [
            cell
            for action, listed in cells.items()
            if mutant.action in {None, action}
            for cell in listed
        ]
        some.sort(key=lambda cell, mutant=mutant: _likely(whole, mutant, cell))
        if not _noticed(Unguarded(book, policy=_asked(mutant)), some):
            left.append(mutant.name)
    for name, changed in reworded(book):
        word = name.partition(":")[0]
        about = {act for rule in book.rules.values() if word in rule.when for act in rule.actions}
        if not _noticed(Enforcer(changed), [cell for act in sorted(about) for cell in cells[act]]):
            left.append(name)
    return left


def _asked(mutant: Mutant) -> str:
    """The lines that its cells ask: a decision is taken from those of its action and the links."""
    if mutant.action is None:
        return mutant.text
    about = f", {mutant.action}, "
    lines = mutant.text.splitlines()
    return "\n".join(line for line in lines if line.startswith("g, ") or about in line)


def _likely(enforcer: Enforcer, mutant: Mutant, cell: Cell) -> tuple[bool, bool]:
    """Sorts first the cells that the edited line is about: whoever holds its role, and its rule."""
    _, who, _, verdict = cell
    holds = (mutant.role, "*") in enforcer.closed(who.viewer().all_roles)
    settled = verdict.allowed if verdict.rule is None else verdict.rule in mutant.name
    return not holds, not settled


def _noticed(enforcer: Enforcer, cells: Iterable[Cell]) -> bool:
    return any(differs(enforcer, cell) for cell in cells)


def differs(enforcer: Enforcer, cell: Cell) -> bool:
    """Whether Casbin says something else than the cell."""
    action, who, row, verdict = cell
    try:
        decision = enforcer.decide(who.viewer(), action, row.facts)
    except UnknownField:
        # The mutant would not load for this noun; the other nouns have to notice it.
        return False
    rule = None if decision.allowed else decision.rule
    return (decision.allowed, rule) != (verdict.allowed, verdict.rule)
