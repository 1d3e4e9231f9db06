-- An invitation binds a sign-in to a person, once. Only the hash of its code is kept. Who accepts is
-- the subject of a verified token: the context is signed for that question and no other.
-- Whoever has the code becomes the person, and that was weighed when the code was made: it is good
-- while the person's standing is what it was then. Who is given a post or a right since is invited anew.
create table ctx.invitation (
  code_sha256 bytea primary key check (octet_length(code_sha256) = 32),
  root int not null,
  person_id uuid not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  standing int not null,
  foreign key (root, person_id) references app.person (root, id)
);
revoke all on ctx.invitation from public;
grant select, insert, update on ctx.invitation to levelwise_gate;
grant insert on ctx.invitation to levelwise_migrator;

create function ctx.invited() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  select p.standing into strict new.standing
    from app.person p where p.root = new.root and p.id = new.person_id;
  return new;
end $$;
create trigger standing before insert on ctx.invitation for each row execute function ctx.invited();

create function ctx.accept_invitation(issuer text, subject text, code text) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found ctx.invitation;
begin
  if ctx.asked() is distinct from encode(sha256(convert_to(
      octet_length(issuer) || ':' || issuer || subject, 'UTF8')), 'hex') then
    raise insufficient_privilege using message = 'this acceptance was not signed';
  end if;
  update ctx.invitation i set accepted_at = clock_timestamp()
    where i.code_sha256 = sha256(convert_to(code, 'UTF8'))
      and i.accepted_at is null and i.expires_at > clock_timestamp()
      and i.standing = (select p.standing from app.person p
        where p.root = i.root and p.id = i.person_id for update)
    returning i.* into found;
  if found.person_id is null then return false; end if;
  insert into app.identity (root, issuer, subject, person_id)
    values (found.root, accept_invitation.issuer, accept_invitation.subject, found.person_id);
  perform audit.append_system('invitation.accept', 'person', found.person_id, '{}');
  return true;
end $$;
grant execute on function ctx.accept_invitation(text, text, text) to levelwise_app;

-- An administrator invites a person of the acting unit or below who has no sign-in; false for one who
-- has. Older codes of theirs are void.
create function app.invite(person uuid, digest bytea) returns boolean language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  r int := ctx.root();
  me int := ctx.tenant();
begin
  if not exists (select from app.person p where p.root = r and p.id = invite.person
      and me = any (array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6])) then
    raise insufficient_privilege using message = 'no such person at or below the acting unit';
  end if;
  if exists (select from app.identity i where i.root = r and i.person_id = invite.person) then
    return false;
  end if;
  update ctx.invitation i set expires_at = clock_timestamp()
    where i.root = r and i.person_id = invite.person and i.accepted_at is null;
  insert into ctx.invitation (code_sha256, root, person_id, expires_at)
    values (digest, r, invite.person, clock_timestamp() + interval '7 days');
  return true;
end $$;
grant execute on function app.invite(uuid, bytea) to levelwise_app;
