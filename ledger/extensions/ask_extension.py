"""The act by which the handling unit asks for more time (申请延期)."""

from dataclasses import dataclass
from uuid import UUID

from uuid_utils.compat import uuid7

from ledger.extensions.events import ExtensionAsked
from ledger.extensions.refusals import ClockNotRunning
from ledger.extensions.tables import CLOCKS, extension
from ledger.extensions.weighing import weighed
from ledger.problems.refusals import ProblemStale
from ledger.problems.stepping import fetched
from tenants.columns import PLACED
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import numbered, worded


@dataclass(frozen=True)
class AskExtension:
    """The problem, the version that was read, which clock, how many days more, and why."""

    problem: UUID
    expected_version: int
    clock: str
    days: int
    reason: str


async def ask_extension(sitting: Sitting, given: AskExtension) -> UUID:
    """Asks for more time for a problem that the viewer's unit handles.

    Given:    clock, STATUTORY or RECTIFICATION; days, 1 to 365; reason, 1 to 1,000 characters.
    Gives:    the request; the due day stays what it is until somebody else has approved it.
    Refuses:  problem.not_found, the rules of extension.ask, problem.stale, extension.no_such_clock,
              extension.not_extensible, record.number_refused, record.text_refused,
              extension.too_much, extension.asked_already.
    Records:  ExtensionAsked.
    Source:   domain 5: an extension needs a reason; PR22 Art. 34.
    """
    found = await fetched(sitting, given.problem)
    row = {
        "id": uuid7(),
        "holder": found["holder"],
        "problem_id": found.id,
        "clock": given.clock,
        "asked_by": sitting.viewer.person,
        "asked_at": sitting.now,
    }
    place = {name: found[name] for name in ("root", *PLACED)}
    proposed = Record(extension, {**dict.fromkeys(extension.c.keys()), **place, **row})
    sitting.decide("extension.ask", proposed)
    sitting.check_version(found, given.expected_version, ProblemStale)
    if given.clock not in CLOCKS:
        raise ClockNotRunning(clock=given.clock[:40])
    days = numbered("days", given.days, least=1, most=365)
    reason = worded("reason", given.reason, most=1000)
    await weighed(sitting, found, clock=given.clock, days=days)
    made = await sitting.insert(extension, {**row, "days": days, "reason": reason})
    await sitting.record(ExtensionAsked(made.id, 1, found["holder"]))
    return made.id
