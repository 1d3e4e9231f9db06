-- Likeness. A text is its Chinese bigrams and trigrams: code points packed into one integer, so that
-- no two of them are alike by chance. Its sketch is the sixteen that come first in a fixed shuffle:
-- texts that share much share some of these. A mark is one of them as one reader's tenant has it.
create function app.bare(said text) returns text language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select regexp_replace(lower(said), '[\s!-/:-@\[-`{-~\u00b7\u2010-\u206f\u3000-\u303f'
    '\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]', '', 'g') $$;

create function app.grams(said text) returns bigint[] language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct g), '{}') from (
    select ascii(ch)::bigint as a, lead(ascii(ch)::bigint) over w as b,
      lead(ascii(ch)::bigint, 2) over w as c
    from string_to_table(app.bare(said), null) with ordinality as t (ch, n) window w as (order by n)
  ) x, lateral (values ((a << 21) | b), ((((a << 21) | b) << 21) | c)) y (g) where g is not null $$;

create function app.sketch(grams bigint[]) returns bigint[] language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(h), '{}') from (
    select (g % 2147483629) * 48271 % 2147483629 as h from unnest(grams) g order by 1 limit 16
  ) x $$;

create function app.mark(hashed bigint, reader int) returns int language sql immutable parallel safe
  as $$ select ((hashed * 1000003 + reader * 7919::bigint) % 2147483629)::int $$;

create function app.marks(said text, readers int[]) returns int[] language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct app.mark(h, r)), '{}')
  from unnest(app.sketch(app.grams(said))) h, unnest(readers) r $$;

-- From 0 to 100: the grams both have, of all that either has.
create function app.likeness(one bigint[], other bigint[]) returns int language sql immutable
  parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when cardinality(one) + cardinality(other) = 0 then 0 else
    (100.0 * n / (cardinality(one) + cardinality(other) - n))::int end
  from (select count(*) as n from unnest(one) x (g) join unnest(other) y (g) using (g)) c $$;

create function app.likeness(one text, other text) returns int language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select app.likeness(app.grams(one), app.grams(other)) $$;

-- Who reads a problem in full where it lies: its unit, and its line up to where it is open.
create function app.readers(p app.problem) returns int[] language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select array_agg(distinct t) from unnest(
    array[(p).holder, (p).at1, (p).at2, (p).at3, (p).at4, (p).at5, (p).at6],
    array[6, 1, 2, 3, 4, 5, 6]) x (t, slot)
  where t is not null and (t = (p).holder or slot >= (p).open_to) $$;

-- Every two characters in a row, for those that the wall lets see a problem: its line and its trail.
create function app.pairs(variadic said text[]) returns bigint[] language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct g), '{}') from (
    select (ascii(ch)::bigint << 21) | lead(ascii(ch)::bigint) over (partition by line order by n) as g
    from unnest(said) with ordinality as l (words, line),
      string_to_table(app.bare(words), null) with ordinality as t (ch, n)
  ) x where g is not null $$;

create function app.pair_marks(pairs bigint[], finders int[]) returns int[] language sql immutable
  parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct app.mark(g % 2147483629 * 48271 % 2147483629, t)), '{}')
  from unnest(pairs) g, unnest(finders) t where t is not null $$;

create function app.pairs_of(p app.problem) returns int[] language sql immutable
  set search_path = pg_catalog, pg_temp as $$
  select app.pair_marks(app.pairs((p).title, (p).place, (p).source),
    array[(p).holder, (p).at1, (p).at2, (p).at3, (p).at4, (p).at5, (p).at6] || (p).trail) $$;

create function app.sketch_problems() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.problem_sketch (root, id, marks, pairs, against)
    select f.root, f.id, app.marks(f.title, app.readers(f)), app.pairs_of(f), f.accused <> '{}'
    from fresh f;
  return null;
end $$;
create trigger sketched after insert on app.problem referencing new table as fresh
  for each statement execute function app.sketch_problems();

create function app.sketch_again() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.problem_sketch
    set marks = app.marks(new.title, app.readers(new)), pairs = app.pairs_of(new),
      against = new.accused <> '{}'
    where root = new.root and id = new.id;
  return null;
end $$;
create trigger sketched_again after update on app.problem for each row
  when ((old.title, old.place, old.source, old.holder, old.open_to, old.trail, old.accused,
      old.at1, old.at2, old.at3, old.at4, old.at5, old.at6)
    is distinct from (new.title, new.place, new.source, new.holder, new.open_to, new.trail,
      new.accused, new.at1, new.at2, new.at3, new.at4, new.at5, new.at6))
  execute function app.sketch_again();

-- Problems that may hold a text, of those that the wall lets the asking unit see: all pairs of its
-- characters are there. Each is read again under the wall and the book, and compared. Never one whose
-- accused it stands in: how many there are would be told by how long it takes.
create function app.problems_saying(said text) returns table (root int, id uuid) language plpgsql stable
  rows 20 security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  wanted int[] := app.pair_marks(app.pairs(said), array[ctx.tenant()]);
  here int := ctx.root();
  mine int[] := coalesce(ctx.units(), '{}');
begin
  if cardinality(wanted) = 0 then return; end if;
  return query
    select f.root, f.id from (
      select s.root, s.id, s.against from app.problem_sketch s
      where s.pairs @> wanted and s.root = here offset 0
    ) f where not f.against or not exists (select from app.problem p
      where p.root = f.root and p.id = f.id and p.accused && mine);
end $$;
grant execute on function app.problems_saying(text) to levelwise_app;

-- Problems like a text among those that the asking unit reads where they lie, and never one whose
-- accused it stands in. An array search is not leakproof, so under row-level security it would read
-- every row: it is done here, by marks that are the asking tenant's own. How rare those are the
-- planner cannot know; it shall not read every sketch instead.
create function app.alike(said text) returns table (id uuid, shared int) language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  wanted int[] := app.marks(said, array[ctx.tenant()]);
  here int := ctx.root();
begin
  if cardinality(wanted) = 0 then return; end if;
  return query
    select f.id, f.n from (
      select s.root, s.id, (select count(*)::int from unnest(s.marks) m where m = any (wanted)) as n
      from app.problem_sketch s where s.marks && wanted and s.root = here
      offset 0
    ) f join app.problem p on p.root = f.root and p.id = f.id
    where f.n * 5 >= cardinality(wanted)
      and not (p.accused && coalesce(ctx.units(), '{}'))
    order by f.n desc, f.id desc limit 200;
end $$;
grant execute on function app.alike(text), app.likeness(text, text),
  app.likeness(bigint[], bigint[]), app.grams(text), app.bare(text) to levelwise_app;

-- How many problems of a list, found below the asking unit since, say the same as a text; it counts as
-- far as is enough. What shares nothing with its title is passed over by its sketch, as the holder of
-- each has it; what else is written is compared as far as its first five hundred characters. What
-- was joined counts once, with what it was joined to, and for itself where that is old.
create function app.come_back(list text, title text, facts text, since timestamptz, but uuid, likeness int,
    enough int)
  returns int language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
  hashes bigint[] := app.sketch(app.grams(title));
  whole bigint[] := app.grams(left(title || facts, 500));
  counted int := 0;
  said text;
begin
  for said in
    select left(p.title || p.facts, 500)
      from app.problem p join app.problem_sketch s on s.root = p.root and s.id = p.id
      where p.root = ctx.root() and p.list_type = list and p.reported_at > since and p.id <> but
        and me = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])
        and p.state not in ('REJECTED', 'DIVERTED')
        and (p.found_on is null or p.found_on >= (since at time zone 'Asia/Shanghai')::date)
        and not (p.accused && coalesce(ctx.units(), '{}'))
        and not (p.state = 'MERGED' and exists (select from app.problem m
          where m.root = p.root and m.id = p.merged_into and m.reported_at > since and m.id <> but))
        and exists (select from unnest(hashes) h where app.mark(h, p.holder) = any (s.marks))
  loop
    counted := counted + (app.likeness(whole, app.grams(said)) >= likeness)::int;
    exit when counted >= enough;
  end loop;
  return counted;
end $$;
grant execute on function app.come_back(text, text, text, timestamptz, uuid, int, int) to levelwise_app;

-- A merged problem leaves its trail, its supporters and those who petitioned to the one it went into. Whom one of the two is
-- against, both are against from now on: what is said of the one is read in the other. Where the other
-- lies with those whom this is against, they are not merged (problem_never_with_the_accused_check).
create function app.join_trails() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare against int[];
begin
  update app.problem set trail = trail || new.trail, supporters = supporters + 1 + new.supporters,
      version = version + 1, accused = app.together(accused, new.accused)
    where root = new.root and id = new.merged_into
    returning accused into against;
  if not new.accused @> against then
    update app.problem set accused = against where root = new.root and id = new.id;
  end if;
  update app.petitioner set problem_id = new.merged_into, accused = app.together(accused, against)
    where root = new.root and problem_id = new.id;
  return null;
end $$;
create trigger trails_joined after update on app.problem for each row
  when (old.merged_into is null and new.merged_into is not null)
  execute function app.join_trails();

-- The burn-down follows the problem wherever it lies. What was merged ends with what it went into, and what
-- ends unsolved, rejected or diverted, is set aside: it counts neither as open nor as cleared.
create function app.burn_down() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  same uuid[];
  last app.problem;
begin
  select array_agg(m) into same from app.one_matter(new.root, new.id) m;
  if not exists (select from app.campaign_item c
      where c.root = new.root and c.problem_id = any (same)) then
    return null;
  end if;
  select * into last from app.problem p
    where p.root = new.root and p.id = any (same) and p.merged_into is null;
  update app.campaign_item c set aside = last.state in ('REJECTED', 'DIVERTED'),
      ended_on = case when not last.open
        then coalesce(c.ended_on, (now() at time zone 'Asia/Shanghai')::date) end
    where c.root = new.root and c.problem_id = any (same);
  return null;
end $$;
create trigger burnt_down after update on app.problem for each row
  when (old.open is distinct from new.open or old.merged_into is distinct from new.merged_into)
  execute function app.burn_down();

-- What is kept of a problem elsewhere takes over whom it is against, and follows when more are named.
create trigger accused_taken before insert on app.campaign_item
  for each row execute function app.take_accused();

create function app.pass_accused_of_intake() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.campaign_item set accused = new.accused where root = new.root and problem_id = new.id;
  update app.upstream_order set accused = new.accused where root = new.root and problem_id = new.id;
  return null;
end $$;
create trigger accused_passed_of_intake after update of accused on app.problem
  for each row when (old.accused <> new.accused) execute function app.pass_accused_of_intake();

-- An order of an upstream channel stays with the unit that took it in, wherever its problem goes.
create function app.keep_order() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.upstream_order (root, id, holder, problem_id, channel, channel_no, accused)
    values (new.root, gen_random_uuid(), new.holder, new.id, new.channel, new.channel_no,
      new.accused);
  return null;
end $$;
create trigger order_kept after insert on app.problem for each row
  when (new.channel_no is not null) execute function app.keep_order();
