"""The act by which a level publishes at which telephone a post is reached (公布引领队员电话)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from ledger.contacts.events import ContactCardPublished
from ledger.contacts.numbers import duty_number
from ledger.contacts.refusals import CardDays, CardPostEnds, CardPostNotFound
from ledger.contacts.tables import contact_card
from ledger.publicity.stepping import clean
from tenants.columns import PLACED
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import post
from tenants.wording import dated


@dataclass(frozen=True)
class PublishContactCard:
    """The post, its duty telephone, when and where it answers, and from which day until which."""

    post: UUID
    phone: str
    hours: str
    place: str = ""
    from_on: date | None = None
    until_on: date | None = None


async def publish_contact_card(sitting: Sitting, given: PublishContactCard) -> UUID:
    """Publishes a post's duty telephone; everybody reads it, signed in or not.

    Given:    phone, a landline with its area code, a 400 or 800 number or a service line; hours,
              1 to 100 characters; place, at most 200; from_on, today when nothing is said;
              until_on, the first day on which it holds no more.
    Gives:    the card; it bears the post's title, no name of a person. One of the post whose last
              day is over makes room for it.
    Refuses:  contact_card.post_not_found, the rules of contact_card.publish, record.text_refused,
              record.day_refused, contact_card.number_personal, contact_card.number_refused,
              publicity.personal_data, petitioner.accusation_refused, contact_card.days_refused,
              contact_card.post_ends, contact_card.published_already.
    Records:  ContactCardPublished.
    Source:   seed 4, 公布引领队员电话.
    """
    reached = await sitting.fetch(post, given.post, under="post.read", missing=CardPostNotFound)
    row = {"id": uuid7(), "holder": reached["holder"], "post_id": reached.id}
    place = {name: reached[name] for name in ("root", *PLACED)}
    known = {**dict.fromkeys(contact_card.c.keys()), **place, **row}
    proposed = Record(contact_card, {**known, "state": "PUBLISHED", "shown": "PUBLIC"})
    sitting.decide("contact_card.publish", proposed)
    from_on, until_on = _days(sitting, given, reached)
    said = {
        "title": clean("title", reached["title"], most=200),
        "phone": duty_number(given.phone),
        "hours": clean("hours", given.hours, most=100),
        "place": clean("place", given.place, least=0, most=200),
    }
    days = {"from_on": from_on, "until_on": until_on}
    by = {"issued_by": sitting.viewer.person, "published_at": sitting.now}
    await _make_room(sitting, reached)
    made = await sitting.insert(contact_card, {**row, "state": "PUBLISHED", **said, **days, **by})
    await sitting.record(ContactCardPublished(made.id, 1, reached["holder"]))
    return made.id


async def _make_room(sitting: Sitting, reached: Record) -> None:
    """Ends the post's card whose last day is over: nobody finds two numbers, and none is in the way."""
    of = contact_card.c
    over = select(contact_card).where(
        of.root == sitting.root,
        of.post_id == reached.id,
        of.state == "PUBLISHED",
        of.until_on <= sitting.today,
    )
    for row in await sitting.rows(over.with_for_update()):
        old = Record(contact_card, row)
        sitting.decide("contact_card.withdraw", old)
        await sitting.change(old, {"state": "ENDED"})


def _days(sitting: Sitting, given: PublishContactCard, reached: Record) -> tuple[date, date | None]:
    """Gives the days from and until which a card holds; with its post it ends."""
    ends: date | None = reached["valid_until"]
    from_on = dated("fromOn", given.from_on or sitting.today, today=sitting.today)
    until_on = given.until_on or ends
    if until_on is not None:
        dated("untilOn", until_on, today=sitting.today)
        if until_on <= max(from_on, sitting.today):
            raise CardDays
    if ends is not None and until_on is not None and until_on > ends:
        raise CardPostEnds(day=ends)
    return from_on, until_on
