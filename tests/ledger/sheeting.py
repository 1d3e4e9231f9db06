"""Files of people and posts as tests make them, and their import through a feed."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import python_calamine

from ledger.feeds.file_rows import PEOPLE, POSTS
from server.exchange.exports import ExportAsked, ExportReport, export
from server.exchange.people_files import PeopleAsked, PeopleReport, take_people
from server.exchange.row_files import RowsAsked, RowsReport, take_rows
from storage.workbooks import as_csv, as_workbook
from tests.demo.conftest import deployment_of

Rows = Sequence[Mapping[str, str]]


def post(key: str, title: str, unit: str = "520602001000", **more: str) -> dict[str, str]:
    return {"key": key, "title": title, "unit": unit, **more}


def person(key: str, name: str, unit: str = "520602001000", **more: str) -> dict[str, str]:
    return {"key": key, "name": name, "unit": unit, **more}


def workbook(path: Path, people: Rows = (), posts: Rows = ()) -> Path:
    path.write_bytes(as_workbook([(POSTS, posts), (PEOPLE, people)]))
    return path


def people_csv(path: Path, people: Rows) -> Path:
    path.write_bytes(as_csv(PEOPLE, people))
    return path


async def taken(
    stage: Any, secret: str, *files: Path, feed: str = "feed of a", **how: Any
) -> PeopleReport:
    """Imports files, as the command does."""
    asked = PeopleAsked(files, feed, secret, **how)
    return await take_people(deployment_of(stage.database), asked, reach=stage.reach)


async def exported(
    stage: Any, kind: str, file: Path, who: str, code: str, of: str = ""
) -> ExportReport:
    """Exports what somebody may read, as the command does."""
    asked = ExportAsked(kind, file, code, who, of)
    return await export(deployment_of(stage.database), asked, reach=stage.reach)


def cells(file: Path, sheet: int = 0) -> list[list[Any]]:
    """What a table program reads in a sheet."""
    book = python_calamine.CalamineWorkbook.from_path(str(file))
    return book.get_sheet_by_index(sheet).to_python()


async def rows_taken(stage: Any, file: Path, who: str, code: str, **how: Any) -> RowsReport:
    """Imports clauses or records, as the command does."""
    asked = RowsAsked(file, code, who, **how)
    return await take_rows(deployment_of(stage.database), asked, reach=stage.reach)
