"""An act's docstring says what it refuses and records, and the code says the same."""

import ast
import re
from pathlib import Path

import pytest

from tests.structure.source import ROOT, tree
from tests.structure.test_refusals import declared


def acts() -> list[Path]:
    """Gives the modules that hold one act: they record an event."""
    return [
        path
        for path in sorted(ROOT.glob("ledger/*/*.py"))
        if re.search(r"sitting\.record\(", path.read_text(encoding="utf-8"))
    ]


def act_of(path: Path) -> ast.AsyncFunctionDef:
    """Gives the function that the module is named after."""
    (found,) = [
        node
        for node in tree(path).body
        if isinstance(node, ast.AsyncFunctionDef) and node.name == path.stem
    ]
    return found


def heading(path: Path, name: str) -> str:
    """Gives what the docstring says under a heading."""
    text = ast.get_docstring(act_of(path)) or ""
    found = re.search(rf"^{name}:(.*?)(?=^[A-Z][a-z]+:|\Z)", text, re.MULTILINE | re.DOTALL)
    return "" if found is None else " ".join(found[1].split())


def raised(path: Path) -> set[str]:
    """Names the classes that a module raises, with or without facts."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Raise) and node.exc is not None:
            name = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if isinstance(name, ast.Name):
                found.add(name.id)
        if isinstance(node, ast.keyword) and node.arg == "missing":
            assert isinstance(node.value, ast.Name)
            found.add(node.value.id)
    return found


def test_there_are_acts() -> None:
    assert len(acts()) > 12


@pytest.mark.parametrize("path", acts(), ids=lambda path: path.stem)
def test_what_is_recorded_is_said(path: Path) -> None:
    calls = re.findall(r"sitting\.record\(\s*([A-Z]\w+)\(", path.read_text(encoding="utf-8"))
    assert calls
    assert heading(path, "Records").rstrip(".").split(", ") == calls


@pytest.mark.parametrize("path", acts(), ids=lambda path: path.stem)
def test_what_is_refused_is_said(path: Path) -> None:
    codes = {place.rpartition("::")[2]: code for code, place in declared().items()}
    said = heading(path, "Refuses")
    unsaid = [codes[name] for name in raised(path) if name in codes and codes[name] not in said]
    assert unsaid == []


@pytest.mark.parametrize("path", acts(), ids=lambda path: path.stem)
def test_codes_that_are_said_exist(path: Path) -> None:
    said = re.sub(r"the rules of [a-z_.]+", "", heading(path, "Refuses"))
    codes = re.findall(r"\b[a-z_]+\.[a-z_]+\b", said)
    assert codes
    assert set(codes) <= set(declared())
