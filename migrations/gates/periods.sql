-- Periods of a regular cadence open by themselves: the sweep computes the days that duties are due,
-- and what it opens is recorded as the deployment's own.

-- Whether a list owes in a period what a clause says. One amended in mid-period goes on with the obligation
-- of any it took the place of, unless that was withdrawn, and so does what is handed on by another unit
-- than before.
create function app.is_opened(of_list uuid, of_period text, c app.clause) returns boolean language sql
  stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.obligation o where o.root = (c).root and o.list_id = of_list
      and o.clause_id = (c).id and o.period = of_period)
    or exists (select from app.obligation o join app.clause x on x.root = o.root and x.id = o.clause_id
      where o.root = (c).root and o.list_id = of_list and o.period = of_period
        and o.state <> 'WITHDRAWN' and app.duty_of(x) = app.duty_of(c))
$$;
-- The same for whoever opens a period by hand, and need not read the copies of others.
create function app.opened_already(of_list uuid, of_period text, said uuid[]) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.id from app.responsibility_list l join app.clause c on c.root = l.root and c.id = any (said)
    where l.root = ctx.root() and l.id = of_list
      and ctx.tenant() in (l.at1, l.at2, l.at3, l.at4, l.at5, l.at6)
      and app.is_opened(l.id, of_period, c)
$$;
grant execute on function app.opened_already(uuid, text, uuid[]) to levelwise_app;

-- Lists in force after one, with what they owe in the current periods and nobody has opened yet:
-- by the cadence of each clause, which names the key of its period. A unit that is closed or suspended,
-- with all below it, and a body that is closed owe nothing new: nobody there could do it.
create function app.periods_to_open(of_year int, keys jsonb, after uuid, most int)
  returns table (list uuid, owed jsonb) language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select l.id, (select coalesce(jsonb_agg(jsonb_build_object('clause', c.id, 'cadence', c.cadence,
        'due_rule', c.due_rule, 'since', b.since) order by b.position, c.id), '[]')
      from app.binding b join app.clause c on c.root = b.root and c.id = b.clause_id
      where b.root = l.root and b.list_id = l.id and b.until is null and c.state = 'PUBLISHED'
        and keys ? c.cadence and not app.is_opened(l.id, keys ->> c.cadence, c))
    from app.responsibility_list l join app.tenant t on t.id = l.holder
      left join app.body b on b.root = l.root and b.id = l.body_id
    where l.state = 'PUBLISHED' and l.year = of_year and l.id > after
      and t.valid_until is null and b.valid_until is null
      and not exists (select from app.tenant over where over.suspended
        and over.id = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]))
    order by l.id limit most
$$;

-- Makes obligations of one list: rows of clause, period, starts_on, ends_on and due_on. Gives how
-- many are new; a list that somebody changes meanwhile is left for the next time, and so is a clause that
-- binds it no more.
create function app.open_periods(of_list uuid, rows jsonb) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  l app.responsibility_list;
  n int;
begin
  select * into l from app.responsibility_list x
    where x.id = of_list and x.state = 'PUBLISHED' for update skip locked;
  if l.id is null then return 0; end if;
  insert into app.obligation (root, id, holder, list_id, clause_id, actor_type, body_id, period,
      starts_on, ends_on, due_on)
    select l.root, gen_random_uuid(), l.holder, l.id, o.clause, l.actor_type, l.body_id, o.period,
      o.starts_on, o.ends_on, o.due_on
    from jsonb_to_recordset(rows) as o(clause uuid, period text, starts_on date, ends_on date,
      due_on date)
    join app.binding b on b.root = l.root and b.list_id = l.id and b.clause_id = o.clause
      and b.until is null
    join app.clause c on c.root = l.root and c.id = o.clause and c.state = 'PUBLISHED'
    on conflict do nothing;
  get diagnostics n = row_count;
  if n > 0 then
    insert into app.outbox (root, id, kind, noun, holder, record_id, record_version)
      values (l.root, gen_random_uuid(), 'PeriodOpened', 'responsibility', l.holder, l.id, l.version);
    perform audit.append_system('open_period', 'responsibility', l.id, jsonb_build_object(
      'event', 'PeriodOpened', 'root', l.root, 'obligations', n));
  end if;
  return n;
end $$;
grant execute on function app.periods_to_open(int, jsonb, uuid, int), app.open_periods(uuid, jsonb)
  to levelwise_relay, levelwise_migrator;
