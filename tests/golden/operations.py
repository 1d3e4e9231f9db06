"""The golden operations: a document, who asks it with which variables, and what was recorded."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from storage.binding import Parameter, Statement
from storage.selection import Leaf
from tests.golden.scene import public_id

FOLDER = Path(__file__).parent
CLAUSES = (
    "SELECT", "FROM", "LEFT OUTER JOIN", "WHERE", "ORDER BY", "LIMIT", "UNION ALL", "GROUP BY",
)  # fmt: skip  # columns side by side
WIDTH = 100


@dataclass(frozen=True)
class Golden:
    """One golden operation."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @cached_property
    def query(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def who(self) -> str:
        """The cast member of ``tests/world.py`` who asks, or ``nobody``."""
        said = re.match(r"# as: (\S+)\n", self.query)
        assert said, f"{self.name}: the first line says who asks, as `# as: a.head`"
        return said[1]

    @property
    def variables(self) -> Mapping[str, Any]:
        """The variables; ``@Type name`` stands for the id of a thing of the scene."""
        said = re.search(r"^# variables: (.+)$", self.query, re.MULTILINE)
        given: Mapping[str, Any] = json.loads(said[1]) if said else {}
        return {name: _meant(value) for name, value in given.items()}

    @property
    def walked(self) -> str:
        """The same document with a field only the executor answers, so that it takes the other road."""
        return re.sub(r"^query .*\{$", r"\g<0> apiLevel", self.query, flags=re.MULTILINE)

    def recorded(self, kind: str) -> Path:
        """The file that holds the recorded answer (json) or statement (sql)."""
        return self.path.with_suffix(f".{kind}")


def operations() -> list[Golden]:
    """All golden operations, by name."""
    return [Golden(path) for path in sorted(FOLDER.glob("*.graphql"))]


def _meant(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("@"):
        type_name, _, name = value[1:].partition(" ")
        return public_id(type_name, name)
    return value


def told(data: Any) -> str:
    """An answer as it is recorded."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def laid_out(statement: Statement) -> str:
    """A statement as it is recorded: where each parameter comes from, then the text, broken up."""
    lines = [f"-- ${at}: {_origin(one)}" for at, one in enumerate(statement.parameters, start=1)]
    lines += _broken(" ".join(statement.sql.split()), 0)
    return "\n".join(lines) + "\n"


def _origin(parameter: Parameter) -> str:
    if parameter.fact is not None:
        return parameter.fact
    given = parameter.argument
    if isinstance(given, Leaf):
        return f"variable {'.'.join(map(str, given.path))}"
    return f"constant {given.value if given else None!r}"


def _broken(text: str, depth: int) -> Iterator[str]:
    """Breaks a piece of SQL before its clauses, and inside the brackets that make a line too long."""
    indent = "  " * depth
    for piece in _pieces(text):
        if len(indent) + len(piece) <= WIDTH:
            yield indent + piece
            continue
        rest = indent
        for part in _groups(piece):
            inner = part[1:-1] if part.startswith("(") else ""
            if inner and len(part) > 60:
                yield rest + "("
                yield from _broken(inner, depth + 1)
                rest = indent + ")"
            else:
                rest += part
        yield rest


def _pieces(text: str) -> Iterator[str]:
    """Splits at clauses, at AND and OR, and at commas that stand outside brackets and quotes."""
    level, start, at = 0, 0, 0
    while at < len(text):
        if text[at] in "'\"":
            at = text.index(text[at], at + 1)
        level += (text[at] == "(") - (text[at] == ")")
        if level == 0:
            comma = text[at] == ","
            word = next((w for w in (*CLAUSES, "AND", "OR") if text.startswith(f" {w} ", at)), None)
            if comma or word:
                yield text[start : at + comma].strip()
                start = at + 1
                at += len(word) if word else 0
        at += 1
    yield text[start:].strip()


def _groups(text: str) -> Iterator[str]:
    """Splits into what stands outside brackets and each outermost bracket."""
    level, start, at = 0, 0, 0
    while at < len(text):
        if text[at] in "'\"":
            at = text.index(text[at], at + 1)
        elif text[at] == "(":
            if level == 0 and at > start:
                yield text[start:at]
                start = at
            level += 1
        elif text[at] == ")":
            level -= 1
            if level == 0:
                yield text[start : at + 1]
                start = at + 1
        at += 1
    if start < len(text):
        yield text[start:]
