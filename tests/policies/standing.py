"""Rows of the tables of truth that only acts can make, laid in the real tables as they stand.

Their place is their unit's in the tree; what a noun does not name is filled in without meaning.
Triggers and foreign keys are asleep meanwhile: these rows hang under nothing, and say nothing.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Table

from migrations.blueprint import tables as real_tables
from policies.cast import Member
from policies.truth import TruthRow
from tests.wall.rows import choices, value

TYPES: Mapping[str, str] = {
    "administrator_request": "AdministratorRequest", "assignment": "Assignment",
    "book_edition": "BookEdition", "campaign": "Campaign", "casepaper": "ProblemPledge",
    "change_effect": "ChangeEffect", "change_threshold": "ChangeThreshold", "closing": "Closing",
    "cluster": "Cluster", "contact_card": "ContactCard", "diary_entry": "DiaryEntry",
    "visit_template": "VisitTemplate",
    "custom_role": "CustomRole", "draft": "PublicationDraft", "escalation": "Escalation",
    "evaluation_code": "EvaluationCode", "event_delivery": "EventDelivery",
    "extension": "Extension", "feed": "Feed", "feed_line": "FeedLine", "feed_plan": "FeedPlan",
    "follow_up": "FollowUp", "glass_window": "GlassWindow", "group_member": "GroupMember", "meeting": "Meeting",
    "meeting_item": "MeetingItem", "meeting_minutes": "MeetingMinutes", "post_group": "PostGroup",
    "problem_setting": "ProblemSetting", "proposed_change": "ProposedChange",
    "publication": "Publication", "rebound": "Rebound", "recheck": "Recheck",
    "recheck_sample": "RecheckSample", "reorganisation": "Reorganisation",
    "reorganisation_effect": "ReorganisationEffect", "reorganisation_step": "ReorganisationStep",
    "role_grant": "RoleGrant", "score": "Score", "subscriber": "Subscriber",
    "unit_change": "UnitChange",
}  # fmt: skip  # reads as a table
"""Which GraphQL type shows the rows of a noun."""
TABLES: Mapping[str, str] = {
    **{noun: noun for noun in TYPES},
    "casepaper": "problem_pledge",
    "draft": "publication_draft",
}
"""Which table holds them."""
PLACE = (*(f"at{slot}" for slot in range(1, 7)), "holder_parent", "root")
UNCHECKED = """do $$ declare one record; begin
  for one in select conrelid::regclass as place, conname from pg_constraint
      where contype = 'c' and connamespace = 'app'::regnamespace loop
    execute format('alter table %s drop constraint %I', one.place, one.conname);
  end loop; end $$"""
"""What a row may say besides its place is neither the wall's nor the book's affair."""


def filled(table: Table, row: Mapping[str, Any], *, number: int) -> dict[str, Any]:
    """Gives a row with every column that must have a value.

    Given: row, what is known of it; number, which tells it from the others where the table says
           that there may be one to a year or a day.
    """
    allowed = choices(table)
    other: dict[str, Any] = {"year": number % 30_000, "holder_slot": 1}
    # One to a day: what a calendar says of it, and what a feed plans for it.
    other |= dict.fromkeys(("day", "planned_on"), date(2026, 1, 1) + timedelta(days=number))
    found = {}
    for column in table.c:
        if column.name in row:
            found[column.name] = row[column.name]
        elif not column.nullable and column.server_default is None:
            made = value(column, "x", allowed.get(column.name, ()))
            found[column.name] = other.get(column.name, made)
    return found


def lay(
    connection: psycopg.Connection[Any],
    rows: Sequence[TruthRow],
    *,
    keys: Mapping[tuple[str, str], uuid.UUID],
    units: Mapping[str, int],
) -> None:
    """Inserts rows with their keys, as the superuser.

    Given: keys, by noun and label; units, the tenants by label.
    """
    connection.execute("set session_replication_role = replica")
    connection.execute(UNCHECKED)
    for number, row in enumerate(rows):
        table = real_tables().tables[f"app.{TABLES[row.noun]}"]
        said = _placed(connection, row, units) | {"id": keys[row.noun, row.label]}
        said = filled(table, {name: said[name] for name in said if name in table.c}, number=number)
        connection.execute(
            sql.SQL("insert into {} ({}) values ({})").format(
                sql.Identifier("app", table.name),
                sql.SQL(", ").join(map(sql.Identifier, said)),
                sql.SQL(", ").join(map(sql.Placeholder, said)),
            ),
            said,
        )


def open_windows(
    connection: psycopg.Connection[Any], people: Iterable[Member], *, units: Mapping[str, int]
) -> None:
    """Opens the emergency windows that the page of the cast speaks of, as the superuser."""
    for member in people:
        if member.window is not None and member.unit is not None:
            connection.execute(
                "insert into app.glass_window (root, id, holder, holder_parent, holder_slot, at1,"
                " at2, at3, at4, at5, at6, open_to, covers, minutes, reason, state, opened_by,"
                " post_id, asked_at, opened_at, ends_at) select t.root, gen_random_uuid(), t.id,"
                " t.parent_id, t.slot, t.at1, t.at2, t.at3, t.at4, t.at5, t.at6, 1, %s, 240, '',"
                " 'OPEN', %s, %s, now(), now(), now() + interval '4 hours' from app.tenant t"
                " where t.id = %s",
                [units[member.window.label], member.person, member.post, units[member.unit.label]],
            )


def _placed(
    connection: psycopg.Connection[Any], row: TruthRow, units: Mapping[str, int]
) -> dict[str, Any]:
    """What the page says of a row, with the numbers that its units have in the database."""
    unit = row.unit
    assert unit is not None
    columns = sql.SQL(", ").join(map(sql.Identifier, (*PLACE[:-2], "parent_id", "root")))
    found = connection.execute(
        sql.SQL("select {} from app.tenant where id = %s").format(columns), [units[unit.label]]
    ).fetchone()
    assert found is not None
    place = dict(zip(PLACE, found, strict=True))
    named = {
        name: [units[one.strip()] for one in row.said.get(name, "").split(";") if one.strip()]
        for name in ("passed", "accused")
    }
    facts = {
        name: units.get(row.said[name.replace("_", " ")], fact)
        for name, fact in row.facts.items()
        if row.said.get(name.replace("_", " ")) and not isinstance(fact, list)
    }
    # What the page leaves open is not what the table happens to fill in.
    left = [name for name, fact in row.facts.items() if fact is None and name in ("clock", "state")]
    return {
        **place,
        **dict.fromkeys(left, "UNSAID"),
        **facts,
        "holder": units[unit.label],
        "open_to": row.facts.get("open_to") or (unit.above or unit).slot,
        "trail": [units[unit.label], *named["passed"]],
        "accused": named["accused"],
    }
