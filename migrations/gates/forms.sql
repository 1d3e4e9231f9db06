-- Appointment forms: sealed before they come near the database, read by committed ticket alone, like
-- the identity vault. Whom a form is of lies below the acting tenant, and nobody has their own form.
create function app.form_here(person uuid) returns boolean language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  return ctx.post() is not null and ctx.person() <> form_here.person and exists (
    select from app.person p where p.root = ctx.root() and p.id = form_here.person
      and ctx.tenant() = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6]));
end $$;

create function app.keep_form(person uuid, kid text, wrapped bytea, body bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.form_here(person) then
    raise insufficient_privilege using message = 'this person''s form is not kept here';
  end if;
  insert into app.appointment_form as f (root, id, kid, wrapped, body)
    values (ctx.root(), keep_form.person, keep_form.kid, keep_form.wrapped, keep_form.body)
    on conflict (root, id) do update set kid = excluded.kid, wrapped = excluded.wrapped,
      body = excluded.body;
end $$;
grant execute on function app.keep_form(uuid, text, bytea, bytea) to levelwise_app;

create table audit.form_ticket (
  id uuid primary key default gen_random_uuid(),
  root int not null,
  subject uuid not null,
  person uuid not null,
  post uuid not null,
  reason text not null check (char_length(reason) between 4 and 400),
  xid xid8 not null default pg_current_xact_id(),
  asked_at timestamptz not null default clock_timestamp()
);
alter table audit.form_ticket enable row level security;
alter table audit.form_ticket force row level security;
create policy gate on audit.form_ticket to levelwise_gate using (true) with check (true);
revoke all on audit.form_ticket from public;
grant select, insert on audit.form_ticket to levelwise_gate;
create trigger append_only before update or delete or truncate on audit.form_ticket
  for each statement execute function audit.refuse();

create function app.ask_form(person uuid, reason text, request text) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made uuid;
begin
  if not app.form_here(person) or char_length(btrim(reason)) < 4 or not exists (
      select from app.appointment_form f where f.root = ctx.root() and f.id = ask_form.person) then
    return null;
  end if;
  insert into audit.form_ticket (root, subject, person, post, reason)
    values (ctx.root(), ask_form.person, ctx.person(), ctx.post(), btrim(reason))
    returning id into made;
  perform audit.append('form.ask', 'person', ask_form.person, null, null, ask_form.request,
    jsonb_build_object('ticket', made, 'reason', btrim(reason)));
  return made;
end $$;
grant execute on function app.ask_form(uuid, text, text) to levelwise_app;

create function app.redeem_form(ticket uuid)
  returns table (person uuid, kid text, wrapped bytea, body bytea)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t audit.form_ticket;
begin
  select * into t from audit.form_ticket x where x.id = redeem_form.ticket;
  if t.id is null or t.person is distinct from ctx.person() or t.post is distinct from ctx.post()
      or t.root is distinct from ctx.root()
      or t.asked_at < clock_timestamp() - interval '5 minutes'
      or pg_xact_status(t.xid) is distinct from 'committed'
      or not app.form_here(t.subject) then
    return;
  end if;
  return query select f.id, f.kid, f.wrapped, f.body from app.appointment_form f
    where f.root = t.root and f.id = t.subject;
end $$;
grant execute on function app.redeem_form(uuid) to levelwise_app;
