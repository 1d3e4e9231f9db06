-- What a level has set for problems, with what its line above has set: the nearest word holds for
-- colours, sight and exchanges; a pledge, evidence or a second
-- person that any level of the line asks for is asked for.
create function app.problem_rules(r int, unit int) returns jsonb language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  with line as (
    select s.* from app.tenant t join app.problem_setting s
        on s.root = t.root and s.state = 'PUBLISHED'
          and s.holder in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)
      where t.root = r and t.id = unit)
  select jsonb_build_object(
    'exchanges', coalesce((select exchanges from line where exchanges is not null
      order by holder_slot desc limit 1), 2),
    'shown', coalesce((select shown from line where shown is not null
      order by holder_slot desc limit 1), 'WHO'),
    'at_once', coalesce((select at_once from line where at_once is not null
      order by holder_slot desc limit 1), 'RED'),
    'set_time', coalesce((select set_time from line where set_time is not null
      order by holder_slot desc limit 1), 'YELLOW'),
    'staged', coalesce((select staged from line where staged is not null
      order by holder_slot desc limit 1), 'BLUE'),
    'pledge_lists', (select coalesce(jsonb_agg(distinct x order by x), '[]')
      from line, unnest(line.pledge_lists) x),
    'admission_lines', (select coalesce(jsonb_agg(jsonb_build_object('line', x, 'by', t.name)
        order by line.holder_slot, x), '[]')
      from line join app.tenant t on t.root = line.root and t.id = line.holder,
        unnest(line.admission_lines) x),
    'closure_tests', (select coalesce(jsonb_agg(x order by x), '[]')
      from line, unnest(line.closure_tests) x),
    'figures', (select coalesce(jsonb_agg(x order by x), '[]')
      from line, unnest(line.figures) x),
    'lead_organs', (select coalesce(jsonb_agg(x order by line.holder_slot desc), '[]')
      from line, unnest(line.lead_organs) x),
    'evidence_lists', (select coalesce(jsonb_agg(distinct x order by x), '[]')
      from line, unnest(line.evidence_lists) x),
    'second_steps', (select coalesce(jsonb_agg(distinct x order by x), '[]')
      from line, unnest(line.second_steps) x),
    'pledge_labels', (select coalesce(jsonb_agg(distinct x order by x), '[]')
      from line, unnest(line.pledge_labels) x))
$$;
grant execute on function app.problem_rules(int, int) to levelwise_app;

-- One figure as the line of a unit has set it, or null: of all that its levels say the tightest holds,
-- which is the most where more is tighter. Above: only what stands above the unit itself; lowest: only
-- what stands at that slot or higher, where those below owe nothing of it.
create function app.figure(r int, unit int, which text, more boolean default false,
    above boolean default false, lowest int default 6) returns int language sql stable security definer
  set search_path = pg_catalog, pg_temp as $$
  select case when more then max(n.value) else min(n.value) end
    from app.tenant t join app.problem_setting s
        on s.root = t.root and s.state = 'PUBLISHED'
          and s.holder in (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)
          and not (above and s.holder = t.id) and s.holder_slot <= lowest,
      unnest(s.figures) x, lateral (select split_part(x, '=', 2)::int as value) n
    where t.root = r and t.id = unit and split_part(x, '=', 1) = which
$$;
grant execute on function app.figure(int, int, text, boolean, boolean, int) to levelwise_app;
