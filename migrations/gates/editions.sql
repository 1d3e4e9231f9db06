-- Editions of the rule book. A worker's book is never older than the database's: publication raises
-- the policy version in its own transaction, after every act under the book of before has ended.
create function app.guard_edition() returns trigger language plpgsql
  set search_path = pg_catalog, pg_temp as $$
begin
  -- Not a definer function: inside a gate the current user is the gate's owner.
  if current_user <> 'levelwise_app' then return new; end if;
  if tg_op = 'INSERT' then
    new.state := 'PROPOSED'; new.proposed_by := ctx.person(); new.number := null;
    new.confirmed_by := null; new.confirmed_at := null; new.seal := null;
    return new;
  end if;
  if (old.state, new.state) not in (('PROPOSED', 'PUBLISHED'), ('PROPOSED', 'WITHDRAWN'),
      ('PUBLISHED', 'RETIRED'))
    or old.state = 'PROPOSED' and new.state = 'PUBLISHED' and (
      new.confirmed_by is distinct from ctx.person() or new.seal is null or new.number is distinct from
        1 + coalesce((select max(e.number) from app.book_edition e where e.root = new.root), 0))
    or old.state = 'PUBLISHED' and (old.number, old.confirmed_by, old.confirmed_at, old.seal)
      is distinct from (new.number, new.confirmed_by, new.confirmed_at, new.seal) then
    raise check_violation using message = 'an edition goes step by step',
      table = 'book_edition', constraint = 'book_edition_step_by_step';
  end if;
  return new;
end $$;
create trigger proposed before insert or update on app.book_edition
  for each row execute function app.guard_edition();

create function app.edition_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if new.state = 'PUBLISHED' or tg_op = 'UPDATE' and old.state = 'PUBLISHED' then
    update app.deployment set policy_version = policy_version + 1, changed_at = clock_timestamp();
  else
    -- Nobody's rights changed: those who weigh the proposal beside the live book look, no one else.
    perform pg_notify('levelwise_candidate', '');
  end if;
  return null;
end $$;
create trigger announce after insert or update on app.book_edition
  for each row execute function app.edition_changed();

-- Whoever publishes waits until no act under the book of before is running.
create function app.hold_acts() returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$ select pg_advisory_xact_lock(7070, ctx.root()) $$;
grant execute on function app.hold_acts() to levelwise_app;

-- An edition as a process checks and reads it. For gates only.
create function app.sealed_edition(e app.book_edition) returns jsonb language sql stable
  set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', e.id, 'root', e.root, 'number', e.number, 'state', e.state,
    'text', e.text, 'digest', e.digest, 'floor', e.floor, 'beside', e.beside,
    'proposed_by', e.proposed_by, 'confirmed_by', e.confirmed_by,
    'proposal_seal', e.proposal_seal, 'seal', e.seal)
$$;

-- What every process needs to know of editions, as of one moment.
create function app.book_in_force() returns jsonb language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('policy', d.policy_version, 'editions', (
    select coalesce(jsonb_agg(app.sealed_edition(e) order by e.id), '[]')
    from app.book_edition e where e.state in ('PUBLISHED', 'PROPOSED')))
  from app.deployment d
$$;
grant execute on function app.book_in_force() to levelwise_app, levelwise_relay;

-- The edition in force at the end of a day, and the shipped book of then, for the viewer's root: an
-- edition is in force from its confirmation until the next one's.
create function app.book_on(day date) returns jsonb language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  with ends as (select (day + 1)::timestamp at time zone 'Asia/Shanghai' as at)
  select jsonb_build_object(
    'shipped', (select b.version from app.deployment d,
        unnest(d.books, d.books_since) b (version, since)
      where b.since < ends.at order by b.since desc limit 1),
    'edition', (select app.sealed_edition(e) from app.book_edition e
      where e.root = ctx.root() and e.number is not null and e.confirmed_at < ends.at
      order by e.confirmed_at desc, e.number desc limit 1))
  from ends
$$;
grant execute on function app.book_on(date) to levelwise_app;

-- How a proposed edition would have decided: counted as it comes, and only while it waits.
create function app.count_shadow(differences jsonb) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  insert into app.shadow_difference (root, edition_id, action, direction, rule, post_id, decisions)
    select e.root, e.id, x.action, x.direction, x.rule, p.id, sum(x.decisions)
    from jsonb_to_recordset(differences) x (edition uuid, action text, direction text, rule text,
        post uuid, decisions bigint)
      join app.book_edition e on e.id = x.edition and e.state = 'PROPOSED'
      join app.post p on p.root = e.root and p.id = x.post
    group by e.root, e.id, x.action, x.direction, x.rule, p.id
  on conflict (root, edition_id, action, direction, rule, post_id)
    do update set decisions = shadow_difference.decisions + excluded.decisions
$$;
grant execute on function app.count_shadow(jsonb) to levelwise_app;

create function app.shadow_of(edition uuid) returns jsonb language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(to_jsonb(x) order by x.decisions desc, x.action, x.rule), '[]') from (
    select s.action, s.direction, s.rule, sum(s.decisions) as decisions, count(*) as posts
      from app.shadow_difference s
      where s.root = ctx.root() and s.edition_id = edition
      group by s.action, s.direction, s.rule) x
$$;
grant execute on function app.shadow_of(uuid) to levelwise_app;
