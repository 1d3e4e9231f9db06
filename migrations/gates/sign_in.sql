-- A post as a viewer is made of it, whoever holds it. For gates only.
create function ctx.as_post(r int, wanted uuid) returns jsonb language sql stable
  security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'post_id', s.id, 'title', s.title, 'title_en', s.title_en,
    'actor_type', s.actor_type, 'roles', s.roles, 'heads', s.heads,
    'valid_from', s.valid_from, 'valid_until', s.valid_until,
    'with_units', s.with_units, 'with_until', s.with_until,
    'tenant_id', t.id, 'tenant_uid', t.uid, 'root', t.root, 'kind', t.kind, 'slot', t.slot,
    'parent', t.parent_id, 'tenant_code', t.code, 'tenant_name', t.name,
    'tenant_valid_until', t.valid_until,
    'lineage', jsonb_build_array(t.at1, t.at2, t.at3, t.at4, t.at5, t.at6),
    'suspended', exists (select from app.tenant over where over.suspended
      and over.id = any (array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6])),
    'body_id', b.id, 'body_kind', b.kind, 'body_name', b.name,
    'grants', ctx.granted(s.root, s.id))
  from app.post s
  join app.tenant t on t.root = s.root and t.id = s.holder
  left join app.body b on b.root = s.root and b.id = s.body_id
  where s.root = r and s.id = wanted
$$;

-- A person and the posts they were ever appointed to, as a viewer is made of them. For gates only.
create function ctx.in_posts(found app.person) returns jsonb language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := clock_timestamp();  -- one moment: windows and standing must not tell of two
begin
  return jsonb_build_object(
    'person_id', found.id, 'root', found.root,
    'standing', found.standing + case when found.glass_until <= at then 1 else 0 end,
    'name', found.name,
    'language', found.language, 'synthetic', found.synthetic,
    'policy_version', (select d.policy_version from app.deployment d),
    'posts', (select coalesce(jsonb_agg(jsonb_build_object(
        'appointment_id', a.id, 'leading', a.leading, 'appointed_on', a.appointed_on,
        'relieved_on', a.relieved_on, 'suspended_on', a.suspended_on, 'resumed_on', a.resumed_on,
        'windows', app.windows_of(a.root, a.person_id, a.post_id, at))
      || ctx.as_post(a.root, a.post_id) order by a.appointed_on, a.id), '[]')
      from app.appointment a where a.root = found.root and a.person_id = found.id));
end $$;

-- Who is this subject, and in which posts? The only reader of app.identity. It answers one question
-- only: the one that the context was signed for (tenants/context.py: asking), so that injected SQL
-- does not look up people by guessing.
create function ctx.sign_in(issuer text, subject text) returns jsonb language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  found app.person;
begin
  if ctx.asked() is distinct from encode(sha256(convert_to(
      octet_length(issuer) || ':' || issuer || subject, 'UTF8')), 'hex') then
    raise insufficient_privilege using message = 'this question was not signed';
  end if;
  select p.* into found from app.identity i
    join app.person p on p.root = i.root and p.id = i.person_id
    where i.issuer = sign_in.issuer and i.subject = sign_in.subject;
  if found.id is null then return null; end if;
  return ctx.in_posts(found);
end $$;
grant execute on function ctx.sign_in(text, text) to levelwise_app;
