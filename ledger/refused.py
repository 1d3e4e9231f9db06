"""A refusal that was given to someone, opened by the administrator who may explain it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.ids import parsed
from tenants.sitting import Sittings
from tenants.viewer import Viewer

_OPEN = text("select audit.refusal(:key)")


@dataclass(frozen=True)
class RefusalGiven:
    """Who was refused what, when, by which rule."""

    code: str
    act: str
    rule: str | None
    facts: Mapping[str, str]
    request: str
    given_at: datetime
    tenant: UUID
    person: UUID | None


async def refusal_given(sittings: Sittings, viewer: Viewer, public_id: str) -> RefusalGiven | None:
    """Opens a refusal by its id.

    Gives:    None when there is no such refusal, or the rule book does not let the viewer read it.
    """
    found = parsed(public_id)
    if found is None or found[0] != "Refusal" or viewer.person is None:
        return None
    async with sittings.open(viewer) as sitting:
        said = await sitting.connection.execute(_OPEN, {"key": found[1]})
        told: dict[str, Any] | None = said.scalar_one()
        if told is None:
            return None
        enforcer = sitting.reach.enforcer
        if not enforcer.decide(viewer, "refusal.read", told, today=sitting.today).allowed:
            return None
    facts: dict[str, str] = told["facts"]
    return RefusalGiven(
        code=facts.pop("code"),
        act=told["act"],
        rule=told["rule"],
        facts=facts,
        request=told["request"],
        given_at=datetime.fromisoformat(told["at"]),
        tenant=UUID(told["tenant"]),
        person=None if told["person"] is None else UUID(told["person"]),
    )
