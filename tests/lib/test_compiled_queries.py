"""Queries whose statement is compiled once; each call reads the rows for its people."""

import datetime as dt

from cases.models import Employment
from lib.compiled_queries import about_people, of_the_day
from regulations.models import Power
from tests import factories

ON = dt.date(2026, 7, 14)


@about_people
def posts(people):
    return Employment.objects.filter(employee__in=people).order_by("pk").values_list("employee_id", "category")


@of_the_day
def powers(category, route, on):
    return Power.objects.imposing(category, route, on)


def test_the_same_statement_answers_for_each_list_of_people_and_for_none(dinas_a, budi):
    other = factories.make_employee("Tini", agency=dinas_a, category="PPPK")
    assert posts([budi.pk]) == [(budi.pk, "PNS")]
    assert posts([other.pk, budi.pk]) == [(budi.pk, "PNS"), (other.pk, "PPPK")]
    assert posts([]) == []


def test_what_changed_since_is_read_anew(budi):
    assert posts([budi.pk]) == [(budi.pk, "PNS")]
    Employment.objects.filter(employee=budi).update(category="PPPK")
    assert posts([budi.pk]) == [(budi.pk, "PPPK")]


def test_the_law_of_a_day_is_the_law_as_it_is_now(db):
    found = powers("PNS", "DISCIPLINE", ON)
    assert found == list(Power.objects.imposing("PNS", "DISCIPLINE", ON))
    Power.objects.filter(pk=found[0].pk).update(in_force_until=ON - dt.timedelta(days=1))
    assert powers("PNS", "DISCIPLINE", ON) == found[1:]
    assert powers("PNS", "DISCIPLINE", ON - dt.timedelta(days=1)) == found
