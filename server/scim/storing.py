"""Where the SCIM library reads and writes: the entries of the feed that calls.

Each call is a sitting of the feed, behind the wall. Reading gives back what this feed told and
nothing else; writing is an act of ``ledger.feeds``.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID

from scim2_models import (
    ForbiddenException,
    InvalidCursorException,
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
from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
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
from server.scim.filtering import EntryFilter, path_of, read_id, text_at
from server.scim.translating import MEMBERSHIP, person_of, post_of
from tenants.recording import Outcome
from tenants.refusals import Invalid, NotFound, Refusal
from tenants.sitting import Sitting, Sittings
from tenants.viewer import Viewer

KINDS = {"User": "PERSON", "Group": "POST"}
MODELS: Mapping[str, Any] = {"PERSON": PERSON, "POST": POST}
FILTERS: Mapping[str, Any] = {"PERSON": ScimFilter[PERSON], "POST": ScimFilter[POST]}


class Unavailable(SCIMException):
    """The database is busy: the same request may be sent again."""

    status = 503
    _default_detail = "The server is busy, send the same request again"


@dataclass(frozen=True)
class Caller:
    """A feed that calls, and with what it does so."""

    viewer: Viewer
    sittings: Sittings
    vault: Vault
    request: str


class Entries(AsyncScimStorage):
    """The entries of one feed, for the length of one call."""

    supports_cursors = True

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.refusal: Refusal | None = None

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
        keys, descending = _order(search_request, kinds)
        async with self._sitting() as sitting:
            query = _entries(sitting, kinds).where(where)
            if search_request.cursor is not None:
                return await _after(
                    sitting, query, search_request, keys=keys, descending=descending, at=position
                )
            counted = select(func.count().label("n")).select_from(query.subquery())
            total = (await sitting.rows(counted))[0]["n"]
            ordered = query.order_by(*(key.desc() if descending else key for key in keys))
            page = ordered.offset(search_request.start_index_0 or 0).limit(search_request.count)
            rows = await sitting.rows(page) if search_request.count != 0 else []
            return SearchPage(total, await _resources(sitting, rows, bare=_bare(search_request)))

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
        try:
            outcome = await self.caller.sittings.perform(
                self.caller.viewer,
                act,
                given=given,
                key=f"scim-{uuid7().hex}",
                request=self.caller.request,
            )
        except Refusal as refusal:
            raise self._told(refusal) from refusal
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
            sittings = self.caller.sittings
            async with sittings.open(self.caller.viewer, request=self.caller.request) as sitting:
                yield sitting
        except NoConnectionFree as waited:
            raise Unavailable from waited


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


def _order(
    search_request: SearchRequest[Any], kinds: Sequence[str]
) -> tuple[list[ColumnElement[Any]], bool]:
    """The keys that a page is ordered by; what has no value comes last."""
    if search_request.sort_by is None:
        return [feed_entry.c.id], False
    binding = search_request.sort_binding(MODELS[kinds[0]])
    descending = search_request.sort_order == SearchRequest.SortOrder.descending
    if binding is None:
        return [feed_entry.c.id], descending
    value: ColumnElement[Any]
    if binding.field_name == "meta":
        held = {"created": feed_entry.c.created_at, "last_modified": feed_entry.c.changed_at}
        value = func.to_char(held[binding.sub_field_name or "created"], "YYYYMMDDHH24MISSUS")
    elif binding.field_name == "id":
        return [feed_entry.c.id], descending
    else:
        value = text_at(feed_entry.c.told, path_of(binding), exact=binding.case_exact)
    return [value.is_(None), func.coalesce(value, "").collate("C"), feed_entry.c.id], descending


async def _after(
    sitting: Sitting,
    query: Any,
    search_request: SearchRequest[Any],
    *,
    keys: list[ColumnElement[Any]],
    descending: bool,
    at: Any,
) -> SearchPage:
    """One page by cursor: the rows after, or before, the keys that the cursor holds."""
    if search_request.count == 0:
        return SearchPage(None, [])
    back, anchor = _read_position(at, len(keys))
    turned = descending != back
    if anchor is not None:
        here, there = tuple_(*keys), tuple_(*anchor)
        query = query.where(here < there if turned else here > there)
    named = [key.label(f"k{place}") for place, key in enumerate(keys)]
    query = query.add_columns(*named)
    query = query.order_by(*(key.desc() if turned else key for key in keys))
    count = search_request.count or 0
    rows = await sitting.rows(query.limit(count + 1) if count else query)
    more = bool(count) and len(rows) > count
    rows = rows[:count] if count else rows
    if back:
        rows.reverse()
    page = SearchPage(None, await _resources(sitting, rows, bare=_bare(search_request)))
    if rows and (more or back):
        page.next = _position("next", rows[-1], len(keys))
    if rows and (more if back else anchor is not None):
        page.previous = _position("previous", rows[0], len(keys))
    return page


def _position(direction: str, row: Mapping[str, Any], size: int) -> list[Any]:
    held = [row[f"k{place}"] for place in range(size)]
    return [direction, *(str(key) if isinstance(key, UUID) else key for key in held)]


def _read_position(at: Any, size: int) -> tuple[bool, list[Any] | None]:
    if at is None:
        return False, None
    if not isinstance(at, list) or len(at) != size + 1 or at[0] not in {"next", "previous"}:
        raise InvalidCursorException
    key = read_id(at[-1])
    if key is None:
        raise InvalidCursorException
    return at[0] == "previous", [*at[1:-1], key]


# ------------------------------------------------------------------------------- resources
def _bare(asked: ResponseParameters[Any] | SearchRequest[Any] | None) -> bool:
    """Whether the reader wants no members and groups, which are then not read."""
    if asked is None:
        return False
    left_out = {str(one) for one in asked.excluded_attributes or ()}
    wanted = {str(one) for one in asked.attributes or ()}
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
