"""How members of inputs are declared."""

from typing import Any

import strawberry


def must(description: str) -> Any:
    """Declares a member that must be given."""
    return strawberry.field(description=description)


def may(description: str, default: Any = strawberry.UNSET) -> Any:
    """Declares a member that may be left out."""
    return strawberry.field(default=default, description=description)
