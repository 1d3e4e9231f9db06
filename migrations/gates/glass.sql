-- Break-glass. A window is opened, ends and is announced by the database's own clock and hand: no
-- statement of the application opens one quietly, for longer, over more, or for somebody else.
create function app.guard_window() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := clock_timestamp();
begin
  -- Not a definer function: inside a gate the current user is the gate's owner.
  if current_user <> 'levelwise_app' then return new; end if;
  if tg_op = 'INSERT' then
    new.opened_by := ctx.person(); new.post_id := ctx.post();
    new.asked_at := at; new.version := 1;
    new.confirmed_by := null; new.closed_by := null; new.reviewed_by := null;
    new.finding := null; new.review := null;
    if new.state not in ('ASKED', 'OPEN') then
      raise check_violation using message = 'a window begins by being asked for or opened',
        table = 'glass_window', constraint = 'glass_window_step_by_step';
    end if;
  elsif (old.state, new.state) not in (('ASKED', 'OPEN'), ('ASKED', 'WITHDRAWN'),
        ('OPEN', 'CLOSED'), ('OPEN', 'REVIEWED'), ('CLOSED', 'REVIEWED'))
      or old.state = 'OPEN' and (new.state = 'REVIEWED') <> (at >= old.ends_at)
      or old.state = 'ASKED' and new.state = 'OPEN' and at - old.asked_at > interval '60 minutes'
      or old.confirmed_by is distinct from new.confirmed_by
        and (old.state <> 'ASKED' or new.state <> 'OPEN' or new.confirmed_by is distinct from ctx.person())
      -- Whoever opens what somebody else asked for stands on the row: it was two of them.
      or (old.state, new.state) = ('ASKED', 'OPEN') and old.opened_by is distinct from ctx.person()
        and new.confirmed_by is distinct from ctx.person()
      or old.closed_by is distinct from new.closed_by
        and (new.state not in ('CLOSED', 'WITHDRAWN') or new.closed_by is distinct from ctx.person())
      or (new.state = 'REVIEWED') <> (new.reviewed_by is not distinct from ctx.person()) then
    raise check_violation using message = 'a window goes step by step',
      table = 'glass_window', constraint = 'glass_window_step_by_step';
  end if;
  if new.state = 'OPEN' and (tg_op = 'INSERT' or old.state = 'ASKED') then
    new.opened_at := at; new.ends_at := at + make_interval(mins => new.minutes);
  end if;
  if tg_op = 'UPDATE' and new.state in ('CLOSED', 'WITHDRAWN') then new.closed_at := at; end if;
  if tg_op = 'UPDATE' and new.state = 'REVIEWED' then new.reviewed_at := at; end if;
  return new;
end $$;
create trigger stepped before insert or update on app.glass_window
  for each row execute function app.guard_window();

-- Who hears of a window: the heads, task forces and separated administrators of the unit above, the
-- separated administrators of the unit itself; where nothing is above, its head and task force; and
-- whoever opened it. Never the one who acts.
create function app.tell_of_window(w app.glass_window, what text) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  watching text[] := '{security_administrator,audit_administrator}';
  leaders text[] := '{unit_head,task_force}';
  told int;
begin
  insert into app.notice (root, id, person_id, post_id, kind, glass_window_id, created_at)
    select w.root, gen_random_uuid(), x.person_id, x.post_id, what, w.id, clock_timestamp()
      from (select a.person_id, a.post_id from app.whom(w.root, w.holder_parent, null,
            watching || leaders, '{}', null, '{}') a
        union select a.person_id, a.post_id from app.whom(w.root, w.holder, null,
            case when w.holder_parent is null or what = 'GLASS_ASKED' then watching || leaders
              else watching end, '{}', null, '{}') a
        union select a.person_id, a.post_id from app.whom(w.root, w.holder, w.post_id, '{}', '{}',
            null, '{}') a where a.person_id = w.opened_by) x
    on conflict do nothing;
  select count(*) into told from app.notice n
    where n.glass_window_id = w.id and n.kind = what and n.person_id <> w.opened_by;
  return told;
end $$;

-- How long the acting person has had windows open by themself, of those that were open within a day:
-- one that was ended early counts as long as it was open, one that is open as long as it may be.
create function app.time_alone() returns interval language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(sum(least(w.closed_at, w.ends_at) - w.opened_at), interval '0')
    from app.glass_window w
    where w.root = ctx.root() and w.opened_by = ctx.person() and w.confirmed_by is null
      and least(w.closed_at, w.ends_at) > clock_timestamp() - interval '1 day'
$$;
grant execute on function app.time_alone() to levelwise_app;

-- The migrator lays down windows as they were, and tells nobody: one that has not ended is open.
-- The announcement is part of the opening: it is made here, and a window of which nobody would hear
-- is not opened. Whoever holds it stands otherwise from now on, and from its end on by the clock.
create function app.announce_window() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  line int[];
  began boolean := new.state = 'OPEN' and (tg_op = 'INSERT' or old.state <> 'OPEN');
begin
  if session_user = 'levelwise_migrator' then return null; end if;
  perform from app.person p where p.root = new.root and p.id = new.opened_by for no key update;
  if began and exists (select from app.glass_window w
      where w.root = new.root and w.opened_by = new.opened_by and w.id <> new.id
        and w.state = 'OPEN' and w.ends_at > clock_timestamp()) then
    raise unique_violation using message = 'a window of this person is open',
      table = 'glass_window', constraint = 'glass_window_one_at_a_time';
  end if;
  -- Beyond an hour of a day it takes a second person, however the hour was cut.
  if began and new.confirmed_by is null and app.time_alone() > interval '60 minutes' then
    raise check_violation using message = 'beyond an hour in a day a window takes two',
      table = 'glass_window', constraint = 'glass_window_takes_two';
  end if;
  -- Whoever asked must be in office still when somebody else confirms.
  if began and tg_op = 'UPDATE' and not exists (
      select from app.in_office(new.root, new.holder) a where a.person_id = new.opened_by
        and a.post_id = new.post_id and a.roles && '{unit_head,task_force}') then
    raise check_violation using message = 'whoever asked for the window opens none any more',
      table = 'glass_window', constraint = 'glass_window_asked_in_office';
  end if;
  if tg_op = 'INSERT' then
    select array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] into line from app.tenant t
      where t.root = new.root and t.id = new.covers;
    if (new.holder = any (line)) is not true then
      raise check_violation using message = 'a window lies over the own unit or one below it',
        table = 'glass_window', constraint = 'glass_window_within';
    end if;
  end if;
  if tg_op = 'INSERT' or old.state <> new.state then
    update app.person p set standing = p.standing + 2, glass_until = (
        select max(w.ends_at) from app.glass_window w
          where w.root = new.root and w.opened_by = new.opened_by and w.state = 'OPEN'
            and w.ends_at > clock_timestamp())
      where p.root = new.root and p.id = new.opened_by;
  end if;
  if began or tg_op = 'INSERT' then
    if app.tell_of_window(new, case when began then 'GLASS_OPENED' else 'GLASS_ASKED' end) = 0 then
      raise check_violation using message = 'nobody would hear of this window',
        table = 'glass_window', constraint = 'glass_window_announced';
    end if;
  elsif new.state = 'CLOSED' and old.state = 'OPEN' then
    perform app.tell_of_window(new, 'GLASS_ENDED');
  end if;
  return null;
end $$;
create trigger announce after insert or update on app.glass_window
  for each row execute function app.announce_window();

-- By the end of the transaction the audit and the outbox must have each step, too: an act records
-- them; whoever writes the row by itself does not come through.
create function app.window_is_recorded() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if session_user = 'levelwise_migrator' then return null; end if;
  if not exists (select from audit.event e where e.root = new.root and e.record = new.id
        and e.noun = 'glass_window' and e.version = new.version)
      or not exists (select from app.outbox o where o.root = new.root and o.record_id = new.id
        and o.noun = 'glass_window' and o.record_version = new.version) then
    raise check_violation using message = 'a window is announced in audit and events, or not opened',
      table = 'glass_window', constraint = 'glass_window_recorded';
  end if;
  return null;
end $$;
create constraint trigger recorded after insert or update on app.glass_window
  deferrable initially deferred for each row execute function app.window_is_recorded();

-- The windows of a person in a post that were ever open, for what a viewer is made of. For gates only.
create function app.windows_of(r int, person uuid, post uuid, at timestamptz) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'covers', w.covers,
      'open', w.state = 'OPEN' and at < w.ends_at,
      'began', (w.opened_at at time zone 'Asia/Shanghai')::date,
      'ended', (least(w.closed_at, w.ends_at) at time zone 'Asia/Shanghai')::date)
      order by w.opened_at), '[]')
    from app.glass_window w
    where w.root = r and w.opened_by = person and w.post_id = post and w.opened_at is not null
$$;

-- Which window somebody reads and acts under now. For gates only.
create function app.window_open(r int, person uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w.id from app.glass_window w
    where w.root = r and w.opened_by = person and w.state = 'OPEN' and w.ends_at > clock_timestamp()
$$;

-- What is about to be read under a window: one record for each thing that is named, so that whoever
-- may not learn of it does not learn of it here either; one for the window where none is.
create function app.mark_reading(things uuid[], fields text[], request text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  mine uuid := app.window_open(ctx.root(), ctx.person());
  said jsonb := jsonb_build_object('event', 'EmergencyRead', 'fields', to_jsonb(fields));
  thing uuid;
begin
  if mine is null then return; end if;
  foreach thing in array case when things = '{}' then array[mine] else things end loop
    perform audit.append('read', 'glass_reading', thing, null::int, 'in-an-emergency-the-whole-window-is-read',
      request, said, '{}'::int[]);
  end loop;
end $$;
grant execute on function app.mark_reading(uuid[], text[], text) to levelwise_app;
