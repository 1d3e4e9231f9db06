-- Reorganisation. The tree is changed here and nowhere else in a running deployment: by a plan that
-- one person proposed and another, of the common superior of all units in it, approved; exactly as
-- it was previewed; in one transaction. Who can write SQL as the application can do no more.
create function app.guard_reorganisation() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  -- Not a definer function: inside a gate the current user is the gate's owner.
  if current_user <> 'levelwise_app' then return new; end if;
  if tg_op = 'INSERT' then
    new.state := 'DRAFT'; new.drafted_by := ctx.person(); new.author_tenant := ctx.tenant();
    new.approved_by := null; new.effective_on := null;
    new.trail := array(select distinct x from unnest(new.trail || ctx.tenant()) x order by x);
    return new;
  end if;
  if (old.state, new.state) not in (('DRAFT', 'PREVIEWED'), ('PREVIEWED', 'PREVIEWED'),
      ('PREVIEWED', 'APPROVED'), ('APPROVED', 'SCHEDULED'), ('SCHEDULED', 'SCHEDULED'),
      ('DRAFT', 'WITHDRAWN'), ('PREVIEWED', 'WITHDRAWN'), ('APPROVED', 'WITHDRAWN'),
      ('SCHEDULED', 'WITHDRAWN'))
    or new.state <> 'WITHDRAWN' and ctx.tenant() is distinct from new.holder
    or new.state <> 'PREVIEWED' and new.preview_hash is distinct from old.preview_hash
    or new.state <> 'APPROVED' and new.approved_by is distinct from old.approved_by
    or new.state = 'APPROVED' and new.approved_by is distinct from ctx.person()
    or new.state <> 'SCHEDULED' and new.effective_on is distinct from old.effective_on then
    raise check_violation using message = 'a reorganisation goes step by step',
      table = 'reorganisation', constraint = 'reorganisation_step_by_step';
  end if;
  return new;
end $$;
create trigger proposed before insert or update on app.reorganisation
  for each row execute function app.guard_reorganisation();

-- The units of a plan: those it acts on and those it leads to, with all that lies below them.
create function app.reorganised_units(r int, item uuid) returns setof app.tenant
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select t.* from app.tenant t where t.root = r and exists (
    select from app.reorganisation_step s where s.root = r and s.reorganisation_id = item
      and s.unit in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6))
  union
  select t.* from app.tenant t join app.reorganisation_step s
      on s.root = r and s.reorganisation_id = item and s.to_unit = t.id where t.root = r
$$;

-- One hash of all that decides who will see what: the plan, the units with their lines, their posts
-- with their roles, what was given to these by themselves or through groups, who holds them, and what
-- their lines declared. Not of the records: they are told of in numbers, and change every minute.
create function app.reorganisation_seal(r int, item uuid) returns text language sql stable
  set search_path = pg_catalog, pg_temp as $$
  with units as materialized (select * from app.reorganised_units(r, item)), lines as (
    select distinct a from units u,
      unnest(array[u.at1, u.at2, u.at3, u.at4, u.at5, u.at6]) a where a is not null),
  posts as materialized (select p.* from app.post p
    where p.root = r and p.holder in (select id from units)),
  members as materialized (select m.* from app.group_member m
    where m.root = r and m.post_id in (select id from posts)),
  grants as materialized (select g.* from app.role_grant g
    where g.root = r and (g.post_id in (select id from posts)
      or g.group_id in (select group_id from members)))
  select encode(sha256(convert_to(string_agg(line, E'\n' order by line), 'UTF8')), 'hex') from (
    select concat_ws('|', 'step', position, verb, unit, to_unit, to_step, post_id, name, code,
        unit_kind) as line
      from app.reorganisation_step where root = r and reorganisation_id = item
    union all select concat_ws('|', 'unit', id, kind, code, name, parent_id, slot, suspended,
        valid_until::text, array[at1, at2, at3, at4, at5, at6]::text) from units
    union all select concat_ws('|', 'line', t.id, t.parent_id, t.valid_until::text, t.suspended)
      from lines l join app.tenant t on t.id = l.a
    union all select concat_ws('|', 'post', p.id, p.holder, p.roles::text, p.actor_type, p.heads,
        p.valid_until::text) from posts p
    union all select concat_ws('|', 'grant', g.id, coalesce(g.post_id, g.group_id),
        coalesce(g.role, g.custom_role_id::text), g.given_from::text, g.given_until::text) from grants g
    union all select concat_ws('|', 'member', m.id, m.post_id, m.group_id, m.given_from::text,
        m.given_until::text) from members m
    union all select concat_ws('|', 'custom', c.id, c.state, c.permissions::text)
      from app.custom_role c where c.root = r and c.id in (select custom_role_id from grants)
    union all select concat_ws('|', 'held', a.id, a.post_id, a.person_id, a.appointed_on::text,
        coalesce(a.relieved_on::text, '-'), coalesce(a.suspended_on::text, '-'),
        coalesce(a.resumed_on::text, '-'))
      from app.appointment a where a.root = r and a.holder in (select id from units)
    union all select concat_ws('|', 'day', d.id, d.state) from app.calendar_day d
      where d.root = r and d.holder in (select a from lines)
    union all select concat_ws('|', 'set', g.id, g.state) from app.problem_setting g
      where g.root = r and g.holder in (select a from lines)) x
$$;

create function app.place_of(t app.tenant) returns text language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('parent', (t).parent_id, 'slot', (t).slot, 'kind', (t).kind,
    'code', (t).code, 'name', (t).name, 'name_sort', (t).name_sort, 'initials', (t).initials,
    'ended', (t).valid_until)::text
$$;

-- How a unit stood, kept once before anything is done to it.
create function app.remember_place(r int, item uuid, one int) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  insert into app.reorganisation_place (root, reorganisation_id, unit, before, lineage)
    select r, item, t.id, app.place_of(t), array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]
    from app.tenant t where t.root = r and t.id = one
  on conflict do nothing
$$;
-- The lineage of a unit and of all below it, from what their parents say.
create function app.place_below(top int) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  with recursive line (id, at1, at2, at3, at4, at5, at6) as (
    select t.id, case t.slot when 1 then t.id else p.at1 end,
        case t.slot when 2 then t.id else p.at2 end, case t.slot when 3 then t.id else p.at3 end,
        case t.slot when 4 then t.id else p.at4 end, case t.slot when 5 then t.id else p.at5 end,
        case t.slot when 6 then t.id end
      from app.tenant t left join app.tenant p on p.id = t.parent_id where t.id = top
    union all
    select t.id, l.at1, case t.slot when 2 then t.id else l.at2 end,
        case t.slot when 3 then t.id else l.at3 end, case t.slot when 4 then t.id else l.at4 end,
        case t.slot when 5 then t.id else l.at5 end, case t.slot when 6 then t.id else l.at6 end
      from line l join app.tenant t on t.parent_id = l.id)
  update app.tenant t set at1 = l.at1, at2 = l.at2, at3 = l.at3, at4 = l.at4, at5 = l.at5,
      at6 = l.at6
    from line l where l.id = t.id and (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)
      is distinct from (l.at1, l.at2, l.at3, l.at4, l.at5, l.at6)
$$;

create function app.end_edge(r int, one int, today date) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  update app.tenant_edge set valid_until = greatest(today, valid_from)
    where root = r and child = one and valid_until is null
$$;

-- Hangs a unit under another one: an edge ends, an edge begins, and lineages follow.
create function app.hang(r int, item uuid, one int, above int, today date) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform app.remember_place(r, item, one);
  if not exists (select from app.tenant p join app.tenant t on t.root = r and t.id = one
      where p.root = r and p.id = above and p.valid_until is null and p.slot < t.slot
        and one not in (select x from unnest(array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6]) x
          where x is not null)) then
    raise check_violation using message = 'a unit hangs under a current one of a higher kind',
      table = 'tenant', constraint = 'reorganisation_keeps_one_tree';
  end if;
  perform app.end_edge(r, one, today);
  insert into app.tenant_edge (root, child, parent, valid_from) values (r, one, above, today);
  update app.tenant set parent_id = above where root = r and id = one;
  perform app.place_below(one);
end $$;

-- Names a unit anew. What it was called, and as what it counted, stays known for the days before.
create function app.call_unit(r int, item uuid, one int, what jsonb, today date) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  turned boolean;
begin
  perform app.remember_place(r, item, one);
  insert into app.tenant_former (root, tenant, name, kind, code, valid_from, valid_until)
    select r, t.id, t.name, t.kind, t.code, s.since, today from app.tenant t,
      lateral (select greatest(t.valid_from, max(f.valid_until)) as since from app.tenant_former f
        where f.root = r and f.tenant = t.id) s
    where t.root = r and t.id = one and s.since < today;
  update app.tenant t set name = coalesce(what ->> 'name', t.name),
      name_sort = coalesce(what ->> 'name_sort', t.name_sort),
      initials = coalesce(what ->> 'initials', t.initials),
      code = coalesce(what ->> 'code', t.code), kind = coalesce(what ->> 'kind', t.kind),
      slot = case coalesce(what ->> 'kind', t.kind) when 'PROVINCE' then 1 when 'CITY' then 2
        when 'COUNTY' then 3 when 'TOWNSHIP' then 4 when 'OFFICE' then 6 else 5 end
    where t.root = r and t.id = one;
  select exists (select from app.tenant t left join app.tenant p on p.id = t.parent_id
      where t.id = one and p.slot >= t.slot)
    or exists (select from app.tenant t join app.tenant c on c.parent_id = t.id
      where t.id = one and c.slot <= t.slot) into turned;
  if turned then
    raise check_violation using message = 'a unit stands between the kinds above and below it',
      table = 'tenant', constraint = 'reorganisation_keeps_one_tree';
  end if;
  perform app.place_below(one);
end $$;

-- The nearest unit, from one upward, in whose line nobody stands whom a row is against, and which has
-- a post where it can lie.
create function app.apart_from(one int, accused int[]) returns int language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select case when accused = '{}' then one else (
    select line[k] from (select array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] as line
        from app.tenant t where t.id = one) l, generate_series(6, 1, -1) k
      where line[k] is not null and not line[1:k] && accused
        and exists (select from app.post p where p.holder = line[k] and p.valid_until is null)
      order by k desc limit 1) end
$$;

-- Does one step to the tree. Records go after all of them.
create function app.take_step(r int, item uuid, s app.reorganisation_step, to_what int, today date)
  returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  made int;
  below int;
begin
  case s.verb
    when 'RENAME' then
      perform app.call_unit(r, item, s.unit, jsonb_strip_nulls(jsonb_build_object('name', s.name,
        'name_sort', s.name_sort, 'initials', s.initials, 'code', s.code, 'kind', s.unit_kind)),
        today);
    when 'MOVE' then
      perform app.hang(r, item, s.unit, to_what, today);
    when 'FOUND' then
      insert into app.tenant (root, kind, code, name, name_sort, initials, parent_id, valid_from)
        values (r, s.unit_kind, s.code, s.name, s.name_sort, s.initials, to_what, today)
        returning id into made;
      insert into app.reorganisation_place (root, reorganisation_id, unit, lineage)
        values (r, item, made, '{}');
      update app.reorganisation_step set founded = made where root = r and id = s.id;
    when 'MERGE' then
      for below in select id from app.tenant where root = r and parent_id = s.unit
          and valid_until is null order by id loop
        perform app.hang(r, item, below, to_what, today);
      end loop;
      perform app.remember_place(r, item, s.unit);
    else null;
  end case;
end $$;

-- Whoever holds the tree still: acts of one root share it, a reorganisation has it alone.
create function app.hold_tree(r int) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$ select pg_advisory_xact_lock_shared(7070, r) $$;
grant execute on function app.hold_tree(int) to levelwise_app;
-- An import may move units of any tree.
create function app.hold_trees() returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare r int;
begin
  for r in select distinct root from app.tenant where parent_id is null order by root loop
    perform pg_advisory_xact_lock(7070, r);
  end loop;
end $$;
grant execute on function app.hold_trees() to levelwise_migrator;

-- What lies with a unit whose new line is the one it is against goes to the level above both.
create function app.has_moved(r int, what text, record uuid, was int, is_now int) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.reorganisation_move m where m.root = r and m.noun = what
    and m.record_id = record and m.from_unit = was and m.to_unit = is_now
    and m.xid = pg_current_xact_id()::text)
$$;

-- A problem lies at a post of its holder: the one it had, when that went along, or the head's. The one it
-- had is written down for the way back.
create function app.lay_at_post() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  had uuid := old.holder_post;
begin
  if app.has_moved(new.root, 'problem', new.id, old.holder, new.holder) and not exists (
      select from app.post where root = new.root and id = new.holder_post
        and holder = new.holder) then
    select m.before::uuid into new.holder_post from app.reorganisation_move m
      where m.root = new.root and m.noun = 'problem:holder_post' and m.record_id = new.id and m.back
        and m.from_unit = new.holder and m.xid = pg_current_xact_id()::text limit 1;
    if found then return new; end if;
    select id into new.holder_post from app.post where root = new.root and holder = new.holder
      and valid_until is null order by heads desc, ('task_force' = any (roles)) desc, id limit 1;
    insert into app.reorganisation_move
        (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
      select new.root, m.reorganisation_id, 'problem:holder_post', new.id, old.holder, old.holder, had
      from app.reorganisation_move m where m.root = new.root and m.noun = 'problem'
        and m.record_id = new.id and not m.back and m.from_unit = old.holder
        and m.to_unit = new.holder and m.xid = pg_current_xact_id()::text limit 1;
  end if;
  return new;
end $$;
create trigger laid_at_post before update of holder on app.problem for each row
  when (old.holder <> new.holder) execute function app.lay_at_post();

-- The story says that a reorganisation moved it; its state, and so its clocks, stay as they are.
create function app.tell_reorganised() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if not app.has_moved(new.root, 'problem', new.id, old.holder, new.holder) then return null; end if;
  insert into app.happening (root, id, holder, problem_id, act, before, after, author_tenant,
      author_person, author_post, author_title, other_end, shown, text, happened_at)
    select new.root, gen_random_uuid(), new.holder, new.id, 'reorganise', new.state, new.state,
      ctx.tenant(), ctx.person(), ctx.post(), t.name, old.holder, 'ALL',
      concat_ws(' ', z.title, z.document_no), greatest(now(), (select max(h.happened_at)
        from app.happening h where h.root = new.root and h.problem_id = new.id))
    from app.reorganisation_move m join app.reorganisation z
        on z.root = m.root and z.id = m.reorganisation_id
      join app.tenant t on t.id = ctx.tenant()
    where m.root = new.root and m.noun = 'problem' and m.record_id = new.id
      and m.from_unit = old.holder and m.to_unit = new.holder
      and m.xid = pg_current_xact_id()::text limit 1;
  return null;
end $$;
create trigger told_reorganised after update of holder on app.problem for each row
  when (old.holder <> new.holder) execute function app.tell_reorganised();

-- Who stands in a new line where one of an old line stood: the unit itself, where it still does; else
-- the nearest of the new line at its level or above.
create function app.stands_for(was int, before int[], line int[]) returns int language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select case when was = any (line) or was <> all (before) then was else (
    select line[k] from generate_series(array_position(before, was), 1, -1) k
      where line[k] is not null limit 1) end
$$;

-- What follows once the tree stands anew: open parts, who answers for what, lineages of rows.
create function app.settle_below(r int, item uuid, p app.reorganisation_place) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  line int[];
  slot int := array_position(p.lineage, p.unit);
begin
  select array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] into line
    from app.tenant t where t.root = r and t.id = p.unit;
  perform app.tie_again(r, p.unit);
  if line is distinct from p.lineage then
    perform app.end_drawn_parts(r, item, p.unit, slot);
    perform app.draw_apart(r, item, p.unit, slot);
    perform app.touch_below(r, p.unit, slot);
    perform app.follow_line(r, item, p.unit, p.lineage, line);
  end if;
end $$;

create function app.led_to(s app.reorganisation_step) returns int language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select coalesce((s).to_unit, (select o.founded from app.reorganisation_step o
    where o.root = (s).root and o.reorganisation_id = (s).reorganisation_id
      and o.position = (s).to_step))
$$;

-- What goes where: per unit that ends, and per post that goes by itself, its successor, in order.
create function app.leaving(r int, item uuid, out gone int[], out successors int[], out posts uuid[])
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(coalesce(s.unit, o.holder) order by s.position), '{}'),
      coalesce(array_agg(app.led_to(s) order by s.position), '{}'),
      coalesce(array_agg(s.post_id order by s.position), '{}')
    from app.reorganisation_step s left join app.post o on o.root = r and o.id = s.post_id
    where s.root = r and s.reorganisation_id = item and s.verb in ('MERGE', 'MOVE_POST')
$$;

-- Parts, with what was given on of them.
create function app.given_on_with(r int, which uuid[]) returns setof uuid language sql stable
  set search_path = pg_catalog, pg_temp as $$
  with recursive ended (id) as (select unnest(which)
    union select x.id from app.assignment x join ended e on x.part_of = e.id
      where x.root = r and x.open)
  select id from ended
$$;

-- Whoever leads helps nobody, nobody helps itself, and nobody has two parts of one problem: as units
-- become one, or a post goes over with what lies at it, the part of whoever helped ends where another of
-- them leads, at its own place or further down; where it would go to whoever gave it, or above; and where
-- several helped, all but that of the successor, or of the first to go. Asked of all steps at once, while
-- the tree stands as it will and the rows lie where they lie.
create function app.ending_parts(r int, gone int[], successors int[], posts uuid[]) returns setof uuid
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with source (successor, unit, post, n) as materialized (
    select distinct s, s, null::uuid, 0::bigint from unnest(successors) s
    union all select * from unnest(successors, gone, posts) with ordinality),
  part as materialized (
    select x.id, x.problem_id, x.role, s.successor, s.n, s.n > 0 and app.apart_from(s.successor,
        x.accused) = any (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6]) as home
      from source s join app.assignment x on x.root = r and x.open and x.holder = s.unit
        and (s.post is null or s.post = x.lead_post)
      where not exists (select from source e where e.n between 1 and s.n - 1 and e.unit = s.unit
        and (e.post is null or e.post = x.lead_post))),
  ends as (
    select x.id from part x where x.role = 'CO' and x.home
    union select x.id from part x join part y on y.problem_id = x.problem_id
        and y.successor = x.successor and y.id <> x.id and (y.n < x.n or y.role = 'MAIN')
      where x.role = 'CO'
    union select x.id from part x join app.problem p on p.root = r and p.id = x.problem_id
        join source s on s.successor = x.successor and s.n <> x.n and case when s.post is null
          then s.unit in (p.at1, p.at2, p.at3, p.at4, p.at5, p.at6)
          else (p.holder, p.holder_post) = (s.unit, s.post) end
      where x.role = 'CO' and not exists (select from source e where e.n between 1 and s.n - 1
        and e.unit = p.holder and e.post = p.holder_post))
  select app.given_on_with(r, array(select id from ends))
$$;

-- Ends parts. Each is written down for the way back.
create function app.withdraw_parts(r int, item uuid, which uuid[]) returns void
  language sql set search_path = pg_catalog, pg_temp as $$
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
    select r, item, 'assignment:state', x.id, x.holder, x.holder, x.state from app.assignment x
    where x.root = r and x.id in (select app.given_on_with(r, which)) and x.state <> 'WITHDRAWN';
  update app.assignment x set state = 'WITHDRAWN', version = x.version + 1
    where x.root = r and x.id in (select app.given_on_with(r, which)) and x.state <> 'WITHDRAWN'
$$;

create function app.end_parts(r int, item uuid) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  select app.withdraw_parts(r, item,
      array(select app.ending_parts(r, l.gone, l.successors, l.posts)))
    from app.leaving(r, item) l
$$;

-- So does a part below a unit that now hangs under the one it is against, where it would go to whoever gave
-- it, or above.
create function app.end_drawn_parts(r int, item uuid, one int, slot int) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  select app.withdraw_parts(r, item, array(
    select x.id from app.assignment x join app.tenant t on t.id = x.holder,
        lateral (select array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] as line) l
      where x.root = r and x.open and x.role = 'CO' and x.accused <> '{}' and l.line[slot] = one
        and x.accused && array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]
        and app.apart_from(x.holder, x.accused) = any (l.line)))
$$;

create function app.take_steps(r int, item uuid, today date) returns void language plpgsql
  set search_path = pg_catalog, pg_temp as $$
declare
  s app.reorganisation_step;
begin
  for s in select * from app.reorganisation_step
      where root = r and reorganisation_id = item order by position loop
    perform app.take_step(r, item, s, app.led_to(s), today);
  end loop;
end $$;

-- Whether what moved counts by other declared days than before.
create function app.days_differ(r int, item uuid) returns boolean language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.reorganisation_place p
      join app.tenant t on t.root = r and t.id = coalesce((select m.to_unit
        from app.reorganisation_move m where m.root = r and m.reorganisation_id = item
          and m.noun = 'problem' and m.from_unit = p.unit limit 1), p.unit)
      join app.calendar_day d on d.root = r and d.state = 'PUBLISHED'
        and (d.holder = any (p.lineage))
          is distinct from (d.holder in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6))
    where p.root = r and p.reorganisation_id = item and p.lineage <> '{}')
$$;

-- By which declared days problems of these units would be reckoned, where those are others than today:
-- per unit, and per post that goes by itself. Asked while the tree stands as it will stand; a problem
-- still lies on its old line. What is against anybody is not looked at.
create function app.days_foreseen(r int, units int[], gone int[], successors int[], posts uuid[])
  returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  with lying as materialized (
    select distinct p.holder, g.post, coalesce(g.successor, p.holder) as goes,
        array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6] as was
      from app.problem p left join lateral (
          select x.successor, x.post from unnest(gone, successors, posts) x (gone, successor, post)
            where x.gone = p.holder and (x.post is null or x.post = p.holder_post)
            order by x.post limit 1) g on true
      where p.root = r and p.open and p.accused = '{}' and p.holder = any (units)),
  known as (select l.holder, l.post, app.days_on(r, l.was) as was, app.days_on(r,
        array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]) as days
      from lying l join app.tenant t on t.root = r and t.id = l.goes)
  select coalesce(jsonb_agg(jsonb_build_object('unit', holder, 'post', post,
      'days', case when was is distinct from days then days end)), '[]') from known
$$;

-- Open problems of units, page by page, as their clocks need them, for whoever previews this.
create function app.stories_foreseen(item uuid, units int[], after uuid, many int)
  returns table (story jsonb) language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select app.problem_story(p, '{}') || jsonb_build_object('post', p.holder_post)
    from app.problem p
    where p.root = ctx.root() and p.open and p.accused = '{}' and p.holder = any (units)
      and ctx.tenant() in (p.at1, p.at2, p.at3, p.at4, p.at5, p.at6)
      and exists (select from app.reorganisation z where z.root = p.root
        and z.id = stories_foreseen.item and z.holder = ctx.tenant())
      and p.id > stories_foreseen.after
    order by p.id limit many
$$;

-- The same steps, taken and undone: what the tree would be, who would see what, which deadlines
-- would be reckoned by other days. Rows are read where they lie and not moved.
create function app.preview_reorganisation(item uuid, today date) returns jsonb language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  r int := ctx.root();
  hash text;
  told jsonb;
  other jsonb := '[]';
  units int[]; tops int[]; gone int[]; successors int[]; posts uuid[];
begin
  if not exists (select from app.reorganisation
      where root = r and id = item and holder = ctx.tenant()) then return null; end if;
  hash := app.reorganisation_seal(r, item);
  begin
    perform app.take_steps(r, item, today);
    select array_agg(unit order by array_position(lineage, unit)) into tops
      from app.reorganisation_place
      where root = r and reorganisation_id = item and lineage <> '{}';
    select array_agg(t.id) into units from app.tenant t
      where t.root = r and array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6] && tops;
    select l.gone, l.successors, l.posts into gone, successors, posts from app.leaving(r, item) l;
    units := units || gone;
    told := app.foresee(r, units, tops, gone, successors, posts) || coalesce((
      select jsonb_agg(jsonb_build_object('sort', 'MOVES', 'noun', 'tenant', 'unit', p.unit,
          'items', (select count(*) from app.tenant t where t.root = r and t.valid_until is null
            and p.unit in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)), 'open_items', 0))
        from app.reorganisation_place p join app.tenant t on t.id = p.unit
        where p.root = r and p.reorganisation_id = item and p.lineage <> '{}'
          and p.lineage <> array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]), '[]');
    other := app.days_foreseen(r, units, gone, successors, posts);
    raise exception using errcode = 'LW001', message = 'only foreseen';
  exception when sqlstate 'LW001' then null;
  end;
  return jsonb_build_object('hash', hash, 'days', other, 'effects', (
    select coalesce(jsonb_agg(e || jsonb_build_object('unit', (select t.id from app.tenant t
        where t.root = r and t.id = (e ->> 'unit')::int))), '[]') from jsonb_array_elements(told) e));
end $$;

create function app.apply_reorganisation(item uuid, hash text, today date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r int := ctx.root();
  z app.reorganisation;
  s app.reorganisation_step;
  p app.reorganisation_place;
  target int;
begin
  perform pg_advisory_xact_lock(7070, r);
  select * into z from app.reorganisation where root = r and id = item for update;
  if z.id is null or z.holder is distinct from ctx.tenant() or z.state <> 'SCHEDULED'
      or z.effective_on > today then
    raise check_violation using message = 'a reorganisation goes step by step',
      table = 'reorganisation', constraint = 'reorganisation_step_by_step';
  end if;
  if (z.preview_hash = hash and app.reorganisation_seal(r, item) = hash) is not true then
    raise check_violation using message = 'something moved since it was previewed',
      table = 'reorganisation', constraint = 'reorganisation_as_previewed';
  end if;
  -- Known from here on, for what moves: up to this day it lay where it lies.
  update app.reorganisation set applied_on = today where root = r and id = item;
  perform app.take_steps(r, item, today);
  perform app.end_parts(r, item);
  for s in select * from app.reorganisation_step where root = r and reorganisation_id = item
      and verb in ('MERGE', 'MOVE_POST') order by position loop
    target := app.led_to(s);
    if s.verb = 'MERGE' then
      perform app.hand_over(r, item, s.unit, target, null);
      perform app.end_unit(r, item, s.unit, target, today);
    else
      perform app.hand_over(r, item, o.holder, target, o.id)
        from app.post o where o.root = r and o.id = s.post_id;
      perform app.leave_body(r, item, s.post_id);
    end if;
  end loop;
  perform app.silence_lists(r, item, today);
  for p in select * from app.reorganisation_place where root = r and reorganisation_id = item
      and lineage <> '{}' order by id loop
    perform app.settle_below(r, item, p);
  end loop;
  perform app.common_part_binds(r, item, today);
  perform app.lists_signed_anew(r, item);
  update app.reorganisation_place x set after = app.place_of(t)
    from app.tenant t where x.root = r and x.reorganisation_id = item and t.id = x.unit;
  update app.reorganisation set state = 'APPLIED', applied_on = today, version = version + 1,
      applied_at = clock_timestamp(), applied_xid = pg_current_xact_id()::text::bigint,
      reckoned = case when app.days_differ(r, item) then null else version + 1 end
    where root = r and id = item;
end $$;

-- A post that goes by itself leaves the body it was in: that is the other unit's, and stays there.
create function app.leave_body(r int, item uuid, one uuid) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
    select r, item, 'post:body_id', s.id, s.holder, s.holder, s.body_id
    from app.post s join app.body b on b.root = r and b.id = s.body_id
    where s.root = r and s.id = one and b.holder <> s.holder;
  update app.post s set body_id = null from app.body b where s.root = r and s.id = one
    and b.root = r and b.id = s.body_id and b.holder <> s.holder
$$;

create function app.into_body_again(r int, item uuid) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  update app.post s set body_id = m.before::uuid from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = 'post:body_id' and m.back
      and s.root = r and s.id = m.record_id
$$;

-- A unit ends; it stays where it stood, with what was closed under it.
create function app.end_unit(r int, item uuid, gone int, successor int, today date) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform app.end_edge(r, gone, today);
  update app.tenant set valid_until = greatest(today, valid_from) where root = r and id = gone;
  insert into app.tenant_succession (root, former, successor, since, reorganisation_id)
    values (r, gone, successor, today, item);
end $$;

-- Whether anything was done since that would hang in the air if it were taken back: an act in the
-- units that moved or in their successors, on a record that lay there, something given to a post of
-- theirs wherever its group is kept, or another change of theirs. That a period was opened is none, unless
-- of a list that goes back itself: by then nothing is recorded of it, or that was done since.
create function app.reorganisation_depended(r int, z app.reorganisation) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  with units as materialized (
    select t.id from app.tenant t where t.root = r and exists (
      select from app.reorganisation_place p where p.root = r and p.reorganisation_id = z.id
        and p.unit in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6))
    union select m.to_unit from app.reorganisation_move m
      where m.root = r and m.reorganisation_id = z.id and m.noun !~ ':'),
  posts as materialized (select p.id from app.post p
    where p.root = r and p.holder in (select id from units)),
  members as materialized (select m.id, m.group_id from app.group_member m
    where m.root = r and m.post_id in (select id from posts)),
  given as materialized (select id from members
    union select x from app.role_grant g, unnest(array[g.id, g.custom_role_id]) x where g.root = r
      and (g.post_id in (select id from posts) or g.group_id in (select group_id from members)))
  select exists (select from app.outbox o where o.root = r and o.record_id <> z.id
      and (o.kind <> 'PeriodOpened' or exists (select from app.reorganisation_move m
        where m.root = r and m.reorganisation_id = z.id and m.noun = 'responsibility_list'
          and m.record_id = o.record_id))
      and age(o.xmin) < pg_current_xact_id()::text::bigint - z.applied_xid
      and (o.holder in (select id from units) or o.record_id in (select id from given)
        or exists (select from app.problem p
        where p.root = r and p.id = o.record_id and p.trail && array(select id from units))))
    or exists (select from app.reorganisation_place p join app.tenant t on t.id = p.unit
      where p.root = r and p.reorganisation_id = z.id and app.place_of(t) <> p.after)
$$;

-- Puts a unit back as it stood. What it was in between stays known for those days.
create function app.put_back(r int, item uuid, p app.reorganisation_place, today date) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  b jsonb := p.before::jsonb;
  t app.tenant;
begin
  select * into t from app.tenant where root = r and id = p.unit;
  if p.before is null then
    perform app.end_edge(r, p.unit, today);
    update app.tenant set valid_until = greatest(today, valid_from) where root = r and id = p.unit;
    return;
  end if;
  if (b ->> 'name', b ->> 'code', b ->> 'kind') is distinct from (t.name, t.code, t.kind) then
    perform app.call_unit(r, item, p.unit, b, today);
  end if;
  update app.tenant set valid_until = (b ->> 'ended')::date, parent_id = (b ->> 'parent')::int
    where root = r and id = p.unit;
  if not exists (select from app.tenant_edge where root = r and child = p.unit
      and parent = (b ->> 'parent')::int and valid_until is null) then
    perform app.end_edge(r, p.unit, today);
    insert into app.tenant_edge (root, child, parent, valid_from)
      select r, p.unit, (b ->> 'parent')::int, today where b ->> 'parent' is not null;
  end if;
  perform app.place_below(p.unit);
end $$;

create function app.reverse_reorganisation(item uuid, today date, because text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r int := ctx.root();
  z app.reorganisation;
  p app.reorganisation_place;
begin
  perform pg_advisory_xact_lock(7070, r);
  select * into z from app.reorganisation where root = r and id = item for update;
  if z.id is null or z.holder is distinct from ctx.tenant() or z.state <> 'APPLIED' then
    raise check_violation using message = 'a reorganisation goes step by step',
      table = 'reorganisation', constraint = 'reorganisation_step_by_step';
  end if;
  if app.reorganisation_depended(r, z) then
    raise check_violation using message = 'something was done since that depends on it',
      table = 'reorganisation', constraint = 'reorganisation_depended_on';
  end if;
  update app.reorganisation set reversed_on = today where root = r and id = item;
  for p in select * from app.reorganisation_place
      where root = r and reorganisation_id = item order by id desc loop
    perform app.put_back(r, item, p, today);
  end loop;
  perform app.hand_back(r, item);
  perform app.into_body_again(r, item);
  perform app.common_part_binds_no_more(r, item, today);
  perform app.lists_speak_again(r, item);
  perform app.owed_no_more(r, item);
  for p in select * from app.reorganisation_place where root = r and reorganisation_id = item
      and lineage <> '{}' order by id loop
    perform app.tie_again(r, p.unit);
    perform app.touch_below(r, p.unit, (p.after::jsonb ->> 'slot')::int);
  end loop;
  update app.tenant_succession set until = today where root = r and reorganisation_id = item;
  update app.reorganisation set state = 'REVERSED', version = version + 1, ended_because = because,
      reversed_at = clock_timestamp(),
      reckoned = case when app.days_differ(r, item) or reckoned is null then null
        else version + 1 end where root = r and id = item;
end $$;
grant execute on function app.preview_reorganisation(uuid, date),
  app.stories_foreseen(uuid, int[], uuid, int),
  app.apply_reorganisation(uuid, text, date), app.reverse_reorganisation(uuid, date, text)
  to levelwise_app;
