"""The mutation that announces a file of evidence and says where to send it."""

from datetime import UTC, datetime
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.responsibilities.files import MEDIA_TYPES, UPLOAD_TIME
from ledger.responsibilities.prepare_upload import PrepareUpload, prepare_upload
from schema.acts import KEY, REPLAYED, RefusalType, perform, union
from schema.fields import read
from schema.responsibilities.types import File
from schema.scalars import Long

_TYPE = f"Its media type, parameters aside, one of {', '.join(MEDIA_TYPES)}. 媒体类型，取上列之一，参数不计。"


@strawberry.input(description="A file of evidence about to be sent. 准备上传的佐证文件。")
class PrepareUploadInput:
    """A file of evidence about to be sent."""

    key: strawberry.ID = strawberry.field(description=KEY)
    name: str = strawberry.field(description="Its name, ending as its type asks. 文件名。")
    size: Long = strawberry.field(description="Its size in bytes, at most 20 MiB. 字节数。")
    sha256: str = strawberry.field(
        description="Hash of its content, 64 lower-case hexadecimal digits. 内容哈希值。"
    )
    type: str = strawberry.field(description=_TYPE)


@strawberry.type(description="The file may be sent. 可以上传。")
class PrepareUploadSuccess:
    """The file may be sent."""

    file: File | None = read("The file, not yet arrived. 文件。")
    replayed: bool = read(REPLAYED)

    @strawberry.field(
        description="Where to PUT its bytes, for ten minutes: whole, or in parts with "
        "Content-Range; 308 says with Range what is here, 201 that all is. 上传地址，十分钟内有效。"
    )
    def url(self, info: Info) -> str | None:
        """The address for this viewer."""
        links = info.context.reading.links
        now = datetime.now(UTC)
        ticket = links and links.ticket(info.context.viewer, "put", now=now)
        return links.address(ticket, self.file) if ticket else None

    @strawberry.field(description="Until when the address is good. 有效期至。")
    def expires_at(self) -> datetime:
        """Ten minutes from now."""
        return datetime.now(UTC).replace(microsecond=0) + UPLOAD_TIME


PrepareUploadResult = Annotated[
    PrepareUploadSuccess | RefusalType,
    union("PrepareUploadResult", "What became of it. 办理结果。"),
]
INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.type
class UploadMutations:
    """What can be done with files of evidence."""

    @strawberry.mutation(description="Announces a file of evidence. 准备上传佐证文件。")
    async def prepare_upload(
        self, info: Info, given: Annotated[PrepareUploadInput, INPUT]
    ) -> PrepareUploadResult:
        """Announces a file of evidence."""
        return await perform(
            info,
            prepare_upload,
            lambda: PrepareUpload(given.name, given.size, given.sha256, given.type),
            key=given.key,
            success=PrepareUploadSuccess,
            record="file",
        )
