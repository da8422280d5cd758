"""The code with which an anonymous reporter returns: shown once, never stored.

It is made from the key of the form that was sent, so that the same form sent again, after a lost answer, shows the same
code. In the database stands only its keyed digest: whoever reads the tables can neither read a code nor try one.
"""

import uuid

from django.conf import settings
from django.utils.crypto import salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: without I, L, O and U, which are misread
LETTERS = 16  # of five bits each: 80 bits, which nobody guesses and everybody can write down
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


def code_of(key: uuid.UUID) -> str:
    """The code that belongs to a form, as it is shown: K7QD-M2XW-9RTB-4HVN."""
    number = int.from_bytes(salted_hmac("report receipt", key.bytes, algorithm="sha256").digest(), "big")
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in range(LETTERS))
    return "-".join(letters[at : at + 4] for at in range(0, LETTERS, 4))


def digest(code: str, secret: str | bytes | None = None) -> str:
    """What stands in the database for a code, in whatever case and spacing it was typed."""
    letters = "".join(filter(str.isalnum, code.upper())).translate(MISREAD)
    return salted_hmac("report receipt digest", letters, secret=secret, algorithm="sha256").hexdigest()


def digests(code: str) -> list[str]:
    """The digests by which a code may be found: under the secret of today and those that it replaced."""
    return [digest(code, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
