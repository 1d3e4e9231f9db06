-- Searching names: every two characters that follow one another in a name, as one number, in a table
-- with an ordinary index. LIKE is not leakproof, so behind row-level security it never uses one; the
-- equality of numbers is. Pairs that half of all names share would find nothing faster than reading
-- through; they are left out, and a text made only of them is searched for by reading through.
create function app.name_pairs(name text) returns setof int language sql immutable as $$
  select pair from generate_series(1, char_length(name) - 1) n,
    lateral (select ascii(substr(name, n, 1)) << 16 # ascii(substr(name, n + 1, 1))) p(pair)
  -- 委会、村委、委员、员会、民委、村民、村村、社区、区居、居委、居民
  where pair <> all (array[
    1507086106, 1733384660, 1507087448, 1415073562, 1813076436, 1733389329, 1733388113,
    2034127674, 1396333637, 1548048852, 1548053521])
$$;
-- The pair that a pattern of LIKE is searched by; null when it has none that is told apart by.
create function app.search_pair(pattern text) returns int language sql immutable as $$
  select app.name_pairs(btrim(pattern, '%')) limit 1
$$;
grant execute on function app.name_pairs(text), app.search_pair(text) to levelwise_app,
  levelwise_migrator, levelwise_gate;

create function app.pair_tenants() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.tenant_name_pair (root, pair, tenant)
    select f.root, q.pair, f.id from fresh f, app.name_pairs(f.name) q(pair);
  return null;
end $$;
create trigger pair after insert on app.tenant referencing new table as fresh
  for each statement execute function app.pair_tenants();

-- A former name's pairs stay: the name itself is compared as well, so they find nothing wrong.
create function app.pair_renamed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.tenant_name_pair (root, pair, tenant)
    select new.root, q.pair, new.id from app.name_pairs(new.name) q(pair) where not exists (
      select from app.tenant_name_pair p where p.pair = q.pair and p.tenant = new.id);
  return null;
end $$;
create trigger pair_again after update of name on app.tenant for each row
  when (old.name <> new.name) execute function app.pair_renamed();
