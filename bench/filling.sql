-- Fills a city. Run without triggers: lineage, open_to and trail are computed here.
-- step: plan
create schema bench;
create table bench.city (mark text primary key, obligations bigint, lists bigint, entries bigint,
  tenants bigint, seconds double precision);

-- A key as the application makes them (UUIDv7): time first, then noise.
create function bench.key(moment bigint, salt text) returns uuid language sql immutable as $$
  select (lpad(to_hex(1760000000000 + moment), 12, '0') || '7' || substr(md5(salt), 1, 3) || '8'
    || substr(md5(salt), 5, 15))::uuid $$;

create table bench.place as
  select row_number() over (order by md5(t.id::text || ':seed')) - 1 as n, t.root, t.id as holder,
    t.parent_id as holder_parent, t.slot as holder_slot, t.at1, t.at2, t.at3, t.at4, t.at5, t.at6,
    coalesce(p.slot, t.slot) as open_to, t.kind, t.kind in ('CITY', 'COUNTY', 'TOWNSHIP') as leads,
    bench.key(t.id, 'list' || t.id) as list_id, bench.key(t.id, 'person' || t.id) as person_id,
    bench.key(t.id, 'post' || t.id) as post_id,
    case t.kind when 'VILLAGE' then 'branch_secretary' when 'DEPARTMENT' then 'party_group'
      else 'work_committee' end as actor_type
  from app.tenant t left join app.tenant p on p.id = t.parent_id where t.kind <> 'OFFICE';
create index on bench.place (holder);
analyze bench.place;

-- step: people
insert into app.person (root, id, holder, holder_parent, holder_slot, at1, at2, at3, at4, at5, at6,
    open_to, trail, name, name_sort, synthetic)
  select root, person_id, holder, holder_parent, holder_slot, at1, at2, at3, at4, at5, at6, open_to,
    array[holder], '承办人' || n, 'chengbanren' || n, true from bench.place;
insert into app.post (root, id, holder, holder_parent, holder_slot, at1, at2, at3, at4, at5, at6,
    open_to, trail, title, roles)
  select root, post_id, holder, holder_parent, holder_slot, at1, at2, at3, at4, at5, at6, open_to,
    array[holder], '承办人', array['handler'] from bench.place;

-- step: lists
insert into app.responsibility_list (root, id, holder, holder_parent, holder_slot, at1, at2, at3,
    at4, at5, at6, open_to, trail, actor_type, year, state, published_at)
  select root, list_id, holder, holder_parent, holder_slot, at1, at2, at3, at4, at5, at6, open_to,
    array[holder], actor_type, 2026, 'PUBLISHED', '2026-01-15 02:00Z' from bench.place;

-- step: clauses
create table bench.duty as
  select row_number() over (order by key) - 1 as n, count(*) over () as duties, id, title_zh,
    title_en, cadence, due_rule, min_per_period, evidence from app.duty;

-- Own clauses 1 to 20 (the root has 40); common ones from 41, which bind the next level.
insert into app.clause (root, id, holder, holder_parent, holder_slot, at1, at2, at3, at4, at5, at6,
    open_to, trail, list_id, actor_type, year, part, position, duty_id, title, title_en, cadence,
    min_per_period, due_rule, evidence, state, said_by, said_on)
  select p.root, bench.key(p.holder * 100::bigint + c, 'clause' || p.holder || '/' || c), p.holder,
    p.holder_parent, p.holder_slot, p.at1, p.at2, p.at3, p.at4, p.at5, p.at6, p.open_to,
    array[p.holder], p.list_id, p.actor_type, 2026, case when c > 40 then 'COMMON' else 'OWN' end, c,
    d.id, left(d.title_zh || '（第' || c || '条）', 200), d.title_en, d.cadence, d.min_per_period,
    d.due_rule, d.evidence, 'PUBLISHED',
    case when c <= 40 then p.holder
      else (array[p.at2, coalesce(p.at3, p.at2), p.holder])[1 + c % 3] end,
    date '2026-01-01' + c
  from bench.place p cross join generate_series(1, 60) c
    join bench.duty d on d.n = (p.n * 7 + c) % d.duties
  where c <= 20 or (c <= 40 and p.holder_parent is null) or (c > 40 and p.leads);

-- step: bindings
-- To a list: 20 common clauses of the level above, then 20 of its own; to the root's, 40 of its own.
insert into app.binding (root, id, holder, holder_parent, holder_slot, at1, at2, at3, at4, at5, at6,
    open_to, trail, list_id, clause_id, part, position, since)
  select p.root, bench.key(p.holder * 100::bigint + g.c, 'binding' || p.holder || '/' || g.c), p.holder,
    p.holder_parent, p.holder_slot, p.at1, p.at2, p.at3, p.at4, p.at5, p.at6, p.open_to,
    array[p.holder], p.list_id, bench.key(s.holder * 100::bigint + s.c, 'clause' || s.holder || '/' || s.c),
    case when s.common then 'COMMON' else 'OWN' end, g.c, date '2026-01-15'
  from bench.place p cross join generate_series(1, 40) g (c)
    cross join lateral (select p.holder_parent is not null and g.c <= 20 as common) o
    cross join lateral (select o.common,
      case when o.common then p.holder_parent else p.holder end as holder,
      case when o.common then 40 + g.c when p.holder_parent is null then g.c else g.c - 20 end as c) s;

-- step: obligations
insert into app.obligation (root, id, holder, holder_parent, holder_slot, at1, at2, at3, at4, at5,
    at6, open_to, trail, list_id, clause_id, actor_type, period, starts_on, ends_on, due_on, state,
    open, overdue, recorded_by)
  select p.root, bench.key(o.k, 'obligation' || o.k), p.holder, p.holder_parent, p.holder_slot, p.at1, p.at2,
    p.at3, p.at4, p.at5, p.at6, case when h.overdue then 1 else p.open_to end, array[p.holder],
    p.list_id, b.clause_id, p.actor_type, to_char(o.month, 'YYYY-MM'), o.month,
    (o.month + interval '1 month')::date - 1,
    date '2026-11-20' + case when h.overdue then - 1 - h.days when h.open then h.days else - h.days end,
    case when not h.open then 'ACCEPTED'
      -- What was self-checked waits for the superior and is not late.
      when h.overdue then (array['RECORDED', 'RETURNED'])[1 + h.dice % 2]
      else (array['RECORDED', 'SELF_CHECKED', 'RETURNED'])[1 + h.dice % 3] end, h.open, h.overdue, p.person_id
  from (select k, k % lists as n, 1 + (k / lists) % 40 as position,
      (date '2026-12-01' - k / lists / 40 * interval '1 month')::date as month
    from (select count(*) as lists from bench.place) l, generate_series(0, :obligations - 1) k) o
  join bench.place p on p.n = o.n
  join app.binding b on b.holder = p.holder and b.position = o.position
  cross join lateral (select ('x' || substr(md5(o.k::text || ':seed'), 1, 7))::bit(28)::int as dice) r
  cross join lateral (select r.dice % 100 < 40 as open, r.dice % 100 < 8 as overdue,
    r.dice / 100 % 180 as days, r.dice / 18000 as dice) h
  order by o.k;

-- step: tallies
insert into app.obligation_tally (root, id, holder, holder_parent, holder_slot, at1, at2, at3, at4,
    at5, at6, open_to, trail, whole, total, open, overdue, accepted)
  select p.root, gen_random_uuid(), p.holder, p.holder_parent, p.holder_slot, p.at1, p.at2, p.at3,
    p.at4, p.at5, p.at6, p.open_to, array[p.holder], c.whole, count(*),
    count(*) filter (where o.open), count(*) filter (where o.overdue),
    count(*) filter (where o.state = 'ACCEPTED')
  from app.obligation o cross join lateral (values (o.holder, false), (o.at3, true)) c (holder, whole)
    join bench.place p on p.holder = c.holder
  group by p.root, p.holder, p.holder_parent, p.holder_slot, p.at1, p.at2, p.at3, p.at4, p.at5,
    p.at6, p.open_to, c.whole;

-- step: entries
insert into app.entry (root, id, holder, holder_parent, holder_slot, at1, at2, at3, at4, at5, at6,
    open_to, trail, obligation_id, author_person, author_post, author_tenant, held_on, place, text,
    recorded_at)
  select o.root, bench.key(row_number() over (), 'entry' || o.id || '/' || e), o.holder,
    o.holder_parent, o.holder_slot, o.at1, o.at2, o.at3, o.at4, o.at5, o.at6, o.open_to, o.trail,
    o.id, p.person_id, p.post_id, p.holder, o.due_on - 10 * e, '会议室',
    '第' || e || '次纪实：召开专题会议，传达上级要求，对照清单逐条研究落实措施，明确责任人和完成时限。',
    (o.due_on - 10 * e) + interval '2 hours'
  from app.obligation o join bench.place p on p.holder = o.holder
    cross join generate_series(1, 4) e
  where o.open and (e <= 3 or o.state = 'SELF_CHECKED');
