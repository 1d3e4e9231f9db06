"""The act that takes back what a plan has done (撤回方案)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from ledger.feeds.deciding import plan_to_decide
from ledger.feeds.events import FeedPlanUndone
from ledger.feeds.refusals import FeedUndoStale
from ledger.feeds.tables import feed_line
from ledger.feeds.taking_back import portion, standing, take_back, token_now
from tenants.long_acts import go_on
from tenants.records import Record
from tenants.sitting import Sitting

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class UndoFeedPlan:
    """The plan, and the token to undo it that was read with it."""

    plan: UUID
    undo_token: str


async def undo_feed_plan(sitting: Sitting, given: UndoFeedPlan) -> UUID:
    """Takes back what a plan has done, entry by entry, up to a hundred lines at a time.

    Given:    undo_token, as the plan showed it: exactly what had been done by then is taken back. Of
              many lines the first 100 are, and the act repeated under another key, by the same
              token.
    Gives:    the plan. Of each person and post all is taken back or nothing: what others changed
              since, and what the actor may not, stays, and its lines say why (``kept_because``);
              they are tried again when nothing else is left. People who were new stay known.
    Refuses:  feed_plan.not_found, the rules of feed_plan.decide, feed_plan.undo_stale.
    Records:  FeedPlanUndone.
    Source:   issue 5.2; security.md row 6.
    """
    plan = await plan_to_decide(sitting, given.plan)
    lines = await standing(sitting, plan)
    # Asked after the lines: what was done between the two makes another token, and is refused.
    token = await token_now(sitting, plan)
    if given.undo_token != token:
        raise FeedUndoStale(applied=len(lines), undo_token=token)
    for keys in portion(lines, most=MOST_AT_ONCE):
        await go_on(sitting)
        await take_back(sitting, keys)
    changes = {"people": await _people(sitting, plan), "changed_at": sitting.now}
    undone = await sitting.change(plan, changes)
    await sitting.record(FeedPlanUndone(undone.id, undone.version, undone["holder"]))
    return undone.id


async def _people(sitting: Sitting, plan: Record) -> int:
    """How many people what is left of the plan has changed of itself: they count for the budget."""
    line = feed_line.c
    query = select(func.count(line.entry_id.distinct()).label("n")).where(
        line.root == sitting.root,
        line.plan_id == plan.id,
        line.subject == "PERSON",
        line.state == "APPLIED",
        line.reason == "NOTHING",
    )
    left: int = (await sitting.rows(query))[0]["n"]
    return left
