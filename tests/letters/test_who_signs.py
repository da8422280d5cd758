"""A letter is signed by the official of its act, under the letterhead of that official's office, with its number."""

import datetime as dt

import pytest
from django.utils import translation

from cases.letters.issuing import issue_letter
from cases.letters.letterheads import revise_letterhead
from cases.models import Letter, Status
from regulations.models import Official, Route
from tests import factories
from tests.law_acts.office import OUTSIDERS, Office
from tests.samples.decisions import decide, found_for
from tests.samples.files import content_of, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, now, budi, sari, rina, joko):
    return Office(client, now, budi=budi, sari=sari, rina=rina, joko=joko)


def paper(code: str) -> str:
    return " ".join(shown(content_of(Letter.objects.filter(form__code=code).latest("pk"))).split())


def issued_by_hand(respondent, code, actor, now):
    return issue_letter(
        respondent=respondent, code=code, actor=actor, at=now, on=respondent.status_on, words={}, may_be_blank=True
    )


def test_a_summons_is_signed_by_the_superior_before_whom_it_calls(office, wati):
    """Pasal 26 PP 94/2021: the direct superior calls, or the team; whoever records it does not sign."""
    path = office.brought_to(Status.ROUTED)
    assert office.summon(path, days=8, examiner=wati.nip).status_code == 302
    assert f"Kepala Bidang, Wati Pembina, IV/a NIP {wati.number}" in paper("SP-PANGGILAN")
    letter = Letter.objects.get(form__code="SP-PANGGILAN")
    assert letter.content["letterhead"]["agency"] == "Dinas A"
    assert "/DINAS-A/" in letter.number and letter.number == path.summonses.get().letter_number


def test_a_summons_before_a_team_is_signed_by_its_head(office):
    path, chair = office.brought_to(Status.ROUTED), office.hire("Ketua Dodi", grade="IV/b")
    assert office.team(path, chair.nip, *OUTSIDERS[1:3], **{"members-0-part": "CHAIR"}).status_code == 302
    assert office.summon(path, days=8).status_code == 302
    assert f"Ketua Tim Pemeriksa, Ketua Dodi Pembina Tingkat I, IV/b NIP {chair.number}" in paper("SP-PANGGILAN")


def test_the_official_is_named_in_indonesian_for_an_account_that_reads_english(office):
    path = office.brought_to(Status.ROUTED)
    assert office.team(path).status_code == 302
    factories.summon_and_hear(path, by=office.rina, at=office.now)
    with translation.override("en"):
        issued_by_hand(path, "SP-PANGGILAN", office.rina, office.now)
    assert "Ketua Tim Pemeriksa," in paper("SP-PANGGILAN")


def test_a_summons_names_a_superior_while_there_is_no_team(office, wati):
    path = office.brought_to(Status.ROUTED)
    answer = office.summon(path, days=8, examiner="")
    assert answer.status_code == 422 and "Pasal 26 PP 94/2021" in answer.context["form"].errors["examiner"][0]
    assert not path.summonses.exists()
    asked = office.client.get(f"/respondents/{path.pk}/summon/").context["form"]
    assert asked["examiner"].value() == wati.name, "the nearest superior of the staff record is proposed"


def test_a_summons_of_old_of_which_nobody_is_known_to_sign_names_no_other_official(office):
    path = office.brought_to(Status.SUMMONED)
    issued_by_hand(path, "SP-PANGGILAN", office.rina, office.now)
    signed = paper("SP-PANGGILAN").partition("Demikian untuk dilaksanakan.")[2]
    assert "Atasan langsung, ....." in signed and "BKPSDM" not in signed


def test_a_decree_of_an_agency_head_bears_the_letterhead_of_the_agency(budi, rina, dinas_a, city):
    revise_letterhead(
        government=city, agency=dinas_a, actor=rina, at=dt.datetime.now(dt.UTC), version=0, place="Kota A",
        in_force_from=dt.date(2020, 1, 1), government_line="Pemerintah Kota Contoh", office_line="Dinas A yang Menulis",
        unit_code="DIN-A",
    )  # fmt: skip
    decide(found_for(budi, rina), rina)
    letter = Letter.objects.get(form__code="SK-R2")
    assert letter.content["letterhead"]["agency"] == "Dinas A yang Menulis"
    assert letter.letterhead is not None and letter.letterhead.agency == dinas_a
    assert "/DIN-A/" in letter.number


def test_a_decree_of_the_mayor_bears_the_letterhead_of_the_government(office):
    respondent = office.found(impact="STATE", impact_reason="Luas", team=True)
    mayor = office.mayor()
    answer = office.decide(respondent, "PNS-B2", Official.PPK, mayor, post="Wali Kota Contoh")
    assert answer.status_code == 302
    letter = issued_by_hand(respondent, "SK-B2", office.rina, office.now)
    assert letter.content["letterhead"]["agency"] == "Wali Kota Contoh"
    assert letter.content["letterhead"]["government"] == f"Pemerintah {respondent.case.government}"


def test_a_release_from_duty_bears_the_letterhead_of_who_ordered_it(office):
    chief = office.official("Kepala Dinas Contoh", "JPT_PRATAMA")
    respondent = office.found(impact="STATE", impact_reason="Luas")
    words = {"measure": "Dibebaskan sementara", "number": "800/1/2026", "ground": "Diancam hukuman berat"}
    answer = office.on_page(office.rina, respondent, "impose-interim", **words, superior=chief.nip, acting="Wati")
    assert answer.status_code == 302
    assert Letter.objects.get(form__code="SK-BEBAS").content["letterhead"]["agency"] == "Dinas A"


def test_an_invitation_is_written_by_the_office_of_the_superior_who_calls(office, wati):
    path = office.brought_to(Status.ROUTED)
    assert office.summon(path, examiner=wati.nip).status_code == 302
    words = {"name": "Siti Warga", "capacity": "Pelapor", "heard_at": f"{office.day(7)} 09.00", "place": "Ruang 2"}
    answer = office.on_page(office.joko, path, "call-witness", **words, questions="Siapa yang merekam?")
    assert answer.status_code == 302
    letter = Letter.objects.get(form__code="UND-KET")
    assert letter.content["letterhead"]["agency"] == "Dinas A" and "/DINAS-A/" in letter.number


def test_a_contract_worker_is_called_by_a_superior_too(office, wati):
    worker = office.hire("Citra", category="CONTRACT")
    path = office.brought_to(Status.ROUTED, worker, route=Route.CONTRACT)
    assert office.summon(path, days=8, examiner=wati.nip).status_code == 302
    assert "Kepala Bidang, Wati" in paper("SP-PANGGILAN")


def test_several_people_are_called_by_the_superior_who_is_named_once(office, wati, sari):
    case = factories.make_case(by=office.rina, agency=office.agency, people=(office.budi, office.hire("Dodi")))
    paths = [factories.bring_to(path, Status.ROUTED, by=office.rina, at=office.now) for path in case.respondents.all()]
    chosen = [f"{path.pk}:{path.version}" for path in paths]
    words = {"hearing_at": office.clock(8), "minutes": "60", "place": "Ruang 1", "despite": "on", "on": "hari ini"}
    office.client.force_login(sari)
    page = f"/cases/{case.number}/summon/"
    sent = words | {"concerned": chosen, "submission": "7d1ac1d0-5c1c-4b0a-9a39-3a7a2ad0a001"}
    sent |= {"turn_reason": "Petugas cuti"}
    assert office.client.post(page, sent).status_code == 422
    assert office.client.post(page, sent | {"examiner": wati.nip}).status_code == 302
    assert Letter.objects.filter(form__code="SP-PANGGILAN").count() == 2
