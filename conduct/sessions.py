"""Sessions in the database, read by a statement that is put together once: every page begins with it."""

from functools import cache
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from lib.compiled_queries import Slot, Statement


class SessionStore(db.SessionStore):
    """As Django's own, but for how a session is found."""

    def load(self) -> dict[str, Any]:
        for (data,) in _unexpired().rows(key=self.session_key, now=timezone.now()):
            return self.decode(data)
        self._session_key = None  # as Django does: a key that names nothing is not taken over
        return {}


@cache
def _unexpired() -> Statement:
    known = Session.objects.filter(
        session_key=Slot("key", CharField()),
        expire_date__gt=Slot("now", DateTimeField()),
    )
    return Statement(known.values_list("session_data"))
