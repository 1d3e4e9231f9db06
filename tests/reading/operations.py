"""Random queries over the printed schema, within what the judge of the read path knows."""

from collections.abc import Mapping
from random import Random
from typing import Any

from tests.reference.reading_model import Many, One
from tests.reference.reading_types import TYPES

FILTERS: Mapping[str, Mapping[str, list[Any]]] = {
    "tenants": {"kind": ["VILLAGE", "COUNTY", "DEPARTMENT"]},
    "responsibilityLists": {
        "actorType": ["branch_secretary"], "year": [2025, 2026], "state": ["PUBLISHED", "DRAFT"],
    },
    "obligations": {
        "open": [True, False], "overdue": [True, False], "state": ["PLANNED", "ACCEPTED"],
        "actorType": ["party_group", "branch_secretary"],
    },
    "problems": {
        "open": [True, False], "overdue": [True, False], "state": ["REGISTERED", "CLOSED"],
        "listType": ["PETITION"], "label": ["SET_TIME"],
    },
    "calendarDays": {"state": ["PUBLISHED", "RETIRED"]},
    "petitioners": {},
    "problemInbox": {},
    "problemsAwaitingUs": {},
    "posts": {},
    "inbox": {},
    "reviews": {},
}  # fmt: skip  # reads as a table
ROOT_TYPES = {
    "tenants": "Tenant", "responsibilityLists": "ResponsibilityList",
    "obligations": "Obligation", "posts": "Post", "inbox": "Obligation", "reviews": "Obligation",
    "problems": "Problem", "problemInbox": "Problem", "problemsAwaitingUs": "Problem",
    "petitioners": "Petitioner", "calendarDays": "CalendarDay",
}  # fmt: skip  # reads as a table


class Operation:
    """One query being drawn: its text and its variables."""

    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.declared: list[str] = []
        self.variables: dict[str, Any] = {}
        self.fragments: list[str] = []

    def text(self, *, walked: bool) -> str:
        """The document; with ``walked`` a field only the executor answers stands beside."""
        roots = [
            f"r{at}: {self.root(self.draw.choice(sorted(ROOT_TYPES)))}"
            for at in range(self.draw.randint(1, 2))
        ]
        if walked:
            roots.append("apiLevel")
        head = f"query({', '.join(self.declared)})" if self.declared else "query"
        return " ".join([head, "{", *roots, "}", *self.fragments])

    def root(self, name: str) -> str:
        """A root connection with filters and paging."""
        given = {
            key: self.draw.choice(values)
            for key, values in FILTERS[name].items()
            if self.draw.random() < 0.4
        }
        arguments = self.paging()
        if given:
            arguments.append(f"filter: {self.filter(name, given)}")
        if name in {"obligations", "problems"} and self.draw.random() < 0.3:
            arguments.append("orderBy: DUE_ON_DESC")
        return f"{name}{_list(arguments)} {self.connection(ROOT_TYPES[name], 2)}"

    def filter(self, name: str, given: Mapping[str, Any]) -> str:
        """The filter as a literal, or as a variable."""
        if self.draw.random() < 0.5:
            return self.variable(_FILTER_TYPES[name], dict(given))
        return "{" + ", ".join(f"{key}: {_literal(key, one)}" for key, one in given.items()) + "}"

    def variable(self, kind: str, value: Any) -> str:
        """Declares a variable and names it."""
        name = f"v{len(self.declared)}"
        self.declared.append(f"${name}: {kind}")
        self.variables[name] = value
        return f"${name}"

    def paging(self) -> list[str]:
        """Paging arguments, if any."""
        if self.draw.random() < 0.3:
            return []
        word = self.draw.choice(["first", "first", "last"])
        size = self.draw.randint(0, 4)
        return [f"{word}: {self.variable('Int', size) if self.draw.random() < 0.4 else size}"]

    def connection(self, type_name: str, depth: int) -> str:
        """What is asked of a connection."""
        parts = [f"nodes {self.object(type_name, depth)}"]
        if self.draw.random() < 0.4:
            parts.append("pageInfo { hasNextPage hasPreviousPage startCursor endCursor }")
        if self.draw.random() < 0.4:
            parts.append("totalCount totalCountIsExact")
        if self.draw.random() < 0.3:
            parts.append(f"edges {{ cursor node {self.object(type_name, 0)} }}")
        self.draw.shuffle(parts)
        return "{ " + " ".join(parts) + " }"

    def object(self, type_name: str, depth: int) -> str:
        """What is asked of a row."""
        type_ = TYPES[type_name]
        plain = [name for name, link in type_.fields.items() if not isinstance(link, One | Many)]
        links = [name for name, link in type_.fields.items() if isinstance(link, One | Many)]
        chosen = ["id", *self.draw.sample(plain, min(len(plain), self.draw.randint(1, 4)))]
        parts = [self.aliased(name) for name in chosen]
        most = min(len(links), self.draw.randint(0, 2) if depth else 0)
        chosen_links = self.draw.sample(links, most)
        parts += [self.link(type_.fields[name], name, depth) for name in chosen_links]
        if self.draw.random() < 0.2:
            parts.append("__typename")
        if self.draw.random() < 0.2:
            parts.append(self.fragment(type_name, plain))
        if self.draw.random() < 0.2:
            flag = self.variable("Boolean!", self.draw.random() < 0.5)
            word = self.draw.choice(["skip", "include"])
            parts.append(f"maybe: {self.draw.choice(plain)} @{word}(if: {flag})")
        return "{ " + " ".join(parts) + " }"

    def aliased(self, name: str) -> str:
        """A field, now and then under another name."""
        return f"as_{name}: {name}" if self.draw.random() < 0.2 else name

    def link(self, link: One | Many, name: str, depth: int) -> str:
        """A field that leads to other rows."""
        if isinstance(link, One) or not link.paged:
            return f"{name} {self.object(link.type, depth - 1)}"
        arguments = self.paging()
        if name == "bindings" and self.draw.random() < 0.5:
            arguments.append(f"inForce: {self.draw.choice(['true', 'false', 'null'])}")
        return f"{name}{_list(arguments)} {self.connection(link.type, depth - 1)}"

    def fragment(self, type_name: str, plain: list[str]) -> str:
        """A spread, inline or by name."""
        inner = " ".join(self.draw.sample(plain, min(2, len(plain))))
        if self.draw.random() < 0.5:
            return f"... on {type_name} {{ {inner} }}"
        name = f"F{len(self.fragments)}"
        self.fragments.append(f"fragment {name} on {type_name} {{ {inner} }}")
        return f"...{name}"


_FILTER_TYPES = {
    "tenants": "TenantSearch", "responsibilityLists": "ListFilter", "obligations": "ObligationFilter",
    "problems": "ProblemFilter", "calendarDays": "CalendarDayFilter",
}  # fmt: skip  # reads as a table


def _list(arguments: list[str]) -> str:
    return f"({', '.join(arguments)})" if arguments else ""


def _literal(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if key == "actorType" else str(value)
