"""Rows that are sealed after they were committed: a trigger notes each of them in the transaction that adds it."""

from typing import Any

import pgtrigger
from django.db import models


class AwaitSeal(pgtrigger.Trigger):
    """Notes every added row, whoever adds it, by the database's ``await_seal(kind)``.

    Once a statement and not once a row, so that an import pays little; no writer waits for another. It runs a function
    of the database's own for the same reason as AppendOnly.
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
