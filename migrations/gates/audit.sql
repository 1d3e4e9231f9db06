-- The record of acts: append-only, one hash chain per shard. The auditor reads all of it; the
-- application what the viewer's own unit and its direct subordinates did (tenants do not leave this
-- table), and never what the viewer's units are accused in.
create table audit.event (
  shard smallint not null check (shard between 0 and 15),
  number bigint not null,
  at timestamptz not null,
  root int, tenant int, person uuid, post uuid,
  act text not null,
  noun text not null,
  record uuid,
  version int,
  rule text,
  request text,
  facts jsonb not null default '{}',
  previous bytea not null,
  hash bytea not null,
  -- Marks beside the chain, not hashed: who never learns of it, the emergency window it was done
  -- under (in the facts, which are), a key for lists, and its kind.
  accused int[] not null default '{}',
  glass uuid generated always as ((facts ->> 'glass')::uuid) stored,
  id uuid not null generated always as (encode(substr(hash, 1, 16), 'hex')::uuid) stored,
  said text generated always as (coalesce(facts ->> 'event', facts ->> 'code')) stored,
  -- Why and by which document, where the record itself has no place for it; never a refusal's facts.
  reason text generated always as (case when facts ? 'event' then facts ->> 'reason' end) stored,
  document_no text generated always as (case when facts ? 'event' then facts ->> 'document_no' end) stored,
  primary key (shard, number)
);
create index event_record on audit.event (record);
create index event_id on audit.event (id);
create index event_tenant on audit.event (tenant, at, id);
create table audit.head (shard smallint primary key, number bigint not null, hash bytea not null);
insert into audit.head
  select s, 0, sha256(convert_to('levelwise audit ' || s, 'UTF8')) from generate_series(0, 15) s;

alter table audit.event enable row level security;
alter table audit.event force row level security;
alter table audit.head enable row level security;
alter table audit.head force row level security;
create policy gate on audit.event to levelwise_gate using (true) with check (true);
create policy gate on audit.head to levelwise_gate using (true) with check (true);
create policy see on audit.event for select to levelwise_auditor using (true);
create policy see on audit.head for select to levelwise_auditor using (true);
revoke all on audit.event, audit.head from public;
grant select, insert, update (accused) on audit.event to levelwise_gate;
grant select, update on audit.head to levelwise_gate;
grant select on audit.event, audit.head to levelwise_auditor;

-- The viewer's own unit and its direct subordinates: looked up once a statement.
create function ctx.near() returns int[] language plpgsql stable security definer
  parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
begin
  return array(select t.id from app.tenant t where t.id = me or t.parent_id = me);
end $$;
grant execute on function ctx.near() to levelwise_app;
create policy see_own on audit.event for select to levelwise_app using (
  tenant = any ((select ctx.near())::int[]));
create policy accused_never on audit.event as restrictive for select to levelwise_app using (
  case when accused = '{}' then true else not (accused && (select ctx.units())) end);
-- Not the facts: a refusal's may say what was on the record.
grant select (shard, number, at, root, tenant, person, post, act, noun, record, version, rule,
  request, hash, accused, glass, id, said, reason, document_no) on audit.event to levelwise_app;

create function audit.refuse() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  raise insufficient_privilege using message = 'the record of acts is only ever appended to';
end $$;
create trigger append_only before delete or truncate or update of shard, number, at, root, tenant,
    person, post, act, noun, record, version, rule, request, facts, previous, hash on audit.event
  for each statement execute function audit.refuse();

-- Who is kept from a record of the audit may only grow, as on the record it is about.
create function audit.only_grow() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  if not new.accused @> old.accused then
    raise insufficient_privilege using message = 'whom a record is kept from may only grow';
  end if;
  return new;
end $$;
create trigger only_grow before update of accused on audit.event
  for each row execute function audit.only_grow();

-- A field with its length before it, so that no two different records read the same.
create function audit.field(value text) returns text language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp
  as $$ select coalesce(octet_length(value)::text || ':' || value, '-') || ',' $$;

create function audit.digest(e audit.event) returns bytea language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select sha256((e).previous || convert_to(
    audit.field((e).shard::text) || audit.field((e).number::text)
    || audit.field(to_char((e).at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'))
    || audit.field((e).root::text) || audit.field((e).tenant::text)
    || audit.field((e).person::text) || audit.field((e).post::text)
    || audit.field((e).act) || audit.field((e).noun) || audit.field((e).record::text)
    || audit.field((e).version::text) || audit.field((e).rule) || audit.field((e).request)
    || audit.field((e).facts::text), 'UTF8')) $$;

create function audit.chain(e audit.event) returns bigint language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  head audit.head;
begin
  select * into strict head from audit.head where shard = e.shard for update;  -- one writer a shard
  e.number := head.number + 1; e.at := clock_timestamp(); e.previous := head.hash;
  e.facts := coalesce(e.facts, '{}');
  e.hash := audit.digest(e);
  insert into audit.event (shard, number, at, root, tenant, person, post, act, noun, record, version,
      rule, request, facts, previous, hash, accused)
    values (e.shard, e.number, e.at, e.root, e.tenant, e.person, e.post, e.act, e.noun, e.record,
      e.version, e.rule, e.request, e.facts, e.previous, e.hash,
      app.together(coalesce(e.accused, '{}'), audit.accused_by(e.root, e.record)));
  update audit.head set number = e.number, hash = e.hash where shard = e.shard;
  return e.number;
end $$;

-- By someone: person, post and tenant are the signed context's, never the caller's word.
create function audit.append(act text, noun text, record uuid, version int, rule text, request text,
    facts jsonb, accused int[] default '{}') returns bigint language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  e audit.event;
begin
  e.person := ctx.person(); e.post := ctx.post(); e.tenant := ctx.tenant(); e.root := ctx.root();
  if e.person is null then
    raise insufficient_privilege using message = 'an act is recorded for someone';
  end if;
  e.shard := coalesce(e.tenant, 0) % 16;
  e.act := append.act; e.noun := append.noun; e.record := append.record;
  e.version := append.version; e.rule := append.rule; e.request := append.request;
  -- What is done while an emergency window is open says so, whoever writes it.
  e.facts := append.facts
    || coalesce((select jsonb_build_object('glass', w) from app.window_open(e.root, e.person) w
      where w is not null), '{}');
  e.accused := append.accused;
  return audit.chain(e);
end $$;

-- By the deployment itself: imports, sweeps, bootstrap.
create function audit.append_system(act text, noun text, record uuid, facts jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  e audit.event;
begin
  e.shard := 0; e.act := append_system.act; e.noun := append_system.noun;
  e.record := append_system.record; e.facts := append_system.facts;
  return audit.chain(e);
end $$;

-- What is wrong with the chains: nothing, if it gives no row. A cut tail whose head was rewritten
-- is found only by comparing audit.head with a copy kept elsewhere.
create function audit.verify() returns table (shard smallint, number bigint, finding text)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select x.shard, x.number, case
      when x.hash <> x.again then 'the record was changed'
      when x.number <> x.place then 'a record is missing before this one'
      when x.previous <> x.before then 'the chain is broken before this record'
      else 'the head does not name this record, the last one' end
    from (
      select e.shard, e.number, e.hash, e.previous, audit.digest(e) as again,
        row_number() over w as place,
        coalesce(lag(e.hash) over w, sha256(convert_to('levelwise audit ' || e.shard, 'UTF8')))
          as before,
        lead(e.number) over w is null and (h.number, h.hash) is distinct from (e.number, e.hash)
          as loose
      from audit.event e left join audit.head h on h.shard = e.shard
      window w as (partition by e.shard order by e.number)) x
    where x.hash <> x.again or x.number <> x.place or x.previous <> x.before or x.loose
  union all
  select h.shard, h.number, 'the head names a record that is gone' from audit.head h
    where h.number > 0 and not exists (
      select from audit.event e where e.shard = h.shard and e.number = h.number)
$$;

grant execute on function audit.append(text, text, uuid, int, text, text, jsonb, int[])
  to levelwise_app;
grant execute on function audit.append_system(text, text, uuid, jsonb)
  to levelwise_migrator, levelwise_relay;
grant execute on function audit.verify(), audit.digest(audit.event), audit.field(text)
  to levelwise_auditor;
