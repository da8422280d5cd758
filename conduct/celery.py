"""The Celery application. Tasks only start the sweeps; their data are in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conduct.settings")

app = Celery("conduct", task_cls="cases.operations.heartbeats:BeatingTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
