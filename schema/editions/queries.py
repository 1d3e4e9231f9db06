"""Root fields of editions of the book."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.editions.shadow import shadow_of
from schema.editions.types import BookEdition, ShadowDifferenceInfo, ShadowDirection
from schema.fields import read


@strawberry.type
class EditionQueries:
    """What can be asked of editions."""

    book_editions: list[BookEdition] = read(
        "Editions of the rule book that the viewer may read, newest first. 规则手册各版本。"
    )

    @strawberry.field(
        description="Which real decisions a proposed edition would have taken otherwise, most "
        "frequent first; null when it is not yours to see. 影子比对：待确认版本会改变哪些裁决。"
    )
    async def shadow_differences(
        self,
        info: Info,
        edition: Annotated[
            strawberry.ID, strawberry.argument(description="A proposed edition. 手册版本。")
        ],
    ) -> list[ShadowDifferenceInfo] | None:
        """What was counted beside the live book."""
        context = info.context
        found = await shadow_of(context.sittings, context.viewer, str(edition))
        if found is None:
            return None
        return [
            ShadowDifferenceInfo(
                action=one["action"],
                direction=ShadowDirection(one["direction"]),
                rule=one["rule"],
                decisions=one["decisions"],
                posts=one["posts"],
            )
            for one in found
        ]
