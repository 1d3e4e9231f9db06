"""Where events may be sent: judged by the address that is connected to, never by a name.

Inside a government network every address that is not out in the world is somebody's console. What
is inner must be listed by whoever runs the server; nobody can list it through the API.
"""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from ledger.subscribers.tables import LONGEST_URL

__all__ = ["AddressRefused", "Outward", "is_public"]

_PORTS = {"https": 443, "http": 80}
_SEEN = frozenset(map(chr, range(0x21, 0x7F)))
# Public to look at, and an inner service of every machine of one cloud.
_SERVICES = frozenset({ipaddress.ip_address("168.63.129.16")})
# What the registry of special addresses keeps from the world, whatever a version of Python knows of
# it; and ways to write an IPv4 address as an IPv6 one.
_SPECIAL_4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
            "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        ),
    )
)  # fmt: skip  # columns side by side
_SPECIAL_6 = tuple(
    map(
        ipaddress.IPv6Network,
        (
            "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48",
            "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
            "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        ),
    )
)  # fmt: skip  # columns side by side


class AddressRefused(Exception):
    """Nothing is sent there; the reason says nothing of what answered."""


def is_public(address: str) -> bool:
    """Says whether an address is out in the world: not private, of this machine, or special.

    An address that stands for another one (mapped, translated, 6to4) is never one to send to.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if found in _SERVICES or not found.is_global or found.is_multicast or found.is_reserved:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return not any(found in one for one in _SPECIAL_4)
    return not any(found in one for one in _SPECIAL_6)


@dataclass(frozen=True)
class Target:
    """An address as it is written, taken apart."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """Host and port, as the header ``Host`` has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (
            host if self.port == _PORTS["https" if self.secure else "http"] else self._ported(host)
        )

    def _ported(self, host: str) -> str:
        return f"{host}:{self.port}"


@dataclass(frozen=True)
class Outward:
    """What may be reached from here: the world, and the inner hosts and networks that are listed."""

    inner_hosts: frozenset[str] = frozenset()
    inner_networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()
    inner_ports: frozenset[tuple[str, int]] = frozenset()
    """Hosts of which one port is listed, and no other."""

    @classmethod
    def listing(cls, inner: Iterable[str]) -> "Outward":
        """Reads a list of host names, addresses, single ports (``10.2.0.7:8443``) and networks
        (``10.2.0.0/16``).

        Refuses:  ValueError for a network or port that is none.
        """
        hosts: set[str] = set()
        ports: set[tuple[str, int]] = set()
        networks = []
        for one in inner:
            try:
                networks.append(ipaddress.ip_network(one))
            except ValueError:
                if "/" in one:
                    raise
                named = urlsplit(f"//{one.lower()}")
                host = (named.hostname or "").rstrip(".")
                if named.port is None:
                    hosts.add(host)
                else:
                    ports.add((host, named.port))
        return cls(frozenset(hosts), tuple(networks), frozenset(ports))

    def target(self, url: str) -> Target:
        """Takes an address apart and refuses what can be told without asking anybody.

        Refuses:  AddressRefused.
        """
        if len(url) > LONGEST_URL or not set(url) <= _SEEN:
            raise AddressRefused("it is too long, or has characters that no address has")
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError:
            raise AddressRefused("it cannot be read") from None
        if parts.scheme not in _PORTS or not host or "\\" in url:
            raise AddressRefused("it is no https:// address")
        if parts.username is not None or parts.password is not None or parts.fragment:
            raise AddressRefused("it has a user, a password or a fragment")
        secure = parts.scheme == "https"
        path = parts.path or "/"
        found = Target(
            secure,
            host,
            _PORTS[parts.scheme] if port is None else port,
            f"{path}?{parts.query}" if parts.query else path,
        )
        numeric = _numeric(host)
        if numeric:
            self.judge(found, numeric)
        elif not self._listed(found) and (not secure or _is_inner_name(host)):
            raise AddressRefused("it is no https:// address out in the world")
        return found

    def judge(self, target: Target, addresses: Iterable[str]) -> None:
        """Judges the addresses to which a name leads: every one of them.

        Refuses:  AddressRefused.
        """
        if self._listed(target):
            return
        for one in addresses:
            if self._inside(one):
                continue
            if not target.secure or not is_public(one):
                raise AddressRefused("it does not lead out into the world")

    def _listed(self, target: Target) -> bool:
        host = target.host.lower()
        return host in self.inner_hosts or (host, target.port) in self.inner_ports

    def _inside(self, address: str) -> bool:
        found = ipaddress.ip_address(address.partition("%")[0])
        return any(found.version == one.version and found in one for one in self.inner_networks)


def _numeric(host: str) -> list[str]:
    """Gives the addresses that a host is, in any way to write one (``127.1``, ``0x7f000001``)."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return []
    return [str(one[4][0]) for one in found]


def _is_inner_name(host: str) -> bool:
    """Names that are never out in the world: without a dot, or under an inner ending."""
    endings = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp")
    return "." not in host or host.lower().endswith(endings)
