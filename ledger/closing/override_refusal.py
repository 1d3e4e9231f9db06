"""The act by which a panel passes over a dissatisfied answer (合议)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.closing import rules
from ledger.closing.refusals import NothingToOverride, PanelTooSmall
from ledger.problems.evaluating import evaluated
from ledger.problems.events import ProblemAnswered
from ledger.problems.refusals import GroundUnknown
from ledger.problems.stepping import Told, fetched, opened, stepped
from ledger.problems.tables import happening
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment
from tenants.wording import worded


@dataclass(frozen=True)
class OverrideRefusal:
    """The problem, its version, the ground, who sat on the panel, and its written reasons."""

    problem: UUID
    expected_version: int
    ground: str
    panel: tuple[UUID, ...]
    text: str


async def override_refusal(sitting: Sitting, given: OverrideRefusal) -> UUID:
    """Lets a problem go on to the organisation department although those served are dissatisfied.

    Given:    ground, UNLAWFUL_REQUEST or STEPS_EXHAUSTED; panel, three people or more, none of the
              responsible unit; text, the reasons, 20 to 4,000 characters.
    Gives:    the problem; the answer stays what it was and counts as dissatisfied.
    Refuses:  problem.not_found, the rules of problem.evaluate, problem.stale, problem.wrong_state,
              closing.nothing_to_override, problem.ground_unknown, closing.panel_too_small,
              record.text_refused, problem.answered_already.
    Records:  ProblemAnswered.
    Source:   domain 6.8, PR22 第35、36条; transition t40.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.evaluate", found)
    end = opened(sitting, found, "override_refusal", version=given.expected_version)
    await _was_dissatisfied(sitting, found)
    if given.ground not in rules.OVERRIDING:
        raise GroundUnknown(ground=given.ground[:40], known=", ".join(rules.OVERRIDING))
    await _seated(sitting, found, given.panel)
    text = worded("text", given.text, least=20, most=4000)
    members = ", ".join(map(str, given.panel))
    said = {"party": "PANEL", "rating": "PASS", "channel": given.ground, "text": text}
    await evaluated(sitting, found, said)
    changed = await stepped(
        sitting,
        found,
        "override_refusal",
        changes={"state": end},
        told=Told(f"{text}\n合议 Panel: {members}", reason=given.ground, shown="ALL"),
    )
    await sitting.record(ProblemAnswered(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _was_dissatisfied(sitting: Sitting, found: Record) -> None:
    story = happening.c
    query = (
        select(story.act)
        .where(story.root == sitting.root, story.problem_id == found.id)
        .order_by(story.happened_at.desc(), story.id.desc())
        .limit(1)
    )
    last = await sitting.rows(query)
    if not last or last[0]["act"] != "record_dissatisfaction":
        raise NothingToOverride


async def _seated(sitting: Sitting, found: Record, panel: tuple[UUID, ...]) -> None:
    """Holds that the panel's members hold posts that the viewer sees, none in the responsible unit."""
    held = appointment.c
    query = select(held.person_id, held.holder).where(
        held.root == sitting.root, held.person_id.in_(panel), held.relieved_on.is_(None)
    )
    rows = await sitting.rows(query)
    known = {row["person_id"] for row in rows}
    conflicted = {row["person_id"] for row in rows if row["holder"] == found["holder"]}
    if len(known) < max(rules.PANEL, len(panel)) or conflicted or found["handled_by"] in known:
        raise PanelTooSmall(least=rules.PANEL)
