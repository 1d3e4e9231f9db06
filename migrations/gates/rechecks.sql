-- A re-check carries who handled, led and closed what is looked at again, from its closing: the
-- constraint recheck_by_another_check compares whoever re-checks with all three.
create function app.fill_recheck() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  select c.level, c.level_parent, c.handled_by, c.lead_person, c.closed_by
    into new.level, new.level_parent, new.handled_by, new.lead_person, new.closed_by
    from app.closing c where c.root = new.root and c.id = new.closing_id;
  return new;
end $$;
create trigger filled before insert on app.recheck
  for each row execute function app.fill_recheck();

-- A rebound is charged to the level that closed, and told to that level's superior.
create function app.fill_rebound() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  select c.level, c.level_parent, coalesce(c.level_parent, c.level)
    into new.level, new.level_parent, new.alerted
    from app.closing c where c.root = new.root and c.id = new.closing_id;
  return new;
end $$;
create trigger filled before insert on app.rebound
  for each row execute function app.fill_rebound();
