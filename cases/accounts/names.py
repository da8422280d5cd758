"""User names as limits and cookies know them."""

import unicodedata

from django.utils.crypto import salted_hmac


def name_key(name: str) -> str:
    """A keyed digest of a user name: the same for every case and Unicode form of it, and readable by nobody."""
    folded = unicodedata.normalize("NFKC", name).casefold().strip()
    return salted_hmac("conduct.user-name", folded, algorithm="sha256").hexdigest()[:16]
