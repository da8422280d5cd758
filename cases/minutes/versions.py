"""The minutes of a hearing: frozen with a fingerprint, read back, corrected as versions. Signing: ``signing``."""

import datetime as dt
import hashlib
import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cases.letters.drafting import compose
from cases.letters.facts import facts_of, hearing_facts
from cases.letters.numbering import letter_number
from cases.letters.wordings import wording_of
from cases.models import Act, Attendance, Hearing, Minutes, Respondent, Statement, User
from cases.procedure import audit
from cases.procedure.case_acts import check_case_act
from cases.procedure.refusals import RuleViolation, StaleForm
from lib.documents import pdf
from lib.documents.document import Document, fingerprint

CODE = "BAP"


@transaction.atomic
def freeze_minutes(*, hearing: Hearing, actor: User, at: dt.datetime, reading: str, number: str = "") -> Minutes:
    """Freeze the record of a hearing as its minutes and close the hearing; later changes are new versions.

    Raises RuleViolation, with nothing written, without attendance, with an unanswered question, or if the minutes are
    already frozen.
    """
    hearing = hold(hearing, Act.FREEZE_MINUTES, actor)
    if Minutes.objects.filter(hearing=hearing).exists():
        raise RuleViolation(_("Berita acara sudah dibekukan; perubahan menjadi versi baru."))
    _check_complete(hearing)
    if hearing.closed_at is None:
        hearing.closed_at = at
        hearing.version += 1
        hearing.save(update_fields=["closed_at", "version"])
    return _keep(hearing, 1, record_of(hearing), actor=actor, at=at, reading=reading, number=number)


@transaction.atomic
def correct_minutes(
    *, hearing: Hearing, actor: User, at: dt.datetime, correction: str, reading: str, version: int
) -> Minutes:
    """Add a correction requested during the reading back as the next version; the earlier version stays.

    Raises RuleViolation after the first signature or refusal, and StaleForm if ``version`` is not the newest.
    """
    hearing = hold(hearing, Act.CORRECT_MINUTES, actor)
    current = newest(hearing, version)
    if current.signatures.exists():
        raise RuleViolation(_("Berita acara sudah ditandatangani. Yang dapat dibuat hanya tambahan."))
    content = current.content | {"corrections": [*current.content["corrections"], correction]}
    return _keep(hearing, version + 1, content, actor=actor, at=at, reading=reading, number=current.number)


@transaction.atomic
def correct_answer(
    *, hearing: Hearing, actor: User, at: dt.datetime, line: Statement, correction: str, version: int
) -> Minutes:
    """Add a correction of one line during the reading back; it names the line, which stays unchanged."""
    reading = newest(hold(hearing, Act.CORRECT_MINUTES, actor), version).reading
    text = f"Nomor {number_of(line)}: {correction}" if line.kind == Statement.Kind.QUESTION else correction
    return correct_minutes(hearing=hearing, actor=actor, at=at, correction=text, reading=reading, version=version)


def number_of(line: Statement) -> int:
    """The number of a question in the minutes; events between questions have none."""
    questions = Statement.objects.filter(hearing=line.hearing_id, kind=Statement.Kind.QUESTION)
    return questions.filter(position__lte=line.position).count()


def record_of(hearing: Hearing) -> dict[str, Any]:
    """The frozen content: people present and statements, as plain data."""
    people = hearing.attendances.order_by("pk")
    return {
        "hearing": hearing.pk,
        "respondent": str(hearing.respondent),
        "held_at": hearing.held_at.isoformat(),
        "place": hearing.place,
        "people": [
            {
                "name": person.name,
                "part": person.part,
                "capacity": person.capacity,
                "present": person.state != Attendance.State.ABSENT,
            }
            for person in people
        ],
        "statements": [
            {
                "kind": statement.kind,
                "question": statement.question,
                "answer": statement.answer,
                "speaker": statement.speaker,
                "evidence": statement.evidence.sha256 if statement.evidence else "",
            }
            for statement in hearing.statements.select_related("evidence")
        ],
        "corrections": [],
    }


def hold(hearing: Hearing, act: Act, actor: User) -> Hearing:
    """The hearing, locked, for an account that may act on its minutes. Raises NotAllowed."""
    related = ("respondent__case__agency", "respondent__case__government", "respondent__agency", "held_by__government")
    locked = Hearing.objects.select_for_update(of=("self",), no_key=True).select_related(*related).get(pk=hearing.pk)
    check_case_act(locked.respondent.case, act, actor)
    return locked


def _check_complete(hearing: Hearing) -> None:
    people = list(hearing.attendances.exclude(state=Attendance.State.ABSENT))
    if not any(person.part == Attendance.Part.RESPONDENT for person in people):
        raise RuleViolation(_("Isi kehadiran dulu: terperiksa belum tercatat hadir."))
    if len({person.name for person in people}) != len(people):
        raise RuleViolation(_("Ada dua orang hadir dengan nama yang sama; bedakan namanya sebelum membekukan."))
    said = hearing.statements.filter(kind=Statement.Kind.QUESTION)
    if not said.exists():
        raise RuleViolation(_("Belum ada tanya jawab."))
    silent = [statement.position for statement in said if not statement.answer.strip()]
    if silent:
        numbers = ", ".join(map(str, silent))
        raise RuleViolation(
            _("Jawaban nomor %(numbers)s masih kosong. Tulis “tidak menjawab” bila demikian.") % {"numbers": numbers}
        )


def newest(hearing: Hearing, version: int) -> Minutes:
    """The newest version, if it is ``version``. Raises RuleViolation."""
    current = Minutes.objects.filter(hearing=hearing).order_by("version").last()
    if current is None:
        raise RuleViolation(_("Berita acara belum dibekukan."))
    if current.version != version:
        raise StaleForm(_("Ada versi yang lebih baru. Periksa isinya, lalu ulangi."))
    return current


def _keep(
    hearing: Hearing, version: int, content: dict[str, Any], *, actor: User, at: dt.datetime, reading: str, number: str
) -> Minutes:
    """Render and store one version. If the row cannot be written, the file is deleted."""
    on = hearing.respondent.agency.local_date(at)
    case = hearing.respondent.case
    used = wording_of(case.government, CODE, on)
    if not number:
        number = hearing.minutes_number or letter_number(hearing.held_by, used.form.record_code, on)
    minutes = Minutes(hearing=hearing, version=version, number=number, content=content, sha256=fingerprint(content))
    minutes.reading, minutes.frozen_by, minutes.frozen_at = reading, actor, at
    document = _document(minutes, used=used)
    drawn = pdf.render(document, at=at)
    minutes.document, minutes.file_sha256 = document.as_data(), hashlib.sha256(drawn).hexdigest()
    minutes.file = default_storage.save(f"{case.pk}/{uuid.uuid4().hex}", ContentFile(drawn))
    try:
        minutes.save(force_insert=True)
    except Exception:
        default_storage.delete(str(minutes.file))
        raise
    record(minutes, Act.FREEZE_MINUTES if version == 1 else Act.CORRECT_MINUTES, actor, at, minutes.sha256)
    return minutes


def _document(minutes: Minutes, *, used: Any) -> Document:
    hearing, respondent = minutes.hearing, minutes.hearing.respondent
    with translation.override("id"):
        data = facts_of(respondent, respondent.agency.local_date(minutes.frozen_at)) | hearing_facts(
            hearing, respondent
        )
        reading = str(minutes.get_reading_display())
    corrections = minutes.content["corrections"]
    data |= {
        "pembacaan": f"Berita acara {reading[0].lower()}{reading[1:]}.",
        "koreksi": [
            {"kind": "heading", "text": "Perbaikan atas permintaan terperiksa"},
            {"kind": "items", "rows": [[f"{n}.", text] for n, text in enumerate(corrections, 1)]},
        ] if corrections else [],
        "tanda_tangan_bap": _signature_block(minutes),
    }  # fmt: skip
    note = f"{respondent.case.number} · BAP versi {minutes.version} · sidik jari catatan {minutes.sha256}"
    office, on = hearing.held_by, respondent.agency.local_date(minutes.frozen_at)
    return compose(used=used, data=data, office=office, on=on, number=minutes.number, note=note)


def _signature_block(minutes: Minutes) -> list[dict[str, Any]]:
    parts = dict(Attendance.Part.choices)
    with translation.override("id"):
        rows = [
            {"title": f"{parts[person['part']]},", "name": person["name"], "number": person["capacity"]}
            for person in minutes.content["people"]
            if person["present"]
        ]
    return [{"kind": "signatures", "rows": rows}]


def record(minutes: Minutes, act: Act, actor: User, at: dt.datetime, note: str) -> None:
    """Write the audit entry of an act on minutes."""
    respondent: Respondent = minutes.hearing.respondent
    on = respondent.agency.local_date(at)
    note = f"{minutes}: {note}"
    audit.record(respondent.case, act, respondent=respondent, actor=actor, at=at, on=on, note=note)
