"""A gateway that carries messages to phones (WhatsApp, Telegram or SMS), told by HTTP.

POST of JSON: `id`, `to`, `text`. `Idempotency-Key` holds the id, under which the gateway must drop a second request.
`Conduct-Signature: t=<seconds>,v1=<hex>` is the HMAC-SHA256 of "<seconds>.<body>" with the shared secret. 2xx: taken;
408, 429 and 5xx: the gateway is in trouble; any other answer is about the message.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import urllib3
from django.conf import settings

from cases.messages.carrier import Refused
from cases.models import Channel

TIMEOUT = urllib3.Timeout(connect=5, read=15)
IN_TROUBLE = {408, 425, 429}
NEVER = {400, 404, 410, 422}  # the number itself


class Text(NamedTuple):
    """A message to a phone; ``id`` stays the same however often it is sent."""

    id: str
    to: str
    text: str


class Gateway:
    """The gateway of CONDUCT_GATEWAY_URL, with CONDUCT_GATEWAY_SECRET."""

    name = Channel.Name.PHONE.value

    @contextmanager
    def connected(self) -> Iterator[Callable[[Text], None]]:
        with urllib3.PoolManager(maxsize=1, timeout=TIMEOUT, retries=False) as pool:
            yield lambda text: _post(pool, text)


def signature(secret: str, body: bytes, at: int) -> str:
    """The header by which the gateway knows that a request is ours, and when it was made."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


def _post(pool: urllib3.PoolManager, text: Text) -> None:
    body = json.dumps(text._asdict()).encode()
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": text.id,
        "Conduct-Signature": signature(settings.GATEWAY_SECRET, body, int(time.time())),
    }
    try:
        answer = pool.request("POST", settings.GATEWAY_URL, body=body, headers=headers, redirect=False)
    except urllib3.exceptions.HTTPError as error:
        raise ConnectionError(f"{type(error).__name__} of the gateway") from error
    if answer.status in IN_TROUBLE or answer.status >= 500 or 300 <= answer.status < 400:
        raise ConnectionError(f"the gateway answers {answer.status}")
    if answer.status >= 400:
        raise Refused(f"{answer.status}", is_final=True, is_hopeless=answer.status in NEVER)
