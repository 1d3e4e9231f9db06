-- Sessions that an identity provider ended. Only for questions that the context was signed for, so
-- that injected SQL neither ends sessions nor learns who signed in.
create table ctx.ended_session (
  issuer text not null,
  jti text not null,
  subject text,
  session text,
  at timestamptz not null,
  ended_at timestamptz not null default clock_timestamp(),
  primary key (issuer, jti),
  check (subject is not null or session is not null)
);
revoke all on ctx.ended_session from public;
grant select, insert, delete on ctx.ended_session to levelwise_gate;

create function ctx.end_session(issuer text, subject text, session text, jti text, at timestamptz)
  returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.asked() is distinct from encode(sha256(convert_to(
      'logout|' || issuer || '|' || jti, 'UTF8')), 'hex') then
    raise insufficient_privilege using message = 'this logout was not signed';
  end if;
  -- No token lives that long.
  delete from ctx.ended_session e where e.ended_at < clock_timestamp() - interval '31 days';
  insert into ctx.ended_session (issuer, jti, subject, session, at)
    values (issuer, jti, subject, session, at) on conflict do nothing;
  if not found then return false; end if;
  perform pg_notify('levelwise_signed_out', '');
  return true;
end $$;

create function ctx.ended_sessions() returns jsonb language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.asked() is distinct from encode(sha256(convert_to('logouts', 'UTF8')), 'hex') then
    raise insufficient_privilege using message = 'this question was not signed';
  end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('issuer', e.issuer, 'subject', e.subject,
      'session', e.session, 'at', extract(epoch from e.at))), '[]') from ctx.ended_session e);
end $$;
grant execute on function ctx.end_session(text, text, text, text, timestamptz),
  ctx.ended_sessions() to levelwise_app;
