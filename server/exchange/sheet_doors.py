"""Tables over HTTP: had by GET as a file, and sent by PUT as a plan, then exactly that plan.

What is written or done is done as whoever the address was made for, under their rights of now, by
the very code of the commands. A file that was sent lies on a disk while it is read, and no longer.
"""

import asyncio
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from ledger.exports.refusals import ExporterNotFound, SheetRefused
from ledger.feeds.file_rows import LAYOUTS, Marked
from ledger.feeds.unit_rows import UNITS
from ledger.responsibilities.files import DOWNLOAD_TIME, EXPORTS
from ledger.responsibilities.refusals import FileNotFound
from policies.reach import Reach
from server.database.deployment import Deployment
from server.exchange.backlog import Asked, BacklogReport, ImportRefused, Someone, take_in
from server.exchange.errands import HEADERS, Door, Errands, Followed
from server.exchange.exports import ExportAsked, ExportReport, export
from server.exchange.people_files import SHOWN, PeopleAsked, PeopleReport, take_people
from server.exchange.row_files import RowsAsked, RowsReport, take_rows
from server.working import Tell, Told, Working, spoken
from storage.files import Files
from storage.ids import printed
from storage.sheets import MOST_BYTES, Fault, Layout
from tenants.tables import tenant
from tenants.viewer import CHINA, Viewer

SENDING_SECONDS = 120.0
"""So long a file may take to arrive."""
SECRET = "levelwise-feed-secret"  # noqa: S105 - the name of a header
_TYPES: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "zip": "application/zip",
}
Report = PeopleReport | RowsReport | BacklogReport
FED: Mapping[str, Sequence[Layout]] = {"PEOPLE": LAYOUTS, "UNITS": (UNITS,)}
"""What becomes the plan of a feed, and the tables that may be in it."""


@dataclass(frozen=True)
class _SheetDoor(Door):
    """What both doors need besides: where long work is done, and with what."""

    deployment: Deployment
    reach: Reach
    working: Working

    async def somebody(self, viewer: Viewer) -> Someone:
        """Gives whoever answers, as the commands know them.

        Refuses:  export.nobody.
        """
        if viewer.person is None or viewer.post is None:
            raise ExporterNotFound
        async with self.sittings.open(viewer) as sitting:
            unit = select(tenant.c.uid).where(tenant.c.id == viewer.tenant)
            (found,) = await sitting.rows(unit)
        named = viewer.issuer, viewer.subject
        return Someone(viewer.post, "", viewer.name, *named, unit=found["uid"])

    def placed(self, viewer: Viewer) -> ExitStack:
        """Gives the viewer's place for long work, to be closed. Refuses: export.busy."""
        assert viewer.person is not None, "nobody was refused"
        held = ExitStack()
        held.enter_context(self.working.place(viewer.person))
        return held


@dataclass(frozen=True)
class ExportDoor(_SheetDoor):
    """Writes tables for one process, and gives them."""

    purpose: ClassVar[str] = "exports"
    asks_token: ClassVar[bool] = False

    files: Files

    async def give(self, request: Request) -> Response:
        """Writes the table and says where it is; or gives the one that was written.

        Refuses:  file.not_found, export.nobody, export.busy, export.refused.
        """
        known = await self.followed(request)
        if "file" in known.errand.about:
            return await self._file(known)
        who = await self.somebody(known.viewer)
        held = self.placed(known.viewer)
        told = await self.working.answered(
            request,
            lambda tell: self._written(known, who, tell),
            after=lambda made: self._ready(known, made),
            ended=held.close,
        )
        return told if isinstance(told, Response) else RedirectResponse(told["url"], 303, HEADERS)

    async def _written(self, known: Followed, who: Someone, tell: Tell) -> tuple[str, str, int]:
        """Gives the key of the file that was written, its name, and how many rows are in it."""
        about = known.errand.about
        kind, ending = about["kind"].lower(), about["format"].lower()
        today = (datetime.now(UTC) + CHINA).date()
        with self.working.scratch.use() as folder:
            file = folder / f"{kind}-{today}.{ending}"
            asked = ExportAsked(kind, file, "", "", about["of"], who, known.request_id)
            made = await export(
                self.deployment, asked, reach=self.reach, step=lambda rows: tell({"rows": rows})
            )
            whole = _whole(made)
            key = f"{EXPORTS}/{uuid.uuid4().hex}"
            await self.files.keep(key, whole)
        return key, whole.name, made.rows

    async def _ready(self, known: Followed, made: tuple[str, str, int]) -> Told:
        key, name, rows = made
        until = datetime.now(UTC) + DOWNLOAD_TIME
        about = {"file": key, "name": name, "by": _by(known.viewer)}
        url = self.links.errand(known.viewer, self.purpose, about, until=until)
        return {"url": url, "name": name, "rows": rows}

    async def _file(self, known: Followed) -> Response:
        """Gives a file while the rights and the rule book hold by which it was written.

        Refuses:  file.not_found.
        """
        about = known.errand.about
        chunks = await self.files.read(about["file"]) if about["by"] == _by(known.viewer) else None
        if chunks is None:
            raise FileNotFound
        name = about["name"]
        shown = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        return StreamingResponse(
            chunks,
            media_type=_TYPES[name.rpartition(".")[2]],
            headers={**HEADERS, "content-disposition": shown},
        )


@dataclass(frozen=True)
class ImportDoor(_SheetDoor):
    """Takes tables in for one process."""

    purpose: ClassVar[str] = "imports"

    sending: float = SENDING_SECONDS

    async def take(self, request: Request) -> Response:
        """Says what a file would do, or does exactly that.

        Refuses:  file.not_found, export.nobody, export.busy, export.refused, and what the acts of
                  the rows refuse.
        """
        known = await self.followed(request)
        who = await self.somebody(known.viewer)
        expected = request.query_params.get("apply", "")
        assert known.viewer.person is not None, "nobody was refused"
        with ExitStack() as kept:
            folder = kept.enter_context(self.working.scratch.use())
            with self.working.arriving(known.viewer.person):
                file = await self._received(request, folder)
            kept.enter_context(self.placed(known.viewer))
            held = kept.pop_all()
        given = _Given(file, request.headers.get(SECRET, ""), who, expected, known)
        told = await self.working.answered(
            request,
            lambda tell: self._taken(known.errand.about, given, tell),
            after=lambda made: _reported(made, language=spoken(request)),
            ended=held.close,
        )
        return told if isinstance(told, Response) else JSONResponse(told, headers=HEADERS)

    async def _received(self, request: Request, folder: Path) -> Path:
        try:
            async with asyncio.timeout(self.sending):
                return await _received(request, folder)
        except TimeoutError:
            why = f"{self.sending:.0f} 秒内没有送完 it was not sent within so many seconds"
            raise SheetRefused(why=why) from None

    async def _taken(self, about: Mapping[str, str], given: "_Given", tell: Tell) -> "_Came":
        if layouts := FED.get(about["kind"]):
            person = given.by.viewer.person
            assert person is not None, "nobody was refused"
            who = f"{printed('Person', person)} {printed('Post', given.who.post)}"
            by = f"{given.by.request_id} {who}"
            asked = PeopleAsked(
                (given.file,), None, given.secret, apply=bool(given.expected),
                expected=given.expected or None, by=by, layouts=layouts,
            )  # fmt: skip  # columns side by side
            told = await take_people(
                self.deployment, asked, reach=self.reach, step=lambda step: tell({"step": step})
            )
            return _Came(told, told.found.hash, applied=told.done is not None)
        take = self._backlog if about["kind"] == "PROBLEMS" else self._rows
        said = await take(about, given, tell)
        return _Came(said, said.mark, applied=said.written)

    async def _rows(self, about: Mapping[str, str], given: "_Given", tell: Tell) -> RowsReport:
        tell({"step": "write" if given.expected else "compare"})
        if about["kind"] == "CLAUSES" and not about["of"]:
            raise ImportRefused("须给出清单。The list is needed.")
        of = about["of"] if about["kind"] == "CLAUSES" else None
        asked = RowsAsked(given.file, "", "", of, apply=bool(given.expected),
                          despite_warnings=bool(about["despite_warnings"]), as_=given.who,
                          request=given.by.request_id, expected=given.expected or None)  # fmt: skip  # columns side by side
        return await take_rows(self.deployment, asked, reach=self.reach)

    async def _backlog(
        self, about: Mapping[str, str], given: "_Given", tell: Tell
    ) -> BacklogReport:
        if not about["campaign"]:
            raise ImportRefused("须给出专项行动。The campaign is needed.")
        asked = Asked(
            given.file, "", about["campaign"], "", bool(about["register"]), bool(given.expected),
            dry_run=not given.expected, as_=given.who, request=given.by.request_id,
            expected=given.expected or None,
        )  # fmt: skip  # columns side by side
        return await take_in(
            self.deployment, asked, reach=self.reach,
            progress=lambda step, at, of: tell({"step": step, "rows": at, "of": of}),
        )  # fmt: skip  # columns side by side


@dataclass(frozen=True, repr=False)
class _Given:
    """A file that was sent, by whom, with which secret, and what was previewed of it."""

    file: Path
    secret: str
    who: Someone
    expected: str
    by: Followed


@dataclass(frozen=True)
class _Came:
    """What came of a file, and what names exactly that."""

    report: Report
    hash: str
    applied: bool = False


def routes(exports: ExportDoor, imports: ImportDoor) -> Sequence[BaseRoute]:
    """Gives the routes that the application mounts."""
    return (
        Route("/exports", Errands(exports.give), methods=["GET"]),
        Route("/imports", Errands(imports.take), methods=["PUT"]),
    )


async def _reported(came: _Came, *, language: str) -> Told:
    """Says what came of a file, so that a page can show it: the words of the commands, too."""
    report = came.report
    said = report.lines() if isinstance(report, BacklogReport) else report.lines(language)
    return {
        "rows": report.rows,
        "faults": [_fault(one, language) for one in report.faults[:SHOWN]],
        "faultCount": len(report.faults),
        "lines": list(said),
        "hash": came.hash,
        "applied": came.applied,
    }


def _by(viewer: Viewer) -> str:
    """By what somebody reads: how they stand, which ends with a window, and the rule book."""
    return f"{viewer.standing} {viewer.policy_version}"


def _fault(one: Marked | Fault, language: str) -> Told:
    place, fault = (one.place, one.fault) if isinstance(one, Marked) else ("", one)
    message = fault.en if language == "en" else fault.zh
    return {"place": place, "cell": fault.cell, "message": message}


def _whole(made: ExportReport) -> Path:
    """Gives one file: several tables of CSV lie in one zip."""
    first, *others = made.files
    if not others:
        return first
    whole = first.with_suffix(".zip")
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in made.files:
            packed.write(one, one.name)
    return whole


async def _received(request: Request, folder: Path) -> Path:
    """Writes what was sent to a file: .xlsx, or CSV for what is no zip.

    Refuses:  export.refused for what is larger than a table may be.
    """
    file, size = folder / "sent", 0
    with file.open("wb") as writing:
        async for chunk in request.stream():
            size += len(chunk)
            if size > MOST_BYTES:
                raise SheetRefused(why=f"超过 {MOST_BYTES} 字节 over {MOST_BYTES} bytes")
            writing.write(chunk)
    with file.open("rb") as reading:
        ending = "xlsx" if reading.read(2) == b"PK" else "csv"
    return file.rename(folder / f"file.{ending}")
