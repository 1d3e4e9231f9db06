"""The act that records what those served say (服务对象评议)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text as sql

from ledger.closing.outside import outside_the_line
from ledger.closing.refusals import (
    AnswerInConflict,
    AnswerUntraced,
    ClientKnown,
    SolvedUnsaid,
    SpotIsAnswered,
)
from ledger.closing.rules import (
    ANSWERS,
    NO_ANSWER,
    NO_CLIENT,
    SILENT,
    TAKEN_BY,
    TELEPHONE,
    WITHOUT_CLIENT,
    passes,
)
from ledger.closing.tables import evaluation_code
from ledger.petitioners.accusations import refuse_accusations
from ledger.petitioners.refusals import PetitionerNotFound
from ledger.petitioners.tables import petitioner
from ledger.problems import rules
from ledger.problems.casework_tables import evaluation
from ledger.problems.evaluating import evaluated
from ledger.problems.events import ProblemAnswered
from ledger.problems.refusals import (
    AnsweredAlready,
    AnswerTooLate,
    GroundUnknown,
    NoAnswerIsNoConsent,
)
from ledger.problems.stepping import Told, fetched, opened, rows_of, stepped
from ledger.problems.tables import happening
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

RATINGS = (*ANSWERS, NO_ANSWER, NO_CLIENT)
WAIT = timedelta(days=rules.ANSWER_DAYS)
RETURNING = {
    "SELF_EVALUATED": "record_dissatisfaction",
    "CLIENT_EVALUATED": "record_dissatisfaction",
    "RESOLVED_ON_SPOT": "reopen_problem",
}
"""What an answer that does not pass does by itself: t25, t25a, and t38 for what was settled on the spot."""
_TAKE = sql("select app.take_number(:problem, :number, :passes)")
_WITHDRAW = sql("select app.withdraw_codes(:problem)")


@dataclass(frozen=True)
class RecordClientAnswer:
    """The problem, the version that was read, the answer, how it was taken, its reason, and whether
    it was solved; of an answer that never came, neither. ``number``, the keyed hash of the number that was called, in hex. ``petitioner``,
    whose answer it is.
    """

    problem: UUID
    expected_version: int
    rating: str
    channel: str | None = None
    text: str = ""
    solved: bool | None = None
    number: str = ""
    petitioner: UUID | None = None


async def record_client_answer(sitting: Sitting, given: RecordClientAnswer) -> UUID:
    """Records the answer of those served; one that passes, by someone outside the handling line.

    Given:    rating, SATISFIED, BASICALLY_SATISFIED, DISSATISFIED, NO_ANSWER, or NO_CLIENT where
              nobody was served; text, the reason, and for NO_ANSWER what the on-site check found;
              solved and channel (TELEPHONE, VISIT or PAPER), for each answer that came; of one that
              passes, the number that was called, or in text where and before whom it was given.
    Gives:    the problem: passed on to the organisation department, or returned to work by itself when
              the answer is dissatisfied, or says that it is not solved. What was settled on the spot stays so, or is open again.
              A code that was open ends. Once it is passed on and until it is closed, another one who
              petitioned, named, may still say that it is not solved: that returns it as well.
    Refuses:  problem.not_found, the rules of problem.record_client, problem.stale,
              problem.wrong_state, evaluation.in_the_line, problem.ground_unknown,
              evaluation.solved_unsaid, evaluation.untraced, evaluation_code.conflict,
              evaluation.client_known, evaluation.spot_is_answered, problem.no_answer_is_no_consent,
              problem.answered_already, problem.answer_too_late, record.text_refused,
              petitioner.accusation_refused, petitioner.not_found, the rules of problem.evaluate.
    Records:  ProblemAnswered.
    Source:   seed 0, 不满意的终止销号验收，重新退回办理; transitions t24, t25, t25a, t38.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.record_client", found)
    end = opened(sitting, found, "record_client_answer", version=given.expected_version)
    passing = passes(given.rating, given.solved)
    if passing:
        await outside_the_line(sitting, found)
    if found["state"] == "RESOLVED_ON_SPOT":
        await _in_time(sitting, found)
    if found["state"] == "CLIENT_EVALUATED":
        await _of_another(sitting, found, given)
    said = await _said(sitting, found, given)
    await sitting.connection.execute(_WITHDRAW, {"problem": found.id})
    await evaluated(sitting, found, said)
    # Nobody decides it: an answer that does not pass returns the item, whoever recorded it.
    act = "record_client_answer"
    changes: dict[str, Any] = {"state": end}
    if not passing:
        act = RETURNING[found["state"]]
        back = rules.end(found["state"], act) or end
        changes = {"state": back, "returns": found["returns"] + 1}
    told = Told(shown="THAT")
    changed = await stepped(sitting, found, act, changes=changes, told=told)
    await sitting.record(ProblemAnswered(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _said(sitting: Sitting, found: Record, given: RecordClientAnswer) -> dict[str, Any]:
    if given.rating not in RATINGS:
        raise GroundUnknown(ground=given.rating[:40], known=", ".join(RATINGS))
    silent = given.rating in SILENT
    if silent != (given.solved is None) or silent != (given.channel is None):
        raise SolvedUnsaid
    if given.channel not in (None, *TAKEN_BY):
        raise GroundUnknown(ground=given.channel[:40], known=", ".join(TAKEN_BY))
    text = worded("text", given.text, least=0, most=4000)
    refuse_accusations(text, of_people=True)
    if given.rating == NO_ANSWER:
        await _waived(sitting, found, text)
    if given.rating == NO_CLIENT:
        await _without_client(sitting, found, text)
    # No guard keeps out what returns the item, from whatever number and however it was said.
    passing = passes(given.rating, given.solved)
    if passing and not silent:
        _traced(given, text)
    if given.number:
        asked = {"problem": found.id, "number": bytes.fromhex(given.number), "passes": passing}
        if not (await sitting.connection.execute(_TAKE, asked)).scalar_one():
            raise AnswerInConflict
    return {
        "party": "CLIENT",
        "petitioner_id": await _petitioner(sitting, found, given.petitioner),
        "rating": given.rating,
        "solved": given.solved,
        "channel": given.channel,
        "text": text,
    }


def _traced(given: RecordClientAnswer, text: str) -> None:
    """Holds that an answer that passes says by what it can be checked."""
    unsaid = "number" if given.channel == TELEPHONE else "text"
    if not (given.number if given.channel == TELEPHONE else text):
        raise AnswerUntraced(unsaid=unsaid)


async def _of_another(sitting: Sitting, found: Record, given: RecordClientAnswer) -> None:
    """Holds that another one who petitioned says that it is not solved; the gate counts them.

    What a panel passed on had its dissatisfied answer: no other one undoes what it found.
    """
    told = [
        one
        for one in await rows_of(sitting, evaluation, found)
        if (one["party"], one["round"]) == ("CLIENT", found["returns"] + 1)
    ]
    if passes(given.rating, given.solved) or given.petitioner is None or not told:
        raise AnsweredAlready


async def _petitioner(sitting: Sitting, found: Record, key: UUID | None) -> UUID | None:
    """Gives whose answer it is: one who petitioned in this matter."""
    if key is None:
        return None
    one = await sitting.fetch(
        petitioner, key, under="petitioner.read", missing=PetitionerNotFound, lock=False
    )
    if one["problem_id"] != found.id:
        raise PetitionerNotFound
    return one.id


async def _waived(sitting: Sitting, found: Record, text: str) -> None:
    """Holds that somebody was asked and did not answer, and that there was a check on site.

    The days run from the code that was given last: one sent elsewhere before it asked nobody.
    """
    sitting.decide("problem.evaluate", found)
    codes = await rows_of(sitting, evaluation_code, found)
    asked = [one["opened_at"] for one in codes if one["round"] == found["returns"] + 1]
    if not asked or max(asked) + WAIT > sitting.now or not text:
        raise NoAnswerIsNoConsent(days=rules.ANSWER_DAYS)


async def _without_client(sitting: Sitting, found: Record, text: str) -> None:
    """Holds that there is nobody to ask, and that the organisation department says why."""
    sitting.decide("problem.evaluate", found)
    known = [one["kind"] for one in await rows_of(sitting, petitioner, found)]
    named = any(kind != "ANONYMOUS" for kind in known)
    may = found["list_type"] in WITHOUT_CLIENT or bool(known)
    if found["state"] == "RESOLVED_ON_SPOT":
        raise SpotIsAnswered
    if named or not may:
        raise ClientKnown
    worded("text", text, most=4000)


async def _in_time(sitting: Sitting, found: Record) -> None:
    """Holds that a spot solution is answered within the window."""
    story = await rows_of(sitting, happening, found)
    settled = [one for one in story if one["act"] == "resolve_on_spot"]
    if settled[-1]["happened_at"] + WAIT < sitting.now:
        raise AnswerTooLate(days=rules.ANSWER_DAYS)
