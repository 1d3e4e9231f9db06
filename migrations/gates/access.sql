-- People who were ever appointed in the viewer's own unit or directly below it, and the viewer
-- themself, as a viewer is made of them: for the rule book to decide what they may do. In the order of
-- their keys, after one of them, so many at a time. What they hold elsewhere counts for its
-- prohibitions; the server shows none of it.
create function ctx.people_near(of_person uuid, after_person uuid, most int)
  returns setof jsonb language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
  self uuid := ctx.person();
begin
  if self is null or me is null then return; end if;
  return query
    select ctx.in_posts(p) from (
      select near.id from (
        select self as id
        union
        select a.person_id from app.tenant t
          join app.post s on s.root = t.root and s.holder = t.id
          join app.appointment a on a.root = s.root and a.post_id = s.id
          where t.root = ctx.root() and (t.id = me or t.parent_id = me)) near
      where (of_person is null or near.id = of_person)
        and (after_person is null or near.id > after_person)
      order by near.id limit most) page
    join app.person p on p.root = ctx.root() and p.id = page.id
    order by p.id;
end $$;
grant execute on function ctx.people_near(uuid, uuid, int) to levelwise_app;
