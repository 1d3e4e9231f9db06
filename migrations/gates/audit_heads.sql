-- Heads of the chains, signed every hour with a key that no database sees, and countersigned up and
-- down the tree: what each unit's chain came to stands in the chains of its superior and of its
-- direct subordinates. Whoever rewrites one chain has to rewrite all of theirs, and cannot sign.
create table audit.anchor (
  shard smallint not null check (shard between 0 and 15),
  number bigint not null,
  hash bytea not null,  -- SHA-256, of that record, and so of all before it
  sm3 bytea not null,   -- SM3, of the words of all records up to it
  made_at timestamptz not null,
  kid text not null,
  signature bytea not null,
  primary key (shard, number)
);
create table audit.countersignature (
  id uuid primary key default gen_random_uuid(),
  hour timestamptz not null,
  unit int,  -- null: the deployment itself, whose acts nobody does in a post
  witness int not null,
  direction text not null check (direction in ('UP', 'DOWN')),
  shard smallint not null,
  number bigint not null,
  witness_shard smallint not null,
  witness_number bigint not null,
  kid text not null,
  signature bytea not null,
  unique nulls not distinct (hour, unit, witness),
  foreign key (shard, number) references audit.anchor
);
create index countersignature_witness on audit.countersignature (witness, hour, id);
-- hour: whose heads were signed last; witnessed: when the signing began whose heads have all been seen.
create table audit.turn (one boolean primary key default true check (one), hour timestamptz not null,
  witnessed timestamptz not null);
insert into audit.turn (hour, witnessed) values ('-infinity', '-infinity');

do $$
declare t text;
begin
  foreach t in array array['anchor', 'countersignature', 'turn'] loop
    execute format('alter table audit.%I enable row level security', t);
    execute format('alter table audit.%I force row level security', t);
    execute format('create policy gate on audit.%I to levelwise_gate using (true) with check (true)', t);
    execute format('revoke all on audit.%I from public', t);
    execute format('grant select, insert on audit.%I to levelwise_gate', t);
  end loop;
end $$;
grant update on audit.turn to levelwise_gate;
create policy see on audit.anchor for select to levelwise_auditor using (true);
create policy see on audit.countersignature for select to levelwise_auditor using (true);
grant select on audit.anchor, audit.countersignature to levelwise_auditor;
-- The application shows them to the witness and the witness's superior; the heads tell nothing.
create policy see_own on audit.countersignature for select to levelwise_app using (
  witness = any ((select ctx.near())::int[]));
create policy see_signed on audit.anchor for select to levelwise_app using ((select ctx.tenant()) is not null);
grant select on audit.anchor, audit.countersignature to levelwise_app;
create trigger append_only before update or delete or truncate on audit.anchor
  for each statement execute function audit.refuse();
create trigger append_only before update or delete or truncate on audit.countersignature
  for each statement execute function audit.refuse();

-- Whether the heads of this hour are still to be signed; whoever asks second waits and hears no.
create function audit.take_turn(now timestamptz) returns boolean language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  with taken as (update audit.turn set hour = date_trunc('hour', now)
    where hour < date_trunc('hour', now) returning 1)
  select exists (select from taken)
$$;

-- The heads that not everybody has seen yet, each with the number up to which everybody has: signed in
-- this hour, or in one whose signing was cut short.
create function audit.unseen_heads()
  returns table (shard smallint, number bigint, hash bytea, sm3 bytea, after bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct on (a.shard) a.shard, a.number, a.hash, a.sm3, coalesce(
      (select max(b.number) from audit.anchor b where b.shard = a.shard and b.made_at <= t.witnessed), 0)
    from audit.turn t join audit.anchor a on a.made_at > t.witnessed
    order by a.shard, a.number desc
$$;

create function audit.all_seen(signed_at timestamptz) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  update audit.turn set witnessed = signed_at where witnessed < signed_at
$$;

-- Whose acts stand in a chain after a number up to another, and who witnesses them: the superior, and the direct
-- subordinates. What witnesses wrote is no act, or they would witness one another for ever.
create function audit.witnesses(of_shard int, after bigint, upto bigint)
  returns table (unit int, unit_uid uuid, witness int, witness_uid uuid, direction text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with acted as (
    select distinct e.tenant from audit.event e
      where e.shard = of_shard and e.number > after and e.number <= upto
        and e.act <> 'audit.witness')
  select a.tenant, t.uid, w.id, w.uid, case when w.id = t.parent_id then 'UP' else 'DOWN' end
    from acted a join app.tenant t on t.id = a.tenant
      join app.tenant w on (w.id = t.parent_id or w.parent_id = t.id) and w.valid_until is null
  union all
  select null, null, w.id, w.uid, 'DOWN' from acted a join app.tenant w on w.parent_id is null
    where a.tenant is null
  order by 3, 1
$$;

create function audit.keep_anchor(of_shard int, at_number bigint, at_hash bytea, sm3 bytea,
    made_at timestamptz, kid text, signature bytea) returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from audit.event e
      where e.shard = of_shard and e.number = at_number and e.hash = at_hash) then
    raise check_violation using message = 'no record has this hash';
  end if;
  insert into audit.anchor values
    (of_shard, at_number, at_hash, sm3, keep_anchor.made_at, kid, signature);
end $$;

-- A witness writes the heads it saw into its own chain.
create function audit.witness(by_tenant int, heads jsonb, out shard smallint, out number bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  e audit.event;
begin
  select t.root into strict e.root from app.tenant t where t.id = by_tenant;
  e.shard := by_tenant % 16; e.tenant := by_tenant; e.act := 'audit.witness'; e.noun := 'audit';
  e.facts := jsonb_build_object('event', 'HeadsWitnessed', 'heads', heads);
  number := audit.chain(e);
  shard := e.shard;
end $$;

create function audit.keep_countersignature(hour timestamptz, unit int, witness int, direction text,
    shard int, number bigint, witness_shard int, witness_number bigint, kid text, signature bytea)
  returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into audit.countersignature (hour, unit, witness, direction, shard, number, witness_shard,
    witness_number, kid, signature)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
$$;

-- The public name of a tenant, for exports: a signature names units by it.
create function audit.units() returns table (tenant int, uid uuid) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select t.id, t.uid from app.tenant t where exists (
    select from audit.countersignature c where t.id in (c.unit, c.witness))
$$;
grant execute on function audit.take_turn(timestamptz), audit.unseen_heads(),
  audit.all_seen(timestamptz), audit.witnesses(int, bigint, bigint),
  audit.keep_anchor(int, bigint, bytea, bytea, timestamptz, text, bytea),
  audit.witness(int, jsonb), audit.units(),
  audit.keep_countersignature(timestamptz, int, int, text, int, bigint, int, bigint, text, bytea)
  to levelwise_auditor;
