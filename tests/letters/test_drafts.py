"""The draft of every form, as the page gives it out: stamped, without a number, and with nothing that verifies it.

The person's own paper (an objection, an appeal) is no draft of the office: it is not stamped.
"""

import io
import re
import uuid
import zipfile

import pytest
from django.urls import reverse

from cases.models import Letter
from tests import factories
from tests.samples.files import shown
from tests.samples.letters import WORDS, forms, of_the_person, ready_for

pytestmark = pytest.mark.django_db
TAKEN = re.compile(r"^(nomor\s*:?\s*)\d", re.IGNORECASE | re.MULTILINE)  # the line of the letter's own number


def test_the_draft_of_every_form_is_stamped_and_takes_no_number(client, sari, dinas_a, now):
    client.force_login(sari)
    own = of_the_person()
    assert own == {"KEBERATAN", "BANDING"}
    for code in forms():
        respondent = ready_for(code, by=sari, employee=factories.make_employee("Budi", agency=dinas_a), at=now)
        page = reverse("letter-new", args=[respondent.case.number]) + f"?form={code}&whom={respondent.pk}"
        sent = WORDS | {"may_be_blank": "on", "on": "hari ini"}
        printed = client.post(page, sent | {"pdf": "on", "submission": str(uuid.uuid4())})
        assert (printed.status_code, printed["Content-Type"]) == (200, "application/pdf"), code
        words = shown(printed.content)
        assert ("KONSEP" in words) == (code not in own), code
        assert "/letters/check/" not in words.replace("\n", ""), code
        assert not TAKEN.search(words[: words.find("Nama")]), code
        written = client.post(page, sent | {"word": "on", "submission": str(uuid.uuid4())}).content
        with zipfile.ZipFile(io.BytesIO(written)) as parts:
            headers = b"".join(parts.read(name) for name in parts.namelist() if "header" in name)
        assert (b'string="KONSEP"' in headers) == (code not in own), code
        assert not Letter.objects.filter(form__code=code).exists(), code
