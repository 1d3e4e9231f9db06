"""Taking people, posts and units in from files: as the feed that a secret opens, one plan for all of them.

A file has no authority of its own. It is told by a feed like any other telling: what it may reach,
how much of it is done at once and what waits for a person is settled by the feed and the rule book.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import and_, func, or_, select
from uuid_utils.compat import uuid7

from ledger.feeds.comparing import Compared, compared
from ledger.feeds.file_rows import LAYOUTS, FileRows, Marked, meant
from ledger.feeds.incoming import Incoming
from ledger.feeds.knowing import among
from ledger.feeds.planning import Line
from ledger.feeds.tables import feed_line, feed_plan
from ledger.feeds.take_file import TakeFile, feed_for, take_file
from ledger.feeds.unit_rows import UNITS
from ledger.feeds.viewing import FeedViewer, feed_viewer
from policies.reach import Reach
from server.commanding import commanding
from server.database.deployment import Deployment
from server.exchange.backlog import ImportRefused
from storage.ids import printed
from storage.sheets import Found, Layout, tables
from tenants.refusals import Refusal
from tenants.sitting import Outdated, Sitting, Sittings

SHOWN = 200
"""How many faults and lines are listed; all of them are counted."""
Step = Callable[[str], None]

_KINDS = {
    "CREATE": ("新增", "new"),
    "MOVE": ("调动", "moves"),
    "RENAME": ("改名", "renamed"),
    "LEAVE": ("离开", "leaves"),
    "AMBIGUOUS": ("存疑", "ambiguous"),
}
_WAITS = {
    "NOTHING": ("", ""),
    "BUDGET": ("，超出变动上限，须确认方案", ", over the budget: the plan must be confirmed"),
    "RIGHTS": ("，职务带有权限，须有权的人确认", ", a post with rights: somebody must confirm it"),
    "UNSURE": ("，同名，须指明是谁", ", namesakes: somebody must say who is meant"),
    "UNCLAIMED": (
        "，不是数据源登记的人，改换单位须确认",
        ", not somebody whom the feed made: another unit must be confirmed",
    ),
    "HANDOVER": ("，尚有在办事项须先移交", ", items in hand must be handed over first"),
    "SCOPE": ("，在数据源所在单位之外，不办理", ", outside the feed's unit: not done"),
    "UNKNOWN_UNIT": ("，没有这个单位，不办理", ", no such unit: not done"),
    "ELSEWHERE": ("，该字段由别处管理，不办理", ", the field is kept elsewhere: not done"),
    "UNIT": ("，单位由机构调整办理", ", units change by reorganisation"),
}


@dataclass(frozen=True)
class PeopleAsked:
    """What was asked for: the files, the feed by its name, its secret, and whether to do it."""

    files: Sequence[Path]
    feed: str | None
    """The name that the feed must have; None: whichever it is that the secret opens."""
    secret: str = field(repr=False)
    apply: bool = False
    expected: str | None = None
    by: str = ""
    """Who sent the files, where a person did."""
    layouts: Sequence[Layout] = LAYOUTS
    """The tables that may be in them."""


@dataclass
class PeopleReport:
    """What a file says, and what came of it."""

    feed: str = ""
    rows: int = 0
    faults: list[Marked] = field(default_factory=list)
    found: Compared = field(default_factory=lambda: Compared(Incoming()))
    done: Sequence[tuple[str, str, int]] | None = None
    """State, reason and number of the lines that were written; None when nothing was to be."""
    plan: str = ""

    @property
    def refused(self) -> bool:
        """Whether something stands against the files."""
        return bool(self.faults)

    def lines(self, language: str = "zh") -> Iterator[str]:
        """What is printed, in one language."""
        en = language == "en"
        for one in self.faults[:SHOWN]:
            yield f"{one.place}!{one.fault.said(language)}"
        if self.faults:
            yield (
                f"{len(self.faults)} faults: nothing was taken in."
                if en
                else f"共 {len(self.faults)} 处错误，一行也没有报送。"
            )
            return
        for line in self.found.lines[:SHOWN]:
            yield self._line(line, en=en)
        yield from self._sum(en=en)

    def _line(self, line: Line, *, en: bool) -> str:
        cell = self.found.cell_of(line)
        at = f"{cell}: " if cell else ""
        kind, waits = _KINDS[line.kind][en], _WAITS[line.reason][en]
        way = " → ".join(part for part in (line.from_text, line.to_text) if part)
        rights = "".join(f" +{role}" for role in line.gains)
        rights += "".join(f" -{role}" for role in line.loses)
        return f"{at}{kind} {line.label} {way}{rights}{waits}".replace("  ", " ")

    def _sum(self, *, en: bool) -> Iterator[str]:
        found, changed = self.found, len(self.found.lines)
        yield (
            f"rows {self.rows}, lines {changed}, people {found.people} of at most {found.most}"
            if en
            else f"行数 {self.rows}，变动 {changed} 项，涉及 {found.people} 人，上限 {found.most} 人"
        )
        if found.people > found.most:
            yield (
                "More than the feed may change in a day: it will stop and ask."
                if en
                else "超出当日变动上限：数据源将停止，等待确认。"
            )
        if any((line.kind, line.subject) == ("MOVE", "UNIT") for line in found.lines):
            yield (
                "A unit would move: the feed will stop and ask."
                if en
                else "涉及单位划转：数据源将停止，等待确认。"
            )
        if self.done is None:
            if not changed:
                yield "Nothing to do." if en else "没有变动。"
            else:
                said = f"--apply --hash {found.hash}"
                yield (
                    f"Not applied; to apply exactly this: {said}"
                    if en
                    else f"未执行；按此执行：{said}"
                )
            return
        for state, reason, count in self.done:
            yield f"{state} {reason} {count}"
        yield f"plan {self.plan}" if en else f"方案 {self.plan}"


async def take_people(
    deployment: Deployment,
    asked: PeopleAsked,
    *,
    reach: Reach | None = None,
    step: Step = lambda _: None,
) -> PeopleReport:
    """Reads files of people, posts and units, and previews or applies what they change.

    Given:   reach, the table of the book if it has been made already; step, told where it is.
    Refuses: ImportRefused; faults of the files are part of the report.
    """
    report = PeopleReport(feed=asked.feed or "")
    try:
        async with commanding(deployment, reach=reach) as (sittings, live):
            caller = await feed_viewer(
                sittings.engine,
                asked.secret,
                keys=deployment.keys,
                enforcer=live.reach.enforcer,
            )
            if caller is None or asked.feed not in {None, caller.viewer.name}:
                raise ImportRefused(f"{report.feed}: 密钥不对 this is not its secret")
            step("read")
            rows = _read(report, asked)
            if rows is None:
                return report
            step("compare")
            await _act(sittings, caller, report, asked, rows=rows, step=step)
    except Outdated as changed:
        raise ImportRefused("规则刚有变动，请重试。The rule book just changed.") from changed
    except Refusal as refusal:
        raise ImportRefused(refusal.in_full()) from refusal
    return report


def _read(report: PeopleReport, asked: PeopleAsked) -> FileRows | None:
    found: list[Found] = []
    for file in asked.files:
        here, against = tables(file, asked.layouts)
        report.faults += [Marked(file.name, fault) for fault in against]
        found += here
    report.rows = sum(len(table.lines) for table in found)
    rows, faults = meant(found)
    report.faults += faults
    return None if report.refused else rows


async def _act(
    sittings: Sittings,
    caller: FeedViewer,
    report: PeopleReport,
    asked: PeopleAsked,
    *,
    rows: FileRows,
    step: Step,
) -> None:
    async with sittings.open(caller.viewer, act="preview_file") as sitting:
        of = await feed_for(sitting, rows)
        report.found = await compared(sitting, of, rows)
        report.faults += report.found.faults
    if not asked.apply or report.refused or report.found.empty:
        return
    step("write")
    given = TakeFile(rows, asked.expected)
    key = hashlib.sha256(uuid7().bytes).hexdigest()
    command = "import-units" if asked.layouts == (UNITS,) else "import-people"
    outcome = await sittings.perform(
        caller.viewer, take_file, given=given, key=key, request=f"{command} {asked.by}".strip()
    )
    if outcome.refusal is not None:
        raise outcome.refusal
    async with sittings.open(caller.viewer) as sitting:
        await _told(sitting, report, caller)


async def _told(sitting: Sitting, report: PeopleReport, caller: FeedViewer) -> None:
    """Says what became of the lines of the day's plan that are of the file's entries."""
    lines, table = report.found.lines, feed_line.c
    units = [line.change["code"] for line in lines if line.subject == "UNIT"]
    of_file = or_(
        among(table.entry_id, [line.entry for line in lines if line.entry is not None]),
        and_(table.subject == "UNIT", among(table.change["code"].astext, units)),
    )
    plan: Any = select(feed_plan.c.id).where(
        feed_plan.c.root == sitting.root,
        feed_plan.c.feed_id == caller.feed,
        feed_plan.c.planned_on == sitting.today,
    )
    for row in await sitting.rows(plan):
        report.plan = printed("FeedPlan", row["id"])
        counted = (
            select(table.state, table.reason, func.count().label("n"))
            .where(table.root == sitting.root, table.plan_id == row["id"], of_file)
            .group_by(table.state, table.reason)
            .order_by(table.state, table.reason)
        )
        rows = await sitting.rows(counted)
        report.done = [(one["state"], one["reason"], one["n"]) for one in rows]
