"""What a feed tells and what stands here, side by side: where they differ, and whose the field is."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from ledger.feeds.refusals import FeedNotFound
from ledger.feeds.tables import feed
from tenants.refusals import BookSaysNo
from tenants.sitting import Sittings
from tenants.viewer import Viewer

MOST_DIFFERENCES = 200


@dataclass(frozen=True)
class Difference:
    """One thing in which the two differ."""

    kind: str
    label: str
    told: str
    held: str
    managed_by: str


@dataclass(frozen=True)
class Reconciliation:
    """All differences, or the first of them."""

    differences: Sequence[Difference]
    entries: int
    more: bool


async def reconciled(sittings: Sittings, viewer: Viewer, key: UUID) -> Reconciliation | None:
    """Compares what a feed tells with what stands here.

    Gives:    at most 200 differences; None when the feed is absent or not for the viewer to
              reconcile: nothing forbidden is hinted at.
    """
    if viewer.person is None or viewer.tenant is None:
        return None
    try:
        async with sittings.open(viewer, act="reconcile") as sitting:
            found = await sitting.fetch(
                feed, key, under="feed.read", missing=FeedNotFound, lock=False
            )
            sitting.decide("feed.reconcile", found)
            given = {"root": sitting.root, "feed": key, "today": sitting.today}
            counted = await sitting.connection.execute(_COUNT, given)
            rows = (
                await sitting.connection.execute(_DIFFERS, {**given, "most": MOST_DIFFERENCES + 1})
            ).all()
    except (FeedNotFound, BookSaysNo):
        return None
    listed = [Difference(*row) for row in rows[:MOST_DIFFERENCES]]
    return Reconciliation(listed, counted.scalar_one(), len(rows) > MOST_DIFFERENCES)


_COUNT = text(
    "select count(*) from app.feed_entry where root = :root and feed_id = :feed and gone_at is null"
)

# Who made an appointment is told by the line that did it, whichever feed's.
# Every part reads what the wall shows to the viewer's unit, and of that only what this feed told.
_DIFFERS = text("""
with told as (
  select e.*, m.feed_id as manager, o.name as manager_name from app.feed_entry e
  left join app.managed_field m on m.root = e.root
    and m.record_id = coalesce(e.person_id, e.post_id)
    and m.field = case e.kind when 'PERSON' then 'name' else 'title' end
  left join app.feed o on o.root = m.root and o.id = m.feed_id
  where e.root = :root and e.feed_id = :feed),
held as (
  select a.*, t.id as group_id, t.label as title from told t
  join app.appointment a on a.root = t.root and a.post_id = t.post_id
  where t.kind = 'POST' and (a.relieved_on is null or a.relieved_on > :today)),
made as (
  select distinct on (a.id) a.id, a.person_id, a.post_id, o.name from told t
  join app.appointment a on a.root = t.root and a.post_id = t.post_id
  join app.feed_line l on l.root = a.root and l.to_post_id = a.post_id
    and l.done ->> 'appointment' = a.id::text
  join app.feed o on o.root = l.root and o.id = l.feed_id
  where t.kind = 'POST'),
said as (
  select m.group_id, m.user_id, u.person_id, u.label, g.label as title, g.post_id
  from app.feed_member m
  join told u on u.root = m.root and u.id = m.user_id
  join told g on g.root = m.root and g.id = m.group_id
  where m.root = :root and m.gone_at is null)
select kind, label, told, held, managed_by from (
  select 'NOT_TAKEN_IN' as kind, t.label, t.label as told, '' as held, '' as managed_by, t.id
  from told t where t.gone_at is null and t.active
    and coalesce(t.person_id, t.post_id) is null
  union all
  select 'NAME', t.label, t.label, p.name, coalesce(t.manager_name, ''), t.id
  from told t join app.person p on p.root = t.root and p.id = t.person_id
  where t.gone_at is null and p.name <> t.label
  union all
  select 'TITLE', t.label, t.label, s.title, coalesce(t.manager_name, ''), t.id
  from told t join app.post s on s.root = t.root and s.id = t.post_id
  where t.gone_at is null and s.title <> t.label
  union all
  select 'UNIT', t.label, t.unit_code, u.code, coalesce(o.name, ''), t.id
  from told t
  left join app.person p on p.root = t.root and p.id = t.person_id
  left join app.post s on s.root = t.root and s.id = t.post_id
  join app.tenant u on u.root = t.root and u.id = coalesce(p.holder, s.holder)
  left join app.managed_field m on m.root = t.root and m.record_id = p.id and m.field = 'tenant'
  left join app.feed o on o.root = m.root and o.id = m.feed_id
  where t.gone_at is null and t.active and t.unit_code not in ('', u.code, u.name)
  union all
  select 'TOLD_BUT_NOT_HELD', s.label, s.title, '', coalesce((
    select m.name from made m where m.post_id = s.post_id and m.person_id = s.person_id
    order by m.id desc limit 1), ''), s.user_id
  from said s
  where s.person_id is not null and s.post_id is not null and not exists (
    select from held h where h.group_id = s.group_id and h.person_id = s.person_id)
  union all
  select 'HELD_BUT_NOT_TOLD', p.name, '', h.title, coalesce(m.name, ''), h.group_id
  from held h join app.person p on p.root = h.root and p.id = h.person_id
  left join made m on m.id = h.id
  where not exists (
    select from said s where s.group_id = h.group_id and s.person_id = h.person_id)
) differs order by id, kind, label limit :most
""")
