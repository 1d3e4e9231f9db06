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

-- A hidden visit is seen nowhere but in its own row, which the unit does not read, until it took place:
-- while one is open the problem does not turn to RECHECKING, and its story says nothing of it.
create function app.visit_stays_hidden() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from app.recheck r where r.root = new.root and r.state = 'OPEN'
      and r.form = 'HIDDEN_VISIT'
      and r.problem_id = case tg_table_name when 'problem' then (to_jsonb(new) ->> 'id')::uuid
        else (to_jsonb(new) ->> 'problem_id')::uuid end)
    and (tg_table_name <> 'recheck' or exists (select from app.problem p where p.root = new.root
      and p.id = (to_jsonb(new) ->> 'problem_id')::uuid and p.state = 'RECHECKING')) then
    raise check_violation using message = 'a hidden visit is under way',
      table = 'recheck', constraint = 'recheck_stays_hidden';
  end if;
  return null;
end $$;
create trigger visit_stays_hidden after update of state on app.problem for each row
  when (new.state = 'RECHECKING') execute function app.visit_stays_hidden();
create trigger visit_stays_hidden after insert on app.happening for each row
  when (new.act = 'open_recheck') execute function app.visit_stays_hidden();
create trigger visit_stays_hidden after insert or update of state, form on app.recheck for each row
  when (new.state = 'OPEN' and new.form = 'HIDDEN_VISIT') execute function app.visit_stays_hidden();

-- Looks at a major item show that it stays away: two of them are 14 days apart at least. Whichever is taken
-- late moves those still ahead to 21 days later, where they are not later anyway; each may be taken seven
-- days before its day (ledger/rechecks/rules.py, APART_DAYS, and recheck_not_before_its_days_check).
create function app.move_looks() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.recheck r set version = r.version + 1,
      due_on = (new.done_at at time zone 'Asia/Shanghai')::date + 21
    where r.root = new.root and r.closing_id = new.closing_id and r.id <> new.id
      and r.reason = 'MAJOR' and r.done_at is null and r.state in ('PLANNED', 'OPEN')
      and r.due_on < (new.done_at at time zone 'Asia/Shanghai')::date + 21;
  return null;
end $$;
create trigger moves_looks after update of done_at on app.recheck for each row
  when (new.reason = 'MAJOR' and new.state = 'HELD' and old.done_at is null and new.done_at is not null)
  execute function app.move_looks();

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

-- A closed item that is made public as a negative case is a major one from then on: the looks whose days
-- are ahead are planned by whoever publishes it, wherever the item lies. What is
-- filed away is looked at no more.
create function app.plan_case_looks(made uuid, figures text[], shipped int[], mores boolean[],
    at timestamptz) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  today date := (at at time zone 'Asia/Shanghai')::date;
  n int;
begin
  insert into app.recheck (root, id, holder, problem_id, closing_id, reason, due_on, planned_at)
    select c.root, gen_random_uuid(), c.holder, c.problem_id, c.id, 'MAJOR', l.due_on, at
      from app.publication x
        join app.publication_draft d on d.root = x.root and d.id = x.draft_id
        join app.closing c on c.root = d.root and c.problem_id = d.problem_id
          and c.cancelled_at is null
        join app.problem p on p.root = c.root and p.id = c.problem_id
          and p.state in ('CLOSED', 'RECHECKING')
        cross join lateral (select (c.closed_at at time zone 'Asia/Shanghai')::date
            + coalesce(app.figure(c.root, c.level, y.figure, y.more), y.days) as due_on
          from unnest(figures, shipped, mores) y (figure, days, more)) l
      where x.root = ctx.root() and x.id = plan_case_looks.made and x.state = 'PUBLISHED'
        and x.kind = 'CASE' and x.polarity = 'NEGATIVE' and ctx.tenant() in (x.holder, x.approving)
        and l.due_on > today
        and not exists (select from app.recheck r where r.root = c.root and r.closing_id = c.id
          and r.reason = 'MAJOR');
  get diagnostics n = row_count;
  return n;
end $$;
grant execute on function app.plan_case_looks(uuid, text[], int[], boolean[], timestamptz) to levelwise_app;
