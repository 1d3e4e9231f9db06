-- 领衔领办: a leader of the level above takes the lead of an item at a direct subordinate. These hold
-- for everybody who writes SQL: no level is skipped, the post is a leader's, and it is one at a time.

-- A leader of a unit: its head, or a member of its leading group or of its leading team.
create function app.is_leader(r int, wanted uuid) returns boolean language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.post s left join app.body b on b.root = s.root and b.id = s.body_id
    where s.root = r and s.id = wanted and s.valid_until is null
      and ('unit_head' = any (s.roles)
        or s.actor_type in ('party_group_secretary', 'party_group_member')
        or b.kind in ('leading_group', 'party_committee', 'party_group')))
$$;
grant execute on function app.is_leader(int, uuid) to levelwise_app;

-- Whether anybody who holds the post today stands, in any post, with those it is against.
create function app.sits_with(r int, wanted uuid, against int[]) returns boolean language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  with today as (select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day)
  select exists (select from today, app.appointment a
      join app.appointment b on b.root = a.root and b.person_id = a.person_id
      join app.post s on s.root = b.root and s.id = b.post_id and s.valid_until is null
    where a.root = r and a.post_id = wanted and (a.relieved_on is null or a.relieved_on > day)
      and (b.relieved_on is null or b.relieved_on > day)
      and array[s.at1, s.at2, s.at3, s.at4, s.at5, s.at6] && against)
$$;
revoke all on function app.sits_with(int, uuid, int[]) from public;

create function app.start_lead() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  me int := ctx.tenant();
  today date := (clock_timestamp() at time zone 'Asia/Shanghai')::date;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id for update;
  select holder into new.level from app.post where root = new.root and id = new.post_id;
  new.state := 'ACTIVE'; new.until := null; new.reason := null;
  -- Whoever leads it already hands it over wherever it is below them; to take it, it is next below.
  if new.level is distinct from coalesce(p.led_by, p.holder_parent)
      or me is not null and me <> new.level then
    if p.led_by is not null then
      raise check_violation using message = 'one leader at a time leads a problem',
        table = 'case_lead', constraint = 'case_lead_once';
    end if;
    raise check_violation using message = 'a leader leads what lies with a direct subordinate',
      table = 'case_lead', constraint = 'lead_from_the_level_above';
  end if;
  if not p.open or p.led_by is null and (new.level <> all (p.trail) or p.state not in ('ASSIGNED',
      'OBJECTED', 'ACCEPTED', 'PLEDGED', 'RECTIFYING', 'SUSPENDED', 'COMPLETION_CLAIMED', 'RETURNED'))
  then
    raise check_violation using message = 'a leader leads what their level listed or handed down',
      table = 'case_lead', constraint = 'lead_of_what_was_handed_down';
  end if;
  select a.person_id into new.person_id from app.appointment a
    where a.root = new.root and a.post_id = new.post_id and a.appointed_on <= today
      and (a.relieved_on is null or a.relieved_on > today)
    order by a.leading desc, a.appointed_on desc limit 1;
  if new.person_id is null or not app.is_leader(new.root, new.post_id) then
    raise check_violation using message = 'a leader leads, in a post that somebody holds',
      table = 'case_lead', constraint = 'lead_by_a_leader';
  end if;
  if app.sits_with(new.root, new.post_id, p.accused) then
    raise check_violation using message = 'nobody leads what is against their own unit',
      table = 'case_lead', constraint = 'lead_apart_from_the_accused';
  end if;
  -- Whom the level had before gives way.
  update app.case_lead set state = 'RELEASED', until = new.since, reason = 'replaced'
    where root = new.root and problem_id = new.problem_id and state = 'ACTIVE';
  return new;
end $$;
create trigger begins before insert on app.case_lead
  for each row execute function app.start_lead();

-- What has ended stays as it ended.
create function app.keep_lead() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  raise check_violation using message = 'a lead that ended is not taken up again',
    table = 'case_lead', constraint = 'lead_ends_once';
end $$;
create trigger kept before update of state, until, reason on app.case_lead
  for each row when (old.state = 'RELEASED'
    and (old.state, old.until, old.reason) is distinct from (new.state, new.until, new.reason))
  execute function app.keep_lead();

create function app.show_lead() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if new.state = 'ACTIVE' then
    update app.problem set leader_post = new.post_id, led_by = new.level
      where root = new.root and id = new.problem_id
        and (leader_post, led_by) is distinct from (new.post_id, new.level);
  else
    update app.problem set leader_post = null, led_by = null
      where root = new.root and id = new.problem_id and leader_post is not null;
  end if;
  return null;
end $$;
create trigger shown after insert or update of state, level on app.case_lead
  for each row execute function app.show_lead();

-- The lead stands while the problem lies below the leader's level, however deep it is handed on, and
-- ends when it comes home or goes elsewhere. Looked at when all is settled: a reorganisation moves posts,
-- problems and the tree one after the other.
create function app.follow_lead() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  stands int;
begin
  select * into p from app.problem where root = new.root and id = new.id;
  if p.leader_post is null then return null; end if;
  select s.holder into stands from app.post s
    where s.root = p.root and s.id = p.leader_post and s.valid_until is null;
  if stands is null or stands = p.holder
      or stands <> all (array_remove(array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6], null)) then
    update app.case_lead set state = 'RELEASED', reason = 'moved',
        until = greatest(since, (clock_timestamp() at time zone 'Asia/Shanghai')::date)
      where root = p.root and problem_id = p.id and state = 'ACTIVE';
  elsif app.sits_with(p.root, p.leader_post, p.accused) then
    update app.case_lead set state = 'RELEASED', reason = 'accused',
        until = greatest(since, (clock_timestamp() at time zone 'Asia/Shanghai')::date)
      where root = p.root and problem_id = p.id and state = 'ACTIVE';
  elsif stands <> p.led_by then
    update app.case_lead set level = stands
      where root = p.root and problem_id = p.id and state = 'ACTIVE';
  end if;
  return null;
end $$;
create constraint trigger leader_follows after update on app.problem
  deferrable initially deferred for each row
  when (new.leader_post is not null and (old.holder, old.at1, old.at2, old.at3, old.at4, old.at5,
      old.at6, old.accused) is distinct from (new.holder, new.at1, new.at2, new.at3, new.at4, new.at5,
      new.at6, new.accused))
  execute function app.follow_lead();

-- Everybody who ever led a problem: in the post while it led, whoever held it then.
create function app.leaders_of(r int, problem uuid) returns setof uuid language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select l.person_id from app.case_lead l where l.root = r and l.problem_id = leaders_of.problem
  union
  select a.person_id from app.case_lead l
      join app.appointment a on a.root = l.root and a.post_id = l.post_id
        and a.appointed_on <= coalesce(l.until, date 'infinity')
        and (a.relieved_on is null or a.relieved_on > l.since)
    where l.root = r and l.problem_id = leaders_of.problem
$$;
revoke all on function app.leaders_of(int, uuid) from public;
grant execute on function app.leaders_of(int, uuid) to levelwise_app;

-- Whoever led it neither closes it nor looks at it again.
create function app.not_by_its_leader() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  who uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
begin
  if who in (select app.leaders_of(new.root, new.problem_id)) then
    raise check_violation using message = 'whoever led it does not judge it',
      table = tg_table_name, constraint = tg_table_name || '_by_another_check';
  end if;
  return new;
end $$;
create trigger not_by_its_leader before insert on app.closing
  for each row execute function app.not_by_its_leader('closed_by');
create trigger not_by_its_leader before insert or update of rechecked_by on app.recheck
  for each row when (new.rechecked_by is not null)
  execute function app.not_by_its_leader('rechecked_by');

-- A task force is named by the unit that has the problem, or by the level above it; nobody of a unit
-- that the problem is against is in it, nor sits on a panel. Who is named of one is released when more
-- units are found to be accused.
create function app.start_member() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  new.formed_by := coalesce(ctx.tenant(), new.formed_by, (select p.holder from app.problem p
    where p.root = new.root and p.id = new.problem_id));
  return new;
end $$;
create trigger begins before insert on app.case_member
  for each row execute function app.start_member();

-- After the row, and so after the wall, which refuses whoever has nothing to do with the problem.
create function app.judge_member() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id;
  if new.duty <> 'PANEL' and new.formed_by not in (p.holder, coalesce(p.holder_parent, p.holder)) then
    raise check_violation using message = 'a task force is formed where it lies, or one level above',
      table = 'case_member', constraint = 'task_force_from_the_level_above';
  end if;
  if app.sits_with(new.root, new.post_id, p.accused) then
    raise check_violation using message = 'nobody works on what is against their own unit',
      table = 'case_member', constraint = 'member_apart_from_the_accused';
  end if;
  return null;
end $$;
create trigger judged after insert on app.case_member
  for each row execute function app.judge_member();

-- Whoever is in it no more, as another was formed, is told so, unless they were named anew; nobody of a unit
-- that it is against. What a gate releases (an accusation, below) is told to nobody: of a post that two
-- hold, the one who has nothing to do with the accused would learn of the other. Inside a gate the current
-- user is the gate's owner.
create function app.tell_released() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform app.tell(p.root, p.id, null, p.accused, 'TASK_FORCE_RELEASED', s.holder, s.id, '{}', '{}',
      null, null)
    from app.problem p join app.post s on s.root = p.root and s.id = new.post_id
    where p.root = new.root and p.id = new.problem_id and not exists (
      select from app.case_member m where m.root = new.root and m.problem_id = new.problem_id
        and m.post_id = new.post_id and m.formed_by = new.formed_by and m.state = 'ACTIVE');
  return null;
end $$;
create trigger released_told after update of state on app.case_member
  for each row when (old.state = 'ACTIVE' and new.state = 'RELEASED' and new.duty <> 'PANEL'
    and current_user = 'levelwise_app')
  execute function app.tell_released();

create function app.release_accused() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.case_member m set state = 'RELEASED' where m.root = new.root
    and m.problem_id = new.id and m.state = 'ACTIVE'
    and app.sits_with(m.root, m.post_id, new.accused);
  return null;
end $$;
create trigger accused_released after update of accused on app.problem for each row
  when (old.accused <> new.accused) execute function app.release_accused();
