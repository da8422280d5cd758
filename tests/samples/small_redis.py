"""A Redis of its own with little memory, to be filled, killed and emptied."""

import shutil
import subprocess
import time
from contextlib import contextmanager

import redis

from conduct.launch.port import free_port

FULL = 3 << 20  # bytes; an empty server needs about one


@contextmanager
def small_redis(folder):
    port, program = free_port(), shutil.which("redis-server") or shutil.which("valkey-server")
    assert program, "no redis-server on this machine"
    limits = ["--maxmemory", str(FULL), "--maxmemory-policy", "noeviction", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen([program, "--port", str(port), *limits], stdout=subprocess.DEVNULL)
    client = redis.Redis(port=port)
    try:
        give_up = time.monotonic() + 30
        while True:
            try:
                client.ping()
                break
            except redis.ConnectionError:
                assert time.monotonic() < give_up
                time.sleep(0.05)
        yield client, port
    finally:
        process.terminate()
        process.wait(20)
