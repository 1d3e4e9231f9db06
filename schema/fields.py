"""How fields of the schema are declared: described, and with the arguments every list has.

A field that stands on a shelf has no resolver of its own: its shelf says what it reads.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

PAGING: Mapping[str, tuple[Any, str]] = {
    "first": (
        int | None,
        "How many from the start, at most 200; 50 when nothing is said. 从头起多少条，最多 200，不填为 50。",
    ),
    "after": (str | None, "Only what follows this cursor. 只取此游标之后的。"),
    "last": (int | None, "How many from the end, at most 200. 从末尾起多少条，最多 200。"),
    "before": (str | None, "Only what precedes this cursor. 只取此游标之前的。"),
}


BY_BOUNDARIES = (
    "By the boundaries of this day, today or before: what was taken along by a reorganisation since "
    "counts where it was, what has ended by then with its successor. Left out, everything counts "
    "where it lies now, and a unit that ended has a row of its own. 按此日的区划统计；不给则按现在所在单位。"
)
BOUNDARIES = (date | None, BY_BOUNDARIES)

COMPLETE = (
    "Whether all units that stood there by those boundaries still lie below the viewer, who counts "
    "nothing else. 所问区划内的单位现在是否仍全部在本级所辖之内。"
)


def read(description: str) -> Any:
    """Declares a field that is read as it stands on its shelf."""
    return strawberry.field(description=description)


def connection(description: str, **arguments: tuple[Any, ...]) -> Any:
    """Declares a paged list; ``filter`` and ``order_by`` are given as (type, description)."""
    return listed(description, **PAGING, **arguments)


def listed(description: str, **arguments: tuple[Any, ...]) -> Any:
    """Declares a field with arguments, each given as (type, description), or with its default."""
    # A field with arguments is read, never constructed: objects made in Python leave it out.
    field: StrawberryField = strawberry.field(description=description, default=None)
    field.arguments = [
        StrawberryArgument(
            python_name=name,
            graphql_name=None,
            type_annotation=StrawberryAnnotation(kind),
            description=said,
            default=next(iter(default), strawberry.UNSET),
        )
        for name, (kind, said, *default) in arguments.items()
    ]
    return field
