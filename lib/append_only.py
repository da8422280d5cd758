"""A trigger that refuses change and deletion of rows, for every database role."""

import pgtrigger
from django.db import models


class AppendOnly(pgtrigger.Trigger):
    """Refuses UPDATE and DELETE of a row; with ``operation`` or ``condition``, only those.

    It calls the database function ``refuse_change()`` instead of a generated one: functions of pgtrigger can be
    switched off for a connection by ``pgtrigger.ignore``; this one cannot. TRUNCATE is not refused, because
    transactional tests truncate; in production the role of the application has no right to it.
    """

    name = "append_only"
    when = pgtrigger.Before
    operation = pgtrigger.Update | pgtrigger.Delete
    func = "RETURN NULL;"  # required by pgtrigger; never called

    def render_execute(self, model: models.Model) -> str:
        return "refuse_change()"
