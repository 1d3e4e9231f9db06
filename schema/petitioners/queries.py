"""Root fields of the petitioners."""

import strawberry

from schema.fields import connection, listed
from schema.nodes import Connection
from schema.petitioners.types import Petitioner


@strawberry.input(description="Which petitioners. 筛选条件。")
class PetitionerFilter:
    """Which petitioners."""

    problem: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of this problem. 问题。"
    )


@strawberry.type
class PetitionerQueries:
    """What can be asked of petitioners: masked forms."""

    petitioner: Petitioner | None = listed(
        "A petitioner's masked form by its id. 按标识取反映人（遮蔽）。",
        id=(strawberry.ID, "The petitioner's id. 全局标识。"),
    )
    petitioners: Connection[Petitioner] = connection(
        "Petitioners the viewer may see, masked. 可见的反映人（遮蔽）。",
        filter=(PetitionerFilter | None, "Which of them. 筛选。"),
    )
