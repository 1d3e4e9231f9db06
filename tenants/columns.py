"""Columns that several tables share: key, holder with lineage, author, validity.

Every table names its wall in ``info["wall"]`` (architecture 7): ``held``, ``inherited``, ``open``,
``published`` or ``sealed``; a table without one does not migrate. The lineage columns are filled by
one trigger (``app.place``); the application role has no grant on them.

What else ``info`` may say (read by tenants/wall.py and migrations/):

``parent``       the column that names the record this row hangs under: it takes that record's holder,
                 lineage, ``open_to`` and trail, and follows when they change;
``author``       the column with the tenant that wrote the row, which keeps seeing it;
``append_only``  the application role may insert, never update;
``overdue``      the table has ``overdue``, ``open`` and ``due_on`` and is swept;
``owed``         such a table has ``owed_by``, ``owed_on``, ``own_on`` and ``owed_late`` besides: of a step
                 that another than the holder owes;
``kept``         columns that only triggers and gates write;
``fixed``        columns written once, at birth;
``derived``      only triggers write it, out of the rows of another table;
``born``         ``here``: the application inserts it for the acting tenant only, never for one below;
                 ``line``: for its subtree or a unit above it on its own line, to whom it proposes;
``shown``        its column of that name says who reads the row besides those who hold it;
``copied``       a row of the past: it stays where it was;
``moves``        an insert moves or opens another record, so that its place is not its own;
``accused``      the column with the units whose people never see the row; rows under it take it over;
``apart``        the rows are of a level as a whole, what is against somebody included: neither read nor
                 written by whoever also stands in a unit outside the acting one and those above it;
``marked``       columns of a ``person`` table that the person may change;
``called``       the column with its name, which a successor may have taken: then it says where it is from;
``along``        the column with the record with which it goes to a successor, where its parent is empty;
``stays``        a word of the unit to its own line: it ends with the unit, no successor takes it over;
``lies_at``      the column with the post of its holder at which a row lies;
``line``         columns of an open row with units of the line on which it is worked on;
``writes``       ``subtree``: an open table that the application role may write below its tenant.
"""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.schema import SchemaItem

TODAY = "(now() at time zone 'Asia/Shanghai')::date"
"""The civil day, as SQL. The server's own day is that of UTC: for eight hours of each day the one before."""

SINCE_EVER = "date '1949-10-01'"
"""From which day something stands of which no earlier day is known, as SQL."""

SLOTS = (1, 2, 3, 4, 5, 6)
"""Province, city, county, township, village or department, office."""

PLACED = (
    "holder_parent",
    "holder_slot",
    "at1",
    "at2",
    "at3",
    "at4",
    "at5",
    "at6",
    "open_to",
    "trail",
)
"""What the trigger fills: never granted to the application role for INSERT or UPDATE."""


def key() -> list[Column[Any]]:
    """The key of a record: its root first, then a UUIDv7 made in the application."""
    return [Column("root", Integer, nullable=False), Column("id", Uuid, nullable=False)]


def keyed() -> PrimaryKeyConstraint:
    """The primary key over :func:`key`."""
    return PrimaryKeyConstraint("root", "id")


def held() -> list[SchemaItem]:
    """Key, holder and the holder's lineage: the columns the wall and the rule book read.

    ``open_to`` is the slot of the highest ancestor that reads the row in full; ``trail`` lists every
    tenant that found, held or co-handled it; ``ledger.places`` names the acts that bring one onto it.
    """
    return [
        *key(),
        Column("holder", Integer, nullable=False),
        Column("holder_parent", Integer),
        Column("holder_slot", SmallInteger, nullable=False),
        *(Column(f"at{slot}", Integer) for slot in SLOTS),
        Column("open_to", SmallInteger, nullable=False),
        Column("trail", ARRAY(Integer), nullable=False, server_default=text("'{}'")),
        keyed(),
        ForeignKeyConstraint(["root", "holder"], ["app.tenant.root", "app.tenant.id"]),
    ]


def accused() -> Column[list[int]]:
    """The units that never learn of a row, on the row's own column; it may only grow."""
    return Column("accused", ARRAY(Integer), nullable=False, server_default=text("'{}'"))


WITH_WHOM = ("with_units", "with_until")


def with_whom() -> list[Column[Any]]:
    """With whom a record lay before reorganisations took it along, and up to which day; else null."""
    return [Column("with_units", ARRAY(Integer)), Column("with_until", ARRAY(Date))]


def belongs(column: str, target: str, *, nullable: bool = False) -> list[SchemaItem]:
    """A column that names a record of the same root, and its foreign key."""
    return [
        Column(column, Uuid, nullable=nullable),
        ForeignKeyConstraint(["root", column], [f"app.{target}.root", f"app.{target}.id"]),
    ]


def one_of(column: str, *values: str, default: str | None = None) -> list[SchemaItem]:
    """A text column whose values are a closed list, equal to their GraphQL names."""
    allowed = ", ".join(f"'{value}'" for value in values)
    return [
        Column(
            column,
            Text,
            nullable=False,
            server_default=None if default is None else text(f"'{default}'"),
        ),
        CheckConstraint(f"{column} in ({allowed})", name=column),
    ]


def valid() -> list[Column[Any]]:
    """Half-open validity in civil dates: ``valid_until`` is outside, null means without end."""
    return [
        Column("valid_from", Date, nullable=False, server_default=text(SINCE_EVER)),
        Column("valid_until", Date),
    ]
