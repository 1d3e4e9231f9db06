"""`make demo` says something at once, before anything slow is loaded."""

import shutil
import subprocess
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "demo"


def test_the_demo_speaks_before_the_program_is_loaded(tmp_path: Path) -> None:
    for stub, says in (("scripts/setup", ""), (".venv/bin/levelwise", "echo loaded")):
        path = tmp_path / stub
        path.parent.mkdir(parents=True)
        path.write_text(f"#!/bin/sh\n{says}\n")
        path.chmod(0o755)
    script = Path(shutil.copy(SCRIPT, tmp_path / "scripts"))
    told = subprocess.run([script], capture_output=True, text=True, check=True).stdout.splitlines()
    assert told == ["载入程序 Loading the program ...", "loaded"]
