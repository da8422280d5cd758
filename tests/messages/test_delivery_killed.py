"""F1, F2 of docs/reliability.md: delivery that is killed in the middle, again and again, on a real mail server."""

import os
import random
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from cases.models import Notification
from tests.samples.mail_servers import Postbox, serving

MESSAGES, KILLS = 300, 8
DRAIN = """
import django
django.setup()
from django.utils import timezone
from cases.messages.delivery import drain
from cases.messages.outbox import NOTIFICATIONS
drain([NOTIFICATIONS], timezone.now)
"""


def drain(mail):
    own = connection.settings_dict
    where = f"{own['HOST'] or 'localhost'}{':' + str(own['PORT']) if own['PORT'] else ''}"
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{own['USER']}:{own['PASSWORD']}@{where}/{own['NAME']}",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail}/",
        "DJANGO_SETTINGS_MODULE": "conduct.settings",
    }
    return subprocess.Popen([sys.executable, "-c", DRAIN], env=environment, cwd=settings.BASE_DIR)


@pytest.mark.process
@pytest.mark.django_db(transaction=True)
def test_kills_at_random_moments_lose_nothing_and_double_at_most_one_message_each(sari):
    now, chance = timezone.now(), random.Random(7)
    Notification.objects.bulk_create(
        Notification(
            key=f"note:{n}:{sari.pk}", kind="TASK", recipient=sari, subject="s", body="b", path="/",
            created_at=now, next_try_at=now,
        )
        for n in range(MESSAGES)
    )  # fmt: skip
    box = Postbox()
    box.data_answers = [lambda: time.sleep(0.01)] * MESSAGES * 2
    with serving(box) as port:
        for _kill in range(KILLS):
            process, taken = drain(port), len(box.ids)
            while len(box.ids) < taken + chance.randint(5, 30) and process.poll() is None:
                time.sleep(0.002)
            process.kill()
            process.wait()
            Notification.objects.waiting().update(next_try_at=timezone.now())  # the lease of the dead has ended
        assert drain(port).wait() == 0
    lost, doubled = MESSAGES - len(set(box.ids)), len(box.ids) - len(set(box.ids))
    print(f"{KILLS} kills while {MESSAGES} messages left: {lost} lost, {doubled} doubled")
    assert lost == 0 == Notification.objects.waiting().count()
    assert doubled <= KILLS
