"""What an import of a backlog would do: found by comparing the file with what is there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Text, and_, bindparam, func, select, true, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from ledger.intake.against import Conflict, against
from ledger.intake.alike import ALIKE, Alike
from ledger.intake.parts import parts
from ledger.intake.rows import FIXED, BacklogRow, exported
from ledger.intake.tables import campaign, campaign_item
from ledger.problems.report_problem import said_otherwise
from ledger.problems.tables import problem
from tenants.long_acts import go_on
from tenants.records import Record
from tenants.sitting import Sitting

Progress = Callable[[str, int, int], None]
"""Told which step has come how far: its key, done, of how many."""

_AT_ONCE = 1000
_COMPARED = 100


@dataclass
class Plan:
    """What would be written, and what stands against it."""

    new: list[BacklogRow] = field(default_factory=list)
    changed: list[tuple[BacklogRow, Record]] = field(default_factory=list)
    registered: list[tuple[BacklogRow, Record]] = field(default_factory=list)
    against: dict[UUID, list[int]] = field(default_factory=dict)
    """The units that each row names, by the problem."""
    same: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    alike: list[Alike] = field(default_factory=list)
    campaign: Record | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing would be written."""
        return not (self.new or self.changed or self.registered)


async def planned(
    sitting: Sitting,
    rows: Sequence[BacklogRow],
    *,
    name: str,
    register: bool,
    compare: bool = True,
    progress: Progress | None = None,
) -> Plan:
    """Compares the rows of a file with what is there; writes nothing.

    Given:    name, the campaign's; register, whether rows still collected shall be registered;
              compare, whether what is alike in the base shall be looked for too.
    """
    plan = Plan(campaign=await _campaign(sitting, name))
    known = await _known(sitting, rows)
    items = await _items(sitting, list(known))
    plan.against, plan.conflicts = await against(sitting, rows, known)
    for row in rows:
        if row.id not in known and exported(row.number) is not None:
            zh, en = "没有这个编号的问题，或您无权查看", "no such problem, or not yours to see"
            plan.conflicts.append(Conflict(row.row, "number", zh, en))
            continue
        if row.id not in known:
            plan.new.append(row)
            continue
        _compare(plan, row, known[row.id], item=items.get(row.id), register=register)
    plan.conflicts += await _taken(sitting, plan.new)
    if compare:
        plan.alike += await _like_the_base(sitting, plan.new, progress)
    return plan


async def _campaign(sitting: Sitting, name: str) -> Record | None:
    found = await sitting.rows(
        select(campaign).where(
            campaign.c.root == sitting.root,
            campaign.c.holder == sitting.tenant,
            campaign.c.name == name,
        )
    )
    return Record(campaign, found[0]) if found else None


async def _known(sitting: Sitting, rows: Sequence[BacklogRow]) -> dict[UUID, Record]:
    known: dict[UUID, Record] = {}
    for some in parts(rows, _AT_ONCE):
        query = select(problem).where(
            problem.c.root == sitting.root, problem.c.id.in_([row.id for row in some])
        )
        known |= {row["id"]: Record(problem, row) for row in await sitting.rows(query)}
    return known


async def _items(sitting: Sitting, keys: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    items: dict[UUID, dict[str, Any]] = {}
    own = and_(
        campaign.c.root == campaign_item.c.root, campaign.c.id == campaign_item.c.campaign_id
    )
    for some in parts(keys, _AT_ONCE):
        query = (
            select(campaign_item.c.problem_id, campaign_item.c.repeated, campaign.c.name)
            .join(campaign, own)
            .where(campaign_item.c.root == sitting.root, campaign_item.c.problem_id.in_(some))
        )
        items |= {row["problem_id"]: row for row in await sitting.rows(query)}
    return items


def _compare(
    plan: Plan, row: BacklogRow, found: Record, *, item: dict[str, Any] | None, register: bool
) -> None:
    differing = said_otherwise(found, row.said(plan.against.get(row.id, ())))
    listed = (
        item is not None and plan.campaign is not None and item["name"] == plan.campaign["name"]
    )
    if exported(row.number) is not None and not differing and not listed:
        # What was exported and is as it was says nothing, wherever it was reported.
        plan.same += 1
        return
    if item is None:
        zh, en = "该编号是另行上报的问题", "this number is a problem that was reported by itself"
        plan.conflicts.append(Conflict(row.row, "number", zh, en))
        return
    if plan.campaign is None or item["name"] != plan.campaign["name"]:
        zh, en = f"该编号已在“{item['name']}”中", f"this number is in the campaign {item['name']}"
        plan.conflicts.append(Conflict(row.row, "number", zh, en))
        return
    for name in differing:
        if found["state"] != "COLLECTED" or name in FIXED:
            key = "list" if name == "list_type" else name
            zh, en = "已登记，来源事实不再更改", "registered: its origin is frozen"
            if name == "accused":
                zh, en = (
                    "已导入的，请用 nameAccused 指明",
                    "taken in already: name them by nameAccused",
                )
            plan.conflicts.append(Conflict(row.row, key, zh, en))
    if differing:
        plan.changed.append((row, found))
    elif register and found["state"] == "COLLECTED":
        plan.registered.append((row, found))
    else:
        plan.same += 1


async def _taken(sitting: Sitting, rows: Sequence[BacklogRow]) -> list[Conflict]:
    """Orders of an upstream channel that were taken in before, as far as they may be seen."""
    asked = {(row.channel, row.channel_no): row for row in rows if row.channel_no is not None}
    found: list[Conflict] = []
    for some in parts(asked, _AT_ONCE):
        query = select(problem.c.channel, problem.c.channel_no).where(
            problem.c.root == sitting.root,
            problem.c.channel_no.is_not(None),
            tuple_(problem.c.channel, problem.c.channel_no).in_(some),
        )
        for one in await sitting.rows(query):
            row = asked[one["channel"], one["channel_no"]]
            zh, en = "该渠道的这个单号已经登记过", "this order has been taken in already"
            found.append(Conflict(row.row, "channel_no", zh, en))
    return found


async def _like_the_base(
    sitting: Sitting, rows: Sequence[BacklogRow], progress: Progress | None
) -> list[Alike]:
    """For each row the problem it is most like, of those the viewer may read."""
    found: list[Alike] = []
    for n, some in enumerate(parts(rows, _COMPARED)):
        if progress is not None:
            progress("compare", n * _COMPARED, len(rows))
        await go_on(sitting)
        found += [*_told(some, await sitting.rows(_best(sitting, [row.title for row in some])))]
    return found


def _best(sitting: Sitting, titles: list[str]) -> Any:
    asked = (
        func.unnest(bindparam("titles", titles, ARRAY(Text)))
        .table_valued("title", with_ordinality="n")
        .render_derived("asked")
    )
    like = func.app.alike(asked.c.title).table_valued("id", "shared").lateral("like_it")
    likeness = func.app.likeness(problem.c.title, asked.c.title, type_=Integer)
    return (
        select(asked.c.n, problem.c.title, likeness.label("likeness"))
        .ext(distinct_on(asked.c.n))
        .select_from(asked)
        .join(like, true())
        .join(problem, problem.c.id == like.c.id)
        .where(
            problem.c.root == sitting.root,
            sitting.readable(problem, "problem.oversee"),
            likeness >= ALIKE,
        )
        .order_by(asked.c.n, likeness.desc(), problem.c.id)
    )


def _told(rows: Sequence[BacklogRow], said: Sequence[dict[str, Any]]) -> Iterator[Alike]:
    for one in said:
        row = rows[one["n"] - 1]
        yield Alike(row.row, row.title, None, one["title"], one["likeness"])
