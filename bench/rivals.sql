-- What PostGraphile reads as levelwise_bench. Its policies state the reach of the rule book for a
-- head or a task force, over plain settings that nobody has to sign or verify: its advantage.
grant usage on schema app, bench to levelwise_bench;
grant select on app.tenant, app.responsibility_list, app.clause, app.binding, app.obligation, app.entry
  to levelwise_bench;
create policy bench on app.tenant for select to levelwise_bench using (true);
create policy bench on app.responsibility_list for select to levelwise_bench using (
  (select current_setting('bench.tenant')::int) = any (array[holder,
    case when state in ('PUBLISHED', 'RETIRED') then holder_parent end]));
-- bench.reach holds the viewer's tenant as it is and its lineage negated. No OR at the top: it
-- would make the planner scan all clauses.
create policy bench on app.clause for select to levelwise_bench using (
  array[holder, case when state in ('PUBLISHED', 'RETIRED') then holder_parent end,
    case when state = 'PUBLISHED' and part = 'COMMON' then - holder end]
    && (select current_setting('bench.reach')::int[]));
create policy bench on app.binding for select to levelwise_bench using (
  (select current_setting('bench.tenant')::int) = any (array[at1, at2, at3, at4, at5, at6])
  and (open_to <= (select current_setting('bench.slot')::int)
    or holder = (select current_setting('bench.tenant')::int)));
create policy bench on app.obligation for select to levelwise_bench using (
  (select current_setting('bench.tenant')::int) = any (array[at1, at2, at3, at4, at5, at6])
  and (open_to <= (select current_setting('bench.slot')::int)
    or holder = (select current_setting('bench.tenant')::int)));
create policy bench on app.entry for select to levelwise_bench using (
  (select current_setting('bench.tenant')::int) = any (array[at1, at2, at3, at4, at5, at6])
  and (open_to <= (select current_setting('bench.slot')::int)
    or holder = (select current_setting('bench.tenant')::int)));

-- A view per slot, so that PostGraphile too is served by the partial index of the slot. Functions
-- would do as well, but make it fetch relations apart, by joins that no index can serve under RLS.
do $$ begin
  for slot in 2..5 loop
    execute format('create view bench.reach_%1$s with (security_invoker = true) as
      select * from app.obligation where open and open_to <= %1$s', slot);
    execute format('grant select on bench.reach_%s to levelwise_bench', slot);
    execute format($c$comment on view bench.reach_%s is E'@name reach%1$s\n@primaryKey root,id
@foreignKey (root,holder) references app.tenant (root,id)|@fieldName tenant
@foreignKey (root,clause_id) references app.clause (root,id)|@fieldName clause'$c$, slot);
    -- The live count of a whole subtree, of which the wall of a reader shows no rows: as definer.
    execute format($f$create function bench.roll_up_%1$s(me int) returns table (name text,
      total bigint, open bigint, overdue bigint, accepted bigint) language sql stable security definer
      set search_path = pg_catalog, pg_temp as 'select t.name, count(*), count(*) filter (where o.open),
      count(*) filter (where o.overdue), count(*) filter (where o.state = ''ACCEPTED'')
      from app.obligation o join app.tenant t on t.id = coalesce(%2$s, o.holder)
      where o.at%1$s = me group by t.id, t.name, t.name_sort order by t.name_sort'$f$,
      slot, (select string_agg('o.at' || s, ', ') from generate_series(slot + 1, 6) s));
  end loop;
end $$;
grant execute on all functions in schema bench to levelwise_bench;
revoke execute on function bench.key(bigint, text) from public, levelwise_bench;

-- So is the inbox, whose condition (what was self-checked waits for somebody else) is no equality.
create view bench.waiting with (security_invoker = true) as
  select * from app.obligation where open and state <> 'SELF_CHECKED';
grant select on bench.waiting to levelwise_bench;
comment on view bench.waiting is E'@name waiting\n@primaryKey root,id
@foreignKey (root,holder) references app.tenant (root,id)|@fieldName tenant
@foreignKey (root,clause_id) references app.clause (root,id)|@fieldName clause';

-- The live count gets covering indexes that nobody else needs.
create index bench_count_3 on app.obligation (at3, at4, at5, at6, holder) include (open, overdue, state);
create index bench_count_4 on app.obligation (at4, at5, at6, holder) include (open, overdue, state);
create index bench_count_5 on app.obligation (at5, at6, holder) include (open, overdue, state);

comment on constraint obligation_root_holder_fk on app.obligation is E'@fieldName tenant';
comment on constraint obligation_root_clause_id_fk on app.obligation is E'@fieldName clause';
comment on constraint binding_root_clause_id_fk on app.binding is E'@fieldName clause';
comment on constraint binding_root_list_id_fk on app.binding is E'@foreignFieldName bindings';
comment on constraint entry_root_obligation_id_fk on app.entry is E'@foreignFieldName entries';
comment on table app.entry is E'@foreignKey (root,obligation_id) references bench.reach_2 (root,id)|@foreignFieldName entries|@fieldName reach2
@foreignKey (root,obligation_id) references bench.reach_3 (root,id)|@foreignFieldName entries|@fieldName reach3
@foreignKey (root,obligation_id) references bench.reach_4 (root,id)|@foreignFieldName entries|@fieldName reach4
@foreignKey (root,obligation_id) references bench.reach_5 (root,id)|@foreignFieldName entries|@fieldName reach5';
comment on constraint clause_root_holder_fk on app.clause is E'@fieldName publisher';
comment on constraint clause_said_by_fk on app.clause is E'@fieldName saidBySource';
