-- Roles of the cluster and rights of one database. Run by the bootstrap role, any number of times.
-- No role here can bypass row-level security; none but the ones that must can log in.
do $$ begin
  lock table pg_catalog.pg_authid in share row exclusive mode;  -- two migrations make roles in turn
exception when insufficient_privilege then null; end $$;

do $$
declare role text; made boolean;
begin
  foreach role in array array['levelwise_owner', 'levelwise_gate', 'levelwise_migrator',
      'levelwise_app', 'levelwise_relay', 'levelwise_auditor', 'levelwise_bench'] loop
    if exists (select from pg_roles where rolname = role) then continue; end if;
    execute format('create role %I noinherit nocreatedb nocreaterole %s', role,
      case when role in ('levelwise_owner', 'levelwise_gate') then 'nologin' else 'login' end);
    if role = 'levelwise_app' then
      alter role levelwise_app set search_path = pg_catalog, app;
      alter role levelwise_app set statement_timeout = '5s';
      alter role levelwise_app set lock_timeout = '1s';
      alter role levelwise_app set idle_in_transaction_session_timeout = '10s';
      alter role levelwise_app set timezone = 'UTC';
      alter role levelwise_app set jit = off;
    elsif role = 'levelwise_relay' then
      alter role levelwise_relay set search_path = pg_catalog, app;
      alter role levelwise_relay set lock_timeout = '1s';
      alter role levelwise_relay set timezone = 'UTC';
    elsif role = 'levelwise_migrator' then
      alter role levelwise_migrator set search_path = pg_catalog, app, public;
      alter role levelwise_migrator set lock_timeout = '10s';
      alter role levelwise_migrator set timezone = 'UTC';
      grant levelwise_owner to levelwise_migrator;
    end if;
  end loop;
  if not pg_has_role('levelwise_owner', 'levelwise_gate', 'member') then
    grant levelwise_gate to levelwise_owner;
  end if;
end $$;

do $$ begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to levelwise_migrator, levelwise_app,'
    ' levelwise_relay, levelwise_auditor, levelwise_bench', current_database());
  execute format('grant temporary on database %I to levelwise_migrator, levelwise_bench',
    current_database());
  execute format('grant create on database %I to levelwise_owner', current_database());
end $$;

revoke all on schema public from public;
create extension if not exists pg_trgm with schema public;
grant usage on schema public to levelwise_owner, levelwise_migrator, levelwise_bench;

-- Built-ins that hold locks, wait, signal, notify, write large objects or run text as SQL are for
-- nobody who does not need them.
do $$
declare f regprocedure;
begin
  for f in select p.oid from pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace and (
      p.proname like any (array['lo\_%', 'pg\_advisory%', 'pg\_try\_advisory%', 'pg\_sleep%',
        '%\_to\_xml', '%\_to\_xmlschema', '%\_to\_xml\_and\_xmlschema'])
      or p.proname in ('loread', 'lowrite', 'pg_notify', 'pg_cancel_backend',
        'pg_terminate_backend', 'pg_export_snapshot', 'pg_logical_emit_message'))
      and (p.proacl is null or exists (
        select from aclexplode(p.proacl) a where a.grantee = 0 and a.privilege_type = 'EXECUTE'))
  loop
    execute format('revoke execute on function %s from public', f);
  end loop;
end $$;
grant execute on function pg_notify(text, text) to levelwise_gate, levelwise_relay;
grant execute on function pg_advisory_xact_lock(int, int), pg_advisory_xact_lock_shared(int, int)
  to levelwise_gate;
grant execute on function pg_try_advisory_lock(bigint), pg_advisory_lock(bigint),
  pg_advisory_unlock(bigint), pg_advisory_xact_lock(bigint), pg_try_advisory_xact_lock(bigint)
  to levelwise_migrator, levelwise_relay;

alter default privileges for role levelwise_owner revoke execute on functions from public;
alter default privileges for role levelwise_gate revoke execute on functions from public;
alter default privileges for role levelwise_owner revoke usage on types from public;
