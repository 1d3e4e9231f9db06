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

-- A file of a diary is one that the entry's author uploaded and that nothing has claimed. What is said of
-- it is copied from there. From then on it is in a diary for good: no state that the unit reads follows.
create trigger taken before insert on app.diary_file
  for each row execute function app.take_file();

create function app.claim_diary_file() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.tenant() is not null and (new.author_person is distinct from ctx.person()
      or not exists (select from app.diary_entry e where e.root = new.root and e.id = new.entry_id
        and e.author_person = ctx.person() and e.holder = ctx.tenant())
      or not exists (select from app.file x where x.root = new.root and x.id = new.id
        and x.state = 'STORED' and x.prepared_by = ctx.person() and x.holder = ctx.tenant())
      or exists (select from app.problem_file p where p.root = new.root and p.id = new.id)) then
    raise check_violation using message = 'a diary keeps files of its author that have arrived',
      table = 'diary_file', constraint = 'diary_file_of_ones_own';
  end if;
  update app.file set state = 'IN_DIARY' where root = new.root and id = new.id;
  return null;
end $$;
create trigger claimed after insert on app.diary_file
  for each row execute function app.claim_diary_file();

create function app.keep_in_diary() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  raise check_violation using message = 'what a diary keeps stays in it',
    table = 'file', constraint = 'file_stays_in_its_diary';
end $$;
create trigger stays_in_its_diary before update of state, entry_id on app.file for each row
  when (old.state = 'IN_DIARY' and (new.state <> 'IN_DIARY' or new.entry_id is not null))
  execute function app.keep_in_diary();
