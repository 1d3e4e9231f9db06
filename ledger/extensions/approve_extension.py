"""The act that grants more time (批准延期)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.clocks.limits import Clock
from ledger.extensions.events import ExtensionDecided, ProblemExtended
from ledger.extensions.refusals import (
    ExtensionDecidedAlready,
    ExtensionNotFound,
    ExtensionStale,
)
from ledger.extensions.weighing import asked_about, weighed
from ledger.problems.lists import within_own_order
from ledger.problems.stepping import Told, fetched, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ApproveExtension:
    """The request, the version that was read, a word on it, and how the petitioner was told."""

    extension: UUID
    expected_version: int
    text: str = ""
    petitioner_told: str = ""


async def approve_extension(sitting: Sitting, given: ApproveExtension) -> UUID:
    """Grants more time: the head of the handling unit a statutory one, the assigner the other.

    Given:    petitioner_told, how the petitioner was told, 1 to 400 characters: needed for a
              statutory time.
    Gives:    the request, approved; the due days of the problem follow, and that one was missed
              before stays missed.
    Refuses:  extension.not_found, the rules of extension.decide, extension.stale,
              extension.wrong_state, problem.not_found, record.text_refused,
              extension.no_such_clock, extension.not_extensible, extension.too_much,
              problem.order_ends.
    Records:  ExtensionDecided, ProblemExtended.
    Source:   domain 5; PR22 Art. 34: with the approval of the head, at most 30 days in all.
    """
    found = await asked_about(sitting, given.extension, ExtensionNotFound)
    sitting.decide("extension.decide", found)
    sitting.check_version(found, given.expected_version, ExtensionStale)
    if found["state"] != "ASKED":
        raise ExtensionDecidedAlready(state=found["state"])
    answer = worded("text", given.text, least=0, most=1000)
    least = 1 if found["clock"] == "STATUTORY" else 0
    told = worded("petitioner_told", given.petitioner_told, least=least, most=400)
    problem = await fetched(sitting, found["problem_id"])
    granted = await weighed(sitting, problem, clock=found["clock"], days=found["days"])
    if found["clock"] == Clock.RECTIFICATION:
        await within_own_order(sitting, problem, granted.due_on)
    changes = {
        "state": "APPROVED",
        "answer": answer,
        "petitioner_told": told,
        "decided_by": sitting.viewer.person,
        "decided_at": granted.at,
    }
    changed = await sitting.change(found, changes)
    moved = await stepped(
        sitting,
        problem,
        "approve_extension",
        changes={},
        told=Told(answer, shown="ALL"),
        through=changed,
    )
    await sitting.record(ExtensionDecided(changed.id, changed.version, changed["holder"]))
    await sitting.record(ProblemExtended(moved.id, moved.version, moved["holder"]))
    return changed.id
