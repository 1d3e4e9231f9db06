"""The world of ``cast.md`` in a real database: its units, bodies and people in posts, and a record
for every row at the head of a table of truth.

Nothing is set that a trigger fills: place, ``open_to`` and trail come from the tree, from a real hop
upward and from the overdue state, as they do in service.
"""

import datetime as dt
import hashlib
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy.ext.asyncio import AsyncEngine

from ledger.catalogue.loading import load_catalogue
from ledger.workrules.loading import load_work_rules
from policies.cast import Member, Unit, body_of
from policies.cast import World as Cast
from policies.enforcer import Enforcer
from policies.truth import Table, TruthRow
from tenants.viewer import Viewer, viewer_of
from tests.conftest import KEYS, Database, Server, cloned
from tests.policies import laddered, standing
from tests.world import put

ISSUER = "https://cast.test"
TYPES: Mapping[str, str] = {
    "tenant": "Tenant", "body": "Body", "post": "Post", "person": "Person",
    "appointment": "Appointment", "responsibility": "ResponsibilityList", "clause": "Clause",
    "binding": "Binding", "pledge": "Pledge", "obligation": "Obligation", "entry": "Entry",
    "file": "File", "workrule": "WorkRule", "supplement": "Supplement", "problem": "Problem",
    "hop": "Hop", "happening": "Happening", "measure": "Measure", "evaluation": "Evaluation",
    "petitioner": "Petitioner", "calendar_day": "CalendarDay", **standing.TYPES,
}  # fmt: skip  # reads as a table
"""Which GraphQL type shows the rows of a noun."""
TABLES: Mapping[str, str] = {
    **{noun: noun for noun in TYPES},
    "responsibility": "responsibility_list",
    "workrule": "work_rule",
    "supplement": "work_rule_supplement",
    **standing.TABLES,
}
"""Which table holds them."""
JANUARY, DECEMBER = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


@dataclass(frozen=True)
class Peopled:
    """What was built: the tenants by label, and the key of every row of the tables."""

    cast: Cast
    units: Mapping[str, int]
    keys: Mapping[tuple[str, str], uuid.UUID]
    obligations: Mapping[str, int]
    """How many obligations each unit has, those that entries and files hang under included."""

    def public(self, row: TruthRow) -> str:
        """The public id of a row."""
        return f"{TYPES[row.noun]}_{self.keys[row.noun, row.label]}"

    async def viewer(self, engine: AsyncEngine, who: str, *, enforcer: Enforcer) -> Viewer:
        """Signs someone of the cast in, into the post that their line is about."""
        member = self.cast.cast[who]
        acting = member.unit is not None and not member.left and not member.unit.closed()
        return await viewer_of(
            engine, ISSUER, who, keys=KEYS, post=member.post if acting else None, enforcer=enforcer
        )


def key_of(noun: str, label: str) -> uuid.UUID:
    """The key of a record that only the tables name."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{noun}: {label}")


def rows_of(tables: Sequence[Table]) -> list[TruthRow]:
    """Gives every row of the tables once."""
    return list({(row.noun, row.label): row for table in tables for row in table.rows}.values())


@contextmanager
def peopled(
    server: Server, migrated: str, enforcer: Enforcer, tables: Sequence[Table]
) -> Iterator[tuple[Database, Peopled]]:
    """Keeps a database with the cast and every row in it for the length of a block."""
    with cloned(server, migrated) as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            found = build(connection, enforcer, tables)
        with psycopg.connect(database.superuser_dsn) as connection:
            laid = [row for row in rows_of(tables) if row.noun in standing.TYPES]
            standing.lay(connection, laid, keys=found.keys, units=found.units)
            standing.open_windows(connection, found.cast.cast.values(), units=found.units)
        yield database, found


def build(
    connection: psycopg.Connection[Any], enforcer: Enforcer, tables: Sequence[Table]
) -> Peopled:
    """Builds all of it in a migrated database, as the migrator."""
    load_catalogue(connection)
    load_work_rules(connection)
    return _Builder(connection, enforcer, tables[0].world).built(tables)


class _Builder:
    def __init__(self, connection: psycopg.Connection[Any], enforcer: Enforcer, cast: Cast) -> None:
        self.connection, self.cast = connection, cast
        self.by_actor = enforcer.book.actor_types
        self.units: dict[str, int] = {}
        self.keys: dict[tuple[str, str], uuid.UUID] = {}
        self.made: dict[tuple[object, ...], uuid.UUID] = {}
        self.obligated: list[str] = []

    def built(self, tables: Sequence[Table]) -> Peopled:
        for unit in self.cast.units.values():
            self.tenant(unit)
        found = self.connection.execute("select distinct root from app.tenant").fetchall()
        ((self.root,),) = found
        named = {member.body_name: member for member in self.cast.cast.values() if member.body_name}
        for name, member in named.items():
            assert member.unit is not None
            self.put(
                "body", member.unit, body_of(name), kind="party_branch", name=name, name_sort=name
            )
        for member in self.cast.cast.values():
            self.member(member)
        for number, row in enumerate(rows_of(tables)):
            if row.noun in TYPES:
                made = None if row.noun in standing.TYPES else self.row(row, number)
                known = made or row.facts.get("id") or key_of(row.noun, row.label)
                self.keys[row.noun, row.label] = uuid.UUID(str(known))
        return Peopled(self.cast, self.units, self.keys, Counter(self.obligated))

    # ------------------------------------------------------------ units and people

    def tenant(self, unit: Unit) -> None:
        row = {
            "uid": key_of("tenant", unit.label),
            "kind": unit.kind,
            "code": f"52{unit.id:010}",
            "name": unit.label,
            "name_sort": unit.label,
            "initials": unit.label,
            "parent_id": self.units[unit.above.label] if unit.above else None,
            "suspended": unit.suspended,
        }
        self.units[unit.label] = put(self.connection, "tenant", row, gives="id")

    def member(self, member: Member) -> None:
        if member.unit is None:
            return
        label = member.label
        self.put("person", member.unit, member.person, name=label, name_sort=label)
        self.plain("identity", issuer=ISSUER, subject=label, person_id=member.person)
        own = member.roles - set(self.by_actor.get(member.actor_type or "", ()))
        left = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=8)).date() - dt.timedelta(days=1)
        self.post(
            member, member.unit, member.post, actor_type=member.actor_type, body_id=member.body,
            roles=sorted(own), until=left if member.left else None,
        )  # fmt: skip  # columns side by side
        for role, unit in member.also:
            actor = role if role in self.by_actor else None
            also = key_of("post", f"{label} {role} {unit.label}")
            self.post(
                member, unit, also, actor_type=actor, body_id=None,
                roles=[] if actor else [role], leading=False,
            )  # fmt: skip  # columns side by side

    def post(
        self, member: Member, unit: Unit, key: uuid.UUID, *, leading: bool = True,
        until: dt.date | None = None, **row: object,
    ) -> None:  # fmt: skip  # a signature in few lines
        self.put("post", unit, key, title=member.label, **row)
        appointment = key_of("appointment", str(key))
        self.put(
            "appointment", unit, appointment, post_id=key, person_id=member.person,
            leading=leading, appointed_on=dt.date(2024, 1, 1), relieved_on=until,
        )  # fmt: skip  # columns side by side

    # ------------------------------------------------------------ rows of the tables

    def row(self, row: TruthRow, number: int) -> uuid.UUID:
        """Makes the record that a column is about, unless the world has it already."""
        key, unit = key_of(row.noun, row.label), row.unit
        if row.noun == "workrule":
            found = self.connection.execute("select id from app.work_rule order by key").fetchone()
            assert found is not None
            return uuid.UUID(str(found[0]))
        assert unit is not None
        match row.noun:
            case "tenant":
                return key_of("tenant", unit.label)
            case "post" | "person":
                return uuid.UUID(str(row.facts["id"]))
            case "appointment":
                return key_of("appointment", str(self.cast.cast[row.said["person id"]].post))
            case "body":
                self.put(
                    "body", unit, key, kind="party_branch", name=row.label, name_sort=row.label
                )
            case "responsibility":
                self.list(unit, key, row.facts, year=2000 + number)
            case "supplement":
                said = {"rule_key": "a rule", "text": row.label, "document_no": "1"}
                said |= {"state": row.facts["state"], "recorded_at": JANUARY, "valid_from": JANUARY}
                self.put("work_rule_supplement", unit, key, **said)
            case noun if noun in laddered.NOUNS:
                laddered.lay(self, row, key, number)
            case _:
                self.hanging(row, key)
        return key

    def hanging(self, row: TruthRow, key: uuid.UUID) -> None:
        """Makes a record that hangs under others, which are made for it alone."""
        unit, overdue = row.unit, row.said.get("overdue") == "yes"
        assert unit is not None
        author = self.worker(unit)
        by = {"person_id": author.person, "post_id": author.post}
        match row.noun:
            case "clause":
                self.clause(unit, key, state=row.facts["state"], part=row.facts["part"])
            case "binding":
                self.put(
                    "binding", unit, key, list_id=self.shelf(unit, handed_up=overdue),
                    clause_id=self.clause(unit, key_of("bound", row.label)),
                    part="OWN", position=1, since=JANUARY,
                )  # fmt: skip  # columns side by side
            case "pledge":
                self.put(
                    "pledge", unit, key, list_id=self.shelf(unit, handed_up=overdue),
                    list_version=1, **by, sha256="0" * 64, frozen="{}",
                )  # fmt: skip  # columns side by side
            case "obligation":
                fields = ("state", "actor_type", "body_id", "overdue", "recorders")
                self.obligation(unit, key, **{name: row.facts[name] for name in fields})
            case "entry":
                self.entry(unit, key, overdue=overdue)
            case "file":
                entry = self.entry(unit, key_of("entry of", row.label), overdue=overdue)
                against = [one.strip() for one in row.said.get("accused", "").split(";")]
                self.put(
                    "file", unit, key, entry_id=entry,
                    prepared_by=row.facts["prepared_by"] or author.person, name="1.pdf",
                    media_type="application/pdf", size_bytes=1, state=row.facts["state"] or "CLAIMED",
                    sha256=hashlib.sha256(row.label.encode()).hexdigest(),
                    accused=[self.units[one] for one in against if one],
                )  # fmt: skip  # columns side by side

    def list(
        self, unit: Unit, key: uuid.UUID, facts: Mapping[str, object], *, year: int,
        trail: Sequence[int] = (),
    ) -> None:  # fmt: skip  # a signature in few lines
        wanted = {name: facts[name] for name in ("state", "actor_type", "body_id")}
        self.put("responsibility_list", unit, key, **wanted, year=year, trail=list(trail))

    def shelf(self, unit: Unit, *, handed_up: bool = False) -> uuid.UUID:
        """A list that other records hang under; one handed up has been with the root of the tree."""
        made = ("list", unit.label, handed_up)
        if made not in self.made:
            self.made[made] = key = uuid.uuid4()
            facts = {"state": "RETIRED", "actor_type": "branch_secretary", "body_id": None}
            trail = [self.units[unit.label], min(self.units.values())] if handed_up else []
            self.list(unit, key, facts, year=1990, trail=trail)
        return self.made[made]

    def clause(
        self, unit: Unit, key: uuid.UUID, *, state: object = "RETIRED", part: object = "OWN"
    ) -> uuid.UUID:
        self.put(
            "clause", unit, key, list_id=self.shelf(unit), actor_type="branch_secretary", year=1990,
            part=part, position=1, title="一", cadence="MONTHLY", due_rule="month end +10d",
            state=state, said_by=self.units[unit.label],
        )  # fmt: skip  # columns side by side
        return key

    def obligation(
        self, unit: Unit, key: uuid.UUID, *, overdue: object, state: object = "PLANNED",
        actor_type: object = "branch_secretary", body_id: object = None, recorders: object = None,
    ) -> uuid.UUID:  # fmt: skip  # a signature in few lines
        self.put(
            "obligation", unit, key, list_id=self.shelf(unit), state=state, actor_type=actor_type,
            body_id=body_id,
            clause_id=self.clause(unit, key_of("clause of", str(key))), period="2026",
            starts_on=JANUARY, ends_on=DECEMBER, due_on=DECEMBER, overdue=bool(overdue),
            recorders=recorders or [],
        )  # fmt: skip  # columns side by side
        self.obligated.append(unit.label)
        return key

    def entry(self, unit: Unit, key: uuid.UUID, *, overdue: bool) -> uuid.UUID:
        author = self.worker(unit)
        under = self.obligation(unit, key_of("obligation of", str(key)), overdue=overdue)
        self.put(
            "entry", unit, key, obligation_id=under, author_person=author.person,
            author_post=author.post, author_tenant=self.units[unit.label], held_on=JANUARY,
            text="一",
        )  # fmt: skip  # columns side by side
        return key

    def worker(self, unit: Unit) -> Member:
        """Someone who works in the unit and in no other."""
        return next(
            member
            for member in self.cast.cast.values()
            if member.unit == unit and not member.also and not member.left
        )

    # ------------------------------------------------------------ inserting

    def put(self, table: str, unit: Unit, key: uuid.UUID, **row: object) -> None:
        held = {"root": self.root, "holder": self.units[unit.label], "id": key}
        put(self.connection, table, held | row)

    def plain(self, table: str, **row: object) -> None:
        put(self.connection, table, {"root": self.root, **row})
