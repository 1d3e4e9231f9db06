"""The act that says what a change of rights would mean, and makes nothing of it (预演)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from ledger.editions.weighing import Desk
from ledger.effects.counting import first_people
from ledger.effects.gaining import GAINS, LOSES
from ledger.previews.changes import printed
from ledger.previews.events import ChangePreviewed
from ledger.previews.foreseeing import Foreseen, foreseen
from ledger.previews.reorganising import reorganised
from ledger.previews.tables import change_effect, proposed_change
from ledger.previews.tightening import Tightened, tightened
from tenants.sitting import Sitting


@dataclass(frozen=True)
class PreviewChange:
    """Which act, one of ``changes.BY_KIND``, a reorganisation or an edition, and its input."""

    kind: str
    given: Any
    desk: Desk = field(default=Desk(None), metadata={"digest": False})
    """The process's own book, by which an edition is weighed."""


async def preview_change(sitting: Sitting, given: PreviewChange) -> UUID:
    """Says who would gain and lose what, on how many records, and names exactly that by a hash.

    Given:    the input of an act that gives or takes rights, or a draft of a reorganisation.
    Gives:    the change, previewed, with its effects; nothing else is changed.
    Refuses:  the rules of proposed_change.preview, and whatever the act itself refuses:
              grant.wider and the others of its page; reorganisation.not_found and the others of
              previewing one.
    Records:  ChangePreviewed.
    Source:   peers.md idea 6; security.md 6.10.
    """
    mine = {"id": uuid7(), "previewed_by": sitting.viewer.person}
    proposed = sitting.proposed(proposed_change, mine)
    sitting.decide("proposed_change.preview", proposed)
    if given.kind == "REORGANISATION":
        said, effects = await reorganised(sitting, given.given)
    elif given.kind == "BOOK_EDITION":
        weighed = await tightened(sitting, given.given, given.desk)
        said, effects = _weighed(sitting, weighed), list(_effects(weighed))
    else:
        told = await foreseen(sitting, given.kind, given.given)
        said, effects = _said(told, given), list(_effects(told))
    row = {
        "id": proposed.id,
        "holder": sitting.tenant,
        "kind": given.kind,
        "given": printed(given.given),
        "previewed_by": sitting.viewer.person,
        "previewed_in": sitting.viewer.post,
        "previewed_at": sitting.now,
        **said,
    }
    made = await sitting.insert(proposed_change, row)
    rows = [{"holder": sitting.tenant, "change_id": made.id, **one} for one in effects]
    await sitting.insert_many(change_effect, rows)
    await sitting.record(ChangePreviewed(made.id, 1, sitting.tenant))
    return made.id


def _said(told: Foreseen, given: PreviewChange) -> dict[str, Any]:
    """What the change is about, and how much it would mean."""
    row, ground = told.about.row, given.given.ground
    custom = row.get("custom_role_id")
    if given.kind in {"AMEND_ROLE", "RETIRE_ROLE"}:
        custom = row["id"]
    return {
        "post_id": row.get("post_id"),
        "group_id": row.get("group_id"),
        "person_id": row.get("person_id"),
        "custom_role_id": custom,
        "role": row.get("role") or row.get("title"),
        "permissions": list(row.get("permissions") or ()),
        "reason": ground.reason,
        "document_no": ground.document_no,
        "preview_hash": told.hash,
        "effective_on": told.effective_on,
        "people_gaining": told.people(GAINS),
        "people_losing": told.people(LOSES),
        "needs_second": told.needs_second,
    }


def _weighed(sitting: Sitting, told: Tightened) -> dict[str, Any]:
    """What is said of an edition."""
    return {
        "book_edition_id": told.edition.id,
        "reason": told.edition["reason"],
        "document_no": told.edition["document_no"],
        "preview_hash": told.hash,
        "effective_on": sitting.today,
        "people_gaining": told.people(GAINS),
        "people_losing": told.people(LOSES),
        # An edition has its own second person: docs/book-at-run-time.md.
        "needs_second": False,
    }


def _effects(told: Foreseen | Tightened) -> Iterator[dict[str, Any]]:
    """Gives every effect on the first people, in their order, as rows."""
    near = first_people(told.found)
    vacant = {one.who for one in told.found if one.vacant}
    for one in told.effects:
        right = one.right
        if right.who in near:
            yield {
                "sort": right.sort,
                "person_id": None if right.who in vacant else right.who,
                "post_id": right.post,
                "unit": right.unit,
                "action": right.action,
                "ranges": list(right.words),
                "role": right.role,
                "noun": one.noun,
                "records": one.records,
                "open_records": one.open_records,
                "exact": one.exact,
            }
