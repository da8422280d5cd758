"""The programs of the product: tables, preparation, demo, web server, the two workers and beat."""

import sys
from dataclasses import replace

from conduct.launch.directory import PROJECT, DataDirectory
from conduct.launch.process import Program


def python(name: str, *arguments: str, environment: dict[str, str], queues: tuple[str, ...] = ()) -> Program:
    """Unbuffered, so that a log is complete to the end."""
    command = [sys.executable, "-u", "-m", *arguments]
    return Program(name, command, environment=environment, directory=PROJECT, queues=queues)


def tables(environment: dict[str, str]) -> Program:
    """The only program that comes as the owner of the tables."""
    command = [sys.executable, "-u", "manage.py", "migrate", "--no-input"]
    return Program("migrate", command, environment=environment, directory=PROJECT)


def preparation(environment: dict[str, str]) -> Program:
    return replace(python("prepare", "conduct.launch.prepare", environment=environment), shown=True)


def demo(environment: dict[str, str]) -> Program:
    """Writes what is missing of the demo, beside a web server that runs."""
    command = [sys.executable, "-u", "manage.py", "seed_demo"]
    return Program("demo", command, environment=environment, directory=PROJECT, shown=True)


def web(environment: dict[str, str]) -> Program:
    return python("web", "gunicorn", "--config", "python:conduct.gunicorn", "conduct.wsgi", environment=environment)


def worker(environment: dict[str, str]) -> Program:
    """Threads instead of processes, because the sweeps mostly wait for the database."""
    return _celery_worker("worker", "celery", 4, environment)


def delivery(environment: dict[str, str]) -> Program:
    """A worker that only sends messages: a mail server that hangs holds up nothing else."""
    return _celery_worker("delivery", "delivery", 2, environment)


def _celery_worker(name: str, queue: str, threads: int, environment: dict[str, str]) -> Program:
    takes = ["--queues", queue, "--hostname", f"{name}@%h", "--pool", "threads", "--concurrency", str(threads)]
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]
    return python(
        name, "celery", "--app", "conduct", "worker", *takes, *quiet, environment=environment, queues=(queue,)
    )


def beat(environment: dict[str, str], data: DataDirectory) -> Program:
    options = ["--schedule", str(data.path / "beat-schedule"), "--pidfile", "", "--loglevel", "INFO"]
    queues = ("celery", "delivery")
    return python("beat", "celery", "--app", "conduct", "beat", *options, environment=environment, queues=queues)
