"""The whole database as SQL text, derived from the metadata: tables, wall, triggers, gates.

``python -m migrations.blueprint`` prints what is committed as ``migrations/schema.sql``; a test
compares the two.
"""

import importlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import MetaData
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from migrations import audited, context_gates, foreseeing, reorganising, triggers
from storage.metadata import metadata
from tenants.wall import protection, wall_of

TABLE_MODULES = (
    "tenants.tables",
    "ledger.appointments.tables",
    "ledger.catalogue.tables",
    "ledger.clusters.tables",
    "ledger.problems.tables",
    "ledger.problems.casework_tables",
    "ledger.settings.tables",
    "ledger.editions.tables",
    "ledger.assignments.tables",
    "ledger.escalation.tables",
    "ledger.problems.cells",
    "ledger.intake.tables",
    "ledger.petitioners.tables",
    "ledger.desks.cells",
    "ledger.closing.tables",
    "ledger.rechecks.tables",
    "ledger.scores.tables",
    "ledger.clocks.tables",
    "ledger.live.tables",
    "ledger.publicity.tables",
    "ledger.extensions.tables",
    "ledger.contacts.tables",
    "ledger.diaries.tables",
    "ledger.feeds.tables",
    "ledger.glass.tables",
    "ledger.meetings.tables",
    "ledger.notices.tables",
    "ledger.subscribers.tables",
    "ledger.responsibilities.tables",
    "ledger.workrules.tables",
    "ledger.reorganisation.tables",
    "ledger.effects.tables",
    "ledger.previews.tables",
)
"""Where tables are declared; a structure test compares this list with the tree."""

GATES = Path(__file__).parent / "gates"
_AFTER_TABLES = (
    "tree",
    "names",
    "standing",
    "appointments",
    "sign_in",
    "audit",
    "audit_heads",
    "refusals",
    "files",
    "tallies",
    "settings",
    "problems",
    "numbers",
    "submissions",
    "evidence",
    "assignments",
    "part_objections",
    "escalation",
    "lists",
    "periods",
    "obligations",
    "problem_cells",
    "intake",
    "petitioners",
    "live",
    "publicity",
    "contacts",
    "diaries",
    "clocks",
    "rests",
    "reworking",
    "workrules",
    "objecting",
    "notices",
    "glass",
    "meetings",
    "clusters",
    "reorganisation",
    "boundaries",
    "subscribers",
    "closing",
    "rechecks",
    "leading",
    "desks",
    "invitations",
    "logouts",
    "feeds",
    "forms",
    "access",
    "editions",
    "owners",
)

_SCHEMAS = """create schema if not exists app authorization levelwise_owner;
create schema if not exists ctx authorization levelwise_owner;
create schema if not exists audit authorization levelwise_owner;
create schema if not exists staging authorization levelwise_owner;
revoke all on schema app, ctx, audit, staging from public;
grant usage, create on schema app, ctx, audit to levelwise_gate;
grant usage on schema app, ctx, audit to levelwise_app, levelwise_relay, levelwise_migrator;
grant usage on schema audit to levelwise_auditor;
grant usage on schema app to levelwise_bench;
grant usage, create on schema staging to levelwise_migrator"""


def tables() -> MetaData:
    """Gives the metadata with every table declared.

    Refuses: WallMissing when a table does not name its wall.
    """
    for name in TABLE_MODULES:
        importlib.import_module(name)
    for table in metadata.tables.values():
        wall_of(table)
    return metadata


def statements() -> Iterator[str]:
    """Gives the statements that make the database, in order; run as the owner."""
    everything = tables()
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call] # untyped there
    yield _SCHEMAS
    yield from context_gates.statements()
    for table in everything.sorted_tables:
        yield str(CreateTable(table).compile(dialect=dialect)).strip()
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=dialect)).strip()
    for table in everything.sorted_tables:
        yield from protection(table)
    yield from triggers.statements(everything)
    yield from reorganising.statements(everything)
    yield from foreseeing.statements(everything)
    yield from audited.statements(everything)
    for name in _AFTER_TABLES:
        yield (GATES / f"{name}.sql").read_text(encoding="utf-8").strip().rstrip(";")


def text() -> str:
    """Gives the statements as one SQL file."""
    lines = (line.rstrip() for part in statements() for line in f"{part};\n".split("\n"))
    return "-- Made by `python -m migrations.blueprint`; do not edit.\n\n" + "\n".join(lines)


if __name__ == "__main__":
    print(text(), end="")
