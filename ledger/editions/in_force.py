"""The book in force in one process: the shipped floor with the editions of the database.

Each version is good for one policy version of the database. Whoever was made under another one gets
no book from here: the process learns the newer one first, and the request is asked once more. An
edition that cannot be used is no reason to decide by an older one: nothing is decided then.
"""

import asyncio
import contextlib
import hashlib
import json
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from ledger.audit.signing import Signer
from ledger.editions.refusals import BookUnusable
from ledger.editions.sealing import is_in_force, is_proposed
from policies import editions
from policies.editions import Edition
from policies.enforcer import StartRefused
from policies.pages import BookError
from policies.reach import Beside, Reach
from policies.truth import Table, tables
from policies.weighing import edited
from storage.engine import transaction
from storage.listening import Listening
from storage.reads import Encoded, Opening, Overloaded, ReadFailed, Reads
from tenants.context import KeySet, seal
from tenants.refusals import DatabaseBusy
from tenants.viewer import NOBODY, Viewer

__all__ = [
    "CANDIDATE_CHANNEL",
    "POLICY_CHANNEL",
    "BookInForce",
    "Candidate",
    "by_engine",
    "by_reads",
    "kept_current",
]

LOGGER = logging.getLogger("levelwise.editions")
POLICY_CHANNEL = "levelwise_policy"
CANDIDATE_CHANNEL = "levelwise_candidate"
AGAIN_SECONDS = 1.0
LOOK_SECONDS = 20.0
FORMER = 16
"""How many books of past days a process keeps."""
_OPENING = "select set_config('levelwise.context', $0, true)"
_ASKED = "select app.book_in_force()"

Ask = Callable[[], Awaitable[Mapping[str, Any]]]
"""Asks the database for its policy version and editions, as of one moment."""


@dataclass(frozen=True)
class Candidate:
    """A proposed edition that is weighed beside the live book, and never asked for an answer."""

    id: str
    root: int
    reach: Reach


@dataclass(frozen=True)
class _Known:
    """What the database said, at one policy version."""

    policy: int
    plain: Reach | None = None
    """For the roots without an edition: the floor, at this policy version."""
    by_root: Mapping[int, Reach] = field(default_factory=dict)
    everywhere: Reach | None = None
    numbers: Mapping[int, int] = field(default_factory=dict)
    candidates: Mapping[int, Candidate] = field(default_factory=dict)


@dataclass
class BookInForce:
    """What every reading and every sitting of a process decides by."""

    floor: Reach
    ask: Ask
    signer: Signer | None = None
    beside: Beside | None = None
    """Hears of decisions wherever an edition is proposed (ledger/editions/shadow.py)."""
    _known: _Known = field(default_factory=lambda: _Known(-1))
    _learning: asyncio.Lock = field(default_factory=asyncio.Lock)
    _former: OrderedDict[str, Reach] = field(default_factory=OrderedDict)
    _turned: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when another policy version is known than before; the next one has an event of its own."""

    @property
    def policy(self) -> int:
        """The policy version of the database that this process knows; -1 before it has looked."""
        return self._known.policy

    @property
    def reach(self) -> Reach:
        """The book for whoever belongs to no root: the floor with every edition in force."""
        return self._known.everywhere or self.floor

    @cached_property
    def shipped(self) -> Sequence[Table]:
        """The tables of truth of the floor, by which editions are weighed."""
        return tables(self.floor.enforcer.book)

    def reach_for(self, viewer: Viewer) -> Reach | None:
        """Gives the book by which a viewer is decided; None when one of the two is not current."""
        known = self._known
        if viewer.policy_version != known.policy:
            return None
        if viewer.root is None:
            return known.everywhere
        return known.by_root.get(viewer.root, known.plain)

    def candidate_for(self, viewer: Viewer) -> Candidate | None:
        """Gives the proposed edition beside which a viewer's decisions are weighed, if there is one."""
        return self._known.candidates.get(viewer.root) if viewer.root is not None else None

    def number(self, root: int) -> int:
        """Gives the number of the edition in force; 0 for the shipped book."""
        return self._known.numbers.get(root, 0)

    def former(self, one: Mapping[str, Any]) -> Reach:
        """Gives the book of an edition that was in force once, on the floor of this process.

        Refuses: book_edition.unusable.
        """
        self._sealed(one)
        kept, digest = self._former, one["digest"]
        if digest not in kept:
            kept[digest] = self._made([self._written(one)])
            if len(kept) > FORMER:
                kept.popitem(last=False)
        kept.move_to_end(digest)
        return kept[digest]

    async def current_for(self, viewer: Viewer) -> Reach | None:
        """Gives the book for a viewer whom the database just called current; learns it if need be.

        Refuses: as :meth:`learn`.
        """
        await self.learn(viewer.policy_version)
        found = self.reach_for(viewer)
        if found is None or self.beside is None or self.candidate_for(viewer) is None:
            return found
        return replace(found, beside=self.beside)

    async def learn(self, policy: int | None = None) -> None:
        """Learns the book of the database, unless the wanted policy version is known already.

        Refuses: book_edition.unusable, the refusal of a database that is busy.
        """
        if policy is not None and policy <= self.policy:
            return
        async with self._learning:
            if policy is None or policy > self.policy:
                said = await self.ask()
                before = self.policy
                if said["policy"] >= before:
                    self._known = self._of(said)
                if self.policy > before:
                    self._turned.set()
                    self._turned = asyncio.Event()

    async def versions(self) -> AsyncIterator[int]:
        """Gives the policy version at once, then each later one, however many may listen.

        What the process learns is told to all of them: nobody asks the database for it again, so
        none of them is lost while it is away or busy.
        """
        told = -1
        while True:
            turned = self._turned
            if self.policy > told:
                told = self.policy
                yield told
            else:
                await turned.wait()

    def _of(self, said: Mapping[str, Any]) -> _Known:
        published = [one for one in said["editions"] if one["state"] == "PUBLISHED"]
        numbers = {one["root"]: one["number"] for one in published}
        for root, number in self._known.numbers.items():
            if numbers.get(root, 0) < number:
                raise BookUnusable(why=f"edition {number} was in force and is gone")
        live = {one["root"]: self._read(one) for one in published}
        policy = said["policy"]
        by_root = {
            root: replace(self._made([edition]), policy=policy) for root, edition in live.items()
        }
        everywhere = replace(self._made(list(live.values())), policy=policy)
        frozen = MappingProxyType
        candidates = {one.root: one for one in self._candidates(said["editions"])}
        plain = replace(self.floor, policy=policy)
        return _Known(
            policy, plain, frozen(by_root), everywhere, frozen(numbers), frozen(candidates)
        )

    def _made(self, given: Sequence[Edition]) -> Reach:
        try:
            return edited(self.floor, given)
        except StartRefused as refused:
            raise BookUnusable(why=str(refused)) from refused

    def _read(self, one: Mapping[str, Any]) -> Edition:
        self._sealed(one)
        return self._written(one)

    def _sealed(self, one: Mapping[str, Any]) -> None:
        if self.signer is None or not is_in_force(self.signer, one):
            raise BookUnusable(why=f"the seal of edition {one['number']} is not genuine")

    def _written(self, one: Mapping[str, Any]) -> Edition:
        if hashlib.sha256(one["text"].encode()).hexdigest() != one["digest"]:
            raise BookUnusable(why=f"the text of edition {one['id']} is not what was sealed")
        try:
            return editions.read(one["text"], self.floor.enforcer.book)
        except BookError as wrong:
            raise BookUnusable(why=f"edition {one['id']}: {wrong}") from wrong

    def _candidates(self, given: Sequence[Mapping[str, Any]]) -> list[Candidate]:
        """Gives what is proposed; a candidate that cannot be used is no reason to stop."""
        found = []
        for one in given:
            if one["state"] != "PROPOSED" or self.signer is None:
                continue
            try:
                if is_proposed(self.signer, one):
                    reach = self._made([self._written(one)])
                    found.append(Candidate(one["id"], one["root"], reach))
            except BookUnusable as wrong:
                LOGGER.warning("a proposed edition is not weighed: %s", wrong)
        return found


def by_reads(reads: Reads, keys: KeySet) -> Ask:
    """Asks the database by the read path. Its refusals: the one of a database that is busy."""

    def value(pid: int) -> Encoded:
        return seal(keys, NOBODY.said, pid=pid, now=time.time()).encode()

    async def ask() -> Mapping[str, Any]:
        try:
            reply = await reads.read(Opening(_OPENING, value), f"{_ASKED}::text", ())
        except Overloaded:
            raise DatabaseBusy from None
        except ReadFailed as failed:
            if failed.passing:
                raise DatabaseBusy from failed
            raise
        said: Mapping[str, Any] = json.loads(reply.body or b"{}")
        return said

    return ask


def by_engine(engine: AsyncEngine, keys: KeySet) -> Ask:
    """Asks the database by a connection for acts: for commands, which read nothing else."""

    def token(pid: int) -> str:
        return seal(keys, NOBODY.said, pid=pid, now=time.time())

    async def ask() -> Mapping[str, Any]:
        async with transaction(engine, token, read_only=True) as connection:
            said: Mapping[str, Any] = (await connection.execute(text(_ASKED))).scalar_one()
            return said

    return ask


@asynccontextmanager
async def kept_current(book: BookInForce, listening: Listening) -> AsyncIterator[None]:
    """Learns each newer book as soon as it is told of, before anybody asks."""
    task = asyncio.create_task(_following(book, listening))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _following(book: BookInForce, listening: Listening) -> None:
    channels = (POLICY_CHANNEL, CANDIDATE_CHANNEL)
    while True:
        seen = listening.news(channels)
        try:
            await book.learn()
        except (BookUnusable, DatabaseBusy, ReadFailed) as failed:
            LOGGER.warning("the book in force: %s", failed)
            await asyncio.sleep(AGAIN_SECONDS)
            continue
        await listening.heard(channels, seen, seconds=LOOK_SECONDS)
