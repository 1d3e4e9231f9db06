"""The shelf of settings."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Text,
    func,
    literal_column,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, aggregate_order_by

from ledger.settings.tables import problem_setting
from storage.printing import literal
from storage.shelf import (
    Columns,
    Filter,
    Key,
    Listed,
    One,
    Order,
    Print,
    Reach,
    Row,
    Shelf,
    Value,
    Values,
)
from tenants.columns import SLOTS
from tenants.tables import tenant

PUBLISHED = literal("PUBLISHED")

PROBLEM_SETTING = Shelf(
    "ProblemSetting",
    problem_setting,
    "problem_setting.read",
    {
        "id": Key(),
        "number": Value(Print.NUMBER, "number"),
        "state": Value(Print.NAME, "state"),
        "exchanges": Value(Print.NUMBER, "exchanges", nullable=True),
        "shown": Value(Print.NAME, "shown", nullable=True),
        "atOnce": Value(Print.NAME, "at_once", nullable=True),
        "setTime": Value(Print.NAME, "set_time", nullable=True),
        "staged": Value(Print.NAME, "staged", nullable=True),
        "pledgeLists": Value(Print.NAMES, "pledge_lists"),
        "pledgeLabels": Value(Print.NAMES, "pledge_labels"),
        "evidenceLists": Value(Print.NAMES, "evidence_lists"),
        "secondSteps": Value(Print.NAMES, "second_steps"),
        "admissionLines": Value(Print.NAMES, "admission_lines"),
        "closureTests": Value(Print.NAMES, "closure_tests"),
        "figures": Value(Print.NAMES, "figures"),
        "leadOrgans": Value(Print.NAMES, "lead_organs"),
        "setAt": Value(Print.INSTANT, "set_at"),
        "tenant": Row("Tenant", (("holder", "id"),)),
    },
    orders={"LEVEL": Order(("holder_slot", "number"), descending=True)},
)


def _in_force(columns: Columns, _: Values) -> ColumnElement[Any]:
    return columns["state"] == "PUBLISHED"


_LINE = tuple(f"at{slot}" for slot in SLOTS)
_NEAREST = ("exchanges", "shown", "at_once", "set_time", "staged")
"""Of these the nearest level's word holds; of lists, what any level of the line asks for."""
_ASKED = ("pledge_lists", "pledge_labels", "evidence_lists", "second_steps")


def _holding(reach: Reach) -> FromClause:
    """What holds at each unit whose settings the viewer may read, as the gate merges it, and who said it."""
    lying = {"holder": tenant.c.id, "holder_parent": tenant.c.parent_id, "state": PUBLISHED}
    lying |= {name: tenant.c[name] for name in _LINE}
    place = (
        select(
            *(tenant.c[name] for name in ("root", "id", "uid", *_LINE)),
            func.app.problem_rules(tenant.c.root, tenant.c.id, type_=JSONB).label("rules"),
        )
        .where(tenant.c.root == reach.facts["viewer_root"])
        .where(reach.allowed("problem_setting.read", lying))
        # Merged once for a unit, not once for each value.
        .offset(literal_column("0"))
        .subquery("place")
    )
    rules = place.c.rules
    told = [rules.op("->>")(literal(name)).label(name) for name in _NEAREST]
    asked = [_texts(rules.op("->")(literal(name))).label(name) for name in _ASKED]
    said = _said_on(place)
    by = [said.c[name].label(f"{name}_by") for name in _NEAREST]
    columns = [place.c[name] for name in ("root", "id", "uid", *_LINE)]
    return select(*columns, *told, *asked, *by).join(said, true()).subquery("in_force")


def _texts(found: ColumnElement[Any]) -> ColumnElement[Any]:
    each = func.jsonb_array_elements_text(found).column_valued("each")
    return func.array(select(each).scalar_subquery(), type_=ARRAY(Text))


def _said_on(place: FromClause) -> FromClause:
    """The level whose word holds, for each matter; null where none on the line has said any."""
    said = problem_setting.alias("said")
    nearest = func.array_agg(aggregate_order_by(said.c.holder, said.c.holder_slot.desc()))
    by = [
        (type_coerce(nearest.filter(said.c[name].is_not(None)), ARRAY(Integer))[1]).label(name)
        for name in _NEAREST
    ]
    line = [said.c.holder == place.c[at] for at in _LINE]
    where = (said.c.root == place.c.root, said.c.state == PUBLISHED, or_(*line))
    return select(*by).where(*where).lateral("by_whom")


def _of_the_line(columns: Columns, place: Columns) -> ColumnElement[Any]:
    return or_(*(columns["holder"] == place[at] for at in _LINE))


IN_FORCE = Shelf(
    "SettingsInForceInfo",
    _holding,
    None,
    {
        "exchanges": Value(Print.NUMBER, "exchanges"),
        "exchangesBy": Row("Tenant", (("exchanges_by", "id"),)),
        "shown": Value(Print.NAME, "shown"),
        "shownBy": Row("Tenant", (("shown_by", "id"),)),
        "atOnce": Value(Print.NAME, "at_once"),
        "atOnceBy": Row("Tenant", (("at_once_by", "id"),)),
        "setTime": Value(Print.NAME, "set_time"),
        "setTimeBy": Row("Tenant", (("set_time_by", "id"),)),
        "staged": Value(Print.NAME, "staged"),
        "stagedBy": Row("Tenant", (("staged_by", "id"),)),
        "pledgeLists": Value(Print.NAMES, "pledge_lists"),
        "pledgeLabels": Value(Print.NAMES, "pledge_labels"),
        "evidenceLists": Value(Print.NAMES, "evidence_lists"),
        "secondSteps": Value(Print.NAMES, "second_steps"),
        "tenant": Row("Tenant", (("id", "id"),)),
        "levels": Listed(
            "ProblemSetting", where=_in_force, match=_of_the_line, order="LEVEL", limit=6
        ),
    },
)

SHELVES = (PROBLEM_SETTING, IN_FORCE)


ROOTS = {
    # Nearest level first: the first word on a matter is the one that holds.
    "settingsInForce": One("SettingsInForceInfo", {"tenant": Filter(column="uid", id_of="Tenant")}),
    "problemSettings": Listed("ProblemSetting", where=_in_force, order="LEVEL", limit=100),
}
