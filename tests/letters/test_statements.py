"""Annexes D, E and F are filled from what was recorded of a witness; an objection is the person's own paper."""

import uuid

import pytest

from cases.examination import witnesses as testimony
from cases.letters.issuing import issue_letter
from cases.models import Letter, Status, Witness
from cases.procedure.refusals import RuleViolation
from tests import factories
from tests.samples.files import shown
from tests.samples.letters import ready_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(rina, now):
    return {"actor": rina, "at": now, "on": rina.local_date(now)}


@pytest.fixture
def path(rina, budi, now):
    return factories.bring_to(factories.make_respondent(by=rina, employee=budi, at=now), Status.HEARD, by=rina, at=now)


@pytest.fixture
def witnesses(path, act, wati):
    """Wati was heard, somebody from outside was called."""
    heard = testimony.Testifying(name=wati.name, capacity="rekan satu loket", employee=wati)
    testimony.hear_witness(
        respondent=path, who=heard, statement="Saya melihat rekaman itu dibuat.", place="Ruang 2", **act
    )
    testimony.call_witness(respondent=path, who=testimony.Testifying(name="Umi", capacity="pelapor"), **act)
    return f"Wati, NIP {wati.number}, Kepala Bidang"


def composed(client, rina, path, code, **fields):
    client.force_login(rina)
    place = f"/cases/{path.case.number}/letters/new/?form={code}&whom={path.pk}"
    sent = {"submission": str(uuid.uuid4()), "on": "hari ini", "penanda_jabatan": "Kepala", "penanda_nama": "Rina"}
    return client.post(place, sent | fields)


@pytest.mark.parametrize("code", ["BA-KET", "SP-KET"])
def test_a_statement_is_filled_from_the_record_of_the_witness(client, rina, path, witnesses, code):
    client.force_login(rina)
    page = client.get(f"/cases/{path.case.number}/letters/new/?form={code}&whom={path.pk}").text
    asked = 'name="pemberi_keterangan"' in page
    assert asked is (code == "SP-KET"), "the minutes that wait are locked to their witness"
    assert "Umi" not in page, "who has not spoken has said nothing to write down"
    more = {"dasar_pemeriksaan": "Surat Perintah 3"} if code == "BA-KET" else {"pemberi_keterangan": witnesses}
    made = composed(client, rina, path, code, isi_keterangan="Diketik", **more)
    assert made.status_code == 302, made.text
    letter = Letter.objects.get(form__code=code)
    with letter.file.open() as file:
        text = " ".join(shown(file.read()).split())
    assert "Saya melihat rekaman itu dibuat." in text and "rekan satu loket" in text
    assert "Diketik" not in text, "what is recorded is not typed"


def test_an_invitation_names_who_was_called(client, rina, path, witnesses):
    fields = {"hari_keterangan": "Senin", "jam_keterangan": "09.00", "tempat_keterangan": "Ruang 2"}
    more = {"pokok_pertanyaan": "Rekaman", "menghadap": "Tim"} | fields
    assert composed(client, rina, path, "UND-KET", pemberi_keterangan="Umi", **more).status_code == 302


def test_a_name_that_is_not_recorded_is_refused_where_somebody_is(client, rina, path, witnesses):
    assert composed(client, rina, path, "SP-KET", pemberi_keterangan="Orang lain").status_code == 422


@pytest.mark.parametrize("code", ["BA-KET", "SP-KET"])
def test_nothing_is_issued_of_a_witness_who_was_called_and_has_not_spoken(path, act, witnesses, code):
    Witness.objects.update(minutes_number="")
    with pytest.raises(RuleViolation, match="belum tercatat"):
        issue_letter(respondent=path, code=code, words={"pemberi_keterangan": "Umi"}, may_be_blank=True, **act)


def test_the_examinee_states_what_the_hearing_recorded(client, rina, path, budi):
    named = f"Budi, NIP {budi.number}, Pranata Humas"
    assert composed(client, rina, path, "SP-KET", pemberi_keterangan=named).status_code == 302
    with Letter.objects.get().file.open() as file:
        assert "Apakah itu Saudara?" in shown(file.read())


# The person's own paper


@pytest.mark.parametrize("code", ["KEBERATAN", "BANDING"])
def test_an_objection_is_drafted_for_the_person_and_never_issued(client, rina, budi, act, now, code):
    path = ready_for(code, by=rina, employee=budi, at=now)
    with pytest.raises(RuleViolation, match="milik orangnya"):
        issue_letter(respondent=path, code=code, words={}, may_be_blank=True, **act)
    drawn = composed(client, rina, path, code, pdf="1")
    text = shown(drawn.getvalue() if drawn.streaming else drawn.content)
    assert "Hormat saya" in text and "Budi" in text
    for mark in ("RAHASIA", "KONSEP", "Keaslian surat", path.case.number):
        assert mark not in text, mark
