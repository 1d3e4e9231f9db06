"""`levelwise import-divisions`: the tree, from files of administrative divisions."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from server import settings
from server.database.deployment import opened
from tenants.divisions.importing import import_files
from tenants.divisions.reports import ImportReport, Step

__all__ = ["import_divisions"]


@click.command("import-divisions")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE...",
)
@click.option("--dry-run", is_flag=True, help="Check and plan, but write nothing.")
@click.option("--apply", "apply", is_flag=True, help="Carry out changes to nodes already known.")
def import_divisions(files: tuple[Path, ...], dry_run: bool, apply: bool) -> None:
    """Import provinces, cities, counties, townships and villages, all or nothing.

    导入省、市、县、乡、村各级区划：要么全部写入，要么一概不写。

    FILE is our CSV (code, name, kind, parent_code) or the five raw files (CSV or JSON) of the npm
    package china-division. A root that is new is imported at once. Changes to known nodes (added,
    back, renamed, moved, gone) are only listed until --apply is given; nothing is deleted silently,
    and no unit in which something is left is gone. A province above a known city joins its tree;
    two known trees are never made one. A file with a fault is refused as a whole, with file, line
    and reason of each.
    """
    chosen = settings.read()
    if chosen.database_url is None and not chosen.home.exists():
        # From another folder than last time the tree would be looked for in vain where it was.
        click.echo(f"新建数据库 A new database is made in {chosen.home.absolute()}", err=True)
    with opened(chosen) as deployment:
        if deployment.embedded:
            deployment.migrate()
        report = _import(deployment.as_migrator(), files, dry_run=dry_run, apply=apply)
    for line in report.lines():
        click.echo(line)
    sys.exit(1 if report.refused else 0)


def _import(dsn: str, files: tuple[Path, ...], *, dry_run: bool, apply: bool) -> ImportReport:
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    ) as bars:
        shown: dict[str, TaskID] = {}

        def show(step: Step) -> None:
            if step.key not in shown:
                _finish(bars, shown)
                shown[step.key] = bars.add_task(f"{step.zh} {step.en}", total=step.total)
            bars.update(shown[step.key], completed=step.done, total=step.total)

        report = import_files(list(files), dsn=dsn, apply=apply, dry_run=dry_run, progress=show)
        _finish(bars, shown)
        return report


def _finish(bars: Progress, shown: dict[str, TaskID]) -> None:
    for task in shown.values():
        bars.update(task, completed=bars.tasks[task].total)
