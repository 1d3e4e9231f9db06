-- A person's standing rises with anything that changes their posts, roles or tenants: contexts and
-- plans made under the old one are thrown away.
create function app.appointed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.person set standing = standing + 1 where root = new.root and id = new.person_id;
  if tg_op = 'UPDATE' and old.person_id <> new.person_id then
    update app.person set standing = standing + 1 where root = old.root and id = old.person_id;
  end if;
  return null;
end $$;
create trigger standing after insert or update on app.appointment
  for each row execute function app.appointed();
create trigger standing after insert or update on app.identity
  for each row execute function app.appointed();

create function app.post_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.person set standing = standing + 1 where root = new.root and id in (
    select person_id from app.appointment where root = new.root and post_id = new.id);
  return null;
end $$;
create trigger standing after update on app.post for each row when (old.* is distinct from new.*)
  execute function app.post_changed();

-- Once for all units: a city that comes under a province is thousands. Without a join of old and new
-- and planned with the list itself, since a plan kept from a statement about one unit never ends here.
create function app.tenant_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  moved int[] := array(select id from (
    select id, suspended, valid_until, parent_id, slot, at1, at2, at3, at4, at5, at6 from fresh
    except
    select id, suspended, valid_until, parent_id, slot, at1, at2, at3, at4, at5, at6 from gone) m);
begin
  if moved = '{}' then return null; end if;
  update app.person p set standing = p.standing + 1 where (p.root, p.id) in (
    select a.root, a.person_id from app.appointment a
    where a.at1 = any (moved) or a.at2 = any (moved) or a.at3 = any (moved)
      or a.at4 = any (moved) or a.at5 = any (moved) or a.at6 = any (moved));
  return null;
end $$;
create trigger standing after update on app.tenant
  referencing old table as gone new table as fresh
  for each statement execute function app.tenant_changed();

create function app.person_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  new.standing := old.standing + 1;
  return new;
end $$;
create trigger standing before update on app.person for each row when (
    (old.name, old.language, old.holder) is distinct from (new.name, new.language, new.holder))
  execute function app.person_changed();

-- In which language somebody is written to is for them alone to say, wherever they act: the row of a
-- person lies at one unit, and whoever holds a post elsewhere acts behind another wall.
create function app.set_language(said text) returns int language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  update app.person set language = said where root = ctx.root() and id = ctx.person()
    returning holder
$$;
grant execute on function app.set_language(text) to levelwise_app;

-- The rule book has another version, or a custom role changed: every process hears of it.
set local role levelwise_gate;
insert into app.deployment (one) values (true);
set local role levelwise_owner;

create function app.announce_policy(book text) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare now_at int;
begin
  update app.deployment set book_version = book, policy_version = policy_version + 1,
    changed_at = clock_timestamp(), books = books || book, books_since = books_since || clock_timestamp()
    where book_version is distinct from book;
  select policy_version into strict now_at from app.deployment;
  return now_at;
end $$;

create function app.policy_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('levelwise_policy', new.policy_version::text);
  return null;
end $$;
create trigger announce after update on app.deployment for each row
  when (old.policy_version <> new.policy_version) execute function app.policy_changed();

grant execute on function app.announce_policy(text) to levelwise_app, levelwise_migrator;
