-- A diary is nobody's word but its author's: an entry is written by the person and in the post that
-- acts, and corrects an entry of its own author in its own unit.
create function app.write_as_oneself() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  -- Not a definer function: inside a gate the current user is the gate's owner.
  if current_user <> 'levelwise_app' then return null; end if;
  if (new.author_person, new.author_post) is distinct from (ctx.person(), ctx.post())
    or (new.corrects is not null and not exists (select from app.diary_entry e
      where e.root = new.root and e.id = new.corrects and e.holder = new.holder
        and e.author_person = new.author_person)) then
    raise check_violation using message = 'an entry is written and corrected by its author',
      table = 'diary_entry', constraint = 'diary_entry_by_its_author';
  end if;
  return null;
end $$;
create trigger written after insert on app.diary_entry
  for each row execute function app.write_as_oneself();
