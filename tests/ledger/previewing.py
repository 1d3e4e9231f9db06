"""How tests preview a change, apply it, and read what then is so."""

from typing import Any

from tests.ledger.giving import GROUND, Giving

EFFECT = (
    "sort person { id name } post { id title } unit { name } action ranges role noun records openRecords"
    " exact"
)
CHANGE = "change { id kind state previewHash effectiveOn peopleGaining peopleLosing needsSecond version }"
EFFECTS = (
    "query ($id: ID!, $after: String) { proposedChange(id: $id) { effects(first: 60, after: $after)"
    f" {{ pageInfo {{ endCursor hasNextPage }} nodes {{ {EFFECT} }} }} }} }}"
)


class Previewing:
    """A stage with administrators who preview before they act."""

    def __init__(self, giving: Giving) -> None:
        self.giving, self.client, self.stage = giving, giving.client, giving.stage

    def id(self, kind: str, name: str) -> str:
        world = self.stage.world
        return f"{kind}_{world.post(name) if kind == 'Post' else world.person(name)}"

    async def preview(self, who: str, **change: Any) -> dict[str, Any]:
        told = await self.client.act(who, "previewChange", CHANGE, change={**GROUND, **change})
        found: dict[str, Any] = told.get("change", told)
        return found

    async def effects(self, who: str, seen: dict[str, Any]) -> list[dict[str, Any]]:
        """Every effect that somebody may read, page by page."""
        found: list[dict[str, Any]] = []
        after = None
        while True:
            told = await self.client.ask(who, EFFECTS, {"id": seen["id"], "after": after})
            page = told["data"]["proposedChange"]["effects"]
            found += page["nodes"]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                return found

    async def told(
        self, who: str, seen: dict[str, Any], sort: str = "GAINS"
    ) -> dict[str, dict[str, Any]]:
        """Effects of a sort by their action or role."""
        found = await self.effects(who, seen)
        return {one["action"] or one["role"]: one for one in found if one["sort"] == sort}

    async def apply(self, who: str, seen: dict[str, Any], **given: Any) -> dict[str, Any]:
        said = {
            "change": seen["id"],
            "expectedVersion": seen["version"],
            "previewHash": seen["previewHash"],
            **given,
        }
        told = await self.client.act(who, "applyChange", CHANGE, **said)
        found: dict[str, Any] = told.get("change", told)
        return found

    async def answer(self, who: str, act: str, seen: dict[str, Any], **given: Any) -> Any:
        said = {"change": seen["id"], "expectedVersion": seen["version"], **given}
        told = await self.client.act(who, act, CHANGE, **said)
        return told.get("change", told)

    def granting(self, post: str, role: str, **given: Any) -> dict[str, Any]:
        return {"grantRole": {"post": self.id("Post", post), "role": role, **given}}
