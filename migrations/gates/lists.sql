-- Where a unit has an actor in bodies, each body has a list of its own, and none stands for all of them:
-- its bearers would owe every clause twice. Where it has none in a body, no list is a body's.
create function app.in_its_body() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
declare
  bodies uuid[];
begin
  -- Not a definer function: inside a gate the current user is the gate's owner.
  if current_user <> 'levelwise_app' then return null; end if;
  select coalesce(array_agg(s.body_id), '{}') into bodies from app.post s
    where s.root = new.root and s.holder = new.holder and s.actor_type = new.actor_type
      and s.body_id is not null and s.valid_until is null;
  if (new.body_id is null and bodies <> '{}')
    or (new.body_id is not null and new.body_id <> all (bodies)) then
    raise check_violation using message = 'a list is of the body in which its actor is',
      table = 'responsibility_list', constraint = 'responsibility_list_in_its_body';
  end if;
  if new.body_id is not null and exists (select from app.responsibility_list l
      where l.root = new.root and l.holder = new.holder and l.actor_type = new.actor_type
        and l.year = new.year and l.body_id is null and l.state in ('DRAFT', 'PUBLISHED')) then
    raise unique_violation using message = 'a list without a body is its bearers'' already',
      table = 'responsibility_list', constraint = 'responsibility_list_one_per_actor_and_year';
  end if;
  return null;
end $$;
create trigger in_its_body after insert on app.responsibility_list
  for each row execute function app.in_its_body();
