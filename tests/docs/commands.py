"""The commands of the pages for integrators: each is run, or says why it is not.

What stands behind ``sh`` says who runs the block:

``sh run=WHO``          in a shell, beside a real server, as one of :data:`RUNNERS`
``sh run=FILE``         by the test of that name in this folder
``sh not-run="why"``    not run here, for a reason that is told

In a block ``# → TEXT`` holds what was printed since the last such line against the text.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from server.cli import levelwise

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("feeds", "scim", "oidc", "subscribers", "events", "spreadsheets")
RUNNERS = ("person", "security", "scim", "forms", "sheets")
SERVER = "127.0.0.1:8000"
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_EXPECTED = re.compile(r"^# → (?P<text>.*)$", re.MULTILINE)
_MARK = "\x1e"


@dataclass(frozen=True)
class Block:
    """One block of commands: where it stands, who runs it or why nobody does, and what it says."""

    page: str
    run: str
    why: str
    text: str


def blocks(page: Path) -> Iterator[Block]:
    """Every block of commands of a page."""
    for match in FENCE.finditer(page.read_text(encoding="utf-8")):
        kind, *words = shlex.split(match["info"]) or [""]
        if kind in {"sh", "bash", "shell", "console"}:
            said = dict(word.partition("=")[::2] for word in words)
            yield Block(page.name, said.get("run", ""), said.get("not-run", ""), match["text"])


def fault_of(block: Block) -> str:
    """Says what is wrong with how a block is marked; nothing when it is in order."""
    if bool(block.run) == bool(block.why):
        return "it says neither who runs it nor why nobody does, or both"
    if block.why and len(block.why.split()) < 4:
        return "its reason is none"
    known = block.run in RUNNERS or (Path(__file__).parent / f"{block.run}.py").exists()
    return "" if block.why or known else f"nobody is called {block.run}"


def run(block: Block, *, base: str, folder: Path, environment: Mapping[str, str]) -> None:
    """Runs a block in a folder beside a server; fails where it does, or where it says otherwise."""
    text = _levelwise(block.text, folder, environment)
    marked = _EXPECTED.sub(f"printf '{_MARK}'", text)
    # What the pages call, and what this server calls itself, is where it runs.
    there = urlsplit(base).netloc
    (folder / ".curlrc").write_text(f'connect-to = "{SERVER}:{there}"\n', encoding="utf-8")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", marked], cwd=folder, capture_output=True, text=True,
        env={**os.environ, **environment, "NO_PROXY": "*", "CURL_HOME": str(folder)}, timeout=60,
    )  # fmt: skip  # columns side by side
    assert done.returncode == 0, f"{block.page}:\n{block.text}\n{done.stdout}\n{done.stderr}"
    printed = done.stdout.split(_MARK)
    for wanted, found in zip(_EXPECTED.findall(block.text), printed, strict=False):
        # How a server spaces its JSON is its own affair.
        here = wanted.replace(" ", "") in found.replace(" ", "")
        assert here, f"{block.page}: {wanted!r} is not in {found!r}"


def _levelwise(text: str, folder: Path, environment: Mapping[str, str]) -> str:
    """Runs the lines that begin with ``levelwise`` here, and gives what is left for a shell.

    A process of its own for each would import the whole server again. So such lines come before
    what looks at what they did.
    """
    lines, rest = text.splitlines(), []
    with pytest.MonkeyPatch.context() as here:
        here.chdir(folder)
        for name, value in environment.items():
            here.setenv(name, value)
        for line in lines:
            if not line.startswith("levelwise "):
                rest.append(line)
                continue
            assert not [one for one in rest if not one.startswith("#")], f"not first: {line}"
            _, *words = shlex.split(os.path.expandvars(line))
            done = CliRunner().invoke(levelwise, words)
            assert done.exit_code == 0, (line, done.output, done.exception)
    return "\n".join(rest) + "\n"
