"""The act that puts a registered problem on a standing list."""

from dataclasses import dataclass
from uuid import UUID

from ledger.intake.events import CampaignJoined
from ledger.intake.refusals import (
    CampaignNotFound,
    CampaignNotKept,
    CampaignStale,
    ItemNotRegistered,
)
from ledger.intake.tables import campaign, campaign_item
from ledger.problems.refusals import ProblemNotFound
from ledger.problems.tables import problem
from tenants.sitting import Sitting


@dataclass(frozen=True)
class JoinCampaign:
    """The standing list, the version that was read, and the problem."""

    campaign: UUID
    expected_version: int
    problem: UUID


async def join_campaign(sitting: Sitting, given: JoinCampaign) -> UUID:
    """Puts a registered problem that the viewer oversees on a standing list of its unit.

    Gives:    the list; the problem counts on it from today on, and lies where it lay.
    Refuses:  campaign.not_found, the rules of campaign.keep, campaign.stale, campaign.not_kept,
              problem.not_found, campaign.not_registered, campaign.item_known.
    Records:  CampaignJoined.
    Source:   seed 0, 把减仓清仓成果固化为务实管用的机制 (S0-02).
    """
    found = await sitting.fetch(
        campaign, given.campaign, under="campaign.read", missing=CampaignNotFound
    )
    sitting.decide("campaign.keep", found)
    sitting.check_version(found, given.expected_version, CampaignStale)
    if found["kept_on"] is None:
        raise CampaignNotKept
    item = await sitting.fetch(
        problem, given.problem, under="problem.oversee", missing=ProblemNotFound
    )
    if item["state"] == "COLLECTED" or not item["open"]:
        raise ItemNotRegistered(state=item["state"])
    changed = await sitting.change(found, {"name": found["name"]})
    await sitting.insert(
        campaign_item,
        {
            "holder": found["holder"],
            "campaign_id": found.id,
            "problem_id": item.id,
            "number": item["channel_no"] or str(item.id),
            "entered_on": sitting.today,
        },
    )
    await sitting.record(CampaignJoined(changed.id, changed.version, changed["holder"]))
    return changed.id
