"""The act that makes an approved text public (实施)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.publicity.events import DraftStepped, PublicationPublished
from ledger.publicity.stepping import draft_for, stepped, still_consented
from ledger.publicity.tables import publication
from tenants.sitting import Sitting


@dataclass(frozen=True)
class PublishPublication:
    """The draft and the version that was read."""

    draft: UUID
    expected_version: int


async def publish_publication(sitting: Sitting, given: PublishPublication) -> UUID:
    """Makes an approved draft public: its text is frozen and gets its hash.

    Gives:    the publication. The problem stays where it is: its pledge was signed before; what was
              due of this kind is met, and progress falls due again within a month.
              A pledge and progress are published while the unit has the problem.
    Refuses:  publicity.draft_not_found, the rules of draft.publish, publicity.stale,
              publicity.wrong_state, publicity.consent_missing when consent was taken back since or
              somebody who is named was registered since,
              publicity.not_yours, publicity.not_as_approved.
    Records:  DraftStepped, PublicationPublished.
    Source:   党务公开条例（试行） PO17 第15条.
    """
    found = await draft_for(sitting, given.draft, "draft.publish", version=given.expected_version)
    await still_consented(sitting, found)
    written = None
    if found["state"] == "APPROVED":
        row = {
            name: found[name] for name in ("holder", "kind", "polarity", "scope", "title", "text")
        }
        row |= {"draft_id": found.id, "published_at": sitting.now}
        written = await sitting.insert(publication, row)
    changed = await stepped(sitting, found, "publish", signed="published")
    await sitting.record(DraftStepped(changed.id, changed.version, changed["holder"]))
    assert written is not None, "only an approved draft can be published"
    await sitting.record(PublicationPublished(written.id, 1, changed["holder"]))
    return written.id
