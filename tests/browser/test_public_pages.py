"""Every page that is read without an account, on a phone: nothing that shuts a reader out, nothing too wide."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from cases.letters.issuing import issue_letter
from cases.models import IncomingReport, Publication
from cases.reports import incoming
from cases.staff_record import clearance
from tests import factories
from tests.browser.sizes import SIZES
from tests.samples.axe import violations
from tests.samples.circulars import announce, enter
from tests.samples.files import pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = SIZES["phone"]
TEXT = "Pegawai loket siaran langsung sambil melayani warga, https://www.tiktok.com/@contoh/video/7300000000000000000"


@pytest.fixture
def phone(chromium):
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def check(phone, title):
    """The page has its one heading, fits the screen, and axe finds nothing."""
    assert phone.locator("h1").inner_text() == title
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], title
    assert violations(phone) == {}, title


def visit(phone, address, title, status=200):
    assert phone.goto(address).status == status, address
    check(phone, title)


def test_the_checker_finds_accessibility_errors(phone):
    head = "<html lang=id><title>x</title><meta name=viewport content='width=device-width'>"
    phone.set_content(f"{head}<main><h1>Halo</h1><p><img src=x.png></main>")
    with pytest.raises(AssertionError, match="image-alt"):
        check(phone, "Halo")


def test_a_citizen_reports_and_follows_the_report(phone, live_server, city, rina, now):
    other = factories.make_government("Kota Lain", "kota-lain")
    for government in (city, other):
        government.reports_from = government.local_date(now)
        government.save()
    visit(phone, f"{live_server.url}/lapor/", "Laporan warga")
    phone.click(f"text={city}")
    form = "Laporkan perilaku pegawai di media sosial"
    check(phone, form)
    phone.click("details summary")
    phone.click("button[type=submit]")
    check(phone, form)
    assert phone.locator("[aria-invalid=true]").count() == 1
    phone.fill("[name=text]", f"{TEXT} {'x' * 300}")
    phone.click("button[type=submit]")
    check(phone, "Laporan terkirim")
    code = phone.locator(".receipt-code").inner_text()
    phone.click("main a.btn-primary")
    check(phone, "Ikuti laporan")
    phone.fill("[name=code]", "salah")
    phone.click("button[type=submit]")
    check(phone, "Ikuti laporan")
    report = IncomingReport.objects.get()
    words = {"report": report, "actor": rina, "at": now}
    incoming.reply(**words, text="Di loket nomor berapa?", key=uuid.uuid4())
    phone.fill("[name=code]", code)
    phone.click("button[type=submit]")
    check(phone, "Laporan Anda")
    phone.click("details summary")
    phone.fill("[name=text]", "Loket nomor tiga.")
    phone.click("button[type=submit]")
    check(phone, "Laporan Anda")
    assert "Keterangan Anda terkirim." in phone.content()
    incoming.reject(**words, reason="Yang dilaporkan bukan pegawai kota ini.")
    phone.goto(f"{live_server.url}/lapor/ikuti/")
    phone.fill("[name=code]", code)
    phone.click("button[type=submit]")
    check(phone, "Laporan Anda")
    assert phone.context.cookies() == []


def test_a_letter_is_checked_and_a_stranger_signs_in(phone, live_server, budi, sari, rina, now):
    signed = {"signed_post": "Kepala BKPSDM", "signed_by": "Contoh Kepala"}
    cleared = clearance.issue(employee=budi, actor=rina, at=now, purpose="AWARD", **signed)
    respondent = factories.make_respondent(by=sari, employee=budi)
    factories.bring_to(respondent, "SUMMONED", by=sari)
    order = {"actor": sari, "at": now, "on": sari.local_date(now), "words": {}, "may_be_blank": True}
    letter = issue_letter(respondent=respondent, code="SP-PANGGILAN", **order)
    address = live_server.url + reverse("verify", kwargs={"code": cleared.code})
    visit(phone, address, "Pemeriksaan surat keterangan")
    clearance.withdraw(letter=cleared, actor=rina, at=now, reason="Salah nama")
    visit(phone, address, "Pemeriksaan surat keterangan")
    nobodys = reverse("verify", kwargs={"code": uuid.uuid4()})
    visit(phone, live_server.url + nobodys, "Pemeriksaan surat keterangan", 404)
    check_address = reverse("letter-check", kwargs={"key": letter.key})
    visit(phone, live_server.url + check_address, "Pemeriksaan keaslian surat")
    visit(phone, f"{live_server.url}/tidak/ada/", "Halaman tidak ditemukan", 404)
    visit(phone, f"{live_server.url}/login/", "Masuk")
    phone.click("main button[type=submit]")
    check(phone, "Masuk")


def test_the_receipt_of_a_circular_is_confirmed(phone, live_server, dinas_a, budi, wati, rina, now):
    publication = announce(enter(rina, now, upload=pdf()), rina, [dinas_a], now)
    address = live_server.url + publication.receipts.get(employee=budi).path
    title = publication.regulation.title
    visit(phone, address, title)
    phone.click("main form button[type=submit]")
    check(phone, title)
    assert "Terima kasih" in phone.locator("main [role=status]").inner_text()
    visit(phone, f"{live_server.url}/receipts/bukan-tautan/", "Tautan tidak dikenal", 404)
    before = publication.published_on - dt.timedelta(days=40)
    Publication.objects.update(published_on=before, expires_on=before + dt.timedelta(days=10))
    late = live_server.url + publication.receipts.get(employee=wati).path
    visit(phone, late, "Tautan sudah berakhir", 410)
