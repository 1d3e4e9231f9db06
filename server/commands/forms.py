"""`levelwise import-forms`: people from cadre appointment forms (.lrmx), as a feed."""

import asyncio
import os
import sys
from pathlib import Path

import click

from ledger.appointments.lrmx import LARGEST_FILE, read_form
from ledger.petitioners.vault import Vault
from server import settings
from server.database.deployment import opened, vault_of
from server.directory.searching import DirectoryRefused, Found, Person
from server.directory.telling import tell
from tenants.refusals import Refusal

__all__ = ["import_forms", "people_of"]

SECRET = "FEED_SECRET"  # noqa: S105 - the name of a variable


@click.command("import-forms")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--unit", required=True, metavar="CODE", help="The unit that the people belong to.")
@click.option("--dry-run", is_flag=True, help="Read and compare, but tell nothing.")
def import_forms(files: tuple[Path, ...], unit: str, dry_run: bool) -> None:
    """Tell of the people of cadre appointment forms (.lrmx), as a feed.

    报送干部任免审批表（.lrmx）中的人员：与 SCIM 同一份方案、同一上限、同样的确认和撤回。

    The feed is the one that FEED_SECRET opens; it was set up by createFeed with the source FILE.
    Of a form the name and the citizen number are taken, the number sealed; the rest, photo and
    relatives included, is read to be judged and is kept nowhere. One bad file, and nothing is told.
    """
    secret = os.environ.get(SECRET, "")
    if not secret:
        raise click.UsageError(f"{SECRET} is not set. 须设置 {SECRET}。")
    chosen = settings.read()
    vault = vault_of(chosen)
    found = Found(people_of(files, vault, unit=unit), (), 0)
    with opened(chosen) as deployment:
        report = asyncio.run(
            tell(deployment, found, secret=secret, vault=vault, source="FILE", dry_run=dry_run)
        )
    for line in report.told():
        click.echo(line)
    sys.exit(1 if report.refused else 0)


def people_of(files: tuple[Path, ...], vault: Vault, *, unit: str) -> list[Person]:
    """Reads forms as people of a unit, each known by the keyed hash of the citizen number.

    Refuses: DirectoryRefused for a file that is refused, has no number, or repeats one.
    """
    people: dict[str, Person] = {}
    for path in files:
        try:
            with path.open("rb") as file:
                form = read_form(file.read(LARGEST_FILE + 1))
        except (OSError, Refusal) as refused:
            said = refused.strerror if isinstance(refused, OSError) else refused.in_full()
            raise DirectoryRefused(f"{path.name}: {said}") from None
        blind = vault.blind("document", form.citizen_number)
        if blind is None or blind.hex() in people:
            raise DirectoryRefused(
                f"{path.name}: no citizen number, or one that is there twice. "
                "缺少公民身份号码，或重复。"
            )
        key = blind.hex()
        people[key] = Person(
            key, path.name, f"form-{key[:32]}", form.name, unit, citizen_number=form.citizen_number
        )
    return list(people.values())
