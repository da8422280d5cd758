"""The configuration of gunicorn, for `make run` and for an installation."""

import gc
import os
import signal
import sys
from pathlib import Path
from typing import Any

from conduct.launch.process import die_with_parent

os.environ.setdefault("CONDUCT_STATEMENT_SECONDS", "30")  # below the timeout: the page still says what happened
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "conduct.patient_worker.PatientWorker"  # threads do not wait for slow senders
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
keepalive = 5
timeout = 60
max_requests, max_requests_jitter = 5000, 500  # a worker grows with what it served; a new one takes its place
graceful_timeout = 20
preload_app = True  # a wrong setting ends the server at once instead of restarting each worker for ever
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() and sys.platform == "linux" else None  # noqa: S108 - as advised for heartbeats
control_socket_disable = True  # it would be stored in the home directory
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")


def pre_fork(server: Any, worker: Any) -> None:
    """Objects loaded before the fork stay for good, so the garbage collector need not scan them again."""
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    """A worker stops if its master was killed."""
    die_with_parent(signal.SIGKILL, worker.ppid)
