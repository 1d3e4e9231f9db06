"""The act by which somebody marks notices read (标为已读)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.notices.events import NoticesRead
from ledger.notices.refusals import NoticeNotFound
from ledger.notices.tables import notice
from ledger.notices.unread import readable
from tenants.sitting import Sitting


@dataclass(frozen=True)
class MarkNoticesRead:
    """The notice, and whether all that came before it are marked too."""

    notice: UUID
    and_earlier: bool = False


async def mark_notices_read(sitting: Sitting, given: MarkNoticesRead) -> UUID:
    """Marks a notice of the viewer's own read, or everything up to it.

    Gives:    the notice; one that was read already stays as it was.
    Refuses:  notice.not_found, alike for what is not there, another's, and what may not be seen.
    Records:  NoticesRead.
    Source:   issue 3.5.
    """
    here = (notice.c.id == given.notice, readable(sitting))
    (found,) = await sitting.allowed(notice, *here, action="notice.mark") or (None,)
    if found is None:
        raise NoticeNotFound
    marked = [found] if found["read_at"] is None else []
    if given.and_earlier:
        earlier = (
            notice.c.read_at.is_(None),
            notice.c.id != found.id,
            notice.c.created_at <= found["created_at"],
        )
        marked += await sitting.allowed(notice, *earlier, action="notice.mark")
    for one in marked:
        await sitting.change(one, {"read_at": sitting.now})
    await sitting.record(NoticesRead(found.id, 1, sitting.tenant))
    return found.id
