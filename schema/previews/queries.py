"""Root fields of changes that are previewed."""

import strawberry

from schema.fields import connection, listed
from schema.nodes import Connection
from schema.previews.types import ChangeThreshold, ProposedChange, ProposedChangeFilter


@strawberry.type
class PreviewQueries:
    """What can be asked of changes that are previewed."""

    proposed_change: ProposedChange | None = listed(
        "A change by its id. 按标识取拟办更改。",
        id=(strawberry.ID, "The change's id. 全局标识。"),
    )
    proposed_changes: Connection[ProposedChange] = connection(
        "Changes the viewer may see, newest first. 可见的拟办更改。",
        filter=(ProposedChangeFilter | None, "Which of them. 筛选。"),
    )
    change_thresholds: list[ChangeThreshold] = listed(
        "What one person may give alone, the nearest level first; the strictest holds. "
        "一人可自行办理的限额，以最严的为准。"
    )
