"""One idea has one name, and nothing is called after its having no name."""

import ast
import re

from tests.structure.source import ROOT, exceptions, imports, modules, named, tree

NAMELESS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "core",
    "base",
    "misc",
    "manager",
    "managers",
    "service",
    "services",
}
TOP_LEVEL = {
    "server",
    "schema",
    "ledger",
    "tenants",
    "policies",
    "storage",
    "migrations",
    "tests",
    "bench",
    "docs",
    "scripts",
}
OUTPUTS = {"evidence", "build", "dist", "node_modules"}
SILENCE = re.compile(r"#\s*(?:noqa\b(?!:)|noqa:(?P<codes>[A-Z0-9, ]+)(?P<why>.*)|type:\s*ignore)")


def test_no_module_or_class_is_called_after_its_having_no_name() -> None:
    found = [
        named(path) for path in modules() if NAMELESS & {path.stem, *path.relative_to(ROOT).parts}
    ]
    found += [
        f"{named(path)}::{node.name}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and re.search(r"(Utils?|Helpers?|Common|Base|Misc|Manager|Service)$", node.name)
    ]
    assert found == []


def test_the_top_level_holds_what_the_architecture_lists() -> None:
    folders = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and not path.name.startswith(".") and not path.name.endswith(".egg-info")
    }
    assert folders - OUTPUTS <= TOP_LEVEL


def test_imports_stand_at_the_top() -> None:
    excused = exceptions("late_imports")
    found = {
        named(path)
        for path in modules()
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if imports(node)
    }
    assert sorted(found - set(excused)) == []
    assert sorted(set(excused) - found) == [], "excused, but without a late import"


def test_casbin_has_one_door() -> None:
    doors = {
        named(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if any(name.split(".")[0] == "casbin" for name in imports(node))
    }
    assert doors <= {"policies/enforcer.py"}


def test_every_silenced_finding_says_why() -> None:
    """``# noqa: CODE - why`` and ``# type: ignore[code] # why``."""
    found = []
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
    ):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if named(path).startswith("tests/structure/"):
                continue
            if re.search(r"#\s*noqa\b", line) and not re.search(
                r"#\s*noqa:\s*[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*\s+\S.{4,}", line
            ):
                found.append(f"{named(path)}:{number}")
            if re.search(r"#\s*type:\s*ignore", line) and not re.search(
                r"#\s*type:\s*ignore\[[a-z, -]+\]\s+#\s*\S.{4,}", line
            ):
                found.append(f"{named(path)}:{number}")
    assert found == []


def test_nothing_is_left_for_later() -> None:
    found = [
        f"{named(path)}:{number}"
        for path in modules()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line)
    ]
    assert found == []
