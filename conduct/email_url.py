"""Django's e-mail settings from one address, such as `smtp://user:password@host:587/?tls=true`."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

BACKENDS = {
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "smtps": "django.core.mail.backends.smtp.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "console": "django.core.mail.backends.console.EmailBackend",
}
PORTS = {"smtp": 25, "smtps": 465}


def parse_email_url(url: str) -> dict[str, Any]:
    """Settings for `smtp://`, `smtps://` (TLS from the first byte), `file:///directory` or `console://`."""
    parts = urlsplit(url)
    if parts.scheme not in BACKENDS:
        raise ValueError(f"must begin with one of {', '.join(f'{scheme}://' for scheme in BACKENDS)}")
    found: dict[str, Any] = {"EMAIL_BACKEND": BACKENDS[parts.scheme]}
    if parts.scheme == "file":
        found["EMAIL_FILE_PATH"] = unquote(parts.path)
    if parts.scheme in PORTS:
        if not parts.hostname:
            raise ValueError("names no mail server")
        found |= {
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": parts.port or PORTS[parts.scheme],
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_USE_TLS": parse_qs(parts.query).get("tls") == ["true"],
            "EMAIL_TIMEOUT": 20,
        }
    return found
