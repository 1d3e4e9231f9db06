"""Which attributes of a directory mean what: data, in a file that an administrator writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ledger.feeds.unit_rows import KIND_NAMES, KINDS
from server.mendable import Mendable

LARGEST_FILE = 64 * 1024
_PEOPLE = {"base", "filter", "id", "name", "user", "unit", "citizen_number", "left"}
_POSTS = {"base", "filter", "id", "title", "unit", "members"}
_UNITS = {"base", "filter", "code", "name", "kind", "kinds", "top"}


class MappingRefused(Mendable):
    """The file that maps attributes to fields cannot be meant; the message says why."""


@dataclass(frozen=True)
class Left:
    """By which values of an attribute somebody has left."""

    attribute: str
    values: frozenset[str]


@dataclass(frozen=True)
class PeopleMap:
    """Where people are, and which attribute is which field."""

    base: str
    filter: str
    id: str
    name: str
    user: str
    unit: str = ""
    citizen_number: str = ""
    left: Left | None = None

    @property
    def attributes(self) -> list[str]:
        """The attributes that are asked for, and no others."""
        left = self.left.attribute if self.left else ""
        named = (self.id, self.name, self.user, self.unit, self.citizen_number, left)
        return sorted({one for one in named if one})


@dataclass(frozen=True)
class PostsMap:
    """Where posts are, and which attribute is which field."""

    base: str
    filter: str
    id: str
    title: str
    members: str
    unit: str = ""

    @property
    def attributes(self) -> list[str]:
        """The attributes that are asked for, and no others."""
        return sorted({one for one in (self.id, self.title, self.members, self.unit) if one})


@dataclass(frozen=True)
class UnitsMap:
    """Where units are, and which attribute is which field; where they stand tells their parents."""

    base: str
    filter: str
    code: str
    name: str
    kind: str
    kinds: Mapping[str, str]
    """What kind of unit a value of that attribute means, in lower case."""
    top: str = ""
    """The code of the unit above the uppermost ones."""

    @property
    def attributes(self) -> list[str]:
        """The attributes that are asked for, and no others."""
        return sorted({self.code, self.name, self.kind})


@dataclass(frozen=True)
class DirectoryMap:
    """What of a directory is told, as which fields."""

    people: PeopleMap
    posts: PostsMap | None = None
    units: UnitsMap | None = None


def read_mapping(path: Path) -> DirectoryMap:
    """Reads a mapping.

    Refuses: MappingRefused for what is not there, is no mapping or names an unknown field.
    """
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_FILE + 1)
        said = yaml.safe_load(text) if len(text) <= LARGEST_FILE else None
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as unread:
        raise MappingRefused(f"{path}: {unread}") from None
    if not isinstance(said, dict) or not set(said) <= {"people", "posts", "units"}:
        why = "'people' and perhaps 'posts' and 'units' are wanted. 须有 people。"
        raise MappingRefused(f"{path}: {why}")
    people = dict(
        _section(path, said, "people", known=_PEOPLE, needed={"base", "id", "name", "user"})
    )
    left = people.pop("left", None)
    posts = None
    if "posts" in said:
        needed = {"base", "id", "title", "members"}
        given = _texts(path, "posts", _section(path, said, "posts", known=_POSTS, needed=needed))
        posts = PostsMap(**{"filter": "(objectClass=groupOfNames)", **given})
    given = _texts(path, "people", people)
    return DirectoryMap(
        PeopleMap(**{"filter": "(objectClass=person)", **given}, left=_left(path, left)),
        posts,
        _units(path, said) if "units" in said else None,
    )


def _units(path: Path, said: Mapping[str, Any]) -> UnitsMap:
    needed = {"base", "code", "name", "kind"}
    found = dict(_section(path, said, "units", known=_UNITS, needed=needed))
    named = found.pop("kinds", {})
    if not isinstance(named, dict) or not {str(one) for one in named.values()} <= set(KIND_NAMES):
        known = ", ".join(KIND_NAMES)
        raise MappingRefused(f"{path}: 'units.kinds' names each of {known}. 单位类别有误。")
    given = _texts(path, "units", found)
    kinds = {**KINDS, **{str(one).casefold(): kind for one, kind in named.items()}}
    return UnitsMap(**{"filter": "(objectClass=organizationalUnit)", **given}, kinds=kinds)


def _section(
    path: Path, said: Mapping[str, Any], name: str, *, known: set[str], needed: set[str]
) -> Mapping[str, Any]:
    found = said.get(name)
    if not isinstance(found, dict) or not needed <= set(found):
        raise MappingRefused(f"{path}: '{name}' needs {', '.join(sorted(needed))}. 缺少字段。")
    if unknown := set(map(str, found)) - known:
        raise MappingRefused(f"{path}: '{name}' knows no {', '.join(sorted(unknown))}. 未知字段。")
    return found


def _texts(path: Path, name: str, found: Mapping[str, Any]) -> dict[str, str]:
    for key, value in found.items():
        if not isinstance(value, str) or not value:
            raise MappingRefused(f"{path}: '{name}.{key}' is no text. 须为文字。")
    return dict(found)


def _left(path: Path, said: Any) -> Left | None:
    if said is None:
        return None
    if not isinstance(said, dict) or set(said) != {"attribute", "values"}:
        raise MappingRefused(f"{path}: 'people.left' has an attribute and values. 离职条件有误。")
    values = said["values"]
    if not isinstance(values, list) or not values or not isinstance(said["attribute"], str):
        raise MappingRefused(f"{path}: 'people.left.values' is a list. 离职条件有误。")
    return Left(said["attribute"], frozenset(str(one).casefold() for one in values))
