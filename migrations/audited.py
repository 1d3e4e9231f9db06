"""Who never learns of a record of the audit: those who never learn of what it is about.

The audit copies the column ``accused`` of the record, and follows it when it grows.
"""

from collections.abc import Iterator

from sqlalchemy import MetaData, Uuid

_FOLLOWS = """create function audit.accuse() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  update audit.event set accused = app.together(accused, new.accused)
    where record = new.id and root = new.root and not accused @> new.accused;
  return null;
end $$"""


def statements(metadata: MetaData) -> Iterator[str]:
    """Gives the look-up of whom a record accuses, and the triggers that keep the audit after it."""
    accusing = [
        table
        for table in metadata.sorted_tables
        if table.info.get("accused") and isinstance(table.c["id"].type, Uuid)
    ]
    found = "\n    union all ".join(
        f"select x.accused from {table.fullname} x where x.root = of_root and x.id = of_record"
        for table in accusing
    )
    yield f"""create function audit.accused_by(of_root int, of_record uuid) returns int[] language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Not a function of SQL, whose plan would be made anew at each call.
  return coalesce((select x.accused from (
    {found}) x limit 1), '{{}}');
end $$"""
    yield _FOLLOWS
    for table in accusing:
        yield (
            f"create trigger audit_follows after update on {table.fullname} for each row"
            " when (old.accused is distinct from new.accused) execute function audit.accuse()"
        )
