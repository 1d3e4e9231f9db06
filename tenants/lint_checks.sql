-- name: table_without_security
select format('%I.%I', nspname, relname) from tables where relkind in ('r', 'p') and not relrowsecurity
-- name: security_not_forced
select format('%I.%I', nspname, relname) from tables
where relkind in ('r', 'p') and relrowsecurity and not relforcerowsecurity
-- name: table_without_wall
select format('%I.%I', nspname, relname) from tables t
where relkind in ('r', 'p') and not exists (select from pg_policy p where p.polrelid = t.oid)
-- name: view_runs_as_owner
select format('%I.%I', nspname, relname) from tables
where relkind = 'v' and has_table_privilege('levelwise_app', oid, 'select')
  and not coalesce(array_to_string(reloptions, ',') ~ 'security_invoker=(true|on|1)', false)
-- name: materialized_view_readable
select format('%I.%I', nspname, relname) from tables
where relkind = 'm' and has_table_privilege('levelwise_app', oid, 'select')
-- name: owned_by_application
select c.oid::regclass::text from pg_class c where c.relowner = 'levelwise_app'::regrole
union all select p.oid::regprocedure::text from pg_proc p where p.proowner = 'levelwise_app'::regrole
union all select nspname from pg_namespace where nspowner = 'levelwise_app'::regrole
-- name: definer_without_search_path
select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
  and not coalesce(array_to_string(proconfig, ',') ~ 'search_path=', false)
-- name: function_open_to_public
select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname in ('app', 'ctx', 'audit') and (p.proacl is null
  or exists (select from aclexplode(p.proacl) a where a.grantee = 0))
-- name: context_per_row
select on_table || ' ' || polname from policies
where regexp_count(said, 'ctx\.\w+\(') > regexp_count(said, 'SELECT ctx\.\w+\(')
-- name: context_repeated
select on_table || ' ' || polname from policies
where regexp_count(regexp_replace(said, '\mELSE\M.*', ''), 'ctx\.\w+\(') > 1
-- name: context_in_list
select on_table || ' ' || polname from policies
where said ~ '( IN \(\s*SELECT ctx\.|SELECT ctx\.\w+\(\) AS \w+\) = \w+\) OR )'
-- name: policy_without_context
select on_table || ' ' || polname from policies
where polpermissive and to_application and said !~ 'ctx\.\w+\('
-- name: login_bypasses_security
select rolname from pg_roles where rolcanlogin and (rolbypassrls or rolsuper) and rolname like 'levelwise%'
-- name: other_superuser
select rolname from pg_roles
where rolcanlogin and (rolbypassrls or rolsuper) and rolname not like 'levelwise%' and oid <> 10
-- name: application_is_member
select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
where m.member = 'levelwise_app'::regrole
-- name: application_may_truncate
select format('%I.%I', nspname, relname) from tables
where relkind in ('r', 'p') and has_table_privilege('levelwise_app', oid, 'truncate,references,trigger')
-- name: application_may_delete
select format('%I.%I', nspname, relname) from tables
where relkind in ('r', 'p') and has_table_privilege('levelwise_app', oid, 'delete')
-- name: application_places_rows
select format('%I.%I.%I', nspname, relname, attname) from tables t join pg_attribute a on a.attrelid = t.oid
where relkind in ('r', 'p') and attnum > 0 and attname in ('holder_parent', 'holder_slot', 'at1', 'at2',
    'at3', 'at4', 'at5', 'at6', 'open_to', 'trail', 'overdue', 'standing')
  and has_column_privilege('levelwise_app', t.oid, attnum, 'insert,update')
-- name: application_reads_secrets
select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm') and n.nspname in ('ctx', 'audit', 'staging') and (
  has_any_column_privilege('levelwise_app', c.oid, 'insert,update')
  or has_any_column_privilege('levelwise_app', c.oid, 'select')
    and (n.nspname, c.relname) not in (('audit', 'event'), ('audit', 'anchor'), ('audit', 'countersignature'))
  or case when c.oid = 'audit.event'::regclass then
    has_column_privilege('levelwise_app', c.oid, 'facts', 'select') end)
-- name: application_may_create
select 'schema ' || nspname from pg_namespace where nspname !~ '^pg_(toast_)?temp'
  and has_schema_privilege('levelwise_app', oid, 'create')
union all select 'database ' || current_database()
where has_database_privilege('levelwise_app', current_database(), 'create,temporary')
-- name: builtin_executable
select p.oid::regprocedure::text from pg_proc p
where p.pronamespace = 'pg_catalog'::regnamespace and has_function_privilege('levelwise_app', p.oid, 'execute')
  and (p.proname like any (array['lo\_%', 'pg\_advisory%', 'pg\_try\_advisory%', 'pg\_sleep%',
      '%\_to\_xml', '%\_to\_xml\_and\_xmlschema'])
    or p.proname in ('pg_notify', 'pg_cancel_backend', 'pg_terminate_backend'))
-- name: unique_key_across_tenants
select c.relname || ' ' || i.indexrelid::regclass from pg_index i join tables c on c.oid = i.indrelid
where i.indisunique and has_any_column_privilege('levelwise_app', c.oid, 'insert')
  and not exists (select from policies p where p.polrelid = c.oid and p.said ~ 'ctx\.verified\(')
  and not exists (select from unnest(i.indkey::int2[]) k
    join pg_attribute a on a.attrelid = c.oid and a.attnum = k
    where a.attname = 'holder' or a.atttypid = 'uuid'::regtype
      -- What the application cannot say collides with nothing that it says.
      or a.attname <> 'root' and not has_column_privilege('levelwise_app', c.oid, k, 'insert')
        and not has_column_privilege('levelwise_app', c.oid, k, 'update'))
-- name: row_not_placed
select format('%I.%I', nspname, relname) from tables t where relkind in ('r', 'p')
  and exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'open_to')
  and not exists (select from pg_trigger g
    where g.tgrelid = t.oid and g.tgname = 'place' and g.tgenabled in ('O', 'A'))
-- name: trigger_disabled
select t.relname || ' ' || g.tgname from pg_trigger g join tables t on t.oid = g.tgrelid
where g.tgenabled not in ('O', 'A')
-- name: no_context_key
select 'ctx.key' where not exists (select from pg_class c where c.oid = to_regclass('ctx.key'))
-- name: server_too_old
select current_setting('server_version') from (values (15, 20), (16, 16), (17, 12), (18, 7)) f(major, minor)
where current_setting('server_version_num')::int / 10000 = major
  and current_setting('server_version_num')::int % 10000 < minor
union all select current_setting('server_version') where current_setting('server_version_num')::int < 150000
-- name: behind_a_pooler
select 'pid ' || pg_backend_pid() where pg_backend_pid() <> %(pid)s
