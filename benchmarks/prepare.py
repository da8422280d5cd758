"""Prepares one database and prints as JSON what the driver needs: `python -m benchmarks.prepare 10000`."""

import json
import sys
from typing import Any
from urllib.parse import urlencode

import django


def prepare(cases: int) -> dict[str, Any]:
    """Load it if empty, sign in all accounts, and count the statements of each page in this process."""
    from django.conf import settings
    from django.test import Client

    from benchmarks import load
    from benchmarks.pages import PRODUCT
    from cases.models import Case, User
    from conduct.launch.prepare import collect_static

    collect_static()
    if not Case.objects.exists():
        load.main(cases)
    clients = {}
    for user in User.objects.all():
        clients[user.username] = Client(headers={"host": "127.0.0.1"})
        clients[user.username].force_login(user)
    places = find_places(cases) | searches(clients["bkpsdm"])
    return {
        "sessions": {name: client.cookies[settings.SESSION_COOKIE_NAME].value for name, client in clients.items()},
        "cookie": settings.SESSION_COOKIE_NAME,
        "pages": [
            {"path": (path := page.path.format(**places)), **measure(clients[page.account], path)} for page in PRODUCT
        ],
    }


def find_places(cases: int) -> dict[str, str]:
    """A case in the middle, and the address of the list after it, in the format of `cases.web.paging`."""
    from cases.models import Case
    from cases.web.paging import SEPARATOR

    case = Case.objects.get(pk=cases // 2)
    return {"case": case.number, "cursor": urlencode({"after": f"{case.opened_at}{SEPARATOR}{case.pk}"})}


def searches(client: Any) -> dict[str, str]:
    """The addresses of two searches: they contain a key of the session and no words."""
    asked = {"person": "kartika siregar intan", "word": "berseragam"}
    return {name: client.post("/cases/", {"q": words})["Location"].partition("?")[2] for name, words in asked.items()}


def measure(client: Any, path: str) -> dict[str, int]:
    """Status, size and number of SQL statements of a page that was opened before."""
    from django.db import connection

    statements = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    client.get(path)
    with connection.execute_wrapper(count):
        response = client.get(path)
    return {"status": response.status_code, "bytes": len(response.content), "statements": len(statements)}


if __name__ == "__main__":
    django.setup()
    json.dump(prepare(int(sys.argv[1])), sys.stdout)
