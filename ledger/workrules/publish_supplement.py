"""The act by which a level tightens a work rule for itself and the line below it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.workrules.binding_values import (
    Bound,
    Row,
    bound,
    parameter_of,
    require_in_force,
    rule_on,
)
from ledger.workrules.events import SupplementPublished
from ledger.workrules.refusals import (
    BeginRefused,
    NotStricter,
    OperatorRefused,
    ParameterFixed,
    SupplementEmpty,
    SupplementTenantNotFound,
    ValueRefused,
)
from ledger.workrules.rules import SHARES, Amount, NoAmount, amount, is_stricter
from ledger.workrules.tables import work_rule_supplement
from tenants.columns import SLOTS
from tenants.sitting import Sitting
from tenants.tables import tenant
from tenants.wording import dated, worded

EXAMPLES = {"FRACTION": "2/3", "FLAG": "true", "CADENCE": "MONTHLY"}
SIGNS = {"AT_LEAST": "≥ ", "MORE_THAN": "> ", "AT_MOST": "≤ ", "EXACTLY": ""}
EXCERPT = 40
LATE_DAYS = 30
"""How long after its day a supplement may still be entered: what was asked about then is told anew."""


@dataclass(frozen=True)
class PublishSupplement:
    """What a unit adds to a rule: a stricter value for one parameter, or a text, or both.

    ``value`` is written as it is read: ``12``, ``2/3``, ``MONTHLY``, ``true``. ``operator`` is that
    of the parameter where it is left out; a share takes AT_LEAST (半数以上) or MORE_THAN (过半数).
    """

    tenant: UUID
    rule_key: str
    document_no: str
    valid_from: date
    parameter: str | None = None
    operator: str | None = None
    value: str | None = None
    text: str = ""


async def publish_supplement(sitting: Sitting, given: PublishSupplement) -> UUID:
    """Publishes a supplement of one's own unit; it binds the unit and all units below it.

    Given:    valid_from, the day it begins to bind: not before the rule was worded so, and at most
              30 days back, a late entry; its value is compared with what binds today.
    Gives:    the supplement, published.
    Refuses:  supplement.tenant_not_found, the rules of workrule.publish, record.text_refused,
              record.day_refused, supplement.empty, workrule.not_found, supplement.begin_refused,
              workrule.not_in_force, supplement.parameter_unknown,
              supplement.operator_refused, supplement.value_refused, supplement.parameter_fixed, and
              supplement.not_stricter, naming the level whose value binds.
    Records:  SupplementPublished.
    Source:   issue 2, 7: supplements may tighten but not loosen; seed 2, 四级工作规则.
    """
    unit = await _unit(sitting, given.tenant)
    proposed = sitting.proposed(work_rule_supplement, {"state": "PUBLISHED", **_place(unit)})
    sitting.decide("workrule.publish", proposed)
    said = {
        "document_no": worded("documentNo", given.document_no, most=100),
        "text": worded("text", given.text, least=0, most=4000),
    }
    dated("validFrom", given.valid_from, today=sitting.today)
    if (given.parameter is None) != (given.value is None) or not (given.value or said["text"]):
        raise SupplementEmpty
    day = max(given.valid_from, sitting.today)
    rule = await rule_on(sitting, worded("ruleKey", given.rule_key, most=100), day)
    first = max(rule["valid_from"], sitting.today - timedelta(days=LATE_DAYS))
    if given.valid_from < first:
        raise BeginRefused(day=given.valid_from.isoformat(), first=first.isoformat())
    await require_in_force(sitting, rule, unit=unit, day=day)
    if given.parameter is not None:
        parameter = await parameter_of(sitting, rule, given.parameter)
        said |= await _tightened(sitting, rule, parameter, given=given, unit=unit, day=day)
    written = await sitting.insert(
        work_rule_supplement,
        {
            "id": proposed.id,
            "holder": unit["id"],
            "rule_key": rule["key"],
            "parameter": given.parameter,
            "valid_from": given.valid_from,
            "recorded_at": sitting.now,
            **said,
        },
    )
    await sitting.record(SupplementPublished(written.id, 1, unit["id"]))
    return written.id


async def _unit(sitting: Sitting, uid: UUID) -> Row:
    found = await sitting.rows(
        select(tenant).where(tenant.c.root == sitting.root, tenant.c.uid == uid)
    )
    if not found:
        raise SupplementTenantNotFound
    return found[0]


def _place(unit: Row) -> dict[str, Any]:
    """Where a supplement of a unit would stand, for the book to judge."""
    return {
        "holder": unit["id"],
        "holder_parent": unit["parent_id"],
        "holder_slot": unit["slot"],
        **{f"at{slot}": unit[f"at{slot}"] for slot in SLOTS},
    }


async def _tightened(
    sitting: Sitting, rule: Row, parameter: Row, *, given: PublishSupplement, unit: Row, day: date
) -> dict[str, Any]:
    """Gives the columns of a value that is stricter than the one that binds the unit."""
    if parameter["stricter"] == "FIXED":
        raise ParameterFixed(
            parameter=parameter["name"],
            bound=parameter["value"],
            why=parameter["because_en"],
            why_zh=parameter["because_zh"],
        )
    asked = _amount(parameter, given)
    binding = await bound(sitting, rule, parameter, unit=unit, day=day)
    if not is_stricter(asked, binding.amount, parameter["stricter"]):
        raise _looser(parameter, asked, binding)
    return {
        "type": parameter["type"],
        "operator": asked.operator,
        "numerator": asked.numerator,
        "denominator": asked.denominator,
        "value": asked.value,
    }


def _amount(parameter: Row, given: PublishSupplement) -> Amount:
    kind, usual = parameter["type"], parameter["operator"]
    operator = given.operator or usual
    known = SHARES if kind == "FRACTION" else (usual,)
    if operator not in known:
        raise OperatorRefused(
            parameter=parameter["name"], operator=operator[:EXCERPT], known=", ".join(known)
        )
    try:
        return amount(kind, given.value or "", operator)
    except NoAmount as unread:
        raise ValueRefused(
            value=(given.value or "")[:EXCERPT], kind=kind, example=EXAMPLES.get(kind, "12")
        ) from unread


def _looser(parameter: Row, asked: Amount, binding: Bound) -> NotStricter:
    return NotStricter(
        parameter=parameter["name"],
        asked=_shown(asked),
        bound=_shown(binding.amount),
        level=binding.level,
        level_zh=binding.level_zh,
        since=binding.since.isoformat(),
        document=binding.document,
        why=parameter["because_en"],
        why_zh=parameter["because_zh"],
    )


def _shown(value: Amount) -> str:
    return f"{SIGNS[value.operator]}{value.value}"
