"""Reading the identity of a reporter: only with the right, each time with a stored reason."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Reporter, ReporterReading, User
from cases.procedure.refusals import NotAllowed, RuleViolation

SHORTEST_REASON = 10  # characters


@transaction.atomic
def read_reporter(*, reporter: Reporter, actor: User, at: dt.datetime, reason: str) -> Reporter:
    """Store who reads it and why, then return it. Raises NotAllowed without the right."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleViolation(_("Tulis alasan yang jelas, paling sedikit 10 huruf."))
    found = Reporter.objects.readable_by(actor).filter(pk=reporter.pk).first()
    if found is None:
        raise NotAllowed(_("Akun Anda tidak berhak membaca identitas pelapor."))
    ReporterReading.objects.create(reporter=found, user=actor, reason=reason.strip(), at=at)
    return found
