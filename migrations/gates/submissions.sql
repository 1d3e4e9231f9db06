-- While a submission waits: more is asked by the superior of whoever sent it, some times and one at a
-- time; only the sender answers it or takes it back, some times, to where it was submitted from. Whatever
-- ends the waiting ends the question. How often follows the figures of the line, and never loosens them
-- (ledger/problems/figures.yaml).
create function app.keep_submission() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  me int := ctx.tenant();
  sent app.happening;
begin
  if new.state <> 'PENDING_UPPER' then new.asked_on := null; end if;
  if me is null or old.state <> 'PENDING_UPPER' then return new; end if;
  -- Nothing waits that nobody submitted.
  select * into sent from app.happening h where h.root = old.root and h.problem_id = old.id
    and h.after = 'PENDING_UPPER' and h.before <> 'PENDING_UPPER'
    order by h.happened_at desc, h.id desc limit 1;
  -- Where a hop has just brought it to a unit above whoever submitted it, that unit takes it up. Else its
  -- holder takes it back, or the superior hands it back: either way to where it was submitted from.
  if sent.id is not null and new.state <> old.state and new.holder = old.holder
      and not exists (select from app.tenant t where t.root = old.root and t.id = sent.author_tenant
        and t.id <> old.holder and old.holder in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)) then
    if new.state <> (case sent.before when 'RETURNED' then 'RECTIFYING' else sent.before end) then
      raise check_violation using message = 'what is taken or handed back goes to where it was submitted from',
        table = 'problem', constraint = 'problem_withdrawn_to_where_it_was';
    end if;
    if me = old.holder and (select count(*) from app.happening h where h.root = old.root and h.problem_id = old.id
          and h.act = 'withdraw_submission' and h.author_tenant = me)
        >= least(2, app.figure(old.root, old.holder, 'WITHDRAWALS')) then
      raise check_violation using message = 'a submission is taken back some times only',
        table = 'problem', constraint = 'problem_withdrawn_within_its_times';
    end if;
    new.withdrawals := old.withdrawals + (me = old.holder)::int;
  end if;
  if new.state <> old.state or new.asked_on is not distinct from old.asked_on then return new; end if;
  if me is distinct from (case when new.asked_on is null then old.holder else old.holder_parent end)
      or old.asked_on is not null and new.asked_on is not null then
    raise check_violation using message = 'the superior asks, and the sender answers',
      table = 'problem', constraint = 'problem_asked_by_its_superior';
  end if;
  if new.asked_on is not null and (select count(*) from app.happening h where h.root = old.root
        and h.problem_id = old.id and h.act = 'ask_about_submission'
        and (h.happened_at, h.id) > (sent.happened_at, sent.id))
      >= least(2, app.figure(old.root, old.holder_parent, 'ASK_ROUNDS')) then
    raise check_violation using message = 'more is asked some times only',
      table = 'problem', constraint = 'problem_asked_within_its_rounds';
  end if;
  return new;
end $$;
create trigger submission_kept before update of state, asked_on on app.problem for each row
  when (old.state <> new.state or old.asked_on is distinct from new.asked_on)
  execute function app.keep_submission();
