"""Shelves of publicity. The public reads publications only: frozen texts, never a problem."""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Text, and_, case, or_, select

from ledger.publicity.rules import moderated_from, starts
from ledger.publicity.tables import (
    comment,
    consent,
    posting,
    publication,
    publication_draft,
    publicity_duty,
)
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
from tenants.tables import tenant

_TENANT = (("holder", "id"),)
_UNAPPROVED = ("place", "link")


def _of_unit(columns: Columns, uid: ColumnElement[Any]) -> ColumnElement[Any]:
    """Of one unit, by its public key."""
    found: ColumnElement[Any] = columns["holder"] == (
        select(tenant.c.id).where(tenant.c.uid == uid).scalar_subquery()
    )
    return found


_STEPS = (
    Step("CHECK", "draft.check", starts("check"), further_check=True),
    Step("APPROVE", "draft.approve", starts("approve"), further_check=True),
    Step("PUBLISH", "draft.publish", starts("publish"), further_check=True),
    Step("WITHDRAW", "draft.withdraw", starts("withdraw")),
)
_DRAFT = Row("PublicationDraft", (("root", "root"), ("draft_id", "id")))
_PUBLICATION = Row("Publication", (("root", "root"), ("publication_id", "id")))

DRAFT = Shelf(
    "PublicationDraft",
    publication_draft,
    "draft.read",
    {
        "id": Key(),
        "kind": Value(Print.NAME, "kind"),
        "polarity": Value(Print.NAME, "polarity", nullable=True),
        "scope": Value(Print.NAME, "scope"),
        "form": Value(Print.NAME, "form"),
        "plannedOn": Value(Print.NAME, "planned_on"),
        "title": Value(Print.TEXT, "title"),
        "text": Value(Print.TEXT, "text"),
        "aboutClient": Value(Print.BOOLEAN, "about_client"),
        "state": Value(Print.NAME, "state"),
        "reason": Value(Print.NAME, "reason", nullable=True),
        "note": Value(Print.TEXT, "note"),
        "proposedAt": Value(Print.INSTANT, "proposed_at"),
        "checkedAt": Value(Print.INSTANT, "checked_at", nullable=True),
        "approvedAt": Value(Print.INSTANT, "approved_at", nullable=True),
        "publishedAt": Value(Print.INSTANT, "published_at", nullable=True),
        "endedAt": Value(Print.INSTANT, "ended_at", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", _TENANT),
        "approvedFor": Row("Tenant", (("approving", "id"),)),
        "problem": Row("Problem", (("problem_id", "id"),)),
        "proposedBy": Row("Person", (("proposed_by", "id"),)),
        "checkedBy": Row("Person", (("checked_by", "id"),)),
        "approvedBy": Row("Person", (("approved_by", "id"),)),
        "publishedBy": Row("Person", (("published_by", "id"),)),
        "endedBy": Row("Person", (("ended_by", "id"),)),
        "viewerActions": Steps(_STEPS),
    },
    orders={"PROPOSED_AT_DESC": Order(("proposed_at",), descending=True)},
    filters={
        "state": Filter(fixed=True),
        "kind": Filter(fixed=True),
        "problem": Filter(column="problem_id", id_of="Problem"),
    },
)

PUBLICATION = Shelf(
    "Publication",
    publication,
    "publication.read",
    {
        "id": Key(),
        "kind": Value(Print.NAME, "kind"),
        "polarity": Value(Print.NAME, "polarity", nullable=True),
        "scope": Value(Print.NAME, "scope"),
        "title": Value(Print.TEXT, "title"),
        "text": Value(Print.TEXT, "text"),
        "unitName": Value(Print.TEXT, "unit_name"),
        "sha256": Value(Print.NAME, "sha256"),
        "state": Value(Print.NAME, "state"),
        "publishedAt": Value(Print.INSTANT, "published_at"),
        "withdrawnAt": Value(Print.INSTANT, "withdrawn_at", nullable=True),
        "withdrawnFor": Value(Print.NAME, "withdrawn_reason", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", _TENANT),
        "draft": _DRAFT,
        "postings": Listed("PostingInfo", (("id", "publication_id"),), order="POSTED_ON", limit=50),
        "comments": Rows("Comment", (("id", "publication_id"),), order="RECEIVED_AT"),
        "viewerActions": Steps(
            (
                Step("RECORD_POSTING", "publication.log", ("PUBLISHED",), further_check=True),
                Step("WITHDRAW", "draft.withdraw", ("PUBLISHED",), of=_DRAFT),
            )
        ),
    },
    orders={"PUBLISHED_AT_DESC": Order(("published_at",), descending=True)},
    filters={
        "kind": Filter(fixed=True),
        "polarity": Filter(column="polarity", kind=Text()),
        "state": Filter(fixed=True),
        "tenant": Filter(build=_of_unit, id_of="Tenant"),
    },
    # Also nobody reads it, who stands in no root.
    rooted=False,
)


def _postings(reach: Reach) -> FromClause:
    """Postings of publications that the viewer reads: channel and day.

    Place and link are free text of the unit that nobody approved: for those who read the draft.
    """
    under = and_(publication.c.root == posting.c.root, publication.c.id == posting.c.publication_id)
    drafted = and_(
        publication_draft.c.root == publication.c.root,
        publication_draft.c.id == publication.c.draft_id,
        reach.allowed("draft.read", dict(publication_draft.c.items())),
    )
    told = publication_draft.c.id.is_not(None)
    words = [case((told, posting.c[name])).label(name) for name in _UNAPPROVED]
    return (
        select(*(one for one in posting.c if one.name not in _UNAPPROVED), *words)
        .join(publication, under)
        .outerjoin(publication_draft, drafted)
        .where(reach.allowed("publication.read", dict(publication.c.items())))
        .subquery("postings")
    )


POSTING = Shelf(
    "PostingInfo",
    _postings,
    None,
    {
        "form": Value(Print.NAME, "form"),
        "place": Value(Print.TEXT, "place", nullable=True),
        "link": Value(Print.TEXT, "link", nullable=True),
        "postedOn": Value(Print.NAME, "posted_on"),
    },
    orders={"POSTED_ON": Order(("posted_on",))},
    rooted=False,
)


def _comments(reach: Reach) -> FromClause:
    """Comments that were let through, for who reads what they are about; all, for who moderates."""
    under = and_(publication.c.root == comment.c.root, publication.c.id == comment.c.publication_id)
    columns = dict(publication.c.items())
    passed = and_(comment.c.state == "PUBLISHED", reach.allowed("publication.read", columns))
    return (
        select(*comment.c)
        .join(publication, under)
        .where(or_(passed, reach.allowed("publication.moderate", columns)))
        .subquery("comments")
    )


COMMENT = Shelf(
    "Comment",
    _comments,
    None,
    {
        "id": Key(),
        "text": Value(Print.TEXT, "text"),
        "state": Value(Print.NAME, "state"),
        "hiddenFor": Value(Print.NAME, "reason", nullable=True),
        "receivedAt": Value(Print.INSTANT, "received_at"),
        "version": Value(Print.NUMBER, "version"),
        "publication": _PUBLICATION,
        "viewerActions": Steps(
            tuple(
                Step(
                    *(name, "publication.moderate", moderated_from(hiding=hiding)),
                    further_check=True,
                    of=replace(_PUBLICATION, action="publication.moderate"),
                )
                for name, hiding in (("LET_THROUGH", False), ("HIDE", True))
            )
        ),
    },
    orders={"RECEIVED_AT": Order(("received_at",))},
    rooted=False,
)


DUTY = Shelf(
    "PublicityDutyInfo",
    publicity_duty,
    None,
    {
        "kind": Value(Print.NAME, "kind"),
        "dueOn": Value(Print.NAME, "due_on"),
        "overdue": Value(Print.BOOLEAN, "overdue"),
        "tenant": Row("Tenant", _TENANT),
        "problem": Row("Problem", (("problem_id", "id"),)),
    },
    orders={"DUE_ON": Order(("due_on",))},
)

CONSENT = Shelf(
    "ConsentInfo",
    consent,
    None,
    {
        "form": Value(Print.NAME, "form"),
        "givenOn": Value(Print.NAME, "given_on"),
        "covers": Value(Print.TEXT, "covers"),
        "recordedAt": Value(Print.INSTANT, "recorded_at"),
        "withdrawnOn": Value(Print.NAME, "withdrawn_on", nullable=True),
    },
    orders={"GIVEN_ON": Order(("given_on", "recorded_at"))},
)
"""Reached through a petitioner, by whoever reads them masked."""

SHELVES = (DRAFT, PUBLICATION, POSTING, COMMENT, DUTY, CONSENT)


def _published(columns: Columns, _: Values) -> ColumnElement[Any]:
    found: ColumnElement[Any] = columns["state"] == "PUBLISHED"
    return found


def _received(columns: Columns, _: Values) -> ColumnElement[Any]:
    found: ColumnElement[Any] = columns["state"] == "RECEIVED"
    return found


def _due(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Open duties of the viewer's unit and of its direct subordinates."""
    me = values["viewer_tenant"]
    return and_(columns["open"], or_(columns["holder"] == me, columns["holder_parent"] == me))


ROOTS = {
    "publication": One("Publication", {"id": Filter(column="id", id_of="Publication")}),
    "publications": Rows(
        "Publication",
        where=_published,
        order="PUBLISHED_AT_DESC",
        filters=("kind", "polarity", "tenant"),
    ),
    "publicationDraft": One(
        "PublicationDraft", {"id": Filter(column="id", id_of="PublicationDraft")}
    ),
    "publicationDrafts": Rows(
        "PublicationDraft",
        order="PROPOSED_AT_DESC",
        filters=("state", "kind", "problem"),
    ),
    "commentsToModerate": Rows("Comment", where=_received, order="RECEIVED_AT"),
    "publicityDue": Rows("PublicityDutyInfo", where=_due, order="DUE_ON"),
}
