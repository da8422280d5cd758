"""A launch of the product in a data directory of its own, as a person would start it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path

import psutil
import pytest

from conduct.health import answers
from conduct.launch.port import free_port

PROJECT = Path(__file__).resolve().parents[2]
FIRST_START = 180


class Launch:
    """The command, what it printed, and the processes that belong to it."""

    def __init__(self, data, *, prefix=(), port=None):
        self.data = data
        self.prefix = list(prefix)
        self.port = port or free_port()
        self.printed = data.parent / f"{data.name}.printed"
        self.process = None

    def environment(self):
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        told = {"CONDUCT_DATA_DIR": str(self.data), "PORT": str(self.port), "CONDUCT_DEMO_CASES": "5"}
        return kept | told

    def command(self, *arguments):
        return [*self.prefix, sys.executable, "-m", "conduct.launch", *arguments]

    def start(self):
        with self.printed.open("wb") as output:
            self.process = subprocess.Popen(
                self.command(), cwd=PROJECT, env=self.environment(), stdout=output, stderr=output
            )
        wait_for(lambda: "everything runs" in self.text() or self.process.poll() is not None, FIRST_START)
        assert self.process.poll() is None, self.text()
        return self

    def run(self, *arguments):
        """A second command in the same data directory, to its end."""
        return subprocess.run(
            self.command(*arguments),
            cwd=PROJECT,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=180,
        )

    def text(self):
        return self.printed.read_text()

    def get(self, path):
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as client:
            client.request("GET", path)
            response = client.getresponse()
            return response.status, response.read()

    def processes(self):
        """Every living process that was told of this data directory, or works inside it."""
        found = []
        for process in psutil.process_iter():
            try:
                told = process.environ().get("CONDUCT_DATA_DIR") == str(self.data)
                inside = Path(process.cwd()).is_relative_to(self.data)  # servers overwrite their environment
                if (told or inside) and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except psutil.Error:
                continue
        return found

    def healthy(self):
        return answers(self.port)

    def children(self, word):
        """The programs whose command says the word; one that ends while being looked at is none."""
        found = []
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.create_time()
                if word in " ".join(process.cmdline()):
                    found.append(process)
        return found

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(60)


def wait_for(condition, seconds):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def place():
    """A directory that every account may enter: as root the database runs as somebody else."""
    path = Path(tempfile.mkdtemp(prefix="conduct-launch-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def site(place):
    """One data directory for the tests of a module, filled once."""
    launch = Launch(place / "var")
    yield launch.start()
    if launch.process.poll() is None:
        launch.end()
