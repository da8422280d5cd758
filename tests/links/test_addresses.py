"""The table of addresses: what each form names, and the properties of the keys."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.links.reading import SHORT, read, siblings
from cases.links.table import HOSTS, PLATFORMS, Kind
from cases.models import Post

EMPTY = "-"


def rows():
    platform = ""
    for line in Path(__file__).with_name("addresses.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            platform = line.strip("[]")
        elif line and not line.startswith("#"):
            kind, account, key, address = line.split(maxsplit=3)
            yield platform, kind, account.removeprefix(EMPTY), key, address


ROWS = list(rows())
ADDRESSES = [row[-1] for row in ROWS]
NAMES_NO_POST = {Kind.ACCOUNT, Kind.GROUP, Kind.TOPIC, Kind.LIVE, Kind.UNKNOWN}


def expected_key(platform, kind, key):
    if key == EMPTY:
        return ""
    return f"{SHORT}{key}" if kind == Kind.SHORT else f"{platform}:{key}"


def test_the_table_is_tried_with_many_addresses_of_every_platform():
    assert len(ADDRESSES) == len(set(ADDRESSES)) >= 250
    assert {row[0] for row in ROWS} == set(Post.Platform.names)


@pytest.mark.parametrize(("platform", "kind", "account", "key", "address"), ROWS, ids=ADDRESSES)
def test_an_address_names_what_it_names(platform, kind, account, key, address):
    link = read(address)
    assert (link.platform, link.kind, link.account, link.typed) == (platform, kind, account, address)
    if key == "*":  # a page that no row knows: its whole address
        assert link.key.startswith("URL:")
    else:
        assert link.key == expected_key(platform, kind, key)


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading_its_own_canonical_form_changes_nothing(address):
    link = read(address)
    again = read(link.url)
    assert (again.url, again.key, again.platform, again.kind) == (link.url, link.key, link.platform, link.kind)


def test_two_addresses_with_one_key_name_one_post():
    for one, other in combinations(ROWS, 2):
        if read(one[-1]).key and read(one[-1]).key == read(other[-1]).key:
            assert (one[0], one[3]) == (other[0], other[3])


PART = st.text("abcXYZ019._-@", max_size=25) | st.sampled_from(
    sorted({word for platform in PLATFORMS for word in platform.words})
)
NAMES = ["v", "id", "story_fbid", "set", "item_id", "multi_permalinks", "view", "comment_id", "lc", "phone", "x", "lb"]
QUERY = st.dictionaries(st.sampled_from(NAMES), st.text("ab019", max_size=8) | st.just("permalink"), max_size=4)
MORE_HOSTS = ["www.tiktok.com", "vt.tiktok.com", "m.facebook.com", "web.telegram.org", "contoh.id"]


def address_of(host, parts, query):
    return f"https://{host}/{'/'.join(parts)}?" + "&".join(f"{name}={value}" for name, value in query.items())


ANY = st.builds(address_of, st.sampled_from([*MORE_HOSTS, *HOSTS]), st.lists(PART, max_size=5), QUERY)


@given(ANY)
def test_no_address_without_a_post_has_a_key_whatever_is_written(address):
    link = read(address)
    if link.kind in NAMES_NO_POST:
        assert link.key == "" and link.uploaded_at is None and link.post_id == ""
    elif link.is_post:
        assert link.key.startswith(f"{link.platform}:")


@given(ANY)
def test_a_word_of_a_path_is_never_an_account_or_a_number(address):
    link = read(address)
    words = next((platform.words for platform in PLATFORMS if platform.name == link.platform), frozenset())
    assert link.account.lstrip("@+") not in words
    assert link.post_id.lower() not in words
    assert not link.account.endswith((".php", ".html"))


@given(ANY)
def test_reading_again_changes_nothing_whatever_is_written(address):
    link = read(address)
    again = read(link.url)
    assert (again.url, again.key, again.kind, again.account) == (link.url, link.key, link.kind, link.account)


@given(ANY)
def test_what_no_row_reads_keeps_the_numbers_of_its_query(address):
    link = read(address)
    if not link.key:
        query = address.partition("?")[2]
        for pair in query.split("&"):
            value = pair.partition("=")[2]
            if len(value) >= 5 and value.isdigit():
                assert value in link.url or value in link.account


def test_a_comment_has_its_own_key_under_that_of_its_post():
    post = read("https://www.youtube.com/watch?v=dQw4w9WgXcQ")
    comment = read("https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=UgxAbC123")
    assert comment.key == f"{post.key}:UgxAbC123"
    assert (comment.post_id, comment.comment_id) == (post.post_id, "UgxAbC123")


def test_the_time_of_a_post_is_not_that_of_a_comment_or_of_a_collection():
    assert read("https://www.instagram.com/p/CEWrNyrAn6i/").uploaded_at
    assert read("https://www.threads.net/@budi/post/CEWrNyrAn6i").uploaded_at
    assert read("https://www.instagram.com/p/CEWrNyrAn6i/c/17900000000000001/").uploaded_at is None
    assert read("https://www.instagram.com/stories/highlights/2384288897814875714/").uploaded_at is None


def test_a_short_link_that_may_lead_to_no_post_has_no_key():
    """The shares of a profile (/p/, /u/) and of a live room: two people who paste one mean no post by it."""
    for address in ("https://l.likee.video/p/AbC12", "https://s.kw.ai/u/AbC12", "https://slink.bigovideo.tv/AbC12"):
        link = read(address)
        assert (link.is_short, link.is_post, link.key, link.post_id) == (True, False, "", "")


def test_short_hosts_with_one_code_are_perhaps_one_post():
    vm, vt = read("https://vm.tiktok.com/ZSabc12/"), read("https://vt.tiktok.com/ZSabc12/")
    lite = read("https://lite.tiktok.com/t/ZSabc12/")
    assert vm.key != vt.key
    assert {vt.key, lite.key} <= set(siblings(vm.key))
    assert read("https://likee.video/v/kAbC12").key in siblings(read("https://l.likee.video/v/kAbC12").key)
    assert siblings(read("https://www.tiktok.com/@budi/video/7300000000000000001").key) == []


@pytest.mark.parametrize("address", ["instagram.com/p/C0abcdEFGhi", "/p/1", "https://", "mailto:a@b.id", ""])
def test_what_has_no_host_is_no_address(address):
    with pytest.raises(ValueError, match="host"):
        read(address)


def test_a_key_fits_its_column_however_long_its_parts_are():
    code = "a" * 60
    address = f"https://www.facebook.com/budi/posts/pfbid{'a' * 80}?comment_id={'b' * 128}"
    assert len(read(address).key) <= Post._meta.get_field("key").max_length
    assert len(read(f"https://t.me/{code}/1?comment={'9' * 120}").key) <= 200
