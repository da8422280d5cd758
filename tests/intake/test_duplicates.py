"""The same event reported again: what is suggested, to whom, and what the officer may do with it."""

import datetime as dt
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cases.evidence import files as evidence
from cases.intake import duplicates
from cases.intake.duplicates import Traces
from cases.models import Act, Case, CaseLink, EvidenceItem, PictureFingerprint, Post
from cases.two_people import recusals
from lib.media import picture_hash
from tests import factories
from tests.samples.pictures import picture

pytestmark = pytest.mark.django_db

PLACE, SIMILAR = "/incidents/new/", "/incidents/similar/"
LINK = "https://www.tiktok.com/@panglima.nipah/video/7300000000000000000"
OTHER_SPELLING = "https://m.tiktok.com/v/7300000000000000000.html?_r=1"
ASKED = "Mungkin sudah tercatat"


@pytest.fixture
def send(client, sari, dinas_a):
    def post(user=sari, path=PLACE, **fields):
        client.force_login(user)
        return client.post(path, {"submission": str(uuid.uuid4()), "agency": dinas_a.pk} | fields)

    return post


@pytest.fixture
def first(send):
    assert send(links=LINK).status_code == 302
    return Case.objects.get()


def find(user, **traces):
    found = duplicates.find(user=user, at=timezone.now(), traces=Traces(**traces))
    return [(match.case, *match.reasons) for match in found]


def test_another_spelling_of_the_link_is_asked_about_before_it_is_saved(send, first):
    response = send(links=OTHER_SPELLING, place="Loket 3")
    assert response.status_code == 200
    assert ASKED in response.text
    assert first.number in response.text
    assert "unggahan sama" in response.text
    assert "Loket 3" in response.text
    assert Case.objects.count() == 1


def test_it_never_blocks(send, first):
    assert send(links=OTHER_SPELLING, seen=first.number).status_code == 302
    assert Case.objects.count() == 2


def test_a_further_report_joins_the_case(client, send, first, budi):
    response = send(links=OTHER_SPELLING, same_as=first.number, people="Budi", files=[picture()], place="Loket 3")
    assert response.url == f"/cases/{first.number}/"
    assert Case.objects.count() == 1
    assert first.incidents.count() == 2
    assert first.respondents.filter(employee=budi).exists()
    assert first.evidence.count() == 1
    assert first.history.filter(act=Act.ATTACH_REPORT).exists()
    assert f"Laporan ditambahkan ke {first.number}." in client.get(response.url).text


def test_what_the_case_already_has_is_not_added_twice(send, first, budi):
    for _ in range(2):
        send(links=LINK, same_as=first.number, people="Budi", unknown="Batik biru", files=[picture()])
    assert first.evidence.count() == 1
    assert first.respondents.count() == 3  # the unnamed place of the first report, Budi, and the one in batik


def test_not_the_same_event_is_remembered(send, sari, first):
    send(links=OTHER_SPELLING, same_as="new", seen=first.number)
    second = Case.objects.exclude(pk=first.pk).get()
    assert CaseLink.objects.get(case=second).kind == CaseLink.Kind.NOT_SAME_EVENT
    traces = duplicates.traces_of(second)
    assert not duplicates.find(user=sari, at=timezone.now(), traces=traces, but=second)
    assert duplicates.find(user=sari, at=timezone.now(), traces=traces)


def test_saving_again_after_back_asks_even_without_a_link(send):
    send(summary=factories.SENTENCE)
    response = send(summary=factories.SENTENCE)
    assert "ringkasan sama, baru saja Anda catat" in response.text
    assert Case.objects.count() == 1


def test_a_case_outside_the_scope_is_neither_shown_nor_joined(send, tono, dinas_b, first):
    response = send(user=tono, links=LINK, agency=dinas_b.pk)
    assert response.status_code == 302
    assert Case.objects.count() == 2
    refused = send(user=tono, links=LINK, agency=dinas_b.pk, same_as=first.number)
    assert refused.status_code == 422
    assert first.incidents.count() == 1


def test_a_recused_account_gets_no_suggestion_of_its_case(rina, first):
    key = Post.objects.get().key
    assert find(rina, keys={key})
    today = first.agency.local_date(timezone.now())
    recusals.recuse(case=first, actor=rina, at=timezone.now(), on=today, user=rina, reason="Kerabat")
    assert not find(rina, keys={key})


def test_the_same_file_is_found(send, sari, first):
    evidence.add_file(case=first, actor=sari, at=timezone.now(), upload=picture())
    assert "berkas sama" in send(summary=factories.SENTENCE, files=[picture()]).text


@pytest.mark.parametrize(
    "copy", [{"size": (320, 240)}, {"kind": "JPEG", "quality": 40}, {"kind": "WEBP", "quality": 30}]
)
def test_a_copy_of_a_picture_is_found_however_it_was_compressed(sari, first, copy):
    evidence.add_file(case=first, actor=sari, at=timezone.now(), upload=picture())
    assert find(sari, picture_hashes={evidence.picture_hash_of(picture(**copy))}) == [(first, "picture")]
    assert not find(sari, picture_hashes={evidence.picture_hash_of(picture(seed=2))})


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=picture_hash.NEAR))
def test_the_index_misses_no_picture_within_the_distance(bits, flipped):
    other = bits
    for place in flipped:
        other ^= 1 << place
    pairs = zip(picture_hash.bands(bits), picture_hash.bands(other), strict=True)
    assert any(theirs in picture_hash.neighbours(ours) for ours, theirs in pairs)


@pytest.mark.parametrize("distance", [0, 7, 8])
@pytest.mark.parametrize("bits", [0xF0F0123456789ABC, 0x70F0123456789ABC])
def test_the_distance_is_counted_exactly(sari, first, bits, distance):
    item = evidence.add_file(case=first, actor=sari, at=timezone.now(), upload=picture())
    PictureFingerprint.objects.filter(item=item).delete()
    bands = dict(zip(("band_1", "band_2", "band_3", "band_4"), picture_hash.bands(bits), strict=True))
    PictureFingerprint.objects.create(item=item, bits=picture_hash.signed(bits), **bands)
    other = bits ^ ((1 << distance) - 1) << 56  # the uppermost bits, the sign among them
    assert bool(find(sari, picture_hashes={other})) is (distance <= picture_hash.NEAR)


def test_an_empty_picture_resembles_nothing():
    blank = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(blank, "PNG")
    assert picture_hash.hash_file(blank) is None


def test_a_broken_or_enormous_picture_is_stored_without_a_look(sari, first):
    broken = SimpleUploadedFile("layar.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    evidence.add_file(case=first, actor=sari, at=timezone.now(), upload=broken)
    enormous = io.BytesIO()
    Image.new("1", (8000, 8000)).save(enormous, "PNG")
    assert picture_hash.hash_file(enormous) is None
    assert EvidenceItem.objects.count() == 1
    assert not PictureFingerprint.objects.exists()


def test_the_same_person_on_the_same_day_is_found(send, sari, budi):
    send(summary=factories.SENTENCE, people="Budi", recorded="5/3/2026 14.05")
    case = Case.objects.get()
    day = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
    assert find(sari, people={budi.pk}, days=(day, day + dt.timedelta(days=1))) == [(case, "person")]
    later = day + dt.timedelta(days=3)
    assert not find(sari, people={budi.pk}, days=(later, later + dt.timedelta(days=1)))
    assert find(sari, people={budi.pk}) == [(case, "person")]  # reported just now, the day not yet known


def test_the_same_account_is_found_however_it_is_written(sari, first):
    assert find(sari, accounts={"@Panglima.Nipah"}) == [(first, "account")]


def test_the_strongest_comes_first_and_three_are_enough(sari, dinas_a, first):
    for n in range(4):
        post = factories.seen_post(url=f"https://www.tiktok.com/@x/video/{n}", account="@panglima.nipah")
        factories.make_case(by=sari, agency=dinas_a, posts=[post])
    found = find(sari, keys={Post.objects.earliest("pk").key}, accounts={"@panglima.nipah"})
    assert len(found) == duplicates.MOST_SHOWN
    assert found[0] == (first, "post", "account")


@pytest.mark.parametrize("pasted", ["https://vm.tiktok.com/ZSabc12/", "https://lite.tiktok.com/t/ZSabc12"])
def test_a_short_link_with_the_same_code_is_perhaps_the_same_post(send, pasted):
    send(links="https://vt.tiktok.com/ZSabc12/")
    response = send(links=pasted)
    assert "mungkin unggahan sama" in response.text
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.facebook.com/groups/123?multi_permalinks=555000", "https://www.facebook.com/groups/123?multi_permalinks=666000"),
        ("https://m.facebook.com/groups/123?view=permalink&id=555000", "https://m.facebook.com/groups/123?view=permalink&id=666000"),
        ("https://www.facebook.com/media/set/?set=a.555000", "https://www.facebook.com/media/set/?set=a.666000"),
        ("https://www.facebook.com/video.php?v=555000", "https://www.facebook.com/video.php?v=666000"),
        ("https://www.tiktok.com/foryou?item_id=7300000000000000001", "https://www.tiktok.com/foryou?item_id=7300000000000000002"),
        ("https://twitter.com/#!/budi/status/1541815603606036480", "https://twitter.com/#!/budi/status/1541815603606036481"),
        ("https://youtu.be/dQw4w9WgXcQ?lc=UgxA", "https://youtu.be/dQw4w9WgXcQ?lc=UgxB"),
        ("https://t.me/warga/12?comment=1", "https://t.me/warga/12?comment=2"),
        ("https://www.facebook.com/groups/123", "https://www.facebook.com/groups/123"),
        ("https://www.tiktok.com/foryou", "https://www.tiktok.com/foryou"),
    ],
)  # fmt: skip
def test_different_posts_and_addresses_without_a_post_are_never_the_same_post(send, one, other):
    send(links=one)
    assert "unggahan sama" not in send(links=other).text


def test_the_number_of_a_post_and_what_was_typed_are_kept(send):
    typed = "m.facebook.com/groups/123?view=permalink&amp;id=555000"
    send(links=f"cek {typed}")
    post = Post.objects.get()
    assert (post.typed, post.key) == (typed, "FACEBOOK:555000")
    assert post.url == "https://www.facebook.com/groups/123/posts/555000"


def test_while_typing_the_server_says_what_it_understood(send, first):
    page = send(path=SIMILAR, links=f"cek {OTHER_SPELLING} ya", people="seseorang yang tidak ada").text
    assert first.number in page
    assert "TikTok" in page
    assert "(perkiraan)" in page
    assert Case.objects.count() == 1


def test_while_typing_nonsense_nothing_is_said(send, first):
    assert ASKED not in send(path=SIMILAR, links="htp://", recorded="entah").text


def test_the_panel_answers_recorders_only(send, putri):
    assert send(user=putri, path=SIMILAR, links=LINK).status_code == 403


def test_asking_costs_few_statements(sari, first, budi, django_assert_max_num_queries):
    traces = Traces(
        keys={"a"},
        accounts={"@a"},
        files={"0" * 64},
        picture_hashes={0xF0F0123456789ABC},
        people={budi.pk},
        summary="x",
    )
    with django_assert_max_num_queries(8):
        duplicates.find(user=sari, at=timezone.now(), traces=traces)
