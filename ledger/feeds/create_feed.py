"""The act by which a feed is set up (设立数据源)."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from ledger.feeds.events import FeedCreated
from ledger.feeds.placing import place_of, proposed_at
from ledger.feeds.refusals import FeedKindsRefused, FeedUnitNotFound
from ledger.feeds.tables import KINDS, feed
from tenants.sitting import Sitting
from tenants.tables import tenant
from tenants.wording import numbered, worded

_KEEP_SECRET = text("select app.keep_feed_secret(:feed, :sha256, :overlap)")


@dataclass(frozen=True)
class CreateFeed:
    """The unit, a name, what the feed will tell of, its budget, and the hash of its secret."""

    tenant: UUID
    name: str
    kinds: tuple[str, ...]
    budget: int
    rights_from: str
    secret_sha256: bytes = field(metadata={"digest": False})
    source: str = "SCIM"


async def create_feed(sitting: Sitting, given: CreateFeed) -> UUID:
    """Sets up a feed for one unit and all below it.

    Given:    kinds, of PEOPLE, POSTS and UNITS; budget, how many people of the unit, in per cent,
              may change in a day before the feed stops, 1 to 100; rights_from, the lowest kind of
              unit in which posts with rights are filled by people and not by the feed.
    Gives:    the feed; it opens with the secret of which the hash was given.
    Refuses:  feed.unit_not_found, the rules of feed.create, viewer.step_up, feed.kinds_refused,
              record.text_refused, record.number_refused.
    Records:  FeedCreated.
    Source:   security.md row 6.
    """
    unit = select(tenant.c.id).where(
        tenant.c.root == sitting.root,
        tenant.c.uid == given.tenant,
        sitting.readable(tenant, "tenant.read"),
    )
    found = await sitting.rows(unit)
    place = await place_of(sitting, found[0]["id"]) if found else None
    if place is None:
        raise FeedUnitNotFound
    row = {"id": uuid7(), "holder": place["holder"], "created_by": sitting.viewer.person}
    sitting.decide("feed.create", proposed_at(feed, place, row))
    for kind in given.kinds or ("",):
        if kind not in KINDS:
            raise FeedKindsRefused(known=", ".join(KINDS), value=kind[:40])
    written = await sitting.insert(
        feed,
        {
            **row,
            "name": worded("name", given.name, most=100),
            "source": given.source,
            "kinds": sorted(set(given.kinds)),
            "budget": numbered("budget", given.budget, least=1, most=100),
            "rights_from": given.rights_from,
            "created_at": sitting.now,
        },
    )
    await keep_secret(sitting, written.id, given.secret_sha256, overlap_hours=0)
    await sitting.record(FeedCreated(written.id, 1, written["holder"]))
    return written.id


async def keep_secret(sitting: Sitting, of: UUID, sha256: bytes, *, overlap_hours: int) -> None:
    """Hands the hash of a secret to the gate that keeps it. The secret itself is nowhere."""
    kept = {"feed": of, "sha256": sha256, "overlap": overlap_hours}
    await sitting.connection.execute(_KEEP_SECRET, kept)
