"""What is in force for a body or a tenant on a day, derived as rows.

A rule is in force where its level is, and of its parameters those that bind such a unit; a
parameter's value is the tightest of the shipped value and the supplements of the target's lineage on
that day. Fractions are compared by cross-multiplication; of equal values the highest level's counts.

Who may ask: whoever may read a supplement of that unit that is not published. That is the unit
itself and its direct superior, who see every supplement that binds it; for anyone else the target
is as if it were absent, since an answer without those supplements would be false.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    and_,
    case,
    cast,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.sql.expression import Subquery

from ledger.workrules.tables import work_rule, work_rule_parameter, work_rule_supplement
from storage.shelf import Columns, Reach, Values
from tenants.columns import SLOTS
from tenants.tables import body, body_kind, tenant

AREAS = ("PROVINCE", "CITY", "COUNTY")
"""Kinds whose organs have bodies of every level: all rules are in force there."""
BRANCH = "party_branch"
"""The level of rules in force in every township, village, department and office."""

_LINEAGE = tuple(f"at{slot}" for slot in SLOTS)
_ONE: ColumnElement[Any] = literal_column("1")
_VILLAGE: ColumnElement[Any] = literal_column("'VILLAGE'")


def rules_in_force(reach: Reach) -> FromClause:
    """Rules valid on the day at the levels of the target, beside where the target stands."""
    target, day = _target(reach), day_asked({**reach.facts, **reach.arguments})
    place = ("root", "holder", "holder_parent", *_LINEAGE)
    return (
        select(
            work_rule,
            *(target.c[name].label(name) for name in place),
            day.label("on_date"),
        )
        .select_from(work_rule.join(target, true()))
        .where(valid_on(_of(work_rule), day), _binds(reach, target, day))
        .subquery("rules_in_force")
    )


def parameters_in_force(reach: Reach) -> FromClause:
    """Parameters that bind the target, each with the value that does and who said it."""
    target, day = _target(reach), day_asked({**reach.facts, **reach.arguments})
    rule, parameter = work_rule.alias("rule"), work_rule_parameter.alias("parameter")
    said = _tightest(reach, target, day, rule=rule, parameter=parameter)
    supplemented = said.c.id.is_not(None)

    def either(name: str) -> ColumnElement[Any]:
        return case((supplemented, said.c[name]), else_=parameter.c[name]).label(name)

    shipped = ("id", "rule_id", "name", "position", "type", "unit", "stricter", "verified")
    told = ("title_zh", "title_en", "because_zh", "because_en")
    return (
        select(
            *(parameter.c[name] for name in (*shipped, *told)),
            *(either(name) for name in ("operator", "numerator", "denominator", "value")),
            target.c.root,
            said.c.id.label("supplement_id"),
            said.c.holder.label("said_by"),
            said.c.document_no,
            func.coalesce(said.c.valid_from, rule.c.valid_from).label("since"),
        )
        .select_from(
            parameter.join(rule, rule.c.id == parameter.c.rule_id)
            .join(target, true())
            .outerjoin(said, true())
        )
        .where(or_(parameter.c.in_villages.is_(None), parameter.c.in_villages == target.c.village))
        .subquery("parameters_in_force")
    )


def valid_on(columns: Columns, day: ColumnElement[Any]) -> ColumnElement[bool]:
    """Rows whose half-open validity holds the day."""
    end = columns["valid_until"]
    return and_(columns["valid_from"] <= day, or_(end.is_(None), end > day))


def _of(source: FromClause) -> Columns:
    return dict(source.c.items())


def day_asked(values: Values) -> ColumnElement[Any]:
    """The day named by the argument ``at``, else today."""
    given, today = values.get("at"), values["today"]
    return cast(today if given is None else func.coalesce(given, today), Date)


def _target(reach: Reach) -> Subquery:
    """Where the body or tenant stands that is asked about, if the viewer may ask: one row or none."""
    home = select(tenant.c.kind == _VILLAGE).where(tenant.c.id == body.c.holder).scalar_subquery()
    found = union_all(
        select(
            tenant.c.root,
            tenant.c.id.label("holder"),
            tenant.c.parent_id.label("holder_parent"),
            *(tenant.c[name] for name in _LINEAGE),
            tenant.c.kind,
            null().label("body_kind"),
            (tenant.c.kind == _VILLAGE).label("village"),
        ).where(tenant.c.uid == reach.arguments["inForceOn.Tenant"]),
        select(
            body.c.root,
            body.c.holder,
            body.c.holder_parent,
            *(body.c[name] for name in _LINEAGE),
            literal_column("'BODY'"),
            body.c.kind,
            home.label("village"),
        ).where(body.c.id == reach.arguments["inForceOn.Body"]),
    ).subquery("found")
    # Not published: only the unit itself and its direct superior read such a supplement.
    asked = {**_of(found), "state": literal_column("'ASKED'")}
    return select(found).where(reach.allowed("supplement.read", asked)).subquery("target")


def _binds(reach: Reach, target: Subquery, day: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the rule's level is one of the target's: its own kind's, or those that live there."""
    own = select(body_kind.c.rule_level).where(body_kind.c.key == target.c.body_kind)
    living = exists(
        select(_ONE)
        .select_from(body.join(body_kind, body_kind.c.key == body.c.kind))
        .where(
            body.c.root == target.c.root,
            body.c.holder == target.c.holder,
            body_kind.c.rule_level == work_rule.c.level,
            valid_on(_of(body), day),
            reach.allowed("body.read", _of(body)),
        )
    )
    everywhere = or_(target.c.kind.in_(AREAS), work_rule.c.level == BRANCH)
    return case(
        (target.c.body_kind.is_not(None), work_rule.c.level == own.scalar_subquery()),
        else_=or_(everywhere, living),
    )


def _tightest(
    reach: Reach, target: Subquery, day: ColumnElement[Any], *, rule: Any, parameter: Any
) -> Any:
    """The supplement that binds: stricter than what was shipped, and none stricter than it."""

    def in_line(name: str) -> tuple[Any, ColumnElement[bool]]:
        said = work_rule_supplement.alias(name)
        return said, and_(
            said.c.root == target.c.root,
            said.c.holder.in_([target.c[at] for at in _LINEAGE]),
            said.c.rule_key == rule.c.key,
            said.c.parameter == parameter.c.name,
            said.c.type == parameter.c.type,
            said.c.state == "PUBLISHED",
            valid_on(_of(said), day),
            reach.allowed("supplement.read", _of(said)),
        )

    said, here = in_line("said")
    other, there = in_line("other")
    around = (target, rule, parameter)
    tighter = (
        select(_ONE)
        .select_from(other)
        .where(there, _stricter(other, said, parameter.c.stricter))
        .correlate(said, *around)
        .exists()
    )
    wanted = ("id", "holder", "operator", "numerator", "denominator", "value")
    return (
        select(*(said.c[name] for name in wanted), said.c.valid_from, said.c.document_no)
        .where(here, _stricter(said, parameter, parameter.c.stricter), ~tighter)
        .order_by(said.c.holder_slot, said.c.valid_from, said.c.id)
        .limit(_ONE)
        .correlate(*around)
        .lateral("tightest")
    )


def _stricter(one: Any, other: Any, direction: ColumnElement[Any]) -> ColumnElement[bool]:
    """``rules.is_stricter`` as SQL, in 64 bits: the cross products cannot overflow."""
    left = cast(one.c.numerator, BigInteger) * other.c.denominator
    right = cast(other.c.numerator, BigInteger) * one.c.denominator
    above = and_(one.c.operator == "MORE_THAN", other.c.operator != "MORE_THAN")
    return case(
        (direction == "FIXED", literal_column("false")),
        (left == right, above),
        (direction == "HIGHER", left > right),
        else_=left < right,
    )
