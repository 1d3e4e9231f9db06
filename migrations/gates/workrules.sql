-- A supplement tells the past anew for thirty days at most, and never before its rule was worded so: what
-- was asked about an earlier day, and done by it, stays as it was. Whoever enters it, in whatever act; the day
-- of the entry is the application's clock, as it is in other gates: one who writes SQL with its rights says it.
create function app.keep_supplement_begin() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  entered date := (new.recorded_at at time zone 'Asia/Shanghai')::date;
begin
  if new.valid_from < entered - 30 or exists (select from app.work_rule w
      where w.key = new.rule_key and w.valid_from > new.valid_from and w.valid_from <= entered) then
    raise check_violation using message = 'a supplement begins at most thirty days back',
      table = 'work_rule_supplement', constraint = 'supplement_begins_in_time';
  end if;
  return new;
end $$;
create trigger supplement_begin_kept before insert on app.work_rule_supplement for each row
  execute function app.keep_supplement_begin();
