"""`levelwise import-directory`: people, posts and units from a directory, as a feed."""

import asyncio
import os
import sys
from pathlib import Path

import click

from server import settings
from server.database.deployment import opened, vault_of
from server.directory.mapping import read_mapping
from server.directory.searching import Address, DirectoryRefused, search
from server.directory.telling import tell

__all__ = ["import_directory"]

SECRET, PASSWORD = "FEED_SECRET", "LDAP_PASSWORD"


@click.command("import-directory")
@click.argument("url", metavar="URL")
@click.option(
    "--mapping",
    "mapping",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Which attributes are which fields, in YAML.",
)
@click.option("--bind", "user", metavar="DN", help="As whom the directory is asked; else nobody.")
@click.option(
    "--ca", type=click.Path(dir_okay=False, path_type=Path), help="The directory's authorities."
)
@click.option("--dry-run", is_flag=True, help="Compare, but tell nothing.")
def import_directory(
    url: str, mapping: Path, user: str | None, ca: Path | None, dry_run: bool
) -> None:
    """Tell of the people, posts and units of the directory at URL (ldaps://host), as a feed.

    报送目录（LDAP）中的人员、职务和单位：与 SCIM 同一份方案、同一上限、同一确认、同样可以撤回。

    The feed is the one that FEED_SECRET opens; it was set up by createFeed with the source
    DIRECTORY. LDAP_PASSWORD is the password of --bind. Pages of 500 are read over TLS (ldap:// is
    raised to it, but on this machine), referrals are not followed, and a directory that answers
    only in part, or with nobody, is not told of.
    """
    secret = os.environ.get(SECRET, "")
    if not secret:
        raise click.UsageError(f"{SECRET} is not set. 须设置 {SECRET}。")
    asked = Address(url, user, os.environ.get(PASSWORD), ca)
    if (user is None) != (asked.password is None):
        raise DirectoryRefused(f"--bind and {PASSWORD} go together. 须同时给出。")
    found = search(asked, read_mapping(mapping))
    chosen = settings.read()
    with opened(chosen) as deployment:
        report = asyncio.run(
            tell(deployment, found, secret=secret, vault=vault_of(chosen), dry_run=dry_run)
        )
    for line in report.told():
        click.echo(line)
    sys.exit(1 if report.refused else 0)
