"""The public keys against which bearer tokens are checked.

A provider's keys are fetched in a thread, kept for a while and then fetched again: a withdrawn key
dies with the next fetch, an unknown key id asks for a fetch at once but never more often than the
cooldown, and keys outlive an unreachable provider by a bounded time only.
"""

import asyncio
import logging
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Protocol
from urllib.parse import urlsplit

import orjson
from jwt import PyJWK
from jwt.exceptions import PyJWTError

LOGGER = logging.getLogger("levelwise.authentication")

# Signatures by a public key only: a shared secret, or none, is never taken from a token's header.
ALGORITHMS: Mapping[str, frozenset[str]] = {
    "RSA": frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}),
    "EC": frozenset({"ES256", "ES384", "ES512"}),
    "OKP": frozenset({"EdDSA"}),
}
LARGEST_KEY_SET = 256 * 1024
PATIENCE_SECONDS = 1.0
LONGEST_FETCH_SECONDS = 10.0


class KeysUnavailable(Exception):
    """The provider's keys cannot be had now; the token is neither good nor bad."""


class NoKeySet(ValueError):
    """The provider answered something else than its keys."""


@dataclass(frozen=True)
class PublicKey:
    """A key of an issuer, with the algorithms whose signatures it may check.

    A key that names its algorithm is for that one alone (RFC 7517, 4.4; RFC 8725, 3.1).
    """

    key: Any
    algorithms: frozenset[str]

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> "PublicKey":
        """Reads a JWK of a known type; PyJWTError, ValueError or TypeError where it is not one."""
        fitting, named = ALGORITHMS[entry["kty"]], entry.get("alg")
        if named is not None and named not in fitting:
            raise ValueError("the key is for something else than signatures of tokens")
        return cls(PyJWK(dict(entry)).key, fitting if named is None else frozenset({named}))


class Keys(Protocol):
    """Where the keys of one issuer come from."""

    async def find(self, key_id: str | None) -> PublicKey | None:
        """Finds a key by its id, or the only key when the token names none."""
        ...


@dataclass(frozen=True)
class KeySet:
    """The keys that one document holds."""

    by_id: Mapping[str, PublicKey]
    unnamed: tuple[PublicKey, ...] = ()

    def find(self, key_id: str | None) -> PublicKey | None:
        """Finds a key by its id; a token without an id fits only when there is a single key."""
        if key_id is not None:
            return self.by_id.get(key_id)
        every = (*self.by_id.values(), *self.unnamed)
        return every[0] if len(every) == 1 else None


def read_key_set(document: Any) -> KeySet:
    """Reads a JWK set, leaving out what is not a public key for signatures."""
    by_id: dict[str, PublicKey] = {}
    unnamed: list[PublicKey] = []
    listed = document.get("keys") if isinstance(document, dict) else None
    for entry in listed if isinstance(listed, list) else []:
        if not isinstance(entry, dict) or entry.get("kty") not in ALGORITHMS or "d" in entry:
            continue
        if entry.get("use", "sig") != "sig":
            continue
        try:
            key = PublicKey.read(entry)
        except (PyJWTError, ValueError, TypeError):
            continue
        if isinstance(entry.get("kid"), str):
            by_id[entry["kid"]] = key
        else:
            unnamed.append(key)
    return KeySet(by_id, tuple(unnamed))


@dataclass(frozen=True)
class FixedKeys:
    """Keys that this process holds itself."""

    keys: KeySet

    async def find(self, key_id: str | None) -> PublicKey | None:
        """Finds a key by its id."""
        return self.keys.find(key_id)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def fetch(url: str) -> Any:
    """Fetches a JSON document, without following redirects, and gives up after some seconds.

    Refuses: OSError for a provider that does not answer, or not as HTTP; ValueError for what is no
             JSON.
    """
    opener = urllib.request.build_opener(_NoRedirect)
    until = time.monotonic() + LONGEST_FETCH_SECONDS
    read = b""
    try:
        with opener.open(url, timeout=5) as response:
            while (some := response.read1(LARGEST_KEY_SET)) and len(read) <= LARGEST_KEY_SET:
                read += some
                if time.monotonic() > until:
                    raise TimeoutError("the answer drips")
    except HTTPException as broken:
        raise OSError("the answer is broken off, or no HTTP") from broken
    return orjson.loads(read[:LARGEST_KEY_SET])


def is_safe(url: str, *, loopback: bool) -> bool:
    """Says whether keys may come from an address: by https, or by http from this machine."""
    parts = urlsplit(url)
    here = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    return parts.scheme == "https" or (loopback and here and parts.scheme == "http")


def discovered(issuer: str, *, loopback: bool) -> Callable[[str], Any]:
    """Gives a fetch of keys by way of the provider's own description, whatever its product.

    The description counts only if it names the very issuer that was asked (RFC 8414, 3.3).
    """

    def fetched(url: str) -> Any:
        described = fetch(url)
        if not isinstance(described, dict) or described.get("issuer") != issuer:
            raise ValueError("the description is another issuer's")
        place = described.get("jwks_uri")
        if not isinstance(place, str) or not is_safe(place, loopback=loopback):
            raise ValueError("the description names no safe address of keys")
        return fetch(place)

    return fetched


class ProviderKeys:
    """The keys of an OpenID provider, by the address of its JWK set."""

    def __init__(
        self,
        url: str,
        *,
        fresh_seconds: float = 300,
        cooldown_seconds: float = 2,
        outlive_seconds: float = 3600,
        fetch: Callable[[str], Any] = fetch,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if not is_safe(url, loopback=True):
            raise ValueError("keys are fetched by https, or by http on loopback")
        self.url = url
        self.fresh_seconds = fresh_seconds
        self.cooldown_seconds = cooldown_seconds
        self.outlive_seconds = outlive_seconds
        self._fetch = fetch
        self._clock = clock
        self._keys: KeySet | None = None
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")
        self._reached = False
        self._lock = asyncio.Lock()
        self._refreshing: set[asyncio.Task[None]] = set()

    async def find(self, key_id: str | None) -> PublicKey | None:
        """Finds a key by its id.

        Refuses: KeysUnavailable when the provider cannot be reached and nothing known is young
                 enough, or the key may be one that it has made since.
        """
        age = self._clock() - self._fetched_at
        usable = age <= self.outlive_seconds
        # While known keys are young enough, a provider that hangs holds one up, and not for long.
        if age > self.fresh_seconds and not (usable and self._refreshing):
            await self._refreshed(PATIENCE_SECONDS if usable else None)
        if self._keys is None or self._clock() - self._fetched_at > self.outlive_seconds:
            raise KeysUnavailable
        found = self._keys.find(key_id)
        if found is None:
            await self._refresh()
            found = self._keys.find(key_id)
        if found is None and not self._reached:
            raise KeysUnavailable
        return found

    async def _refreshed(self, patience: float | None) -> None:
        """Waits for fresh keys, for so long; they come even if nobody waits."""
        task = asyncio.create_task(self._refresh())
        self._refreshing.add(task)
        task.add_done_callback(self._refreshing.discard)
        await asyncio.wait({task}, timeout=patience)

    async def _refresh(self) -> None:
        """Fetches the keys once for all who wait, unless that was tried a moment ago."""
        asked_at = self._clock()
        async with self._lock:
            if self._tried_at >= asked_at:
                return
            if self._clock() - self._tried_at < self.cooldown_seconds:
                return
            self._tried_at = self._clock()
            try:
                keys = read_key_set(_listed(await asyncio.to_thread(self._fetch, self.url)))
            except (OSError, ValueError) as error:
                LOGGER.warning("keys of %s could not be fetched: %s", self.url, error)
                self._reached = False
                return
            finally:
                # Whoever waited for this attempt does not make another.
                self._tried_at = self._clock()
            self._keys, self._reached = keys, True
            self._fetched_at = self._clock()


def _listed(document: Any) -> Any:
    """Gives a document that lists keys: a page of errors is none, an empty list is one."""
    listed = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        raise NoKeySet("this is no set of keys")
    return document
