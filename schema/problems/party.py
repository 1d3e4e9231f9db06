"""Which Party organisations may be named for a problem: 三个党建."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.problems.party_line import party_organisations
from schema.fields import read
from storage.ids import printed


@strawberry.type(
    description="A Party organisation that may be named for a problem. 可写明的党组织。"
)
class PartyOrganisationInfo:
    """A Party organisation that may be named for a problem."""

    body: strawberry.ID = read("The Party organisation. 党组织。")
    kind: str = read("Its kind, by its key. 种类代码。")
    name: str = read("Its name. 名称。")
    tenant: strawberry.ID = read("The unit it stands in. 所在单位。")
    tenant_name: str = read("The unit's name. 单位名称。")


@strawberry.type
class PartyQueries:
    """What can be asked of the Party organisations of a problem."""

    @strawberry.field(
        description="The Party organisations that may be named for a problem as the one that found or "
        "solved it or in which its cause lies, nearest to its holder first; empty where none stands "
        "on the line, null when the problem is not there or not yours to see. 可写明的党组织。"
    )
    async def party_organisations(
        self,
        info: Info,
        problem: Annotated[strawberry.ID, strawberry.argument(description="The problem. 问题。")],
    ) -> list[PartyOrganisationInfo] | None:
        """Gives the Party organisations of the problem's line."""
        context = info.context
        found = await party_organisations(context.sittings, context.viewer, str(problem))
        if found is None:
            return None
        return [
            PartyOrganisationInfo(
                body=strawberry.ID(printed("Body", one.id)),
                kind=one.kind,
                name=one.name,
                tenant=strawberry.ID(printed("Tenant", one.unit)),
                tenant_name=one.unit_name,
            )
            for one in found
        ]
