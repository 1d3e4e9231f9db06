"""What the tests of this folder look at: our own source files, as text and as syntax trees."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("server", "schema", "ledger", "tenants", "policies", "storage", "migrations")
EXCEPTIONS = Path(__file__).with_name("exceptions.yaml")


def modules(*folders: str) -> list[Path]:
    """Lists the Python files of the folders, the packages' when none is named."""
    return sorted(
        path
        for folder in folders or PACKAGES
        for path in (ROOT / folder).rglob("*.py")
        if not {"__pycache__", "node_modules"} & set(path.parts)
    )


def named(path: Path) -> str:
    """Gives the path as a person writes it."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def tree(path: Path) -> ast.Module:
    """Gives the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Gives every function and method of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(node: ast.AST) -> list[str]:
    """Gives the modules that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


@functools.cache
def exceptions(kind: str) -> dict[str, str]:
    """Gives what is excused from a rule, each with its reason."""
    listed = yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8")) or {}
    return dict(listed.get(kind) or {})
