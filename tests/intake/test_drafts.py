"""Drafts of reports: stored as typed, visible only to their author, not part of the record, and never duplicated."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.intake import drafts as report_drafts
from cases.intake import uploads as staging
from cases.models import Case, ReportDraft, StagedFile
from tests import factories
from tests.samples.files import PNG

pytestmark = pytest.mark.django_db

PLACE = "/incidents/new/"


def address(key):
    return f"/incidents/drafts/{key}/"


@pytest.fixture
def key():
    return uuid.uuid4()


@pytest.fixture
def save(client, sari, key):
    def post(user=sari, to=key, **words):
        client.force_login(user)
        return client.post(address(to), words)

    return post


def test_what_is_typed_is_kept_unchecked_and_comes_back_as_it_was(client, save, key):
    told = save(links="belum ada tautan", recorded="31/11", people="siapa ya", same_as="new", revision=0).json()
    assert told["revision"] == 1
    page = client.get(address(key)).text
    assert "belum ada tautan" in page
    assert 'value="31/11"' in page
    assert "siapa ya" in page
    assert "Kesalahan" not in page
    assert not Case.objects.exists()


def test_a_retry_creates_no_second_draft_and_no_second_revision(save):
    for _ in range(3):
        assert save(summary="Joget", revision=0).json()["revision"] == 1
    assert ReportDraft.objects.count() == 1


def test_a_save_made_from_an_older_text_is_refused_and_overwrites_nothing(save):
    save(summary="satu", revision=0)
    save(summary="dua", revision=1)
    answer = save(summary="tiga", revision=1)
    assert answer.status_code == 409
    assert "diubah di halaman lain" in answer.json()["refusal"]
    assert ReportDraft.objects.get().text("summary") == "dua"


@pytest.mark.parametrize("who", ["rina", "joko", "dewi", "putri"])
def test_nobody_else_reads_writes_or_discards_a_draft(client, save, key, request, who):
    save(summary="rahasia", revision=0)
    other = request.getfixturevalue(who)
    client.force_login(other)
    assert client.get(address(key)).status_code in (403, 404)
    assert client.post(f"{address(key)}discard/").status_code == 404
    assert save(other, summary="lain", revision=9).status_code in (403, 404)
    assert "rahasia" not in client.get("/work/").text
    assert ReportDraft.objects.get().text("summary") == "rahasia"


def test_drafts_are_listed_for_their_author_until_they_are_saved(client, save, key, dinas_a):
    save(summary=factories.SENTENCE, revision=0)
    assert address(key) in client.get("/work/").text
    client.post(PLACE, {"submission": key, "agency": dinas_a.pk, "summary": factories.SENTENCE})
    assert address(key) not in client.get("/work/").text


def test_a_save_that_arrives_after_the_report_brings_nothing_back(client, save, key, dinas_a):
    save(summary=factories.SENTENCE, revision=0)
    client.post(PLACE, {"submission": key, "agency": dinas_a.pk, "summary": factories.SENTENCE})
    assert save(summary="terlambat", revision=1).json()["recorded"] == Case.objects.get().number
    draft = ReportDraft.objects.get()
    assert (draft.content, draft.case) == ({}, Case.objects.get())
    assert client.get(address(key)).url == f"/cases/{draft.case.number}/"


def test_a_report_that_is_refused_is_a_draft_all_the_same(client, sari, key):
    client.force_login(sari)
    assert client.post(PLACE, {"submission": key, "summary": "pendek"}).status_code == 422
    assert ReportDraft.objects.get(key=key).text("summary") == "pendek"


def test_without_script_a_button_keeps_the_draft(client, sari, key):
    client.force_login(sari)
    answer = client.post(PLACE, {"submission": key, "summary": "pendek", "keep": "1"})
    assert answer.url == address(key)
    assert "pendek" in client.get(answer.url).text
    assert not Case.objects.exists()


def test_signing_in_again_leads_back_to_the_draft(client, save, key):
    save(summary="Joget", revision=0)
    client.logout()
    to_sign_in = client.get(address(key)).url
    assert client.post(to_sign_in, {"login": "sari", "password": "rahasia-sekali"}).url == address(key)


def test_a_discarded_draft_is_gone_with_its_files(client, save, key, sari, now, django_capture_on_commit_callbacks):
    save(summary="Joget", revision=0)
    path = staging.path_of(stage(key, sari, now))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{address(key)}discard/")
    assert not ReportDraft.objects.exists()
    assert not path.exists()


def stage(key, author, now):
    draft = report_drafts.open_draft(author=author, key=key, at=now)
    return staging.take(draft=draft, upload=SimpleUploadedFile("layar.png", PNG), at=now)


def test_drafts_nobody_touched_are_purged_with_their_files_and_others_stay(
    save, key, sari, now, settings, django_capture_on_commit_callbacks
):
    settings.DRAFT_DAYS = 30
    save(summary="lama", revision=0)
    path = staging.path_of(stage(key, sari, now))
    save(to=uuid.uuid4(), summary="baru", revision=0)
    ReportDraft.objects.filter(key=key).update(saved_at=now - dt.timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            report_drafts.purge_drafts(now)
    assert [draft.text("summary") for draft in ReportDraft.objects.all()] == ["baru"]
    assert not StagedFile.objects.exists()
    assert not path.exists()


def test_an_author_keeps_fifty_drafts_at_most(save, sari, now):
    for _ in range(report_drafts.MOST_DRAFTS):
        report_drafts.open_draft(author=sari, key=uuid.uuid4(), at=now)
    answer = save(summary="satu lagi", revision=0)
    assert answer.status_code == 422
    assert "Simpan atau hapus dulu" in answer.json()["refusal"]


def test_the_key_of_the_copies_is_the_account_s_own_and_stays(client, sari, rina):
    keys = {}
    for user in (sari, rina, sari):
        client.force_login(user)
        keys.setdefault(user, set()).add(client.get("/incidents/drafts/key/").content)
    assert len(keys[sari]) == len(keys[rina]) == 1
    assert keys[sari] != keys[rina]
    assert len(keys[sari].pop()) == 32
