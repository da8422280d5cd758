"""What a report hands on, to whom a remedy goes, and what the decree of a moral sanction says."""

import pytest

from cases.letters.drafting import draft
from cases.letters.issuing import issue_letter
from cases.letters.records import prepare
from cases.models import Decision, Letter, Status
from cases.procedure.refusals import RuleViolation
from lib.documents import wording
from regulations.models import Official, Route
from tests import factories
from tests.law_acts.office import Office
from tests.samples.files import content_of, shown
from tests.samples.letters import WORDS, ready_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, now, budi, sari, rina, joko):
    return Office(client, now, budi=budi, sari=sari, rina=rina, joko=joko)


def issue(path, code, actor, now, **over):
    order = {"actor": actor, "at": now, "on": path.agency.local_date(now), "words": WORDS} | over
    return issue_letter(respondent=path, code=code, **order)


def printed(letter):
    return " ".join(shown(content_of(letter)).split())


def drawn(path, code, actor, now):
    document = draft(respondent=path, author=actor, prepared=prepare(path, code, path.agency.local_date(now)), words={})
    return document, str(document.blocks)


def test_a_referral_encloses_the_minutes_and_the_report_by_number_and_day(office, wati):
    path = office.brought_to(Status.ROUTED)
    assert office.summon(path, examiner=wati.nip).status_code == 302
    assert office.hear(path, minutes_number="BAP/9/2026").status_code == 302
    factories.report_proven(path, by=office.joko, at=office.now)
    path.findings_reports.update(number="LHP/4/2026")
    letter = issue(path, "LAP-WENANG", office.joko, office.now)
    words = printed(letter)
    assert letter.content["attachments"] == "2 berkas" and "Lampiran : 2 berkas" in words
    assert "1. Berita Acara Pemeriksaan Nomor BAP/9/2026 tanggal" in words
    assert "2. Laporan Hasil Pemeriksaan Nomor LHP/4/2026 tanggal" in words


@pytest.mark.parametrize("code", ["LHP", "LAP-WENANG"])
def test_whoever_examined_reports(office, wati, code):
    path = office.brought_to(Status.ROUTED)
    assert office.summon(path, examiner=wati.nip).status_code == 302
    assert office.hear(path).status_code == 302
    factories.report_proven(path, by=office.joko, at=office.now)
    letter = issue(path, code, office.joko, office.now)
    assert f"Kepala Bidang, Wati Pembina, IV/a NIP {wati.number}" in printed(letter)
    assert letter.content["letterhead"]["agency"] == "Dinas A"


def test_a_referral_about_somebody_who_never_came_encloses_the_calls(office):
    path = office.brought_to(Status.ROUTED)
    assert office.summon(path).status_code == 302
    office.miss(path)
    assert office.summon(path).status_code == 302
    office.miss(path)
    factories.report_proven(path, by=office.joko, at=office.now)
    words = printed(issue(path, "LAP-WENANG", office.joko, office.now))
    assert "3. Laporan Hasil Pemeriksaan" in words
    for summons in path.summonses.all():
        assert f"Surat Panggilan Nomor {summons.letter_number} tanggal" in words


def test_an_objection_goes_to_the_superior_of_who_decided_with_a_copy_to_the_latter(sari, budi, now):
    path = ready_for("KEBERATAN", by=sari, employee=budi, at=now)
    decision = Decision.objects.get()
    post = decision.official_name.partition(", ")[2]
    document, words = drawn(path, "KEBERATAN", sari, now)
    assert f"Yth. Atasan {post}" in words and f"Keputusan {post} Nomor {decision.number}" in words
    assert "yang menjatuhkan teguran tertulis" in words and "Pangkat, golongan" in words
    assert words.rindex("Tembusan") < words.rindex(post)
    assert document.number == "" and document.layout == "plain"


def test_an_objection_to_a_decision_of_the_ppk_goes_to_the_ppk(sari, budi, now):
    path = ready_for("KEBERATAN", by=sari, employee=budi, at=now)
    Decision.objects.update(official=Official.PPK, official_name="Wali Kota, Wali Kota Contoh")
    words = drawn(path, "KEBERATAN", sari, now)[1]
    assert "Yth. Wali Kota Contoh selaku Pejabat Pembina Kepegawaian" in words and "Tembusan" not in words


def test_an_appeal_goes_to_the_board_with_a_copy_to_the_ppk(sari, budi, now):
    path = ready_for("BANDING", by=sari, employee=budi, at=now)
    words = drawn(path, "BANDING", sari, now)[1]
    assert "Yth. Ketua Badan Pertimbangan Aparatur Sipil Negara" in words
    assert words.rindex("Tembusan") < words.rindex("Wali Kota Contoh")


@pytest.mark.parametrize(("code", "other"), [("KEBERATAN", "BANDING"), ("BANDING", "KEBERATAN")])
def test_the_remedy_that_the_law_does_not_give_is_not_drafted(sari, budi, now, code, other):
    """PP 79/2021: an objection to most sanctions, an appeal to a dismissal; never a choice between them."""
    path = ready_for(code, by=sari, employee=budi, at=now)
    with pytest.raises(RuleViolation, match="belum ada"):
        prepare(path, other, path.agency.local_date(now))


def test_the_decree_of_a_moral_sanction_says_what_was_done_and_how_it_is_pronounced(office):
    """Pasal 15 PP 42/2004: in writing, naming the breach, closed or open."""
    path = office.brought_to(Status.ROUTED, route=Route.ETHICS)
    assert office.team(path, kind="ETHICS").status_code == 302
    factories.summon_and_hear(path, by=office.rina, at=office.now)
    factories.report_proven(path, by=office.rina, at=office.now)
    assert office.decide(path, "ETIK-TERTUTUP", "PPK", office.mayor(), post="Wali Kota Contoh").status_code == 302
    letter = issue(path, "ETIK-SK", office.rina, office.now)
    words = printed(letter)
    for said in (
        "telah melakukan perbuatan: Membuat konten pribadi",
        "melanggar kode etik: Pasal 3 huruf f",
        "Menjatuhkan sanksi moral: pernyataan secara tertutup kepada",
        "dinyatakan secara tertutup, dibacakan di hadapan atasan",
        "bahwa terbukti dalam pemeriksaan",
        "Yang menerima,",
    ):
        assert said in words, (said, words)
    assert "KETIGA : Keputusan ini mulai berlaku" in words, "no clause is left out of the count"
    assert WORDS["upaya"] not in words, "a remedy that the region does not read into the law is not typed either"
    assert Letter.objects.get(form__code="ETIK-SK").content["letterhead"]["agency"] == "Wali Kota Contoh"


def test_the_clauses_of_a_decree_are_counted_without_a_gap():
    text = "| KESATU | Satu.\n| KEDUA | {kewajiban}\n| KETIGA | Tiga.\n\n| KEEMPAT | Empat."
    rows = [row for block in wording.compose(text, {}) for row in block["rows"]]
    assert rows == [["KESATU", "Satu."], ["KEDUA", "Tiga."], ["KETIGA", "Empat."]]
    rows = [row for block in wording.compose(text, {"kewajiban": "Wajib."}) for row in block["rows"]]
    assert [row[0] for row in rows] == ["KESATU", "KEDUA", "KETIGA", "KEEMPAT"]
