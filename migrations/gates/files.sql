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
