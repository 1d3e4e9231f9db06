"""Files over HTTP: sent by PUT, whole or in parts, and had by GET as attachments.

The address carries who it was made for, encrypted and sealed; whoever follows it is signed in again
and asked about by the rule book, so a right that ended minutes ago ends the link too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from ledger.diaries.tables import diary_file
from ledger.problems.casework_tables import problem_file
from ledger.responsibilities.files import UNCLAIMED_TIME, Links, Look, Purpose, begins
from ledger.responsibilities.refusals import FileNotFound, FileRefused
from ledger.responsibilities.store_upload import StoreUpload, store_upload
from ledger.responsibilities.tables import file as file_table
from server.edge.replies import request_id_of
from server.exchange.errands import HEADERS, Errands, shown_by
from server.sign_in.authentication import Doorkeeper, Identity
from storage.files import Files, OtherContentError, OtherKindError, OutOfStepError
from tenants.marks import Reads
from tenants.records import Record
from tenants.sitting import Sitting, Sittings
from tenants.viewer import Viewer

RANGE = re.compile(r"bytes (?:(?P<first>\d{1,9})-(?P<last>\d{1,9})|\*)/(?P<total>\d{1,9})")
_SENT_TO = (file_table, "file.read")
_KEPT_AS = ((problem_file, "casepaper.read"), (diary_file, "diary_entry.read"))
"""Where else a file may be had, and by which right."""
RESUME = 308
"""What an unfinished upload answers, with Range saying what is here (as resumable uploads do)."""


@dataclass(frozen=True)
class Part:
    """Which bytes of a file a request carries; none at all when it only asks what is here."""

    first: int
    length: int
    asks: bool = False


@dataclass(frozen=True)
class FileExchange:
    """Takes and gives files for one process."""

    files: Files
    links: Links
    sittings: Sittings
    keeper: Doorkeeper

    async def take(self, request: Request) -> Response:
        """Takes a file, or the next part of it.

        Gives:    201 when the file is whole and is what was announced; 308 with Range until then.
        Refuses:  file.not_found, file.refused.
        """
        viewer, known = await self._known(request, "put")
        if known["prepared_by"] != viewer.person:
            raise FileNotFound
        name = known.id.hex
        if known["state"] != "PREPARED":
            return Response(status_code=201, headers=HEADERS)
        if known["prepared_at"] < datetime.now(UTC) - UNCLAIMED_TIME:
            raise FileNotFound
        part = _part_of(request, known)
        if part.asks:
            return _resume(await self.files.received(name))
        body = await _body(request, part.length)
        if "content-range" not in request.headers:
            await self.files.restart(name)
        if part.first == 0 and not begins(body, known["media_type"]):
            raise FileRefused.because("KIND", type=known["media_type"])
        try:
            here = await self.files.receive(name, body, at=part.first)
        except OutOfStepError as step:
            return _resume(step.received)
        if here < known["size_bytes"]:
            return _resume(here)
        return await self._finish(request, viewer, known)

    async def give(self, request: Request) -> Response:
        """Gives a file as an attachment that no browser runs or sniffs.

        Refuses:  file.not_found.
        """
        _, known = await self._known(request, "get")
        chunks = None
        if known.get("state") != "PREPARED":
            chunks = await self.files.read(known.id.hex)
        if chunks is None:
            raise FileNotFound
        named = quote(known["name"], safe="")
        return StreamingResponse(
            chunks,
            media_type=known["media_type"],
            headers={
                **HEADERS,
                "content-disposition": f"attachment; filename*=UTF-8''{named}",
                "content-length": str(known["size_bytes"]),
            },
        )

    async def _known(self, request: Request, purpose: Purpose) -> tuple[Viewer, Record]:
        """Follows a link: who it was made for, and the file if they may still read it."""
        key: UUID = request.path_params["file"]
        query = request.query_params
        link = self.links.read(query.get("ticket", ""), query.get("seal", ""), file=key)
        now = datetime.now(UTC).timestamp()
        if link is None or link.purpose != purpose or now >= link.until:
            raise FileNotFound
        await shown_by(request, self.keeper, link)
        made_for = Identity(link.issuer, link.subject, link.until)
        viewer = await self.keeper.lookup(made_for, link.post)
        reads = Reads(("files",), (key,))
        async with self.sittings.open(
            viewer, request=request_id_of(request.scope), reads=reads
        ) as sitting:
            known = await _readable(sitting, key, sending=purpose == "put")
        return viewer, known

    async def _finish(self, request: Request, viewer: Viewer, known: Record) -> Response:
        try:
            look = Look(known["media_type"])
            await self.files.finish(known.id.hex, sha256=known["sha256"], look=look)
        except OtherContentError:
            raise FileRefused.because("CONTENT") from None
        except OtherKindError:
            raise FileRefused.because("KIND", type=known["media_type"]) from None
        outcome = await self.sittings.perform(
            viewer,
            store_upload,
            given=StoreUpload(known.id),
            key=f"store-{known.id}",
            request=request_id_of(request.scope),
        )
        if outcome.refusal is not None:
            raise outcome.refusal
        return Response(status_code=201, headers=HEADERS)


def routes(exchange: FileExchange) -> Sequence[BaseRoute]:
    """Gives the routes that the application mounts."""
    path = "/files/{file:uuid}"
    return (
        Route(path, Errands(exchange.take), methods=["PUT"]),
        Route(path, Errands(exchange.give), methods=["GET"]),
    )


async def _readable(sitting: Sitting, key: UUID, *, sending: bool) -> Record:
    """Gives a file as the handbook has it, as evidence of a problem, or as a diary keeps it."""
    *others, last = (_SENT_TO,) if sending else (_SENT_TO, *_KEPT_AS)
    for table, action in others:
        try:
            return await sitting.fetch(table, key, under=action, missing=FileNotFound, lock=False)
        except FileNotFound:
            continue
    table, action = last
    return await sitting.fetch(table, key, under=action, missing=FileNotFound, lock=False)


def _part_of(request: Request, known: Record) -> Part:
    size: int = known["size_bytes"]
    said = request.headers.get("content-range")
    if said is None:
        return Part(0, size)
    found = RANGE.fullmatch(said)
    if found is None or int(found["total"]) != size:
        raise FileRefused.because("RANGE", size=size)
    if found["first"] is None:
        return Part(0, 0, asks=True)
    first, last = int(found["first"]), int(found["last"])
    if not first <= last < size:
        raise FileRefused.because("RANGE", size=size)
    return Part(first, last - first + 1)


async def _body(request: Request, length: int) -> bytes:
    """Reads exactly as many bytes as were announced."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > length:
            break
    if len(body) != length:
        raise FileRefused.because("LENGTH", size=length)
    return bytes(body)


def _resume(received: int) -> Response:
    headers = dict(HEADERS)
    if received:
        headers["range"] = f"bytes=0-{received - 1}"
    return Response(status_code=RESUME, headers=headers)
