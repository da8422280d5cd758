"""Clearance letters, and the check of what prevents one (decision 18).

The check uses everything known of a person, whatever the account may read, because an incomplete letter would be false.
The result does not name a case.
"""

import dataclasses
import datetime as dt
import hashlib

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.template.defaultfilters import date as date_words
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.letters.drafting import head_of
from cases.letters.letterheads import place_of
from cases.letters.numbering import filing_code, letter_number
from cases.letters.signed_copies import keep_signed_copy
from cases.models import (
    Agency,
    ClearanceLetter,
    Employee,
    PastSanction,
    Respondent,
    Sanction,
    SignedCopy,
    User,
)
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from cases.procedure.table import NO_MOVE, NOT_YET_IN_FORCE
from lib.documents import pdf, wording
from lib.documents.document import Document
from regulations.calendar import WorkingCalendar, due_on
from regulations.models import ClockStep, Route, Severity, TimeLimit

WEIGHING = (Severity.MODERATE, Severity.SEVERE, Severity.TERMINATION)
TAKES_TIME = models.Q(ends_on__gt=models.F("starts_on"))  # the others are served on the day of effect
Purpose = ClearanceLetter.Purpose
MOVES = (Purpose.PROMOTION, Purpose.TRANSFER, Purpose.SELECTION)
# Not a form that a government may reword: it states exactly what ``hindrances`` checked (docs/decisions/0018).
CLEARANCE_TEXT = """Yang bertanda tangan di bawah ini menerangkan bahwa:

| Nama | {nama}
| NIP/nomor | {nomor}
| Status | {status}
| Jabatan | {jabatan}
| Unit kerja | {unit}

pada tanggal surat ini tidak sedang menjalani hukuman disiplin, dan dalam {masa} terakhir tidak dijatuhi \
hukuman disiplin tingkat sedang atau berat.

Surat ini dibuat untuk keperluan {keperluan}, berlaku sampai {berlaku}, dan tidak menerangkan ada atau \
tidaknya pemeriksaan yang sedang berjalan.

{tanda_tangan}
"""


class State(models.TextChoices):
    """The state of a letter on a day."""

    VALID = "VALID", gettext_lazy("Berlaku")
    EXPIRED = "EXPIRED", gettext_lazy("Kedaluwarsa")
    WITHDRAWN = "WITHDRAWN", gettext_lazy("Ditarik")
    SUPERSEDED = "SUPERSEDED", gettext_lazy("Tidak berlaku lagi")

    @property
    def is_valid(self) -> bool:
        return self == State.VALID

    @property
    def is_expired(self) -> bool:
        return self == State.EXPIRED

    @property
    def is_withdrawn(self) -> bool:
        return self == State.WITHDRAWN


@dataclasses.dataclass(frozen=True)
class Hindrance:
    """A reason that prevents the letter, with its legal basis."""

    text: str
    basis: str

    def __str__(self) -> str:
        return f"{self.text} ({self.basis})"


def is_closed_to(user: User, employee: Employee) -> bool:
    """Whether the account has a conflict of interest in a case of this person; then others handle the record."""
    return Respondent.objects.in_conflict(user).filter(employee=employee).exists()


def is_serving(employee: Employee, on: dt.date) -> bool:
    """Whether a sanction with a duration runs on that day, here or in the national system."""
    running = TAKES_TIME & models.Q(starts_on__lte=on, ends_on__gte=on)
    return (
        Sanction.objects.standing().of(employee).filter(running).exists()
        or PastSanction.objects.filter(running, employee=employee).exists()
    )


def is_under_examination(employee: Employee) -> bool:
    """Whether a path is between the choice of its route and the day of effect, including appeals."""
    return Respondent.objects.filter(employee=employee, status__in=NOT_YET_IN_FORCE).exists()


def hindrances(employee: Employee, purpose: str, on: dt.date) -> list[Hindrance]:
    """What prevents a clearance letter for a purpose; empty if nothing does.

    Light and moral sanctions count as served when they take effect and prevent nothing. An examination prevents only
    moves; for other purposes nobody is treated as sanctioned before the decision.
    """
    found = []
    if is_serving(employee, on):
        found.append(Hindrance(_("Sedang menjalani hukuman disiplin."), _("Pasal 55 ayat (1) PerBKN 6/2022")))
    window = _limit(ClockStep.CLEARANCE_WINDOW, on)
    if _weighed_since(employee, _months_before(on, window.amount or 0), on):
        text = _("Dijatuhi hukuman disiplin tingkat sedang atau berat dalam %(n)d bulan terakhir.")
        found.append(Hindrance(text % {"n": window.amount}, window.basis))
    if purpose in MOVES and is_under_examination(employee):
        text = _("Sedang diperiksa, menunggu keputusan berlaku, atau dalam upaya administratif.")
        found.append(Hindrance(text, str(NO_MOVE)))
    return found


def _weighed_since(employee: Employee, since: dt.date, on: dt.date) -> bool:
    here = Sanction.objects.standing().of(employee).filter(severity__in=WEIGHING, starts_on__isnull=False)
    elsewhere = PastSanction.objects.filter(employee=employee, sanction_type__severity__in=WEIGHING)
    return any(rows.filter(decided_on__range=(since, on)).exists() for rows in (here, elsewhere))


def _limit(step: str, on: dt.date) -> TimeLimit:
    limit = TimeLimit.objects.in_force_for(step, "", on)
    if limit is None or limit.amount is None:
        raise LookupError(f"no time limit in force for {step} on {on}")
    return limit


def _months_before(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, 28))


@transaction.atomic
def issue(
    *,
    employee: Employee,
    actor: User,
    at: dt.datetime,
    purpose: str,
    signed_post: str,
    signed_by: str,
    signed_number: str = "",
    purpose_note: str = "",
) -> ClearanceLetter:
    """Issue the letter with the next number of the register, or refuse with the reason. Only BKPSDM."""
    _check_issuer(employee, actor)
    office = _office_of(actor)
    locked = Employee.objects.select_for_update(no_key=True).select_related("government").get(pk=employee.pk)
    on = office.local_date(at)
    _check_unhindered(locked, purpose, on)
    letter = ClearanceLetter(
        government=locked.government,
        employee=locked,
        number=letter_number(office, filing_code(locked.government, Route.DISCIPLINE, on), on),
        purpose=purpose,
        purpose_note=purpose_note,
        issued_on=on,
        valid_until=due_on(_limit(ClockStep.CLEARANCE_VALIDITY, on), on, WorkingCalendar()),
        issued_by=actor,
        issued_at=at,
    )
    signatory = {"title": f"{signed_post},", "name": signed_by, "number": signed_number and f"NIP {signed_number}"}
    _draw(letter, _document(letter, office, signatory))
    letter.save(force_insert=True)
    return letter


def _draw(letter: ClearanceLetter, document: Document) -> None:
    drawn = pdf.render(document, at=letter.issued_at)
    letter.sha256 = hashlib.sha256(drawn).hexdigest()
    letter.file.save(f"clearance/{letter.code}.pdf", ContentFile(drawn), save=False)


def _check_unhindered(employee: Employee, purpose: str, on: dt.date) -> None:
    if found := hindrances(employee, purpose, on):
        raise RuleViolation(_("Surat tidak dapat diterbitkan: %(why)s") % {"why": " ".join(map(str, found))})


def _office_of(actor: User) -> Agency:
    if actor.agency is None:
        raise NotAllowed(_("Akun Anda tidak terhubung dengan perangkat daerah penerbit."))
    return actor.agency


def _check_issuer(employee: Employee, actor: User) -> None:
    if not may(actor, Right.ISSUE_CLEARANCE) or actor.government_id != employee.government_id:
        raise NotAllowed(_("Hanya BKPSDM yang menerbitkan atau menarik surat keterangan."))
    if actor.employee_id == employee.pk:
        raise NotAllowed(_("Anda tidak dapat menerbitkan atau menarik surat keterangan untuk diri sendiri."))
    if is_closed_to(actor, employee):
        raise NotAllowed(_("Surat orang ini ditangani petugas lain: Anda mempunyai benturan kepentingan."))


def _document(letter: ClearanceLetter, office: Agency, signatory: dict[str, str]) -> Document:
    employee, job = letter.employee, letter.employee.employment_on(letter.issued_on)
    purpose = str(Purpose(letter.purpose).label).lower()
    data = {
        "nama": employee.name,
        "nomor": employee.number,
        "status": job.get_category_display() if job else "",
        "jabatan": job.post if job else "",
        "unit": job.agency.name if job else "",
        "masa": _("%(n)d bulan") % {"n": _limit(ClockStep.CLEARANCE_WINDOW, letter.issued_on).amount},
        "keperluan": f"{purpose} ({letter.purpose_note})" if letter.purpose_note else purpose,
        "berlaku": date_words(letter.valid_until, "j F Y"),
        "tanda_tangan": [
            {
                "kind": "paragraph",
                "text": f"{place_of(office, letter.issued_on)}, {date_words(letter.issued_on, 'j F Y')}",
            },
            {"kind": "signatures", "rows": [signatory]},
        ],
    }
    return Document(
        letterhead=head_of(office, letter.issued_on),
        layout="record",
        title=_("Surat Keterangan Tidak Sedang Menjalani Hukuman Disiplin"),
        blocks=wording.compose(CLEARANCE_TEXT, data),
        number=letter.number,
        mark="",
        address=f"{settings.BASE_URL}{reverse('verify', args=[letter.code])}",
        note=letter.number,
    )


@transaction.atomic
def add_signed_copy(
    *, letter: ClearanceLetter, actor: User, at: dt.datetime, kind: str, upload: "File[bytes]"
) -> SignedCopy:
    """Keep a signed copy of a letter. BKPSDM's alone; raises RuleViolation as ``keep_signed_copy``."""
    _check_issuer(letter.employee, actor)
    return keep_signed_copy(paper=letter, folder="clearance", actor=actor, at=at, kind=kind, upload=upload)


@transaction.atomic
def withdraw(*, letter: ClearanceLetter, actor: User, at: dt.datetime, reason: str) -> ClearanceLetter:
    """Withdraw a letter, with the reason; its public page shows the withdrawal."""
    _check_issuer(letter.employee, actor)
    locked = ClearanceLetter.objects.select_for_update(of=("self",), no_key=True).get(pk=letter.pk)
    if locked.withdrawn_on is not None:
        raise RuleViolation(_("Surat ini sudah ditarik."))
    locked.withdrawn_on, locked.withdrawn_by, locked.withdrawal_reason = actor.local_date(at), actor, reason
    locked.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawal_reason"])
    return locked


def state_of(letter: ClearanceLetter, on: dt.date) -> State:
    """The state of a letter on a day. A sanction that prevents such a letter and took effect later ends it; when that
    sanction is annulled, the letter is valid again."""
    if letter.withdrawn_on is not None:
        return State.WITHDRAWN
    since = {"starts_on__range": (letter.issued_on, on)}
    standing = Sanction.objects.standing().of(letter.employee).filter(**since)
    known = PastSanction.objects.filter(employee=letter.employee, **since)
    if (
        standing.filter(TAKES_TIME | models.Q(severity__in=WEIGHING)).exists()
        or known.filter(TAKES_TIME | models.Q(sanction_type__severity__in=WEIGHING)).exists()
    ):
        return State.SUPERSEDED
    return State.EXPIRED if on > letter.valid_until else State.VALID


def eligibility(employee: Employee, on: dt.date) -> list[tuple[str, list[Hindrance]]]:
    """For each purpose, what prevents it on that day."""
    serving = (
        [Hindrance(_("Sedang menjalani hukuman disiplin."), _("Pasal 55 ayat (1) PerBKN 6/2022"))]
        if is_serving(employee, on)
        else []
    )
    return [
        (_("Kenaikan gaji berkala"), serving),
        (_("Kenaikan pangkat"), hindrances(employee, Purpose.PROMOTION, on)),
        (_("Mutasi dan seleksi jabatan"), hindrances(employee, Purpose.TRANSFER, on)),
        (_("Surat keterangan untuk keperluan lain"), hindrances(employee, Purpose.OTHER, on)),
    ]
