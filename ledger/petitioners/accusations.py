"""Accusations against people are not this platform's: where they belong, and how they are told.

检举、控告违纪违法和职务犯罪的材料不受理、不登记、不转送，只告知去处 (PR22 第22条、第30条; JR20 第14至16条;
domain 5, 8 P4). What was sent is not kept, not even in the record of the refusal.
"""

import re
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from ledger.petitioners.refusals import AccusationRefused, AccusedUnitNotFound
from tenants.sitting import Sitting
from tenants.tables import tenant
from tenants.wording import numbered

MOST_ACCUSED = 10

_CRIMES = (
    "违纪|违法犯罪|职务犯罪|职务违法|贪污|受贿|行贿|索贿|挪用公款|滥用职权|玩忽职守|徇私|包庇|买官卖官"
    "|收受.{0,6}(?:礼金|财物|贿赂)|吃拿卡要"
)
_ACCUSES = re.compile(
    rf"(?:检举|控告|举报|揭发|反映).{{0,40}}?(?:{_CRIMES})|(?:{_CRIMES}).{{0,40}}?(?:检举|控告|举报|揭发)"
    r"|(?:检举|控告)(?:信|材料|书)",
    re.DOTALL,
)


def is_accusation(text: str) -> bool:
    """Says whether a text reads like an accusation of a breach of discipline or an office crime."""
    return _ACCUSES.search("".join(text.split())) is not None


def refuse_accusations(*texts: str) -> None:
    """Refuses texts that read like an accusation; nothing of them is kept.

    Refuses:  petitioner.accusation_refused, which says where it belongs.
    """
    if any(is_accusation(text) for text in texts):
        raise AccusationRefused


async def accused_units(sitting: Sitting, named: Sequence[UUID]) -> list[int]:
    """Gives the numbers of the units that something is against, by their public keys.

    Refuses:  petitioner.unit_not_found, record.number_refused for more than ten.
    """
    numbered("accused", len(named), least=0, most=MOST_ACCUSED)
    if not named:
        return []
    found = await sitting.rows(
        select(tenant.c.id).where(tenant.c.root == sitting.root, tenant.c.uid.in_(named))
    )
    if len(found) != len(set(named)):
        raise AccusedUnitNotFound
    return sorted(row["id"] for row in found)
