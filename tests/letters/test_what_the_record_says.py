"""What letters take from the record: the examiners of that examination, who decided, what follows, who gets a copy."""

import datetime as dt
import re
from itertools import pairwise

import pytest
from django.utils import translation

from cases.letters.day_words import spelled
from cases.letters.drafting import draft, numbered
from cases.letters.examiner_facts import hearing_examiners, summoned_before, team_on
from cases.letters.facts import facts_of
from cases.letters.issuing import issue_letter
from cases.letters.records import prepare
from cases.models import InterimMeasure, Panel, PanelMember, Status, Summons
from regulations.models import LetterWording
from tests import factories
from tests.samples.files import content_of, shown
from tests.samples.letters import WORDS, issued, ready_for

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def heard(sari, budi, now):
    return factories.bring_to(factories.make_respondent(by=sari, employee=budi, at=now), Status.HEARD, by=sari, at=now)


def team(respondent, kind, formed_on, dissolved_on=None, **member):
    words = {"kind": kind, "formed_on": formed_on, "dissolved_on": dissolved_on, "decree_number": f"SK/{kind}"}
    panel = Panel.objects.create(respondent=respondent, **words)
    fields = {"name": "Ketua Contoh", "element": "SUPERIOR", "part": "CHAIR", "joined_on": formed_on}
    PanelMember.objects.create(panel=panel, **fields | member)
    return panel


def printed(letter):
    return " ".join(shown(content_of(letter)).split())


def test_a_team_that_was_dissolved_since_stays_that_of_its_examination(heard, wati, now):
    on = heard.agency.local_date(now)
    first = team(heard, "ETHICS", on - DAY, on, name="Wati", employee=wati)
    second = team(heard, "EXAMINATION", on + DAY, name="Orang Baru")
    assert (team_on(heard, on), team_on(heard, on + 2 * DAY)) == (first, second)
    summons, hearing = heard.summonses.get(), heard.hearings.get()
    hearing.panel = first
    with translation.override("id"):
        assert summoned_before(summons) == "Majelis Kode Etik"
        told = hearing_examiners(hearing, heard)
    (row,) = told["daftar_pemeriksa"][0]["rows"]
    assert row == ["1", f"Wati\nNIP {wati.number}", "Pembina, IV/a", "Kepala Bidang"]
    assert told["dasar_pemeriksaan"].startswith("Keputusan SK/ETHICS tanggal")


def test_a_summons_that_was_withdrawn_does_not_count_as_a_call(heard, now):
    on = heard.agency.local_date(now)
    first = heard.summonses.get()
    Summons.objects.filter(pk=first.pk).update(state=Summons.State.WITHDRAWN, ended_on=on)
    again = Summons.objects.create(
        respondent=heard, sequence=2, ordinal=1, letter_number="2", letter_on=on, hearing_at=now, place="Aula",
        issued_at=now, changed_at=now,
    )  # fmt: skip
    facts = facts_of(heard, on)
    assert (facts["urutan"], facts["tempat_periksa"]) == ("I", again.place) and "panggilan_2" not in facts


def test_the_record_of_an_absence_is_signed_by_who_waited_and_says_what_follows(sari, budi, now):
    words = printed(issued("BA-TH", by=sari, employee=budi, at=now))
    assert "dipanggil untuk kedua kalinya sesuai Pasal 26 ayat (3)" in words and "tanpa dilakukan" not in words
    assert "kami Tim Pemeriksa telah menunggu" in words and "Pemeriksa," in words
    assert "tanggal dua puluh" in words or "tahun dua ribu" in words


def test_a_release_from_duty_has_number_day_and_official_of_its_record(sari, budi, now):
    letter = issued("SK-BEBAS", by=sari, employee=budi, at=now)
    measure = InterimMeasure.objects.get()
    assert (letter.number, letter.dated_on) == (measure.number, measure.starts_on)
    assert measure.ordered_by in printed(letter) and WORDS["penanda_nama"] not in printed(letter)


def test_a_severe_decree_keeps_its_copies_and_counts_on(sari, budi, now):
    words = printed(issued("SK-B1", by=sari, employee=budi, at=now))
    assert "6. Kepala perangkat daerah yang mengelola keuangan; 7. Wali Kota Contoh 8. Kepala BKPSDM" in words
    more = factories.make_employee("Ani", agency=budi.employments.get().agency)
    without = printed(issued("SK-B1", by=sari, employee=more, at=now, words=WORDS | {"tembusan": ""}))
    assert "1. Kepala Badan Kepegawaian Negara" in without and " 7. " not in without.split("Tembusan:")[1]


def test_a_decree_names_rank_and_number_under_the_post_and_the_articles_of_the_level(sari, budi, now):
    letter = issued("SK-R2", by=sari, employee=budi, at=now)
    words = printed(letter)
    person = letter.respondent.decisions.get().official_person
    assert f"{person.name} Pembina Utama Muda, IV/c NIP {person.number}" in words
    assert "jenjang pelanggaran tersebut diatur dalam Pasal 9 ayat (1)" in words


def test_what_is_not_known_and_not_needed_leaves_no_empty_line(sari, budi, now):
    words = printed(issued("LHP", by=sari, employee=budi, at=now))
    assert "Memberatkan" not in words and "Meringankan" not in words and "Dampak perbuatan" in words


def test_a_decree_names_its_basis_without_the_remarks_of_the_rulebook(sari, budi, now):
    words = printed(issued("SK-B1K", by=sari, employee=budi, at=now))
    assert "menurut PerBKN 6/2022;" in words and "(contoh)" not in words


def test_a_letter_of_restoration_says_to_whom(sari, budi, now):
    assert "Yth. Wali Kota Contoh" in printed(issued("PULIH", by=sari, employee=budi, at=now))


def test_no_wording_breaks_a_line_within_a_sentence():
    """Each line is a paragraph of its own."""
    lines = [(form.code, *pair) for form in LetterWording.objects.all() for pair in pairwise(form.text.split("\n"))]
    assert lines and not [row for row in lines if re.search(r"[a-z,]$", row[1]) and re.match(r"[a-z]", row[2])]


@pytest.mark.parametrize("code", ["SP-TERIMA", "PERM-KET"])
def test_a_call_to_something_else_does_not_repeat_the_day_of_the_examination(sari, budi, now, code):
    """Whoever is called to receive a decision, or to tell what he knows, comes on a day of his own."""
    path = ready_for("SP-TERIMA", by=sari, employee=budi, at=now)
    order = {"actor": sari, "at": now, "on": path.agency.local_date(now), "words": WORDS}
    words = printed(issue_letter(respondent=path, code=code, **order))
    with translation.override("id"):
        examined = facts_of(path, order["on"])
    part = "hadir" if code == "SP-TERIMA" else "keterangan"
    assert all(WORDS[f"{name}_{part}"] in words for name in ("hari", "jam", "tempat"))
    assert examined["hari_periksa"] not in words and examined["jam_periksa"] not in words


def test_the_record_of_a_coaching_has_its_day_its_giver_and_its_words(sari, budi, now):
    words = printed(issued("BA-PEMBINAAN", by=sari, employee=budi, at=now))
    assert "Dibina atasan" in words and WORDS["uraian"] not in words and WORDS["pembina"] not in words
    with translation.override("id"):
        assert f"Pada hari ini, {spelled(sari.local_date(now))}, Wati telah" in words


@pytest.mark.parametrize("code", ["SP-PANGGILAN", "KEBERATAN"])
def test_a_number_below_a_name_is_called_nip(sari, budi, dinas_a, now, code):
    path = ready_for(code, by=sari, employee=budi, at=now)
    prepared = prepare(path, code, path.agency.local_date(now))
    signed = [row for block in draft(respondent=path, author=sari, prepared=prepared, words=WORDS).blocks
              if block["kind"] == "signatures" for row in block["rows"] if row["name"] == budi.name]  # fmt: skip
    assert [row["number"] for row in signed] == [f"NIP {budi.number}"]
    assert numbered({"nomor_induk": "K-17"}) == "K-17" and numbered({}) == ""
