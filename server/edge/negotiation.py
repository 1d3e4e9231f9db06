"""What a client wants back: its media type and its language, read from two headers.

Both readings are remembered by the header's bytes, in a bounded cache: clients repeat themselves.
"""

from enum import Enum
from functools import lru_cache
from typing import Literal

Language = Literal["zh", "en"]


class Media(Enum):
    """The forms in which this server answers a GraphQL request."""

    RESPONSE = b"application/graphql-response+json; charset=utf-8"
    JSON = b"application/json; charset=utf-8"
    STREAM = b"text/event-stream; charset=utf-8"
    PAGE = b"text/html; charset=utf-8"


EXACT = {
    "application/graphql-response+json": Media.RESPONSE,
    "application/json": Media.JSON,
    "text/event-stream": Media.STREAM,
    "text/html": Media.PAGE,
}


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return max(0.0, min(float(value), 1.0))
            except ValueError:
                return 0.0
    return 1.0


def _weighted(header: bytes) -> list[tuple[str, float]]:
    """Splits a header with q-values, in the order written; what is refused with q=0 stays in."""
    parts = []
    for part in header.decode("latin-1").split(","):
        value, *parameters = part.split(";")
        if value.strip():
            parts.append((value.strip().lower(), _quality(parameters)))
    return parts


@lru_cache(maxsize=512)
def media_of(accept: bytes | None, *, page: bool = True) -> Media | None:
    """Chooses the form of the answer.

    A stream or a page is chosen only when it is named first: urql lists `text/event-stream` last
    in every request, and browsers name `text/html` first when a person navigates.
    Given:  page, whether there is a page to be had; without one the choice is among the others.
    Gives:  None when nothing we have is acceptable.
    """
    wanted = _weighted(accept) if accept else []
    if not wanted:
        return Media.JSON
    if not page:
        wanted = [one for one in wanted if EXACT.get(one[0]) is not Media.PAGE]
        if not wanted:
            return None
    first, quality = wanted[0]
    if quality > 0 and EXACT.get(first) in {Media.STREAM, Media.PAGE}:
        return EXACT[first]
    given = dict(reversed(wanted))
    anything = given.get("application/*", given.get("*/*", 0.0))
    response = given.get("application/graphql-response+json", 0.0)
    json = given.get("application/json", anything)
    if response > 0 and response >= json:
        return Media.RESPONSE
    return Media.JSON if json > 0 else None


@lru_cache(maxsize=512)
def language_of(accept_language: bytes | None) -> Language | None:
    """Chooses Chinese or English; None when the client states neither."""
    best: Language | None = None
    highest = 0.0
    for tag, quality in _weighted(accept_language or b""):
        primary = tag.split("-")[0]
        if quality > highest and primary in {"zh", "en"}:
            best, highest = ("zh" if primary == "zh" else "en"), quality
    return best
