"""Root fields of the extensions."""

import strawberry

from schema.extensions.types import Extension, ExtensionFilter
from schema.fields import connection, listed
from schema.nodes import Connection


@strawberry.type
class ExtensionQueries:
    """What can be asked of extensions."""

    extension: Extension | None = listed(
        "A request for more time by its id. 按标识取延期申请。",
        id=(strawberry.ID, "The request's id. 全局标识。"),
    )
    extensions: Connection[Extension] = connection(
        "Requests for more time, as far as the viewer may see. 可见的延期申请。",
        filter=(ExtensionFilter | None, "Which of them. 筛选。"),
    )
    extensions_awaiting_us: Connection[Extension] = connection(
        "Requests that the viewer's unit decides on. 待本单位批准的延期申请。"
    )
