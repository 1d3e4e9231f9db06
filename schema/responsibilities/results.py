"""Results of the acts on responsibility lists: a success, or one refusal."""

from typing import Annotated

import strawberry

from schema.acts import REPLAYED, RefusalType, union
from schema.fields import read
from schema.responsibilities.types import (
    Clause,
    Entry,
    Obligation,
    Pledge,
    ResponsibilityList,
)


@strawberry.type(description="It was done. 已办理。")
class DraftResponsibilityListSuccess:
    """It was done."""

    list: ResponsibilityList | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


DraftResponsibilityListResult = Annotated[
    DraftResponsibilityListSuccess | RefusalType,
    union("DraftResponsibilityListResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It was done. 已办理。")
class PublishResponsibilityListSuccess:
    """It was done."""

    list: ResponsibilityList | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


PublishResponsibilityListResult = Annotated[
    PublishResponsibilityListSuccess | RefusalType,
    union("PublishResponsibilityListResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It was done. 已办理。")
class RetireResponsibilityListSuccess:
    """It was done."""

    list: ResponsibilityList | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


RetireResponsibilityListResult = Annotated[
    RetireResponsibilityListSuccess | RefusalType,
    union("RetireResponsibilityListResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It was done. 已办理。")
class AddClauseSuccess:
    """It was done."""

    clause: Clause | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


AddClauseResult = Annotated[
    AddClauseSuccess | RefusalType,
    union("AddClauseResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It was done. 已办理。")
class AmendClauseSuccess:
    """It was done."""

    clause: Clause | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


AmendClauseResult = Annotated[
    AmendClauseSuccess | RefusalType,
    union("AmendClauseResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It was done. 已办理。")
class RetireClauseSuccess:
    """It was done."""

    clause: Clause | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


RetireClauseResult = Annotated[
    RetireClauseSuccess | RefusalType,
    union("RetireClauseResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It was done. 已办理。")
class SignPledgeSuccess:
    """It was done."""

    pledge: Pledge | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


SignPledgeResult = Annotated[
    SignPledgeSuccess | RefusalType,
    union("SignPledgeResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It was done. 已办理。")
class OpenPeriodSuccess:
    """It was done."""

    list: ResponsibilityList | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


OpenPeriodResult = Annotated[
    OpenPeriodSuccess | RefusalType,
    union("OpenPeriodResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It was done. 已办理。")
class RecordEntrySuccess:
    """It was done."""

    entry: Entry | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


RecordEntryResult = Annotated[
    RecordEntrySuccess | RefusalType,
    union("RecordEntryResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It was done. 已办理。")
class SelfCheckObligationSuccess:
    """It was done."""

    obligation: Obligation | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


SelfCheckObligationResult = Annotated[
    SelfCheckObligationSuccess | RefusalType,
    union("SelfCheckObligationResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It was done. 已办理。")
class AcceptObligationSuccess:
    """It was done."""

    obligation: Obligation | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


AcceptObligationResult = Annotated[
    AcceptObligationSuccess | RefusalType,
    union("AcceptObligationResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It was done. 已办理。")
class ReturnObligationSuccess:
    """It was done."""

    obligation: Obligation | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


ReturnObligationResult = Annotated[
    ReturnObligationSuccess | RefusalType,
    union("ReturnObligationResult", "What became of it. 办理结果。"),
]
