"""The act that announces a file of evidence."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from ledger.responsibilities.events import UploadPrepared
from ledger.responsibilities.file_refusals import TooManyUnclaimed
from ledger.responsibilities.files import (
    LARGEST_BYTES,
    MEDIA_TYPES,
    MOST_UNCLAIMED,
    MOST_UNCLAIMED_BYTES,
    SHA256,
    bare,
    fits,
)
from ledger.responsibilities.refusals import FileRefused
from ledger.responsibilities.tables import file
from tenants.sitting import Sitting
from tenants.wording import worded

# In whatever unit it was announced: what one stands behind in another post is not seen in this one.
_UNCLAIMED = text("select files, bytes from app.unclaimed_files()")


@dataclass(frozen=True)
class PrepareUpload:
    """Name, size, hash and kind of a file that is about to be sent."""

    name: str
    size_bytes: int
    sha256: str
    media_type: str


async def prepare_upload(sitting: Sitting, given: PrepareUpload) -> UUID:
    """Announces a file, which may then be sent within ten minutes and claimed within a day.

    Given:    name, 1 to 200 characters with an ending that fits the type; size up to 20 MiB;
              sha256, 64 lower-case hexadecimal digits; media_type, one of files.MEDIA_TYPES, parameters aside.
    Gives:    the file, prepared.
    Refuses:  the rules of file.prepare, record.text_refused, file.refused,
              file.too_many_unclaimed.
    Records:  UploadPrepared.
    """
    proposed = sitting.proposed(file, {"prepared_by": sitting.viewer.person, "state": "PREPARED"})
    sitting.decide("file.prepare", proposed)
    name = worded("name", given.name, most=200)
    media_type = bare(given.media_type)
    _check(given, name, media_type)
    await _check_room(sitting, given.size_bytes)
    await sitting.insert(
        file,
        {
            "id": proposed.id,
            "holder": sitting.tenant,
            "prepared_by": sitting.viewer.person,
            "name": name,
            "media_type": media_type,
            "size_bytes": given.size_bytes,
            "sha256": given.sha256,
            "prepared_at": sitting.now,
        },
    )
    await sitting.record(UploadPrepared(proposed.id, 1, sitting.tenant))
    return proposed.id


def _check(given: PrepareUpload, name: str, media_type: str) -> None:
    if "/" in name or "\\" in name or "\n" in name:
        raise FileRefused.because("NAME")
    if media_type not in MEDIA_TYPES:
        known = ", ".join(MEDIA_TYPES)
        raise FileRefused.because("TYPE", type=given.media_type[:40], known=known)
    if not fits(name, media_type):
        raise FileRefused.because("ENDING", endings=" / ".join(MEDIA_TYPES[media_type]))
    if not 1 <= given.size_bytes <= LARGEST_BYTES:
        raise FileRefused.because("SIZE", most=LARGEST_BYTES)
    if not SHA256.fullmatch(given.sha256):
        raise FileRefused.because("HASH")


async def _check_room(sitting: Sitting, size_bytes: int) -> None:
    waiting = (await sitting.connection.execute(_UNCLAIMED)).one()
    if waiting.files >= MOST_UNCLAIMED or waiting.bytes + size_bytes > MOST_UNCLAIMED_BYTES:
        raise TooManyUnclaimed
