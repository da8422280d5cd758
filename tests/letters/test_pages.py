"""Letters on the screen: choose, preview beside the data, issue, many at once, check, and own wordings."""

import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.letters import batches as letter_jobs
from cases.letters.letterheads import revise_letterhead
from cases.models import Letter, Letterhead, LetterJob, LetterTemplate, Status
from cases.web.rate_limit import PER_MINUTE
from tests import factories
from tests.samples.pictures import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def summoned(sari, budi):
    return factories.bring_to(factories.make_respondent(by=sari, employee=budi), Status.SUMMONED, by=sari)


def compose(case, whom, code="SP-PANGGILAN"):
    chosen = "&".join(f"whom={person.pk}" for person in whom)
    return reverse("letter-new", args=[case.number]) + f"?form={code}&{chosen}"


def post(client, address, **words):
    return client.post(address, {"submission": str(uuid.uuid4()), "on": "hari ini", **words})


def test_what_is_known_stands_in_the_preview_and_only_the_rest_is_asked(client, sari, summoned):
    client.force_login(sari)
    page = client.get(compose(summoned.case, [summoned])).content.decode()
    assert "Ruang rapat" in page and "menghadap kepada Tim Pemeriksa" in page
    assert 'name="pasal"' in page
    assert not [name for name in ("on", "tempat_periksa", "menghadap") if f'name="{name}"' in page]


def test_preview_and_draft_write_nothing(client, sari, summoned):
    client.force_login(sari)
    address = compose(summoned.case, [summoned])
    page = post(client, address, preview="1", pasal="Pasal 5 <b>huruf n</b>")
    assert "Pasal 5 &lt;b&gt;huruf n" in page.content.decode()
    draft = post(client, address, pdf="1")
    assert draft.headers["Content-Type"] == "application/pdf" and draft.content.startswith(b"%PDF")
    assert not Letter.objects.exists()


def test_issuing_leads_to_the_list_with_pdf_and_word(client, sari, summoned):
    client.force_login(sari)
    address = compose(summoned.case, [summoned])
    refused = post(client, address)
    assert refused.status_code == 422 and 'href="#id_pasal"' in refused.content.decode()
    assert post(client, address, may_be_blank="on").url == reverse("case-letters", args=[summoned.case.number])
    letter = Letter.objects.get()
    assert letter.number in client.get(reverse("case-letters", args=[summoned.case.number])).content.decode()
    shown = client.get(reverse("letter", args=[letter.pk]))
    assert shown.headers["Content-Disposition"].startswith('inline; filename="Panggilan-I-800.1.6.2-1-DINAS-A-')
    assert shown.getvalue().startswith(b"%PDF")
    assert client.get(reverse("letter-word", args=[letter.pk])).content.startswith(b"PK")


def test_a_pdf_that_no_longer_has_its_fingerprint_is_not_handed_out(client, sari, summoned):
    client.force_login(sari)
    post(client, compose(summoned.case, [summoned]), may_be_blank="on")
    letter = Letter.objects.get()
    with Path(letter.file.path).open("ab") as file:
        file.write(b"x")
    assert client.get(reverse("letter", args=[letter.pk])).status_code == 409


def test_letters_for_several_are_a_job_whose_page_refreshes_until_done(client, sari, dinas_a, now):
    people = tuple(factories.make_employee(f"Pegawai {i}", agency=dinas_a) for i in range(3))
    case = factories.make_case(by=sari, agency=dinas_a, people=people)
    client.force_login(sari)
    address = post(client, compose(case, case.respondents.all(), "PERM-KET"), may_be_blank="on").url
    assert address == reverse("letter-job", args=[LetterJob.objects.get().key])
    waiting = client.get(address)
    assert waiting.headers["Refresh"] == "3" and "0 dari 3" in waiting.content.decode()
    letter_jobs.write_letters(now)
    done = client.get(address)
    assert "Refresh" not in done.headers and "3 dari 3" in done.content.decode()


def test_whoever_holds_a_letter_can_check_it_and_learns_nothing_else(client, sari, summoned):
    client.force_login(sari)
    post(client, compose(summoned.case, [summoned]), may_be_blank="on")
    letter = Letter.objects.get()
    client.logout()
    page = client.get(reverse("letter-check", args=[letter.key])).content.decode()
    assert letter.number in page and letter.sha256 in page
    assert "Budi" not in page and letter.case.number not in page
    assert client.get(reverse("letter-check", args=[uuid.uuid4()])).status_code == 404


def test_an_address_that_checks_letters_too_often_has_to_wait(client, db):
    path = reverse("letter-check", args=[uuid.uuid4()])
    elsewhere = {"REMOTE_ADDR": f"10.9.{uuid.uuid4().int % 250}.{uuid.uuid4().int % 250}"}
    assert {client.get(path, **elsewhere).status_code for _ in range(PER_MINUTE)} == {404}
    refused = client.get(path, **elsewhere)
    assert refused.status_code == 429 and "Terlalu banyak permintaan" in refused.text


def test_bkpsdm_tries_a_wording_and_saves_it_as_a_version(client, rina, sari):
    address = reverse("letter-form", args=["SP-PANGGILAN"])
    client.force_login(rina)
    typed = {"title": "Undangan", "text": "Kepada {nama}\n{nmaa}", "version": "0"}
    wrong = post(client, address, **typed)
    assert wrong.status_code == 422 and "Baris 2" in wrong.content.decode() and "{nmaa}" in wrong.content.decode()
    typed["text"] = "Kepada {nama} yang baik"
    tried = post(client, address, preview="1", **typed)
    assert "Kepada ‹Nama› yang baik" in tried.content.decode() and not LetterTemplate.objects.exists()
    assert post(client, address, **typed).status_code == 302
    assert LetterTemplate.objects.get().version == 1
    client.force_login(sari)
    assert 'name="text"' not in client.get(address).content.decode()
    assert post(client, address, **typed | {"version": "1"}).status_code == 422
    assert LetterTemplate.objects.count() == 1


def test_issuing_again_keeps_what_was_typed_asks_why_and_marks_the_old_letter(client, sari, summoned):
    client.force_login(sari)
    post(client, compose(summoned.case, [summoned]), may_be_blank="on", pasal="Pasal 4")
    first = Letter.objects.get()
    listed, address = reverse("case-letters", args=[summoned.case.number]), reverse("letter-reissue", args=[first.pk])
    assert address in client.get(listed).content.decode()
    page = client.get(address).content.decode()
    assert 'value="Pasal 4"' in page and f"Mengganti surat {first.number}" in page
    without = post(client, address, may_be_blank="on", numbering="keep", pasal="Pasal 5")
    assert without.status_code == 422 and 'value="Pasal 5"' in without.content.decode()
    words = {"may_be_blank": "on", "numbering": "keep", "pasal": "Pasal 5", "reason": "Salah pasal"}
    assert post(client, address, **words).url == listed
    second = Letter.objects.get(replaces=first)
    assert (second.number, second.edition, second.words["pasal"]) == (first.number, 2, "Pasal 5")
    page = client.get(listed).content.decode()
    assert "Diganti" in page and "terbitan 2" in page and "Salah pasal" in page and address not in page
    assert post(client, address, **words).status_code == 422  # replaced once
    assert client.get(reverse("letter", args=[first.pk])).getvalue().startswith(b"%PDF")
    assert "sudah diganti" in client.get(reverse("letter-check", args=[first.key])).content.decode()


def test_a_letterhead_is_tried_then_saved_as_a_version_with_its_emblem(client, rina, sari, dinas_a):
    client.force_login(rina)
    address = reverse("letterhead", args=[dinas_a.pk])
    assert "Dinas A" in client.get(reverse("letterheads")).content.decode()
    typed = {
        "version": "0", "in_force_from": "hari ini", "government_line": "Pemerintah Kota Contoh", "paper": "f4",
        "address": "Jalan Merdeka 1", "place": "Contoh", "signatory_name": "Wati",
    }  # fmt: skip
    tried = client.post(address, {"submission": uuid.uuid4(), "preview": "1", **typed})
    assert "Jalan Merdeka 1" in tried.content.decode() and not Letterhead.objects.exists()
    wrong = client.post(address, {"submission": uuid.uuid4(), **typed, "upload": SimpleUploadedFile("a.png", b"x")})
    assert wrong.status_code == 422 and "Lambang harus gambar" in wrong.content.decode()
    assert client.post(address, {"submission": uuid.uuid4(), **typed, "upload": photo()}).status_code == 302
    head = Letterhead.objects.get()
    assert (head.agency, head.version, head.made_by) == (dinas_a, 1, rina) and head.logo
    shown = client.get(reverse("letterhead-logo", args=[head.pk]))
    assert shown.headers["Content-Type"] == "image/png" and shown.getvalue().startswith(b"\x89PNG")
    assert client.get(address + "?pdf=1").content.startswith(b"%PDF")
    client.force_login(sari)
    assert client.get(address).status_code == 404


def test_a_new_letter_begins_with_the_signatory_of_the_letterhead(client, sari, rina, summoned, now):
    lines = {
        "government_line": "-",
        "place": "Contoh",
        "paper": "f4",
        "signatory_name": "Wati",
        "signatory_number": "19",
    }
    revise_letterhead(
        government=rina.government, agency=None, actor=rina, at=now, version=0, in_force_from=now.date(), **lines
    )
    client.force_login(sari)
    page = client.get(compose(summoned.case, [summoned], "PERM-KET")).content.decode()
    assert 'value="Wati"' in page and 'value="19"' in page and 'value="Kepala Dinas A"' in page
