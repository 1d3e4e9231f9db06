"""Reading: a viewer, the rule book's narrow and the shelves become one statement and its bytes.

There is no other road by which rows reach a client. What was read under rights that have changed
meanwhile is thrown away (:class:`Stale`); the caller makes the viewer anew and asks once more.
"""

import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, Date, Integer, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from ledger.editions.in_force import BookInForce
from ledger.problems.filters import searched
from ledger.responsibilities.files import FACTS as LINK_FACTS
from ledger.responsibilities.files import Links
from ledger.shelves import CATALOGUE
from policies.book import Noun
from policies.facts import bindings
from policies.narrow import Branches, Never, narrow
from policies.reach import Reach
from storage import compile as compiler
from storage.binding import Statement
from storage.paging import BadInput
from storage.reads import Encoded, Opening, ReadFailed, Reads, Reply, encoded
from storage.selection import Selection
from storage.shelf import Columns
from tenants.context import KeySet, seal
from tenants.refusals import Bug, TextTooBroad
from tenants.viewer import CHINA, Viewer

_OPENING = "select set_config('levelwise.context', $0, true), ctx.versions()"
"""Sets the context, then says from what standing and rule book it should have been made."""

FACTS: Mapping[str, Any] = {
    "viewer_root": Integer(),
    "viewer_tenant": Integer(),
    "viewer_parent": Integer(),
    "viewer_person": Uuid(),
    "viewer_post": Uuid(),
    "viewer_body": Uuid(),
    "viewer_actor_type": Text(),
    "viewer_tenants": ARRAY(Integer()),
    "viewer_units": ARRAY(Integer()),
    "viewer_window": Integer(),
    "viewer_elsewhere": Boolean(),
    **{f"viewer_at{slot}": Integer() for slot in range(1, 7)},
    "today": Date(),
    **dict.fromkeys(LINK_FACTS, Text()),
}
"""The viewer's facts that a statement may bind, with their SQL types."""


class Stale(Exception):
    """The viewer's posts, or the rule book, have changed since the viewer was made."""


@dataclass(frozen=True)
class _Fields(Mapping[str, ColumnElement[Any]]):
    """Columns by the field names of a noun; only what a rule reads is touched."""

    noun: Noun
    columns: Columns

    def __getitem__(self, name: str) -> ColumnElement[Any]:
        return self.columns[self.noun.column(name)]

    def __iter__(self) -> Iterator[str]:
        return iter(self.noun.fields)

    def __len__(self) -> int:
        return len(self.noun.fields)


@dataclass(frozen=True)
class ViewerRules:
    """The rule book as one viewer meets it: the compiler's reading of it."""

    reach: Reach
    viewer: Viewer

    @property
    def slot(self) -> int | None:
        """The slot of the acting tenant; None for nobody."""
        return self.viewer.slot

    @property
    def facts(self) -> Mapping[str, Any]:
        """The viewer's facts by parameter name."""
        return FACTS

    @property
    def key(self) -> object:
        """What a compiled statement depends on: roles, slot and the book."""
        viewer = self.viewer
        return (viewer.roles, viewer.all_roles, viewer.slot, self.reach.version)

    def branches(self, action: str, columns: Columns) -> Sequence[ColumnElement[Any]] | None:
        """Disjoint indexable conditions; empty means never, None means always."""
        viewer = self.viewer
        noun = self.reach.enforcer.book.noun_of(action)
        found = narrow(
            self.reach,
            viewer.roles,
            all_roles=viewer.all_roles,
            action=action,
            slot=viewer.slot,
            columns=_Fields(noun, columns),
        )
        if isinstance(found, Branches):
            return [branch.where for branch in found.branches]
        return [] if isinstance(found, Never) else None


Marks = Callable[[Viewer, Sequence[UUID], Sequence[str]], Awaitable[None]]
"""Records, for good, that a viewer is about to read things, by which root fields."""


@dataclass(frozen=True)
class Reading:
    """What every reading of this process needs."""

    reads: Reads
    keys: KeySet
    reach: Reach
    links: Links | None = None
    """Makes the addresses of files; without it they are null."""
    book: BookInForce | None = None
    """The book in force, where editions are published; without it ``reach`` holds always."""
    marks: Marks | None = None
    """Writes down what is read while an emergency window is open; without it nothing is."""

    def rules(self, viewer: Viewer) -> ViewerRules:
        """The rules of one viewer. Refuses: Stale."""
        return ViewerRules(self.reach_for(viewer), viewer)

    def reach_for(self, viewer: Viewer) -> Reach:
        """The book by which a viewer is decided.

        Refuses: Stale when the viewer and this process do not know the same policy version.
        """
        found = self.reach if self.book is None else self.book.reach_for(viewer)
        if found is None:
            raise Stale
        return found

    def compiled(
        self, viewer: Viewer, selections: Sequence[Selection], *, root_type: str
    ) -> Statement:
        """Compiles all root fields of an operation."""
        return compiler.operation(CATALOGUE, self.rules(viewer), selections, root_type=root_type)

    def compiled_value(self, viewer: Viewer, selection: Selection) -> Statement:
        """Compiles one root field to its bare value."""
        return compiler.reading(CATALOGUE, self.rules(viewer), selection)

    async def run(
        self, viewer: Viewer, statement: Statement, variables: Mapping[str, Any]
    ) -> bytes:
        """Runs a compiled statement for a viewer.

        Gives:   the JSON that PostgreSQL built.
        Refuses: Stale; storage.paging.BadInput for an argument that cannot be used;
                 record.text_too_broad; storage.reads.ReadFailed and Overloaded.
        """
        if viewer.glass is not None:
            await self._marked(viewer, statement, variables)
        values = self._values(viewer, statement, variables)
        try:
            reply = await self.reads.read(self._opening(viewer), statement.sql, values)
        except ReadFailed as failed:
            if failed.took_too_long and any(one.fit is searched for one in statement.parameters):
                raise TextTooBroad from failed
            raise
        await self._current(viewer, reply)
        return reply.body or b"null"

    async def _marked(
        self, viewer: Viewer, statement: Statement, variables: Mapping[str, Any]
    ) -> None:
        """Has a reading under an emergency window in the audit before anything is read.

        Refuses: Stale, when the window is over.
        """
        if self.marks is None:
            raise Bug("nobody writes down what is read under an emergency window here")
        given = (one.value({}, variables) for one in statement.parameters if one.names)
        things = [one for value in given for one in (value if isinstance(value, list) else [value])]
        named = list(dict.fromkeys(one for one in things if isinstance(one, UUID)))
        await self.marks(viewer, named, statement.about)

    async def _current(self, viewer: Viewer, reply: Reply) -> None:
        """Throws away what was read under another standing or book; learns the newer book first.

        Refuses: Stale.
        """
        checked = viewer.person is not None or self.book is not None
        if checked and reply.opening[1] != _versions(viewer):
            if self.book is not None:
                await self.book.learn(_policy(reply))
            raise Stale

    async def refuse_stale(self, viewer: Viewer) -> None:
        """Holds that somebody still stands as they were made, where nothing else is read for them.

        Refuses: Stale.
        """
        if viewer.person is not None:
            await self._current(
                viewer, await self.reads.read(self._opening(viewer), "select ''", ())
            )

    async def horizon(self, viewer: Viewer) -> int:
        """A transaction before which every other one has ended, as one viewer asks.

        Refuses: Stale.
        """
        asked = "select pg_snapshot_xmin(pg_current_snapshot())::text"
        reply = await self.reads.read(self._opening(viewer), asked, ())
        await self._current(viewer, reply)
        return int(reply.body or 0)

    def _values(
        self, viewer: Viewer, statement: Statement, variables: Mapping[str, Any]
    ) -> list[Encoded]:
        """Gives the statement's values; what is known of the viewer was written down once."""
        bound, facts = viewer.bound, None
        values: list[Encoded] = []
        for one in statement.parameters:
            if one.fact is None:
                try:
                    values.append(encoded(one.value({}, variables)))
                except BadInput as bad:
                    raise bad.of(one.called) from None
            elif one.fact in bound:
                values.append(bound[one.fact])
            else:
                facts = facts or self._facts(viewer, statement)
                values.append(encoded(facts[one.fact]))
        return values

    def _facts(self, viewer: Viewer, statement: Statement) -> Mapping[str, Any]:
        """Gives every fact, those of this moment included."""
        facts = facts_of(viewer)
        # A ticket costs an encryption: only statements that print addresses pay for it.
        if self.links and any(one.fact in LINK_FACTS for one in statement.parameters):
            facts |= self.links.facts(viewer, now=datetime.now(UTC))
        return facts

    def _opening(self, viewer: Viewer) -> Opening:
        keys, said = self.keys, viewer.said

        def value(pid: int) -> Encoded:
            return seal(keys, said, pid=pid, now=time.time()).encode()

        return Opening(_OPENING, value)


def _versions(viewer: Viewer) -> bytes:
    """What ``ctx.versions()`` answers while the viewer is current."""
    # Whoever holds no post any more reads as nobody, whose standing never changes.
    standing = 0 if viewer.person is None else viewer.standing
    return b"{%d,%d}" % (standing, viewer.policy_version)


def _policy(reply: Reply) -> int:
    """The policy version of the database, as an opening gave it; newer than any where it is none."""
    said = (reply.opening[1] or b"").strip(b"{}").rpartition(b",")[2]
    return int(said) if said.isdigit() else 2**31


def facts_of(viewer: Viewer) -> dict[str, Any]:
    """The value of every parameter in :data:`FACTS`."""
    today = (datetime.now(UTC) + CHINA).date()
    known = {**bindings(viewer), "viewer_root": viewer.root, "today": today}
    return known | dict.fromkeys(LINK_FACTS)
