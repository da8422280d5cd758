"""Saved views of the list, and the message when one holds more cases than its threshold."""

import datetime as dt
import logging
from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse

from cases.casefile.filters import filtered
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Notification, SavedView, User
from cases.procedure.refusals import RuleViolation

log = logging.getLogger(__name__)


def save_view(*, actor: User, name: str, filters: Mapping[str, str], threshold: int | None = None) -> SavedView:
    """Keep filters under a name; the same name again replaces them."""
    kept = {"filters": dict(filters), "threshold": threshold, "passed_at": None}
    view, _is_new = SavedView.objects.update_or_create(user=actor, name=name, defaults=kept)
    return view


def watch_views(now: dt.datetime) -> int:
    """Tell the owner of each view that holds more cases than its threshold since it was last counted.

    It is told once, until the view is back at the threshold. No more cases are counted than that. Returns the number of
    messages.
    """
    sent = 0
    views = SavedView.objects.filter(threshold__isnull=False, user__is_active=True)
    for view in views.select_related("user__government", "user__agency__government").order_by("pk"):
        try:
            sent += _watch(view, now)
        except Exception:  # the view of one account must not stop those of the others
            log.exception("view %s could not be counted", view.pk)
    return sent


@transaction.atomic
def _watch(view: SavedView, now: dt.datetime) -> int:
    most = view.threshold or 0
    try:
        cases = filtered(view.user, view.filters, view.user.local_date(now))
    except RuleViolation:  # a unit or an account of the filter has ended; its owner sees it on opening the view
        return 0
    is_passed = cases.order_by()[: most + 1].count() > most
    if is_passed is (view.passed_at is not None):
        return 0
    view.passed_at = now if is_passed else None
    view.save(update_fields=["passed_at"])
    if not is_passed:
        return 0
    subject, body = texts_of("view_passed", name=view.name, threshold=most)
    path = reverse("saved-view", args=[view.pk])
    notify(case=None, kind=Notification.Kind.REMINDER, cause=f"view:{view.pk}:{int(now.timestamp())}",
           recipients=[view.user], subject=subject, body=body, at=now, path=path)  # fmt: skip
    return 1
