"""Shelves of the catalogue: open to everybody."""

from ledger.catalogue.tables import actor_type, duty, duty_source, regulation, rule_level
from storage.shelf import Key, Listed, Order, Print, Row, Rows, Shelf, Value

ACTOR = Shelf(
    "Actor",
    actor_type,
    None,
    {
        "id": Key(),
        "key": Value(Print.TEXT, "key"),
        "titleZh": Value(Print.TEXT, "title_zh"),
        "titleEn": Value(Print.TEXT, "title_en"),
        "kind": Value(Print.NAME, "kind"),
        "livesIn": Value(Print.TEXT, "lives_in"),
        "description": Value(Print.TEXT, "description_en"),
        "duties": Rows("Duty", (("key", "actor_type"),), order="POSITION"),
    },
    rooted=False,
    orders={"POSITION": Order(("position",))},
)

DUTY = Shelf(
    "Duty",
    duty,
    None,
    {
        "id": Key(),
        "key": Value(Print.TEXT, "key"),
        "catalogueVersion": Value(Print.NUMBER, "catalogue"),
        "titleZh": Value(Print.TEXT, "title_zh"),
        "titleEn": Value(Print.TEXT, "title_en"),
        "detail": Value(Print.TEXT, "detail_en"),
        "cadence": Value(Print.NAME, "cadence"),
        "cadenceBasis": Value(Print.NAME, "cadence_basis"),
        "minPerPeriod": Value(Print.NUMBER, "min_per_period"),
        "dueRule": Value(Print.TEXT, "due_rule"),
        "evidence": Value(Print.TEXTS, "evidence"),
        "weight": Value(Print.NUMBER, "weight"),
        "confidence": Value(Print.NAME, "confidence"),
        "needsVerification": Value(Print.BOOLEAN, "needs_verification"),
        "actorType": Row("Actor", (("actor_type", "key"),)),
        "sources": Listed("SourceInfo", (("id", "duty_id"),), order="POSITION", limit=20),
    },
    rooted=False,
    orders={"POSITION": Order(("position",))},
)

SOURCE = Shelf(
    "SourceInfo",
    duty_source,
    None,
    {
        "regulation": Row("Regulation", (("regulation", "key"),)),
        "article": Value(Print.TEXT, "article"),
        "confidence": Value(Print.NAME, "confidence"),
    },
    rooted=False,
    orders={"POSITION": Order(("position",))},
)

REGULATION = Shelf(
    "Regulation",
    regulation,
    None,
    {
        "id": Key(),
        "key": Value(Print.TEXT, "key"),
        "titleZh": Value(Print.TEXT, "title_zh"),
        "titleEn": Value(Print.TEXT, "title_en"),
        "year": Value(Print.TEXT, "year"),
    },
    rooted=False,
    orders={"KEY": Order(("key",))},
)

RULE_LEVEL = Shelf(
    "RuleLevel",
    rule_level,
    None,
    {
        "id": Key(),
        "key": Value(Print.TEXT, "key"),
        "titleZh": Value(Print.TEXT, "title_zh"),
        "titleEn": Value(Print.TEXT, "title_en"),
    },
    rooted=False,
    orders={"POSITION": Order(("position",))},
)

SHELVES = (ACTOR, DUTY, SOURCE, REGULATION, RULE_LEVEL)

ROOTS = {
    "actorTypes": Listed("Actor", order="POSITION"),
    "ruleLevels": Listed("RuleLevel", order="POSITION"),
}
