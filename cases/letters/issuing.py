"""Issuing letters with number, PDF and fingerprint, and issuing a wrong letter again."""

import dataclasses
import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from typing import Required, TypedDict, Unpack

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cases.letters.approval_chains import approvers_of
from cases.letters.day_words import without_day
from cases.letters.drafting import draft, known_of
from cases.letters.letterheads import letterhead_of, office_of
from cases.letters.numbering import claim_number, letter_number
from cases.letters.records import Prepared, Source, prepare
from cases.letters.witness_facts import PERSON, refuse_unheard
from cases.letters.wordings import Wording, words_to_type
from cases.models import Act, Agency, Case, Decision, Letter, Respondent, User
from cases.procedure import audit
from cases.procedure.case_acts import lock_for_act
from cases.procedure.refusals import RuleViolation
from lib.documents import pdf
from lib.documents.document import Document
from lib.documents.field_names import FIELDS, OPTIONAL
from regulations.models import LetterForm

SPOKEN = (LetterForm.Record.STATEMENT, LetterForm.Record.DECLARED)
LONGEST_TITLE = 200  # length in characters, as in the column of the register


class Order(TypedDict, total=False):
    """Who issues and when; ``on`` is the date if the record has none; the typed fields."""

    actor: Required[User]
    at: Required[dt.datetime]
    on: Required[dt.date]
    words: Required[Mapping[str, str]]
    may_be_blank: bool


@transaction.atomic
def issue_letter(
    *, respondent: Respondent, code: str, number: str = "", approved: bool = False, **order: Unpack[Order]
) -> Letter:
    """Issue a letter: assign a number, render its PDF and store both.

    A letter that carries out an act is made from the record of that act and has its date and number; a decision without
    a number takes that of its decree. Without a typed ``number`` a letter gets the next one of the register. Raises
    RuleViolation for a form not in force or of a later stage, blank fields that were not allowed to be blank, a number
    in use, or if the government asks for approvals first (``approved``: they were given).
    """
    case = lock_for_act(respondent.case, Act.ISSUE_LETTER, actor=order["actor"], at=order["at"], on=order["on"])
    prepared = allowed(case, respondent, code, **order)
    if not approved:
        _refuse_unapproved(respondent, prepared, order["words"])
    letter = Letter(number=_number(case, prepared, number, order["actor"]))
    _issue(letter, case=case, respondent=respondent, prepared=prepared, order=order)
    _number_decision(prepared.source.decision, letter.number)
    return letter


@transaction.atomic
def reissue_letter(
    *, letter: Letter, reason: str, keeps_number: bool = False, approved: bool = False, **order: Unpack[Order]
) -> Letter:
    """Issue a letter again because the first one was wrong. The old letter stays, marked as replaced, with its file.

    The new letter takes the next number of the register. With ``keeps_number`` it keeps the old number as a further
    edition, for a mistake noticed within the year. Raises RuleViolation without a reason, for a letter that was already
    replaced, for keeping a number into another year, and for a number that belongs to a record.
    """
    case = lock_for_act(letter.case, Act.ISSUE_LETTER, actor=order["actor"], at=order["at"], on=order["on"])
    respondent = letter.respondent
    if respondent is None:
        raise RuleViolation(_("Surat ini bukan untuk satu orang; buat surat baru."))
    prepared = allowed(case, respondent, letter.form.code, **order)
    check_replaceable(letter, reason, on=prepared.on, keeps_number=keeps_number)
    if not approved:
        _refuse_unapproved(respondent, prepared, order["words"])
    _check_record(letter, prepared.source, keeps_number=keeps_number)
    if keeps_number:
        again = Letter(number=letter.number, edition=letter.edition + 1)
    else:
        again = Letter(number=_number(case, prepared, "", order["actor"]))
    again.replaces, again.reason = letter, reason.strip()
    return _issue(again, case=case, respondent=respondent, prepared=prepared, order=order)


def allowed(case: Case, respondent: Respondent, code: str, **order: Unpack[Order]) -> Prepared:
    """The letter to be issued, after the checks that apply to every letter."""
    if order["on"] > case.agency.local_date(order["at"]):
        raise RuleViolation(_("Tanggal surat tidak boleh setelah hari ini."))
    if not respondent.is_confirmed:
        raise RuleViolation(_("Tidak ada surat yang keluar sebelum identitas terlapor dipastikan."))
    prepared = prepare(respondent, code, order["on"], order["words"].get(PERSON, ""))
    if prepared.used.form.form.is_of_the_person:
        raise RuleViolation(_("Surat ini milik orangnya: unduh konsepnya; ia menandatangani dan mengirimnya sendiri."))
    known = known_of(respondent, prepared, order["words"])
    if prepared.used.form.form.record in SPOKEN:
        refuse_unheard(respondent, str(known.get(PERSON) or order["words"].get(PERSON, "")))
    asked = words_to_type(prepared.used, known)
    needed = [name for name in asked if name not in OPTIONAL]
    missing = [str(FIELDS[name].label) for name in needed if not order["words"].get(name)]
    if missing and not order.get("may_be_blank"):
        message = _("Isi dulu: %(fields)s; atau tandai bahwa diisi dengan tangan.")
        raise RuleViolation(message % {"fields": ", ".join(missing)})
    return prepared


def _refuse_unapproved(respondent: Respondent, prepared: Prepared, words: Mapping[str, str]) -> None:
    data = dict(words) | known_of(respondent, prepared, words)
    missing = approvers_of(respondent.case.government, prepared.used.form, data)
    if missing:
        names = ", ".join(map(str, missing))
        raise RuleViolation(_("Surat ini diparaf dulu oleh %(names)s. Ajukan konsepnya.") % {"names": names})


def check_replaceable(letter: Letter, reason: str, *, on: dt.date, keeps_number: bool) -> None:
    if not reason.strip():
        raise RuleViolation(_("Tulis alasan penggantian."))
    if Letter.objects.filter(replaces=letter).exists():
        raise RuleViolation(_("Surat itu sudah diganti."))
    if on < letter.dated_on:
        raise RuleViolation(_("Surat pengganti tidak boleh bertanggal sebelum surat yang diganti."))
    if keeps_number and on.year != letter.dated_on.year:
        raise RuleViolation(_("Nomor milik register tahun lalu; surat pengganti memakai nomor baru."))


def _check_record(letter: Letter, source: Source, *, keeps_number: bool) -> None:
    """A letter with the number of its record may be corrected only under that number, while the record stands."""
    if source.number and letter.number != source.number:
        raise RuleViolation(_("Catatan yang mendasari surat ini sudah berganti; terbitkan surat dari catatan terbaru."))
    if source.number and not keeps_number:
        raise RuleViolation(_("Nomor surat ini milik catatannya; terbitkan ulang di bawah nomor yang sama."))


def _number(case: Case, prepared: Prepared, typed: str, actor: User) -> str:
    """The number of the record, otherwise the typed one, otherwise the next of the register."""
    if own := prepared.source.number:
        if Letter.objects.filter(government=case.government, number=own, dated_on__year=prepared.on.year).exists():
            raise RuleViolation(
                _("Surat nomor %(number)s sudah terbit. Terbitkan ulang dari daftar surat.") % {"number": own}
            )
        return own
    if typed:
        claim_number(case.government, typed, prepared.on.year)
    return typed or letter_number(_office(case, prepared, actor), prepared.used.form.record_code, prepared.on)


def _office(case: Case, prepared: Prepared, actor: User) -> Agency:
    """The office that writes, by the record or as the one that prepares the letter."""
    return office_of(prepared.source.signs, prepared.on, actor.agency or case.agency)


def _number_decision(decision: Decision | None, number: str) -> None:
    """A decision takes the number of its decree."""
    if decision is not None and not decision.number:
        decision.number = number
        decision.save(update_fields=["number"])


def _issue(letter: Letter, *, case: Case, respondent: Respondent, prepared: Prepared, order: Order) -> Letter:
    """Render the letter, store it and write the audit entry."""
    actor, on = order["actor"], prepared.on
    words = order["words"]
    document = draft(respondent=respondent, author=actor, prepared=prepared, words=words, number=letter.number)
    if old := letter.replaces:
        with translation.override("id"):
            replaced = f"mengganti surat {old.number} tanggal {without_day(old.dated_on)}"
        document = dataclasses.replace(document, note=f"{document.note} · {replaced}")
    letter.respondent, letter.words, letter.dated_on = respondent, dict(words), on
    letter.letterhead = letterhead_of(_office(case, prepared, actor), on, above=prepared.source.above)
    letter.issued_by, letter.issued_at = actor, order["at"]
    keep(letter, case=case, used=prepared.used, document=document)
    _record(letter)
    return letter


def keep(letter: Letter, *, case: Case, used: Wording, document: Document) -> None:
    """Render a letter and store it with its fingerprint. If the row cannot be written, the file is deleted.

    Raises RuleViolation if the fields make the heading longer than the register allows.
    """
    if len(document.title) > LONGEST_TITLE:
        message = _("Judul surat ini menjadi %(n)d huruf, paling banyak %(limit)d. Pendekkan isian di dalamnya.")
        raise RuleViolation(message % {"n": len(document.title), "limit": LONGEST_TITLE})
    letter.key = uuid.uuid4()
    address = settings.BASE_URL + reverse("letter-check", args=[letter.key])
    document = dataclasses.replace(document, address=address, is_draft=False)
    drawn = pdf.render(document, at=letter.issued_at)
    letter.case, letter.government, letter.form, letter.template = case, case.government, used.form, used.template
    letter.number, letter.title, letter.content = document.number, document.title, document.as_data()
    letter.size, letter.sha256 = len(drawn), hashlib.sha256(drawn).hexdigest()
    letter.file = default_storage.save(f"{case.pk}/{letter.key.hex}", ContentFile(drawn))
    try:
        letter.save(force_insert=True)
    except Exception:
        default_storage.delete(str(letter.file))
        raise


def _record(letter: Letter) -> None:
    replaced = f", mengganti {letter.replaces.number}: {letter.reason}" if letter.replaces else ""
    audit.record(
        letter.case,
        Act.ISSUE_LETTER,
        respondent=letter.respondent,
        actor=letter.issued_by,
        at=letter.issued_at,
        on=letter.dated_on,
        note=f"{letter.title} {letter.number}{replaced}",
    )
