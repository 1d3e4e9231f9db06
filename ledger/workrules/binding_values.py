"""The value of a parameter that binds a unit on a day, as an act sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from ledger.catalogue.tables import regulation, rule_level
from ledger.workrules.in_force import AREAS, BRANCH
from ledger.workrules.refusals import ParameterUnknown, RuleNotInForce, WorkRuleNotFound
from ledger.workrules.rules import Amount, tightest
from ledger.workrules.tables import (
    work_rule,
    work_rule_parameter,
    work_rule_source,
    work_rule_supplement,
)
from tenants.columns import SLOTS
from tenants.sitting import Sitting
from tenants.tables import body, body_kind, tenant

SHIPPED = "the common text"
SHIPPED_ZH = "统一文本"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Bound:
    """A value in force, and who said so."""

    amount: Amount
    level: str
    level_zh: str
    since: date
    document: str


async def rule_on(sitting: Sitting, key: str, day: date) -> Row:
    """Gives the version of a rule that is in force on a day.

    Refuses:  workrule.not_found.
    """
    query = select(work_rule).where(
        work_rule.c.key == key,
        work_rule.c.valid_from <= day,
        or_(work_rule.c.valid_until.is_(None), work_rule.c.valid_until > day),
        sitting.readable(work_rule, "workrule.read"),
    )
    found = await sitting.rows(query)
    if not found:
        raise WorkRuleNotFound(rule=key, day=day.isoformat())
    return found[0]


async def require_in_force(sitting: Sitting, rule: Row, *, unit: Row, day: date) -> None:
    """Requires that a rule is in force on a unit or below it on a day, as ``in_force`` tells it.

    Refuses:  workrule.not_in_force.
    """
    if unit["kind"] in AREAS or rule["level"] == BRANCH:
        return
    living = (
        select(body.c.id)
        .join(body_kind, body_kind.c.key == body.c.kind)
        .where(
            body.c.root == unit["root"],
            body.c[f"at{unit['slot']}"] == unit["id"],
            body_kind.c.rule_level == rule["level"],
            body.c.valid_from <= day,
            or_(body.c.valid_until.is_(None), body.c.valid_until > day),
        )
        .limit(1)
    )
    if await sitting.rows(living):
        return
    named = select(rule_level).where(rule_level.c.key == rule["level"])
    level = (await sitting.rows(named))[0]
    raise RuleNotInForce(
        rule=rule["key"], level=level["title_en"], level_zh=level["title_zh"], day=day.isoformat()
    )


async def parameter_of(sitting: Sitting, rule: Row, name: str) -> Row:
    """Gives a parameter of a rule.

    Refuses:  supplement.parameter_unknown, naming those there are.
    """
    query = (
        select(work_rule_parameter)
        .where(work_rule_parameter.c.rule_id == rule["id"])
        .order_by(work_rule_parameter.c.position)
    )
    found = {row["name"]: row for row in await sitting.rows(query)}
    if name not in found:
        raise ParameterUnknown(rule=rule["key"], parameter=name, known=", ".join(found))
    return found[name]


async def bound(sitting: Sitting, rule: Row, parameter: Row, *, unit: Row, day: date) -> Bound:
    """Gives the value that binds a unit on a day: the shipped one, or the tightest of its line.

    Given:    unit, a row of the tree with its lineage; parameter, one that can be compared.
    """
    said = work_rule_supplement
    query = (
        select(said, tenant.c.name.label("said_by"))
        .join(tenant, tenant.c.id == said.c.holder)
        .where(
            said.c.root == unit["root"],
            said.c.holder.in_([unit[f"at{slot}"] for slot in SLOTS if unit[f"at{slot}"]]),
            said.c.rule_key == rule["key"],
            said.c.parameter == parameter["name"],
            said.c.type == parameter["type"],
            said.c.state == "PUBLISHED",
            said.c.valid_from <= day,
            or_(said.c.valid_until.is_(None), said.c.valid_until > day),
            sitting.readable(said, "supplement.read"),
        )
        .order_by(said.c.holder_slot, said.c.valid_from, said.c.id)
    )
    line = [(row, amount_of(row)) for row in await sitting.rows(query)]
    who, value = tightest(line, amount_of(parameter), parameter["stricter"])
    if who is None:
        ground = await _ground(sitting, rule)
        return Bound(value, SHIPPED, SHIPPED_ZH, rule["valid_from"], ground)
    name, since, document = who["said_by"], who["valid_from"], who["document_no"]
    return Bound(value, name, name, since, document)


def amount_of(row: Row) -> Amount:
    """Gives the value of a parameter or a supplement that can be compared."""
    return Amount(row["operator"], row["numerator"], row["denominator"], row["value"])


async def _ground(sitting: Sitting, rule: Row) -> str:
    """The regulation and article on which the common text of a rule stands."""
    query = (
        select(regulation.c.title_zh, work_rule_source.c.article)
        .join(regulation, regulation.c.key == work_rule_source.c.regulation)
        .where(work_rule_source.c.rule_id == rule["id"])
        .order_by(work_rule_source.c.position)
        .limit(1)
    )
    found = (await sitting.rows(query))[0]
    title = found["title_zh"]
    # A proposal is no regulation: its title stands in brackets already.
    return f"{title if title.startswith('（') else f'《{title}》'}{found['article']}"
