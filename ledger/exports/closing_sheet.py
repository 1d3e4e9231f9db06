"""The closing sheet of a problem (销号单): what one viewer may read of it, for one page of paper.

Read by the same compiled reading as everything they see. Nothing of those served is asked for: not
who they are, not what they said, only how they rated.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from ledger.exports.reading_all import field, fields
from ledger.reading import Reading
from storage.selection import Const, Leaf, Selection
from tenants.viewer import Viewer

_NAMED = fields("name")
_TITLED = fields("title")
_SHEET = (
    *fields("number", "state", "listType", "title", "facts", "place", "field", "label", "colour"),
    *fields("mode", "dueOn", "overdue", "foundOn", "channel", "reportedAt", "returnCount"),
    *fields("rootCause", "lastingMechanism", "sameTypeFollowUp"),
    *(field(name, *_NAMED) for name in ("tenant", "origin", "listedBy")),
    *(field(name, *_NAMED) for name in ("foundByBody", "causeBody", "solvedByBody")),
    *(field(name, *_TITLED) for name in ("post", "leadPost")),
    field(
        "measures",
        *fields("position", "text", "dueOn", "state", "result", "round"),
        field("owner", *_TITLED),
    ),
    field("files", *fields("name", "act")),
    field(
        "evaluations",
        *fields("round", "party", "rating", "score", "givenAt"),
        *fields("teamProblemControl", "chiefDutyBearing", "cadreWorkDrive"),
    ),
    field("assignments", *fields("role", "state", "dueOn"), field("tenant", *_NAMED)),
)
_CLOSING = (
    *fields("rootCause", "partyBuildingReason", "mechanism", "closedAt", "cancelledAt", "text"),
    *fields("teamProblemControl", "chiefDutyBearing", "cadreWorkDrive"),
    *(field(name, *_NAMED) for name in ("responsible", "handledBy", "ledBy", "closedBy")),
    field("followUps", *fields("kind", "text", "dueOn", "state")),
)
_RECHECKS = (field("nodes", *fields("reason", "state", "dueOn", "grade")),)
_MOST_RECHECKS = 20


async def closing_sheet(
    reading: Reading, viewer: Viewer, public_id: str
) -> Mapping[str, Any] | None:
    """Gives what stands on the sheet: the problem, its closing, its looks back.

    Gives:    None for a problem that is not there or not the viewer's to see.
    Refuses:  ledger.reading.Stale when the viewer's rights changed meanwhile.
    """
    of = Leaf(("problem",))
    asked: tuple[Selection, ...] = (
        field("problem", *_SHEET, id=of),
        field("closingSheet", *_CLOSING, problem=of),
        Selection(
            "rechecks",
            "rechecks",
            {"filter": {"problem": of}, "first": Const(_MOST_RECHECKS)},
            _RECHECKS,
        ),
    )
    statement = reading.compiled(viewer, asked, root_type="Query")
    found = orjson.loads(await reading.run(viewer, statement, {"problem": public_id}))["data"]
    return found if found["problem"] is not None else None
