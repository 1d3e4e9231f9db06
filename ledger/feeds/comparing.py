"""A file beside what is here: which of its rows say something new, and what would come of them.

Nothing is written. Rows by which nothing would change are left out, so that a file which was
exported a moment ago makes an empty plan.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select

from ledger.feeds.coming_units import unit_lines
from ledger.feeds.comparing_units import unit_faults
from ledger.feeds.file_rows import PEOPLE, POSTS, FileRows, Marked, PersonRow, PostRow
from ledger.feeds.incoming import Incoming, IncomingPerson, IncomingPost, Known
from ledger.feeds.knowing import among, held_by, inside, known_for, people_rows
from ledger.feeds.planning import Line, foreseen, planned
from ledger.feeds.tables import feed_entry, feed_line, feed_member
from ledger.feeds.titles import parted
from ledger.feeds.unit_rows import UnitRow
from ledger.feeds.writing import most_people
from storage.ids import parsed
from storage.sheets import Fault
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import person, post, tenant

Row = PostRow | PersonRow
Key = tuple[str, str]
"""Whether of a person or a post, and the key that its row has."""


@dataclass
class Compared:
    """What a file would do."""

    incoming: Incoming
    lines: Sequence[Line] = ()
    faults: list[Marked] = field(default_factory=list)
    rows: Mapping[UUID, Row] = field(default_factory=dict)
    """By entry: the row that speaks of it."""
    entries: Mapping[UUID, Mapping[str, Any]] = field(default_factory=dict)
    """What this feed has told already, by entry."""
    members: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    most: int = 0
    """How many people may change before the feed stops."""
    units: Mapping[str, UnitRow] = field(default_factory=dict)
    """By code: the row that speaks of it."""

    @property
    def empty(self) -> bool:
        """Whether nothing new is told."""
        return not (self.incoming.people or self.incoming.posts or self.incoming.units)

    def cell_of(self, line: Line) -> str:
        """The address of the cell from which a line follows; none for what waits beside the file."""
        if line.subject == "UNIT":
            unit = self.units.get(line.change["code"])
            return "" if unit is None else unit.cell_of(line.kind)
        row = None if line.entry is None else self.rows.get(line.entry)
        return "" if row is None else row.line.cell(row.named_by)

    @property
    def people(self) -> int:
        """How many people would change."""
        return len({line.entry for line in self.lines if line.subject == "PERSON"})

    @property
    def hash(self) -> str:
        """Over every line: who confirms says what they have read."""
        said = [
            [line.kind, line.subject, str(line.entry), line.tenant, line.label, line.from_text,
             line.to_text, line.reason, sorted(line.change.items()), *line.gains, *line.loses]
            for line in self.lines
        ]  # fmt: skip  # reads as a table
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


async def compared(sitting: Sitting, of: Record, rows: FileRows) -> Compared:
    """Compares the rows of a file with what the feed has told and with what is so.

    Given:    of, the feed that acts.
    Gives:    what would come in, and the lines of the plan; with faults, nothing else.
    """
    file = await _File.read(sitting, of, rows)
    found = Compared(Incoming(), faults=file.faults, rows=file.rows, entries=file.entries)
    found.members, found.most = file.members, await most_people(sitting, of)
    found.units = {row.told.code: row for row in rows.units}
    found.faults += await unit_faults(sitting, of, rows.units)
    if found.faults:
        return found
    incoming = file.incoming()
    known = await known_for(sitting, of, incoming, documents={})
    known = replace(known, held=await _held(sitting, known))
    waiting = await _waiting(sitting, of)
    first = planned(incoming, known)
    lines = tuple(_new((*first, *foreseen(incoming, known, first)), waiting))
    told = {line.entry for line in lines} | file.retold(incoming)
    units, overtaken = await unit_lines(sitting, of, [row.told for row in rows.units])
    found.lines = (*units, *lines)
    found.incoming = Incoming(
        units=[row.told for row in rows.units] if units or overtaken else (),
        posts=[one for one in incoming.posts if one.entry in told],
        people=[one for one in incoming.people if one.entry in told],
    )
    return found


def _new(lines: Sequence[Line], waiting: set[str]) -> Iterator[Line]:
    """Lines but those of entries all of whose lines wait already, word for word."""
    if not waiting:
        yield from lines
        return
    by_entry: dict[UUID | None, list[Line]] = {}
    for line in lines:
        by_entry.setdefault(line.entry, []).append(line)
    for some in by_entry.values():
        if not all(_worded(one.entry, one.change) in waiting for one in some):
            yield from some


def _worded(entry: UUID | None, change: Mapping[str, Any]) -> str:
    return json.dumps([str(entry), change], sort_keys=True)


async def _waiting(sitting: Sitting, of: Record) -> set[str]:
    table = feed_line.c
    query = select(table.entry_id, table.change).where(
        table.root == sitting.root,
        table.feed_id == of.id,
        table.state == "WAITING",
        sitting.readable(feed_line, "feed_line.read"),
    )
    return {_worded(row["entry_id"], row["change"]) for row in await sitting.rows(query)}


@dataclass
class _File:
    """The rows of a file with the entries that they speak of."""

    given: FileRows
    home: str
    entries: Mapping[UUID, Mapping[str, Any]]
    members: Mapping[UUID, frozenset[UUID]]
    people: Mapping[UUID, Mapping[str, Any]]
    posts: Mapping[UUID, Mapping[str, Any]]
    holds: Mapping[UUID, frozenset[UUID]]
    """By person of ours: the posts of ours that they hold."""
    entry_of: dict[Key, UUID] = field(default_factory=dict)
    faults: list[Marked] = field(default_factory=list)
    rows: dict[UUID, Row] = field(default_factory=dict)
    ours_of: dict[str, UUID | None] = field(default_factory=dict)
    """By key of a post: which of ours it names."""
    listed: frozenset[UUID] = frozenset()
    """Posts of ours that the file names."""
    gone: frozenset[UUID] = frozenset()
    """The entries of posts that are no more."""
    spoken: frozenset[UUID] = frozenset()
    """The entries of all posts of the file."""

    @classmethod
    async def read(cls, sitting: Sitting, of: Record, rows: FileRows) -> "_File":
        entries = await _entries(sitting, of)
        home = select(tenant.c.code).where(tenant.c.id == of["holder"])
        code = (await sitting.rows(home))[0]["code"]
        given = _with_titles(await parted(sitting, rows, code), code)
        ours = [one.ours for one in given.people if one.ours is not None]
        named = [one.ours for one in given.posts if one.ours is not None]
        where = among(person.c.id, ours) & inside(sitting, person)
        people = {row["id"]: row for row in await people_rows(sitting, where)} if ours else {}
        held: dict[UUID, set[UUID]] = {}
        for row in await held_by(sitting, ours):
            held.setdefault(row["person_id"], set()).add(row["post_id"])
        posts = await _posts(sitting, named)
        titled = [
            replace(one, title=posts[one.ours]["title"]) if one.ours in posts and not one.title
            else one for one in given.posts
        ]  # fmt: skip  # reads as a table
        file = cls(
            replace(given, posts=tuple(titled)),
            code,
            entries,
            await memberships(sitting, of),
            people,
            posts,
            {key: frozenset(some) for key, some in held.items()},
        )
        file.bind(of)
        return file

    def bind(self, of: Record) -> None:
        """Finds the entry of each row: as told before, or the one it will have."""
        by_key = {(one["kind"], one["external_id"]): key for key, one in self.entries.items()}
        by_ours = {
            (one["kind"], one["person_id"] or one["post_id"]): key
            for key, one in self.entries.items()
        }
        every: list[Row] = [*self.given.posts, *self.given.people]
        for row in every:
            kind = "POST" if isinstance(row, PostRow) else "PERSON"
            here = by_ours.get((kind, row.ours)) if row.ours else by_key.get((kind, row.key))
            entry = here or uuid5(of.id, f"{kind} {row.key}")
            self.entry_of[kind, row.key] = entry
            self.rows[entry] = row
            self.faults += self._against(row, here)
        self.ours_of = {one.key: one.ours for one in self.given.posts}
        self.listed = frozenset(one for one in self.ours_of.values() if one is not None)
        gone = (one for one in self.given.posts if one.gone)
        self.gone = frozenset(self.entry_of["POST", one.key] for one in gone)
        self.spoken = frozenset(self.entry_of["POST", one.key] for one in self.given.posts)

    def _against(self, row: Row, here: UUID | None) -> Iterator[Marked]:
        known = self.posts if isinstance(row, PostRow) else self.people
        if row.ours is not None and row.ours not in known:
            zh, en = "数据源所在单位内没有这个编号", "no such number within the feed's unit"
        elif isinstance(row, PostRow) and row.gone and row.ours and here is None:
            zh, en = "不是本数据源设立的职务，不能由其撤销", "not a post of this feed to close"
        else:
            return
        table = POSTS if isinstance(row, PostRow) and row.named_by == "key" else PEOPLE
        yield Marked(table.name, Fault(row.line.cell(row.named_by), zh, en))

    def incoming(self) -> Incoming:
        """What the rows tell, without those of ours that are so already."""
        told = [row for row in self.given.people if not self._so(row)]
        wanted = {token for row in told for token in self._keys(row)}
        ours = (row.ours for row in told if row.ours is not None)
        held = {which for who in ours for which in self.holds.get(who, ())}
        posts = [
            row
            for row in self.given.posts
            if row.ours is None
            or row.key in wanted
            or row.ours in held
            or self.entry_of["POST", row.key] in self.entries
            or self._differs(row)
        ]
        people = [self._person(row) for row in told]
        return Incoming(
            posts=[self._post(row) for row in posts],
            people=[*people, *self._losing({one.entry for one in people})],
        )

    def _losing(self, told: set[UUID]) -> Iterator[IncomingPerson]:
        """People of whom the file says nothing, and who hold a post that it says is no more."""
        for user, posts in self.members.items():
            here = self.entries.get(user)
            if here is not None and user not in told and posts & self.gone:
                said = (user, here["label"], here["active"], here["unit_code"])
                yield IncomingPerson(*said, posts=posts - self.gone)

    def retold(self, incoming: Incoming) -> set[UUID]:
        """Entries of which something else is told than before, whatever comes of it."""
        found = {one.entry for one in incoming.people if self.members_change(one)}
        every: list[tuple[UUID, tuple[str, str, bool]]] = [
            *((one.entry, (one.title, one.unit_code, not one.gone)) for one in incoming.posts),
            *((one.entry, (one.name, one.unit_code, one.active)) for one in incoming.people),
        ]
        for entry, said in every:
            here = self.entries.get(entry)
            if here is not None and said != (here["label"], here["unit_code"], here["active"]):
                found.add(entry)
        return found

    def members_change(self, one: IncomingPerson) -> bool:
        """Whether other posts are told of a person than before."""
        return one.entry in self.entries and one.posts != self.members.get(one.entry, frozenset())

    def _so(self, row: PersonRow) -> bool:
        """Whether a row of ours, of which the feed has told nothing, says only what is so."""
        if row.ours is None or self.entry_of["PERSON", row.key] in self.entries or not row.active:
            return False
        here = self.people[row.ours]
        named = {self.ours_of.get(key) for key in self._keys(row)}
        holds = self.holds.get(row.ours, frozenset()) & self.listed
        return (
            row.name == here["name"]
            and row.unit in ("", here["unit_code"])
            and (row.posts is None or named == holds)
        )

    def _differs(self, row: PostRow) -> bool:
        assert row.ours is not None
        here = self.posts[row.ours]
        return row.title != here["title"] or row.unit not in ("", here["unit_code"])

    def _keys(self, row: PersonRow) -> Iterator[str]:
        """The keys of posts that a row names."""
        for token in row.posts or ():
            implied = _implied(row, token, self.home)
            yield token if ("POST", token) in self.entry_of else implied

    def _post(self, row: PostRow) -> IncomingPost:
        entry = self.entry_of["POST", row.key]
        return IncomingPost(entry, row.title, row.unit, gone=row.gone, ours=row.ours)

    def _person(self, row: PersonRow) -> IncomingPerson:
        entry = self.entry_of["PERSON", row.key]
        before = self.members.get(entry, frozenset())
        posts = before
        if row.posts is not None:
            told = frozenset(self.entry_of["POST", key] for key in self._keys(row)) - self.gone
            # A file that lists posts speaks of these; one that lists none speaks of all.
            posts = told | (before - self.spoken if self.given.lists_posts else frozenset())
        return IncomingPerson(entry, row.name, row.active, row.unit, posts, ours=row.ours)


def _implied(row: PersonRow, token: str, home: str) -> str:
    return f"{row.unit or home}/{token}"


def _with_titles(rows: FileRows, home: str) -> FileRows:
    """The rows with the posts that people's rows name by title or by a key of ours."""
    keys = {one.key for one in rows.posts}
    more: dict[str, PostRow] = {}
    for row in rows.people:
        for token in row.posts or ():
            key, title, unit = _implied(row, token, home), token[:100], row.unit
            if parsed(token) is not None:
                key, title, unit = token, "", ""
            if token not in keys and key not in keys:
                post = PostRow(key, title, unit, line=row.line, named_by="posts")
                more.setdefault(key, post)
    return replace(rows, posts=(*rows.posts, *more.values()))


async def _held(sitting: Sitting, known: Known) -> dict[UUID, list[tuple[UUID, UUID]]]:
    every = (*known.people.values(), *known.meant.values())
    found: dict[UUID, list[tuple[UUID, UUID]]] = {}
    for row in await held_by(sitting, {one.id for one in every}):
        found.setdefault(row["person_id"], []).append((row["id"], row["post_id"]))
    return found


async def _entries(sitting: Sitting, of: Record) -> dict[UUID, dict[str, Any]]:
    table = feed_entry.c
    query = select(
        table.id, table.kind, table.external_id, table.label, table.unit_code, table.active,
        table.person_id, table.post_id,
    ).where(
        table.root == sitting.root,
        table.feed_id == of.id,
        table.gone_at.is_(None),
        sitting.readable(feed_entry, "feed_entry.read"),
    )  # fmt: skip  # columns side by side
    return {row["id"]: row for row in await sitting.rows(query)}


async def memberships(sitting: Sitting, of: Record) -> dict[UUID, frozenset[UUID]]:
    """Gives the posts that a feed says its people hold, by person; all as entries."""
    table = feed_member.c
    query = (
        select(table.user_id, table.group_id)
        .join(feed_entry, (feed_entry.c.root == table.root) & (feed_entry.c.id == table.group_id))
        .where(
            table.root == sitting.root,
            table.gone_at.is_(None),
            feed_entry.c.feed_id == of.id,
            sitting.readable(feed_entry, "feed_entry.read"),
        )
    )
    found: dict[UUID, set[UUID]] = {}
    for row in await sitting.rows(query):
        found.setdefault(row["user_id"], set()).add(row["group_id"])
    return {user: frozenset(groups) for user, groups in found.items()}


async def _posts(sitting: Sitting, keys: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    query = (
        select(post.c.id, post.c.title, tenant.c.code.label("unit_code"))
        .join(tenant, (tenant.c.root == post.c.root) & (tenant.c.id == post.c.holder))
        .where(
            post.c.root == sitting.root,
            among(post.c.id, keys),
            inside(sitting, post),
            post.c.valid_until.is_(None),
        )
    )
    return {row["id"]: row for row in await sitting.rows(query)} if keys else {}
