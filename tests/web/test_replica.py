"""Lists and the dashboard on a real streaming replica; who has just written reads from the primary."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from cases.web.replica import COOKIE, Router, from_replica, reads_there
from tests import factories
from tests.samples.streaming import caught_up, primary_and_replica
from tests.samples.workers import environment_of_processes

# Runs with both addresses: what the list shows, for a browser that has just written and for one that has not.
LOOK = """
import sys, django
django.setup()
from django.test import Client
from cases.models import User
client = Client(SERVER_NAME="127.0.0.1")
client.force_login(User.objects.get(username="rina"))
if "wrote" in sys.argv:
    assert client.post("/notifications/").cookies["wrote"]["max-age"] == 10
pages = {path: client.get(path) for path in ("/cases/", "/dashboard/")}
print(sorted({page.status_code for page in pages.values()}), pages["/cases/"].text.count("Judul baru"))
"""


def test_a_view_reads_there_and_nothing_else_does(monkeypatch, rf):
    monkeypatch.setitem(settings.DATABASES, "replica", {})
    router, seen = Router(), []
    view = from_replica(lambda request: seen.append(router.db_for_read(object)))
    view(rf.get("/cases/"))
    view(rf.post("/cases/"))
    written = rf.get("/cases/")
    written.COOKIES[COOKIE] = "1"
    view(written)
    assert seen == ["replica", None, None]
    assert router.db_for_write(object) == "default" and not reads_there.get()


@pytest.mark.process
@pytest.mark.django_db(transaction=True)
def test_the_list_follows_a_streaming_replica_and_survives_its_end(tmp_path, rina, sari, dinas_a):
    factories.make_case(by=sari, agency=dinas_a, title="Judul lama")
    environment = environment_of_processes(tmp_path)
    with (
        tempfile.TemporaryDirectory(prefix="conduct-replica-") as folder,
        primary_and_replica(Path(folder), environment["DATABASE_URL"], "conduct") as (primary, replica),
    ):
        environment |= {
            "DATABASE_URL": primary.url("conduct"),
            "DATABASE_REPLICA_URL": replica.url("conduct"),
            "DJANGO_SETTINGS_MODULE": "conduct.settings",
            "CONDUCT_DEBUG": "true",  # style sheets under their own names: nothing was collected
        }

        def look(*arguments):
            command = [sys.executable, "-c", LOOK, *arguments]
            done = subprocess.run(command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr[-2000:]
            return done.stdout.strip()

        caught_up(primary, replica)
        replica.ask("SELECT pg_wal_replay_pause()")
        primary.ask("UPDATE cases_case SET title = 'Judul baru'", "conduct")
        assert look() == "[200] 0"
        assert look("wrote") == "[200] 1"
        replica.ask("SELECT pg_wal_replay_resume()")
        caught_up(primary, replica)
        assert look() == "[200] 1"
        replica.stop()
        assert look() == "[200] 1"
    assert connection.alias == "default" and os.environ.get("DATABASE_REPLICA_URL") is None
