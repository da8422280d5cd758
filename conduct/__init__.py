"""Conduct wires the project together: settings, addresses, server and worker. It holds no models and no rules."""

from conduct.celery import app as celery_app

__all__ = ["celery_app"]
