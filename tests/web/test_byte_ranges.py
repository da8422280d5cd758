"""Parts of a film's copy where no web server sends the files (RFC 9110, section 14)."""

import pytest
from django.urls import reverse

from cases.evidence import recording_copies
from tests import factories
from tests.samples.files import content_of
from tests.samples.recordings import add_recording, make_film

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(sari, dinas_a, now):
    case = factories.make_case(by=sari, agency=dinas_a, at=now)
    add_recording(case, sari, now, make_film(seconds=1))
    recording_copies.make_copies(now)
    return case.evidence.get().copies.get(kind="FILM")


@pytest.fixture
def ask(client, sari, small):
    client.force_login(sari)
    return lambda **headers: client.get(reverse("evidence-copy", kwargs={"pk": small.pk}), headers=headers)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-1", slice(0, 2)),  # what Safari asks first
        ("bytes=100-", slice(100, None)),
        ("Bytes=7-7", slice(7, 8)),
        ("bytes=-50", slice(-50, None)),
        ("bytes=-99999999", slice(0, None)),
        ("bytes=100-99999999", slice(100, None)),
    ],
)
def test_a_part_is_sent_with_its_place(ask, small, asked, part):
    content = content_of(small)
    answer = ask(range=asked)
    sent = answer.getvalue()
    first, last, _step = part.indices(len(content))
    assert (answer.status_code, sent) == (206, content[part])
    assert answer.headers["Content-Range"] == f"bytes {first}-{last - 1}/{len(content)}"
    assert int(answer.headers["Content-Length"]) == len(sent)
    assert answer.headers["Content-Type"] == "video/mp4" and "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_part_beyond_the_end_is_refused_with_the_length(ask, small):
    size = small.file.size
    for asked in (f"bytes={size}-", "bytes=99999999-", "bytes=-0"):
        answer = ask(range=asked)
        assert (answer.status_code, answer.getvalue()) == (416, b"")
        assert answer.headers["Content-Range"] == f"bytes */{size}"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"range": "bytes=0-1,5-6"},
        {"range": "bytes=9-3"},
        {"range": "bytes=-"},
        {"range": "bytes=a-b"},
        {"range": "bytes=٣-٤"},
        {"range": "bytes=" + "9" * 5000 + "-"},
        {"range": "seconds=0-1"},
        {"range": "bytes=0-1", "if-range": '"lama"'},
    ],
)
def test_whatever_else_is_asked_for_gets_the_whole_file(ask, small, headers):
    answer = ask(**headers)
    assert (answer.status_code, answer.getvalue()) == (200, content_of(small))
    assert answer.headers["Accept-Ranges"] == "bytes" and "Content-Range" not in answer.headers


def test_a_part_longer_than_one_piece_is_whole(ask, small, monkeypatch):
    monkeypatch.setattr("cases.web.byte_ranges.CHUNK_SIZE", 100)
    assert ask(range="bytes=5-1004").getvalue() == content_of(small)[5:1005]


def test_a_web_server_that_sends_the_files_cuts_them_itself(ask, settings):
    settings.ACCEL_PREFIX = "/berkas/"
    answer = ask(range="bytes=0-1")
    assert answer.status_code == 200 and "X-Accel-Redirect" in answer.headers


def test_an_original_is_never_handed_out_in_parts(client, small, sari):
    client.force_login(sari)
    path = reverse("evidence-original", kwargs={"pk": small.item.pk})
    answer = client.post(path, {"reason": "Lampiran LHP"}, headers={"range": "bytes=0-1"})
    assert answer.status_code == 200 and "Accept-Ranges" not in answer.headers
    assert len(answer.getvalue()) == small.item.size
