"""What is read while an emergency window is open is in the audit, committed, before it is read."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Text, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

_MARK = text("select app.mark_reading(:things, :fields, 'read')").bindparams(
    bindparam("things", type_=ARRAY(Uuid)), bindparam("fields", type_=ARRAY(Text))
)


@dataclass(frozen=True)
class Reads:
    """What a sitting reads: the fields by which, and the things that they name."""

    fields: tuple[str, ...] = ("sitting",)
    things: tuple[UUID, ...] = ()


UNNAMED = Reads()
"""A sitting that names neither: the mark is on the window itself."""


async def mark(connection: AsyncConnection, reads: Reads) -> None:
    """Writes down what is about to be read; where no window is open, nothing."""
    said = {"things": list(reads.things), "fields": list(reads.fields)}
    await connection.execute(_MARK, said)
