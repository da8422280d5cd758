"""Letters of a case: issued with number, PDF and fingerprint; issued again in place of one that was wrong."""

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

from cases.letters.drafting import draft
from cases.letters.facts import facts_of, without_day
from cases.letters.letterheads import letterhead_of
from cases.letters.numbering import letter_number
from cases.letters.wordings import Wording, wording_of, words_to_type
from cases.models import Act, Case, Letter, Respondent, User
from cases.procedure import audit
from cases.procedure.case_acts import lock_for_act
from cases.procedure.refusals import RuleViolation
from lib.documents import pdf
from lib.documents.document import Document
from lib.documents.field_names import FIELDS

LONGEST_TITLE = 200  # letters, as the register of letters keeps it
SUMMONS = "SP-PANGGILAN"


class Order(TypedDict, total=False):
    """What is asked for: who issues, when, under which date (``on``), and the words that the record does not know."""

    actor: Required[User]
    at: Required[dt.datetime]
    on: Required[dt.date]
    words: Required[Mapping[str, str]]
    may_be_blank: bool


@transaction.atomic
def issue_letter(*, respondent: Respondent, code: str, number: str = "", **order: Unpack[Order]) -> Letter:
    """Issue a letter: give it a number, draw its PDF, keep both.

    Without a typed ``number`` a printed summons bears that of the summons, any other letter the next of the register.
    Raises RuleViolation for a form not in force, fields left blank without saying so, or a number in use.
    """
    case = lock_for_act(respondent.case, Act.ISSUE_LETTER, actor=order["actor"], at=order["at"], on=order["on"])
    used = _allowed(case, respondent, code, **order)
    if number and _is_taken(case, number):
        raise RuleViolation(_("Nomor %(number)s sudah dipakai surat lain.") % {"number": number})
    letter = Letter(number=number or _own_number(case, respondent, used, order))
    return _issue(letter, case=case, respondent=respondent, used=used, order=order)


@transaction.atomic
def reissue_letter(*, letter: Letter, reason: str, keeps_number: bool = False, **order: Unpack[Order]) -> Letter:
    """Issue a letter again because the first was wrong. The old one stays, marked as replaced, with its file.

    The new one takes the next number of the register, or keeps the old one as a further edition under it: for a slip
    of the pen noticed within the year, before anybody relies on it. Raises RuleViolation without a reason, for a letter
    that was replaced before, and for a number to be kept into another year.
    """
    case = lock_for_act(letter.case, Act.ISSUE_LETTER, actor=order["actor"], at=order["at"], on=order["on"])
    respondent = letter.respondent
    if respondent is None:
        raise RuleViolation(_("Surat ini bukan untuk satu orang; buat surat baru."))
    used = _allowed(case, respondent, letter.form.code, **order)
    _check_replaceable(letter, reason, on=order["on"], keeps_number=keeps_number)
    if keeps_number:
        again = Letter(number=letter.number, edition=letter.edition + 1)
    else:
        again = Letter(number=_own_number(case, respondent, used, order))
    again.replaces, again.reason = letter, reason.strip()
    return _issue(again, case=case, respondent=respondent, used=used, order=order)


def _allowed(case: Case, respondent: Respondent, code: str, **order: Unpack[Order]) -> Wording:
    """The wording to be used, after the checks that every letter has to pass."""
    if order["on"] > case.agency.local_date(order["at"]):
        raise RuleViolation(_("Tanggal surat tidak boleh setelah hari ini."))
    if not respondent.is_confirmed:
        raise RuleViolation(_("Tidak ada surat yang keluar sebelum identitas terlapor dipastikan."))
    used = wording_of(case.government, code, order["on"])
    asked = words_to_type(used, facts_of(respondent, order["on"]))
    missing = [str(FIELDS[name].label) for name in asked if not order["words"].get(name)]
    if missing and not order.get("may_be_blank"):
        message = _("Isi dulu: %(fields)s; atau tandai bahwa diisi dengan tangan.")
        raise RuleViolation(message % {"fields": ", ".join(missing)})
    return used


def _check_replaceable(letter: Letter, reason: str, *, on: dt.date, keeps_number: bool) -> None:
    if not reason.strip():
        raise RuleViolation(_("Tulis alasan penggantian."))
    if Letter.objects.filter(replaces=letter).exists():
        raise RuleViolation(_("Surat itu sudah diganti."))
    if on < letter.dated_on:
        raise RuleViolation(_("Surat pengganti tidak boleh bertanggal sebelum surat yang diganti."))
    if keeps_number and on.year != letter.dated_on.year:
        raise RuleViolation(_("Nomor milik register tahun lalu; surat pengganti memakai nomor baru."))


def _is_taken(case: Case, number: str) -> bool:
    return Letter.objects.filter(government=case.government, number=number).exists()


def _own_number(case: Case, respondent: Respondent, used: Wording, order: Order) -> str:
    """That of the summons to be printed, unless it was printed; else the next of the register."""
    last = respondent.summonses.order_by("-pk").first() if used.form.code == SUMMONS else None
    if last and last.letter_number and not _is_taken(case, last.letter_number):
        return last.letter_number
    return letter_number(order["actor"].agency or case.agency, used.form.record_code, order["on"])


def _issue(letter: Letter, *, case: Case, respondent: Respondent, used: Wording, order: Order) -> Letter:
    """Draw the letter, keep it and write the audit line."""
    actor, on = order["actor"], order["on"]
    document = draft(respondent=respondent, author=actor, used=used, words=order["words"], on=on, number=letter.number)
    if old := letter.replaces:
        with translation.override("id"):
            replaced = f"mengganti surat {old.number} tanggal {without_day(old.dated_on)}"
        document = dataclasses.replace(document, note=f"{document.note} · {replaced}")
    letter.respondent, letter.words, letter.dated_on = respondent, dict(order["words"]), on
    letter.letterhead = letterhead_of(actor.agency or case.agency, on)
    letter.issued_by, letter.issued_at = actor, order["at"]
    keep(letter, case=case, used=used, document=document)
    _record(letter)
    return letter


def keep(letter: Letter, *, case: Case, used: Wording, document: Document) -> None:
    """Draw a letter and store it with its fingerprint; a file without its row is taken away again.

    Raises RuleViolation for a heading that its fields made longer than a register can hold.
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
