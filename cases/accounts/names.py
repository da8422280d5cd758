"""Keyed digests of user names, for limits and cookies."""

import unicodedata

from django.utils.crypto import salted_hmac


def name_key(name: str) -> str:
    """A keyed digest of a user name, equal for every case and Unicode form; the name cannot be read from it."""
    folded = unicodedata.normalize("NFKC", name).casefold().strip()
    return salted_hmac("conduct.user-name", folded, algorithm="sha256").hexdigest()[:16]
