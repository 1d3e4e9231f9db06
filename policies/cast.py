"""The units and people that every table of truth is about, and how such pages are read.

Pages are Markdown; a *grid* is one table of a page under its heading.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
class Grid:
    """One table of a page: its heading, head and body with line numbers."""

    page: str
    line: int
    heading: str
    head: tuple[str, ...]
    body: tuple[tuple[int, tuple[str, ...]], ...]

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Gives each line of the body by the names of the head."""
        for line, cells in self.body:
            yield line, dict(zip(self.head, cells, strict=True))


def grids(path: Path) -> Iterator[Grid]:
    """Reads the tables of a page. Refuses: :class:`TableError`."""
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


def _grid(page: str, line: int, *, heading: str, rows: list[tuple[int, tuple[str, ...]]]) -> Grid:
    head = rows[0][1]
    for number, cells in rows[1:]:
        if len(cells) != len(head):
            raise TableError(
                page,
                number,
                zh="这一行的格数和表头不同。",
                en="This line has another number of cells than the head.",
            )
    return Grid(page, line, heading, head, tuple(rows[2:]))


def world(book: Book | None = None, folder: Path = FOLDER) -> World:
    """Reads the cast and its units from ``cast.md``. Refuses: :class:`TableError`."""
    book = book or load()
    found = {grid.heading.rpartition(" ")[2]: grid for grid in grids(folder / CAST)}
    units: dict[str, Unit] = {}
    for line, said in found["Units"].records():
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
    for line, said in found["Cast"].records():
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


def cast_document(folder: Path = FOLDER) -> str:
    """Gives the page of units and cast as it is written."""
    return (folder / CAST).read_text(encoding="utf-8").strip()
