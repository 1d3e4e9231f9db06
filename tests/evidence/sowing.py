"""Marks are sown on every text: first a row is laid into each table that the scene leaves empty.

A table without a row, or a column without a word, would make the crawl blind there, and its zero
would say nothing. What cannot be marked because a constraint closes the list of its words is a code.
"""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Table

from migrations.blueprint import tables
from tenants.wall import wall_of
from tests.evidence.canaries import Sown
from tests.policies.standing import filled
from tests.world import World

CODES = frozenset({
    "act", "before", "after", "name_sort", "sha256", "media_type", "rule_key", "parameter",
    "due_rule", "period", "actor_type", "address", "key_id", "matter", "list_type", "field",
    "name_key", "external_id", "unit_code", "channel", "channel_no", "category", "initials", "source",
    "problem.reason", "happening.reason", "happening.forum", "escalation.reason", "feed_line.reason", "recheck.reason",
    "hop.reason", "root_cause", "duty", "change", "made_by", "verb", "unit_kind", "sort",
    "work_rule_supplement.value", "work_rule_supplement.operator", "work_rule_supplement.type",
    "class", "alert", "polarity", "proposed_change.role", "role_grant.role", "change_effect.role",
    "assignment.role", "assignment.objection_reason", "meeting_item.conclusion", "called_off_for", "problem.mode", "problem.proposal",
    "proposed_ground", "rest_ground", "proposed_mode", "proposed_track", "measure.approach", "change_effect.action", "change_effect.noun", "reorganisation.preview_hash",
})  # fmt: skip  # reads as a table
"""Texts that are codes, by column or by table and column: the application reads them, and they say
nothing of anybody."""
TOGETHER = """update app.assignment
  set objection_reason = 'not_ours', objection_text = '', objected_on = '2026-04-16', objection_answer = '' where role = 'CO'"""
"""Words that stand only together, of which no column can be marked before the others are said."""
LISTS = (("clause", "evidence"), ("book_edition", "unseen"), ("diary_entry", "answers"))
"""Free texts that stand in an array: its last word carries the mark."""


def sow(superuser_dsn: str, world: World) -> Sown:
    """Marks every text of every row that belongs to a tenant, past all triggers."""
    sown = Sown(superuser_dsn)
    everything = tables()
    sown.inherited = frozenset(
        one.name for one in everything.sorted_tables if wall_of(one) == "inherited"
    )
    held = [one for one in everything.sorted_tables if wall_of(one) in {"held", "inherited"}]
    with psycopg.connect(superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        for table in held:
            if connection.execute(f"select 1 from app.{table.name} limit 1".encode()).rowcount < 1:
                _lay(connection, table, world)
            if table.name == "assignment":
                connection.execute(TOGETHER)
            first = len(sown.rows)
            name = sql.Identifier(table.name)
            keys = connection.execute(sql.SQL("select id from app.{} order by id").format(name))
            sown.rows += [(table.name, key) for (key,) in keys.fetchall()]
            for column in _texts(table):
                _mark(connection, sown, (table.name, column), first)
        for table_name, column in LISTS:
            first = next(at for at, (name, _) in enumerate(sown.rows) if name == table_name)
            _mark(connection, sown, (table_name, column), first, array=True)
    return sown


def _texts(table: Table) -> Iterator[str]:
    for column in table.c:
        coded = {column.name, f"{table.name}.{column.name}"} & CODES
        if str(column.type).startswith("TEXT") and not column.foreign_keys and not coded:
            yield column.name


def _mark(
    connection: psycopg.Connection[Any], sown: Sown, where: tuple[str, str], first: int,
    *, array: bool = False,
) -> None:  # fmt: skip  # a signature in few lines
    """Marks a column; a closed list of codes refuses, and is none of ours."""
    table, column = where
    worded = "t.{column} || array['~c' || (n.n + %s) || '~']" if array else (
        "coalesce(t.{column}, '') || '~c' || (n.n + %s) || '~'"
    )  # fmt: skip  # columns side by side
    query = (
        f"update app.{{table}} t set {{column}} = {worded} from"
        " (select id, row_number() over (order by id) - 1 as n from app.{table}) n"
        " where n.id = t.id and ({every} or t.{column} is not null)"
    )
    names = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
    # A word that was left out is said; where that would contradict the row's state it stays unsaid.
    for every in ("true", "false"):
        said = sql.SQL(query).format(every=sql.SQL(every), **names)
        try:
            with connection.transaction():
                marked = connection.execute(said, [first]).rowcount
        except (psycopg.errors.CheckViolation, psycopg.errors.ForeignKeyViolation):
            continue
        (sown.columns if marked else sown.blind).append(f"{table}.{column}")
        return
    sown.closed.append(f"{table}.{column}")


# ---------------------------------------------------------------- rows where there are none


def _lay(connection: psycopg.Connection[Any], table: Table, world: World) -> None:
    """Lays a row for each unit, about what the unit has already."""
    for number, unit in enumerate(world.tenants.values()):
        place = _place(connection, unit)
        known = {"id": uuid.uuid4(), **place, **_pointed(connection, table, place)}
        row = filled(table, {n: v for n, v in known.items() if n in table.c}, number=number)
        try:
            with connection.transaction():
                connection.execute(
                    sql.SQL("insert into app.{} ({}) values ({})").format(
                        sql.Identifier(table.name),
                        sql.SQL(", ").join(map(sql.Identifier, row)),
                        sql.SQL(", ").join([sql.Placeholder()] * len(row)),
                    ),
                    list(row.values()),
                )
        except psycopg.errors.UniqueViolation:
            continue


def _place(connection: psycopg.Connection[Any], unit: int) -> Mapping[str, Any]:
    names = (
        "root",
        *(f"at{slot}" for slot in range(1, 7)),
        "holder_slot",
        "holder_parent",
        "open_to",
    )
    found = connection.execute(
        "select t.root, t.at1, t.at2, t.at3, t.at4, t.at5, t.at6, t.slot, t.parent_id,"
        " coalesce(p.slot, t.slot) from app.tenant t left join app.tenant p on p.id = t.parent_id"
        " where t.id = %s",
        [unit],
    ).fetchone()
    assert found is not None
    return {**dict(zip(names, found, strict=True)), "holder": unit, "trail": [unit]}


def _pointed(
    connection: psycopg.Connection[Any], table: Table, place: Mapping[str, Any]
) -> Mapping[str, Any]:
    """What a row points at: a row of the same unit where there is one."""
    found: dict[str, Any] = {}
    for key in table.foreign_key_constraints:
        target, names = key.referred_table, [one.parent.name for one in key.elements]
        (name,) = [one for one in names if one != "root"] or [""]
        if not name or name in place or name == "holder":
            continue
        if target.name == "tenant":
            found[name] = place["holder"]
        elif "id" in target.c:
            near = "order by (holder = %s) desc, id" if "holder" in target.c else "order by %s, id"
            query = f"select id from {target.fullname} {near} limit 1"
            for (pointed,) in connection.execute(query.encode(), [place["holder"]]).fetchall():
                found[name] = pointed
    return found
