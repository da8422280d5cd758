"""Mails to employees, who have no account: read this circular and confirm it by the personal link."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from cases.messages.delivery import Outbox
from cases.messages.outbox import one_line
from cases.models import ReceiptMail


def _letter(rows: Sequence[ReceiptMail]) -> EmailMessage:
    (row,) = rows  # each employee has a link of their own
    receipt, regulation = row.receipt, row.receipt.publication.regulation
    facts = {
        "name": receipt.employee.name,
        "rule": str(regulation),
        "day": f"{receipt.publication.expires_on:%d/%m/%Y}",
    }
    opening = _("Pengingat: baca dan konfirmasikan") if row.stage else _("Baca dan konfirmasikan")
    body = _(
        "Yth. %(name)s,\n\nmohon membaca %(rule)s dan mengonfirmasinya paling lambat %(day)s lewat tautan pribadi ini:"
    )
    return EmailMessage(
        subject=one_line(f"{opening}: {regulation.number or regulation.title}")[:200],
        body=f"{body % facts}\n\n{settings.BASE_URL}{receipt.path}\n",
        to=[receipt.employee.email],
        headers={
            "Message-ID": f"<receipt-{receipt.pk}-{row.stage}@{urlsplit(settings.BASE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _lapsed(rows: Sequence[ReceiptMail], now: dt.datetime) -> dict[int, str]:
    """No mail after the confirmation or the expiry of the link."""
    reasons = {}
    for row in rows:
        publication = row.receipt.publication
        if row.receipt.confirmed_at:
            reasons[row.pk] = _("sudah dikonfirmasi")
        elif publication.government.local_date(now) > publication.expires_on:
            reasons[row.pk] = _("tautan sudah berakhir")
    return reasons


JOINED = ("receipt__employee", "receipt__publication__regulation", "receipt__publication__government")
RECEIPT_MAILS = Outbox(lambda: ReceiptMail.objects.select_related(*JOINED), _letter, _lapsed)
