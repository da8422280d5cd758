"""Each scenario is run with every runner, for all tests of its file, and rolled back after the last of them."""

import pytest
from django.db import transaction

from cases.demo import organisation
from cases.models import Case, User
from tests import law
from tests.scenarios.runners import RUNNERS


@pytest.fixture(scope="module", params=RUNNERS)
def recorded(request, django_db_setup, django_db_blocker):
    """The scenario that the test file names as ``SCENARIO``."""
    with django_db_blocker.unblock():
        law.let_stand()
    with django_db_blocker.unblock(), transaction.atomic():
        organisation.found("rahasia-sekali")
        yield request.module.SCENARIO.run_script(request.param()).pk
        transaction.set_rollback(True)


@pytest.fixture
def case(recorded, db) -> Case:
    return Case.objects.get(pk=recorded)


@pytest.fixture
def account(case):
    """An account by its user name."""
    return lambda name: User.objects.get(username=name)
