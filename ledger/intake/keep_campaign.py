"""The act that makes a campaign a standing list (把成果固化为务实管用的机制)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.intake.events import CampaignKept
from ledger.intake.refusals import CampaignKeptAlready, CampaignNotFound, CampaignStale
from ledger.intake.tables import campaign
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class KeepCampaign:
    """The campaign, the version that was read, and the mechanism by which it is kept up."""

    campaign: UUID
    expected_version: int
    mechanism: str


async def keep_campaign(sitting: Sitting, given: KeepCampaign) -> UUID:
    """Makes a campaign a standing list: the same record, with its items and its history.

    Given:    mechanism, 1 to 4,000 characters: how the list is kept up from now on.
    Gives:    the campaign; imports join it as before, and registered problems one by one.
    Refuses:  campaign.not_found, the rules of campaign.keep, campaign.stale,
              campaign.kept_already, record.text_refused.
    Records:  CampaignKept.
    Source:   seed 0, 把减仓清仓成果固化为务实管用的机制 (S0-02).
    """
    found = await sitting.fetch(
        campaign, given.campaign, under="campaign.read", missing=CampaignNotFound
    )
    sitting.decide("campaign.keep", found)
    sitting.check_version(found, given.expected_version, CampaignStale)
    if found["kept_on"] is not None:
        raise CampaignKeptAlready(since=found["kept_on"])
    kept = {
        "kept_on": sitting.today,
        "kept_by": sitting.viewer.person,
        "mechanism": worded("mechanism", given.mechanism, most=4000),
    }
    changed = await sitting.change(found, kept)
    await sitting.record(CampaignKept(changed.id, changed.version, changed["holder"]))
    return changed.id
