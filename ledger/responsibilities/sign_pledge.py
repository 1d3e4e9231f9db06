"""The act by which a person signs a list (目标责任书)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select

from ledger.responsibilities import rules
from ledger.responsibilities.bearing_refusals import SignedByStandIn
from ledger.responsibilities.events import PledgeSigned
from ledger.responsibilities.refusals import ListNotFound, ListNotOpenToThis, ListStale
from ledger.responsibilities.signing import in_own_post
from ledger.responsibilities.tables import binding, clause, pledge, responsibility_list
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant


@dataclass(frozen=True)
class SignPledge:
    """The list, and the version that was read and is signed."""

    list: UUID
    expected_version: int


async def sign_pledge(sitting: Sitting, given: SignPledge) -> UUID:
    """Signs an exact version of a published list for the viewer's own person, in their post.

    Gives:    the pledge with the frozen text of the list and its SHA-256; a later version of the
              list asks for a new one.
    Refuses:  list.not_found, the rules of responsibility.sign, pledge.stand_in, list.stale,
              list.wrong_state, pledge.already_signed.
    Records:  PledgeSigned.
    Source:   seed 3, 目标责任书; domain 3.4.
    """
    signed = await sitting.fetch(
        responsibility_list, given.list, under="responsibility.read", missing=ListNotFound
    )
    sitting.decide("responsibility.sign", signed)
    await _no_stand_in(sitting, signed)
    # Drafts written since it was read bind nobody, so they do not stand against a signature.
    if not signed["edition"] <= given.expected_version <= signed.version:
        raise ListStale(current=signed.version)
    if rules.end("list", signed["state"], "sign_pledge") is None:
        raise ListNotOpenToThis(state=signed["state"])
    text = await frozen_text(sitting, signed)
    written = await sitting.insert(
        pledge,
        {
            "holder": signed["holder"],
            "list_id": signed.id,
            "list_version": signed["edition"],
            "person_id": sitting.viewer.person,
            "post_id": sitting.viewer.post,
            "sha256": rules.sha256(text),
            "frozen": text,
            "signed_at": sitting.now,
        },
    )
    await sitting.record(PledgeSigned(written.id, 1, signed["holder"]))
    return written.id


async def _no_stand_in(sitting: Sitting, signed: Record) -> None:
    """Holds that whoever signs in a post of the list's actor holds it, and not for another.

    Refuses:  pledge.stand_in.
    """
    viewer = sitting.viewer
    bears = (signed["actor_type"], signed["body_id"]) == (viewer.actor_type, viewer.body)
    own = in_own_post(sitting.root, viewer.person, viewer.post, day=sitting.today)
    if bears and not await sitting.rows(own):
        raise SignedByStandIn


async def frozen_text(sitting: Sitting, signed: Record) -> str:
    """Writes down a list as it stands: its clauses, and of each who said it and since when."""
    query = (
        select(clause, binding.c.since, tenant.c.name.label("publisher"))
        .join(binding, and_(binding.c.root == clause.c.root, binding.c.clause_id == clause.c.id))
        .join(tenant, and_(tenant.c.root == clause.c.root, tenant.c.id == clause.c.said_by))
        .where(
            binding.c.root == sitting.root,
            binding.c.list_id == signed.id,
            binding.c.until.is_(None),
            clause.c.state == "PUBLISHED",
        )
        .order_by(binding.c.part, binding.c.position, clause.c.id)
    )
    header = {
        "list": str(signed.id),
        "version": signed["edition"],
        "actor_type": signed["actor_type"],
        "year": signed["year"],
    }
    return rules.frozen(header, [_frozen(row) for row in await sitting.rows(query)])


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("part", "title", "detail", "cadence", "min_per_period", "due_rule", "weight")
    return {
        "clause": str(row["id"]),
        "said_by": row["publisher"],
        "since": str(row["since"]),
        **{name: row[name] for name in names},
    }
