"""The act by which a post joins a group (编入职务组)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.appointments.events import PostGrouped
from ledger.appointments.granting import grants_of, named_role, with_grant
from ledger.appointments.grounds import Ground, grounded, ranged
from ledger.appointments.holding import held_post
from ledger.appointments.refusals import GroupNotFound, RoleRetired
from ledger.appointments.standings import gathered, locked, weighed
from ledger.appointments.tables import group_member, post_group
from ledger.effects.thresholds import alone
from tenants.sitting import Sitting


@dataclass(frozen=True)
class GroupPost:
    """The group, the post, between which days, and on what ground."""

    group: UUID
    post: UUID
    ground: Ground
    given_from: date | None = None
    given_until: date | None = None


async def group_post(sitting: Sitting, given: GroupPost) -> UUID:
    """Puts a post into a group; it is weighed as if given all that the group is given.

    Gives:    the membership.
    Refuses:  post_group.not_found, post.not_found, the rules of post_group.keep, the
              rules of post.grant,
              post.ended, record.text_refused, record.day_refused, grant.range_refused, grant.wider,
              grant.senior, grant.own_rights, grant.not_together, grant.needs_two,
              group_member.not_below_the_group,
              change.above_threshold.
    Records:  PostGrouped.
    Source:   Keycloak CVE-2026-94000: joining a group is being given what it carries.
    """
    group = await sitting.fetch(
        post_group, given.group, under="post_group.read", missing=GroupNotFound, lock=False
    )
    sitting.decide("post_group.keep", group)
    post = await held_post(sitting, given.post)
    sitting.decide("post.grant", post)
    began, until = ranged(sitting, given.given_from, given.given_until)
    ground = grounded(sitting, given.ground)
    await locked(sitting, post["holder"])
    before = await gathered(sitting, posts=[post.id])
    after = before
    for one in await grants_of(sitting, group_id=group.id):
        try:
            _, says = await named_role(sitting, one["role"], one["custom_role_id"])
        except RoleRetired:
            continue
        ends = min(filter(None, (until, one["given_until"])), default=None)
        after = with_grant(after, [post.id], says, began=began, until=ends)
    weighed(sitting, before, after)
    await alone(sitting, before, after)
    row = {
        "holder": post["holder"],
        "group_id": group.id,
        "post_id": post.id,
        "given_from": began,
        "given_until": until,
        **ground,
    }
    made = await sitting.insert(group_member, row)
    await sitting.record(PostGrouped(made.id, 1, post["holder"]))
    return made.id
