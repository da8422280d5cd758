"""Composes a letter from wording, record, typed fields and letterhead; writes nothing."""

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.utils import translation

from cases.letters.day_words import without_day
from cases.letters.facts import Facts, facts_of
from cases.letters.letterheads import letterhead_of, office_of, place_of
from cases.letters.records import Prepared
from cases.letters.witness_facts import PERSON, witness_facts
from cases.letters.wordings import SIGNATORY, Wording
from cases.models import Agency, Letterhead, Respondent, User
from lib.documents import wording
from lib.documents.document import Document
from lib.documents.document import Letterhead as Head
from regulations.models import LetterWording

NIP = re.compile(r"\d{8} \d{6} \d \d{3}")  # as it is grouped for reading


def draft(
    *, respondent: Respondent, author: User, prepared: Prepared, words: Mapping[str, str], number: str = ""
) -> Document:
    """The letter as it would be issued. Values of the record take precedence over typed ones; blanks are dotted
    lines."""
    source = prepared.source
    office = office_of(source.signs, prepared.on, author.agency or respondent.case.agency)
    data = dict(words) | known_of(respondent, prepared, words)
    is_own = prepared.used.form.form.is_of_the_person
    note = "" if is_own else respondent.case.number
    document = compose(
        used=prepared.used, data=data, office=office, above=source.above, on=prepared.on, number=number, note=note
    )
    return dataclasses.replace(document, is_draft=False) if is_own else document


def known_of(respondent: Respondent, prepared: Prepared, words: Mapping[str, str]) -> Facts:
    """The values of the record on the person and the letter; they are locked and not asked for.

    ``words``: what was typed; the person whom a letter names decides what is known of a statement.
    """
    chosen = prepared.source.facts.get(PERSON) or words.get(PERSON, "")
    named = str(chosen) if PERSON in prepared.used.fields else ""
    with translation.override("id"):
        of_the_witness = witness_facts(respondent, named) if named else {}
        return facts_of(respondent, prepared.on) | dict(prepared.source.facts) | of_the_witness


def compose(
    *,
    used: Wording,
    data: Mapping[str, Any],
    office: Agency,
    on: dt.date,
    above: str = "",
    number: str = "",
    note: str = "",
) -> Document:
    """A letter from wording, data and the letterhead of an office; without a number it is a draft.

    ``above``: the post of an official above all agencies, whose letterhead is the government's.
    """
    head = letterhead_of(office, on, above=above)
    place = place_of(office, on, above=above)
    with translation.override("id"):
        day = without_day(on)
    filled = {"tempat_surat": place, "tanggal_surat": day} | dict(data)
    filled |= {
        "tanda_tangan": _signature(used, filled),
        "tanda_terima": _receipt(filled),
        "tanda_tangan_keterangan": _heard(filled),
        "tanda_tangan_pernyataan": _declared(filled),
    }
    filled["tembusan"] = _copies(str(filled.get("tembusan") or ""))
    enclosed = sum(len(block["rows"]) for block in filled.get("lampiran_perkara") or [])
    return Document(
        letterhead=head_of(office, on, above=above),
        layout=used.form.layout.lower(),
        title=wording.fill(used.title, filled),
        blocks=wording.compose(used.text, filled),
        number=number,
        dateline=f"{place}, {day}",
        attachments=f"{enclosed} berkas" if enclosed else "",
        mark=used.form.form.marking,
        paper=head.paper if head else Letterhead.Paper.F4,
        note=note,
        is_draft=not number,
    )


def head_of(office: Agency, on: dt.date, *, above: str = "") -> Head:
    """The letterhead of an office on a day; if none is set up, only its name."""
    head = letterhead_of(office, on, above=above)
    if head is None:
        return Head(f"Pemerintah {office.government.name}", above or office.name)
    return Head(head.government_line, above or head.office_line or office.name, head.address, str(head.logo))


def _signature(used: Wording, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    if used.form.layout == LetterWording.Layout.PLAIN:
        row = {"title": "Hormat saya,", "name": data.get("nama", ""), "number": numbered(data)}
    else:
        post, name, number = (str(data.get(field) or "") for field in SIGNATORY)
        row = {
            "title": f"{post or wording.UNFILLED},",
            "name": name or wording.UNFILLED,
            "number": "\n".join(filter(None, [data.get("penanda_pangkat", ""), number and f"NIP {number}"])),
        }
    return [{"kind": "signatures", "rows": [row]}]


def numbered(data: Mapping[str, Any]) -> str:
    """The number of the person below a name to sign: a NIP is called so, any other number stands alone."""
    number = str(data.get("nomor_induk") or "")
    return f"NIP {number}" if NIP.fullmatch(number) else number


def _heard(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The examiner and the examinee, for the two signatures."""
    rows = [
        {"title": "Yang meminta keterangan,", **_person(data.get("pemeriksa"))},
        {"title": "Pemberi keterangan,", **_person(data.get("pemberi_keterangan"))},
    ]
    return [{"kind": "signatures", "rows": rows}]


def _person(words: str | None) -> dict[str, str]:
    """A name, with what was typed behind it (NIP, post) in the line below."""
    name, _comma, rest = (words or wording.UNFILLED).partition(", ")
    return {"name": name, "number": rest}


def _declared(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    row = {"title": "Yang menyatakan,", **_person(data.get("pemberi_keterangan"))}
    return [{"kind": "signatures", "rows": [row]}]


def _receipt(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    row = {
        "title": f"Diterima tanggal {wording.UNFILLED}\nYang menerima,",
        "name": data.get("nama") or wording.UNFILLED,
        "number": numbered(data),
        "side": "left",
    }
    return [{"kind": "signatures", "rows": [row]}]


def _copies(text: str) -> list[dict[str, Any]]:
    """Who gets a copy, numbered however it was typed."""
    named = [re.sub(r"^\s*(\d{1,2}\.|-)\s*", "", line).strip() for line in text.splitlines()]
    rows = [[f"{place}.", name] for place, name in enumerate(filter(None, named), 1)]
    return [{"kind": "items", "rows": rows}] if rows else []
