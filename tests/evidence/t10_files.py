"""T10, files: tables, forms and directories of a stolen feed; and what is dangerous to read at all."""

import asyncio
import csv
import io
import itertools
import time
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from xml.etree.ElementTree import ParseError, fromstring

import python_calamine

from ledger.feeds.file_rows import PEOPLE
from server.commands.forms import people_of
from server.directory.searching import DirectoryRefused
from server.directory.searching import Found as InDirectory
from server.directory.telling import tell
from server.exchange.backlog import ImportRefused
from server.exchange.people_files import PeopleAsked, take_people
from storage import sheets
from storage.workbooks import as_csv
from tests.demo.conftest import deployment_of
from tests.evidence.feed_field import SEED, Field, Found, needing_no_ground, watched
from tests.evidence.ground import Ground
from tests.evidence.hostile_files import (
    BOMB,
    CANARY,
    FORMULAS,
    KINDS,
    OTHER_KIND,
    SIDE,
    Handed,
    handed,
)
from tests.evidence.lines import Line
from tests.ledger.acting import VAULT
from tests.ledger.feeding import made_feed

FILES = 300
CONTROLS = 28
SMALL = 1024 * 1024
"""How much a workbook may unpack to while bombs are tried, so that bombs need not be huge."""
KINDS_TOLD = ("PEOPLE", "POSTS", "UNITS")


def lines(ground: Ground, at: Field, lax: Field) -> list[Line]:
    """Measures hostile files beside their controls."""
    started, size = time.monotonic(), ground.size(FILES, len(KINDS))
    few = ground.size(CONTROLS, 3)
    with TemporaryDirectory() as folder, patch.object(sheets, "MOST_UNPACKED", SMALL):
        found, tried, read = asyncio.run(_handed_in(at, "a", size, Path(folder), seed=SEED))
        with needing_no_ground():
            gained, *_ = asyncio.run(_handed_in(lax, "a", few, Path(folder), seed=SEED + 1))
        wide, *_ = asyncio.run(_handed_in(at, "city", few, Path(folder), seed=SEED + 2))
    return [
        Line(
            test="T10",
            zh="文件、审批表和目录：得不到也夺不走权限，写不到所属单位之外，超出上限即停",
            en="files, forms and directories gain and take no rights, write nothing outside, and stop "
            "at the budget",
            cases=found.sent,
            cases_of=f"hostile files and directories of {len(found.kinds)} kinds",
            result=f"{len(found.gained)} rights gained, {len(found.taken)} taken, "
            f"{len(found.outside)} rows outside, tree "
            f"{'changed' if found.tree else 'as it was'}, {len(found.failed)} bugs",
            passed=found.harmless and not found.failed and found.stopped,
            control=f"by a book that lets a feed appoint: {len(gained.gained)} gained; to a feed over "
            f"the whole city: {len(wide.outside)} rows",
            control_failed=bool(gained.gained) and bool(wide.outside),
            seconds=time.monotonic() - started,
            seed=SEED,
            examples=tuple(
                [*found.failed, *map(str, [*found.gained, *found.taken, *found.outside])][:5]
            ),
        ),
        _dangerous(tried, read),
    ]


async def _handed_in(
    at: Field, unit: str, size: int, folder: Path, *, seed: int
) -> tuple[Found, list[Handed], list[str]]:
    """Hands files in with the secrets of feeds of one unit.

    Gives:    what came of it, what is dangerous to read, and of which kinds that was read.
    """
    made = {
        source: made_feed(
            at.database, at.world, unit, kinds=KINDS_TOLD, budget=30, rights_from="PROVINCE"
        )
        for source in ("TABLE", "FILE", "DIRECTORY")
    }
    for source in ("FILE", "DIRECTORY"):
        at.run(
            f"update app.feed set source = '{source}' from ctx.feed_secret s where id = s.feed_id"
            f" and s.sha256 = sha256('{made[source]}')"
        )
    found, tried, read = Found(), list[Handed](), list[str]()
    with watched(at, found, feed=made["TABLE"]):
        for one in itertools.islice(handed(seed), size):
            found.sent_one(one.kind)
            tried += [one] if one.dangerous else []
            try:
                if await _one(at, unit, one, made, folder) and one.dangerous:
                    read.append(one.kind)
            except (ImportRefused, DirectoryRefused):
                continue
            except Exception as bug:
                found.failed.append(f"{one.kind}: {bug!r}")
    return found, tried, read


async def _one(at: Field, unit: str, one: Handed, made: dict[str, str], folder: Path) -> bool:
    """Hands one thing in. Gives whether it was read."""
    deployment = deployment_of(at.database)
    how = {"vault": VAULT, "reach": at.reach, "dry_run": False}
    file = folder / one.name
    file.write_bytes(one.content)
    if one.directory is not None:
        await tell(deployment, one.directory, secret=made["DIRECTORY"], source="DIRECTORY", **how)
        return True
    if one.name.endswith(".lrmx"):
        unit = file.stem if file.stem.isdigit() else "520602000000"
        people = InDirectory(people_of((file,), VAULT, unit=unit), (), 0)
        await tell(deployment, people, secret=made["FILE"], source="FILE", **how)
        return True
    asked = PeopleAsked((file,), f"feed of {unit}", made["TABLE"], apply=True)
    report = await take_people(deployment, asked, reach=at.reach)
    return not report.refused


def _dangerous(tried: list[Handed], read: list[str]) -> Line:
    """Bombs, far corners and entities are not read, and formulas are handed on as text."""
    rows = [{"key": str(n), "name": name} for n, name in enumerate(FORMULAS)]
    ours = as_csv(PEOPLE, rows).decode("utf-8-sig")
    written = _begin_a_formula(csv.reader(io.StringIO(ours)))
    plain = _begin_a_formula([one["name"]] for one in rows)
    harmed = sum(map(_careless, tried))
    return Line(
        test="T10",
        zh="压缩炸弹、其他格式的工作簿、外部实体、跨越整表的单元格一概不读；公式只作文字交出",
        en="zip bombs, workbooks of other kinds, entities and far corners are not read, and formulas "
        "are handed on as text",
        cases=len(tried) + len(rows),
        cases_of="dangerous files, and names that are formulas",
        result=f"{len(read)} read, {written} formulas handed on",
        passed=not read and not written,
        control=f"a reader without guards: {harmed} unpacked or expanded; a plain writer: {plain} "
        "formulas",
        control_failed=harmed > 0 and plain > 0,
        seconds=0.0,
        seed=SEED,
        examples=tuple(read[:5]),
    )


def _begin_a_formula(rows: object) -> int:
    return sum(cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)  # type: ignore[attr-defined] # rows of a reader


def _careless(one: Handed) -> bool:
    """Whether it does what it was made for to a reader who guards against nothing."""
    parts = [one.content]
    if one.kind == OTHER_KIND:
        return _laid_out(one.content) >= SIDE * SIDE
    if one.name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(one.content)) as opened:
            parts = [opened.read(name) for name in opened.namelist()]
    if sum(map(len, parts)) > BOMB:
        return True
    return any(CANARY in _text(part) for part in parts if b"<!DOCTYPE" in part)


def _laid_out(content: bytes) -> int:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return sum(map(len, book.get_sheet_by_index(0).to_python(skip_empty_area=False)))


def _text(part: bytes) -> str:
    try:
        return "".join(fromstring(part).itertext())
    except ParseError:
        return ""
