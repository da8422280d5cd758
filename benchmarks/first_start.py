"""Time the first and the second start of `make run` from a bare clone, step by step.

`python3 -m benchmarks.first_start [COMMIT]`.

Each line of the launcher is printed with the seconds since `make run`. Needs git, make, Python and a network.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
READY, COMPLETE = "ready at", "everything runs"
LIMIT = 900.0  # seconds after which a start has failed
FORGOTTEN = {"DATABASE_URL", "DATABASE_ADMIN_URL", "REDIS_URL", "CONDUCT_DATA_DIR", "VIRTUAL_ENV"}


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True)  # noqa: S603, S607 - whoever runs this has git


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def start(clone: Path, name: str) -> tuple[float, float]:
    """Run the product until everything runs, then stop it; the seconds until its first page, and until all runs."""
    environment = {key: value for key, value in os.environ.items() if key not in FORGOTTEN} | {"PORT": free_port()}
    seconds: dict[str, float] = {}
    began = time.monotonic()
    process = subprocess.Popen(
        ["make", "run"],  # noqa: S607 - whoever runs this has make
        cwd=clone, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        for line in process.stdout or ():
            passed = time.monotonic() - began
            print(f"{name} {passed:6.1f} s  {line.rstrip()}", flush=True)
            seconds |= {mark: passed for mark in (READY, COMPLETE) if mark in line}
            if COMPLETE in seconds or passed > LIMIT:
                break
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)
    if COMPLETE not in seconds:
        sys.exit(f"{name}: the product did not start")
    return seconds[READY], seconds[COMPLETE]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="conduct-clone-") as folder:
        Path(folder).chmod(0o711)  # as root, PostgreSQL runs as nobody and has to pass
        clone = Path(folder, "conduct")
        git("clone", "--quiet", str(PROJECT), str(clone))
        if sys.argv[1:]:
            git("-C", str(clone), "checkout", "--quiet", sys.argv[1])
        first, complete = start(clone, "first ")
        again, _all = start(clone, "second")
    print(f"first page after {first:.0f} s (goal 90), whole demo after {complete:.0f} s")
    print(f"second start: {again:.0f} s (goal 10)")


if __name__ == "__main__":
    main()
