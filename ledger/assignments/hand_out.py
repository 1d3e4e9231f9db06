"""The act that hands a problem to several units at once: one leads, the others help (主办、协办)."""

from dataclasses import dataclass, replace
from uuid import UUID

from ledger.assignments.events import PartGivenOut
from ledger.assignments.giving import Receiver, Whole, counted, given_out, received
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.stepping import fetched
from tenants.sitting import Sitting


@dataclass(frozen=True)
class HandOut:
    """The problem, the version that was read, the main handler, the co-handlers, and the order."""

    problem: UUID
    expected_version: int
    main: Receiver
    co_handlers: tuple[Receiver, ...]
    shown: str | None = None


async def hand_out(sitting: Sitting, given: HandOut) -> UUID:
    """Hands a problem down to a main handler, and a part of it to each co-handler.

    Given:    main, who gets the problem; co_handlers, 1 to 19 others: direct subordinates or
              departments of the same level, each with lead leader and deadline, no later than the
              main handler's.
    Gives:    the problem, held by the main handler's lead leader.
    Refuses:  what hand_down refuses, assignment.nobody_named, problem.unit_not_found,
              problem.deadline_passed, problem.deadline_too_late, assignment.skips_a_level,
              assignment.has_it_already, problem.post_not_there, record.text_refused.
    Records:  PartGivenOut.
    Source:   WF21 Art. 22, JN18 Art. 29; domain 6.5; transitions t13, t36, t13a.
    """
    counted([given.main, *given.co_handlers])
    counted(given.co_handlers)
    main = given.main
    order = HandDown(
        given.problem,
        given.expected_version,
        main.unit,
        main.lead_post,
        main.deadline,
        main.text,
        given.shown,
    )
    await hand_down(sitting, order)
    found = await fetched(sitting, given.problem)
    whole = Whole(found.id, found["rectify_by"] or found["due_on"])
    rows = [
        await received(sitting, one, whole=whole, judged=("problem.hand_down_to", found))
        for one in (replace(main, deadline=whole.due_on), *given.co_handlers)
    ]
    rows[0]["role"] = "MAIN"
    for one in await given_out(sitting, rows):
        await sitting.record(PartGivenOut(one.id, one.version, one["holder"]))
    return found.id
