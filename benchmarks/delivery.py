"""Messages a second to a mail server on this machine: `python -m benchmarks.delivery`. Needs DATABASE_URL.

The rows are written into the database that DATABASE_URL names and taken away after it: use one made for this.
"""

import os
import socket
import subprocess
import sys
import time

GOAL = 50.0  # messages a second
MESSAGES = 1000
SERVER = "import aiosmtpd.main; aiosmtpd.main.main(['-n', '-c', 'aiosmtpd.handlers.Sink', '-l', '127.0.0.1:%d'])"


def rate(port: int) -> float:
    """How many of the messages leave in a second, each marked before the next."""
    from django.conf import settings
    from django.utils import timezone

    from cases.messages.delivery import drain
    from cases.messages.outbox import NOTIFICATIONS
    from cases.models import Government, Notification, Role, User

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    now = timezone.now()
    place = Government.objects.create(name="Kota Ukur", region="kota-ukur")
    user = User.objects.create(username="ukur", email="ukur@example.go.id", government=place, role=Role.LEADER)
    Notification.objects.bulk_create(
        Notification(
            key=f"note:{n}:{user.pk}",
            kind=Notification.Kind.TASK,
            recipient=user,
            subject="Pengingat X-2026-0001, klarifikasi",
            body="Tenggat 1/12/2026: klarifikasi pada X-2026-0001.",
            path="/cases/X-2026-0001/",
            created_at=now,
            next_try_at=now,
        )
        for n in range(MESSAGES)
    )
    try:
        began = time.perf_counter()
        taken = drain([NOTIFICATIONS], timezone.now)
        return taken / (time.perf_counter() - began)
    finally:
        Notification.objects.filter(recipient=user).delete()
        user.delete()
        place.delete()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conduct.settings")
    django.setup()
    from conduct.launch.port import free_port

    port = free_port()
    server = subprocess.Popen([sys.executable, "-c", SERVER % port])  # noqa: S603 - of its own
    try:
        while not _listens(port):
            time.sleep(0.1)
        measured = rate(port)
    finally:
        server.terminate()
        server.wait()
    print(f"{'OK  ' if measured > GOAL else 'MISS'} delivery: {measured:.0f} messages a second (above {GOAL:.0f})")
    return 0 if measured > GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
