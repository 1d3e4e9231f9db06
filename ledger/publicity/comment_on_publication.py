"""A comment of the public: no act of anybody, so it goes in by a gate and waits to be let through."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text

from ledger.petitioners.accusations import refuse_accusations
from ledger.publicity.refusals import CommentByStaff, PublicationNotFound, TooManyComments
from ledger.publicity.stepping import clean
from ledger.publicity.tables import publication
from tenants.columns import SLOTS
from tenants.refusals import KeyMalformed, KeyReused
from tenants.sitting import KEY, Sitting, Sittings
from tenants.viewer import NOBODY, Viewer

MOST = 500
_COMMENT = text("select app.comment_on(:publication, :said, :key, :address)")


@dataclass(frozen=True)
class CommentOnPublication:
    """The public publication, what is said, and the key of the attempt."""

    publication: UUID
    text: str
    key: str


async def comment_on_publication(
    sittings: Sittings, viewer: Viewer, given: CommentOnPublication, *, address: str
) -> bool:
    """Takes a comment on a public publication, from whoever of the public sends it, as nobody.

    Given:    text, 2 to 500 characters; address, from where it comes: kept only as a hash that
              changes every day, to count by.
    Gives:    whether the same comment had come under this key before.
    Refuses:  idempotency.key_malformed, record.text_refused, publicity.personal_data,
              petitioner.accusation_refused, publicity.not_for_staff (of the unit that published,
              above it or below it), publicity.publication_not_found, idempotency.key_reused,
              publicity.too_many_comments (5 an hour from one address, 200 to one publication).
    Source:   seed 0, 接受群众和社会各界监督.
    """
    if not KEY.fullmatch(given.key):
        raise KeyMalformed
    said = clean("text", given.text, least=2, most=MOST)
    refuse_accusations(said, of_people=True)
    asked = {
        "publication": given.publication,
        "said": said,
        "key": given.key,
        "address": address,
    }
    # As nobody, whoever is signed in: what a citizen says of a unit is not tied to their post.
    async with sittings.open(NOBODY, act="comment_on_publication") as sitting:
        await _of_the_public(sitting, viewer, given.publication)
        became = (await sitting.connection.execute(_COMMENT, asked)).scalar_one()
    match became:
        case "not_found":
            raise PublicationNotFound
        case "key_reused":
            raise KeyReused
        case "too_many":
            raise TooManyComments
    return bool(became == "replayed")


async def _of_the_public(sitting: Sitting, viewer: Viewer, key: UUID) -> None:
    """Holds that whoever is signed in sits neither in the unit that published nor above or below it.

    Refuses:  publicity.not_for_staff.
    """
    line = [publication.c[f"at{slot}"] for slot in SLOTS]
    query = select(publication.c.holder, *line).where(publication.c.id == key)
    for row in await sitting.rows(query):
        if row["holder"] in viewer.units or not set(viewer.tenants).isdisjoint(row.values()):
            raise CommentByStaff
