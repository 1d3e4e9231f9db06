-- Those served answer by a code, without an account. What opens a code, and which numbers and
-- devices belong to those who handle, is read by gates only: hashes of the secret, keyed hashes of
-- the rest. A code works once; five wrong secrets lock it, twenty wrong codes an hour stop a device.
-- A wrong try must stay written down, so these gates answer with a word and raise nothing.
create table ctx.client_code (
  locator text primary key check (char_length(locator) = 6),
  root int not null,
  code_id uuid not null,
  problem_id uuid not null,
  round smallint not null,
  secret_sha256 bytea not null check (octet_length(secret_sha256) = 32),
  number bytea,
  failures smallint not null default 0,
  foreign key (root, code_id) references app.evaluation_code (root, id)
);
create index client_code_of on ctx.client_code (root, problem_id);
-- Which answer came from which number and device, about which unit: kept for the guards alone.
create table ctx.client_answer (
  root int not null,
  problem_id uuid not null,
  about int not null,
  number bytea,
  device bytea,
  answer_key text,
  locator text,
  answered_at timestamptz not null default clock_timestamp(),
  -- Given by a code, it passes no act: the relay reckons its clocks and tells whom it concerns.
  reckoned boolean not null default false,
  told boolean not null default false
);
create index client_answer_to_reckon on ctx.client_answer (problem_id)
  where locator is not null and not reckoned;
create index client_answer_to_tell on ctx.client_answer (problem_id)
  where locator is not null and not told;
create index client_answer_number on ctx.client_answer (root, number);
create index client_answer_device on ctx.client_answer (root, device);
create table ctx.staff_mark (
  root int not null,
  mark bytea not null,
  tenant int not null,
  person uuid not null,
  marked_at timestamptz not null default clock_timestamp(),
  primary key (root, mark, tenant, person)
);
create table ctx.code_try (device bytea not null, tried_at timestamptz not null);
create index code_try_device on ctx.code_try (device, tried_at);
revoke all on ctx.client_code, ctx.client_answer, ctx.staff_mark, ctx.code_try from public;
grant select, insert, update on ctx.client_code to levelwise_gate;
grant select, insert on ctx.client_answer, ctx.staff_mark, ctx.code_try to levelwise_gate;
grant update (reckoned, told) on ctx.client_answer to levelwise_gate;
grant delete on ctx.code_try to levelwise_gate;

-- Numbers and devices of whoever acts: what they send for "those served" is refused.
create function app.mark_staff(mark bytea) returns boolean language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.person() is null or mark is null then return false; end if;
  insert into ctx.staff_mark (root, mark, tenant, person)
    values (ctx.root(), mark_staff.mark, ctx.tenant(), ctx.person()) on conflict do nothing;
  return true;
end $$;
grant execute on function app.mark_staff(bytea) to levelwise_app;

-- Whether a number or device belongs to the units that had the problem in hand.
create function app.mark_of_staff(in_root int, problem uuid, mark bytea) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from ctx.staff_mark s
    join app.problem p on p.root = in_root and p.id = mark_of_staff.problem
    where s.root = in_root and s.mark = mark_of_staff.mark and s.tenant = any (p.trail || p.holder))
$$;
revoke all on function app.mark_of_staff(int, uuid, bytea) from public;

-- Whether a number or device cannot speak for those served: it belongs to those who handle, or has answered
-- another item of the unit that is responsible for this one within 90 days. The number that a petitioner of
-- this matter left speaks for them however often they petition. What these guards keep out is an answer that
-- passes: one that returns the item is taken from anybody.
create function app.mark_conflicts(in_root int, problem uuid, mark bytea) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  if mark is null then return false; end if;
  select * into p from app.problem where root = in_root and id = mark_conflicts.problem;
  return app.mark_of_staff(in_root, p.id, mark)
    or exists (select from ctx.client_answer a where a.root = in_root
      and (a.number = mark_conflicts.mark or a.device = mark_conflicts.mark)
      and a.about = p.holder and a.problem_id <> p.id
      and a.answered_at > clock_timestamp() - interval '90 days')
    and not exists (select from app.petitioner c
      join app.sealed_identity s on s.root = c.root and s.petitioner_id = c.id
      where c.root = in_root and s.blind_contact = mark_conflicts.mark
        and c.problem_id in (select m from app.one_matter(in_root, p.id) m));
end $$;

-- Takes the number of a call-back, for whoever records the answer outside the handling line.
create function app.take_number(problem uuid, number bytea, passes boolean) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem x where x.root = ctx.root() and x.id = take_number.problem
    and (ctx.tenant() = any (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] || x.trail));
  if p.id is null or (passes and app.mark_conflicts(p.root, p.id, number)) then return false; end if;
  insert into ctx.client_answer (root, problem_id, about, number)
    values (p.root, p.id, p.holder, take_number.number);
  return true;
end $$;
grant execute on function app.take_number(uuid, bytea, boolean) to levelwise_app;

-- Puts the secret of a code that the same person has just opened behind the gate; older codes of
-- the problem end.
create function app.seal_code(code uuid, locator text, secret bytea, number bytea) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c app.evaluation_code;
begin
  select * into c from app.evaluation_code x where x.root = ctx.root() and x.id = seal_code.code
    and x.author_person = ctx.person() and x.author_tenant = ctx.tenant() and x.state = 'OPEN'
    and not exists (select from ctx.client_code o where o.root = x.root and o.code_id = x.id);
  if c.id is null then return 'NOT_OPEN'; end if;
  -- To a number that answered another item a code is sent: what it then says is judged when it says it.
  if app.mark_of_staff(c.root, c.problem_id, number) then return 'CONFLICT'; end if;
  if c.channel = 'MESSAGE' and number is null then return 'NO_NUMBER'; end if;
  insert into ctx.client_code (locator, root, code_id, problem_id, round, secret_sha256, number)
    values (seal_code.locator, c.root, c.id, c.problem_id, c.round, seal_code.secret,
      seal_code.number);
  return 'SEALED';
end $$;
grant execute on function app.seal_code(uuid, text, bytea, bytea) to levelwise_app;

create function app.withdraw_codes(problem uuid) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  ended int;
begin
  update app.evaluation_code x set state = 'WITHDRAWN'
    where x.root = ctx.root() and x.problem_id = withdraw_codes.problem and x.state = 'OPEN'
      and ctx.tenant() = any (array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6] || x.trail);
  get diagnostics ended = row_count;
  return ended;
end $$;
grant execute on function app.withdraw_codes(uuid) to levelwise_app;

-- The answer itself. Nobody decides what follows from it: one that is dissatisfied, or says that it is not
-- solved, returns the problem in this very transaction.
create function app.answer_by_code(locator text, secret bytea, rating text, solved boolean,
    reason text, device bytea, key text, at timestamptz) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  k ctx.client_code;
  c app.evaluation_code;
  p app.problem;
  -- What is not solved returns, however kindly it is said.
  happy boolean := rating in ('SATISFIED', 'BASICALLY_SATISFIED') and coalesce(solved, false);
  tried int;
begin
  select count(*) into tried from ctx.code_try t
    where t.device = answer_by_code.device and t.tried_at > clock_timestamp() - interval '1 hour';
  if tried >= 20 then return 'TOO_MANY'; end if;
  select * into k from ctx.client_code x where x.locator = answer_by_code.locator for update;
  if k.locator is not null and k.secret_sha256 = secret and exists (
      select from ctx.client_answer a where a.locator = k.locator
        and a.answer_key = answer_by_code.key and a.device = answer_by_code.device) then
    return 'REPLAYED';
  end if;
  if k.locator is not null and k.secret_sha256 <> secret then
    update ctx.client_code x set failures = x.failures + 1 where x.locator = k.locator;
    update app.evaluation_code x set state = 'LOCKED'
      where x.root = k.root and x.id = k.code_id and x.state = 'OPEN' and k.failures >= 4;
  end if;
  if k.locator is null or k.secret_sha256 <> secret then
    delete from ctx.code_try t where t.tried_at < clock_timestamp() - interval '1 hour';
    insert into ctx.code_try (device, tried_at)
      values (answer_by_code.device, clock_timestamp());
    return 'NOT_OPEN';
  end if;
  -- The problem is locked before its code, as acts lock it.
  select * into p from app.problem x where x.root = k.root and x.id = k.problem_id for update;
  select * into c from app.evaluation_code x where x.root = k.root and x.id = k.code_id for update;
  if c.state <> 'OPEN' or c.expires_at <= at or p.state <> 'SELF_EVALUATED'
      or p.returns + 1 <> c.round then
    return 'NOT_OPEN';
  end if;
  if happy and (app.mark_conflicts(p.root, p.id, device) or app.mark_conflicts(p.root, p.id, k.number)) then
    return 'CONFLICT';
  end if;
  update app.evaluation_code x set state = 'ANSWERED' where x.root = c.root and x.id = c.id;
  insert into ctx.client_answer (root, problem_id, about, number, device, answer_key, locator)
    values (p.root, p.id, p.holder, k.number, answer_by_code.device, answer_by_code.key, k.locator);
  insert into app.evaluation (root, id, holder, problem_id, round, party, rating, solved, channel,
      text, author_tenant, given_at)
    values (p.root, gen_random_uuid(), p.holder, p.id, c.round, 'CLIENT', answer_by_code.rating,
      answer_by_code.solved, 'CODE', answer_by_code.reason, c.author_tenant, at);
  update app.problem x
    set state = case when happy then 'CLIENT_EVALUATED' else 'RETURNED' end,
      returns = x.returns + case when happy then 0 else 1 end, version = x.version + 1
    where x.root = p.root and x.id = p.id;
  insert into app.happening (root, id, holder, problem_id, act, before, after, author_tenant,
      author_title, shown, allowed, happened_at)
    values (p.root, gen_random_uuid(), p.holder, p.id,
      case when happy then 'record_client_answer' else 'record_dissatisfaction' end, p.state,
      case when happy then 'CLIENT_EVALUATED' else 'RETURNED' end, c.author_tenant,
      '服务对象 Those served', 'THAT', case when happy
        then app.figure(p.root, coalesce(p.listed_by, p.holder), 'STAGE_ORGANISATION_EVALUATE',
          lowest => 3)
        else app.figure(p.root, p.holder, 'STAGE_REWORK') end, greatest(at, (select max(h.happened_at)
        from app.happening h where h.root = p.root and h.problem_id = p.id)));
  insert into app.outbox (root, id, kind, noun, holder, record_id, record_version)
    values (p.root, gen_random_uuid(), 'ProblemAnswered', 'problem', p.holder, p.id, p.version + 1);
  perform audit.append_system('answer_by_code', 'problem', p.id, jsonb_build_object(
    'event', 'ProblemAnswered', 'code', c.id, 'root', p.root));
  return 'ANSWERED';
end $$;
grant execute on function app.answer_by_code(text, bytea, text, boolean, text, bytea, text, timestamptz)
  to levelwise_app;

-- What an act does of itself when it takes a step, the relay does after an answer by code: it
-- replays the clocks, and tells whom the answer concerns. An act taken meanwhile replayed the whole
-- story itself, and what it led to is told by it.
create function app.answers_to_reckon() returns table (story jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select app.clock_story(p) from app.problem p
    where (p.root, p.id) in (select a.root, a.problem_id from ctx.client_answer a
      where a.locator is not null and not a.reckoned)
    order by p.id limit 200
$$;

create function app.answer_reckoned(problem uuid) returns void language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  update ctx.client_answer set reckoned = true
    where problem_id = answer_reckoned.problem and locator is not null and not reckoned
$$;

create function app.tell_answers(kinds jsonb) returns int language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  a record;
  k record;
  who record;
  p app.problem;
  n int := 0;
begin
  for a in select x.root, x.problem_id, x.locator from ctx.client_answer x
      where x.locator is not null and not x.told
      order by x.problem_id limit 500 for update skip locked loop
    select * into p from app.problem x where x.root = a.root and x.id = a.problem_id;
    for k in select * from jsonb_to_recordset(kinds) as x (kind text, states text[], "to" jsonb)
        where p.state = any (x.states) loop
      for who in select * from jsonb_to_recordset(k."to")
          as x (at text, roles text[], actors text[], states text[])
          where x.states is null or p.state = any (x.states) loop
        n := n + app.tell_of(p, k.kind, who.at, who.roles, who.actors, null);
      end loop;
    end loop;
    update ctx.client_answer x set told = true where x.root = a.root and x.locator = a.locator;
  end loop;
  return n;
end $$;
grant execute on function app.answers_to_reckon(), app.answer_reckoned(uuid),
  app.tell_answers(jsonb) to levelwise_relay, levelwise_migrator;

-- The sheet says who was responsible, who handled and who led, as the database has it.
create function app.fill_closing() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
begin
  select * into p from app.problem where root = new.root and id = new.problem_id;
  new.level := coalesce(p.listed_by, p.holder);
  select parent_id into new.level_parent from app.tenant where id = new.level;
  new.about := p.holder; new.list_type := p.list_type; new.class := p.class;
  new.handled_by := p.handled_by;
  select a.person_id into new.lead_person from app.appointment a
    where a.root = p.root and a.post_id = p.lead_post and a.relieved_on is null
    order by a.appointed_on desc limit 1;
  -- Whoever took the answer of this round, waived it, or opened the code by which it came, does not close.
  if new.closed_by in (
      select e.author_person from app.evaluation e where e.root = p.root and e.problem_id = p.id
        and e.party = 'CLIENT' and e.round = p.returns + 1
      union all
      select c.author_person from app.evaluation_code c where c.root = p.root and c.problem_id = p.id
        and c.state = 'ANSWERED' and c.round = p.returns + 1) then
    raise check_violation using message = 'closed by who took the answer of those served',
      table = 'closing', constraint = 'closing_by_who_asked';
  end if;
  if exists (select from app.evaluation e where e.root = p.root and e.problem_id = p.id
      and e.party = 'CLIENT' and e.round = p.returns + 1
      and (e.rating = 'DISSATISFIED' or not e.solved)) then
    raise check_violation using message = 'those served say that it is not solved',
      table = 'closing', constraint = 'closing_of_what_is_solved';
  end if;
  return new;
end $$;
create trigger filled before insert on app.closing
  for each row execute function app.fill_closing();

create function app.fill_level() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  select c.level, c.level_parent into new.level, new.level_parent from app.closing c
    where c.root = new.root and c.id = new.closing_id;
  return new;
end $$;
create trigger filled before insert on app.follow_up
  for each row execute function app.fill_level();

-- Which unit an evaluation is about: the one responsible when it was given, wherever the problem goes.
create function app.fill_evaluation() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  select p.holder, array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6]
    into new.about, new.about_line from app.problem p
    where p.root = new.root and p.id = new.problem_id;
  if new.petitioner_id is not null and not exists (select from app.petitioner c
      where c.root = new.root and c.id = new.petitioner_id and c.problem_id = new.problem_id) then
    raise check_violation using message = 'nobody who petitioned in this matter',
      table = 'evaluation', constraint = 'evaluation_petitioner';
  end if;
  -- One answer is asked of all who petitioned. Once it is given, another one of them may still say, named
  -- and once, that it is not solved; whoever answered takes nothing back by a second answer.
  if new.party = 'CLIENT' and exists (select from app.evaluation e where e.root = new.root
        and e.problem_id = new.problem_id and e.round = new.round and e.party = 'CLIENT')
      and (new.rating <> 'DISSATISFIED' and new.solved is not false or new.petitioner_id is null
        or (select count(*) from app.petitioner c
            where c.root = new.root and c.problem_id = new.problem_id)
          <= (select count(*) from app.evaluation e where e.root = new.root
            and e.problem_id = new.problem_id and e.round = new.round and e.party = 'CLIENT'
            and e.rating not in ('NO_ANSWER', 'NO_CLIENT'))) then
    raise unique_violation using message = 'those served have answered',
      table = 'evaluation', constraint = 'evaluation_once';
  end if;
  -- An answer says how it was taken. One that passes can be traced: to the number that was taken with it, or
  -- to words that say where and before whom it was given.
  if (new.channel is not null) <> (new.party = 'CLIENT' and new.rating not in ('NO_ANSWER', 'NO_CLIENT'))
      or (new.channel = 'CODE') <> (new.author_person is null)
      or new.rating in ('SATISFIED', 'BASICALLY_SATISFIED') and new.solved is not false and (case new.channel
        when 'TELEPHONE' then not exists (select from ctx.client_answer a where a.root = new.root
          and a.problem_id = new.problem_id and a.number is not null and a.locator is null
          and a.answered_at >= transaction_timestamp())
        when 'CODE' then false
        else new.text = '' end) then
    raise check_violation using message = 'nothing traces this answer',
      table = 'evaluation', constraint = 'evaluation_traced';
  end if;
  -- Nobody keeps silent before the days of the code that was given last are over.
  if new.rating = 'NO_ANSWER' and ctx.person() is not null and coalesce((
      select max(c.opened_at) from app.evaluation_code c where c.root = new.root
        and c.problem_id = new.problem_id and c.round = new.round), 'infinity')
      > new.given_at - interval '30 days' then
    raise check_violation using message = 'nobody was asked thirty days ago',
      table = 'evaluation', constraint = 'evaluation_asked';
  end if;
  return new;
end $$;
create trigger filled before insert on app.evaluation
  for each row execute function app.fill_evaluation();
