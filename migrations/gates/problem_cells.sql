-- Cells that count problems. A statement adds one row per cell with what it changed there, and locks
-- nothing: an act makes several statements, and cells kept in one row each would be taken by two
-- acts in opposite orders. Who reads sums up; folding makes one row of many, in one statement, so
-- that no reader sees a sum twice or not at all. What is against somebody counts in cells of its own,
-- which keep them out as the problem itself does. A step that is late counts at the unit that owes it
-- (`owed_late`), which may have nothing else there; all else counts where the problem lies.
create function app.count_problems() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into app.problem_cell (root, id, holder, whole, list_type, field, accused, total, open, overdue,
        settled_low, closed, discovery, analysis, rectification, evaluation, prevention, owed_late)
      select s.root, gen_random_uuid(), s.holder, s.whole, s.list_type, s.field, s.accused, s.n[1], s.n[2],
        s.n[3], s.n[4], s.n[5], s.n[6], s.n[7], s.n[8], s.n[9], s.n[10], s.n[11]
      from (select d.root, c.holder, c.whole, a.list_type, a.field, d.accused, array[
          sum(c.n),
          sum(c.n * (d.open)::int),
          sum(c.n * (d.open and d.overdue)::int),
          sum(c.n * (d.state = 'RESOLVED_ON_SPOT')::int),
          sum(c.n * (d.state in ('CLOSED', 'ARCHIVED'))::int),
          sum(c.n * (d.state in ('COLLECTED', 'REGISTERED', 'REJECTED', 'MERGED', 'DIVERTED'))::int),
          sum(c.n * (d.state in ('BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED'))::int),
          sum(c.n * (d.state in ('ASSIGNED', 'OBJECTED', 'ACCEPTED', 'PLEDGED',
            'RECTIFYING', 'SUSPENDED', 'RETURNED'))::int),
          sum(c.n * (d.state in ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED'))::int),
          sum(c.n * (d.state in ('RESOLVED_ON_SPOT', 'CLOSED', 'RECHECKING', 'ARCHIVED'))::int),
          sum(c.owes)] n
        from (select 1 n, root, holder, at3, list_type, field, state, open, overdue, accused,
            owed_by, owed_late, at1, at2 from fresh) d,
          lateral (
            select x.holder, x.whole, d.n, 0 as owes
              from (values (d.holder, false), (d.at3, true)) x (holder, whole)
            union all select x.holder, x.whole, 0, d.n
              from (values (d.owed_by, false),
                (case when d.owed_by in (d.at1, d.at2) then null else d.at3 end, true)) x (holder, whole)
              where d.open and d.owed_late and d.owed_by is not null) c,
          lateral (values (d.list_type, ''), ('', d.field)) a (list_type, field)
        where c.holder is not null
        group by d.root, c.holder, c.whole, a.list_type, a.field, d.accused) s
      where 0 <> any (s.n);
  else
    insert into app.problem_cell (root, id, holder, whole, list_type, field, accused, total, open, overdue,
        settled_low, closed, discovery, analysis, rectification, evaluation, prevention, owed_late)
      select s.root, gen_random_uuid(), s.holder, s.whole, s.list_type, s.field, s.accused, s.n[1], s.n[2],
        s.n[3], s.n[4], s.n[5], s.n[6], s.n[7], s.n[8], s.n[9], s.n[10], s.n[11]
      from (select d.root, c.holder, c.whole, a.list_type, a.field, d.accused, array[
          sum(c.n),
          sum(c.n * (d.open)::int),
          sum(c.n * (d.open and d.overdue)::int),
          sum(c.n * (d.state = 'RESOLVED_ON_SPOT')::int),
          sum(c.n * (d.state in ('CLOSED', 'ARCHIVED'))::int),
          sum(c.n * (d.state in ('COLLECTED', 'REGISTERED', 'REJECTED', 'MERGED', 'DIVERTED'))::int),
          sum(c.n * (d.state in ('BANKED', 'PENDING_UPPER', 'LISTED', 'TRIAGED'))::int),
          sum(c.n * (d.state in ('ASSIGNED', 'OBJECTED', 'ACCEPTED', 'PLEDGED',
            'RECTIFYING', 'SUSPENDED', 'RETURNED'))::int),
          sum(c.n * (d.state in ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED'))::int),
          sum(c.n * (d.state in ('RESOLVED_ON_SPOT', 'CLOSED', 'RECHECKING', 'ARCHIVED'))::int),
          sum(c.owes)] n
        from (select 1 n, root, holder, at3, list_type, field, state, open, overdue, accused,
            owed_by, owed_late, at1, at2 from fresh
          union all select -1, root, holder, at3, list_type, field, state, open, overdue, accused,
            owed_by, owed_late, at1, at2 from gone) d,
          lateral (
            select x.holder, x.whole, d.n, 0 as owes
              from (values (d.holder, false), (d.at3, true)) x (holder, whole)
            union all select x.holder, x.whole, 0, d.n
              from (values (d.owed_by, false),
                (case when d.owed_by in (d.at1, d.at2) then null else d.at3 end, true)) x (holder, whole)
              where d.open and d.owed_late and d.owed_by is not null) c,
          lateral (values (d.list_type, ''), ('', d.field)) a (list_type, field)
        where c.holder is not null
        group by d.root, c.holder, c.whole, a.list_type, a.field, d.accused) s
      where 0 <> any (s.n);
  end if;
  return null;
end $$;
create trigger counted_new after insert on app.problem referencing new table as fresh
  for each statement execute function app.count_problems();
create trigger counted_changed after update on app.problem
  referencing old table as gone new table as fresh
  for each statement execute function app.count_problems();

-- Makes one row of the many of a cell, and none of a cell that has come to nothing.
create function app.fold_problem_cells() returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare n int;
begin
  with crowded as (
    select root, holder, whole, list_type, field, accused from app.problem_cell
    group by 1, 2, 3, 4, 5, 6 having count(*) > 1
  ), gone as (
    delete from app.problem_cell p using crowded
      where (p.root, p.holder, p.whole, p.list_type, p.field, p.accused) = (crowded.root, crowded.holder,
        crowded.whole, crowded.list_type, crowded.field, crowded.accused)
      returning p.*
  ), kept as (
    insert into app.problem_cell (root, id, holder, whole, list_type, field, accused, total, open, overdue,
        settled_low, closed, discovery, analysis, rectification, evaluation, prevention, owed_late)
      select s.root, gen_random_uuid(), s.holder, s.whole, s.list_type, s.field, s.accused, s.n[1], s.n[2],
        s.n[3], s.n[4], s.n[5], s.n[6], s.n[7], s.n[8], s.n[9], s.n[10], s.n[11]
      from (select root, holder, whole, list_type, field, accused, array[sum(total), sum(open),
          sum(overdue), sum(settled_low), sum(closed), sum(discovery), sum(analysis),
          sum(rectification), sum(evaluation), sum(prevention), sum(owed_late)] n
        from gone group by 1, 2, 3, 4, 5, 6) s
      where 0 <> any (s.n)
  )
  select count(*) into n from gone;
  return n;
end $$;
grant delete on app.problem_cell to levelwise_gate;
grant execute on function app.fold_problem_cells() to levelwise_relay, levelwise_migrator;
