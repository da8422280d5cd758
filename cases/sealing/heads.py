"""The last link of each chain, signed every night.

The key is derived from SECRET_KEY: whoever holds the mailed public key sees whether a head came from this installation.
Whoever holds SECRET_KEY can sign; against him stand the heads that lie elsewhere and the stamps of another authority.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db.models import Max
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cases.models import ChainHead, Seal


def sign_heads(at: dt.datetime) -> list[ChainHead]:
    """Sign the last link of every chain. A night without new links is signed too: it says that nothing was added."""
    last = Seal.objects.order_by().values("government").annotate(last=Max("number")).order_by("government")
    heads = []
    for row in last:
        link = Seal.objects.get(government=row["government"], number=row["last"])
        head = ChainHead(government_id=row["government"], number=link.number, digest=link.digest, at=at)
        key = _key(settings.SECRET_KEY)
        head.key = key.public_key().public_bytes_raw().hex()
        head.signature = key.sign(statement(head)).hex()
        heads.append(head)
    return ChainHead.objects.bulk_create(heads)


def statement(head: ChainHead) -> bytes:
    """What is signed: canonical JSON, so that anybody can write the same bytes."""
    facts = {"chain": head.government_id, "number": head.number, "digest": head.digest, "at": head.at.isoformat()}
    return json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(head: ChainHead) -> str:
    """SHA-256 of the statement: what an authority stamps."""
    return hashlib.sha256(statement(head)).hexdigest()


def holds(head: ChainHead) -> bool:
    """Whether the head was signed by a key of this installation, of now or of before (SECRET_KEY_FALLBACKS)."""
    if head.key not in {_key(secret).public_key().public_bytes_raw().hex() for secret in _secrets()}:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.key)).verify(
            bytes.fromhex(head.signature), statement(head)
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def as_line(head: ChainHead) -> str:
    """A head as it leaves the installation: the statement, the key and the signature on one line."""
    return json.dumps(json.loads(statement(head)) | {"key": head.key, "signature": head.signature}, sort_keys=True)


def from_line(line: str) -> ChainHead:
    """A head as it comes back. Raises ValueError."""
    try:
        facts: dict[str, Any] = json.loads(line)
        return ChainHead(
            government_id=facts["chain"],
            number=int(facts["number"]),
            digest=str(facts["digest"]),
            at=dt.datetime.fromisoformat(facts["at"]),
            key=str(facts["key"]),
            signature=str(facts["signature"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(_("Bukan kepala rantai: %s") % line[:80]) from error


def _secrets() -> Iterator[str]:
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS


def _key(secret: str) -> Ed25519PrivateKey:
    seed = salted_hmac("cases.sealing.heads", "", secret=secret, algorithm="sha256").digest()
    return Ed25519PrivateKey.from_private_bytes(seed)
