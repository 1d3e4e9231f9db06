"""Tables of the catalogue: readable by anyone, changed only by loading a new version of the file."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from storage.metadata import metadata
from tenants.columns import one_of

CADENCES = ("MONTHLY", "QUARTERLY", "HALF_YEARLY", "YEARLY", "PER_TERM", "EVENT")
CONFIDENCES = ("SEEN", "SECONDARY", "MEMORY", "SEED", "PROPOSAL")

catalogue_version = Table(
    "catalogue_version",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("loaded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    info={"wall": "open"},
)

regulation = Table(
    "regulation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("title_zh", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("year", Text, nullable=False),
    info={"wall": "open"},
)

actor_type = Table(
    "actor_type",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("position", SmallInteger, nullable=False),
    Column("title_zh", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    *one_of("kind", "COLLECTIVE", "PERSON"),
    Column("lives_in", Text, nullable=False),
    Column("kinds", ARRAY(Text), nullable=False),
    Column("description_en", Text, nullable=False),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    info={"wall": "open"},
)

duty = Table(
    "duty",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("catalogue", Integer, ForeignKey("app.catalogue_version.version"), nullable=False),
    Column("key", Text, nullable=False),
    Column("actor_type", Text, ForeignKey("app.actor_type.key"), nullable=False),
    Column("position", SmallInteger, nullable=False),
    Column("title_zh", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("detail_en", Text, nullable=False),
    *one_of("cadence", *CADENCES),
    *one_of("cadence_basis", "SOURCE", "SEED", "DEFAULT", "EVENT"),
    Column("min_per_period", SmallInteger, nullable=False),
    Column("due_rule", Text, nullable=False),
    Column("evidence", ARRAY(Text), nullable=False),
    Column("weight", SmallInteger, nullable=False, server_default=text("1")),
    *one_of("confidence", *CONFIDENCES),
    Column("needs_verification", Boolean, nullable=False),
    UniqueConstraint("catalogue", "key"),
    Index("duty_actor_type", "actor_type", "position"),
    info={"wall": "open"},
)

duty_source = Table(
    "duty_source",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("duty_id", Uuid, ForeignKey("app.duty.id"), nullable=False),
    Column("position", SmallInteger, nullable=False),
    Column("regulation", Text, ForeignKey("app.regulation.key"), nullable=False),
    Column("article", Text, nullable=False),
    *one_of("confidence", *CONFIDENCES),
    Index("duty_source_duty", "duty_id", "position"),
    info={"wall": "open"},
)

rule_level = Table(
    "rule_level",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("position", SmallInteger, nullable=False),
    Column("title_zh", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    info={"wall": "open"},
)
