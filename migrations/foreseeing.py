"""What a reorganisation will mean, in numbers: derived from the metadata, as what it does is.

``app.foresee`` runs while the tree stands as it will stand and the rows still lie where they lie: it
compares, row by row, who sees it now with who will. What is against anybody is in no number.
"""

from collections.abc import Iterator

from sqlalchemy import MetaData, Table

from migrations.reorganising import (
    colliding,
    collisions,
    current,
    handed_on,
    line_of,
    placed,
    post_column,
)

_LATE = "x.overdue and x.open"


def _stays(table: Table) -> str:
    """Gives when a row ``x`` stays because the successor has its like, or by what its table says of
    what ends; empty for never.

    What is called by a name is renamed, and goes.
    """
    if ends := table.info.get("ends"):
        return f"x.id in (select {ends}(r, gone, successors, posts))"
    meets = " or ".join(f"({one})" for one in colliding(table, "x", "y"))
    return "" if table.info.get("called") else _like(table, meets)


def _like(table: Table, meets: str) -> str:
    if not meets:
        return ""
    return f"""exists (select from {table.fullname} y
            where y.root = r and y.holder = g.successor and ({meets}))"""


def _row(table: Table) -> str:
    """Gives the rows of a table that lie in the units concerned, with both lines of each."""
    at_post = post_column(table)
    whose = f"(g.post is null or g.post = x.{at_post})" if at_post else "g.post is null"
    quiet = " and x.accused = '{}'" if table.info.get("accused") else ""
    goes = f"g.gone = x.holder and {whose} and {current(table)}"
    if stays := _stays(table):
        goes += f" and not {stays}"
    if table not in handed_on([table]):
        goes = "false"
    late = _LATE if table.info.get("overdue") else "false"
    if table.info.get("owed"):
        late = "(x.overdue or x.owed_late) and x.open"
    return f"""select x.holder, ({current(table)}) as in_hand, ({late}) as late, x.trail, x.open_to,
        array[{line_of("x")}] as was, array[{line_of("t")}] as line, g.successor,
        coalesce(a.slot, t.slot) as above, t.id as after
      from {table.fullname} x
        left join lateral (select g.successor from unnest(gone, successors, posts)
            g (gone, successor, post) where {goes} limit 1) g on true
        join app.tenant t on t.id = coalesce(g.successor, x.holder)
        left join app.tenant a on a.id = t.parent_id
      where x.root = r and x.holder = any (units){quiet}"""


def _told(table: Table) -> str:
    return f"""  with lying as materialized ({_row(table)}),
    sight as (select y.*, case when y.late then 1 else least(y.above, case
        when cardinality(y.trail) > 1 or y.successor is not null then (select min(k)
          from generate_series(1, 6) k where y.line[k] = any (y.trail || y.after)) end) end as opens
      from lying y where y.line is distinct from y.was),
    said as (
      select 'LOSES' as sort, o.unit, y.in_hand from sight y,
          unnest(y.was) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.open_to <= o.k
          and (y.opens <= array_position(y.line, o.unit)) is not true
      union all select 'GAINS', o.unit, y.in_hand from sight y,
          unnest(y.line) with ordinality o (unit, k)
        where o.unit <> all (y.trail) and y.opens <= o.k
          and (y.open_to <= array_position(y.was, o.unit)) is not true
      union all select 'MOVES', coalesce(y.successor, (select p from unnest(tops) p
          where p = any (y.was) limit 1)), y.in_hand
        from lying y where y.line is distinct from y.was or y.successor is not null
      union all select 'STAYS', y.holder, y.in_hand
        from lying y where y.holder = any (gone) and y.successor is null)
  select told || coalesce(jsonb_agg(jsonb_build_object('sort', s.sort, 'noun', '{table.name}',
      'unit', s.unit, 'items', s.items, 'open_items', s.open_items)), '[]') into told
    from (select sort, unit, count(*) as items, count(*) filter (where in_hand) as open_items
      from said group by sort, unit) s;
"""


def _ends(table: Table) -> str:
    """Counts the rows that end because the successor has their like, or as their table says."""
    meets = collisions(table)
    if not meets:
        return ""
    beside = f""" join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and g.post is null and {_like(table, meets)}"""
    ended = current(table)
    if table.info.get("ends"):
        beside, ended = "", f"{_stays(table)} and x.accused = '{{}}'"
    return f"""  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'ENDS', 'noun', '{table.name}',
      'unit', s.holder, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select x.holder, count(*) as items from {table.fullname} x{beside}
      where x.root = r and {ended} group by x.holder) s;
"""


def _blind(table: Table) -> str:
    """Counts rows in hand that stay behind while a post they name goes elsewhere."""
    at_post = post_column(table)
    named = sorted(
        column.name
        for column in table.c
        for key in column.foreign_keys
        if key.target_fullname == "app.post.id" and column.name != at_post
    )
    if table.info.get("append_only") or not named:
        return ""
    left = f" and x.{at_post} is distinct from g.post" if at_post else ""
    quiet = " and x.accused = '{}'" if table.info.get("accused") else ""
    whose = " or ".join(f"x.{column} = g.post" for column in named)
    return f"""  select told || coalesce(jsonb_agg(jsonb_build_object('sort', 'BLIND', 'noun', '{table.name}',
      'unit', s.successor, 'items', s.items, 'open_items', s.items)), '[]') into told
    from (select g.successor, count(*) as items
      from {table.fullname} x join unnest(gone, successors, posts) g (gone, successor, post)
        on g.gone = x.holder and ({whose}){left}
      where x.root = r and {current(table)}{quiet} and g.successor <> all (x.trail)
      group by g.successor) s;
"""


def told_of(metadata: MetaData) -> list[Table]:
    """Gives the tables whose records a preview counts: what goes to a successor, and what stays."""
    going = handed_on(placed(metadata))
    return [
        table
        for table in placed(metadata)
        if table in going or (table.info.get("stays") and not table.info.get("parent"))
    ]


def statements(metadata: MetaData) -> Iterator[str]:
    """Gives the statement that makes ``app.foresee``."""
    body = "".join(_told(table) + _ends(table) for table in told_of(metadata))
    body += "".join(_blind(table) for table in placed(metadata))
    yield f"""create function app.foresee(r int, units int[], tops int[], gone int[], successors int[],
    posts uuid[]) returns jsonb language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
declare
  told jsonb := '[]';
begin
{body}  return told;
end $$"""
