"""The world of the tables of truth: its units, and a cast of people in posts (``truth/cast.md``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

from policies.book import KINDS, Book, load
from policies.facts import ANYONE, NOBODY, Facts, Held, Viewer
from policies.grids import TableError, grids

FOLDER = Path(__file__).parent / "truth"
CAST = "cast.md"
WINDOWED = "emergency_reader"
"""The role that an open emergency window brings."""
SLOTS = {
    "PROVINCE": 1,
    "CITY": 2,
    "COUNTY": 3,
    "TOWNSHIP": 4,
    "VILLAGE": 5,
    "DEPARTMENT": 5,
    "OFFICE": 6,
}


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
    window: Unit | None = None

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
        return self._viewer

    @cached_property
    def _viewer(self) -> Viewer:
        if self.unit is None or self.left or self.unit.closed():
            return NOBODY
        roles: Held = frozenset({ANYONE, *((role, "*") for role in self.roles)})
        if self.window is not None:
            roles |= {(WINDOWED, "*")}
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
            units=tuple(
                {
                    at
                    for unit in (self.unit, *(one for _, one in self.also))
                    for at in unit.lineage()
                    if at
                }
            ),
            body=self.body,
            actor_type=self.actor_type,
            roles=roles,
            all_roles=roles | {(role, "*") for role, _ in self.also},
            window=self.window.id if self.window else None,
        )


@dataclass(frozen=True)
class World:
    """The units and the cast that every table is about."""

    units: Mapping[str, Unit]
    cast: Mapping[str, Member]


def world(book: Book | None = None, folder: Path = FOLDER) -> World:
    """Reads the cast and its units from ``cast.md``. Refuses: :class:`TableError`."""
    book = book or load()
    parts = {grid.heading.rpartition(" ")[2]: grid for grid in grids(folder / CAST)}
    units: dict[str, Unit] = {}
    for line, said in parts["Units"].records():
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
    for line, said in parts["Cast"].records():
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
    placed = {said["unit"], said["window"], *(unit for _, unit in also)} - {""} <= set(units)
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
        window=units.get(said["window"]),
    )
