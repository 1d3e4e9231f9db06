"""Automatic persisted queries: a client sends the hash of a document it has sent before.

The store is bounded and knows no tenant: a document is not a secret, and what it may read is
decided for each viewer when it runs. Only documents that passed validation are kept, so nobody
fills it with rubbish.
"""

from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from server.edge.questions import Question, Unreadable

LARGEST_DOCUMENT = 65_536
KEPT_CHARACTERS = 4 * 1024 * 1024
"""How much text all documents have together."""


class PersistedDocuments:
    """The documents that may be asked for by hash; capacity 0 switches the protocol off."""

    def __init__(self, capacity: int = 1_000) -> None:
        self.capacity = capacity
        self._documents: OrderedDict[str, str] = OrderedDict()
        self._characters = 0

    def __len__(self) -> int:
        return len(self._documents)

    def find(self, question: Question) -> tuple[str | None, str | None]:
        """Finds the document of a question.

        Gives:    the document, and its hash when it should be kept after it proved valid.
        Refuses:  PERSISTED_QUERY_NOT_SUPPORTED, PERSISTED_QUERY_NOT_FOUND (both 200, as clients
                  expect), PERSISTED_QUERY_HASH_MISMATCH, MALFORMED_REQUEST.
        """
        asked = (question.extensions or {}).get("persistedQuery")
        if asked is None:
            return question.query, None
        key = self._key(asked)
        if question.query is None:
            known = self._documents.get(key)
            if known is None:
                raise Unreadable("PERSISTED_QUERY_NOT_FOUND", status=200)
            self._documents.move_to_end(key)
            return known, None
        if sha256(question.query.encode()).hexdigest() != key:
            raise Unreadable("PERSISTED_QUERY_HASH_MISMATCH")
        return question.query, None if key in self._documents else key

    def keep(self, key: str | None, document: str) -> None:
        """Keeps a document under its hash, if any, forgetting the one used longest ago when full."""
        if key is None or len(document) > LARGEST_DOCUMENT:
            return
        if key not in self._documents:
            self._documents[key] = document
            self._characters += len(document)
        self._documents.move_to_end(key)
        while len(self._documents) > self.capacity or self._characters > KEPT_CHARACTERS:
            _, forgotten = self._documents.popitem(last=False)
            self._characters -= len(forgotten)

    def _key(self, asked: Any) -> str:
        if not self.capacity:
            raise Unreadable("PERSISTED_QUERY_NOT_SUPPORTED", status=200)
        if not isinstance(asked, Mapping) or asked.get("version") != 1:
            raise Unreadable("MALFORMED_REQUEST")
        key = asked.get("sha256Hash")
        if not isinstance(key, str) or len(key) != 64:
            raise Unreadable("MALFORMED_REQUEST")
        return key
