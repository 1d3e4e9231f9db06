"""The shelves of feeds, of their plans and of the lines of these."""

from typing import Any

from sqlalchemy import ColumnElement

from ledger.feeds.tables import feed, feed_line, feed_plan
from ledger.feeds.taking_back import lines_in, token_of
from storage.shelf import (
    Columns,
    Filter,
    Key,
    Listed,
    One,
    Order,
    Print,
    Row,
    Rows,
    Shelf,
    Step,
    Steps,
    Value,
    Values,
)

_TENANT = (("holder", "id"),)

FEED = Shelf(
    "Feed",
    feed,
    "feed.read",
    {
        "id": Key(),
        "name": Value(Print.TEXT, "name"),
        "source": Value(Print.NAME, "source"),
        "kinds": Value(Print.NAMES, "kinds"),
        "budget": Value(Print.NUMBER, "budget"),
        "rightsFrom": Value(Print.NAME, "rights_from"),
        "state": Value(Print.NAME, "state"),
        "createdAt": Value(Print.INSTANT, "created_at"),
        "formerSecretUntil": Value(Print.INSTANT, "former_secret_until", nullable=True),
        "lastCallAt": Value(Print.INSTANT, "last_call_at", nullable=True),
        "lastErrorAt": Value(Print.INSTANT, "last_error_at", nullable=True),
        "lastError": Value(Print.TEXT, "last_error", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", _TENANT),
        "plans": Rows("FeedPlan", (("id", "feed_id"),), order="PLANNED_ON"),
        "viewerActions": Steps(
            (
                Step("SUSPEND", "feed.keep", ("ACTIVE", "STOPPED")),
                Step("RESUME", "feed.keep", ("SUSPENDED", "STOPPED")),
                Step("ROTATE_SECRET", "feed.rotate"),
            )
        ),
    },
    orders={"NAME": Order(("name",))},
    filters={"state": Filter(column="state", fixed=True)},
)

FEED_PLAN = Shelf(
    "FeedPlan",
    feed_plan,
    "feed_plan.read",
    {
        "id": Key(),
        "plannedOn": Value(Print.NAME, "planned_on"),
        "people": Value(Print.NUMBER, "people"),
        "hash": Value(Print.TEXT, "hash"),
        "undoToken": Value(Print.TEXT, build=lambda row, _: token_of(row)),
        "applied": Value(Print.NUMBER, build=lambda row, _: lines_in(row, "APPLIED", kept=False)),
        "kept": Value(Print.NUMBER, build=lambda row, _: lines_in(row, "APPLIED", kept=True)),
        "undone": Value(Print.NUMBER, build=lambda row, _: lines_in(row, "UNDONE")),
        "waiting": Value(Print.NUMBER, build=lambda row, _: lines_in(row, "WAITING")),
        "changedAt": Value(Print.INSTANT, "changed_at"),
        "version": Value(Print.NUMBER, "version"),
        "feed": Row("Feed", (("feed_id", "id"),)),
        "lines": Rows(
            "FeedLine", (("id", "plan_id"),), order="MADE_AT", filters=("state", "reason")
        ),
    },
    orders={"PLANNED_ON": Order(("planned_on",), descending=True)},
)

FEED_LINE = Shelf(
    "FeedLine",
    feed_line,
    "feed_line.read",
    {
        "id": Key(),
        "kind": Value(Print.NAME, "kind"),
        "subject": Value(Print.NAME, "subject"),
        "state": Value(Print.NAME, "state"),
        "reason": Value(Print.NAME, "reason"),
        "confidence": Value(Print.NUMBER, "confidence"),
        "label": Value(Print.TEXT, "label"),
        "fromText": Value(Print.TEXT, "from_text"),
        "toText": Value(Print.TEXT, "to_text"),
        "gains": Value(Print.NAMES, "gains"),
        "loses": Value(Print.NAMES, "loses"),
        "madeAt": Value(Print.INSTANT, "made_at"),
        "decidedAt": Value(Print.INSTANT, "decided_at", nullable=True),
        "keptBecause": Value(Print.TEXT, "kept_because", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", _TENANT),
        "plan": Row("FeedPlan", (("plan_id", "id"),)),
        "person": Row("Person", (("person_id", "id"),)),
        "fromPost": Row("Post", (("from_post_id", "id"),)),
        "toPost": Row("Post", (("to_post_id", "id"),)),
        "handover": Listed("HandoverItemInfo", (("from_post_id", "post_id"),), order="DUE_ON"),
        "viewerActions": Steps(
            (
                Step("CONFIRM", "feed_line.decide", ("WAITING",), further_check=True),
                Step("DECLINE", "feed_line.decide", ("WAITING",)),
            )
        ),
    },
    orders={"MADE_AT": Order(("made_at",))},
    filters={
        "state": Filter(column="state", fixed=True),
        "reason": Filter(column="reason", fixed=True),
        "plan": Filter(column="plan_id", id_of="FeedPlan"),
    },
)

SHELVES = (FEED, FEED_PLAN, FEED_LINE)


def _waiting(columns: Columns, _: Values) -> ColumnElement[Any]:
    return columns["state"] == "WAITING"


ROOTS = {
    "feed": One("Feed", {"id": Filter(column="id", id_of="Feed")}),
    "feeds": Rows("Feed", order="NAME", filters=("state",)),
    "feedPlan": One("FeedPlan", {"id": Filter(column="id", id_of="FeedPlan")}),
    "feedLines": Rows("FeedLine", order="MADE_AT", filters=("state", "reason", "plan")),
    "feedLinesWaiting": Rows("FeedLine", where=_waiting, order="MADE_AT", filters=("reason",)),
}
