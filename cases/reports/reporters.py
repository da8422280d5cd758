"""Reading the identity of a reporter: only with the right, each time with a stored reason."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import PendingAct, Reporter, ReporterReading, User
from cases.procedure import two_people
from cases.procedure.refusals import NotAllowed, RuleViolation

SHORTEST_REASON = 10  # characters


@transaction.atomic
def read_reporter(*, reporter: Reporter, actor: User, at: dt.datetime, reason: str) -> Reporter:
    """Store who reads it and why, then return it. Raises NotAllowed without the right, NeedsSecond unless confirmed."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleViolation(_("Tulis alasan yang jelas, paling sedikit 10 huruf."))
    found = Reporter.objects.readable_by(actor).filter(pk=reporter.pk).first()
    if found is None:
        raise NotAllowed(_("Akun Anda tidak berhak membaca identitas pelapor."))
    government = actor.own_government
    if government.local_date(at) >= government.two_people_from:
        two_people.require(
            PendingAct.Kind.REPORTER, actor=actor, at=at, government=government,
            summary=_("Identitas pelapor %(what)s") % {"what": _source_of(found)},
            payload={"of": found.pk, "reason": reason.strip()}, reporter=found, reason=reason.strip(),
        )  # fmt: skip
    ReporterReading.objects.create(reporter=found, user=actor, reason=reason.strip(), at=at)
    return found


def _source_of(reporter: Reporter) -> str:
    """The case or the report that somebody sent, as whoever confirms may know it."""
    if reporter.incident is not None:
        return reporter.incident.case.number
    return reporter.report.number if reporter.report else reporter.outside_report.case.number  # type: ignore[union-attr]  # a constraint: of one of the three
