-- The identity vault. Nobody reads a sealed identity but through two gates: ask, which leaves a
-- ticket and an audit row, and redeem, which answers only once the transaction of the ticket has
-- committed, to the same person in the same post, within a minute. What was rolled back was never
-- asked, and so is never answered. The accused see no row, not even as the gate's own reader: the
-- restrictive policy stands on the row's own column (tenants/wall.py).
create function app.copy_accused() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if not new.accused @> old.accused then
      raise insufficient_privilege using message = 'who is accused is never taken back';
    end if;
  elsif tg_table_name = 'petitioner' then
    -- Whom the problem accuses, and whom this petitioner does.
    select app.together(p.accused, new.accused)
      into new.accused from app.problem p where p.root = new.root and p.id = new.problem_id;
  else
    select p.accused into new.accused from app.petitioner p
      where p.root = new.root and p.id = new.petitioner_id;
  end if;
  new.accused := coalesce(new.accused, '{}');
  return new;
end $$;
create trigger accused before insert or update of accused on app.petitioner
  for each row execute function app.copy_accused();
create trigger accused before insert or update of accused on app.sealed_identity
  for each row execute function app.copy_accused();

create trigger accused before update of accused on app.problem
  for each row execute function app.copy_accused();

-- Whom one petitioner accuses, the problem accuses, and with it all that hangs under it.
create function app.spread_accused() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update app.problem p set accused = app.together(p.accused, new.accused)
      where p.root = new.root and p.id = new.problem_id and not p.accused @> new.accused;
  else
    update app.sealed_identity s set accused = app.together(s.accused, new.accused)
      where s.root = new.root and s.petitioner_id = new.id and not s.accused @> new.accused;
  end if;
  return null;
end $$;
create trigger accused_spread after insert on app.petitioner
  for each row execute function app.spread_accused();
create trigger accused_followed after update on app.petitioner for each row
  when (old.accused is distinct from new.accused) execute function app.spread_accused();

-- Whoever calls back for the level that listed the problem sees whom, the petition bureau of petitions
-- alone: the petitioner says which level, and which list.
create function app.copy_listed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  select p.list_type, p.listed_by, p.listed_parent
    into new.list_type, new.listed_by, new.listed_parent
    from app.problem p where p.root = new.root and p.id = new.problem_id;
  return new;
end $$;
create trigger listed before insert or update of problem_id on app.petitioner
  for each row execute function app.copy_listed();

create function app.spread_listed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.petitioner x set list_type = new.list_type, listed_by = new.listed_by,
      listed_parent = new.listed_parent
    where x.root = new.root and x.problem_id = new.id;
  return null;
end $$;
create trigger listed_spread after update on app.problem for each row
  when (old.list_type <> new.list_type or old.listed_by is distinct from new.listed_by
    or old.listed_parent is distinct from new.listed_parent) execute function app.spread_listed();

-- Named later, by whoever has the problem in hand and says so in its story; what was named stays named.
create function app.name_accused(r int, item uuid, units int[]) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  if r is distinct from ctx.root() or not exists (select from app.problem p
        where p.root = r and p.id = item and p.open and p.holder = ctx.tenant())
      or not coalesce((
        select h.act = 'name_accused' and h.author_person = ctx.person() from app.happening h
          where h.root = r and h.problem_id = item
          order by h.happened_at desc, h.id desc limit 1), false)
      or exists (select from unnest(units) u where not exists (
        select from app.tenant t where t.root = r and t.id = u)) then
    raise insufficient_privilege using message = 'whoever has it in hand says whom it is against';
  end if;
  update app.problem p set accused = app.together(p.accused, units)
    where p.root = r and p.id = item and not p.accused @> units;
end $$;
revoke all on function app.name_accused(int, uuid, int[]) from public;
grant execute on function app.name_accused(int, uuid, int[]) to levelwise_app;

create table audit.ticket (
  id uuid primary key default gen_random_uuid(),
  root int not null,
  petitioner uuid not null,
  person uuid not null,
  post uuid not null,
  reason text not null check (char_length(reason) between 4 and 400),
  xid xid8 not null default pg_current_xact_id(),
  asked_at timestamptz not null default clock_timestamp()
);
alter table audit.ticket enable row level security;
alter table audit.ticket force row level security;
create policy gate on audit.ticket to levelwise_gate using (true) with check (true);
revoke all on audit.ticket from public;
grant select, insert on audit.ticket to levelwise_gate;
create trigger append_only before update or delete or truncate on audit.ticket
  for each statement execute function audit.refuse();

-- Ciphertext goes in once, with the petitioner whom the same person has just registered.
create function app.seal_identity(
    petitioner uuid, kid text, wrapped bytea, body bytea, contact bytea, document bytea,
    name bytea)
  returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p app.petitioner;
  me int := ctx.tenant();
begin
  select * into p from app.petitioner x
    where x.root = ctx.root() and x.id = seal_identity.petitioner
      and x.author_person = ctx.person() and x.author_tenant = me
      and not exists (select from app.sealed_identity s
        where s.root = x.root and s.petitioner_id = x.id);
  if p.id is null then return false; end if;
  insert into app.sealed_identity
      (root, id, petitioner_id, sealed_for, kid, wrapped, body, blind_contact, blind_document,
        blind_name)
    values (p.root, gen_random_uuid(), p.id, p.problem_id, seal_identity.kid,
      seal_identity.wrapped, seal_identity.body, seal_identity.contact, seal_identity.document,
      seal_identity.name);
  return true;
end $$;
grant execute on function app.seal_identity(uuid, text, bytea, bytea, bytea, bytea, bytea)
  to levelwise_app;

-- How many petitioners came from the same contact before, as whoever asks may see them: counted at each
-- reading and never kept. A number that is written down for all travels with the row to those from whom
-- what it counted is kept, now or later. (Sealed rows that are against the asker are none to this gate.)
create function app.repeats(petitioner uuid) returns int language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select least(9999, count(*))::int from app.sealed_identity s
    join app.petitioner p on p.root = s.root and p.id = s.petitioner_id
    join app.sealed_identity b on b.root = s.root and b.blind_contact = s.blind_contact
    join app.petitioner o on o.root = b.root and o.id = b.petitioner_id
      and (o.registered_at, o.id) < (p.registered_at, p.id)
    where s.root = ctx.root() and s.petitioner_id = repeats.petitioner
      and ctx.tenant() = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6] || p.trail)
      and ctx.tenant() = any (array[o.at1, o.at2, o.at3, o.at4, o.at5, o.at6] || o.trail)
$$;
revoke all on function app.repeats(uuid) from public;
grant execute on function app.repeats(uuid) to levelwise_app;

-- Whether the viewer's unit has to do with a petitioner, and its identity is not kept from them.
create function app.may_unseal(petitioner uuid) returns boolean language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  return ctx.person() is not null and exists (
    select from app.petitioner p
      join app.sealed_identity s on s.root = p.root and s.petitioner_id = p.id
      where p.root = ctx.root() and p.id = may_unseal.petitioner
        and ctx.tenant() = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6] || p.trail));
end $$;

create function app.ask_identity(petitioner uuid, reason text, request text) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made uuid;
begin
  if not app.may_unseal(petitioner) or char_length(btrim(reason)) < 4 then return null; end if;
  insert into audit.ticket (root, petitioner, person, post, reason)
    values (ctx.root(), ask_identity.petitioner, ctx.person(), ctx.post(), btrim(reason))
    returning id into made;
  perform audit.append('identity.ask', 'petitioner', ask_identity.petitioner, null, null,
    ask_identity.request, jsonb_build_object('ticket', made, 'reason', btrim(reason)));
  return made;
end $$;
grant execute on function app.ask_identity(uuid, text, text) to levelwise_app;

create function app.redeem_identity(ticket uuid)
  returns table (petitioner uuid, sealed_for uuid, kid text, wrapped bytea, body bytea)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t audit.ticket;
begin
  select * into t from audit.ticket x where x.id = redeem_identity.ticket;
  if t.id is null or t.person is distinct from ctx.person() or t.post is distinct from ctx.post()
      or t.root is distinct from ctx.root()
      or t.asked_at < clock_timestamp() - interval '60 seconds'
      or pg_xact_status(t.xid) is distinct from 'committed'
      or not app.may_unseal(t.petitioner) then
    return;
  end if;
  return query select s.petitioner_id, s.sealed_for, s.kid, s.wrapped, s.body
    from app.sealed_identity s
    where s.root = t.root and s.petitioner_id = t.petitioner;
end $$;
grant execute on function app.redeem_identity(uuid) to levelwise_app;

-- Whether one of those who hold these posts stands, by whichever post, in a unit that is accused or
-- below it: who may not see a problem is not named in it. It says nothing of who, and nothing of where.
create function app.stand_with(posts uuid[], against int[]) returns boolean language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from app.appointment a
      join app.appointment b on b.root = a.root and b.person_id = a.person_id
      join app.post s on s.root = b.root and s.id = b.post_id and s.valid_until is null
      join app.tenant t on t.id = s.holder
    where a.root = ctx.root() and a.post_id = any (posts)
      and (a.relieved_on is null or a.relieved_on > (now() at time zone 'Asia/Shanghai')::date)
      and (b.relieved_on is null or b.relieved_on > (now() at time zone 'Asia/Shanghai')::date)
      and array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] && against)
$$;
revoke all on function app.stand_with(uuid[], int[]) from public;
grant execute on function app.stand_with(uuid[], int[]) to levelwise_app;
