"""`levelwise migrate` and `check`: a deployment's database and its health."""

import sys

import click
import psycopg

from ledger.desks.cells import desk_miscounts
from ledger.places import check_places
from ledger.problems.cells import problem_miscounts
from ledger.responsibilities.tallies import miscounts
from migrations.blueprint import tables
from policies import book
from server import bootstrap as the_bootstrap
from server import settings
from server.content import load_content
from server.database.deployment import opened
from tenants.checking import check_tree
from tenants.lint import Severity, findings

__all__ = ["bootstrap", "check", "migrate"]


@click.command()
def migrate() -> None:
    """Bring the database to this release: roles, tables, wall, keys. Run it as often as you like.

    把数据库升级到本版本：角色、表、隔离墙、密钥。可重复执行。

    With MIGRATOR_URL it also loads the catalogue of duties and the work rules of this release.
    """
    with opened(settings.read()) as deployment:
        deployment.migrate()
        if deployment.migrator_dsn is not None:
            load_content(deployment.migrator_dsn)
    click.echo("The database is at this release. 数据库已是本版本。")


@click.command()
def check() -> None:
    """Look for holes in the wall, rows that do not stand where the tree says, and wrong sums.

    检查隔离墙有无缺口，各行的层级槽位、谱系与组织树是否一致，以及汇总数是否正确。

    Prints each finding; exits 1 if one of them is severe.
    """
    with (
        opened(settings.read()) as deployment,
        psycopg.connect(deployment.app_dsn) as connection,
    ):
        found = findings(connection, trial=deployment.trial)
        with psycopg.connect(deployment.as_migrator()) as migrator:
            strays = [
                *check_tree(migrator),
                *check_places(migrator, tables()),
                *miscounts(migrator),
                *problem_miscounts(migrator),
                *desk_miscounts(migrator),
            ]
    for finding in (*found, *strays):
        click.echo(str(finding))
    if not found and not strays:
        click.echo("Nothing found. 未发现问题。")
    severe = any(finding.severity is Severity.SEVERE for finding in found)
    sys.exit(1 if severe or strays else 0)


@click.command()
@click.option(
    "--tenant",
    "code",
    required=True,
    metavar="CODE",
    help="The topmost unit of a tree: they belong to it.",
)
@click.option(
    "--system-administrator",
    "system",
    default="系统管理员",
    show_default=True,
    metavar="NAME",
    help="The person who keeps units, posts and people. 系统管理员姓名。",
)
@click.option(
    "--security-administrator",
    "security",
    default="安全管理员",
    show_default=True,
    metavar="NAME",
    help="Another person, who keeps rights and rules. 安全管理员姓名，须另一人。",
)
def bootstrap(code: str, system: str, security: str) -> None:
    """Make the first system and the first security administrator of a tree.

    设立首任系统管理员和安全管理员：两人分任，各得一次性邀请码；每个最上级单位只能执行一次。

    Prints a code for each, which is kept nowhere. Each of the two signs in at your identity
    provider and sends theirs, within seven days:

    \b
    curl $URL/invitations -H "Authorization: Bearer $TOKEN" \\
         -H 'Content-Type: application/json' -d '{"code": "..."}'
    """
    names = {"system_administrator": system, "security_administrator": security}
    with opened(settings.read()) as deployment:
        if deployment.embedded:
            deployment.migrate()
        made = the_bootstrap.bootstrap(
            deployment.as_migrator(), book.load(), code=code, names=names
        )
    for one in made:
        click.echo(f"{one.role}\t{one.name}\t{one.code}\t{one.expires_at:%Y-%m-%d %H:%M} UTC")
