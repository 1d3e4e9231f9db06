"""`levelwise import-problems`: a backlog of problems, from Excel or CSV."""

import asyncio
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from ledger.intake.template import write_template
from server import settings
from server.database.deployment import Deployment, opened
from server.exchange.backlog import Asked, BacklogReport, take_in

__all__ = ["import_problems"]

_STEPS = {"compare": "比对 Comparing", "write": "写入 Writing"}


@click.command("import-problems")
@click.argument(
    "file", type=click.Path(dir_okay=False, path_type=Path), required=False, metavar="FILE"
)
@click.option("--tenant", "code", metavar="CODE", help="The unit whose backlog it is.")
@click.option("--campaign", metavar="NAME", help="The campaign it goes into.")
@click.option("--as", "who", metavar="WHO", help="Who answers: a name, a post's title or id.")
@click.option("--register", is_flag=True, help="Put them into the base database at once.")
@click.option("--dry-run", is_flag=True, help="Check and compare, but write nothing.")
@click.option("--apply", "apply", is_flag=True, help="Carry out changes to known problems.")
@click.option(
    "--template", type=click.Path(dir_okay=False, path_type=Path), help="Write an empty workbook."
)
def import_problems(
    file: Path | None,
    code: str | None,
    campaign: str | None,
    who: str | None,
    template: Path | None,
    **how: bool,
) -> None:
    """Take thousands of problems in from Excel (.xlsx) or CSV, all or nothing.

    从 Excel 或 CSV 成批导入遗留问题：要么全部写入，要么一概不写。

    It is an act of the person named by --as, decided by the rule book and recorded like any other.
    Each fault is listed with the address of its cell. A number names the same problem at every
    import, so that a second import of the same file writes nothing; a problem that is still only
    collected is changed to what the file says with --apply. --template FILE writes an empty
    workbook with headings, lists to choose from and a sheet that explains.
    """
    if template is not None:
        write_template(template)
        click.echo(f"{template}")
        return
    if file is None or code is None or campaign is None or who is None:
        raise click.UsageError(
            "FILE, --tenant, --campaign and --as are needed. 须给出文件、单位代码、行动名称和办理人。"
        )
    if not file.is_file():
        raise click.UsageError(f"{file}: no such file. 没有这个文件。")
    register, apply, dry = how["register"], how["apply"], how["dry_run"]
    asked = Asked(file, code, campaign, who, register, apply, dry)
    chosen = settings.read()
    with opened(chosen) as deployment:
        report = _take_in(deployment, asked)
    for line in report.lines():
        click.echo(line)
    sys.exit(1 if report.refused else 0)


def _take_in(deployment: Deployment, asked: Asked) -> BacklogReport:
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    ) as bars:
        shown: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in shown:
                shown[step] = bars.add_task(_STEPS[step], total=total)
            bars.update(shown[step], completed=done)

        report = asyncio.run(take_in(deployment, asked, progress=show))
        for task in shown.values():
            bars.update(task, completed=bars.tasks[task].total)
        return report
