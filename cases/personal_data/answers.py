"""What the person concerned sends on their page: the answer to a clarification, with files, and requests."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from cases.clarification.acts import record_clarification
from cases.deadlines import answer_clocks
from cases.evidence.files import store_file
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Act, Clarification, DataRequest, EvidenceItem, Notification, PersonalAccess, Respondent, Role
from cases.personal_data.own_page import open_clarification
from cases.procedure import audit
from cases.procedure.accounts import accounts_of
from cases.procedure.admission import lock
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import BKPSDM
from cases.reports.attachments import checked

MOST_OPEN = 5  # unanswered requests of one person in a case
MOST_FILES = 20  # files of one person in a case, as of one report of a citizen


@transaction.atomic
def answer_clarification(
    *, access: PersonalAccess, at: dt.datetime, text: str, files: "Sequence[File[bytes]]" = ()
) -> Clarification:
    """Record the answer of the person; their files become evidence of the case.

    The same answer again changes nothing. Raises RuleViolation where no question is open, and for a refused file; then
    nothing is stored.
    """
    path = access.respondent
    case = lock(path.case)
    asked = open_clarification(path)
    if asked is None:
        last = path.clarifications.order_by("-answered_on", "-pk").first()
        if last is not None and last.answer == text:
            return last
        raise RuleViolation(_("Tidak ada permintaan klarifikasi yang menunggu jawaban Anda."))
    for upload in files:
        checked(upload)
    day = case.agency.local_date(at)
    note = _("Dijawab yang bersangkutan pada halamannya.")
    answered = record_clarification(respondent=path, actor=None, at=at, on=day, answer=text, note=note)
    _keep(access, files, at)
    _tell(path, "clarification_answered", f"clarification-answered:{answered.pk}", Role.HR_OFFICER, at)
    return answered


def _keep(access: PersonalAccess, files: "Sequence[File[bytes]]", at: dt.datetime) -> None:
    """Store all files as evidence or none; files that the case already has are skipped."""
    path, stored = access.respondent, list[EvidenceItem]()
    source = _("%(who)s, lewat halaman yang bersangkutan") % {"who": path}
    held = EvidenceItem.objects.filter(case=path.case, added_by=None).count()
    if held + len(files) > MOST_FILES:
        raise RuleViolation(_("Paling banyak %(n)d lampiran.") % {"n": MOST_FILES})
    try:
        for upload in files:
            item = store_file(case=path.case, actor=None, at=at, upload=upload, source=source[:200])
            stored.append(item)
            on = path.case.agency.local_date(at)
            audit.record(path.case, Act.ADD_EVIDENCE, actor=None, at=at, on=on, respondent=path, note=str(item))
    except Exception:  # whatever went wrong, no file may stay without its row
        for item in stored:
            default_storage.delete(str(item.file.name))
        raise


@transaction.atomic
def ask(*, access: PersonalAccess, key: uuid.UUID, kind: str, text: str, at: dt.datetime) -> DataRequest:
    """Store a request and start the clock of its answer. The same key counts once.

    Raises RuleViolation while too many requests wait.
    """
    path = access.respondent
    case = lock(path.case)
    if known := DataRequest.objects.filter(key=key, respondent=path).first():
        return known
    if path.data_requests.unanswered().count() >= MOST_OPEN:
        raise RuleViolation(_("Masih ada %(n)d permintaan yang belum dijawab. Tunggu jawabannya.") % {"n": MOST_OPEN})
    asked = DataRequest.objects.create(respondent=path, kind=kind, text=text, key=key, asked_at=at)
    on = case.government.local_date(at)
    answer_clocks.start(step=asked.step, on=on, of=asked)
    note = str(asked.get_kind_display())
    audit.record(case, Act.ASK_ABOUT_DATA, actor=None, at=at, on=on, respondent=path, note=note)
    _tell(path, "data_request", f"data-request:{asked.pk}", BKPSDM, at, asked.get_absolute_url())
    return asked


def _tell(path: Respondent, message: str, cause: str, role: str, at: dt.datetime, address: str = "") -> None:
    subject, body = texts_of(message, number=path.case.number)
    notify(
        case=path.case, kind=Notification.Kind.TASK, cause=cause, recipients=accounts_of(path.case, role),
        subject=subject, body=body, at=at, path=address,
    )  # fmt: skip
