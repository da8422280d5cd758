"""The push services of browsers: encrypted for the browser (RFC 8291), signed with our VAPID key (RFC 8292)."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.conf import settings
from pywebpush import WebPushException, webpush
from requests import RequestException, Session

from cases.messages.carrier import Refused
from cases.models import Channel, PushSubscription

GONE = {404, 410}  # the browser was reset, or its user said no
SECONDS = 15  # without an answer
KEPT = 3 * 24 * 60 * 60  # seconds for which a service keeps a message for a browser that is off


class Pushed(NamedTuple):
    """A message to every browser of an account; under the same ``key`` a browser shows it once."""

    key: str
    browsers: list[PushSubscription]
    title: str
    lines: list[str]
    path: str


class PushServices:
    """Whoever the browsers of an account named."""

    name = Channel.Name.PUSH.value

    @contextmanager
    def connected(self) -> Iterator[Callable[[Pushed], None]]:
        with Session() as session:
            session.max_redirects = 0  # the address was checked, and no other is asked
            yield lambda pushed: _send(session, pushed)


def _send(session: Session, pushed: Pushed) -> None:
    """One that takes it is enough. Raises Refused when no browser is left, OSError when no service answers."""
    answers = [_answer_of(session, browser, pushed) for browser in pushed.browsers]
    gone = [browser.pk for browser, status in zip(pushed.browsers, answers, strict=True) if status in GONE]
    PushSubscription.objects.filter(pk__in=gone).delete()
    if any(status < 300 for status in answers):
        return
    if len(gone) == len(answers):
        raise Refused("no browser is left", is_final=True, is_hopeless=True)
    worst = max(status for status in answers if status not in GONE)
    if worst >= 500 or worst == 429 or worst < 400:
        raise ConnectionError(f"the push service answers {worst}")
    raise Refused(f"{worst}", is_final=True)


def _answer_of(session: Session, browser: PushSubscription, pushed: Pushed) -> int:
    """The status of one service; 599 for one that does not answer."""
    keys = {"p256dh": browser.p256dh, "auth": browser.auth}
    text = {"key": pushed.key, "title": pushed.title, "lines": pushed.lines, "path": pushed.path}
    try:
        answer = webpush(
            {"endpoint": browser.endpoint, "keys": keys}, json.dumps(text), settings.VAPID_KEY,
            {"sub": settings.VAPID_CONTACT}, ttl=KEPT, timeout=SECONDS, requests_session=session,
        )  # fmt: skip
    except WebPushException as refusal:
        return refusal.response.status_code if refusal.response is not None else 400
    except RequestException:
        return 599
    return int(answer.status_code)
