"""Modules and functions stay small enough to be read at one go."""

import ast

import pytest

from tests.structure.source import ROOT, exceptions, functions, modules, named

MODULE_LINES = 400
FUNCTION_LINES = 40
LIMITS = {"tests/conftest.py": 150}


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Counts the lines of a function without its docstring."""
    last = node.end_lineno or node.lineno
    first = node.body[0]
    docstring = 0
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        docstring = (first.end_lineno or first.lineno) - first.lineno + 1
    return last - node.lineno + 1 - docstring


def lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_is_longer_than_its_budget() -> None:
    excused = exceptions("modules")
    found = {
        named(path): lines(path)
        for path in modules(
            "server",
            "schema",
            "ledger",
            "tenants",
            "policies",
            "storage",
            "migrations",
            "tests",
            "bench",
        )
        if lines(path) > LIMITS.get(named(path), MODULE_LINES)
    }
    assert {name: size for name, size in found.items() if name not in excused} == {}
    assert sorted(set(excused) - set(found)) == [], "excused, but within the budget"


def test_no_script_of_the_console_is_longer_than_its_budget() -> None:
    scripts = (ROOT / "server" / "static" / "console").glob("*.js")
    found = {path.name: lines(path) for path in scripts}
    assert len(found) > 20, "they are found"
    assert {name: size for name, size in found.items() if size > MODULE_LINES} == {}


def test_no_function_is_longer_than_its_budget() -> None:
    excused = exceptions("functions")
    found = {
        f"{named(path)}::{node.name}": length(node)
        for path in modules()
        for node in functions(path)
        if length(node) > FUNCTION_LINES
    }
    assert {name: size for name, size in found.items() if name not in excused} == {}
    assert sorted(set(excused) - set(found)) == [], "excused, but within the budget"


@pytest.mark.parametrize("kind", ["modules", "functions", "late_imports"])
def test_every_exception_has_a_reason(kind: str) -> None:
    assert [name for name, reason in exceptions(kind).items() if len(str(reason)) < 20] == []
