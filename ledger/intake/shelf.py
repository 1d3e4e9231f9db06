"""Shelves of the intake: campaigns with their burn-down, what is alike, what was settled low."""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Text,
    and_,
    case,
    cast,
    func,
    literal_column,
    not_,
    select,
    true,
    union_all,
)

from ledger.desks.cells import ASIDE, SENT_UP, SETTLED, cells_below, desk_cell
from ledger.intake.tables import campaign, campaign_item
from ledger.problems.buckets import bucket
from ledger.problems.tables import problem
from storage.printing import literal
from storage.shelf import (
    Columns,
    Filter,
    Key,
    Listed,
    One,
    Order,
    Print,
    Reach,
    Row,
    Rows,
    Shelf,
    Step,
    Steps,
    Value,
    Values,
)
from tenants.boundaries import ARGUMENT, AS_OF, by_unit, day_in
from tenants.tables import tenant


def _count(*which: ColumnElement[bool]) -> Any:
    def build(columns: Columns, _: Values) -> ColumnElement[Any]:
        of = campaign_item.c
        mine = and_(of.root == columns["root"], of.campaign_id == columns["id"], *which)
        return select(func.count()).select_from(campaign_item).where(mine).scalar_subquery()

    return build


def _is_kept(row: Columns, _: Columns, __: Values) -> ColumnElement[bool]:
    return row["kept_on"].is_not(None)


def _is_no_list_yet(row: Columns, _: Columns, __: Values) -> ColumnElement[bool]:
    return row["kept_on"].is_(None)


_SOLVED = not_(campaign_item.c.aside)

CAMPAIGN = Shelf(
    "Campaign",
    campaign,
    "campaign.read",
    {
        "id": Key(),
        "name": Value(Print.TEXT, "name"),
        "openedOn": Value(Print.NAME, "opened_on"),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "openedBy": Row("Person", (("opened_by", "id"),)),
        "keptOn": Value(Print.NAME, "kept_on", nullable=True),
        "keptBy": Row("Person", (("kept_by", "id"),)),
        "mechanism": Value(Print.TEXT, "mechanism", nullable=True),
        "total": Value(Print.NUMBER, build=_count()),
        "open": Value(Print.NUMBER, build=_count(campaign_item.c.ended_on.is_(None))),
        "closed": Value(Print.NUMBER, build=_count(campaign_item.c.ended_on.is_not(None), _SOLVED)),
        "setAside": Value(Print.NUMBER, build=_count(campaign_item.c.aside)),
        "repeated": Value(Print.NUMBER, build=_count(campaign_item.c.repeated)),
        "viewerActions": Steps(
            (
                Step("KEEP", "campaign.keep", further_check=True, holds=_is_no_list_yet),
                Step("JOIN", "campaign.keep", further_check=True, holds=_is_kept),
            )
        ),
        "byWeek": Listed("CampaignWeekInfo", (("id", "campaign_id"),), order="WEEK", limit=200),
    },
    orders={"OPENED_ON_DESC": Order(("opened_on",), descending=True)},
)


def _weeks(_: Reach) -> FromClause:
    """What came in, what ended and what was set aside in each week, and what was left at its end."""
    of, kinds = campaign_item.c, ("came", "ended", "aside")
    steps = [
        select(
            of.root,
            of.campaign_id,
            cast(func.date_trunc("week", day), Date).label("week"),
            *(
                cast(literal_column(one), Integer).label(name)
                for one, name in zip(said, kinds, strict=True)
            ),
        ).where(day.is_not(None), *which)
        for day, said, which in (
            (of.entered_on, "100", ()),
            (of.ended_on, "010", (_SOLVED,)),
            (of.ended_on, "001", (of.aside,)),
        )
    ]
    each = union_all(*steps).subquery("step")
    came, ended, aside = (cast(func.sum(each.c[name]), Integer) for name in kinds)
    by_week = (each.c.root, each.c.campaign_id, each.c.week)
    left = func.sum(came - ended - aside).over(
        partition_by=(each.c.root, each.c.campaign_id), order_by=each.c.week
    )
    return (
        select(
            *by_week,
            *(came.label("entered"), ended.label("ended"), aside.label("aside")),
            cast(left, Integer).label("left"),
        )
        .group_by(*by_week)
        .subquery("campaign_week")
    )


WEEK = Shelf(
    "CampaignWeekInfo",
    _weeks,
    None,
    {
        "week": Value(Print.NAME, "week"),
        "entered": Value(Print.NUMBER, "entered"),
        "ended": Value(Print.NUMBER, "ended"),
        "setAside": Value(Print.NUMBER, "aside"),
        "left": Value(Print.NUMBER, "left"),
    },
    key="week",
    orders={"WEEK": Order(("week",))},
)


def _draft(reach: Reach) -> CTE:
    """What is compared: a draft as it was asked with, or the problem that was named."""
    given, root = reach.arguments, reach.facts["viewer_root"]
    subject = problem.alias("subject")
    nothing: ColumnElement[Any] = literal_column("null")
    said: dict[str, tuple[ColumnElement[Any], ColumnElement[Any]]] = {
        "title": (cast(given.get("text", nothing), Text), subject.c.title),
        "place": (cast(given.get("place", nothing), Text), subject.c.place),
        "day": (cast(given.get("foundOn", nothing), Date), _day(subject.c.reported_at)),
    }
    if (key := given.get("problem")) is None:
        asked = select(*(draft.label(name) for name, (draft, _) in said.items()))
    else:
        theirs = [func.coalesce(draft, own).label(name) for name, (draft, own) in said.items()]
        seen = reach.allowed("problem.read", dict(subject.c.items()))
        asked = select(*theirs).where(subject.c.root == root, subject.c.id == key, seen)
    return asked.cte("draft").prefix_with("materialized", dialect="postgresql")


def _alike(reach: Reach) -> FromClause:
    """Problems like a draft or like another problem, of those the viewer reads where they lie.

    Likeness is that of the titles (shared bigrams and trigrams) and, if both name one, of the
    places: three parts of four by title, one by place. Where the day is known, what lies a year
    apart or more loses a fifth of it.
    """
    given, row, root = reach.arguments, problem.c, reach.facts["viewer_root"]
    key, draft = given.get("problem"), _draft(reach)
    found = func.app.alike(draft.c.title).table_valued("id", "shared").lateral("alike_it")
    title = func.app.likeness(row.title, draft.c.title, type_=Integer)
    named = and_(draft.c.place != "", row.place != "")
    place = case((named, func.app.likeness(row.place, draft.c.place, type_=Integer)), else_=None)
    near = _nearness(_day(row.reported_at), draft.c.day)
    whole = (title * 3 + func.coalesce(place, title)) * (400 + func.coalesce(near, 100)) / 2000
    seen = reach.allowed("problem.oversee", dict(row.items()))
    itself = row.id != key if key is not None else true()
    alike = (
        select(
            row.root,
            row.id.label("problem_id"),
            cast(whole, Integer).label("likeness"),
            title.label("title"),
            place.label("place"),
            near.label("near"),
            row.reported_at,
        )
        .select_from(draft)
        .join(found, true())
        .join(problem, and_(row.root == root, row.id == found.c.id))
        .where(seen, itself, row.state != "MERGED", whole >= _LEAST)
        .order_by(cast(whole, Integer).desc(), row.reported_at.desc(), row.id)
        .limit(_most(given))
    )
    return alike.subquery("duplicate_suggestion")


def _day(at: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(func.timezone("Asia/Shanghai", at), Date)


def _nearness(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    """From 100 on the same day to 0 a year apart; null where a day is not known."""
    lost = cast(func.abs(one - other) * 100 / _YEAR, Integer)
    return case((other.is_(None), None), else_=func.greatest(0, 100 - lost))


def _most(given: Values) -> ColumnElement[Any]:
    asked = cast(given.get("limit", literal_column("10")), Integer)
    return func.greatest(0, func.least(50, func.coalesce(asked, 10)))


_LEAST = 20
"""What is less alike than this is no suggestion."""
_YEAR = literal_column("365", Integer)

SUGGESTION = Shelf(
    "DuplicateSuggestionInfo",
    _alike,
    None,
    {
        "likeness": Value(Print.NUMBER, "likeness"),
        "titleLikeness": Value(Print.NUMBER, "title"),
        "placeLikeness": Value(Print.NUMBER, "place", nullable=True),
        "nearness": Value(Print.NUMBER, "near", nullable=True),
        "reportedAt": Value(Print.INSTANT, "reported_at"),
        "problem": Row("Problem", (("problem_id", "id"),)),
    },
    key="problem_id",
    orders={"LIKENESS": Order(("likeness", "reported_at"), descending=True)},
    filters={
        "problem": Filter(argument=True, id_of="Problem"),
        "text": Filter(argument=True, kind=Text()),
        "place": Filter(argument=True, kind=Text()),
        "foundOn": Filter(argument=True, kind=Date()),
        "limit": Filter(argument=True, kind=Integer()),
    },
)


def _found(reach: Reach) -> FromClause:
    """What was found by whom, out of cells: by direct child now, or by the boundaries of a day."""
    day = day_in(reach.arguments)
    if day is None:
        rows = union_all(*cells_below(reach, ("ORIGIN",), "NOW", true())).subquery("rows")
        return select(rows.c.child, rows.c.mark, rows.c.n, true().label("whole")).subquery("found")
    cell, then = desk_cell.c, by_unit(reach, day, "then")
    return (
        select(then.c.child, cell.mark, cell.n, then.c.whole)
        .join_from(desk_cell, then, then.c.unit == cell.holder)
        .where(
            cell.kind == literal("ORIGIN"),
            not_(cell.whole),
            reach.allowed("problem.count", dict(cell.items())),
        )
        .subquery("found")
    )


def _settled_low(reach: Reach) -> FromClause:
    """What the units of each direct child found, and how much of it they settled themselves.

    Counted where it was found, not where it lies: what is pushed up stays in the denominator of
    those who found it and never enters their numerator. Down again is not settled low: whoever
    solved it had it handed down by a level above.
    """
    of = _found(reach).c

    def number(*which: ColumnElement[bool]) -> ColumnElement[Any]:
        return cast(func.coalesce(func.sum(of.n).filter(*which), literal_column("0")), Integer)

    found = number(of.mark != literal_column(str(ASIDE)))
    settled = number(of.mark == literal_column(str(SETTLED)))
    counts = {
        "found": found,
        "settled_low": settled,
        "sent_up": number(of.mark == literal_column(str(SENT_UP))),
        "share": cast(settled * 100 / func.nullif(found, 0), Integer),
    }
    grouped = (
        select(
            of.child,
            *(one.label(name) for name, one in counts.items()),
            func.bool_and(of.whole).label("complete"),
        )
        .group_by(of.child)
        .having(func.sum(of.n) > literal_column("0"))
        .subquery("found_below")
    )
    name_sort = select(tenant.c.name_sort).where(tenant.c.id == grouped.c.child).scalar_subquery()
    return select(*grouped.c, name_sort.label("name_sort")).subquery("settled_low")


SETTLED_LOW = Shelf(
    "SettledLowInfo",
    _settled_low,
    None,
    {
        "tenant": Row("Tenant", (("child", "id"),)),
        "found": Value(Print.NUMBER, "found"),
        "settledLow": Value(Print.NUMBER, "settled_low"),
        "sentUp": Value(Print.NUMBER, "sent_up"),
        "settledLowPercent": Value(Print.NUMBER, "share", nullable=True),
        "complete": Value(Print.BOOLEAN, "complete"),
    },
    key="child",
    orders={"NAME": Order(("name_sort",))},
    filters={ARGUMENT: AS_OF},
    rooted=False,
)

SHELVES = (CAMPAIGN, WEEK, SUGGESTION, SETTLED_LOW)


def _settled(columns: Columns, _: Values) -> ColumnElement[Any]:
    return and_(columns["state"] == "RESOLVED_ON_SPOT", columns["hops"] == literal_column("0"))


ROOTS = {
    "campaign": One("Campaign", {"id": Filter(column="id", id_of="Campaign")}),
    "campaigns": Rows("Campaign", order="OPENED_ON_DESC"),
    "duplicateSuggestions": Listed(
        "DuplicateSuggestionInfo",
        order="LIKENESS",
        filters=("problem", "text", "place", "foundOn", "limit"),
        limit=50,
    ),
    "problemsSettledOnSpot": bucket(_settled, "problem.oversee", order="DUE_ON_DESC"),
    "settledLow": Listed("SettledLowInfo", order="NAME", filters=(ARGUMENT,), limit=200),
}
