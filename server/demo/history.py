"""What has happened in the demo this year: every line of it done by the acts themselves.

Nothing here writes to a table. People of the demo perform acts, one after another, on days of this
year that have already been; what they may not do fails the build.
"""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import Any, TypeVar
from uuid import UUID

import yaml

from policies.enforcer import Enforcer
from server.mendable import Mendable
from server.sign_in.demo_issuer import ISSUER
from tenants.refusals import Refusal
from tenants.sitting import Act, Sittings
from tenants.viewer import Viewer, viewer_of

Given = TypeVar("Given")
TEN_IN_THE_MORNING = time(2, 0, tzinfo=UTC)


class HistoryRefused(Mendable):
    """An act of the demo's own history was refused: the demo or the rule book is wrong."""

    def __init__(self, who: str, act: str, refusal: Refusal) -> None:
        super().__init__(f"{who} may not {act}: {refusal.code} {refusal.facts}")


@dataclass
class History:
    """Performs acts for the demo's people, each on a day of its own."""

    sittings: Sittings
    enforcer: Enforcer
    now: datetime
    tell: Callable[[int], None]
    """Told after each act how many there have been."""
    done: int = 0
    _viewers: dict[str, Viewer] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The civil date in China."""
        return (self.now + timedelta(hours=8)).date()

    @property
    def year(self) -> int:
        """The year whose lists are made."""
        return self.today.year

    def day(self, month: int, day: int) -> date:
        """A day of this year; today, if that day is yet to come."""
        return min(date(self.year, month, day), self.today)

    async def do(self, who: str, act: Act[Given], given: Given, *, on: date) -> UUID:
        """Performs an act as the holder of a post.

        Given:   who, the subject that signs in; on, the day on which it is done.
        Gives:   the record of the act.
        Refuses: HistoryRefused.
        """
        when = min(datetime.combine(on, TEN_IN_THE_MORNING), self.now)
        sittings = dataclasses.replace(self.sittings, clock=lambda: when)
        self.done += 1
        outcome = await sittings.perform(
            await self._viewer(who), act, given=given, key=f"demo-{self.done:06d}", request="demo"
        )
        if outcome.refusal is not None:
            raise HistoryRefused(who, getattr(act, "__name__", "?"), outcome.refusal)
        assert outcome.record is not None
        self.tell(self.done)
        return outcome.record

    async def rows(self, who: str, query: Any, *, act: str) -> list[dict[str, Any]]:
        """Reads rows as the holder of a post, under the wall."""
        async with self.sittings.open(await self._viewer(who), act=act) as sitting:
            return await sitting.rows(query)

    async def _viewer(self, who: str) -> Viewer:
        if who not in self._viewers:
            self._viewers[who] = await viewer_of(
                self.sittings.engine,
                ISSUER,
                who,
                post=None,
                keys=self.sittings.keys,
                enforcer=self.enforcer,
                now=self.now,
            )
        return self._viewers[who]


@cache
def wording() -> dict[str, Any]:
    """What is said in the demo's lists and handbooks."""
    text = resources.files("server.demo").joinpath("story.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def said(kind: str, number: int) -> str:
    """Gives one of the texts of a kind, in turn."""
    texts: Sequence[str] = wording()[kind]
    return texts[number % len(texts)]
