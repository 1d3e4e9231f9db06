"""The mutation by which a closing sheet is printed: prepared here, had at an address."""

from datetime import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import Info

from ledger.exports.prepare_closing_sheet import PrepareClosingSheet, prepare_closing_sheet
from ledger.responsibilities.files import DOWNLOAD_TIME
from schema.acts import KEY, REPLAYED, RefusalType, key_in, perform, union
from schema.errands import address, until
from schema.fields import read
from schema.problems.members import must

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(description="Prints the closing sheet of a problem. 打印销号单。")
class PrepareClosingSheetInput:
    """Prints the closing sheet of a problem."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("Of which completion has been claimed. 已申请销号的问题。")


@strawberry.type(description="The closing sheet may be had. 可以打印销号单。")
class PrepareClosingSheetSuccess:
    """The closing sheet may be had."""

    asked: strawberry.Private[str]
    who: strawberry.Private[UUID]
    decided: strawberry.Private[datetime]
    replayed: bool = read(REPLAYED)

    @strawberry.field(
        description="Where to open the sheet in a browser, for five minutes, under the rights of then, by "
        "whoever has the address: one page of A4 to print, in Chinese. 销号单地址，用浏览器打开即可打印。"
    )
    def url(self, info: Info) -> str | None:
        """The address for this viewer."""
        return address(info, "closing-sheets", {"problem": self.asked}, good=self.expires_at())

    @strawberry.field(description="Until when the address is good. 有效期至。")
    def expires_at(self) -> datetime:
        """Five minutes from when it was prepared."""
        return until(self.decided, DOWNLOAD_TIME)


PrepareClosingSheetResult = Annotated[
    PrepareClosingSheetSuccess | RefusalType,
    union("PrepareClosingSheetResult", "What became of it. 办理结果。"),
]


@strawberry.type
class ClosingSheetMutations:
    """What can be done about closing sheets."""

    @strawberry.mutation(
        description="Prepares the closing sheet of a problem for paper: what the viewer may read of it, "
        "and nothing about those served but how they rated. 准备打印销号单。"
    )
    async def prepare_closing_sheet(
        self, info: Info, given: Annotated[PrepareClosingSheetInput, INPUT]
    ) -> PrepareClosingSheetResult:
        """Prepares a closing sheet."""
        return await perform(
            info,
            prepare_closing_sheet,
            lambda: PrepareClosingSheet(key_in(given.problem, "Problem")),
            key=given.key,
            success=partial(PrepareClosingSheetSuccess, asked=str(given.problem)),
            record="who",
            dated="decided",
        )
