"""The table of changes: where a problem lay, and who could read it, after each transaction.

One row for each problem and transaction, written by a trigger on the problem itself and on its parts,
so that no change is missed, not even one that no act made. It keeps what the rules of reading ask about and
nothing else of the problem: from it follows who could see it once.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from storage.metadata import metadata
from tenants.columns import PLACED, held

CHANNEL = "levelwise_changes"
"""Where it is told which units have news, by their numbers; the trigger names it too."""
STANDING_CHANNEL = "levelwise_standing"
"""Where it is told whose posts have changed."""
KEPT_DAYS = 90
"""How long a change is kept; of each problem the last one before that stays."""

_FACTS: tuple[Column[Any], ...] = (
    Column("record_id", Uuid, nullable=False),
    # The transaction that made the change: with the horizon of a snapshot this orders changes so
    # that none can appear later behind one that was read already.
    Column("xid", BigInteger, nullable=False),
    Column("list_type", Text),
    Column("state", Text),
    Column("open", Boolean, nullable=False, server_default=text("true")),
    Column("overdue", Boolean, nullable=False, server_default=text("false")),
    Column("reported_by", Uuid),
    Column("listed_by", Integer),
    Column("listed_parent", Integer),
    Column("lead_post", Uuid),
    Column("leader_post", Uuid),
    Column("led_by", Integer),
    Column("handled_by", Uuid),
    Column("closed_by", Uuid),
    Column("proposed_by", Uuid),
    # What a direct subordinate asks of its superior, or a superior of it: it waits there (BUCKETS).
    Column("asked_on", Date),
    Column("rest_asked_until", Date),
    # Units that had a part of it as co-handlers, or were to rule on one: in their inbox, it lay elsewhere.
    Column("parts_at", ARRAY(Integer), nullable=False, server_default=text("'{}'")),
    Column("accused", ARRAY(Integer), nullable=False, server_default=text("'{}'")),
    Column("changed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)

change = Table(
    "change",
    metadata,
    *held(),
    *_FACTS,
    Index("change_once", "root", "record_id", "xid", unique=True),
    Index("change_in_order", "root", "xid", "record_id"),
    info={
        "wall": "held",
        "derived": True,
        "copied": True,
        "accused": "accused",
        "kept": ("root", "id", "holder", *PLACED, *(column.name for column in _FACTS)),
    },
)
