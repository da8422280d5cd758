"""Which pages accept files, up to what size, and from whom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest

from cases.procedure.rights import Right, may

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, kw_only=True)
class FilesTaken:
    """``most``: the size of the files of one request in bytes.

    Without a ``right`` every account may send files; ``anonymous``: no account is needed.
    """

    most: int
    right: Right | None = None
    anonymous: bool = False

    def comes_from(self, request: HttpRequest) -> bool:
        """Whether this visitor may send files here. The view checks the case."""
        if self.anonymous:
            return True
        user = request.user
        return user.is_authenticated and (self.right is None or may(user, self.right))


def takes_files(*, most: int, right: Right | None = None, anonymous: bool = False) -> Callable[[View], View]:
    """Marks a view that accepts files; all others accept only small requests without files (``conduct.bodies``)."""

    def mark(view: View) -> View:
        view.takes_files = FilesTaken(most=most, right=right, anonymous=anonymous)  # type: ignore[attr-defined]  # a mark on the function, read by conduct.bodies
        return view

    return mark
