"""Forming a team or a council with its decree in one step: who may sign it (Pasal 29 PP 94/2021)."""

import pytest

from cases.models import Letter, Panel, Respondent, Status
from regulations.models import Route
from tests.law_acts.office import OUTSIDERS, Act, Office, assert_judged
from tests.samples.files import shown

pytestmark = pytest.mark.django_db
P29, CONFLICT = "Pasal 29 PP 94/2021", "Pasal 42–43 UU 30/2014"
BY_PPK = {"former_post": "Wali Kota Contoh", "former_source": "Keputusan Mendagri 131.32-1/2025", "term": "30 hari"}


def formed(office: Office, former: str = "", respondent: Respondent | None = None, **fields):
    words = ({"former": former} if former else {"former": office.mayor().name} | BY_PPK) | fields
    return office.team(respondent or office.brought_to(Status.ROUTED), **words)


def examinee_forms(office: Office):
    return formed(office, office.budi.nip, former_post="Wali Kota Contoh")


ACTS = [
    Act("a team formed by the PPK", P29, formed),
    Act("a team formed by an official whom the PPK appointed", P29,
        lambda office: formed(office, office.hire("Sekda Rudi", grade="IV/d", post="Sekretaris Daerah").nip,
                              mandate="Keputusan Wali Kota 7/2026 tanggal 5 Januari 2026")),
    Act("a team formed by an official without an appointment", P29,
        lambda office: formed(office, office.hire("Kepala Bidang Rudi", grade="IV/a").nip), "pejabat yang ditunjuknya"),
    Act("a team formed by an official who says that he is the PPK", P29,
        lambda office: formed(office, office.hire("Kepala Bidang Rudi", grade="IV/a").nip, **BY_PPK),
        "pejabat yang ditunjuknya"),
    Act("a team formed by the PPK, whose post is stated without a source", P29,
        lambda office: formed(office, former_source=""), "Sebut sumber jabatan"),
    Act("a team formed by somebody without any post", P29,
        lambda office: formed(office, office.mayor().name), "pejabat yang ditunjuknya"),
    Act("a team formed by its examinee", CONFLICT, examinee_forms, "tidak membentuk tim"),
    Act("the decree of a team under the number of another paper", P29,
        lambda office: formed(office, respondent=(path := office.brought_to(Status.SUMMONED)),
                              decree_number=path.summonses.get().letter_number), "sudah dipakai"),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_a_team_is_formed_by_the_ppk_or_by_whom_the_ppk_appoints(act, office):
    assert_judged(act.take(office), act)
    assert Letter.objects.filter(form__code="SK-TIM").exists() is not bool(act.refused)


def words_of(letter: Letter) -> str:
    with letter.file.open() as file:
        return " ".join(shown(file.read()).split())


def test_the_decree_of_a_team_is_issued_with_it_and_signed_by_its_former(office):
    secretary = office.hire("Sekda Rudi", grade="IV/d", post="Sekretaris Daerah")
    mandate = "Keputusan Wali Kota Nomor 7 tanggal 5 Januari 2026"
    answer = formed(office, secretary.nip, mandate=mandate, term="30 hari kerja", decree_number="800/77/2026")
    letter, panel = Letter.objects.get(form__code="SK-TIM"), Panel.objects.get()
    assert (
        (letter.number, letter.dated_on) == (panel.decree_number, panel.formed_on) == ("800/77/2026", letter.dated_on)
    )
    assert answer.url.split("?")[0].rstrip("/").endswith("letters")
    text = words_of(letter)
    for words in (
        "KEPUTUSAN SEKRETARIS DAERAH",
        mandate,
        "selama 30 hari kerja",
        f"NIP {secretary.number}",
        OUTSIDERS[0],
    ):
        assert words in text, words


def test_the_decree_of_a_council_is_issued_with_it_under_the_next_number(office):
    path = office.brought_to(Status.ROUTED, route=Route.ETHICS)
    assert formed(office, respondent=path, kind="ETHICS").status_code == 302
    letter = Letter.objects.get(form__code="ETIK-MAJELIS")
    assert letter.number == Panel.objects.get().decree_number != ""
    assert "KEPUTUSAN WALI KOTA CONTOH" in words_of(letter) and "NIP" not in words_of(letter).split("Ditetapkan")[1]


def test_a_team_whose_decree_exists_on_paper_has_no_second_one(office):
    assert office.team(office.brought_to(Status.ROUTED), decree_number="800/77/2026").status_code == 302
    assert (
        Panel.objects.get().decree_number == "800/77/2026" and not Letter.objects.filter(form__code="SK-TIM").exists()
    )


def test_the_decree_of_a_team_is_issued_again_under_the_official_who_formed_it(office):
    """Whoever corrects a letter corrects its words, not who signed it."""
    assert formed(office).status_code == 302
    letter = Letter.objects.get(form__code="SK-TIM")
    page = office.client.get(f"/letters/{letter.pk}/reissue/")
    assert not {"penanda_nama", "penanda_jabatan", "penunjukan", "masa_tugas"} & set(page.context["form"].fields)
    assert letter.content["letterhead"]["agency"] == "Wali Kota Contoh"
