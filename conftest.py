"""Sets Django up for the tests; the cast and its fixtures are in `tests/conftest.py`.

`make test` brings PostgreSQL and Redis along. Started by hand, pytest needs DATABASE_URL and REDIS_URL.
"""

import os
import secrets
import tempfile
import uuid

import django
from django.conf import settings

scratch = tempfile.TemporaryDirectory(prefix="conduct-tests-")

os.environ["DJANGO_SETTINGS_MODULE"] = "conduct.settings"
os.environ["CONDUCT_ENV"] = "development"
os.environ["CONDUCT_DATA_DIR"] = scratch.name

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # sign-in is not what most tests time
settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True  # no collectstatic, so no manifest either
settings.STORAGES = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Counts of public pages are shared through Redis: each run, and each process of it, counts for itself.
settings.CACHES["default"]["KEY_PREFIX"] = uuid.uuid4().hex
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
django.setup()


def pytest_configure() -> None:
    """One seed of the random requests for all processes of a run."""
    os.environ.setdefault("FUZZ_SEED", str(secrets.randbelow(10**9)))


def pytest_report_header() -> str:
    return f"FUZZ_SEED={os.environ['FUZZ_SEED']}"
