-- Fan-out. A part of a problem goes along a current edge (the foreign key assignment_along_an_edge),
-- is given out by the upper end of it, ends at a post there, and is never due after what it is a
-- part of. The problem itself lies with the main handler; a part moves nothing.
create function app.start_assignment() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  whole app.assignment;
  me int := ctx.tenant();
  lies int;
  latest date;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id for update;
  lies := p.holder_parent; latest := coalesce(p.rectify_by, p.due_on);
  if new.part_of is not null then
    select * into whole from app.assignment where root = new.root and id = new.part_of for update;
    lies := whole.holder; latest := whole.due_on;
    if whole.problem_id is distinct from new.problem_id then lies := null; end if;
  end if;
  new.holder := new.child;
  -- Who helps is named with the order, or added to it until it is claimed to be done.
  if lies is distinct from new.parent or me is not null and new.part_of is null
      and p.state not in ('ASSIGNED', 'OBJECTED', 'ACCEPTED', 'PLEDGED', 'RECTIFYING', 'RETURNED') then
    raise check_violation using message = 'a part is given out by whoever has the whole',
      table = 'assignment', constraint = 'assignment_of_the_whole';
  end if;
  if me is not null and new.role = 'CO' and new.child = p.holder then
    raise unique_violation using message = 'whoever leads helps nobody',
      table = 'assignment', constraint = 'assignment_once';
  end if;
  if me is not null and me <> new.parent then
    raise check_violation using message = 'a part is given out by the upper end of its edge',
      table = 'assignment', constraint = 'hop_made_by_the_upper_end';
  end if;
  if exists (select from app.tenant_edge where root = new.root and id = new.edge
      and valid_until is not null) then
    raise check_violation using message = 'the edge has ended',
      table = 'assignment', constraint = 'hop_along_a_current_edge';
  end if;
  if not exists (select from app.post where root = new.root and id = new.lead_post
      and holder = new.child and valid_until is null) then
    raise check_violation using message = 'a part ends at a post of the unit it goes to',
      table = 'assignment', constraint = 'hop_ends_at_a_post';
  end if;
  if new.due_on > latest then
    raise check_violation using message = 'a part is due no later than the whole',
      table = 'assignment', constraint = 'assignment_within_the_whole';
  end if;
  -- Whoever had the problem sees its parts.
  new.trail := p.trail;
  return new;
end $$;
create trigger begins before insert on app.assignment
  for each row execute function app.start_assignment();

-- A part that is done or taken back is late no more (before "place", which looks at it).
create function app.end_lateness() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  new.overdue := false;
  return new;
end $$;
create trigger late before update on app.assignment for each row
  when (new.overdue and new.state in ('FINISHED', 'WITHDRAWN')) execute function app.end_lateness();

-- What is derived: how many parts are open, that a part is handed on while parts of it are open, and
-- that parts of what is withdrawn are withdrawn.
create function app.count_parts(r int, item uuid, whole uuid) returns void language plpgsql
  set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  if whole is null then
    select count(*) into n from app.assignment where root = r and problem_id = item
      and part_of is null and role = 'CO' and open;
    update app.problem set parts_open = n where root = r and id = item and parts_open <> n;
  else
    select count(*) into n from app.assignment where root = r and part_of = whole and open;
    update app.assignment set parts_open = n, state = case
        when n > 0 and state = 'ACCEPTED' then 'HANDED_ON'
        when n = 0 and state = 'HANDED_ON' then 'ACCEPTED' else state end
      where root = r and id = whole and parts_open <> n;
  end if;
end $$;

create function app.follow_assignment() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update app.problem set trail = trail || new.holder
      where root = new.root and id = new.problem_id and new.holder <> all (trail);
  elsif new.state = 'WITHDRAWN' then
    update app.assignment set state = 'WITHDRAWN'
      where root = new.root and part_of = new.id and open;
    -- Whoever was to lead it is told, in whatever way it ended.
    if new.role = 'CO' then
      perform app.tell(new.root, new.problem_id, null, new.accused, 'PART_WITHDRAWN', new.holder,
        new.lead_post, '{}', '{}', null, null);
    end if;
  end if;
  perform app.count_parts(new.root, new.problem_id, new.part_of);
  return null;
end $$;
create trigger given_out after insert on app.assignment
  for each row execute function app.follow_assignment();
create trigger counted after update on app.assignment for each row
  when (old.state <> new.state) execute function app.follow_assignment();

-- No part is due after what it is a part of, also where that is brought forward: whoever leads it is told.
create function app.bring_forward() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.assignment set due_on = new.due_on, version = version + 1
    where root = new.root and part_of = new.id and open and due_on > new.due_on;
  if new.role = 'CO' and new.open then
    perform app.tell(new.root, new.problem_id, null, new.accused, 'PART_BROUGHT_FORWARD', new.holder,
      new.lead_post, '{}', '{}', null, null);
  end if;
  return null;
end $$;
create trigger brought_forward after update of due_on on app.assignment for each row
  when (new.due_on < old.due_on) execute function app.bring_forward();

-- Nobody is given more days for a part than it was given, but as an objection to it is overruled, and within
-- the whole: how many, that act reckons. Whoever brings the whole forward at once is waited for.
create function app.keep_part_day() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform from app.problem where root = new.root and id = new.problem_id for update;
  if old.state <> 'OBJECTED' or new.state <> 'ASSIGNED' or new.due_on > coalesce(
      (select w.due_on from app.assignment w where w.root = new.root and w.id = new.part_of),
      (select coalesce(p.rectify_by, p.due_on) from app.problem p
        where p.root = new.root and p.id = new.problem_id)) then
    raise check_violation using message = 'a part is due no later than the whole',
      table = 'assignment', constraint = 'assignment_within_the_whole';
  end if;
  return new;
end $$;
create trigger day_kept before update of due_on on app.assignment for each row
  when (new.role = 'CO' and new.due_on > old.due_on) execute function app.keep_part_day();

-- The whole is brought forward by whoever ordered it: by another order, or a day of rework. An order
-- further down is its giver's own matter, and moves nobody's part but theirs.
create function app.bring_parts_forward() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.assignment set due_on = new.rectify_by, version = version + 1
    where root = new.root and problem_id = new.id and part_of is null and role = 'CO' and open
      and parent = new.holder_parent and due_on > new.rectify_by;
  return null;
end $$;
create trigger parts_brought_forward after update of rectify_by on app.problem for each row
  when (new.rectify_by is distinct from old.rectify_by)
  execute function app.bring_parts_forward();

-- The main handler's line is the problem's own; an order that the problem has left is no order. What an
-- upheld objection takes home goes on to another unit in the same act: those who help go on helping. What a
-- reorganisation ends so is written down for the way back.
create function app.derive_assignments() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  line int[] := array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6];
  moved uuid;
  d record;
begin
  if new.holder <> old.holder then
    select m.reorganisation_id into moved from app.reorganisation_move m where m.root = new.root
      and m.noun = 'problem' and m.record_id = new.id and not m.back and m.from_unit = old.holder
      and m.to_unit = new.holder and m.xid = pg_current_xact_id()::text limit 1;
  end if;
  for d in select * from (select x.id, x.state as was, case
        when x.role = 'CO' and x.parent = new.holder and (new.state = 'OBJECTED'
          or old.state = 'OBJECTED' and new.state = 'TRIAGED') then x.state
        when not (x.parent = any (array_remove(line, null)) and x.parent <> new.holder)
          or x.role = 'MAIN' and not x.holder = any (array_remove(line, null)) then 'WITHDRAWN'
        when x.role = 'CO' then x.state
        when new.state in ('COMPLETION_CLAIMED', 'SELF_EVALUATED', 'CLIENT_EVALUATED', 'CLOSED',
          'RECHECKING', 'ARCHIVED') then 'FINISHED'
        when new.holder <> x.holder then 'HANDED_ON'
        when new.state in ('ASSIGNED', 'OBJECTED') then 'ASSIGNED'
        else 'ACCEPTED' end as state
      from app.assignment x where x.root = new.root and x.problem_id = new.id
        and x.part_of is null and x.state <> 'WITHDRAWN' and (x.open or x.role = 'MAIN')) y
    where was <> state
  loop
    if moved is not null and d.state = 'WITHDRAWN' then
      perform app.withdraw_parts(new.root, moved, array[d.id]);
    else
      update app.assignment set state = d.state where root = new.root and id = d.id;
    end if;
  end loop;
  return null;
end $$;
create trigger derived after update on app.problem for each row
  when ((old.state, old.holder) is distinct from (new.state, new.holder))
  execute function app.derive_assignments();

-- Hand-over: an item goes from post to post within its unit.
create function app.start_handover() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id for update;
  if p.holder_post is distinct from new.from_post or not exists (select from app.post where root = new.root and id = new.to_post
        and holder = p.holder and valid_until is null) then
    raise check_violation using message = 'an item goes between posts of the unit that holds it',
      table = 'handover', constraint = 'handover_within_the_unit';
  end if;
  return new;
end $$;
create trigger begins before insert on app.handover
  for each row execute function app.start_handover();

create function app.end_handover() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.problem set holder_post = new.to_post,
      lead_post = case when lead_post = new.from_post then new.to_post else lead_post end
    where root = new.root and id = new.problem_id;
  update app.assignment set lead_post = new.to_post where root = new.root
    and problem_id = new.problem_id and role = 'MAIN' and lead_post = new.from_post and open;
  return null;
end $$;
create trigger handed_over after insert on app.handover
  for each row execute function app.end_handover();

-- What is kept from whoever acts is handed over with the rest, by this gate and unseen: were it left, the
-- empty list of a post that may not be left would say that there is something. Given: the post, and the
-- one that it goes to, where nobody in that stands with those it is against; else it goes to the head, the
-- task force, or any other post of the unit. Where there is none it stays. Without a viewer nothing is
-- unseen.
create function app.hand_over_unseen(r int, wanted uuid, preferred uuid) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  unit int;
  one record;
  next uuid;
begin
  select holder into unit from app.post where root = r and id = wanted;
  for one in
    select 'problem' as what, p.id, p.id as problem_id, p.accused from app.problem p
      where p.root = r and p.open and p.holder_post = wanted and p.holder = unit
        and p.accused && ctx.units()
    union all select 'measure', m.id, m.problem_id, m.accused from app.measure m
      where m.root = r and m.owner_post = wanted and m.state = 'PLANNED' and m.holder = unit
        and m.accused && ctx.units()
    union all select 'assignment', a.id, a.problem_id, a.accused from app.assignment a
      where a.root = r and a.lead_post = wanted and a.open and a.role = 'CO' and a.holder = unit
        and a.accused && ctx.units()
    union all select 'case_lead', l.id, l.problem_id, l.accused from app.case_lead l
      where l.root = r and l.post_id = wanted and l.state = 'ACTIVE' and preferred is null
        and l.accused && ctx.units()
    order by 2
  loop
    select s.id into next from app.post s
      where s.root = r and s.holder = unit and s.valid_until is null and s.id <> wanted
        and exists (select from app.in_office(r, unit) o where o.post_id = s.id)
        and not app.sits_with(r, s.id, one.accused)
      order by s.id = preferred desc nulls last, s.heads desc, ('task_force' = any (s.roles)) desc, s.id
      limit 1;
    continue when next is null and one.what <> 'case_lead';
    case one.what
      when 'problem' then
        insert into app.handover (root, id, holder, problem_id, from_post, to_post, made_by, made_at)
          values (r, gen_random_uuid(), unit, one.id, wanted, next, '', clock_timestamp());
      when 'measure' then
        update app.measure set owner_post = next, version = version + 1 where root = r and id = one.id;
      when 'assignment' then
        update app.assignment set lead_post = next, version = version + 1
          where root = r and id = one.id;
      else
        -- Who leads at a unit below is chosen by the level, by name: whoever may see it names another.
        update app.case_lead set state = 'RELEASED', reason = 'moved',
            until = greatest(since, (clock_timestamp() at time zone 'Asia/Shanghai')::date)
          where root = r and id = one.id;
    end case;
  end loop;
end $$;
revoke all on function app.hand_over_unseen(int, uuid, uuid) from public;

create function app.hand_over_with(wanted uuid, preferred uuid) returns void language sql
  security definer set search_path = pg_catalog, pg_temp as $$
  select app.hand_over_unseen(s.root, s.id, n.id) from app.post s
    join app.post n on n.root = s.root and n.id = preferred and n.holder = s.holder
    where s.root = ctx.root() and s.id = wanted and s.holder = ctx.tenant() and n.valid_until is null
$$;
revoke all on function app.hand_over_with(uuid, uuid) from public;
grant execute on function app.hand_over_with(uuid, uuid) to levelwise_app;

-- What a post has in hand: open problems it answers for, planned measures, open parts, and what it
-- leads at units below. What is kept from whoever acts holds nobody in a post: nobody could say why.
create function app.held_by_post(r int, wanted uuid) returns int language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select (select count(*) from app.problem where root = r and open and holder_post = wanted
      and not coalesce(accused && ctx.units(), false))::int
    + (select count(*) from app.measure m join app.problem p
        on p.root = m.root and p.id = m.problem_id and p.open
        where m.root = r and m.owner_post = wanted and m.state = 'PLANNED'
          and not coalesce(m.accused && ctx.units(), false) and m.holder = (
          select holder from app.post where root = r and id = wanted))::int
    + (select count(*) from app.assignment where root = r and lead_post = wanted and open
        and role = 'CO' and not coalesce(accused && ctx.units(), false))::int
    + (select count(*) from app.case_lead l join app.problem p on p.root = l.root
        and p.id = l.problem_id and p.open
        where l.root = r and l.post_id = wanted and l.state = 'ACTIVE'
          and not coalesce(l.accused && ctx.units(), false))::int
$$;

-- Nobody leaves a post, and no post ends, with items in hand: the list is emptied first, or somebody
-- else is in the post already.
create function app.leave_post() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.appointment a where a.root = new.root and a.post_id = new.post_id
        and a.id <> new.id and a.relieved_on is null) then
    if app.held_by_post(new.root, new.post_id) > 0 then
      raise check_violation using message = 'the post still has items in hand',
        table = 'appointment', constraint = 'handover_emptied';
    end if;
    perform app.hand_over_unseen(new.root, new.post_id, null);
  end if;
  return new;
end $$;
create trigger leaves before update of relieved_on, person_id, post_id on app.appointment
  for each row when (new.relieved_on < old.relieved_on or old.relieved_on is null and (
    new.relieved_on is not null
    or (old.person_id, old.post_id) is distinct from (new.person_id, new.post_id)))
  execute function app.leave_post();

create function app.end_post() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if app.held_by_post(new.root, new.id) > 0 then
    raise check_violation using message = 'the post still has items in hand',
      table = 'post', constraint = 'handover_emptied';
  end if;
  perform app.hand_over_unseen(new.root, new.id, null);
  return new;
end $$;
create trigger ends before update of valid_until on app.post
  for each row when (old.valid_until is null and new.valid_until is not null)
  execute function app.end_post();

-- What only points at a problem takes over whom it is against, and follows when more are named: the
-- wall asks the row's own column.
create function app.take_accused() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  new.accused := coalesce((select p.accused from app.problem p
    where p.root = new.root and p.id = new.problem_id), '{}');
  return new;
end $$;
create trigger accused_taken before insert on app.assignment
  for each row execute function app.take_accused();
create trigger accused_taken before insert on app.escalation
  for each row execute function app.take_accused();

create function app.pass_accused() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.assignment set accused = new.accused where root = new.root and problem_id = new.id;
  update app.escalation set accused = new.accused where root = new.root and problem_id = new.id;
  return null;
end $$;
create trigger accused_passed after update of accused on app.problem
  for each row when (old.accused <> new.accused) execute function app.pass_accused();
