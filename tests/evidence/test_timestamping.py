"""Trusted timestamps: requested by the worker, verified, stored unchanged, and verifiable without this application."""

import datetime as dt
import io
import subprocess
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.evidence import files as evidence
from cases.evidence import package as evidence_package
from cases.evidence import timestamping as timestamps
from cases.models import TrustedTimestamp
from lib.documents.signatures import read_roots
from lib.media import timestamps as stamps
from tests import factories
from tests.samples.files import PNG
from tests.samples.timestamp_authority import Authority


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    authority = Authority(tmp_path_factory.mktemp("tsa"))
    yield authority
    authority.close()


@pytest.fixture
def authority(built, settings):
    built.broken = False
    settings.TIMESTAMP_URL, settings.TIMESTAMP_ROOTS = built.url, built.roots
    return built


@pytest.fixture
def case(sari, dinas_a, now):
    return factories.make_case(by=sari, agency=dinas_a, at=now)


@pytest.fixture
def item(case, sari, now):
    return evidence.add_file(case=case, actor=sari, at=now, upload=SimpleUploadedFile("layar.png", PNG))


def test_no_timestamp_is_requested_without_a_configured_authority(item, built, now):
    before = len(built.asked)
    assert timestamps.stamp_evidence(now) == 0
    assert len(built.asked) == before and not TrustedTimestamp.objects.exists()


def test_every_file_gets_a_timestamp_once(item, case, sari, authority, now):
    evidence.say_exists(case=case, actor=sari, at=now, title="Struk", source="disebut pejabat")
    assert timestamps.stamp_evidence(now) == 1
    stamp = item.timestamp
    assert abs(stamp.at - now) < dt.timedelta(minutes=1)
    assert stamp.authority == "Otoritas Cap Waktu Uji" and stamp.serial
    assert authority.asked[-1] == "application/timestamp-query"
    assert timestamps.stamp_evidence(now) == 0


def test_intake_goes_on_while_the_authority_is_away_and_the_next_round_makes_up_for_it(item, authority, settings, now):
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    assert timestamps.stamp_evidence(now) == 0
    settings.TIMESTAMP_URL = authority.url
    authority.broken = True
    assert timestamps.stamp_evidence(now) == 0
    authority.broken = False
    assert timestamps.stamp_evidence(now) == 1


def test_a_response_signed_by_an_unknown_authority_is_not_stored(item, authority, settings, now, tmp_path):
    stranger = Authority(tmp_path)
    settings.TIMESTAMP_ROOTS = stranger.roots
    stranger.close()
    assert timestamps.stamp_evidence(now) == 0
    assert not TrustedTimestamp.objects.exists()


def test_an_answer_for_another_file_or_another_time_is_refused(authority):
    mine, other = stamps.ask("ab" * 32), stamps.ask("cd" * 32)
    roots = read_roots(authority.roots)
    assert stamps.accept(authority.answer(mine.content), mine, roots).authority
    for question in (other, stamps.ask("ab" * 32)):
        with pytest.raises(stamps.UnacceptableStamp):
            stamps.accept(authority.answer(mine.content), question, roots)


def test_the_package_holds_the_answer_and_openssl_alone_verifies_it(item, case, rina, authority, now, tmp_path):
    timestamps.stamp_evidence(now)
    with evidence_package.pack(case=case, actor=rina, at=now, reason="Untuk BKN") as package:
        zipfile.ZipFile(package).extractall(tmp_path)
    told = (tmp_path / "BACA-SAYA.txt").read_text()
    (command,) = [line.split() for line in told.splitlines() if line.startswith("openssl")]
    verified = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "Verification: OK" in verified.stdout + verified.stderr
    (tmp_path / "bukti" / "B-01.png").write_bytes(PNG + b"?")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode != 0


def test_the_package_holds_its_roots_after_the_authority_was_switched_off(item, case, rina, authority, now, settings):
    timestamps.stamp_evidence(now)
    settings.TIMESTAMP_URL, settings.TIMESTAMP_ROOTS = "", None
    with evidence_package.pack(case=case, actor=rina, at=now, reason="Untuk BKN") as package:
        archive = zipfile.ZipFile(io.BytesIO(package.read()))
    assert b"BEGIN CERTIFICATE" in archive.read("cap-waktu/akar.pem")
    covered = {line.split("  ", 1)[1] for line in archive.read("SHA256SUMS").decode().splitlines()}
    assert covered == set(archive.namelist()) - {"SHA256SUMS"}


def test_a_package_without_timestamps_says_nothing_of_them(item, case, rina, now):
    with evidence_package.pack(case=case, actor=rina, at=now, reason="Untuk BKN") as package:
        archive = zipfile.ZipFile(io.BytesIO(package.read()))
    assert not [name for name in archive.namelist() if name.startswith("cap-waktu")]
    assert "openssl" not in archive.read("BACA-SAYA.txt").decode()


def test_the_page_says_whether_the_timestamp_is_there(item, authority, rina, now, client):
    client.force_login(rina)
    page = reverse("evidence", kwargs={"pk": item.pk})
    assert "Menunggu jawaban otoritas" in client.get(page).content.decode()
    timestamps.stamp_evidence(now)
    assert "Otoritas Cap Waktu Uji" in client.get(page).content.decode()
