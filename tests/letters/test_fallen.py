"""A letter that no longer stands says so to whoever holds it, with the day."""

import uuid

import pytest

from cases.aftermath import rulings
from cases.examination import summonses
from cases.letters.fallen import withdraw_letter
from cases.letters.from_acts import write_letters_of
from cases.letters.issuing import issue_letter
from cases.models import Letter, Status
from cases.procedure.refusals import RuleViolation
from regulations.models import LetterForm
from tests import factories

pytestmark = pytest.mark.django_db


def told(client, letter):
    client.logout()
    return " ".join(client.get(f"/letters/check/{letter.key}/").text.split())


def day(on):
    return f"{on:%-d}"


@pytest.fixture
def act(rina, now):
    return {"actor": rina, "at": now, "on": rina.local_date(now)}


@pytest.fixture
def path(rina, budi, now):
    return factories.make_respondent(by=rina, employee=budi, at=now)


def test_the_decree_of_an_annulled_decision_says_so(client, path, act, rina, now):
    factories.bring_to(path, Status.CONTESTED, by=rina, at=now)
    decree = Letter.objects.get(form__form__record=LetterForm.Record.DECISION)
    assert "memang diterbitkan" in told(client, decree)
    rulings.annul(respondent=path, **act, ruling="Putusan 7", ruled_by="Atasan")
    assert "tidak berlaku lagi" in told(client, decree)
    assert f"<dt>Dibatalkan</dt> <dd>{day(act['on'])} " in told(client, decree)
    assert budi_is_unnamed(told(client, decree))


def budi_is_unnamed(text):
    return "Budi" not in text


def test_the_letter_of_a_withdrawn_summons_says_so(client, path, act, rina, now):
    factories.bring_to(path, Status.SUMMONED, by=rina, at=now)
    (letter,) = write_letters_of(LetterForm.Record.SUMMONS, respondent=path, actor=rina, at=now)
    summonses.replace_summons(respondent=path, **act, reason="Salah tempat", hearing_at=now, place="Aula")
    assert "<dt>Ditarik</dt>" in told(client, letter)


def test_a_letter_is_withdrawn_on_its_page_and_keeps_its_number(client, path, act, rina, now):
    factories.bring_to(path, Status.ROUTED, by=rina, at=now)
    letter = issue_letter(respondent=path, code="PERM-KET", words={}, may_be_blank=True, **act)
    client.force_login(rina)
    sent = {"submission": str(uuid.uuid4()), "on": "hari ini", "reason": "Salah orang"}
    assert client.post(f"/letters/{letter.pk}/withdraw/", sent).status_code == 302
    assert "Ditarik" in client.get(f"/cases/{path.case.number}/letters/").text
    assert "<dt>Ditarik</dt>" in told(client, letter)
    with pytest.raises(RuleViolation, match="sudah ditarik"):
        withdraw_letter(letter=letter, reason="Lagi", **act)


def test_a_decree_falls_with_its_decision_only(path, act, rina, now):
    factories.bring_to(path, Status.DELIVERED, by=rina, at=now)
    decree = Letter.objects.select_related("form__form", "case", "respondent").get(form__form__record="DECISION")
    with pytest.raises(RuleViolation, match="batalkan keputusannya"):
        withdraw_letter(letter=decree, reason="Keliru", **act)
