"""An operator looks into the cases of a government: with a reason, for hours, told at once, read only."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from cases.models import AccessEntry, AccountEvent, BreakGlass, Case, Notification, Role
from cases.web.case_tabs import CaseTab
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/administration/break-glass/"
REASON = "Pemulihan data sesudah gangguan penyimpanan"


@pytest.fixture
def case(sari, rina, putri, budi, now):
    return factories.make_case(by=sari, agency=sari.agency, at=now, people=(budi,))


@pytest.fixture
def operator(db):
    return factories.make_user("operator", Role.ADMINISTRATOR, None)


def opened(client, operator, city, **over):
    client.force_login(operator)
    sent = {"submission": str(uuid.uuid4()), "government": city.pk, "reason": REASON, "hours": 2}
    return client.post(PAGE, sent | over)


def test_an_operator_sees_no_case_before_and_after(client, operator, city, case, now):
    client.force_login(operator)
    assert client.get(f"/cases/{case.number}/").status_code == 404
    opened(client, operator, city)
    assert client.get(f"/cases/{case.number}/").status_code == 200
    ended = BreakGlass.objects.get()
    client.post(f"{PAGE}{ended.pk}/end/", {"submission": str(uuid.uuid4())})
    assert client.get(f"/cases/{case.number}/").status_code == 404


def test_every_tab_of_a_case_opens_under_it(client, operator, city, case):
    opened(client, operator, city)
    answers = {tab: client.get(reverse(tab, args=[case.number])).status_code for tab in CaseTab}
    assert answers == dict.fromkeys(CaseTab, 200)


def test_bkpsdm_administrators_and_other_operators_are_told_at_once(client, operator, city, case, rina, putri):
    other = factories.make_user("operator-2", Role.ADMINISTRATOR, None)
    opened(client, operator, city)
    told = Notification.objects.filter(kind="ALARM")
    assert {message.recipient for message in told} == {rina, putri, other}
    event = AccountEvent.objects.get(what="BREAK_GLASS")
    assert event.account == operator and REASON in event.note


def test_what_is_read_under_it_is_recorded_and_shown_to_the_government(client, operator, city, case, rina, putri):
    opened(client, operator, city)
    client.get(f"/cases/{case.number}/")
    assert AccessEntry.objects.filter(user=operator, case=case).exists()
    for user in (rina, putri):
        client.force_login(user)
        page = client.get(PAGE).text
        assert REASON in page and case.number in page


def test_nothing_can_be_done_under_it(client, operator, city, case):
    opened(client, operator, city)
    path = case.respondents.get()
    before = case.history.count()
    for address in (f"/cases/{case.number}/record-statement/", f"/respondents/{path.pk}/record-fact/",
                    f"/cases/{case.number}/recuse/"):  # fmt: skip
        sent = {"submission": str(uuid.uuid4()), "by": "x", "gist": "x", "kind": "APOLOGY", "text": "x", "on": "kini",
                "user": operator.pk, "reason": "x", "version": path.version}  # fmt: skip
        assert client.post(address, sent).status_code in (403, 404, 422)
    assert case.history.count() == before


def test_another_government_stays_closed(client, operator, city, case):
    other = factories.make_government("Kota Lain", "kota-lain")
    agency = factories.make_agency(other, "dinas", "Dinas")
    theirs = factories.make_case(by=factories.make_user("lain", Role.BKPSDM, other), agency=agency)
    opened(client, operator, city)
    assert set(Case.objects.visible_to(operator)) == {case} and theirs.government != city


def test_the_government_ends_it(client, operator, city, case, rina):
    opened(client, operator, city)
    client.force_login(rina)
    client.post(f"{PAGE}{BreakGlass.objects.get().pk}/end/", {"submission": str(uuid.uuid4())})
    assert BreakGlass.objects.get().ended_by == rina
    client.force_login(operator)
    assert client.get(f"/cases/{case.number}/").status_code == 404


def test_without_reason_hours_or_a_witness_nothing_opens(client, operator, city, case, putri, sari, joko):
    assert opened(client, operator, city, reason="Perlu").status_code == 422
    assert opened(client, operator, city, hours=24).status_code == 422
    alone = factories.make_government("Kota Sepi", "kota-sepi")
    assert "dapat diberi tahu" in opened(client, operator, alone).text
    for user in (putri, sari, joko):
        assert opened(client, user, city).status_code == 404
    assert not BreakGlass.objects.exists()


def test_an_opening_is_never_rewritten(client, operator, city, case):
    opened(client, operator, city)
    for change in ({"reason": "Lain"}, {"until": timezone.now()}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            BreakGlass.objects.update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        BreakGlass.objects.get().delete()


def test_it_ends_by_itself(operator, city, case, now):
    past = {"opened_at": now - dt.timedelta(hours=3), "until": now - dt.timedelta(hours=1)}
    BreakGlass.objects.create(user=operator, government=city, reason=REASON, **past)
    assert not Case.objects.visible_to(operator).exists()
