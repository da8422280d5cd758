"""PostgreSQL and Redis for one run: the servers in the environment, or embedded ones."""

import os

from conduct.launch.directory import DataDirectory
from conduct.launch.postgres import EmbeddedPostgres
from conduct.launch.supervisor import Supervisor
from conduct.launch.valkey import EmbeddedValkey


def start_missing(supervisor: Supervisor, data: DataDirectory, *, keep: bool = True) -> dict[str, str]:
    """Start the servers that DATABASE_URL and REDIS_URL do not name; return their addresses."""
    servers: list[EmbeddedPostgres | EmbeddedValkey] = []
    if not os.environ.get("DATABASE_URL"):
        servers.append(EmbeddedPostgres(data, keep=keep))
    if not os.environ.get("REDIS_URL"):
        servers.append(EmbeddedValkey(data))
    for server in servers:
        supervisor.wait_for(supervisor.keep(server.program()), server.accepts)
    return {name: address for server in servers for name, address in server.addresses.items()}


def without_owner(told: dict[str, str]) -> dict[str, str]:
    """The same for programs that only read and write rows: they do not learn the owner's address."""
    return {**told, "DATABASE_ADMIN_URL": ""}


def owner_alone(told: dict[str, str]) -> dict[str, str]:
    """The same for a command that makes databases of its own, as tests do: the owner's address is the only one."""
    return without_owner({**told, "DATABASE_URL": told["DATABASE_ADMIN_URL"]}) if "DATABASE_ADMIN_URL" in told else told
