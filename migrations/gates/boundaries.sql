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
-- direct subordinate, of that day, of one of them. What stood then counts with itself. What had
-- ended counts with its successor. What was founded later out of one unit alone counts with that;
-- out of several, or out of nothing, with the level above it: nobody can tell it apart. ``whole``
-- says whether all that counts under that subordinate lies below the one who asks now, ``entire``
-- whether all under all of them does.
create function app.boundaries(top int, me int, day date)
  returns table (unit int, stood int, child int, whole boolean, entire boolean)
  language sql stable rows 1000 set search_path = pg_catalog, pg_temp as $$
  with recursive edges as materialized (
    select e.child, e.parent from app.tenant_edge e
    where e.valid_from <= day and (e.valid_until is null or day < e.valid_until)),
  tree (unit, path) as (
    select t.id, array[t.id] from app.tenant t where t.id = top and t.valid_from <= day
    union all
    select t.id, u.path || t.id from tree u join edges e on e.parent = u.unit
      join app.tenant t on t.id = e.child and t.valid_from <= day
        and (t.valid_until is null or day < t.valid_until)),
  lost as materialized (
    select t.id, t.valid_from from app.tenant t
    where top in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)
      and not exists (select from tree u where u.unit = t.id)),
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
        coalesce(me in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6), false)
        and not exists (select from app.tenant_succession s join app.tenant n on n.id = s.successor
          where s.former = c.unit and s.since > day and s.until is null
            and (me in (n.at1, n.at2, n.at3, n.at4, n.at5, n.at6)) is not true) as still
      from counted c join app.tenant t on t.id = c.unit where me = any (c.path))
  select b.unit, b.stood, b.child, bool_and(b.still) over (partition by b.child),
      bool_and(b.still) over () from below b
$$;
grant execute on function app.lay_with(int[], date[], int, date), app.boundaries(int, int, date)
  to levelwise_app;
