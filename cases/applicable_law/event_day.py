"""The day of the event, which determines the applicable law and the person's category."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Act, Case, CaseAgency, HoursClaim, Incident, IncidentDate, Respondent, User
from cases.procedure import audit
from cases.procedure.case_acts import begin_case_act, lock_for_act
from cases.procedure.refusals import Mend, RuleViolation
from cases.procedure.table import BEFORE_ROUTE


@transaction.atomic
def record_date(*, case: Case, actor: User, at: dt.datetime, date: IncidentDate, reason: str) -> IncidentDate:
    """Record one of the four dates of an incident later, or correct it; the audit trail keeps the old value.

    For respondents without a route, category and unit are read again for the new day.
    """
    locked = lock_for_act(case, Act.RECORD_DATE, actor=actor, at=at)
    incident = locked.incidents.order_by("pk")[0]
    before = incident.dates.filter(kind=date.kind).first()
    if before is not None:
        date.pk = before.pk
    date.incident = incident
    date.save()
    was = f"{before}: {before.earliest_at or '…'} – {before.latest_at or '…'}. " if before else ""
    today = locked.agency.local_date(at)
    note = f"{was}{date.get_kind_display()}. {reason}"
    audit.record(locked, Act.RECORD_DATE, actor=actor, at=at, on=today, note=note)
    for respondent in locked.respondents.filter(status__in=BEFORE_ROUTE, employee__isnull=False):
        respondent.case = locked
        as_of_event(respondent)
        respondent.save(update_fields=["agency", "category", "post"])
        CaseAgency.objects.get_or_create(case=locked, agency=respondent.agency)
    return date


def as_of_event(respondent: Respondent) -> None:
    if respondent.employee is None:
        return
    employment = respondent.employee.employment_on(day_of_event(respondent.case))
    if employment is None:
        raise RuleViolation(
            _("Riwayat jabatan pegawai ini belum diisi, sehingga status kepegawaiannya tidak diketahui."),
            mend=Mend(_("Isi riwayat jabatan"), reverse("organisation-employee-post", args=[respondent.employee.pk])),
        )
    respondent.agency, respondent.category, respondent.post = employment.agency, employment.category, employment.post


def day_of_event(case: Case) -> dt.date:
    """The day that determines the law and the staff category.

    The best known date, otherwise the upper bound, otherwise the day of the report.
    """
    dates = list(IncidentDate.objects.filter(incident__case=case))
    upper = min((row.latest_at for row in dates if row.latest_at is not None), default=case.opened_at)
    return case.agency.local_date(_known_moment(dates) or upper)


def known_event_days(cases: Sequence[Case]) -> dict[int, dt.date | None]:
    """By case, the day of the event if it is known (recorded, otherwise uploaded, otherwise viral), not only
    bounded."""
    dates: dict[int, list[IncidentDate]] = defaultdict(list)
    for row in IncidentDate.objects.filter(incident__case__in=cases).select_related("incident"):
        dates[row.incident.case_id].append(row)
    known = {case.pk: _known_moment(dates[case.pk]) for case in cases}
    return {case.pk: case.agency.local_date(moment) if (moment := known[case.pk]) else None for case in cases}


def _known_moment(dates: Iterable[IncidentDate]) -> dt.datetime | None:
    known = {
        row.kind: row.earliest_at
        for row in dates
        if row.earliest_at is not None and row.precision != IncidentDate.Precision.BOUNDS
    }
    kinds = (IncidentDate.Kind.RECORDED, IncidentDate.Kind.UPLOADED, IncidentDate.Kind.VIRAL)
    return next((known[kind] for kind in kinds if kind in known), None)


@transaction.atomic
def add_claim(*, incident: Incident, actor: User, at: dt.datetime, claim: HoursClaim) -> HoursClaim:
    """Add a claim about the time of the event; earlier claims stay."""
    begin_case_act(incident.case, Act.ADD_CLAIM, actor=actor, at=at, note=claim.claimed_by)
    if claim.claimed_at and claim.claimed_at > at:
        raise RuleViolation(_("Waktu kejadian tidak boleh setelah sekarang."))
    claim.incident = incident
    claim.save(force_insert=True)
    return claim
