"""The nightly comparison of every stored file with its hash."""

import datetime as dt

from cases.evidence.comparison import compare
from cases.evidence.custody import _raise_alarm
from cases.models import EvidenceItem, VaultCheck
from cases.reports import attachments as report_files


def verify_evidence(now: dt.datetime) -> VaultCheck:
    """Compare every stored file with its fingerprint; changed and missing files are recorded and reported.

    Includes attachments of reports, from the day of receipt.
    """
    checked = wrong = 0
    items = EvidenceItem.objects.exclude(file="").select_related("case__agency", "case__government")
    for item in items.order_by("pk").iterator(chunk_size=500):
        checked += 1
        found = compare(item)
        if found is not None:
            wrong += 1
            _raise_alarm(item, found, None, now)
    attachments, wrong_attachments = report_files.verify_files(now)
    return VaultCheck.objects.create(at=now, checked=checked + attachments, wrong=wrong + wrong_attachments)
