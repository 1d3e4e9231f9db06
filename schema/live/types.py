"""Types of news: thin, because whoever hears it reads anew under their own rights."""

import strawberry

from ledger.live.following import Kind
from schema.fields import read

strawberry.enum(
    Kind,
    name="LiveKind",
    description="What an event is: LISTENING is the first, CHANGED and REVOKED are news, READ_ANEW says "
    "that rights changed, ENDED is the last. 事件的种类。",
)


@strawberry.type(description="News: what changed, and no more; read it anew. 变化通知，只含标识。")
class LiveEventInfo:
    """One event of a subscription."""

    kind: Kind = read("What it is. 种类。")
    id: strawberry.ID | None = read("The problem that changed. 变化的问题。")
    version: int | None = read("Its version of now; null when it may not be read. 现版本。")
    in_inbox: bool | None = read("Whether it lies in your inbox now. 现在是否在待办中。")
    cursor: str | None = read("For changesSince, if the line breaks; with the first event. 游标。")
    notice_code: str | None = read("Why it ends, or what to do. 通知代码。")
    notice: str | None = read("The same for a person to read. 通知。")


@strawberry.type(description="A problem that changed, and no more; read it anew. 变化的问题。")
class ChangeInfo:
    """A change."""

    id: strawberry.ID = read("The problem. 问题的标识。")
    kind: str = read("Its type. 类型。")
    version: int | None = read("Its version of now; null when revoked. 现版本。")
    revoked: bool = read("You could read it once and may no longer: forget it. 是否已不可见。")


@strawberry.type(description="What changed since a cursor. 自游标以来的变化。")
class ChangesInfo:
    """A page of changes."""

    changes: list[ChangeInfo] = read("Each problem once. 变化，每个问题一次。")
    cursor: str | None = read("Where to go on; null for nobody. 续取的游标。")
    has_more: bool = read("Whether to ask again at once. 是否还有。")
    reset: bool = read(
        "Forget everything and read your lists anew: no cursor was given, or your rights have "
        "changed since. 须清空后重新读取。"
    )
