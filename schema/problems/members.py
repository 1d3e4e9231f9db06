"""How members of inputs are declared."""

from typing import Any

import strawberry


def must(description: str) -> Any:
    """Declares a member that must be given."""
    return strawberry.field(description=description)


def evidence() -> Any:
    """Declares the evidence of a step, by the hashes of files that were uploaded before."""
    return strawberry.field(
        default_factory=list,
        description="Evidence: SHA-256 of files that you uploaded, at most 20. 佐证文件哈希值。",
    )


def may(description: str, default: Any = strawberry.UNSET) -> Any:
    """Declares a member that may be left out."""
    return strawberry.field(default=default, description=description)
