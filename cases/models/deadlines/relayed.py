"""What the inbox has, sent once more to a phone or a browser."""

from typing import Any

from cases.models.deadlines.outgoing import Outgoing


class Relayed(Outgoing):
    """One for each notification of a reader who wants it so; it says what the notification says."""

    notification: Any  # each kind refers to it by a name of its own

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.notification)

    @property
    def addressee(self) -> str:
        return str(self.notification.recipient)

    @property
    def matter(self) -> str:
        matter: str = self.notification.matter
        return matter
