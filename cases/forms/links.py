"""Links in pasted text: which platform a host belongs to, and whose account an address names."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from cases.models import Post

P = Post.Platform
HOSTS = {
    "tiktok.com": P.TIKTOK,
    "instagram.com": P.INSTAGRAM,
    "instagr.am": P.INSTAGRAM,
    "facebook.com": P.FACEBOOK,
    "fb.watch": P.FACEBOOK,
    "fb.com": P.FACEBOOK,
    "messenger.com": P.MESSENGER,
    "m.me": P.MESSENGER,
    "x.com": P.X,
    "twitter.com": P.X,
    "youtube.com": P.YOUTUBE,
    "youtu.be": P.YOUTUBE,
    "whatsapp.com": P.WHATSAPP,
    "wa.me": P.WHATSAPP,
    "telegram.me": P.TELEGRAM,
    "telegram.org": P.TELEGRAM,
    "t.me": P.TELEGRAM,
    "line.me": P.LINE,
}
PRESS = re.compile(
    r"news|detik\.com|kompas|tribun|tempo\.co|liputan6|antara|okezone|sindo|republika|merdeka\.com|suara\.com|idntimes|jawapos"
    r"|radar|pikiran-rakyat|viva\.co|mediaindonesia|jpnn|kumparan|beritasatu|poskota|gatra\.com|waspada|harian"
)
# First segments of an address that name a thing and not an account.
NOT_ACCOUNTS = {
    P.INSTAGRAM: {"p", "reel", "reels", "tv", "explore", "s"},
    P.FACEBOOK: {"watch", "groups", "story.php", "share", "permalink.php", "photo", "photo.php", "reel", "profile.php"},
    P.X: {"i", "search", "home", "intent"},
    P.TELEGRAM: {"joinchat", "c", "s"},
}
TRACKING = re.compile(r"^(utm_\w+|igsh|igshid|fbclid|gclid|si|_r|_t|is_from_webapp|sender_device)$")
CANDIDATE = re.compile(r"(?:\w+://|www\.)\S+|\b(?:[a-z0-9-]+\.)*(?:" + "|".join(map(re.escape, HOSTS)) + r")/\S+", re.I)
VALID = URLValidator(schemes=["http", "https"])
LONGEST = 1000


def read_links(text: str) -> list[str]:
    """The links in a pasted text, each once, without what only tracks the reader.

    Raises ValidationError when one is broken, or when the text holds none.
    """
    found = [_clean(match.group(0)) for match in CANDIDATE.finditer(text)]
    if text.strip() and not found:
        raise _unknown()
    return list(dict.fromkeys(found))


def _clean(link: str) -> str:
    link = link.rstrip(".,;:!?)]}>\"'”’")
    link = link if "://" in link else f"https://{link}"
    try:
        VALID(link)
        parts = urlsplit(link)
    except (ValidationError, ValueError):
        raise _unknown() from None
    if len(link) > LONGEST:
        raise _unknown()
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query, True) if not TRACKING.match(key)])
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, query, ""))


def _unknown() -> ValidationError:
    return ValidationError(
        _("Tautan tidak dikenali. Salin dari tombol Bagikan di aplikasi, lalu tempel di sini."), code="bad_link"
    )


def platform_of(link: str) -> Post.Platform:
    """By the host alone; a subdomain belongs to its domain."""
    host = urlsplit(link).hostname or ""
    for known, platform in HOSTS.items():
        if host == known or host.endswith(f".{known}"):
            return platform
    return P.NEWS if PRESS.search(host) else P.OTHER


def account_of(link: str) -> str:
    """The account that an address names, with its @; empty where it names none."""
    platform = platform_of(link)
    parts = [part for part in urlsplit(link).path.split("/") if part]
    if parts and parts[0] == "stories" and platform == P.INSTAGRAM:
        parts = parts[1:]
    if not parts or platform in (P.NEWS, P.OTHER, P.WHATSAPP, P.MESSENGER, P.LINE):
        return ""
    first = parts[0]
    if platform in (P.TIKTOK, P.YOUTUBE):
        return first[:120] if first.startswith("@") else ""
    if urlsplit(link).hostname == "fb.watch" or first.startswith("+") or first in NOT_ACCOUNTS.get(platform, ()):
        return ""
    return f"@{first.lstrip('@')}"[:120]


def post_of(link: str, part: Post.Part) -> Post:
    """A link as a post; the press reports, whatever the form says."""
    platform = platform_of(link)
    part = Post.Part.NEWS if platform == P.NEWS else part
    return Post(url=link, platform=platform, account=account_of(link), part=part)
