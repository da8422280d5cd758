"""The code of an anonymous reporter: shown once, never stored.

It is derived from the key of the form, so that the same form sent again after a lost response shows the same code. The
database contains only its keyed digest: with a copy of the tables nobody can read or test a code.
"""

import uuid

from django.conf import settings
from django.utils.crypto import salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's alphabet: without I, L, O and U, which are misread
LETTERS = 16  # characters of five bits: 80 bits cannot be guessed and can still be written down
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


def code_of(key: uuid.UUID) -> str:
    """The code of a form, as it is shown: K7QD-M2XW-9RTB-4HVN."""
    number = int.from_bytes(salted_hmac("report receipt", key.bytes, algorithm="sha256").digest(), "big")
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in range(LETTERS))
    return "-".join(letters[at : at + 4] for at in range(0, LETTERS, 4))


def digest(code: str, secret: str | bytes | None = None) -> str:
    """The stored digest of a code, in any case and spacing."""
    letters = "".join(filter(str.isalnum, code.upper())).translate(MISREAD)
    return salted_hmac("report receipt digest", letters, secret=secret, algorithm="sha256").hexdigest()


def digests(code: str) -> list[str]:
    """The digests of a code with the current and the earlier secrets."""
    return [digest(code, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
