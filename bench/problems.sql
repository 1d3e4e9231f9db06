-- Fills a city with problems. Run without triggers, after the steps plan and people of filling.sql.
-- step: problems
insert into app.problem (root, id, holder, holder_parent, holder_slot, at1, at2, at3, at4, at5, at6,
    open_to, trail, holder_post, list_type, state, field, title, facts, place, source, origin,
    reported_by, reported_at, class, colour, due_on, open, overdue, listed_by, listed_parent,
    lead_post, found_on, registered_on, listed_on, long_overdue, across, returns)
  select p.root, bench.key(o.k, 'problem' || o.k), p.holder, p.holder_parent, p.holder_slot, p.at1,
    p.at2, p.at3, p.at4, p.at5, p.at6,
    -- One in twelve is overdue and seen all the way up, one in ten was with the level above.
    case when h.overdue then 1 else p.open_to end,
    case when h.risen and u.holder is not null
      then array[least(p.holder, u.holder), greatest(p.holder, u.holder)] else array[p.holder] end,
    p.post_id, (array['INSPECTION', 'AUDIT', 'SUPERVISION', 'PETITION', 'HOTLINE_12345',
      'PUBLIC_OPINION'])[1 + h.dice % 6],
    case when h.open then (array['REGISTERED', 'BANKED', 'LISTED', 'ASSIGNED', 'RECTIFYING',
      'RETURNED', 'SELF_EVALUATED', 'CLIENT_EVALUATED'])[1 + h.dice % 8]
      else (array['CLOSED', 'RESOLVED_ON_SPOT', 'CLOSED', 'REJECTED'])[1 + h.dice % 4] end,
    (array['ECONOMY', 'RISK', 'GOVERNANCE', 'PARTY', 'OTHER'])[1 + h.dice % 5],
    '问题' || o.k, '现场核实属实，涉及群众若干户，已拍照留存，需要统筹解决。', '', '', p.holder, p.person_id,
    '2026-11-20 02:00Z'::timestamptz - h.days * interval '1 day',
    -- One in forty is a hard case by each of its kinds.
    case when h.kind = 0 then 'STAGED' else 'SET_TIME' end, 'YELLOW',
    date '2026-11-20' + case when h.overdue then - 1 - h.days when h.open then h.days else - h.days end,
    h.open, h.overdue, coalesce(u.holder, p.holder), u.holder_parent, p.post_id,
    date '2026-11-20' - h.days - h.kind, date '2026-11-20' - h.days, date '2026-11-20' - h.days,
    h.overdue and h.days >= 29, h.kind = 1, case when h.kind = 2 then 2 else 0 end
  from (select k, k % places as n from (select count(*) as places from bench.place) l,
      generate_series(0, :problems - 1) k) o
  join bench.place p on p.n = o.n
  left join bench.place u on u.holder = p.holder_parent
  cross join lateral (select ('x' || substr(md5(o.k::text || ':seed'), 1, 7))::bit(28)::int as dice) r
  cross join lateral (select r.dice % 100 < 40 as open, r.dice % 100 < 8 as overdue,
    r.dice / 100 % 10 = 0 as risen, r.dice / 1000 % 180 as days, r.dice / 180000 as dice, r.dice / 7 % 40 as kind) h
  order by o.k;

-- step: cells
insert into app.problem_cell (root, id, holder, holder_parent, holder_slot, at1, at2, at3, at4, at5,
    at6, open_to, trail, whole, list_type, field, total, open, overdue, settled_low, closed,
    discovery, analysis, rectification, evaluation, prevention)
  select p.root, gen_random_uuid(), p.holder, p.holder_parent, p.holder_slot, p.at1, p.at2, p.at3,
    p.at4, p.at5, p.at6, p.open_to, array[p.holder], c.whole, c.list_type, c.field, c.n[1], c.n[2],
    c.n[3], c.n[4], c.n[5], c.n[6], c.n[7], c.n[8], c.n[9], c.n[10]
  from (select h.holder, h.whole, a.list_type, a.field, array[count(*),
      count(*) filter (where o.open), count(*) filter (where o.open and o.overdue),
      count(*) filter (where o.state = 'RESOLVED_ON_SPOT'),
      count(*) filter (where o.state in ('CLOSED', 'ARCHIVED')),
      count(*) filter (where o.state in ('REGISTERED', 'REJECTED')),
      count(*) filter (where o.state in ('BANKED', 'LISTED')),
      count(*) filter (where o.state in ('ASSIGNED', 'RECTIFYING', 'RETURNED')),
      count(*) filter (where o.state in ('SELF_EVALUATED', 'CLIENT_EVALUATED')),
      count(*) filter (where o.state in ('CLOSED', 'RESOLVED_ON_SPOT'))] n
    from app.problem o
      cross join lateral (values (o.holder, false), (o.at3, true)) h (holder, whole)
      cross join lateral (values (o.list_type, ''), ('', o.field)) a (list_type, field)
    where h.holder is not null
    group by h.holder, h.whole, a.list_type, a.field) c
  join bench.place p on p.holder = c.holder;

-- step: closings
insert into app.closing (root, id, holder, holder_parent, holder_slot, at1, at2, at3, at4, at5, at6,
    open_to, trail, problem_id, level, level_parent, about, list_type, class, closed_by, root_cause,
    party_building_reason, team_problem_control, chief_duty_bearing, cadre_work_drive, author_tenant,
    author_person, closed_at, cancelled_at, false_closing)
  select p.root, p.id, p.holder, p.holder_parent, p.holder_slot, p.at1, p.at2, p.at3, p.at4, p.at5,
    p.at6, p.open_to, p.trail, p.id, p.listed_by, p.listed_parent, p.holder, p.list_type, p.class,
    p.reported_by, 'INSTITUTION', '管护责任不清', 80, 80, 80, p.listed_by, p.reported_by, p.reported_at,
    case when p.registered_on - p.found_on = 3 then p.reported_at end, p.registered_on - p.found_on = 4
  from app.problem p where p.state = 'CLOSED';

-- step: desks
insert into app.desk_cell (root, id, holder, holder_parent, holder_slot, at1, at2, at3, at4, at5,
    at6, open_to, trail, accused, whole, kind, grain, day, mark, n, fresh)
  select c.root, gen_random_uuid(), c.holder, p.holder_parent, p.holder_slot, p.at1, p.at2, p.at3,
    p.at4, p.at5, p.at6, p.open_to, array[c.holder], c.accused, c.whole, c.kind, c.grain, c.day,
    c.mark, c.n, false
  from app.true_desk_cells() c join bench.place p on p.holder = c.holder;
