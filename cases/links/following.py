"""Asks allowed hosts where a short link leads. No other host is contacted (decision 45).

Each question is one HEAD request without cookies; no body is read, and the caller checks the returned address.
"""

import dataclasses
import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from urllib.parse import SplitResult, urljoin, urlsplit

HOPS = 4
ANSWER_TIMEOUT = 5.0  # seconds for each response
AGENT = "Mozilla/5.0 (compatible; Conduct)"


class PrivateAddress(OSError):
    """A host name that resolves to an address inside a network."""


def public_addresses(host: str) -> list[str]:
    """The IPv4 addresses of a host. Raises PrivateAddress if one of them is not on the public internet.

    IPv6 is not used, because translated addresses can hide private IPv4 addresses.
    """
    found = {str(address[4][0]) for address in socket.getaddrinfo(host, 443, socket.AF_INET, socket.SOCK_STREAM)}
    for address in map(ipaddress.IPv4Address, found):
        if not address.is_global or address.is_multicast:
            raise PrivateAddress(f"{host} is {address}")
    return sorted(found)


@dataclasses.dataclass(frozen=True)
class Follower:
    """Follows redirects between allowed hosts; a redirect to another host is returned and not followed."""

    hosts: frozenset[str]
    addresses: Callable[[str], list[str]] = public_addresses
    port: int = 443
    tls: ssl.SSLContext | None = None  # of the system; loaded at the first request

    def target_of(self, url: str) -> str:
        """The final address of a link, or the link itself. Raises OSError, HTTPException, ValueError."""
        for _hop in range(HOPS):
            parts = urlsplit(url)
            there = self._location(parts) if self._may_ask(parts) else ""
            if not there:
                break
            url = urljoin(url, there)
        return url

    def _may_ask(self, parts: SplitResult) -> bool:
        is_plain = parts.scheme == "https" and parts.port in (None, 443) and parts.username is None
        return is_plain and parts.hostname in self.hosts

    def _location(self, parts: SplitResult) -> str:
        host = str(parts.hostname)
        # Connect to the address that was checked: a second lookup of the name could return another one.
        connection = _At(self.addresses(host)[0], host, self.port, self.tls or ssl.create_default_context())
        try:
            path = parts._replace(scheme="", netloc="", fragment="").geturl()
            connection.request("HEAD", path or "/", headers={"User-Agent": AGENT})
            answer = connection.getresponse()
            return answer.getheader("Location", "") if 300 <= answer.status < 400 else ""
        finally:
            connection.close()


class _At(http.client.HTTPSConnection):
    """A connection to one address, whose certificate must match the host."""

    def __init__(self, address: str, host: str, port: int, tls: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=ANSWER_TIMEOUT, context=tls)
        self.address, self.tls = address, tls

    def connect(self) -> None:
        line = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = self.tls.wrap_socket(line, server_hostname=self.host)
