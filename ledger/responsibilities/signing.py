"""Who is asked to sign a list, and who has: whoever holds a post of its actor, each for themselves.

A list is its actor's as the rule book says it (``my-own-list``) and the gates (``app.is_borne``): of a
post of that actor type in its unit and in its body; without one, of a post in none. The head's
signature stands beside those of the actors and for none of them; a list for which the unit has
nobody in such a post asks nobody, nor does one of a unit that is closed or suspended.
"""

from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, cast, func, not_, or_, select
from sqlalchemy.dialects.postgresql import array

from ledger.responsibilities.tables import pledge, responsibility_list
from storage.printing import literal
from storage.shelf import Columns, Values
from tenants.columns import SLOTS
from tenants.tables import appointment, post, tenant

TODAY: ColumnElement[Any] = cast(func.timezone(literal("Asia/Shanghai"), func.now()), Date)


def is_signed(of: Any = responsibility_list.c) -> ColumnElement[bool]:
    """Whether everybody who is asked has signed the version in force, and somebody is asked."""
    bears = _bearers(of)
    return and_(bears.exists(), not_(bears.where(not_(_has_signed(of))).exists()))


def is_to_be_signed(of: Any) -> ColumnElement[bool]:
    """Whether a list is in force and somebody who is asked has not signed that version."""
    missing = _bearers(of).where(not_(_has_signed(of))).exists()
    return and_(_asks(of), missing)


def has_to_sign(columns: Columns, of: Columns) -> ColumnElement[Any]:
    """Appointments whose holders are asked to sign a list and have not."""
    held = appointment.alias("asked")
    missing = _bearers(of, held).where(not_(_has_signed(of, held)), held.c.id == columns["id"])
    return and_(_asks(of), missing.exists())


def mine_to_sign(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Lists that whoever asks is to sign in the acting post and has not signed."""
    held = appointment.alias("mine")
    mine = _bearers(columns, held).where(
        held.c.person_id == values["viewer_person"],
        held.c.post_id == values["viewer_post"],
        not_(_has_signed(columns, held)),
    )
    return and_(
        columns["holder"] == values["viewer_tenant"],
        columns["actor_type"] == values["viewer_actor_type"],
        columns["state"] == literal("PUBLISHED"),
        mine.exists(),
    )


def may_sign(columns: Columns, _: Columns, values: Values) -> ColumnElement[bool]:
    """Not signed by the viewer yet, who does not stand in for a bearer (``sign_pledge``)."""
    held, signed = appointment.alias("own"), pledge.alias("signed")
    bears = and_(
        columns["actor_type"].is_not_distinct_from(values["viewer_actor_type"]),
        columns["body_id"].is_not_distinct_from(values["viewer_body"]),
    )
    regular = select(held.c.id).where(
        held.c.root == columns["root"],
        held.c.person_id == values["viewer_person"],
        held.c.post_id == values["viewer_post"],
        held.c.kind == literal("REGULAR"),
        held.c.appointed_on <= TODAY,
        or_(held.c.relieved_on.is_(None), held.c.relieved_on > TODAY),
    )
    mine = select(signed.c.id).where(
        signed.c.root == columns["root"],
        signed.c.list_id == columns["id"],
        signed.c.list_version == columns["edition"],
        signed.c.person_id == values["viewer_person"],
    )
    return and_(not_(mine.exists()), or_(not_(bears), regular.exists()))


def _asks(of: Any) -> ColumnElement[bool]:
    """Whether a list is in force in a unit that stands: nobody signs in one closed or suspended."""
    here, over = tenant.alias("here"), tenant.alias("over")
    line = array([here.c[f"at{slot}"] for slot in SLOTS])
    suspended = select(over.c.id).where(over.c.suspended, over.c.id == func.any(line))
    stands = select(here.c.id).where(
        here.c.root == of["root"],
        here.c.id == of["holder"],
        or_(here.c.valid_until.is_(None), here.c.valid_until > TODAY),
        not_(suspended.exists()),
    )
    return and_(of["state"] == literal("PUBLISHED"), stands.exists())


def _bearers(of: Any, held: Any = appointment) -> Select[Any]:
    """Those who hold a post of the list's actor today. A stand-in is asked for nothing: 不得代签."""
    day, at = TODAY, post.c
    return (
        select(held.c.id)
        .join(post, and_(at.root == held.c.root, at.id == held.c.post_id))
        .where(
            at.root == of["root"],
            at.holder == of["holder"],
            at.actor_type == of["actor_type"],
            at.body_id.is_not_distinct_from(of["body_id"]),
            at.valid_from <= day,
            or_(at.valid_until.is_(None), day < at.valid_until),
            held.c.kind == literal("REGULAR"),
            held.c.appointed_on <= day,
            or_(held.c.relieved_on.is_(None), day < held.c.relieved_on),
            or_(
                held.c.suspended_on.is_(None),
                day < held.c.suspended_on,
                held.c.resumed_on <= day,
            ),
        )
    )


def _has_signed(of: Any, held: Any = appointment) -> ColumnElement[bool]:
    """Whether a holder has signed the version of a list that is in force now, in whichever post."""
    return (
        select(pledge.c.id)
        .where(
            pledge.c.root == of["root"],
            pledge.c.list_id == of["id"],
            pledge.c.list_version == of["edition"],
            pledge.c.person_id == held.c.person_id,
        )
        .exists()
    )
