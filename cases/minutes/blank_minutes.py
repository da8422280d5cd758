"""A paper form of the minutes: the person's data and the usual questions, with ruled lines."""

import datetime as dt
from typing import Any

from django.utils import translation

from cases.letters.drafting import compose
from cases.letters.facts import facts_of
from cases.letters.wordings import wording_of
from cases.models import Respondent, User
from lib.documents.document import Document
from regulations.models import Question

FREE_ROWS = 8
PRINTED = 20  # maximum of printed questions; others are written by hand
ROOM = 4  # ruled lines for an answer
PEOPLE = ("Ketua", "Anggota", "Anggota", "Notulis", "Terperiksa", "Pendamping")


def blank_minutes(*, respondent: Respondent, author: User, on: dt.date) -> Document:
    """Minutes without answers; known data of the person are printed, the rest is written by hand."""
    used = wording_of(respondent.case.government, "BAP", on)
    with translation.override("id"):
        data: dict[str, Any] = facts_of(respondent, on)
    for name in ("hari_tanggal", "jam_mulai", "jam_selesai", "tempat"):
        data.pop(name, None)
    codes = respondent.allegations.filter(provision__isnull=False).values_list("provision__code", flat=True)
    bank = Question.objects.for_hearing(codes, on).order_by("stage", "position")
    questions = [question.text for question in bank[:PRINTED]]
    rows = [
        {"number": f"{position}.", "question": text, "answer": "", "room": ROOM, "note": ""}
        for position, text in enumerate([*questions, *[" "] * FREE_ROWS], 1)
    ]
    people = [[str(n), "", part, "", ""] for n, part in enumerate(PEOPLE, 1)]
    head = ["No.", "Nama", "Sebagai", "Kedudukan", "Tanda hadir"]
    dots = "." * 30
    data |= {
        "kehadiran": [{"kind": "table", "head": head, "widths": [1, 5, 4, 4, 3], "rows": people}],
        "tanya_jawab": [{"kind": "dialogue", "rows": rows}],
        "koreksi": [],
        "tanda_tangan_bap": [
            {"kind": "signatures", "rows": [{"title": f"{part},", "name": dots, "number": ""} for part in PEOPLE]}
        ],
    }
    office = author.agency or respondent.case.agency
    return compose(used=used, data=data, office=office, on=on, number=dots, note=respondent.case.number)
