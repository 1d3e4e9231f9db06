-- The days that the line of a unit declared worked or free, from the highest level to the nearest.
-- Everybody of a root counts by the same days, wherever they stand: no act may find another due day
-- than the next one does.
create function app.days_declared(unit int)
  returns table (day date, works boolean, declared_on date) language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select d.day, d.works, d.declared_on from app.calendar_day d
    join app.tenant t on t.root = d.root and t.id = days_declared.unit
    where d.root = ctx.root() and d.state = 'PUBLISHED'
      and d.holder in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)
    order by d.holder_slot, d.day
$$;
grant execute on function app.days_declared(int) to levelwise_app;

-- All of them at once, for what counts over many units.
create function app.every_day_declared()
  returns table (holder int, slot int, day date, works boolean) language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select d.holder, d.holder_slot::int, d.day, d.works from app.calendar_day d
    where d.root = ctx.root() and d.state = 'PUBLISHED'
$$;
grant execute on function app.every_day_declared() to levelwise_app;

-- Whose step it is where it is not the holder's, as the reminders know it (ledger/notices/kinds.yaml,
-- `owed`): the superior answers and rules, the organisation department of the level that listed it
-- judges; below a county there is none, and that of the level above does.
create function app.place_owed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  new.owed_by := case
    -- While more is asked about it, whoever submitted it.
    when new.state = 'PENDING_UPPER' and new.asked_on is not null then new.holder
    when new.state in ('PENDING_UPPER', 'OBJECTED') then new.holder_parent
    when new.state in ('SELF_EVALUATED', 'CLIENT_EVALUATED', 'RECHECKING') then (
      select case when t.slot <= 3 then new.listed_by else coalesce(new.listed_parent, t.parent_id) end
      from app.tenant t where t.root = new.root and t.id = new.listed_by) end;
  return new;
end $$;
create trigger placed_owed
  before insert or update of holder, trail, state, asked_on, listed_by, listed_parent on app.problem
  for each row execute function app.place_owed();

-- What the sweep does beside setting `overdue`: what is no longer over is not overdue (the clock that
-- was missed has ended, and none that goes on was missed), and the light follows the day. Green: more than a third of
-- the time is left. Yellow: a third or less, or a node was missed. Red: overdue. A step that another
-- owes makes nothing overdue here.
create function app.sweep_lights(today date) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare n int; total int := 0;
begin
  update app.problem set overdue = false
    where open and overdue and missed_on is null
      and (case when owed_on is null then due_on else own_on end < today) is not true;
  get diagnostics total = row_count;
  update app.problem set owed_late = false where open and owed_late and owed_on >= today;
  get diagnostics n = row_count; total := total + n;
  update app.problem set overdue = true
    where open and not overdue and missed_on < today;
  get diagnostics n = row_count; total := total + n;
  update app.problem p set alert = l.light from (
      select o.root, o.id, case when o.overdue then 'RED' when o.yellow_on <= today
          or (o.root, o.id) in (select m.root, m.problem_id from app.measure m
            where m.state = 'PLANNED' and m.due_on < today) then 'YELLOW'
        else 'GREEN' end as light from app.problem o where o.open) l
    where p.root = l.root and p.id = l.id and p.alert <> l.light;
  get diagnostics n = row_count;
  return total + n;
end $$;
grant execute on function app.sweep_lights(date) to levelwise_relay, levelwise_migrator;

-- A declared day moves the due days of all that lies below: those problems are replayed by the
-- relay, which reads of them what their clocks need and no word of what they say.
create function app.days_to_reckon() returns table (root int, day uuid) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  (select d.root, d.id from app.calendar_day d where d.reckoned is distinct from d.version
    order by d.id limit 20)
  union all
  -- A reorganisation puts what lies below under the declared days of another line.
  (select z.root, z.id from app.reorganisation z where z.state in ('APPLIED', 'REVERSED')
    and z.reckoned is distinct from z.version order by z.id limit 20)
$$;

-- What the units of a line declared, as the story of a problem carries it.
create function app.days_on(r int, line int[]) returns jsonb language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_array(d.day, d.works, d.declared_on)
      order by d.holder_slot, d.day), '[]') from app.calendar_day d
    where d.root = r and d.state = 'PUBLISHED' and d.holder = any (line)
$$;

create function app.problem_story(p app.problem, line int[]) returns jsonb language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
      'id', (p).id, 'version', (p).version, 'holder', (p).holder, 'list_type', (p).list_type,
      'class', (p).class, 'due_on', (p).due_on, 'rectify_by', (p).rectify_by,
      'days', app.days_on((p).root, line),
      'steps', (select coalesce(jsonb_agg(jsonb_build_object('act', h.act, 'reason', h.reason,
          'before', h.before, 'after', h.after, 'happened_at', h.happened_at, 'due_on', h.due_on,
          'allowed', h.allowed) order by h.happened_at, h.id), '[]')
        from app.happening h where h.root = (p).root and h.problem_id = (p).id),
      'more', (select coalesce(jsonb_agg(jsonb_build_object('clock', e.clock, 'days', e.days,
          'happened_at', e.decided_at) order by e.decided_at, e.id), '[]')
        from app.extension e where e.root = (p).root and e.problem_id = (p).id
          and e.state = 'APPROVED'))
$$;

create function app.clock_story(p app.problem) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select app.problem_story(p, array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])
$$;

create function app.problems_below(day uuid, after uuid) returns table (story jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select app.clock_story(p)
    from app.problem p
    where p.open and p.id > problems_below.after and exists (
      select from app.calendar_day c where c.root = p.root and c.id = problems_below.day
        and c.holder in (p.at1, p.at2, p.at3, p.at4, p.at5, p.at6)
      union all select from app.reorganisation_place x where x.root = p.root
        and x.reorganisation_id = problems_below.day
        and x.unit in (p.at1, p.at2, p.at3, p.at4, p.at5, p.at6)
      union all select from app.reorganisation_move m where m.root = p.root
        and m.reorganisation_id = problems_below.day and m.noun = 'problem' and m.record_id = p.id)
    order by p.id limit 200
$$;

-- Nothing is written over a step that was taken meanwhile: it reckoned anew.
create function app.keep_reckoned(problem uuid, at_version int, reckoned jsonb) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.problem p set
      due_on = coalesce((reckoned ->> 'due_on')::date, p.due_on),
      rectify_by = (reckoned ->> 'rectify_by')::date,
      missed_on = (reckoned ->> 'missed_on')::date,
      yellow_on = (reckoned ->> 'yellow_on')::date,
      owed_on = (reckoned ->> 'owed_on')::date,
      own_on = (reckoned ->> 'own_on')::date,
      remind_on = array(select x::date from jsonb_array_elements_text(reckoned -> 'remind_on') x),
      due_days = array(select x::date from jsonb_array_elements_text(reckoned -> 'due_days') x),
      waits_on = array(select x::date from jsonb_array_elements_text(reckoned -> 'waits_on') x)
    where p.id = keep_reckoned.problem and p.version = at_version;
  return found;
end $$;

create function app.day_reckoned(day uuid) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  update app.calendar_day set reckoned = version where id = day_reckoned.day;
  update app.reorganisation set reckoned = version where id = day_reckoned.day
$$;
grant execute on function app.days_to_reckon(), app.problems_below(uuid, uuid),
  app.keep_reckoned(uuid, int, jsonb), app.day_reckoned(uuid) to levelwise_relay, levelwise_migrator;
