"""Validation of staged divisions, set-wise: one pass over the rows, one over their codes."""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection

from tenants.codes import DIGITS
from tenants.divisions.reports import FAULTS_KEPT, RowFault

NAME_LENGTH = 60

_UPPER = """
create unlogged table staging.upper as
select id, code, slot, parent_code, lead(slot) over (partition by code order by slot, id) as next_slot
from staging.division where slot between 1 and 4"""

PARENT = (
    "p.code = d.parent_code and p.slot < d.slot and (p.next_slot is null or p.next_slot >= d.slot)"
)
"""The parent of a node: of those with the code it names, the lowest kind above its own."""

_DIGITS = "(array[2, 4, 6, 9, 12])"

_FAULTS = f"""
select d.id, d.file, d.line, d.code, d.kind, d.slot, d.parent_code, d.name, f.fault,
       count(*) over () as found
from staging.division d left join staging.upper p on {PARENT}
cross join lateral (select case
    when d.slot = 0 then 'kind'
    when length(d.code) <> 12 or translate(d.code, '0123456789', '') <> ''
         or left(d.code, 2) = '00' then 'code_shape'
    when translate(substr(d.code, {_DIGITS}[d.slot] + 1), '0', '') <> '' then 'code_level'
    when d.name = '' or length(d.name) > {NAME_LENGTH} or btrim(d.name, ' 　') <> d.name then 'name'
    when d.parent_code is null and d.slot > 3 then 'no_parent'
    when d.parent_code is not null and p.id is null then 'orphan'
    when left(d.code, {_DIGITS}[p.slot]) <> left(p.code, {_DIGITS}[p.slot]) then 'prefix'
    when d.slot > 1 and d.code is distinct from p.code
         and translate(substr(d.code, {_DIGITS}[d.slot - 1] + 1), '0', '') = '' then 'code_short'
    when d.slot = 2 and d.code = p.code then 'code_short'
end as fault) f
where f.fault is not null
order by d.file, d.line
limit {FAULTS_KEPT}"""

_COVERED = f"""
select d.id, d.file, d.line, d.code, d.kind, d.slot, d.parent_code, d.name, 'no_parent' as fault,
       count(*) over () as found
from staging.division d
where d.parent_code is null and d.slot between 2 and 3 and exists (
    select from staging.upper p where p.slot < d.slot and p.code in (
        rpad(left(d.code, 2), 12, '0'), rpad(left(d.code, 4), 12, '0')))
order by d.file, d.line
limit {FAULTS_KEPT}"""

_REPEATED = """
select code, slot from staging.division where slot > 0 group by code, slot having count(*) > 1"""

_DUPLICATES = f"""
select d.id, d.file, d.line, d.code, d.kind, d.slot, d.parent_code, d.name, 'duplicate' as fault,
       count(*) over () as found, d.first_file, d.first_line
from (
    select d.*, row_number() over same as place, first_value(file) over same as first_file,
           first_value(line) over same as first_line
    from staging.division d where (code, slot) in ({_REPEATED})
    window same as (partition by code, slot order by file, line)
) d where d.place > 1
order by d.file, d.line
limit {FAULTS_KEPT}"""

_LOOPS = """
with recursive walk (start, id, code, slot, parent_code, steps) as (
    select id, id, code, slot, parent_code, 0 from staging.division where id = any(%(ids)s)
    union all
    select w.start, d.id, d.code, d.slot, d.parent_code, w.steps + 1
    from walk w join staging.division d on d.code = w.parent_code
    where w.steps < 6 and (w.steps = 0 or w.id <> w.start)
)
select distinct start from walk where steps > 0 and id = start"""

_TWO_TREES = f"""
select d.id, d.file, d.line, d.code, d.kind, d.slot, d.parent_code, d.name, 'two_trees' as fault,
       count(*) over () as found
from staging.node n join staging.division d on d.id = n.staged
where n.known_root <> n.root and n.parent is distinct from n.known_parent
order by d.file, d.line
limit {FAULTS_KEPT}"""

_KNOWN_CODES = "select distinct code from staging.division where code = any(%(codes)s)"


@dataclass(frozen=True)
class _Found:
    """A faulty row as the database gives it."""

    id: int
    file: int
    line: int
    code: str
    kind: str
    slot: int
    parent_code: str | None
    name: str
    fault: str
    found: int
    first_file: int = 0
    first_line: int = 0


def validate(connection: Connection, names: list[str]) -> tuple[list[RowFault], int]:
    """Checks all staged rows: shape, level, prefix, parent, duplicates, cycles.

    Given the names of the staged files in their order. Gives the first faults in order of file and
    line, and how many there are.
    """
    connection.execute(_UPPER)
    connection.execute("analyze staging.upper")
    found = [_found(connection, query) for query in (_FAULTS, _COVERED, _DUPLICATES)]
    count = sum(rows[0].found for rows in found if rows)
    rows = _refined(connection, [row for some in found for row in some])
    rows.sort(key=lambda row: (row.file, row.line))
    return [_told(row, names) for row in rows[:FAULTS_KEPT]], count


def crossing(connection: Connection, names: list[str]) -> tuple[list[RowFault], int]:
    """Looks in the plan for nodes that would hang under another root than their own.

    A root is first in every key: what is kept under one never comes under another.
    """
    rows = _found(connection, _TWO_TREES)
    return [_told(row, names) for row in rows], rows[0].found if rows else 0


def _found(connection: Connection, query: str) -> list[_Found]:
    if query is _DUPLICATES and connection.execute(f"{_REPEATED} limit 1").fetchone() is None:
        return []
    return [_Found(*row) for row in connection.execute(query).fetchall()]


def _refined(connection: Connection, rows: list[_Found]) -> list[_Found]:
    """Tells apart three reasons why no parent was found: unknown, not above, a cycle."""
    lost = [row for row in rows if row.fault == "orphan"]
    if not lost:
        return rows
    ids, codes = [row.id for row in lost], [row.parent_code for row in lost]
    loops = {row[0] for row in connection.execute(_LOOPS, {"ids": ids})}
    known = {row[0] for row in connection.execute(_KNOWN_CODES, {"codes": codes})}

    def reason(row: _Found) -> str:
        if row.fault != "orphan":
            return row.fault
        return (
            "cycle" if row.id in loops else "level_order" if row.parent_code in known else "orphan"
        )

    return [_Found(**{**vars(row), "fault": reason(row)}) for row in rows]


def _told(row: _Found, names: list[str]) -> RowFault:
    facts = {
        "code": row.code,
        "kind": row.kind.lower(),
        "digits": DIGITS.get(row.kind, 0),
        "parent": row.parent_code,
        "first": f"{names[row.first_file]}:{row.first_line}",
        "longest": NAME_LENGTH,
    }
    zh, en = _SAID[row.fault]
    return RowFault(
        names[row.file], row.line, row.fault, row.code, zh.format_map(facts), en.format_map(facts)
    )


_SAID = {
    "kind": (
        "未知的层级“{kind}”，须为 province、city、county、township 或 village",
        "unknown kind {kind!r}: province, city, county, township or village is needed",
    ),
    "code_shape": (
        "代码“{code}”须为十二位数字，并以省份开头",
        "code {code!r} must be twelve digits that begin with a province",
    ),
    "code_level": (
        "代码 {code} 的有效位超过 {kind} 的 {digits} 位",
        "code {code} has more than the {digits} digits of a {kind}",
    ),
    "code_short": (
        "代码 {code} 是上级层级的代码，只有与上级共用代码的节点可以如此",
        "code {code} is that of a higher level; only a node that shares its parent's may have it",
    ),
    "name": (
        "名称须为1至{longest}个字符，首尾无空格",
        "the name must have 1 to {longest} characters and no spaces around it",
    ),
    "no_parent": ("{kind} {code} 缺少上级代码", "{kind} {code} has no parent_code"),
    "orphan": ("文件中没有上级 {parent}", "parent {parent} is not in the files"),
    "level_order": (
        "上级 {parent} 的层级不高于 {kind}",
        "parent {parent} is not of a kind above {kind}",
    ),
    "cycle": (
        "上级关系成环：{code} → {parent} → … → {code}",
        "the parents run in a cycle: {code} → {parent} → … → {code}",
    ),
    "prefix": (
        "代码 {code} 不在上级 {parent} 之下",
        "code {code} does not begin with the digits of its parent {parent}",
    ),
    "two_trees": (
        "{kind} {code} 属于另一棵已有的树，不能归到 {parent} 之下：两棵已有的树不能合为一棵",
        "{kind} {code} is of another tree: two that stand are never made one, under {parent}",
    ),
    "duplicate": (
        "{kind} {code} 重复，首次出现在 {first}",
        "{kind} {code} stands twice, first at {first}",
    ),
}


def kinds(connection: Connection) -> dict[str, int]:
    """Counts the staged rows by kind, highest kind first."""
    query = "select kind, count(*) from staging.division group by kind, slot order by slot"
    rows: list[tuple[Any, ...]] = connection.execute(query).fetchall()
    return {row[0]: row[1] for row in rows}
