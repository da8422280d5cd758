"""One table defines the accepted types: picker, hint, share menu and server agree."""

import pytest
from django.core.files.base import ContentFile

from cases.evidence.file_types import ACCEPTED, CITIZEN_SIZES, PICKED, SIZES
from cases.evidence.files import accepted, refuse_larger
from cases.evidence.forms import EvidenceForm
from cases.intake.forms.incident import IntakeForm
from cases.procedure.refusals import RuleViolation
from cases.reports.forms.citizen_page import CitizenForm
from lib.media.sizes import in_words
from tests.samples.chats import ANDROID, archive

HEADS = {
    "image/jpeg": b"\xff\xd8\xff\xe0",
    "image/png": b"\x89PNG\r\n\x1a\n" + b"\0" * 24,
    "image/webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "image/heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "application/pdf": b"%PDF-1.7",
    "text/plain": ANDROID.encode(),
    "application/zip": archive().getvalue(),
    "audio/ogg": b"OggS\0\x02" + b"\0" * 30,
    "audio/mp4": b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom",
    "audio/mpeg": b"ID3\x03\0\0\0\0\0\0",
    "video/mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
    "video/quicktime": b"\0\0\0\x14ftypqt  \0\0\0\0qt  ",
    "video/webm": b"\x1aE\xdf\xa3" + b"\x42\x82\x84webm",
    "video/3gpp": b"\0\0\0\x18ftyp3gp4\0\0\0\x003gp4isom",
}


@pytest.mark.parametrize("content_type", ACCEPTED)
def test_the_server_takes_what_the_table_names(content_type):
    padding = b"" if ACCEPTED[content_type].word.endswith("WhatsApp") else b"\0" * 300
    upload = ContentFile(HEADS[content_type] + padding, name="bukti")
    assert accepted(upload) == (ACCEPTED[content_type].kind, content_type)


@pytest.mark.parametrize("form", [IntakeForm, EvidenceForm, CitizenForm])
def test_every_picker_offers_exactly_what_the_server_takes(form):
    field = form.base_fields.get("files") or form.base_fields["file"]
    assert field.widget.attrs["accept"] == PICKED
    assert {kind for kind in PICKED.split(",") if "/" in kind} == set(ACCEPTED)


@pytest.mark.parametrize("content_type", ACCEPTED)
def test_the_hint_names_every_type_with_its_limit(content_type):
    found = ACCEPTED[content_type]
    for text, limit in ((SIZES, found.limit), (CITIZEN_SIZES, found.citizen_limit)):
        parts = [part.rsplit(" sampai ", 1) for part in str(text).split("; ")]
        assert [size for words, size in parts if found.word in words.split(", ")] == [in_words(limit)]


def test_the_form_to_record_a_case_shows_the_same_types_with_and_without_script(client, sari):
    client.force_login(sari)
    page = client.get("/incidents/new/").text
    assert page.count(f'accept="{PICKED}"') == 2
    assert page.count(str(SIZES)) == 2


def test_the_phones_share_menu_offers_the_same_types(client):
    share = client.get("/manifest.webmanifest").json()["share_target"]
    assert share["params"]["files"][0]["accept"] == list(ACCEPTED)


def test_a_file_one_byte_over_the_limit_is_refused_with_the_limit_in_words():
    upload = ContentFile(b"\xff\xd8\xff", name="besar.jpg")
    limit = ACCEPTED["image/jpeg"].limit
    upload.size = limit
    refuse_larger(upload, limit)
    upload.size = limit + 1
    with pytest.raises(RuleViolation, match="ukuran 11 MB, batasnya 10 MB"):
        refuse_larger(upload, limit)
