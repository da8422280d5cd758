"""A trigger that registers every new row of a table for sealing, in the transaction that adds the row."""

from typing import Any

import pgtrigger
from django.db import models


class AwaitSeal(pgtrigger.Trigger):
    """Registers added rows with the database function ``await_seal(kind)``.

    It runs once for each statement, not for each row, so that imports stay fast; writers do not wait for one another.
    Like AppendOnly it calls a function that pgtrigger cannot switch off.
    """

    name = "await_seal"
    level = pgtrigger.Statement
    when = pgtrigger.After
    operation = pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="added")  # type: ignore[no-untyped-call]  # pgtrigger has no types
    func = "RETURN NULL;"  # pgtrigger asks for one; never called

    def __init__(self, kind: str, **over: Any) -> None:
        self.kind = kind
        super().__init__(**over)

    def render_execute(self, model: models.Model) -> str:
        return f"await_seal('{self.kind}')"
