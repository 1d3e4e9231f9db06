-- Boundaries of a day. Edges and ends of units are dated, so the tree of any day can be drawn again;
-- what was never a unit of that day counts with whom it belonged to then. Read by statistics, under
-- the rights of whoever asks: the tree is open, what is counted is not.

-- With which unit a record lay on a day: reorganisations that took it along since are undone. Who
-- had it is on the record, from the first to the last, each with the day up to which it was theirs.
create function app.lay_with(units int[], until date[], holder int, day date) returns int
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(units[1 + (select count(*)::int from unnest(until) u where u <= day)], holder)
$$;

-- Writes that down when a reorganisation moves a record; any other way of going somewhere is the
-- record's own, and with it earlier boundaries have nothing more to say about where it lies.
create function app.remember_with_whom() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  since date;
begin
  select case when m.back then z.reversed_on else z.applied_on end into since
    from app.reorganisation_move m join app.reorganisation z
      on z.root = m.root and z.id = m.reorganisation_id
    where m.root = new.root and m.noun = tg_table_name and m.record_id = new.id
      and m.from_unit = old.holder and m.to_unit = new.holder
      and m.xid = pg_current_xact_id()::text
    order by m.back desc limit 1;
  if since is null then
    new.with_units := null; new.with_until := null;
  else
    new.with_units := old.with_units || old.holder; new.with_until := old.with_until || since;
  end if;
  return new;
end $$;
create trigger remembered before update of holder on app.problem for each row
  when (old.holder <> new.holder) execute function app.remember_with_whom();
create trigger remembered before update of holder on app.obligation for each row
  when (old.holder <> new.holder) execute function app.remember_with_whom();
create trigger remembered before update of holder on app.responsibility_list for each row
  when (old.holder <> new.holder) execute function app.remember_with_whom();
create trigger remembered before update of holder on app.post for each row
  when (old.holder <> new.holder) execute function app.remember_with_whom();

-- For each unit there ever was under a top: with which unit of a day it counts, and under which
-- direct subordinate, of that day, of one of them. The tree of the day is drawn from whatever was at
-- the top then: what has come above that since has nothing of it on that day. What stood then counts
-- with itself. What had ended counts with its successor. What was founded later out of one unit alone
-- counts with that; out of several, or out of nothing, with the level above it: nobody can tell it
-- apart. ``whole`` says whether all that counts under that subordinate lies below the one who asks now
-- (``who``), ``entire`` whether all under all of them does.
create function app.boundaries(top int, me int, day date, who int)
  returns table (unit int, stood int, child int, whole boolean, entire boolean)
  language sql stable rows 1000 set search_path = pg_catalog, pg_temp as $$
  with recursive edges as materialized (
    select e.child, e.parent from app.tenant_edge e
    where e.valid_from <= day and (e.valid_until is null or day < e.valid_until)),
  placed as materialized (
    select t.id, t.valid_from,
        t.valid_from <= day and (t.valid_until is null or day < t.valid_until) and not exists (
          select from app.tenant_edge e where e.child = t.id and e.valid_from <= day) as topmost
    from app.tenant t where top in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)),
  tree (unit, path) as (
    select t.id, array[t.id] from placed t where t.topmost
    union all
    select t.id, u.path || t.id from tree u join edges e on e.parent = u.unit
      join app.tenant t on t.id = e.child and t.valid_from <= day
        and (t.valid_until is null or day < t.valid_until)),
  lost as materialized (
    select t.id, t.valid_from from placed t
    where not exists (select from tree u where u.unit = t.id)),
  step (unit, leads) as materialized (
    select l.id, coalesce(
      (select s.successor from app.tenant_succession s where s.former = l.id and s.since <= day
          and (s.until is null or day < s.until) order by s.since desc, s.id desc limit 1),
      (select min(s.former) from app.tenant_succession s where s.successor = l.id and s.since > day
          and s.until is null and l.valid_from > day having count(distinct s.former) = 1),
      (select e.parent from app.tenant_edge e where e.child = l.id
        order by e.valid_from > day, abs(e.valid_from - day), e.id desc limit 1),
      top) from lost l),
  way (unit, at, n) as (
    select s.unit, s.leads, 1 from step s
    union all
    select w.unit, s.leads, w.n + 1 from way w join step s on s.unit = w.at where w.n < 30),
  counted (unit, stood, path) as (
    select u.unit, u.unit, u.path from tree u
    union all
    select w.unit, u.unit, u.path from way w join tree u on u.unit = w.at),
  below as (
    select c.unit, c.stood, coalesce(c.path[array_position(c.path, me) + 1], me) as child,
        coalesce(who in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6), false)
        and not exists (select from app.tenant_succession s join app.tenant n on n.id = s.successor
          where s.former = c.unit and s.since > day and s.until is null
            and (who in (n.at1, n.at2, n.at3, n.at4, n.at5, n.at6)) is not true) as still
      from counted c join app.tenant t on t.id = c.unit where me = any (c.path))
  select b.unit, b.stood, b.child, bool_and(b.still) over (partition by b.child),
      bool_and(b.still) over () from below b
$$;
-- Where units stood on a day: kind, name, superior and line of then; nothing for what did not stand.
create function app.lines_on(units int[], day date)
  returns table (unit int, uid uuid, kind text, slot int, name text, parent int,
    at1 int, at2 int, at3 int, at4 int, at5 int, at6 int)
  language sql stable rows 100 set search_path = pg_catalog, pg_temp as $$
  with recursive up (unit, at, n) as (
    select u, u, 1 from unnest(units) u
    union all
    select up.unit, e.parent, up.n + 1 from up join app.tenant_edge e on e.child = up.at
        and e.valid_from <= day and (e.valid_until is null or day < e.valid_until)
      where up.n < 9),
  once as (
    select up.unit, up.at, up.n, t.uid, coalesce(f.kind, t.kind) as kind,
        coalesce(f.name, t.name) as name,
        t.valid_from <= day and (t.valid_until is null or day < t.valid_until) as stood,
        -- Whatever once had a superior hung somewhere on each later day on which it stood.
        not exists (select from app.tenant_edge e
          where e.child = t.id and e.valid_from <= day) as topmost
      from up join app.tenant t on t.id = up.at
        left join app.tenant_former f on f.tenant = t.id and f.valid_from <= day
          and day < f.valid_until),
  placed as (
    select o.*, case o.kind when 'PROVINCE' then 1 when 'CITY' then 2 when 'COUNTY' then 3
      when 'TOWNSHIP' then 4 when 'OFFICE' then 6 else 5 end as slot from once o)
  select p.unit, max(p.uid::text) filter (where p.n = 1)::uuid, max(p.kind) filter (where p.n = 1),
      max(p.slot) filter (where p.n = 1), max(p.name) filter (where p.n = 1),
      max(p.at) filter (where p.n = 2), max(p.at) filter (where p.slot = 1),
      max(p.at) filter (where p.slot = 2), max(p.at) filter (where p.slot = 3),
      max(p.at) filter (where p.slot = 4), max(p.at) filter (where p.slot = 5),
      max(p.at) filter (where p.slot = 6)
    from placed p group by p.unit having bool_and(p.stood) and bool_or(p.topmost)
$$;

create function app.path_on(one int, day date) returns text
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive up (at, n) as (
    select one, 1
    union all
    select e.parent, up.n + 1 from up join app.tenant_edge e on e.child = up.at
        and e.valid_from <= day and (e.valid_until is null or day < e.valid_until)
      where up.n < 9)
  select string_agg(coalesce(f.name, t.name), '/' order by up.n desc)
    from up join app.tenant t on t.id = up.at
      left join app.tenant_former f on f.tenant = t.id and f.valid_from <= day
        and day < f.valid_until
$$;

-- Who had handled a record by a day: without those to whom a reorganisation took it since.
create function app.trail_on(trail int[], units int[], until date[], holder int, day date)
  returns int[] language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when units is null then trail else (
    select coalesce(array_agg(x), '{}') from unnest(trail) x,
      lateral (select count(*)::int + 1 as had from unnest(until) u where u <= day) n
      where x = any ((units || holder)[:n.had]) or x <> all ((units || holder)[n.had + 1:])) end
$$;

-- How far up a record is open, by its line, its trail and whether it is late: as rows are placed.
create function app.opens(line int[], unit int, trail int[], late boolean) returns int
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when late then 1 else least(
    coalesce((select max(k) from generate_series(1, 6) k where line[k] <> unit),
      array_position(line, unit)),
    case when cardinality(trail) > 1 then (select min(k) from generate_series(1, 6) k
      where line[k] = any (trail)) end) end
$$;

-- How a unit was called up to a day, kept before it is called otherwise; for units that the one who
-- acts commands, and departments and offices only: levels are renamed by reorganisations. Whoever may
-- change a name may not change what it was.
create function app.keep_former_name(one int, since date) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.tenant_former (root, tenant, name, kind, code, valid_from, valid_until)
    select t.root, t.id, t.name, t.kind, t.code, s.since, keep_former_name.since from app.tenant t,
      lateral (select greatest(t.valid_from, max(f.valid_until)) as since from app.tenant_former f
        where f.root = t.root and f.tenant = t.id) s
    where t.id = one and s.since < keep_former_name.since
      and keep_former_name.since <= (now() at time zone 'Asia/Shanghai')::date
      and t.kind in ('DEPARTMENT', 'OFFICE')
      and ctx.tenant() in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6);
end $$;
grant execute on function app.path_on(int, date), app.lines_on(int[], date), app.keep_former_name(int, date),
  app.trail_on(int[], int[], date[], int, date), app.opens(int[], int, int[], boolean), app.lay_with(int[], date[], int, date), app.boundaries(int, int, date, int)
  to levelwise_app;
