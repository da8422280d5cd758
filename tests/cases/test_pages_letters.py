"""Letters on the screen: choose, preview beside the data, issue, many at once, check, and own wordings."""

import uuid
from pathlib import Path

import pytest
from django.urls import reverse

from cases.models import Letter, LetterJob, LetterTemplate, Status
from cases.services import letter_jobs
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def summoned(sari, budi):
    return factories.bring_to(factories.make_respondent(by=sari, employee=budi), Status.SUMMONED, by=sari)


def compose(case, whom, code="SP-PANGGILAN"):
    chosen = "&".join(f"whom={each.pk}" for each in whom)
    return reverse("letter-new", args=[case.number]) + f"?form={code}&{chosen}"


def post(client, address, **words):
    return client.post(address, {"submission": str(uuid.uuid4()), "on": "hari ini", **words})


def test_what_is_known_stands_in_the_preview_and_only_the_rest_is_asked(client, sari, summoned):
    client.force_login(sari)
    page = client.get(compose(summoned.case, [summoned])).content.decode()
    assert "Ruang rapat" in page and 'name="pangkat"' in page and 'name="tempat_periksa"' not in page


def test_preview_and_draft_write_nothing(client, sari, summoned):
    client.force_login(sari)
    address = compose(summoned.case, [summoned])
    page = post(client, address, preview="1", pangkat="Penata <b>Muda</b>")
    assert "Penata &lt;b&gt;Muda" in page.content.decode()
    draft = post(client, address, pdf="1")
    assert draft.headers["Content-Type"] == "application/pdf" and draft.content.startswith(b"%PDF")
    assert not Letter.objects.exists()


def test_issuing_leads_to_the_list_with_pdf_and_word(client, sari, summoned):
    client.force_login(sari)
    address = compose(summoned.case, [summoned])
    refused = post(client, address)
    assert refused.status_code == 422 and "Isi dulu" in refused.content.decode()
    assert post(client, address, may_be_blank="on").url == reverse("case-letters", args=[summoned.case.number])
    letter = Letter.objects.get()
    assert letter.number in client.get(reverse("case-letters", args=[summoned.case.number])).content.decode()
    shown = client.get(reverse("letter", args=[letter.pk]))
    assert shown.headers["Content-Disposition"].startswith('inline; filename="Panggilan-I-800.1.6.2-0001-DINAS-A-')
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
    address = post(client, compose(case, case.respondents.all()), may_be_blank="on").url
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
