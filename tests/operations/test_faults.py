"""Every fault that the installation looks for is found while it lasts, and only then."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command

from cases.models import ChainCheck, VaultRound
from cases.operations import faults

HOUR = dt.timedelta(hours=1)


def names(found):
    return [fault.name for fault in found]


def test_a_clock_beside_that_of_the_database_is_a_fault(db):
    assert faults.host_clock() == []
    with time_machine.travel(dt.datetime.now(dt.UTC) + HOUR):
        (fault,) = faults.host_clock()
    assert fault.name == "clock" and "basis data" in fault.text


def test_a_bucket_that_does_not_answer_is_a_fault(settings):
    options = {
        "bucket_name": "bukti", "endpoint_url": "http://127.0.0.1:1", "access_key": "a", "secret_key": "b",
        "client_config": None,
    }  # fmt: skip
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    }
    assert names(faults.storage()) == ["storage"]


@pytest.mark.parametrize(
    ("age", "broken", "expected"), [(1, "", []), (1, "kota: 7\nkota: 8", ["record"]), (51, "", ["record-check"])]
)
def test_the_verification_of_the_record_is_watched(db, now, age, broken, expected):
    assert faults.record_check(now) == []
    ChainCheck.objects.create(at=now - age * HOUR, checked=9, broken=broken)
    found = faults.record_check(now)
    assert names(found) == expected
    assert "kota: 8" not in "".join(fault.text for fault in found)


@pytest.mark.parametrize(("age", "expected"), [(49, []), (51, ["evidence-check"])])
def test_a_first_evidence_check_that_does_not_end_is_a_fault(db, now, age, expected):
    assert faults.evidence_check(now) == []
    VaultRound.objects.create(began_at=now - age * HOUR)
    assert names(faults.evidence_check(now)) == expected


def test_an_application_that_owns_the_tables_is_a_fault_in_production(db, settings):
    assert faults.database_role() == []
    settings.PRODUCTION = True
    assert names(faults.database_role()) == ["database-role"]


def test_the_command_of_the_timer_says_ok_where_nothing_is_wrong(all_beating, capsys):
    call_command("check_health")
    assert capsys.readouterr().out == "ok\n"


def test_the_check_of_the_cases_says_ok_where_nothing_is_wrong(db, capsys):
    call_command("check_cases")
    assert capsys.readouterr().out == "ok\n"
