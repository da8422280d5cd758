"""An import that kills its worker is set aside after three attempts and told; one that runs can be stopped."""

import os
import subprocess
import sys
import uuid

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from cases.imports import runs
from cases.models import Notification, StaffImport
from cases.people import staff_import
from cases.procedure.refusals import RuleViolation
from tests.samples.payroll import DAY, sheet

DIE = """
import os, django
django.setup()
from django.utils import timezone
from cases.people import staff_import
staff_import._work_off = lambda row, now: os._exit(9)
staff_import.work_off(timezone.now())
"""


def uploaded(actor):
    return staff_import.upload(actor=actor, at=timezone.now(), file=sheet("x"), valid_on=DAY)


def die():
    """A worker that is killed in the middle of the file."""
    own = connection.settings_dict
    address = f"postgresql://{own['USER']}:{own['PASSWORD']}@{own['HOST'] or 'localhost'}/{own['NAME']}"
    if own["PORT"]:
        address = address.replace(f"@{own['HOST']}/", f"@{own['HOST']}:{own['PORT']}/")
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "conduct.settings"}
    assert subprocess.run([sys.executable, "-c", DIE], env=environment, cwd=settings.BASE_DIR).returncode == 9


@pytest.mark.process
@pytest.mark.django_db(transaction=True)
def test_an_import_that_kills_its_worker_three_times_is_set_aside_and_told(rina):
    row = uploaded(rina)
    for _attempt in range(3):
        die()
        row.refresh_from_db()
        assert row.is_running
    staff_import.work_off(timezone.now())
    row.refresh_from_db()
    assert (row.state, row.attempts) == (StaffImport.State.FAILED, 0)
    assert row.problem.startswith("Pemrosesan berhenti di tengah jalan tiga kali.")
    told = Notification.objects.get()
    assert (told.recipient, told.path) == (rina, reverse("staff-import", args=[row.pk]))


@pytest.mark.django_db
def test_a_fourth_attempt_is_not_begun(rina):
    row = uploaded(rina)
    StaffImport.objects.update(attempts=3)
    assert runs.attempt(row, lambda: 1, page="staff-import", at=timezone.now()) == 0
    row.refresh_from_db()
    assert (row.state, row.attempts) == (StaffImport.State.FAILED, 0)
    assert Notification.objects.get().recipient == rina


@pytest.mark.django_db
def test_a_button_that_comes_too_early_says_why(client, rina):
    row = uploaded(rina)
    client.force_login(rina)
    page = reverse("staff-import", args=[row.pk])
    for act, words in (("check", "sedang diproses"), ("confirm", "Hanya berkas yang sudah diperiksa")):
        assert words in client.post(page, {"act": act, "submission": uuid.uuid4()}, follow=True).text
    StaffImport.objects.update(state=StaffImport.State.CHECKED, rows=1, rejected=1)
    answer = client.post(page, {"act": "confirm", "submission": uuid.uuid4()}, follow=True)
    assert "Tidak ada baris yang benar" in answer.text
    row.refresh_from_db()
    assert row.state == StaffImport.State.CHECKED


@pytest.mark.django_db
def test_pieces_that_end_are_not_counted(rina):
    row = uploaded(rina)
    for _attempt in range(5):
        assert runs.attempt(row, lambda: 1, page="staff-import", at=timezone.now()) == 1
    row.refresh_from_db()
    assert (row.attempts, Notification.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_an_import_is_stopped_by_its_button_and_may_be_checked_again(client, rina):
    row = uploaded(rina)
    client.force_login(rina)
    page = reverse("staff-import", args=[row.pk])
    assert "Hentikan" in client.get(page).text
    client.post(page, {"act": "stop", "submission": uuid.uuid4()})
    assert "Dihentikan oleh" in client.get(page).text
    assert staff_import.work_off(timezone.now()) == 0
    client.post(page, {"act": "check", "submission": uuid.uuid4()})
    assert staff_import.work_off(timezone.now()) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_done_wholly_or_not_at_all_is_not_stopped_in_its_middle(rina):
    row = uploaded(rina)
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT FROM cases_staffimport FOR NO KEY UPDATE")
        with pytest.raises(RuleViolation, match="sedang dikerjakan"), transaction.atomic():
            runs.stop(row, rina.government, rina)
    finally:
        other.rollback()
        other.close()
    runs.stop(row, rina.government, rina)
    with pytest.raises(RuleViolation, match="sudah selesai"):
        runs.stop(row, rina.government, rina)
