"""Root fields of the audit."""

from datetime import datetime

import strawberry

from schema.audit.types import AuditEvent, AuditHead
from schema.fields import connection, listed
from schema.nodes import Connection


@strawberry.input(description="Which records of the audit. 筛选条件。")
class AuditEventFilter:
    """Which records of the audit."""

    tenant: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Done for this unit. 办理单位。"
    )
    act: str | None = strawberry.field(
        default=strawberry.UNSET, description="This act, by its name. 事项。"
    )
    noun: str | None = strawberry.field(
        default=strawberry.UNSET, description="About records of this kind. 对象类别。"
    )
    record: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="About this record. 对象。"
    )
    person: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="By this person. 办理人。"
    )
    glass_window: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Under this emergency window. 应急查看期间。"
    )
    since: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="Not before this. 起始时刻。"
    )
    until: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="Before this. 截止时刻（不含）。"
    )


@strawberry.input(description="Which signed heads. 筛选条件。")
class AuditHeadFilter:
    """Which signed heads."""

    witness: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Seen by this unit. 见证单位。"
    )


@strawberry.type
class AuditQueries:
    """What can be asked of the audit, by its administrator, of the own level and the next one."""

    audit_event: AuditEvent | None = listed(
        "A record of the audit by its id. 按标识取审计记录。",
        id=(strawberry.ID, "The record's id. 全局标识。"),
    )
    audit_events: Connection[AuditEvent] = connection(
        "What was done in your unit and next below, newest first; for the audit administrator. 审计记录。",
        filter=(AuditEventFilter | None, "Which of them. 筛选。"),
    )
    audit_heads: Connection[AuditHead] = connection(
        "Heads of chains that your unit and the next below have countersigned, newest first. 会签链头。",
        filter=(AuditHeadFilter | None, "Which of them. 筛选。"),
    )
