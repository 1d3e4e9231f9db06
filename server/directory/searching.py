"""Reads a directory in pages: over TLS unless on this machine, and following nobody's referrals."""

import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ldap3 import NONE, SUBTREE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException

from ledger.feeds.incoming import IncomingUnit
from server.directory.mapping import DirectoryMap
from server.mendable import Mendable

PAGE = 500
MOST_ENTRIES = 200_000
LONGEST_VALUE = 1000
SECONDS = 30
PORTS = {"ldap": 389, "ldaps": 636}


class DirectoryRefused(Mendable):
    """The directory cannot be read, or not be read safely; the message says why."""


@dataclass(frozen=True)
class Address:
    """Where a directory is, and as whom it is asked."""

    url: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    authorities: Path | None = None
    """A file of certificates by which the directory's own is judged; else those of the machine."""


@dataclass(frozen=True)
class Person:
    """A person as the directory has them."""

    id: str
    dn: str
    user: str
    name: str
    unit: str = ""
    active: bool = True
    citizen_number: str = field(default="", repr=False)


@dataclass(frozen=True)
class Post:
    """A post as the directory has it, with the names (DN) of who holds it."""

    id: str
    title: str
    unit: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """All that was found, and how many referrals were left alone."""

    people: Sequence[Person]
    posts: Sequence[Post]
    referrals: int
    units: Sequence[IncomingUnit] = ()


def search(address: Address, mapping: DirectoryMap) -> Found:
    """Reads people, posts and units of a directory.

    Refuses: DirectoryRefused; what was read only in part is not read at all.
    """
    referrals: list[str] = []
    try:
        with _bound(address) as connection:
            people = list(_people(connection, mapping, referrals))
            posts = list(_posts(connection, mapping, referrals))
            units = list(_units(connection, mapping, referrals))
    except (LDAPException, OSError) as failed:
        # Neither the password nor what was read stands in any of these.
        raise DirectoryRefused(f"{type(failed).__name__}: {failed}") from None
    if not people:
        raise DirectoryRefused("No people were found: nothing is told. 没有找到人员，不作报送。")
    for kind, ids in (
        ("people", [one.id for one in people]),
        ("posts", [one.id for one in posts]),
        ("units", [one.code for one in units]),
    ):
        if len(set(ids)) < len(ids):
            raise DirectoryRefused(f"Two {kind} have one id. 标识重复。")
    return Found(people, posts, len(referrals), units)


def normal(dn: str) -> str:
    """Writes a name (DN) as it is compared."""
    return ",".join(part.strip() for part in dn.casefold().split(","))


@contextmanager
def _bound(address: Address) -> Iterator[Connection]:
    parts = urlsplit(address.url)
    host = parts.hostname or ""
    if parts.scheme not in PORTS or not host or parts.username or parts.password:
        raise DirectoryRefused("An address ldaps://host[:port] is wanted. 地址须为 ldaps://。")
    secure = parts.scheme == "ldaps"
    port = parts.port or PORTS[parts.scheme]
    server = Server(
        host, port, use_ssl=secure, tls=_Secured(host, address.authorities), get_info=NONE,
        connect_timeout=SECONDS, allowed_referral_hosts=[],
    )  # fmt: skip  # columns side by side
    connection = Connection(
        server, address.user, address.password, auto_referrals=False, read_only=True,
        receive_timeout=SECONDS, raise_exceptions=True, check_names=False,
    )  # fmt: skip  # columns side by side
    try:
        connection.open()
        if not secure and not _loopback(connection):
            # Asked for before anybody says who they are.
            connection.start_tls()
        connection.bind()
        yield connection
    finally:
        connection.unbind()


class _Secured(Tls):  # type: ignore[misc]  # the library has no types
    """TLS as the standard library does it by default: the certificate and the name are judged."""

    def __init__(self, host: str, authorities: Path | None) -> None:
        super().__init__(validate=ssl.CERT_REQUIRED)
        self._host = host
        self._context = ssl.create_default_context(cafile=authorities)

    def wrap_socket(self, connection: Connection, do_handshake: bool = False) -> None:
        """Takes the place of the library's own way, which judges the name only afterwards."""
        del do_handshake
        connection.socket = self._context.wrap_socket(connection.socket, server_hostname=self._host)


def _loopback(connection: Connection) -> bool:
    """Whether the other end of the connection is this machine."""
    peer = connection.socket.getpeername()
    return isinstance(connection.socket, socket.socket) and (
        ipaddress.ip_address(peer[0].partition("%")[0]).is_loopback
    )


def _pages(
    connection: Connection, base: str, asked: str, attributes: list[str], referrals: list[str]
) -> Iterator[tuple[str, Mapping[str, Sequence[bytes]]]]:
    count = 0
    for one in connection.extend.standard.paged_search(
        base, asked, SUBTREE, attributes=attributes, paged_size=PAGE, paged_criticality=True,
        generator=True,
    ):  # fmt: skip  # a signature in few lines
        if one["type"] != "searchResEntry":
            referrals.append(one["type"])
            continue
        count += 1
        if count > MOST_ENTRIES:
            raise DirectoryRefused(f"More than {MOST_ENTRIES} entries. 条目过多。")
        raw: Mapping[str, Sequence[bytes]] = {
            name.casefold(): values or () for name, values in one["raw_attributes"].items()
        }
        yield str(one["dn"]), raw
    # A size or time limit is no exception to the library; half a directory would end the other half.
    if connection.result["result"] != 0:
        said = connection.result["description"]
        raise DirectoryRefused(f"The directory gave only a part: {said}. 目录未完整返回。")


def _people(
    connection: Connection, mapping: DirectoryMap, referrals: list[str]
) -> Iterator[Person]:
    at = mapping.people
    for dn, raw in _pages(connection, at.base, at.filter, at.attributes, referrals):
        left = at.left is not None and _one(raw, at.left.attribute).casefold() in at.left.values
        yield Person(
            _needed(raw, at.id, dn),
            normal(dn),
            _needed(raw, at.user, dn),
            _needed(raw, at.name, dn),
            unit=_one(raw, at.unit),
            active=not left,
            citizen_number=_one(raw, at.citizen_number),
        )


def _posts(connection: Connection, mapping: DirectoryMap, referrals: list[str]) -> Iterator[Post]:
    at = mapping.posts
    if at is None:
        return
    for dn, raw in _pages(connection, at.base, at.filter, at.attributes, referrals):
        members = tuple(normal(_text(one)) for one in raw.get(at.members.casefold(), ()))
        title = _needed(raw, at.title, dn)
        yield Post(_needed(raw, at.id, dn), title, _one(raw, at.unit), members)


def _units(
    connection: Connection, mapping: DirectoryMap, referrals: list[str]
) -> Iterator[IncomingUnit]:
    """The units, each below the nearest one in whose name (DN) its own ends."""
    at = mapping.units
    if at is None:
        return
    found = [
        (
            normal(dn),
            _needed(raw, at.code, dn),
            _needed(raw, at.name, dn),
            _needed(raw, at.kind, dn),
        )
        for dn, raw in _pages(connection, at.base, at.filter, at.attributes, referrals)
    ]
    codes = {dn: code for dn, code, _, _ in found}
    for dn, code, name, said in found:
        kind = at.kinds.get(said.casefold())
        if kind is None:
            raise DirectoryRefused(f"{dn[:200]}: no kind of unit is {said[:40]}. 单位类别不明。")
        above = (codes[one] for one in _above(dn) if one in codes)
        yield IncomingUnit(code, kind, name, next(above, at.top))


def _above(dn: str) -> Iterator[str]:
    """The names in which a name ends, the longest first."""
    while dn:
        dn = dn.partition(",")[2]
        yield dn


def _one(raw: Mapping[str, Sequence[bytes]], name: str) -> str:
    values: Sequence[Any] = raw.get(name.casefold(), ()) if name else ()
    return _text(values[0]) if values else ""


def _needed(raw: Mapping[str, Sequence[bytes]], name: str, dn: str) -> str:
    found = _one(raw, name)
    if not found:
        raise DirectoryRefused(f"{dn[:200]} has no {name}. 缺少属性。")
    return found


def _text(value: bytes) -> str:
    """Text as it stands; 16 bytes that are no text are an id (objectGUID)."""
    if len(value) > LONGEST_VALUE:
        raise DirectoryRefused("A value is too long. 属性值过长。")
    try:
        return value.decode().strip()
    except UnicodeDecodeError:
        return value.hex()
