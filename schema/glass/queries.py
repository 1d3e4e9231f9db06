"""Root fields of the emergency windows."""

import strawberry

from schema.fields import connection, listed
from schema.glass.types import GlassWindow, GlassWindowFilter
from schema.nodes import Connection


@strawberry.type
class GlassQueries:
    """What can be asked of emergency windows."""

    glass_window: GlassWindow | None = listed(
        "An emergency window by its id. 按标识取应急查看。",
        id=(strawberry.ID, "The window's id. 全局标识。"),
    )
    glass_windows: Connection[GlassWindow] = connection(
        "Emergency windows of your level and the next one, newest first. 本级和直接下级的应急查看。",
        filter=(GlassWindowFilter | None, "Which of them. 筛选。"),
    )
    glass_windows_to_review: Connection[GlassWindow] = connection(
        "Windows that are over and that your unit has not reviewed yet. 待复核的应急查看。"
    )
