"""The command `levelwise`: each command calls the one function of the module that does the work."""

import importlib
import re
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import click
import psycopg

from ledger.catalogue.loading import CatalogueError
from policies.enforcer import StartRefused
from policies.pages import BookError
from server.mendable import Mendable
from tenants.context import KeysRefused

EPILOG = """
Settings come from the environment; without any, Levelwise brings its own PostgreSQL and keeps
everything in .levelwise/. The usual ones:

\b
  DATABASE_URL     any PostgreSQL from 15 on, as the role levelwise_app
  BOOTSTRAP_URL    the same database as a role that may create roles (migrate)
  MIGRATOR_URL     the same database as levelwise_migrator (import-divisions, bootstrap, check)
  PORT, HOST       where to serve: 8000, 127.0.0.1
  LEVELWISE_ENV    demo, development or production
  LEVELWISE_HOME   where keys, files and the embedded database lie: .levelwise
  LEVELWISE_KEYS   kid:base64[,kid:base64], the keys that sign contexts; the first one signs
  LEVELWISE_VAULT_KEYS  written alike: the keys that seal petitioners; the oldest stays last
  LEVELWISE_AUDIT_KEYS  written alike: the keys that sign heads of the audit, hourly
  AUDITOR_URL      the same database as levelwise_auditor (audit, and the hourly signing)
  OIDC_ISSUER, OIDC_AUDIENCE   whose tokens are accepted; OIDC_PROVIDERS names a file of several
  OIDC_CLIENT_ID, OIDC_SCOPE   as whom the console signs people in there
  CORS_ORIGINS     the web addresses of your frontend, separated by commas
  SMTP_URL, MAIL_FROM           where the day's digests of notices leave by mail
  GATEWAY_URL, GATEWAY_SECRET   where they are posted, signed, to a message gateway
  WEBHOOK_INNER_HOSTS           inner hosts and networks to which events may be sent
  RELAY_URL, RELAY_WORKERS      the role that sends them, and how many at a time; 0: levelwise relay
  FILES_URL        file:///folder or s3://bucket/prefix for evidence files

设置取自环境变量；不设任何变量时，Levelwise 自带 PostgreSQL，一切存放在 .levelwise/ 中。
"""

EXPECTED = (
    Mendable,
    KeysRefused,
    BookError,
    StartRefused,
    CatalogueError,
)


_MISSING = re.compile(r'(?:role|database) "[^"]*" does not exist')
"""How PostgreSQL tells of a server on which nothing was made yet."""


@dataclass(frozen=True)
class Entry:
    """A command of the list: its module in server/commands, its name there, and a line about it."""

    module: str
    name: str
    about: str

    def loaded(self) -> click.Command:
        """Imports the command."""
        found = getattr(importlib.import_module(f"server.commands.{self.module}"), self.name)
        assert isinstance(found, click.Command)
        return found


COMMANDS: Mapping[str, Entry] = {
    "audit": Entry("audit", "audit", "Verify, export and sign the audit. 审计链。"),
    "book": Entry("book", "book", "Print, check or change the rule book. 规则手册。"),
    "bootstrap": Entry(
        "deployment", "bootstrap", "Make the first two administrators. 首任管理员。"
    ),
    "check": Entry("deployment", "check", "Look for holes in the wall and misplaced rows. 检查。"),
    "demo": Entry("running", "demo", "Show a real city with made-up people. 演示。"),
    "export-clauses": Entry(
        "sheets", "export_clauses", "Write the own clauses of a list. 导出个性条款。"
    ),
    "export-form": Entry(
        "keeping_forms", "export_form", "Write an appointment form. 调取干部任免审批表。"
    ),
    "export-people": Entry(
        "sheets", "export_people", "Write people and posts to Excel or CSV. 导出人员和职务。"
    ),
    "export-problems": Entry(
        "sheets", "export_problems", "Write problems to Excel or CSV. 导出问题。"
    ),
    "export-records": Entry(
        "sheets", "export_records", "Write records of the handbook. 导出纪实。"
    ),
    "export-units": Entry("sheets", "export_units", "Write units to Excel or CSV. 导出单位。"),
    "import-clauses": Entry("sheets", "import_clauses", "Take own clauses in. 导入个性条款。"),
    "import-directory": Entry(
        "directory", "import_directory", "Tell of a directory (LDAP). 报送目录。"
    ),
    "import-divisions": Entry(
        "divisions", "import_divisions", "Import the tree from files. 导入区划。"
    ),
    "import-forms": Entry(
        "forms", "import_forms", "Tell of appointment forms. 报送干部任免审批表。"
    ),
    "import-people": Entry("sheets", "import_people", "Take people and posts in. 导入人员和职务。"),
    "import-problems": Entry("problems", "import_problems", "Take a backlog in. 导入遗留问题。"),
    "import-records": Entry("sheets", "import_records", "Take records in. 导入纪实。"),
    "import-units": Entry("sheets", "import_units", "Take units in, as proposals. 导入单位。"),
    "keep-form": Entry(
        "keeping_forms", "keep_form", "Keep an appointment form. 收存干部任免审批表。"
    ),
    "migrate": Entry("deployment", "migrate", "Bring the database to this release. 升级数据库。"),
    "relay": Entry("relaying", "relay", "Send events to subscribers. 投递事件。"),
    "serve": Entry("running", "serve", "Serve GraphQL. 启动服务。"),
    "token": Entry("tokens", "token", "Print a token of the demo. 演示令牌。"),
}


class Listed(click.Group):
    """A group that imports the one command that is called: the server's parts take seconds."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own
        """Names the commands, in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Gives one command, imported now."""
        found = COMMANDS.get(cmd_name)
        return super().get_command(ctx, cmd_name) if found is None else found.loaded()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's own
        """Writes the list from the table, importing nothing."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name].about) for name in sorted(COMMANDS)])


@click.group(cls=Listed, epilog=EPILOG, context_settings={"max_content_width": 100})
@click.version_option(package_name="levelwise")
def levelwise() -> None:
    """Levelwise 层层抓落实: each level holds the next one to account, down to the last village.

    \b
    To look around:      levelwise demo
    To install for real: levelwise migrate, import-divisions FILE, bootstrap --tenant CODE, serve
    """


@contextmanager
def plain_errors() -> Iterator[None]:
    """Prints what an operator can mend as one sentence instead of a traceback."""
    try:
        yield
    except EXPECTED as said:
        click.secho(f"levelwise: {said}".rstrip(), fg="red", err=True)
        sys.exit(1)
    except psycopg.OperationalError as said:
        click.secho(f"levelwise: {_of_database(said)}", fg="red", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _of_database(said: psycopg.OperationalError) -> str:
    """What stands in the way to the database, and what to do where that is known."""
    told = f"The database cannot be used 数据库无法使用: {str(said).strip()}"
    if _MISSING.search(told):
        return f"{told}\nSet it up first with levelwise migrate. 请先运行 levelwise migrate。"
    return told


def main() -> None:
    """Runs the command line."""
    # Ended by a signal, a command still stops what it started: the exit runs every `finally`.
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda number, _: sys.exit(128 + number))
    with plain_errors():
        levelwise(prog_name="levelwise")
