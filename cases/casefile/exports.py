"""Exports of the list: ordered on the page, written in the background, kept for a day.

Each is recorded twice: that the account ordered it (``AccountEvent``), and for every case in it that it was read
(``AccessEntry``).
"""

import datetime as dt
import logging
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, Any

from django.core.files.base import File
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import date as date_words
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.accounts import events
from cases.casefile.filters import filtered
from cases.models import AccountEvent, Case, ListExport, Respondent, Status, User
from cases.procedure.refusals import RuleViolation
from cases.web.reading import note_export
from lib.sheets import csv_files
from lib.sheets.exports import workbook

log = logging.getLogger(__name__)
KEPT_FOR = dt.timedelta(days=1)
LEASE = dt.timedelta(minutes=2)  # renewed after every batch
ATTEMPTS = 3
BATCH = 500
MOST = 50_000  # cases in one file
AT_ONE_WAKE = 5


def order(
    *,
    actor: User,
    at: dt.datetime,
    filters: Mapping[str, str],
    wanted: str,
    request: HttpRequest,
    only: Sequence[str] = (),
) -> ListExport:
    """Order a file with the cases that match, or of them ``only`` those with these numbers. Internal rule.

    ``wanted``: a ``ListExport.Format``.

    Raises RuleViolation for more cases than a file holds, or none.
    """
    cases = _cases(actor, filters, only, actor.local_date(at))
    total = cases.order_by()[: MOST + 1].count()
    if not total:
        raise RuleViolation(_("Tidak ada kasus untuk diekspor."))
    if total > MOST:
        raise RuleViolation(
            _("Paling banyak %(most)d kasus dalam satu berkas. Persempit saringannya.") % {"most": MOST}
        )
    row = ListExport.objects.create(
        user=actor, filters=dict(filters), only=list(only), format=wanted, total=total, ordered_at=at,
        expires_at=at + KEPT_FOR,
    )  # fmt: skip
    names = ", ".join(sorted(filters)) or "-"  # which filters; what was typed into them may be a name
    note = f"{wanted} {total} ({names})"
    events.record(AccountEvent.What.EXPORTED, account=actor, request=request, at=at, note=note)
    return row


def write_exports(now: dt.datetime) -> int:
    """Write what was ordered, and delete the files of yesterday. Returns the number of files written."""
    for row in ListExport.objects.expired(now):
        row.file.delete(save=False)
        ListExport.objects.filter(pk=row.pk).update(file="")
    written = 0
    for row in (
        ListExport.objects.to_write(now).order_by("ordered_at").select_related("user__agency__government")[:AT_ONE_WAKE]
    ):
        taken = ListExport.objects.to_write(now).filter(pk=row.pk)
        if taken.update(leased_until=now + LEASE, attempts=F("attempts") + 1):
            _write(row)
            written += 1
    return written


def _write(row: ListExport) -> None:
    if row.attempts >= ATTEMPTS:
        ListExport.objects.filter(pk=row.pk).update(state=ListExport.State.FAILED)
        return
    try:
        with override(row.user.language), _file(row) as file:
            row.file.save(f"{row.key}.{row.format.lower()}", File(file), save=False)
    except Exception:  # one list must not stop the others; it is tried again, then set aside
        log.exception("export %s failed", row.pk)
        return
    ListExport.objects.filter(pk=row.pk).update(file=row.file.name, state=ListExport.State.DONE, leased_until=None)


def _file(row: ListExport) -> "IO[bytes]":
    heading = [
        _("Nomor"), _("Judul"), _("Perangkat daerah"), _("Tahap"), _("Terlapor"), _("NIP"), _("Jenjang"),
        _("Tenggat hukum"), _("Pengingat internal"), _("Dicatat"), _("Selesai"), _("Ditangani"),
    ]  # fmt: skip
    if row.format == ListExport.Format.XLSX:
        return workbook(heading, _rows(row), title=_("Kasus"))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        for line in csv_files.lines(heading, _rows(row)):
            file.write(line.encode())
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _cases(user: User, filters: Mapping[str, str], only: Sequence[str], today: dt.date) -> QuerySet[Case]:
    cases = filtered(user, filters, today)
    return cases.filter(number__in=only) if only else cases


def _rows(row: ListExport) -> Iterator[list[str]]:
    """The rows of the file as they are read; after each batch the page shows how far it is."""
    user, done = row.user, 0
    cases = _cases(user, row.filters, row.only, user.local_date(row.ordered_at)).select_related("owner")
    read = cases.order_by("-opened_at", "-pk")[:MOST].iterator(chunk_size=BATCH)
    while batch := list(islice(read, BATCH)):
        people = _people([case.pk for case in batch])
        now = timezone.now()
        note_export(user, batch, at=now)
        yield from (_row(case, people.get(case.pk, []), user) for case in batch)
        done += len(batch)
        ListExport.objects.filter(pk=row.pk).update(done=done, leased_until=now + LEASE)


def _people(cases: Sequence[int]) -> dict[int, list[Any]]:
    people: dict[int, list[Any]] = {}
    for path in Respondent.objects.filter(case__in=cases).select_related("employee").order_by("pk"):
        people.setdefault(path.case_id, []).append(path)
    return people


def _row(case: Case, people: Sequence[Respondent], user: User) -> list[str]:
    return [
        case.number,
        case.title,
        case.agency_name,
        str(Status(case.stage).label),
        "; ".join(map(str, people)),
        "; ".join(path.employee.nip or "" for path in people if path.employee),
        str(case.get_level_display()),
        _day(case.statutory_due_on),
        _day(case.internal_due_on),
        _day(user.local_date(case.opened_at)),
        _day(case.closed_on),
        str(case.owner or ""),
    ]


def _day(day: dt.date | None) -> str:
    return date_words(day, "d/m/Y") if day else ""
