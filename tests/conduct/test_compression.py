"""Pages are compressed with a length that tells nothing; files are sent as they are."""

import gzip

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.evidence.files import add_file
from tests import factories
from tests.samples.chats import ANDROID

pytestmark = pytest.mark.django_db
TAKES_GZIP = {"Accept-Encoding": "gzip, deflate, br"}
CHAT = ANDROID.encode()


def test_a_page_is_a_third_of_its_size_or_less(client, sari, dinas_a):
    for _ in range(20):
        factories.make_case(by=sari, agency=dinas_a)
    client.force_login(sari)
    plain = client.get("/cases/")
    sent = client.get("/cases/", headers=TAKES_GZIP)
    assert sent.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in sent.headers["Vary"]
    assert len(sent.content) < len(plain.content) / 3
    assert "</html>" in gzip.decompress(sent.content).decode()
    assert "Content-Encoding" not in plain.headers


def test_the_length_of_a_page_is_not_the_same_twice(client, sari):
    client.force_login(sari)
    sizes = {len(client.get("/cases/", headers=TAKES_GZIP).content) for _ in range(12)}
    assert len(sizes) > 3


def test_a_token_is_not_the_same_twice(client, sari):
    client.force_login(sari)
    tokens = {client.get("/cases/").text.split('name="csrfmiddlewaretoken" value="')[1][:64] for _ in range(3)}
    assert len(tokens) == 3


def test_a_file_is_sent_as_it_is(client, sari, budi, now):
    case = factories.make_respondent(by=sari, employee=budi).case
    item = add_file(case=case, actor=sari, at=now, upload=SimpleUploadedFile("a.txt", CHAT), title="Obrolan")
    client.force_login(sari)
    answer = client.post(f"/evidence/{item.pk}/original/", {"reason": "Lampiran"}, headers=TAKES_GZIP)
    assert "Content-Encoding" not in answer.headers
    assert b"".join(answer.streaming_content) == CHAT
