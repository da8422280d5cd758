"""PostgreSQL and Redis for one run: those that the environment names, or embedded ones."""

import os

from conduct.launch.directory import DataDirectory
from conduct.launch.postgres import EmbeddedPostgres
from conduct.launch.supervisor import Supervisor
from conduct.launch.valkey import EmbeddedValkey


def start_missing(supervisor: Supervisor, data: DataDirectory, *, keep: bool = True) -> dict[str, str]:
    """Start what DATABASE_URL and REDIS_URL do not name; answer the addresses of what was started."""
    servers: dict[str, EmbeddedPostgres | EmbeddedValkey] = {}
    if not os.environ.get("DATABASE_URL"):
        servers["DATABASE_URL"] = EmbeddedPostgres(data, keep=keep)
    if not os.environ.get("REDIS_URL"):
        servers["REDIS_URL"] = EmbeddedValkey(data)
    for server in servers.values():
        supervisor.wait_for(supervisor.keep(server.program()), server.accepts)
    return {name: server.url for name, server in servers.items()}
