-- Meetings. Whom a level invites is on the trail of its meeting, along a current edge of the tree and
-- by the upper end of it. An item is put by the level that convened. Minutes are kept from everybody
-- whom an item of the meeting is against, also when that is learned later.
create function app.invite_party() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  m app.meeting;
begin
  select * into m from app.meeting where root = new.root and id = new.meeting_id for update;
  if ctx.tenant() <> new.parent then
    raise check_violation using message = 'a unit is invited by the level that convened',
      table = 'meeting_party', constraint = 'meeting_by_its_convener';
  end if;
  if m.holder is distinct from new.parent or exists (select from app.tenant_edge
      where root = new.root and id = new.edge and valid_until is not null) then
    raise check_violation using message = 'a level meets with its direct subordinates',
      table = 'meeting_party', constraint = 'meeting_party_next_below';
  end if;
  update app.meeting set trail = trail || new.child
    where root = new.root and id = new.meeting_id and not new.child = any (trail);
  return new;
end $$;
create trigger invited before insert on app.meeting_party
  for each row execute function app.invite_party();

create function app.put_item() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  -- As whoever keeps its minutes: one after the other, so that no accusation falls between them.
  perform from app.meeting where root = new.root and id = new.meeting_id for update;
  if not exists (select from app.meeting where root = new.root and id = new.meeting_id
      and holder = new.author_tenant) then
    raise check_violation using message = 'an item is put by the level that convened',
      table = 'meeting_item', constraint = 'meeting_item_of_the_convener';
  end if;
  return new;
end $$;
create trigger put before insert on app.meeting_item
  for each row execute function app.put_item();

create function app.accuse_minutes() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform from app.meeting where root = new.root and id = new.meeting_id for update;
  update app.meeting_minutes set accused = app.together(accused, new.accused)
    where root = new.root and meeting_id = new.meeting_id and not accused @> new.accused;
  return null;
end $$;
create trigger minutes_follow after insert on app.meeting_item
  for each row when (new.accused <> '{}') execute function app.accuse_minutes();
create trigger minutes_follow_on after update on app.meeting_item
  for each row when (old.accused is distinct from new.accused)
  execute function app.accuse_minutes();

create function app.take_accused_of_items() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform from app.meeting where root = new.root and id = new.meeting_id for update;
  new.accused := coalesce((select array_agg(distinct a order by a)
    from app.meeting_item i, unnest(i.accused) a
    where i.root = new.root and i.meeting_id = new.meeting_id), '{}');
  return new;
end $$;
create trigger accused_taken before insert on app.meeting_minutes
  for each row execute function app.take_accused_of_items();

-- Whoever is invited reads of a meeting, and changes nothing of it: neither when it is held, nor what
-- it concluded, nor its minutes.
create function app.keep_to_convener() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
declare
  said jsonb := case tg_op when 'INSERT' then to_jsonb(new) else to_jsonb(old) end;
  whose text := case tg_table_name when 'meeting_item' then 'author_tenant' else 'holder' end;
begin
  -- Not a definer function: inside a gate the current user is the gate's owner.
  if current_user <> 'levelwise_app' then return null; end if;
  if (said ->> whose)::int is distinct from ctx.tenant() then
    raise check_violation using message = 'a meeting is run by the level that convened it',
      table = tg_table_name, constraint = 'meeting_by_its_convener';
  end if;
  return null;
end $$;
create trigger run_by_convener
  after update of state, held_on, next_on, called_off_for, called_off_title, called_off_at
  on app.meeting for each row execute function app.keep_to_convener();
create trigger run_by_convener
  after insert or update of state, conclusion, text, decided_at on app.meeting_item
  for each row execute function app.keep_to_convener();
create trigger run_by_convener after insert on app.meeting_minutes
  for each row execute function app.keep_to_convener();

-- What was open on the agenda of a meeting that was called off stays on it and is concluded by nobody.
create function app.call_items_off() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.meeting_item set state = 'CALLED_OFF', version = version + 1
    where root = new.root and meeting_id = new.id and state = 'OPEN';
  -- Whoever concluded one meanwhile was waited for: what concluded has taken place.
  if exists (select from app.meeting_item where root = new.root and meeting_id = new.id
      and state = 'DECIDED') then
    raise check_violation using message = 'what concluded took place',
      table = 'meeting', constraint = 'meeting_concluded_nothing';
  end if;
  return null;
end $$;
create trigger items_called_off after update of state on app.meeting for each row
  when (new.state = 'CALLED_OFF' and old.state <> 'CALLED_OFF')
  execute function app.call_items_off();

-- Minutes are of the whole agenda: what they stand behind is the wall of the level that convened, and
-- not that of all whom it invited. (By its name the trigger runs after the one that places them.)
create function app.place_apart() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  new.trail := array[new.holder];
  return new;
end $$;
create trigger placed_apart before insert or update on app.meeting_minutes
  for each row execute function app.place_apart();

-- What an ended unit convened goes on with its successor, and comes back with it.
create function app.succeed_convener() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.meeting_item set author_tenant = new.holder
    where root = new.root and meeting_id = new.id and author_tenant = old.holder;
  return null;
end $$;
create trigger items_follow after update of holder on app.meeting for each row
  when (old.holder <> new.holder) execute function app.succeed_convener();

-- Those invited are told that they are, each by its own posts; nothing is said of any case.
create function app.notify_meeting(key uuid, what text, roles text[], actors text[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.notice (root, id, person_id, post_id, kind, meeting_id, created_at)
    select m.root, gen_random_uuid(), w.person_id, w.post_id, what, m.id, clock_timestamp()
      from app.meeting m join app.meeting_party p on p.root = m.root and p.meeting_id = m.id
        cross join lateral app.whom(m.root, p.child, null, roles, actors, null, '{}') w
      where m.root = ctx.root() and m.id = key and m.holder = ctx.tenant()
    on conflict do nothing;
end $$;
grant execute on function app.notify_meeting(uuid, text, text[], text[]) to levelwise_app;
