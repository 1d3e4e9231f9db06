"""The act by which the organisation department strikes a problem off (销号)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ledger.closing import rules
from ledger.closing.events import ProblemStruckOff
from ledger.closing.observing import observed
from ledger.closing.refusals import (
    ClosedByWhoAsked,
    ClosedByWhoWaived,
    LessonMissing,
    PartyLinkMissing,
)
from ledger.closing.tables import SCORES, closing, evaluation_code, follow_up
from ledger.problems.casework_tables import evaluation
from ledger.problems.evaluating import evaluated
from ledger.problems.events import ProblemClosed
from ledger.problems.handling import ClosedByHandler, by_another
from ledger.problems.party_line import nameable
from ledger.problems.refusals import BodyNotOfTheLine, DeadlinePassed, GroundUnknown
from ledger.problems.stepping import Told, fetched, opened, rows_of, stepped
from storage.ids import printed
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import counted, numbered, worded

MOST_FOLLOW_UPS = 10


@dataclass(frozen=True)
class FollowUpText:
    """One follow-up: its kind, what is ordered or why nothing is, and until when."""

    kind: str
    text: str
    due_on: date | None = None


@dataclass(frozen=True)
class CloseProblem:
    """The problem, its version, the three scores, and what was learned and ordered."""

    problem: UUID
    expected_version: int
    team_problem_control: int
    chief_duty_bearing: int
    cadre_work_drive: int
    root_cause: str
    party_building_reason: str
    mechanism: str = ""
    follow_ups: tuple[FollowUpText, ...] = ()
    text: str = ""
    cause_body: UUID | None = None
    solved_by_body: UUID | None = None
    files: tuple[str, ...] = ()


async def close_problem(sitting: Sitting, given: CloseProblem) -> UUID:
    """Closes a problem: the third of three parties passed it.

    Given:    scores, 0 to 100; root_cause, one of six; party_building_reason, 1 to 1,000
              characters; a lasting mechanism, or follow-ups, or why none is needed; cause_body, in
              whose Party building the cause lies, and solved_by_body: both, where any stands on
              the responsible unit's line;
              files, the SHA-256 of evidence that the viewer uploaded and nothing has claimed.
    Gives:    the problem, closed; the answers of those served are unsealed, its sheet is written.
    Refuses:  problem.not_found, the rules of problem.evaluate, problem.stale, problem.wrong_state,
              record.number_refused, record.text_refused, problem.ground_unknown,
              closing.lesson_missing, problem.deadline_passed, closing.under_observation,
              closing.party_link_missing, problem.body_not_of_the_line, problem.answered_already,
              closing.by_handler, closing.by_who_waived, closing.by_who_asked, file.not_stored.
    Records:  ProblemStruckOff, ProblemClosed.
    Source:   seed 0, 三方评测、三线发力、举一反三、三个党建; domain 6.3 no. 6, 6.8; transition t26.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.evaluate", found)
    end = opened(sitting, found, "close_problem", version=given.expected_version)
    await by_another(sitting, found, ClosedByHandler)
    scores = {name: numbered(name, getattr(given, name), least=0, most=100) for name in SCORES}
    lessons = _lessons(given)
    orders = _orders(sitting, given)
    await observed(sitting, found)
    await _by_another(sitting, found)
    party = await _party(sitting, found, given)
    said = {"party": "ORGANISATION", "rating": "PASS", "text": given.text, **scores}
    await evaluated(sitting, found, said)
    for one in await rows_of(sitting, evaluation, found):
        await sitting.change(one, {"sealed": False})
    sheet = await _written(sitting, found, {**scores, **lessons, **party}, orders)
    kept = {
        "root_cause": given.root_cause,
        "lasting_mechanism": lessons["mechanism"] or None,
        "same_type_follow_up": "\n".join(one["text"] for one in orders) or None,
        "closed_by": sitting.viewer.person,
        **party,
    }
    told = Told(given.text, shown="ALL", files=given.files)
    changed = await stepped(
        sitting, found, "close_problem", changes={"state": end, **kept}, told=told
    )
    await sitting.record(ProblemStruckOff(sheet.id, 1, changed["holder"]))
    await sitting.record(ProblemClosed(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _by_another(sitting: Sitting, found: Record) -> None:
    """Holds that two of the three parties are not in one hand: who took the answer, or waived it,
    does not close as well. Of an answer by code that is whoever opened the code.
    """
    now, me = found["returns"] + 1, sitting.viewer.person
    judged = await rows_of(sitting, evaluation, found)
    said = [one for one in judged if (one["party"], one["round"]) == ("CLIENT", now)]
    codes = await rows_of(sitting, evaluation_code, found)
    opened_by = [one for one in codes if (one["state"], one["round"]) == ("ANSWERED", now)]
    mine = [one for one in (*said, *opened_by) if one["author_person"] == me]
    if any(one in said and one["rating"] in rules.SILENT for one in mine):
        raise ClosedByWhoWaived
    if mine:
        raise ClosedByWhoAsked


def _lessons(given: CloseProblem) -> dict[str, str]:
    if given.root_cause not in rules.ROOT_CAUSES:
        raise GroundUnknown(ground=given.root_cause[:40], known=", ".join(rules.ROOT_CAUSES))
    reason = worded("party_building_reason", given.party_building_reason, most=1000)
    mechanism = worded("mechanism", given.mechanism, least=0, most=1000)
    if not rules.follow_ups_suffice([one.kind for one in given.follow_ups], mechanism):
        raise LessonMissing
    return {
        "root_cause": given.root_cause,
        "party_building_reason": reason,
        "mechanism": mechanism,
        "text": worded("text", given.text, least=0, most=4000),
    }


async def _party(sitting: Sitting, found: Record, given: CloseProblem) -> dict[str, UUID | None]:
    """Gives the three links to Party organisations; none is missing where one could be named."""
    said = {"cause_body": given.cause_body, "solved_by_body": given.solved_by_body}
    known = await nameable(sitting, found)
    missing = [name for name, body in said.items() if body is None]
    if known and missing:
        nearest = known[0]
        raise PartyLinkMissing(", ".join(missing), printed("Body", nearest.id), nearest.name)
    if not {body for body in said.values() if body is not None} <= {one.id for one in known}:
        raise BodyNotOfTheLine
    return {"found_by_body": found["found_by_body"], **said}


def _orders(sitting: Sitting, given: CloseProblem) -> list[dict[str, Any]]:
    orders = []
    counted("follow_ups", len(given.follow_ups), most=MOST_FOLLOW_UPS)
    for one in given.follow_ups:
        if one.kind not in rules.FOLLOW_UPS:
            raise GroundUnknown(ground=one.kind[:40], known=", ".join(rules.FOLLOW_UPS))
        if one.due_on is not None and one.due_on < sitting.today:
            raise DeadlinePassed(deadline=str(one.due_on))
        needed = one.kind != "NONE_NEEDED"
        orders.append(
            {
                "kind": one.kind,
                "text": worded("follow_up", one.text, most=1000),
                "due_on": one.due_on if needed else None,
                "state": "ORDERED" if needed else "NOT_NEEDED",
            }
        )
    return orders


async def _written(
    sitting: Sitting,
    found: Record,
    sheet: Mapping[str, Any],
    orders: list[dict[str, Any]],
) -> Record:
    under = {"holder": found["holder"], "problem_id": found.id}
    written = await sitting.insert(
        closing,
        {
            **under,
            "closed_by": sitting.viewer.person,
            "author_tenant": sitting.tenant,
            "author_person": sitting.viewer.person,
            "closed_at": sitting.now,
            **sheet,
        },
    )
    at = {"ordered_at": sitting.now, "closing_id": written.id}
    await sitting.insert_many(follow_up, [{**under, **at, **one} for one in orders])
    return written
