"""Only staff of the day is examined as staff: by NIP, and by the staff record."""

import datetime as dt

import pytest

from cases.applicable_law.status_of_the_day import check_same_status, check_status, job_on
from cases.models import Employment
from cases.procedure.refusals import RuleViolation
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(sari, budi, now):
    """Budi's NIP says January 2010, his record begins in 2015."""
    return factories.make_respondent(by=sari, employee=budi, at=now)


def test_before_the_appointment_of_the_nip_nobody_is_staff(path):
    with pytest.raises(RuleViolation, match="belum menjadi pegawai: menurut NIP diangkat 01/2010"):
        check_status(path, dt.date(2009, 12, 31))


def test_between_appointment_and_the_first_row_the_nip_decides(path):
    assert check_status(path, dt.date(2012, 5, 1)) is None


def test_after_the_last_row_ended_nobody_is_staff(path, budi):
    budi.employments.update(ends_on=dt.date(2020, 6, 30))
    check_status(path, dt.date(2020, 6, 30))
    with pytest.raises(RuleViolation, match=r"tidak lagi bekerja \(PNS sampai 30/06/2020\)"):
        check_status(path, dt.date(2020, 7, 1))


def test_the_last_status_before_the_day_is_named(path, budi, dinas_a):
    budi.employments.update(starts_on=dt.date(2016, 1, 1), ends_on=dt.date(2020, 6, 30))
    before = {"starts_on": dt.date(2015, 1, 1), "ends_on": dt.date(2015, 12, 31)}
    Employment.objects.create(employee=budi, agency=dinas_a, category="CPNS", post="Calon", **before)
    with pytest.raises(RuleViolation, match=r"\(PNS sampai 30/06/2020\)"):
        check_status(path, dt.date(2021, 1, 4))


def test_without_a_nip_the_first_row_decides(sari, dinas_a, now):
    worker = factories.make_employee("Ani", agency=dinas_a, category="CONTRACT", starts_on=dt.date(2022, 1, 3))
    path = factories.make_respondent(by=sari, employee=worker, at=now)
    with pytest.raises(RuleViolation, match="belum tercatat bekerja"):
        check_status(path, dt.date(2021, 12, 31))


def test_an_act_in_another_status_is_a_case_of_its_own(path, budi, dinas_a):
    budi.employments.update(starts_on=dt.date(2020, 1, 1))
    before = {"starts_on": dt.date(2019, 1, 1), "ends_on": dt.date(2019, 12, 31)}
    Employment.objects.create(employee=budi, agency=dinas_a, category="CPNS", post="Calon", **before)
    check_same_status(path, dt.date(2024, 5, 6))
    with pytest.raises(RuleViolation, match="berstatus CPNS, bukan PNS"):
        check_same_status(path, dt.date(2019, 5, 6))


def test_somebody_unknown_has_no_status_to_check(sari, dinas_a, now):
    unknown = factories.make_case(by=sari, agency=dinas_a, at=now).respondents.get()
    assert check_same_status(unknown, dt.date(1990, 1, 1)) is None


def test_before_the_first_row_the_first_row_counts():
    rows = [Employment(starts_on=dt.date(2015, 1, 1)), Employment(starts_on=dt.date(2020, 1, 1))]
    days = (dt.date(2014, 1, 1), dt.date(2019, 12, 31), dt.date(2020, 1, 1))
    assert [job_on(rows, day) for day in days] == [rows[0], rows[0], rows[1]]
    assert job_on([], days[0]) is None
