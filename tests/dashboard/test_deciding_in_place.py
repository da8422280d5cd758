"""Leadership decides on the page that the dashboard opens: two taps, the same act, the same checks."""

import datetime as dt
import html
import re
import uuid

import pytest

from cases.models import AuditEntry, Decision, Employee, Instruction, Notification, PendingAct, Respondent, Role, Status
from regulations.models import SanctionType
from tests import factories

pytestmark = pytest.mark.django_db
APPOINTED = "Keputusan Mendagri 131/2025, 20 Februari 2025"
FIELD = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">')


@pytest.fixture
def mayor(city):
    """The elected head, who has no staff record."""
    person = Employee.objects.create(government=city, name="Wali Kota Contoh", other_number="KDH-1")
    return factories.make_user("walikota", Role.LEADER, city, employee=person)


@pytest.fixture
def path(rina, dinas_a):
    """A light breach of the head of an agency, on whom the mayor decides; the examiners propose a sanction."""
    person = factories.make_employee(
        "Hadi", agency=dinas_a, post="Kepala Dinas", post_level="JPT_PRATAMA", grade="IV/c"
    )
    path = factories.bring_to(factories.make_respondent(by=rina, employee=person), Status.FINDINGS, by=rina)
    path.findings_reports.update(recommended=SanctionType.objects.get(code="PNS-R2", in_force_until=None))
    return path


def opened(client, user, path: Respondent):
    client.force_login(user)
    return client.get(f"/dashboard/decide/{path.pk}/")


def agreed(client, page, path: Respondent, **typed: str):
    """The second tap: the form as it stands, with what was ``typed``."""
    form = page.text.partition('id="agree"')[2].partition("</form>")[0]
    sent = {name: html.unescape(value) for name, value in FIELD.findall(form)}
    words = re.search(r"<textarea[^>]*>([^<]*)</textarea>", form)
    assert words
    return client.post(
        f"/respondents/{path.pk}/decide/?tab=dashboard",
        sent | {"considerations": html.unescape(words[1]), "submission": str(uuid.uuid4())} | typed,
    )


def test_the_row_names_the_proposal_and_opens_the_page(client, mayor, path):
    client.force_login(mayor)
    text = client.get("/dashboard/").text
    assert "Teguran tertulis" in text
    assert f'href="/dashboard/decide/{path.pk}/"' in text


def test_the_page_shows_proposal_range_precedents_and_sheet(client, mayor, path):
    page = opened(client, mayor, path)
    for words in ("Usulan pemeriksa", "Teguran tertulis", "Rentang menurut hukum", "Kasus serupa", "butir terpenuhi"):
        assert words in page.text
    assert page.context["weighed"].obstacles == []


def test_two_taps_decide_through_the_ordinary_act(client, mayor, path):
    response = agreed(client, opened(client, mayor, path), path, mandate=APPOINTED)
    assert (response.status_code, response["Location"]) == (302, "/dashboard/")
    decision = Decision.objects.get()
    assert (decision.official, decision.official_person) == ("PPK", mayor.employee)
    assert decision.official_name == "Wali Kota Contoh, Wali Kota"
    assert decision.sanctions.get().sanction_type.code == "PNS-R2"
    assert AuditEntry.objects.filter(act="decide", actor=mayor).exists()


def test_a_head_without_a_record_names_the_appointment_once(client, mayor, rina, dinas_a, path):
    agreed(client, opened(client, mayor, path), path, mandate=APPOINTED)
    person = factories.make_employee("Joni", agency=dinas_a, post_level="JPT_PRATAMA", grade="IV/c")
    another = factories.bring_to(factories.make_respondent(by=rina, employee=person), Status.FINDINGS, by=rina)
    another.findings_reports.update(recommended=SanctionType.objects.get(code="PNS-R2", in_force_until=None))
    assert f'value="{APPOINTED}"' in opened(client, mayor, another).text


def test_a_level_that_takes_two_waits_for_a_second_account(client, city, mayor, rina, path):
    city.two_people_from, city.two_people_level = dt.date(2020, 1, 1), "LIGHT"
    city.save()
    page = opened(client, mayor, path)
    assert "Setujui dan ajukan" in page.text
    agreed(client, page, path, mandate=APPOINTED)
    assert not Decision.objects.exists()
    pending = PendingAct.objects.get()
    client.force_login(rina)
    assert str(pending.key) in client.get("/confirmations/").text


def test_an_account_that_may_not_impose_it_is_told_who_may(client, dewi, path):
    page = opened(client, dewi, path)
    assert "belum ditautkan dengan pegawai" in page.text
    assert 'id="agree"' not in page.text


def test_a_departure_needs_the_whole_sheet(client, mayor, path):
    path.findings_reports.update(recommended=SanctionType.objects.get(code="PNS-S1T", in_force_until=None))
    page = opened(client, mayor, path)
    assert page.context["weighed"].obstacles
    assert 'id="agree"' not in page.text
    assert f"/respondents/{path.pk}/decide/?tab=dashboard" in page.text


def test_a_stranger_does_not_open_it(client, tono, putri, path):
    assert opened(client, tono, path).status_code == 404
    assert opened(client, putri, path).status_code == 404


def test_a_path_at_another_stage_says_so(client, rina, mayor, dinas_a):
    path = factories.make_respondent(by=rina, employee=factories.make_employee("Ani", agency=dinas_a))
    assert "tidak dapat dilakukan pada tahap" in opened(client, mayor, path).text


def test_findings_go_back_with_a_reason_and_the_examiners_are_told(client, mayor, joko, path):
    client.force_login(mayor)
    address = f"/respondents/{path.pk}/return-findings/?tab=dashboard"
    sent = {"on": "hari ini", "version": path.version, "submission": str(uuid.uuid4())}
    assert client.post(address, sent).status_code == 422
    response = client.post(address, sent | {"reason": "Dampaknya belum diuraikan", "submission": str(uuid.uuid4())})
    assert (response.status_code, response["Location"]) == (302, "/dashboard/")
    path.refresh_from_db()
    assert path.status == Status.HEARD
    assert path.deadlines.filter(limit__step="REPORT", met_on=None).exists() or path.due_on is not None
    message = Notification.objects.filter(key__startswith="findings-returned").get(recipient=joko)
    assert "Dampaknya belum diuraikan" in message.body


def test_an_order_with_a_day_is_given_from_the_dashboard(client, mayor, path):
    client.force_login(mayor)
    address = f"/cases/{path.case.number}/instruct/?tab=dashboard"
    form = client.get(address).context["form"]
    assert form["given_by"].value() == str(mayor)
    assert form["to"].value() == path.case.agency_id
    sent = {
        "on": "hari ini",
        "to": path.case.agency_id,
        "text": "Lengkapi",
        "given_by": "Wali Kota",
        "due": "31/12/2099",
    }
    response = client.post(address, sent | {"submission": str(uuid.uuid4())})
    assert (response.status_code, response["Location"]) == (302, "/dashboard/")
    assert Instruction.objects.get().clocks.get().due_on == dt.date(2099, 12, 31)


def test_what_another_proposed_stands_first(client, city, mayor, rina, path, now):
    PendingAct.objects.create(
        kind="DECISION", government=city, case=path.case, summary="Teguran – Hadi", digest="0" * 64,
        proposed_by=rina, proposed_at=now, expires_at=now + dt.timedelta(days=7),
    )  # fmt: skip
    client.force_login(mayor)
    response = client.get("/dashboard/")
    assert [line.kind for line in response.context["pressing"].lines] == ["confirmation", "reported"]
    assert "2 hal menunggu Anda" in response.text
