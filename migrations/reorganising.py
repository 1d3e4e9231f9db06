"""What a reorganisation does to rows, derived from the metadata: no list of tables stands anywhere.

Three functions. ``app.touch_below`` places again whatever lies below a unit, by the one trigger that
places rows. ``app.hand_over`` gives what a unit that ends has in hand to its successor, and writes
down each record that went. ``app.tie_again`` leads open parts along the edges that stand now.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Column, Index, MetaData, Table

from tenants.columns import SLOTS
from tenants.wall import updatable, wall_of

OVER = (
    "RETIRED",
    "WITHDRAWN",
    "RETURNED",
    "DISMISSED",
    "LAPSED",
    "FOLLOWED",
    "REFUSED",
    "RELEASED",
    "DONE",
)
"""States in which a row is over, where its table has no column ``open`` and no ``valid_until``."""

ENDING = ("RETIRED", "WITHDRAWN")
"""As which a row ends that the successor already has one like."""

EDGE = "app.tenant_edge.id"
EVER = "true"


def placed(metadata: MetaData) -> list[Table]:
    """Gives the tables whose rows have a holder."""
    return [one for one in metadata.sorted_tables if wall_of(one) in {"held", "inherited"}]


def handed_on(tables: Iterable[Table]) -> list[Table]:
    """Gives the tables whose rows go to a successor, in the order in which they go.

    People, posts, bodies and groups of posts first: what lies at a post finds it there. Then what points at a record
    before the record itself. Copies that a trigger keeps, rows under another row, what a unit said to
    its own line, and what is never in hand stay.
    """
    going = [
        table
        for table in tables
        if not table.info.get("parent")
        and not table.info.get("stays")
        and not (table.info.get("derived") and not updatable(table))
        and (current(table) != EVER or _is_tree(table))
    ]
    first = [table for table in going if _is_tree(table)]
    return first + [table for table in reversed(going) if not _is_tree(table)]


def _is_tree(table: Table) -> bool:
    return table.name in {"body", "person", "post", "post_group"}


def current(table: Table, alias: str = "x") -> str:
    """Gives the condition under which a row is in hand, and not of the past."""
    if "open" in table.c:
        return f"{alias}.open"
    if "valid_until" in table.c:
        return f"{alias}.valid_until is null"
    if "state" in table.c:
        return f"{alias}.state not in ({', '.join(map(repr, OVER))})"
    return EVER


def colliding(table: Table, row: str, other: str) -> Iterator[str]:
    """Gives, per unique index with the holder, when a row would meet another one of the successor."""
    for index in sorted(table.indexes, key=lambda one: str(one.name)):
        if index.unique and "holder" in {one.name for one in index.columns}:
            yield " and ".join(
                [
                    *(
                        f"{_on(part, row)} is not distinct from {_on(part, other)}"
                        for part in _rest(index)
                    ),
                    *(_where(index, table, alias) for alias in (row, other)),
                ]
            )


def _rest(index: Index) -> list[object]:
    return [
        part
        for part in index.expressions
        if not (isinstance(part, Column) and part.name == "holder")
    ]


def _on(part: object, alias: str) -> str:
    return f"{alias}.{part.name}" if isinstance(part, Column) else _of(str(part), alias)


def _where(index: Index, table: Table, alias: str) -> str:
    where = index.dialect_options["postgresql"]["where"]
    return "true" if where is None else f"({_of(str(where), alias, table)})"


def _of(expression: str, alias: str, table: Table | None = None) -> str:
    """Names the row in an expression over bare columns."""
    words = expression.replace("(", " ( ").replace(")", " ) ").replace(",", " , ").split()
    columns = {"body_id", "state", "open"} if table is None else set(table.c.keys())
    return " ".join(f"{alias}.{word}" if word in columns else word for word in words)


def _ended_as(table: Table) -> str | None:
    known = " ".join(str(one.sqltext) for one in table.constraints if hasattr(one, "sqltext"))
    return next((state for state in ENDING if f"'{state}'" in known), None)


def collisions(table: Table) -> str:
    """Gives when a row ``x`` ends because the successor has its like, ``y``; empty for never."""
    meets = " or ".join(f"({one})" for one in colliding(table, "x", "y"))
    return meets if "state" in table.c and _ended_as(table) is not None else ""


def _collision(table: Table) -> str:
    """Ends, where it can, a row of which the successor has one already; it stays where it is."""
    meets = collisions(table)
    state = _ended_as(table)
    if not meets or table.info.get("ends"):
        return ""
    version = ", version = version + 1" if "version" in table.c else ""
    return f"""  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
    select r, item, '{table.name}:state', x.id, gone, gone, x.state from {table.fullname} x
    where only_post is null and x.root = r and x.holder = gone and {current(table)} and exists (
      select from {table.fullname} y where y.root = r and y.holder = successor and ({meets}));
  update {table.fullname} x set state = '{state}'{version} from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = '{table.name}:state'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r;
"""


def _handing(table: Table) -> str:
    name = table.fullname
    meets = " or ".join(f"({one})" for one in colliding(table, "x", "y"))
    free = (
        f" and not exists (select from {name} y where y.root = r and y.holder = successor and ({meets}))"
        if meets
        else ""
    )
    # Never into the hands of whom it is against: then it goes to the nearest level above.
    goes = "app.apart_from(successor, x.accused)" if table.info.get("accused") else "successor"
    at_post = post_column(table)
    whose = (
        f" and (only_post is null or x.{at_post} = only_post)"
        if at_post
        else " and only_post is null"
    )
    tied = _tying(table, "x.holder = successor") if _has_edge(table) else ""
    return f"""{_collision(table)}{_renamed(table)}  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, '{table.name}', x.id, gone, {goes} from {name} x
    where x.root = r and x.holder = gone and {current(table)}{free}{whose};
  update {name} x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = '{table.name}'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
{tied}"""


def post_column(table: Table) -> str | None:
    """Names the column with the post at which a row of its holder lies."""
    if table.name == "post":
        return "id"
    return str(table.info["lies_at"]) if table.info.get("lies_at") else None


def _has_edge(table: Table) -> bool:
    return not table.info.get("append_only") and any(
        key.target_fullname == EDGE for column in table.c for key in column.foreign_keys
    )


def _tying(table: Table, which: str) -> str:
    return f"""  update {table.fullname} x set edge = e.id, child = e.child, parent = e.parent
    from app.tenant_edge e
    where x.root = r and {which} and {current(table)} and e.root = r and e.child = x.holder
      and e.valid_until is null and e.id <> x.edge and exists (select from app.tenant_edge o
        where o.root = r and o.id = x.edge and o.valid_until is not null);
"""


def _hand_over(metadata: MetaData) -> str:
    body = "".join(_handing(table) for table in handed_on(placed(metadata)))
    body += "".join(map(_along, _alongside(metadata)))
    body += "".join(_succeed_line(table, column) for table, column in _followed(metadata))
    return f"""create function app.hand_over(r int, item uuid, gone int, successor int,
    only_post uuid) returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
{body}end $$"""


def _touch(metadata: MetaData) -> str:
    """Rows under another row follow it; those whose link is empty are placed by themselves."""
    links = {table.name: table.info.get("parent") for table in placed(metadata)}
    whole = [name for name, link in links.items() if not link]
    loose = [
        f"{table.name} where {links[table.name]} is null and"
        for table in placed(metadata)
        if links[table.name] and table.c[str(links[table.name])].nullable
    ]
    named = ", ".join(f"'{one}'" for one in [*(f"{name} where" for name in whole), *loose])
    return f"""create function app.touch_below(r int, unit int, slot int) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare one text; n int; total int := 0;
begin
  foreach one in array array[{named}] loop
    execute format('update app.%s root = $1 and at%s = $2', replace(one, ' where',
      ' set holder = holder where'), slot) using r, unit;
    get diagnostics n = row_count; total := total + n;
  end loop;
  return total;
end $$"""


def _tie_again(metadata: MetaData) -> str:
    body = "".join(
        _tying(table, "x.holder = unit") for table in placed(metadata) if _has_edge(table)
    )
    return f"""create function app.tie_again(r int, unit int) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
{body}end $$"""


def _draw_apart(metadata: MetaData) -> str:
    drawn = []
    for table in handed_on(placed(metadata)):
        if not table.info.get("accused"):
            continue
        name = table.fullname
        drawn.append(f"""  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, '{table.name}', x.id, x.holder, app.apart_from(x.holder, x.accused)
    from {name} x join app.tenant t on t.id = x.holder
    where x.root = r and x.accused <> '{{}}' and unit = (array[{line_of("x")}])[slot]
      and x.accused && array[{line_of("t")}];
  update {name} x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = '{table.name}' and not m.back
      and m.record_id = x.id and x.root = r and x.holder = m.from_unit
      and x.accused <> '{{}}' and unit = (array[{line_of("x")}])[slot];
""")
    return f"""create function app.draw_apart(r int, item uuid, unit int, slot int) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
{"".join(drawn)}end $$"""


def line_of(alias: str) -> str:
    return ", ".join(f"{alias}.at{slot}" for slot in SLOTS)


def _followed(metadata: MetaData) -> Iterator[tuple[Table, str]]:
    for table in placed(metadata):
        for column in table.info.get("line", ()):
            yield table, column


def _alongside(metadata: MetaData) -> list[Table]:
    return [table for table in placed(metadata) if table.info.get("along")]


def _follow_line(metadata: MetaData) -> str:
    """Open rows name units of the line on which they are worked on: those change with the line."""
    followed = "".join(
        f"""  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, '{table.name}:{column}', x.id, x.{column}, app.stands_for(x.{column}, was, line)
    from {table.fullname} x where x.root = r and {current(table)}
      and unit = (array[{line_of("x")}])[array_position(line, unit)]
      and app.stands_for(x.{column}, was, line) <> x.{column};
  update {table.fullname} x set {column} = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = '{table.name}:{column}'
      and not m.back and m.record_id = x.id and x.root = r and x.{column} = m.from_unit;
"""
        for table, column in _followed(metadata)
    )
    return f"""create function app.follow_line(r int, item uuid, unit int, was int[], line int[])
  returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
{followed}end $$"""


def _renamed(table: Table) -> str:
    """Adds the name of the unit that ends to what the successor has one called alike."""
    called = table.info.get("called")
    if not called:
        return ""
    name = table.fullname
    longer = ", ".join(
        f"x.{called} || '（' || {more} || '）'" for more in ("t.name", "t.name || t.code", "x.id")
    )
    return f"""  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before)
    select r, item, '{table.name}:{called}', x.id, gone, gone, x.{called} from {name} x
    where only_post is null and x.root = r and x.holder = gone and exists (
      select from {name} y where y.root = r and y.holder = successor and y.{called} = x.{called});
  update {name} x set {called} = (
      select c from unnest(array[{longer}]) with ordinality q (c, n) where not exists (
        select from {name} y where y.root = r and y.holder in (gone, successor)
          and y.{called} = c) order by n limit 1)
    from app.reorganisation_move m, app.tenant t
    where m.root = r and m.reorganisation_id = item and m.noun = '{table.name}:{called}'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and t.root = r and t.id = gone;
"""


def _along(table: Table) -> str:
    """Rows that hang under no parent and belong to a row that went go with it."""
    column = table.info["along"]
    led = next(key.column.table for key in table.c[column].foreign_keys)
    return f"""  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, '{table.name}', x.id, gone, m.to_unit from {table.fullname} x
      join app.reorganisation_move m on m.root = r and m.reorganisation_id = item
        and m.noun = '{led.name}' and not m.back and m.from_unit = gone and m.record_id = x.{column}
    where x.root = r and x.holder = gone and x.{table.info["parent"]} is null;
  update {table.fullname} x set holder = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = '{table.name}'
      and not m.back and m.from_unit = gone and m.record_id = x.id and x.root = r
      and x.holder = gone;
"""


def _succeed_line(table: Table, column: str) -> str:
    return f"""  insert into app.reorganisation_move (root, reorganisation_id, noun, record_id, from_unit, to_unit)
    select r, item, '{table.name}:{column}', x.id, gone, successor
    from {table.fullname} x where x.root = r and {current(table)} and x.{column} = gone
      and only_post is null;
  update {table.fullname} x set {column} = successor from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = '{table.name}:{column}'
      and not m.back and m.record_id = x.id and m.from_unit = gone and x.root = r;
"""


def _hand_back(metadata: MetaData) -> str:
    """Every record that went goes back; the ladder finds each way written down, here too."""
    back = """  insert into app.reorganisation_move
      (root, reorganisation_id, noun, record_id, from_unit, to_unit, before, back)
    select root, reorganisation_id, noun, record_id, to_unit, from_unit, before, true
    from app.reorganisation_move where root = r and reorganisation_id = item and not back;
"""
    back += "".join(
        _going_back(table, "holder", table.name)
        for table in [*handed_on(placed(metadata)), *_alongside(metadata)]
    )
    back += "".join(
        _going_back(table, column, f"{table.name}:{column}")
        for table, column in _followed(metadata)
    )
    back += "".join(
        _as_before(table, "state") for table in handed_on(placed(metadata)) if collisions(table)
    )
    back += "".join(
        _as_before(table, table.info["called"])
        for table in handed_on(placed(metadata))
        if table.info.get("called")
    )
    return f"""create function app.hand_back(r int, item uuid) returns void language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_variable
begin
{back}end $$"""


def _going_back(table: Table, column: str, noun: str) -> str:
    return f"""  update {table.fullname} x set {column} = m.to_unit from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = '{noun}' and m.back
      and m.record_id = x.id and x.root = r and x.{column} = m.from_unit;
"""


def _as_before(table: Table, column: str) -> str:
    return f"""  update {table.fullname} x set {column} = m.before from app.reorganisation_move m
    where m.root = r and m.reorganisation_id = item and m.noun = '{table.name}:{column}' and m.back
      and m.record_id = x.id and x.root = r;
"""


def statements(metadata: MetaData) -> Iterator[str]:
    """Gives the statements that make these functions."""
    yield _hand_over(metadata)
    yield _touch(metadata)
    yield _tie_again(metadata)
    yield _draw_apart(metadata)
    yield _follow_line(metadata)
    yield _hand_back(metadata)
