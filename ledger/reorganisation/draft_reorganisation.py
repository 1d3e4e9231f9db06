"""The act that proposes a change of the tree (提出区划调整)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.reorganisation.events import ReorganisationDrafted
from ledger.reorganisation.planning import Plan, Step, Unit, line_of, planned
from ledger.reorganisation.refusals import NotOfYourLine
from ledger.reorganisation.tables import reorganisation, reorganisation_step
from tenants.columns import SLOTS
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class DraftReorganisation:
    """Of which kind, what it is called, by which document, why, and its steps in order."""

    kind: str
    title: str
    document_no: str
    reason: str
    steps: tuple[Step, ...]


async def draft_reorganisation(sitting: Sitting, given: DraftReorganisation) -> UUID:
    """Proposes a change of the tree to the common superior of all units in it.

    Given:    title and document_no, 1 to 100 characters; reason, 1 to 1,000; 1 to 60 steps.
    Gives:    the draft, held by the common superior; nothing moves.
    Refuses:  reorganisation.step_refused, reorganisation.unit_not_found,
              reorganisation.post_not_found, reorganisation.one_tree, reorganisation.code_refused,
              tenant.code_taken, the rules of reorganisation.draft,
              reorganisation.not_of_your_line, record.text_refused.
    Records:  ReorganisationDrafted.
    Source:   行政区划管理条例 第6至9条; seed 0, 一级抓一级.
    """
    plan = await planned(sitting, given.kind, given.steps)
    proposed = _proposed(sitting, plan.superior)
    sitting.decide("reorganisation.draft", proposed)
    if not _of_their_line(sitting, plan):
        raise NotOfYourLine
    made = await sitting.insert(
        reorganisation,
        {
            "id": proposed.id,
            "holder": plan.superior["id"],
            "kind": given.kind,
            "title": worded("title", given.title, most=100),
            "document_no": worded("document_no", given.document_no, most=100),
            "reason": worded("reason", given.reason, most=1000),
            "author_tenant": sitting.tenant,
            "drafted_by": sitting.viewer.person,
            "drafted_at": sitting.now,
        },
    )
    rows = [
        {
            **{name: value for name, value in row.items() if name != "above"},
            "holder": plan.superior["id"],
            "reorganisation_id": made.id,
        }
        for row in plan.rows
    ]
    await sitting.insert_many(reorganisation_step, rows)
    await sitting.record(ReorganisationDrafted(made.id, 1, plan.superior["id"]))
    return made.id


def _proposed(sitting: Sitting, superior: Unit) -> Record:
    """Gives the record as it will lie with the common superior, for the book to judge."""
    place = {f"at{slot}": superior[f"at{slot}"] for slot in SLOTS}
    return sitting.proposed(
        reorganisation,
        {
            **place,
            "holder": superior["id"],
            "holder_parent": superior["parent_id"],
            "holder_slot": superior["slot"],
            "drafted_by": sitting.viewer.person,
            "state": "DRAFT",
            "trail": [superior["id"], sitting.tenant],
        },
    )


def _of_their_line(sitting: Sitting, plan: Plan) -> bool:
    """Whether a unit in it is the viewer's own or below it."""
    return any(sitting.tenant in line_of(unit) for unit in plan.touched)
