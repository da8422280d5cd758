"""A post deleted an hour later: the secured evidence is verifiable a year later, also by third parties."""

import datetime as dt
import io
import subprocess
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cases.evidence import custody, recording_copies
from cases.evidence import files as evidence
from cases.evidence import package as evidence_package
from cases.intake import incidents as intake
from cases.intake.incidents import Report
from cases.models import PublicStatement, VaultCheck
from cases.oversight import acts as oversight
from cases.procedure.refusals import RuleViolation
from cases.reports.vault_check import verify_evidence
from tests import factories
from tests.samples.recordings import make_film, scene

SEEN = dt.datetime(2026, 6, 8, 3, 20, tzinfo=dt.UTC)
GONE = dt.datetime(2026, 6, 8, 4, 30, tzinfo=dt.UTC)
A_YEAR_LATER = SEEN + dt.timedelta(days=365)
URL = "https://www.tiktok.com/@akun.contoh/video/7300000000000000001"


def screenshot() -> SimpleUploadedFile:
    content = io.BytesIO()
    scene((360, 640), 3).save(content, "PNG")
    return SimpleUploadedFile("layar.png", content.getvalue())


@pytest.fixture
def case(sari, dinas_a):
    """Link, screenshot and video within minutes of seeing it; deleted by whoever posted it an hour later."""
    post = factories.seen_post(URL, "akun.contoh")
    films = [screenshot(), SimpleUploadedFile("rekaman layar.mp4", make_film(seconds=2))]
    report = Report(agency=dinas_a, summary="Siaran langsung di ruang layanan", posts=[post], files=films)
    case = intake.report_incident(actor=sari, at=SEEN, report=report)
    fact = PublicStatement(
        by="Sari, petugas kepegawaian", on=GONE.date(), gist=f"Unggahan {URL} sudah dihapus, diperiksa pukul 11.30 WIB."
    )
    oversight.record_statement(case=case, actor=sari, at=GONE, statement=fact)
    return case


def test_that_the_post_is_gone_is_a_dated_fact_and_its_link_stays(case):
    assert case.incidents.get().posts.get().url == URL
    fact = case.statements.get()
    assert fact.on == dt.date(2026, 6, 8) and "sudah dihapus" in fact.gist
    assert [entry.at for entry in case.history.order_by("pk")] == [SEEN, GONE]


def test_a_year_later_every_byte_is_as_it_was(case, rina):
    assert recording_copies.make_copies(SEEN) == 1  # what was watched in between changed nothing
    for item in case.evidence.all():
        custody.hand_out(item=item, actor=rina, at=GONE, reason="Ditunjukkan kepada terperiksa")
    check = verify_evidence(A_YEAR_LATER)
    assert (check.checked, check.wrong) == (4, 0) == tuple(VaultCheck.objects.values_list("checked", "wrong")[0])


def test_a_year_later_a_third_party_needs_sha256sum_and_nothing_of_ours(case, rina, tmp_path):
    with evidence_package.pack(case=case, actor=rina, at=A_YEAR_LATER, reason="Diminta BPASN") as package:
        zipfile.ZipFile(package).extractall(tmp_path)
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    told = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert told.count("bukti/") == 2
    assert told.count(": OK") == 5  # with the manifest, the history and the note beside them
    picture = tmp_path / "bukti" / "B-01.png"
    with Image.open(picture) as shown:
        assert shown.size == (360, 640)
    picture.write_bytes(picture.read_bytes() + b"\0")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode != 0


def test_whoever_brings_the_same_video_again_is_told_that_it_is_here(case, sari):
    again = SimpleUploadedFile("kiriman warga.mp4", make_film(seconds=2))
    with pytest.raises(RuleViolation, match="sudah ada sebagai bukti B-02"):
        evidence.add_file(case=case, actor=sari, at=A_YEAR_LATER, upload=again)
    assert case.evidence.count() == 2
