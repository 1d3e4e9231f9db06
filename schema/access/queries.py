"""Root fields of access: why, who, and what."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.access.explaining import explain_access, what_can_see, who_can_see
from schema.access.types import (
    AccessExplanationInfo,
    AccessHolderResult,
    AccessRecordResult,
    explanation,
    what_is_seen,
    who_sees,
)

_Person = Annotated[strawberry.ID, strawberry.argument(description="The person. 人员。")]
_Record = Annotated[strawberry.ID, strawberry.argument(name="id", description="The record. 记录。")]
_AsOf = Annotated[
    date | None,
    strawberry.argument(
        description="The day that counts, else today: for people, posts, roles, units and the rule book. "
        "What the record itself says is that of now. 所问日期：人员、职务、角色、单位和规则手册按这一天，记录内容按现在。"
    ),
]
_First = Annotated[int, strawberry.argument(description="How many, 200 at most. 条数。")]
_After = Annotated[
    str | None, strawberry.argument(description="Where the page before ended. 上一页终点。")
]


@strawberry.type
class AccessQueries:
    """Why somebody may or may not, who sees a record, what somebody sees."""

    @strawberry.field(
        description="Why a person may or may not do something with a record: of oneself everybody may "
        "ask, of people of the own level and the next one their administrators. Null for what is not "
        "there or not the asker's to know. 某人为什么可以或不可以。"
    )
    async def explain_access(
        self,
        info: Info,
        person: _Person,
        action: Annotated[str, strawberry.argument(description="As obligation.accept. 事项。")],
        record: _Record,
        as_of: _AsOf = None,
    ) -> AccessExplanationInfo | None:
        """Explains a verdict of the rule book about somebody."""
        context = info.context
        found = await explain_access(
            context.sittings,
            context.viewer,
            person=str(person),
            action=action,
            record=str(record),
            as_of=as_of,
            live=context.reading.book,
        )
        return None if found is None else explanation(found)

    @strawberry.field(
        description="Who of the own level and the next one sees a record; null for what is not there or "
        "not the asker's to know. 谁看得到一条记录。"
    )
    async def who_can_see(
        self,
        info: Info,
        record: _Record,
        as_of: _AsOf = None,
        first: _First = 50,
        after: _After = None,
    ) -> AccessHolderResult | None:
        """Lists who sees a record."""
        context = info.context
        page = await who_can_see(
            context.sittings,
            context.viewer,
            record=str(record),
            as_of=as_of,
            first=first,
            after=after,
            live=context.reading.book,
        )
        return None if page is None else who_sees(page)

    @strawberry.field(
        description="Which records of a type a person sees, as far as the asker may speak of them; null "
        "for whom the asker may not ask about. 某人看得到哪些记录。"
    )
    async def what_can_see(
        self,
        info: Info,
        person: _Person,
        of: Annotated[
            str, strawberry.argument(description="Type of the records, as Problem. 记录类型。")
        ] = "Problem",
        as_of: _AsOf = None,
        first: _First = 50,
        after: _After = None,
    ) -> AccessRecordResult | None:
        """Lists what somebody sees."""
        context = info.context
        page = await what_can_see(
            context.sittings,
            context.viewer,
            person=str(person),
            of=of,
            as_of=as_of,
            first=first,
            after=after,
            live=context.reading.book,
        )
        return None if page is None else what_is_seen(page)
