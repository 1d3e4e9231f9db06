"""The act by which somebody opens an emergency window, or asks for a longer one (应急查看)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from ledger.glass.events import GlassWindowAsked, GlassWindowOpened
from ledger.glass.holding import had_alone, limits
from ledger.glass.refusals import GlassScopeNotFound, GlassTooLong
from ledger.glass.tables import glass_window
from tenants.sitting import Sitting
from tenants.tables import tenant
from tenants.wording import worded


@dataclass(frozen=True)
class BreakGlass:
    """Over which unit, for how long, and why; a document number where there is one."""

    tenant: UUID | None
    minutes: int
    reason: str
    document_no: str = ""


async def break_glass(sitting: Sitting, given: BreakGlass) -> UUID:
    """Opens a window in which its holder reads everything at and below a unit, for a while.

    Given:    tenant, the viewer's own unit unless said otherwise, or one below it; minutes, at most
              what the book says; reason, 4 to 400 characters: both levels read it, so it names
              nobody.
    Gives:    the window: open at once, or waiting for a second person when it would be longer than
              the book lets one person open within 24 hours, together with what they had open by
              themself. The database tells the level above in the same breath.
    Refuses:  glass.scope_not_found, the rules of glass_window.open, viewer.step_up, glass.too_long,
              record.text_refused, glass.open_already, glass.nobody_hears.
    Records:  GlassWindowOpened, GlassWindowAsked.
    Source:   issue 4.3; security.md 6.10.
    """
    proposed = sitting.proposed(glass_window, {"opened_by": sitting.viewer.person})
    sitting.decide("glass_window.open", proposed)
    book = limits(sitting)
    if not 1 <= given.minutes <= book.minutes:
        raise GlassTooLong(minutes=given.minutes, most=book.minutes)
    already = await had_alone(sitting)
    alone = already + timedelta(minutes=given.minutes) <= timedelta(minutes=book.alone)
    row = {
        "id": proposed.id,
        "holder": sitting.tenant,
        "covers": await _covered(sitting, given.tenant),
        "minutes": given.minutes,
        "reason": worded("reason", given.reason, least=4, most=400),
        "document_no": worded("document_no", given.document_no, least=0, most=100) or None,
        "state": "OPEN" if alone else "ASKED",
        "opened_by": sitting.viewer.person,
        "post_id": sitting.viewer.post,
        "asked_at": sitting.now,
    }
    made = await sitting.insert(glass_window, row)
    if alone:
        await sitting.record(GlassWindowOpened(made.id, 1, sitting.tenant))
    else:
        await sitting.record(GlassWindowAsked(made.id, 1, sitting.tenant))
    return made.id


async def _covered(sitting: Sitting, uid: UUID | None) -> int:
    if uid is None:
        return sitting.tenant
    at = tenant.c[f"at{sitting.viewer.slot}"]
    query = select(tenant.c.id).where(tenant.c.uid == uid, at == sitting.tenant)
    found = await sitting.rows(query)
    if not found:
        raise GlassScopeNotFound
    return int(found[0]["id"])
