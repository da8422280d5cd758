"""Acts issue their letters: one request records, numbers and renders."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from cases.models import Letter, Status
from cases.procedure.refusals import RuleViolation
from tests import factories
from tests.samples.decisions import decide, found_for

pytestmark = pytest.mark.django_db


def send(client, path, act, **words):
    key = {"submission": str(uuid.uuid4()), "version": path.version, "on": "hari ini"}
    sent = key | {"turn_reason": "Petugas cuti"} | words
    return client.post(f"/respondents/{path.pk}/{act}/", sent)


def test_summoning_issues_the_numbered_letter_and_leads_to_its_pdf(client, sari, budi, wati, now):
    path = factories.bring_to(factories.make_respondent(by=sari, employee=budi, at=now), Status.ROUTED, by=sari, at=now)
    client.force_login(sari)
    soon = path.agency.local_date(now) + dt.timedelta(days=14)
    words = {"hearing_at": f"{soon:%d/%m/%Y} 09.00", "minutes": "60", "place": "Ruang rapat", "despite": "on"}
    answer = send(client, path, "summon", examiner=wati.nip, **words)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    summons, letter = path.summonses.get(), Letter.objects.get()
    assert answer.url == reverse("case-letters", args=[path.case.number])
    assert (letter.number, letter.dated_on, letter.respondent) == (summons.letter_number, summons.letter_on, path)
    assert f"/letters/{letter.pk}/" in client.get(answer.url).content.decode()


def test_a_decision_with_a_number_has_its_decree_at_once_and_one_without_is_a_draft(client, rina, budi, now):
    path = factories.make_respondent(by=rina, employee=budi, at=now)
    path = factories.bring_to(path, Status.DECIDED, by=rina, at=now)
    decision = path.decisions.get()
    client.force_login(rina)
    compose = reverse("letter-new", args=[path.case.number]) + f"?form=SK-R2&whom={path.pk}"
    draft = client.post(compose, {"submission": str(uuid.uuid4()), "pdf": "1", "may_be_blank": "on"})
    assert draft.content.startswith(b"%PDF") and not Letter.objects.exists()
    assert client.post(compose, {"submission": str(uuid.uuid4()), "may_be_blank": "on"}).status_code == 302
    decision.refresh_from_db()
    assert decision.number == Letter.objects.get().number


def test_one_decision_number_is_not_used_twice(sari, budi, dinas_a):
    ani = factories.make_employee("Ani", agency=dinas_a)
    decide(found_for(budi, sari), sari, number="SK/7")
    with pytest.raises(RuleViolation, match="sudah dipakai"):
        decide(found_for(ani, sari), sari, number="SK/7")
