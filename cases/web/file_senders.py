"""Which pages take files, how much at once, and from whom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest

from cases.procedure.rights import Right, may

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, kw_only=True)
class FilesTaken:
    """``most`` is what the files of one request may weigh, in bytes.

    Without a ``right`` every account may send them; ``strangers`` means that no account is needed.
    """

    most: int
    right: Right | None = None
    strangers: bool = False

    def comes_from(self, request: HttpRequest) -> bool:
        """Whether this visitor may send files here. Whether the case is theirs is asked by the view."""
        if self.strangers:
            return True
        user = request.user
        return user.is_authenticated and (self.right is None or may(user, self.right))


def takes_files(*, most: int, right: Right | None = None, strangers: bool = False) -> Callable[[View], View]:
    """Marks a view that takes files; every other one gets none, and only a small request (``conduct.bodies``)."""

    def mark(view: View) -> View:
        view.takes_files = FilesTaken(most=most, right=right, strangers=strangers)  # type: ignore[attr-defined]
        return view

    return mark
