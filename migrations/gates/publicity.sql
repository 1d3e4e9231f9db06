-- Publicity. A draft goes its four steps, each by who does it, and its text stays what was proposed;
-- the publication is the frozen text of an approved draft, whoever writes it. The public reads a
-- row only while ``shown`` says so, and only triggers write that column.

-- A problem and all that is one matter with it: what it was merged into at last, and what went there.
create function app.one_matter(r int, problem uuid) returns setof uuid language sql stable
  set search_path = pg_catalog, pg_temp as $$
  with recursive up as (
    select p.id, p.merged_into from app.problem p where p.root = r and p.id = one_matter.problem
    union select p.id, p.merged_into
      from up join app.problem p on p.root = r and p.id = up.merged_into
  ), every as (
    select up.id from up where up.merged_into is null
    union select p.id from every join app.problem p on p.root = r and p.merged_into = every.id
  ) select id from every
$$;
revoke all on function app.one_matter(int, uuid) from public;

-- Who took which steps of a problem and of all that is one matter with it: whoever handled a petition before
-- it was merged handled what it was merged into (ledger/problems/handling.py).
create function app.hands_of_matter(r int, problem uuid) returns table (person uuid, act text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct h.author_person, case h.act when 'record_statutory' then h.reason else h.act end
    from app.happening h
    where h.root = r and r = ctx.root() and h.author_person is not null
      and h.problem_id in (select m from app.one_matter(r, hands_of_matter.problem) m)
$$;
revoke all on function app.hands_of_matter(int, uuid) from public;
grant execute on function app.hands_of_matter(int, uuid) to levelwise_app;

create function app.place_draft() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := ctx.person();
  p app.problem;
begin
  select * into p from app.problem x where x.root = new.root and x.id = new.problem_id;
  new.about := p.holder;
  -- A case is for the unit that has the problem, its superior, or the level on whose list it stands.
  -- Of what was merged it is spoken where it went.
  if me is not null and (p.state = 'MERGED' or new.kind = 'CASE'
      and new.holder is distinct from p.holder and new.holder is distinct from p.holder_parent
      and (new.holder is distinct from p.listed_by
        or new.holder <> all (array_remove(array[p.at1, p.at2, p.at3, p.at4, p.at5, p.at6],
          null)))) then
    raise check_violation using message = 'a case is for those who have the problem or answer for it',
      table = 'publication_draft', constraint = 'publication_draft_by_whose_it_is';
  end if;
  -- The nearest level on the holder's own line that may have an approver: county, city, province.
  new.approving := coalesce(new.at3, new.at2, new.at1);
  select coalesce(array_agg(distinct u), '{}') into new.accused from (
    select unnest(p.accused) u
    union select unnest(x.accused) from app.petitioner x
      where x.root = new.root
        and x.problem_id in (select m from app.one_matter(new.root, new.problem_id) m)) units;
  -- A draft begins as proposed, by who proposes it, whatever is said.
  if me is not null then
    new.state := 'PROPOSED'; new.proposed_by := me;
    new.checked_by := null; new.approved_by := null; new.published_by := null;
    new.ended_by := null;
  end if;
  return new;
end $$;
create trigger placed_draft before insert on app.publication_draft
  for each row execute function app.place_draft();

create function app.step_draft() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := ctx.person();
  -- With its unit it may come to stand elsewhere; that is no step.
  place text[] := array['holder', 'holder_parent', 'holder_slot', 'at1', 'at2', 'at3', 'at4', 'at5',
    'at6', 'open_to', 'trail', 'approving'];
begin
  if me is null or to_jsonb(old) - place = to_jsonb(new) - place then return new; end if;
  if (old.state, new.state) not in (('PROPOSED', 'CHECKED'), ('CHECKED', 'APPROVED'),
      ('APPROVED', 'PUBLISHED'), ('PROPOSED', 'RETURNED'), ('CHECKED', 'RETURNED'),
      ('PROPOSED', 'WITHDRAWN'), ('CHECKED', 'WITHDRAWN'), ('APPROVED', 'WITHDRAWN'),
      ('PUBLISHED', 'WITHDRAWN'))
    or (case new.state when 'CHECKED' then new.checked_by when 'APPROVED' then new.approved_by
        when 'PUBLISHED' then new.published_by else new.ended_by end) is distinct from me
    or new.state <> 'CHECKED' and new.checked_by is distinct from old.checked_by
    or new.state <> 'APPROVED' and new.approved_by is distinct from old.approved_by
    or new.state <> 'PUBLISHED' and new.published_by is distinct from old.published_by
    or old.ended_by is not null then
    raise check_violation using message = 'a draft goes step by step, each by who takes it',
      table = 'publication_draft', constraint = 'publication_draft_step_by_step';
  end if;
  return new;
end $$;
-- That more units are accused is no step: no viewer writes that column.
create trigger stepped before update on app.publication_draft
  for each row when (old.accused = new.accused) execute function app.step_draft();

-- Whoever is accused later, too, sees neither the draft nor what was published of it to fewer than
-- everybody: the publication follows its draft.
create function app.pass_accused_to_drafts() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.publication_draft set accused = app.together(accused, new.accused)
    where root = new.root and problem_id = new.id;
  return null;
end $$;
create trigger accused_passed_to_drafts after update of accused on app.problem
  for each row when (old.accused <> new.accused) execute function app.pass_accused_to_drafts();

create function app.place_publication_shown() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  d app.publication_draft;
  said text;
begin
  if tg_op = 'INSERT' then
    select * into d from app.publication_draft x where x.root = new.root and x.id = new.draft_id;
    new.approving := d.approving;
    select name into new.unit_name from app.tenant t where t.root = d.root and t.id = d.holder;
    said := concat_ws(E'\n', new.kind, coalesce(new.polarity, '-'), new.scope, new.unit_name,
      new.title, new.text);
    new.sha256 := encode(sha256(convert_to(said, 'UTF8')), 'hex');
  elsif old.state = 'WITHDRAWN' and new.state <> 'WITHDRAWN' then
    raise check_violation using message = 'what was withdrawn stays withdrawn',
      table = 'publication', constraint = 'publication_stays_withdrawn';
  end if;
  -- What everybody reads cannot be kept from anybody.
  new.accused := case new.scope when 'PUBLIC' then '{}' else new.accused end;
  new.shown := case when new.state <> 'PUBLISHED' or new.scope = 'UNIT' then 'NONE'
    else new.scope end;
  return new;
end $$;
create trigger placed_shown before insert or update on app.publication
  for each row execute function app.place_publication_shown();

-- What hangs under a publication is shown with it, a comment only once it was let through.
create function app.place_under_publication() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if tg_table_name = 'comment' then
    if new.state <> 'PUBLISHED' then
      new.shown := 'NONE';
      return new;
    end if;
  end if;
  select p.shown into new.shown from app.publication p
    where p.root = new.root and p.id = new.publication_id;
  return new;
end $$;
create trigger placed_shown before insert or update on app.comment
  for each row execute function app.place_under_publication();
create trigger placed_shown before insert or update on app.posting
  for each row execute function app.place_under_publication();

-- A comment is let through or hidden, and what was let through may still be hidden: never shown again.
-- Who brought the problem is not named by it either, unless they consented.
create function app.step_comment() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if (old.state, new.state) not in (('RECEIVED', 'PUBLISHED'), ('RECEIVED', 'HIDDEN'),
      ('PUBLISHED', 'HIDDEN'))
    or new.names <> old.names and new.state <> 'PUBLISHED' then
    raise check_violation using message = 'a comment is let through once, and hidden for good',
      table = 'comment', constraint = 'comment_step_by_step';
  end if;
  if new.state = 'PUBLISHED' and app.names_unconsenting(new.root, new.names, array(
      select app.one_matter(d.root, d.problem_id) from app.publication p
        join app.publication_draft d on d.root = p.root and d.id = p.draft_id
        where p.root = new.root and p.id = new.publication_id)) then
    raise check_violation using message = 'who brought the problem is named only by their consent',
      table = 'comment', constraint = 'publication_consented';
  end if;
  return new;
end $$;
create trigger stepped before update on app.comment for each row
  when (old.state <> new.state or old.names <> new.names) execute function app.step_comment();

create function app.published() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  d app.publication_draft;
  item uuid;
begin
  if tg_op = 'UPDATE' then
    update app.comment set shown = shown where root = new.root and publication_id = new.id;
    update app.posting set shown = shown where root = new.root and publication_id = new.id;
    return null;
  end if;
  select * into d from app.publication_draft x where x.root = new.root and x.id = new.draft_id;
  item := d.problem_id;
  if ctx.person() is not null and (d.state <> 'APPROVED' or d.approved_by is null
      or (new.kind, new.polarity, new.scope, new.title, new.text) is distinct from
        (d.kind, d.polarity, d.scope, d.title, d.text)) then
    raise check_violation using message = 'a publication is the text of an approved draft',
      table = 'publication', constraint = 'publication_as_approved';
  end if;
  if ctx.person() is not null and exists (select from unnest(app.clients_named(item, d.names)) one
      where not exists (select from app.consent c where c.root = new.root and c.petitioner_id = one
        and c.withdrawn_on is null)) then
    raise check_violation using message = 'who brought the problem is named only by their consent',
      table = 'publication', constraint = 'publication_consented';
  end if;
  -- A pledge and progress are told by whoever has the problem, today.
  if ctx.person() is not null and exists (select from app.problem p
      where p.root = new.root and p.id = item
        and (p.state = 'MERGED' or new.kind <> 'CASE' and p.holder <> d.holder)) then
    raise check_violation using message = 'the problem went elsewhere: it is spoken of there',
      table = 'publication_draft', constraint = 'publication_draft_by_whose_it_is';
  end if;
  -- What fewer than everybody read was not made public: the duty stays.
  if new.scope <> 'PUBLIC' then return null; end if;
  update app.publicity_duty set open = false, met_by = new.id, about = d.holder
    where root = new.root and problem_id = item and kind = new.kind and open;
  -- Progress is told again within a month, for as long as the problem is open.
  if new.kind = 'PROGRESS' then
    insert into app.publicity_duty (root, id, holder, problem_id, kind, due_on)
      select p.root, gen_random_uuid(), p.holder, p.id, 'PROGRESS',
        ((new.published_at at time zone 'Asia/Shanghai')::date + interval '1 month')::date
      from app.problem p where p.root = new.root and p.id = item and p.open
        and p.state not in ('CLOSED', 'RECHECKING')
    on conflict do nothing;
  end if;
  return null;
end $$;
-- A case stands in the story of its problem, where the unit it is about reads it, too: a publication
-- names no problem, and the draft is the level's own.
create function app.tell_case() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.happening (root, id, holder, problem_id, act, before, after, author_tenant,
      author_person, author_post, author_title, about, publication_id, shown, reason, happened_at)
    select p.root, gen_random_uuid(), p.holder, p.id,
      case when tg_op = 'INSERT' then 'publish_case' else 'withdraw_case' end, p.state, p.state,
      new.holder, ctx.person(), ctx.post(), t.name, coalesce(a.id, p.holder), new.id,
      'ALL', new.polarity,
      case when tg_op = 'INSERT' then new.published_at else coalesce(d.ended_at, clock_timestamp()) end
      from app.publication_draft d
        join app.problem p on p.root = d.root and p.id = d.problem_id
        join app.tenant t on t.root = new.root and t.id = new.holder
        -- Whoever had it when the text was written; what ended since answers by its successor.
        left join app.tenant a on a.root = d.root and a.id = d.about and a.valid_until is null
      where d.root = new.root and d.id = new.draft_id;
  return null;
end $$;
create trigger told_as_a_case after insert on app.publication for each row
  when (new.kind = 'CASE') execute function app.tell_case();
create trigger taken_back_as_a_case after update on app.publication for each row
  when (new.kind = 'CASE' and old.state = 'PUBLISHED' and new.state <> 'PUBLISHED')
  execute function app.tell_case();

create trigger published after insert on app.publication
  for each row execute function app.published();
create trigger shown_again after update on app.publication for each row
  when (old.shown <> new.shown) execute function app.published();

-- What is withdrawn was not made public: what it met is owed again, with its old day, unless it rested
-- on a consent that is gone or another text of the kind was published since and stands. What the unit
-- told before the problem was handed on, or closed, is over.
create function app.reopen_publicity() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  p app.problem;
  due app.publicity_duty;
  again boolean := false;
begin
  select x.* into p from app.publication_draft d
    join app.problem x on x.root = d.root and x.id = d.problem_id
    where d.root = new.root and d.id = new.draft_id;
  if not p.open or p.state in ('CLOSED', 'RECHECKING') or p.holder <> new.holder then
    return null;
  end if;
  for due in select y.* from app.publicity_duty y
      join app.publication m on m.root = y.root and m.id = y.met_by
      join app.publication_draft w on w.root = m.root and w.id = m.draft_id
      where y.root = p.root and y.problem_id = p.id and y.kind = new.kind
        and m.state = 'WITHDRAWN' and m.holder = p.holder
        and not (m.withdrawn_reason in ('CONSENT_WITHDRAWN', 'CONSENT_MISSING')
          and (w.about_client or app.names_unconsenting(w.root, w.names,
            array(select app.one_matter(p.root, p.id)))))
        and not exists (select from app.publication s
          join app.publication_draft v on v.root = s.root and v.id = s.draft_id
          where v.root = p.root and v.problem_id = p.id and s.kind = new.kind
            and s.holder = p.holder and s.scope = 'PUBLIC' and s.state = 'PUBLISHED'
            and s.published_at >= m.published_at)
        and not exists (select from app.hop h where h.root = p.root and h.problem_id = p.id
          and h.made_at > m.published_at)
        and not exists (select from app.closing c where c.root = p.root and c.problem_id = p.id
          and c.closed_at > m.published_at)
      order by y.due_on, y.id for update of y loop
    if again then
      update app.publicity_duty set met_by = null where root = due.root and id = due.id;
    else
      -- One of a kind is owed at a time: the next one falls due when this one is told.
      update app.publicity_duty set open = false, missed = overdue, about = p.holder
        where root = p.root and problem_id = p.id and kind = new.kind and open;
      update app.publicity_duty set open = true, met_by = null, about = null
        where root = due.root and id = due.id;
    end if;
    again := true;
  end loop;
  return null;
end $$;
create trigger owed_again after update on app.publication for each row
  when (old.state = 'PUBLISHED' and new.state = 'WITHDRAWN')
  execute function app.reopen_publicity();

create function app.end_publicity() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.publicity_duty set open = false, missed = overdue, about = new.holder
    where root = new.root and problem_id = new.id and open;
  return null;
end $$;
create trigger publicity_ends after update on app.problem for each row
  when (old.state <> new.state and (new.state = 'CLOSED' or not new.open))
  execute function app.end_publicity();

-- What is ahead of one unit is not left to the next: whoever signs for it has days of its own. What
-- was missed stays with whoever missed it. A pledge that was not signed before the work began is
-- signed no more.
create function app.shift_publicity() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update app.publicity_duty set open = false, missed = overdue, about = old.holder
    where root = new.root and problem_id = new.id and open
      and (new.state <> 'RECTIFYING' or new.hops <> old.hops or kind = 'PLEDGE');
  return null;
end $$;
-- By a hop: where its unit goes in a reorganisation, what that owes goes with it.
create trigger publicity_shifts after update on app.problem for each row
  when (old.hops <> new.hops or old.state <> new.state and (new.state in ('ASSIGNED', 'LISTED')
    or old.state = 'ACCEPTED' and new.state = 'RECTIFYING'))
  execute function app.shift_publicity();

create trigger accused before insert on app.consent
  for each row execute function app.copy_accused();

create function app.take_down(d app.publication_draft, why text, act text) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update app.publication set state = 'WITHDRAWN', withdrawn_at = clock_timestamp(),
      withdrawn_reason = why, version = version + 1
    where root = d.root and draft_id = d.id and state = 'PUBLISHED';
  update app.publication_draft set state = 'WITHDRAWN', ended_by = ctx.person(),
      ended_at = clock_timestamp(), reason = why, version = version + 1
    where root = d.root and id = d.id;
  if ctx.person() is not null then
    perform audit.append(act, 'draft', d.id, d.version + 1, null, null, '{}');
  end if;
  perform app.tell_proposer(d, 'DRAFT_RETURNED');
end $$;
revoke all on function app.take_down(app.publication_draft, text, text) from public;

-- Whether any of these keyed hashes names somebody who brought one of these problems and does not
-- consent to be named.
create function app.names_unconsenting(r int, names bytea[], same uuid[]) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from app.petitioner p
    join app.sealed_identity s on s.root = p.root and s.petitioner_id = p.id
    where p.root = r and p.problem_id = any (same) and s.blind_name = any (names)
      and not exists (select from app.consent c where c.root = p.root
        and c.petitioner_id = p.id and c.withdrawn_on is null))
$$;
revoke all on function app.names_unconsenting(int, bytea[], uuid[]) from public;

-- Comments that were let through and name somebody who does not consent, or no longer does.
create function app.hide_comments_naming(r int, same uuid[], act text) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c app.comment;
begin
  for c in select x.* from app.publication_draft d
      join app.publication p on p.root = d.root and p.draft_id = d.id
      join app.comment x on x.root = p.root and x.publication_id = p.id
      where d.root = r and d.problem_id = any (same) and x.state = 'PUBLISHED'
        and cardinality(x.names) > 0 and app.names_unconsenting(r, x.names, same)
      for update of x loop
    update app.comment set state = 'HIDDEN', reason = 'PERSONAL_DATA', version = version + 1
      where root = c.root and id = c.id;
    if ctx.person() is not null then
      perform audit.append(act, 'comment', c.id, c.version + 1, null, null, '{}');
    end if;
  end loop;
end $$;
revoke all on function app.hide_comments_naming(int, uuid[], text) from public;

-- Consent that ends takes with it whatever rests on it, whichever level wrote it, and whatever the
-- problem was merged into since.
create function app.end_consent() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  d app.publication_draft;
begin
  for d in select x.* from app.petitioner p
      join app.publication_draft x on x.root = p.root
        and x.problem_id in (select m from app.one_matter(p.root, p.problem_id) m)
      where p.root = new.root and p.id = new.petitioner_id
        and (x.about_client or exists (select from app.sealed_identity s where s.root = p.root
          and s.petitioner_id = p.id and s.blind_name = any (x.names)))
        and x.state not in ('RETURNED', 'WITHDRAWN') for update of x loop
    perform app.take_down(d, 'CONSENT_WITHDRAWN', 'withdraw_consent');
  end loop;
  perform app.hide_comments_naming(new.root, array(select app.one_matter(p.root, p.problem_id)
    from app.petitioner p where p.root = new.root and p.id = new.petitioner_id), 'withdraw_consent');
  return null;
end $$;
create trigger ended after update on app.consent for each row
  when (old.withdrawn_on is null and new.withdrawn_on is not null)
  execute function app.end_consent();

-- Whoever turns out to have brought a problem, registered later or come by a merger, is not named in
-- public from then on, unless they consented.
create function app.take_down_named() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  d app.publication_draft;
  same uuid[];
begin
  select array_agg(m) into same from app.one_matter(new.root, case tg_table_name
    when 'problem' then new.id else (select p.problem_id from app.petitioner p
      where p.root = new.root and p.id = (to_jsonb(new) ->> 'petitioner_id')::uuid) end) m;
  for d in select x.* from app.publication_draft x
      where x.root = new.root and x.problem_id = any (same) and cardinality(x.names) > 0
        and x.state not in ('RETURNED', 'WITHDRAWN')
        and app.names_unconsenting(x.root, x.names, same)
      for update of x loop
    perform app.take_down(d, 'CONSENT_MISSING', 'withdraw_publication');
  end loop;
  perform app.hide_comments_naming(new.root, same, 'moderate_comment');
  return null;
end $$;
create trigger unconsented_taken_down after insert on app.sealed_identity for each row
  when (new.blind_name is not null) execute function app.take_down_named();
-- After trails_joined, which brings them here.
create trigger unconsented_taken_down after update on app.problem for each row
  when (old.merged_into is null and new.merged_into is not null)
  execute function app.take_down_named();

-- Which petitioners of a problem, merged ones included, are named by any of these keyed hashes. Who
-- asks must have to do with the problem; of a number, a name or a hash nothing is told but whom it is.
create function app.clients_named(problem uuid, names bytea[]) returns uuid[] language plpgsql
  stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(distinct s.petitioner_id), '{}') from app.petitioner p
    join app.sealed_identity s on s.root = p.root and s.petitioner_id = p.id
    where ctx.person() is not null and p.root = ctx.root()
      and p.problem_id in (select m from app.one_matter(ctx.root(), clients_named.problem) m)
      and cardinality(names) <= 20000 and s.blind_name = any (names));
end $$;
grant execute on function app.clients_named(uuid, bytea[]) to levelwise_app;

-- Whether each petitioner of a problem who is named, or all of them, consented and still does.
create function app.clients_consent(problem uuid, named uuid[]) returns boolean language plpgsql
  stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from app.consent c
      join app.petitioner p on p.root = c.root and p.id = c.petitioner_id
      where p.root = ctx.root()
        and p.problem_id in (select m from app.one_matter(ctx.root(), clients_consent.problem) m)
        and c.withdrawn_on is null)
    and not exists (select from unnest(named) one where not exists (
      select from app.consent c where c.root = ctx.root() and c.petitioner_id = one
        and c.withdrawn_on is null));
end $$;
grant execute on function app.clients_consent(uuid, uuid[]) to levelwise_app;

-- A comment of the public, of nobody in particular: it waits until it is let through.
create function app.comment_on(publication uuid, said text, key text, address text)
  returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p app.publication;
  c app.comment;
  origin text;
begin
  if not ctx.verified() then return 'not_found'; end if;
  select * into p from app.publication x
    where x.id = comment_on.publication and x.shown = 'PUBLIC' for update;
  if p.id is null then return 'not_found'; end if;
  select * into c from app.comment x
    where x.root = p.root and x.publication_id = p.id and x.key = comment_on.key;
  if c.id is not null then
    return case when c.text = said then 'replayed' else 'key_reused' end;
  end if;
  select encode(sha256(k.opad || convert_to((now() at time zone 'Asia/Shanghai')::date || address,
      'UTF8')), 'hex')
    into origin from ctx.key k order by k.kid limit 1;
  if (select count(*) from app.comment x where x.source = origin
        and x.received_at > clock_timestamp() - interval '1 hour') >= 5
      or (select count(*) from app.comment x where x.publication_id = p.id
        and x.received_at > clock_timestamp() - interval '1 hour') >= 200 then
    return 'too_many';
  end if;
  insert into app.comment (root, id, holder, publication_id, text, key, source)
    values (p.root, gen_random_uuid(), p.holder, p.id, said, comment_on.key, origin)
    on conflict do nothing returning * into c;
  if c.id is null then return 'key_reused'; end if;
  perform audit.append_system('comment_on_publication', 'comment', c.id, '{}');
  return 'received';
end $$;
grant execute on function app.comment_on(uuid, text, text, text) to levelwise_app;
