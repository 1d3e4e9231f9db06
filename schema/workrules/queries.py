"""Root fields of the work rules."""

from datetime import date

import strawberry

from schema.fields import connection, listed
from schema.nodes import Connection
from schema.workrules.types import (
    Supplement,
    SupplementFilter,
    WorkRule,
    WorkRuleInForceInfo,
)

_AT = (date | None, "On this day; today when none is named. 日期。")


@strawberry.type
class WorkRuleQueries:
    """What can be asked of the work rules."""

    work_rules: list[WorkRuleInForceInfo] = listed(
        "What is in force on a body or tenant on a day; empty for what is outside the viewer's "
        "reach: one's own unit and, for who holds it to account, the next below. 现行工作规则。",
        in_force_on=(strawberry.ID, "A body or a tenant. 党组织或单位。"),
        at=_AT,
    )
    work_rule_texts: list[WorkRule] = listed(
        "The common texts in force on a day, for everyone to read. 统一文本。", at=_AT
    )
    work_rule: WorkRule | None = listed(
        "A common text by id, or the latest one by key. 按标识或规则键取统一文本。",
        id=(strawberry.ID | None, "The rule's id. 全局标识。"),
        key=(str | None, "The rule's key. 规则键。"),
    )
    supplement: Supplement | None = listed(
        "A supplement by its id. 按标识取补充规定。",
        id=(strawberry.ID, "The supplement's id. 全局标识。"),
    )
    supplements: Connection[Supplement] = connection(
        "Supplements the viewer may read, the latest first. 可见的补充规定。",
        filter=(SupplementFilter | None, "Which of them. 筛选。"),
    )
