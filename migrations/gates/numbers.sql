-- The number of a problem, by which people speak of it: the year of registration, eight characters of a
-- hash of the random id and of the moment, and a check character over all of them
-- (ledger/problems/numbers.py reads it). Not from a sequence: that would tell how many others there are,
-- and when they came. Nor from the id alone: clients make it, and whoever made one whose number is taken
-- would learn by the other number that somebody has it.
create function app.number_of(year int, bits bigint) returns text language plpgsql immutable
  set search_path = pg_catalog, pg_temp as $$
declare
  letters constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  said text := lpad(year::text, 4, '0');
  left_over int := 0;
begin
  for n in reverse 7..0 loop
    said := said || substr(letters, ((bits >> (5 * n)) & 31)::int + 1, 1);
  end loop;
  -- In the field of 32 elements, so that a wrong character and two that changed places are both seen.
  for n in 1..13 loop
    left_over := left_over << 1;
    if left_over > 31 then left_over := left_over # 37; end if;
    if n < 13 then left_over := left_over # (strpos(letters, substr(said, n, 1)) - 1); end if;
  end loop;
  said := said || substr(letters, left_over + 1, 1);
  return concat_ws('-', substr(said, 1, 4), substr(said, 5, 3), substr(said, 8, 3), substr(said, 11, 3));
end $$;

-- Whatever is registered has its number from then on. Should another item have the same one, the hash is
-- taken once more; rows of the same statement are seen.
create function app.number_problem() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  year int := extract(year from coalesce(new.registered_on,
    (new.reported_at at time zone 'Asia/Shanghai')::date));
begin
  new.number := null;
  if new.state = 'COLLECTED' then return new; end if;
  for again in 0..99 loop
    new.number := app.number_of(year, ('x' || encode(substr(sha256(uuid_send(new.id)
      || timestamptz_send(new.reported_at) || int4send(again)), 1, 5), 'hex'))::bit(40)::bigint);
    exit when not exists (select from app.problem p
      where p.root = new.root and p.number = new.number);
  end loop;
  return new;
end $$;
create trigger numbered before insert on app.problem
  for each row execute function app.number_problem();
create trigger numbered_later before update of state on app.problem for each row
  when (old.number is null and new.state <> 'COLLECTED')
  execute function app.number_problem();

create function app.keep_number() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  raise check_violation using message = 'a problem keeps the number that it was registered under',
    table = 'problem', constraint = 'problem_keeps_its_number';
end $$;
create trigger number_kept before update of number on app.problem for each row
  when (old.number is distinct from new.number) execute function app.keep_number();
