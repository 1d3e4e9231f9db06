"""Inputs of the acts on supplements."""

from datetime import date

import strawberry

from schema.acts import KEY, VERSION
from schema.responsibilities.inputs import may, must
from schema.workrules.types import ParameterOperator


@strawberry.input(description="Tightens a work rule, or adds a text to it. 发布补充规定。")
class PublishSupplementInput:
    """Tightens a work rule, or adds a text to it."""

    key: strawberry.ID = must(KEY)
    tenant: strawberry.ID = must("Your own unit. 本单位。")
    rule_key: str = must("The rule's key. 规则键。")
    parameter: str | None = may("The parameter to tighten. 参数名。", None)
    operator: ParameterOperator | None = may(
        "For a share: AT_LEAST (半数以上) or MORE_THAN (过半数); else that of the parameter. 运算。",
        None,
    )
    value: str | None = may("The stricter value: 12, 2/3, MONTHLY, true. 值。", None)
    text: str = may("What it says in words, at most 4,000 characters. 文字规定。", "")
    document_no: str = must("The document that says so, 1 to 100 characters. 文号。")
    valid_from: date = must("From which day it binds. 生效日。")


@strawberry.input(description="Gives a supplement an end. 废止补充规定。")
class RetireSupplementInput:
    """Gives a supplement an end."""

    key: strawberry.ID = must(KEY)
    supplement: strawberry.ID = must("The supplement. 补充规定。")
    expected_version: int = must(VERSION)
    valid_until: date | None = may("The first day on which it no longer binds. 失效日。", None)
