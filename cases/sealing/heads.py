"""Signs the last link of each chain every night. A signed last link is a head.

The signing key (Ed25519) is derived from SECRET_KEY; the public key is part of each head. The signature proves that a
head comes from this installation. It does not protect against a person who knows SECRET_KEY: the copies of the heads
outside the installation and the timestamps of another authority do.
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
    """Sign the last link of every chain, also if there are no new links. Returns the new heads."""
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
    """The signed bytes: canonical JSON of chain, number, digest and time, which others can reproduce."""
    facts = {"chain": head.government_id, "number": head.number, "digest": head.digest, "at": head.at.isoformat()}
    return json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(head: ChainHead) -> str:
    """SHA-256 of the statement in hexadecimal digits, for the timestamp authority."""
    return hashlib.sha256(statement(head)).hexdigest()


def holds(head: ChainHead) -> bool:
    """Whether a current or earlier key of this installation (SECRET_KEY_FALLBACKS) signed the head."""
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
    """Statement, public key and signature as one line of JSON, for copies outside the installation."""
    return json.dumps(json.loads(statement(head)) | {"key": head.key, "signature": head.signature}, sort_keys=True)


def from_line(line: str) -> ChainHead:
    """An unsaved head from a line of ``as_line``; the signature is not checked. Raises ValueError for another line."""
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
