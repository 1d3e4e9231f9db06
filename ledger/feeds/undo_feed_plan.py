"""The act that takes back what a plan has done (撤回方案)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.feeds.applying import take_back
from ledger.feeds.deciding import plan_to_decide
from ledger.feeds.events import FeedPlanUndone
from ledger.feeds.refusals import FeedPlanChanged
from ledger.feeds.tables import feed_line
from tenants.long_acts import go_on
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class UndoFeedPlan:
    """The plan, and the token to undo it that was read with it."""

    plan: UUID
    undo_token: str


async def undo_feed_plan(sitting: Sitting, given: UndoFeedPlan) -> UUID:
    """Takes back every line that a plan has done, the last one first; all or nothing.

    Given:    undo_token, as the plan showed it.
    Gives:    the plan. People who were new stay known, without posts.
    Refuses:  feed_plan.not_found, the rules of feed_plan.decide, feed_plan.changed, the rules of
              feed_line.decide for a line about the viewer,
              feed_plan.changed_since, the rules of appointment.appoint, the rules of
              appointment.relieve, grant.wider, grant.senior, grant.own_rights,
              grant.not_together, grant.needs_two, grant.unmanaged,
              handover.not_emptied.
    Records:  FeedPlanUndone.
    """
    plan = await plan_to_decide(sitting, given.plan)
    if str(plan["undo_token"]) != given.undo_token:
        raise FeedPlanChanged
    table = feed_line.c
    query = select(feed_line).where(
        table.root == sitting.root, table.plan_id == plan.id, table.state == "APPLIED"
    )
    for row in await sitting.rows(query.order_by(table.id.desc()).with_for_update()):
        await go_on(sitting)
        if row["person_id"] == sitting.viewer.person:
            sitting.decide("feed_line.decide", Record(feed_line, row))
        line = await sitting.change(Record(feed_line, row), {"decided_at": sitting.now})
        await take_back(sitting, line)
    undone = await sitting.change(plan, {"people": 0, "changed_at": sitting.now})
    await sitting.record(FeedPlanUndone(undone.id, undone.version, undone["holder"]))
    return undone.id
