"""Rows that refuse change and deletion in the database, whoever asks."""

import pgtrigger
from django.db import models


class AppendOnly(pgtrigger.Trigger):
    """Refuses UPDATE and DELETE of a row; with ``operation`` or ``condition``, only those.

    It runs the database's ``refuse_change()`` and not a function of its own: those that pgtrigger writes can be
    switched off by a setting of the connection, ``pgtrigger.ignore``; this one cannot. TRUNCATE is not refused, because
    the flush of transactional tests truncates; in production the role of the application has no right to it.
    """

    name = "append_only"
    when = pgtrigger.Before
    operation = pgtrigger.Update | pgtrigger.Delete
    func = "RETURN NULL;"  # pgtrigger asks for one; never called

    def render_execute(self, model: models.Model) -> str:
        return "refuse_change()"
