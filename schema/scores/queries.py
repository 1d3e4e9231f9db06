"""Root fields of scores."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.scores.counting import Scored
from ledger.scores.reading import control_index
from schema.fields import BY_BOUNDARIES, connection, listed
from schema.nodes import Connection, Result
from schema.scores.types import (
    OWN_DAY,
    Band,
    ControlIndexInfo,
    IndexDeductionInfo,
    IndexFamily,
    IndexFamilyInfo,
    IndexPartInfo,
    Rate,
    RateItemFilter,
    RateItemInfo,
    Score,
    ScoreFilter,
)


@strawberry.type
class ScoreQueries:
    """What can be asked of scores."""

    score: Score | None = listed(
        "A frozen score by its id. 按标识取定稿指数。",
        id=(strawberry.ID, "The score's id. 全局标识。"),
    )
    scores: Connection[Score] = connection(
        "Frozen scores of the viewer's level and of the next one. 本级和直接下级的定稿指数。",
        filter=(ScoreFilter | None, "Which of them. 筛选。"),
    )
    rate_items: Result[RateItemInfo] = connection(
        "The problems behind a rate, as far as the viewer may read them. 比率背后的问题。",
        filter=(RateItemFilter, "Of which unit, rate and days. 单位、比率、期间。"),
    )

    @strawberry.field(
        description="The control index of one's own level or a direct subordinate, as it stands, with "
        "its parts; null for any other. 管控力指数。"
    )
    async def control_index(
        self,
        info: Info,
        tenant: Annotated[strawberry.ID, strawberry.argument(description="The unit. 单位。")],
        period: Annotated[
            str,
            strawberry.argument(
                description="2026-Q1, 2026-H1 or 2026; anything else is refused "
                "(score.period_unknown). 期间。"
            ),
        ],
        boundaries_as_of: Annotated[
            date | None,
            strawberry.argument(description=f"{BY_BOUNDARIES} {OWN_DAY}"),
        ] = None,
    ) -> ControlIndexInfo | None:
        """Counts an index."""
        context = info.context
        found = await control_index(
            context.sittings, context.viewer, str(tenant), period, on=boundaries_as_of
        )
        return None if found is None else index_info(found)


def index_info(found: Scored) -> ControlIndexInfo:
    """Gives an index as GraphQL shows it."""
    index = found.index
    parts = [
        IndexPartInfo(
            key=Rate(one.key.upper()),
            weight=str(one.weight),
            value=None if one.value is None else str(one.value),
            numerator=one.numerator,
            denominator=one.denominator,
            hidden=one.hidden,
            inverted=one.inverted,
            ranked=one.ranked,
        )
        for one in index.parts
    ]
    return ControlIndexInfo(
        period=found.period.name,
        value=None if index.value is None else str(index.value),
        version=index.version,
        band=None if index.band is None else Band(index.band),
        parts=parts,
        deductions=[
            IndexDeductionInfo(key=Rate(one.key.upper()), count=one.count, points=str(one.points))
            for one in index.deductions
        ],
        bonuses=[
            IndexDeductionInfo(key=Rate(one.key.upper()), count=one.count, points=str(one.points))
            for one in index.bonuses
        ],
        complete=found.complete,
        void=index.void,
        families=families_info(found),
        families_version=found.grouping.version,
        closings=found.closings,
        team_problem_control=found.means.get("team_problem_control"),
        chief_duty_bearing=found.means.get("chief_duty_bearing"),
        cadre_work_drive=found.means.get("cadre_work_drive"),
    )


def families_info(found: Scored) -> list[IndexFamilyInfo]:
    """Gives the families of an index as GraphQL shows them."""
    return [
        IndexFamilyInfo(
            key=IndexFamily(one.key.upper()),
            value=None if one.value is None else str(one.value),
            rates=[Rate(key.upper()) for key in one.rates],
            counted=one.counted,
        )
        for one in found.grouping.families(found.index.parts)
    ]
