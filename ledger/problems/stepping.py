"""One step of a problem: fetched, decided, checked, changed, and written into its story."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Table, func, select

from ledger.clocks.allowing import allowed
from ledger.clocks.calendar import civil
from ledger.clocks.of_problems import TAKEN_OVER
from ledger.clocks.reckoning import reckoned
from ledger.problems import rules, standards
from ledger.problems.evidence import evidenced
from ledger.problems.lists import stands_for
from ledger.problems.proposal_columns import NOTHING
from ledger.problems.refusals import (
    ProblemNotFound,
    ProblemNotOpenToThis,
    ProblemStale,
    ReasonUnknown,
    UnitNotFound,
)
from ledger.problems.tables import happening, hop, problem
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant, tenant_edge
from tenants.wording import worded

TEXT = 4000
MOVING = ("approve_extension", "resume_problem")
"""Approved steps that move the day by which a problem is to be rectified."""


@dataclass(frozen=True)
class Told:
    """What the story says of a step: a reason by its code, a text, and how much is shown below.

    ``about``: the unit that is charged with it, wherever the problem goes. ``files``: the evidence by
    the hash of each file; ``measure``: which measure it shows to be done; ``forum``: before which forum
    of the level above an escalation is brought.
    """

    text: str = ""
    reason: str | None = None
    shown: str = "WHO"
    other_end: int | None = None
    about: int | None = None
    files: Sequence[str] = ()
    measure: UUID | None = None
    forum: str | None = None


async def fetched(sitting: Sitting, key: UUID) -> Record:
    """Fetches a problem that the viewer may read, and locks it.

    Refuses:  problem.not_found.
    """
    return await sitting.fetch(problem, key, under="problem.read", missing=ProblemNotFound)


def opened(sitting: Sitting, found: Record, act: str, *, version: int) -> str:
    """Gives the state to which an act takes the problem.

    Refuses:  problem.stale, problem.wrong_state.
    """
    sitting.check_version(found, version, ProblemStale)
    end = rules.end(found["state"], act)
    if end is None:
        raise ProblemNotOpenToThis(state=found["state"])
    return end


def reasoned(act: str, reason: str) -> str:
    """Gives a reason that is on the closed list of an act.

    Refuses:  problem.reason_unknown.
    """
    known = standards.REASONS[act]
    if reason not in known:
        raise ReasonUnknown(reason=reason[:40], known=", ".join(known))
    return reason


def title_of(sitting: Sitting) -> str:
    """Names who acts as others read it: the unit and the post, never the person."""
    for held in sitting.viewer.posts:
        if held.post == sitting.viewer.post:
            return f"{held.tenant_name} {held.title}"
    return ""


async def stepped(
    sitting: Sitting,
    found: Record,
    act: str,
    *,
    changes: Mapping[str, Any],
    told: Told,
    through: Record | None = None,
) -> Record:
    """Changes a problem and adds the step to its story; its due days follow from the story.

    Given:    through, a covered record that names the problem, where the decision was about that.
    Gives:    the problem as it stands now.
    Refuses:  record.text_refused, file.not_stored, record.number_refused, the rules of file.prepare.
    """
    end = changes.get("state", found["state"])
    closes: dict[str, Any] = {}
    if end != found["state"]:
        closes = {"open": end not in rules.TERMINAL}
    if end != found["state"] or act in {"rise_by_rule", TAKEN_OVER}:
        # What waited for a second person in the state before waits no longer.
        closes |= NOTHING
    step = {
        **_written(sitting, found, act, end=end, told=told),
        # The deadline that this step set; what the row is due by follows from all of them.
        "due_on": changes.get("due_on"),
    }
    now = found.after(changes)
    step["allowed"] = await allowed(sitting, now, step)
    due = await reckoned(sitting, now, now["holder"], step)
    step["happened_at"] = due.pop("happened_at")
    if act in MOVING and due["rectify_by"] != found["rectify_by"]:
        # The story says to when; no replay reads it, the rates do.
        step["due_on"] = due["rectify_by"]
    counted = _counted(found, changes, act, told, civil(step["happened_at"]))
    changed = await sitting.change(found, {**changes, **closes, **due, **counted}, through=through)
    await sitting.insert(happening, {**step, "holder": changed["holder"]})
    await evidenced(sitting, changed, act, told.files, measure=told.measure)
    return changed


def _counted(
    found: Record, changes: Mapping[str, Any], act: str, told: Told, today: date
) -> dict[str, Any]:
    """Gives what the desks count a problem by, where this step is the one that says so."""
    said: dict[str, Any] = {}
    if act == "register_problem":
        said["registered_on"] = today
    if changes.get("listed_by", found["listed_by"]) != found["listed_by"]:
        said["listed_on"] = today
    if act == "take_up" and told.reason == "CROSS_UNIT_AND_HARD":
        said["across"] = True
    return said


def _written(sitting: Sitting, found: Record, act: str, *, end: str, told: Told) -> dict[str, Any]:
    return {
        "problem_id": found.id,
        "act": act,
        "before": found["state"],
        "after": end,
        "author_tenant": sitting.tenant,
        "author_person": sitting.viewer.person,
        "author_post": sitting.viewer.post,
        "author_title": title_of(sitting),
        "other_end": told.other_end,
        "about": told.about,
        "shown": told.shown,
        "reason": told.reason,
        "forum": told.forum,
        "text": worded("text", told.text, least=0, most=TEXT),
        "files": [*dict.fromkeys(told.files)],
    }


async def hopped(
    sitting: Sitting,
    found: Record,
    *,
    child: int,
    parent: int,
    direction: str,
    post: UUID | None = None,
    note: str = "",
    shown: str = "WHO",
    by_rule: bool = False,
) -> Record:
    """Moves a problem along the child's edge; the database holds it to the edge and to its start.

    Gives:    the problem where it lies now.
    Refuses:  problem.skips_a_level, problem.not_where_it_lies, problem.not_the_upper_end,
              problem.post_not_there.
    """
    query = select(tenant_edge.c.id).where(
        tenant_edge.c.root == sitting.root,
        tenant_edge.c.child == child,
        tenant_edge.c.valid_until.is_(None),
    )
    edges = await sitting.rows(query)
    await sitting.insert(
        hop,
        {
            "holder": found["holder"],
            "problem_id": found.id,
            "direction": direction,
            # A unit without an edge is a root; no edge is numbered 0.
            "edge": edges[0]["id"] if edges else 0,
            "child": child,
            "parent": parent,
            "post_id": post,
            "by_rule": by_rule,
            "shown": shown,
            "made_by": title_of(sitting),
            "note": worded("note", note, least=0, most=TEXT),
            "made_at": sitting.now,
        },
    )
    return found.after({"holder": parent if direction == "UP" else child})


async def line_rules(sitting: Sitting, place: int) -> Mapping[str, Any]:
    """Gives what the line of a unit has set for problems: the nearest word, or the shipped one."""
    found = await sitting.rows(select(func.app.problem_rules(sitting.root, place).label("rules")))
    rules_of_the_line: Mapping[str, Any] = found[0]["rules"]
    return rules_of_the_line


async def unit(sitting: Sitting, key: UUID) -> Mapping[str, Any]:
    """Gives a current unit of the viewer's root by its public key.

    Refuses:  problem.unit_not_found.
    """
    query = select(tenant).where(
        tenant.c.root == sitting.root, tenant.c.uid == key, tenant.c.valid_until.is_(None)
    )
    found = await sitting.rows(query)
    if not found:
        raise UnitNotFound
    return found[0]


def lying_at(found: Record, place: Mapping[str, Any]) -> Record:
    """Gives the problem as it would lie at a unit: what the book is asked about a way there."""
    return found.after(
        {
            "holder": place["id"],
            "holder_parent": place["parent_id"],
            "holder_slot": place["slot"],
            **{f"at{slot}": place[f"at{slot}"] for slot in range(1, 7)},
        }
    )


async def sent_back(sitting: Sitting, found: Record, act: str, by: int, *, to: int) -> int:
    """Counts how often one end of an edge has sent the problem back to the other.

    Given:    act, hand_back of what was submitted, or object_to_assignment of what was ordered: each
              way counts by itself.
    Gives:    with what a unit sent back that one of them took over: a merger begins nothing anew.
    """
    story = happening.c
    query = select(func.count().label("times")).where(
        story.root == sitting.root,
        story.problem_id == found.id,
        story.act == act,
        story.author_tenant.in_(await stands_for(sitting, by)),
        story.other_end.in_(await stands_for(sitting, to)),
    )
    times: int = (await sitting.rows(query))[0]["times"]
    return times


async def rows_of(sitting: Sitting, table: Table, found: Record) -> list[Record]:
    """Gives the rows of a table that hang under a problem, in the order in which they were made."""
    query = select(table).where(table.c.root == sitting.root, table.c.problem_id == found.id)
    return [Record(table, row) for row in await sitting.rows(query.order_by(table.c.id))]
