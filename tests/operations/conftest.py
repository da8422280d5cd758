"""An office with a case, a database without tables beside it, and the key of its backups."""

from urllib.parse import quote

import psycopg2
import pyrage
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from psycopg2 import sql

from cases.evidence.files import add_file
from cases.models import Heartbeat
from tests import factories
from tests.samples.pictures import photo

SWEEPS = [entry["task"].rpartition(".")[2] for entry in django_settings.CELERY_BEAT_SCHEDULE.values()]
EMPTY = "conduct_restored"


@pytest.fixture
def office(transactional_db, city, dinas_a, sari, now):
    """A case with a picture."""
    case = factories.make_case(by=sari, agency=dinas_a, at=now)
    add_file(case=case, actor=sari, at=now, upload=photo(), title="Tangkapan layar")
    return case


@pytest.fixture
def empty_database():
    """A database without tables beside that of the test; its address."""
    own = connection.settings_dict
    server = psycopg2.connect(**connection.get_connection_params() | {"dbname": "postgres", "cursor_factory": None})
    server.autocommit = True
    name = sql.Identifier(EMPTY)
    with server.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(name))
        where = f"{own['HOST'] or 'localhost'}{':' + str(own['PORT']) if own['PORT'] else ''}"
        yield f"postgresql://{quote(own['USER'])}:{quote(own['PASSWORD'])}@{where}/{EMPTY}"
        cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
    server.close()


@pytest.fixture
def secret(settings, tmp_path):
    """The key of the office's backups; its public half stands in the settings."""
    identity = pyrage.x25519.Identity.generate()
    settings.BACKUP_RECIPIENT = str(identity.to_public())
    path = tmp_path / "identity"
    path.write_text(f"# kept elsewhere\n{identity}\n")
    return path


@pytest.fixture
def archive_of(office, tmp_path):
    """A backup of the office, not encrypted."""
    call_command("backup", tmp_path / "backups")
    (path,) = (tmp_path / "backups").iterdir()
    return path


@pytest.fixture
def all_beating(db, now):
    """Every task of the schedule succeeded a moment ago."""
    Heartbeat.objects.bulk_create([Heartbeat(name=name, began_at=now, ended_at=now) for name in SWEEPS])
