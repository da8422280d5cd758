"""The watcher ends orphaned processes where the kernel does not."""

import signal
import subprocess
import sys

import psutil
import pytest

from tests.launch.conftest import PROJECT, wait_for

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("servers")]

PARENT = """
import subprocess, sys, time
from conduct.launch.watcher import Watcher
watcher = Watcher()
child = subprocess.Popen([sys.executable, "-c", {child!r}], start_new_session=True)
watcher.add(child.pid)
print(child.pid, watcher.process.pid, flush=True)
time.sleep(60)
"""
SLEEP = "import time; time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


@pytest.mark.parametrize("child", [SLEEP, DEAF])
def test_a_killed_parent_leaves_neither_child_nor_watcher(child):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(child=child)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    pids = [int(word) for word in parent.stdout.readline().split()]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    wait_for(lambda: not any(alive(pid) for pid in pids), 15)


def alive(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
