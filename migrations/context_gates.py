"""The functions that read the signed context: ``ctx.tenant()`` and its kin.

Each is the same check with another last line. The check is written out in each of them, because a
call from one to the other would cost as much as the parsing. The signature is tested before
anything is parsed, so nothing that an attacker wrote can raise an error; there is no exception
block, which would cost a subtransaction.
"""

from collections.abc import Iterator

from tenants.wall import APP, AUDITOR, GATE, RELAY

_OWN = "nullif(split_part(rtrim(split_part(m, '|', 7), ','), ',', -1), '')::int"
_LINEAGE = "string_to_array(split_part(m, '|', 7), ',', '')::int[]"
# An emergency window that ends makes another standing by the clock alone: a window raises the number
# by two when it is opened or closed, and its end counts as one.
# {the person's standing (0 for nobody), the policy version}: selected beside the data, so that
# what was signed or compiled under older ones is thrown away.
# Parsed first and compared as variables: with expressions in the WHERE PostgreSQL plans the look-up
# anew at each call, which cost 30 µs of 36 (measured 2026-11-22).
_VERSIONS_DECLARED = """
  in_root int;
  of_person uuid;
  stood int;
  version int;"""
_VERSIONS_FOUND = """in_root := nullif(split_part(m, '|', 6), '')::int;
        of_person := nullif(split_part(m, '|', 4), '')::uuid;
        select p.standing + case when p.glass_until <= clock_timestamp() then 1 else 0 end
          into stood from app.person p
          where p.root = in_root and p.id = of_person;
        select d.policy_version into version from app.deployment d;"""

# Every unit on the lines of all posts of the person: who stands in one that is accused, in whichever
# post, stands below it.
_UNITS = (
    "(select coalesce(array_agg(distinct u), '{}') from app.tenant t,"
    " unnest(array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]) u"
    " where u is not null and t.id = any (string_to_array(split_part(m, '|', 8), ',')::int[]))"
)

CONTEXT_FUNCTIONS = (
    ("tenant", "int", _OWN, "null"),
    ("lineage", "int[]", _LINEAGE, "null"),
    ("tenants", "int[]", "string_to_array(split_part(m, '|', 8), ',')::int[]", "null"),
    ("person", "uuid", "nullif(split_part(m, '|', 4), '')::uuid", "null"),
    ("post", "uuid", "nullif(split_part(m, '|', 5), '')::uuid", "null"),
    ("root", "int", "nullif(split_part(m, '|', 6), '')::int", "null"),
    ("asked", "text", "nullif(split_part(m, '|', 9), '')", "null"),
    ("verified", "boolean", "true", "false"),
    ("units", "int[]", _UNITS, "null"),
    ("versions", "int[]", "array[coalesce(stood, 0), version]", "null"),
)
"""Name, result, expression over the verified message ``m``, and what an unverified one gives."""


def _function(name: str, result: str, expression: str, otherwise: str) -> str:
    declared, found = (_VERSIONS_DECLARED, _VERSIONS_FOUND) if name == "versions" else ("", "")
    return f"""create function ctx.{name}() returns {result} language plpgsql stable
  security definer parallel restricted set search_path = pg_catalog, pg_temp as $$
declare
  t text := current_setting('levelwise.context', true);
  m text := substr(t, 65);
  k ctx.key;{declared}
begin
  for k in select * from ctx.key loop  -- one row, two while keys change
    if encode(sha256(k.opad || sha256(k.ipad || convert_to(m, 'UTF8'))), 'hex') = substr(t, 1, 64)
        and k.kid = split_part(m, '|', 1) and pg_backend_pid()::text = split_part(m, '|', 3) then
      if split_part(m, '|', 2)::bigint >= extract(epoch from clock_timestamp()) then
        {found}
        return {expression};
      end if;
    end if;
  end loop;
  return {otherwise};
end $$"""


def statements() -> Iterator[str]:
    """Gives the statements that make the key table and the context functions."""
    yield (
        "create table ctx.key (kid text primary key, ipad bytea not null, opad bytea not null,"
        " added_at timestamptz not null default now())"
    )
    yield "revoke all on ctx.key from public"
    yield f"grant select on ctx.key to {GATE}"
    for name, result, expression, otherwise in CONTEXT_FUNCTIONS:
        yield _function(name, result, expression, otherwise)
        yield f"grant execute on function ctx.{name}() to {APP}, {RELAY}, {AUDITOR}"
