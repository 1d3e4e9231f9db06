"""Root fields of the reorganisations."""

import strawberry

from schema.fields import connection, listed
from schema.nodes import Connection
from schema.reorganisation.types import Reorganisation, ReorganisationFilter


@strawberry.type
class ReorganisationQueries:
    """What can be asked of reorganisations."""

    reorganisation: Reorganisation | None = listed(
        "A reorganisation by its id. 按标识取区划调整。",
        id=(strawberry.ID, "The reorganisation's id. 全局标识。"),
    )
    reorganisations: Connection[Reorganisation] = connection(
        "Reorganisations the viewer may see, newest first. 可见的区划调整。",
        filter=(ReorganisationFilter | None, "Which of them. 筛选。"),
    )
