"""Reading costs the same however many cases there are."""

import pytest

from cases.models import Case, Role
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_subtree_of_an_officer_is_read_once_a_request(city, django_assert_num_queries):
    agency = factories.make_agency(city, "dinas-x", "Dinas X")
    officer = factories.make_user("petugas", Role.HR_OFFICER, city, agency)
    with django_assert_num_queries(4):  # the agencies below, those above, then the cases twice
        list(Case.objects.visible_to(officer))
        list(Case.objects.visible_to(officer))


def test_a_planner_sees_the_agencies_of_an_officer_as_values(city):
    agency = factories.make_agency(city, "dinas-y", "Dinas Y")
    school = factories.make_agency(city, "sekolah-y", "Sekolah Y", parent=agency)
    officer = factories.make_user("petugas", Role.HR_OFFICER, city, agency)
    assert set(officer.subtree) == {agency.pk, school.pk}
    query = str(Case.objects.visible_to(officer).query)
    assert f"= ANY({officer.subtree})" in query and f"= ANY({officer.above})" in query
    assert '"path"' not in query
