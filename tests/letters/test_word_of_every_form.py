"""The Word file of every form looks like its PDF, and a draft of it is stamped in both."""

import pytest

from lib.documents import word
from lib.documents.document import Document
from tests import factories
from tests.samples.files import content_of
from tests.samples.letters import forms_to_issue, issued
from tests.samples.pages import convert, differences, needs_office

pytestmark = pytest.mark.django_db


@needs_office
def test_the_word_file_of_every_form_is_laid_out_as_its_pdf(sari, dinas_a, now, tmp_path):
    for code in forms_to_issue():
        letter = issued(code, by=sari, employee=factories.make_employee("Budi", agency=dinas_a), at=now)
        (tmp_path / f"{code}.docx").write_bytes(word.render(Document.from_data(letter.content), at=now))
        (tmp_path / f"{code}-own.pdf").write_bytes(content_of(letter))
    convert(tmp_path)
    unlike = {}
    for code in forms_to_issue():
        theirs, ours = ((tmp_path / name).read_bytes() for name in (f"{code}.pdf", f"{code}-own.pdf"))
        place = tmp_path / code
        place.mkdir()
        if found := differences(theirs, ours, place):
            unlike[code] = found
    assert not unlike
