"""The act that gives a role to a post or to a group of posts (授予角色)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from ledger.appointments.events import RoleGranted
from ledger.appointments.granting import fits, named_role, posts_in, with_grant
from ledger.appointments.grounds import Ground, grounded, ranged
from ledger.appointments.holding import held_post
from ledger.appointments.refusals import GroupNotFound, PostUnknown
from ledger.appointments.standings import gathered, locked, weighed
from ledger.appointments.tables import post_group, role_grant
from ledger.effects.thresholds import alone
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant


@dataclass(frozen=True)
class GrantRole:
    """To a post or a group; a role of the book or a custom one; between which days; why."""

    ground: Ground
    post: UUID | None = None
    group: UUID | None = None
    role: str | None = None
    custom_role: UUID | None = None
    given_from: date | None = None
    given_until: date | None = None


async def grant_role(sitting: Sitting, given: GrantRole) -> UUID:
    """Gives a role to a post, or to every post of a group, of the level or of the next one.

    Given:    one of post and group, one of role and custom_role; given_from, today or later, else
              today; given_until, the first day after, else without end.
    Gives:    the grant.
    Refuses:  post.not_found, post_group.not_found, the rules of post.grant, the rules
              of post_group.give,
              post.ended, custom_role.not_found, custom_role.retired, grant.role_unknown,
              grant.role_not_here, record.text_refused, record.day_refused, grant.range_refused,
              grant.wider, grant.senior, grant.own_rights, grant.not_together, grant.needs_two,
              grant.not_below_the_role,
              change.above_threshold.
    Records:  RoleGranted.
    Source:   security.md 2.3; Keycloak CVE-2026-94000.
    """
    to, posts = await _receiver(sitting, given)
    custom, says = await named_role(sitting, given.role, given.custom_role)
    units = await sitting.rows(select(tenant.c.kind).where(tenant.c.id == to["holder"]))
    for role in sorted({one.partition(":")[0] for one in says}):
        fits(sitting.reach.enforcer.book, role, units[0]["kind"])
    began, until = ranged(sitting, given.given_from, given.given_until)
    ground = grounded(sitting, given.ground)
    await locked(sitting, to["holder"])
    before = await gathered(sitting, posts=posts)
    after = with_grant(before, posts, says, began=began, until=until)
    weighed(sitting, before, after)
    await alone(sitting, before, after)
    row = {
        "holder": to["holder"],
        "post_id": None if given.post is None else to.id,
        "group_id": None if given.post is not None else to.id,
        "role": given.role if custom is None else None,
        "custom_role_id": custom and custom.id,
        "given_from": began,
        "given_until": until,
        **ground,
    }
    made = await sitting.insert(role_grant, row)
    await sitting.record(RoleGranted(made.id, 1, to["holder"]))
    return made.id


async def _receiver(sitting: Sitting, given: GrantRole) -> tuple[Record, list[UUID]]:
    """Gives the post or the group, after the decision, and the posts that it comes to."""
    if given.post is not None:
        post = await held_post(sitting, given.post)
        sitting.decide("post.grant", post)
        return post, [post.id]
    if given.group is None:
        raise PostUnknown
    group = await sitting.fetch(
        post_group, given.group, under="post_group.read", missing=GroupNotFound, lock=False
    )
    sitting.decide("post_group.give", group)
    return group, await posts_in(sitting, group.id)
