"""The act that records what those served say (服务对象评议)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from ledger.problems import rules
from ledger.problems.evaluating import evaluated
from ledger.problems.events import ProblemAnswered
from ledger.problems.refusals import GroundUnknown, NoAnswerIsNoConsent
from ledger.problems.stepping import Told, fetched, opened, rows_of, stepped
from ledger.problems.tables import evaluation
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

RATINGS = ("SATISFIED", "BASICALLY_SATISFIED", "DISSATISFIED", "NO_ANSWER")
ANSWER_DAYS = 30
"""So long those served are waited for (domain 6.8, proposal)."""


@dataclass(frozen=True)
class RecordClientAnswer:
    """The problem, the version that was read, the answer, how it was taken, and its reason."""

    problem: UUID
    expected_version: int
    rating: str
    channel: str
    text: str = ""


async def record_client_answer(sitting: Sitting, given: RecordClientAnswer) -> UUID:
    """Records the answer of those served, by someone outside the handling line.

    Given:    rating, SATISFIED, BASICALLY_SATISFIED, DISSATISFIED or NO_ANSWER; text, the reason, and for
              NO_ANSWER what the on-site check found.
    Gives:    the problem: passed on to the organisation department, or returned to work by itself when
              the answer is dissatisfied.
    Refuses:  problem.not_found, the rules of problem.record_client, problem.stale,
              problem.wrong_state, problem.ground_unknown, problem.no_answer_is_no_consent,
              problem.answered_already, record.text_refused, the rules of problem.evaluate.
    Records:  ProblemAnswered.
    Source:   seed 0, 不满意的终止销号验收，重新退回办理; transitions t24, t25.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.record_client", found)
    end = opened(sitting, found, "record_client_answer", version=given.expected_version)
    if given.rating not in RATINGS:
        raise GroundUnknown(ground=given.rating[:40], known=", ".join(RATINGS))
    text = worded("text", given.text, least=0, most=4000)
    if given.rating == "NO_ANSWER":
        await _waived(sitting, found, text)
    said = {
        "party": "CLIENT",
        "rating": given.rating,
        "channel": worded("channel", given.channel, most=100),
        "text": text,
    }
    await evaluated(sitting, found, said)
    # Nobody decides it: a dissatisfied answer returns the item, whoever recorded it.
    act = "record_client_answer"
    changes: dict[str, Any] = {"state": end}
    if given.rating == "DISSATISFIED":
        act = "record_dissatisfaction"
        changes = {"state": rules.end(found["state"], act), "returns": found["returns"] + 1}
    told = Told(shown="THAT")
    changed = await stepped(sitting, found, act, changes=changes, told=told)
    await sitting.record(ProblemAnswered(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _waived(sitting: Sitting, found: Record, text: str) -> None:
    """Holds that no answer came in time, and that the organisation department checked on site."""
    sitting.decide("problem.evaluate", found)
    asked = [one for one in await rows_of(sitting, evaluation, found) if one["party"] == "SELF"]
    waited = asked[-1]["given_at"] + timedelta(days=ANSWER_DAYS) <= sitting.now
    if not waited or not text:
        raise NoAnswerIsNoConsent(days=ANSWER_DAYS)
