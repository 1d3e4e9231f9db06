-- What has waited too long is put before the superior as a proposal. Nothing moves by itself here.

create function app.propose(r int, superior int, kind text, problem uuid, about int, occasion text,
    category text, items int, units int, today date) returns int language sql
  set search_path = pg_catalog, pg_temp as $$
  with made as (
    insert into app.escalation (root, id, holder, kind, problem_id, about, occasion, category, items,
        units, proposed_on)
      select r, gen_random_uuid(), superior, propose.kind, propose.problem, propose.about,
        propose.occasion, propose.category, propose.items, propose.units, today
      -- One occasion is one proposal: a superior that took it up is not a reason to go on upward.
      where superior is not null and not exists (select from app.escalation e where e.root = r
        and e.problem_id = propose.problem and e.kind = propose.kind
        and e.occasion = propose.occasion)
    on conflict do nothing returning 1)
  select count(*)::int from made
$$;

create function app.sweep_escalations(today date) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  total int;
begin
  -- Numbers are those that ship, or what the line of the superior has set (figures.yaml).
  -- Answered by what happened: the superior has it, or there is nothing left to escalate.
  update app.escalation e set version = e.version + 1,
      state = case when p.holder = e.holder then 'FOLLOWED' else 'LAPSED' end
    from app.problem p where p.root = e.root and p.id = e.problem_id and e.state = 'PROPOSED'
      and (p.holder = e.holder or not p.open or p.holder <> e.about);
  -- Read once for each unit on whose line somebody has set such a figure: mostly none.
  with widely as materialized (
    select t.root, t.id as unit, app.figure(t.root, t.id, 'PROPOSE_ITEMS') as least_items,
        app.figure(t.root, t.id, 'PROPOSE_UNITS') as least_units,
        app.figure(t.root, t.id, 'PROPOSE_DAYS', true) as days
      from app.tenant t
      where t.valid_until is null and exists (select from app.problem_setting s,
        unnest(s.figures) x where s.root = t.root and s.state = 'PUBLISHED'
          and s.holder in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)
          and split_part(x, '=', 1) in ('PROPOSE_ITEMS', 'PROPOSE_UNITS', 'PROPOSE_DAYS')))
  select coalesce(sum(app.propose(x.root, x.superior, x.kind, x.id, x.holder, x.occasion, x.category,
      x.items, x.units, today)), 0) into total from (
    -- By the own day: what another owes is not put before them as if it were late here.
    select root, holder_parent as superior, 'OVERDUE' as kind, id, holder,
        (case when owed_on is null then due_on else own_on end)::text as occasion,
        category, 1 as items, 1 as units
      from app.problem where open and overdue and due_on < today
        and (case when owed_on is null then due_on else own_on end)
          < today - coalesce(app.figure(root, holder_parent, 'PROPOSE_OVERDUE'), 15)
    union all
    select root, holder_parent, 'RETURNED', id, holder, returns::text, category, 1, 1
      from app.problem where open and returns >= 1
        and returns >= coalesce(app.figure(root, holder_parent, 'ESCALATE_RETURNS'), 2)
    union all
    -- A tie: the same two ends have used up their exchanges. Their common superior decides.
    select p.root, coalesce(t.parent_id, p.holder_parent), 'TIE', p.id, p.holder, h.times::text,
        p.category, 1, 1
      from app.problem p
        join app.tenant t on t.root = p.root and t.id = p.holder_parent
        cross join lateral (select count(*) as times from app.happening h
          where h.root = p.root and h.problem_id = p.id and h.act = 'object_to_assignment'
            and h.author_tenant = any (app.stood_for(p.root, p.holder))
            and h.other_end = any (app.stood_for(p.root, p.holder_parent))) h
      where p.open and p.state in ('ASSIGNED', 'OBJECTED')
        and h.times >= (app.problem_rules(p.root, p.holder_parent) ->> 'exchanges')::int
    union all
    -- 普遍共性: five of one category in three child nodes within ninety days, as shipped; of where
    -- they were found, wherever they lie now. What is against anybody is in no such number, for
    -- whoever reads the proposal may be one of those whom it is kept from.
    select w.root, w.superior, 'WIDESPREAD', null, w.superior, to_char(today, 'YYYY"Q"Q') || w.category,
        w.category, w.items::int, w.units::int
      from (select p.root, u.superior, p.category, count(*) as items, count(distinct u.child) as units
        from app.problem p
          join app.tenant o on o.root = p.root and o.id = p.origin
          cross join lateral (select array_remove(array[o.at1, o.at2, o.at3, o.at4, o.at5, o.at6],
            null) as line) l
          cross join lateral (select l.line[i] as superior, l.line[i + 1] as child
            from generate_series(1, cardinality(l.line) - 1) i) u
          left join widely b on b.root = p.root and b.unit = u.superior
        where p.category is not null and p.reported_at >= today - coalesce(b.days, 90)
          and p.accused = '{}' and p.state not in ('MERGED', 'REJECTED', 'DIVERTED')
        group by p.root, u.superior, p.category, b.least_items, b.least_units
        having count(*) >= coalesce(b.least_items, 5)
          and count(distinct u.child) >= coalesce(b.least_units, 3)) w) x;
  return total;
end $$;
grant execute on function app.sweep_escalations(date)
  to levelwise_relay, levelwise_migrator;
