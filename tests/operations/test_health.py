"""The installation detects its faults, shows them and tells its operator."""

import datetime as dt
import shutil

import pytest
from celery import shared_task
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from cases.models import Alarm, Heartbeat, Notification, VaultCheck
from cases.operations import alarms, faults, heartbeats
from tests import factories


def names(found):
    return {fault.name for fault in found}


@shared_task(name="tests.tick")
def tick(fail: bool = False) -> None:
    if fail:
        raise ValueError("no room")


def test_a_task_that_succeeds_leaves_a_heartbeat(db):
    tick.apply()
    beat = Heartbeat.objects.get(name="tick")
    assert beat.ended_at >= beat.began_at
    assert beat.failures == 0


def test_failures_in_a_row_are_counted_until_a_success(db):
    for _ in range(3):
        tick.apply(kwargs={"fail": True})
    assert Heartbeat.objects.get(name="tick").failures == 3
    assert "failing:tick" in names(faults.failing_tasks())
    assert "ValueError: no room" in faults.failing_tasks()[0].text
    tick.apply()
    assert Heartbeat.objects.get(name="tick").failures == 0
    assert faults.failing_tasks() == []


def test_without_any_worker_there_is_one_fault_for_all_tasks(db, now):
    Heartbeat.objects.all().delete()
    assert [fault.name for fault in faults.silent_tasks(now)] == ["silent"]


def test_a_task_that_only_began_counts_as_silent(all_beating, now):
    Heartbeat.objects.filter(name="raise_reminders").update(ended_at=None)
    assert heartbeats.silent(now) == [("raise_reminders", None)]


@pytest.mark.parametrize(("age", "is_silent"), [(dt.timedelta(minutes=10), False), (dt.timedelta(hours=2), True)])
def test_a_sweep_that_never_began_is_silent_after_five_of_its_rounds(all_beating, now, age, is_silent):
    Heartbeat.objects.filter(name="watch_views").delete()
    Heartbeat.objects.update(began_at=now - age)
    assert ("watch_views" in dict(heartbeats.silent(now))) is is_silent


@pytest.mark.parametrize(
    ("name", "age", "is_silent"),
    [
        ("raise_reminders", dt.timedelta(minutes=4), False),
        ("raise_reminders", dt.timedelta(minutes=6), True),
        ("write_letters", dt.timedelta(seconds=100), False),
        ("write_letters", dt.timedelta(minutes=3), True),
        ("begin_evidence_check", dt.timedelta(hours=49), False),
        ("begin_evidence_check", dt.timedelta(hours=51), True),
    ],
)
def test_a_task_is_silent_after_five_rounds_or_two_nights(all_beating, now, name, age, is_silent):
    Heartbeat.objects.filter(name=name).update(ended_at=now - age)
    assert (name in dict(heartbeats.silent(now))) is is_silent


def test_a_queue_of_which_no_task_begins_is_stalled(all_beating, now):
    assert set(heartbeats.stalled(now + dt.timedelta(minutes=10))) == {"celery", "delivery"}
    Heartbeat.objects.filter(name__in=["deliver_messages", "deliver_to_phones", "deliver_to_browsers"]).update(
        began_at=now - dt.timedelta(minutes=10)
    )
    assert heartbeats.stalled(now) == ["delivery"]
    with pytest.raises(CommandError, match="delivery"):
        call_command("is_working", "delivery")
    call_command("is_working", "celery")


def test_a_queue_that_never_began_is_stalled_once_another_did(db, now):
    assert heartbeats.stalled(now) == []
    Heartbeat.objects.create(name="deliver_messages", began_at=now)
    assert heartbeats.stalled(now) == ["celery"]


def test_tasks_that_begin_and_fail_do_not_stall_a_queue(all_beating, now):
    later = now + dt.timedelta(minutes=10)
    Heartbeat.objects.update(began_at=later, failures=9)
    assert heartbeats.stalled(later) == []


def test_a_new_installation_has_two_nights_for_its_nightly_tasks(db, now):
    nightly = {"begin_evidence_check", "check_tallies"}
    Heartbeat.objects.create(name="raise_reminders", began_at=now, ended_at=now)
    assert not nightly & dict(heartbeats.silent(now)).keys()
    assert nightly <= dict(heartbeats.silent(now + dt.timedelta(hours=51))).keys()


def test_a_ready_installation_answers_ok(all_beating, client):
    response = client.get(reverse("readyz"))
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_a_stopped_worker_makes_the_installation_unready(all_beating, now, client):
    Heartbeat.objects.update(ended_at=now - dt.timedelta(days=2))
    response = client.get(reverse("readyz"))
    assert response.status_code == 503
    assert b"silent:raise_reminders\n" in response.content


def test_a_stalled_queue_is_named_for_whoever_keeps_the_worker_running(all_beating, now, client):
    Heartbeat.objects.update(began_at=now - dt.timedelta(minutes=10))
    assert b"stalled:celery\nstalled:delivery\n" in client.get(reverse("readyz")).content


def test_an_unreachable_broker_makes_the_installation_unready(all_beating, client, settings):
    settings.CACHES = settings.CACHES | {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"},
    }
    response = client.get(reverse("readyz"))
    assert (response.status_code, response.content) == (503, b"broker\n")


def test_a_disk_that_is_nearly_full_is_a_fault(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "not" / "yet" / "there"
    full = shutil.disk_usage(tmp_path)._replace(total=1000 << 20, used=960 << 20, free=40 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    assert [fault.text for fault in faults.storage()] == ["Sisa ruang berkas tinggal 40 MB."]


def test_mail_that_should_have_left_an_hour_ago_is_a_fault(db, now, rina):
    factories_time = now - dt.timedelta(minutes=61)
    Notification.objects.create(
        key="a", kind=Notification.Kind.REMINDER, recipient=rina, subject="s", body="b", path="/",
        created_at=factories_time, next_try_at=now,
    )  # fmt: skip
    assert names(faults.waiting_mail(now)) == {"mail:notifications"}
    Notification.objects.update(mailed_at=now)
    assert faults.waiting_mail(now) == []


@pytest.mark.parametrize(
    ("age", "wrong", "expected"),
    [
        (dt.timedelta(hours=1), 0, set()),
        (dt.timedelta(hours=1), 2, {"evidence"}),
        (dt.timedelta(hours=51), 0, {"evidence-check"}),
    ],
)
def test_the_evidence_check_is_watched(db, now, age, wrong, expected):
    VaultCheck.objects.create(at=now - age, checked=10, wrong=wrong)
    assert names(faults.evidence_check(now)) == expected


def test_a_lasting_fault_is_told_when_it_begins_daily_and_when_it_is_over(all_beating, now, settings, mailoutbox):
    settings.ALARM_ADDRESS = "operator@example.go.id"
    Heartbeat.objects.filter(name="raise_reminders").update(failures=3, failure="OSError: gone")
    alarms.watch(now)
    alarms.watch(now)
    assert len(mailoutbox) == 1
    assert mailoutbox[0].to == ["operator@example.go.id"]
    assert "OSError: gone" in mailoutbox[0].body
    Heartbeat.objects.update(began_at=now + dt.timedelta(hours=25), ended_at=now + dt.timedelta(hours=25))
    alarms.watch(now + dt.timedelta(hours=25))
    assert len(mailoutbox) == 2
    Heartbeat.objects.update(failures=0)
    alarms.watch(now + dt.timedelta(hours=25))
    assert "Sudah pulih" in mailoutbox[2].body
    assert not Alarm.objects.exists()


def test_a_mail_that_fails_leaves_the_fault_untold(all_beating, now, settings):
    settings.ALARM_ADDRESS = "operator@example.go.id"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    Heartbeat.objects.filter(name="raise_reminders").update(failures=3)
    with pytest.raises(OSError):
        alarms.watch(now)
    assert not Alarm.objects.exists()


def test_the_command_of_the_timer_fails_while_something_is_wrong(db, capsys):
    with pytest.raises(CommandError, match="Belum ada tugas yang pernah selesai"):
        call_command("check_health")


def test_the_status_page_names_what_is_wrong(all_beating, now, client, putri):
    Heartbeat.objects.filter(name="end_serving").update(failures=4, failure="KeyError: x")
    default_storage.save("evidence/a", ContentFile(b"a"))
    client.force_login(putri)
    page = client.get(reverse("status")).content.decode()
    assert "Tugas end_serving gagal 4 kali berturut-turut: KeyError: x" in page
    assert "raise_reminders" in page


@pytest.mark.parametrize(("sent", "code"), [("Bearer right", 200), ("Bearer wrong", 404), ("", 404)])
def test_figures_are_read_with_the_token_only(all_beating, client, settings, sent, code):
    settings.METRICS_TOKEN = "right"
    response = client.get(reverse("metrics"), headers={"Authorization": sent})
    assert response.status_code == code
    if code == 200:
        assert b'conduct_task_age_seconds{task="raise_reminders"}' in response.content
        assert b'conduct_mail_waiting{outbox="notifications"} 0.0' in response.content


def test_no_figure_names_a_person(all_beating, client, settings, rina):
    settings.METRICS_TOKEN = "right"
    factories.make_case(by=rina, agency=rina.agency, at=timezone.now())
    text = client.get(reverse("metrics"), headers={"Authorization": "Bearer right"}).content.decode()
    assert "Budi" not in text
    assert "rina" not in text
