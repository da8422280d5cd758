"""Letters: the wording in use, the draft beside the data, and the issue with number, PDF and fingerprint."""

import dataclasses
import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cases.letters import pdf, wording
from cases.letters.document import Document
from cases.letters.document import Letterhead as Head
from cases.letters.fields import BLOCKS, FIELDS, WORDS
from cases.letters.wording import WordingError
from cases.models import Act, Agency, AuditEntry, Case, Government, Letter, Letterhead, LetterTemplate, Respondent, User
from cases.workflow import NotAllowed, RuleViolation, lock_for
from regulations.models import LetterWording

from .letter_facts import facts_of, without_day
from .numbering import next_number

SIGNATORY = ("penanda_jabatan", "penanda_nama", "penanda_nip")
SUMMONS = "SP-PANGGILAN"


@dataclasses.dataclass(frozen=True)
class Wording:
    """A form with the words in use: the government's newest version, else the standard one."""

    form: LetterWording
    template: LetterTemplate | None
    title: str
    text: str

    @property
    def fields(self) -> list[str]:
        named = wording.fields_in(f"{self.title}\n{self.text}")
        signed = SIGNATORY if "tanda_tangan" in named and self.form.layout != LetterWording.Layout.PLAIN else ()
        return list(dict.fromkeys([*named, *signed]))

    @property
    def version(self) -> int:
        """0 is the standard wording."""
        return self.template.version if self.template else 0


def wording_of(government: Government, code: str, on: dt.date) -> Wording:
    """The wording of a form that the government uses on a day. Raises RuleViolation for a form not in force."""
    form = LetterWording.objects.in_force(on).with_form().filter(code=code).first()
    if form is None:
        raise RuleViolation(_("Formulir %(code)s tidak berlaku pada tanggal itu.") % {"code": code})
    own = LetterTemplate.objects.filter(government=government, code=code).order_by("-version").first()
    return Wording(form, own, own.title, own.text) if own else Wording(form, None, form.title, form.text)


def words_to_type(used: Wording, facts: Mapping[str, Any]) -> list[str]:
    """The fields that a person has to fill: words that the record does not know and the letter does not give itself."""
    given = {"tempat_surat", "tanggal_surat"}
    return [name for name in used.fields if name in WORDS and name not in facts and name not in given]


def draft(
    *, respondent: Respondent, author: User, used: Wording, words: Mapping[str, str], on: dt.date, number: str = ""
) -> Document:
    """The letter as it would be issued. What the record knows goes before what was typed; blanks are dotted lines."""
    office = author.agency or respondent.case.agency
    data = dict(words) | facts_of(respondent, on)
    return compose(used=used, data=data, office=office, on=on, number=number, note=respondent.case.number)


def compose(
    *, used: Wording, data: Mapping[str, Any], office: Agency, on: dt.date, number: str = "", note: str = ""
) -> Document:
    """Wording, data and the letterhead of an office as one letter; a draft until it has a number."""
    paper = Letterhead.objects.filter(agency=office).first()
    place = paper.place if paper else office.government.name.removeprefix("Kota ").removeprefix("Kabupaten ")
    with translation.override("id"):
        day = without_day(on)
    filled = {"tempat_surat": place, "tanggal_surat": day} | dict(data)
    filled |= {"tanda_tangan": _signature(used, filled), "tanda_terima": _receipt(filled)}
    return Document(
        letterhead=Head(f"Pemerintah {office.government.name}", office.name, paper.address if paper else ""),
        layout=used.form.layout.lower(),
        title=wording.fill(used.title, filled),
        blocks=wording.compose(used.text, filled),
        number=number,
        dateline=f"{place}, {day}",
        mark=used.form.form.marking,
        paper=paper.paper if paper else Letterhead.Paper.F4,
        note=note,
        is_draft=not number,
    )


def _signature(used: Wording, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    if used.form.layout == LetterWording.Layout.PLAIN:
        row = {"title": "Hormat saya,", "name": data.get("nama", ""), "number": data.get("nomor_induk", "")}
    else:
        post, name, number = (str(data.get(field) or "") for field in SIGNATORY)
        row = {
            "title": f"{post or wording.UNFILLED},",
            "name": name or wording.UNFILLED,
            "number": number and f"NIP {number}",
        }
    return [{"kind": "signatures", "rows": [row]}]


def _receipt(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    row = {
        "title": f"Diterima tanggal {wording.UNFILLED}\nYang menerima,",
        "name": data.get("nama") or wording.UNFILLED,
    }
    return [{"kind": "signatures", "rows": [row]}]


@transaction.atomic
def issue_letter(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    code: str,
    words: Mapping[str, str],
    number: str = "",
    may_be_blank: bool = False,
    replaces: Letter | None = None,
    reason: str = "",
) -> Letter:
    """Issue a letter: give it a number, draw its PDF, keep both. ``on`` is the date of the letter.

    Raises RuleViolation for a form not in force, fields left blank without saying so, a number in use, or a letter that
    was replaced before.
    """
    case = lock_for(actor, respondent.case)
    if on > case.agency.local_date(at):
        raise RuleViolation(_("Tanggal surat tidak boleh setelah hari ini."))
    if not respondent.is_confirmed:
        raise RuleViolation(_("Tidak ada surat yang keluar sebelum identitas terlapor dipastikan."))
    if replaces is not None and Letter.objects.filter(replaces=replaces).exists():
        raise RuleViolation(_("Surat itu sudah diganti."))
    used = wording_of(case.government, code, on)
    missing = [name for name in words_to_type(used, facts_of(respondent, on)) if not words.get(name)]
    if missing and not may_be_blank:
        labels = ", ".join(str(FIELDS[name].label) for name in missing)
        raise RuleViolation(_("Isi dulu: %(fields)s; atau tandai bahwa diisi dengan tangan.") % {"fields": labels})
    number = _taken(case, number) if number else _number_of_summons(respondent, code)
    number = number or next_letter_number(case, used, actor.agency or case.agency, on)
    document = draft(respondent=respondent, author=actor, used=used, words=words, on=on, number=number)
    letter = Letter(
        respondent=respondent,
        words=dict(words),
        dated_on=on,
        replaces=replaces,
        reason=reason,
        issued_by=actor,
        issued_at=at,
    )
    keep(letter, case=case, used=used, document=document)
    _record(letter)
    return letter


def _number_of_summons(respondent: Respondent, code: str) -> str:
    """The number that the summons to be printed was given; empty for other letters, or once it was printed."""
    last = respondent.summonses.order_by("-pk").first() if code == SUMMONS else None
    printed = Letter.objects.filter(government=respondent.case.government)
    return last.letter_number if last and not printed.filter(number=last.letter_number).exists() else ""


def _taken(case: Case, number: str) -> str:
    if Letter.objects.filter(government=case.government, number=number).exists():
        raise RuleViolation(_("Nomor %(number)s sudah dipakai surat lain.") % {"number": number})
    return number


def next_letter_number(case: Case, used: Wording, office: Agency, on: dt.date) -> str:
    """``800.1.6.2/12/DISDIK/2026``: classification, running number of the government and year, unit, year."""
    head = Letterhead.objects.filter(agency=office).first()
    unit = head.unit_code if head else office.short_name.upper()
    while True:  # over the numbers that somebody typed
        running = next_number(case.government, used.form.record_code, on.year)
        number = f"{used.form.record_code}/{running}/{unit}/{on.year}"
        if not Letter.objects.filter(government=case.government, number=number).exists():
            return number


def keep(letter: Letter, *, case: Case, used: Wording, document: Document) -> None:
    """Draw a letter and store it with its fingerprint; a file without its row is taken away again."""
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
    AuditEntry.objects.create(
        case=letter.case,
        respondent=letter.respondent,
        act=Act.ISSUE_LETTER,
        actor=letter.issued_by,
        at=letter.issued_at,
        on=letter.dated_on,
        note=f"{letter.title} {letter.number}",
    )


@transaction.atomic
def revise_wording(
    *, government: Government, actor: User, at: dt.datetime, code: str, title: str, text: str, version: int
) -> LetterTemplate:
    """Add a government's own version of a form. ``version`` is what the page showed.

    Raises RuleViolation for an unknown field, with its line, and when somebody else was faster.
    """
    if actor.role != "BKPSDM" or actor.government_id != government.pk:
        raise NotAllowed(_("Formulir surat disusun BKPSDM."))
    locked = Government.objects.select_for_update(of=("self",), no_key=True).get(pk=government.pk)
    current = wording_of(locked, code, at.date())
    if current.version != version:
        raise RuleViolation(_("Formulir ini baru saja diubah orang lain. Periksa versi terbaru, lalu simpan lagi."))
    check_wording(title, text)
    return LetterTemplate.objects.create(
        government=locked, code=code, version=version + 1, title=title, text=text, made_by=actor, made_at=at
    )


def check_wording(title: str, text: str) -> None:
    """Raises RuleViolation, with the line, for a field that no letter knows."""
    try:
        wording.check(title, words=WORDS, blocks=())
        wording.check(text, words=WORDS, blocks=BLOCKS)
    except WordingError as why:
        raise RuleViolation(str(why)) from why
