"""What acts on appointments share: who and what they are about, and who would hold what."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from uuid_utils.compat import uuid7

from ledger.appointments.refusals import (
    AppointmentNotFound,
    AppointmentOver,
    AppointmentStale,
    PersonUnknown,
    PostEnded,
    PostUnknown,
)
from ledger.appointments.standings import People, Post
from tenants.columns import PLACED
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment, person, post


async def held_post(sitting: Sitting, key: UUID) -> Record:
    """Fetches a post that has not ended. Refuses: post.not_found, post.ended."""
    found = await sitting.fetch(post, key, under="post.read", missing=PostUnknown)
    end = found["valid_until"]
    if end is not None and end <= sitting.today:
        raise PostEnded(day=end)
    return found


async def held_person(sitting: Sitting, key: UUID) -> Record:
    """Fetches a person. Refuses: person.not_found."""
    return await sitting.fetch(person, key, under="person.read", missing=PersonUnknown)


async def held_appointment(sitting: Sitting, key: UUID, *, expected: int, action: str) -> Record:
    """Fetches an appointment that is not over, on which the actor may do an action.

    Refuses:  appointment.not_found, the rules of the action, appointment.stale, appointment.over.
    """
    found = await sitting.fetch(
        appointment, key, under="appointment.read", missing=AppointmentNotFound
    )
    sitting.decide(action, found)
    sitting.check_version(found, expected, AppointmentStale)
    if found["relieved_on"] is not None and found["relieved_on"] <= sitting.today:
        raise AppointmentOver(day=found["relieved_on"])
    return found


def proposed(table: Table, under: Record, values: Mapping[str, Any]) -> Record:
    """Gives a record that is not there yet, in the place of another one, to be judged."""
    place = {name: under[name] for name in ("root", "holder", *PLACED)}
    return Record(table, {**dict.fromkeys(table.c.keys()), **place, "id": uuid7(), **values})


def joined(
    people: People, who: UUID, to_post: UUID, *, began: date, until: date | None
) -> dict[UUID, tuple[Post, ...]]:
    """Gives the people as they stand when somebody holds a post besides."""
    (facts,) = people[to_post]
    end = None if until is None else str(until)
    there = {**facts, "appointed_on": str(began), "relieved_on": end, "appointment_id": None}
    return {**people, who: (*people.get(who, ()), there)}


def altered(people: People, appointed: UUID, **values: object) -> dict[UUID, tuple[Post, ...]]:
    """Gives the people as they stand when one appointment says something else."""
    kept = {name: None if value is None else str(value) for name, value in values.items()}
    return {
        key: tuple(
            {**one, **kept} if one.get("appointment_id") == str(appointed) else one for one in posts
        )
        for key, posts in people.items()
    }
