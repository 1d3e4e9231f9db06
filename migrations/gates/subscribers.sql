-- What the relay does with subscribers. It sees ids and addresses and no word of a case: whether a
-- subscriber may be told is asked by the application under the signed context of its post.
create function app.begin_subscriber() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.subscriber_progress (root, subscriber_id, xid, event_id, turned_at)
    values (new.root, new.id, pg_current_xact_id()::text::bigint,
      'ffffffff-ffff-ffff-ffff-ffffffffffff', '-infinity');
  return null;
end $$;
create trigger begun after insert on app.subscriber
  for each row execute function app.begin_subscriber();

-- A post as the one place from which a viewer is made (ctx.in_posts): a system acts in it like a
-- person who holds it for as long as it stands, and under a name that is nobody's. What the other posts of
-- those who hold it forbid, it is forbidden as well: what is against one of their units is not sent there.
create function app.subscriber_viewer(s app.subscriber) returns jsonb language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'person_id', s.id, 'root', s.root, 'standing', 0, 'name', s.name, 'language', 'ZH',
    'policy_version', (select d.policy_version from app.deployment d),
    'posts', jsonb_build_array(jsonb_build_object(
        'leading', true, 'appointed_on', p.valid_from, 'relieved_on', p.valid_until,
        'suspended_on', null, 'resumed_on', null)
      || ctx.as_post(p.root, p.id))
    || coalesce((
      select jsonb_agg(o) from app.appointment a
        join app.person x on x.root = a.root and x.id = a.person_id
        cross join lateral jsonb_array_elements(ctx.in_posts(x) -> 'posts') o
      where a.root = p.root and a.post_id = p.id
        and (a.relieved_on is null or a.relieved_on > (now() at time zone 'Asia/Shanghai')::date)
        and (o ->> 'post_id')::uuid <> p.id), '[]'))
    from app.post p where p.root = s.root and p.id = s.post_id
$$;

create function app.replay_asked(key uuid, at timestamptz, chance interval) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r app.event_replay;
begin
  for r in select * from app.event_replay x where x.subscriber_id = key and x.done_at is null loop
    update app.event_delivery d set state = 'WAITING', attempts = 0, next_at = at,
        last_chance = at + chance, replays = d.replays + 1
      where d.root = r.root and d.subscriber_id = key
        and (d.state = 'DEAD' or r.also_delivered and d.state = 'DELIVERED')
        and (d.id = r.delivery_id or d.recorded_at >= r.since and d.recorded_at < r.until);
    update app.event_replay x set done_at = at where x.root = r.root and x.id = r.id;
  end loop;
end $$;

-- What a delivery goes by, as it is at this moment: where to, signed with what, and who listens.
create function app.subscriber_facts(s app.subscriber, at timestamptz) returns jsonb language sql
  stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('url', s.url, 'types', s.types, 'post', s.post_id,
    'secret', encode(s.secret, 'hex'), 'secret_before', encode(s.secret_before, 'hex'),
    'both', s.both_until is not null and s.both_until > at, 'viewer', app.subscriber_viewer(s),
    'root_uid', (select t.uid from app.tenant t where t.root = s.root and t.id = s.root))
$$;

-- Gives one subscriber to one relay for a while: the one whose turn is longest ago, among those for
-- whom there is something new or due. Nobody waits: what another relay has is passed over. Leases go
-- by the clock of the database: relays whose own clocks differ do not take one from another.
create function app.claim_subscriber(
    mark uuid, at timestamptz, seconds int, chance interval) returns jsonb
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  mine app.subscriber_progress;
  s app.subscriber;
  ended bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
begin
  select p.* into mine from app.subscriber_progress p
    join app.subscriber x on x.root = p.root and x.id = p.subscriber_id
    where x.state = 'ACTIVE' and (p.leased_until is null or p.leased_until < clock_timestamp())
      and (p.seen_version <> x.version or p.next_at <= at
        or p.next_at is null and exists (select from app.outbox o where o.root = p.root
          and (o.xid, o.id) > (p.xid, p.event_id) and o.xid < ended))
    order by p.turned_at limit 1 for update of p skip locked;
  if mine.subscriber_id is null then return null; end if;
  select * into s from app.subscriber x where x.root = mine.root and x.id = mine.subscriber_id;
  if mine.seen_version <> s.version then
    perform app.replay_asked(s.id, at, chance);
    -- What was never tried has had no chance yet, however long the subscriber was paused.
    update app.event_delivery d set next_at = at, last_chance = case when d.attempts = 0
        then greatest(d.last_chance, at + chance) else d.last_chance end
      where d.root = s.root and d.subscriber_id = s.id and d.state = 'WAITING';
  end if;
  update app.subscriber_progress p set lease = mark, turned_at = clock_timestamp(),
      leased_until = clock_timestamp() + make_interval(secs => seconds), seen_version = s.version
    where p.root = mine.root and p.subscriber_id = mine.subscriber_id;
  return app.subscriber_facts(s, at) || jsonb_build_object('subscriber', s.id);
end $$;

-- The next rows of the outbox for a subscriber, in the order in which transactions ended: nothing
-- can appear behind a row of a transaction below the oldest that still runs.
create function app.next_events(key uuid, mark uuid, most int) returns jsonb language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('event', e.id, 'xid', e.xid, 'kind', e.kind,
      'noun', e.noun, 'record', e.record_id, 'version', e.record_version, 'at', e.recorded_at)
      order by e.xid, e.id), '[]')
    from (select o.* from app.subscriber_progress p join app.outbox o
        on o.root = p.root and (o.xid, o.id) > (p.xid, p.event_id)
          and o.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
      where p.subscriber_id = key and p.lease = mark
      order by o.xid, o.id limit most) e
$$;

-- Moves a subscriber on, and keeps those of the rows passed that it is to be told of. Says false
-- when the lease is another's by now: then nothing is kept.
create function app.take_events(
    key uuid, mark uuid, told jsonb, last_xid bigint, last_event uuid, at timestamptz,
    chance interval, seconds int) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p app.subscriber_progress;
begin
  update app.subscriber_progress x set xid = last_xid, event_id = last_event,
      leased_until = clock_timestamp() + make_interval(secs => seconds)
    where x.subscriber_id = key and x.lease = mark returning x.* into p;
  if p.subscriber_id is null then return false; end if;
  insert into app.event_delivery (root, id, holder, subscriber_id, event_id, xid, type, noun,
      record_id, record_version, recorded_at, next_at, last_chance)
    select p.root, gen_random_uuid(), s.holder, key, o.id, o.xid, t.type, o.noun, o.record_id,
        o.record_version, o.recorded_at, at, at + chance
      from jsonb_to_recordset(told) t(event uuid, type text)
      join app.outbox o on o.root = p.root and o.id = t.event
      join app.subscriber s on s.root = p.root and s.id = key
    on conflict do nothing;
  return true;
end $$;

-- The delivery whose turn it is, with all that it goes by: what was taken from the post, and a secret
-- that was changed, counts from the next attempt on and not from the next turn.
create function app.next_delivery(key uuid, mark uuid, moment timestamptz) returns jsonb language sql
  stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('delivery', d.id, 'event', d.event_id, 'type', d.type, 'noun', d.noun,
      'record', d.record_id, 'version', d.record_version, 'at', d.recorded_at,
      'attempts', d.attempts, 'replays', d.replays, 'next_at', d.next_at,
      'last_chance', d.last_chance, 'by', app.subscriber_facts(s, moment))
    from app.event_delivery d
    join app.subscriber s on s.root = d.root and s.id = d.subscriber_id
    where d.subscriber_id = key and d.state = 'WAITING' and s.state = 'ACTIVE'
      and exists (select from app.subscriber_progress p
        where p.root = s.root and p.subscriber_id = key and p.lease = mark)
    order by d.xid, d.event_id limit 1
$$;

-- Writes down how a delivery went. HIDDEN: its post may no longer see it, and nothing of it is kept.
-- GONE: the receiver wants no more at all.
create function app.record_event_delivery(delivery uuid, mark uuid, tried timestamptz, what text,
    said text, again timestamptz, seconds int) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d app.event_delivery;
begin
  select x.* into d from app.event_delivery x where x.id = delivery;
  update app.subscriber_progress p
    set leased_until = clock_timestamp() + make_interval(secs => seconds)
    where p.root = d.root and p.subscriber_id = d.subscriber_id and p.lease = mark;
  if not found then return false; end if;
  if what = 'HIDDEN' then
    delete from app.event_delivery x where x.root = d.root and x.id = d.id;
    return true;
  end if;
  update app.event_delivery x set attempts = x.attempts + 1, tried_at = tried,
      code = left(said, 100), next_at = coalesce(again, x.next_at),
      state = case when what = 'DELIVERED' then 'DELIVERED'
        when again is null and what <> 'GONE' then 'DEAD' else 'WAITING' end
    where x.root = d.root and x.id = d.id;
  if what = 'GONE' then
    update app.subscriber s set state = 'GONE', version = s.version + 1
      where s.root = d.root and s.id = d.subscriber_id;
  end if;
  return true;
end $$;

-- Ends a turn. again: not before then, whatever waits; an act upon the subscriber wakes the relay all
-- the same.
create function app.release_subscriber(key uuid, mark uuid, again timestamptz) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update app.subscriber_progress p set lease = null, leased_until = null,
      next_at = coalesce(again, (select d.next_at from app.event_delivery d
        where d.subscriber_id = key and d.state = 'WAITING' order by d.xid, d.event_id limit 1))
    where p.subscriber_id = key and p.lease = mark
$$;

create function app.forget_deliveries(before timestamptz) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare n int;
begin
  delete from app.event_delivery d where d.state = 'DELIVERED' and d.tried_at < before;
  get diagnostics n = row_count;
  return n;
end $$;
grant delete on app.event_delivery to levelwise_gate;

grant execute on function
  app.claim_subscriber(uuid, timestamptz, int, interval),
  app.next_events(uuid, uuid, int),
  app.take_events(uuid, uuid, jsonb, bigint, uuid, timestamptz, interval, int),
  app.next_delivery(uuid, uuid, timestamptz),
  app.record_event_delivery(uuid, uuid, timestamptz, text, text, timestamptz, int),
  app.release_subscriber(uuid, uuid, timestamptz),
  app.forget_deliveries(timestamptz)
  to levelwise_relay, levelwise_migrator;

-- What happened after a place, for those who would rather pull. Ids alone, and only for a question
-- that the context was signed for: injected SQL does not page through what others do.
create function app.events_after(after_xid bigint, after_event uuid, most int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  ended bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
begin
  if ctx.asked() is distinct from encode(sha256(convert_to(
      'events|' || after_xid || '|' || after_event || '|' || most, 'UTF8')), 'hex') then
    raise insufficient_privilege using message = 'this question was not signed';
  end if;
  return jsonb_build_object('ended', ended, 'events', (
    select coalesce(jsonb_agg(jsonb_build_object('event', e.id, 'xid', e.xid, 'kind', e.kind,
        'noun', e.noun, 'record', e.record_id, 'version', e.record_version, 'at', e.recorded_at)
        order by e.xid, e.id), '[]')
      from (select o.* from app.outbox o
        where o.root = (select ctx.root()) and (o.xid, o.id) > (after_xid, after_event)
          and o.xid < ended order by o.xid, o.id limit most) e));
end $$;
grant execute on function app.events_after(bigint, uuid, int) to levelwise_app;
