"""The triggers that refuse change: declared beside the models, installed, never switched off."""

import pgtrigger
import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import DatabaseError, connection, transaction

from cases.models import AccessEntry, VaultCheck
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_database_has_the_declared_triggers_and_no_others():
    declared = {trigger.get_pgid(model) for model, trigger in pgtrigger.registered()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        assert {name for (name,) in cursor.fetchall()} == declared
    for model, trigger in pgtrigger.registered():
        assert trigger.get_installation_status(model) == ("INSTALLED", True), trigger.get_uri(model)


@pytest.fixture
def rows(sari, dinas_a, putri, now):
    case = factories.make_case(by=sari, agency=dinas_a, at=now)
    return {
        "who read what": AccessEntry.objects.create(case=case, user=sari, what="case", at=now),
        "what the nightly comparison found": VaultCheck.objects.create(at=now, checked=3, wrong=1),
        "what an administrator did": LogEntry.objects.create(user=putri, object_repr="Sari", action_flag=CHANGE),
    }


@pytest.mark.parametrize("change", ["update", "delete"])
def test_logs_are_append_only(rows, change):
    for row in rows.values():
        same = type(row).objects.filter(pk=row.pk)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            same.update(id=row.pk) if change == "update" else same.delete()


def test_no_setting_of_the_connection_opens_them(rows):
    with pytest.raises(DatabaseError, match="append-only"), pgtrigger.ignore(), transaction.atomic():
        VaultCheck.objects.update(wrong=0)
    assert VaultCheck.objects.get().wrong == 1
