"""Uploads of a report: pieces, interruptions, duplicate files, and refused types."""

import datetime as dt
import hashlib
import io
import resource
import socket
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.evidence.file_types import LARGEST_FILE
from cases.intake import drafts as report_drafts
from cases.intake import uploads as staging
from cases.models import Case, EvidenceItem, StagedFile
from cases.procedure.refusals import RuleViolation
from lib.media.sizes import MEGABYTE
from tests import factories
from tests.samples.files import PNG

FILE = PNG + bytes(range(256)) * 9000


@pytest.fixture
def draft(sari, now):
    return report_drafts.open_draft(author=sari, key=uuid.uuid4(), at=now)


@pytest.fixture
def send(client, sari, draft):
    """Announces a file and sends pieces of it; each piece is (offset, bytes)."""
    client.force_login(sari)

    def post(content=FILE, name="layar.png", key=None, pieces=None, size=None):
        path = f"/incidents/drafts/{draft.key}/files/{key or uuid.uuid4()}/"
        answer = client.post(path, {"name": name, "size": size or len(content)})
        if answer.status_code != 200:
            return answer
        for begin, end in pieces or [(0, len(content))]:
            before = hashlib.sha256(content[max(0, begin - MEGABYTE) : begin]).hexdigest() if begin else ""
            answer = put(client, path, content[begin:end], begin, before)
        return answer

    return post


def put(client, path, piece, offset, before=""):
    headers = {"Upload-Offset": str(offset), "Upload-Before": before}
    return client.generic("PUT", path, piece, "application/offset+octet-stream", headers=headers)


@pytest.mark.django_db
@pytest.mark.parametrize("pieces", [None, [(0, 10), (10, 1_500_000), (1_500_000, len(FILE))]])
def test_a_file_that_is_whole_has_the_fingerprint_of_its_content(send, pieces):
    assert send(pieces=pieces).json()["whole"]
    assert StagedFile.objects.get().sha256 == hashlib.sha256(FILE).hexdigest()
    assert staging.path_of(StagedFile.objects.get()).read_bytes() == FILE


@pytest.mark.django_db
def test_pieces_of_one_file_may_reach_different_hosts(send, client, draft, dinas_a, settings, tmp_path):
    """Two hosts with folders of their own share one for what arrives; the third records the report."""
    settings.STAGING_DIR = tmp_path / "shared"
    key, cut = uuid.uuid4(), 1_500_000
    settings.MEDIA_ROOT = tmp_path / "first"
    assert not send(key=key, pieces=[(0, cut)]).json()["whole"]
    settings.MEDIA_ROOT = tmp_path / "second"
    assert send(key=key, pieces=[(cut, len(FILE))]).json()["whole"]
    settings.MEDIA_ROOT = tmp_path / "third"
    sent = {"submission": str(draft.key), "agency": dinas_a.pk, "summary": factories.SENTENCE}
    assert client.post("/incidents/new/", sent).status_code == 302
    with EvidenceItem.objects.get().file.open("rb") as stored:
        assert stored.read() == FILE


@pytest.mark.django_db
def test_a_piece_sent_again_is_refused_and_told_where_to_go_on(send, client, draft):
    key = uuid.uuid4()
    send(key=key, pieces=[(0, 100)])
    path = f"/incidents/drafts/{draft.key}/files/{key}/"
    again = put(client, path, FILE[:100], 0)
    assert (again.status_code, again.json()["received"]) == (409, 100)
    assert client.get(path).json()["received"] == 100


@pytest.mark.django_db
def test_the_rest_of_another_file_is_not_put_behind(send, client, draft):
    key = uuid.uuid4()
    send(key=key, pieces=[(0, 100)])
    other = b"x" * len(FILE)
    path = f"/incidents/drafts/{draft.key}/files/{key}/"
    answer = put(client, path, other[100:], 100, hashlib.sha256(other[:100]).hexdigest())
    assert answer.status_code == 422
    assert "bukan berkas yang sama" in answer.json()["refusal"]
    assert staging.received(StagedFile.objects.get()) == 100


@pytest.mark.django_db
def test_more_than_was_announced_is_refused(send):
    answer = send(size=100)
    assert answer.status_code == 422
    assert "lebih panjang" in answer.json()["refusal"]


@pytest.mark.django_db
def test_the_same_file_twice_is_one(send, client, sari, draft, dinas_a):
    first = send().json()
    assert send(name="salinan.png", pieces=[(0, 10), (10, len(FILE))]).json()["key"] == first["key"]
    assert StagedFile.objects.count() == 1


@pytest.mark.django_db
def test_announcing_twice_with_one_key_is_one(send):
    key = uuid.uuid4()
    for _ in range(2):
        send(key=key, pieces=[(0, 0)])
    assert StagedFile.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg onload=alert(1)>" * 20, "harus JPG"),
        (b"PK\x03\x04" + b"0" * 500, "harus JPG"),
        (PNG + b"0" * 11 * MEGABYTE, "batasnya 10 MB"),
    ],
    ids=["script", "archive", "large picture"],
)
def test_what_is_no_evidence_is_told_at_once_and_gone_from_the_draft(send, content, words):
    answer = send(content, name="../../layar.png")
    assert answer.status_code == 422
    assert words in answer.json()["refusal"]
    assert not StagedFile.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("size", [-1, 0, 2**31 + 1, 2**63, "x"])
def test_an_impossible_size_is_refused(client, sari, draft, size):
    client.force_login(sari)
    path = f"/incidents/drafts/{draft.key}/files/{uuid.uuid4()}/"
    assert client.post(path, {"name": "a.mp4", "size": size}).status_code == 422


@pytest.mark.django_db
def test_twenty_files_at_most(send):
    for n in range(staging.MOST_FILES):
        send(PNG + bytes([n]))
    answer = send(PNG + b"more")
    assert answer.status_code == 422
    assert "Paling banyak 20 berkas" in answer.json()["refusal"]


@pytest.mark.django_db
def test_the_size_of_one_authors_drafts_is_limited(send, sari, now):
    other = report_drafts.open_draft(author=sari, key=uuid.uuid4(), at=now)
    for _ in range(4):
        StagedFile.objects.create(key=uuid.uuid4(), draft=other, name="a.mp4", size=LARGEST_FILE, added_at=now)
    answer = send(PNG)
    assert answer.status_code == 422
    assert "Ruang untuk berkas draf Anda penuh" in answer.json()["refusal"]


@pytest.mark.django_db
def test_nobody_else_sees_adds_or_removes_a_file(send, client, rina, draft):
    key = uuid.uuid4()
    send(key=key)
    client.force_login(rina)
    path = f"/incidents/drafts/{draft.key}/files/{key}/"
    assert {client.get(path).status_code, client.delete(path).status_code} == {404}
    assert put(client, path, b"x", 0).status_code == 404
    assert (
        client.post(f"/incidents/drafts/{draft.key}/files/{uuid.uuid4()}/", {"name": "a", "size": 1}).status_code == 404
    )
    assert StagedFile.objects.count() == 1


@pytest.mark.django_db
def test_a_report_with_an_incomplete_file_is_refused_and_says_how_far_it_is(send, client, draft, dinas_a):
    send(pieces=[(0, len(FILE) // 2)])
    answer = client.post(
        "/incidents/new/", {"submission": draft.key, "agency": dinas_a.pk, "summary": factories.SENTENCE}
    )
    assert answer.status_code == 422
    assert "baru terunggah 50%" in answer.text or "baru terunggah 49%" in answer.text
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_plain_form_s_file_survives_a_refusal_and_is_saved_with_the_correction(client, sari, dinas_a):
    client.force_login(sari)
    key = str(uuid.uuid4())
    sent = {"submission": key, "files": SimpleUploadedFile("layar.png", PNG)}
    refused = client.post("/incidents/new/", sent)
    assert refused.status_code == 422
    assert "layar.png" in refused.text
    assert client.post("/incidents/new/", {"submission": key, "agency": dinas_a.pk}).status_code == 302
    assert EvidenceItem.objects.get().sha256 == hashlib.sha256(PNG).hexdigest()


@pytest.mark.django_db
def test_without_script_a_button_removes_a_file(client, sari, send, draft):
    key = uuid.uuid4()
    send(key=key)
    answer = client.post("/incidents/new/", {"submission": draft.key, "remove_file": str(key)})
    assert answer.url == f"/incidents/drafts/{draft.key}/"
    assert not StagedFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_report_that_fails_leaves_its_files_in_the_draft(sari, dinas_a, now, draft):
    staged = _take(draft, now)
    with pytest.raises(RuntimeError), staging.uploads_of(draft) as uploads:
        uploads[0].temporary_file_path()
        raise RuntimeError
    assert staging.path_of(staged).exists()


@pytest.mark.django_db(transaction=True)
def test_files_without_a_draft_are_deleted_after_a_day(draft, now):
    staged = _take(draft, now)
    left = staging.folder() / uuid.uuid4().hex
    left.write_bytes(b"x")
    staging.sweep(now)
    assert left.exists()
    staging.sweep(now + dt.timedelta(days=2))
    assert not left.exists()
    assert staging.path_of(staged).exists()


def _take(draft, now):
    return staging.take(draft=draft, upload=SimpleUploadedFile("layar.png", PNG), at=now)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_breaks_keeps_what_came_and_makes_nothing_whole(live_server, sari, draft, now):
    """A truncated upload: a thousand bytes are promised and four hundred come."""
    client = Client()
    client.force_login(sari)
    key = uuid.uuid4()
    path = f"/incidents/drafts/{draft.key}/files/{key}/"
    assert client.post(path, {"name": "layar.png", "size": 1000}).status_code == 200
    token = client.get(path).json()["token"]
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    host, port = live_server.thread.host, live_server.thread.port
    head = (
        f"PUT {path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookies}\r\nX-CSRFToken: {token}\r\n"
        "Upload-Offset: 0\r\nContent-Length: 1000\r\nContent-Type: application/octet-stream\r\n\r\n"
    )
    with socket.create_connection((host, port)) as connection:
        connection.sendall(head.encode() + PNG[:72] + b"\0" * 328)
        connection.shutdown(socket.SHUT_WR)
        connection.recv(1000)
    staged = StagedFile.objects.get()
    assert staging.received(staged) == 400
    assert not staged.is_whole


@pytest.mark.django_db
def test_a_large_file_takes_no_more_memory_than_a_small_one(draft, now):
    class Endless:
        def read(self, size):
            return b"\x5a" * size

    def receive(megabytes):
        size = megabytes * MEGABYTE
        staged = staging.stage(draft=draft, key=uuid.uuid4(), name="a.mp4", size=size + 1, at=now)
        staging.receive(staged, offset=0, piece=Endless(), length=size)

    receive(8)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    receive(300)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 16 * 1024  # kilobytes


@pytest.mark.django_db
@pytest.mark.parametrize("whose", ["sari", "rina"])
def test_the_key_of_another_draft_s_file_is_refused_in_words(whose, request, send, client, draft, now):
    """A browser that mixes up two tabs, or somebody who guesses: no error, and nothing of that file is told."""
    key = uuid.uuid4()
    send(key=key, name="rahasia.png")
    author = request.getfixturevalue(whose)
    other = report_drafts.open_draft(author=author, key=uuid.uuid4(), at=now)
    client.force_login(author)
    answer = client.post(f"/incidents/drafts/{other.key}/files/{key}/", {"name": "a.png", "size": 10})
    assert answer.status_code == 422
    assert "sudah dipakai draf lain" in answer.json()["refusal"]
    assert set(answer.json()) == {"refusal", "token"}
    assert StagedFile.objects.get().draft == draft


@pytest.mark.django_db
@pytest.mark.parametrize("gone", ["file", "draft", "recorded"])
def test_a_piece_whose_file_was_taken_out_meanwhile_is_told_so(gone, client, sari, draft, now, dinas_a):
    """Removed in another tab, or recorded with the report, while the last piece was on its way."""

    class Slow(io.BytesIO):
        def read(self, size=-1):
            if gone == "file":
                staging.unstage(StagedFile.objects.get())
            elif gone == "draft":
                report_drafts.discard_draft(draft)
            else:
                case = factories.make_case(by=sari, agency=dinas_a, at=now)
                report_drafts.close_draft(draft=draft, case=case, at=now)
            return super().read(size)

    staged = staging.stage(draft=draft, key=uuid.uuid4(), name="a.png", size=len(PNG), at=now)
    with pytest.raises(RuleViolation, match="sudah dihapus"):
        staging.receive(staged, offset=0, piece=Slow(PNG), length=len(PNG))
    assert not StagedFile.objects.exists()


def test_what_a_killed_request_had_received_is_deleted_after_a_day(db, settings, now):
    left = settings.MEDIA_ROOT / "incoming" / "tmpleft"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half a film")
    staging.sweep(now)
    assert left.exists()
    staging.sweep(now + dt.timedelta(days=2))
    assert not left.exists()
