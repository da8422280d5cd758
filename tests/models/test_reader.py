"""A compiled scope with parameters returns the same rows as the scope of the account."""

import pytest

from cases.models import Case, IncomingReport, Respondent
from cases.models.people.reader import AnyReader, keys_of
from lib.compiled_queries import Statement
from tests import factories


@pytest.fixture
def two_agencies(rina, dinas_a, dinas_b, budi):
    """A case in each of two agencies, and one in which the officer of the second agency is a respondent."""
    other = factories.make_employee("Tini", agency=dinas_b)
    factories.make_case(by=rina, agency=dinas_a, people=(budi,))
    factories.make_case(by=rina, agency=dinas_b, people=(other,))
    return factories.make_case(by=rina, agency=dinas_b, people=(other, budi))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["sari", "tono", "rina", "joko", "dewi", "putri"])
@pytest.mark.parametrize("model", [Case, Respondent, IncomingReport])
def test_one_statement_serves_every_account_of_a_role(request, two_agencies, name, model):
    user = request.getfixturevalue(name)
    own = set(model.objects.visible_to(user).values_list("pk", flat=True))
    general = Statement(model.objects.visible_to(AnyReader.like(user)).values_list("pk"))
    assert {pk for (pk,) in general.rows(**keys_of(user))} == own


@pytest.mark.django_db
def test_whoever_is_a_respondent_of_a_case_does_not_find_it(two_agencies, rina, budi):
    rina.employee = budi
    general = Statement(Case.objects.visible_to(AnyReader.like(rina)).values_list("pk"))
    found = {pk for (pk,) in general.rows(**keys_of(rina))}
    assert two_agencies.pk not in found
    assert found == set(Case.objects.visible_to(rina).values_list("pk", flat=True))
