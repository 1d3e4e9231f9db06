-- Evidence of a problem is a file that its bearer uploaded in their own unit and that nothing has claimed:
-- what is said of it is copied from there, as of a file of a diary (diaries.sql), and the file keeps out
-- whom the problem is against.
create function app.take_file() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  f app.file;
begin
  -- Nothing is copied of another's: what is returned would tell of it.
  select * into f from app.file x where x.root = new.root and x.id = new.id
    and (ctx.tenant() is null or x.state = 'STORED' and x.prepared_by = ctx.person()
      and x.holder = ctx.tenant());
  new.name := coalesce(f.name, new.name); new.media_type := coalesce(f.media_type, new.media_type);
  new.size_bytes := coalesce(f.size_bytes, new.size_bytes);
  new.sha256 := coalesce(f.sha256, new.sha256);
  return new;
end $$;
create trigger taken before insert on app.problem_file
  for each row execute function app.take_file();

-- After the row, when the wall has said its word. Without a viewer there is nothing to be kept from.
create function app.claim_file() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' and ctx.tenant() is not null and not exists (select from app.file x
      where x.root = new.root and x.id = new.id and x.state = 'STORED'
        and x.prepared_by = ctx.person() and x.holder = ctx.tenant()) then
    raise check_violation using message = 'evidence is a file of one''s own that has arrived',
      table = 'problem_file', constraint = 'problem_file_of_ones_own';
  end if;
  update app.file set accused = app.together(accused, new.accused)
    where root = new.root and id = new.id and not accused @> new.accused;
  return null;
end $$;
create trigger claimed after insert or update on app.problem_file
  for each row execute function app.claim_file();
