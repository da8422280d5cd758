"""Reminders of a circular for people who have not confirmed it.

A circular is no clock (decision 60): one row stands for thousands of receipts, no level answers for it, and its weeks
are calendar weeks. Its sweep uses the batches of the clocks: one circular that fails does not stop the others.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from cases.deadlines.batches import work_off
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Notification, Publication, Receipt, Role, User
from cases.register.receipt_rows import write_mails


def remind_readers(now: dt.datetime) -> int:
    """Remind those who have not confirmed, every seven calendar days until the links expire. Returns their number.

    Missed stages give one reminder, by e-mail if there is an address. The officers receive the number of missing
    people, because they hand out the other links.
    """
    running = Publication.objects.filter(expires_on__gte=now.date() - dt.timedelta(days=1)).order_by("pk")
    return work_off(
        list(running.values_list("pk", flat=True)),
        lambda ids: sum(_remind_claimed(pk, now) for pk in ids),
        "reminder of publication",
    )


@transaction.atomic
def _remind_claimed(pk: int, now: dt.datetime) -> int:
    rows = Publication.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
    publication = rows.select_related("government", "regulation").filter(pk=pk).first()
    return _remind(publication, now) if publication is not None else 0


def _remind(publication: Publication, now: dt.datetime) -> int:
    today = publication.government.local_date(now)
    stage = publication.stage(today)
    if today > publication.expires_on or stage < 1:
        return 0
    missing = Receipt.objects.unconfirmed().filter(publication=publication, reminded__lt=stage)
    if reminded := missing.update(reminded=stage):
        write_mails(publication, stage, now)
        tell_officers(publication, f"publication:{publication.pk}:stage:{stage}", Notification.Kind.REMINDER, now)
    return reminded


def tell_officers(publication: Publication, cause: str, kind: Notification.Kind, at: dt.datetime) -> None:
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
    subject, body = texts_of("publication_unread", name=name, count=n)
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
