"""What an injection could say: statements made by dice, and a list of the well-known ones."""

import random
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Table

HOSTILE = (
    (
        "select set_config('levelwise.context', replace(current_setting('levelwise.context'), '|', ','),"
        " true); select * from app.person"
    ),
    (
        "select set_config('levelwise.context', regexp_replace(current_setting('levelwise.context'),"
        r" '(\d+),(\d+),(\d+),', '\1,\1,\1,'), true); select row_to_json(p) from app.person p"
    ),
    (
        "select set_config('levelwise.context', repeat('0', 64) || '|9999999999|' || pg_backend_pid()"
        " || '||||,1,,,,|1', true); select * from app.person"
    ),
    "reset levelwise.context; select * from app.person",
    "set row_security = off; select * from app.person",
    "set local row_security = off; select * from app.clause",
    "set role levelwise_owner; select * from app.person",
    "set role levelwise_gate; select * from app.identity",
    "set role levelwise_migrator; select * from app.person",
    "set role postgres; select * from app.person",
    "set session authorization levelwise_migrator; select * from app.person",
    "reset session authorization; select * from app.person",
    "set session_replication_role = replica",
    "set search_path = app; select * from person",
    "select * from ctx.key",
    "select * from app.identity",
    "select * from app.outbox",
    "insert into app.outbox select * from app.outbox returning *",
    "select * from audit.event",
    "select audit.append_system('x', 'x', null, '{}')",
    "select * from audit.verify()",
    "select ctx.sign_in('x', 'x'), ctx.versions(), ctx.lineage()",
    "select app.sweep_overdue('2099-01-01')",
    "alter table app.person disable row level security",
    "alter table app.person no force row level security",
    "drop policy see on app.person",
    "alter policy see on app.person using (true)",
    "create policy mine on app.person using (true)",
    "grant all on all tables in schema app to levelwise_app",
    "grant levelwise_gate to levelwise_app",
    "alter role levelwise_app bypassrls",
    "alter role levelwise_app superuser",
    "alter system set row_security = off",
    "create table app.mine as select * from app.person",
    "create temp table mine as select * from app.person",
    "create view app.mine as select * from app.person",
    (
        "create function pg_temp.leak(text) returns boolean language plpgsql cost 0.0000001 as"
        " $$ begin raise notice '%', $1; return true; end $$"
    ),
    "create or replace function ctx.tenant() returns int language sql as 'select 1'",
    (
        "do $$ declare r record; begin for r in select * from app.person loop raise notice '%', r;"
        " end loop; end $$"
    ),
    "do $$ begin execute 'set role levelwise_gate'; perform 1; end $$; select * from app.person",
    (
        "do $$ begin perform cast(name as int) from app.person; exception when others then"
        " raise notice '%', sqlerrm; end $$"
    ),
    "copy app.person to stdout",
    "copy app.identity to stdout",
    "copy (select * from app.clause) to stdout",
    "copy app.person from program 'cat /etc/passwd'",
    "copy app.person to program 'cat'",
    "declare c cursor for select * from app.person; fetch all from c",
    "declare c cursor with hold for select * from app.obligation; fetch all from c",
    "prepare p as select * from app.person; execute p",
    "select query_to_xml('select * from app.person', true, true, '')",
    "select table_to_xml('app.person', true, true, '')",
    "select cursor_to_xml('c', 10, true, true, '')",
    "select database_to_xml(true, true, '')",
    "select pg_read_file('postgresql.conf')",
    "select lo_import('/etc/passwd')",
    "select lo_create(1)",
    "select pg_ls_dir('.')",
    "select pg_sleep(10)",
    "select pg_advisory_lock(1)",
    "select pg_notify('levelwise_policy', '999')",
    "select pg_terminate_backend(pid) from pg_stat_activity",
    "select pg_cancel_backend(pid) from pg_stat_activity",
    "select query, state from pg_stat_activity",
    "select most_common_vals::text, histogram_bounds::text from pg_stats where schemaname = 'app'",
    "select stxdmcv from pg_statistic_ext_data",
    "select * from pg_statistic",
    "select * from pg_authid",
    "select rolname, rolpassword from pg_shadow",
    "explain (analyze, verbose, costs) select * from app.person where cast(name as int) = 1",
    "explain (analyze, buffers) select * from app.clause",
    "lock table app.person in access exclusive mode",
    "truncate app.person",
    "delete from app.person returning *",
    "delete from app.clause",
    "vacuum app.person",
    "analyze app.person",
    "load 'auto_explain'",
    "checkpoint",
    "comment on table app.person is 'mine'",
    "create extension dblink",
    "create operator === (function = texteq, leftarg = text, rightarg = text)",
    "create rule r as on select to app.person do instead select 1",
    "create trigger t before update on app.person for each row execute function app.place()",
    "select app.place()",
    (
        "select currval(pg_get_serial_sequence('app.tenant', 'id')),"
        " nextval(pg_get_serial_sequence('app.tenant', 'id'))"
    ),
    "select last_value from pg_sequences",
    "update app.person set open_to = 1 returning *",
    "update app.obligation set overdue = true returning *",
    "update app.clause set trail = trail || 1 returning *",
    "update app.person set standing = 1 returning *",
    "update app.person set holder = holder returning *",
    "update app.clause set title = title where state = 'PUBLISHED' returning *",
    "merge into app.person p using app.person q on true when matched then update set name = q.name",
    "with x as (update app.person set name = name returning *) select * from x",
    "table app.person",
    "values ((select string_agg(name, ',') from app.person))",
    "notify levelwise_policy, 'x'",
    "listen levelwise_policy",
    "set statement_timeout = 0; select count(*) from app.person a, app.person b, app.person c",
    "set constraints all deferred",
    "savepoint s; set local row_security = off; rollback to s; select * from app.person",
    "begin; commit; select * from app.person",
)
"""The well-known ones, each run once at least."""

_EXPRESSIONS = (
    "{c}",
    "{c}::text",
    "upper({c}::text)",
    "md5({c}::text)",
    "to_jsonb({t})",
    "row_to_json({t})",
    "({t}.*)::text",
    "string_agg({c}::text, ',')",
    "array_agg({c})",
    "max({c}::text)",
    "count(*)",
    "json_agg({t})",
    "coalesce({c}::text, 'x')",
    "format('%s', {t})",
    "quote_literal({c}::text)",
    "xmin, ctid, tableoid, {c}",
    "row_number() over (order by {c}::text), {c}",
    "lag({c}::text) over (), {c}::text",
    "{t}",
    "convert_to({c}::text, 'UTF8')",
)
_PREDICATES = (
    "true",
    "{c}::text like 'canary%'",
    "{c}::text like '%b%'",
    "cast({c}::text as int) = 1",
    "1 / (length({c}::text) - 17) > 0",
    "{c}::text ~ 'canary_(b|far|city)'",
    "{c} is not null",
    "{t}.root >= 0 or true",
    "exists (select from app.{u} x where x.root = {t}.root)",
    "{c}::text in (select y::text from app.{u} y)",
    "{c}::text::date > now()",
    "not false",
    "{c}::text = any (array(select {c}::text from app.{table}))",
    "({t}.*) is not null",
    "case when {c}::text::int > 0 then true else true end",
    "{c}::text::uuid is not null",
    "convert_from({c}::text::bytea, 'UTF8') is not null",
    "{c}::text::json is not null",
    "{t}.ctid >= '(0,1)'",
    "{hidden}",
    "{hidden} and cast({c}::text as int) = 1",
    "({c}::text || '::canary')::regclass is null",
    "set_config('x.y', {c}::text, true) <> ''",
)
_SHAPES = (
    "select {e} from app.{table} {t} where {p}",
    "select {e} from app.{table} {t} where {p} limit 50",
    "select {e} from app.{table} {t} where {p} offset 0",
    "select {c} from app.{table} {t} where {p} for update",
    "select {c} from app.{table} {t} where {p} for share skip locked",
    "select distinct on ({c}::text) {c} from app.{table} {t} where {p}",
    "select {c}::text from app.{table} {t} where {p} union all select x::text from app.{u} x",
    "select {c}::text from app.{table} {t} except select x::text from app.{u} x where {p0}",
    "select * from app.{table} {t} left join app.{u} x on {p} limit 30",
    "select {t}.*, l.* from app.{table} {t}, lateral (select x from app.{u} x where {p} limit 3) l",
    (
        "with recursive w(n) as (select {c}::text from app.{table} {t} where {p} union"
        " select n || 'x' from w where length(n) < 20) select * from w limit 50"
    ),
    "select {c}::text, count(*) from app.{table} {t} where {p} group by rollup (1)",
    "select {e} from app.{table} {t} tablesample bernoulli (100) where {p}",
    "update app.{table} {t} set {c} = {c} where {p} returning *",
    "update app.{table} {t} set {c} = {c} from app.{u} x where {p} returning {t}, x",
    "insert into app.{table} select ({t}).* from app.{table} {t} where {p} returning *",
    "with gone as (delete from app.{table} {t} where {p} returning *) select * from gone",
    "select (select {c}::text from app.{table} {t} where {p} limit 1) from app.{u} limit 5",
    "select {c}::text from app.{table} {t} where {p} order by cast({c}::text as int)",
    "copy (select {e} from app.{table} {t} where {p}) to stdout",
)


def generated(
    tables: Sequence[Table], dice: random.Random, hidden: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Makes statements: shapes over tables, columns, expressions and predicates."""
    for table in tables:
        columns = [column.name for column in table.c]
        ids = hidden.get(table.name, ["00000000-0000-0000-0000-000000000000"])
        for _ in range(400):
            column = f't."{dice.choice(columns)}"'
            known = f"t.id = '{dice.choice(ids)}'" if "id" in columns else "true"
            words = {
                "t": "t",
                "c": column,
                "table": table.name,
                "u": dice.choice(tables).name,
                "hidden": known if table.name in hidden else "true",
            }
            predicate = dice.choice(_PREDICATES).format(**words)
            expression = dice.choice(_EXPRESSIONS).format(**words)
            shape = dice.choice(_SHAPES)
            if shape.startswith("update"):
                shape = shape.replace("set {c} = {c}", f"set {column[2:]} = {{c}}")
            yield shape.format(**words, p=predicate, p0="true", e=expression)
