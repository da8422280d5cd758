"""Evidence is checked by content, hashed, stored once and never partly written."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings

from cases.evidence import files as evidence
from cases.intake import incidents as intake
from cases.intake.incidents import Report
from cases.models import Case, EvidenceItem
from cases.parties import respondents
from cases.procedure.refusals import NotAllowed, RuleViolation
from lib.media.sizes import MEGABYTE
from tests import factories
from tests.samples.files import PNG, upload


@pytest.fixture
def case(sari, dinas_a, now):
    return factories.make_case(by=sari, agency=dinas_a, at=now)


def test_a_file_is_kept_unchanged_under_an_opaque_name_with_its_fingerprint(case, sari, now):
    item = evidence.add_file(case=case, actor=sari, at=now, upload=upload(name="../../nama asli.png"))
    assert item.sha256 == hashlib.sha256(PNG).hexdigest()
    with item.file.open() as stored:
        assert stored.read() == PNG
    assert "nama" not in item.file.name and ".." not in item.file.name
    assert (item.code, item.kind, item.content_type) == ("B-01", "SCREENSHOT", "image/png")


@pytest.mark.parametrize(
    "content", [b"<svg onload=alert(1)></svg>", b"<html><script>", b"MZ" + b"\x00" * 600, b"", b"teks biasa saja"]
)
def test_what_is_no_picture_document_or_video_is_refused_whatever_its_name(case, sari, now, content):
    with pytest.raises(RuleViolation, match="harus JPG, PNG, WebP, HEIC, PDF, OGG"):
        evidence.add_file(case=case, actor=sari, at=now, upload=upload(content, "gambar.jpg"))
    assert not EvidenceItem.objects.exists()


def test_a_file_too_large_is_refused_with_its_limit(case, sari, now):
    large = upload(PNG + b"\x00" * (11 * MEGABYTE))
    with pytest.raises(RuleViolation, match="batasnya 10 MB"):
        evidence.add_file(case=case, actor=sari, at=now, upload=large)


def test_the_same_file_twice_is_refused_and_leaves_no_second_copy(case, sari, now):
    evidence.add_file(case=case, actor=sari, at=now, upload=upload())
    folder = Path(settings.MEDIA_ROOT, str(case.pk))
    before = sorted(folder.iterdir())
    with pytest.raises(RuleViolation, match="sudah ada sebagai bukti B-01"):
        evidence.add_file(case=case, actor=sari, at=now, upload=upload(name="lain.png"))
    assert sorted(folder.iterdir()) == before


def files_of_cases() -> set[Path]:
    """What is stored but for files of drafts, which other tests of this process may still be writing."""
    folder = Path(settings.MEDIA_ROOT)
    return {path for path in folder.rglob("*") if path.is_file() and "staged" not in path.relative_to(folder).parts}


def test_of_several_files_none_stays_when_one_is_refused(sari, dinas_a, now):
    before = files_of_cases()
    report = Report(agency=dinas_a, files=[upload(), upload(b"<script>", "b.jpg")])
    with pytest.raises(RuleViolation, match="harus JPG"):
        intake.report_incident(actor=sari, at=now, report=report)
    assert files_of_cases() == before
    assert not Case.objects.exists()


def test_evidence_that_somebody_says_exists_is_an_item_without_a_file(case, sari, now):
    item = evidence.say_exists(case=case, actor=sari, at=now, title="Struk karaoke", source="disebut pejabat")
    assert (item.state, item.file.name, item.sha256) == ("SAID_TO_EXIST", "", "")


def test_an_account_with_a_conflict_of_interest_adds_no_evidence(case, city, dinas_a, now):
    budi = factories.make_employee("Budi", agency=dinas_a)
    account = factories.make_user("budi", "BKPSDM", city, employee=budi)
    respondents.add_respondent(case=case, actor=factories.make_user("r", "BKPSDM", city), at=now, employee=budi)
    with pytest.raises(NotAllowed):
        evidence.add_file(case=case, actor=account, at=now, upload=upload())
