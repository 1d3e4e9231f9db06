-- Secrets of feeds: only their hashes are kept, and only gates see these. A feed has one secret, two
-- while they rotate.
create table ctx.feed_secret (
  sha256 bytea primary key check (octet_length(sha256) = 32),
  root int not null,
  feed_id uuid not null,
  made_at timestamptz not null default clock_timestamp(),
  ends_at timestamptz,
  foreign key (root, feed_id) references app.feed (root, id)
);
create index feed_secret_feed on ctx.feed_secret (root, feed_id);
revoke all on ctx.feed_secret from public;
grant select, insert, update on ctx.feed_secret to levelwise_gate;
grant select, insert, update on ctx.feed_secret to levelwise_migrator;

-- Keeps a new secret of a feed that the acting tenant holds or that lies below it; the former one
-- ends after as many hours as given, all before it end now.
create function app.keep_feed_secret(feed uuid, sha256 bytea, overlap int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  here int := ctx.tenant();
  r int;
  latest bytea;
begin
  select f.root into r from app.feed f where f.id = keep_feed_secret.feed
    and here = any (array[f.at1, f.at2, f.at3, f.at4, f.at5, f.at6]);
  if r is null or ctx.post() is null then
    raise insufficient_privilege using message = 'this feed is not held here';
  end if;
  select s.sha256 into latest from ctx.feed_secret s where s.root = r
    and s.feed_id = keep_feed_secret.feed order by s.made_at desc limit 1;
  update ctx.feed_secret s set ends_at = least(s.ends_at,
      case when s.sha256 = latest then clock_timestamp() + make_interval(hours => overlap)
        else clock_timestamp() end)
    where s.root = r and s.feed_id = keep_feed_secret.feed;
  insert into ctx.feed_secret (sha256, root, feed_id)
    values (keep_feed_secret.sha256, r, keep_feed_secret.feed);
end $$;
grant execute on function app.keep_feed_secret(uuid, bytea, int) to levelwise_app;

-- Which feed does this secret open? Like ctx.sign_in it answers only the one question that the
-- context was signed for.
create function ctx.feed_in(secret text) returns jsonb language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.asked() is distinct from encode(sha256(convert_to(
      octet_length('levelwise:feed') || ':levelwise:feed' || secret, 'UTF8')), 'hex') then
    raise insufficient_privilege using message = 'this question was not signed';
  end if;
  return (select jsonb_build_object(
      'feed_id', f.id, 'name', f.name, 'state', f.state, 'kinds', f.kinds, 'root', f.root,
      'tenant_id', t.id, 'tenant_code', t.code, 'slot', t.slot, 'kind', t.kind,
      'parent', t.parent_id,
      'lineage', jsonb_build_array(t.at1, t.at2, t.at3, t.at4, t.at5, t.at6),
      'suspended', t.valid_until is not null or exists (select from app.tenant over
        where over.suspended
          and over.id = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6])),
      'policy_version', (select d.policy_version from app.deployment d))
    from ctx.feed_secret s
    join app.feed f on f.root = s.root and f.id = s.feed_id
    join app.tenant t on t.root = f.root and t.id = f.holder
    where s.sha256 = sha256(convert_to(secret, 'UTF8'))
      and (s.ends_at is null or s.ends_at > clock_timestamp()));
end $$;
grant execute on function ctx.feed_in(text) to levelwise_app;

-- When a feed called last, and with what error: written for the feed that acts, at most every five
-- seconds when all is well.
create function app.feed_called(error text) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  update app.feed f set last_call_at = clock_timestamp(),
      last_error = coalesce(feed_called.error, f.last_error),
      last_error_at = case when feed_called.error is null then f.last_error_at
        else clock_timestamp() end
    where f.root = ctx.root() and f.id = ctx.person() and ctx.post() is null
      and (feed_called.error is not null or f.last_call_at is null
        or f.last_call_at < clock_timestamp() - interval '5 seconds')
$$;
grant execute on function app.feed_called(text) to levelwise_app;

-- Keeps the sealed citizen number of an entry that the acting feed brought.
create function app.keep_feed_document(entry uuid, kid text, wrapped bytea, body bytea, blind bytea)
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.feed_entry e where e.root = ctx.root() and e.id = entry
      and e.feed_id = ctx.person()) then
    raise insufficient_privilege using message = 'this entry is not of the acting feed';
  end if;
  insert into app.feed_document as d (root, id, kid, wrapped, body, blind)
    values (ctx.root(), entry, keep_feed_document.kid, keep_feed_document.wrapped,
      keep_feed_document.body, keep_feed_document.blind)
    on conflict (root, id) do update set kid = excluded.kid, wrapped = excluded.wrapped,
      body = excluded.body, blind = excluded.blind;
end $$;
grant execute on function app.keep_feed_document(uuid, text, bytea, bytea, bytea) to levelwise_app;

-- Whom entries with the same citizen number were bound to, among the people below the acting
-- tenant; an entry's own number is never told.
create function app.same_document(blind bytea) returns setof uuid language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select distinct p.id from app.feed_document d
    join app.feed_entry e on e.root = d.root and e.id = d.id
    join app.person p on p.root = e.root and p.id = e.person_id
    where d.root = ctx.root() and d.blind = same_document.blind
      and ctx.tenant() = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])
$$;
grant execute on function app.same_document(bytea) to levelwise_app;

-- A person goes over to another unit: both below the acting tenant. The place of a row is filled by
-- its trigger; nobody else may write it.
create function app.rehome_person(person uuid, unit int) returns boolean language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare here int := ctx.tenant();
begin
  if not exists (select from app.tenant t where t.root = ctx.root() and t.id = unit
      and t.valid_until is null
      and here = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6])) then
    return false;
  end if;
  update app.person p set holder = unit where p.root = ctx.root() and p.id = rehome_person.person
    and here = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6]);
  return found;
end $$;
grant execute on function app.rehome_person(uuid, int) to levelwise_app;

-- Whose the fields of a person or a post are goes with them, by a feed or a reorganisation: whoever
-- has them now must see it.
create function app.fields_follow() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.managed_field m set holder = new.holder
    where m.root = new.root and m.record_id = new.id and m.holder <> new.holder;
  return null;
end $$;
create trigger fields_follow after update on app.person for each row
  when (old.holder <> new.holder) execute function app.fields_follow();
create trigger fields_follow after update on app.post for each row
  when (old.holder <> new.holder) execute function app.fields_follow();

-- Lets go of the field that a line claimed, before the line is taken back.
create function app.release_field(line uuid) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  delete from app.managed_field m using app.feed_line l
    where l.root = ctx.root() and l.id = release_field.line and l.state = 'APPLIED'
      and m.root = l.root and m.record_id = l.person_id and m.feed_id = l.feed_id
      and m.field = l.done ->> 'claimed' and ctx.post() is not null
      and ctx.tenant() = any (array[m.at1, m.at2, m.at3, m.at4, m.at5, m.at6])
$$;
grant execute on function app.release_field(uuid) to levelwise_app;
grant delete on app.managed_field to levelwise_gate;

-- Whether posts below the acting tenant would be left with items in hand and nobody in them, were
-- these appointments to end and that post to close. Says neither which nor what.
create function app.left_in_hand(leaving uuid[], closing uuid) returns boolean language plpgsql
  stable security definer set search_path = pg_catalog, pg_temp as $$
declare here int := ctx.tenant();
begin
  return exists (select from app.post p where p.root = ctx.root()
    and here = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])
    and (p.id = closing or exists (select from app.appointment a where a.root = p.root
        and a.post_id = p.id and a.id = any (leaving) and a.relieved_on is null)
      and not exists (select from app.appointment o where o.root = p.root and o.post_id = p.id
        and o.id <> all (leaving) and o.relieved_on is null))
    and app.held_by_post(p.root, p.id) > 0);
end $$;
grant execute on function app.left_in_hand(uuid[], uuid) to levelwise_app;
