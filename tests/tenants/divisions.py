"""Trees of divisions for tests: made by chance, written as files, read back from the database."""

import csv
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from psycopg import Connection

from tenants.divisions.importing import import_files
from tenants.divisions.reports import ImportReport
from tests.conftest import Database

DATA = Path(__file__).parents[2] / "tenants" / "data"
TONGREN = DATA / "520600-tongren.csv"
PINGDINGSHAN = DATA / "410400-pingdingshan.csv"
KINDS = ("province", "city", "county", "township", "village")
WIDTHS = (2, 4, 6, 9, 12)
NAMES = "铜仁江口玉屏石阡思南印德沿河松桃万山碧长重单曾厦"


@dataclass(frozen=True)
class Node:
    """A node of a generated tree."""

    code: str
    name: str
    kind: str
    parent: tuple[str, str] | None

    @property
    def key(self) -> tuple[str, str]:
        return (self.code, self.kind)


Tree = dict[tuple[str, str], Node]


def grown(seed: int) -> Tree:
    """A tree by chance: skipped levels, pseudo-counties, odd codes and all."""
    chance = random.Random(seed)
    province = f"{10 + seed:02d}" + "0" * 10
    top = Node(province, named(chance), "province", None)
    if chance.random() < 0.4:
        top = Node(province[:2] + "05" + "0" * 8, named(chance), "city", None)
    tree = {top.key: top}
    waiting = [top]
    while waiting:
        node = waiting.pop(0)
        for child in _children(chance, node):
            if child.key not in tree:
                tree[child.key] = child
                waiting.append(child)
    return tree


def named(chance: random.Random) -> str:
    return "".join(chance.choices(NAMES, k=chance.randint(1, 6)))


def _children(chance: random.Random, node: Node) -> Iterator[Node]:
    level = KINDS.index(node.kind)
    if level == 4:
        return
    if level in {1, 2} and chance.random() < 0.1:
        # The level between is missing: one node with the code of its parent stands for it.
        yield Node(node.code, node.name, KINDS[level + 1], node.key)
        return
    for _ in range(chance.randint(0 if level > 1 else 1, 4)):
        below = level + 1
        if level in {0, 1} and chance.random() < 0.15:
            below += 1  # a county directly under a province, a township under a city
        start, end = WIDTHS[level], WIDTHS[below]
        own = "".join(chance.choices("0123456789", k=end - start - 1)) + chance.choice("123456789")
        code = (node.code[:start] + own).ljust(12, "0")
        yield Node(code, named(chance), KINDS[below], node.key)


def write(path: Path, tree: Tree) -> Path:
    """Writes a tree as our CSV, its lines in no particular order."""
    nodes = list(tree.values())
    random.Random(len(nodes)).shuffle(nodes)
    lines = [(n.code, n.name, n.kind, n.parent[0] if n.parent else "") for n in nodes]
    return write_lines(path, [("code", "name", "kind", "parent_code"), *lines])


def write_lines(path: Path, lines: list[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    return path


def renamed(tree: Tree, key: tuple[str, str], name: str) -> Tree:
    return tree | {key: replace(tree[key], name=name)}


def without(tree: Tree, key: tuple[str, str]) -> Tree:
    """The tree without a node and all that is below it."""
    gone = {key}
    for _ in KINDS:
        gone |= {node.key for node in tree.values() if node.parent in gone}
    return {k: node for k, node in tree.items() if k not in gone}


def imported(
    database: Database, *paths: Path, apply: bool = False, dry_run: bool = False
) -> ImportReport:
    return import_files(list(paths), dsn=database.migrator_dsn, apply=apply, dry_run=dry_run)


@contextmanager
def migrator(database: Database) -> Iterator[Connection]:
    """A connection that sees every row; what is not committed is rolled back."""
    with psycopg.connect(database.migrator_dsn) as connection:
        yield connection
        connection.rollback()


def read_back(database: Database, tops: list[str]) -> Tree:
    """The current tree below some tops, as the database has it."""
    query = """
        select t.code, t.name, lower(t.kind), p.code, lower(p.kind)
        from app.tenant t left join app.tenant p on p.id = t.parent_id
        where t.valid_until is null and left(t.code, 2) = any(%s)
          and t.kind not in ('DEPARTMENT', 'OFFICE')"""
    with migrator(database) as connection:
        rows = connection.execute(query, [[top[:2] for top in tops]]).fetchall()
    nodes = [Node(r[0], r[1], r[2], (r[3], r[4]) if r[3] else None) for r in rows]
    return {node.key: node for node in nodes}
