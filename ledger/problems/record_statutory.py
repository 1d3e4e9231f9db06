"""The act that records a statutory act: a notice, an answer, a report, a first contact (法定动作)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.clocks.calendar import civil
from ledger.clocks.limits import Clock, shipped
from ledger.clocks.of_problems import ENDED, calendar_of
from ledger.clocks.statutory import ACTS, CLOCKS, RECORDED, StatutoryAct, owed_beyond
from ledger.problems.events import StatutoryActRecorded
from ledger.problems.refusals import ProblemNotOpenToThis, ProblemStale, UnitNotFound
from ledger.problems.statutory_refusals import (
    NobodyReviewsAbove,
    ReviewOfOwnAnswer,
    StatutoryActDone,
    StatutoryActOutOfOrder,
    StatutoryActTooLate,
    StatutoryActUnknown,
    StatutoryDayRefused,
)
from ledger.problems.stepping import Told, fetched, lying_at, rows_of, stepped
from ledger.problems.tables import happening, share
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant
from tenants.wording import worded

ANSWERING = {"OPINION_GIVEN": "claim_completion"}
"""Steps that carry a statutory act: whoever claims completion tells those served the result."""
ASKED: Mapping[str, str] = {
    "handler": "problem.record_contact",
    "head": "problem.record_statutory",
    "reviewer": "problem.record_review",
}
"""What the book is asked, by who records an act."""
_REVIEWED_STILL = {"RESOLVED_ON_SPOT", "CLOSED", "ARCHIVED"}
"""Ends that take nobody's right to a review."""
Story = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class RecordStatutory:
    """The problem, the version that was read, which act, by which document, when it came in."""

    problem: UUID
    expected_version: int
    act: str
    text: str
    received_on: date | None = None


async def record_statutory(sitting: Sitting, given: RecordStatutory) -> UUID:
    """Records that a statutory act was done; the clock that ran up to it ends.

    Given:    act, one of the list of the problem; text, by which document, to whom or where, 1 to
              4,000 characters; received_on, of a request for review, the day on which it came in,
              today when nothing is said.
    Gives:    the problem. An act counts from now, a request from the day on which it came in. Who
              reviews has the problem in sight from then on.
    Refuses:  problem.not_found, the rules of problem.record_contact, the rules of
              problem.record_statutory or the rules of problem.record_review, asked about the unit
              that answered; problem.stale,
              problem.wrong_state, problem.statutory_act_unknown, problem.statutory_act_done,
              problem.statutory_act_out_of_order, problem.statutory_act_too_late,
              problem.statutory_day_refused, problem.unit_not_found,
              problem.review_of_own_answer, problem.nobody_reviews_above, record.text_refused.
    Records:  StatutoryActRecorded.
    Source:   domain 5; PR22 Arts. 22, 23, 34 to 36; 审计法第44条、第52条.
    """
    found = await fetched(sitting, given.problem)
    story = await rows_of(sitting, happening, found)
    act = ACTS.get(given.act)
    below = await _answering(sitting, found, act, story)
    sitting.decide(ASKED[act.by if act else "head"], below)
    sitting.check_version(found, given.expected_version, ProblemStale)
    known = [one.key for one in ACTS.values() if one.list_type == found["list_type"]]
    if act is None or act.key not in known:
        raise StatutoryActUnknown(act=given.act[:40], known=", ".join(known))
    if not _may_be_done(act, found):
        raise ProblemNotOpenToThis(state=found["state"])
    due_on = await _in_order(sitting, found, act, story, given.received_on)
    about = await _responsible(sitting, found, act, story)
    _apart(sitting, act, story, about)
    if about is not None and about not in {found["holder"], *found["trail"]}:
        row = {"kind": "REVIEW", "with_tenant": about, "shared_at": sitting.now}
        await sitting.insert(share, {"holder": found["holder"], "problem_id": found.id, **row})
    told = Told(worded("text", given.text, most=4000), act.key, "THAT", about=about)
    changes = {} if due_on is None else {"due_on": due_on}
    changed = await stepped(sitting, found, RECORDED, changes=changes, told=told)
    await sitting.record(StatutoryActRecorded(changed.id, changed.version, changed["holder"]))
    return changed.id


def _may_be_done(act: StatutoryAct, found: Record) -> bool:
    """Whether the state leaves room for it: of what is not registered, only what is urgent, and of what
    has ended, only what is owed beyond that end."""
    if act.by == "reviewer":
        return bool(found["open"]) or found["state"] in _REVIEWED_STILL
    if owed_beyond(act.key, found["state"]):
        return True
    if found["state"] != "COLLECTED":
        return bool(found["open"])
    begun = any("COLLECTED" in one.starts and act.key in one.until for one in CLOCKS)
    return begun or act.by == "handler"


async def _answering(
    sitting: Sitting, found: Record, act: StatutoryAct | None, story: Story
) -> Record:
    """Gives the problem as it lay at the unit whose answer an act of review is about.

    Whoever reviewed may also pass on the request that their own review be examined.
    """
    if act is None or act.of is None:
        return found
    whose = _unit_of(_last(story, act.of))
    if whose == sitting.tenant and _is_request(act) and (of := ACTS[act.of].of):
        whose = _unit_of(_last(story, of))
    if whose is None or whose == found["holder"]:
        return found
    return lying_at(found, await _place(sitting, whose))


async def _responsible(
    sitting: Sitting, found: Record, act: StatutoryAct, story: Story
) -> int | None:
    """Gives the unit that an act is charged to where it is not whoever has the problem later."""
    if act.of is None:
        return int(found["holder"])
    place = await _place(sitting, _unit_of(_last(story, act.of)) or found["holder"])
    above: int | None = place["parent_id"]
    return above


def _apart(sitting: Sitting, act: StatutoryAct, story: Story, about: int | None) -> None:
    """Holds those who review apart from those who answered, and to units that there are."""
    if act.of is None:
        return
    if about is None:
        raise NobodyReviewsAbove(act=act.key)
    answered = _last(story, act.of)
    own = answered is not None and answered["author_person"] == sitting.viewer.person
    if own and not _is_request(act):
        raise ReviewOfOwnAnswer(act=act.key)


async def _place(sitting: Sitting, number: int) -> Mapping[str, Any]:
    query = select(tenant).where(
        tenant.c.root == sitting.root, tenant.c.id == number, tenant.c.valid_until.is_(None)
    )
    found = await sitting.rows(query)
    if not found:
        raise UnitNotFound
    return found[0]


async def _in_order(
    sitting: Sitting, found: Record, act: StatutoryAct, story: Story, received: date | None
) -> date | None:
    """Holds that an act is done once, after what it follows, and within its days.

    Gives:    of a request the plain day on which its answer is due; else None.
    """
    before = _last(story, act.after[0]) if act.after else None
    # What follows something is done once after each of it, whatever was opened again meanwhile.
    since = story[story.index(before) + 1 :] if before else _anew(story, act)
    if _last(since, act.key) is not None:
        raise StatutoryActDone(act=act.key)
    if act.after and before is None:
        raise StatutoryActOutOfOrder(act=act.key, after=act.after[0])
    if before is None or not act.within:
        if received is not None:
            raise StatutoryDayRefused(day=str(received))
        return None
    came, answered = received or sitting.today, civil(before["happened_at"])
    if not answered <= came <= sitting.today:
        raise StatutoryDayRefused(day=str(came))
    calendar = await calendar_of(sitting, found["holder"])
    if came > calendar.first_worked(answered + timedelta(days=act.within)):
        raise StatutoryActTooLate(act=act.key, after=act.after[0], days=act.within)
    return _answer_by(act, came)


def _answer_by(act: StatutoryAct, came: date) -> date | None:
    """Gives the plain day on which the answer to a request is due."""
    for one in CLOCKS:
        limit = shipped().on(Clock.STATUTORY, one.stage, came)
        if act.key in one.starts and limit is not None:
            return came + timedelta(days=limit.amount)
    return None


def _is_request(act: StatutoryAct) -> bool:
    return any(act.key in one.starts for one in CLOCKS)


def _anew(story: Story, act: StatutoryAct) -> Story:
    """Gives the story since its clocks last began anew: it was opened again, or handed to somebody."""
    starts = {name for one in CLOCKS if one.anew and act.key in one.until for name in one.starts}
    again = [
        n
        for n, one in enumerate(story)
        if (one["before"] in ENDED and one["after"] not in ENDED)
        or (one["before"] != one["after"] and one["after"] in starts)
    ]
    return story[again[-1] :] if again else story


def _unit_of(step: Mapping[str, Any] | None) -> int | None:
    """Gives the unit that answers for a step: the one it names, or whoever took it."""
    if step is None:
        return None
    return int(step["about"] or step["author_tenant"])


def _last(story: Story, key: str) -> Mapping[str, Any] | None:
    """Gives the last step that is a statutory act, or that carries it."""
    carrying = ANSWERING.get(key)
    found = (
        one
        for one in reversed(story)
        if (one["act"] == RECORDED and one["reason"] == key) or one["act"] == carrying
    )
    return next(found, None)
