"""The act that records where and when a publication could be read (the channel log)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.publicity.events import PublicationPosted
from ledger.publicity.refusals import PublicationNotFound, PublicityNotOpenToThis
from ledger.publicity.stepping import clean
from ledger.publicity.tables import posting, publication
from tenants.refusals import DayRefused
from tenants.sitting import Sitting
from tenants.wording import FIRST_DAY


@dataclass(frozen=True)
class RecordPosting:
    """The publication; the form and place in which it could be read, since when, and a link."""

    publication: UUID
    form: str
    place: str
    posted_on: date
    link: str = ""


async def record_posting(sitting: Sitting, given: RecordPosting) -> UUID:
    """Records that a publication was posted somewhere.

    Given:    place, 1 to 200 characters; link, up to 400, empty or https; posted_on, today or before.
    Gives:    the publication, with one posting more. Those who may not read the draft read channel
              and day of it: nobody approved the rest.
    Refuses:  publicity.publication_not_found, the rules of publication.log, publicity.wrong_state,
              record.day_refused, record.text_refused, publicity.personal_data, publicity.link_refused.
    Records:  PublicationPosted.
    Source:   seed 0, 定期在媒体公开.
    """
    found = await sitting.fetch(
        publication, given.publication, under="publication.read", missing=PublicationNotFound
    )
    sitting.decide("publication.log", found)
    if found["state"] != "PUBLISHED":
        raise PublicityNotOpenToThis(state=found["state"])
    if not FIRST_DAY <= given.posted_on <= sitting.today:
        raise DayRefused(field="posted_on", first=FIRST_DAY, last=sitting.today)
    row = {
        "holder": found["holder"],
        "publication_id": found.id,
        "form": given.form,
        "place": clean("place", given.place, most=200),
        "link": clean("link", given.link, least=0, most=400),
        "posted_on": given.posted_on,
        "recorded_by": sitting.viewer.person,
        "recorded_at": sitting.now,
    }
    await sitting.insert(posting, row)
    await sitting.record(PublicationPosted(found.id, found.version, found["holder"]))
    return found.id
