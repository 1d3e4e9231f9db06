"""Comparing what is stored about places in the tree with the tree itself.

Everything here reads; what it finds is a fault of ours or of somebody's hand in the database.
"""

from dataclasses import dataclass

from psycopg import Connection, sql

from tenants.codes import credit_code_fault, region_code_fault
from tenants.columns import TODAY
from tenants.lineage import TRUE_LINEAGE, holding_tables

FINDINGS_KEPT = 100
"""How many findings of a sort are listed."""


@dataclass(frozen=True)
class Finding:
    """One disagreement: where it is, what it is, and the sentence for each language."""

    table: str
    record: str
    fault: str
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.table} {self.record}: {self.zh} / {self.en}"


_TENANTS = {
    "lineage": (
        f"""{TRUE_LINEAGE}
        select t.code || ' ' || lower(t.kind) from app.tenant t left join line l on l.id = t.id
        where (t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)
            is distinct from (l.at1, l.at2, l.at3, l.at4, l.at5, l.at6)""",
        "层级列与上级关系不符",
        "its lineage is not what its parents say",
    ),
    "slot": (
        """select code || ' ' || lower(kind) from app.tenant where slot <> case kind
            when 'PROVINCE' then 1 when 'CITY' then 2 when 'COUNTY' then 3 when 'TOWNSHIP' then 4
            when 'OFFICE' then 6 else 5 end""",
        "槽位与层级不符",
        "its slot is not that of its kind",
    ),
    "order": (
        """select t.code || ' ' || lower(t.kind) from app.tenant t
        join app.tenant p on p.id = t.parent_id where p.slot >= t.slot""",
        "上级的层级不高于本级",
        "its parent is not of a kind above it",
    ),
    "root": (
        """select t.code || ' ' || lower(t.kind) from app.tenant t
        left join app.tenant p on p.id = t.parent_id
        where t.root is distinct from p.root and (t.parent_id is not null or not exists (
            select from app.tenant r where r.id = t.root and r.root = t.root))""",
        "根与上级的根不同",
        "its root is not its parent's",
    ),
    "edge": (
        """select t.code || ' ' || lower(t.kind) from app.tenant t
        left join app.tenant_edge e on e.child = t.id and e.valid_until is null
        where t.valid_until is null and t.parent_id is distinct from e.parent""",
        "当前的隶属边与上级不符",
        "its current edge does not lead to its parent",
    ),
    "name": (
        """select t.code || ' ' || lower(t.kind) from app.tenant t
        left join (select tenant, array_agg(pair) as pairs from app.tenant_name_pair
            group by tenant) p on p.tenant = t.id
        where exists (select from app.name_pairs(t.name) q(pair)
            where q.pair <> all (coalesce(p.pairs, '{}')))""",
        "名称无法被检索到",
        "its name cannot be searched for",
    ),
    # A code goes from unit to unit when units are renamed: what counts is since when each has it.
    "double": (
        """with bearing as (
            select t.root, t.id, t.code, t.kind, greatest(t.valid_from, (
                select max(f.valid_until) from app.tenant_former f where f.root = t.root
                  and f.tenant = t.id and (f.code, f.kind) <> (t.code, t.kind))) as since,
              coalesce(t.valid_until, 'infinity') as until
            from app.tenant t)
        select a.code || ' ' || lower(a.kind) from bearing a join bearing b
          on b.root = a.root and b.code = a.code and b.kind = a.kind and b.id <> a.id
        where a.until < 'infinity' and (b.until = 'infinity' or a.id < b.id)
          and greatest(a.since, b.since) < least(a.until, b.until)""",
        "同一代码、同一层级的两个单位存续期重叠",
        "two units have had its code and kind on the same days",
    ),
    "ended": (
        f"""select t.code || ' ' || lower(t.kind) from app.tenant t
        join app.tenant p on p.id = t.parent_id
        where t.valid_until is null and p.valid_until <= {TODAY}""",
        "上级已撤销，本级仍有效",
        "it is current below a parent that has ended",
    ),
}

_GROUPS = {
    "kept": (
        f"""select g.id::text from app.post_group g
        join app.tenant t on t.root = g.root and t.id = g.holder
        where t.valid_until <= {TODAY} and exists (select from app.group_member m
          join app.post p on p.root = m.root and p.id = m.post_id and p.valid_until is null
          where m.root = g.root and m.group_id = g.id
            and (m.given_until is null or m.given_until > {TODAY}))""",
        "所在单位已撤销，组内还有职务，无人管理",
        "its unit has ended and posts are still in it: it is kept by nobody",
    ),
}

_PLACE = """
select r.id::text from app.{table} r left join app.tenant t on t.id = r.holder
where (r.root, r.holder_parent, r.holder_slot, r.at1, r.at2, r.at3, r.at4, r.at5, r.at6)
    is distinct from (t.root, t.parent_id, t.slot, t.at1, t.at2, t.at3, t.at4, t.at5, t.at6)"""

_STRAY = ("所属单位的层级列与树不符", "the lineage of its holder is not the tree's")

_CODES = """
select code, kind, credit_code from app.tenant
where valid_until is null and (kind not in ('DEPARTMENT', 'OFFICE') or credit_code is not null)"""


def check_tree(connection: Connection) -> list[Finding]:
    """Compares slots, lineage, edges and codes of tenants, and the place of every held row.

    Looks for groups of posts that are kept by nobody as well. How far up a row is open and who is
    on its trail is compared by ``ledger.places``, which knows the acts.

    Given a connection that sees every row (the migrator's). Gives what disagrees; nothing when all
    is well. Every table with a holder is found in the catalogue of the database itself.
    """
    findings: list[Finding] = []
    for table, sorts in (("tenant", _TENANTS), ("post_group", _GROUPS)):
        for fault, (query, zh, en) in sorts.items():
            findings += _found(connection, table, fault, statement=sql.SQL(query), zh=zh, en=en)
    for table in holding_tables(connection):
        statement = sql.SQL(_PLACE).format(table=sql.Identifier(table))
        zh, en = _STRAY
        findings += _found(connection, table, "place", statement=statement, zh=zh, en=en)
    return findings + _codes(connection)


def _found(
    connection: Connection, table: str, fault: str, *, statement: sql.Composable, zh: str, en: str
) -> list[Finding]:
    limited = sql.Composed([statement, sql.SQL(f" limit {FINDINGS_KEPT}")])
    rows = connection.execute(limited).fetchall()
    return [Finding(table, record, fault, zh, en) for (record,) in rows]


def _codes(connection: Connection) -> list[Finding]:
    findings = []
    with connection.cursor(name="codes") as cursor:
        cursor.itersize = 20_000
        cursor.execute(_CODES)
        for code, kind, credit in cursor:
            shape = None if credit else region_code_fault(code, kind)
            if shape is not None:
                findings.append(Finding("tenant", code, shape.code, shape.zh, shape.en))
            elif credit and (wrong := credit_code_fault(credit)) is not None:
                zh, en = f"信用代码 {credit} 校验不符", f"credit code {credit} is wrong: {wrong}"
                findings.append(Finding("tenant", code, "credit_code", zh, en))
            if len(findings) >= FINDINGS_KEPT:
                break
    return findings
