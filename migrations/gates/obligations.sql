-- What is owed, and when it is done: once in a term, and with a word where less was done than is asked for.

-- What is owed once in a term is owed once, also where the lists of two years are opened at once: the same
-- duty of the catalogue, in whichever of its versions, or the same title of what is not from there
-- (ledger/responsibilities/open_period.py). What a merger brings together stays.
create function app.once_in_a_term() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  -- By a lock, then a statement of its own, which sees what was committed while it waited.
  perform pg_advisory_xact_lock(7071,
    hashtext(concat_ws(' ', new.root, new.holder, new.actor_type, new.body_id)));
  if exists (select from app.clause mine left join app.duty m on m.id = mine.duty_id,
        app.obligation o join app.clause c on c.root = o.root and c.id = o.clause_id
        left join app.duty d on d.id = c.duty_id
      where mine.root = new.root and mine.id = new.clause_id and o.root = new.root
        and o.holder = new.holder and o.actor_type = new.actor_type
        and o.body_id is not distinct from new.body_id and o.id <> new.id
        and o.state <> 'WITHDRAWN' and o.period like 'T%'
        and o.starts_on <= new.ends_on and o.ends_on >= new.starts_on
        and coalesce(d.key, c.title) = coalesce(m.key, mine.title)) then
    raise unique_violation using message = 'what is owed once in a term is owed already',
      table = 'obligation', constraint = 'obligation_once_per_period';
  end if;
  return null;
end $$;
create trigger once_in_a_term after insert on app.obligation for each row
  when (new.period like 'T%') execute function app.once_in_a_term();

-- Whoever accepts with fewer entries than the clause asks for in each period says why
-- (ledger/responsibilities/accept_obligation.py). Entries are never taken away.
create function app.accepted_with_reason() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  if (select count(*) from app.entry e where e.root = new.root and e.obligation_id = new.id)
      < (select c.min_per_period from app.clause c
        where c.root = new.root and c.id = new.clause_id) then
    raise check_violation using message = 'whoever accepts less than is asked for says why',
      table = 'obligation', constraint = 'obligation_accepted_with_reason';
  end if;
  return null;
end $$;
create trigger accepted_with_reason after update of state, review on app.obligation for each row
  when (new.state = 'ACCEPTED' and coalesce(btrim(new.review), '') = '')
  execute function app.accepted_with_reason();
