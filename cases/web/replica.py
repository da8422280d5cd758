"""Lists and the dashboard read from a replica of the database, where DATABASE_REPLICA_URL names one.

A replica is a moment behind. Who has just sent a form reads from the primary for ten seconds, and so sees what it did.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

REPLICA = "replica"
COOKIE = "wrote"
SECONDS_AT_THE_PRIMARY = 10
View = Callable[..., HttpResponse]
reads_there: ContextVar[bool] = ContextVar("reads_there", default=False)


class Router:
    """Sends reads to the replica while a view asks for it, and everything else to the primary."""

    def db_for_read(self, model: object, **hints: Any) -> str | None:
        return REPLICA if reads_there.get() else None

    def db_for_write(self, model: object, **hints: Any) -> str:
        return "default"

    def allow_relation(self, one: object, other: object, **hints: Any) -> bool:
        return True

    def allow_migrate(self, database: str, app_label: str, **hints: Any) -> bool:
        return database == "default"


def from_replica(view: View) -> View:
    """Let a view that only shows rows read them from the replica; from the primary when the replica is away."""

    @wraps(view)
    def read(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if REPLICA not in settings.DATABASES or request.method not in ("GET", "HEAD") or COOKIE in request.COOKIES:
            return view(request, *args, **kwargs)
        token = reads_there.set(True)
        try:
            return view(request, *args, **kwargs)
        except (InterfaceError, OperationalError):
            reads_there.set(False)
            return view(request, *args, **kwargs)
        finally:
            reads_there.reset(token)

    return read


def remember_writes(get_response: View) -> View:
    """Middleware: mark the browser that has sent a form."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if REPLICA in settings.DATABASES and request.method not in ("GET", "HEAD", "OPTIONS"):
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(
                COOKIE, "1", max_age=SECONDS_AT_THE_PRIMARY, httponly=True, secure=secure, samesite="Lax"
            )
        return response

    return answer
