"""The record of acts as the application reads it: a mirror of what ``migrations/gates`` makes.

Not in the metadata of tables: no migration makes it, and no act writes it.
"""

from sqlalchemy import BigInteger, Column, DateTime, Integer, MetaData, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA

_elsewhere = MetaData(schema="audit")

event = Table(
    "event",
    _elsewhere,
    Column("id", Uuid),
    Column("shard", Integer),
    Column("number", BigInteger),
    Column("at", DateTime(timezone=True)),
    Column("root", Integer),
    Column("tenant", Integer),
    Column("person", Uuid),
    Column("post", Uuid),
    Column("act", Text),
    Column("noun", Text),
    Column("record", Uuid),
    Column("version", Integer),
    Column("rule", Text),
    Column("request", Text),
    Column("said", Text),
    Column("reason", Text),
    Column("document_no", Text),
    Column("hash", BYTEA),
    Column("accused", ARRAY(Integer)),
    Column("glass", Uuid),
)

anchor = Table(
    "anchor",
    _elsewhere,
    Column("shard", Integer),
    Column("number", BigInteger),
    Column("hash", BYTEA),
    Column("sm3", BYTEA),
    Column("made_at", DateTime(timezone=True)),
    Column("kid", Text),
)

countersignature = Table(
    "countersignature",
    _elsewhere,
    Column("id", Uuid),
    Column("hour", DateTime(timezone=True)),
    Column("unit", Integer),
    Column("witness", Integer),
    Column("direction", Text),
    Column("shard", Integer),
    Column("number", BigInteger),
    Column("kid", Text),
    Column("signature", BYTEA),
)
