"""Excel and CSV both ways: `export-people`, `import-people`, and their kin."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from ledger.feeds.file_rows import LAYOUTS
from ledger.feeds.unit_rows import UNITS
from server import settings
from server.database.deployment import Deployment, opened
from server.exchange.exports import ExportAsked, ExportReport, export
from server.exchange.people_files import PeopleAsked, PeopleReport, take_people
from server.exchange.row_files import RowsAsked, RowsReport, take_rows
from storage.sheets import Layout

__all__ = [
    "export_clauses",
    "export_people",
    "export_problems",
    "export_records",
    "export_units",
    "import_clauses",
    "import_people",
    "import_records",
    "import_units",
]

_STEPS = {"read": "读取 Reading", "compare": "比对 Comparing", "write": "写入 Writing"}
_FILE = click.Path(dir_okay=False, path_type=Path)
_THERE = click.Path(exists=True, dir_okay=False, path_type=Path)
_CODE = click.option("--tenant", "code", required=True, metavar="CODE", help="The unit.")
_WHO = click.option(
    "--as", "who", required=True, metavar="WHO", help="Who answers: a name, a post's title or id."
)
_LIST = click.option("--list", "of", required=True, metavar="ID", help="ResponsibilityList_…")
_LANGUAGE = click.option(
    "--language", type=click.Choice(["zh", "en"]), default="zh", help="Of what is said."
)
_APPLY = click.option("--apply", "apply", is_flag=True, help="Do it; otherwise it is a dry run.")
_DRY = click.option("--dry-run", is_flag=True, help="Only say what would be done (the default).")


def _export(kind: str, file: Path, code: str, who: str, of: str = "") -> None:
    with opened(settings.read()) as deployment:
        report: ExportReport = asyncio.run(
            export(deployment, ExportAsked(kind, file, code, who, of))
        )
    for written in report.files:
        click.echo(f"{written}")
    click.echo(f"办理人 as: {report.who}，行数 rows {report.rows}")


def _exporting(kind: str, about: str) -> click.Command:
    @click.command(f"export-{kind}", help=about)
    @click.argument("file", type=_FILE, metavar="FILE")
    @_CODE
    @_WHO
    def run(file: Path, code: str, who: str) -> None:
        _export(kind, file, code, who)

    return run


export_people = _exporting(
    "people",
    "Write the people and posts that somebody may read to Excel (.xlsx) or CSV, for import-people."
    " It is recorded in the audit. 导出办理人看得到的人员和职务，记入审计。",
)
export_units = _exporting(
    "units",
    "Write a unit and all below it to Excel (.xlsx) or CSV, for import-units. It is recorded in the"
    " audit. 导出本单位和所辖各级单位，记入审计。",
)
export_problems = _exporting(
    "problems",
    "Write the problems that somebody reads where they lie, for import-problems. It is recorded in"
    " the audit. 导出办理人看得到的问题，记入审计。",
)
export_records = _exporting(
    "records",
    "Write the records of the handbook that somebody may read, for import-records. It is recorded in"
    " the audit. 导出办理人看得到的纪实，记入审计。",
)


@click.command("export-clauses")
@click.argument("file", type=_FILE, metavar="FILE")
@_LIST
@_CODE
@_WHO
def export_clauses(file: Path, of: str, code: str, who: str) -> None:
    """Write the own clauses of a list to Excel (.xlsx) or CSV, for import-clauses.

    导出一份责任清单的个性条款，草稿在内，记入审计。
    """
    _export("clauses", file, code, who, of)


def _fed(name: str, about: str, layouts: Sequence[Layout]) -> click.Command:
    """A command by which files become the plan of a feed."""

    @click.command(name, help=about)
    @click.argument("files", type=_THERE, nargs=-1, required=True, metavar="FILE...")
    @click.option(
        "--feed", required=True, metavar="NAME", help="The feed that tells it, by its name."
    )
    @click.option(
        "--secret-file",
        type=click.File(encoding="utf-8"),
        required=True,
        help="Where its secret is; - for standard input.",
    )
    @click.option(
        "--hash", "expected", metavar="HASH", help="Do exactly the plan that was previewed."
    )
    @_APPLY
    @_DRY
    @_LANGUAGE
    def run(
        files: tuple[Path, ...],
        feed: str,
        secret_file: TextIO,
        expected: str | None,
        language: str,
        **how: bool,
    ) -> None:
        secret = secret_file.read(200).strip()
        apply = how["apply"] and not how["dry_run"]
        asked = PeopleAsked(files, feed, secret, apply=apply, expected=expected, layouts=layouts)
        with opened(settings.read()) as deployment:
            report = _with_bar(deployment, asked)
        _said(report, language)

    return run


_PLANNED = (
    "Without --apply nothing is written: each line of the plan is printed with the cell it comes"
    " from, and a hash; --apply --hash HASH does exactly that plan."
)
import_people = _fed(
    "import-people",
    "Take people and posts in from Excel (.xlsx) or CSV, as a plan of a feed; a sheet of units may be"
    " among them.\n\n从 Excel 或 CSV 导入人员和职务，先成为数据源的方案：不带权限的当即办理，带有权限的等人确认。\n\n"
    f"{_PLANNED} What is done can be taken back with undoFeedPlan.",
    LAYOUTS,
)
import_units = _fed(
    "import-units",
    "Take units in from Excel (.xlsx) or CSV, as proposals in the plan of a feed: reorganisation makes,"
    " renames and moves units.\n\n从 Excel 或 CSV 导入单位，在数据源的方案中作为提议，由机构调整办理。\n\n"
    f"{_PLANNED}",
    (UNITS,),
)


def _with_bar(deployment: Deployment, asked: PeopleAsked) -> PeopleReport:
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    ) as bars:
        steps = ("read", "compare", "write") if asked.apply else ("read", "compare")
        task = bars.add_task("", total=len(steps))

        def show(step: str) -> None:
            bars.update(task, description=_STEPS[step], completed=steps.index(step))

        report = asyncio.run(take_people(deployment, asked, step=show))
        bars.update(task, completed=len(steps))
        return report


@click.command("import-clauses")
@click.argument("file", type=_THERE, metavar="FILE")
@_LIST
@_CODE
@_WHO
@click.option("--despite-warnings", is_flag=True, help="Also clauses that read like others.")
@_APPLY
@_DRY
@_LANGUAGE
def import_clauses(file: Path, of: str, code: str, who: str, language: str, **how: bool) -> None:
    """Bring the own clauses of a list to what a file says, all or nothing.

    按文件增补、修订一份责任清单的个性条款：要么全部写入，要么一概不写；发布另行决定。
    """
    _rows(file, code, who, language, how, of)


@click.command("import-records")
@click.argument("file", type=_THERE, metavar="FILE")
@_CODE
@_WHO
@_APPLY
@_DRY
@_LANGUAGE
def import_records(file: Path, code: str, who: str, language: str, **how: bool) -> None:
    """Write records of the handbook from a file, all or nothing.

    从文件写入纪实手册：要么全部写入，要么一概不写；纪实一经记录不再更改。
    """
    _rows(file, code, who, language, how, None)


def _rows(
    file: Path, code: str, who: str, language: str, how: dict[str, bool], of: str | None
) -> None:
    apply = how["apply"] and not how["dry_run"]
    warned = how.get("despite_warnings", False)
    asked = RowsAsked(file, code, who, of, apply=apply, despite_warnings=warned)
    with opened(settings.read()) as deployment:
        report = asyncio.run(take_rows(deployment, asked))
    _said(report, language)


def _said(report: PeopleReport | RowsReport, language: str) -> None:
    for line in report.lines(language):
        click.echo(line)
    sys.exit(1 if report.refused else 0)
