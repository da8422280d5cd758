"""Every PDF that is handed out is whole to qpdf, and names no user and no machine to exiftool: the letter of every
form, and what the pages offer."""

import getpass
import json
import socket
from pathlib import Path

import pypdf
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


@pytest.fixture
def telling(run):
    """The files of a folder that name who or what made them: an account, a user, a machine, or a folder of it."""

    def found(folder, *people):
        names = {*people, getpass.getuser(), socket.gethostname()}
        done = run("exiftool", "-j", "-G", "-a", "-u", "-ext", "pdf", str(folder))
        told = {}
        for each in json.loads(done.stdout):
            groups = {name: str(value) for name, value in each.items() if name.split(":")[0] in ("PDF", "XMP")}
            words = " ".join(groups.values())
            if names & set(groups.values()) or str(Path.cwd()) in words or str(Path.home()) in words:
                told[Path(each["SourceFile"]).name] = groups
        return told

    return found


@pytest.mark.django_db
def test_the_letter_of_every_form_is_a_whole_pdf(sari, dinas_a, now, tmp_path, whole):
    for code in forms_to_issue():
        letter = issued(code, by=sari, employee=factories.make_employee("Budi", agency=dinas_a), at=now)
        (tmp_path / f"{code}.pdf").write_bytes(content_of(letter))
    assert len(list(tmp_path.iterdir())) > 20
    assert whole(tmp_path) == {}


def test_every_pdf_of_a_page_is_whole_and_names_nobody(world, client, tmp_path, whole, telling):
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
    assert telling(tmp_path, *(account.username for account in accounts.values())) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["report", "package", "sheet"])
def test_what_is_handed_over_is_a_whole_pdf_and_names_nobody(
    client, sari, rina, budi, now, tmp_path, whole, telling, kind
):
    path = factories.make_respondent(by=sari, employee=budi, at=now)
    factories.bring_to(path, Status.DELIVERED, by=sari, at=now)
    freeze_minutes(hearing=path.hearings.get(), actor=rina, at=now, reading="ALOUD")
    client.force_login(rina)
    (tmp_path / "a.pdf").write_bytes(client.get(reverse("handover-file", args=[path.pk, kind])).getvalue())
    assert whole(tmp_path) == {}
    assert telling(tmp_path, sari.username, rina.username, budi.name) == {}


def test_a_pdf_that_breaks_off_is_noticed(tmp_path, whole):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    assert list(whole(tmp_path)) == ["a.pdf"]


def test_a_pdf_that_names_its_user_is_noticed(tmp_path, telling):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "sari"})
    writer.write(str(tmp_path / "a.pdf"))
    assert list(telling(tmp_path, "sari")) == ["a.pdf"]
