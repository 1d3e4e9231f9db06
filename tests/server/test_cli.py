"""The command line on a database of its own, from nothing."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from server import serving, settings
from server.cli import COMMANDS, EXPECTED, levelwise, plain_errors
from server.database import postmaster
from server.database.deployment import opened
from tests.patience import PATIENCE

TONGREN = Path(__file__).parents[2] / "tenants" / "data" / "520600-tongren.csv"


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="lw-cli-") as folder:
        yield Path(folder)


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LEVELWISE_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def run(*words: str) -> Result:
        return CliRunner().invoke(levelwise, words)

    return run


def test_help_says_what_each_command_is_for(run) -> None:
    said = run("--help").output
    for name, entry in COMMANDS.items():
        (line,) = [one for one in said.splitlines() if one.startswith(f"  {name} ")]
        assert line.endswith(entry.about)
        assert entry.loaded().name == name
        assert len(run(name, "--help").output.splitlines()) > 5


def test_the_list_of_commands_imports_none_of_them() -> None:
    listed = "import sys; from server.cli import levelwise; levelwise(['--help'], standalone_mode=False); "
    heavy = "print(*(m for m in sys.modules if m.startswith(('server.commands.', 'strawberry', 'scim2'))))"
    loaded = subprocess.run(
        [sys.executable, "-c", listed + heavy], capture_output=True, check=True, text=True
    )
    assert loaded.stdout.splitlines()[-1] == ""
    called = listed.replace("'--help'", "'serve', '--help'")
    loaded = subprocess.run(
        [sys.executable, "-c", called + heavy], capture_output=True, check=True, text=True
    )
    assert "strawberry" in loaded.stdout.splitlines()[-1].split()


@pytest.mark.parametrize("name", ["DATABASE_URL", "PORT", "LEVELWISE_ENV", "LEVELWISE_KEYS"])
def test_help_names_the_settings(run, name: str) -> None:
    assert name in run("--help").output


def test_a_setting_that_cannot_be_meant_ends_a_command_with_a_sentence(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "many")
    assert isinstance(run("migrate").exception, EXPECTED)


@pytest.mark.parametrize(
    ("said", "helped"),
    [('FATAL:  role "levelwise_app" does not exist', True), ("Connection refused", False)],
)
def test_a_database_that_cannot_be_used_is_a_sentence_in_both_languages(
    capsys: pytest.CaptureFixture[str], said: str, *, helped: bool
) -> None:
    with pytest.raises(SystemExit) as ended, plain_errors():
        raise psycopg.OperationalError(said)
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert told.startswith("levelwise: The database cannot be used 数据库无法使用: ")
    assert said in told
    assert ("请先运行 levelwise migrate" in told) is helped


def test_a_database_of_ones_own_needs_its_other_roles_named(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://levelwise_app@localhost:1/levelwise")
    said = run("migrate").exception
    assert isinstance(said, settings.SettingRefused)
    assert said.name == "BOOTSTRAP_URL"


def test_a_city_is_imported_into_a_database_made_on_the_way(run) -> None:
    assert run("migrate").exit_code == 0
    dry = run("import-divisions", "--dry-run", str(TONGREN))
    assert dry.exit_code == 0
    with opened(settings.read()) as deployment:
        with psycopg.connect(deployment.as_migrator()) as connection:
            assert connection.execute("select count(*) from app.tenant").fetchone() == (0,)
        # The server is running for somebody else: the import joins it.
        assert run("import-divisions", str(TONGREN)).exit_code == 0
        with psycopg.connect(deployment.as_migrator()) as connection:
            assert connection.execute("select count(*) from app.tenant").fetchone() == (3139,)
    assert run("migrate").exit_code == 0


def test_nothing_severe_is_found_in_a_fresh_database(run) -> None:
    assert run("check").exit_code == 0


def test_a_broken_file_is_refused_with_its_line(run, home: Path) -> None:
    broken = home / "broken.csv"
    broken.write_text("code,name,kind,parent_code\n52060,铜仁市,city,\n", encoding="utf-8")
    refused = run("import-divisions", str(broken))
    assert refused.exit_code == 1
    assert "broken.csv:2:" in refused.output


def test_the_book_is_printed_in_both_languages(run) -> None:
    said = run("book", "print").output
    assert "规则" in said
    assert "may" in said


def test_leaving_the_server_by_the_keyboard_is_no_failure(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serving, "serve", interrupted)
    assert run("migrate").exit_code == 0
    left = run("serve")
    assert (left.exit_code, "已停止" in left.output) == (0, True)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_command_ended_by_a_signal_stops_the_server_it_started(
    home: Path, sign: signal.Signals
) -> None:
    program = (
        # Whatever runs the tests in the background may have it ignore the interrupt.
        "import signal, sys, time, click\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from server import cli, settings\n"
        "from server.database.deployment import opened\n"
        "@click.command()\n"
        "def wait():\n"
        "    with opened(settings.read()):\n"
        "        print('up', flush=True); time.sleep(600)\n"
        "cli.levelwise.add_command(wait)\n"
        "sys.argv = ['levelwise', 'wait']\n"
        "cli.main()\n"
    )
    environment = {**os.environ, "LEVELWISE_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    with subprocess.Popen(
        [sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True
    ) as command:
        assert command.stdout
        assert command.stdout.readline() == "up\n"
        assert list(postmaster.running_in(home / "postgres"))
        command.send_signal(sign)
        assert command.wait(timeout=PATIENCE) != 0
    assert not list(postmaster.running_in(home / "postgres"))
