"""Settings come from the environment; production refuses what is missing or wrong with one line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conduct.email_url import parse_email_url
from conduct.storage_url import parse_storage_url

PROJECT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "PATH": os.environ["PATH"],
    "SECRET_KEY": "kH3!vZq9@Lm2#Rt7$Wx5%Yb8^Nc4&Pd6*Fg1(Js0)Qe-Ua+Io=Tz~",
    "ALLOWED_HOSTS": "conduct.example.go.id",
    "CONDUCT_BASE_URL": "https://conduct.example.go.id",
    "CONDUCT_TLS_PROXY": "true",
    "DATABASE_URL": os.environ["DATABASE_URL"],
    "REDIS_URL": os.environ["REDIS_URL"],
    "EMAIL_URL": "smtp://mail.example.go.id:587/?tls=true",
}


def manage(*arguments, **changes):
    environment = {name: value for name, value in (PRODUCTION | changes).items() if value is not None}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=PROJECT, env=environment, capture_output=True, text=True
    )


def test_production_settings_pass_the_deployment_check():
    result = manage("check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", None),
        ("CONDUCT_BASE_URL", None),
        ("CONDUCT_BASE_URL", "http://conduct.example.go.id"),
        ("CONDUCT_ENV", "staging"),
        ("CONDUCT_DEBUG", "true"),
        ("CONDUCT_TLS_PROXY", "perhaps"),
        ("DATABASE_URL", None),
        ("DATABASE_URL", "sqlite:///db.sqlite3"),
        ("DATABASE_URL", "nonsense"),
        ("REDIS_URL", None),
        ("REDIS_URL", "amqp://localhost"),
        ("EMAIL_URL", None),
        ("EMAIL_URL", "pigeon://post"),
        ("EMAIL_URL", "smtp://"),
        ("CONDUCT_LINK_HOSTS", "vt.tiktok.com,127.0.0.1"),
        ("CONDUCT_LINK_HOSTS", "https://vt.tiktok.com"),
        ("CONDUCT_TSA_URL", "ftp://tsa.example.go.id"),
        ("CONDUCT_STORAGE_URL", "https://s3.example.go.id/bukti"),
        ("CONDUCT_STORAGE_URL", "s3://s3.example.go.id/bukti"),
        ("CONDUCT_STORAGE_URL", "s3://key:secret@s3.example.go.id/"),
        ("CONDUCT_ACCEL_PREFIX", "kept"),
        ("CONDUCT_LOG", "xml"),
        ("SENTRY_DSN", "nonsense"),
    ],
)
def test_a_missing_or_wrong_setting_is_named_in_one_line(name, value):
    result = manage("check", **{name: value})
    assert result.returncode == 1
    assert result.stderr.startswith(f"conduct: {name} is {'wrong' if value else 'missing'}: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(("roots", "fault"), [(None, "missing"), ("/nonexistent", "wrong")])
def test_timestamps_need_the_certificates_that_they_are_checked_against(roots, fault):
    result = manage("check", CONDUCT_TSA_URL="https://tsa.example.go.id/tsr", CONDUCT_TSA_ROOTS=roots)
    assert result.returncode == 1 and result.stderr.startswith(f"conduct: CONDUCT_TSA_ROOTS is {fault}: ")


def test_a_bucket_is_one_address():
    found = parse_storage_url("s3://ke%2Fy:se%40cret@s3.example.go.id:9000/bukti?region=id-1&tls=false")["OPTIONS"]
    assert (found["access_key"], found["secret_key"], found["region_name"]) == ("ke/y", "se@cret", "id-1")
    assert (found["endpoint_url"], found["bucket_name"]) == ("http://s3.example.go.id:9000", "bukti")
    assert parse_storage_url("s3://k:s@s3.example.go.id/b")["OPTIONS"]["endpoint_url"] == "https://s3.example.go.id"


def test_nginx_cannot_send_what_lies_in_a_bucket():
    result = manage("check", CONDUCT_STORAGE_URL="s3://k:s@s3.example.go.id/b", CONDUCT_ACCEL_PREFIX="/kept/")
    assert result.returncode == 1 and result.stderr.startswith("conduct: CONDUCT_ACCEL_PREFIX is wrong: ")


def test_cookies_of_production_belong_to_one_host_over_tls():
    code = (
        "from django.conf import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    )
    assert manage("shell", "--no-imports", "--command", code).stdout.split() == [
        "__Host-session",
        "__Host-csrf",
        "True",
        "True",
    ]


def test_a_mail_server_is_one_address():
    found = parse_email_url("smtps://who:p%40ss@mail.example.go.id/")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.go.id", 465)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("who", "p@ss")
    assert (found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (True, False)


def test_mail_of_the_demo_goes_to_files():
    assert parse_email_url("file:///srv/my%20mail")["EMAIL_FILE_PATH"] == "/srv/my mail"


def test_each_scheduled_task_exists(settings):
    from conduct.celery import app

    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


def test_pages_are_private_and_use_no_device(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"
    assert "camera=()" in response["Permissions-Policy"]
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
