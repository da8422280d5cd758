"""What Celery is told of its broker: Redis, or RabbitMQ with queues on several nodes."""

from collections.abc import Iterable


def transport_options(address: str) -> dict[str, int | bool]:
    """RabbitMQ confirms each task. In Redis a killed worker's task returns after ten minutes instead of an hour.

    The interval makes kombu look in time.
    """
    if address.startswith("amqp"):
        return {"confirm_publish": True}
    return {"visibility_timeout": 600, "unacked_restore_throttle": 1}


def queue_type(address: str) -> str:
    """Quorum queues survive the loss of a node of RabbitMQ."""
    return "quorum" if address.startswith("amqp") else "classic"


def routes(queue: str, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """The tasks that have a queue, and so a worker, of their own."""
    return {f"cases.tasks.{name}": {"queue": queue} for name in names}
