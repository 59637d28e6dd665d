"""Where a tenant may have us connect to: public addresses only. Imports no framework.

A name is resolved once and the connection goes to an address that was looked at, so that a name which answers
otherwise the second time gains nothing; redirects are not followed at all.
"""

import ipaddress
import logging
import re
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from greenlang.errors import InvalidInput, Refused

log = logging.getLogger(__name__)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], list[str]]

LONGEST_URL = 1000
MOST_ADDRESSES = 4
"""Of a name that are tried; all of them are looked at."""
_NAME = re.compile(r"[a-z0-9_][a-z0-9_-]*(?:\.[a-z0-9_][a-z0-9_-]*)*")
_ADDRESS = re.compile(r"[0-9a-f:.]+")
_SERVICES_BELOW = 1024
"""Ports of mail, files and remote shells, where nobody serves a webhook; of them 443 alone is let through."""
_HTTPS_PORT = 443

# What no public service has (IANA's special-purpose registries), written out: the standard library's own idea of
# "global" differs between Python's versions.
_FORBIDDEN: tuple[Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "168.63.129.16/32",  # a cloud's own service to its machines, at an address that looks public
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")
_FORBIDDEN_6: tuple[Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48", "3ffe::/16")
)
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_BY_OPERATOR = "An operator allows networks of the house with GREENLANG_WEBHOOK_NETWORKS=10.1.0.0/16."


class ForbiddenAddress(Refused):
    """It is no public address, or leads to none."""

    code = "forbidden-address"


class Unresolved(Refused):
    """The name has no address."""

    code = "unresolved"


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if (self.scheme, self.port) == ("https", _HTTPS_PORT) else f"{host}:{self.port}"


def target_of(url: str, *, http: bool = False) -> Target:
    """A URL as it may be subscribed.

    Args:
        http: whether plain HTTP is allowed.

    Raises:
        InvalidInput: it is no absolute HTTPS URL, carries a user name or a fragment, or leads to a port below 1024
            that is not 443 (plain HTTP without a port: 80).
    """
    mend = "Write it like https://hooks.example.com/greenlang."
    if len(url) > LONGEST_URL or any(ord(character) < 33 or ord(character) > 126 for character in url):
        raise InvalidInput("The URL is too long or has characters that a URL has not.", where="url", mend=mend)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InvalidInput("This is no URL.", where="url", mend=mend) from error
    if parts.scheme not in ({"https", "http"} if http else {"https"}) or not parts.hostname:
        raise InvalidInput(
            "Only HTTPS is delivered to." if not http else "Only HTTPS and HTTP are delivered to.",
            where="url",
            mend=mend if http else f"{mend} An operator allows plain HTTP with GREENLANG_WEBHOOK_PLAIN_HTTP=1.",
        )
    if parts.username is not None or parts.password is not None or parts.fragment or port == 0:
        raise InvalidInput("The URL carries a user name, a fragment or port 0.", where="url", mend=mend)
    port = port or {"https": _HTTPS_PORT, "http": 80}[parts.scheme]
    if port < _SERVICES_BELOW and port != _HTTPS_PORT:
        raise InvalidInput(
            f"Nothing is delivered to port {port}.",
            where="url",
            mend=f"Use {_HTTPS_PORT} or a port from {_SERVICES_BELOW} on: https://hooks.example.com:8443/greenlang.",
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not (_ADDRESS if "[" in parts.netloc else _NAME).fullmatch(host := parts.hostname.removesuffix(".")):
        raise InvalidInput("The URL names no host.", where="url", mend=mend)
    return Target(parts.scheme, host, port, path)


def resolve_by_system(host: str, port: int) -> list[str]:
    """The addresses of a name, as this machine finds them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Guard:
    """Says where to connect.

    Args:
        resolve: asked once for each delivery.
        allowed: networks of the operator's own that may be delivered to although they are not public.
    """

    resolve: Resolve = resolve_by_system
    allowed: tuple[Network, ...] = ()

    def addresses(self, host: str, port: int) -> list[str]:
        """Addresses of a host to try in turn, after every one of them was found to be public.

        Raises:
            ForbiddenAddress: one of them is not: a name that leads to both is nobody's honest mistake.
            Unresolved: it has none.
        """
        try:
            found = list(dict.fromkeys(self.resolve(host, port)))
        except (OSError, UnicodeError) as error:
            log.warning("a webhook's host %s has no address: %s", host, error)
            raise _nowhere(Unresolved, host) from error
        if not found:
            raise _nowhere(Unresolved, host)
        for text in found:
            self._check(host, text)
        return found[:MOST_ADDRESSES]

    def check_literal(self, host: str) -> None:
        """Refuse a host that is a forbidden address as it stands; names are looked at when they are delivered to.

        Raises:
            ForbiddenAddress
        """
        if host == "localhost" or host.endswith((".localhost", ".internal", ".local")):
            if not self.allowed:
                raise ForbiddenAddress(
                    f"{host} is no public name.", where="url", mend=f"Give a public name. {_BY_OPERATOR}"
                )
        elif (address := _literal(host)) is not None:
            self._check(host, str(address))

    def _check(self, host: str, text: str) -> None:
        address = ipaddress.ip_address(text.partition("%")[0])
        if not (is_public(address) or any(_within(address, network) for network in self.allowed)):
            log.warning("a webhook's host %s leads to %s", host, address)
            raise _nowhere(ForbiddenAddress, host)


def _nowhere(kind: type[Refused], host: str) -> Refused:
    """One sentence for a name that leads inside and for one that leads nowhere: which names the house's own network
    has, and to which addresses they lead, would tell a stranger its plan. The log says what was found.
    """
    return kind(f"{host} leads to no public address.", where="url", mend=f"Deliver to a public one. {_BY_OPERATOR}")


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, also where it wraps another address."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _FORBIDDEN if network.version == 4)
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _TRANSLATED:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _GLOBAL_6 and not any(address in network for network in _FORBIDDEN_6)


def networks_of(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks as an operator writes them ("10.1.0.0/16").

    Raises:
        ValueError: one is none.
    """
    return tuple(ipaddress.ip_network(text.strip()) for text in texts if text.strip())


def _within(address: Address, network: Network) -> bool:
    return address.version == network.version and address in network


def _literal(host: str) -> Address | None:
    """The address that a host is written as, also in the forms that system libraries understand (127.1, 0x7f000001)."""
    with suppress(ValueError):
        return ipaddress.ip_address(host)
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None
