"""The programs of the product: preparation, web server, worker and beat."""

import sys

from conduct.launch.directory import PROJECT, DataDirectory
from conduct.launch.process import Program


def python(name: str, *arguments: str, environment: dict[str, str]) -> Program:
    """Unbuffered, so that a log ends with what happened last."""
    return Program(name, [sys.executable, "-u", "-m", *arguments], environment=environment, directory=PROJECT)


def preparation(environment: dict[str, str]) -> Program:
    return python("prepare", "conduct.launch.prepare", environment=environment)


def web(environment: dict[str, str]) -> Program:
    return python("web", "gunicorn", "--config", "python:conduct.gunicorn", "conduct.wsgi", environment=environment)


def worker(environment: dict[str, str]) -> Program:
    """Threads, not processes: the sweeps wait for the database more than they compute."""
    options = ["--pool", "threads", "--concurrency", "4", "--without-gossip", "--without-mingle", "--loglevel", "INFO"]
    return python("worker", "celery", "--app", "conduct", "worker", *options, environment=environment)


def beat(environment: dict[str, str], data: DataDirectory) -> Program:
    options = ["--schedule", str(data.path / "beat-schedule"), "--pidfile", "", "--loglevel", "INFO"]
    return python("beat", "celery", "--app", "conduct", "beat", *options, environment=environment)
