"""Taking a backlog in from a file: as one named person in one named post, in one transaction.

The operator who runs the command is nobody here: the import is an act like any other, decided by the
rule book and recorded under the name of whoever is answerable for it.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy import select

from ledger.intake.alike import within
from ledger.intake.import_backlog import (
    ImportBacklog,
    import_backlog,
    mark_of_plan,
    may_be_taken_in,
)
from ledger.intake.planning import Plan, Progress, planned
from ledger.intake.rows import BacklogRow, meant
from ledger.intake.sheets import Fault, Line, read
from ledger.problems.tables import problem
from ledger.sheets.refusals import SheetChanged
from policies.reach import Reach
from server.commanding import commanding
from server.database.deployment import Deployment
from server.mendable import Mendable
from tenants.columns import TODAY
from tenants.refusals import Refusal
from tenants.sitting import Outdated, Sittings
from tenants.viewer import Viewer, viewer_of

SHOWN = 200
"""How many faults and likenesses are listed; all of them are counted."""

_WHO = f"""
select distinct on (s.id, p.id) s.id, s.title, p.name, i.issuer, i.subject, t.uid
from app.tenant t
join app.post s on s.root = t.root and s.holder = t.id and s.valid_until is null
join (select {TODAY} as today) d on true
join app.appointment a on a.root = s.root and a.post_id = s.id
  and a.appointed_on <= d.today and (a.relieved_on is null or a.relieved_on > d.today)
join app.person p on p.root = a.root and p.id = a.person_id
join app.identity i on i.root = p.root and i.person_id = p.id
where t.code = %(code)s and t.valid_until is null
  and (s.title = %(who)s or p.name = %(who)s or 'Post_' || s.id = %(who)s)
order by s.id, p.id, i.issuer, i.subject"""
_MANY = 5


class ImportRefused(Mendable):
    """The import cannot be done; the message says why, in both languages."""


@dataclass(frozen=True)
class Someone:
    """Whoever answers for the import: a person in a post, and the unit they act for."""

    post: uuid.UUID
    title: str
    name: str
    issuer: str
    subject: str
    unit: uuid.UUID


@dataclass
class BacklogReport:
    """What the import found and did."""

    file: str
    who: Someone
    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    plan: Plan = field(default_factory=Plan)
    written: bool = False
    numbers: list[tuple[str, str]] = field(default_factory=list)
    """The file's own numbers of new rows, and those under which they were registered."""
    mark: str = ""
    """What names exactly what would be done, where nothing stands against it."""

    @property
    def refused(self) -> bool:
        """Whether something stands against the file."""
        return bool(self.faults)

    def lines(self) -> list[str]:
        """What is printed, line by line, in both languages."""
        plan = self.plan
        said = [f"{self.file}!{fault}" for fault in self.faults[:SHOWN]]
        said += [f"{one}" for one in plan.alike[:SHOWN]]
        said += [f"编号 number {mine} → 登记编号 registered as {one}" for mine, one in self.numbers]
        if len(self.faults) > SHOWN:
            said.append(f"… 共 {len(self.faults)} 处 faults in all")
        said.append(f"办理人 as: {self.who.name}（{self.who.title}）")
        said.append(
            f"行数 rows {self.rows}，新增 new {len(plan.new)}，变更 changed {len(plan.changed)}，"
            f"补登记 to register {len(plan.registered)}，不变 same {plan.same}，"
            f"疑似重复 alike {len(plan.alike)}"
        )
        said.append(self._end())
        return said

    def _end(self) -> str:
        if self.refused:
            return "有错误，一行也没有写入。There are faults: nothing was written."
        if self.plan.empty:
            return "没有要写入的内容。Nothing to write."
        if self.written:
            return "已写入。Written."
        if self.plan.changed:
            return "有变更，加 --apply 执行。There are changes: say --apply to carry them out."
        return "试运行，未写入。Dry run: nothing was written."


def someone(dsn: str, *, code: str, who: str) -> Someone:
    """Finds whoever shall answer for an import.

    Given:   dsn of the migrator; code of the unit; who, a person's name, a post's title or its id.
    Refuses: ImportRefused for nobody, and for more than one.
    """
    with psycopg.connect(dsn) as connection:
        found = connection.execute(_WHO, {"code": code, "who": who}).fetchall()
    if len(found) != 1:
        these = "；".join(
            f"{name}（{title}, Post_{post}）" for post, title, name, *_ in found[:_MANY]
        )
        how = these or "没有人 nobody"
        raise ImportRefused(
            f"--as {who}: 在 {code} 须恰有一人 exactly one person of {code} is meant: {how}"
        )
    post, title, name, issuer, subject, unit = found[0]
    return Someone(post, title, name, issuer, subject, unit)


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line."""

    file: Path
    code: str
    campaign: str
    who: str
    register: bool = False
    apply: bool = False
    dry_run: bool = False
    as_: Someone | None = None
    """Who it is, where that is known already; code and who are not looked at."""
    request: str = "import-problems"
    """The request, for the audit."""
    expected: str | None = None
    """The mark of what was previewed: exactly that is done."""


async def take_in(
    deployment: Deployment,
    asked: Asked,
    *,
    reach: Reach | None = None,
    progress: Progress | None = None,
) -> BacklogReport:
    """Checks a file, compares it with what is there, and writes it whole or not at all.

    Given:   reach, the table of the shipped book if it has been made already.
    Refuses: ImportRefused; faults of the file are part of the report.
    """
    who = asked.as_ or someone(deployment.as_migrator(), code=asked.code, who=asked.who)
    report = BacklogReport(asked.file.name, who)
    lines, report.faults = read(asked.file)
    rows, faults = meant(lines, by=who.unit)
    report.faults += faults
    report.rows = len(lines)
    if report.refused:
        return report
    # Before anything is opened: the database ends a transaction in which nobody speaks.
    inside = list(within(rows))
    async with commanding(deployment, reach=reach) as (sittings, _):
        await _act(sittings, report, asked, rows=rows, lines=lines, progress=progress)
    fresh = {row.row for row in report.plan.new}
    report.plan.alike += (one for one in inside if one.row in fresh)
    return report


async def _act(
    sittings: Sittings,
    report: BacklogReport,
    asked: Asked,
    *,
    rows: list[BacklogRow],
    lines: list[Line],
    progress: Progress | None,
) -> None:
    viewer = await _viewer(sittings, report.who)
    given = ImportBacklog(
        asked.campaign, tuple(rows), asked.register, asked.apply, asked.expected, progress
    )
    try:
        async with sittings.open(viewer, act="plan_backlog") as sitting:
            report.plan = await planned(
                sitting, rows, name=asked.campaign, register=asked.register, progress=progress
            )
            only_looked = asked.dry_run or (bool(report.plan.changed) and not asked.apply)
            if only_looked and not (report.plan.conflicts or report.plan.empty):
                may_be_taken_in(sitting, report.plan, name=asked.campaign)
            report.mark = mark_of_plan(sitting, given, report.plan)
        report.faults += _at_cells(report.plan, lines)
        _check_as_previewed(asked, report)
        if only_looked or report.refused or report.plan.empty:
            return
        outcome = await sittings.perform(
            viewer, import_backlog, given=given, key=uuid.uuid4().hex, request=asked.request
        )
    except Outdated as changed:
        raise ImportRefused("任职或规则刚有变动，请重试。Posts or rules just changed.") from changed
    except Refusal as refusal:
        raise ImportRefused(refusal.in_full()) from refusal
    if outcome.refusal is not None:
        raise ImportRefused(outcome.refusal.in_full()) from outcome.refusal
    report.written = True
    report.numbers = await _numbers(sittings, viewer, report.plan)


async def _numbers(sittings: Sittings, viewer: Viewer, plan: Plan) -> list[tuple[str, str]]:
    """Gives the first rows that are new by both their numbers; none of what is only collected."""
    own = {row.id: row.number for row in plan.new[:SHOWN]}
    async with sittings.open(viewer, act="plan_backlog") as sitting:
        query = select(problem.c.id, problem.c.number).where(
            problem.c.root == sitting.root,
            problem.c.id.in_(own),
            problem.c.number.is_not(None),
            sitting.readable(problem, "problem.oversee"),
        )
        found = {row["id"]: row["number"] for row in await sitting.rows(query)}
    return [(number, found[key]) for key, number in own.items() if key in found]


async def _viewer(sittings: Sittings, who: Someone) -> Viewer:
    return await viewer_of(
        sittings.engine,
        who.issuer,
        who.subject,
        keys=sittings.keys,
        post=who.post,
        enforcer=sittings.reach().enforcer,
    )


def _check_as_previewed(asked: Asked, report: BacklogReport) -> None:
    if asked.expected not in {None, report.mark} and not report.refused:
        raise SheetChanged


def _at_cells(plan: Plan, lines: list[Line]) -> list[Fault]:
    at: dict[int, Callable[[str], str]] = {line.row: line.cell for line in lines}
    return [Fault(at[one.row](one.key), one.zh, one.en) for one in plan.conflicts]
