"""The data directory: a run writes only there, and only one run at a time."""

import fcntl
import json
import os
import secrets
import time
from pathlib import Path
from typing import IO

from conduct.launch.process import LaunchError

PROJECT = Path(__file__).resolve().parent.parent.parent
SETUP_LINK = "setup-link"  # the file with the address at which an empty installation is set up
DEMO_PROGRESS = "demo-progress"  # written and taken away by cases.web.demo_notice
WAIT_FOR_ORPHANS = 20.0  # seconds for the children of a killed run to end


def data_directory() -> Path:
    return Path(os.environ.get("CONDUCT_DATA_DIR") or PROJECT / "var").resolve()


def make(path: Path) -> None:
    """Create a directory and its missing parents. Everybody may pass through, as PostgreSQL's account must; nobody may
    list."""
    for directory in reversed((path, *path.parents)):
        if not directory.exists():
            directory.mkdir()
            directory.chmod(0o711)
    if path.stat().st_uid == os.geteuid():
        path.chmod(0o711)


class DataDirectory:
    """Created if missing, readable by its owner, locked while open.

    The children inherit the lock, so it ends with the last of them and not with the launcher.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        make(path)
        self.log.mkdir(exist_ok=True)
        self.lock = (path / "lock").open("a+")
        self._take_lock()

    @property
    def log(self) -> Path:
        return self.path / "log"

    def _take_lock(self) -> None:
        deadline = time.monotonic() + WAIT_FOR_ORPHANS
        while True:
            try:
                fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                holder = running(self.path)
                if holder:
                    address = f" at {holder['address']}" if "address" in holder else ""
                    raise LaunchError(
                        f"already running{address} (process {holder['pid']}, data in {self.path})"
                    ) from None
                if time.monotonic() > deadline:
                    raise LaunchError(f"processes of an earlier run still hold {self.path}: end them first") from None
                time.sleep(0.1)
        self.announce({})

    def announce(self, facts: dict[str, str]) -> None:
        """Write who holds the lock, and the addresses of the servers; only the owner may read it."""
        self.lock.truncate(0)
        os.fchmod(self.lock.fileno(), 0o600)
        self.lock.write(json.dumps({"pid": os.getpid(), **facts}))
        self.lock.flush()

    def secret(self, name: str) -> str:
        """A random text that stays the same in later starts."""
        file = self.path / name
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(48))
        return file.read_text()

    def setup_link(self) -> str:
        """The address at which an empty installation is set up; empty if there is an account."""
        file = self.path / SETUP_LINK
        return file.read_text().strip() if file.exists() else ""

    @property
    def has_unfinished_demo(self) -> bool:
        """Whether cases of the demo are still to be written, as the pages say too."""
        return (self.path / DEMO_PROGRESS).exists()

    def open_log(self, name: str) -> IO[bytes]:
        """A new log for each run; the previous one is kept beside it."""
        file = self.log / f"{name}.log"
        if file.exists():
            file.replace(file.with_suffix(".log.1"))
        return file.open("ab")

    def log_tail(self, name: str, lines: int = 5) -> str:
        text = (self.log / f"{name}.log").read_text(errors="replace")
        return "\n".join(text.splitlines()[-lines:])


def running(path: Path) -> dict[str, str] | None:
    """The data of the run that holds this directory, if its launcher is alive."""
    try:
        facts: dict[str, str] = json.loads((path / "lock").read_text())
        os.kill(int(facts["pid"]), 0)
    except (OSError, ValueError, KeyError):
        return None
    return facts
