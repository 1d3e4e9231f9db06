"""The act by which the first of two persons asks for a separated administrator (提请)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from uuid_utils.compat import uuid7

from ledger.appointments.events import AdministratorAsked
from ledger.appointments.granting import fits, named_role, with_grant
from ledger.appointments.grounds import Ground, grounded, ranged
from ledger.appointments.holding import held_person, held_post, joined, proposed
from ledger.appointments.refusals import NeedsNoSecond
from ledger.appointments.standings import People, gathered, locked, weighed, weighing
from ledger.appointments.tables import administrator_request
from ledger.appointments.widening import TWO
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment


@dataclass(frozen=True)
class AskAdministrator:
    """A role for a post, or a person into a post; between which days; on what ground."""

    post: UUID
    ground: Ground
    role: str | None = None
    person: UUID | None = None
    given_from: date | None = None
    given_until: date | None = None


async def ask_administrator(sitting: Sitting, given: AskAdministrator) -> UUID:
    """Asks that a post be given a role of the three, or a person be put into such a post.

    Given:    one of role and person.
    Gives:    the request; nothing is given before somebody else confirms it.
    Refuses:  post.not_found, person.not_found, the rules of post.grant, the rules of
              appointment.appoint, the rules of administrator_request.ask, post.ended, grant.role_unknown, grant.role_not_here,
              administrator_request.needs_no_second, record.text_refused, record.day_refused,
              grant.range_refused, grant.wider, grant.senior, grant.own_rights, grant.not_together.
    Records:  AdministratorAsked.
    Source:   GB/T 22239 8.1.5; security.md 6.10.
    """
    if (given.role is None) == (given.person is None):
        raise NeedsNoSecond
    post = await held_post(sitting, given.post)
    began, until = ranged(sitting, given.given_from, given.given_until)
    ground = grounded(sitting, given.ground)
    row = {
        "id": uuid7(),
        "holder": sitting.tenant,
        "post_id": post.id,
        "person_id": given.person,
        "role": given.role,
        "given_from": began,
        "given_until": until,
        "reason": ground["reason"],
        "document_no": ground["document_no"],
        "asked_by": sitting.viewer.person,
        "asked_in": sitting.viewer.post,
        "asked_at": sitting.now,
    }
    request = sitting.proposed(administrator_request, row)
    await judged(sitting, request, post)
    sitting.decide("administrator_request.ask", request)
    await locked(sitting, post["holder"])
    before, after = await asked_for(sitting, request, post)
    here = (sitting.viewer.person, sitting.viewer.post)
    assert here[0] is not None
    assert here[1] is not None
    if not any(one.kind == TWO for one in weighing(sitting, before, after)):
        raise NeedsNoSecond
    weighed(sitting, before, after, asked=(here[0], here[1]))
    made = await sitting.insert(administrator_request, row)
    await sitting.record(AdministratorAsked(made.id, 1, sitting.tenant))
    return made.id


async def judged(sitting: Sitting, request: Record, post: Record) -> None:
    """Asks the book whether the actor may give what is asked for at all."""
    if request["person_id"] is None:
        sitting.decide("post.grant", post)
        return
    person = await held_person(sitting, request["person_id"])
    values = {"person_id": person.id, "post_id": post.id}
    sitting.decide("appointment.appoint", proposed(appointment, post, values))


async def asked_for(sitting: Sitting, request: Record, post: Record) -> tuple[People, People]:
    """Gives how people stand, and how they would if the request were granted."""
    began, until = request["given_from"], request["given_until"]
    if request["person_id"] is not None:
        people = [request["person_id"], request["asked_by"]]
        before = await gathered(sitting, people=people, posts=[post.id])
        after = joined(before, request["person_id"], post.id, began=began, until=until)
        return before, after
    _, says = await named_role(sitting, request["role"], None)
    before = await gathered(sitting, people=[request["asked_by"]], posts=[post.id])
    kinds = {one["kind"] for posts in before.values() for one in posts
             if one["post_id"] == str(post.id)}  # fmt: skip  # reads as a table
    for kind in kinds:
        fits(sitting.reach.enforcer.book, request["role"], kind)
    return before, with_grant(before, [post.id], says, began=began, until=until)
