"""The act that lets a comment of the public through, or hides it with a reason."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.publicity import rules
from ledger.publicity.events import CommentModerated
from ledger.publicity.refusals import CommentNotFound, PublicityNotOpenToThis, PublicityStale
from ledger.publicity.stepping import reasoned
from ledger.publicity.tables import comment, publication
from tenants.records import Record
from tenants.sitting import Sitting

NamesIn = Callable[[str], Collection[bytes]]


@dataclass(frozen=True)
class ModerateComment:
    """The comment, the version that was read, and why it is hidden; none to let it through."""

    comment: UUID
    expected_version: int
    hidden_for: str | None = None
    names_in: NamesIn = field(default=lambda _: (), metadata={"digest": False})
    """Gives keyed hashes of every piece of a text that could be a name."""


async def moderate_comment(sitting: Sitting, given: ModerateComment) -> UUID:
    """Lets a comment through, or hides it: not for what it thinks of the unit.

    Given:    hidden_for, ABUSE, PERSONAL_DATA, ACCUSATION, OFF_TOPIC or ADVERTISING. What was let
              through can be hidden afterwards; what is hidden stays so.
    Gives:    the comment, shown with its publication from now on, or kept on record only.
    Refuses:  publicity.comment_not_found, the rules of publication.moderate, publicity.stale,
              publicity.wrong_state, publicity.reason_unknown, publicity.consent_missing where it
              names whoever brought the problem, whom the moderator does not know.
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
    signature = {"moderated_by": sitting.viewer.person, "moderated_at": sitting.now}
    changed = await sitting.change(found, _outcome(found, given) | signature)
    await sitting.record(CommentModerated(changed.id, changed.version, changed["holder"]))
    return changed.id


def _outcome(found: Record, given: ModerateComment) -> dict[str, Any]:
    """Gives what becomes of a comment.

    Refuses:  publicity.wrong_state, publicity.reason_unknown.
    """
    if found["state"] not in rules.moderated_from(hiding=given.hidden_for is not None):
        raise PublicityNotOpenToThis(state=found["state"])
    if given.hidden_for is None:
        return {"state": "PUBLISHED", "names": list(given.names_in(found["text"]))}
    return {"state": "HIDDEN", "reason": reasoned(given.hidden_for, rules.HIDDEN_FOR)}
