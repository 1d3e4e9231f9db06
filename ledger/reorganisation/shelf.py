"""Shelves of the reorganisations, their steps and effects; former names, and who succeeded whom."""

from typing import Any

from sqlalchemy import ColumnElement, and_

from ledger.reorganisation.stepping import FROM
from ledger.reorganisation.tables import (
    reorganisation,
    reorganisation_effect,
    reorganisation_step,
)
from storage.shelf import (
    Columns,
    Filter,
    Key,
    Listed,
    One,
    Order,
    Print,
    Row,
    Rows,
    Shelf,
    Step,
    Steps,
    Value,
)


def _last_preview(columns: Columns, of: Columns) -> ColumnElement[Any]:
    return and_(
        columns["reorganisation_id"] == of["id"], columns["previewed_at"] == of["previewed_at"]
    )


REORGANISATION = Shelf(
    "Reorganisation",
    reorganisation,
    "reorganisation.read",
    {
        "id": Key(),
        "kind": Value(Print.NAME, "kind"),
        "state": Value(Print.NAME, "state"),
        "title": Value(Print.TEXT, "title"),
        "documentNo": Value(Print.TEXT, "document_no"),
        "reason": Value(Print.TEXT, "reason"),
        "draftedAt": Value(Print.INSTANT, "drafted_at"),
        "previewHash": Value(Print.NAME, "preview_hash", nullable=True),
        "previewedAt": Value(Print.INSTANT, "previewed_at", nullable=True),
        "approvedAt": Value(Print.INSTANT, "approved_at", nullable=True),
        "effectiveOn": Value(Print.NAME, "effective_on", nullable=True),
        "appliedOn": Value(Print.NAME, "applied_on", nullable=True),
        "reversedAt": Value(Print.INSTANT, "reversed_at", nullable=True),
        "endedBecause": Value(Print.TEXT, "ended_because", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "superior": Row("Tenant", (("holder", "id"),)),
        "proposedBy": Row("Tenant", (("author_tenant", "id"),)),
        "steps": Listed("ReorganisationStep", (("id", "reorganisation_id"),), order="POSITION"),
        "effects": Listed("ReorganisationEffect", match=_last_preview, order="SORT"),
        "viewerActions": Steps(
            tuple(
                Step(act.upper(), f"reorganisation.{act}", states, further_check=act != "preview")
                for act, states in FROM.items()
            )
        ),
    },
    orders={"DRAFTED_AT": Order(("drafted_at",), descending=True)},
    filters={"state": Filter(column="state", fixed=True)},
)

STEP = Shelf(
    "ReorganisationStep",
    reorganisation_step,
    "reorganisation_step.read",
    {
        "id": Key(),
        "position": Value(Print.NUMBER, "position"),
        "verb": Value(Print.NAME, "verb"),
        "unit": Row("Tenant", (("unit", "id"),)),
        "to": Row("Tenant", (("to_unit", "id"),)),
        "toStep": Value(Print.NUMBER, "to_step", nullable=True),
        "founded": Row("Tenant", (("founded", "id"),)),
        "post": Row("Post", (("post_id", "id"),)),
        "name": Value(Print.TEXT, "name", nullable=True),
        "code": Value(Print.TEXT, "code", nullable=True),
        "unitKind": Value(Print.NAME, "unit_kind", nullable=True),
    },
    orders={"POSITION": Order(("position",))},
)

EFFECT = Shelf(
    "ReorganisationEffect",
    reorganisation_effect,
    "reorganisation_effect.read",
    {
        "id": Key(),
        "sort": Value(Print.NAME, "sort"),
        "noun": Value(Print.TEXT, "noun"),
        "unit": Row("Tenant", (("unit", "id"),)),
        "items": Value(Print.NUMBER, "items"),
        "openItems": Value(Print.NUMBER, "open_items"),
    },
    orders={"SORT": Order(("sort", "noun"))},
)

SHELVES = (REORGANISATION, STEP, EFFECT)

ROOTS = {
    "reorganisation": One("Reorganisation", {"id": Filter(column="id", id_of="Reorganisation")}),
    "reorganisations": Rows("Reorganisation", order="DRAFTED_AT", filters=("state",)),
}
