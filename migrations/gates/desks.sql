-- Cells of the desks: how many were found, are hard, were closed, looked at again and listed, at a
-- unit and (whole) at each unit above it but the topmost, which nobody counts as a subordinate. As with
-- the cells of problems a statement adds the differences it made and locks nothing; readers sum up.
--
-- What a problem counts as: a row per kind, at the unit to which that kind is charged. `mark` says
-- of FOUND whether the day of finding is known, of LAG the days from it to registration, of HARD
-- why (1 staged, 2 returned twice, 4 long overdue, 8 across units), of LISTED whether it is open, of
-- ORIGIN what became of it (1 settled where it was found, 2 sent up, 4 not counted).
create function app.desk_marks(origin int, registered_on date, found_on date, state text, holder int,
    open boolean, class text, returns int, long_overdue boolean, across boolean, listed_by int,
    listed_on date, hops int)
  returns table (unit int, kind text, grain text, day date, mark int) language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select origin, 'FOUND', 'DAY', registered_on, (found_on is not null)::int
    where registered_on is not null and state not in ('REJECTED', 'MERGED', 'DIVERTED')
  union all
  select origin, 'LAG', 'QUARTER', date_trunc('quarter', registered_on::timestamp)::date,
      greatest(0, registered_on - found_on)
    where registered_on is not null and found_on is not null
      and state not in ('REJECTED', 'MERGED', 'DIVERTED')
  union all
  select holder, 'HARD', 'NOW', date '1949-10-01', (class is not distinct from 'STAGED')::int
      + 2 * (returns >= 2)::int + 4 * long_overdue::int + 8 * across::int
    where open and (class = 'STAGED' or returns >= 2 or long_overdue or across)
  union all
  select listed_by, 'LISTED', 'DAY', listed_on, open::int
    where listed_by is not null and listed_on is not null
  union all
  select origin, 'ORIGIN', 'NOW', date '1949-10-01',
      case when state in ('REJECTED', 'MERGED', 'DIVERTED') then 4 else 2 * (hops > 0)::int
        + (hops = 0 and state in ('RESOLVED_ON_SPOT', 'CLOSED', 'ARCHIVED'))::int end
$$;

create function app.count_at_desks() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into app.desk_cell (root, id, holder, accused, kind, grain, day, mark, n)
      select d.root, gen_random_uuid(), m.unit, d.accused, m.kind, m.grain, m.day, m.mark, count(*)
      from fresh d, lateral app.desk_marks(d.origin, d.registered_on, d.found_on, d.state, d.holder,
        d.open, d.class, d.returns, d.long_overdue, d.across, d.listed_by, d.listed_on, d.hops) m
      group by d.root, m.unit, d.accused, m.kind, m.grain, m.day, m.mark;
  else
    insert into app.desk_cell (root, id, holder, accused, kind, grain, day, mark, n)
      select d.root, gen_random_uuid(), m.unit, d.accused, m.kind, m.grain, m.day, m.mark, sum(d.n)
      from (select 1 n, f.* from fresh f union all select -1, g.* from gone g) d,
        lateral app.desk_marks(d.origin, d.registered_on, d.found_on, d.state, d.holder,
          d.open, d.class, d.returns, d.long_overdue, d.across, d.listed_by, d.listed_on, d.hops) m
      group by d.root, m.unit, d.accused, m.kind, m.grain, m.day, m.mark having sum(d.n) <> 0;
  end if;
  return null;
end $$;
create trigger desks_new after insert on app.problem referencing new table as fresh
  for each statement execute function app.count_at_desks();
create trigger desks_changed after update on app.problem
  referencing old table as gone new table as fresh
  for each statement execute function app.count_at_desks();

-- Closings, charged to whoever was responsible: 1 come back since, 2 found never to have been solved.
create function app.count_closings() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into app.desk_cell (root, id, holder, accused, kind, grain, day, mark, n)
      select root, gen_random_uuid(), about, accused, 'CLOSED', 'DAY',
        (closed_at at time zone 'Asia/Shanghai')::date, app.closing_mark(cancelled_at, false_closing), 1
      from fresh;
  else
    insert into app.desk_cell (root, id, holder, accused, kind, grain, day, mark, n)
      select root, gen_random_uuid(), about, accused, 'CLOSED', 'DAY', day, mark, sum(n)
      from (select root, about, accused, (closed_at at time zone 'Asia/Shanghai')::date as day,
          app.closing_mark(cancelled_at, false_closing) as mark, 1 as n from fresh
        union all select root, about, accused, (closed_at at time zone 'Asia/Shanghai')::date,
          app.closing_mark(cancelled_at, false_closing), -1 from gone) d
      group by root, about, accused, day, mark having sum(n) <> 0;
  end if;
  return null;
end $$;
create function app.closing_mark(cancelled_at timestamptz, false_closing boolean) returns int
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (cancelled_at is not null)::int + 2 * false_closing::int
$$;
create trigger desks_new after insert on app.closing referencing new table as fresh
  for each statement execute function app.count_closings();
create trigger desks_changed after update on app.closing
  referencing old table as gone new table as fresh
  for each statement execute function app.count_closings();

-- Looks back that have a grade, charged as their closing is; the mark is the place of the grade. They
-- count by day, and by quarter for the grades, which are put together to groups when they are read.
create function app.grade_mark(grade text) returns int language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select array_position(array['GOOD', 'FAIRLY_GOOD', 'ORDINARY', 'POOR'], grade)
$$;
create function app.look_days(done_at timestamptz)
  returns table (kind text, grain text, day date) language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select 'LOOKED', 'DAY', (done_at at time zone 'Asia/Shanghai')::date
  union all
  select 'GRADE', 'QUARTER', date_trunc('quarter', done_at at time zone 'Asia/Shanghai')::date
$$;
create function app.count_looks() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into app.desk_cell (root, id, holder, accused, kind, grain, day, mark, n)
      select f.root, gen_random_uuid(), c.about, f.accused, k.kind, k.grain, k.day,
        app.grade_mark(f.grade), 1
      from fresh f join app.closing c on c.root = f.root and c.id = f.closing_id,
        lateral app.look_days(f.done_at) k
      where f.grade is not null and f.done_at is not null;
  else
    insert into app.desk_cell (root, id, holder, accused, kind, grain, day, mark, n)
      select d.root, gen_random_uuid(), c.about, d.accused, k.kind, k.grain, k.day, d.mark, sum(d.n)
      from (select root, closing_id, accused, done_at, app.grade_mark(grade) as mark, 1 as n from fresh
        union all select root, closing_id, accused, done_at, app.grade_mark(grade), -1 from gone) d
        join app.closing c on c.root = d.root and c.id = d.closing_id,
        lateral app.look_days(d.done_at) k
      where d.done_at is not null and d.mark is not null
      group by d.root, c.about, d.accused, k.kind, k.grain, k.day, d.mark having sum(d.n) <> 0;
  end if;
  return null;
end $$;
create trigger desks_new after insert on app.recheck referencing new table as fresh
  for each statement execute function app.count_looks();
create trigger desks_changed after update on app.recheck
  referencing old table as gone new table as fresh
  for each statement execute function app.count_looks();

-- A unit and those above it, but the topmost: it may gain one above it, and is counted from then on.
create function app.counted_above(at1 int, at2 int, at3 int, at4 int, at5 int, at6 int)
  returns setof int language sql immutable set search_path = pg_catalog, pg_temp as $$
  select unit from unnest(array[at1, at2, at3, at4, at5, at6]) unit
    where unit <> coalesce(at1, at2, at3, at4, at5, at6)
$$;

-- What was written at a unit for a day goes to its month, and all of it to the units above, but for
-- lists, for which nobody above is counted, and grades.
create function app.spread_desk_cells() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from added where fresh and not whole) then return null; end if;
  insert into app.desk_cell (root, id, holder, whole, accused, kind, grain, day, mark, n)
    select root, gen_random_uuid(), holder, false, accused, kind, 'MONTH', month, mark, sum(n)
      from (select *, date_trunc('month', day::timestamp)::date as month from added
        where fresh and not whole and grain = 'DAY') a
      group by root, holder, accused, kind, month, mark having sum(n) <> 0
    union all
    select a.root, gen_random_uuid(), u.unit, true, a.accused, a.kind, a.grain, a.day, a.mark, sum(a.n)
      from added a, app.counted_above(a.at1, a.at2, a.at3, a.at4, a.at5, a.at6) u (unit)
      where a.fresh and not a.whole and a.kind not in ('LISTED', 'GRADE')
      group by a.root, u.unit, a.accused, a.kind, a.grain, a.day, a.mark having sum(a.n) <> 0;
  return null;
end $$;
create trigger spread after insert on app.desk_cell referencing new table as added
  for each statement execute function app.spread_desk_cells();

-- A unit that comes to hang elsewhere takes along what it was counted with above.
create function app.move_desk_cells() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.desk_cell (root, id, holder, whole, accused, kind, grain, day, mark, n)
    select c.root, gen_random_uuid(), u.unit, true, c.accused, c.kind, c.grain, c.day, c.mark,
      sum(m.sign * c.n)
    from ((select -1, root, id, at1, at2, at3, at4, at5, at6 from gone
        except select -1, root, id, at1, at2, at3, at4, at5, at6 from fresh)
      union all
      (select 1, root, id, at1, at2, at3, at4, at5, at6 from fresh
        except select 1, root, id, at1, at2, at3, at4, at5, at6 from gone)) m (sign, root, id)
    join app.desk_cell c on c.root = m.root and c.holder = m.id and not c.whole
      and c.kind not in ('LISTED', 'GRADE'),
    app.counted_above(m.at1, m.at2, m.at3, m.at4, m.at5, m.at6) u (unit)
    group by c.root, u.unit, c.accused, c.kind, c.grain, c.day, c.mark having sum(m.sign * c.n) <> 0;
  return null;
end $$;
create trigger desks_moved after update on app.tenant
  referencing old table as gone new table as fresh
  for each statement execute function app.move_desk_cells();

-- Long overdue: thirty days past its due day. The sweep says so; what is no longer late unsays it.
create function app.sweep_long_overdue(today date) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare turned int;
begin
  update app.problem set long_overdue = true
    where open and overdue and not long_overdue and due_on <= today - 30
      and (owed_on is null or own_on <= today - 30);
  get diagnostics turned = row_count;
  return turned;
end $$;
grant execute on function app.sweep_long_overdue(date) to levelwise_relay, levelwise_migrator;
create function app.keep_long_overdue() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  new.long_overdue := new.long_overdue and new.overdue and new.open and new.due_on <= old.due_on;
  return new;
end $$;
create trigger so_long before update on app.problem for each row when (new.long_overdue)
  execute function app.keep_long_overdue();

-- Makes one row of what was added to each cell since the last time.
create function app.fold_desk_cells() returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare folded int;
begin
  -- Two at once take none of the same, and write cells in the same order.
  with taken as (
    delete from app.desk_cell c using (
        select root, id from app.desk_cell where fresh for update skip locked) f
      where c.root = f.root and c.id = f.id returning c.*
  ), summed as (
    select root, holder, whole, kind, grain, day, mark, accused, sum(n) as n, count(*) as times
    from taken group by 1, 2, 3, 4, 5, 6, 7, 8
  ), kept as (
    insert into app.desk_cell as c (root, id, holder, whole, kind, grain, day, mark, accused, n, fresh)
      select s.root, gen_random_uuid(), s.holder, s.whole, s.kind, s.grain, s.day, s.mark, s.accused,
        s.n, false
      from summed s where s.n <> 0
      order by s.root, s.holder, s.whole, s.kind, s.grain, s.day, s.mark, s.accused
    on conflict (root, holder, whole, kind, grain, day, mark, accused) where not fresh
      do update set n = c.n + excluded.n
  )
  select coalesce(sum(times), 0) into folded from summed;
  return folded;
end $$;
grant delete on app.desk_cell to levelwise_gate;
grant execute on function app.fold_desk_cells() to levelwise_relay, levelwise_migrator;

-- All cells as they should be, counted from the rows themselves.
create function app.true_desk_cells() returns table (root int, holder int, whole boolean, kind text,
    grain text, day date, mark int, accused int[], n bigint) language sql stable
  set search_path = pg_catalog, pg_temp as $$
  with facts as (
    select p.root, m.unit, m.kind, m.grain, m.day, m.mark, p.accused
      from app.problem p, lateral app.desk_marks(p.origin, p.registered_on, p.found_on, p.state,
        p.holder, p.open, p.class, p.returns, p.long_overdue, p.across, p.listed_by, p.listed_on,
        p.hops) m
    union all
    select c.root, c.about, 'CLOSED', 'DAY', (c.closed_at at time zone 'Asia/Shanghai')::date,
        app.closing_mark(c.cancelled_at, c.false_closing), c.accused from app.closing c
    union all
    select r.root, c.about, k.kind, k.grain, k.day, app.grade_mark(r.grade), r.accused
      from app.recheck r join app.closing c on c.root = r.root and c.id = r.closing_id,
        lateral app.look_days(r.done_at) k
      where r.grade is not null and r.done_at is not null
  ), days as (
    select f.root, f.unit, f.kind, f.grain, f.day, f.mark, f.accused, count(*) as n
      from facts f group by 1, 2, 3, 4, 5, 6, 7
  ), own as (
    select * from days
    union all
    select d.root, d.unit, d.kind, 'MONTH', date_trunc('month', d.day::timestamp)::date, d.mark,
        d.accused, sum(d.n)::bigint from days d where d.grain = 'DAY' group by 1, 2, 3, 5, 6, 7
  )
  select o.root, o.unit, false, o.kind, o.grain, o.day, o.mark, o.accused, o.n from own o
  union all
  select o.root, u.unit, true, o.kind, o.grain, o.day, o.mark, o.accused, sum(o.n)::bigint
    from own o join app.tenant t on t.root = o.root and t.id = o.unit,
      app.counted_above(t.at1, t.at2, t.at3, t.at4, t.at5, t.at6) u (unit)
    where o.kind not in ('LISTED', 'GRADE') group by 1, 2, 4, 5, 6, 7, 8
$$;
grant execute on function app.desk_marks(int, date, date, text, int, boolean, text, int, boolean,
  boolean, int, date, int), app.closing_mark(timestamptz, boolean), app.grade_mark(text),
  app.look_days(timestamptz), app.counted_above(int, int, int, int, int, int), app.true_desk_cells()
  to levelwise_migrator;

-- Writes all cells anew: for whoever found by `levelwise check` that one is wrong.
create function app.recount_desks() returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  lock table app.problem, app.closing, app.recheck, app.desk_cell in share row exclusive mode;
  delete from app.desk_cell;
  insert into app.desk_cell (root, id, holder, whole, kind, grain, day, mark, accused, n, fresh)
    select t.root, gen_random_uuid(), t.holder, t.whole, t.kind, t.grain, t.day, t.mark, t.accused,
      t.n, false from app.true_desk_cells() t;
end $$;
grant execute on function app.recount_desks() to levelwise_migrator;
