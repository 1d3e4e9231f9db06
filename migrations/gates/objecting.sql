-- Which unit should have it instead: named by whoever objects, as it objects; a current one next below the
-- assigner, or the assigner itself, and never the one that objects. What ends the objection ends it.
create function app.keep_proposed_owner() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
begin
  if new.state <> 'OBJECTED' then
    new.proposed_owner := null;
    return new;
  end if;
  if me is null or new.proposed_owner is not distinct from old.proposed_owner then return new; end if;
  if me is distinct from old.holder or old.state = 'OBJECTED' or new.proposed_owner = old.holder
      or not exists (select from app.tenant t where t.root = new.root and t.id = new.proposed_owner
        and t.valid_until is null and old.holder_parent in (t.id, t.parent_id)) then
    raise check_violation using message = 'whoever objects names a unit next below the assigner',
      table = 'problem', constraint = 'problem_owner_proposed_nearby';
  end if;
  return new;
end $$;
create trigger proposed_owner_kept before update of state, proposed_owner on app.problem for each row
  when (new.proposed_owner is not null) execute function app.keep_proposed_owner();
