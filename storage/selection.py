"""What a client asked for, free of GraphQL and free of SQL.

A :class:`Selection` is one field with its response key, arguments and children, fragments merged.
An argument is either known when the statement is compiled (:class:`Const`) or read from the
variables of each request (:class:`Leaf`), so that one statement serves many requests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Union


@dataclass(frozen=True)
class Const:
    """A value that is part of the statement's shape: enum names, booleans, null, literals."""

    value: Any


@dataclass(frozen=True)
class Leaf:
    """A value read at request time by its path through the coerced variables."""

    path: tuple[str | int, ...]

    def read(self, variables: Mapping[str, Any]) -> Any:
        """The value of this request."""
        value: Any = variables
        for step in self.path:
            value = value[step]
        return value


Argument = Union[Const, Leaf, "Mapping[str, Argument]"]


@dataclass(frozen=True)
class Selection:
    """One field of an object: ``key`` in the response, ``name`` on the shelf."""

    key: str
    name: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    children: tuple["Selection", ...] = ()
