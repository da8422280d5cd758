"""A real worker and a real beat on the database of a test."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import redis
from django.conf import settings
from django.db import connection

PATIENCE = 120  # seconds until the test gives up; the sweeps run each second


@contextmanager
def working(folder: Path, *queues: str, mail: str = ""):
    """A worker for each of these queues and a beat on this test's database, with a broker database of their own."""
    environment = environment_of_processes(folder) | {"EMAIL_URL": mail or f"file://{folder / 'mail'}"}
    celery = [sys.executable, "-m", "celery", "-A", "conduct"]
    quiet = ["--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"]
    commands = [
        *([*celery, "worker", "--queues", queue, "--hostname", f"{queue}@%h", *quiet] for queue in queues),
        [*celery, "beat", "--schedule", str(folder / "beat"), "--pidfile=", "--loglevel", "WARNING"],
    ]
    with (folder / "log").open("w") as log, ExitStack() as stack:
        for command in commands:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=settings.BASE_DIR)
            stack.callback(end, process)
        yield folder


def end(process: subprocess.Popen) -> None:
    """Ask a process to end, again after ten seconds. Raises TimeoutExpired after three times.

    Beat ends by an exception out of its signal handler, and such an exception can be lost in a finalizer.
    """
    for patience in (10, 10, 30):
        process.terminate()
        try:
            process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            if patience == 30:
                raise
        else:
            return


def environment_of_processes(folder: Path) -> dict[str, str]:
    """Where this test's database and broker are; an emptied broker, since one that was killed may have left tasks."""
    database = connection.settings_dict
    address = f"{quote(database['USER'])}:{quote(database['PASSWORD'])}@{database['HOST'] or 'localhost'}"
    port = f":{database['PORT']}" if database["PORT"] else ""
    broker = urlunsplit(urlsplit(settings.CELERY_BROKER_URL)._replace(path="/15"))
    redis.Redis.from_url(broker).flushdb()
    return os.environ | {
        "DATABASE_URL": f"postgresql://{address}{port}/{database['NAME']}",
        "REDIS_URL": broker,
        "CONDUCT_DATA_DIR": str(folder),
        "CONDUCT_SWEEP_SECONDS": "1",
        "CONDUCT_DEBUG": "true",  # no manifest of collected static files is asked for
        "CONDUCT_IDLE_MINUTES": "0",  # sessions of tests begin without signing in
    }


def wait_until(happened, log: Path) -> None:
    give_up = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < give_up, log.read_text()[-3000:]
        time.sleep(0.25)
