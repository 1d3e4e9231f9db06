"""The act by which a level sets how problems are handled in it and below (问题管控设置)."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from ledger.problems.rules import CLASSES, LISTS, SHOWN
from ledger.settings.events import ProblemSettingsSet
from ledger.settings.refusals import SettingRefused, SettingStale
from ledger.settings.tables import COLOURS, MOST_EXCHANGES, problem_setting
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import numbered


@dataclass(frozen=True)
class SetProblemSettings:
    """The number of the settings that were read (0: none), and the new ones.

    What is left out is as the line above has set it.
    """

    expected_number: int
    exchanges: int | None = None
    shown: str | None = None
    at_once: str | None = None
    set_time: str | None = None
    staged: str | None = None
    pledge_lists: tuple[str, ...] = ()
    pledge_labels: tuple[str, ...] = ()


async def set_problem_settings(sitting: Sitting, given: SetProblemSettings) -> UUID:
    """Sets colours, exchanges, sight and pledges for the unit and the line below it.

    Given:    exchanges, 1 to 5; colours, no two classes the same; pledge_lists and pledge_labels,
              for which problems the head of the unit signs a pledge.
    Gives:    the settings in force from now on; those before stay in the record.
    Refuses:  the rules of problem_setting.set, setting.stale, setting.value_refused,
              record.number_refused.
    Records:  ProblemSettingsSet.
    Source:   domain 6.4, 6.6, 12.2.
    """
    proposed = sitting.proposed(problem_setting, {"state": "PUBLISHED"})
    sitting.decide("problem_setting.set", proposed)
    number = await _retired(sitting, expected=given.expected_number)
    _checked(given)
    written = await sitting.insert(
        problem_setting,
        {
            "id": proposed.id,
            "holder": sitting.tenant,
            "number": number + 1,
            "exchanges": given.exchanges,
            "shown": given.shown,
            "at_once": given.at_once,
            "set_time": given.set_time,
            "staged": given.staged,
            "pledge_lists": sorted(set(given.pledge_lists)),
            "pledge_labels": sorted(set(given.pledge_labels)),
            "set_by": sitting.viewer.person,
            "set_at": sitting.now,
        },
    )
    await sitting.record(ProblemSettingsSet(written.id, number + 1, sitting.tenant))
    return written.id


async def _retired(sitting: Sitting, *, expected: int) -> int:
    """Retires the settings in force and gives the last number."""
    table = problem_setting.c
    mine = (table.root == sitting.root, table.holder == sitting.tenant)
    last = await sitting.rows(
        select(func.coalesce(func.max(table.number), 0).label("n")).where(*mine)
    )
    number: int = last[0]["n"]
    if number != expected:
        raise SettingStale(current=number)
    in_force = await sitting.rows(
        select(problem_setting).where(*mine, table.state == "PUBLISHED").with_for_update()
    )
    for row in in_force:
        old = Record(problem_setting, row)
        sitting.decide("problem_setting.set", old)
        await sitting.change(old, {"state": "RETIRED"})
    return number


def _checked(given: SetProblemSettings) -> None:
    if given.exchanges is not None:
        numbered("exchanges", given.exchanges, least=1, most=MOST_EXCHANGES)
    colours = [one for one in (given.at_once, given.set_time, given.staged) if one is not None]
    if len(set(colours)) < len(colours):
        raise SettingRefused(name="colours", value=", ".join(colours), known=", ".join(COLOURS))
    _among("shown", [given.shown] if given.shown is not None else [], SHOWN)
    _among("colours", colours, COLOURS)
    _among("pledge_lists", given.pledge_lists, LISTS)
    _among("pledge_labels", given.pledge_labels, CLASSES)


def _among(name: str, said: Collection[str], known: tuple[str, ...]) -> None:
    for value in said:
        if value not in known:
            raise SettingRefused(name=name, value=value[:40], known=", ".join(known))
