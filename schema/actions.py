"""What a viewer may do with a record: which buttons to show, and why one is missing."""

from enum import Enum

import strawberry

from schema.fields import read


@strawberry.enum(description="What stands against an act. 不能办理的原因。")
class Missing(Enum):
    """What stands against an act."""

    RULE = "RULE"
    STATE = "STATE"


@strawberry.type(description="An act on a record, as the viewer stands to it. 对记录的操作。")
class ViewerActionInfo:
    """An act and whether the viewer may do it."""

    act: str = read("The act. 操作。")
    allowed: bool = read("Whether the rule book, and how it stands, allow it now. 目前是否可办。")
    missing: Missing | None = read(
        "What stands against it: the rule book, or how it stands (its state, what was done, by whom). "
        "原因：规则手册，或者目前的情形（状态、已办的步骤、由谁办理）。"
    )
    further_check: bool = read("Whether the act looks at more than that. 是否另有核验。")
