"""What no import does: end a unit in which something is left, bring back one that was taken over.

Both are for a reorganisation, which asks for a successor, takes along what is there and tells people.
"""

from psycopg import Connection

from tenants.columns import TODAY
from tenants.divisions.reports import FAULTS_KEPT, RowFault

# What closing a unit asks for (tenant.in_use), and what is still owed.
_IN_USE = f"""
select code, kind, name, array_agg(what order by what), array_agg(n order by what), count(*) over ()
from (
    select g.code, g.slot, g.kind, g.name, x.what, count(*) as n
    from staging.gone g join (
        select parent_id, 'units' from app.tenant
        where valid_until is null and kind in ('DEPARTMENT', 'OFFICE')
        union all select holder, 'problems' from app.problem where open
        union all select holder, 'obligations' from app.obligation where open
        union all select holder, 'appointments' from app.appointment
        where relieved_on is null or relieved_on > {TODAY}
        union all select holder, 'posts' from app.post where valid_until is null
        union all select holder, 'bodies' from app.body where valid_until is null
    ) x (unit, what) on x.unit = g.id
    group by g.code, g.slot, g.kind, g.name, x.what
) l
group by code, slot, kind, name order by code, slot
limit {FAULTS_KEPT}"""

_TAKEN_OVER = f"""
select d.file, d.line, d.code, d.kind, s.codes, count(*) over ()
from staging.node n join staging.division d on d.id = n.staged,
  lateral (select string_agg(t.code, ', ' order by t.code) as codes
    from app.tenant_succession s join app.tenant t on t.id = s.successor
    where s.former = n.id and s.until is null) s
where n.back and s.codes is not null
order by d.file, d.line
limit {FAULTS_KEPT}"""

# The topmost of a file hangs where it hung; that must be there.
_ENDED_ABOVE = f"""
select d.file, d.line, d.code, d.kind, p.code, count(*) over ()
from staging.node n join staging.division d on d.id = n.staged
join app.tenant p on p.id = n.parent and p.valid_until is not null
where n.back and n.parent not in (select id from staging.node)
order by d.file, d.line
limit {FAULTS_KEPT}"""

_WHAT = {
    "units": ("部门和科室", "departments and offices"),
    "problems": ("未办结问题", "open problems"),
    "obligations": ("未了任务", "open obligations"),
    "appointments": ("任职", "appointments"),
    "posts": ("职务", "posts"),
    "bodies": ("组织", "bodies"),
}

_LEFT_OUT = (
    "文件中没有 {kind} {code} {name}，其中还有{left}：导入不能撤销它，应办理区划调整，或在文件中补上",
    "{kind} {code} {name} is not in the files and has {left}: reorganise it, or put its line back",
)
_SAID = {
    "taken_over": (
        "{kind} {code} 已因区划调整撤销，由 {other} 承接：导入不能恢复它，应撤回该次调整，或从文件中去掉",
        "{kind} {code} was reorganised, {other} took over: reverse that, or take its line out",
    ),
    "ended_above": (
        "{kind} {code} 的上级 {other} 已撤销：文件中应有其上级",
        "the superior of {kind} {code}, {other}, has ended: the files must have one for it",
    ),
}


def kept(
    connection: Connection, names: list[str], counts: dict[str, int]
) -> tuple[list[RowFault], int]:
    """Looks in the plan for what may not end and for what may not come back.

    Given the names of the staged files in their order and the counts of the plan. Gives the first
    faults and how many there are.
    """
    faults: list[RowFault] = []
    count = 0
    if "gone" in counts:
        left = connection.execute(_IN_USE).fetchall()
        count += left[0][-1] if left else 0
        faults += [_left_out(", ".join(names), *row) for row in left]
    if "back" in counts:
        for fault, query in (("taken_over", _TAKEN_OVER), ("ended_above", _ENDED_ABOVE)):
            rows = connection.execute(query).fetchall()
            count += rows[0][-1] if rows else 0
            for file, line, code, kind, other, _ in rows:
                said = {"kind": kind.lower(), "code": code, "other": other}
                zh, en = (text.format_map(said) for text in _SAID[fault])
                faults.append(RowFault(names[file], line, fault, code, zh, en))
    return faults[:FAULTS_KEPT], count


def _left_out(
    files: str, code: str, kind: str, name: str, what: list[str], numbers: list[int], _: int
) -> RowFault:
    unit = {"code": code, "kind": kind.lower(), "name": name}
    counted = list(zip(what, numbers, strict=True))
    zh = "、".join(f"{_WHAT[one][0]} {n}" for one, n in counted)
    en = ", ".join(f"{_WHAT[one][1]} {n}" for one, n in counted)
    chinese, english = _LEFT_OUT
    return RowFault(
        files, 0, "in_use", code, chinese.format(**unit, left=zh), english.format(**unit, left=en)
    )
