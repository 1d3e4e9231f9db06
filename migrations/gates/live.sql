-- What changed. A row for each problem and transaction says how the problem lay when the transaction
-- ended; what lay in between was never there for anybody. The notification names units, no more:
-- those on the line and the trail of the problem before and after.
create function app.was_overdue() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  if new.overdue then new.open_to := 1; end if;
  return new;
end $$;
create trigger placed_overdue before insert or update on app.change
  for each row execute function app.was_overdue();

-- Writes down how a problem lies now, and wakes those who listen at units on its line and trail.
create function app.note_change(p app.problem, more int[]) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  units int[] := p.trail || array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6] || more;
  told text;
begin
  insert into app.change as c (root, id, holder, trail, record_id, xid, list_type, state, open,
      overdue, reported_by, listed_by, listed_parent, lead_post, leader_post, led_by, handled_by,
      closed_by, proposed_by, asked_on, rest_asked_until, parts_at, accused)
    values (p.root, gen_random_uuid(), p.holder, p.trail, p.id,
      pg_current_xact_id()::text::bigint, p.list_type, p.state, p.open,
      p.overdue or p.owed_late,
      p.reported_by, p.listed_by, p.listed_parent, p.lead_post, p.leader_post, p.led_by,
      p.handled_by, p.closed_by, p.proposed_by, p.asked_on, p.rest_asked_until,
      -- Who helps, and whoever is to rule on an objection to that.
      array(select distinct u from app.assignment a, unnest(array[a.holder,
          case when a.state = 'OBJECTED' then a.holder_parent end]) u
        where a.root = p.root and a.problem_id = p.id and a.role = 'CO' and a.open
          and u is not null), p.accused)
  on conflict (root, record_id, xid) do update set holder = excluded.holder,
    trail = excluded.trail, list_type = excluded.list_type, state = excluded.state,
    open = excluded.open, overdue = excluded.overdue, reported_by = excluded.reported_by,
    listed_by = excluded.listed_by, listed_parent = excluded.listed_parent,
    lead_post = excluded.lead_post, leader_post = excluded.leader_post, led_by = excluded.led_by,
    handled_by = excluded.handled_by,
    closed_by = excluded.closed_by, proposed_by = excluded.proposed_by,
    asked_on = excluded.asked_on, rest_asked_until = excluded.rest_asked_until,
    parts_at = excluded.parts_at, accused = excluded.accused, changed_at = excluded.changed_at;
  select string_agg(distinct u::text, ',') into told from unnest(units) u;
  perform pg_notify('levelwise_changes', left(told, 7000));
end $$;

create function app.tell_change() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  before int[] := '{}';
begin
  if tg_op = 'UPDATE' then
    before := array[old.at1, old.at2, old.at3, old.at4, old.at5, old.at6];
  end if;
  perform app.note_change(new, before);
  -- Whom it is against now could read it once: of those days, too, nothing is told them, or they
  -- would hear that it is "revoked" and know why.
  if tg_op = 'UPDATE' and new.accused is distinct from old.accused then
    update app.change c set accused = new.accused
      where c.root = new.root and c.record_id = new.id and not c.accused @> new.accused;
  end if;
  return null;
end $$;
create trigger told after insert or update on app.problem
  for each row execute function app.tell_change();

-- A co-handler has its part in its inbox, and the problem lies elsewhere, as it does for whoever rules on it: what happens to the part is a
-- change of the problem, and the units that had it then are kept with it.
create function app.tell_part() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id;
  perform app.note_change(p, array[new.holder, case tg_op when 'UPDATE' then old.holder end]);
  return null;
end $$;
create trigger told after insert or update on app.assignment
  for each row when (new.role = 'CO') execute function app.tell_part();

-- What hangs under a problem and leaves its row alone: who brought it, and a case that the publication
-- itself writes into its story (a step that is taken changes the row).
create function app.tell_beside() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id;
  perform app.note_change(p, null);
  return null;
end $$;
create trigger told after insert on app.petitioner
  for each row execute function app.tell_beside();
create trigger told after insert on app.happening
  for each row when (new.act in ('publish_case', 'withdraw_case'))
  execute function app.tell_beside();

-- Of each problem the last change before that day stays: it says who could read the problem when the
-- first one after it happened, and so who is told "revoked".
create function app.forget_changes(before timestamptz) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare n int;
begin
  delete from app.change c where c.changed_at < forget_changes.before and exists (
    select from app.change later where later.root = c.root and later.record_id = c.record_id
      and later.xid > c.xid and later.changed_at < forget_changes.before);
  get diagnostics n = row_count;
  return n;
end $$;
grant delete on app.change to levelwise_gate;
grant execute on function app.forget_changes(timestamptz) to levelwise_relay, levelwise_migrator;

create function app.tell_standing() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('levelwise_standing', new.id::text);
  return null;
end $$;
create trigger told after update on app.person for each row
  when (old.standing is distinct from new.standing) execute function app.tell_standing();
