"""Links in pasted text: what is recognised, the one form of each post, and when the platform numbered it."""

import datetime as dt
import socket

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cases.intake.seen_posts import SeenPost
from cases.links import reading as links
from cases.links.pasted import link_of, links_in
from cases.links.table import HOSTS
from cases.models import Incident, Post

ADDRESSES = [
    # address, platform, account, canonical form
    ("https://www.tiktok.com/@Panglima.Nipah/video/7300000000000000000?_r=1&_t=8x&is_from_webapp=1", "TIKTOK",
     "@panglima.nipah",
     "https://www.tiktok.com/@panglima.nipah/video/7300000000000000000"),
    ("https://www.tiktok.com/@budi/photo/7300000000000000000", "TIKTOK", "@budi",
     "https://www.tiktok.com/@budi/photo/7300000000000000000"),
    ("https://m.tiktok.com/v/7300000000000000000.html?u_code=d", "TIKTOK", "", "https://www.tiktok.com/@/video/7300000000000000000"),
    ("https://www.tiktok.com/@budi/live?lang=id", "TIKTOK", "@budi", "https://www.tiktok.com/@budi/live"),
    ("https://vt.tiktok.com/ZSabc12/?k=1", "TIKTOK", "", "https://vt.tiktok.com/ZSabc12/"),
    ("http://vm.tiktok.com/ZMabc", "TIKTOK", "", "https://vm.tiktok.com/ZMabc/"),
    ("https://www.tiktok.com/t/ZTabc/", "TIKTOK", "", "https://www.tiktok.com/t/ZTabc/"),
    ("https://www.instagram.com/reel/CEWrNyrAn6i/?igsh=MzRl", "INSTAGRAM", "", "https://www.instagram.com/reel/CEWrNyrAn6i/"),
    ("https://instagram.com/reels/CEWrNyrAn6i", "INSTAGRAM", "", "https://www.instagram.com/reel/CEWrNyrAn6i/"),
    ("https://instagram.com/dinas.a/p/Cx1abc/", "INSTAGRAM", "@dinas.a", "https://www.instagram.com/dinas.a/p/Cx1abc/"),
    ("https://www.instagram.com/stories/budi/3300000000000000000/?s=1", "INSTAGRAM", "@budi",
     "https://www.instagram.com/stories/budi/3300000000000000000/"),
    ("https://www.instagram.com/share/reel/BAabc", "INSTAGRAM", "", "https://www.instagram.com/share/reel/BAabc/"),
    ("https://www.instagram.com/Dinas_A?hl=id", "INSTAGRAM", "@dinas_a", "https://www.instagram.com/dinas_a/"),
    ("https://m.facebook.com/budi.santoso/posts/pfbid02abc?__tn__=x", "FACEBOOK", "@budi.santoso",
     "https://www.facebook.com/budi.santoso/posts/pfbid02abc"),
    ("https://web.facebook.com/budi/videos/judul-panjang/123456/?fbclid=x", "FACEBOOK", "@budi",
     "https://www.facebook.com/budi/videos/123456"),
    ("https://www.facebook.com/watch/?ref=saved&v=123456", "FACEBOOK", "", "https://www.facebook.com/watch/?v=123456"),
    ("https://m.facebook.com/story.php?story_fbid=99&id=100001&mibextid=x", "FACEBOOK", "",
     "https://www.facebook.com/permalink.php?story_fbid=99&id=100001"),
    ("https://www.facebook.com/groups/wargakota/permalink/555/?x=1", "FACEBOOK", "", "https://www.facebook.com/groups/wargakota/posts/555"),
    ("https://www.facebook.com/photo.php?fbid=77&set=a.1&type=3", "FACEBOOK", "", "https://www.facebook.com/photo/?fbid=77"),
    ("https://www.facebook.com/profile.php?id=100001&sk=about", "FACEBOOK", "100001", "https://www.facebook.com/profile.php?id=100001"),
    ("https://www.facebook.com/share/v/1AbcD/?mibextid=x", "FACEBOOK", "", "https://www.facebook.com/share/v/1AbcD/"),
    ("https://fb.watch/abc-1/", "FACEBOOK", "", "https://fb.watch/abc-1/"),
    ("https://twitter.com/Budi/status/1541815603606036480?s=20&t=abc", "X", "@budi",
     "https://x.com/budi/status/1541815603606036480"),
    ("https://mobile.twitter.com/i/web/status/1541815603606036480", "X", "", "https://x.com/i/status/1541815603606036480"),
    ("https://x.com/budi/status/1541815603606036480/photo/1", "X", "@budi",
     "https://x.com/budi/status/1541815603606036480"),
    ("https://youtu.be/dQw4w9WgXcQ?si=abc&t=3", "YOUTUBE", "", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("https://m.youtube.com/shorts/dQw4w9WgXcQ?feature=share", "YOUTUBE", "", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&pp=x", "YOUTUBE", "", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
    ("https://www.youtube.com/@Kanal/videos", "YOUTUBE", "@kanal", "https://www.youtube.com/@kanal"),
    ("https://chat.whatsapp.com/invite/AbcD123?mode=r_t", "WHATSAPP", "", "https://chat.whatsapp.com/AbcD123"),
    ("https://api.whatsapp.com/send?phone=+6281234567890&text=halo", "WHATSAPP", "+6281234567890", "https://wa.me/6281234567890"),
    ("https://wa.me/6281234567890?text=x", "WHATSAPP", "+6281234567890", "https://wa.me/6281234567890"),
    ("https://whatsapp.com/channel/0029Va/12", "WHATSAPP", "", "https://whatsapp.com/channel/0029Va/12"),
    ("https://t.me/s/GrupWarga/12?single", "TELEGRAM", "@grupwarga", "https://t.me/grupwarga/12"),
    ("https://telegram.me/joinchat/AAAA-1", "TELEGRAM", "", "https://t.me/+AAAA-1"),
    ("https://t.me/c/123/45", "TELEGRAM", "", "https://t.me/c/123/45"),
    ("https://line.me/R/ti/p/@dinas", "LINE", "@dinas", "https://line.me/ti/p/@dinas"),
    ("https://line.me/R/ti/g/abc-1", "LINE", "", "https://line.me/ti/g/abc-1"),
    ("https://m.me/budi.s?ref=x", "MESSENGER", "@budi.s", "https://m.me/budi.s"),
    ("https://www.messenger.com/t/123?x=1", "MESSENGER", "", "https://www.messenger.com/t/123"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fx.com%2Fbudi%2Fstatus%2F1541815603606036480%3Ffbclid%3Dx&h=1", "X",
     "@budi",
     "https://x.com/budi/status/1541815603606036480"),
    ("https://news.detik.com/berita/d-1/judul?utm_source=wa&single=1#k", "NEWS", "", "https://news.detik.com/berita/d-1/judul?single=1"),
    ("https://contoh.go.id/Berita?id=1&b=2&a=1&gclid=z", "OTHER", "", "https://contoh.go.id/Berita?a=1&b=2&id=1"),
    ("https://tiktok.com.jahat.id/@a", "OTHER", "", "https://tiktok.com.jahat.id/@a"),
    ("https://orang:rahasia@x.com/budi", "X", "@budi", "https://x.com/budi"),
]  # fmt: skip
TRACKERS = (
    "utm_source",
    "utm_medium",
    "igsh",
    "igshid",
    "fbclid",
    "gclid",
    "si",
    "_r",
    "_t",
    "mc_cid",
    "ref",
    "share_id",
)


@pytest.mark.parametrize(("address", "platform", "account", "canonical"), ADDRESSES)
def test_an_address_has_one_form_a_platform_and_an_account(address, platform, account, canonical):
    link = links.read(address)
    assert (link.platform, link.account, link.url) == (platform, account, canonical)


@pytest.mark.parametrize("address", [address for address, *_rest in ADDRESSES])
def test_the_canonical_form_of_a_canonical_form_is_itself(address):
    link = links.read(address)
    again = links.read(link.url)
    assert (again.url, again.key, again.platform) == (link.url, link.key, link.platform)


@given(
    address=st.sampled_from([address for address, *_rest in ADDRESSES]),
    noise=st.dictionaries(st.sampled_from(TRACKERS), st.text("abc1", min_size=1, max_size=4), min_size=1),
)
def test_what_tracks_the_reader_never_survives_and_never_changes_the_post(address, noise):
    bare, _hash, _fragment = address.partition("#")
    mark = "&" if "?" in bare else "?"
    link = links.read(bare + mark + "&".join(f"{name}={value}" for name, value in noise.items()))
    assert not any(f"{name}=" in link.url.replace("?", "&").replace("&fbid=", "&") for name in noise)
    assert link.key == links.read(address).key


path = st.text("abcXYZ019@._-/~+", max_size=40)


@given(
    host=st.sampled_from([*HOSTS, "www.tiktok.com", "m.facebook.com", "contoh.id"]),
    path=path,
    query=st.dictionaries(st.sampled_from(["v", "id", "story_fbid", "phone", "x"]), st.text("ab1", max_size=5)),
)
def test_reading_twice_is_reading_once_whatever_the_path(host, path, query):
    link = links.read(f"https://{host}/{path}?" + "&".join(f"{name}={value}" for name, value in query.items()))
    assert links.read(link.url).url == link.url


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        links_in(text)
    except ValidationError as refusal:
        assert refusal.messages


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://m.tiktok.com/v/7300000000000000000.html", "https://www.tiktok.com/@budi/video/7300000000000000000?_r=1"),
        ("https://instagram.com/dinas.a/p/Cx1abc/", "https://www.instagram.com/reel/Cx1abc/?igsh=1"),
        ("https://twitter.com/budi/status/1541815603606036480", "https://x.com/i/status/1541815603606036480"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube.com/shorts/dQw4w9WgXcQ"),
        ("https://www.facebook.com/watch?v=12345", "https://www.facebook.com/reel/12345"),
    ],
)  # fmt: skip
def test_two_spellings_of_a_post_have_one_key(one, other):
    assert links.read(one).key == links.read(other).key


@pytest.mark.parametrize(
    ("address", "moment"),
    [  # numbers whose moment is published: TikTok's sample, a dated post on X and one on Instagram
        ("https://www.tiktok.com/@a/video/6718335390845095173", dt.datetime(2019, 7, 27)),
        ("https://x.com/wikipedia/status/1541815603606036480", dt.datetime(2022, 6, 28, 16, 7, 40)),
        ("https://www.instagram.com/p/CEWsh68Kc5C/", dt.datetime(2020, 8, 26, 13, 43, 27)),
        ("https://www.instagram.com/stories/a/2384288897814875714/", dt.datetime(2020, 8, 26, 13, 43, 27)),
    ],
)
def test_the_upload_is_estimated_from_the_number_of_the_post(address, moment):
    estimate = links.read(address).uploaded_at.replace(tzinfo=None)
    if moment.hour:
        assert estimate.replace(microsecond=0) == moment
    else:
        assert estimate.date() == moment.date()


@pytest.mark.parametrize(
    "address",
    [
        "https://vt.tiktok.com/ZSabc12/", "https://www.tiktok.com/@a/live", "https://www.tiktok.com/@a/video/1", "https://x.com/a/status/20",
        "https://www.facebook.com/reel/123456", "https://youtu.be/dQw4w9WgXcQ", "https://t.me/a/1", "https://www.instagram.com/p/abc/",
        "https://www.tiktok.com/@a/video/99999999999999999999",
    ],
)  # fmt: skip
def test_a_number_that_carries_no_time_gives_no_estimate(address):
    assert links.read(address).uploaded_at is None


@given(st.integers(min_value=0, max_value=10**20 - 1))
def test_an_estimate_is_never_before_the_platform_or_absurd(number):
    for address in (f"https://www.tiktok.com/@a/video/{number}", f"https://x.com/a/status/{number}"):
        moment = links.read(address).uploaded_at
        assert moment is None or 2010 <= moment.year < 2100


def test_links_are_found_in_messy_text():
    text = (
        "cek www.tiktok.com/@a/video/1, juga (https://x.com/b/status/2)! "
        "*https://youtu.be/dQw4w9WgXcQ*https://fb.watch/a/ @a/video/1"
    )
    assert [link.url for link in links_in(text)] == [
        "https://www.tiktok.com/@a/video/1",
        "https://x.com/b/status/2",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://fb.watch/a/",
    ]


@pytest.mark.parametrize("between", ["\n", "\r\n", "\t", "\v"])
def test_links_on_lines_of_their_own_stay_apart(between):
    found = links_in(between.join(["https://x.com/a/status/1", "https://x.com/b/status/2"]))
    assert [link.url for link in found] == ["https://x.com/a/status/1", "https://x.com/b/status/2"]


def test_the_same_post_pasted_twice_is_one_and_keeps_its_first_spelling():
    found = links_in("https://x.com/budi/status/123 https://twitter.com/i/status/123")
    assert [link.url for link in found] == ["https://x.com/budi/status/123"]


def test_the_press_reports_whatever_the_form_says():
    (link,) = links_in("https://www.kompas.com/read/1")
    assert SeenPost.at(link, Post.Part.ORIGINAL).part == Post.Part.NEWS


@pytest.mark.parametrize("address", ["http://127.0.0.1/a", "http://169.254.169.254/latest", "http://[::1]/", "file:///etc/passwd",
                                     "http://2130706433/", "https://vt.tiktok.com/ZSabc12/"])  # fmt: skip
def test_nothing_that_is_pasted_is_ever_looked_up_or_opened(monkeypatch, address):
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    try:
        links_in(address)
    except ValidationError as refusal:
        assert refusal.messages


@pytest.mark.parametrize(
    "pasted",
    [
        "https://x.com/budi/status/123\u200b",
        "\u200ehttps://x.com/budi/status/123\u200e",
        "https://x.com/bu\u00addi/status/123",
        "\ufeffhttps://x.com/budi/status/123",
        "\u2068https://x.com/budi/status/123\u2069",
        "x.com/budi/status/123",
        "twitter.com/budi/status/123",
        "www.x.com/budi/status/123",
        "lihat (x.com/budi/status/123).",
        "HTTPS://X.COM/budi/status/123",
    ],
)
def test_marks_that_nobody_sees_and_a_missing_https_do_not_matter(pasted):
    (link,) = links_in(pasted)
    assert link.url == "https://x.com/budi/status/123"


@pytest.mark.parametrize(
    "pasted",
    [
        "detik.com/berita/d-1/judul",
        "news.detik.com/berita/d-1",
        "bekasikota.go.id/berita/1",
        "bit.ly/AbC12",
        "s.id/viral1",
        "threads.net/@a/post/CEWrNyrAn6i",
    ],
)
def test_an_address_without_https_is_read(pasted):
    (link,) = links_in(f"cek {pasted} ya")
    assert link.url == f"https://{pasted}".replace("threads.net", "www.threads.com")


@pytest.mark.parametrize(
    "words", ["S.H./M.H.", "golongan III.a/III.b", "Rp1.000.000/orang", "budi@contoh.go.id", "No.800/123"]
)
def test_words_with_dots_and_strokes_are_no_address(words):
    with pytest.raises(ValidationError):
        links_in(words)


def test_what_was_typed_stays_beside_the_canonical_form():
    typed = "m.facebook.com/story.php?story_fbid=99&amp;id=1&mibextid=x"
    post = SeenPost.at(link_of(typed)).row(Incident())
    assert (post.typed, post.url) == (typed, "https://www.facebook.com/permalink.php?story_fbid=99&id=1")


def test_an_address_too_long_to_keep_is_refused_with_the_limit():
    with pytest.raises(ValidationError, match="paling banyak 1000 huruf"):
        links_in("https://contoh.go.id/" + "a" * 1000)
