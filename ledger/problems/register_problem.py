"""The act that puts a problem into the base database (登记)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.clocks.statutory import TRACKS
from ledger.petitioners.accusations import refuse_accusations
from ledger.problems.events import ProblemScreened
from ledger.problems.party_line import finding_body
from ledger.problems.refusals import PlaceMissing
from ledger.problems.rules import FROM_PEOPLE
from ledger.problems.statutory_refusals import no_such_track
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class RegisterProblem:
    """The problem, the version that was read, and on which track it is handled."""

    problem: UUID
    expected_version: int
    track: str | None = None
    found_by_body: UUID | None = None
    place: str | None = None


async def register_problem(sitting: Sitting, given: RegisterProblem) -> UUID:
    """Registers a collected problem; from now on its origin is frozen.

    Given:    track, where the list knows several ways with clocks of their own; the first when
              nothing is said; found_by_body, the Party organisation that found it: the nearest
              of the unit's line when nothing is said; place, where it is, if it was reported
              without or otherwise.
    Gives:    the problem; its statutory clocks begin. Its story does not count what is much alike:
              duplicateSuggestions shows each reader what they may see.
    Refuses:  problem.not_found, the rules of problem.report, problem.stale, problem.wrong_state,
              problem.track_unknown, problem.list_has_no_tracks, record.text_refused,
              petitioner.accusation_refused, problem.place_missing, problem.body_not_of_the_line.
    Records:  ProblemScreened.
    Source:   seed 0, 基础数据库、问题发现靠党建; transition t02.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.report", found)
    end = opened(sitting, found, "register_problem", version=given.expected_version)
    known = [one.key for one in TRACKS.get(found["list_type"], ())]
    if given.track is not None and given.track not in known:
        raise no_such_track(given.track, known)
    place = _place(found, given.place)
    finder = await finding_body(sitting, given.found_by_body)
    changes = {"state": end, "found_by_body": finder, "place": place}
    told = Told(reason=given.track)
    changed = await stepped(sitting, found, "register_problem", changes=changes, told=told)
    await sitting.record(ProblemScreened(changed.id, changed.version, changed["holder"]))
    return changed.id


def _place(found: Record, said: str | None) -> str:
    """Gives where it is: nothing is registered without a place."""
    place: str = found["place"]
    if said is not None:
        place = worded("place", said, least=0, most=200)
        refuse_accusations(place, of_people=found["list_type"] in FROM_PEOPLE)
    if not place:
        raise PlaceMissing
    return place
