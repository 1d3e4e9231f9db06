"""The frozen score of a unit's period: its value, by which version, and everything it was made of."""

from sqlalchemy import Column, DateTime, Index, Integer, SmallInteger, Table, Text, func

from ledger.closing.tables import authored
from storage.metadata import metadata
from tenants.columns import held

score = Table(
    "score",
    metadata,
    *held(),
    Column("period", Text, nullable=False),
    # Tenths of a point; null where nothing could be counted.
    Column("tenths", Integer),
    Column("band", Text),
    Column("formula_version", SmallInteger, nullable=False),
    # The parts as they stood, so that a frozen score can be read without counting anew.
    Column("parts", Text, nullable=False),
    *authored("score"),
    Column("frozen_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("score_once", "root", "holder", "period", unique=True),
    Index("score_holder", "holder", "frozen_at", "id"),
    Index("score_holder_parent", "holder_parent", "frozen_at", "id"),
    info={"wall": "held", "apart": True, "append_only": True, "born": "here"},
)
