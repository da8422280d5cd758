"""Whoever is asked beside the examinee: each act through the pages, with the article that judges it."""

import uuid

import pytest
from django.urls import reverse

from cases.letters.approval_chains import set_chain
from cases.models import Hearing, Letter, LetterDraft, Respondent, Status, Witness
from tests import factories
from tests.law_acts.office import OUTSIDERS, Act, Office, assert_judged
from tests.samples.files import shown

pytestmark = pytest.mark.django_db
P27, P29, P30, CONFLICT = "Pasal 27 PP 94/2021", "Pasal 29 PP 94/2021", "Pasal 30 PP 94/2021", "Pasal 42–43 UU 30/2014"


def called(office: Office, name: str = "Siti Warga", respondent: Respondent | None = None, **fields):
    words = {"name": name, "capacity": "Pelapor", "letter_number": "005/7/2026"} | fields
    return office.on_page(office.joko, respondent or office.brought_to(Status.SUMMONED), "call-witness", **words)


def heard(office: Office, name: str = "Siti Warga", respondent: Respondent | None = None, **fields):
    words = {"name": name, "capacity": "Pelapor", "statement": "Saya melihat video itu di lobi."} | fields
    return office.on_page(
        fields.pop("by", office.joko), respondent or office.brought_to(Status.SUMMONED), "hear-witness", **words
    )


def called_then_heard(office: Office):
    respondent = office.brought_to(Status.SUMMONED)
    assert called(office, respondent=respondent).status_code == 302
    return heard(office, respondent=respondent)


def member_testifies(office: Office):
    respondent, member = office.brought_to(Status.ROUTED), office.hire("Dodi", grade="IV/a")
    assert office.team(respondent, OUTSIDERS[0], member.nip, OUTSIDERS[2]).status_code == 302
    return heard(office, member.nip, respondent)


def witness_examines(office: Office, *, by_letter: bool = False):
    respondent, witness = office.brought_to(Status.ROUTED), office.hire("Dodi", grade="IV/a")
    assert heard(office, witness.nip, respondent).status_code == 302
    if by_letter:
        return office.summon(respondent, examiner=witness.nip)
    return office.team(respondent, OUTSIDERS[0], witness.nip, OUTSIDERS[2])


def second_respondent(office: Office, **fields):
    respondent, other = office.brought_to(Status.SUMMONED), office.hire("Dodi")
    respondent.case.respondents.create(employee=other, agency=respondent.agency, status_on=respondent.status_on)
    return heard(office, other.nip, respondent, **fields)


def reported_on_a_witness_alone(office: Office):
    respondent = office.brought_to(Status.SUMMONED)
    assert heard(office, respondent=respondent).status_code == 302
    return office.on_page(office.joko, respondent, "report-findings", recommendation="Teguran")


def minutes(office: Office, respondent: Respondent, **fields):
    """The second way to the minutes: from the page of letters."""
    office.client.force_login(office.rina)
    page = reverse("letter-new", args=[respondent.case.number]) + f"?form=BA-KET&whom={respondent.pk}"
    sent = {"submission": str(uuid.uuid4()), "may_be_blank": "on", "on": "hari ini"}
    return office.client.post(page, sent | fields)


def minutes_of_silence(office: Office):
    """One witness has spoken, another was called."""
    respondent = office.brought_to(Status.HEARD)
    assert heard(office, "Umi Warga", respondent).status_code == 302
    assert called(office, respondent=respondent).status_code == 302
    return minutes(office, respondent, pemberi_keterangan="Siti Warga")


def invited(office: Office, name: str = "Siti Warga", respondent: Respondent | None = None, **fields):
    words = {"heard_at": f"{office.day(7)} 09.00", "place": "Ruang 2", "questions": "Siapa yang merekam?"}
    return called(office, name, respondent, **words | fields)


def paper(code: str) -> str:
    with Letter.objects.filter(form__code=code).latest("pk").file.open() as file:
        return " ".join(shown(file.read()).split())


ACTS = [
    Act("a witness invited in writing", P30, invited),
    Act("an invitation to a day before it", P30, lambda office: invited(office, heard_at=f"{office.day(-1)} 09.00"),
        "tidak boleh sebelum"),
    Act("an invitation to nowhere", P30, lambda office: invited(office, place=""), "Tulis tempatnya"),
    Act("an invitation under the number of another paper", P30,
        lambda office: invited(office, respondent=(path := office.brought_to(Status.SUMMONED)),
                               letter_number=path.summonses.get().letter_number), "sudah dipakai"),
    Act("two invitations under one number", P30,
        lambda office: [invited(office, respondent=(path := office.brought_to(Status.SUMMONED))),
                        invited(office, "Umi Warga", path)][1], "sudah dipakai"),
    Act("a citizen who is called as a witness", P30, called),
    Act("a citizen who is heard without a call", P30, heard),
    Act("a witness who was called and is heard", P30, called_then_heard),
    Act("a witness who is called twice", P30,
        lambda office: [called(office, respondent=(path := office.brought_to(Status.SUMMONED))),
                        called(office, respondent=path)][1], "sudah diminta"),
    Act("a statement older than its call", P30,
        lambda office: [called(office, respondent=(path := office.brought_to(Status.SUMMONED))),
                        heard(office, respondent=path, on="kemarin", late_reason="Baru diserahkan")][1],
        "sebelum diminta"),
    Act("a witness without a statement", P30, lambda office: heard(office, statement=""), "Isi “"),
    Act("a witness before any route is chosen", P30,
        lambda office: called(office, respondent=office.brought_to(Status.CLARIFIED)), "tidak dapat dilakukan"),
    Act("a witness after the findings", P30, lambda office: heard(office, respondent=office.found()),
        "tidak dapat dilakukan"),
    Act("the examinee as his own witness", P27, lambda office: heard(office, office.budi.nip), "bukan saksi"),
    Act("a member of the team as a witness", CONFLICT, member_testifies, "duduk dalam tim"),
    Act("a witness as a member of the team", P29, witness_examines, "saksi tidak memeriksa"),
    Act("a witness as the examiner whom the letter names", CONFLICT,
        lambda office: witness_examines(office, by_letter=True), "saksi tidak memeriksa"),
    Act("another respondent as a mere witness", P27, second_respondent, "juga terlapor"),
    Act("another respondent as a witness, which is said", P30,
        lambda office: second_respondent(office, disclosure="Terlapor lain; didengar tentang jadwal loket")),
    Act("findings on what a witness said alone", P27, reported_on_a_witness_alone, "tidak dapat dilakukan"),
    Act("a statement under its own number", P30, lambda office: heard(office, minutes_number="800/9/2026")),
    Act("a statement under the number of another paper", P30,
        lambda office: heard(office, respondent=(path := office.brought_to(Status.SUMMONED)),
                             minutes_number=path.summonses.get().letter_number), "sudah dipakai"),
    Act("two statements under one number", P30,
        lambda office: [heard(office, respondent=(path := office.brought_to(Status.SUMMONED)),
                              minutes_number="800/9/2026"),
                        heard(office, "Umi Warga", path, minutes_number="800/9/2026")][1], "sudah dipakai"),
    Act("the minutes of a statement that nobody made", P30,
        lambda office: minutes(office, office.brought_to(Status.SUMMONED)), "belum dapat dibuat"),
    Act("the minutes of a witness who was called and has not spoken", P30, minutes_of_silence,
        "bukan salah satu dari pilihan"),
    Act("a witness about an auditor, heard by the Inspectorate", CONFLICT,
        lambda office: heard(office, respondent=office.brought_to(
            Status.SUMMONED, office.hire("Auditor Ani", factories.make_inspectorate(office.budi.government)))),
        "tidak ditemukan"),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_a_witness_has_a_role_of_his_own(act, office):
    assert_judged(act.take(office), act)


def test_what_a_witness_said_is_written_down_in_the_same_step(office):
    respondent = office.brought_to(Status.SUMMONED)
    assert heard(office, respondent=respondent, place="Ruang 2").status_code == 302
    letter, witness = Letter.objects.get(form__code="BA-KET"), Witness.objects.get()
    assert (letter.number, letter.dated_on) == (witness.minutes_number, witness.heard_on)
    with letter.file.open() as file:
        text = " ".join(shown(file.read()).split())
    for words in ("Saya melihat video itu di lobi.", "Siti Warga", "Pelapor", "Ruang 2", letter.number):
        assert words in text, words
    assert heard(office, "Umi Warga", respondent, statement="Saya yang merekam.").status_code == 302
    assert Letter.objects.filter(form__code="BA-KET").count() == 2, "each statement has its own minutes"


def test_who_is_called_with_a_time_is_invited_in_the_same_step(office):
    respondent = office.brought_to(Status.SUMMONED)
    assert invited(office, respondent=respondent).status_code == 302
    letter, witness = Letter.objects.get(form__code="UND-KET"), Witness.objects.get()
    assert (letter.number, letter.dated_on) == ("005/7/2026", witness.called_on)
    for words in ("Siti Warga", "09.00 WIB", "Ruang 2", "Siapa yang merekam?", letter.number):
        assert words in paper("UND-KET"), words
    assert invited(office, "Umi Warga", respondent, letter_number="").status_code == 302
    numbers = set(Letter.objects.filter(form__code="UND-KET").values_list("number", flat=True))
    assert len(numbers) == 2 and Witness.objects.get(name="Umi Warga").letter_number in numbers
    assert "Umi Warga" in paper("UND-KET") and "Siti Warga" not in paper("UND-KET")


def test_who_is_called_without_a_time_has_no_invitation(office):
    respondent = office.brought_to(Status.SUMMONED)
    assert called(office, respondent=respondent).status_code == 302
    assert called(office, "Umi Warga", respondent, letter_number="").status_code == 302
    assert not Letter.objects.filter(form__code="UND-KET").exists()


def test_whoever_calls_signs_the_invitation(office):
    """The head of the team, or the superior before whom the examinee is summoned (Pasal 30 PP 94/2021)."""
    alone, chair = office.brought_to(Status.ROUTED), office.hire("Ketua Dodi", grade="IV/b")
    superior = office.hire("Atasan Rudi", grade="IV/a", post="Kepala Bidang Humas")
    assert office.summon(alone, examiner=superior.nip).status_code == 302
    assert invited(office, respondent=alone).status_code == 302
    assert f"Kepala Bidang Humas, Atasan Rudi Pembina, IV/a NIP {superior.number}" in paper("UND-KET")
    joint = office.brought_to(Status.ROUTED)
    parts = {"members-0-part": "CHAIR"}
    assert office.team(joint, chair.nip, *OUTSIDERS[1:3], **parts).status_code == 302
    assert invited(office, "Umi Warga", joint, letter_number="").status_code == 302
    assert "memberikan keterangan kepada Tim Pemeriksa pada" in paper("UND-KET")
    assert f"Ketua Tim Pemeriksa, Ketua Dodi Pembina Tingkat I, IV/b NIP {chair.number}" in paper("UND-KET")


@pytest.mark.parametrize(("code", "take"), [("BA-KET", heard), ("UND-KET", invited)])
def test_the_letter_of_a_witness_waits_for_the_paraf_that_the_government_asks_for(office, code, take):
    asked = {"officials": [office.rina], "version": 0, "code": code}
    set_chain(government=office.budi.government, actor=office.rina, at=office.now, **asked)
    assert take(office).status_code == 302
    assert not Letter.objects.filter(form__code=code).exists()
    assert LetterDraft.objects.get().waits_for == office.rina


def test_a_statement_is_no_examination_and_stands_on_the_page(office):
    called_then_heard(office)
    witness = Witness.objects.get()
    assert (witness.letter_number, witness.heard_on) == ("005/7/2026", witness.called_on)
    assert not Hearing.objects.exists()
    page = office.client.get(f"/cases/{witness.respondent.case.number}/examination/").text
    assert "Siti Warga, Pelapor" in page and "Saya melihat video itu" in page
