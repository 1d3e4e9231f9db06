"""The act that records a statutory act: a notice, an answer, a report, a first contact (法定动作)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ledger.clocks.calendar import civil
from ledger.clocks.of_problems import ENDED
from ledger.clocks.statutory import ACTS, RECORDED, StatutoryAct
from ledger.problems.events import StatutoryActRecorded
from ledger.problems.refusals import ProblemNotOpenToThis, ProblemStale
from ledger.problems.statutory_refusals import (
    StatutoryActDone,
    StatutoryActOutOfOrder,
    StatutoryActTooLate,
    StatutoryActUnknown,
)
from ledger.problems.stepping import Told, fetched, rows_of, stepped
from ledger.problems.tables import happening
from tenants.sitting import Sitting
from tenants.wording import worded

ANSWERING = {"OPINION_GIVEN": "claim_completion"}
"""Steps that carry a statutory act: whoever claims completion tells those served the result."""


@dataclass(frozen=True)
class RecordStatutory:
    """The problem, the version that was read, which act, and by which document it was done."""

    problem: UUID
    expected_version: int
    act: str
    text: str


async def record_statutory(sitting: Sitting, given: RecordStatutory) -> UUID:
    """Records that a statutory act was done; the clock that ran up to it ends.

    Given:    act, one of the list of the problem; text, by which document, to whom or where, 1 to
              4,000 characters.
    Gives:    the problem. It counts from now, not from a day that somebody names.
    Refuses:  problem.not_found, the rules of problem.rectify, the rules of problem.rule where the
              level above reviews what the unit answered; problem.stale, problem.wrong_state,
              problem.statutory_act_unknown, problem.statutory_act_done,
              problem.statutory_act_out_of_order, problem.statutory_act_too_late,
              record.text_refused.
    Records:  StatutoryActRecorded.
    Source:   domain 5; PR22 Arts. 22, 23, 34 to 36; 审计法第44条、第52条.
    """
    found = await fetched(sitting, given.problem)
    act = ACTS.get(given.act)
    sitting.decide("problem.rule" if act and act.superior else "problem.rectify", found)
    sitting.check_version(found, given.expected_version, ProblemStale)
    if not found["open"]:
        raise ProblemNotOpenToThis(state=found["state"])
    known = [one.key for one in ACTS.values() if one.list_type == found["list_type"]]
    if act is None or act.key not in known:
        raise StatutoryActUnknown(act=given.act[:40], known=", ".join(known))
    _in_order(sitting, act, _anew(await rows_of(sitting, happening, found)))
    told = Told(worded("text", given.text, most=4000), act.key, "THAT")
    changed = await stepped(sitting, found, RECORDED, changes={}, told=told)
    await sitting.record(StatutoryActRecorded(changed.id, changed.version, changed["holder"]))
    return changed.id


def _in_order(sitting: Sitting, act: StatutoryAct, story: Sequence[Mapping[str, Any]]) -> None:
    """Holds that an act is done once, after what it follows, and within its days."""
    if _last(story, act.key) is not None:
        raise StatutoryActDone(act=act.key)
    for before in act.after:
        step = _last(story, before)
        days = act.within
        late = step and days and (sitting.today - civil(step["happened_at"])).days > days
        if step is None:
            raise StatutoryActOutOfOrder(act=act.key, after=before)
        if late:
            raise StatutoryActTooLate(act=act.key, after=before, days=days or 0)


def _anew(story: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Gives the story since it was last opened again: its clocks began anew, and so do its acts."""
    again = [
        n for n, one in enumerate(story) if one["before"] in ENDED and one["after"] not in ENDED
    ]
    return story[again[-1] :] if again else story


def _last(story: Sequence[Mapping[str, Any]], key: str) -> Mapping[str, Any] | None:
    """Gives the last step that is a statutory act, or that carries it."""
    carrying = ANSWERING.get(key)
    found = (
        one
        for one in reversed(story)
        if (one["act"] == RECORDED and one["reason"] == key) or one["act"] == carrying
    )
    return next(found, None)
