-- The day of a rework (t28): set by the superior of whoever has the problem, once for each return, while it
-- lies returned or is worked on anew, and never in the past; by nobody who sits in the unit that has it, in
-- whatever post. No clock but that of the rectification follows it.
create function app.keep_rework_day() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
  p app.problem;
  back app.happening;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id for update;
  select * into back from app.happening h where h.root = new.root and h.problem_id = new.problem_id
    and h.after = 'RETURNED' and h.before is distinct from 'RETURNED'
    order by h.happened_at desc, h.id desc limit 1;
  if me is not null and (me is distinct from p.holder_parent or p.holder = any (ctx.tenants()))
      or back.id is null
      or p.state not in ('RETURNED', 'RECTIFYING') or new.after <> p.state
      or new.before is distinct from new.after or new.due_on is null
      or new.due_on < (new.happened_at at time zone 'Asia/Shanghai')::date then
    raise check_violation using message = 'the superior sets the day of a rework, from today on',
      table = 'happening', constraint = 'rework_day_set_by_its_assigner';
  end if;
  if exists (select from app.happening h where h.root = new.root and h.problem_id = new.problem_id
      and h.act = 'set_rework_deadline' and (h.happened_at, h.id) > (back.happened_at, back.id)) then
    raise check_violation using message = 'the day of a rework is set once for each return',
      table = 'happening', constraint = 'rework_day_set_once';
  end if;
  return new;
end $$;
create trigger rework_day_kept before insert on app.happening for each row
  when (new.act = 'set_rework_deadline') execute function app.keep_rework_day();
