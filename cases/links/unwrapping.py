"""The actual address of a pasted link: unescaped, without redirect wrappers and old fragments."""

import re
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from cases.links.table import HOSTS, LEAD_ON

MIRROR = re.compile(r"^(?:www|m|web|mbasic|mobile|touch|free|lite|music|amp|[a-z]{2}-[a-z]{2})\.")
ESCAPED = re.compile(r"&(?:amp;|#0*38;|#x0*26;)+", re.I)
DEEPEST = 4  # maximum depth of nested wrappers


def unwrapped(address: str) -> SplitResult:
    """The parts of the address to which a wrapper leads, or of the address itself. Raises ValueError."""
    parts = urlsplit(ESCAPED.sub("&", address))
    for _turn in range(DEEPEST):
        target = _within(parts)
        if not target:
            break
        parts = urlsplit(ESCAPED.sub("&", target))
    return parts


def bare_host(parts: SplitResult) -> str:
    """The host without the subdomains under which a platform shows the same pages."""
    host = (parts.hostname or "").rstrip(".")
    bare = MIRROR.sub("", host)
    return bare if platform_host(bare) or not platform_host(host) else host


def platform_host(host: str) -> str:
    """The platform domain of a host; empty for none."""
    labels = host.split(".")
    tails = (".".join(labels[n:]) for n in range(len(labels)))
    return next((tail for tail in tails if tail in HOSTS), "")


def _within(parts: SplitResult) -> str:
    """The address inside a wrapper, or after the "#!" of old pages; empty if there is none."""
    host = bare_host(parts)
    if parts.fragment.startswith("!/") and platform_host(host):
        return urljoin(f"https://{host}/", parts.fragment[1:])
    names = LEAD_ON.get(host) or LEAD_ON.get(f"{host}{parts.path.rstrip('/')}") or ()
    query = dict(parse_qsl(parts.query))
    for target in filter(None, map(query.get, names)):
        if target.startswith(("http://", "https://")):
            return target
        if target.startswith("/") and not target.startswith("//"):
            return urljoin(f"https://{host}/", target)
    return ""
