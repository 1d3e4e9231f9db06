"""The command `levelwise`: each command calls the one function of the module that does the work."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
import psycopg

from ledger.catalogue.loading import CatalogueError
from policies.enforcer import StartRefused
from policies.pages import BookError
from server.book_client import BookAskedInVain
from server.bootstrap import BootstrapRefused
from server.commands import (
    audit,
    book,
    deployment,
    directory,
    divisions,
    forms,
    keeping_forms,
    problems,
    relaying,
    running,
    sheets,
)
from server.database.unprivileged import StartError
from server.demo.building import DivisionsRefused
from server.demo.history import HistoryRefused
from server.demo.running import DemoRefused
from server.directory.mapping import MappingRefused
from server.directory.searching import DirectoryRefused
from server.exchange.backlog import ImportRefused
from server.serving import NotFitToServe
from server.settings import SettingRefused
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
    SettingRefused,
    StartError,
    KeysRefused,
    BookError,
    StartRefused,
    psycopg.OperationalError,
    NotFitToServe,
    DemoRefused,
    DivisionsRefused,
    HistoryRefused,
    CatalogueError,
    BootstrapRefused,
    ImportRefused,
    MappingRefused,
    DirectoryRefused,
    BookAskedInVain,
)


@click.group(epilog=EPILOG, context_settings={"max_content_width": 100})
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
    except KeyboardInterrupt:
        sys.exit(130)


for command in (
    running.demo,
    running.serve,
    running.token,
    relaying.relay,
    deployment.migrate,
    deployment.check,
    deployment.bootstrap,
    divisions.import_divisions,
    problems.import_problems,
    *sheets.COMMANDS,
    directory.import_directory,
    forms.import_forms,
    *keeping_forms.COMMANDS,
    book.book,
    audit.audit,
):
    levelwise.add_command(command)


def main() -> None:
    """Runs the command line."""
    # Ended by a signal, a command still stops what it started: the exit runs every `finally`.
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda number, _: sys.exit(128 + number))
    with plain_errors():
        levelwise(prog_name="levelwise")
