"""Comparing how far up each row is open, and who is on its trail, with what places rows.

``tenants.checking`` compares rows with the tree. What is written here about ``open_to`` and
``trail`` is worked out anew, set by set, from what the triggers work it out from
(migrations/triggers.py): the tree, the record a row hangs under, lateness, and the acts that put
units on a trail. Everything reads; both directions are told, for a row that is open too far shows
what it must not, and one that is open too little hides what it should show.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import Connection, sql
from sqlalchemy import Boolean, MetaData, Table

from tenants.checking import FINDINGS_KEPT, Finding
from tenants.columns import PLACED, SLOTS, TODAY
from tenants.wall import wall_of


@dataclass(frozen=True)
class Ways:
    """How units come onto the trails of a table, as statements that give ``root, id, unit``.

    Whoever holds a row and whoever a reorganisation took it from or gave it to is on the trail of
    every row, and need not be named.
    """

    each: str = ""
    """Those who are on the trail, each of them."""
    also: str = ""
    """Those who may be on it besides: what was copied when it was, or is written down loosely."""


_MOVED = """select m.root, m.record_id, u from app.reorganisation_move m,
  lateral unnest(array[m.from_unit, m.to_unit]) u where m.noun = '{noun}'"""

WAYS = {
    # A problem goes by hops, is given out in parts, and is shared. One that another was merged into
    # has its trail; a part may have gone to a successor since.
    "problem": Ways(
        each="""select root, problem_id, unnest(array[starts, ends]) from app.hop
  union all select root, problem_id, with_tenant from app.share
  union all select a.root, a.problem_id, a.holder from app.assignment a
    where not exists (select from app.reorganisation_move m where m.root = a.root
      and m.noun = 'assignment' and m.record_id = a.id)""",
        also="""select root, merged_into, unnest(trail) from app.problem where merged_into is not null
  union all select a.root, a.problem_id, u from app.assignment a
    join app.reorganisation_move m on m.root = a.root and m.noun = 'assignment'
      and m.record_id = a.id, lateral unnest(array[m.from_unit, m.to_unit]) u""",
    ),
    # Whoever had the problem sees its parts: those who had it when the part was given out.
    "assignment": Ways(
        also="""select a.root, a.id, unnest(p.trail) from app.assignment a
    join app.problem p on p.root = a.root and p.id = a.problem_id
    where cardinality(a.trail) > 1"""
    ),
    "change": Ways(
        also="""select c.root, c.id, unnest(p.trail) from app.change c
    join app.problem p on p.root = c.root and p.id = c.record_id where cardinality(c.trail) > 1"""
    ),
    # A province that comes above a city has its editions from then on (tenants/divisions/applying.py).
    "book_edition": Ways(
        also="""select e.root, e.id, unnest(array[t.at1, t.at2, t.at3, t.at4, t.at5, t.at6])
    from app.book_edition e join app.tenant t on t.id = e.root"""
    ),
    "meeting": Ways(each="select root, meeting_id, child from app.meeting_party"),
    "reorganisation": Ways(each="select root, id, author_tenant from app.reorganisation"),
    # People go over to other units by what feeds tell, and whose fields they have goes with them.
    "person": Ways(
        also="""select root, person_id, unnest(array[change ->> 'tenant', done ->> 'was'])::int
    from app.feed_line where change ->> 'do' = 'move_person'"""
    ),
    "managed_field": Ways(
        also="""select f.root, f.id, unnest(r.trail) from app.managed_field f join (
      select root, id, trail from app.person union all select root, id, trail from app.post) r
    on r.root = f.root and r.id = f.record_id"""
    ),
}
"""The tables to whose trails anything but holding a row brings a unit."""

_BASE = "coalesce(above.slot, t.slot)"
_FROM_TREE = """app.{table} r join app.tenant t on t.id = r.holder
  left join app.tenant above on above.id = t.parent_id"""
_HIGHEST = " ".join(f"when t.at{slot} = any (r.trail) then {slot}" for slot in SLOTS)
# As app.place has it: once more than one had it, up to the highest of the holder's own line that did.
_OPEN = f"""case when {{late}} then 1
  else least({_BASE}, case when cardinality(r.trail) > 1 then case {_HIGHEST} end end) end"""

_OPEN_TO = ("公开到的层级与机制所定不符", "it is not open to the level that its place gives it")
_LATE = ("不该记为逾期", "it stands as overdue and cannot be")
_FOREIGN = ("经手单位中有未经手的单位", "its trail names a unit that never had it")
_MISSING = ("经手单位中缺少经手的单位", "its trail does not name all who had it")
_HANGS = (
    "与所属记录的持有单位或层级不符",
    "it does not lie where the record lies that it is under",
)
_UNDER = ("经手单位与所属记录不符", "its trail is not that of the record it is under")
_SPELT = ("与问题的经手单位不符", "the trail of the problem and its rows differ")

_TRAIL_ROWS = """
with whose (root, problem_id, unit, due_on, open, accused, within) as (
    select p.root, p.id, u, p.due_on, p.open, p.accused,
      coalesce(u in (p.at1, p.at2, p.at3, p.at4, p.at5, p.at6), false)
    from app.problem p, unnest(p.trail) u)
select distinct coalesce(w.problem_id, t.problem_id)::text from whose w
full join app.problem_trail t
  on t.root = w.root and t.problem_id = w.problem_id and t.holder = w.unit
where (w.unit, w.due_on, w.open, w.accused, w.within)
  is distinct from (t.holder, t.due_on, t.open, t.accused, t.within)"""


def check_places(connection: Connection, metadata: MetaData) -> list[Finding]:
    """Works out ``open_to`` and trail of every row anew and compares; one statement for each thing.

    Given: a connection that sees every row (the migrator's); the metadata with every table.
    Gives: what disagrees, a hundred of a sort at most; nothing when all is well.
    """
    findings: list[Finding] = []
    for table in metadata.sorted_tables:
        if wall_of(table) in {"held", "inherited"}:
            for fault, said, statement in _statements(table):
                findings += _found(connection, table.name, fault, said, statement)
    return findings + _found(connection, "problem_trail", "trail", _SPELT, _TRAIL_ROWS)


def _found(
    connection: Connection, table: str, fault: str, said: tuple[str, str], statement: str
) -> list[Finding]:
    # What is put together is from the metadata and from here, and nothing that anybody said.
    limited = sql.SQL(f"{statement} limit {FINDINGS_KEPT}")
    return [Finding(table, one, fault, *said) for (one,) in connection.execute(limited).fetchall()]


def _statements(table: Table) -> Iterator[tuple[str, tuple[str, str], str]]:
    link = table.info.get("parent")
    if not link:
        late = _lateness(table)
        yield "open_to", _OPEN_TO, _opened(table, " or ".join(late) or "false")
        if impossible := _impossible(table):
            yield "late", _LATE, f"select id::text from {table.fullname} r where {impossible}"
        yield from _trails(table)
        return
    yield from _under(table, link)
    if table.c[link].nullable:
        alone = f" and r.{link} is null"
        yield "open_to", _OPEN_TO, _opened(table, "false", alone)
        yield "trail", _FOREIGN, _not_alone(table, alone)


def _opened(table: Table, late: str, which: str = "") -> str:
    opens = _OPEN.format(late=late)
    return f"""select r.id::text from {_FROM_TREE.format(table=table.name)}
where r.open_to is distinct from {opens}{which}"""


def _lateness(table: Table) -> list[str]:
    """Names what opens a row to all above while it is late; of sums a column may be called alike."""
    return [
        f"r.{name}"
        for name in ("overdue", "owed_late")
        if name in table.c and isinstance(table.c[name].type, Boolean)
    ]


def _impossible(table: Table) -> str:
    """Says which rows stand as late and cannot be: closed ones, delivered ones, those due later."""
    if not table.info.get("overdue"):
        return ""
    never = ["not r.open"]
    if delivered := table.info.get("delivered"):
        never.append(f"r.state = '{delivered}'")
    if table.info.get("owed"):
        # Its days move, and the light follows with the next sweep.
        owed = "r.owed_late and (not r.open or r.owed_on is null)"
        return f"r.overdue and ({' or '.join(never)}) or {owed}"
    never.append(f"r.due_on >= {TODAY}")
    return f"r.overdue and ({' or '.join(never)})"


def _trails(table: Table) -> Iterator[tuple[str, tuple[str, str], str]]:
    ways = WAYS.get(table.name, Ways())
    moved = _MOVED.format(noun=table.name)
    each = f"{ways.each} union all {moved}" if ways.each else moved
    may = f"{each} union all {ways.also}" if ways.also else each
    others = f"""select r.root, r.id, u from {table.fullname} r, unnest(r.trail) u
  where u <> r.holder and r.trail <> array[r.holder]"""
    yield (
        "trail",
        _FOREIGN,
        f"select distinct x.id::text from ({others} except ({may})) x",
    )
    yield (
        "trail",
        _MISSING,
        f"""select r.id::text from {table.fullname} r where r.holder = any (r.trail) is not true
union select r.id::text from ({each}) e (root, id, unit) join {table.fullname} r
  on r.root = e.root and r.id = e.id where e.unit = any (r.trail) is not true""",
    )


def _not_alone(table: Table, which: str) -> str:
    return f"select r.id::text from {table.fullname} r where r.trail <> array[r.holder]{which}"


def _under(table: Table, link: str) -> Iterator[tuple[str, tuple[str, str], str]]:
    """A row under another one has that one's place, and its trail with whoever wrote the row."""
    parent = next(key.column.table for key in table.c[link].foreign_keys)
    both = f"{table.fullname} r join {parent.fullname} p on p.root = r.root and p.id = r.{link}"
    at, like = (
        ", ".join(
            f"{alias}.{one}" for one in ("holder", *PLACED) if one not in {"open_to", "trail"}
        )
        for alias in ("r", "p")
    )
    yield "place", _HANGS, f"select r.id::text from {both} where ({at}) is distinct from ({like})"
    yield (
        "open_to",
        _OPEN_TO,
        f"select r.id::text from {both} where r.open_to is distinct from p.open_to",
    )
    yield (
        "trail",
        _UNDER,
        f"select r.id::text from {both} where r.trail is distinct from {_trail_under(table)}",
    )


def _trail_under(table: Table) -> str:
    if table.info.get("apart"):
        # Of a level as a whole, whomever else the record it is under was shown to.
        return "array[r.holder]"
    author = table.info.get("author")
    if not author:
        return "p.trail"
    line = ", ".join(f"p.at{slot}" for slot in SLOTS)
    return f"""case when r.{author} = any (p.trail || array[{line}]) then p.trail
  else p.trail || r.{author} end"""
