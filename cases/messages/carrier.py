"""What carries messages out of the house: a mail server, or a gateway to phones."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Refused(Exception):
    """The carrier's answer about one message. Everything that concerns the carrier itself is an OSError."""

    def __init__(self, text: str, *, is_final: bool, is_hopeless: bool = False) -> None:
        """``is_final``: the same message will be refused again; ``is_hopeless``: without any doubt."""
        super().__init__(text)
        self.is_final = is_final
        self.is_hopeless = is_hopeless


class Carrier(Protocol):
    """A way out: its name as a channel, and a connection for several messages."""

    @property
    def name(self) -> str: ...

    def connected(self) -> AbstractContextManager[Callable[[Any], None]]:
        """A function that sends what the outbox composed. Raises Refused, or OSError."""
        ...
