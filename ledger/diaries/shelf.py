"""Shelves of diaries, checklists, and visits counted per direct subordinate."""

from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, Integer, Text, cast, func, select

from ledger.diaries.tables import diary_entry, diary_file, visit_template
from ledger.responsibilities.files import sealed_address
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
from tenants.columns import SLOTS
from tenants.tables import tenant

_TENANT = (("holder", "id"),)


def _uncorrected(of: Any) -> ColumnElement[bool]:
    """Whether nobody wrote a correction of an entry."""
    later = diary_entry.alias("later")
    found: ColumnElement[bool] = ~(
        select(later.c.id)
        .where(later.c.root == of["root"], later.c.corrects == of["id"])
        .correlate_except(later)
        .exists()
    )
    return found


DIARY_ENTRY = Shelf(
    "DiaryEntry",
    diary_entry,
    "diary_entry.read",
    {
        "id": Key(),
        "kind": Value(Print.NAME, "kind"),
        "day": Value(Print.NAME, "day"),
        "place": Value(Print.TEXT, "place"),
        "household": Value(Print.TEXT, "household"),
        "text": Value(Print.TEXT, "text"),
        "answers": Value(Print.TEXTS, "answers"),
        "lines": Value(Print.NUMBER, "lines"),
        "unanswered": Value(Print.NUMBER, "unanswered"),
        "writtenAt": Value(Print.INSTANT, "written_at"),
        "tenant": Row("Tenant", _TENANT),
        "author": Row("Person", (("author_person", "id"),)),
        "authorPost": Row("Post", (("author_post", "id"),)),
        "template": Row("VisitTemplate", (("template_id", "id"),)),
        "corrects": Row("DiaryEntry", (("corrects", "id"),)),
        "corrections": Listed("DiaryEntry", (("id", "corrects"),), order="DAY_DESC", limit=1),
        "files": Listed("DiaryFile", (("id", "entry_id"),), order="ADDED_AT", limit=20),
        "problems": Listed("Problem", (("id", "diary_entry_id"),), order="DUE_ON", limit=50),
        "viewerActions": Steps(
            (Step("CORRECT", "diary_entry.correct", further_check=True),),
        ),
    },
    orders={"DAY_DESC": Order(("day",), descending=True)},
    filters={"kind": Filter(column="kind", kind=Text())},
)

DIARY_FILE = Shelf(
    "DiaryFile",
    diary_file,
    # Read as its entry is, by the same rules over the same fields.
    "diary_entry.read",
    {
        "id": Key(),
        "name": Value(Print.TEXT, "name"),
        "mediaType": Value(Print.TEXT, "media_type"),
        "sizeBytes": Value(Print.LONG, "size_bytes"),
        "sha256": Value(Print.NAME, "sha256"),
        "addedAt": Value(Print.INSTANT, "added_at"),
        "url": Value(Print.TEXT, build=sealed_address, nullable=True),
        "entry": Row("DiaryEntry", (("entry_id", "id"),)),
    },
    orders={"ADDED_AT": Order(("added_at",))},
)

VISIT_TEMPLATE = Shelf(
    "VisitTemplate",
    visit_template,
    "visit_template.read",
    {
        "id": Key(),
        "number": Value(Print.NUMBER, "number"),
        "state": Value(Print.NAME, "state"),
        "title": Value(Print.TEXT, "title"),
        "titleEn": Value(Print.TEXT, "title_en"),
        "lines": Value(Print.TEXTS, "lines"),
        "linesEn": Value(Print.TEXTS, "lines_en"),
        "setAt": Value(Print.INSTANT, "set_at"),
        "tenant": Row("Tenant", _TENANT),
    },
    orders={"LEVEL": Order(("holder_slot", "number"), descending=True)},
)


def _child(slot: int) -> ColumnElement[Any]:
    """The direct subordinate in whose subtree a visit was made; oneself for one's own."""
    below = [diary_entry.c[f"at{deeper}"] for deeper in SLOTS if deeper > slot]
    return func.coalesce(*below, diary_entry.c.holder, type_=Integer)


def _visits(reach: Reach) -> FromClause:
    """Visits between two days, per direct subordinate; a corrected one counts as corrected."""
    of = diary_entry.c
    child = _child(reach.slot or 1)
    begins, ends = (cast(reach.arguments[name], Date) for name in ("begins", "ends"))
    counted = (
        select(
            child.label("child"),
            func.count().label("visits"),
            func.sum(of.lines).label("lines"),
            func.sum(of.unanswered).label("unanswered"),
        )
        .where(
            of.kind == "VISIT",
            of.day >= begins,
            of.day <= ends,
            _uncorrected(of),
            reach.allowed("diary_entry.count", dict(of.items())),
        )
        .group_by(child)
        .subquery("counted")
    )
    name_sort = select(tenant.c.name_sort).where(tenant.c.id == counted.c.child).scalar_subquery()
    return select(*counted.c, name_sort.label("name_sort")).subquery("visits")


VISITS = Shelf(
    "VisitCountInfo",
    _visits,
    None,
    {
        "tenant": Row("Tenant", (("child", "id"),)),
        "visits": Value(Print.NUMBER, "visits"),
        "lines": Value(Print.NUMBER, "lines"),
        "unanswered": Value(Print.NUMBER, "unanswered"),
    },
    key="child",
    rooted=False,
    orders={"NAME": Order(("name_sort",))},
    filters={
        "begins": Filter(argument=True, kind=Date()),
        "ends": Filter(argument=True, kind=Date()),
    },
)

# The entry last: of shelves that are read under one action it stands for the noun.
SHELVES = (DIARY_FILE, DIARY_ENTRY, VISIT_TEMPLATE, VISITS)


def _in_force(columns: Columns, _: Values) -> ColumnElement[Any]:
    found: ColumnElement[Any] = columns["state"] == "PUBLISHED"
    return found


ROOTS = {
    "diaryEntry": One("DiaryEntry", {"id": Filter(column="id", id_of="DiaryEntry")}),
    "diaryEntries": Rows("DiaryEntry", order="DAY_DESC", filters=("kind",)),
    # Nearest level first: the first one with lines is the one that is asked by.
    "visitTemplates": Listed("VisitTemplate", where=_in_force, order="LEVEL", limit=100),
    "visitCounts": Listed("VisitCountInfo", order="NAME", filters=("begins", "ends"), limit=200),
}
