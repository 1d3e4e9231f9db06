"""Closing sheets over HTTP: a page to print, made for one viewer, under their rights of now."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from ledger.clocks.of_problems import deadline_trace
from ledger.exports.closing_sheet import closing_sheet
from ledger.exports.prepare_closing_sheet import KIND
from ledger.exports.record_export import RecordExport, record_export
from ledger.reading import Reading, Stale
from ledger.responsibilities.refusals import FileNotFound
from server.exchange.errands import HEADERS, Door, Errands
from server.pages.closing_sheet import POLICY, page
from tenants.refusals import DatabaseBusy

PURPOSE = "closing-sheets"


@dataclass(frozen=True)
class ClosingSheetDoor(Door):
    """Prints closing sheets for one process."""

    purpose: ClassVar[str] = PURPOSE
    asks_token: ClassVar[bool] = False

    reading: Reading

    async def give(self, request: Request) -> Response:
        """Gives the sheet as a page, once it stands in the audit that it leaves.

        Refuses:  file.not_found, also where the problem is the viewer's to see no more;
                  export.nobody, the rules of person.read.
        """
        known = await self.followed(request)
        viewer, of = known.viewer, known.errand.about["problem"]
        try:
            sheet = await closing_sheet(self.reading, viewer, of)
        except Stale as changed:
            raise DatabaseBusy from changed
        if sheet is None:
            raise FileNotFound
        clocks = await deadline_trace(self.sittings, viewer, of)
        html = page(sheet, clocks, by=viewer.name, at=datetime.now(UTC))
        outcome = await self.sittings.perform(
            viewer,
            record_export,
            given=RecordExport(f"{KIND} {of}", 1),
            key=uuid.uuid4().hex,
            request=known.request_id,
        )
        if outcome.refusal is not None:
            raise outcome.refusal
        return HTMLResponse(html, headers={**HEADERS, "content-security-policy": POLICY})


def routes(door: ClosingSheetDoor) -> Sequence[BaseRoute]:
    """Gives the route that the application mounts."""
    return (Route(f"/{PURPOSE}", Errands(door.give), methods=["GET"]),)
