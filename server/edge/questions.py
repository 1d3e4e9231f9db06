"""Reads a GraphQL request out of a JSON body or a query string, strictly and without a schema."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson


class Unreadable(Exception):
    """The request is not a GraphQL request; the code names an entry of `server.edge.replies`."""

    def __init__(self, code: str, *, status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, before persisted documents are looked up."""

    query: str | None
    operation_name: str | None
    variables: Mapping[str, Any] | None
    extensions: Mapping[str, Any] | None


def from_body(body: bytes) -> Question:
    """Reads the body of a POST.

    Refuses: MALFORMED_JSON, BATCHING_NOT_SUPPORTED, MALFORMED_REQUEST.
    """
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Unreadable("MALFORMED_JSON") from None
    return question_of(found)


def from_parameters(query_string: bytes) -> Question:
    """Reads the query string of a GET, whose variables and extensions are JSON.

    Refuses: MALFORMED_PARAMETER, MALFORMED_REQUEST.
    """
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=20
        )
    except (UnicodeDecodeError, ValueError):
        raise Unreadable("MALFORMED_REQUEST") from None
    found: dict[str, Any] = dict(pairs)
    for name in ("variables", "extensions"):
        text = found.get(name)
        try:
            found[name] = orjson.loads(text) if text else None
        except orjson.JSONDecodeError:
            raise Unreadable("MALFORMED_PARAMETER") from None
    if not found.get("operationName"):
        found["operationName"] = None
    return question_of(found)


def question_of(found: Any) -> Question:
    """Reads a question from decoded JSON.

    Refuses: BATCHING_NOT_SUPPORTED, MALFORMED_REQUEST.
    """
    if type(found) is not dict:
        batch = type(found) is list
        raise Unreadable("BATCHING_NOT_SUPPORTED" if batch else "MALFORMED_REQUEST")
    query = found.get("query")
    name = found.get("operationName")
    variables = found.get("variables")
    extensions = found.get("extensions")
    if (
        not (query is None or type(query) is str)
        or not (name is None or type(name) is str)
        or not (variables is None or type(variables) is dict)
        or not (extensions is None or type(extensions) is dict)
    ):
        raise Unreadable("MALFORMED_REQUEST")
    return Question(query or None, name, variables, extensions)
