"""Settings, all from the environment; `docs/operations.md` lists the names.

Production is the default and refuses to start, with one line, while a setting is missing or wrong.
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from environs import Env, EnvError

from conduct.email_url import parse_email_url
from conduct.logs import logging_settings
from conduct.storage_url import parse_storage_url

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()


def refuse(message: str) -> SystemExit:
    """A wrong setting ends the process with one line that names it."""
    return SystemExit(f"conduct: {message}")


def setting(name: str, meaning: str, default: str | None = None) -> str:
    """A text from the environment; without a default it must be there."""
    if value := env.str(name, "") or default:
        return value
    raise refuse(f"{name} is missing: set it to {meaning}")


def switch(name: str) -> bool:
    """A yes or no from the environment; no when absent."""
    try:
        return env.bool(name, False)
    except EnvError:
        raise refuse(f"{name} is wrong: set it to true or false") from None


# Environment

ENVIRONMENT = env.str("CONDUCT_ENV", "production")
if ENVIRONMENT not in ("development", "production"):
    raise refuse(f"CONDUCT_ENV is wrong: {ENVIRONMENT!r} is neither development nor production")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = switch("CONDUCT_DEBUG")
if PRODUCTION and DEBUG:
    raise refuse("CONDUCT_DEBUG is wrong: production never shows its errors to readers")

DATA_DIR = Path(setting("CONDUCT_DATA_DIR", "a directory", str(BASE_DIR / "var"))).resolve()
SECRET_KEY = setting(
    "SECRET_KEY",
    "at least 50 random characters",
    None if PRODUCTION else "development only, never a secret: " + "0123456789" * 5,
)
if PRODUCTION and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5):
    raise refuse("SECRET_KEY is wrong: it needs at least 50 random characters")

SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
BASE_URL = setting("CONDUCT_BASE_URL", "the address of the site", None if PRODUCTION else "http://127.0.0.1:8000")
SCHEMES = ("https",) if PRODUCTION else ("http", "https")
if urlsplit(BASE_URL).scheme not in SCHEMES or not urlsplit(BASE_URL).hostname:
    raise refuse(f"CONDUCT_BASE_URL is wrong: {BASE_URL!r} is not an address like https://conduct.example.go.id")
BASE_URL = BASE_URL.rstrip("/")
HOSTS = setting("ALLOWED_HOSTS", "host names separated by commas", None if PRODUCTION else "127.0.0.1,localhost")
ALLOWED_HOSTS = [host.strip() for host in HOSTS.split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

# Applications

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "django_filters",
    "csp",
    "django_linear_migrations",
    "pgtrigger",
    "regulations",
    "cases",
]
FIRST_PARTY_APPS = ["regulations", "cases"]  # whose migrations stand in one line
MIDDLEWARE = [
    "conduct.request_ids.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "conduct.middleware.PrivatePageMiddleware",
    "csp.middleware.CSPMiddleware",
    "conduct.middleware.ReadableRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "conduct.urls"
WSGI_APPLICATION = "conduct.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cases.web.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # fields are printed by templates/django/forms/

# Database

try:
    DATABASES = {
        "default": dj_database_url.parse(
            setting(
                "DATABASE_URL", "postgresql://user:password@host:port/name (`make run` starts a server of its own)"
            ),
            conn_max_age=600,
            conn_health_checks=True,
        )
    }
except ValueError as error:  # the library's own message does not name the setting
    raise refuse(f"DATABASE_URL is wrong: {' '.join(str(error).split())}") from None
if DATABASES["default"].get("ENGINE") != "django.db.backends.postgresql":
    raise refuse("DATABASE_URL is wrong: only PostgreSQL is supported")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in

AUTH_USER_MODEL = "cases.User"
AUTHENTICATION_BACKENDS = ["conduct.accounts.AccountBackend"]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/home/"
LOGOUT_REDIRECT_URL = "/login/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# Security

if PRODUCTION:
    # The prefix makes browsers refuse the cookie from any other host and without TLS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
if switch("CONDUCT_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # 300 rows of a hearing as one plain form
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Language and time

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "conduct.formats"
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# Files

STATIC_URL = "/static/"
STATIC_ROOT = Path(setting("CONDUCT_STATIC_ROOT", "a directory", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
FILE_UPLOAD_HANDLERS = ["conduct.uploads.HashingUploadHandler"]
try:
    DRAFT_DAYS = env.int("CONDUCT_DRAFT_DAYS", 30)
except EnvError:
    raise refuse("CONDUCT_DRAFT_DAYS is wrong: set it to a number of days") from None
SIGNATURE_ROOTS = Path(roots) if (roots := env.str("CONDUCT_SIGNATURE_ROOTS", "")) else None  # PEM, e.g. BSrE
TIMESTAMP_URL = env.str("CONDUCT_TSA_URL", "")  # an authority for trusted timestamps (RFC 3161); may be left out
if TIMESTAMP_URL and (urlsplit(TIMESTAMP_URL).scheme not in ("http", "https") or not urlsplit(TIMESTAMP_URL).hostname):
    raise refuse(f"CONDUCT_TSA_URL is wrong: {TIMESTAMP_URL!r} is not an address like https://tsa.example.go.id/tsr")
TIMESTAMP_ROOTS = Path(setting("CONDUCT_TSA_ROOTS", "a directory of PEM certificates", None if TIMESTAMP_URL else "."))
if TIMESTAMP_URL and not any(TIMESTAMP_ROOTS.glob("*.pem")):
    raise refuse(f"CONDUCT_TSA_ROOTS is wrong: no certificate (*.pem) in {TIMESTAMP_ROOTS}")
# Hosts that may be asked where a short link leads; empty: nobody is asked (docs/decisions/0045).
LINK_HOSTS = frozenset(filter(None, env.str("CONDUCT_LINK_HOSTS", "").lower().split(",")))
if any(not re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", name) for name in LINK_HOSTS):
    raise refuse(f"CONDUCT_LINK_HOSTS is wrong: names of hosts, as in vt.tiktok.com,www.tiktok.com: {set(LINK_HOSTS)}")
MEDIA_ROOT = DATA_DIR / "evidence"  # has no address: evidence passes through a view that checks who asks
ACCEL_PREFIX = env.str("CONDUCT_ACCEL_PREFIX", "")  # where nginx keeps MEDIA_ROOT for itself; may be left out
if ACCEL_PREFIX and not (ACCEL_PREFIX.startswith("/") and ACCEL_PREFIX.endswith("/") and len(ACCEL_PREFIX) > 2):
    raise refuse(f"CONDUCT_ACCEL_PREFIX is wrong: {ACCEL_PREFIX!r} is not a place like /kept/")
KEPT: dict[str, Any] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
if storage_url := env.str("CONDUCT_STORAGE_URL", ""):
    try:
        KEPT = parse_storage_url(storage_url)
    except ValueError as error:
        raise refuse(f"CONDUCT_STORAGE_URL is wrong: it {error}") from None
    if ACCEL_PREFIX:
        raise refuse("CONDUCT_ACCEL_PREFIX is wrong: nginx cannot send files that CONDUCT_STORAGE_URL keeps elsewhere")
STORAGES = {
    "default": KEPT,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "conduct.static_files.HashedModuleStorage"
    },
}

# E-mail

try:
    EMAIL: dict[str, Any] = parse_email_url(
        setting("EMAIL_URL", "smtp://user:password@host:port/", None if PRODUCTION else f"file://{DATA_DIR / 'mail'}")
    )
except ValueError as error:
    raise refuse(f"EMAIL_URL is wrong: it {error}") from None
globals().update(EMAIL)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"conduct@{urlsplit(BASE_URL).hostname}")

# Tasks: Celery only wakes the sweeps, which look for what is due. Losing a task, or running one twice, does no harm.

CELERY_BROKER_URL = setting("REDIS_URL", "redis://host:port/number (`make run` starts a server of its own)")
if urlsplit(CELERY_BROKER_URL).scheme not in ("redis", "rediss", "redis+socket"):
    raise refuse("REDIS_URL is wrong: it must begin with redis://, rediss:// or redis+socket://")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# What may be lost at any time: the counts of public pages, shared by all processes; and each one's own, meanwhile.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CELERY_BROKER_URL.replace("redis+socket://", "unix://").replace("virtual_host=", "db="),
        "KEY_PREFIX": "conduct",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
# A killed worker's task comes back after ten minutes, not an hour; the throttle is what makes kombu look in time.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "unacked_restore_throttle": 1}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE

try:
    SWEEP_SECONDS = env.float("CONDUCT_SWEEP_SECONDS", 60.0)
except EnvError:
    raise refuse("CONDUCT_SWEEP_SECONDS is wrong: set it to a number of seconds") from None
EVERY_NIGHT = crontab(hour=1, minute=30)
CELERY_BEAT_SCHEDULE: dict[str, Any] = {
    name.replace("_", " "): {"task": f"cases.tasks.{name}", "schedule": often}
    for name, often in [
        ("deliver_notifications", SWEEP_SECONDS),
        ("raise_reminders", SWEEP_SECONDS),
        ("remind_of_holds", SWEEP_SECONDS),
        ("escalate_overdue", SWEEP_SECONDS),
        ("watch_answers", SWEEP_SECONDS),
        ("bring_into_force", SWEEP_SECONDS),
        ("work_off_staff_imports", SWEEP_SECONDS),
        ("work_off_past_imports", SWEEP_SECONDS),
        ("end_serving", SWEEP_SECONDS),
        ("make_previews", SWEEP_SECONDS),
        ("look_at_pictures", SWEEP_SECONDS),
        ("make_film_copies", SWEEP_SECONDS),
        ("remind_of_requests", SWEEP_SECONDS),
        ("stamp_evidence", SWEEP_SECONDS),
        ("follow_short_links", SWEEP_SECONDS),
        ("write_letters", min(SWEEP_SECONDS, 5.0)),  # somebody watches the progress
        ("remind_readers", SWEEP_SECONDS),
        ("deliver_receipt_mails", SWEEP_SECONDS),
        ("watch_health", SWEEP_SECONDS),
        ("warn_of_calendar", EVERY_NIGHT),
        ("purge_drafts", EVERY_NIGHT),
        ("check_tallies", EVERY_NIGHT),
        ("verify_evidence", EVERY_NIGHT),
    ]
}

# Log: one line an event, to stderr

ALARM_ADDRESS = env.str("CONDUCT_ALARM_ADDRESS", "")  # who is told of faults of the installation
METRICS_TOKEN = env.str("CONDUCT_METRICS_TOKEN", "")  # with which a monitor reads /metrics; empty: nobody
LOG_FORM = env.str("CONDUCT_LOG", "text")
if LOG_FORM not in ("text", "json"):
    raise refuse(f"CONDUCT_LOG is wrong: {LOG_FORM!r} is neither text nor json")
LOGGING = logging_settings(LOG_FORM)
if error_service := env.str("SENTRY_DSN", ""):
    from conduct import error_reports

    try:
        error_reports.begin(error_service, ENVIRONMENT)
    except ValueError as error:
        raise refuse(f"SENTRY_DSN is wrong: {error}") from None
