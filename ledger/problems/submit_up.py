"""The act that brings a problem before the superior (上报)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.clocks.of_problems import HANDED_BACK
from ledger.problems import rules
from ledger.problems.events import ProblemSubmitted
from ledger.problems.lists import listed_above, still_owed
from ledger.problems.refusals import SkipsALevel
from ledger.problems.stepping import (
    Told,
    fetched,
    hopped,
    line_rules,
    lying_at,
    opened,
    reasoned,
    sent_back,
    stepped,
)
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant
from tenants.wording import worded


@dataclass(frozen=True)
class SubmitUp:
    """The problem, the version that was read, the handling suggestion, and why by its code."""

    problem: UUID
    expected_version: int
    suggestion: str
    reason: str


async def submit_up(sitting: Sitting, given: SubmitUp) -> UUID:
    """Submits a problem to the direct superior; it stays here until the superior takes it up.

    Given:    suggestion, 1 to 4,000 characters; reason, one of the closed list.
    Gives:    the problem, waiting; or with the superior already, when that has handed it back as often as may
              be and it rises by rule.
    Refuses:  problem.not_found, the rules of problem.submit, problem.stale, problem.wrong_state,
              problem.reason_unknown, record.text_refused, the rules of problem.submit_to,
              problem.skips_a_level.
    Records:  ProblemSubmitted.
    Source:   seed 0, 办理建议; transition t08.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.submit", found)
    end = opened(sitting, found, "submit_up", version=given.expected_version)
    suggestion = worded("suggestion", given.suggestion, most=4000)
    reason = reasoned("submit", given.reason)
    above = sitting.viewer.parent
    if above is None:
        raise SkipsALevel
    sitting.decide("problem.submit_to", lying_at(found, await _above(sitting, above)))
    changes = {"state": end, "suggestion": suggestion, "reason": reason}
    told = Told(suggestion, reason, "ALL", above)
    changed = await stepped(sitting, found, "submit_up", changes=changes, told=told)
    times = await sent_back(sitting, found, HANDED_BACK, above, to=sitting.tenant)
    if times >= (await line_rules(sitting, above))["exchanges"]:
        changed = await _risen(sitting, changed, above=above, suggestion=suggestion)
    await sitting.record(ProblemSubmitted(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _above(sitting: Sitting, above: int) -> Mapping[str, Any]:
    query = select(tenant).where(tenant.c.root == sitting.root, tenant.c.id == above)
    return (await sitting.rows(query))[0]


async def _risen(sitting: Sitting, waiting: Record, *, above: int, suggestion: str) -> Record:
    """Takes the problem up by rule: neither end may send it to and fro for ever."""
    end = rules.end(waiting["state"], "rise_by_rule")
    risen = await hopped(
        sitting,
        waiting,
        child=sitting.tenant,
        parent=above,
        direction="UP",
        note=suggestion,
        by_rule=True,
    )
    place = await _above(sitting, above)
    line = [place[f"at{slot}"] for slot in range(1, 7)]
    lister = {"listed_by": above, "listed_parent": place["parent_id"]}
    if listed_above(waiting, above, line=line):
        lister = await still_owed(sitting, waiting, above, line=line)
    changes = {"state": end, **lister}
    told = Told(shown="ALL", other_end=above)
    return await stepped(sitting, risen, "rise_by_rule", changes=changes, told=told)
