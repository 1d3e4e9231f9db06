"""A directory that speaks LDAP over a real socket: binds, pages, referrals, and TLS when asked.

It knows two filters, presence and (objectClass=…), and no more than the tests need of the rest.
"""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from ldap3.protocol import rfc4511 as ldap
from ldap3.protocol.rfc2696 import RealSearchControlValue
from pyasn1.codec.ber import decoder, encoder

from tests.patience import PATIENCE

PAGED, START_TLS = "1.2.840.113556.1.4.319", "1.3.6.1.4.1.1466.20037"
ENDLESS = 1 << 20
Entry = tuple[str, Mapping[str, Sequence[str]]]


@dataclass
class Directory:
    """Entries, and what was asked of it."""

    entries: list[Entry]
    users: Mapping[str, str] = field(default_factory=dict)
    referral: str = ""
    """Given in every search, besides what was found."""
    stops_after: int = ENDLESS
    """After so many entries it says that it gives no more."""
    tls: ssl.SSLContext | None = None
    secure: bool = False
    port: int = 0
    asked: list[str] = field(default_factory=list)
    open: Any = None
    clear: list[str] = field(default_factory=list)
    """What was asked of it without TLS."""

    def serve(self, raw: socket.socket) -> None:
        connection: Any = raw
        secured = self.secure
        if secured:
            assert self.tls is not None
            try:
                connection = self.tls.wrap_socket(raw, server_side=True)
            except (ssl.SSLError, OSError):
                return
        try:
            self._answer(connection, secured)
        finally:
            with suppress(OSError):
                self.open.close()

    def _answer(self, connection: Any, secured: bool) -> None:
        self.open, held = connection, b""
        while True:
            try:
                message, held = decoder.decode(held, asn1Spec=ldap.LDAPMessage())
            except Exception:
                with suppress(OSError):
                    if more := connection.recv(65536):
                        held += more
                        continue
                return
            operation = message["protocolOp"].getName()
            self.asked.append(operation)
            if not secured:
                self.clear.append(operation)
            if operation == "unbindRequest":
                return
            if operation == "extendedReq":
                self._say(connection, message, "extendedResp", _extended())
                assert self.tls is not None
                connection, secured = self.tls.wrap_socket(connection, server_side=True), True
                self.open = connection
            elif operation == "bindRequest":
                self._bind(connection, message)
            elif operation == "searchRequest":
                self._search(connection, message)

    def _bind(self, connection: Any, message: Any) -> None:
        asked = message["protocolOp"]["bindRequest"]
        name, password = str(asked["name"]), str(asked["authentication"]["simple"])
        good = self.users.get(name) == password if name else not self.users
        done = ldap.BindResponse()
        done["resultCode"] = ldap.ResultCode(0 if good else 49)
        done["matchedDN"], done["diagnosticMessage"] = "", ""
        self._say(connection, message, "bindResponse", done)

    def _search(self, connection: Any, message: Any) -> None:
        asked = message["protocolOp"]["searchRequest"]
        base = str(asked["baseObject"]).casefold()
        wanted = {str(one).casefold() for one in asked["attributes"]}
        kind = _kind(asked["filter"])
        size, start = _page(message)
        found = [
            (dn, values)
            for dn, values in self.entries
            if dn.casefold().endswith(base) and kind in {None, *values.get("objectClass", ())}
        ]
        for at, (dn, values) in enumerate(found[start : start + size], start):
            if at >= self.stops_after:
                self._say(connection, message, "searchResDone", _done(4))
                return
            self._say(connection, message, "searchResEntry", _entry(dn, values, wanted))
        if self.referral:
            reference = ldap.SearchResultReference()
            reference[0] = ldap.URI(self.referral)
            self._say(connection, message, "searchResRef", reference)
        over = start + size >= len(found)
        cookie = b"" if over else str(start + size).encode()
        self._say(connection, message, "searchResDone", _done(0), cookie=cookie)

    def _say(
        self, connection: Any, to: Any, name: str, what: Any, *, cookie: bytes | None = None
    ) -> None:
        message = ldap.LDAPMessage()
        message["messageID"] = to["messageID"]
        operation = ldap.ProtocolOp()
        operation[name] = what
        message["protocolOp"] = operation
        if cookie is not None:
            value = RealSearchControlValue()
            value["size"], value["cookie"] = 0, cookie
            control = ldap.Control()
            control["controlType"], control["criticality"] = PAGED, False
            control["controlValue"] = ldap.ControlValue(encoder.encode(value))
            controls = ldap.Controls()
            controls[0] = control
            message["controls"] = controls
        connection.sendall(encoder.encode(message))


def _extended() -> Any:
    done = ldap.ExtendedResponse()
    done["resultCode"] = ldap.ResultCode(0)
    done["matchedDN"], done["diagnosticMessage"] = "", ""
    done["responseName"] = ldap.ResponseName(START_TLS)
    return done


def _done(code: int) -> Any:
    done = ldap.SearchResultDone()
    done["resultCode"] = ldap.ResultCode(code)
    done["matchedDN"], done["diagnosticMessage"] = "", ""
    return done


def _entry(dn: str, values: Mapping[str, Sequence[str]], wanted: set[str]) -> Any:
    entry = ldap.SearchResultEntry()
    entry["object"] = dn
    listed = ldap.PartialAttributeList()
    for name, texts in values.items():
        if name.casefold() in wanted:
            one = ldap.PartialAttribute()
            one["type"] = name
            held = ldap.Vals()
            for at, text in enumerate(texts):
                held[at] = ldap.AttributeValue(text.encode())
            one["vals"] = held
            listed[len(listed)] = one
    entry["attributes"] = listed
    return entry


def _kind(asked: Any) -> str | None:
    if asked.getName() != "equalityMatch":
        return None
    return str(asked["equalityMatch"]["assertionValue"])


def _page(message: Any) -> tuple[int, int]:
    for one in message["controls"]:
        if str(one["controlType"]) == PAGED:
            value, _ = decoder.decode(bytes(one["controlValue"]), asn1Spec=RealSearchControlValue())
            return int(value["size"]), int(bytes(value["cookie"]) or b"0")
    return ENDLESS, 0


@contextmanager
def listening(directory: Directory) -> Iterator[Directory]:
    """Lets a directory answer on a free port of this machine."""
    with socket.create_server(("127.0.0.1", directory.port)) as server:
        directory.port = server.getsockname()[1]
        over = threading.Event()

        def accept() -> None:
            while not over.is_set():
                try:
                    raw, _ = server.accept()
                except OSError:
                    return
                with raw:
                    raw.settimeout(PATIENCE)
                    with suppress(OSError):
                        directory.serve(raw)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield directory
        over.set()
        with (
            suppress(OSError),
            socket.create_connection(("127.0.0.1", directory.port), timeout=PATIENCE),
        ):
            pass
        thread.join(PATIENCE)
