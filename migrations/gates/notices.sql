-- Who holds a post of a unit today, with every role that it has: its own, those given to it and those
-- of its groups, as signing in counts them. Whoever is suspended holds none, nor does anybody in a
-- unit that is closed or suspended. For gates only.
create function app.in_office(r int, unit int)
  returns table (person_id uuid, post_id uuid, body_id uuid, actor_type text, roles text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with today as (select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day)
  select a.person_id, s.id, s.body_id, s.actor_type, s.roles || array(
      select g.role from jsonb_to_recordset(ctx.granted(s.root, s.id))
          as g (role text, given_from date, given_until date)
        where g.role is not null and g.given_from <= day
          and (g.given_until is null or day < g.given_until))
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
-- anyone with any post in or below a unit that the thing accuses.
create function app.whom(
    r int, unit int, only_post uuid, roles text[], actors text[], only_body uuid, against int[])
  returns table (person_id uuid, post_id uuid) language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  with today as (select (clock_timestamp() at time zone 'Asia/Shanghai')::date as day)
  select distinct on (a.person_id, a.post_id) a.person_id, a.post_id
    from today, app.in_office(r, unit) a
    where (only_post is null or a.post_id = only_post)
      and (only_post is not null or a.roles && whom.roles or a.actor_type = any (actors))
      and (only_body is null or a.body_id is null or a.body_id = only_body)
      and a.person_id is distinct from ctx.person()
      and not exists (select from app.appointment b
        where b.root = r and b.person_id = a.person_id
          and (b.relieved_on is null or day < b.relieved_on)
          and array[b.at1, b.at2, b.at3, b.at4, b.at5, b.at6] && against)
$$;

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

create function app.tell_of(
    p app.problem, what text, place text, roles text[], actors text[], about date)
  returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  n := app.tell(p.root, p.id, null, p.accused, what,
    case place when 'parent' then p.holder_parent when 'lister' then p.listed_by else p.holder end,
    case place when 'holder_post' then p.holder_post end, roles, actors, null, about);
  if n = 0 and place = 'lister' then
    -- A township has no organisation department: that of its county evaluates.
    n := app.tell(p.root, p.id, null, p.accused, what, p.listed_parent, null, roles, actors, null,
      about);
  end if;
  return n;
end $$;

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

-- Who allowed a rest is reminded on the day on which they look at it again; the handlers, too.
create function app.remind_of_rests(today date, what text, places jsonb) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who record;
  n int := 0;
begin
  for who in select p as problem, s.review_on, t.at, t.roles, t.actors
      from app.problem p
        cross join lateral (select h.due_on as review_on from app.happening h
          where h.root = p.root and h.problem_id = p.id and h.act = 'suspend_problem'
          order by h.happened_at desc, h.id desc limit 1) s
        cross join jsonb_to_recordset(places) as t (at text, roles text[], actors text[])
      where p.open and p.state = 'SUSPENDED' and s.review_on <= today
        and not exists (select from app.notice x where x.problem_id = p.id and x.kind = what
          and x.for_day = s.review_on) loop
    n := n + app.tell_of(who.problem, what, who.at, who.roles, who.actors, who.review_on);
  end loop;
  return n;
end $$;

-- The reminder ladder, by the sweep, for each clock that runs: one that was missed silences none
-- beside it. A step that was missed while nobody swept is made good for two
-- days, and none is told twice.
create function app.remind(today date, ladder jsonb, before int[]) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
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
    for due in select q as problem, d.for_day
        from app.problem q cross join lateral (
          select today as for_day where q.remind_on @> array[today] and today < any (q.due_days)
            and step.after is null
          union all select x from unnest(q.due_days) x where x = any (days)) d
        where q.open
          and (step.after is null and q.remind_on @> array[today] or q.due_days && days)
          and not exists (select from app.notice x where x.problem_id = q.id and x.kind = step.kind
            and x.for_day = d.for_day) loop
      for who in select * from jsonb_to_recordset(step."to")
          as x (at text, roles text[], actors text[]) loop
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
        array[o.actor_type], o.body_id, o.about);
    end loop;
  end loop;
  return n;
end $$;
grant execute on function app.remind(date, jsonb, int[]) to levelwise_relay, levelwise_migrator;

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
        and here::time >= s.digest_at and not app.is_quiet(s, here::time)
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
        'meeting', to_jsonb(mt) - 'convened_title' - 'called_off_title')
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
