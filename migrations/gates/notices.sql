-- Who holds a post of a unit today, with every role that it has: its own, those given to it and those
-- of its groups, as signing in counts them. Whoever is suspended holds none, nor does anybody in a
-- unit that is closed or suspended. For gates only.
create function app.in_office(r int, unit int)
  returns table (person_id uuid, post_id uuid, body_id uuid, actor_type text, roles text[], kind text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with today as (select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day)
  select a.person_id, s.id, s.body_id, s.actor_type, s.roles || array(
      select g.role from jsonb_to_recordset(ctx.granted(s.root, s.id))
          as g (role text, given_from date, given_until date)
        where g.role is not null and g.given_from <= day
          and (g.given_until is null or day < g.given_until)), a.kind
    from today, app.tenant t join app.post s on s.root = t.root and s.holder = t.id
      join app.appointment a on a.root = s.root and a.post_id = s.id
    where t.root = r and t.id = unit and (t.valid_until is null or day < t.valid_until)
      and s.valid_from <= day and (s.valid_until is null or day < s.valid_until)
      and a.appointed_on <= day and (a.relieved_on is null or day < a.relieved_on)
      and not (a.suspended_on is not null and a.suspended_on <= day
        and (a.resumed_on is null or day < a.resumed_on))
      and not exists (select from app.tenant o where o.suspended
        and o.id = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]))
$$;

-- Who is told: those who hold a fitting post of a unit today, but never the one who acts, and never
-- anyone with any post in or below a unit that the thing accuses. Of a body: those in it alone; of the
-- nil one: those in none.
create function app.whom(
    r int, unit int, only_post uuid, roles text[], actors text[], only_body uuid, against int[])
  returns table (person_id uuid, post_id uuid) language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  with today as (select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day)
  select distinct on (a.person_id, a.post_id) a.person_id, a.post_id
    from today, app.in_office(r, unit) a
    where (only_post is null or a.post_id = only_post)
      and (only_post is not null or a.roles && whom.roles or a.actor_type = any (actors))
      and (only_body is null or only_body = coalesce(a.body_id, '00000000-0000-0000-0000-000000000000'::uuid))
      and a.person_id is distinct from ctx.person()
      and not exists (select from app.appointment b
        where b.root = r and b.person_id = a.person_id
          and (b.relieved_on is null or day < b.relieved_on)
          and array[b.at1, b.at2, b.at3, b.at4, b.at5, b.at6] && against)
$$;

-- Whether somebody also holds a post today outside a unit and all above it (wall.py, "apart").
create function app.stands_elsewhere(r int, person uuid, unit int) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.tenant t join app.appointment b on b.root = t.root
    where t.root = r and t.id = unit and b.person_id = person
      and (b.relieved_on is null or (clock_timestamp() at time zone 'Asia/Shanghai')::date < b.relieved_on)
      and not array_remove(array[b.at1, b.at2, b.at3, b.at4, b.at5, b.at6], null)
        <@ array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6])
$$;
revoke all on function app.stands_elsewhere(int, uuid, int) from public;

-- Whoever is to sign a list is told of each version of it (ledger/responsibilities/signing.py: those who
-- hold a post of its actor, and no stand-in); what was signed, or is in force no more, asks nobody.
create function app.ask_to_sign() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if new.state <> 'PUBLISHED' then
    update app.notice set read_at = clock_timestamp()
      where root = new.root and responsibility_id = new.id and read_at is null;
    return null;
  end if;
  insert into app.notice (root, id, person_id, post_id, kind, responsibility_id, created_at)
    select new.root, gen_random_uuid(), a.person_id, a.post_id, 'LIST_TO_SIGN', new.id,
        clock_timestamp()
      from app.in_office(new.root, new.holder) a
      where a.actor_type = new.actor_type and a.body_id is not distinct from new.body_id
        and a.kind = 'REGULAR' and a.person_id is distinct from ctx.person()
        and not exists (select from app.pledge s where s.root = new.root and s.list_id = new.id
          and s.list_version = new.edition and s.person_id = a.person_id)
    on conflict do nothing;
  return null;
end $$;
create trigger asks_to_sign after update on app.responsibility_list for each row
  when (old.state <> new.state or old.edition <> new.edition) execute function app.ask_to_sign();

create function app.was_signed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.notice set read_at = clock_timestamp()
    where root = new.root and responsibility_id = new.list_id and person_id = new.person_id
      and read_at is null;
  return null;
end $$;
create trigger was_signed after insert on app.pledge
  for each row execute function app.was_signed();

create function app.tell(
    r int, problem uuid, obligation uuid, against int[], what text, unit int, only_post uuid,
    roles text[], actors text[], only_body uuid, about date)
  returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  insert into app.notice
      (root, id, person_id, post_id, kind, problem_id, obligation_id, accused, for_day, created_at)
    select r, gen_random_uuid(), w.person_id, w.post_id, what, problem, obligation, against, about,
        clock_timestamp()
      from app.whom(r, unit, only_post, roles, actors, only_body, against) w
    on conflict do nothing;
  get diagnostics n = row_count;
  return n;
end $$;

-- Which organisation department judges: a township has none, that of its county does.
create function app.judging(
    r int, level int, above int, roles text[], actors text[], against int[])
  returns int language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when exists (select from app.whom(r, level, null, judging.roles, actors, null, against))
    then level else above end
$$;

create function app.tell_of(
    p app.problem, what text, place text, roles text[], actors text[], about date)
  returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  -- An emergency copy: the unit that it goes to, and those between.
  if place = 'copied' then
    select coalesce(sum(app.tell(p.root, p.id, null, p.accused, what, u.id, null, tell_of.roles,
        actors, null, about)), 0) into n
      from app.tenant u where u.root = p.root and u.id <> p.holder
        and u.id = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])
        and u.slot >= (select t.slot from app.share s
          join app.tenant t on t.root = s.root and t.id = s.with_tenant
          where s.root = p.root and s.problem_id = p.id and s.kind = 'EMERGENCY_COPY'
          order by s.shared_at desc, s.id desc limit 1);
    return n;
  end if;
  -- Whom the acting unit has in the task force that it formed, in the posts in which it named them.
  if place = 'named' then
    select coalesce(sum(app.tell(p.root, p.id, null, p.accused, what, s.holder, s.id, tell_of.roles,
        actors, null, about)), 0) into n
      from app.case_member m join app.post s on s.root = m.root and s.id = m.post_id
      where m.root = p.root and m.problem_id = p.id and m.state = 'ACTIVE'
        and m.duty in ('LEADER', 'MEMBER') and m.formed_by = ctx.tenant();
    return n;
  end if;
  -- Above whoever owes a step is their own superior.
  return app.tell(p.root, p.id, null, p.accused, what,
    case place when 'parent' then p.holder_parent when 'parent_above' then
      (select t.parent_id from app.tenant t where t.root = p.root and t.id = p.holder_parent)
    when 'sender' then (select h.starts from app.hop h where h.root = p.root
      and h.problem_id = p.id order by h.seq desc limit 1)
    when 'lister' then app.judging(p.root, p.listed_by, p.listed_parent, roles, actors, p.accused)
    when 'lister_above' then p.listed_parent when 'leader' then p.led_by else p.holder end,
    case place when 'holder_post' then p.holder_post when 'leader' then p.leader_post end, roles, actors, null, about);
end $$;

-- Whoever is in a task force is told so though they may not read the problem. Where it turns out to be
-- against their unit, that is taken from their sight, too: the row carries whom it is against.
create function app.hide_named() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.notice n set accused = new.accused
    from app.case_member m join app.appointment a on a.root = m.root and a.post_id = m.post_id
    where m.root = new.root and m.problem_id = new.id and n.root = m.root
      and n.person_id = a.person_id and n.post_id = m.post_id and n.problem_id = new.id;
  return null;
end $$;
create trigger named_hidden after update of accused on app.problem
  for each row when (old.accused <> new.accused) execute function app.hide_named();

-- A part is told to its unit and to its lead leader, by whoever gave it.
create function app.notify_part(key uuid, what text, place text, roles text[], actors text[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  a app.assignment;
begin
  select * into a from app.assignment x where x.root = ctx.root() and x.id = key
    and x.role = 'CO' and ctx.tenant() in (x.parent, x.holder);
  if a.id is not null then
    perform app.tell(a.root, a.problem_id, null, a.accused, what,
      case place when 'giver' then a.parent when 'main' then (select p.holder from app.problem p
        where p.root = a.root and p.id = a.problem_id and a.part_of is null) else a.holder end,
      case place when 'holder_post' then a.lead_post end, roles, actors, null, null);
  end if;
end $$;
grant execute on function app.notify_part(uuid, text, text, text[], text[]) to levelwise_app;

-- Of a rebound, a score, a proposal: each is told to one level, which the row itself says.
create function app.tell_about(noun text, r int, key uuid, against int[], what text, unit int,
    roles text[], actors text[])
  returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  insert into app.notice (root, id, person_id, post_id, kind, rebound_id, score_id, escalation_id,
      accused, created_at)
    select r, gen_random_uuid(), w.person_id, w.post_id, what, case noun when 'rebound' then key end,
        case noun when 'score' then key end, case noun when 'escalation' then key end, against,
        clock_timestamp()
      from app.whom(r, unit, null, roles, actors, null, against) w
      -- A frozen score counts all items of its level: who may not read it is not told what it comes to.
      where noun <> 'score' or not app.stands_elsewhere(r, w.person_id, unit)
    on conflict do nothing;
  get diagnostics n = row_count;
  return n;
end $$;

-- What an act tells of a rebound or a score that its own unit has just written.
create function app.notify_about(noun text, key uuid, what text, roles text[], actors text[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
begin
  if noun = 'rebound' then
    perform app.tell_about(noun, x.root, x.id, x.accused, what, x.alerted, roles, actors)
      from app.rebound x where x.root = ctx.root() and x.id = key
        and me in (x.level, x.level_parent);
  else
    perform app.tell_about(noun, x.root, x.id, '{}', what, x.holder_parent, roles, actors)
      from app.score x where x.root = ctx.root() and x.id = key and x.holder = me;
  end if;
end $$;
grant execute on function app.notify_about(text, uuid, text, text[], text[]) to levelwise_app;

-- Proposals to escalate are told to the level that decides, for as long as it has not decided: also
-- to whoever comes into post later. None is told to anybody twice.
create function app.tell_proposals(today date, kinds jsonb) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int := 0;
  step record;
begin
  for step in select x.kind, t.roles, t.actors from jsonb_to_recordset(kinds) as x (kind text, "to" jsonb)
      cross join jsonb_to_recordset(x."to") as t (roles text[], actors text[]) loop
    n := n + coalesce((select sum(app.tell_about('escalation', e.root, e.id, e.accused, step.kind,
          e.holder, step.roles, step.actors))
        from app.escalation e where e.state = 'PROPOSED' and e.proposed_on <= today), 0);
  end loop;
  return n;
end $$;
grant execute on function app.tell_proposals(date, jsonb) to levelwise_relay, levelwise_migrator;

-- A reorganisation whose day has come is told to those of its unit who may carry it out, on each day
-- on which they have not. It is carried out in somebody's name, never by the sweep.
create function app.tell_reorganisations(today date, kinds jsonb) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  insert into app.notice (root, id, person_id, post_id, kind, reorganisation_id, for_day, created_at)
    select r.root, gen_random_uuid(), w.person_id, w.post_id, x.kind, r.id, today, clock_timestamp()
      from app.reorganisation r
        cross join jsonb_to_recordset(kinds) as x (kind text, "to" jsonb)
        cross join jsonb_to_recordset(x."to") as t (roles text[], actors text[])
        cross join app.whom(r.root, r.holder, null, t.roles, t.actors, null, '{}') w
      where r.state = 'SCHEDULED' and r.effective_on <= today
    on conflict do nothing;
  get diagnostics n = row_count;
  return n;
end $$;
grant execute on function app.tell_reorganisations(date, jsonb) to levelwise_relay, levelwise_migrator;

-- Units whose last manager leaves within some days: told one level up, or where nothing is above at the
-- unit itself. A manager is whoever holds a post with one of these roles, its own or given to it by
-- itself or by a group; the day is the first on which none of them is there. Who begins until then counts
-- already, and so does who is suspended until a day.
create function app.tell_ending_managers(
    today date, ahead int, what text, managing text[], of_actors text[], roles text[], actors text[])
  returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
  n int;
begin
  with carried as (
    select s.root, s.id as post, coalesce(s.valid_until, 'infinity') as until from app.post s
      where s.roles && managing or s.actor_type = any (of_actors)
    union all
    select g.root, coalesce(g.post_id, m.post_id), least(coalesce(g.given_until, 'infinity'),
        coalesce(m.given_until, 'infinity'), coalesce(s.valid_until, 'infinity'))
      from app.role_grant g
        left join app.group_member m on m.root = g.root and m.group_id = g.group_id
        join app.post s on s.root = g.root and s.id = coalesce(g.post_id, m.post_id)
      where g.role = any (managing) and g.given_from <= today + ahead
        and (m.id is null or m.given_from <= today + ahead)),
  held as (
    select a.root, a.holder, a.id,
        max(least(c.until, coalesce(a.relieved_on, 'infinity'))) as until
      from carried c join app.appointment a on a.root = c.root and a.post_id = c.post
      where a.appointed_on <= today + ahead
        and not (a.suspended_on is not null and a.suspended_on <= today and a.resumed_on is null)
      group by a.root, a.holder, a.id),
  ending as (
    select distinct on (h.root, h.holder) h.root, h.holder, h.id, h.until,
        coalesce(t.parent_id, t.id) as above
      from held h join app.tenant t on t.root = h.root and t.id = h.holder
      where t.valid_until is null
      order by h.root, h.holder, h.until desc, h.id)
  insert into app.notice (root, id, person_id, post_id, kind, appointment_id, for_day, created_at)
    select e.root, gen_random_uuid(), w.person_id, w.post_id, what, e.id, e.until, clock_timestamp()
      from ending e cross join lateral app.whom(e.root, e.above, null, roles, actors, null, '{}') w
      where e.until > today and e.until <= today + ahead
    on conflict do nothing;
  get diagnostics n = row_count;
  return n;
end $$;
grant execute on function app.tell_ending_managers(
  date, int, text, text[], text[], text[], text[]) to levelwise_relay, levelwise_migrator;

-- A change that takes two is told to those one level up who may confirm it, or where nothing is above
-- to the others of its unit; and what they said, to whoever proposed it, in the post in which they did.
create function app.notify_change(
    key uuid, what text, place text, roles text[], actors text[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.notice (root, id, person_id, post_id, kind, proposed_change_id, created_at)
    select c.root, gen_random_uuid(), w.person_id, w.post_id, what, c.id, clock_timestamp()
      from app.proposed_change c
        cross join lateral app.whom(c.root,
          case place when 'asker' then c.holder else coalesce(c.holder_parent, c.holder) end,
          case place when 'asker' then c.previewed_in end, roles, actors, null, '{}') w
      where c.root = ctx.root() and c.id = key and ctx.tenant() in (c.holder, c.holder_parent)
        and (place <> 'asker' or w.person_id = c.previewed_by)
    on conflict do nothing;
end $$;
grant execute on function app.notify_change(uuid, text, text, text[], text[]) to levelwise_app;

-- Whoever proposed a text, in their posts at its unit, is told what became of it.
create function app.tell_proposer(d app.publication_draft, what text) returns void language sql
  security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.notice (root, id, person_id, post_id, kind, draft_id, accused, created_at)
    select d.root, gen_random_uuid(), w.person_id, w.post_id, what, d.id, d.accused,
        clock_timestamp()
      from app.in_office(d.root, d.holder) o
        cross join lateral app.whom(d.root, d.holder, o.post_id, null, null, null, d.accused) w
      where o.person_id = d.proposed_by and w.person_id = d.proposed_by
    on conflict do nothing
$$;
revoke all on function app.tell_proposer(app.publication_draft, text) from public;

-- Who takes the next step of a text is told that it waits, but for those who took one before.
create function app.notify_draft(key uuid, what text, place text, roles text[], actors text[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d app.publication_draft;
begin
  select * into d from app.publication_draft x where x.root = ctx.root() and x.id = key
    and ctx.tenant() in (x.holder, x.holder_parent, x.approving);
  if place = 'asker' then
    perform app.tell_proposer(d, what) where d.id is not null;
    return;
  end if;
  insert into app.notice (root, id, person_id, post_id, kind, draft_id, accused, created_at)
    select d.root, gen_random_uuid(), w.person_id, w.post_id, what, d.id, d.accused,
        clock_timestamp()
      from app.whom(d.root, case place when 'parent' then d.holder_parent
        when 'approving' then d.approving else d.holder end, null, roles, actors, null, d.accused) w
      where d.id is not null and (d.state = 'APPROVED'
        or w.person_id <> all (array_remove(array[d.proposed_by, d.checked_by], null)))
    on conflict do nothing;
end $$;
grant execute on function app.notify_draft(uuid, text, text, text[], text[]) to levelwise_app;

-- What the public said waits for the approving level: told once, and again of what came after that was
-- read; also to whoever comes into post later.
create function app.tell_comments(kinds jsonb) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  insert into app.notice (root, id, person_id, post_id, kind, draft_id, accused, created_at)
    select d.root, gen_random_uuid(), w.person_id, w.post_id, k.kind, d.id, d.accused,
        clock_timestamp()
      from (select c.root, c.publication_id, max(c.received_at) as came from app.comment c
          where c.state = 'RECEIVED' group by c.root, c.publication_id) waits
        join app.publication p on p.root = waits.root and p.id = waits.publication_id
          and p.state = 'PUBLISHED'
        join app.publication_draft d on d.root = p.root and d.id = p.draft_id
        cross join jsonb_to_recordset(kinds) as k (kind text, "to" jsonb)
        cross join jsonb_to_recordset(k."to") as t (roles text[], actors text[])
        cross join lateral app.whom(d.root, d.approving, null, t.roles, t.actors, null, d.accused) w
      where not exists (select from app.notice x where x.person_id = w.person_id
        and x.post_id = w.post_id and x.draft_id = d.id and x.kind = k.kind
        and x.created_at >= waits.came)
    on conflict do nothing;
  get diagnostics n = row_count;
  return n;
end $$;
grant execute on function app.tell_comments(jsonb) to levelwise_relay, levelwise_migrator;

-- What an act tells, of a problem that its own unit has to do with. It gives nothing back: who was
-- told, or whether anybody was, is not the business of whoever acted.
create function app.notify(problem uuid, what text, place text, roles text[], actors text[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  me int := ctx.tenant();
begin
  select * into p from app.problem x where x.root = ctx.root() and x.id = notify.problem
    and me = any (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] || x.trail);
  if p.id is not null then
    perform app.tell_of(p, what, place, notify.roles, notify.actors, null);
  end if;
end $$;
grant execute on function app.notify(uuid, text, text, text[], text[]) to levelwise_app;

-- Who allowed a rest is told on the day on which it ends, and so are the handlers; whether the sweep has
-- let the work go on already or does so next.
create function app.remind_of_rests(today date, what text, places jsonb) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who record;
  n int := 0;
begin
  for who in select p as problem, app.rests_until(p) as review_on, t.at, t.roles, t.actors
      from app.problem p
        cross join jsonb_to_recordset(places) as t (at text, roles text[], actors text[])
      where p.open and (p.root, p.id) in (
          select x.root, x.id from app.problem x where x.open and x.state = 'SUSPENDED'
          union all select h.root, h.problem_id from app.happening h
            where h.act = 'resume_problem' and h.author_person is null
              and h.happened_at >= today - 3)
        and app.rests_until(p) <= today
        and not exists (select from app.notice x where x.problem_id = p.id and x.kind = what
          and x.for_day = app.rests_until(p)) loop
    n := n + app.tell_of(who.problem, what, who.at, who.roles, who.actors, who.review_on);
  end loop;
  return n;
end $$;

-- The reminder ladder, by the sweep, for each clock that runs: one that was missed silences none
-- beside it. Of a step that another than the holder owes, whoever owes it is told, and their superior
-- later. A step that was missed while nobody swept is made good for two days, and none is told twice.
create function app.remind(today date, ladder jsonb, before int[], owed jsonb) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  step record;
  who record;
  due record;
  days date[];
  o record;
  n int := 0;
begin
  for step in select * from jsonb_to_recordset(ladder)
      as x (kind text, after int, review boolean, "to" jsonb) loop
    if step.review then
      n := n + app.remind_of_rests(today, step.kind, step."to");
      continue;
    end if;
    days := array[today - step.after - 2, today - step.after - 1, today - step.after];
    for due in select q as problem, q.state, d.for_day, d.for_day = any (q.waits_on) as elsewhere
        from app.problem q cross join lateral (
          select today as for_day where q.remind_on @> array[today] and today < any (q.due_days)
            and step.after is null
          union all select x from unnest(q.due_days) x where x = any (days)) d
        where q.open
          and (step.after is null and q.remind_on @> array[today] or q.due_days && days)
          and not exists (select from app.notice x where x.problem_id = q.id and x.kind = step.kind
            and x.for_day = d.for_day) loop
      for who in select case when z.at is null then x.at when x.at = 'holder' then z.at
            else z.at || '_above' end as at,
          case when x.at = 'holder' then coalesce(z.roles, x.roles) else x.roles end as roles,
          case when x.at = 'holder' then coalesce(z.actors, x.actors) else x.actors end as actors
          from jsonb_to_recordset(step."to") as x (at text, roles text[], actors text[])
          left join jsonb_to_recordset(owed)
            as z (states text[], at text, roles text[], actors text[])
            on due.elsewhere and due.state = any (z.states) loop
        n := n + app.tell_of(due.problem, step.kind, who.at, who.roles, who.actors, due.for_day);
      end loop;
    end loop;
    for o in select q.root, q.id, q.holder, q.actor_type, q.body_id,
          case when step.after is null then today else q.due_on end as about
        from app.obligation q
        where q.open and q.state <> 'SELF_CHECKED'
          and (step.after is null and q.due_on = any (select today + b from unnest(before) b)
            or q.due_on between today - step.after - 2 and today - step.after)
          and not exists (select from app.notice x where x.obligation_id = q.id
            and x.kind = step.kind
            and x.for_day = case when step.after is null then today else q.due_on end) loop
      n := n + app.tell(o.root, null, o.id, '{}', step.kind, o.holder, null, '{}',
        -- As a list is borne: its body's by those in it, one of no body by those in none.
        array[o.actor_type], coalesce(o.body_id, '00000000-0000-0000-0000-000000000000'::uuid), o.about);
    end loop;
  end loop;
  return n;
end $$;
grant execute on function app.remind(date, jsonb, int[], jsonb)
  to levelwise_relay, levelwise_migrator;

-- What has days of its own beside the problem's: parts given out, measures, what is to be made public,
-- follow-ups and re-checks. Those who owe it, whose post it is, and who is above them.
create function app.days_of(what text, first date, last date)
  returns table (root int, problem uuid, against int[], due_on date, unit int, post uuid, above int,
    judge int, judge_above int)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.root, a.problem_id, a.accused, a.due_on, a.holder, a.lead_post, a.parent, null::int, null::int
    from app.assignment a join app.problem p on p.root = a.root and p.id = a.problem_id
    where what = 'assignment' and a.open and a.state <> 'OBJECTED' and a.role = 'CO' and p.open and p.state <> 'SUSPENDED'
      and a.due_on between first and last
  union all
  select m.root, m.problem_id, m.accused, m.due_on, s.holder, m.owner_post, m.holder_parent, null, null
    from app.measure m join app.problem p on p.root = m.root and p.id = m.problem_id
      join app.post s on s.root = m.root and s.id = m.owner_post
    where what = 'measure' and m.state = 'PLANNED' and p.state in ('RECTIFYING', 'RETURNED', 'PENDING_UPPER')
      and m.due_on between first and last
  union all
  select d.root, d.problem_id, d.accused, d.due_on, d.holder, null, d.holder_parent, null, null
    from app.publicity_duty d where what = 'publicity_duty' and d.open
      and d.due_on between first and last
  union all
  select f.root, f.problem_id, f.accused, f.due_on, f.holder, null, f.holder_parent, f.level,
      f.level_parent
    from app.follow_up f where what = 'follow_up' and f.state = 'ORDERED'
      and f.due_on between first and last
  union all
  select c.root, c.problem_id, c.accused, c.due_on, c.holder, null, c.holder_parent, c.level,
      c.level_parent
    from app.recheck c where what = 'recheck' and c.state in ('PLANNED', 'OPEN')
      -- Of other looks that are open the clock of their stage reminds.
      and (c.state = 'PLANNED' or c.form = 'HIDDEN_VISIT')
      and c.due_on between first and last
$$;

create function app.remind_of_days(today date, kinds jsonb) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  k record;
  due record;
  who record;
  n int := 0;
begin
  for k in select * from jsonb_to_recordset(kinds)
      as x (kind text, "of" text, days int[], "to" jsonb) loop
    for due in select d.*, o as so_far, d.due_on + o as about
        from unnest(k.days) o cross join lateral app.days_of(k."of", today - o - 2, today - o) d
        where not exists (select from app.notice x where x.problem_id = d.problem
          and x.kind = k.kind and x.for_day = d.due_on + o) loop
      for who in select x.at, x.roles, x.actors from jsonb_to_recordset(k."to")
          as x (at text, roles text[], actors text[], since int)
          where x.since is null or due.so_far >= x.since loop
        n := n + app.tell(due.root, due.problem, null, due.against, k.kind,
          case who.at when 'parent' then due.above
            when 'lister' then app.judging(due.root, due.judge, due.judge_above, who.roles,
              who.actors, due.against)
            else due.unit end,
          case who.at when 'holder_post' then due.post end, who.roles, who.actors, null, due.about);
      end loop;
    end loop;
  end loop;
  return n;
end $$;
grant execute on function app.remind_of_days(date, jsonb) to levelwise_relay, levelwise_migrator;

-- Whoever listens hears that something came for them, and reads it under their own rights.
create function app.notice_came() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('levelwise_notice', x.person_id::text)
    from (select distinct person_id from made) x;
  return null;
end $$;
create trigger came after insert on app.notice referencing new table as made
  for each statement execute function app.notice_came();
create trigger marked after update on app.notice referencing new table as made
  for each statement execute function app.notice_came();

-- Digests: one a day for each person and way, after the hour they chose and outside their quiet
-- hours, if something new is unread since the last one that left.
create function app.is_quiet(s app.notice_setting, at time) returns boolean language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select case when s.quiet_from < s.quiet_until then at >= s.quiet_from and at < s.quiet_until
    when s.quiet_from > s.quiet_until then at >= s.quiet_from or at < s.quiet_until
    else false end
$$;

create function app.plan_digests(now timestamptz, senders text[]) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  here timestamp := now at time zone 'Asia/Shanghai';
  n int;
begin
  insert into app.digest (root, id, person_id, sender, day, next_at, made_at)
    select s.root, gen_random_uuid(), s.person_id, w, here::date, now, now
      from app.notice_setting s cross join unnest(senders) w
      where case w when 'MAIL' then s.email else s.gateway end is not null
        -- An hour inside the quiet ones is the end of these: 22:00 is next morning then.
        and here::time >= case when app.is_quiet(s, s.digest_at) then s.quiet_until
          else s.digest_at end and not app.is_quiet(s, here::time)
        and exists (select from app.notice x
          where x.person_id = s.person_id and x.root = s.root and x.read_at is null
            and x.created_at > coalesce((select max(d.made_at) from app.digest d
              where d.root = s.root and d.person_id = s.person_id and d.sender = w
                and d.state in ('SENT', 'EMPTY')), '-infinity'))
    on conflict do nothing;
  get diagnostics n = row_count;
  -- Yesterday's that could not leave is not sent beside today's: what it said is in it.
  update app.digest d set state = 'FAILED' where d.state = 'WAITING' and d.day < here::date;
  return n;
end $$;

-- Claims one digest for the length of the transaction; whoever claims beside it gets another. Of
-- what the notices point at it gives what the rule book asks about and no word of the content.
create function app.claim_digest(now timestamptz, senders text[]) returns jsonb language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  d app.digest;
  s app.notice_setting;
  who app.person;
  sits_in int[];
begin
  select x.* into d from app.digest x
    join app.notice_setting y on y.root = x.root and y.person_id = x.person_id
    where x.state = 'WAITING' and x.next_at <= now and x.sender = any (senders)
      and not app.is_quiet(y, (now at time zone 'Asia/Shanghai')::time)
    order by x.next_at, x.id limit 1 for update of x skip locked;
  if d.id is null then return null; end if;
  select * into s from app.notice_setting y where y.root = d.root and y.person_id = d.person_id;
  select * into who from app.person y where y.root = d.root and y.id = d.person_id;
  select array_agg(u) into sits_in from app.appointment b,
      unnest(array[b.at1, b.at2, b.at3, b.at4, b.at5, b.at6]) u
    where b.root = d.root and b.person_id = d.person_id and u is not null
      and (b.relieved_on is null or (now at time zone 'Asia/Shanghai')::date < b.relieved_on);
  return jsonb_build_object(
    'digest', d.id, 'sender', d.sender, 'attempts', d.attempts, 'day', d.day,
    'address', case d.sender when 'MAIL' then s.email else s.gateway end,
    'person', ctx.in_posts(who),
    'notices', (select coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'post', n.post_id,
        'problem', to_jsonb(p) - array['title', 'facts', 'place', 'source', 'admission', 'reason',
          'suggestion', 'root_cause', 'lasting_mechanism', 'same_type_follow_up'],
        'obligation', to_jsonb(o) - array['self_check', 'review'],
        'rebound', to_jsonb(b), 'score', to_jsonb(f) - 'parts',
        'escalation', to_jsonb(e) - array['reason', 'category'],
        'glass_window', to_jsonb(w) - array['reason', 'review'],
        'reorganisation', to_jsonb(g) - array['title', 'document_no', 'reason', 'ended_because'],
        'meeting', to_jsonb(mt) - 'convened_title' - 'called_off_title',
        'proposed_change', to_jsonb(pc) - array['given', 'role', 'permissions', 'reason',
          'document_no', 'answer'],
        'draft', to_jsonb(dr) - array['title', 'text', 'note', 'reason', 'names'],
        'responsibility', to_jsonb(rl),
        'appointment', to_jsonb(ap) - array['reason', 'document_no', 'ended_reason',
          'ended_document_no'])
          order by n.created_at), '[]')
      from app.notice n
      left join app.problem p on p.root = n.root and p.id = n.problem_id
      left join app.obligation o on o.root = n.root and o.id = n.obligation_id
      left join app.rebound b on b.root = n.root and b.id = n.rebound_id
      left join app.score f on f.root = n.root and f.id = n.score_id
      left join app.escalation e on e.root = n.root and e.id = n.escalation_id
      left join app.glass_window w on w.root = n.root and w.id = n.glass_window_id
      left join app.reorganisation g on g.root = n.root and g.id = n.reorganisation_id
      left join app.meeting mt on mt.root = n.root and mt.id = n.meeting_id
      left join app.proposed_change pc on pc.root = n.root and pc.id = n.proposed_change_id
      left join app.publication_draft dr on dr.root = n.root and dr.id = n.draft_id
      left join app.responsibility_list rl on rl.root = n.root and rl.id = n.responsibility_id
      left join app.appointment ap on ap.root = n.root and ap.id = n.appointment_id
      where n.root = d.root and n.person_id = d.person_id and n.read_at is null
        and not (n.accused && coalesce(sits_in, '{}'))
        and not (coalesce(p.accused, '{}') && coalesce(sits_in, '{}'))));
end $$;

create function app.record_delivery(
    digest uuid, tried timestamptz, what text, said text, again timestamptz)
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d app.digest;
begin
  update app.digest x set attempts = x.attempts + 1,
      state = case when what <> 'FAILED' then what when again is null then 'FAILED'
        else 'WAITING' end,
      next_at = coalesce(again, x.next_at)
    where x.id = record_delivery.digest returning * into d;
  insert into app.delivery
      (root, id, digest_id, person_id, sender, attempt, tried_at, result, code)
    values (d.root, gen_random_uuid(), d.id, d.person_id, d.sender, d.attempts, tried, what,
      left(said, 200));
end $$;
grant execute on function app.plan_digests(timestamptz, text[]),
  app.claim_digest(timestamptz, text[]),
  app.record_delivery(uuid, timestamptz, text, text, timestamptz)
  to levelwise_relay, levelwise_migrator;
