"""Composes a letter from wording, record, typed fields and letterhead; writes nothing."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import translation

from cases.letters.decree_facts import without_day
from cases.letters.facts import Facts, facts_of
from cases.letters.letterheads import default_place, letterhead_of
from cases.letters.records import Prepared
from cases.letters.wordings import SIGNATORY, Wording
from cases.models import Agency, Letterhead, Respondent, User
from lib.documents import wording
from lib.documents.document import Document
from lib.documents.document import Letterhead as Head
from regulations.models import LetterWording


def draft(
    *, respondent: Respondent, author: User, prepared: Prepared, words: Mapping[str, str], number: str = ""
) -> Document:
    """The letter as it would be issued. Values of the record take precedence over typed ones; blanks are dotted
    lines."""
    office = author.agency or respondent.case.agency
    data = dict(words) | known_of(respondent, prepared)
    note = respondent.case.number
    return compose(used=prepared.used, data=data, office=office, on=prepared.on, number=number, note=note)


def known_of(respondent: Respondent, prepared: Prepared) -> Facts:
    """The values of the record on the person and the letter; they are locked and not asked for."""
    return facts_of(respondent, prepared.on) | prepared.source.signatory


def compose(
    *, used: Wording, data: Mapping[str, Any], office: Agency, on: dt.date, number: str = "", note: str = ""
) -> Document:
    """A letter from wording, data and the letterhead of an office; without a number it is a draft."""
    head = letterhead_of(office, on)
    place = head.place if head else default_place(office.government)
    with translation.override("id"):
        day = without_day(on)
    filled = {"tempat_surat": place, "tanggal_surat": day} | dict(data)
    filled |= {
        "tanda_tangan": _signature(used, filled),
        "tanda_terima": _receipt(filled),
        "tanda_tangan_keterangan": _heard(filled),
        "tanda_tangan_pernyataan": _declared(filled),
    }
    return Document(
        letterhead=head_of(office, on),
        layout=used.form.layout.lower(),
        title=wording.fill(used.title, filled),
        blocks=wording.compose(used.text, filled),
        number=number,
        dateline=f"{place}, {day}",
        mark=used.form.form.marking,
        paper=head.paper if head else Letterhead.Paper.F4,
        note=note,
        is_draft=not number,
    )


def head_of(office: Agency, on: dt.date) -> Head:
    """The letterhead of an office on a day; if none is set up, only its name."""
    head = letterhead_of(office, on)
    if head is None:
        return Head(f"Pemerintah {office.government.name}", office.name)
    return Head(head.government_line, head.office_line or office.name, head.address, str(head.logo))


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


def _heard(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The examiner and the examinee, for the two signatures."""
    rows = [
        {"title": "Yang meminta keterangan,", "name": data.get("pemeriksa") or wording.UNFILLED},
        {"title": "Pemberi keterangan,", "name": data.get("pemberi_keterangan") or wording.UNFILLED},
    ]
    return [{"kind": "signatures", "rows": rows}]


def _declared(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    row = {"title": "Yang menyatakan,", "name": data.get("pemberi_keterangan") or wording.UNFILLED}
    return [{"kind": "signatures", "rows": [row]}]


def _receipt(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    row = {
        "title": f"Diterima tanggal {wording.UNFILLED}\nYang menerima,",
        "name": data.get("nama") or wording.UNFILLED,
    }
    return [{"kind": "signatures", "rows": [row]}]
