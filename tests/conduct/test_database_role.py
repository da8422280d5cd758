"""The application comes to the database as a role that reads and writes rows and can do nothing else."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from cases.management.commands import migrate
from cases.models import AuditEntry, Status, Unsealed
from cases.operations import faults
from cases.sealing import heads, links
from cases.sealing.verifying import verify
from lib import database_rights
from tests import factories
from tests.samples.forbidden_statements import FORBIDDEN

ROLE = "conduct_test_app"
pytestmark = pytest.mark.django_db


@pytest.fixture
def as_application(db):
    """The rest of the test as the application's role, made and granted as migrations do it."""
    with connection.cursor() as cursor:
        database_rights.grant(cursor, apps.get_models(include_auto_created=True), role=ROLE, password="geheim")
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_role_is_refused(statement, as_application):
    with pytest.raises(ProgrammingError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert refusal.value.__cause__.pgcode == "42501"  # insufficient privilege, and not some other mistake


def test_every_table_may_be_read_and_every_record_that_only_grows_refuses_change(as_application):
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT 1 FROM {model._meta.db_table} LIMIT 0")
    grown = [model for model in apps.get_models() if {"UPDATE", "DELETE"} <= database_rights._refused(model)]
    assert len(grown) > 20
    for model in grown:
        with pytest.raises(ProgrammingError), transaction.atomic():
            model._base_manager.all()._raw_delete("default")


def test_the_office_works_as_the_role(sari, rina, budi, now, as_application):
    """A case from its report to the objection, pages, a sign-in, and the seals over all of it."""
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    factories.bring_to(respondent, Status.CONTESTED, by=rina, at=now)
    client = Client()
    assert client.post("/login/", {"login": "sari", "password": "rahasia-sekali"}).status_code == 302
    assert client.get(f"/cases/{respondent.case.number}/").status_code == 200
    links.seal_waiting(now)
    heads.sign_heads(now)
    assert AuditEntry.objects.count() > 5 and not Unsealed.objects.exists()
    assert verify().breaks == []


def test_production_says_when_it_comes_as_the_owner(settings, as_application):
    settings.PRODUCTION = True
    assert faults.database_role() == []
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert [fault.name for fault in faults.database_role()] == ["database-role"]


def test_migrating_as_the_owner_gives_the_role_its_rights(settings, db):
    settings.IS_OWNER, settings.APPLICATION_DATABASE = True, {"USER": ROLE, "PASSWORD": "geheim"}
    call_command(migrate.Command(), verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'cases_case', 'UPDATE')", [ROLE])
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT has_table_privilege(%s, 'cases_auditentry', 'UPDATE')", [ROLE])
        assert cursor.fetchone() == (False,)


def test_a_role_that_owns_the_tables_or_more_is_refused(settings, db):
    settings.IS_OWNER, settings.APPLICATION_DATABASE = True, connection.settings_dict
    with pytest.raises(CommandError, match="is a superuser"):
        call_command(migrate.Command(), verbosity=0)
