"""Weighing an edition: what it changes, in the tables of truth of the shipped floor.

Three questions. Does it forbid nothing less than the floor (every *no* of the tables stays one)? What
does it take away (every *yes* that becomes a *no*)? And is each of its lines seen: would a table
come out otherwise without it? A line that no table sees may be right, but nobody has shown it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policies.book import Rule
from policies.editions import Edition, Line, amended, lines_of
from policies.enforcer import Enforcer
from policies.facts import Viewer
from policies.printing import csv
from policies.reach import Reach, probed
from policies.truth import Table, TruthRow

__all__ = ["Changed", "Weighed", "edited", "weighed"]


@dataclass(frozen=True)
class Changed:
    """A cell of a table of truth that another edition decides otherwise."""

    page: str
    who: str
    action: str
    row: str
    gains: bool
    rule: str | None
    """The rule that allowed, or now allows; of a prohibition, that one."""


@dataclass(frozen=True)
class Weighed:
    """What an edition does, beside the floor and beside another edition."""

    loosened: tuple[Changed, ...]
    """Cells in which the floor says no and the edition yes: there is never one, or it is refused."""
    takes: tuple[Changed, ...]
    """Cells in which the floor says yes and the edition no."""
    beside: tuple[Changed, ...]
    """Cells that change against the edition in force, either way."""
    unseen: tuple[Line, ...]
    """Lines without which no cell would come out otherwise."""


def edited(floor: Reach, editions: Sequence[Edition]) -> Reach:
    """Gives the table of reach of a floor with its editions; only what they are about is asked.

    Refuses: :class:`policies.enforcer.StartRefused`, as every book.
    """
    book = amended(floor.enforcer.book, editions)
    if book is floor.enforcer.book:
        return floor
    made = floor.enforcer.amended(book, csv(book))
    about = {action for one in editions for action in one.actions}
    # A rule that an edition splits is another one for all that it speaks of.
    for mine, other in ((floor.enforcer.book, book), (book, floor.enforcer.book)):
        for key, rule in mine.rules.items():
            if other.rules.get(key) != rule:
                about |= set(rule.actions)
    return replace(probed(made, besides=floor, only=about), policy=floor.policy)


def weighed(
    floor: Reach, edition: Edition, tables: Sequence[Table], *, beside: Sequence[Edition] = ()
) -> Weighed:
    """Weighs an edition by the tables of truth of the floor.

    Given: beside, the editions now in force, to say who would gain and lose against them.
    """
    cells = list(_cells(tables, edition.actions))
    candidate, live = edited(floor, [edition]), edited(floor, beside)
    about = edition.actions | {action for one in beside for action in one.actions}
    by_floor = list(_compared(floor, candidate, tables, about=edition.actions))
    unseen = [
        line
        for line in sorted(edition.struck | edition.forbidden)
        if not _seen(floor, edition, line, cells)
    ]
    return Weighed(
        loosened=tuple(one for one in by_floor if one.gains),
        takes=tuple(one for one in by_floor if not one.gains),
        beside=tuple(_compared(live, candidate, tables, about=about)),
        unseen=tuple(unseen),
    )


@dataclass(frozen=True)
class _Cell:
    page: str
    who: str
    viewer: Viewer
    action: str
    row: TruthRow


def _cells(tables: Sequence[Table], about: frozenset[str]) -> Iterator[_Cell]:
    for table in tables:
        for action, who, row, _ in table.cells():
            if action in about:
                yield _Cell(table.page, who.label, who.viewer(), action, row)


def _compared(
    one: Reach, other: Reach, tables: Sequence[Table], *, about: frozenset[str]
) -> Iterator[Changed]:
    """Gives every cell that two editions decide differently."""
    if one is other:
        return
    for cell in _cells(tables, about):
        first = one.enforcer.decide(cell.viewer, cell.action, cell.row.facts)
        then = other.enforcer.decide(cell.viewer, cell.action, cell.row.facts)
        if first.allowed != then.allowed:
            row, rule = cell.row.label, then.rule or first.rule
            yield Changed(cell.page, cell.who, cell.action, row=row, gains=then.allowed, rule=rule)


def _seen(floor: Reach, edition: Edition, line: Line, cells: Sequence[_Cell]) -> bool:
    """Whether some cell comes out otherwise when the edition is without one of its lines."""
    role, action, _, _ = line
    mutant, whole = _enforced(floor, _without(edition, line)), _enforced(floor, edition)
    return any(
        mutant.decide(cell.viewer, action, cell.row.facts).allowed
        != whole.decide(cell.viewer, action, cell.row.facts).allowed
        for cell in cells
        if cell.action == action
        and any(role == held for held, _ in whole.closed(cell.viewer.all_roles | cell.viewer.roles))
    )


def _without(edition: Edition, line: Line) -> Edition:
    strikes = tuple(replace(one, lines=one.lines - {line}) for one in edition.strikes)
    forbids = tuple(part for rule in edition.forbids for part in _parts(rule, line))
    return replace(edition, strikes=strikes, forbids=forbids)


def _parts(rule: Rule, line: Line) -> Sequence[Rule]:
    """Gives a rule as one rule for each of its lines but one."""
    if line not in lines_of(rule):
        return [rule]
    return [
        replace(rule, key=f"{rule.key}-{number}", roles=(role,), actions=(action,), when=(word,))
        for number, (role, action, word, _) in enumerate(sorted(lines_of(rule) - {line}))
    ]


def _enforced(floor: Reach, edition: Edition) -> Enforcer:
    book = amended(floor.enforcer.book, [edition])
    if book is floor.enforcer.book:
        return floor.enforcer
    return floor.enforcer.amended(book, csv(book))
