-- Who bears a list: whoever holds a post of its actor in its unit and in its body; one without a body
-- is of those in no body. ledger/responsibilities/signing.py and the book (my-own-list) say the same.
create function app.is_borne(l app.responsibility_list) returns boolean language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.post s where s.root = l.root and s.holder = l.holder
    and s.actor_type = l.actor_type and s.body_id is not distinct from l.body_id
    and s.valid_until is null)
$$;
grant execute on function app.is_borne(app.responsibility_list) to levelwise_app;

-- A list is of the body in which its actor is. Where the unit has the actor in bodies alone, none is of
-- no body; where it has none at all, the list is there to be handed down.
create function app.in_its_body() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  -- Not a definer function: inside a gate the current user is the gate's owner.
  if current_user <> 'levelwise_app' then return null; end if;
  if not app.is_borne(new) and (new.body_id is not null or exists (select from app.post s
      where s.root = new.root and s.holder = new.holder and s.actor_type = new.actor_type
        and s.valid_until is null)) then
    raise check_violation using message = 'a list is of the body in which its actor is',
      table = 'responsibility_list', constraint = 'responsibility_list_in_its_body';
  end if;
  if new.body_id is not null and exists (select from app.responsibility_list l
      where l.root = new.root and l.holder = new.holder and l.actor_type = new.actor_type
        and l.year = new.year and l.body_id is null and l.state in ('DRAFT', 'PUBLISHED')
        and not app.is_borne(l)) then
    raise unique_violation using message = 'a list of before there was a body stands yet',
      table = 'responsibility_list', constraint = 'responsibility_list_one_per_actor_and_year';
  end if;
  return null;
end $$;
create trigger in_its_body after insert on app.responsibility_list
  for each row execute function app.in_its_body();

-- The common part of an actor and a year stands in one list of a unit, whichever body that is of: it binds
-- the others, and each list below once. What a merger brought together goes on in both.
create function app.hold_common(unit int, actor text, of_year int) returns void language sql
  security definer set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(7071, hashtext(unit || actor || of_year))
$$;
grant execute on function app.hold_common(int, text, int) to levelwise_app;
create function app.common_in_one_list() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  if current_user <> 'levelwise_app' then return new; end if;
  -- Two lists may be written at once.
  perform app.hold_common(new.holder, new.actor_type, new.year);
  if exists (select from app.clause c where c.root = new.root and c.holder = new.holder
        and c.list_id <> new.list_id and c.actor_type = new.actor_type and c.year = new.year
        and c.part = 'COMMON' and c.state in ('DRAFT', 'PUBLISHED'))
      and not exists (select from app.clause c where c.root = new.root
        and c.list_id = new.list_id and c.part = 'COMMON' and c.state in ('DRAFT', 'PUBLISHED')) then
    raise unique_violation using message = 'the common part stands in another list of the unit',
      table = 'clause', constraint = 'clause_common_in_one_list';
  end if;
  return new;
end $$;
create trigger common_in_one_list before insert on app.clause for each row
  when (new.part = 'COMMON') execute function app.common_in_one_list();

-- The clause by which a duty was first said: a copy is of what it was handed on from, new words are of
-- those that they took the place of. By it two units' copies are one duty, as old words and new are.
create function app.duty_of(c app.clause) returns uuid language plpgsql stable
  set search_path = pg_catalog, pg_temp as $$
begin
  if coalesce(c.handed_on_from, c.supersedes) is null then return c.id; end if;
  return (with recursive back (id, earlier) as (
      select c.id, coalesce(c.handed_on_from, c.supersedes)
      union select x.id, coalesce(x.handed_on_from, x.supersedes)
        from app.clause x join back b on x.id = b.earlier where x.root = c.root)
    select id from back where earlier is null);
end $$;
-- The acts ask by these: whoever publishes or opens need not read the copy of another unit.
create function app.duties_of(said uuid[]) returns table (clause uuid, duty uuid) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select c.id, app.duty_of(c) from app.clause c where c.root = ctx.root() and c.id = any (said)
$$;
-- What binds lists now, and whether it speaks to them yet: a unit that moved is bound by the copy of the
-- level above that it had, until that of now takes its place.
create function app.bound_duties(lists uuid[])
  returns table (list uuid, binding uuid, duty uuid, speaks boolean) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select b.list_id, b.id, app.duty_of(c),
      c.state = 'PUBLISHED' and c.holder in (l.holder, coalesce(l.holder_parent, l.holder))
    from app.binding b join app.clause c on c.root = b.root and c.id = b.clause_id
      join app.responsibility_list l on l.root = b.root and l.id = b.list_id
    where b.root = ctx.root() and b.list_id = any (lists) and b.until is null
      and ctx.tenant() in (l.at1, l.at2, l.at3, l.at4, l.at5, l.at6)
$$;
grant execute on function app.duties_of(uuid[]), app.bound_duties(uuid[]) to levelwise_app;

-- What a list said that ended as units became one, and what bound it, ends with it: nobody is bound by a
-- list that nobody can change. What was opened under it by then is in hand and goes on with the successor.
-- Each is written down for the way back.
create function app.silence_lists(r int, item uuid, today date) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
    select r, item, 'clause:state', c.id, c.holder, c.holder, c.state
    from app.reorganisation_move m join app.clause c on c.root = r and c.list_id = m.record_id
    where m.root = r and m.reorganisation_id = item and m.noun = 'responsibility_list:state'
      and c.state in ('DRAFT', 'PUBLISHED');
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'binding:until', b.id, b.holder, b.holder from app.binding b
    where b.root = r and b.until is null and exists (select from app.reorganisation_move m
      where m.root = r and m.reorganisation_id = item and (m.noun, m.record_id)
        in (('clause:state', b.clause_id), ('responsibility_list:state', b.list_id)));
  update app.clause c set version = c.version + 1,
      state = case c.state when 'DRAFT' then 'WITHDRAWN' else 'RETIRED' end
    from app.reorganisation_move m where m.root = r and m.reorganisation_id = item
      and m.noun = 'clause:state' and c.root = r and c.id = m.record_id;
  update app.binding b set until = today
    from app.reorganisation_move m where m.root = r and m.reorganisation_id = item
      and m.noun = 'binding:until' and b.root = r and b.id = m.record_id
$$;

-- What is in force of the common part of a unit into which others merged binds, as where it is published,
-- the unit's lists and those directly below, each duty once: the units that came under it owe the common
-- part of the levels above as before, by its copy, and its own. Lists of years gone are left alone.
create function app.common_part_binds(r int, item uuid, today date) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  with said as materialized (
    select c.*, app.duty_of(c) as duty from app.clause c
      where c.root = r and c.part = 'COMMON' and c.state = 'PUBLISHED'
        and c.year >= extract(year from today) and c.holder in (select app.led_to(s)
          from app.reorganisation_step s
          where s.root = r and s.reorganisation_id = item and s.verb = 'MERGE')),
  pairs as materialized (
    select l.id as list, l.holder, c.id as clause, c.duty, c.part, c.position
      from said c join app.responsibility_list l on l.root = r and l.year = c.year
        and l.actor_type = c.actor_type and l.state in ('DRAFT', 'PUBLISHED')
        and (l.holder_parent = c.holder
          or l.holder = c.holder and l.id <> c.list_id and c.handed_on_from is null)),
  bound as materialized (
    select b.list_id as list, app.duty_of(k) as duty
      from app.binding b join app.clause k on k.root = r and k.id = b.clause_id
      where b.root = r and b.until is null and k.state = 'PUBLISHED'
        and b.list_id in (select list from pairs)),
  lacking as (
    select distinct on (list, duty) * from pairs
      where (list, duty) not in (select list, duty from bound)
      order by list, duty, clause),
  begun as (
    insert into app.binding (root, id, holder, list_id, clause_id, part, position, since)
      select r, gen_random_uuid(), holder, list, clause, part, position, today from lacking
    on conflict (root, list_id, clause_id) do update set since = excluded.since, until = null
    returning id, holder)
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, 'binding:since', id, holder, holder from begun;
end $$;
-- What was withdrawn as a binding ended could not be opened again under the same clause: it is owed again
-- where that begins to bind again before the period is over, unless it is owed by another copy.
create function app.owed_again() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.obligation o set state = 'PLANNED', open = true, version = o.version + 1
    from app.clause c where c.root = new.root and c.id = new.clause_id and c.state = 'PUBLISHED'
      and o.root = new.root and o.list_id = new.list_id and o.clause_id = new.clause_id
      and o.state = 'WITHDRAWN' and o.recorded_by is null and o.ends_on >= new.since
      and not exists (select from app.obligation x join app.clause k on k.root = x.root
          and k.id = x.clause_id where x.root = o.root and x.list_id = o.list_id
        and x.period = o.period and x.state <> 'WITHDRAWN' and app.duty_of(k) = app.duty_of(c));
  return null;
end $$;
create trigger owed_again after update of until on app.binding for each row
  when (old.until is not null and new.until is null) execute function app.owed_again();

create function app.common_part_binds_no_more(r int, item uuid, today date) returns void
  language sql set search_path = pg_catalog, pg_temp as $$
  update app.binding b set until = today
    from app.reorganisation_move m where m.root = r and m.reorganisation_id = item and m.back
      and m.noun = 'binding:since' and b.root = r and b.id = m.record_id and b.until is null
$$;

-- Lists that gained or lost a clause are signed anew.
create function app.lists_signed_anew(r int, item uuid) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
    select distinct r, item, 'responsibility_list:edition', l.id, l.holder, l.holder,
        l.edition || '/' || l.version
    from app.reorganisation_move m join app.binding b on b.root = r and b.id = m.record_id
      join app.responsibility_list l on l.root = r and l.id = b.list_id
    where m.root = r and m.reorganisation_id = item and m.noun in ('binding:until', 'binding:since')
      and l.state in ('DRAFT', 'PUBLISHED');
  update app.responsibility_list l set version = l.version + 1, edition = l.version + 1
    from app.reorganisation_move m where m.root = r and m.reorganisation_id = item
      and m.noun = 'responsibility_list:edition' and l.root = r and l.id = m.record_id
$$;

-- Signatures count again where a list says what was signed. Where the level above changed it in between,
-- or ended a clause that bound it, it is signed anew; the units concerned did nothing since, or nothing
-- would be reversed.
create function app.lists_speak_again(r int, item uuid) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  update app.clause c set state = m.before
    from app.reorganisation_move m where m.root = r and m.reorganisation_id = item and m.back
      and m.noun = 'clause:state' and c.root = r and c.id = m.record_id;
  update app.binding b set until = null
    from app.reorganisation_move m, app.clause c where m.root = r and m.reorganisation_id = item
      and m.back and m.noun = 'binding:until' and b.root = r and b.id = m.record_id
      and c.root = r and c.id = b.clause_id and c.state = 'PUBLISHED';
  update app.responsibility_list l set edition = split_part(m.before, '/', 1)::int
    from app.reorganisation_move m where m.root = r and m.reorganisation_id = item and m.back
      and m.noun = 'responsibility_list:edition' and l.root = r and l.id = m.record_id
      and l.edition = split_part(m.before, '/', 2)::int + 1;
  update app.responsibility_list l set version = l.version + 1, edition = l.version + 1
    where l.root = r and l.id in (
      select b.list_id from app.reorganisation_move m join app.binding b
          on b.root = r and b.id = m.record_id and b.until is not null
        where m.root = r and m.reorganisation_id = item and m.back and m.noun = 'binding:until'
      union select x.id from app.reorganisation_move m join app.responsibility_list x
          on x.root = r and x.id = m.record_id and x.edition > split_part(m.before, '/', 1)::int
        where m.root = r and m.reorganisation_id = item and m.back
          and m.noun = 'responsibility_list:edition')
$$;

-- What was opened since under a common part that binds no more is owed by nobody, unless the level of
-- before says the same. Nothing is recorded of it: that would have been done since.
create function app.owed_no_more(r int, item uuid) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  update app.obligation o set state = 'WITHDRAWN', open = false, version = o.version + 1
    from app.reorganisation_move m
      join app.binding b on b.root = r and b.id = m.record_id and b.until is not null
      join app.clause c on c.root = r and c.id = b.clause_id
    where m.root = r and m.reorganisation_id = item and m.back and m.noun = 'binding:since'
      and o.root = r and o.list_id = b.list_id and o.clause_id = b.clause_id and o.open
      and not exists (select from app.binding y join app.clause k on k.root = r and k.id = y.clause_id
        where y.root = r and y.list_id = b.list_id and y.until is null
          and app.duty_of(k) = app.duty_of(c))
$$;

-- Nobody signs for another (不得代签): in a post of the list's actor signs whoever holds it, no substitute.
create function app.no_stand_in() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  if current_user <> 'levelwise_app' then return null; end if;
  if exists (select from app.responsibility_list l join app.post s on s.root = l.root
        and s.id = new.post_id and s.holder = l.holder and s.actor_type = l.actor_type
        and s.body_id is not distinct from l.body_id
      where l.root = new.root and l.id = new.list_id)
    and not exists (select from app.appointment a,
        lateral (select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day) today
      where a.root = new.root and a.person_id = new.person_id and a.post_id = new.post_id
        and a.kind = 'REGULAR' and a.appointed_on <= day
        and (a.relieved_on is null or day < a.relieved_on)) then
    raise check_violation using message = 'nobody signs a pledge for another',
      table = 'pledge', constraint = 'pledge_by_no_stand_in';
  end if;
  return null;
end $$;
create trigger no_stand_in after insert on app.pledge
  for each row execute function app.no_stand_in();
