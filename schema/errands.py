"""Addresses at which an act that was allowed is carried out: they last from when it was decided."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from strawberry import Info


def until(decided_at: datetime, lasting: timedelta) -> datetime:
    """Gives until when an address is good; that of an act which is repeated lasts no longer."""
    return decided_at.replace(microsecond=0) + lasting


def address(info: Info, purpose: str, about: Mapping[str, str], *, good: datetime) -> str | None:
    """Gives the address for the viewer of the request; nobody gets none."""
    links = info.context.reading.links
    if links is None:
        return None
    found: str | None = links.errand(info.context.viewer, purpose, about, until=good)
    return found
