-- A problem is gathered by a level on its line, or by one that had it, with others of its category, as
-- long as no mechanism has ended them. A cluster is kept from everybody whom one of its problems is
-- against, also when that is learned later.
create function app.gather_problem() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.cluster c where c.root = new.root and c.id = new.cluster_id
      and c.state = 'OPEN' and c.category = new.category
      and c.holder = any (array_remove(array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6],
        null) || new.trail)) then
    raise check_violation using message = 'a problem joins an open cluster of its category and line',
      table = 'problem', constraint = 'problem_gathered_on_its_line';
  end if;
  return null;
end $$;
create trigger gathered after update of cluster_id on app.problem for each row
  when (new.cluster_id is not null and old.cluster_id is distinct from new.cluster_id)
  execute function app.gather_problem();
create trigger gathered_at_birth after insert on app.problem for each row
  when (new.cluster_id is not null) execute function app.gather_problem();

create function app.accuse_cluster() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.cluster set accused = app.together(accused, new.accused)
    where root = new.root and id = new.cluster_id and not accused @> new.accused;
  return null;
end $$;
create trigger cluster_follows after update of cluster_id, accused on app.problem for each row
  when (new.cluster_id is not null and new.accused <> '{}') execute function app.accuse_cluster();

-- A cluster that turned against its own level is kept by nobody there: the direct superior may.
-- (By its name the trigger runs after the one that places a row.)
create function app.turn_cluster() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  new.turned := new.accused
    && array_remove(array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6], null);
  return new;
end $$;
create trigger turned before insert or update on app.cluster
  for each row execute function app.turn_cluster();
