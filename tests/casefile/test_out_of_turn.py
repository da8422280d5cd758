"""The next step of a path, taken by a level whose turn it is not, asks why; the history tells it."""

import uuid

import pytest
from django.urls import reverse

from cases.models import Act, AuditEntry, Status
from tests import factories

pytestmark = pytest.mark.django_db
ASKED = "Mengapa Anda bertindak di luar giliran"
WHY = "Kepegawaian dinas sedang cuti bersama"


@pytest.fixture
def paths(sari, dinas_a):
    """Two paths that wait for the agency's clarification."""
    case = factories.make_case(
        by=sari, agency=dinas_a, people=[factories.make_employee(n, agency=dinas_a) for n in "AB"]
    )
    return [factories.bring_to(path, Status.CLARIFICATION, by=sari) for path in case.respondents.order_by("pk")]


def sent(path, **more):
    path.refresh_from_db()
    words = {"submission": str(uuid.uuid4()), "version": path.version, "on": "hari ini", "answer": "Benar saya."}
    return words | more


def test_whose_turn_it_is_is_not_asked(client, sari, paths):
    client.force_login(sari)
    assert paths[0].turn == sari.role
    assert ASKED not in client.get(f"/respondents/{paths[0].pk}/record-clarification/").text


def test_another_level_says_why_it_acts(client, rina, paths):
    client.force_login(rina)
    address = f"/respondents/{paths[0].pk}/record-clarification/"
    assert ASKED in client.get(address).text
    refused = client.post(address, sent(paths[0]))
    assert refused.status_code == 422 and "Tulis mengapa Anda bertindak di luar giliran." in refused.text
    assert client.post(address, sent(paths[0], turn_reason=WHY)).status_code == 302
    entry = AuditEntry.objects.get(act=Act.EXPLAIN_TURN)
    assert (entry.respondent, entry.actor) == (paths[0], rina) and entry.note.endswith(WHY)
    assert WHY in client.get(f"/cases/{paths[0].case.number}/history/").text


def test_one_reason_serves_several_people(client, rina, paths):
    client.force_login(rina)
    case = paths[0].case
    whom = [f"{path.pk}:{path.version}" for path in paths]
    address = reverse("case-act", args=[case.number, "record-clarification"])
    assert client.post(address, sent(paths[0], concerned=whom, turn_reason=WHY)).status_code == 302
    assert AuditEntry.objects.filter(act=Act.EXPLAIN_TURN).count() == 2


def test_leadership_decides_without_being_asked(client, dewi, sari, dinas_a):
    path = factories.make_respondent(by=sari, employee=factories.make_employee("C", agency=dinas_a))
    factories.bring_to(path, Status.FINDINGS, by=sari)
    client.force_login(dewi)
    assert ASKED not in client.get(f"/respondents/{path.pk}/decide/").text


def test_what_is_not_the_next_step_is_not_asked(client, rina, paths):
    client.force_login(rina)
    assert ASKED not in client.get(f"/respondents/{paths[0].pk}/record-fact/").text
