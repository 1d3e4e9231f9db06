-- Cells that count obligations, for roll-ups that no level should have to scan for. One statement
-- writes each cell once, in the order of their keys: row triggers that touch cells in the order of
-- the rows deadlock under load.
create function app.tally_obligations() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into app.obligation_tally as t (root, id, holder, whole, total, open, overdue, accepted)
      select f.root, gen_random_uuid(), c.holder, c.whole, count(*), count(*) filter (where f.open),
        count(*) filter (where f.overdue), count(*) filter (where f.state = 'ACCEPTED')
      from fresh f, lateral (values (f.holder, false), (f.at3, true)) c (holder, whole)
      where c.holder is not null
      group by f.root, c.holder, c.whole order by f.root, c.holder, c.whole
    on conflict (root, holder, whole) do update set total = t.total + excluded.total,
      open = t.open + excluded.open, overdue = t.overdue + excluded.overdue,
      accepted = t.accepted + excluded.accepted;
  else
    insert into app.obligation_tally as t (root, id, holder, whole, total, open, overdue, accepted)
      select d.root, gen_random_uuid(), c.holder, c.whole, sum(d.n), sum(d.n * d.open::int),
        sum(d.n * d.overdue::int), sum(d.n * (d.state = 'ACCEPTED')::int)
      from (select 1 as n, root, holder, at3, open, overdue, state from fresh
          union all select -1, root, holder, at3, open, overdue, state from gone) d,
        lateral (values (d.holder, false), (d.at3, true)) c (holder, whole)
      where c.holder is not null
      group by d.root, c.holder, c.whole
      having (sum(d.n), sum(d.n * d.open::int), sum(d.n * d.overdue::int),
        sum(d.n * (d.state = 'ACCEPTED')::int)) <> (0, 0, 0, 0)
      order by d.root, c.holder, c.whole
    on conflict (root, holder, whole) do update set total = t.total + excluded.total,
      open = t.open + excluded.open, overdue = t.overdue + excluded.overdue,
      accepted = t.accepted + excluded.accepted;
  end if;
  return null;
end $$;
create trigger tally_new after insert on app.obligation referencing new table as fresh
  for each statement execute function app.tally_obligations();
create trigger tally_changed after update on app.obligation
  referencing old table as gone new table as fresh
  for each statement execute function app.tally_obligations();
