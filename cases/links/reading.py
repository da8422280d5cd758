"""Parses an address: what it names, its canonical form, and one key for all its spellings (decision 21).

No connection is opened and no name is resolved; `cases.intake.short_links` asks where short links lead. The forms of
the platforms' addresses are in ``addresses.yaml``. An address without a matching row keeps its path and its query; only
tracking parameters are removed.
"""

import base64
import binascii
import dataclasses
import datetime as dt
import hashlib
import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlunsplit

from cases.links.post_times import numbered_at
from cases.links.table import HOSTS, ONE_CODE, PRESS, SHORTENERS, Form, Kind, Platform, Spelling
from cases.links.unwrapping import bare_host, platform_host, unwrapped
from cases.models import Post

LONGEST_KEY = 200
SHORT = "SHORT:"  # prefix of the key of a link whose target only the platform knows
TRACKING = re.compile(
    r"^(utm_\w+|mc_\w+|\w*clid|igsh(id)?|si|_r|_t|_ga|_gl|ref(_\w+)?|share(_\w+)?|is_from_webapp|sender_device|spm)$",
    re.I,
)
LONG_NUMBER = re.compile(r"\d{5}")  # as a query parameter it can be that of a post
ROUTE = re.compile(r"[!/@?-]")  # prefix of a fragment that selects content instead of a scroll position
COMMENT = re.compile(r"[\w.=-]{1,128}", re.A)
HAVE_KEYS = {Kind.POST, Kind.COMMENT, Kind.STORY, Kind.ALBUM}


@dataclasses.dataclass(frozen=True)
class Link:
    """A parsed address in canonical form; ``typed`` is the original text."""

    url: str
    platform: Post.Platform
    kind: Kind = Kind.UNKNOWN
    account: str = ""
    post_id: str = ""
    comment_id: str = ""
    key: str = ""
    uploaded_at: dt.datetime | None = None
    typed: str = ""

    @property
    def is_short(self) -> bool:
        return self.kind == Kind.SHORT

    @property
    def is_post(self) -> bool:
        """Whether it names one post by the platform's own number."""
        return self.kind in HAVE_KEYS

    @property
    def same(self) -> str:
        """A value that is equal for two addresses with the same meaning, whether or not they name a post."""
        return self.key or self.url


def read(address: str) -> Link:
    """Parse an http(s) address. Raises ValueError for an invalid one."""
    parts = unwrapped(address)
    host = bare_host(parts)
    if not host:
        raise ValueError("an address without a host names nothing")
    domain = platform_host(host)
    if not domain:
        return dataclasses.replace(_page(parts), typed=address)
    platform = HOSTS[domain]
    place = f"{host.removesuffix(domain)}{platform.hosts[domain]}{unquote(parts.path).rstrip('/')}"
    query = dict(parse_qsl(parts.query))
    for form in platform.forms:
        for spelling in form.spellings:
            values = spelling.values(place, query)
            if values is not None and not _holds_a_word(values, platform):
                return dataclasses.replace(_named(platform, form, spelling, values, query), typed=address)
    return Link(_cleaned(parts), platform.name, typed=address)


def platform_of(host: str) -> Post.Platform:
    """The platform of a host; subdomains belong to their domain."""
    if domain := platform_host(host):
        return HOSTS[domain].name
    return Post.Platform.NEWS if any(name in host for name in PRESS) else Post.Platform.OTHER


def siblings(key: str) -> list[str]:
    """The keys of short links on other hosts with the same code: possibly the same post."""
    place, _slash, code = key.removeprefix(SHORT).rpartition("/")
    group = next((group for group in ONE_CODE if place in group), ()) if key.startswith(SHORT) else ()
    return [f"{SHORT}{other}/{code}" for other in group if other != place]


def _holds_a_word(values: dict[str, str], platform: Platform) -> bool:
    """Whether a word of the platform's own paths is at the place of an account or number."""
    held = (values.get("account", ""), values.get("id", ""))
    return any(value.lower() in platform.words or value.lower().endswith((".php", ".html")) for value in held)


def _named(platform: Platform, form: Form, spelling: Spelling, values: dict[str, str], query: dict[str, str]) -> Link:
    values = {name: value.strip(" +") for name, value in values.items()}
    if not spelling.exact_case:
        values["account"] = values.get("account", "").lower()
    asked = {name: query[name] for name in platform.comments if COMMENT.fullmatch(query.get(name, ""))}
    if form.kind not in HAVE_KEYS:
        asked = {name: value for name, value in query.items() if _may_name_a_post(name, value, spelling)}
    comment = values.get("comment") or (_comment(list(asked.values())[-1]) if form.kind in HAVE_KEYS and asked else "")
    url = form.address.format(**{name: quote(value, safe="@~") for name, value in values.items()})
    mark = "&" if "?" in url else "?"
    return Link(
        url=url + (mark + urlencode(asked) if asked else ""),
        platform=platform.name,
        kind=Kind.COMMENT if comment else form.kind,
        account=f"{form.sign}{values['account']}"[:120] if values.get("account") else "",
        post_id=values.get("id", "") if form.kind in HAVE_KEYS else "",
        comment_id=comment,
        key=_key(platform, form, values, comment),
        uploaded_at=numbered_at(platform.times, values["id"]) if _is_timed(form) and not comment else None,
    )


def _is_timed(form: Form) -> bool:
    return form.kind in (Kind.POST, Kind.STORY)


def _may_name_a_post(name: str, value: str, spelling: Spelling) -> bool:
    return name not in spelling.query and not TRACKING.match(name) and bool(LONG_NUMBER.search(value))


def _comment(text: str) -> str:
    """The number of a comment; Facebook also encodes it as the Base64 of "comment:post_number"."""
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return text
    found = re.fullmatch(r"comment:\d+_(\d+)", plain)
    return found[1] if found else text


def _key(platform: Platform, form: Form, values: dict[str, str], comment: str) -> str:
    if form.kind == Kind.SHORT:
        return _fitting(SHORT + form.key.format(**values)) if form.key else ""
    if form.kind not in HAVE_KEYS:
        return ""
    return _fitting(":".join(filter(None, (platform.name, form.key.format(**values), comment))))


def _fitting(key: str) -> str:
    return key if len(key) <= LONGEST_KEY else f"{key[:100]}:{hashlib.sha256(key.encode()).hexdigest()}"


def _page(parts: SplitResult) -> Link:
    """A page without a row: its whole address is its key, unless it is the front page of a site."""
    host = (parts.hostname or "").rstrip(".")
    url = _cleaned(parts)
    rest = url.partition("://")[2]
    if host in SHORTENERS or host.removeprefix("www.") in SHORTENERS:
        return Link(url, Post.Platform.OTHER, Kind.SHORT, key=_fitting(SHORT + rest))
    platform = platform_of(host)
    names_a_page = parts.path.strip("/") or "?" in url or "#" in url
    key = f"URL:{hashlib.sha256(rest.encode()).hexdigest()[:40]}" if names_a_page else ""
    return Link(url, platform, Kind.PAGE, key=key)


def _cleaned(parts: SplitResult) -> str:
    """The address without tracking parameters; parameters that may name a post stay."""
    host = (parts.hostname or "").rstrip(".")
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if not TRACKING.match(name)]
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    fragment = parts.fragment if ROUTE.match(parts.fragment) else ""
    return urlunsplit((parts.scheme.lower(), host + port, parts.path, urlencode(sorted(kept)), fragment))
