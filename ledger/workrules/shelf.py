"""Shelves of the work rules: the shipped text, what is in force, and local supplements."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Date, Text, and_, case, func, literal_column
from sqlalchemy.dialects.postgresql import ARRAY

from ledger.workrules.in_force import day_asked, parameters_in_force, rules_in_force, valid_on
from ledger.workrules.tables import (
    work_rule,
    work_rule_parameter,
    work_rule_source,
    work_rule_supplement,
)
from storage.shelf import (
    Columns,
    Field,
    Filter,
    Key,
    Listed,
    May,
    One,
    Order,
    Print,
    Row,
    Rows,
    Shelf,
    Step,
    Steps,
    Value,
    Values,
)
from tenants.columns import SLOTS

_AT = Filter(argument=True, kind=Date())
_POSITION = {"POSITION": Order(("position",))}


def _items(columns: Columns, _: Values) -> ColumnElement[Any]:
    """The members of a list in words; empty for what is a single value."""
    whole = func.string_to_array(columns["value"], literal_column("','"), type_=ARRAY(Text))
    several = and_(columns["type"] == "TEXT", columns["value"].contains(literal_column("','")))
    return case((several, whole), else_=literal_column("'{}'::text[]"))


def _on_the_day(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Rules as they were worded on a day; today when none is named."""
    return valid_on(columns, day_asked(values))


def _in_line(columns: Columns, rule: Columns) -> ColumnElement[Any]:
    """Supplements that a level of the target's lineage had made by the day that is asked about."""
    return and_(
        columns["state"] == "PUBLISHED",
        columns["holder"].in_([rule[f"at{slot}"] for slot in SLOTS]),
        valid_on(columns, rule["on_date"]),
    )


_AMOUNT: Mapping[str, Field] = {
    "type": Value(Print.NAME, "type"),
    "operator": Value(Print.NAME, "operator"),
    "value": Value(Print.TEXT, "value"),
    "numerator": Value(Print.NUMBER, "numerator", nullable=True),
    "denominator": Value(Print.NUMBER, "denominator"),
}
_TOLD: Mapping[str, Field] = {
    "name": Value(Print.TEXT, "name"),
    "titleZh": Value(Print.TEXT, "title_zh"),
    "titleEn": Value(Print.TEXT, "title_en"),
    **_AMOUNT,
    "items": Value(Print.TEXTS, build=_items),
    "unit": Value(Print.TEXT, "unit"),
    "stricter": Value(Print.NAME, "stricter"),
    "becauseZh": Value(Print.TEXT, "because_zh"),
    "becauseEn": Value(Print.TEXT, "because_en"),
    "verified": Value(Print.BOOLEAN, "verified"),
}
_WORDING: Mapping[str, Field] = {
    "key": Value(Print.TEXT, "key"),
    "titleZh": Value(Print.TEXT, "title_zh"),
    "titleEn": Value(Print.TEXT, "title_en"),
    "textZh": Value(Print.TEXT, "text_zh"),
    "confidence": Value(Print.NAME, "confidence"),
    "needsVerification": Value(Print.BOOLEAN, "needs_verification"),
    "level": Row("RuleLevel", (("level", "key"),)),
    "sources": Listed("WorkRuleSourceInfo", (("id", "rule_id"),), order="POSITION", limit=20),
}

WORK_RULE = Shelf(
    "WorkRule",
    work_rule,
    "workrule.read",
    {
        "id": Key(),
        **_WORDING,
        "version": Value(Print.NUMBER, "version"),
        "validFrom": Value(Print.NAME, "valid_from"),
        "validUntil": Value(Print.NAME, "valid_until", nullable=True),
        "parameters": Listed("WorkRuleParameter", (("id", "rule_id"),), order="POSITION"),
    },
    rooted=False,
    orders={**_POSITION, "VERSION": Order(("version",), descending=True)},
    filters={"at": _AT},
)

PARAMETER = Shelf(
    "WorkRuleParameter",
    work_rule_parameter,
    "workrule.read",
    {"id": Key(), **_TOLD, "rule": Row("WorkRule", (("rule_id", "id"),))},
    rooted=False,
    orders=_POSITION,
)

SOURCE = Shelf(
    "WorkRuleSourceInfo",
    work_rule_source,
    "workrule.read",
    {
        "regulation": Row("Regulation", (("regulation", "key"),)),
        "article": Value(Print.TEXT, "article"),
        "confidence": Value(Print.NAME, "confidence"),
    },
    rooted=False,
    orders=_POSITION,
)

RULE_IN_FORCE = Shelf(
    "WorkRuleInForceInfo",
    rules_in_force,
    None,
    {
        **_WORDING,
        "rule": Row("WorkRule", (("id", "id"),)),
        "onDate": Value(Print.NAME, "on_date"),
        "since": Value(Print.NAME, "valid_from"),
        "parameters": Listed("ParameterInForceInfo", (("id", "rule_id"),), order="POSITION"),
        "supplements": Listed(
            "Supplement", (("key", "rule_key"),), match=_in_line, order="LEVEL", limit=200
        ),
        "viewerMayPublish": May("workrule.publish"),
    },
    rooted=False,
    orders=_POSITION,
    filters={
        "inForceOn": Filter(id_of=("Tenant", "Body"), argument=True),
        "at": _AT,
    },
)

PARAMETER_IN_FORCE = Shelf(
    "ParameterInForceInfo",
    parameters_in_force,
    None,
    {
        **_TOLD,
        "since": Value(Print.NAME, "since"),
        "documentNo": Value(Print.TEXT, "document_no", nullable=True),
        "saidBy": Row("Tenant", (("said_by", "id"),)),
        "supplement": Row("Supplement", (("supplement_id", "id"),)),
        "shipped": Row("WorkRuleParameter", (("id", "id"),)),
    },
    rooted=False,
    orders=_POSITION,
)

SUPPLEMENT = Shelf(
    "Supplement",
    work_rule_supplement,
    "supplement.read",
    {
        "id": Key(),
        "ruleKey": Value(Print.TEXT, "rule_key"),
        "parameter": Value(Print.TEXT, "parameter", nullable=True),
        **_AMOUNT,
        "text": Value(Print.TEXT, "text"),
        "documentNo": Value(Print.TEXT, "document_no"),
        "state": Value(Print.NAME, "state"),
        "version": Value(Print.NUMBER, "version"),
        "recordedAt": Value(Print.INSTANT, "recorded_at"),
        "validFrom": Value(Print.NAME, "valid_from"),
        "validUntil": Value(Print.NAME, "valid_until", nullable=True),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "viewerActions": Steps(
            # One that has an end already cannot be given another.
            (Step("RETIRE", "workrule.retire", ("PUBLISHED",), further_check=True),)
        ),
    },
    orders={
        "VALID_FROM": Order(("valid_from",), descending=True),
        "LEVEL": Order(("holder_slot", "valid_from")),
    },
    filters={
        "ruleKey": Filter(column="rule_key", kind=Text()),
        "state": Filter(column="state", fixed=True),
    },
)

SHELVES = (WORK_RULE, PARAMETER, SOURCE, RULE_IN_FORCE, PARAMETER_IN_FORCE, SUPPLEMENT)

ROOTS = {
    "workRules": Listed("WorkRuleInForceInfo", order="POSITION", filters=("inForceOn", "at")),
    "workRuleTexts": Listed("WorkRule", where=_on_the_day, order="POSITION", filters=("at",)),
    "workRule": One(
        "WorkRule",
        {
            "id": Filter(column="id", id_of="WorkRule"),
            "key": Filter(column="key", kind=Text()),
        },
        order="VERSION",
    ),
    "supplement": One("Supplement", {"id": Filter(column="id", id_of="Supplement")}),
    "supplements": Rows("Supplement", order="VALID_FROM", filters=("ruleKey", "state")),
}
