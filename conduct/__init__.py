"""The configuration of the project: settings, addresses, server and worker. It contains no models and no rules."""

from conduct.celery import app as celery_app

__all__ = ["celery_app"]
