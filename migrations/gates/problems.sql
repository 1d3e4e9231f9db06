-- The ladder. A problem moves only by a hop; a hop runs along a current edge of the tree (the foreign
-- key hop_along_an_edge), starts where the problem lies, and is made by the upper end of its edge:
-- who hands down, and who draws in. Upward without the upper end's leave only once that has
-- handed it back as often as may be. These hold for everyone who can write SQL, the application's own role included.
--
-- A unit and those that it took over: what one of them exchanged counts for all of them.
create function app.stood_for(r int, unit int) returns int[] language sql stable
  set search_path = pg_catalog, pg_temp as $$
  with recursive known (id) as (
    select stood_for.unit
    union
    select s.former from known k join app.tenant_succession s
      on s.root = r and s.successor = k.id and s.until is null)
  select array_agg(id) from known
$$;

-- Whether whoever holds a problem is late with it by their own days: as the sweep says it, and before it
-- has come round (ledger/clocks/owing.py).
create function app.is_late(p app.problem, today date) returns boolean language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select (p).overdue or coalesce((p).missed_on < today, false)
    or coalesce(case when (p).owed_on is null then (p).due_on else (p).own_on end < today, false)
$$;

create function app.start_hop() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  me int := ctx.tenant();
  below int[];
  above int[];
  exchanged int;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id for update;
  new.starts := case new.direction when 'UP' then new.child else new.parent end;
  new.ends := case new.direction when 'UP' then new.parent else new.child end;
  new.author_tenant := case when new.by_rule then new.child else new.parent end;
  new.seq := p.hops + 1;
  if new.starts is distinct from p.holder then
    raise check_violation using message = 'a hop starts where the problem lies',
      table = 'hop', constraint = 'hop_starts_where_it_lies';
  end if;
  if exists (select from app.tenant_edge where root = new.root and id = new.edge
      and valid_until is not null) then
    raise check_violation using message = 'the edge has ended',
      table = 'hop', constraint = 'hop_along_a_current_edge';
  end if;
  if me is not null and me <> new.parent then
    below := app.stood_for(new.root, new.child);
    above := app.stood_for(new.root, new.parent);
    select count(*) into exchanged from app.happening h
      where h.root = new.root and h.problem_id = new.problem_id
        and h.act = 'hand_back' and h.author_tenant = any (above) and h.other_end = any (below);
    if not (new.by_rule and new.direction = 'UP' and me = new.child
        and exchanged >= (app.problem_rules(new.root, new.parent) ->> 'exchanges')::int) then
      raise check_violation using message = 'a hop is made by the upper end of its edge',
        table = 'hop', constraint = 'hop_made_by_the_upper_end';
    end if;
  end if;
  -- A unit is relieved of what nobody has handed down, and what it has not submitted, once it is late.
  if me = new.parent and new.direction = 'UP'
      and p.state in ('COLLECTED', 'REGISTERED', 'BANKED', 'LISTED', 'TRIAGED')
      and not app.is_late(p, (new.made_at at time zone 'Asia/Shanghai')::date) then
    raise check_violation using message = 'a superior takes over what is overdue below',
      table = 'hop', constraint = 'hop_of_what_is_overdue';
  end if;
  if new.post_id is null then
    select id into new.post_id from app.post where root = new.root and holder = new.ends
      and valid_until is null order by heads desc, ('task_force' = any (roles)) desc, id limit 1;
  end if;
  if not exists (select from app.post
      where root = new.root and id = new.post_id and holder = new.ends and valid_until is null) then
    raise check_violation using message = 'a hop ends at a post of the unit it leads to',
      table = 'hop', constraint = 'hop_ends_at_a_post';
  end if;
  return new;
end $$;
create trigger hop_starts before insert on app.hop
  for each row execute function app.start_hop();

create function app.end_hop() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.problem set holder = new.ends, holder_post = new.post_id, hops = new.seq
    where root = new.root and id = new.problem_id;
  -- What the unit that it leaves had planned and not done is no duty of whoever works on it next.
  update app.measure set state = 'LAPSED', version = version + 1
    where root = new.root and problem_id = new.problem_id and state = 'PLANNED';
  -- Nor does what it gave as its reason for more time give another unit any: it asks for itself.
  -- Whoever asked is told, in a post of the unit that it leaves.
  with gone as (update app.extension set state = 'LAPSED',
      decided_at = greatest(new.made_at, asked_at), version = version + 1
    where root = new.root and problem_id = new.problem_id and state = 'ASKED'
    returning asked_by, accused)
  insert into app.notice (root, id, person_id, post_id, kind, problem_id, accused, created_at)
    select new.root, gen_random_uuid(), told.person_id, told.post_id, 'EXTENSION_LAPSED',
        new.problem_id, told.accused, clock_timestamp()
      from (select distinct on (w.person_id) w.person_id, w.post_id, g.accused from gone g
        join app.in_office(new.root, new.starts) o on o.person_id = g.asked_by
        cross join lateral app.whom(new.root, new.starts, o.post_id, '{}', '{}', null, g.accused) w
        where w.person_id = g.asked_by order by w.person_id, w.post_id) told
    on conflict do nothing;
  return null;
end $$;
create trigger hop_ends after insert on app.hop
  for each row execute function app.end_hop();

create function app.keep_to_ladder() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and not exists (select from app.hop where root = new.root
      and problem_id = new.id and seq = new.hops and ends = new.holder
      and starts = old.holder and new.hops = old.hops + 1)
    -- Within its unit it goes from post to post, by a hand-over and by nothing else.
    and not (new.holder = old.holder and new.hops = old.hops and exists (
      select from app.handover where root = new.root and problem_id = new.id
        and from_post = old.holder_post and to_post = new.holder_post))
    -- From a post that ended while it was closed, as it opens again.
    and not (new.holder = old.holder and new.hops = old.hops and new.open and not old.open
      and exists (select from app.post where root = new.root and id = old.holder_post
        and valid_until is not null))
    -- With its unit, when that went up in another one: written down by the gate alone.
    and not (new.hops = old.hops
      and app.has_moved(new.root, 'problem', new.id, old.holder, new.holder)) then
    raise check_violation using message = 'a problem moves by a hop and by nothing else',
      table = 'problem', constraint = 'problem_moves_by_hop';
  end if;
  if not exists (select from app.post
      where root = new.root and id = new.holder_post and holder = new.holder) then
    raise check_violation using message = 'a problem lies at a post of its holder',
      table = 'problem', constraint = 'problem_lies_at_a_post';
  end if;
  return null;
end $$;
-- A closed problem keeps nobody at a post, so the post may have ended when it opens again: then it lies
-- at the head's. Its unit is the same; the order that stands is its new leader's.
create function app.lay_again() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  next uuid;
begin
  if exists (select from app.post where root = new.root and id = new.holder_post
      and valid_until is not null) then
    select id into next from app.post where root = new.root and holder = new.holder
      and valid_until is null order by heads desc, ('task_force' = any (roles)) desc, id limit 1;
  end if;
  if next is not null then
    if new.lead_post = new.holder_post then new.lead_post := next; end if;
    update app.assignment set lead_post = next where root = new.root and problem_id = new.id
      and role = 'MAIN' and lead_post = new.holder_post and state <> 'WITHDRAWN';
    new.holder_post := next;
  end if;
  return new;
end $$;
create trigger laid_again before update of open on app.problem for each row
  when (new.open and not old.open) execute function app.lay_again();
create trigger ladder_born after insert on app.problem
  for each row execute function app.keep_to_ladder();
create trigger ladder_kept after update on app.problem for each row
  when (old.holder <> new.holder or old.hops <> new.hops or old.holder_post <> new.holder_post)
  execute function app.keep_to_ladder();

-- What was reported is written once: while a problem is only collected it may be corrected, later
-- knowledge is a step of its story. By its story, too, which nobody shortens: a state that was put
-- back opens nothing. Reporter, day and channel are never written again at all (tables.py, "fixed").
create function app.keep_origin() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if old.state <> 'COLLECTED' or exists (select from app.happening h
      where h.root = old.root and h.problem_id = old.id and h.after <> 'COLLECTED') then
    raise check_violation using message = 'what was reported stays as it was reported',
      table = 'problem', constraint = 'problem_keeps_its_origin';
  end if;
  return new;
end $$;
-- Whoever collected it corrects it; rows of a file are corrected with their campaign, by whoever may
-- import it. A step on the way, as the place that is said at registration, is another act.
create function app.amend_report() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.person() is not null and ctx.person() is distinct from old.reported_by
      and not exists (select from app.campaign_item i
        where i.root = old.root and i.problem_id = old.id) then
    raise check_violation using message = 'whoever reported it corrects a report',
      table = 'problem', constraint = 'problem_amended_by_its_author';
  end if;
  return new;
end $$;
create trigger origin_amended before update of list_type, field, title, facts, place, source, found_on
  on app.problem for each row
  when ((old.list_type, old.field, old.title, old.facts, old.source, old.found_on)
      is distinct from (new.list_type, new.field, new.title, new.facts, new.source, new.found_on)
    or old.place <> new.place and new.state = 'COLLECTED')
  execute function app.amend_report();
create trigger origin_kept before update of list_type, field, title, facts, place, source, found_on
  on app.problem for each row
  when ((old.list_type, old.field, old.title, old.facts, old.place, old.source, old.found_on)
    is distinct from (new.list_type, new.field, new.title, new.facts, new.place, new.source,
      new.found_on))
  execute function app.keep_origin();

-- Whose list a problem is on: whoever lists it says so, where it lies with them or has just gone down
-- from them, and from then on nobody but a level above may take it over. Its superior follows. A
-- lower level that takes it home from below so takes neither class, deadline nor closing along.
create function app.keep_list() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
  was int;
begin
  if tg_op = 'UPDATE' then
    -- With its units, when they went up in others: written down by the gate alone.
    if app.has_moved(new.root, 'problem:listed_by', new.id, old.listed_by, new.listed_by)
        or app.has_moved(new.root, 'problem:listed_parent', new.id, old.listed_parent,
          new.listed_parent) then
      return new;
    end if;
    was := old.listed_by;
  end if;
  if new.listed_by is distinct from was then
    if was is not null and not exists (select from app.tenant t
        where t.root = new.root and t.id = was and t.id <> new.listed_by
          and new.listed_by in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)) then
      raise check_violation using message = 'only a level above takes a problem off a list',
        table = 'problem', constraint = 'problem_keeps_its_list';
    end if;
    if me is not null and not exists (select from app.hop h
          where h.root = new.root and h.problem_id = new.id and h.seq = new.hops
            and h.ends = new.holder
            and (h.starts = new.listed_by and me = h.starts
              or h.by_rule and h.ends = new.listed_by and me = h.starts))
        and not (me = new.listed_by and me = new.holder) then
      raise check_violation using message = 'a level puts on its list what it has in hand',
        table = 'problem', constraint = 'problem_listed_by_its_level';
    end if;
  end if;
  select parent_id into new.listed_parent from app.tenant
    where root = new.root and id = new.listed_by;
  return new;
end $$;
create trigger list_given before insert on app.problem for each row
  when (new.listed_by is not null or new.listed_parent is not null)
  execute function app.keep_list();
create trigger list_kept before update of listed_by, listed_parent on app.problem for each row
  when ((old.listed_by, old.listed_parent) is distinct from (new.listed_by, new.listed_parent))
  execute function app.keep_list();

-- A rejection, and listing and labelling where the line asks for it, is proposed by one person and done by
-- another, just as it was proposed. What rose by rule was listed by nobody.
create function app.keep_seconded() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  step text := case old.state || ' ' || new.state when 'REGISTERED REJECTED' then 'REJECT'
    when 'BANKED LISTED' then 'LIST' when 'LISTED TRIAGED' then 'TRIAGE' end;
begin
  if ctx.person() is null then return new; end if;
  if new.proposal is not null and (old.proposal, old.proposed_by, old.proposed_ground,
      old.proposed_mode, old.proposed_track) is distinct from (new.proposal, new.proposed_by,
      new.proposed_ground, new.proposed_mode, new.proposed_track)
      and new.proposed_by is distinct from ctx.person() then
    raise check_violation using message = 'a step is proposed in one''s own name',
      table = 'problem', constraint = 'problem_proposed_in_own_name';
  end if;
  if step is null or old.proposal = step and old.proposed_by <> ctx.person()
      and (step <> 'REJECT' or new.reason = old.proposed_ground)
      and (step <> 'TRIAGE' or new.class = old.proposed_ground) then
    return new;
  end if;
  if step = 'REJECT' or app.problem_rules(new.root, new.holder) -> 'second_steps' ? step
      and not exists (select from app.hop h where h.root = new.root and h.problem_id = new.id
        and h.seq = new.hops and h.by_rule and h.starts = ctx.tenant()) then
    raise check_violation using message = 'one person proposes a step and another confirms it',
      table = 'problem', constraint = 'problem_seconded';
  end if;
  return new;
end $$;
create trigger seconded before update of state, proposal, proposed_by, proposed_ground, proposed_mode,
    proposed_track on app.problem for each row
  when (new.proposal is not null or old.state <> new.state)
  execute function app.keep_seconded();

-- Sharing moves nothing: a unit above the holder is put on the trail and reads.
create function app.share_problem() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  me int := ctx.tenant();
begin
  select * into p from app.problem where root = new.root and id = new.problem_id for update;
  if new.kind = 'EMERGENCY_COPY' and (new.with_tenant = p.holder or new.with_tenant <> all (
      array_remove(array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6], null))) then
    raise check_violation using message = 'a copy goes up the line of the holder',
      table = 'share', constraint = 'share_goes_up_the_line';
  end if;
  -- A review is in sight of whoever reviews: the acting unit, or its direct superior, above a unit
  -- that had the problem.
  if new.kind = 'REVIEW' and (
      new.with_tenant is distinct from me and not exists (select from app.tenant t
        where t.root = new.root and t.id = me and t.parent_id = new.with_tenant)
      or not exists (select from app.tenant t
        where t.root = new.root and t.id = any (p.trail || p.holder) and t.id <> new.with_tenant
          and new.with_tenant in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6))) then
    raise check_violation using message = 'a review goes to the superior of whoever answered',
      table = 'share', constraint = 'review_goes_up_the_line';
  end if;
  update app.problem set trail = trail || new.with_tenant
    where root = new.root and id = new.problem_id;
  return null;
end $$;
create trigger shared after insert on app.share
  for each row execute function app.share_problem();

-- The trail as rows with the columns it is listed by, so that "what passed through us" is a range.
create function app.trail_problem() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.problem_trail as t (root, id, holder, problem_id, due_on, reported_at, open,
      accused, within)
    select new.root, gen_random_uuid(), x, new.id, new.due_on, new.reported_at, new.open,
      new.accused, coalesce(x = any (array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6]), false)
    from unnest(new.trail) x
  on conflict (root, problem_id, holder) do update
    set due_on = excluded.due_on, open = excluded.open, within = excluded.within,
      accused = excluded.accused
    where (t.due_on, t.open, t.within, t.accused)
      is distinct from (excluded.due_on, excluded.open, excluded.within, excluded.accused);
  return null;
end $$;
create trigger trailed after insert on app.problem
  for each row execute function app.trail_problem();
create trigger trailed_on after update on app.problem for each row
  when ((old.trail, old.due_on, old.open, old.holder, old.accused, old.at1, old.at2, old.at3,
      old.at4, old.at5, old.at6)
    is distinct from (new.trail, new.due_on, new.open, new.holder, new.accused, new.at1, new.at2,
      new.at3, new.at4, new.at5, new.at6))
  execute function app.trail_problem();

-- The Party organisations of some units and of the levels above them, nearest first: only of units on
-- the line of whoever acts, who reads the names of bodies above by no other way. A leading group or a
-- task force is none.
create function app.party_line(r int, units int[])
  returns table (id uuid, kind text, name text, unit uuid, unit_name text) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select b.id, b.kind, b.name, h.uid, h.name from app.body b
    join app.tenant h on h.root = b.root and h.id = b.holder
    where b.root = r and b.valid_until is null and b.kind not in ('leading_group', 'task_force')
      and b.holder in (select above from app.tenant t,
        unnest(array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]) above
        where t.root = r and t.id = any (units)
          and ctx.tenant() in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6))
    order by h.slot desc, b.parent_body_id is not null, b.name_sort, b.id
$$;
grant execute on function app.party_line(int, int[]) to levelwise_app;
