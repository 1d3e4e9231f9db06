"""The one trigger that fills holder's lineage, ``open_to`` and trail, and its follower.

A row without a parent takes its place from the tree; a row that hangs under another takes its
parent's. Both run as the gate role: the application has no grant on these columns.
"""

from collections.abc import Iterator

from sqlalchemy import MetaData, Table

from tenants.columns import PLACED, SLOTS
from tenants.wall import MIGRATOR, RELAY, WallMissing, children, wall_of

_AT = ", ".join(f"t.at{slot}" for slot in SLOTS)
_FILL_AT = " ".join(f"new.at{slot} := t.at{slot};" for slot in SLOTS)
_COPY = " ".join(f"new.{column} := u.{column};" for column in ("holder", *PLACED))

_PLACE = f"""create function app.place() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  t app.tenant;
  above smallint;
  at int[];
begin
  select * into t from app.tenant where root = new.root and id = new.holder;
  if t.id is null then
    raise foreign_key_violation using message = 'the holder is not a tenant of this root',
      table = tg_table_name, constraint = tg_table_name || '_root_holder_fk';
  end if;
  select slot into above from app.tenant where id = t.parent_id;
  new.holder_parent := t.parent_id; new.holder_slot := t.slot; {_FILL_AT}
  at := array[{_AT}];
  if tg_op = 'INSERT' and new.trail = '{{}}' then
    new.trail := array[t.id];
  elsif tg_op = 'INSERT' or new.trail <> old.trail or new.holder <> all (old.trail) then
    if tg_op = 'UPDATE' then new.trail := old.trail || new.trail; end if;
    new.trail := array(select distinct x from unnest(new.trail || t.id) x order by x);
  end if;
  new.open_to := coalesce(above, t.slot);
  -- Raised by a real hop upward: the highest of the holder's own lineage that ever had it. Sideways
  -- hops do not open a row to a level that never had it.
  if cardinality(new.trail) > 1 then
    new.open_to := least(new.open_to,
      (select min(k) from generate_series(1, 6) k where at[k] = any (new.trail)));
  end if;
  if tg_nargs > 0 then
    -- What is closed is late no more, and opens no row to those further up.
    -- A column that is derived is not there yet: such a table says itself what is late no more.
    new.overdue := new.overdue and coalesce(new.open, true);
    -- Nor is what was delivered and waits for the superior: its bearer owes nothing.
    if tg_nargs = 2 then new.overdue := new.overdue and new.state <> tg_argv[1]; end if;
    if new.overdue then new.open_to := 1; end if;
    -- A step that another owes is late until it is done; a new day is late from the sweep on.
    if tg_argv[0] = 'owed' then
      new.owed_late := new.owed_late and coalesce(new.open, true) and new.owed_on is not null;
      if tg_op = 'UPDATE' then
        new.owed_late := new.owed_late
          and (new.owed_on is not distinct from old.owed_on or not old.owed_late);
      end if;
      if new.owed_late then new.open_to := 1; end if;
    end if;
  end if;
  return new;
end $$"""


_TOGETHER = """create function app.together(one int[], other int[]) returns int[] language sql
  immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct x order by x), '{}') from unnest(one || other) x
$$"""


def _under(table: Table, column: str, parent: Table) -> str:
    seen = _seen(table.info["author"]) if table.info.get("author") else ""
    _accuses(table, parent)
    against = parent.info.get("accused")
    taken = " new.accused := app.together(u.accused, new.accused);" if against else ""
    # Without a parent (the link may be empty) it takes its place from its own holder.
    return f"""create function app.place_{table.name}() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare
  u {parent.fullname};
  t app.tenant;
begin
  if new.{column} is not null then
    select * into u from {parent.fullname} where root = new.root and id = new.{column};
    if u.id is null then
      raise foreign_key_violation using message = 'there is no such parent in this root',
        table = '{table.name}', constraint = '{table.name}_root_{column}_fk';
    end if;
    {_COPY}{seen}{taken}
  else
    select * into t from app.tenant where root = new.root and id = new.holder;
    if t.id is null then
      raise foreign_key_violation using message = 'the holder is not a tenant of this root',
        table = '{table.name}', constraint = '{table.name}_root_holder_fk';
    end if;
    new.holder_parent := t.parent_id; new.holder_slot := t.slot; {_FILL_AT}
    new.trail := array[t.id];
    new.open_to := coalesce(
      (select slot from app.tenant where id = t.parent_id), t.slot);
  end if;
  return new;
end $$"""


def _seen(author: str) -> str:
    """Who wrote the row goes on seeing it."""
    # Slots may be null, and nothing is unlike a null for certain.
    return f"""
    if (new.{author} = any (new.trail || array[{_AT.replace("t.", "new.")}])) is not true then
      new.trail := new.trail || new.{author};
    end if;"""


def _accuses(table: Table, parent: Table) -> None:
    """Refuses a table under one that accuses, unless it keeps the accused out by its own column."""
    if parent.info.get("accused") and not table.info.get("accused"):
        raise WallMissing(
            f"{table.fullname} hangs under {parent.fullname}, which names the accused: it needs the"
            " column tenants.columns.accused() and info['accused']."
            f" 表 {table.fullname} 挂在含被反映单位的表下，须有 accused 列并声明，否则不予迁移。"
        )


def _follow(parent: Table, below: list[tuple[Table, str]]) -> str:
    # Touching the holder fires the child's own trigger, which copies the parent's new place.
    moves = "\n".join(
        f"  update {table.fullname} set holder = new.holder"
        f" where root = new.root and {column} = new.id;"
        for table, column in below
    )
    return f"""create function app.follow_{parent.name}() returns trigger language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
begin
{moves}
  return null;
end $$"""


def _watched(table: Table) -> tuple[str, str]:
    """Gives the columns whose change places a row with due days anew, and what the trigger is told."""
    if not table.info.get("overdue"):
        return "", ""
    delivered = table.info.get("delivered")
    stated = ", state" if delivered or table.c["open"].computed is not None else ""
    argument = f"'overdue', '{delivered}'" if delivered else "'overdue'"
    if table.info.get("owed"):
        stated, argument = ", owed_on, owed_late", "'owed'"
    return f", overdue, open, due_on{stated}", argument


def _placed(table: Table, metadata: MetaData) -> Iterator[str]:
    name, link = table.fullname, table.info.get("parent")
    if link:
        parent = next(key.column.table for key in table.c[link].foreign_keys)
        yield _under(table, link, parent)
        yield (
            f"create trigger place before insert or update of holder, {link}, trail on {name}"
            f" for each row execute function app.place_{table.name}()"
        )
    else:
        also, argument = _watched(table)
        yield (
            f"create trigger place before insert or update of holder, trail{also} on {name}"
            f" for each row execute function app.place({argument})"
        )
    if below := children(metadata, table):
        watched = ["holder", *PLACED, *(["accused"] if table.info.get("accused") else [])]
        changed = " or ".join(f"old.{c} is distinct from new.{c}" for c in watched)
        yield _follow(table, below)
        yield (
            f"create trigger follow after update on {name} for each row when ({changed})"
            f" execute function app.follow_{table.name}()"
        )


def _owed(table: Table) -> str:
    """What waits for the superior is not late: whoever bears it has delivered."""
    if table.info.get("owed"):
        return " and (owed_on is null or own_on < today)"
    delivered = table.info.get("delivered")
    return f" and state <> '{delivered}'" if delivered else ""


def _late_elsewhere(table: Table) -> str:
    """What another owes is late for them, not for whoever waits."""
    return f"""
  update {table.fullname} set owed_late = true
    where open and not owed_late and owed_on < today;
  get diagnostics n = row_count; total := total + n;"""


def _sweep(tables: list[Table]) -> Iterator[str]:
    sweeps = "\n".join(
        f"""  update {table.fullname} set overdue = true
    where open and not overdue and due_on < today{_owed(table)};
  get diagnostics n = row_count; total := total + n;"""
        + (_late_elsewhere(table) if table.info.get("owed") else "")
        for table in tables
        if table.info.get("overdue")
    )
    yield f"""create function app.sweep_overdue(today date) returns int language plpgsql
  security definer set search_path = pg_catalog, pg_temp as $$
declare n int; total int := 0;
begin
{sweeps}
  return total;
end $$"""
    yield f"grant execute on function app.sweep_overdue(date) to {RELAY}, {MIGRATOR}"


def statements(metadata: MetaData) -> Iterator[str]:
    """Gives the statements that make the placing functions, their triggers and the sweep."""
    yield _TOGETHER
    yield _PLACE
    placed = [t for t in metadata.sorted_tables if wall_of(t) in {"held", "inherited"}]
    for table in placed:
        yield from _placed(table, metadata)
    yield from _sweep(placed)
