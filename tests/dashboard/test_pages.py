"""Every number of the dashboard equals the length of its list and a recount of the rows."""

import datetime as dt
import re
from collections import Counter

import pytest

from cases.dashboard import numbers as dashboard
from cases.dashboard.metrics import METRICS
from cases.dashboard.numbers import duration_of
from cases.dashboard.periods import Period
from cases.dashboard.scope import Scope, agencies_of
from cases.models import (
    Case,
    CaseTally,
    Deadline,
    DeadlineTally,
    DurationTally,
    Sanction,
    SanctionTally,
    Status,
)
from cases.oversight import acts as oversight
from cases.procedure.summary import refresh, refresh_all
from regulations.models import StaffCategory
from tests import factories

pytestmark = pytest.mark.django_db


def sanctioned(by, agency, name, at=None, **over):
    person = factories.make_employee(name, agency=agency, **over)
    path = factories.make_respondent(by=by, employee=person, at=at)
    return factories.bring_to(path, Status.DELIVERED, by=by, at=at)


@pytest.fixture
def some_cases(rina, dinas_a, dinas_b):
    """Three sanctions (one by one agency), an open case, one late by law, one late by our own rule."""
    for agency, name in ((dinas_a, "Ani"), (dinas_a, "Beni"), (dinas_b, "Cici")):
        sanctioned(rina, agency, name)
    factories.make_case(by=rina, agency=dinas_b)
    for name, status, step in (("Dedi", Status.SUMMONED, "SUMMONS1"), ("Evi", Status.CLARIFICATION, "INT-CLARIFY")):
        path = factories.make_respondent(by=rina, employee=factories.make_employee(name, agency=dinas_a))
        factories.bring_to(path, status, by=rina)
        path.deadlines.filter(limit__step=step).update(starts_on=dt.date(2026, 1, 5), due_on=dt.date(2026, 1, 12))
        refresh(path.case)


def recounted_rows(tally):
    return {tuple(row[:-1]): row[-1] for row in tally.recount()}


def get(client, user, path="/dashboard/"):
    client.force_login(user)
    return client.get(path)


def shown_on(numbers):
    """What the tiles say, by the code of the number."""
    return {
        "open": numbers.open_cases,
        "overdue": numbers.lateness.statutory,
        "clarification": numbers.lateness.clarification,
        "ontime": numbers.fell_due,
        "duration": numbers.duration.n,
        "sanctions": numbers.sanctions.total,
        "repeats": numbers.sanctions.repeats,
    }


def tile_values(response):
    return {tile["label"].split(" 20")[0]: tile["value"] for tile in response.context["tiles"]}


def test_the_numbers_are_those_of_the_rows(client, dewi, some_cases):
    response = get(client, dewi)
    year = response.context["scope"].year
    sanctions = Sanction.objects.filter(decision__state="STANDING", decided_on__year=year)
    fell_due = Deadline.objects.filter(statutory=True, is_duty=True, due_on__year=year)
    met = fell_due.filter(met_on__isnull=False)
    numbers = response.context["numbers"]
    assert numbers.open_cases == Case.objects.filter(closed_on=None).count() == 6
    assert numbers.lateness.statutory == 1
    assert numbers.lateness.clarification == 1
    assert numbers.on_time == sum(clock.met_on <= clock.due_on for clock in met)
    assert numbers.sanctions.total == sanctions.count() == 3
    assert numbers.sanctions.repeats == sanctions.filter(is_repeat=True).count()
    assert sum(numbers.sanctions.by_month.values()) == 3
    assert {(name, n) for _pk, name, n in numbers.sanctions.by_agency} == {("Dinas A", 2), ("Dinas B", 1)}


@pytest.mark.parametrize("who", ["sari", "rina", "dewi"])
def test_every_number_is_the_length_of_the_list_behind_it(client, request, who, some_cases):
    user = request.getfixturevalue(who)
    response = get(client, user)
    numbers = response.context["numbers"]
    shown = shown_on(numbers)
    assert shown.keys() <= METRICS.keys()
    for code, number in shown.items():
        behind = get(client, user, f"/dashboard/metric/{code}/")
        assert len(behind.context["page"].rows) == behind.context["total"] == number, code
    on_time = get(client, user, "/dashboard/metric/ontime/").context
    assert on_time["good"] == numbers.on_time


def test_every_number_is_a_recount_of_its_rows(client, rina, some_cases):
    """The nightly recount, added up as the tile adds up its counters, gives the tile and the rows behind it."""
    response = get(client, rina)
    numbers, scope = response.context["numbers"], response.context["scope"]
    late = {code: METRICS[code].rows(scope) for code in ("overdue", "clarification")}
    missed = late["overdue"].filter(due_on__year=scope.year).count()
    sanctions = {key: n for key, n in recounted_rows(SanctionTally).items() if key[1].year == scope.year}
    met = {key: n for key, n in recounted_rows(DeadlineTally).items() if key[1].year == scope.year and key[2]}
    recounted = {
        "open": sum(n for (_agency, stage), n in recounted_rows(CaseTally).items() if stage != Status.CLOSED),
        "overdue": late["overdue"].count(),
        "clarification": late["clarification"].count(),
        "ontime": sum(met.values()) + missed,
        "duration": sum(n for key, n in recounted_rows(DurationTally).items() if key[1] == scope.year),
        "sanctions": sum(sanctions.values()),
        "repeats": sum(n for key, n in sanctions.items() if key[4]),
    }
    shown = shown_on(numbers)
    assert recounted == shown
    assert shown["sanctions"] == 3
    assert shown["ontime"] > shown["overdue"] == 1
    assert sum(n for key, n in met.items() if key[3]) == numbers.on_time
    assert {code: METRICS[code].rows(scope).count() for code in shown} == shown


@pytest.mark.parametrize("code", ["open", "sanctions", "repeats"])
def test_the_list_of_cases_behind_a_number_holds_the_cases_of_its_rows(client, dewi, some_cases, code):
    Sanction.objects.filter(pk=Sanction.objects.earliest("pk").pk).update(is_repeat=True)
    context = get(client, dewi, f"/dashboard/metric/{code}/").context
    metric = METRICS[code]
    counted = set(metric.rows(context["scope"]).values_list(metric.case or "pk", flat=True))
    assert counted == {row.pk for row in client.get(context["cases_url"]).context["page"].rows}


def test_every_bar_and_word_leads_to_as_many_rows(client, dewi, some_cases):
    response = get(client, dewi)
    bars = response.context["agency_bars"]["rows"] + response.context["category_bars"]["rows"]
    marks = [(row["value"], row["url"]) for row in bars]
    marks += [(row["total"], row["url"]) for row in response.context["months"]["rows"] if row["total"]]
    marks += [(n, url) for _label, n, url in response.context["severity_words"]]
    assert len(marks) >= 5
    for value, url in marks:
        assert len(client.get(url).context["page"].rows) == value, url


def test_every_tile_leads_somewhere(client, dewi, some_cases):
    for tile in get(client, dewi).context["tiles"]:
        assert tile["url"].startswith(("/cases/?", "/dashboard/metric/"))


def test_an_hr_officer_sees_its_own_agency(client, sari, some_cases):
    numbers = get(client, sari).context["numbers"]
    assert numbers.sanctions.total == 2
    assert numbers.open_cases == 4


def test_another_government_sees_zero(client, some_cases):
    elsewhere = factories.make_government("Kota Lain", "kota-lain")
    response = get(client, factories.make_user("asing", "LEADER", elsewhere))
    assert response.context["numbers"].open_cases == 0
    assert "Belum ada sanksi" in response.text


def test_the_administrator_has_no_dashboard(client, putri):
    assert get(client, putri).status_code == 404
    assert get(client, putri, "/dashboard/metric/open/").status_code == 404


def test_an_unknown_number_is_404(client, dewi):
    assert get(client, dewi, "/dashboard/metric/tidak-ada/").status_code == 404


def test_the_filters_narrow(client, dewi, dinas_b, some_cases):
    assert get(client, dewi, f"/dashboard/?agency={dinas_b.pk}").context["numbers"].sanctions.total == 1
    assert get(client, dewi, "/dashboard/?period=2020").context["numbers"].sanctions.total == 0
    wrong = get(client, dewi, "/dashboard/?agency=999999&period=banyak")
    assert wrong.status_code == 422
    assert wrong.context["numbers"].sanctions.total == 3


def test_an_agency_outside_the_scope_is_no_choice(client, sari, dinas_b, some_cases):
    assert get(client, sari, f"/dashboard/?agency={dinas_b.pk}").status_code == 422


def test_no_name_of_a_person_stands_on_the_dashboard(client, dewi, some_cases):
    text = get(client, dewi).text
    text += "".join(get(client, dewi, f"/dashboard/metric/{code}/").text for code in METRICS)
    assert not re.search(r"\b(Ani|Beni|Cici|Dedi|Evi)\b", text)


def test_what_waits_for_leadership_is_listed(client, dewi, rina, dinas_a, dinas_b, now):
    person = factories.make_employee("Fani", agency=dinas_a)
    path = factories.bring_to(factories.make_respondent(by=rina, employee=person), Status.FINDINGS, by=rina)
    case = factories.make_case(by=rina, agency=dinas_b)
    oversight.instruct(
        case=case, actor=dewi, at=now, on=dewi.local_date(now), to=dinas_b, text="Periksa", given_by="Sekretaris Daerah"
    )
    text = get(client, dewi).text
    assert "Menunggu Anda" in text
    assert path.case.number in text
    assert "Hasil pemeriksaan menunggu keputusan" in text
    assert case.number in text
    assert "1 hal menunggu Anda" in text
    assert "Perintah belum dilaporkan (1)" in text
    assert "1 hal menunggu arahan pimpinan" in get(client, rina).text


def test_exceptions_name_who_is_responsible(client, dewi, some_cases):
    text = get(client, dewi).text
    assert "1 tenggat hukum terlewat" in text
    assert "Penanggung jawab" in text


def test_a_median_of_fewer_than_five_is_not_shown(client, dewi, some_cases):
    assert "data terlalu sedikit, n = 0" in get(client, dewi).text


@pytest.mark.parametrize(
    ("days", "n", "median", "p90"),
    [
        ([], 0, None, None),
        ([7], 1, 7, 7),
        ([1, 2], 2, 1.5, 2),
        ([1, 2, 3, 4, 100], 5, 3, 100),
        (range(1, 11), 10, 5.5, 9),
    ],
)
def test_median_and_ninth_decile_come_from_the_histogram(days, n, median, p90):
    found = duration_of(Counter(days))
    assert (found.n, found.median, found.p90) == (n, median, p90)
    assert found.is_shown == (n >= 5)


@pytest.mark.parametrize("cases", [1, 50])
def test_the_dashboard_costs_six_statements(client, dewi, rina, dinas_a, cases, django_assert_max_num_queries):
    sanctioned(rina, dinas_a, "Ani")
    for n in range(cases):
        factories.make_respondent(by=rina, employee=factories.make_employee(f"Pegawai {n}", agency=dinas_a))
    Deadline.objects.filter(met_on=None).update(starts_on=dt.date(2026, 1, 5), due_on=dt.date(2026, 1, 12))
    refresh_all(list(Case.objects.all()))
    client.force_login(dewi)
    with django_assert_max_num_queries(6):
        client.get("/dashboard/")


@pytest.mark.parametrize("code", list(METRICS))
@pytest.mark.parametrize("cases", [1, 20])
def test_the_page_behind_a_number_costs_seven_statements(
    client, dewi, rina, dinas_a, cases, code, django_assert_max_num_queries
):
    for n in range(cases):
        factories.make_respondent(by=rina, employee=factories.make_employee(f"Pegawai {n}", agency=dinas_a))
    client.force_login(dewi)
    with django_assert_max_num_queries(7):
        client.get(f"/dashboard/metric/{code}/")


def test_categories_are_told_apart(client, dewi, rina, dinas_a):
    sanctioned(rina, dinas_a, "Ani")
    agencies = agencies_of(dewi)
    keys = list(agencies.values_list("pk", flat=True))
    today = dewi.local_date(dt.datetime.now(dt.UTC))
    scope = Scope(agencies, keys, Period.of_year(today.year), today)
    assert dashboard.sanctions_of(scope).by_category == {StaffCategory.PNS: 1}


def test_open_cases_lead_to_as_many_in_the_list(client, dewi, sari, some_cases):
    tile = get(client, dewi).context["tiles"][0]
    assert tile["url"] == "/cases/?state=open"
    assert len(set(re.findall(r"KS-\d{4}-\d+", client.get(tile["url"]).text))) == tile["value"]
    of_agency = get(client, sari).context["tiles"][0]
    assert len(client.get(of_agency["url"]).context["page"].rows) == of_agency["value"]


def test_the_bar_of_every_agency_counts_the_list_that_it_opens(client, rina, city, dinas_a, now):
    """A school and the agency above it: each bar counts one of them, and so does the page behind it."""
    school = factories.make_agency(city, "sdn-1", "SDN 1", parent=dinas_a, kind="SCHOOL")
    for agency in (dinas_a, school, school):
        employee = factories.make_employee("Guru", agency=agency)
        factories.bring_to(
            factories.make_respondent(by=rina, employee=employee, at=now), Status.DECIDED, by=rina, at=now
        )
    client.force_login(rina)
    numbers = client.get("/dashboard/").context["numbers"].sanctions.by_agency
    assert {name: n for _pk, name, n in numbers} == {"Dinas A": 1, "SDN 1": 2}
    for pk, _name, n in numbers:
        page = client.get(f"/dashboard/metric/sanctions/?agency={pk}&only=1")
        assert (page.status_code, page.context["total"]) == (200, n)
