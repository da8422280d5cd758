"""Electronic signatures in a PDF: whether each is valid for the file, and whether its signer is known."""

import dataclasses
import io
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

VALID, ALTERED, UNKNOWN = "VALID", "ALTERED", "UNKNOWN"


class UnreadablePdf(ValueError):
    """The file is not a readable PDF, or has a password."""


@dataclasses.dataclass(frozen=True)
class Signature:
    """The result for one signature: ``VALID``, ``ALTERED`` after signing, or ``UNKNOWN`` to the trusted roots."""

    state: str
    signer: str
    signed_at: str  # from the signer's clock, in ISO format


def read_roots(folder: Path | None) -> list[x509.Certificate]:
    """The trusted certificates (PEM) of an installation, e.g. those of BSrE; none if no folder is set."""
    files = sorted(folder.glob("*.pem")) if folder else []
    return [
        x509.Certificate.load(content)
        for file in files
        for _kind, _head, content in pem.unarmor(file.read_bytes(), True)
    ]


def root_texts(folder: Path | None) -> bytes:
    """The texts of the certificate files."""
    return b"".join(file.read_bytes() for file in (sorted(folder.glob("*.pem")) if folder else []))


def check(content: bytes, roots: Iterable[x509.Certificate]) -> list[Signature]:
    """Each signature of a PDF, oldest first; none for a file without. Raises UnreadablePdf."""
    trusted = list(roots)
    try:
        embedded = PdfFileReader(io.BytesIO(content)).embedded_regular_signatures
        return [_judge(signature, embedded, trusted) for signature in embedded]
    except Exception as why:  # a hostile file can raise any exception in the reader
        logging.getLogger(__name__).info("a PDF could not be read: %s", why)
        raise UnreadablePdf from why


def _judge(
    signature: EmbeddedPdfSignature, every: Sequence[EmbeddedPdfSignature], roots: list[x509.Certificate]
) -> Signature:
    """The last signature must cover the whole file; after an earlier one only further signatures may follow."""
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=roots, allow_fetching=False))
    if signature is every[-1]:
        is_whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    else:
        changed = status.modification_level or ModificationLevel.NONE
        is_whole = (
            status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION and changed <= ModificationLevel.FORM_FILLING
        )
    fits = status.intact and status.valid and is_whole
    trust = VALID if status.trusted else UNKNOWN
    signer = signature.signer_cert.subject.native.get("common_name", "") if signature.signer_cert else ""
    moment = signature.self_reported_timestamp
    return Signature(trust if fits else ALTERED, str(signer), moment.isoformat() if moment else "")
