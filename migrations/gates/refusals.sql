-- One refusal that was given below the viewer, for the rule book to decide who reads it. Whoever
-- asks without a post above it, or for what is not a refusal, gets null.
create function audit.refusal(key uuid) returns jsonb language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
  told jsonb;
begin
  if me is null then return null; end if;
  select jsonb_build_object('holder', t.id, 'holder_parent', t.parent_id, 'tenant', t.uid,
      'accused', e.accused,
      'person', e.person, 'at', e.at, 'act', e.act, 'rule', e.rule, 'request', e.request,
      'facts', e.facts)
    into told
    from audit.event e join app.tenant t on t.id = e.tenant
    where e.record = key and e.noun = 'refusal'
      and me = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6])
      and (e.accused = '{}' or not e.accused && ctx.units());
  return told;
end $$;
grant execute on function audit.refusal(uuid) to levelwise_app;
