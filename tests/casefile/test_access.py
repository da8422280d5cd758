"""Who may read a case: one queryset decides, and all others get 404."""

import datetime as dt

import pytest

from cases.models import Agency, Case, Employee, Employment, Hearing, Respondent, Role
from cases.parties import respondents
from cases.procedure.refusals import NotAllowed
from cases.two_people import recusals
from tests import factories


@pytest.fixture
def case(sari, budi, now):
    return factories.make_case(by=sari, agency=budi.employments.get().agency, at=now, people=(budi,))


def sees(user, case):
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def test_the_agencys_officer_bkpsdm_inspectorate_and_leadership_see_a_case(case, sari, rina, joko, dewi):
    assert [sees(user, case) for user in (sari, rina, joko, dewi)] == [True] * 4


def test_the_officer_of_another_agency_and_the_administrator_see_nothing(case, tono, putri):
    assert [sees(user, case) for user in (tono, putri)] == [False, False]


def test_an_officer_sees_the_cases_of_everything_below_their_agency(sari, dinas_a, city, now):
    school = factories.make_agency(city, "sdn-1", "SDN 1", parent=dinas_a)
    head = factories.make_user("kepala", Role.HR_OFFICER, city, agency=school)
    case = factories.make_case(by=head, agency=school, at=now)
    above = factories.make_case(by=sari, agency=dinas_a, at=now)
    assert sees(sari, case) and sees(head, case)
    assert sees(sari, above) and not sees(head, above)


def test_an_agency_with_the_same_code_prefix_is_not_below(sari, dinas_a, city, now):
    twin = factories.make_agency(city, "dinas-a-2", "Dinas A 2")
    assert not sees(
        sari, factories.make_case(by=factories.make_user("lain", Role.HR_OFFICER, city, agency=twin), agency=twin)
    )


def test_an_officer_sees_a_case_of_another_agency_in_which_their_staff_is_a_respondent(case, tono, rina, dinas_b, now):
    stranger = factories.make_employee("Andi", agency=dinas_b)
    respondents.add_respondent(case=case, actor=rina, at=now, employee=stranger)
    assert sees(tono, case)


def test_another_government_sees_nothing(case):
    other = factories.make_government("Kota Lain", "kota-lain")
    accounts = [factories.make_user(f"lain-{role}", role, other) for role in (Role.BKPSDM, Role.INSPECTOR, Role.LEADER)]
    assert [sees(user, case) for user in accounts] == [False] * 3


def test_a_recused_account_no_longer_sees_the_case(case, rina, joko, now):
    recusals.recuse(case=case, actor=joko, at=now, on=case.agency.local_date(now), user=joko, reason="Kerabat terlapor")
    assert not sees(joko, case) and sees(rina, case)


def test_only_bkpsdm_and_the_inspectorate_may_recuse_another_account(case, sari, joko, now):
    with pytest.raises(NotAllowed):
        recusals.recuse(case=case, actor=sari, at=now, on=case.agency.local_date(now), user=joko, reason="-")


def test_a_respondent_does_not_see_their_own_case_whatever_their_role(case, city, budi):
    account = factories.make_user("budi", Role.BKPSDM, city, employee=budi)
    assert not sees(account, case)
    assert not Respondent.objects.visible_to(account).exists()
    assert not Hearing.objects.visible_to(account).exists()


def test_people_are_seen_by_the_officer_of_every_agency_they_ever_worked_in(sari, tono, budi, dinas_a, dinas_b):
    assert Employee.objects.visible_to(sari).contains(budi)
    assert not Employee.objects.visible_to(tono).contains(budi)
    Employment.objects.filter(employee=budi).update(ends_on=dt.date(2025, 12, 31))
    Employment.objects.create(
        employee=budi, agency=dinas_b, category="PNS", post="Staf", starts_on=dt.date(2026, 1, 1)
    )  # fmt: skip
    assert Employee.objects.visible_to(sari).contains(budi) and Employee.objects.visible_to(tono).contains(budi)


def test_the_tree_finds_agencies_above_and_below(city, dinas_a):
    school = factories.make_agency(city, "sdn-1", "SDN 1", parent=dinas_a)
    assert set(Agency.objects.above(school)) == {school, dinas_a}
    assert set(Agency.objects.within(dinas_a)) == {school, dinas_a}
