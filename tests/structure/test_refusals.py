"""Every refusal has a page that says what to do about it, and every page a refusal."""

import ast
import functools
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.structure.source import ROOT, modules, named, tree

PAGES = ROOT / "docs" / "refusals"
CODE = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")


@functools.cache
def declared() -> dict[str, str]:
    """Gives the code and place of every refusal class."""
    found: dict[str, str] = {}
    for path in modules():
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.ClassDef):
                continue
            for line in node.body:
                code = code_of(line)
                if code is not None:
                    assert code not in found, f"{code}: {found[code]} and {named(path)}"
                    found[code] = f"{named(path)}::{node.name}"
    return found


def code_of(line: ast.stmt) -> str | None:
    """Gives the code that a line of a class body declares."""
    if not isinstance(line, ast.AnnAssign) or not isinstance(line.target, ast.Name):
        return None
    if line.target.id != "code" or not isinstance(line.value, ast.Constant):
        return None
    # A code of something else, a unit's or a catalogue's, is a field that may be empty.
    return line.value.value if isinstance(line.value.value, str) else None


def test_codes_are_a_slice_and_a_fact() -> None:
    codes = declared()
    assert len(codes) > 10
    assert [code for code in codes if not CODE.fullmatch(code)] == []


def test_a_constraint_is_declared_by_one_refusal() -> None:
    said = [
        (line.target.id, line.value.value)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.AnnAssign)
        and isinstance(line.target, ast.Name)
        and isinstance(line.value, ast.Constant)
    ]
    named_by = Counter(value for field, value in said if field == "constraint")
    assert len(named_by) > 5
    assert [name for name, times in named_by.items() if times > 1] == []


def test_every_refusal_has_a_page() -> None:
    written = {path.stem for path in PAGES.glob("*.md")} - {"README"}
    assert sorted(set(declared()) - written) == []


def test_every_page_has_a_refusal() -> None:
    written = {path.stem for path in PAGES.glob("*.md")} - {"README"}
    assert sorted(written - set(declared())) == []


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_a_page_speaks_both_languages(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.search(r"[\u4e00-\u9fff]", text)
    assert re.search(r"[a-z]{4,} [a-z]{2,}", text)
