"""Installing tells each step in one line, and all that pip said when it fails."""

import importlib.machinery
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "install"


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("install", str(SCRIPT))
    spec = importlib.util.spec_from_loader("install", loader)
    assert spec is not None
    made = importlib.util.module_from_spec(spec)
    loader.exec_module(made)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "pip").touch()
    return made


def pip(monkeypatch: pytest.MonkeyPatch, install: ModuleType, says: str) -> None:
    """Puts a program in the place of pip."""
    monkeypatch.setattr(install, "PIP", (sys.executable, "-c", says))


def test_each_step_is_one_line(install, tmp_path, monkeypatch, capsys) -> None:
    lock = tmp_path / "some.txt"
    lock.write_text("one==1 \\\n    --hash=sha256:00\ntwo[more]==2 ; python_version < '3'\n")
    pip(monkeypatch, install, "print('WARNING: x'); print('Collecting one==1')")
    install.main([str(lock)])
    told = capsys.readouterr().out.splitlines()
    assert [re.sub(r"\d+\.\d s$", "n s", line) for line in told] == [
        "安装锁定的软件包 Installing the locked packages ... 1, n s",
        "安装 Levelwise 本身 Installing Levelwise itself ... n s",
    ]
    assert (tmp_path / ".venv" / "install.log").read_text().count("WARNING: x") == 2


def test_what_pip_said_is_shown_when_it_fails(install, tmp_path, monkeypatch, capsys) -> None:
    pip(monkeypatch, install, "import sys; print('ERROR: no such hash'); sys.exit(7)")
    with pytest.raises(SystemExit) as ended:
        install.main([])
    assert "Installing failed" in str(ended.value)
    assert "ERROR: no such hash" in capsys.readouterr().out


def test_half_an_environment_is_made_anew(install, tmp_path, monkeypatch) -> None:
    (tmp_path / ".venv" / "bin" / "pip").unlink()
    pip(monkeypatch, install, "")
    made = []
    monkeypatch.setattr(install, "step", lambda said, command, **_: made.append(command))
    install.main([])
    assert made[0] == (sys.executable, "-m", "venv", "--clear", Path(".venv"))
    assert len(made) == 3
