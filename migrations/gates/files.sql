-- Files that were announced and that no entry claimed in time: their rows go, and their keys are
-- given so that their bytes can go too. The only deletion there is; what was never claimed was never
-- part of any record.
create function app.forget_files(before timestamptz) returns setof uuid language sql
  security definer set search_path = pg_catalog, pg_temp as $$
  delete from app.file where state not in ('CLAIMED', 'IN_DIARY')
    and prepared_at < forget_files.before returning id
$$;
grant delete on app.file to levelwise_gate;
grant execute on function app.forget_files(timestamptz) to levelwise_relay, levelwise_migrator;

-- What whoever acts has announced or sent, in whatever post, and nothing has claimed yet. What lies
-- there counts until it is swept away: its bytes may be there, in part or whole.
create function app.unclaimed_files() returns table (files int, bytes bigint) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select count(*)::int, coalesce(sum(f.size_bytes), 0)::bigint from app.file f
    where f.root = ctx.root() and f.prepared_by = ctx.person()
      and f.state not in ('CLAIMED', 'IN_DIARY')
$$;
grant execute on function app.unclaimed_files() to levelwise_app;

-- It is bounded (ledger/responsibilities/files.py has the same figures): several announced at once
-- wait for each other at the person, and each counts those before it. Looked at after the wall.
create function app.bound_unclaimed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.person() is null then return null; end if;
  if new.prepared_by <> ctx.person() then
    raise check_violation using message = 'a file is announced by whoever sends it',
      table = 'file', constraint = 'file_announced_by_oneself';
  end if;
  perform from app.person where root = new.root and id = new.prepared_by for no key update;
  if (select u.files > 200 or u.bytes > 1073741824 from app.unclaimed_files() u) then
    raise check_violation using message = 'too much of one person waits to be claimed',
      table = 'file', constraint = 'file_unclaimed_bounded';
  end if;
  return null;
end $$;
create trigger bounded after insert on app.file
  for each row execute function app.bound_unclaimed();
