"""Results of the acts on supplements: a success, or one refusal."""

from typing import Annotated

import strawberry

from schema.acts import REPLAYED, RefusalType, union
from schema.fields import read
from schema.workrules.types import Supplement


@strawberry.type(description="It was done. 已办理。")
class PublishSupplementSuccess:
    """It was done."""

    supplement: Supplement | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


PublishSupplementResult = Annotated[
    PublishSupplementSuccess | RefusalType,
    union("PublishSupplementResult", "What became of it. 办理结果。"),
]


@strawberry.type(description="It was done. 已办理。")
class RetireSupplementSuccess:
    """It was done."""

    supplement: Supplement | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


RetireSupplementResult = Annotated[
    RetireSupplementSuccess | RefusalType,
    union("RetireSupplementResult", "What became of it. 办理结果。"),
]
