"""Where the SCIM library reads and writes: the entries of the feed that calls.

Each call is a sitting of the feed, behind the wall. Reading gives back what this feed told and
nothing else; writing is an act of ``ledger.feeds``.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from typing import Any, TypeVar
from uuid import UUID

from scim2_models import (
    ConflictException,
    ForbiddenException,
    InvalidValueException,
    Meta,
    NotFoundException,
    PreconditionFailedException,
    Resource,
    ResourceType,
    ResponseParameters,
    SCIMException,
    ScimFilter,
    SearchRequest,
    UniquenessException,
)
from scim2_server.storage import AsyncScimStorage, SearchPage
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.exc import DataError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from uuid_utils.compat import uuid7

from ledger.feeds.drop_entry import DropEntry, drop_entry
from ledger.feeds.refusals import (
    FeedEntryStale,
    FeedExternalIdTaken,
    FeedKindNotAgreed,
    FeedNameTaken,
    FeedSuspendedNow,
)
from ledger.feeds.tables import feed_entry, feed_member
from ledger.feeds.take_person import take_person
from ledger.feeds.take_post import take_post
from ledger.petitioners.vault import Vault
from server.scim.describing import PERSON, POST
from server.scim.filtering import EntryFilter, read_id
from server.scim.paging import LAST, MODELS, after, order
from server.scim.translating import MEMBERSHIP, person_of, post_of
from tenants.recording import Outcome
from tenants.refusals import Conflict, Invalid, NotFound, Refusal
from tenants.sitting import Outdated, Sitting, Sittings
from tenants.viewer import Viewer

KINDS = {"User": "PERSON", "Group": "POST"}
FILTERS: Mapping[str, Any] = {"PERSON": ScimFilter[PERSON], "POST": ScimFilter[POST]}


TURN_SECONDS = 10.0
"""So long a request waits until others of its feed have been written."""
NO_VALUE = "A value that no record can hold 无法保存的值"
T = TypeVar("T")


class Unavailable(SCIMException):
    """The database is busy: the same request may be sent again."""

    status = 503
    _default_detail = "The server is busy, send the same request again 系统繁忙，请原样重发"


@dataclass(frozen=True)
class Caller:
    """A feed that calls, and with what it does so."""

    viewer: Viewer
    sittings: Sittings
    vault: Vault
    request: str


Anew = Callable[[], Awaitable[Caller]]


class Entries(AsyncScimStorage):
    """The entries of one feed, for the length of one call."""

    supports_cursors = True

    def __init__(
        self, caller: Caller, *, turn: asyncio.Lock | None = None, anew: Anew | None = None
    ) -> None:
        """Given: turn, in which what one feed writes is written; anew, who calls, asked once more."""
        self.caller = caller
        self.turn = turn
        self.anew = anew
        self.refusal: Refusal | None = None

    @asynccontextmanager
    async def operation(self) -> AsyncIterator[None]:
        """Encloses one request, or one operation of a bulk: one feed writes in turn, and waits."""
        if self.turn is None:
            yield
            return
        try:
            async with asyncio.timeout(TURN_SECONDS):
                await self.turn.acquire()
        except TimeoutError as waited:
            raise Unavailable from waited
        try:
            yield
        finally:
            self.turn.release()

    # ------------------------------------------------------------ reading

    async def get(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        response_parameters: ResponseParameters[Any] | None = None,
    ) -> Resource[Any]:
        """Gives one entry."""
        kind, key = _kind(resource_type), read_id(resource_id)
        if key is not None:
            async with self._sitting() as sitting:
                rows = await sitting.rows(_entries(sitting, [kind]).where(feed_entry.c.id == key))
                found = await _resources(sitting, rows, bare=_bare(response_parameters))
            if found:
                return found[0]
        raise NotFoundException(detail=f"No {resource_type.name} {resource_id!r} of this feed")

    async def search(
        self,
        resource_types: list[ResourceType],
        search_request: SearchRequest[Any],
        *,
        position: Any = None,
    ) -> SearchPage:
        """Gives one page, of at most as many entries as the service promised."""
        kinds = [_kind(one) for one in resource_types]
        where = _condition(search_request, kinds)
        keys, descending = order(search_request, kinds)
        bare, count = _bare(search_request), search_request.count
        async with self._sitting() as sitting:
            query = _entries(sitting, kinds).where(where)
            if search_request.cursor is not None:
                if count == 0:
                    return SearchPage(None, [])
                rows, following, preceding = await after(
                    sitting, query, keys, descending=descending, count=count or 0, at=position
                )
                found = await _resources(sitting, rows, bare=bare)
                return SearchPage(None, found, following, preceding)
            counted = select(func.count().label("n")).select_from(query.subquery())
            total = (await sitting.rows(counted))[0]["n"]
            ordered = query.order_by(*(key.desc() if descending else key for key in keys))
            page = ordered.offset(min(search_request.start_index_0 or 0, LAST)).limit(count)
            rows = await sitting.rows(page) if count != 0 else []
            return SearchPage(total, await _resources(sitting, rows, bare=bare))

    # ------------------------------------------------------------ writing

    async def create(self, resource_type: ResourceType, resource: Resource[Any]) -> Resource[Any]:
        """Takes something new in."""
        return await self._take(resource_type, resource, entry=None, version=None)

    async def update(
        self,
        resource_type: ResourceType,
        resource: Resource[Any],
        *,
        expected_version: str | None = None,
    ) -> Resource[Any]:
        """Takes in what was told anew."""
        key = read_id(resource.id)
        if key is None:
            raise NotFoundException
        version = _version(expected_version)
        return await self._take(resource_type, resource, entry=key, version=version)

    async def delete(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        expected_version: str | None = None,
    ) -> None:
        """Takes in that something is no more."""
        key = read_id(resource_id)
        if key is None:
            raise NotFoundException
        given = DropEntry(key, _kind(resource_type), _version(expected_version))
        await self._perform(drop_entry, given)

    async def _take(
        self,
        resource_type: ResourceType,
        resource: Resource[Any],
        *,
        entry: UUID | None,
        version: int | None,
    ) -> Resource[Any]:
        if _kind(resource_type) == "PERSON":
            told = person_of(resource, entry, version=version, vault=self.caller.vault)
            outcome = await self._perform(take_person, told)
        else:
            outcome = await self._perform(take_post, post_of(resource, entry, version=version))
        return await self.get(resource_type, str(outcome.record))

    async def _perform(self, act: Any, given: Any) -> Outcome:
        """Performs an act of the feed; a refusal becomes the error SCIM has for it."""
        key = f"scim-{uuid7().hex}"

        async def performed() -> Outcome:
            caller = self.caller
            return await caller.sittings.perform(
                caller.viewer, act, given=given, key=key, request=caller.request
            )

        try:
            outcome = await self._as_it_stands(performed)
        except Refusal as refusal:
            raise self._told(refusal) from refusal
        except DataError as failed:
            raise InvalidValueException(detail=NO_VALUE) from failed
        if outcome.refusal is not None:
            raise self._told(outcome.refusal)
        return outcome

    def _told(self, refusal: Refusal) -> SCIMException:
        self.refusal = refusal
        named = refusal.code if refusal.token is None else f"{refusal.code}, {refusal.token}"
        said = f"{refusal.message('en')} {refusal.message('zh')} ({named})"
        if refusal.retryable:
            return Unavailable(detail=said)
        if isinstance(refusal, FeedNameTaken | FeedExternalIdTaken):
            return UniquenessException(detail=said)
        if isinstance(refusal, FeedEntryStale):
            return PreconditionFailedException(detail=said)
        if isinstance(refusal, Conflict):
            return ConflictException(detail=said)
        if isinstance(refusal, FeedSuspendedNow | FeedKindNotAgreed):
            return ForbiddenException(detail=said)
        if isinstance(refusal, NotFound):
            return NotFoundException(detail=said)
        if isinstance(refusal, Invalid):
            return InvalidValueException(detail=said)
        return ForbiddenException(detail=said)

    @asynccontextmanager
    async def _sitting(self) -> AsyncIterator[Sitting]:
        try:
            async with AsyncExitStack() as stack:

                async def entered() -> Sitting:
                    caller = self.caller
                    opened = caller.sittings.open(caller.viewer, request=caller.request)
                    return await stack.enter_async_context(opened)

                yield await self._as_it_stands(entered)
        except NoConnectionFree as waited:
            raise Unavailable from waited
        except DataError as failed:
            raise InvalidValueException(detail=NO_VALUE) from failed

    async def _as_it_stands(self, run: Callable[[], Awaitable[T]]) -> T:
        """Does something by the rule book of now; once more where it has just changed."""
        try:
            return await run()
        except Outdated:
            if self.anew is not None:
                self.caller = await self.anew()
        try:
            return await run()
        except Outdated as changed:
            raise Unavailable from changed


# ------------------------------------------------------------------------------- pages
def _kind(resource_type: ResourceType) -> str:
    return KINDS[str(resource_type.name)]


def _entries(sitting: Sitting, kinds: Sequence[str]) -> Any:
    """The entries of the acting feed that are there; whose they are, the rule book says."""
    return select(feed_entry).where(
        feed_entry.c.root == sitting.root,
        feed_entry.c.feed_id == sitting.viewer.person,
        feed_entry.c.kind.in_(kinds),
        feed_entry.c.gone_at.is_(None),
        sitting.readable(feed_entry, "feed_entry.read"),
    )


def _condition(search_request: SearchRequest[Any], kinds: Sequence[str]) -> ColumnElement[bool]:
    """The filter, asked of each kind in its own words."""
    if search_request.filter is None:
        return feed_entry.c.kind.in_(kinds)
    asked = str(search_request.filter)
    return or_(
        *(
            and_(feed_entry.c.kind == kind, EntryFilter(FILTERS[kind](asked)).condition())
            for kind in kinds
        )
    )


# ------------------------------------------------------------------------------- resources
def _bare(asked: ResponseParameters[Any] | SearchRequest[Any] | None) -> bool:
    """Whether the reader wants no members and groups, which are then not read."""
    if asked is None:
        return False
    left_out = {str(one).lower() for one in asked.excluded_attributes or ()}
    wanted = {str(one).lower() for one in asked.attributes or ()}
    return bool(left_out & MEMBERSHIP) or bool(
        wanted and not any(one.rpartition(":")[2].partition(".")[0] in MEMBERSHIP for one in wanted)
    )


async def _resources(
    sitting: Sitting, rows: Sequence[Mapping[str, Any]], *, bare: bool
) -> list[Resource[Any]]:
    tied = {} if bare or not rows else await _ties(sitting, [row["id"] for row in rows])
    # A page of two hundred is some milliseconds of work: others get their turn before it.
    await asyncio.sleep(0)
    return [_resource(row, tied.get(row["id"], ())) for row in rows]


async def _ties(sitting: Sitting, keys: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The members of groups and the groups of users, for the rows of one page."""
    found: dict[UUID, list[dict[str, Any]]] = {}
    table = feed_member.c
    for here, there, name in (
        (table.group_id, table.user_id, "User"),
        (table.user_id, table.group_id, "Group"),
    ):
        query = (
            select(here.label("here"), there.label("there"), feed_entry.c.label, table.display)
            .select_from(
                feed_member.join(
                    feed_entry, and_(feed_entry.c.root == table.root, feed_entry.c.id == there)
                )
            )
            .where(table.root == sitting.root, here.in_(keys), table.gone_at.is_(None))
            .order_by(feed_member.c.id)
        )
        for row in await sitting.rows(query):
            tie = {
                "value": str(row["there"]),
                "$ref": f"{name}s/{row['there']}",
                "display": row["display"] if name == "User" and row["display"] else row["label"],
                "type": name if name == "User" else "direct",
            }
            found.setdefault(row["here"], []).append(tie)
    return found


def _resource(row: Mapping[str, Any], ties: Sequence[Mapping[str, Any]]) -> Resource[Any]:
    told = {**row["told"], "id": str(row["id"])}
    if ties:
        told["members" if row["kind"] == "POST" else "groups"] = list(ties)
    found: Resource[Any] = MODELS[row["kind"]].model_validate(told)
    found.meta = Meta(
        resource_type="User" if row["kind"] == "PERSON" else "Group",
        created=row["created_at"].astimezone(UTC),
        last_modified=row["changed_at"].astimezone(UTC),
        version=f'W/"{row["version"]}"',
    )
    return found


def _version(expected: str | None) -> int | None:
    if expected is None:
        return None
    plain = expected.removeprefix("W/").strip('"')
    return int(plain) if plain.isdigit() and len(plain) < 10 else 0
