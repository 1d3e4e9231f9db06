"""The act by which a leader of the level above takes the lead of an item (领衔领办)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemLeadTaken
from ledger.problems.leading import ORDERED, LedAlready, leader_of, led
from ledger.problems.refusals import ProblemNotOpenToThis, ProblemStale
from ledger.problems.stepping import Told, fetched, stepped
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class TakeLead:
    """The problem, the version that was read, the leader's post, and what it is to come to."""

    problem: UUID
    expected_version: int
    leader: UUID | None = None
    text: str = ""


async def take_lead(sitting: Sitting, given: TakeLead) -> UUID:
    """Puts a leader of the viewer's unit in charge of an item that lies with a direct subordinate.

    Given:    leader, a post of the viewer's unit: its head, or of its leading group or team; the post in
              which the viewer acts when left out. text, up to 2,000 characters.
    Gives:    the problem, where it was: nothing moves and no day changes. Whom the level had in
              charge before gives way.
    Refuses:  problem.not_found, the rules of problem.lead, problem.stale, problem.wrong_state,
              problem.led_already, problem.owner_not_there, problem.not_a_leader,
              problem.with_the_accused, record.text_refused.
    Records:  ProblemLeadTaken.
    Source:   seed 0, 领导干部领衔领办 (S0-43); PR22 Art. 18; issue 3, 6.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.lead", found)
    sitting.check_version(found, given.expected_version, ProblemStale)
    if found["state"] not in ORDERED:
        raise ProblemNotOpenToThis(state=found["state"])
    if found["led_by"] not in {None, sitting.tenant}:
        raise LedAlready
    post = given.leader or sitting.viewer.post
    if post is None:
        message = "somebody without a post was let lead"
        raise AssertionError(message)
    await leader_of(sitting, post, found)
    text = worded("text", given.text, least=0, most=2000)
    await led(sitting, found.id, holder=found["holder"], post=post, text=text)
    told = Told(text, shown="ALL")
    changed = await stepped(sitting, found, "take_lead", changes={}, told=told)
    await sitting.record(ProblemLeadTaken(changed.id, changed.version, changed["holder"]))
    return changed.id
