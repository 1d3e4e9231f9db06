"""The act by which what a stopped feed kept back is done (确认方案)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.appointments.grounds import Ground
from ledger.feeds.applying import NONE, apply
from ledger.feeds.deciding import plan_to_decide
from ledger.feeds.events import FeedLineApplied, FeedPlanConfirmed, FeedResumed
from ledger.feeds.refusals import FeedPlanChanged
from ledger.feeds.tables import feed, feed_line
from ledger.feeds.writing import in_hand
from tenants.long_acts import go_on
from tenants.records import Record
from tenants.sitting import Sitting

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class ConfirmFeedPlan:
    """The plan, and the hash of what was read of it."""

    plan: UUID
    hash: str
    ground: Ground = NONE


async def confirm_feed_plan(sitting: Sitting, given: ConfirmFeedPlan) -> UUID:
    """Does every line that waits only because the feed's budget was used up, and lets it go on.

    Given:    hash, of the plan as it was read: exactly that is done. Lines that wait for another
              reason go on waiting, those about the viewer too, and whoever has items in hand waits
              to hand them over; of many lines the first 100 are done, and the act repeated.
              ground, asked for where a post was given a role of power meanwhile.
    Gives:    the plan.
    Refuses:  feed_plan.not_found, the rules of feed_plan.decide, feed_plan.changed; for a post
              that was given a role meanwhile the rules of appointment.appoint, the rules of
              appointment.relieve, grant.wider, grant.senior, grant.own_rights,
              grant.not_together, grant.needs_two, grant.unmanaged, change.above_threshold,
              record.text_refused.
    Records:  FeedLineApplied, FeedPlanConfirmed, FeedResumed.
    Source:   security.md row 6.
    """
    plan = await plan_to_decide(sitting, given.plan)
    if plan["hash"] != given.hash:
        raise FeedPlanChanged
    table = feed_line.c
    query = select(feed_line).where(
        table.root == sitting.root,
        table.plan_id == plan.id,
        table.state == "WAITING",
        table.reason == "BUDGET",
        # 任何人不得确认涉及本人的事项: whoever confirms leaves their own lines to somebody else.
        table.person_id.is_distinct_from(sitting.viewer.person),
    )
    rows = await sitting.rows(query.order_by(table.id).limit(MOST_AT_ONCE + 1).with_for_update())
    for row in rows[:MOST_AT_ONCE]:
        await go_on(sitting)
        # Covered by the decision on the plan that it names; then what it names is covered, too.
        line = await sitting.change(Record(feed_line, row), {"decided_at": sitting.now})
        if await in_hand(sitting, line["change"], line["to_post_id"]):
            await sitting.change(line, {"reason": "HANDOVER", "decided_at": None})
            continue
        done = await apply(sitting, line, given.ground)
        await sitting.record(FeedLineApplied(done.id, done.version, done["holder"]))
    changed = await sitting.change(plan, {"changed_at": sitting.now})
    if len(rows) <= MOST_AT_ONCE:
        await _let_on(sitting, changed)
    await sitting.record(FeedPlanConfirmed(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _let_on(sitting: Sitting, plan: Record) -> None:
    query = select(feed).where(
        feed.c.root == sitting.root, feed.c.id == plan["feed_id"], feed.c.state == "STOPPED"
    )
    for row in await sitting.rows(query.with_for_update()):
        resumed = await sitting.change(Record(feed, row), {"state": "ACTIVE"}, through=plan)
        await sitting.record(FeedResumed(resumed.id, resumed.version, resumed["holder"]))
