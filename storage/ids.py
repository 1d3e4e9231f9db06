"""Public ids: ``Type_uuid``.

Opaque to clients, cheap to print in SQL, and telling enough for a person who reads a log.
"""

import re
from uuid import UUID

from uuid_utils.compat import uuid7

_FORM = re.compile(r"([A-Za-z]+)_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")


def printed(type_name: str, key: UUID) -> str:
    """The public id of a record."""
    return f"{type_name}_{key}"


def parsed(public_id: str) -> tuple[str, UUID] | None:
    """Type name and key of a public id, or None when it is not one."""
    match = _FORM.fullmatch(public_id)
    return (match[1], UUID(match[2])) if match else None


def new_key() -> UUID:
    """A key for a record that is not there yet."""
    return uuid7()


def type_named(public_id: object) -> str:
    """The type a public id names, or an empty string: what a plan's shape needs to know of it."""
    match = _FORM.fullmatch(public_id) if isinstance(public_id, str) else None
    return match[1] if match else ""
