"""Where a run is relied on, what could not be tried is a failure."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.lacking import NOTHING_SKIPPED, lacking

ROOT = Path(__file__).parents[2]
TRIES = "from tests.lacking import lacking\ndef test_it() -> None: lacking('no browser here')\n"


def test_what_a_machine_lacks_is_skipped_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NOTHING_SKIPPED, raising=False)
    with pytest.raises(pytest.skip.Exception, match="no browser here"):
        lacking("no browser here")


@pytest.mark.parametrize(("said", "code"), [("", 0), ("1", 1)])
def test_a_run_that_is_relied_on_fails_of_it(tmp_path: Path, said: str, code: int) -> None:
    (tmp_path / "test_it.py").write_text(TRIES)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), NOTHING_SKIPPED: said},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == code, run.stdout
    assert ("failed" in run.stdout) == bool(said)


def test_whoever_needs_a_tool_asks_here() -> None:
    for name in ("browsing.py", "oidc/real_provider.py"):
        assert "lacking(" in (ROOT / "tests" / name).read_text(), name
