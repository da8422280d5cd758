"""The tabs of a case: one statement each for what they show, and the way back to the tab on which an act was chosen."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import AccessEntry, Status
from cases.web.case_tabs import CaseTab
from regulations.models import Route
from tests import factories

pytestmark = pytest.mark.django_db
# Session, account, case, log of the reading, and one statement for the tab; the history has its page of entries, and
# the people the two questions whether the account may read reporters, and the reporters. The first tab asks for the
# other bodies, and for ten minutes whether the report can still be taken back. The letters take three to tell which
# fell.
MOST = {CaseTab.SUMMARY: 7, CaseTab.PEOPLE: 8, CaseTab.LETTERS: 8, CaseTab.HISTORY: 6, CaseTab.HANDLING: 8}


def statements(client, path):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in found if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]


@pytest.mark.parametrize("tab", CaseTab)
def test_a_tab_takes_as_many_statements_for_eight_people_as_for_one(client, sari, rina, dinas_a, tab):
    def case_of(n):
        people = tuple(factories.make_employee(f"Orang {i}", agency=dinas_a) for i in range(n))
        case = factories.make_case(by=sari, agency=dinas_a, people=people)
        for respondent in case.respondents.all():
            factories.bring_to(respondent, Status.DELIVERED, by=rina, route=Route.DISCIPLINE)
        return reverse(tab.value, args=[case.number])

    client.force_login(rina)
    one, eight = case_of(1), case_of(8)
    client.get(one)
    found = statements(client, one), statements(client, eight)
    assert len(found[0]) == len(found[1]) <= MOST.get(tab, 5), "\n".join(found[1])


@pytest.mark.parametrize("tab", CaseTab)
def test_every_tab_logs_that_it_was_read_and_is_hidden_from_strangers(client, sari, tono, budi, tab):
    case = factories.make_respondent(by=sari, employee=budi).case
    address = reverse(tab.value, args=[case.number])
    client.force_login(tono)
    assert client.get(address).status_code == 404
    client.force_login(sari)
    assert client.get(address).status_code == 200
    assert AccessEntry.objects.get().what == tab.short


@pytest.mark.parametrize(("begun", "there"), [("", "case"), ("?tab=people", "case-people"), ("?tab=x", "case")])
def test_an_act_leads_back_to_the_tab_on_which_it_was_chosen(client, sari, budi, begun, there):
    path = factories.make_respondent(by=sari, employee=budi)
    client.force_login(sari)
    address = f"/respondents/{path.pk}/record-fact/{begun}"
    back = reverse(there, args=[path.case.number])
    assert f'href="{back}"' in client.get(address).text
    sent = {
        "submission": str(uuid.uuid4()),
        "version": path.version,
        "on": "hari ini",
        "kind": "APOLOGY",
        "text": "Maaf",
    }
    answer = client.post(address, sent)
    assert (answer.status_code, answer.url) == (302, back), answer.context


def test_acts_on_a_tab_name_it(client, sari, budi):
    path = factories.make_respondent(by=sari, employee=budi)
    client.force_login(sari)
    tab = client.get(f"/cases/{path.case.number}/people/").text
    assert f"/cases/{path.case.number}/add-respondent/?tab=people" in tab
    assert f"/respondents/{path.pk}/request-clarification/?tab=people" in tab
    summary = client.get(f"/cases/{path.case.number}/").text
    assert f'/respondents/{path.pk}/request-clarification/"' in summary


def test_places_that_old_links_name_are_on_the_first_tab(client, sari, dinas_a, budi):
    path = factories.make_respondent(by=sari, employee=budi)
    client.force_login(sari)
    text = client.get(f"/cases/{path.case.number}/").text
    names = ["people-title", "history-title", "deadlines-title", "evidence-title", f"respondent-{path.pk}"]
    for name in [*names, f"incident-{path.case.incidents.get().pk}"]:
        assert text.count(f'id="{name}"') == 1, name


def test_what_is_unknown_of_an_incident_is_named_in_one_line(client, sari, dinas_a):
    case = factories.make_case(by=sari, agency=dinas_a)
    client.force_login(sari)
    text = client.get(f"/cases/{case.number}/evidence/").text
    assert "Direkam, Diunggah, Viral, Dilaporkan, Bentuk, Seragam, Tempat" in text


def test_only_the_nearest_clocks_stand_open(client, sari, rina, dinas_a, now):
    people = tuple(factories.make_employee(f"Orang {i}", agency=dinas_a) for i in range(5))
    case = factories.make_case(by=sari, agency=dinas_a, people=people, at=now - dt.timedelta(days=1))
    client.force_login(sari)
    answer = client.get(f"/cases/{case.number}/")
    assert len(answer.context["clocks"]) == 3
    assert "2 tenggat lain" in answer.text


def test_the_chronology_has_every_act_by_its_day_and_says_the_same_twice(client, sari, rina, budi, now):
    path = factories.make_respondent(by=sari, employee=budi, at=now - dt.timedelta(days=9))
    factories.bring_to(path, Status.DELIVERED, by=rina, route=Route.DISCIPLINE)
    client.force_login(rina)
    page = client.get(f"/cases/{path.case.number}/chronology/")
    entries = list(page.context["entries"])
    assert len(entries) == path.case.history.count()
    assert [entry.on for entry in entries] == sorted(entry.on for entry in entries)
    again = client.get(f"/cases/{path.case.number}/chronology/")
    body = lambda answer: answer.text.partition("<tbody>")[2].partition("</tbody>")[0]  # noqa: E731
    assert body(page) == body(again)
