"""The statement that a respondent may sign at the hearing, as a printed form; it is not a finding."""

import datetime as dt
from typing import Any

from django.utils import translation

from cases.letters.drafting import numbered
from cases.letters.facts import facts_of
from cases.models import Respondent
from lib.documents import wording
from lib.documents.document import Document, Letterhead

TEXT = """\
Yang bertanda tangan di bawah ini:

| Nama | {nama}
| NIP/NIK/nomor kontrak | {nomor_induk}
| Pangkat, golongan | {pangkat}
| Jabatan | {jabatan}
| Unit kerja | {unit_kerja}
| Instansi | {instansi}

menyatakan dengan sadar dan tanpa paksaan (beri tanda pada yang dinyatakan, coret yang lain):

1. menyesali perbuatan yang diperiksa dalam kasus {nomor_kasus};
2. tidak akan mengulanginya;
3. bersedia menghapus unggahan yang masih ada dalam penguasaan saya;
4. lainnya: {lainnya}

Pernyataan ini saya buat atas kehendak sendiri. Saya mengerti bahwa pernyataan ini bukan putusan.

{tanda_tangan}
"""


def blank_statement(*, respondent: Respondent, on: dt.date) -> Document:
    """Regret and the promise not to repeat it, with the person's data; no box is ticked."""
    with translation.override("id"):
        data: dict[str, Any] = facts_of(respondent, on)
    government = respondent.agency.government.name
    place = government.removeprefix("Kota ").removeprefix("Kabupaten ")
    row = {
        "title": f"{place}, {wording.UNFILLED}\nYang menyatakan,",
        "name": data["nama"],
        "number": numbered(data),
    }
    data |= {"lainnya": wording.UNFILLED * 2, "tanda_tangan": [{"kind": "signatures", "rows": [row]}]}
    return Document(
        letterhead=Letterhead(f"Pemerintah {government}", respondent.agency.name),
        layout="plain",
        title="Surat Pernyataan",
        blocks=wording.compose(TEXT, data),
        note=respondent.case.number,
    )
