"""The act by which somebody says in which language they are written to (消息语言)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from ledger.notices.events import LanguageSet
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import person

_SET = text("select app.set_language(:said)")


@dataclass(frozen=True)
class SetLanguage:
    """ZH or EN."""

    language: str


async def set_language(sitting: Sitting, given: SetLanguage) -> UUID:
    """Says the language of messages, digests and sentences where a request names none.

    Given:    language, ZH or EN; there is nothing to be stale, the last word counts.
    Gives:    the viewer's own person, for all their posts.
    Refuses:  viewer.nobody, the rules of person.set_language.
    Records:  LanguageSet.
    Source:   architecture 5: ``Accept-Language``, with the viewer's language as default.
    """
    me = sitting.viewer.person
    # Nothing of the row is read: it may lie behind the wall of another unit than the acting one.
    sitting.decide(
        "person.set_language", Record(person, {**dict.fromkeys(person.c.keys()), "id": me})
    )
    found = await sitting.connection.execute(_SET, {"said": given.language})
    assert me is not None, "nobody is refused by the book"
    await sitting.record(LanguageSet(me, 1, found.scalar_one()))
    return me
