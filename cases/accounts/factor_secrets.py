"""Secrets of second factors, encrypted in the database with a key that is derived from SECRET_KEY.

With a copy of the database alone, such as a backup, nobody can sign in. After a change of SECRET_KEY the old key must
be in SECRET_KEY_FALLBACKS; otherwise every second factor has to be set up again.
"""

import base64

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def encrypt(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Raises cryptography.fernet.InvalidToken if no key of this installation encrypted the value."""
    return _keys().decrypt(token.encode()).decode()


def _keys() -> MultiFernet:
    """The first key encrypts; the others only decrypt."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [
        salted_hmac("cases.accounts.factors", "", secret=secret, algorithm="sha256").digest() for secret in secrets
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
