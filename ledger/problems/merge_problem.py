"""The act that merges a problem into another that says the same (并案)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from ledger.clocks.deadlines import DeadlineTrace, State
from ledger.clocks.limits import Clock
from ledger.clocks.of_problems import trace_of
from ledger.clocks.statutory import passed
from ledger.problems.events import ProblemScreened, ProblemSupported
from ledger.problems.refusals import MasterRefused, MasterUnfit
from ledger.problems.stepping import Told, fetched, opened, rows_of, stepped
from ledger.problems.tables import happening, problem
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class MergeProblem:
    """The problem, the version that was read, and the problem it is merged into."""

    problem: UUID
    expected_version: int
    master: UUID


async def merge_problem(sitting: Sitting, given: MergeProblem) -> UUID:
    """Merges a problem into another open one; both trails are kept.

    Given:    master, registered no later, on the same list, with the statutory clocks that run for
              the problem still running (what ends in the bank apart, where it is there), and not with a unit below.
    Gives:    the problem, merged. Whoever had it in hand is put on the trail of the other one, and
              it counts there with those who had joined it; those who petitioned are from then on
              petitioners of the other one (migrations/gates/intake.sql): its clocks are theirs, and
              one answer is asked of all who petitioned.
    Refuses:  problem.not_found, the rules of problem.screen, the rules of problem.support,
              problem.stale, problem.wrong_state, problem.master_refused, problem.master_unfit,
              problem.with_the_accused: whom one of the two is against, both are against from then
              on, and the other may lie with them.
    Records:  ProblemSupported, ProblemScreened.
    Source:   domain 6.2; transition t05.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.screen", found)
    end = opened(sitting, found, "merge_problem", version=given.expected_version)
    seen = select(problem).where(
        problem.c.root == sitting.root,
        problem.c.id == given.master,
        problem.c.id != found.id,
        problem.c.open,
        sitting.readable(problem, "problem.read"),
    )
    masters = await sitting.rows(seen.with_for_update())
    if not masters:
        raise MasterRefused
    # Its row and trail are changed: seeing it, by an emergency window perhaps, is not enough.
    sitting.decide("problem.support", Record(problem, masters[0]))
    await _nothing_lost(sitting, found, Record(problem, masters[0]))
    changed = await stepped(
        sitting,
        found,
        "merge_problem",
        changes={"state": end, "merged_into": given.master},
        told=Told(shown="ALL"),
    )
    master = masters[0]
    await sitting.record(ProblemSupported(master["id"], master["version"] + 1, master["holder"]))
    await sitting.record(ProblemScreened(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _nothing_lost(sitting: Sitting, found: Record, master: Record) -> None:
    """Holds that the other one runs the same clocks and from no later, and that it goes not down.

    Statutory clocks never pause: those of a merged problem end, so the other's must still run, and
    fall due no later; but a stage that ends with a state in which the other one has been, as the
    transfer of a petition ends in the bank, is done by the merge. And what is brought to a unit below is handed down, with leader and deadline.
    """
    line = [master[f"at{slot}"] for slot in range(1, 7)]
    if sitting.tenant in line and master["holder"] != sitting.tenant:
        raise MasterUnfit(fault="BELOW")
    if master["list_type"] != found["list_type"]:
        raise MasterUnfit(fault="OTHER_LIST")
    since = await _registered(sitting, master)
    own = await _registered(sitting, found)
    if since is None or (own is not None and own < since):
        raise MasterUnfit(fault="YOUNGER")
    been = {step["after"] for step in await rows_of(sitting, happening, master)}
    ends = {
        stage: due
        for stage, due in _owed(await trace_of(sitting, found)).items()
        if not passed(found["list_type"], stage, been)
    }
    goes_on = _owed(await trace_of(sitting, master))
    if any(stage not in goes_on or goes_on[stage] > due for stage, due in ends.items()):
        raise MasterUnfit(fault="ANSWERED")


def _owed(told: DeadlineTrace) -> dict[str, date]:
    """Gives the day on which each statutory clock that runs is due."""
    return {
        one.stage: one.due_on
        for one in told.clocks
        if one.clock is Clock.STATUTORY and one.state is State.RUNNING and one.due_on
    }


async def _registered(sitting: Sitting, one: Record) -> datetime | None:
    """Gives the instant from which the clocks of a problem run; None while it is being edited."""
    story = await rows_of(sitting, happening, one)
    at = [step["happened_at"] for step in story if step["act"] == "register_problem"]
    return min(at, default=None)
