"""The act that lets a comment of the public through, or hides it with a reason."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.publicity import rules
from ledger.publicity.events import CommentModerated
from ledger.publicity.refusals import CommentNotFound, PublicityNotOpenToThis, PublicityStale
from ledger.publicity.stepping import reasoned
from ledger.publicity.tables import comment, publication
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ModerateComment:
    """The comment, the version that was read, and why it is hidden; none to let it through."""

    comment: UUID
    expected_version: int
    hidden_for: str | None = None


async def moderate_comment(sitting: Sitting, given: ModerateComment) -> UUID:
    """Lets a comment through, or hides it: not for what it thinks of the unit.

    Given:    hidden_for, ABUSE, PERSONAL_DATA, ACCUSATION, OFF_TOPIC or ADVERTISING.
    Gives:    the comment, shown with its publication from now on, or kept on record only.
    Refuses:  publicity.comment_not_found, the rules of publication.moderate, publicity.stale,
              publicity.wrong_state, publicity.reason_unknown.
    Records:  CommentModerated.
    Source:   seed 0, 接受群众和社会各界监督.
    """
    query = select(comment).where(comment.c.root == sitting.root, comment.c.id == given.comment)
    rows = await sitting.rows(query.with_for_update())
    if not rows:
        raise CommentNotFound
    found = Record(comment, rows[0])
    under = await sitting.fetch(
        publication,
        found["publication_id"],
        under="publication.moderate",
        missing=CommentNotFound,
        lock=False,
    )
    sitting.decide("publication.moderate", under)
    sitting.check_version(found, given.expected_version, PublicityStale)
    if found["state"] != "RECEIVED":
        raise PublicityNotOpenToThis(state=found["state"])
    reason = None if given.hidden_for is None else reasoned(given.hidden_for, rules.HIDDEN_FOR)
    changed = await sitting.change(
        found,
        {
            "state": "PUBLISHED" if reason is None else "HIDDEN",
            "reason": reason,
            "moderated_by": sitting.viewer.person,
            "moderated_at": sitting.now,
        },
    )
    await sitting.record(CommentModerated(changed.id, changed.version, changed["holder"]))
    return changed.id
