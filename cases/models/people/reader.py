"""The attributes of an account that determine which rows it reads."""

import dataclasses
from typing import Any, Protocol

from cases.models.people.government import Role
from lib.compiled_queries import Slot


class Reader(Protocol):
    """The interface of an account for scopes; ``User`` implements it."""

    @property
    def is_authenticated(self) -> Any: ...
    @property
    def pk(self) -> Any: ...
    @property
    def role(self) -> str: ...
    @property
    def government_id(self) -> Any: ...
    @property
    def employee_id(self) -> Any: ...
    @property
    def is_of_one_agency(self) -> bool: ...
    @property
    def subtree(self) -> Any: ...
    @property
    def above(self) -> Any: ...


@dataclasses.dataclass(frozen=True)
class AnyReader:
    """Any account of one role: parameters in place of its keys, so that one statement serves all of them."""

    role: str
    is_employee: bool
    has_government: bool = True

    is_authenticated = True
    pk = Slot("user")
    subtree = Slot("subtree")
    above = Slot("above")

    @property
    def government_id(self) -> Slot | None:
        return Slot("government") if self.has_government else None

    @property
    def is_of_one_agency(self) -> bool:
        return self.role == Role.HR_OFFICER

    @property
    def employee_id(self) -> Slot | None:
        return Slot("employee") if self.is_employee else None

    @classmethod
    def like(cls, reader: Reader) -> "AnyReader":
        return cls(reader.role, reader.employee_id is not None, reader.government_id is not None)


def keys_of(reader: Reader) -> dict[str, Any]:
    """The values for the parameters of ``AnyReader``."""
    return {
        "user": reader.pk,
        "government": reader.government_id,
        "employee": reader.employee_id,
        "subtree": reader.subtree,
        "above": reader.above,
    }
