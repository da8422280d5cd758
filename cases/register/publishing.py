"""Publishing a circular, and reminding employees who have not confirmed that they read it.

Employees have no accounts. Those with an e-mail address receive a mail; the officers have a list with all links.
Receipts, mails and reminders are each created by one statement (decision 31).
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import CharField, Count, Q, QuerySet, Value
from django.db.models.fields import DateTimeField, IntegerField
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.messages.outbox import notify
from cases.messages.wording import words_of
from cases.models import (
    Agency,
    Employment,
    Government,
    Notification,
    Publication,
    Receipt,
    ReceiptMail,
    RegisterEntry,
    Role,
    User,
    regulations_visible_to,
)
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.register.circulars import enter_in_register, keeps_register
from regulations.models import Regulation

LONGEST_LINK_LIFE = 366  # calendar days of validity of a link


@transaction.atomic
def publish(
    *,
    regulation: Regulation,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    agencies: Sequence[Agency],
    expires_on: dt.date,
) -> Publication:
    """Publish a circular in agencies and their units: one receipt for each employee of that day.

    A repeated publication adds agencies and new employees and may extend the links; nobody gets a second receipt.
    """
    if not keeps_register(actor) or actor.government is None:
        raise NotAllowed(_("Hanya BKPSDM dan administrator yang menerbitkan surat edaran."))
    government = Government.objects.select_for_update(no_key=True).get(pk=actor.government.pk)
    _check(regulation, government, actor, on, agencies, expires_on)
    publication, is_new = Publication.objects.get_or_create(
        government=government,
        regulation=regulation,
        defaults={"published_by": actor, "published_on": on, "expires_on": expires_on},
    )
    if not is_new and expires_on > publication.expires_on:
        publication.expires_on = expires_on
        publication.save(update_fields=["expires_on"])
    publication.agencies.add(*agencies)
    added = _hand_receipts(publication, agencies, at, on)
    names = ", ".join(agency.name for agency in agencies)
    note = _("%(n)d pegawai di %(names)s; tautan sampai %(day)s") % {
        "n": added, "names": names, "day": f"{publication.expires_on:%d/%m/%Y}",
    }  # fmt: skip
    entry = enter_in_register(regulation, government, RegisterEntry.Act.PUBLISH, actor, at, note)
    _tell_officers(publication, f"publication:{publication.pk}:entry:{entry.pk}", Notification.Kind.TASK, at)
    return publication


def remind_readers(now: dt.datetime) -> int:
    """Remind those who have not confirmed, every seven calendar days until the links expire. Returns their number.

    Missed stages give one reminder, by e-mail if there is an address. The officers receive the number of missing
    people, because they hand out the other links.
    """
    reminded = 0
    for pk in Publication.objects.filter(expires_on__gte=now.date() - dt.timedelta(days=1)).values_list(
        "pk", flat=True
    ):
        with transaction.atomic():
            rows = Publication.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
            publication = rows.select_related("government", "regulation").filter(pk=pk).first()
            if publication is not None:
                reminded += _remind(publication, now)
    return reminded


def _check(
    regulation: Regulation,
    government: Government,
    actor: User,
    on: dt.date,
    agencies: Sequence[Agency],
    expires_on: dt.date,
) -> None:
    if not regulations_visible_to(actor).filter(pk=regulation.pk, region__in=("", government.name)).exists():
        raise RuleViolation(_("Peraturan daerah lain tidak diterbitkan di sini."))
    if not agencies or any(agency.government_id != government.pk for agency in agencies):
        raise RuleViolation(_("Pilih perangkat daerah."))
    if not on < expires_on <= on + dt.timedelta(days=LONGEST_LINK_LIFE):
        raise RuleViolation(_("Tautan berlaku sedikitnya sehari dan paling lama setahun."))


def _hand_receipts(publication: Publication, agencies: Sequence[Agency], at: dt.datetime, on: dt.date) -> int:
    """One INSERT … SELECT for the receipts and one for the first mails; returns the number of new receipts."""
    reached = Q()
    for agency in agencies:
        reached |= Q(agency__path__startswith=agency.path)
    employed = Employment.objects.filter(
        reached, Q(ends_on__isnull=True) | Q(ends_on__gte=on), agency__government=publication.government,
        starts_on__lte=on,
    ).order_by()  # fmt: skip
    stage = publication.stage(on)
    rows = employed.values_list(
        Value(publication.pk, IntegerField()), "employee_id", "agency_id", Value(stage, IntegerField())
    )
    added = _insert(Receipt, ("publication_id", "employee_id", "agency_id", "reminded"), rows)
    _write_mails(publication, stage, at)
    return added


def _write_mails(publication: Publication, stage: int, at: dt.datetime) -> None:
    """Create the mails of this stage for missing people with an address."""
    missing = Receipt.objects.unconfirmed().filter(publication=publication, reminded=stage).exclude(employee__email="")
    moment = Value(at, DateTimeField())
    rows = missing.order_by().values_list("pk", Value(stage, IntegerField()), moment, moment, Value(0, IntegerField()),
                                          Value("", CharField()))  # fmt: skip
    _insert(ReceiptMail, ("receipt_id", "stage", "created_at", "next_try_at", "attempts", "last_error"), rows)


def _insert(model: type[Receipt] | type[ReceiptMail], columns: Sequence[str], rows: "QuerySet[Any, Any]") -> int:
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:  # names come from the models, values are parameters
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) {sql} ON CONFLICT DO NOTHING",
            params,
        )
        return int(cursor.rowcount)


def _remind(publication: Publication, now: dt.datetime) -> int:
    today = now.astimezone(ZoneInfo(publication.government.time_zone)).date()
    stage = publication.stage(today)
    if today > publication.expires_on or stage < 1:
        return 0
    missing = Receipt.objects.unconfirmed().filter(publication=publication, reminded__lt=stage)
    if reminded := missing.update(reminded=stage):
        _write_mails(publication, stage, now)
        _tell_officers(publication, f"publication:{publication.pk}:stage:{stage}", Notification.Kind.REMINDER, now)
    return reminded


def _tell_officers(publication: Publication, cause: str, kind: Notification.Kind, at: dt.datetime) -> None:
    """Tell each HR officer how many people of the agency and its units are missing; without an officer, tell BKPSDM."""
    counted = publication.receipts.unconfirmed().order_by().values_list("agency__path").annotate(n=Count("pk"))
    missing = dict(counted)
    accounts = User.objects.filter(government_id=publication.government_id, is_active=True)
    officers = list(accounts.filter(role=Role.HR_OFFICER).select_related("agency"))
    missing_of = {user: sum(n for path, n in missing.items() if _above(user, path)) for user in officers}
    if alone := sum(n for path, n in missing.items() if not any(_above(user, path) for user in officers)):
        missing_of |= dict.fromkeys(accounts.filter(role=Role.BKPSDM), alone)
    for user, n in missing_of.items():
        if n:
            _say(publication, cause, kind, user, n, at)


def _above(user: User, path: str) -> bool:
    return user.agency is not None and path.startswith(user.agency.path)


def _say(publication: Publication, cause: str, kind: Notification.Kind, user: User, n: int, at: dt.datetime) -> None:
    name = publication.regulation.number or publication.regulation.title
    subject, body = words_of("publication_unread", name=name, count=n)
    notify(
        case=None,
        kind=kind,
        cause=cause,
        recipients=[user],
        subject=subject,
        body=body,
        at=at,
        path=reverse("publication", args=[publication.pk]),
    )
