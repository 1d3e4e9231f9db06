"""Mutations by which tables leave and come in: prepared here, carried out at an address."""

from datetime import datetime
from enum import Enum
from functools import partial
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import Info

from ledger.exports.prepare_export import PrepareExport, prepare_export
from ledger.exports.prepare_import import PrepareImport, prepare_import
from ledger.responsibilities.files import DOWNLOAD_TIME, UPLOAD_TIME
from schema.acts import KEY, REPLAYED, RefusalType, perform, union
from schema.errands import address, until
from schema.fields import read
from schema.problems.members import must
from schema.responsibilities.inputs import may

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
_UNTIL = "Until when the address is good. 有效期至。"


@strawberry.enum(description="What a table holds. 表格内容。")
class SheetKind(Enum):
    """What a table holds."""

    PEOPLE = "PEOPLE"
    PROBLEMS = "PROBLEMS"
    CLAUSES = "CLAUSES"
    RECORDS = "RECORDS"
    UNITS = "UNITS"


@strawberry.enum(description="How a table is written. 表格格式。")
class SheetFormat(Enum):
    """How a table is written."""

    XLSX = "XLSX"
    CSV = "CSV"


@strawberry.input(description="Exports what the viewer may read as a table. 导出表格。")
class PrepareExportInput:
    """Exports what the viewer may read as a table."""

    key: strawberry.ID = must(KEY)
    kind: SheetKind = must("What it holds. 内容。")
    format: SheetFormat = may(
        "Excel, or CSV: of people and posts then two files in one zip. 格式。", SheetFormat.XLSX
    )
    list: strawberry.ID | None = may("Of CLAUSES: the list whose own clauses. 责任清单。", None)


@strawberry.input(description="Takes a table in. 导入表格。")
class PrepareImportInput:
    """Takes a table in."""

    key: strawberry.ID = must(KEY)
    kind: SheetKind = must(
        "What it holds. PEOPLE and UNITS need the secret of a feed of the source FILE, with the file. "
        "内容。"
    )
    list: strawberry.ID | None = may("Of CLAUSES: the list that they belong to. 责任清单。", None)
    campaign: str = may("Of PROBLEMS: the campaign that they go into. 专项行动。", "")
    register: bool = may("Of PROBLEMS: into the base database at once. 一并登记。", False)
    despite_warnings: bool = may("Of CLAUSES: also those that read like others. 仍然写入。", False)


@strawberry.type(description="The table may be had. 可以取表。")
class PrepareExportSuccess:
    """The table may be had."""

    asked: strawberry.Private[PrepareExport]
    who: strawberry.Private[UUID]
    decided: strawberry.Private[datetime]
    replayed: bool = read(REPLAYED)

    @strawberry.field(
        description="Where to GET the table, for five minutes, under the rights of then, by "
        "whoever has the address: a redirect "
        "to the file, or with Accept: text/event-stream its progress and then where it is. 取表地址。"
    )
    def url(self, info: Info) -> str | None:
        """The address for this viewer."""
        about = {"kind": self.asked.kind, "format": self.asked.format, "of": self.asked.of}
        return address(info, "exports", about, good=self.expires_at())

    @strawberry.field(description=_UNTIL)
    def expires_at(self) -> datetime:
        """Five minutes from when it was prepared."""
        return until(self.decided, DOWNLOAD_TIME)


@strawberry.type(description="The table may be sent. 可以送表。")
class PrepareImportSuccess:
    """The table may be sent."""

    asked: strawberry.Private[PrepareImport]
    who: strawberry.Private[UUID]
    decided: strawberry.Private[datetime]
    replayed: bool = read(REPLAYED)

    @strawberry.field(
        description="Where to PUT the file (.xlsx or CSV, at most 20 MiB), for ten minutes, with the "
        "bearer token of the viewer: without "
        "apply it is a dry run that says what would be done and gives a hash, with apply=HASH "
        "exactly that is done. With Accept: text/event-stream it tells its progress. 送表地址。"
    )
    def url(self, info: Info) -> str | None:
        """The address for this viewer."""
        asked = self.asked
        about = {
            "kind": asked.kind,
            "of": asked.of,
            "campaign": asked.campaign,
            "register": "yes" if asked.register else "",
            "despite_warnings": "yes" if asked.despite_warnings else "",
        }
        return address(info, "imports", about, good=self.expires_at())

    @strawberry.field(description=_UNTIL)
    def expires_at(self) -> datetime:
        """Ten minutes from when it was prepared."""
        return until(self.decided, UPLOAD_TIME)


PrepareExportResult = Annotated[
    PrepareExportSuccess | RefusalType,
    union("PrepareExportResult", "What became of it. 办理结果。"),
]
PrepareImportResult = Annotated[
    PrepareImportSuccess | RefusalType,
    union("PrepareImportResult", "What became of it. 办理结果。"),
]


@strawberry.type
class ExchangeMutations:
    """What can be done about tables."""

    @strawberry.mutation(
        description="Prepares an export of what the viewer may read, as a table that the imports "
        "take again. 准备导出表格。"
    )
    async def prepare_export(
        self, info: Info, given: Annotated[PrepareExportInput, INPUT]
    ) -> PrepareExportResult:
        """Prepares an export."""
        asked = PrepareExport(given.kind.value, given.format.value, str(given.list or ""))
        return await perform(
            info,
            prepare_export,
            lambda: asked,
            key=given.key,
            success=partial(PrepareExportSuccess, asked=asked),
            record="who",
            dated="decided",
        )

    @strawberry.mutation(
        description="Prepares an import of a table, as a dry run first. 准备导入表格。"
    )
    async def prepare_import(
        self, info: Info, given: Annotated[PrepareImportInput, INPUT]
    ) -> PrepareImportResult:
        """Prepares an import."""
        asked = PrepareImport(
            given.kind.value,
            str(given.list or ""),
            given.campaign,
            given.register,
            given.despite_warnings,
        )
        return await perform(
            info,
            prepare_import,
            lambda: asked,
            key=given.key,
            success=partial(PrepareImportSuccess, asked=asked),
            record="who",
            dated="decided",
        )
