"""`levelwise keep-form` and `levelwise export-form`: one person's appointment form, both ways."""

import asyncio
from pathlib import Path
from uuid import UUID

import click

from server import settings
from server.database.deployment import opened, vault_of
from server.exchange.form_files import FormAsked, export, keep
from storage.ids import parsed

__all__ = ["export_form", "keep_form"]

_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
_PERSON = click.option("--person", required=True, metavar="ID", help="Whose form: Person_…")
_CODE = click.option("--tenant", "code", required=True, metavar="CODE", help="The unit.")
_WHO = click.option(
    "--as", "who", required=True, metavar="WHO", help="Who answers: a name, a post's title or id."
)


@click.command("keep-form")
@_FILE
@_PERSON
@_CODE
@_WHO
def keep_form(file: Path, person: str, code: str, who: str) -> None:
    """Keep the appointment form (.lrmx) of one person, sealed, in the name of somebody.

    收存一人的干部任免审批表：封存入库，以办理人的名义，记入审计。
    """
    chosen = settings.read()
    asked = FormAsked(file, _person(person), code, who)
    with opened(chosen) as deployment:
        name = asyncio.run(keep(deployment, asked, vault=vault_of(chosen)))
    click.echo(f"办理人 as: {name}，已收存 kept")


@click.command("export-form")
@_FILE
@_PERSON
@_CODE
@_WHO
@click.option("--reason", required=True, metavar="TEXT", help="What for; it stays in the audit.")
def export_form(file: Path, person: str, code: str, who: str, reason: str) -> None:
    """Write the appointment form of one person to a .lrmx, for a reason that stays in the audit.

    调取一人的干部任免审批表：先将理由记入审计，后写出文件。
    """
    chosen = settings.read()
    asked = FormAsked(file, _person(person), code, who, reason)
    with opened(chosen) as deployment:
        name = asyncio.run(export(deployment, asked, vault=vault_of(chosen)))
    click.echo(f"{file}")
    click.echo(f"办理人 as: {name}")


def _person(said: str) -> UUID:
    found = parsed(said)
    if found is None or found[0] != "Person":
        raise click.UsageError(f"--person {said}: Person_…")
    return found[1]
