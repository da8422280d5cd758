"""Reads the environment for the settings. A missing or wrong value ends the process with one line that names it."""

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import dj_database_url
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from environs import Env, EnvError

from conduct.email_url import parse_email_url
from conduct.storage_url import parse_storage_url

Value = TypeVar("Value")
env = Env()
PUSH_SERVICES = "fcm.googleapis.com,push.services.mozilla.com,push.apple.com,notify.windows.com"


def refuse(message: str) -> SystemExit:
    """End the process with one line on stderr and exit code 1."""
    return SystemExit(f"conduct: {message}")


def setting(name: str, meaning: str, default: str | None = None) -> str:
    """A text. Without a default it must be set."""
    if value := env.str(name, "") or default:
        return value
    raise refuse(f"{name} is missing: set it to {meaning}")


def switch(name: str) -> bool:
    """True or false; false if it is not set."""
    return _read(name, env.bool, False, "true or false")


def whole_number(name: str, default: int, meaning: str) -> int:
    return _read(name, env.int, default, meaning)


def number(name: str, default: float, meaning: str) -> float:
    return _read(name, env.float, default, meaning)


def _read(name: str, read: Callable[[str, Value], Value], default: Value, meaning: str) -> Value:
    try:
        return read(name, default)
    except EnvError:
        raise refuse(f"{name} is wrong: set it to {meaning}") from None


def one_of(name: str, options: tuple[str, str], default: str) -> str:
    value = env.str(name, default)
    if value not in options:
        raise refuse(f"{name} is wrong: {value!r} is neither {options[0]} nor {options[1]}")
    return value


def secret_key(name: str, default: str | None) -> str:
    """At least 50 characters, at least 5 of them different."""
    value = setting(name, "at least 50 random characters", default)
    if len(value) < 50 or len(set(value)) < 5:
        raise refuse(f"{name} is wrong: it needs at least 50 random characters")
    return value


def checked_address(name: str, value: str, schemes: tuple[str, ...], example: str) -> str:
    """A URL with one of the schemes and a host."""
    if urlsplit(value).scheme not in schemes or not urlsplit(value).hostname:
        raise refuse(f"{name} is wrong: {value!r} is not an address like {example}")
    return value


def certificates(name: str) -> Path:
    """A directory with at least one PEM certificate."""
    directory = Path(setting(name, "a directory of PEM certificates"))
    if not any(directory.glob("*.pem")):
        raise refuse(f"{name} is wrong: no certificate (*.pem) in {directory}")
    return directory


def host_names(name: str, default: str = "") -> frozenset[str]:
    """Host names separated by commas; URLs and ports are refused."""
    hosts = frozenset(filter(None, (env.str(name, "") or default).lower().split(",")))
    if any(not re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", host) for host in hosts):
        raise refuse(f"{name} is wrong: names of hosts, as in vt.tiktok.com,www.tiktok.com: {set(hosts)}")
    return hosts


def age_recipient(name: str) -> str:
    """A public key of age; empty when it is not set."""
    key = env.str(name, "")
    if key and not re.fullmatch(r"age1[a-z0-9]{58}", key):
        raise refuse(f"{name} is wrong: it is a public key of age, as in age1… (age-keygen makes a pair)")
    return key


def internal_path(name: str) -> str:
    """A path such as ``/kept/``; empty if it is not set."""
    path = env.str(name, "")
    if path and not (path.startswith("/") and path.endswith("/") and len(path) > 2):
        raise refuse(f"{name} is wrong: {path!r} is not a place like /kept/")
    return path


def database(name: str, statement_seconds: int) -> dict[str, Any]:
    """``statement_seconds``: after which the server ends a statement, and half as long a wait for a lock; 0: never."""
    meaning = "postgresql://user:password@host:port/name (`make run` starts a server of its own)"
    address = setting(name, meaning)
    try:
        found = dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True)
    except ValueError as error:  # the library's own message does not name the setting
        raise refuse(f"{name} is wrong: {' '.join(str(error).split())}") from None
    if found.get("ENGINE") != "django.db.backends.postgresql":
        raise refuse(f"{name} is wrong: only PostgreSQL is supported")
    limits = f"-c statement_timeout={statement_seconds}s -c lock_timeout={statement_seconds * 500}ms"
    options = {**found.get("OPTIONS", {}), **({"options": limits} if statement_seconds else {})}
    return {**found, "OPTIONS": options}


def replica(name: str, statement_seconds: int) -> dict[str, dict[str, Any]]:
    """A database from which pages may read, under its alias; nothing if it is not set."""
    return {"replica": database(name, statement_seconds)} if env.str(name, "") else {}


def gateway(name: str, secret_name: str, schemes: tuple[str, ...]) -> tuple[str, str]:
    """Address and secret of a gateway to phones; both empty if it is not set."""
    if not (address := env.str(name, "")):
        return "", ""
    checked_address(name, address, schemes, "https://gateway.example.go.id/messages")
    return address, setting(secret_name, "a secret shared with the gateway")


def sign_in_provider(prefix: str, schemes: tuple[str, ...]) -> dict[str, Any]:
    """Address, client, secret, name, scope and the claim that holds the NIP, of a provider of OpenID Connect.

    Empty when its address is not set.
    """
    if not (address := env.str(f"{prefix}_URL", "")):
        return {}
    checked_address(f"{prefix}_URL", address, schemes, "https://sso.example.go.id/realms/pegawai")
    return {
        "url": address.rstrip("/"),
        "client": setting(f"{prefix}_CLIENT", "the client that the provider knows"),
        "secret": setting(f"{prefix}_SECRET", "the secret of the client"),
        "name": env.str(f"{prefix}_NAME", "") or str(urlsplit(address).hostname),
        "scope": env.list(f"{prefix}_SCOPE", ["openid", "email"]),
        "nip_claim": env.str(f"{prefix}_NIP_CLAIM", ""),
    }


def socket_address(name: str) -> str:
    """``tcp://host:port`` or ``unix:///path``; empty if it is not set."""
    address = env.str(name, "")
    parts = urlsplit(address)
    if address and not ((parts.scheme == "tcp" and parts.hostname) or (parts.scheme == "unix" and parts.path)):
        raise refuse(f"{name} is wrong: {address!r} is not an address like unix:///run/clamav/clamd.ctl")
    return address


def vapid_keys(name: str) -> tuple[str, str]:
    """The key pair with which this installation signs what it sends to push services, in base64 for addresses.

    Both are empty if it is not set.
    """
    if not (secret := env.str(name, "")):
        return "", ""
    try:
        number = int.from_bytes(base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4)))
        public = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    except ValueError:
        raise refuse(f"{name} is wrong: a private key as `manage.py vapid_key` prints it") from None
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return secret, base64.urlsafe_b64encode(point).decode().rstrip("=")


def redis(name: str) -> str:
    address = setting(name, "redis://host:port/number (`make run` starts a server of its own)")
    if urlsplit(address).scheme not in ("redis", "rediss", "redis+socket"):
        raise refuse(f"{name} is wrong: it must begin with redis://, rediss:// or redis+socket://")
    return address


def broker(name: str, default: str) -> str:
    """RabbitMQ for the tasks, or the Redis of ``default``."""
    address = env.str(name, "")
    if address:
        checked_address(name, address, ("amqp", "amqps"), "amqp://user:password@rabbit.example.go.id/conduct")
    return address or default


def mail_server(name: str, default: str | None) -> dict[str, Any]:
    try:
        return parse_email_url(setting(name, "smtp://user:password@host:port/", default))
    except ValueError as error:
        raise refuse(f"{name} is wrong: it {error}") from None


def file_storage(name: str) -> dict[str, Any] | None:
    """The storage of the address; None if it is not set."""
    if not (address := env.str(name, "")):
        return None
    try:
        return parse_storage_url(address)
    except ValueError as error:
        raise refuse(f"{name} is wrong: it {error}") from None
