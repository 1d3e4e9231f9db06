-- What was given to a post, by itself or through its groups, on any day of the past or to come. What was
-- taken back on the day on which it began was held on none, and is not carried along. For gates only.
create function ctx.granted(r int, wanted uuid) returns jsonb language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object(
      'grant_id', g.id, 'group_id', g.group_id, 'member_id', m.id, 'role', g.role,
      'custom_role_id', c.id, 'permissions', case when c.state = 'PUBLISHED' then c.permissions end,
      'given_from', greatest(g.given_from, m.given_from),
      'given_until', least(g.given_until, m.given_until)) order by g.id, m.id), '[]')
    from (select id, null::uuid as member from app.role_grant where root = r and post_id = wanted
      union all
      select x.id, y.id from app.group_member y
        join app.role_grant x on x.root = y.root and x.group_id = y.group_id
        where y.root = r and y.post_id = wanted) found
    join app.role_grant g on g.root = r and g.id = found.id
    left join app.group_member m on m.root = r and m.id = found.member
    left join app.custom_role c on c.root = r and c.id = g.custom_role_id
    where (greatest(g.given_from, m.given_from) < least(g.given_until, m.given_until)) is not false
$$;

-- How people stand, all their posts together: what an administrator's change is weighed by. Asked of
-- people whose record or one of whose posts lies at the acting unit or below it, and of oneself.
create function app.standings(people uuid[]) returns jsonb language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  r int := ctx.root();
  me int := ctx.tenant();
begin
  return (select coalesce(jsonb_object_agg(p.id, ctx.in_posts(p)), '{}') from app.person p
    where p.root = r and p.id = any (people) and (p.id = ctx.person()
      or me = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])
      or exists (select from app.appointment a where a.root = r and a.person_id = p.id
        and me = any (array[a.at1, a.at2, a.at3, a.at4, a.at5, a.at6]))));
end $$;
grant execute on function app.standings(uuid[]) to levelwise_app;

-- Posts at the acting unit or below it, with all that is given to them, whoever holds them.
create function app.posts_standing(posts uuid[]) returns jsonb language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  r int := ctx.root();
  me int := ctx.tenant();
begin
  return (select coalesce(jsonb_object_agg(s.id, ctx.as_post(r, s.id)), '{}') from app.post s
    where s.root = r and s.id = any (posts)
      and me = any (array[s.at1, s.at2, s.at3, s.at4, s.at5, s.at6]));
end $$;
grant execute on function app.posts_standing(uuid[]) to levelwise_app;

-- A custom role is given where it was defined and below; a post joins a group of its own line.
create function app.check_grant() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  line int[] := array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6];
begin
  if new.custom_role_id is not null and not exists (select from app.custom_role c
      where c.root = new.root and c.id = new.custom_role_id and c.holder = any (line)) then
    raise check_violation using message = 'a custom role is given where it was defined and below',
      table = 'role_grant', constraint = 'role_grant_below_the_role';
  end if;
  if new.group_id is not null and not exists (select from app.post_group x
      where x.root = new.root and x.id = new.group_id and x.holder = new.holder) then
    raise check_violation using message = 'a group is given roles where it was made',
      table = 'role_grant', constraint = 'role_grant_at_the_group';
  end if;
  return new;
end $$;
create trigger stays before insert on app.role_grant
  for each row execute function app.check_grant();

create function app.check_member() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.post_group x where x.root = new.root and x.id = new.group_id
      and x.holder = any (array[new.at1, new.at2, new.at3, new.at4, new.at5, new.at6])) then
    raise check_violation using message = 'a group holds posts of its unit and below',
      table = 'group_member', constraint = 'group_member_below_the_group';
  end if;
  return new;
end $$;
create trigger stays before insert on app.group_member
  for each row execute function app.check_member();

-- Whoever holds a post to which something is given, or no longer, stands anew.
create function app.restand(r int, posts uuid[]) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  update app.person set standing = standing + 1 where root = r and id in (
    select person_id from app.appointment where root = r and post_id = any (posts))
$$;

create function app.grant_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform app.restand(new.root, array(select post_id from app.group_member
    where root = new.root and group_id = new.group_id) || new.post_id);
  return null;
end $$;
create trigger standing after insert or update on app.role_grant
  for each row execute function app.grant_changed();

create function app.member_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform app.restand(new.root, array[new.post_id]);
  return null;
end $$;
create trigger standing after insert or update on app.group_member
  for each row execute function app.member_changed();

create function app.role_changed() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform app.restand(new.root, array(
    select g.post_id from app.role_grant g
      where g.root = new.root and g.custom_role_id = new.id and g.post_id is not null
    union select m.post_id from app.role_grant g
      join app.group_member m on m.root = g.root and m.group_id = g.group_id
      where g.root = new.root and g.custom_role_id = new.id));
  return null;
end $$;
create trigger standing after update on app.custom_role
  for each row execute function app.role_changed();

-- What a custom role held is kept when it holds something else, so that a past day can be told.
create function app.role_redefined() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.custom_role_former (root, custom_role_id, permissions, until)
    values (old.root, old.id, old.permissions, coalesce(new.redefined_at, clock_timestamp()));
  return null;
end $$;
create trigger former after update on app.custom_role for each row
  when (old.state = 'PUBLISHED'
    and (old.permissions, old.state) is distinct from (new.permissions, new.state))
  execute function app.role_redefined();

-- What custom roles held at the end of a day; null for what was retired.
create function app.custom_roles_on(roles uuid[], day date) returns jsonb language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  with ends as (select (day + 1)::timestamp at time zone 'Asia/Shanghai' as at)
  select coalesce(jsonb_object_agg(c.id, coalesce(
      (select to_jsonb(f.permissions) from app.custom_role_former f
        where f.root = c.root and f.custom_role_id = c.id and f.until >= ends.at
        order by f.until, f.id limit 1),
      case when c.state = 'PUBLISHED' then to_jsonb(c.permissions) end)), '{}')
    from app.custom_role c, ends
    where c.root = ctx.root() and ctx.person() is not null and c.id = any (roles)
$$;
grant execute on function app.custom_roles_on(uuid[], date) to levelwise_app;
