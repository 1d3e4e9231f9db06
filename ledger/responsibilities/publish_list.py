"""The act that puts a list in force and hands its common clauses to the next level."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.responsibilities import bindings, rules
from ledger.responsibilities.events import ListPublished, ObligationWithdrawn
from ledger.responsibilities.refusals import (
    ListNotFound,
    ListNotOpenToThis,
    ListStale,
    NothingToPublish,
)
from ledger.responsibilities.tables import clause, responsibility_list
from ledger.responsibilities.withdrawing import withdraw
from tenants.records import Record
from tenants.sitting import Sitting

COPIED = (
    "position", "duty_id", "title", "title_en", "detail", "cadence", "min_per_period", "due_rule",
    "weight", "evidence", "said_by", "said_on",
)  # fmt: skip  # columns side by side
"""What a clause handed on says exactly as the level that said it first."""


@dataclass(frozen=True)
class PublishList:
    """The list, the version that was read, and whether what binds it is handed on below."""

    list: UUID
    expected_version: int
    hand_on: bool = True


async def publish_list(sitting: Sitting, given: PublishList) -> UUID:
    """Puts a list in force, and binds by its common part the unit's other lists of the same actor
    and year, and those of direct subordinates.

    Given:    hand_on, whether common clauses from the level above go on to the next level.
    Gives:    the list, published, one version higher; its draft clauses are in force in place of
              those they supersede; lists below that gained or lost a clause have a new version;
              what was still owed under a clause no longer handed on is withdrawn, and so is what
              begins later under one that has a successor, of which it is opened anew.
    Refuses:  list.not_found, the rules of responsibility.publish, list.stale, list.wrong_state,
              list.empty, and clause.common_elsewhere where a list was drafted with one meanwhile.
    Records:  ObligationWithdrawn, ListPublished.
    Source:   domain 3.4; seed 3, 共性清单; 层层抓落实.
    """
    await bindings.in_turn(sitting, given.list)
    old = await sitting.fetch(
        responsibility_list, given.list, under="responsibility.read", missing=ListNotFound
    )
    sitting.decide("responsibility.publish", old)
    sitting.check_version(old, given.expected_version, ListStale)
    end = rules.end("list", old["state"], "publish_list")
    if end is None:
        raise ListNotOpenToThis(state=old["state"])
    said = await _clauses(sitting, old)
    above = await bindings.clauses_from_above(sitting, old)
    beside = await bindings.said_beside(sitting, old)
    if not said and not above and not bindings.binding_beside(beside):
        raise NothingToPublish
    gone, fresh = await _put_in_force(sitting, said)
    goes_on = _going_on(said, above, beside) if given.hand_on else []
    handed_off, handed_on = await _hand_on(sitting, old, said, goes_on)
    ended = await bindings.release(sitting, [*gone, *handed_off])
    bound = await bindings.bind(sitting, [old], [*above, *bindings.binding_beside(beside), *fresh])
    others = await bindings.bound_lists(sitting, old)
    common = [each for each in said if each["part"] == "COMMON" and each["state"] == "PUBLISHED"]
    common = [each for each in common if each.id not in {gone.id for gone in [*gone, *handed_off]}]
    bound += await bindings.bind_others(
        sitting, old, others, [*common, *_common(fresh), *handed_on]
    )
    # What another list of the unit hands on goes on by that one.
    bound += await bindings.bind_by_others(sitting, old, others)
    withdrawn = await withdraw(sitting, [old, *others], ended, act="publish_list")
    await bindings.renew(sitting, others, [*ended, *bound])
    in_force = {"state": end, "published_at": sitting.now, "edition": old.version + 1}
    published = await sitting.change(old, in_force)
    for each in withdrawn:
        await sitting.record(ObligationWithdrawn(each.id, each.version, each["holder"]))
    await sitting.record(ListPublished(published.id, published.version, old["holder"]))
    return published.id


def _going_on(
    said: Sequence[Record], above: Sequence[Record], beside: Sequence[Record]
) -> list[Record]:
    """What of the level above this list hands on: what no other list of the unit does."""
    if beside and not _common(said):
        return []
    theirs = {each["handed_on_from"] for each in beside}
    return [each for each in above if each.id not in theirs]


def _common(clauses: Sequence[Record]) -> list[Record]:
    return [each for each in clauses if each["part"] == "COMMON"]


async def _clauses(sitting: Sitting, owner: Record) -> list[Record]:
    query = (
        select(clause)
        .where(
            clause.c.root == sitting.root,
            clause.c.list_id == owner.id,
            clause.c.state.not_in(rules.ENDED),
        )
        .order_by(clause.c.position, clause.c.id)
    )
    return [Record(clause, row) for row in await sitting.rows(query.with_for_update())]


async def _put_in_force(
    sitting: Sitting, said: Sequence[Record]
) -> tuple[list[Record], list[Record]]:
    """Publishes the drafts and retires what they supersede. Gives both: gone, fresh."""
    by_id = {each.id: each for each in said}
    gone, fresh = [], []
    for draft in said:
        if draft["state"] != "DRAFT":
            continue
        if draft["supersedes"] in by_id:
            gone.append(await sitting.change(by_id[draft["supersedes"]], {"state": "RETIRED"}))
        fresh.append(await sitting.change(draft, {"state": "PUBLISHED", "said_on": sitting.today}))
    return gone, fresh


async def _hand_on(
    sitting: Sitting, owner: Record, said: Sequence[Record], above: Sequence[Record]
) -> tuple[list[Record], list[Record]]:
    """Makes this level's copies of what binds it agree with the level above: gone, fresh."""
    copies = {each["handed_on_from"]: each for each in said if each["handed_on_from"]}
    current = {each.id for each in above}
    # First what is new: a list that has a common part yet may stand beside another that has one.
    fresh = await sitting.insert_many(
        clause,
        [
            {
                "holder": owner["holder"],
                "list_id": owner.id,
                "actor_type": owner["actor_type"],
                "year": owner["year"],
                "part": "COMMON",
                "state": "PUBLISHED",
                "handed_on_from": each.id,
                "supersedes": copies[before].id
                if (before := each["supersedes"]) in copies
                else None,
                **{name: each[name] for name in COPIED},
            }
            for each in above
            if each.id not in copies
        ],
    )
    gone = [
        await sitting.change(copy, {"state": "RETIRED"})
        for origin, copy in copies.items()
        if origin not in current
    ]
    return gone, fresh
