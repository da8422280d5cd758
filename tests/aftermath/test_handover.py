"""Report of findings, handover package, and the sheet for the national systems."""

import datetime as dt
import io
import subprocess
import zipfile

import pypdf
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from cases.aftermath import delivery, handover, handover_package
from cases.letters import issuing as letters
from cases.minutes import versions as minutes
from cases.models import NationalRecord, Panel, PanelMember, Status
from cases.parties import respondents
from cases.procedure.refusals import NotAllowed, RuleViolation
from lib.documents import pdf
from tests import factories
from tests.samples.files import content_of, shown
from tests.samples.letters import WORDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    return factories.bring_to(respondent, Status.FINDINGS, by=sari, at=now)


@pytest.fixture
def decided(sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    return factories.bring_to(respondent, Status.DECIDED, by=sari, at=now)


@pytest.fixture
def served(sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    return factories.bring_to(respondent, Status.DELIVERED, by=sari, at=now)


def on_of(respondent, now):
    return respondent.agency.local_date(now)


def test_the_report_says_the_finding_on_each_allegation(reported, rina, now):
    document = handover.report_document(reported, rina, on_of(reported, now))
    words = " ".join(shown(pdf.render(document, at=now)).split())
    for expected in (
        "LAPORAN HASIL PEMERIKSAAN",
        "RAHASIA",
        "Budi",
        "Terbukti",
        "konten pribadi",
        "Teguran tertulis",
    ):
        assert expected in words


@pytest.mark.parametrize(("number", "drafted"), [("", True), ("800/7/2026", False)])
def test_a_report_without_a_number_is_stamped_as_a_draft(reported, rina, now, number, drafted):
    reported.findings_reports.update(number=number)
    document = handover.report_document(reported, rina, on_of(reported, now))
    assert document.is_draft is drafted
    assert ("KONSEP" in shown(pdf.render(document, at=now))) is drafted


def test_without_a_report_there_is_none(sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    with pytest.raises(RuleViolation, match="Belum ada laporan"):
        handover.report_document(respondent, sari, on_of(respondent, now))


def test_the_report_is_confidential_until_the_decision_is_served(client, dinas_b, reported, sari, tono, rina, now):
    other = factories.make_employee("Tuti", agency=dinas_b)
    respondents.add_respondent(case=reported.case, actor=rina, at=now, employee=other)
    client.force_login(tono)  # reads the case because somebody of Dinas B is in it
    assert client.get(reverse("handover", args=[reported.pk])).status_code == 200
    assert client.get(reverse("handover-file", args=[reported.pk, "report"])).status_code == 404
    assert client.get(reverse("handover-file", args=[reported.pk, "package"])).status_code == 404
    client.force_login(sari)
    assert client.get(reverse("handover-file", args=[reported.pk, "report"])).status_code == 200


def test_idempotency_served_everybody_in_scope_reads_it(served, tono):
    assert handover.is_served(served) and handover.may_read_report(served, tono)


def test_the_package_is_one_pdf_with_a_bookmark_for_each_part(served, rina, now):
    frozen = minutes.freeze_minutes(hearing=served.hearings.get(), actor=rina, at=now, reading="ALOUD")
    reader = pypdf.PdfReader(io.BytesIO(handover_package.package(served, author=rina, at=now)))
    titles = [item.title for item in reader.outline]
    pages = [reader.get_destination_page_number(item) for item in reader.outline]
    assert titles == [
        "Laporan hasil pemeriksaan", str(frozen), f"Penandatanganan {frozen}", "Daftar bukti dan sidik jari",
        "Isian I'DIS dan SIASN",
    ]  # fmt: skip
    assert pages == sorted(set(pages)) and pages[0] == 0
    assert "BERITA ACARA PEMERIKSAAN" in reader.pages[pages[1]].extract_text()


def pages_of(element):
    """The pages on which an element of the structure stands: its own, and those that its parts name."""
    found = element.get_object()
    kids = found["/K"] if isinstance(found["/K"], list) else [found["/K"]]
    named = [found, *(kid.get_object() for kid in kids if isinstance(kid.get_object(), dict))]
    return [node.raw_get("/Pg") for node in named if "/Pg" in node]


def test_screen_readers_read_the_package_like_its_parts(served, rina, now):
    minutes.freeze_minutes(hearing=served.hearings.get(), actor=rina, at=now, reading="ALOUD")
    reader = pypdf.PdfReader(io.BytesIO(handover_package.package(served, author=rina, at=now)))
    root, tree = reader.root_object, reader.root_object["/StructTreeRoot"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("id", True)
    assert reader.xmp_metadata.dc_title == {"x-default": f"Paket penyerahan {served.case.number}"}
    pairs = tree["/ParentTree"]["/Nums"]
    parents = dict(zip(pairs[::2], pairs[1::2], strict=True))
    for page in reader.pages:
        assert any(page.indirect_reference in pages_of(node) for node in parents[page["/StructParents"]].get_object())
    parts = [part.get_object() for part in tree["/K"][0]["/K"]]
    assert [(part["/S"], part["/T"]) for part in parts] == [("/Part", item.title) for item in reader.outline]
    names = tree["/IDTree"]["/Names"][::2]
    assert list(names) == sorted(set(names))


def test_the_archive_holds_every_part_and_is_checked_by_any_computer(client, served, rina, now, tmp_path):
    frozen = minutes.freeze_minutes(hearing=served.hearings.get(), actor=rina, at=now, reading="ALOUD")
    client.force_login(rina)
    answer = client.get(reverse("handover-file", args=[served.pk, "archive"]))
    assert f"paket-penyerahan-{served.case.number}.zip" in answer.headers["Content-Disposition"]
    place = tmp_path / "paket"
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(place)
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(check, cwd=place, capture_output=True, check=False).returncode == 0
    listed = {line.split("  ", 1)[1] for line in (place / "SHA256SUMS").read_text().splitlines()}
    there = {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}
    assert there == listed | {"SHA256SUMS"} and "paket-penyerahan.pdf" in listed
    assert content_of(frozen) in [(place / name).read_bytes() for name in listed]
    assert "certutil -hashfile" in (place / "BACA-SAYA.txt").read_text()


@pytest.mark.parametrize(
    ("kind", "name"),
    [("report", "laporan-hasil-pemeriksaan-{}.pdf"), ("word", "laporan-hasil-pemeriksaan-{}.docx"),
     ("package", "paket-penyerahan-{}.pdf"), ("sheet", "isian-idis-siasn-{}.pdf")],
)  # fmt: skip
def test_what_is_fetched_has_an_indonesian_name(client, served, rina, kind, name):
    client.force_login(rina)
    answer = client.get(reverse("handover-file", args=[served.pk, kind]))
    assert name.format(served.case.number) in answer.headers["Content-Disposition"]


def test_the_decree_of_a_team_is_no_decree_of_the_decision(decided, rina, now):
    on = on_of(decided, now)
    panel = Panel.objects.create(respondent=decided, kind="EXAMINATION", formed_on=on)
    PanelMember.objects.create(panel=panel, name="Ketua Contoh", element="SUPERIOR", joined_on=on)
    letters.issue_letter(respondent=decided, code="SK-TIM", actor=rina, at=now, on=on, words=WORDS)
    assert any("Surat keputusan belum diterbitkan" in gap for gap in handover.siasn_gaps(decided))


def test_missing_values_of_the_national_record_are_listed_until_they_exist(decided, rina, now):
    act = {"respondent": decided, "actor": rina, "at": now, "on": on_of(decided, now)}
    gaps = " ".join(handover.siasn_gaps(decided))
    for missing in ("Nomor keputusan", "Penyampaian", "mulai berlaku", "belum dibekukan", "belum diterbitkan"):
        assert missing in gaps
    minutes.freeze_minutes(hearing=decided.hearings.get(), actor=rina, at=now, reading="ALOUD")
    letters.issue_letter(**act, code="SK-R2", words={}, may_be_blank=True)  # also gives the decision its number
    delivery.deliver(**act, method="IN_PERSON")
    assert handover.siasn_gaps(decided) == []
    rows = dict(handover.siasn_rows(decided))
    assert (rows["jenisTingkatHukumanId"], rows["jenisHukumanId"]) == ("R", "2")
    assert rows["NIP"] == decided.employee.nip


def test_the_register_number_is_recorded_once_by_an_authorised_account(served, rina, joko, now):
    words = {"respondent": served, "at": now, "on": on_of(served, now), "register_number": "IDIS-77"}
    with pytest.raises(NotAllowed):
        handover.record_register_number(actor=joko, **words)
    with pytest.raises(RuleViolation, match="setelah hari ini"):
        handover.record_register_number(actor=rina, **words | {"on": words["on"] + dt.timedelta(days=1)})
    with pytest.raises(RuleViolation, match="antara tanggal keputusan"):
        handover.record_register_number(actor=rina, **words | {"on": words["on"] - dt.timedelta(days=1000)})
    record = handover.record_register_number(actor=rina, **words)
    with pytest.raises(RuleViolation, match="sudah dicatat"):
        handover.record_register_number(actor=rina, **words)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        NationalRecord.objects.filter(pk=record.pk).update(register_number="lain")
    assert served.case.history.filter(act="record-idis", note__contains="IDIS-77").exists()
