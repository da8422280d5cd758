"""Links as people paste them: which post an address names, whose it is, and one canonical form for all its spellings.

Pure: nothing is fetched and no name is resolved; where short links lead is `services/short_links`' to ask. An
address that no row of ``RULES`` knows keeps its path; only what tracks the reader is dropped.
"""

import dataclasses
import datetime as dt
import hashlib
import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

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
    "t.co": P.X,
    "youtube.com": P.YOUTUBE,
    "youtu.be": P.YOUTUBE,
    "whatsapp.com": P.WHATSAPP,
    "wa.me": P.WHATSAPP,
    "telegram.me": P.TELEGRAM,
    "telegram.org": P.TELEGRAM,
    "t.me": P.TELEGRAM,
    "line.me": P.LINE,
    "lin.ee": P.LINE,
}
PRESS = re.compile(
    r"news|detik\.com|kompas|tribun|tempo\.co|liputan6|antara|okezone|sindo|republika|merdeka\.com|suara\.com|idntimes|jawapos"
    r"|radar|pikiran-rakyat|viva\.co|mediaindonesia|jpnn|kumparan|beritasatu|poskota|gatra\.com|waspada|harian"
)
SHORTENERS = {"bit.ly", "s.id", "t.co", "fb.watch", "lin.ee", "tinyurl.com", "goo.gl"}
TRACKING = re.compile(
    r"^(utm_\w+|mc_\w+|\w*clid|igsh(id)?|si|_r|_t|_ga|_gl|ref(_\w+)?|share(_\w+)?|is_from_webapp|sender_device|spm)$",
    re.I,
)
NAMES_A_THING = {
    "id",
    "v",
    "fbid",
    "story_fbid",
    "list",
    "comment_id",
    "lc",
}  # all that a known platform's query may keep
WRAPPERS = {  # addresses that only lead on, with the name of what they lead to
    "l.facebook.com": "u", "lm.facebook.com": "u", "l.instagram.com": "u",
    "google.com/url": "q", "youtube.com/redirect": "q",
}  # fmt: skip
MIRROR = re.compile(r"^(?:www|m|web|mbasic|mobile|touch|music|[a-z]{2}-[a-z]{2})\.")
SLUG = r"[\w.-]+"
ACCOUNT = rf"(?P<account>{SLUG})"
# First parts of a path that name a thing and not an account.
NOT_ACCOUNTS = {
    P.INSTAGRAM: {"p", "reel", "reels", "tv", "explore", "s", "share", "stories", "accounts"},
    P.FACEBOOK: {"watch", "groups", "story.php", "share", "permalink.php", "photo", "photo.php", "reel", "profile.php",
                 "stories", "events", "hashtag", "l.php", "sharer", "login"},
    P.X: {"i", "search", "home", "intent", "hashtag", "share"},
    P.TELEGRAM: {"joinchat", "c", "s", "share"},
    P.MESSENGER: {"t", "j"},
}  # fmt: skip
LAUNCHED = {P.TIKTOK: 2014, P.X: 2010, P.INSTAGRAM: 2011}  # an ID that points before its scheme is no such ID
LAST_YEAR = 2100
X_EPOCH, INSTAGRAM_EPOCH = 1288834974657, 1314220021721  # milliseconds
X_COUNTED = 10_000  # milliseconds; smaller numbers merely counted the posts, until November 2010
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
PUBLIC_SHORTCODE = 11  # letters; what follows in a longer one is the key to a private post


@dataclasses.dataclass(frozen=True)
class Link:
    """An address in its canonical form and what it names."""

    url: str
    platform: Post.Platform
    account: str = ""
    post_id: str = ""
    is_short: bool = False

    @property
    def key(self) -> str:
        """The same for every spelling of the same post; by the platform's own number where the address carries it."""
        if self.post_id:
            return f"{self.platform}:{self.post_id}"
        return f"URL:{hashlib.sha256(self.url.encode()).hexdigest()[:40]}"

    @property
    def uploaded_at(self) -> dt.datetime | None:
        """When the platform numbered the post: an estimate of the upload, never the time of the act. Else None.

        TikTok counts seconds in the upper 32 bits of its numbers, X and Instagram milliseconds since an epoch of
        their own above 22 and 23 bits. Facebook, YouTube, Telegram and the rest number their posts without the time.
        """
        scheme = TIMES.get(self.platform)
        milliseconds = scheme(self.post_id) if scheme and self.post_id else None
        if milliseconds is None or not 0 < milliseconds < LAST_YEAR * 366 * 86_400_000:
            return None
        moment = dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)
        return moment if LAUNCHED[self.platform] <= moment.year < LAST_YEAR else None


def _tiktok_time(post_id: str) -> int:
    return (int(post_id) >> 32) * 1000


def _x_time(post_id: str) -> int | None:
    since = int(post_id) >> 22
    return since + X_EPOCH if since > X_COUNTED else None


def _instagram_time(post_id: str) -> int | None:
    if post_id.isdigit() and len(post_id) > PUBLIC_SHORTCODE:  # a story carries the number itself
        return (int(post_id) >> 23) + INSTAGRAM_EPOCH
    number = 0
    for letter in post_id[:PUBLIC_SHORTCODE]:
        number = number * 64 + BASE64.index(letter)
    return (number >> 23) + INSTAGRAM_EPOCH if number >> 23 else None


TIMES = {P.TIKTOK: _tiktok_time, P.X: _x_time, P.INSTAGRAM: _instagram_time}


@dataclasses.dataclass(frozen=True)
class Rule:
    """One shape of address: host and path, the parts of the query it needs, its canonical form.

    ``post``: the part that is the post's own number, unique on its platform.
    """

    shape: re.Pattern[str]
    address: str
    needs: tuple[str, ...] = ()
    post: str = ""
    sign: str = "@"
    is_short: bool = False


def rule(shape: str, address: str, *needs: str, **rest: object) -> Rule:
    return Rule(re.compile(shape, re.A), address, needs, **rest)  # type: ignore[arg-type]


RULES = (
    rule(r"tiktok\.com/@(?P<account>[\w.-]*)/(?P<kind>video|photo)/(?P<id>\d{1,20})(?:/.*)?",
         "https://www.tiktok.com/@{account}/{kind}/{id}", post="id"),
    rule(r"tiktok\.com/(?:v|embed|embed/v2|share/video|player/v1)/(?P<id>\d{1,20})(?:\.html)?",
         "https://www.tiktok.com/@/video/{id}", post="id"),
    rule(rf"tiktok\.com/@{ACCOUNT}(?P<live>(?:/live)?)", "https://www.tiktok.com/@{account}{live}"),
    rule(r"(?P<host>v[mt])\.tiktok\.com/(?P<code>\w+)", "https://{host}.tiktok.com/{code}/", is_short=True),
    rule(r"tiktok\.com/t/(?P<code>\w+)", "https://www.tiktok.com/t/{code}/", is_short=True),
    rule(rf"instagr(?:am\.com|\.am)/{ACCOUNT}/(?P<kind>p|reel|tv)/(?P<id>[\w-]{{3,64}})(?:/.*)?",
         "https://www.instagram.com/{account}/{kind}/{id}/", post="id"),
    rule(r"instagr(?:am\.com|\.am)/(?P<kind>p|reel|tv)/(?P<id>[\w-]{3,64})(?:/.*)?",
         "https://www.instagram.com/{kind}/{id}/", post="id"),
    rule(r"instagr(?:am\.com|\.am)/reels/(?P<id>[\w-]{3,64})(?:/.*)?",
         "https://www.instagram.com/reel/{id}/", post="id"),
    rule(rf"instagram\.com/stories/{ACCOUNT}/(?P<id>\d{{12,20}})",
         "https://www.instagram.com/stories/{account}/{id}/", post="id"),
    rule(rf"instagram\.com/stories/{ACCOUNT}", "https://www.instagram.com/stories/{account}/"),
    rule(r"instagram\.com/share/(?P<code>(?:\w+/)?[\w-]+)", "https://www.instagram.com/share/{code}/", is_short=True),
    rule(rf"instagram\.com/{ACCOUNT}", "https://www.instagram.com/{account}/"),
    rule(rf"f(?:acebook|b)\.com/groups/(?P<group>{SLUG})/(?:posts|permalink)/(?P<id>\d+)",
         "https://www.facebook.com/groups/{group}/posts/{id}", post="id"),
    rule(rf"f(?:acebook|b)\.com/groups/(?P<group>{SLUG})", "https://www.facebook.com/groups/{group}"),
    rule(rf"f(?:acebook|b)\.com/{ACCOUNT}/(?P<kind>posts|videos|photos)/(?:[^/]+/)*?(?P<id>pfbid\w+|\d+)",
         "https://www.facebook.com/{account}/{kind}/{id}", post="id"),
    rule(r"f(?:acebook|b)\.com/(?:permalink|story)\.php",
         "https://www.facebook.com/permalink.php?story_fbid={story_fbid}&id={id}",
         "story_fbid", "id", post="story_fbid"),
    rule(r"f(?:acebook|b)\.com/watch(?:/live)?", "https://www.facebook.com/watch/?v={v}", "v", post="v"),
    rule(r"f(?:acebook|b)\.com/reel/(?P<id>\d+)", "https://www.facebook.com/reel/{id}", post="id"),
    rule(r"f(?:acebook|b)\.com/photo(?:\.php)?", "https://www.facebook.com/photo/?fbid={fbid}", "fbid", post="fbid"),
    rule(r"f(?:acebook|b)\.com/profile\.php",
         "https://www.facebook.com/profile.php?id={account}", "id:account", sign=""),
    rule(r"f(?:acebook|b)\.com/share/(?P<code>(?:[vpr]/)?\w+)",
         "https://www.facebook.com/share/{code}/", is_short=True),
    rule(r"fb\.watch/(?P<code>[\w-]+)", "https://fb.watch/{code}/", is_short=True),
    rule(rf"f(?:acebook|b)\.com/{ACCOUNT}", "https://www.facebook.com/{account}"),
    rule(r"(?:x|twitter)\.com/i/(?:web/)?status/(?P<id>\d{1,20})(?:/.*)?", "https://x.com/i/status/{id}", post="id"),
    rule(r"(?:x|twitter)\.com/(?P<account>\w+)/status(?:es)?/(?P<id>\d{1,20})(?:/.*)?",
         "https://x.com/{account}/status/{id}", post="id"),
    rule(r"(?:x|twitter)\.com/(?P<account>\w+)", "https://x.com/{account}"),
    rule(r"(?:youtube\.com/(?:shorts|live|embed|v)|youtu\.be)/(?P<id>[\w-]{11})",
         "https://www.youtube.com/watch?v={id}", post="id"),
    rule(r"youtube\.com/watch", "https://www.youtube.com/watch?v={v}", "v", post="v"),
    rule(rf"youtube\.com/@{ACCOUNT}(?:/.*)?", "https://www.youtube.com/@{account}"),
    rule(r"(?:chat\.whatsapp\.com|whatsapp\.com/invite)/(?:invite/)?(?P<code>\w+)", "https://chat.whatsapp.com/{code}"),
    rule(r"wa\.me/(?:c/)?\+?(?P<account>\d{6,15})", "https://wa.me/{account}", sign="+"),
    rule(r"api\.whatsapp\.com/send", "https://wa.me/{account}", "phone:account", sign="+"),
    rule(rf"t(?:elegram)?\.me/(?:s/)?{ACCOUNT}/(?:\d+/)?(?P<n>\d+)", "https://t.me/{account}/{n}"),
    rule(r"t(?:elegram)?\.me/(?:joinchat/|\+)(?P<code>[\w-]+)", "https://t.me/+{code}"),
    rule(rf"t(?:elegram)?\.me/(?:s/)?{ACCOUNT}", "https://t.me/{account}"),
    rule(r"line\.me/(?:r/|R/)?ti/p/(?P<account>[~@][\w.-]+)", "https://line.me/ti/p/{account}", sign=""),
    rule(r"line\.me/(?:r/|R/)?ti/(?P<kind>g2?)/(?P<code>[\w-]+)", "https://line.me/ti/{kind}/{code}"),
    rule(r"m\.me/j/(?P<code>[\w-]+)", "https://m.me/j/{code}/"),
    rule(rf"m\.me/{ACCOUNT}", "https://m.me/{account}"),
)  # fmt: skip


def read(address: str) -> Link:
    """What an http(s) address names. Raises ValueError for one that no browser would open."""
    parts = _unwrapped(urlsplit(address))
    host = (parts.hostname or "").rstrip(".")
    platform = platform_of(host)
    for each in RULES:
        if platform not in (P.NEWS, P.OTHER) and (link := _by(each, platform, host, parts)):
            return link
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if _stays(name, platform)]
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    url = urlunsplit((parts.scheme.lower(), host + port, parts.path, urlencode(sorted(kept)), ""))
    return Link(url, platform, is_short=host in SHORTENERS)


def _unwrapped(parts: SplitResult) -> SplitResult:
    for _turn in range(3):
        host = MIRROR.sub("", parts.hostname or "")
        name = WRAPPERS.get(host) or WRAPPERS.get(f"{host}{parts.path.rstrip('/')}")
        target = dict(parse_qsl(parts.query)).get(name or "", "")
        if not target.startswith(("http://", "https://")):
            break
        parts = urlsplit(target)
    return parts


def platform_of(host: str) -> Post.Platform:
    """By the host alone; a subdomain belongs to its domain."""
    for known, platform in HOSTS.items():
        if host == known or host.endswith(f".{known}"):
            return platform
    return P.NEWS if PRESS.search(host) else P.OTHER


def _by(each: Rule, platform: Post.Platform, host: str, parts: SplitResult) -> Link | None:
    bare = MIRROR.sub("", host)
    bare = bare if platform_of(bare) == platform else host
    found = each.shape.fullmatch(f"{bare}{unquote(parts.path).rstrip('/')}")
    query = dict(parse_qsl(parts.query))
    needed = {name.split(":")[-1]: query.get(name.split(":")[0], "").strip(" +") for name in each.needs}
    if not found or not all(re.fullmatch(r"[\w.-]{1,128}", value, re.A) for value in needed.values()):
        return None
    values = found.groupdict(default="") | needed
    account = values["account"] = values.get("account", "").lower()
    if account in NOT_ACCOUNTS.get(platform, ()):
        return None
    post_id = values[each.post] if each.post else ""
    named = f"{each.sign}{account}"[:120] if account else ""
    return Link(each.address.format(**values), platform, named, post_id, each.is_short)


def _stays(name: str, platform: Post.Platform) -> bool:
    return not TRACKING.match(name) if platform in (P.NEWS, P.OTHER) else name in NAMES_A_THING
