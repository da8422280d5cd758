"""Django's e-mail settings from one URL, such as `smtp://user:password@host:587/?tls=true`."""

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
    if parts.scheme in PORTS and not parts.hostname:
        raise ValueError("names no mail server")
    return {
        "EMAIL_BACKEND": BACKENDS[parts.scheme],
        "EMAIL_FILE_PATH": unquote(parts.path) if parts.scheme == "file" else None,
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or PORTS.get(parts.scheme, 0),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parse_qs(parts.query).get("tls") == ["true"],
    }
