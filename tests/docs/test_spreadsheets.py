"""The page of spreadsheets: its columns are those of the code, and its commands do what it says."""

import base64
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from ledger.feeds.file_rows import PEOPLE, POSTS
from ledger.feeds.unit_rows import UNITS
from ledger.intake.sheets import LAYOUT
from ledger.responsibilities.file_rows import CLAUSES, ENTRIES
from server.cli import levelwise
from storage.sheets import Layout
from tests.conftest import KEYS, Database, Server, cloned
from tests.ledger.conftest import peopled, reach  # noqa: F401 - fixtures of that folder
from tests.ledger.feeding import made_feed
from tests.world import World

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "spreadsheets.md"
ROW = re.compile(r"^\| (?P<zh>\S+) (?P<key>[a-z_]+) \| .+ \|$", re.MULTILINE)
COMMANDS = re.search(
    r"```sh run=test_spreadsheets\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
)


@pytest.fixture
def database(cluster: Server, peopled: tuple[str, World]) -> Iterator[tuple[Database, World]]:  # noqa: F811 - the fixture
    name, built = peopled
    with cloned(cluster, name) as made:
        yield made, built


@pytest.mark.parametrize("layout", [PEOPLE, POSTS, UNITS, LAYOUT, CLAUSES, ENTRIES])
def test_every_column_is_on_the_page(layout: Layout) -> None:
    told = {(match["zh"], match["key"]) for match in ROW.finditer(PAGE.read_text(encoding="utf-8"))}
    assert {(column.zh, column.key) for column in layout.columns} <= told


def test_no_column_is_on_the_page_that_no_table_has() -> None:
    told = {(match["zh"], match["key"]) for match in ROW.finditer(PAGE.read_text(encoding="utf-8"))}
    layouts = (PEOPLE, POSTS, UNITS, LAYOUT, CLAUSES, ENTRIES)
    assert told == {(one.zh, one.key) for layout in layouts for one in layout.columns}


def test_the_commands_of_the_page_do_what_it_says(
    database: tuple[Database, World], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, built = database
    kept = base64.b64encode(KEYS.keys[KEYS.current]).decode()
    for name, value in {
        "LEVELWISE_HOME": str(tmp_path), "LEVELWISE_KEYS": f"{KEYS.current}:{kept}",
        "DATABASE_URL": made.app_dsn, "MIGRATOR_URL": made.migrator_dsn,
    }.items():  # fmt: skip  # a signature in few lines
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    (tmp_path / "secret.txt").write_text(made_feed(made, built, "a"), encoding="utf-8")
    assert COMMANDS is not None
    said = {}
    for line in COMMANDS[1].splitlines():
        _, *words = shlex.split(line)
        done = CliRunner().invoke(levelwise, words)
        assert done.exit_code == 0, (line, done.output, done.exception)
        said[line] = done.output
    told = [*said.values()]
    assert "people.xlsx" in told[0]
    assert "Nothing to do." in told[1]
    assert "没有变动" in told[2]
    assert ("units.xlsx" in told[3], "没有变动" in told[4]) == (True, True)
    with psycopg.connect(made.superuser_dsn) as connection:
        query = "select count(*) from audit.event where said = 'DataExported'"
        assert connection.execute(query).fetchone() == (4,)
