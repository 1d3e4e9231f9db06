"""Tables of truth: who, which row, yes or no, as an administrator wrote them in Markdown.

Each table is run through Casbin, SQL, GraphQL and under the wall; here they are only read. Every
cell is filled, a *no* of a ``may_not`` names its rule, and each table has the three obligatory
lines: someone who left, someone of a suspended unit, nobody.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from policies.book import Book, load
from policies.cast import CAST, FOLDER, Member, Unit, World, body_of, world
from policies.facts import NOBODY
from policies.grids import Grid, grids


@dataclass(frozen=True)
class TruthRow:
    """A row at the head of a column: ``facts`` are its fields by the row's own names."""

    label: str
    noun: str
    unit: Unit | None
    said: Mapping[str, str]
    facts: Mapping[str, object]


@dataclass(frozen=True)
class Verdict:
    """What a cell says. ``rule`` names the ``may_not`` that said no."""

    allowed: bool
    rule: str | None = None

    def __str__(self) -> str:
        if self.allowed:
            return "yes"
        return f"no: {self.rule}" if self.rule else "no"


@dataclass(frozen=True)
class Table:
    """One table: the actions it is about, its rows (columns of the page), and a line per person."""

    page: str
    line: int
    actions: tuple[str, ...]
    rows: tuple[TruthRow, ...]
    lines: Mapping[str, tuple[Verdict, ...]]
    world: World = field(repr=False)

    def cells(self) -> Iterator[tuple[str, Member, TruthRow, Verdict]]:
        """Gives every cell of every action: action, who, row, verdict."""
        for action in self.actions:
            for who, verdicts in self.lines.items():
                for row, verdict in zip(self.rows, verdicts, strict=True):
                    yield action, self.world.cast[who], row, verdict

    def markdown(self) -> str:
        """Gives the table as Markdown."""
        head = ["谁 who", *(row.label for row in self.rows)]
        body = [[who, *map(str, verdicts)] for who, verdicts in self.lines.items()]
        return "\n".join(
            [
                f"## {', '.join(self.actions)}",
                "",
                *(_line(cells) for cells in [head, ["---"] * len(head), *body]),
            ],
        )


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def tables(book: Book | None = None, folder: Path = FOLDER) -> list[Table]:
    """Reads every table of truth.

    Gives:   the tables in the order of pages and headings.
    Refuses: :class:`TableError` with page and line for an empty cell, an unknown action, person,
             row or rule, a *no* that names no prohibition, and a missing obligatory line.
    """
    book = book or load()
    found: list[Table] = []
    shared = world(book, folder)
    for path in sorted(folder.glob("*.md")):
        if path.name == CAST:
            continue
        rows: dict[str, TruthRow] = {}
        for grid in grids(path):
            if grid.heading.startswith("事项 Rows:"):
                noun = grid.heading.partition(":")[2].strip()
                rows |= {row.label: row for row in _rows(book, shared, grid=grid, noun=noun)}
            else:
                found.append(_table(book, shared, grid=grid, rows=rows))
    return found


def _rows(book: Book, shared: World, *, grid: Grid, noun: str) -> Iterator[TruthRow]:
    if noun not in book.nouns:
        raise grid.wrong(grid.line, zh=f"不认识“{noun}”。", en=f"Unknown noun {noun!r}.")
    fields = book.nouns[noun].fields
    for line, said in grid.records():
        held = said.get("held by", "")
        if held and held not in shared.units:
            raise grid.wrong(line, zh=f"不认识单位“{held}”。", en=f"Unknown unit {held!r}.")
        unit = shared.units.get(held)
        facts: dict[str, object] = dict.fromkeys(fields)
        place: dict[str, object] = {}
        if unit is not None:
            facts |= {name: at for name, at in unit.place().items() if name in fields}
            overdue = said.get("overdue") == "yes"
            open_to = unit.above.slot if unit.above else unit.slot
            passed, accused = (
                _units(shared, said.get(column, ""), grid=grid, line=line)
                for column in ("passed", "accused")
            )
            trail = [unit.id, *passed]
            had = [slot for slot, at in enumerate(unit.lineage(), start=1) if at in trail]
            open_to = 1 if overdue else min([open_to, *(had if len(trail) > 1 else ())])
            place = {"open_to": open_to, "trail": trail, "accused": accused, "overdue": overdue}
            facts |= {name: value for name, value in place.items() if name in fields}
        for column, text in said.items():
            name = column.replace(" ", "_")
            if name in fields and name not in place and text:
                facts[name] = _value(shared, fields[name], line=line, grid=grid, text=text)
        own = {book.nouns[noun].column(name): value for name, value in facts.items()}
        yield TruthRow(said["row"], noun, unit, said, own)


def _units(shared: World, text: str, *, grid: Grid, line: int) -> list[int]:
    """Reads units that are written between semicolons."""
    names = [name.strip() for name in text.split(";") if name.strip()]
    for name in names:
        if name not in shared.units:
            raise grid.wrong(line, zh=f"不认识单位“{name}”。", en=f"Unknown unit {name!r}.")
    return [shared.units[name].id for name in names]


def _value(shared: World, kind: str, *, line: int, grid: Grid, text: str) -> object:
    if kind == "body":
        if text not in {member.body_name for member in shared.cast.values()}:
            raise grid.wrong(line, zh=f"不认识党组织“{text}”。", en=f"Unknown body {text!r}.")
        return body_of(text)
    if kind == "people":
        named = [name.strip() for name in text.split(";")]
        return [_value(shared, "person", line=line, grid=grid, text=name) for name in named]
    if kind == "flag":
        return text == "yes"
    if kind == "tenant" and text in shared.units:
        return shared.units[text].id
    if kind not in {"person", "post"}:
        return text
    if text not in shared.cast:
        raise grid.wrong(line, zh=f"不认识“{text}”。", en=f"Unknown person {text!r}.")
    member = shared.cast[text]
    return member.person if kind == "person" else member.post


def _table(book: Book, shared: World, *, grid: Grid, rows: Mapping[str, TruthRow]) -> Table:
    actions = tuple(part.strip() for part in grid.heading.split(","))
    for action in actions:
        if action not in book.actions:
            raise grid.wrong(
                grid.line, zh=f"不认识操作“{action}”。", en=f"Unknown action {action!r}."
            )
    for label in grid.head[1:]:
        if label not in rows or rows[label].noun != book.noun_of(actions[0]).key:
            raise grid.wrong(
                grid.line, zh=f"这一页没有事项“{label}”。", en=f"No row {label!r} for this noun."
            )
    lines: dict[str, tuple[Verdict, ...]] = {}
    for line, (who, *cells) in grid.body:
        if who not in shared.cast or who in lines:
            raise grid.wrong(
                line, zh=f"不认识或重复的“{who}”。", en=f"Unknown or repeated {who!r}."
            )
        lines[who] = tuple(_verdict(book, cell, grid=grid, line=line) for cell in cells)
    for member in shared.cast.values():
        if member.viewer() == NOBODY and member.label not in lines:
            raise grid.wrong(
                grid.line,
                zh=f"缺少必填的一行“{member.label}”。",
                en=f"The obligatory line {member.label!r} is missing.",
            )
    heads = tuple(rows[label] for label in grid.head[1:])
    return Table(grid.page, grid.line, actions, heads, lines, shared)


_CELL = re.compile(r"(?P<verdict>yes|no|是|否)(: ?(?P<rule>[a-z0-9-]+))?\Z")


def _verdict(book: Book, cell: str, *, grid: Grid, line: int) -> Verdict:
    found = _CELL.match(cell)
    rule = found["rule"] if found else None
    if found is None or (rule and (rule not in book.rules or book.rules[rule].effect != "deny")):
        raise grid.wrong(
            line,
            zh=f"“{cell}”不是裁决；应写 yes、no 或 no: 禁止规则。",
            en=f"{cell!r} is no verdict: write yes, no, or no: and the rule that forbids.",
        )
    return Verdict(found["verdict"] in {"yes", "是"}, rule)


def cast_document(folder: Path = FOLDER) -> str:
    """Gives the page of units and cast as it is written."""
    return (folder / CAST).read_text(encoding="utf-8").strip()
