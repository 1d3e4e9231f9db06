"""The act by which a file that has arrived becomes evidence to be claimed."""

from dataclasses import dataclass
from uuid import UUID

from ledger.responsibilities import rules
from ledger.responsibilities.events import UploadStored
from ledger.responsibilities.refusals import FileNotFound, FileNotOpenToThis
from ledger.responsibilities.tables import file
from tenants.sitting import Sitting


@dataclass(frozen=True)
class StoreUpload:
    """The file whose bytes are all here and hash to what was announced."""

    file: UUID


async def store_upload(sitting: Sitting, given: StoreUpload) -> UUID:
    """Marks a file of the viewer's own as arrived; done by the server, never asked for by a client.

    Gives:    the file, stored; from now on it can be had, and claimed by an entry.
    Refuses:  file.not_found, the rules of file.prepare, file.wrong_state.
    Records:  UploadStored.
    """
    arrived = await sitting.fetch(file, given.file, under="file.read", missing=FileNotFound)
    sitting.decide("file.prepare", arrived)
    if arrived["prepared_by"] != sitting.viewer.person:
        raise FileNotFound
    end = rules.end("file", arrived["state"], "store_upload")
    if end is None:
        raise FileNotOpenToThis(state=arrived["state"])
    stored = await sitting.change(arrived, {"state": end})
    await sitting.record(UploadStored(stored.id, 1, stored["holder"]))
    return stored.id
