"""The shelves of the notices. A notice of what the viewer may not read is not there."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, exists, func, or_, select, true

from ledger.escalation.tables import escalation
from ledger.glass.tables import glass_window
from ledger.meetings.tables import meeting
from ledger.notices.kinds import OF_ONESELF
from ledger.notices.tables import notice, notice_setting
from ledger.previews.tables import proposed_change
from ledger.problems.tables import problem
from ledger.publicity.tables import publication_draft
from ledger.rechecks.tables import rebound
from ledger.reorganisation.tables import reorganisation
from ledger.responsibilities.tables import obligation, responsibility_list
from ledger.scores.tables import score
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
    Value,
    Values,
)
from tenants.tables import appointment

POINTED_AT: Mapping[str, Table] = {
    "problem": problem,
    "obligation": obligation,
    "rebound": rebound,
    "score": score,
    "escalation": escalation,
    "glass_window": glass_window,
    "reorganisation": reorganisation,
    "meeting": meeting,
    "proposed_change": proposed_change,
    "appointment": appointment,
    "draft": publication_draft,
    "responsibility": responsibility_list,
}
"""What a notice points at, by the noun whose reading the rule book decides."""


def seen(reach: Reach) -> FromClause:
    """Notices of the viewer about what they may read now, by the rules of now, or about themselves."""
    return (
        select(notice)
        .where(
            notice.c.person_id == reach.facts["viewer_person"],
            or_(
                notice.c.kind.in_(OF_ONESELF),
                *(
                    exists().where(
                        table.c.root == notice.c.root,
                        table.c.id == notice.c[f"{name}_id"],
                        reach.allowed(f"{name}.read", dict(table.c)),
                    )
                    for name, table in POINTED_AT.items()
                ),
            ),
        )
        .subquery("notice_seen")
    )


def _unread(columns: Columns, wanted: Any) -> ColumnElement[Any]:
    return columns["read_at"].is_(None) if wanted else true()


def _clock(column: str) -> Value:
    """A time of day as hours and minutes."""
    return Value(Print.NAME, build=lambda row, _: func.to_char(row[column], "HH24:MI"))


NOTICE = Shelf(
    "Notice",
    seen,
    "notice.read",
    {
        "id": Key(),
        "kind": Value(Print.NAME, "kind"),
        "createdAt": Value(Print.INSTANT, "created_at"),
        "readAt": Value(Print.INSTANT, "read_at", nullable=True),
        "forDay": Value(Print.NAME, "for_day", nullable=True),
        "problem": Row("Problem", (("problem_id", "id"),)),
        "obligation": Row("Obligation", (("obligation_id", "id"),)),
        "glassWindow": Row("GlassWindow", (("glass_window_id", "id"),)),
        "reorganisation": Row("Reorganisation", (("reorganisation_id", "id"),)),
        "rebound": Row("Rebound", (("rebound_id", "id"),)),
        "score": Row("Score", (("score_id", "id"),)),
        "escalation": Row("Escalation", (("escalation_id", "id"),)),
        "meeting": Row("Meeting", (("meeting_id", "id"),)),
        "proposedChange": Row("ProposedChange", (("proposed_change_id", "id"),)),
        "appointment": Row("Appointment", (("appointment_id", "id"),)),
        "draft": Row("PublicationDraft", (("draft_id", "id"),)),
        "list": Row("ResponsibilityList", (("responsibility_id", "id"),)),
        "post": Row("Post", (("post_id", "id"),)),
    },
    orders={"NEWEST": Order(("created_at",), descending=True)},
    filters={"unreadOnly": Filter(build=_unread, fixed=True)},
)

NOTICE_SETTING = Shelf(
    "NoticeSetting",
    notice_setting,
    "notice_setting.read",
    {
        "id": Key(),
        "email": Value(Print.TEXT, "email", nullable=True),
        "gateway": Value(Print.TEXT, "gateway", nullable=True),
        "digestAt": _clock("digest_at"),
        "quietFrom": _clock("quiet_from"),
        "quietUntil": _clock("quiet_until"),
        "version": Value(Print.NUMBER, "version"),
    },
    orders={"VERSION": Order(("version",))},
)


SHELVES = (NOTICE, NOTICE_SETTING)


def _mine(columns: Columns, values: Values) -> ColumnElement[Any]:
    return columns["person_id"] == values["viewer_person"]


ROOTS = {
    "notice": One("Notice", {"id": Filter(column="id", id_of="Notice")}),
    "notices": Rows("Notice", order="NEWEST", filters=("unreadOnly",)),
    "noticeSettings": Listed("NoticeSetting", where=_mine, order="VERSION", limit=1),
}
