"""Every PDF that is handed out is whole to qpdf: the letter of every form, and what the pages offer."""

import pytest
from django.urls import get_resolver, reverse

from cases.minutes.versions import freeze_minutes
from cases.models import Status
from tests import factories
from tests.samples.addresses import addresses_of
from tests.samples.files import content_of
from tests.samples.letters import forms_to_issue, issued

PDF = "application/pdf"
UPLOADED = {"receipt-document", "regulation-document"}  # as somebody sent them


@pytest.fixture
def whole(run):
    """What qpdf says of each file of a folder that it finds fault with."""

    def found(folder):
        told = {path.name: run("qpdf", "--check", str(path)) for path in folder.glob("*.pdf")}
        return {name: done.stdout + done.stderr for name, done in told.items() if done.returncode}

    return found


@pytest.mark.django_db
def test_the_letter_of_every_form_is_a_whole_pdf(sari, dinas_a, now, tmp_path, whole):
    for code in forms_to_issue():
        letter = issued(code, by=sari, employee=factories.make_employee("Budi", agency=dinas_a), at=now)
        (tmp_path / f"{code}.pdf").write_bytes(content_of(letter))
    assert len(list(tmp_path.iterdir())) > 20
    assert whole(tmp_path) == {}


def test_every_pdf_of_a_page_is_whole(world, client, tmp_path, whole):
    accounts, addresses = world
    client.force_login(accounts["own"])
    names = {each.name for each in addresses_of(get_resolver("cases.urls"))} & addresses.keys() - UPLOADED
    for name in names:
        answer = client.get(reverse(name, kwargs=addresses[name]))
        content = answer.getvalue()
        if answer.status_code == 200 and answer.headers.get("Content-Type") == PDF:
            (tmp_path / f"{name}.pdf").write_bytes(content)
    assert len(list(tmp_path.iterdir())) > 5
    assert whole(tmp_path) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["report", "package", "sheet"])
def test_what_is_handed_over_is_a_whole_pdf(client, sari, rina, budi, now, tmp_path, whole, kind):
    path = factories.make_respondent(by=sari, employee=budi, at=now)
    factories.bring_to(path, Status.DELIVERED, by=sari, at=now)
    freeze_minutes(hearing=path.hearings.get(), actor=rina, at=now, reading="ALOUD")
    client.force_login(rina)
    (tmp_path / "a.pdf").write_bytes(client.get(reverse("handover-file", args=[path.pk, kind])).getvalue())
    assert whole(tmp_path) == {}


def test_a_pdf_that_breaks_off_is_noticed(tmp_path, whole):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    assert list(whole(tmp_path)) == ["a.pdf"]
