"""Tables of the work rules: the shipped text, its typed parameters, and local supplements.

Every value that can be compared is one fraction with an operator: a count is over 1, a flag is 0 or
1, a cadence is how often a year. 半数以上 is AT_LEAST 1/2, 过半数 is MORE_THAN 1/2 (domain 4.5): never
one operator for both.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
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

from ledger.catalogue.tables import CONFIDENCES
from storage.metadata import metadata
from tenants.columns import held, one_of

PARAMETER_TYPES = ("COUNT", "DAYS", "MONTHS", "YEARS", "FRACTION", "FLAG", "CADENCE", "TEXT")
OPERATORS = ("EXACTLY", "AT_LEAST", "MORE_THAN", "AT_MOST")
STRICTER = ("HIGHER", "LOWER", "FIXED")

work_rule = Table(
    "work_rule",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("catalogue", Integer, ForeignKey("app.catalogue_version.version"), nullable=False),
    Column("level", Text, ForeignKey("app.rule_level.key"), nullable=False),
    Column("key", Text, nullable=False),
    Column("position", SmallInteger, nullable=False),
    Column("title_zh", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("text_zh", Text, nullable=False),
    *one_of("confidence", *CONFIDENCES),
    Column("needs_verification", Boolean, nullable=False),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("sha256", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date),
    UniqueConstraint("key", "version"),
    CheckConstraint("valid_until is null or valid_until > valid_from", name="validity"),
    Index("work_rule_level", "level", "position", "id"),
    info={"wall": "open"},
)

work_rule_source = Table(
    "work_rule_source",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("rule_id", Uuid, ForeignKey("app.work_rule.id"), nullable=False),
    Column("position", SmallInteger, nullable=False),
    Column("regulation", Text, ForeignKey("app.regulation.key"), nullable=False),
    Column("article", Text, nullable=False),
    *one_of("confidence", *CONFIDENCES),
    Index("work_rule_source_rule", "rule_id", "position"),
    info={"wall": "open"},
)

work_rule_parameter = Table(
    "work_rule_parameter",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("rule_id", Uuid, ForeignKey("app.work_rule.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("position", SmallInteger, nullable=False),
    Column("title_zh", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    *one_of("type", *PARAMETER_TYPES),
    *one_of("operator", *OPERATORS),
    Column("numerator", Integer),
    Column("denominator", Integer, nullable=False, server_default=text("1")),
    Column("value", Text, nullable=False),
    Column("unit", Text, nullable=False, server_default=text("''")),
    *one_of("stricter", *STRICTER),
    Column("because_zh", Text, nullable=False),
    Column("because_en", Text, nullable=False),
    Column("verified", Boolean, nullable=False),
    # Of two that say the same of different places: true binds villages and communities alone, false
    # all other units; null binds wherever its rule does.
    Column("in_villages", Boolean),
    UniqueConstraint("rule_id", "name"),
    CheckConstraint("denominator > 0", name="denominator"),
    CheckConstraint("(numerator is null) = (type = 'TEXT')", name="comparable"),
    info={"wall": "open"},
)

work_rule_supplement = Table(
    "work_rule_supplement",
    metadata,
    *held(),
    Column("rule_key", Text, nullable=False),
    Column("parameter", Text),
    *one_of("type", *PARAMETER_TYPES, default="TEXT"),
    *one_of("operator", *OPERATORS, default="EXACTLY"),
    Column("numerator", Integer),
    Column("denominator", Integer, nullable=False, server_default=text("1")),
    Column("value", Text, nullable=False, server_default=text("''")),
    Column("text", Text, nullable=False, server_default=text("''")),
    Column("document_no", Text, nullable=False),
    *one_of("state", "PUBLISHED", "RETIRED", default="PUBLISHED"),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date),
    CheckConstraint("denominator > 0", name="denominator"),
    CheckConstraint("(parameter is null) = (numerator is null)", name="says_a_value"),
    CheckConstraint("parameter is not null or text <> ''", name="says_something"),
    CheckConstraint("valid_until is null or valid_until >= valid_from", name="validity"),
    Index("work_rule_supplement_rule", "holder", "rule_key", "valid_from", "id"),
    Index("work_rule_supplement_child", "holder_parent", "valid_from", "id"),
    info={
        "wall": "inherited",
        "stays": True,
        "fixed": (
            "rule_key",
            "parameter",
            "type",
            "operator",
            "numerator",
            "denominator",
            "value",
            "text",
            "document_no",
            "valid_from",
            "recorded_at",
        ),
    },
)
"""A supplement that ended keeps the state PUBLISHED and its days: what was in force on a day of the
past can still be told on the line below. RETIRED is one withdrawn before it ever bound anyone."""
