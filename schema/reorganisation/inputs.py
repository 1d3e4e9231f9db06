"""What is asked for when the tree is to change, and what came of it."""

from datetime import date
from typing import Annotated

import strawberry

from ledger.reorganisation.planning import Step
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_if_given, union
from schema.fields import read
from schema.problems.members import may, must
from schema.reorganisation.types import (
    Reorganisation,
    ReorganisationKind,
    ReorganisationVerb,
)
from schema.tenants.types import TenantKind

ITEM = "The reorganisation. 区划调整。"


@strawberry.input(description="One step of a reorganisation. 调整的一步。")
class ReorganisationStepInput:
    """One step of a reorganisation."""

    verb: ReorganisationVerb = must("What is done. 做什么。")
    unit: strawberry.ID | None = may("The unit it is done to. 所涉单位。")
    to: strawberry.ID | None = may(
        "The new parent, the successor, or where a post goes. 新的上级、承接单位或职务去向。"
    )
    to_step: int | None = may(
        "Instead of it: the number of the step, from 1, that founds it. 或由第几步新设。"
    )
    post: strawberry.ID | None = may("The post that goes. 划转的职务。")
    name: str | None = may("The new name. 新名称。")
    code: str | None = may("The new code. 新代码。")
    unit_kind: TenantKind | None = may("The kind of a new or upgraded unit. 单位种类。")


def step_of(given: ReorganisationStepInput) -> Step:
    """Gives a step as the act takes it."""

    def said(value: object) -> bool:
        return value is not None and value is not strawberry.UNSET

    return Step(
        verb=given.verb.value,
        unit=key_if_given(given.unit, "Tenant"),
        to=key_if_given(given.to, "Tenant"),
        to_step=given.to_step if said(given.to_step) else None,
        post=key_if_given(given.post, "Post"),
        name=given.name if said(given.name) else None,
        code=given.code if said(given.code) else None,
        unit_kind=given.unit_kind.value if given.unit_kind else None,
    )


@strawberry.input(description="Proposes a change of the tree. 提出区划调整。")
class DraftReorganisationInput:
    """Proposes a change of the tree."""

    key: strawberry.ID = must(KEY)
    kind: ReorganisationKind = must("Of which kind. 类别。")
    title: str = must("What it is called, 1 to 100 characters. 名称。")
    document_no: str = must("Number of the document, 1 to 100 characters. 文号。")
    reason: str = must("Why, 1 to 1,000 characters. 理由。")
    steps: list[ReorganisationStepInput] = must("What is done, in this order. 各步骤。")


@strawberry.input(
    description="Works out what the change will mean, and names exactly that by a hash; nothing moves. 预演区划调整：会有什么影响。"
)
class PreviewReorganisationInput:
    """Works out what the change will mean, and names exactly that by a hash; nothing moves."""

    key: strawberry.ID = must(KEY)
    reorganisation: strawberry.ID = must(ITEM)
    expected_version: int = must(VERSION)


@strawberry.input(
    description="Approves exactly what was previewed; never by whoever proposed it. 批准区划调整（须另一人）。"
)
class ApproveReorganisationInput:
    """Approves exactly what was previewed; never by whoever proposed it."""

    key: strawberry.ID = must(KEY)
    reorganisation: strawberry.ID = must(ITEM)
    expected_version: int = must(VERSION)
    preview_hash: str = must("The hash of the preview that was read. 所读预演的散列值。")


@strawberry.input(
    description="Sets the day from which an approved change may be applied. 确定区划调整的生效日期。"
)
class ScheduleReorganisationInput:
    """Sets the day from which an approved change may be applied."""

    key: strawberry.ID = must(KEY)
    reorganisation: strawberry.ID = must(ITEM)
    expected_version: int = must(VERSION)
    effective_on: date = must("From which day. 生效日期。")


@strawberry.input(
    description="Changes the tree exactly as it was previewed; all that hangs on it follows at once. 实施区划调整。"
)
class ApplyReorganisationInput:
    """Changes the tree exactly as it was previewed; all that hangs on it follows at once."""

    key: strawberry.ID = must(KEY)
    reorganisation: strawberry.ID = must(ITEM)
    expected_version: int = must(VERSION)
    preview_hash: str = must("The hash of what was approved. 所批准预演的散列值。")


@strawberry.input(
    description="Takes an applied change back, as long as nothing depends on it. 恢复区划调整之前的状态。"
)
class ReverseReorganisationInput:
    """Takes an applied change back, as long as nothing depends on it."""

    key: strawberry.ID = must(KEY)
    reorganisation: strawberry.ID = must(ITEM)
    expected_version: int = must(VERSION)
    reason: str = must("Why, 1 to 1,000 characters. 理由。")


@strawberry.input(description="Withdraws a change that was not applied yet. 撤回区划调整。")
class WithdrawReorganisationInput:
    """Withdraws a change that was not applied yet."""

    key: strawberry.ID = must(KEY)
    reorganisation: strawberry.ID = must(ITEM)
    expected_version: int = must(VERSION)
    reason: str = must("Why, 1 to 1,000 characters. 理由。")


@strawberry.type(description="It was done. 已办理。")
class DraftReorganisationSuccess:
    """It was done."""

    reorganisation: Reorganisation | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class PreviewReorganisationSuccess:
    """It was done."""

    reorganisation: Reorganisation | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ApproveReorganisationSuccess:
    """It was done."""

    reorganisation: Reorganisation | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ScheduleReorganisationSuccess:
    """It was done."""

    reorganisation: Reorganisation | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ApplyReorganisationSuccess:
    """It was done."""

    reorganisation: Reorganisation | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ReverseReorganisationSuccess:
    """It was done."""

    reorganisation: Reorganisation | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class WithdrawReorganisationSuccess:
    """It was done."""

    reorganisation: Reorganisation | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


DraftReorganisationResult = Annotated[
    DraftReorganisationSuccess | RefusalType,
    union("DraftReorganisationResult", "What became of it. 办理结果。"),
]
PreviewReorganisationResult = Annotated[
    PreviewReorganisationSuccess | RefusalType,
    union("PreviewReorganisationResult", "What became of it. 办理结果。"),
]
ApproveReorganisationResult = Annotated[
    ApproveReorganisationSuccess | RefusalType,
    union("ApproveReorganisationResult", "What became of it. 办理结果。"),
]
ScheduleReorganisationResult = Annotated[
    ScheduleReorganisationSuccess | RefusalType,
    union("ScheduleReorganisationResult", "What became of it. 办理结果。"),
]
ApplyReorganisationResult = Annotated[
    ApplyReorganisationSuccess | RefusalType,
    union("ApplyReorganisationResult", "What became of it. 办理结果。"),
]
ReverseReorganisationResult = Annotated[
    ReverseReorganisationSuccess | RefusalType,
    union("ReverseReorganisationResult", "What became of it. 办理结果。"),
]
WithdrawReorganisationResult = Annotated[
    WithdrawReorganisationSuccess | RefusalType,
    union("WithdrawReorganisationResult", "What became of it. 办理结果。"),
]
