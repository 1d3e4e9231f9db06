"""The functions that read the signed context: ``ctx.tenant()`` and its kin.

``ctx.claims()`` is the one check. The signature is tested before anything is parsed, so nothing
that an attacker wrote can raise an error; there is no exception block, which would cost a
subtransaction. What reads one claim is plain SQL around it, which PostgreSQL writes into the
statement: PL/pgSQL prepares each function anew in every transaction, so that one check asked five
times costs half of five different ones (docs/performance.md says what that saves).
"""

from collections.abc import Iterator

from tenants.wall import APP, AUDITOR, GATE, RELAY

_TRUSTED = "security definer parallel restricted set search_path = pg_catalog, pg_temp"

# The key that is there, and by name the right one of two while keys change. A loop over both would
# open a cursor, a tenth of the check.
_CLAIMS = f"""create function ctx.claims() returns text language plpgsql stable
  {_TRUSTED} as $$
declare
  t text := current_setting('levelwise.context', true);
  m text := right(t, -64);
  k ctx.key;
begin
  select * into k from ctx.key;
  if k.kid is distinct from split_part(m, '|', 1) then
    select * into k from ctx.key where kid = split_part(m, '|', 1);
  end if;
  if encode(sha256(k.opad || sha256(k.ipad || convert_to(m, 'UTF8'))), 'hex') = left(t, 64)
      and pg_backend_pid()::text = split_part(m, '|', 3) then
    if split_part(m, '|', 2)::bigint >= extract(epoch from clock_timestamp()) then
      return m;
    end if;
  end if;
  return null;
end $$"""

_LINEAGE = "split_part(ctx.claims(), '|', 7)"
_READ = (
    ("tenant", "int", f"nullif(split_part(rtrim({_LINEAGE}, ','), ',', -1), '')::int"),
    ("lineage", "int[]", f"string_to_array({_LINEAGE}, ',', '')::int[]"),
    ("tenants", "int[]", "string_to_array(split_part(ctx.claims(), '|', 8), ',')::int[]"),
    ("person", "uuid", "nullif(split_part(ctx.claims(), '|', 4), '')::uuid"),
    ("post", "uuid", "nullif(split_part(ctx.claims(), '|', 5), '')::uuid"),
    ("root", "int", "nullif(split_part(ctx.claims(), '|', 6), '')::int"),
    ("asked", "text", "nullif(split_part(ctx.claims(), '|', 9), '')"),
    ("verified", "boolean", "ctx.claims() is not null"),
)
"""Name, result and expression of what reads one claim; nothing without a verified context."""

# Every unit on the lines of all posts of the person: who stands in one that is accused, in whichever
# post, stands below it.
_UNITS = f"""create function ctx.units() returns int[] language plpgsql stable
  {_TRUSTED} as $$
declare
  own int[] := ctx.tenants();
begin
  if own is null then
    return null;
  end if;
  return (select coalesce(array_agg(distinct u), '{{}}') from app.tenant t,
    unnest(array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6]) u
    where u is not null and t.id = any (own));
end $$"""

# Whether no post of the person is outside the acting unit and all above it (wall.py, "apart").
_NOWHERE_ELSE = """create function ctx.nowhere_else() returns boolean language sql stable
  parallel restricted return ctx.units() <@ ctx.lineage()"""

# {the person's standing (0 for nobody), the policy version}: selected beside the data, so that
# what was signed or compiled under older ones is thrown away. An emergency window that ends makes
# another standing by the clock alone: a window raises the number by two when it is opened or closed,
# and its end counts as one.
# Parsed first and compared as variables: with expressions in the WHERE PostgreSQL plans the look-up
# anew at each call, which cost 30 µs of 36 (measured 2026-11-22).
_VERSIONS = f"""create function ctx.versions() returns int[] language plpgsql stable
  {_TRUSTED} as $$
declare
  m text := ctx.claims();
  in_root int := nullif(split_part(m, '|', 6), '')::int;
  of_person uuid := nullif(split_part(m, '|', 4), '')::uuid;
  stood int;
  glass_until timestamptz;
  version int;
begin
  if m is null then
    return null;
  end if;
  select p.standing, p.glass_until, d.policy_version into stood, glass_until, version
    from app.deployment d left join app.person p on p.root = in_root and p.id = of_person;
  if glass_until <= clock_timestamp() then
    stood := stood + 1;
  end if;
  return array[coalesce(stood, 0), version];
end $$"""


def statements() -> Iterator[str]:
    """Gives the statements that make the key table and the context functions."""
    yield (
        "create table ctx.key (kid text primary key, ipad bytea not null, opad bytea not null,"
        " added_at timestamptz not null default now())"
    )
    yield "revoke all on ctx.key from public"
    yield f"grant select on ctx.key to {GATE}"
    yield _CLAIMS
    for name, result, expression in _READ:
        yield (
            f"create function ctx.{name}() returns {result} language sql stable"
            f" parallel restricted return {expression}"
        )
    yield _UNITS
    yield _NOWHERE_ELSE
    yield _VERSIONS
    for name in ("claims", *(name for name, _, _ in _READ), "units", "nowhere_else", "versions"):
        yield f"grant execute on function ctx.{name}() to {APP}, {RELAY}, {AUDITOR}"
