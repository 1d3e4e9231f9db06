"""By what lists of problems are narrowed: the lists, the desks and the numbers that open as lists."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Text,
    Uuid,
    any_,
    column,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import array

from storage.metadata import metadata
from storage.shelf import Columns, Filter, Order
from tenants.columns import SLOTS
from tenants.refusals import TextRefused
from tenants.tables import tenant
from tenants.wording import worded


def _came_from_diary(columns: Columns, wanted: Any) -> ColumnElement[Any]:
    """Problems that came from a diary: with their field, the livelihood ledger; or those that did not."""
    entry = columns["diary_entry_id"]
    return entry.is_not(None) if wanted else entry.is_(None)


def _lies_with(columns: Columns, uid: ColumnElement[Any]) -> ColumnElement[Any]:
    """What lies with a unit or below it: a row of the roll-up, as far as it may be listed."""
    found: ColumnElement[Any] = _number(uid) == any_(
        array([columns[f"at{slot}"] for slot in SLOTS])
    )
    return found


def _held_by(columns: Columns, uid: ColumnElement[Any]) -> ColumnElement[Any]:
    """What lies with that very unit: the row of the roll-up for what a level has itself."""
    return columns["holder"] == _number(uid)


def _number(uid: ColumnElement[Any]) -> ColumnElement[int]:
    return select(tenant.c.id).where(tenant.c.uid == uid).scalar_subquery()


def _of_campaign(columns: Columns, key: ColumnElement[Any]) -> ColumnElement[Any]:
    """What a campaign took in or keeps; of another level's, the wall shows nothing."""
    item = metadata.tables["app.campaign_item"].c
    kept = select(item.root, item.problem_id).where(item.campaign_id == key)
    return tuple_(columns["root"], columns["id"]).in_(kept)


def _found_by(columns: Columns, uid: ColumnElement[Any]) -> ColumnElement[Any]:
    """What that very unit found, wherever it lies now."""
    return columns["origin"] == _number(uid)


SEARCHED = ("title", "place", "source")
"""What is said of a problem in a line; two characters of one of them find it."""
_LEAST, _MOST = 2, 100
UNCOUNTED = re.compile(
    r"[\s!-/:-@\[-`{-~\u00b7\u2010-\u206f\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)
"""Blanks and marks: ``app.bare`` (migrations/gates/intake.sql) leaves them out."""


def searched(said: object) -> str:
    """Gives a text to look for.

    Refuses:  record.text_refused, of less than two characters, marks not counted, or more than 100.
    """
    kept = worded("text", str(said), least=_LEAST, most=_MOST)
    if len(UNCOUNTED.sub("", kept)) < _LEAST:
        raise TextRefused(field="text", least=_LEAST, most=_MOST)
    return kept


def _saying(columns: Columns, said: ColumnElement[Any]) -> ColumnElement[Any]:
    """What holds the text: found by pairs of its characters, and compared then.

    Case, blanks and marks make no difference (``app.bare``, migrations/gates/intake.sql).
    """
    found = func.app.problems_saying(said).table_valued(
        column("root", Integer), column("id", Uuid), name="saying"
    )
    holds = (
        func.strpos(func.app.bare(columns[name]), func.app.bare(said)) > 0 for name in SEARCHED
    )
    keys = select(found.c.root, found.c.id)
    return tuple_(columns["root"], columns["id"]).in_(keys) & or_(*holds)


FILTERS: Mapping[str, Filter] = {
    "open": Filter(fixed=True),
    "overdue": Filter(fixed=True),
    "owedLate": Filter(column="owed_late", kind=Boolean()),
    "state": Filter(fixed=True),
    "listType": Filter(column="list_type", kind=Text()),
    "label": Filter(column="class", kind=Text()),
    "field": Filter(kind=Text(), column="field"),
    "category": Filter(kind=Text(), column="category"),
    "fromDiary": Filter(build=_came_from_diary, fixed=True),
    "tenant": Filter(build=_lies_with, id_of="Tenant"),
    "holder": Filter(build=_held_by, id_of="Tenant"),
    "campaign": Filter(build=_of_campaign, id_of="Campaign"),
    "leadPost": Filter(column="lead_post", id_of="Post"),
    "cluster": Filter(column="cluster_id", id_of="Cluster"),
    "channel": Filter(column="channel", kind=Text()),
    "origin": Filter(build=_found_by, id_of="Tenant"),
    "text": Filter(build=_saying, kind=Text(), fit=searched),
    "dueBefore": Filter(build=lambda columns, day: columns["due_on"] < day, kind=Date()),
    "dueAfter": Filter(build=lambda columns, day: columns["due_on"] > day, kind=Date()),
}
NAMES = tuple(FILTERS)
ORDERS: Mapping[str, Order] = {
    "DUE_ON": Order(("due_on",)),
    "DUE_ON_DESC": Order(("due_on",), descending=True),
    "REPORTED_AT": Order(("reported_at",)),
    "REPORTED_AT_DESC": Order(("reported_at",), descending=True),
}
