"""The act by which the assigner upholds an objection and hands the problem to whom it names (异议成立、改交)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.assignments.events import PartGivenOut, PartWithdrawn
from ledger.assignments.giving import Receiver, Whole, given_out, received
from ledger.clocks.of_problems import UPHELD
from ledger.problems.events import PartBroughtForward, ProblemHandedDown, ProblemRecalled
from ledger.problems.hand_down import HandDown, handed_down
from ledger.problems.lists import listing
from ledger.problems.objection_refusals import NoOwnerProposed
from ledger.problems.parts import due_sooner, parts_of
from ledger.problems.refusals import UnitNotFound
from ledger.problems.stepping import Told, fetched, hopped, opened, stepped
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant
from tenants.wording import worded

REASON = "objection_upheld"


@dataclass(frozen=True)
class UpholdObjection:
    """The problem, the version that was read, lead leader's post, deadline, and the decision."""

    problem: UUID
    expected_version: int
    lead_post: UUID
    deadline: date
    text: str
    shown: str | None = None


async def uphold_objection(sitting: Sitting, given: UpholdObjection) -> UUID:
    """Upholds an objection, and hands the problem down to the unit that it proposes.

    Two hops, one up and one down, as a recall and an order: each by the rules that hold for it. The
    label that was given stands, and so do the parts of those who help: due no later than the whole.
    Where the proposed unit was one of them, its part ends, for it leads now.

    Given:    lead_post, of the proposed unit; deadline, as of an order; text, the decision, 1 to 4,000
              characters; shown, how much those below see of it.
    Gives:    the problem, held by the lead leader's post of that unit.
    Refuses:  problem.not_found, the rules of problem.rule, problem.stale, problem.wrong_state,
              problem.no_owner_proposed, problem.unit_not_found, the rules of problem.hand_down, the
              rules of problem.hand_down_to, problem.with_the_accused, problem.deadline_passed,
              problem.deadline_too_late, problem.exchanges_used_up, problem.skips_a_level, problem.post_not_there,
              record.text_refused.
    Records:  PartBroughtForward, ProblemHandedDown, PartWithdrawn, PartGivenOut, ProblemRecalled.
    Source:   PR22 Arts. 23, 24; domain 6.5, main and co-handlers; transitions t14, t15, t33a, t13.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rule", found)
    end = opened(sitting, found, "uphold_objection", version=given.expected_version)
    text = worded("text", given.text, most=4000)
    place = await _proposed(sitting, found)
    parts = await parts_of(sitting, found)
    several = _given(sitting, parts)
    await _leads_now(sitting, place, several, text)
    home = await _home(sitting, found, end, text)
    sitting.decide("problem.hand_down", home)
    order = HandDown(
        *(home.id, home.version, place["uid"], given.lead_post, given.deadline, text, given.shown)
    )
    changed = await handed_down(sitting, home, order)
    if several:
        await _leads(sitting, changed, place, given)
        for one in await due_sooner(sitting, changed, parts):
            await sitting.record(PartBroughtForward(one.id, one.version, one["holder"]))
    await sitting.record(ProblemHandedDown(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _proposed(sitting: Sitting, found: Record) -> Mapping[str, Any]:
    """Gives the unit that the objection proposes.

    Refuses:  problem.no_owner_proposed, also where it proposes the viewer's own; problem.unit_not_found,
              when it has ended since.
    """
    named = found["proposed_owner"]
    if named is None or named == sitting.tenant:
        raise NoOwnerProposed
    query = select(tenant).where(
        tenant.c.root == sitting.root, tenant.c.id == named, tenant.c.valid_until.is_(None)
    )
    rows = await sitting.rows(query)
    if not rows:
        raise UnitNotFound
    return rows[0]


def _given(sitting: Sitting, parts: Sequence[Record]) -> list[Record]:
    """Gives the open parts of the viewer's own order, the main one and the others."""
    return [
        one
        for one in parts
        if one["open"] and one["part_of"] is None and one["parent"] == sitting.tenant
    ]


async def _leads_now(
    sitting: Sitting, place: Mapping[str, Any], parts: Sequence[Record], text: str
) -> None:
    """Ends the part of the unit that is to have the whole."""
    for one in parts:
        if one["role"] == "CO" and one["holder"] == place["id"]:
            gone = await sitting.change(one, {"state": "WITHDRAWN", "result": text})
            await sitting.record(PartWithdrawn(gone.id, gone.version, gone["holder"]))


async def _leads(
    sitting: Sitting, changed: Record, place: Mapping[str, Any], given: UpholdObjection
) -> None:
    """Says who leads of the several now."""
    last = changed["rectify_by"] or changed["due_on"]
    main = Receiver(place["uid"], given.lead_post, last, given.text)
    row = await received(
        sitting, main, whole=Whole(changed.id, last), judged=("problem.hand_down_to", changed)
    )
    (led,) = await given_out(sitting, [{**row, "role": "MAIN"}])
    await sitting.record(PartGivenOut(led.id, led.version, led["holder"]))


async def _home(sitting: Sitting, found: Record, end: str, text: str) -> Record:
    """Takes the problem home, as a recall does."""
    below = found["holder"]
    moved = await hopped(
        sitting,
        found,
        child=below,
        parent=sitting.tenant,
        direction="UP",
        post=sitting.viewer.post,
        note=text,
        shown="ALL",
    )
    changes = {"state": end, "lead_post": None, **await listing(sitting, found)}
    told = Told(text, REASON, "ALL", below)
    home = await stepped(sitting, moved, UPHELD, changes=changes, told=told)
    await sitting.record(ProblemRecalled(home.id, home.version, home["holder"]))
    return home
