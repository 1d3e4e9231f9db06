-- People who were ever appointed in the viewer's own unit or directly below it, and the viewer
-- themself, as a viewer is made of them: for the rule book to decide what they may do. What they
-- hold elsewhere counts for its prohibitions; the server shows none of it.
create function ctx.people_near(of_person uuid) returns setof jsonb language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
  self uuid := ctx.person();
begin
  if self is null or me is null then return; end if;
  return query
    select ctx.in_posts(p) from app.person p
    where (of_person is null or p.id = of_person)
      and (p.id = self and p.root = ctx.root() or exists (
        select from app.appointment a join app.tenant t on t.id = a.holder
        where a.root = p.root and a.person_id = p.id and (t.id = me or t.parent_id = me)))
    order by p.id;
end $$;
grant execute on function ctx.people_near(uuid) to levelwise_app;
