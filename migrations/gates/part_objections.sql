-- A co-handler's objection: once, by the unit itself and before it signs; while it stands, the part ends, by
-- anybody but the unit, or whoever gave it out lets it stand, and that nobody who sits in the unit does for the
-- superior, in whatever post. (That they do not take it back either is the book's: a recall of the whole by one
-- of them ends the part, too.) What was said stays as it was said.
create function app.keep_part_objection() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
begin
  -- Not a definer function: inside a gate the current user is the gate's owner. A merger that is reversed
  -- gives back a part with the objection that it had.
  if current_user <> 'levelwise_app' then return new; end if;
  if tg_op = 'INSERT' then
    raise check_violation using message = 'nobody objects before it is given out',
      table = 'assignment', constraint = 'part_objected_to_once';
  elsif new.state = 'OBJECTED' and old.state <> 'OBJECTED' then
    if old.state <> 'ASSIGNED' or old.objection_reason is not null
        or me is not null and me <> new.holder then
      raise check_violation using message = 'a part is objected to once, by the unit that has it',
        table = 'assignment', constraint = 'part_objected_to_once';
    end if;
  elsif old.state = 'OBJECTED' and new.state = 'ASSIGNED' and new.objection_answer is not null then
    if me is not null and (me is distinct from new.holder_parent or new.holder = any (ctx.tenants()))
        or (old.objection_reason, old.objection_text, old.objected_on)
          is distinct from (new.objection_reason, new.objection_text, new.objected_on) then
      raise check_violation using message = 'whoever gave a part out rules on an objection to it',
        table = 'assignment', constraint = 'part_objection_ruled_on';
    end if;
  elsif old.state = 'OBJECTED' and (new.state not in ('OBJECTED', 'WITHDRAWN')
        or new.state = 'WITHDRAWN' and me = new.holder)
      or (old.objection_reason, old.objection_text, old.objected_on, old.objection_answer)
        is distinct from (new.objection_reason, new.objection_text, new.objected_on,
          new.objection_answer) then
    raise check_violation using message = 'an objection to a part is ruled on, and stays as it was said',
      table = 'assignment', constraint = 'part_objection_ruled_on';
  end if;
  return new;
end $$;
create trigger objection_begins before insert on app.assignment for each row
  when (new.objection_reason is not null) execute function app.keep_part_objection();
create trigger objection_kept before update on app.assignment for each row
  when (old.state = 'OBJECTED' or new.state = 'OBJECTED'
    or (old.objection_reason, old.objection_text, old.objected_on, old.objection_answer)
      is distinct from (new.objection_reason, new.objection_text, new.objected_on,
        new.objection_answer))
  execute function app.keep_part_objection();
