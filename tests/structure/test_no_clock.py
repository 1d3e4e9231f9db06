"""No test asserts how long something took: a machine that stands still for seconds would fail it.

What is promised of speed is counted, put in order, or measured in ``make evidence``; what is sure to
come is waited for as long as it takes (tests/patience.py).
"""

import ast
from collections.abc import Iterator

import pytest

from tests.structure.source import exceptions, modules, named, tree

CLOCKS = {
    f"{name}{unit}"
    for name in ("monotonic", "perf_counter", "process_time", "thread_time", "time")
    for unit in ("", "_ns")
}
PASSED_ON = {"abs", "float", "int", "max", "min", "round", "sorted", "sum"}
"""What is made of a time by these is one."""
ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


class Times:
    """What in a file is a length of time, or compared as one."""

    def __init__(self, module: ast.Module) -> None:
        self.module = module
        self.taken: set[str] = set()
        """Names that hold a time, and functions that give one."""
        self.lengths: set[str] = set()
        """The same of what lies between two."""
        known = -1
        while known < (known := self._learnt()):
            pass

    def _learnt(self) -> int:
        for node in ast.walk(self.module):
            given = getattr(node, "value", None)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for one in ast.walk(node):
                    if isinstance(one, ast.Return) and one.value is not None:
                        self._learn([node.name], one.value)
            elif isinstance(node, ast.Assign):
                self._learn([name for one in node.targets for name in _names(one)], node.value)
            elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr) and given:
                self._learn(_names(node.target), given)
        return len(self.taken) + len(self.lengths)

    def _learn(self, names: list[str], given: ast.expr) -> None:
        if self.is_time(given):
            self.taken |= set(names)
        if self.is_length(given):
            self.lengths |= set(names)

    def is_time(self, node: ast.AST) -> bool:
        return _asks(node) or self._holds(node, self.taken, self.is_time)

    def is_length(self, node: ast.AST) -> bool:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
            return self.is_time(node.left) or self.is_time(node.right)
        return self._holds(node, self.lengths, self.is_length)

    def _holds(self, node: ast.AST, known: set[str], so: object) -> bool:
        if isinstance(node, ast.Name):
            return node.id in known
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "")
            return name in known or (name in PASSED_ON and any(map(so, node.args)))
        inner = (ast.BinOp, ast.UnaryOp, ast.Await, ast.Starred, ast.Subscript, ast.GeneratorExp,
                 ast.ListComp, ast.Tuple, ast.List, ast.IfExp)  # fmt: skip  # columns side by side
        return isinstance(node, inner) and any(map(so, ast.iter_child_nodes(node)))

    def asserted(self) -> Iterator[int]:
        """The lines of asserts that compare a length of time, or a time with what it is now."""
        for found in ast.walk(self.module):
            for node in ast.walk(found.test) if isinstance(found, ast.Assert) else ():
                if isinstance(node, ast.Compare) and isinstance(node.ops[0], ORDERED):
                    sides = [node.left, *node.comparators]
                    if any(self.is_length(one) or _now(one) for one in sides):
                        yield found.lineno


def _asks(node: ast.AST) -> bool:
    """Whether this asks a clock: ``time.monotonic()``, ``perf_counter()``, ``loop.time()``."""
    if not isinstance(node, ast.Call) or node.args or node.keywords:
        return False
    return getattr(node.func, "attr", getattr(node.func, "id", "")) in CLOCKS


def _now(node: ast.AST) -> bool:
    return any(map(_asks, ast.walk(node)))


def _names(target: ast.AST) -> list[str]:
    return [one.id for one in ast.walk(target) if isinstance(one, ast.Name)]


def _impatient(module: ast.Module) -> Iterator[int]:
    """The lines that wait for a number of seconds for what has to come.

    For silence one waits as long as one likes: where a TimeoutError is what the test wants.
    """
    silent = {
        id(one)
        for node in ast.walk(module)
        if isinstance(node, ast.With | ast.AsyncWith | ast.Try)
        and "TimeoutError"
        in "".join(map(ast.unparse, getattr(node, "items", None) or node.handlers))
        for one in ast.walk(node)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"wait_for", "timeout"}:
            given = [*node.args, *(one.value for one in node.keywords)]
            number = isinstance(given[-1], ast.Constant) if given else False
            if number and ast.unparse(node.func).startswith("asyncio.") and id(node) not in silent:
                yield node.lineno


def test_no_assert_compares_what_a_clock_says() -> None:
    excused = exceptions("clocks")
    found = {
        f"{named(path)}:{line}": named(path)
        for path in modules("tests")
        if any(f"{clock}()" in path.read_text(encoding="utf-8") for clock in CLOCKS)
        for line in Times(tree(path)).asserted()
    }
    assert {line for line, path in found.items() if path not in excused} == set()
    assert set(excused) <= set(found.values()), "these are excused from nothing"


def test_nobody_waits_briefly_for_what_has_to_come() -> None:
    found = [
        f"{named(path)}:{one}"
        for path in modules("tests")
        if "asyncio." in path.read_text(encoding="utf-8")
        for one in _impatient(tree(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    "said",
    [
        "began = time.monotonic()\nassert time.monotonic() - began < 2",
        "def took():\n    began = perf_counter()\n    return perf_counter() - began\nassert took() < 1",
        "began = time.thread_time()\nspent = round(time.thread_time() - began, 1)\nassert spent <= 1",
        "until = time.monotonic() + 5\nassert time.monotonic() < until",
        "now = int(time.time())\nassert time.time() < now + 1, 'too slow'",
        "assert 86_390 < identity.expires_at - time.time() <= 86_400",
        "began = loop.time()\nassert (loop.time() - began) / 2 < 1 and True",
        "began = time.monotonic()\ntimes = [time.monotonic() - began for _ in x]\nassert max(times) < 1",
    ],
)  # fmt: skip  # reads as a list
def test_a_length_of_time_is_found(said: str) -> None:
    assert list(Times(ast.parse(said)).asserted())


@pytest.mark.parametrize(
    "said",
    [
        "now = int(time.time())\nassert asked(token(exp=now - 20)) == 200",
        "assert found.seconds > 0",
        "door.now = time.time()\nassert door.now > admitted.fresh_until",
        "count = len(said)\nassert count - before > 1",
    ],
)  # fmt: skip  # reads as a list
def test_what_is_none_is_not(said: str) -> None:
    assert not list(Times(ast.parse(said)).asserted())


def test_a_short_wait_is_found_and_silence_is_not() -> None:
    brief = "async def f():\n    await asyncio.wait_for(anext(one), 5)"
    silent = "with pytest.raises(TimeoutError):\n    asyncio.wait_for(anext(one), 0.5)"
    assert (list(_impatient(ast.parse(brief))), list(_impatient(ast.parse(silent)))) == ([2], [])
