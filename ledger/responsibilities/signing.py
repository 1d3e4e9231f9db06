"""Who is asked to sign a list, and who has: whoever holds a post of its actor, each for themselves.

A list is its actor's as the rule book says it (``my-own-list``) and the gates (``app.is_borne``): of a
post of that actor type in its unit and in its body; without one, of a post in none. The head's
signature stands beside those of the actors and for none of them; a list for which the unit has
nobody in such a post asks nobody, nor does one of a unit that is closed or suspended.
"""

from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, func, literal_column, not_, or_, select
from sqlalchemy.dialects.postgresql import array

from ledger.responsibilities.tables import pledge, responsibility_list
from storage.printing import literal
from storage.shelf import Columns, Values
from tenants.columns import SLOTS, TODAY
from tenants.tables import appointment, post, tenant

_TODAY = literal_column(TODAY, Date)


def is_signed(of: Any = responsibility_list.c) -> ColumnElement[bool]:
    """Whether everybody who is asked has signed the version in force, and somebody is asked."""
    return and_(_bearers(of).exists(), not_(_missing(of).exists()))


def is_to_be_signed(of: Any) -> ColumnElement[bool]:
    """Whether a list is in force and somebody who is asked has not signed that version."""
    return and_(_asks(of), _missing(of).exists())


def has_to_sign(columns: Columns, of: Columns) -> ColumnElement[Any]:
    """Appointments whose holders are asked to sign a list and have not."""
    held = appointment.alias("asked")
    return and_(_asks(of), _missing(of, held).where(held.c.id == columns["id"]).exists())


def mine_to_sign(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Lists that whoever asks is to sign in the acting post and has not signed."""
    held = appointment.alias("mine")
    mine = _missing(columns, held).where(
        held.c.person_id == values["viewer_person"], held.c.post_id == values["viewer_post"]
    )
    return and_(
        columns["holder"] == values["viewer_tenant"],
        columns["actor_type"] == values["viewer_actor_type"],
        columns["state"] == literal("PUBLISHED"),
        mine.exists(),
    )


def may_sign(columns: Columns, _: Columns, values: Values) -> ColumnElement[bool]:
    """Not signed by the viewer yet, who does not stand in for a bearer (``sign_pledge``)."""
    bears = and_(
        columns["actor_type"].is_not_distinct_from(values["viewer_actor_type"]),
        columns["body_id"].is_not_distinct_from(values["viewer_body"]),
    )
    person, held = values["viewer_person"], appointment.alias("own")
    regular = in_own_post(columns["root"], person, values["viewer_post"], day=_TODAY, held=held)
    return and_(not_(_has_signed(columns, person)), or_(not_(bears), regular.exists()))


def in_own_post(
    root: Any, person: Any, key: Any, *, day: Any, held: Any = appointment
) -> Select[Any]:
    """Appointments by which a person holds a post on a day, and not for another."""
    whose = (held.c.root == root, held.c.person_id == person, held.c.post_id == key)
    return select(held.c.id).where(*whose, _regular(held.c, day))


def _regular(held: Any, day: Any) -> ColumnElement[bool]:
    until = or_(held.relieved_on.is_(None), day < held.relieved_on)
    return and_(held.kind == literal("REGULAR"), held.appointed_on <= day, until)


def _asks(of: Any) -> ColumnElement[bool]:
    """Whether a list is in force in a unit that stands: nobody signs in one closed or suspended."""
    here, over = tenant.alias("here"), tenant.alias("over")
    line = array([here.c[f"at{slot}"] for slot in SLOTS])
    suspended = select(over.c.id).where(over.c.suspended, over.c.id == func.any(line))
    stands = select(here.c.id).where(
        here.c.root == of["root"],
        here.c.id == of["holder"],
        or_(here.c.valid_until.is_(None), here.c.valid_until > _TODAY),
        not_(suspended.exists()),
    )
    return and_(of["state"] == literal("PUBLISHED"), stands.exists())


def _bearers(of: Any, held: Any = appointment) -> Select[Any]:
    """Those who hold a post of the list's actor today. A stand-in is asked for nothing: 不得代签."""
    day, at = _TODAY, post.c
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
            _regular(held.c, day),
            or_(
                held.c.suspended_on.is_(None),
                day < held.c.suspended_on,
                held.c.resumed_on <= day,
            ),
        )
    )


def _missing(of: Any, held: Any = appointment) -> Select[Any]:
    """Those of them who have not signed."""
    return _bearers(of, held).where(not_(_has_signed(of, held.c.person_id)))


def _has_signed(of: Any, person: Any) -> ColumnElement[bool]:
    """Whether a person has signed the version of a list that is in force now, in whichever post."""
    return (
        select(pledge.c.id)
        .where(
            pledge.c.root == of["root"],
            pledge.c.list_id == of["id"],
            pledge.c.list_version == of["edition"],
            pledge.c.person_id == person,
        )
        .exists()
    )
