"""Makes the tables of the reference if they are missing and prints as JSON what the driver needs."""

import json
import sys
from pathlib import Path
from typing import Any

import django


def prepare(cases: int) -> dict[str, Any]:
    """Sign in, and count the statements of each page in this process."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from benchmarks.pages import REFERENCE
    from benchmarks.prepare import measure

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('reference.plain_counter')")
        if cursor.fetchone()[0] is None:
            cursor.execute("DROP SCHEMA IF EXISTS reference CASCADE")
            cursor.execute("CREATE SCHEMA reference")
            call_command("migrate", verbosity=0)
            cursor.execute(Path(__file__).with_name("tables.sql").read_text())
    reader, _made = User.objects.get_or_create(username="reader", defaults={"is_staff": True, "is_superuser": True})
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(reader)  # type: ignore[arg-type]  # the reference has Django's own accounts
    paths = [page.path.format(case=cases // 2) for page in REFERENCE]
    return {
        "sessions": {"reader": client.cookies[settings.SESSION_COOKIE_NAME].value},
        "cookie": settings.SESSION_COOKIE_NAME,
        "pages": [{"path": path, **measure(client, path)} for path in paths],
    }


if __name__ == "__main__":
    django.setup()
    json.dump(prepare(int(sys.argv[1])), sys.stdout)
