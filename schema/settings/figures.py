"""The figures that levels may tighten, by name; what each is stands beside it where it is asked for."""

from enum import Enum

import strawberry


@strawberry.enum(
    description="Figures that a level may tighten: `admissionStandards` says what each is and what holds. 可由各级加严的数值。"
)
class SettingFigure(Enum):
    """Figures that a level may tighten."""

    CLASS_AT_ONCE = "CLASS_AT_ONCE"
    CLASS_SET_TIME = "CLASS_SET_TIME"
    CLASS_STAGED = "CLASS_STAGED"
    STAGE_REGISTER = "STAGE_REGISTER"
    STAGE_SCREEN = "STAGE_SCREEN"
    STAGE_SUBMIT = "STAGE_SUBMIT"
    STAGE_ANSWER = "STAGE_ANSWER"
    STAGE_TRIAGE = "STAGE_TRIAGE"
    STAGE_ASSIGN = "STAGE_ASSIGN"
    STAGE_RULE_ON_OBJECTION = "STAGE_RULE_ON_OBJECTION"
    STAGE_PLEDGE = "STAGE_PLEDGE"
    STAGE_SELF_EVALUATE = "STAGE_SELF_EVALUATE"
    STAGE_ORGANISATION_EVALUATE = "STAGE_ORGANISATION_EVALUATE"
    STAGE_RECHECK = "STAGE_RECHECK"
    STAGE_REWORK = "STAGE_REWORK"
    RECHECK_FIRST = "RECHECK_FIRST"
    RECHECK_MIDDLE = "RECHECK_MIDDLE"
    RECHECK_LAST = "RECHECK_LAST"
    RECHECK_SHARE = "RECHECK_SHARE"
    RECHECK_AFTER_POOR = "RECHECK_AFTER_POOR"
    ESCALATE_RETURNS = "ESCALATE_RETURNS"
    PROPOSE_OVERDUE = "PROPOSE_OVERDUE"
    PROPOSE_ITEMS = "PROPOSE_ITEMS"
    PROPOSE_UNITS = "PROPOSE_UNITS"
    PROPOSE_DAYS = "PROPOSE_DAYS"
