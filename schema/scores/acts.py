"""Mutations on scores: one field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.scores.freeze_score import FreezeScore, freeze_score
from schema.acts import KEY, REPLAYED, RefusalType, perform, union
from schema.fields import read
from schema.responsibilities.inputs import must
from schema.scores.types import Score

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(description="Freezes the level's own index of a period. 指数定稿。")
class FreezeScoreInput:
    """Freezes the level's own index of a period."""

    key: strawberry.ID = must(KEY)
    period: str = must("A period that is over: 2026-Q1, 2026-H1 or 2026. 已结束的期间。")


@strawberry.type(description="It was done. 已办理。")
class FreezeScoreSuccess:
    """It was done."""

    score: Score | None = read("The frozen score. 定稿的指数。")
    replayed: bool = read(REPLAYED)


FreezeScoreResult = Annotated[
    FreezeScoreSuccess | RefusalType,
    union("FreezeScoreResult", "What became of it. 办理结果。"),
]


@strawberry.type
class ScoreMutations:
    """What can be done with scores."""

    @strawberry.mutation(description="Freezes the level's own index of a period. 指数定稿。")
    async def freeze_score(
        self, info: Info, given: Annotated[FreezeScoreInput, INPUT]
    ) -> FreezeScoreResult:
        """Freezes the level's own index of a period."""
        return await perform(
            info,
            freeze_score,
            lambda: FreezeScore(given.period),
            key=given.key,
            success=FreezeScoreSuccess,
            record="score",
        )
