"""What is sent and had at addresses that are made for one viewer: files, forms and tables."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace

from starlette.routing import BaseRoute

from ledger.marking import marking
from ledger.reading import Reading
from policies.reach import Reach
from server.database.deployment import Deployment, vault_of
from server.exchange import closing_sheets, files, forms, sheet_doors
from server.exchange.errands import Door
from server.settings import Settings
from server.sweeping import forgetting_exports
from server.working import Working
from storage.files import Files


def addresses(
    door: Door,
    kept: Files,
    settings: Settings,
    working: Working,
    deployment: Deployment,
    floor: Reach,
    reading: Reading,
) -> Iterator[BaseRoute]:
    """Gives the routes that the application mounts."""
    who = (door.links, door.sittings, door.keeper)
    marked = replace(reading, marks=marking(door.sittings))
    yield from files.routes(files.FileExchange(kept, door.links, door.sittings, door.keeper))
    yield from closing_sheets.routes(closing_sheets.ClosingSheetDoor(*who, marked))
    yield from forms.routes(forms.FormDoor(*who, vault_of(settings)))
    # Both ways of tables share the places for long work.
    tables = (*who, deployment, floor, working)
    yield from sheet_doors.routes(
        sheet_doors.ExportDoor(*tables, kept), sheet_doors.ImportDoor(*tables)
    )


@asynccontextmanager
async def exchanging(working: Working, files: Files) -> AsyncIterator[None]:
    """Keeps what tables leave on disks and in the store from staying there."""
    try:
        async with forgetting_exports(files):
            yield
    finally:
        working.scratch.close()
