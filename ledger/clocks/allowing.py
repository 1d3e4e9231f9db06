"""How long a stage may take where the line has set less than what ships: read once, as it begins.

What was read stands in the story beside the step, so that a replay counts by what stood at the time:
a setting that comes later touches no stage that runs, and used time is never given back.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from ledger.clocks.calendar import civil
from ledger.clocks.limits import Clock, shipped
from ledger.clocks.of_problems import STAGES, TAKEN_OVER, WITHDRAWN
from tenants.sitting import Sitting

ABOVE = frozenset({"ANSWER", "RULE_ON_OBJECTION"})
"""Owed by the superior of whoever holds it: nobody sets the time of a level above."""
LISTER = frozenset({"ORGANISATION_EVALUATE", "RECHECK"})
"""Owed by the organisation department that closes: of the level on whose list it is, or of the county
above a township's."""
_COUNTY, _ANY = 3, 6
FIXED = frozenset({"ACCEPT", "CLIENT_EVALUATE", "REVIEW"})
"""A day is the least there is; those served have their thirty days; a rest has its own day."""


async def allowed(
    sitting: Sitting, problem: Mapping[str, Any], step: Mapping[str, Any]
) -> int | None:
    """Gives how much the stage that a step begins may take, in the unit of its limit.

    Given:    problem, as it stands after the step; step, what is about to be written.
    Gives:    None where the line has set nothing, or the step begins no stage.
    """
    stage = STAGES.get(step["after"], "")
    if (
        (step["before"] == step["after"] and step["act"] != TAKEN_OVER)
        or not stage
        or stage in FIXED
    ):
        return None
    if step["act"] == WITHDRAWN:
        # The stage goes on with what it began with.
        return None
    unit, lowest = problem["holder"], _ANY
    if stage in LISTER:
        unit, lowest = problem.get("listed_by") or unit, _COUNTY
    name = f"STAGE_{stage}"
    asked = func.app.figure(sitting.root, unit, name, False, stage in ABOVE, lowest)
    said: int | None = (await sitting.rows(select(asked.label("n"))))[0]["n"]
    limit = shipped().on(Clock.LEVEL, stage, civil(sitting.now))
    return said if said is None or limit is None else min(said, limit.amount)
