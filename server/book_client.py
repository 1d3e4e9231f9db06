"""What `levelwise book` asks of a running server: through its public interface, with one's own token.

The command holds no key and no database: whoever proposes or confirms does it under their own name,
and the rule book decides on it as on every other request.
"""

import json
import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.mendable import Mendable
from server.sign_in.token_keys import is_safe

__all__ = ["Asked", "BookAskedInVain", "Server"]

_EDITION = (
    "id number state title titleEn digest version beside struck forbidden takesCount takes"
    " gainsCount gains losesCount loses unseen proposedAt confirmedAt"
)
_REFUSAL = "... on Refusal { code message rule }"
Asked = Mapping[str, Any]


class BookAskedInVain(Mendable):
    """The server could not be asked, or said no: in one sentence."""


@dataclass(frozen=True)
class Server:
    """A server, by its GraphQL address, and somebody's token for it."""

    url: str
    token: str

    def editions(self) -> Sequence[Asked]:
        """Gives every edition that one may read, newest first. Refuses: BookAskedInVain."""
        found: Sequence[Asked] = self._data(f"{{ bookEditions {{ {_EDITION} }} }}", {})[
            "bookEditions"
        ]
        return found

    def act(self, name: str, given: Asked) -> Asked:
        """Does one act and gives the edition. Refuses: BookAskedInVain with what was said."""
        kind = name[0].upper() + name[1:]
        query = (
            f"mutation ($input: {kind}Input!) {{ {name}(input: $input) {{ __typename"
            f" ... on {kind}Success {{ bookEdition {{ {_EDITION} }} }} {_REFUSAL} }} }}"
        )
        told = self._data(query, {"input": {"key": uuid.uuid4().hex, **given}})[name]
        if told["__typename"] == "Refusal":
            raise BookAskedInVain(f"{told['code']}: {told['message']}")
        edition: Asked = told["bookEdition"]
        return edition

    def _data(self, query: str, variables: Asked) -> Any:
        body = json.dumps({"query": query, "variables": variables}).encode()
        headers = {"content-type": "application/json", "authorization": f"Bearer {self.token}"}
        request = urllib.request.Request(self.url, body, headers)  # noqa: S310 - checked below
        if not is_safe(self.url, loopback=True):
            raise BookAskedInVain(
                f"{self.url}: https:// is needed, or http:// on this machine. 须用 https，本机除外。"
            )
        try:
            # The token is for this address: a redirect is an error like any other.
            with urllib.request.build_opener(_Stay).open(request, timeout=60) as reply:
                told = json.load(reply)
        except urllib.error.HTTPError as refused:
            raise BookAskedInVain(f"HTTP {refused.code}: {_first(refused.read())}") from refused
        except (OSError, ValueError) as failed:
            raise BookAskedInVain(f"{self.url}: {failed}") from failed
        if told.get("errors"):
            raise BookAskedInVain(str(told["errors"][0]["message"]))
        return told["data"]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follows nothing."""


def _first(body: bytes) -> str:
    try:
        return str(json.loads(body)["errors"][0]["message"])
    except (ValueError, KeyError, IndexError, TypeError):
        return body[:200].decode("utf-8", "replace")
