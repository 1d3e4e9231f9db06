"""The act by which somebody says when and where their notices go (提醒设置)."""

import re
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from ledger.notices.events import NoticeSettingsChanged
from ledger.notices.refusals import AddressRefused, NoticeSettingStale, TimeRefused
from ledger.notices.tables import notice_setting
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,120}\.[A-Za-z]{2,}")
_GATEWAY = re.compile(r"[A-Za-z0-9._:@+-]{1,200}")
_FIRST = 0
"""The version that stands for settings that were never made."""


@dataclass(frozen=True)
class SetNoticeSettings:
    """The version that was read (0 for none), addresses, and three times of day in China."""

    expected_version: int
    email: str | None = None
    gateway: str | None = None
    digest_at: str = "08:30"
    quiet_from: str = "20:00"
    quiet_until: str = "07:30"


async def set_notice_settings(sitting: Sitting, given: SetNoticeSettings) -> UUID:
    """Says where one digest a day goes, from what hour on, and when it must be quiet.

    Given:    email and gateway (the name by which the message gateway knows the person); without
              them notices stay in the application; quiet_from and quiet_until may pass midnight,
              and alike they mean never.
    Gives:    the settings of the viewer's own person, for all their posts.
    Refuses:  the rules of notice_setting.change, notice.stale, notice.time_refused,
              notice.address_refused.
    Records:  NoticeSettingsChanged.
    Source:   issue 3.5: one digest a day per person, quiet hours.
    """
    person = sitting.viewer.person
    mine = select(notice_setting).where(
        notice_setting.c.root == sitting.root, notice_setting.c.person_id == person
    )
    rows = await sitting.rows(mine.with_for_update())
    known = rows[0] if rows else {"id": uuid7(), "person_id": person, "version": _FIRST}
    record = Record(notice_setting, {**dict.fromkeys(notice_setting.c.keys()), **known})
    sitting.decide("notice_setting.change", record)
    sitting.check_version(record, given.expected_version, NoticeSettingStale)
    values = {
        "email": _address("email", given.email, _MAIL),
        "gateway": _address("gateway", given.gateway, _GATEWAY),
        "digest_at": _time("digest_at", given.digest_at),
        "quiet_from": _time("quiet_from", given.quiet_from),
        "quiet_until": _time("quiet_until", given.quiet_until),
    }
    if rows:
        changed = await sitting.change(record, values)
    else:
        changed = await sitting.insert(notice_setting, {**known, **values, "version": 1})
    await sitting.record(NoticeSettingsChanged(changed.id, changed.version, sitting.tenant))
    return changed.id


def _time(field: str, said: str) -> time:
    if not _TIME.fullmatch(said):
        raise TimeRefused(field=field)
    return time.fromisoformat(said)


def _address(field: str, said: str | None, form: re.Pattern[str]) -> str | None:
    if said is None or not said.strip():
        return None
    kept = worded(field, said, most=200)
    if not form.fullmatch(kept):
        raise AddressRefused(field=field)
    return kept
