"""Mutations: a campaign is made a standing list, and registered problems join it."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.intake.join_campaign import JoinCampaign, join_campaign
from ledger.intake.keep_campaign import KeepCampaign, keep_campaign
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.intake.types import Campaign
from schema.problems.members import must

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(description="Makes a campaign a standing list. 行动转为长效清单。")
class KeepCampaignInput:
    """Makes a campaign a standing list."""

    key: strawberry.ID = must(KEY)
    campaign: strawberry.ID = must("The campaign. 行动。")
    expected_version: int = must(VERSION)
    mechanism: str = must("How the list is kept up from now on. 长效机制。")


@strawberry.type(description="It was done. 已办理。")
class KeepCampaignSuccess:
    """It was done."""

    campaign: Campaign | None = read("The standing list as it stands now. 当前清单。")
    replayed: bool = read(REPLAYED)


KeepCampaignResult = Annotated[
    KeepCampaignSuccess | RefusalType,
    union("KeepCampaignResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Puts a registered problem on a standing list. 问题列入长效清单。")
class JoinCampaignInput:
    """Puts a registered problem on a standing list."""

    key: strawberry.ID = must(KEY)
    campaign: strawberry.ID = must("The standing list. 长效清单。")
    expected_version: int = must(VERSION)
    problem: strawberry.ID = must("The problem, which the viewer oversees. 问题。")


@strawberry.type(description="It was done. 已办理。")
class JoinCampaignSuccess:
    """It was done."""

    campaign: Campaign | None = read("The standing list as it stands now. 当前清单。")
    replayed: bool = read(REPLAYED)


JoinCampaignResult = Annotated[
    JoinCampaignSuccess | RefusalType,
    union("JoinCampaignResult", "What became of it. 办理结果。"),
]


@strawberry.type
class StandingListMutations:
    """What can be done with a campaign that has borne fruit."""

    @strawberry.mutation(
        description="Makes a campaign a standing list, with its items and history. 行动转为长效清单。"
    )
    async def keep_campaign(
        self, info: Info, given: Annotated[KeepCampaignInput, INPUT]
    ) -> KeepCampaignResult:
        """Makes a campaign a standing list."""
        return await perform(
            info,
            keep_campaign,
            lambda: KeepCampaign(
                campaign=key_in(given.campaign, "Campaign"),
                expected_version=given.expected_version,
                mechanism=given.mechanism,
            ),
            key=given.key,
            success=KeepCampaignSuccess,
            record="campaign",
        )

    @strawberry.mutation(
        description="Puts a registered problem on a standing list; it lies where it lay. 问题列入长效清单。"
    )
    async def join_campaign(
        self, info: Info, given: Annotated[JoinCampaignInput, INPUT]
    ) -> JoinCampaignResult:
        """Puts a registered problem on a standing list."""
        return await perform(
            info,
            join_campaign,
            lambda: JoinCampaign(
                campaign=key_in(given.campaign, "Campaign"),
                expected_version=given.expected_version,
                problem=key_in(given.problem, "Problem"),
            ),
            key=given.key,
            success=JoinCampaignSuccess,
            record="campaign",
        )
