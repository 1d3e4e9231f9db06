"""Tables of truth: who, which row, yes or no, as an administrator wrote them in Markdown.

Each table is run through Casbin, SQL, GraphQL and under the wall; here they are only read. Every
cell is filled, a *no* of a ``may_not`` names its rule, and each table has the three obligatory
lines: someone who left, someone of a suspended unit, nobody.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

from policies.book import KINDS, Book, load
from policies.facts import ANYONE, NOBODY, Facts, Held, Viewer

FOLDER = Path(__file__).parent / "truth"
CAST = "cast.md"
SLOTS = {
    "PROVINCE": 1,
    "CITY": 2,
    "COUNTY": 3,
    "TOWNSHIP": 4,
    "VILLAGE": 5,
    "DEPARTMENT": 5,
    "OFFICE": 6,
}


class TableError(Exception):
    """A table of truth cannot be used as it is written."""

    def __init__(self, page: str, line: int, *, zh: str, en: str) -> None:
        super().__init__(f"{page}:{line}: {en} / {zh}")


def body_of(name: str) -> UUID:
    """Gives the body that the cast names, the same in every run."""
    return uuid5(NAMESPACE_OID, f"body {name}")


@dataclass(frozen=True)
class Unit:
    """A unit of the world: ``id`` counts from 1 in the order of the page."""

    label: str
    id: int
    kind: str
    above: "Unit | None"
    suspended: bool

    @property
    def slot(self) -> int:
        """The slot of its kind."""
        return SLOTS[self.kind]

    def lineage(self) -> tuple[int | None, ...]:
        """Gives the ids at the six slots, its own included."""
        found: list[int | None] = [None] * 6
        unit: Unit | None = self
        while unit is not None:
            found[unit.slot - 1] = unit.id
            unit = unit.above
        return tuple(found)

    def place(self) -> dict[str, int | None]:
        """Gives holder, its parent and lineage as a row held by this unit carries them."""
        at = {f"at{slot}": found for slot, found in enumerate(self.lineage(), start=1)}
        return {"holder": self.id, "holder_parent": self.above.id if self.above else None, **at}

    def closed(self) -> bool:
        """Says whether it, or a unit above it, is suspended."""
        return self.suspended or (self.above is not None and self.above.closed())


@dataclass(frozen=True)
class Member:
    """Someone of the cast: the acting post first, then the other posts of the same person."""

    label: str
    unit: Unit | None
    actor_type: str | None
    roles: frozenset[str]
    also: tuple[tuple[str, Unit], ...]
    left: bool
    body_name: str | None

    @property
    def person(self) -> UUID:
        """The person, the same in every run."""
        return uuid5(NAMESPACE_OID, f"person {self.label}")

    @property
    def post(self) -> UUID:
        """The acting post, the same in every run."""
        return uuid5(NAMESPACE_OID, f"post {self.label}")

    @property
    def body(self) -> UUID | None:
        """The body of the acting post, the same in every run."""
        return body_of(self.body_name) if self.body_name else None

    def viewer(self) -> Viewer:
        """Gives the viewer of the acting post; whoever holds no current post is nobody."""
        if self.unit is None or self.left or self.unit.closed():
            return NOBODY
        roles: Held = frozenset({ANYONE, *((role, "*") for role in self.roles)})
        at1, at2, at3, at4, at5, at6 = self.unit.lineage()
        return Facts(
            person=self.person,
            post=self.post,
            tenant=self.unit.id,
            parent=self.unit.above.id if self.unit.above else None,
            slot=self.unit.slot,
            lineage=(at1, at2, at3, at4, at5, at6),
            kind=self.unit.kind,
            tenants=(self.unit.id, *(unit.id for _, unit in self.also)),
            body=self.body,
            actor_type=self.actor_type,
            roles=roles,
            all_roles=roles | {(role, "*") for role, _ in self.also},
        )


@dataclass(frozen=True)
class World:
    """The units and the cast that every table is about."""

    units: Mapping[str, Unit]
    cast: Mapping[str, Member]


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


# ---------------------------------------------------------------- reading Markdown


@dataclass(frozen=True)
class _Grid:
    page: str
    line: int
    heading: str
    head: tuple[str, ...]
    body: tuple[tuple[int, tuple[str, ...]], ...]

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        for line, cells in self.body:
            yield line, dict(zip(self.head, cells, strict=True))


def _grids(path: Path) -> Iterator[_Grid]:
    heading, start = "", 0
    rows: list[tuple[int, tuple[str, ...]]] = []
    lines = [*path.read_text(encoding="utf-8").splitlines(), "## "]
    for number, line in enumerate(lines, start=1):
        if line.startswith("|"):
            rows.append(
                (number, tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
            )
        elif line.startswith("## "):
            if rows:
                yield _grid(path.name, start, heading=heading, rows=rows)
            heading, start, rows = line.removeprefix("## ").strip(), number, []


def _grid(page: str, line: int, *, heading: str, rows: list[tuple[int, tuple[str, ...]]]) -> _Grid:
    head = rows[0][1]
    for number, cells in rows[1:]:
        if len(cells) != len(head):
            raise TableError(
                page,
                number,
                zh="这一行的格数和表头不同。",
                en="This line has another number of cells than the head.",
            )
    return _Grid(page, line, heading, head, tuple(rows[2:]))


def world(book: Book | None = None, folder: Path = FOLDER) -> World:
    """Reads the cast and its units from ``cast.md``. Refuses: :class:`TableError`."""
    book = book or load()
    grids = {grid.heading.rpartition(" ")[2]: grid for grid in _grids(folder / CAST)}
    units: dict[str, Unit] = {}
    for line, said in grids["Units"].records():
        above, kind = said["above"], said["kind"].upper()
        if kind not in KINDS or (above and above not in units):
            raise TableError(
                CAST, line, zh="不认识的单位类型或上级。", en="Unknown kind or unit above."
            )
        units[said["unit"]] = Unit(
            said["unit"],
            len(units) + 1,
            kind,
            units.get(above),
            said["state"] == "suspended",
        )
    cast: dict[str, Member] = {}
    for line, said in grids["Cast"].records():
        cast[said["who"]] = _member(book, units, line=line, said=said)
    return World(units, cast)


def _member(book: Book, units: Mapping[str, Unit], *, line: int, said: Mapping[str, str]) -> Member:
    also = []
    for post in filter(None, (part.strip() for part in said["also"].split(";"))):
        role, _, unit = (part.strip() for part in post.partition("@"))
        also.append((role, unit))
    actor = said["actor type"]
    named = {part.strip() for part in said["roles"].split(",") if part.strip()}
    known = named | {role for role, _ in also} <= set(book.roles)
    placed = {said["unit"], *(unit for _, unit in also)} - {""} <= set(units)
    if not known or not placed or (actor and actor not in book.actor_types):
        raise TableError(
            CAST, line, zh="不认识的角色、责任主体或单位。", en="Unknown role, actor type or unit."
        )
    roles = named | set(book.actor_types.get(actor, ()))
    return Member(
        said["who"],
        units.get(said["unit"]),
        actor or None,
        frozenset(roles),
        also=tuple((role, units[unit]) for role, unit in also),
        left=said["standing"] == "left",
        body_name=said["body"] or None,
    )


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
        for grid in _grids(path):
            if grid.heading.startswith("事项 Rows:"):
                noun = grid.heading.partition(":")[2].strip()
                rows |= {row.label: row for row in _rows(book, shared, grid=grid, noun=noun)}
            else:
                found.append(_table(book, shared, grid=grid, rows=rows))
    return found


def _rows(book: Book, shared: World, *, grid: _Grid, noun: str) -> Iterator[TruthRow]:
    if noun not in book.nouns:
        raise TableError(grid.page, grid.line, zh=f"不认识“{noun}”。", en=f"Unknown noun {noun!r}.")
    fields = book.nouns[noun].fields
    for line, said in grid.records():
        held = said.get("held by", "")
        if held and held not in shared.units:
            raise TableError(
                grid.page, line, zh=f"不认识单位“{held}”。", en=f"Unknown unit {held!r}."
            )
        unit = shared.units.get(held)
        facts: dict[str, object] = dict.fromkeys(fields)
        if unit is not None:
            facts |= {name: at for name, at in unit.place().items() if name in fields}
            overdue = said.get("overdue") == "yes"
            open_to = unit.above.slot if unit.above else unit.slot
            place = {"open_to": 1 if overdue else open_to, "trail": [unit.id], "overdue": overdue}
            facts |= {name: value for name, value in place.items() if name in fields}
        for column, text in said.items():
            name = column.replace(" ", "_")
            if name in fields and name != "overdue" and text:
                facts[name] = _value(shared, fields[name], line=line, grid=grid, text=text)
        own = {book.nouns[noun].column(name): value for name, value in facts.items()}
        yield TruthRow(said["row"], noun, unit, said, own)


def _value(shared: World, kind: str, *, line: int, grid: _Grid, text: str) -> object:
    if kind == "body":
        if text not in {member.body_name for member in shared.cast.values()}:
            raise TableError(
                grid.page, line, zh=f"不认识党组织“{text}”。", en=f"Unknown body {text!r}."
            )
        return body_of(text)
    if kind not in {"person", "post"}:
        return text
    if text not in shared.cast:
        raise TableError(grid.page, line, zh=f"不认识“{text}”。", en=f"Unknown person {text!r}.")
    member = shared.cast[text]
    return member.person if kind == "person" else member.post


def _table(book: Book, shared: World, *, grid: _Grid, rows: Mapping[str, TruthRow]) -> Table:
    def wrong(line: int, zh: str, en: str) -> TableError:
        return TableError(grid.page, line, zh=zh, en=en)

    actions = tuple(part.strip() for part in grid.heading.split(","))
    for action in actions:
        if action not in book.actions:
            raise wrong(grid.line, f"不认识操作“{action}”。", f"Unknown action {action!r}.")
    for label in grid.head[1:]:
        if label not in rows or rows[label].noun != book.noun_of(actions[0]).key:
            raise wrong(grid.line, f"这一页没有事项“{label}”。", f"No row {label!r} for this noun.")
    lines: dict[str, tuple[Verdict, ...]] = {}
    for number, (who, *cells) in grid.body:
        if who not in shared.cast or who in lines:
            raise wrong(number, f"不认识或重复的“{who}”。", f"Unknown or repeated {who!r}.")
        lines[who] = tuple(
            _verdict(book, cell, wrong=lambda zh, en, n=number: wrong(n, zh, en)) for cell in cells
        )
    for member in shared.cast.values():
        if member.viewer() == NOBODY and member.label not in lines:
            raise wrong(
                grid.line,
                f"缺少必填的一行“{member.label}”。",
                f"The obligatory line {member.label!r} is missing.",
            )
    return Table(
        grid.page,
        grid.line,
        actions,
        tuple(rows[label] for label in grid.head[1:]),
        lines,
        shared,
    )


_CELL = re.compile(r"(?P<verdict>yes|no|是|否)(: ?(?P<rule>[a-z0-9-]+))?\Z")


def _verdict(book: Book, cell: str, *, wrong: object) -> Verdict:
    found = _CELL.match(cell)
    rule = found["rule"] if found else None
    if found is None or (rule and (rule not in book.rules or book.rules[rule].effect != "deny")):
        assert callable(wrong)
        error = wrong(
            f"“{cell}”不是裁决；应写 yes、no 或 no: 禁止规则。",
            f"{cell!r} is no verdict: write yes, no, or no: and the rule that forbids.",
        )
        assert isinstance(error, TableError)
        raise error
    return Verdict(found["verdict"] in {"yes", "是"}, rule)


def cast_document(folder: Path = FOLDER) -> str:
    """Gives the page of units and cast as it is written."""
    return (folder / CAST).read_text(encoding="utf-8").strip()
