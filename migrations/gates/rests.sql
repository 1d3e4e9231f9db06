-- A rest is asked for by the unit that works on it, in one's own name and one at a time, and answered by
-- its superior; whoever asked does not allow it, in whatever post. Whatever ends the work ends the request.
create function app.keep_rest() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
begin
  if new.state <> 'RECTIFYING' then
    new.rest_asked_until := null; new.rest_ground := null; new.rest_asked_by := null;
  end if;
  if me is null then return new; end if;
  if new.state = 'SUSPENDED' and old.state <> 'SUSPENDED' and old.rest_asked_by = ctx.person() then
    raise check_violation using message = 'whoever asked for a rest does not allow it',
      table = 'problem', constraint = 'problem_rest_allowed_by_another';
  end if;
  if new.state <> old.state or (new.rest_asked_until, new.rest_ground, new.rest_asked_by)
      is not distinct from (old.rest_asked_until, old.rest_ground, old.rest_asked_by) then
    return new;
  end if;
  if new.rest_asked_by is null and me is distinct from old.holder_parent
      or new.rest_asked_by is not null and (me is distinct from old.holder
        or old.rest_asked_by is not null or new.rest_asked_by is distinct from ctx.person()) then
    raise check_violation using message = 'the unit at work asks for a rest, and its superior answers',
      table = 'problem', constraint = 'problem_rest_asked_by_its_unit';
  end if;
  return new;
end $$;
create trigger rest_kept before update of state, rest_asked_until, rest_ground, rest_asked_by
  on app.problem for each row
  when (old.state <> new.state or (old.rest_asked_until, old.rest_ground, old.rest_asked_by)
    is distinct from (new.rest_asked_until, new.rest_ground, new.rest_asked_by))
  execute function app.keep_rest();

-- Until which day a problem rests: that of the last step that let it.
create function app.rests_until(p app.problem) returns date language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select h.due_on from app.happening h where h.root = p.root and h.problem_id = p.id
    and h.act = 'suspend_problem' order by h.happened_at desc, h.id desc limit 1
$$;

-- On its review date a rest is over by itself (t21, the scheduler). The relay replays the clocks with that
-- step, as an act does, and writes both; a problem that somebody took on meanwhile is left alone.
create function app.rests_over(today date) returns table (story jsonb) language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select app.clock_story(p) from app.problem p
    where p.open and p.state = 'SUSPENDED' and app.rests_until(p) <= today order by p.id limit 200
$$;

create function app.end_rest(problem uuid, at_version int, at timestamptz, rectify_by date,
    reckoned jsonb) returns boolean language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem x where x.id = end_rest.problem and x.version = at_version
    and x.state = 'SUSPENDED' for update;
  if p.id is null or app.rests_until(p) > (at at time zone 'Asia/Shanghai')::date then
    return false;
  end if;
  update app.problem x set state = 'RECTIFYING', version = x.version + 1
    where x.root = p.root and x.id = p.id;
  perform app.keep_reckoned(p.id, p.version + 1, reckoned);
  insert into app.happening (root, id, holder, problem_id, act, before, after, author_tenant,
      author_title, other_end, shown, due_on, happened_at)
    values (p.root, gen_random_uuid(), p.holder, p.id, 'resume_problem', 'SUSPENDED', 'RECTIFYING',
      p.holder_parent, '复核日已到 The review date', p.holder, 'ALL', end_rest.rectify_by, at);
  insert into app.outbox (root, id, kind, noun, holder, record_id, record_version)
    values (p.root, gen_random_uuid(), 'ProblemProgressed', 'problem', p.holder, p.id, p.version + 1);
  perform audit.append_system('end_rest', 'problem', p.id, jsonb_build_object(
    'event', 'ProblemProgressed', 'root', p.root));
  return true;
end $$;
grant execute on function app.rests_over(date),
  app.end_rest(uuid, int, timestamptz, date, jsonb) to levelwise_relay, levelwise_migrator;
