"""Trusted timestamps (RFC 3161): the request to an authority, and the verification of its response.

The authority receives only a fingerprint. Its response is stored unchanged, so that anybody can verify it with
``openssl ts -verify`` without this application.
"""

import asyncio
import datetime as dt
import secrets
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from asn1crypto import tsp, x509
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps.common_utils import handle_tsp_response
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
ANSWER_TIMEOUT = 10  # seconds for one answer
LARGEST_ANSWER = 64 * 1024  # bytes; an answer with its certificates has a few thousand


class UnacceptableStamp(ValueError):
    """The response is not a timestamp, is for something else, or has no trusted signature."""


@dataclass(frozen=True)
class Question:
    """The request for one fingerprint; its nonce makes an old response useless."""

    sha256: str
    nonce: int
    content: bytes


@dataclass(frozen=True)
class Stamp:
    """What the authority attests: that the content existed at that time."""

    at: dt.datetime
    authority: str
    serial: str


def ask(sha256: str) -> Question:
    """A request for a known fingerprint: the file, up to 2 GB, is not read again."""
    nonce = secrets.randbits(63)
    request = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes.fromhex(sha256)},
            "nonce": nonce,
            "cert_req": True,  # a response with its certificates can be verified offline
        }
    )
    return Question(sha256, nonce, request.dump())


def obtain(url: str, sha256: str, roots: Sequence[x509.Certificate]) -> tuple[bytes, Stamp]:
    """The verified response of the authority at ``url`` for a fingerprint.

    Raises OSError or http.client.HTTPException if it does not answer, and UnacceptableStamp.
    """
    question = ask(sha256)
    answer = post(url, question)
    return answer, accept(answer, question, roots)


def post(url: str, question: Question) -> bytes:
    """What the authority at ``url`` answers. Raises OSError and http.client.HTTPException."""
    headers = {"Content-Type": QUERY, "Accept": REPLY}
    request = urllib.request.Request(url, question.content, headers)  # noqa: S310 - settings allow http and https alone
    with urllib.request.urlopen(request, timeout=ANSWER_TIMEOUT) as response:  # noqa: S310 - as above
        return bytes(response.read(LARGEST_ANSWER))


def accept(answer: bytes, question: Question, roots: Sequence[x509.Certificate]) -> Stamp:
    """The attested time, after signature, chain up to the roots, nonce and fingerprint were verified.

    Raises UnacceptableStamp.
    """
    try:
        token = handle_tsp_response(tsp.TimeStampResp.load(answer), None)["content"]
        content = token["encap_content_info"]["content"].parsed
        # Certificates come with the answer; nothing is fetched.
        trusted = ValidationContext(trust_roots=list(roots), allow_fetching=False)
        checked = asyncio.run(validate_tst_signed_data(token, trusted, _imprint_of(question)))
    except (ValueError, TypeError, OSError, SignatureValidationError, SigningError) as why:  # exceptions of the parser
        raise UnacceptableStamp(str(why) or type(why).__name__) from why
    if content["nonce"].native != question.nonce:
        raise UnacceptableStamp("answers another question")
    if not (checked["intact"] and checked["valid"] and checked["trust_problem_indic"] is None):
        raise UnacceptableStamp("signature, chain or fingerprint do not hold")
    signer = checked["signing_cert"].subject
    authority = signer.native.get("common_name") or signer.human_friendly
    return Stamp(checked["timestamp"], str(authority), f"{content['serial_number'].native:x}")


def is_of(answer: bytes, sha256: str) -> bool:
    """Whether an answer that was accepted before is one over this fingerprint."""
    told = tsp.TimeStampResp.load(answer)["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    return bool(told["message_imprint"]["hashed_message"].native == bytes.fromhex(sha256))


def _imprint_of(question: Question) -> Callable[[str], bytes]:
    """The requested fingerprint if the response names its algorithm; otherwise a value that equals no fingerprint."""
    return lambda algorithm: bytes.fromhex(question.sha256) if algorithm == "sha256" else b""
