"""Where a short link leads, asked of the few hosts that an installation allows. Nothing else is ever opened.

A question is one HEAD request without cookies: no body is read, and the answer is a text that the caller has to check.
"""

import dataclasses
import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from urllib.parse import SplitResult, urljoin, urlsplit

HOPS = 4
ANSWER_TIMEOUT = 5.0  # seconds for each answer
AGENT = "Mozilla/5.0 (compatible; Conduct)"


class PrivateAddress(OSError):
    """A name that leads to the inside of a network, whatever its host is called."""


def public_addresses(host: str) -> list[str]:
    """The IPv4 addresses of a host. Raises PrivateAddress if any of them is not on the public internet.

    IPv6 is left out: its translated forms hide IPv4 addresses of the inside.
    """
    found = {str(each[4][0]) for each in socket.getaddrinfo(host, 443, socket.AF_INET, socket.SOCK_STREAM)}
    for address in map(ipaddress.IPv4Address, found):
        if not address.is_global or address.is_multicast:
            raise PrivateAddress(f"{host} is {address}")
    return sorted(found)


@dataclasses.dataclass(frozen=True)
class Follower:
    """Follows redirects between the hosts that may be asked; one that leads elsewhere is told and not opened."""

    hosts: frozenset[str]
    addresses: Callable[[str], list[str]] = public_addresses
    port: int = 443
    tls: ssl.SSLContext | None = None  # of the system; read when somebody is asked, not by a sweep that finds nothing

    def target_of(self, url: str) -> str:
        """The address to which a link leads at last, or the link itself. Raises OSError, HTTPException, ValueError."""
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
        # The address that was looked at is the one that is asked: looked up again, the name might lead elsewhere.
        connection = _At(self.addresses(host)[0], host, self.port, self.tls or ssl.create_default_context())
        try:
            path = parts._replace(scheme="", netloc="", fragment="").geturl()
            connection.request("HEAD", path or "/", headers={"User-Agent": AGENT})
            answer = connection.getresponse()
            return answer.getheader("Location", "") if 300 <= answer.status < 400 else ""
        finally:
            connection.close()


class _At(http.client.HTTPSConnection):
    """A connection to one address, whose certificate has to name the host."""

    def __init__(self, address: str, host: str, port: int, tls: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=ANSWER_TIMEOUT, context=tls)
        self.address, self.tls = address, tls

    def connect(self) -> None:
        line = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = self.tls.wrap_socket(line, server_hostname=self.host)
