"""Root fields of the intake."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.intake.standards_of import standards_of
from schema.acts import key_in
from schema.fields import BOUNDARIES, connection, listed
from schema.intake.standards import figures_info, lines_info, standard_info
from schema.intake.types import (
    AdmissionStandardsInfo,
    Campaign,
    DuplicateSuggestionInfo,
    ReasonListInfo,
    SettledLowInfo,
)
from schema.nodes import Connection
from schema.problems.narrowing import NARROWED
from schema.problems.types import Problem


@strawberry.type
class IntakeQueries:
    """What can be asked of the intake."""

    campaign: Campaign | None = listed(
        "A campaign by its id. 按标识取行动。", id=(strawberry.ID, "The campaign's id. 全局标识。")
    )
    campaigns: Connection[Campaign] = connection(
        "Campaigns of the viewer's unit and the next ones below. 本级和直接下级的减仓清仓行动。"
    )
    duplicate_suggestions: list[DuplicateSuggestionInfo] = listed(
        "Problems that say much the same as a draft or as another problem, most alike first, of "
        "those the viewer may read. 疑似重复的问题。",
        problem=(strawberry.ID | None, "Like this problem. 与此问题相似。"),
        text=(str | None, "Like this title. 与此标题相似。"),
        place=(str | None, "And at this place. 地点。"),
        found_on=(date | None, "And found on this day, if not that of the problem. 发现日期。"),
        limit=(int | None, "How many at most, up to 50; 10 when nothing is said. 条数。"),
    )
    problems_settled_on_spot: Connection[Problem] = connection(
        "Problems that were settled where they were found. 就地解决的问题。",
        **NARROWED,
    )
    settled_low: list[SettledLowInfo] = listed(
        "How much of what was found below was settled without going up; sending up never raises "
        "it. 就地解决率。",
        boundaries_as_of=BOUNDARIES,
    )

    @strawberry.field(
        description="The admission standards and reasons in force at a unit; null when there is no "
        "such unit. 某单位现行的准入标准和理由代码。"
    )
    async def admission_standards(
        self,
        info: Info,
        tenant: Annotated[strawberry.ID, strawberry.argument(description="The unit. 单位。")],
    ) -> AdmissionStandardsInfo | None:
        """Gives the standards in force at a unit."""
        context = info.context
        key = key_in(tenant, "Tenant")
        found = await standards_of(context.sittings, context.viewer, key)
        if found is None:
            return None
        return AdmissionStandardsInfo(
            admission=[standard_info(found, name) for name in found.admission],
            netting=lines_info(found.netting),
            figures=figures_info(found),
            reasons=[
                ReasonListInfo(act=act, lines=lines_info(lines))
                for act, lines in found.reasons.items()
            ],
        )
