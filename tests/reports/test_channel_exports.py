"""Reports of other channels, from their export or as e-mail: nothing twice, bad rows named, reporters apart."""

import base64
import io
import re
import time
import uuid
from email.message import EmailMessage

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Case, IncomingReport, Reporter, ReportFile
from lib.mail.html_text import words_of
from lib.sheets.cells import plain
from lib.sheets.tables import sheet_rows
from tests.samples.pictures import photo
from tests.samples.sheets import workbook

pytestmark = pytest.mark.django_db
HEAD = "Tracking ID;Judul;Isi Laporan;Tanggal Laporan;Nama Pelapor;Instansi"
GOOD = "6412345;Joget di loket;Pegawai joget saat jam layanan;14-05-2026;Mahardika;Disdukcapil"
PATH = "/incoming/import/"


@pytest.fixture
def officer(client, rina):
    client.force_login(rina)
    return client


def csv(*lines, head=HEAD):
    return SimpleUploadedFile("lapor.csv", "\n".join([head, *lines, ""]).encode())


def send(client, file, channel="LAPOR", take=True):
    return client.post(PATH, {"file": file, "channel": channel} | ({"take": "on"} if take else {}))


def test_a_trial_says_what_would_come_of_each_row_and_writes_nothing(officer, tmp_path):
    text = send(officer, csv(GOOD, "2;x;;14-05-2026;;", ";x;y;;;"), take=False).text
    assert "belum ada yang dimasukkan" in text and "Isi laporan kosong." in text and "Nomor register kosong." in text
    assert not IncomingReport.objects.exists() and not list(tmp_path.rglob("lapor*"))


def test_good_rows_come_in_bad_ones_are_named_and_nothing_comes_twice(officer, rina):
    assert "Isi laporan kosong." in send(officer, csv(GOOD, "2;x;;14-05-2026;;", GOOD)).text
    report = IncomingReport.objects.get()
    assert (report.register_number, report.subject, report.unit) == ("6412345", "Joget di loket", "Disdukcapil")
    assert report.received_at.date().isoformat() == "2026-05-14"
    assert "Sudah ada" in send(officer, csv(GOOD)).text
    assert IncomingReport.objects.count() == 1
    assert not rina.notifications.exists()  # who takes them in knows


def refused(page):
    """The rows of the list that the page carries."""
    found = re.search(r'href="data:application/vnd[^;]+;base64,([^"]+)" download="laporan-ditolak.xlsx"', page)
    if found is None:
        return None
    return [[plain(cell) for cell in row] for row in sheet_rows(io.BytesIO(base64.b64decode(found[1])))]


@pytest.mark.parametrize("take", [True, False])
def test_refused_rows_come_back_as_a_list_with_the_reason_of_each(officer, take):
    bad = [
        "2;x;;14-05-2026;Mahardika;",
        ";x;Pegawai joget;;Mahardika;",
        '=HYPERLINK("http://a.id");x;Pegawai joget;@kemarin;Mahardika;',
        f"{'+6' * 150};x;Pegawai joget;;Mahardika;",
    ]
    rows = refused(send(officer, csv(GOOD, *bad), take=take).text)
    assert rows[0] == ["Baris", "Kolom", "Isi", "Kendala"]
    assert rows[1] == ["3", "Isi laporan", "", "Isi laporan kosong."]
    assert rows[2] == ["4", "Nomor register", "", "Nomor register kosong."]
    assert rows[3][:3] == ["5", "Tanggal laporan", "@kemarin"] and "Tulis tanggal" in rows[3][3]
    assert rows[4][:2] == ["6", "Nomor register"] and "paling banyak 200 huruf" in rows[4][3]
    assert rows[4][2].startswith("+6+6") and len(rows[4][2]) < 100
    assert len(rows) == 5 and "Mahardika" not in str(rows)


def test_without_a_refused_row_there_is_no_list(officer):
    page = send(officer, csv(GOOD)).text
    assert "Dimasukkan" in page and refused(page) is None


def test_an_import_that_broke_off_goes_on_where_it_was(officer):
    send(officer, csv(GOOD))
    send(officer, csv(GOOD, GOOD.replace("6412345", "6412346")))
    assert IncomingReport.objects.count() == 2


def test_the_same_number_of_another_channel_is_another_report(officer):
    send(officer, csv(GOOD))
    send(officer, csv(GOOD), channel="WBS")
    assert IncomingReport.objects.count() == 2


def test_reporters_are_kept_apart_and_shown_in_no_result(officer):
    assert "Mahardika" not in send(officer, csv(GOOD)).text
    assert Reporter.objects.get().name == "Mahardika"
    assert "Mahardika" not in officer.get("/incoming/").text


def test_a_workbook_with_numbers_as_numbers_is_read(officer):
    send(officer, workbook(("Tracking ID", "Isi Laporan"), (6412345.0, "Pegawai joget"), (6412345.0, "Pegawai joget")))
    assert IncomingReport.objects.get().register_number == "6412345"


@pytest.mark.parametrize(
    "number", ["1,98504E+17", "1.98504e+17", "198.504.122.010.012.001", "198504122010012001,00", "####"]
)
def test_two_reports_that_look_alike_since_digits_are_lost_are_both_refused(officer, number):
    page = send(officer, csv(GOOD.replace("6412345", number), GOOD.replace("6412345", number))).text
    assert [(row[0], row[1]) for row in refused(page)[1:]] == [("2", "Nomor register"), ("3", "Nomor register")]
    assert not IncomingReport.objects.exists()


def test_a_long_number_of_a_workbook_is_refused_by_its_cell(officer):
    rows = [("Tracking ID", "Isi Laporan", "No HP"), (1.98504122010012e17, "Pegawai joget", ""),
            ("7", "Pegawai joget lagi", 6.2812345678901e15)]  # fmt: skip
    page = send(officer, workbook(*rows)).text
    assert [(row[0], row[1], row[2]) for row in refused(page)[1:]] == [
        ("2", "Nomor register", "1.98504E+17"), ("3", "Kontak", ""),
    ]  # fmt: skip
    assert not IncomingReport.objects.exists()


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("x.csv", b"\xff\xfe\x00rubbish"),
        SimpleUploadedFile("x.xlsx", b"PK\x03\x04rubbish"),
        csv("1;2", head="Nama;Alamat"),
    ],
)
def test_what_is_no_export_is_refused_in_place(officer, file):
    assert send(officer, file).status_code == 422
    assert not IncomingReport.objects.exists()


def mail(text="Pegawai joget di loket", html="", files=(), key="<1@contoh.id>", **headers):
    message = EmailMessage()
    message["From"], message["Subject"] = "Mahardika <mahardika@contoh.id>", "Pengaduan"
    if key:
        message["Message-ID"] = key
    for name, value in headers.items():
        message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for content, kind in files:
        major, _slash, minor = kind.partition("/")
        message.add_attachment(content, maintype=major, subtype=minor, filename="Mahardika.jpg")
    return SimpleUploadedFile("surat.eml", message.as_bytes())


def test_a_mail_becomes_a_report_with_its_files_and_without_its_sender(officer):
    sent = mail(files=[(photo().read(), "image/jpeg"), (b"MZ\x90", "application/octet-stream")])
    page = officer.post(PATH, {"file": sent, "channel": "EMAIL"}, follow=True).text
    report = IncomingReport.objects.get()
    assert (report.channel, report.subject, report.text) == ("EMAIL", "Pengaduan", "Pegawai joget di loket")
    assert ReportFile.objects.get().content_type == "image/jpeg" and "1 lampirannya tidak dapat diterima" in page
    assert "mahardika" not in page.lower()
    assert "mahardika@contoh.id" in Reporter.objects.get().contact


def test_the_number_of_a_mail_which_names_its_senders_computer_is_shown_nowhere(officer, rina, dinas_a):
    sent = mail(key="<1@laptop-mahardika.example>")
    report = officer.post(PATH, {"file": sent, "channel": "EMAIL"}).url
    words = {"submission": str(uuid.uuid4()), "agency": dinas_a.pk, "summary": "Joget berseragam di loket"}
    pages = [officer.get(path).text for path in ("/incoming/", report, f"{report}accept/")]
    case = officer.post(f"{report}accept/", words).url
    pages += [officer.get(path).text for path in (case, report)]
    assert all("Surel pengaduan" in page for page in pages[:2]) and "laptop-mahardika" not in "".join(pages)
    assert "laptop-mahardika" not in Case.objects.get().source_note


def test_the_same_mail_twice_is_one_report(officer):
    first, second = (officer.post(PATH, {"file": mail(), "channel": "EMAIL"}).url for _ in range(2))
    assert first == second and IncomingReport.objects.count() == 1


def test_a_mail_in_html_says_its_words_and_runs_nothing(officer):
    only_html = (
        b"From: a@b.id\r\nSubject: x\r\nMessage-ID: <2@b.id>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        b"<style>p{}</style><script>alert(1)</script><p>Pegawai joget</p><p>di loket</p>"
    )
    officer.post(PATH, {"file": SimpleUploadedFile("x.eml", only_html), "channel": "EMAIL"})
    assert IncomingReport.objects.get().text.split() == ["Pegawai", "joget", "di", "loket"]


def nested(depth):
    parts = b"From: a@b.id\r\nMessage-ID: <3@b.id>\r\n"
    for n in range(depth):
        parts += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
    return parts + b"Content-Type: text/plain\r\n\r\nhalo"


@pytest.mark.parametrize(
    "content",
    [
        nested(5000),
        b"rubbish",
        b"From: a@b.id\r\n\r\ntanpa nomor",
        b"Message-ID: <4@b.id>\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n",
        b"Message-ID: <5@b.id>\r\nSubject: =?utf-8?b?////?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x",
        b"\0" * 1000,
    ],
)
def test_hostile_mail_is_refused_or_taken_but_never_breaks_the_page(officer, content):
    answer = officer.post(PATH, {"file": SimpleUploadedFile("x.eml", content), "channel": "EMAIL"})
    assert answer.status_code in (302, 422)


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "raw-unicode-escape", "punycode", "idna", "hex"])
def test_a_charset_of_which_no_text_can_be_kept_is_never_used(officer, charset):
    """The letters stay as they came, for half letters or minutes of work would come of reading them so."""
    head = f"Message-ID: <7@b.id>\r\nSubject: x\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
    sent = SimpleUploadedFile("x.eml", head.encode() + b"isi +2AA- \\ud800")
    assert officer.post(PATH, {"file": sent, "channel": "EMAIL"}).status_code == 302
    assert IncomingReport.objects.get().text == "isi +2AA- \\ud800"


@pytest.mark.parametrize(
    "header",
    ["Content-Type: text/plain; " + "a*0*=x; " * 20_000, "From: " + "a@b.id, " * 20_000,
     "Subject: " + "=?utf-8?q?a?= " * 20_000],
    ids=["parameters", "senders", "encoded words"],
)  # fmt: skip
def test_a_header_that_takes_minutes_to_take_apart_is_refused_at_once(officer, header):
    content = f"Message-ID: <8@b.id>\r\n{header}\r\n\r\nisi".encode()
    began = time.monotonic()
    answer = officer.post(PATH, {"file": SimpleUploadedFile("x.eml", content), "channel": "EMAIL"})
    assert answer.status_code == 422
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("burden", ["<a ", "<!", "<!--", "<script>", "</", "<?", "<![CDATA[", "&", "<p a='"])
def test_a_page_that_never_ends_is_read_at_once(burden):
    began = time.monotonic()
    words_of(burden * 100_000)
    assert time.monotonic() - began < 2


def test_a_page_says_what_its_reader_sees():
    page = (
        "<head><title>x</title><style>p{}</style></head><!-- <p>rahasia</p> --><p class='a'>1 < 2 &amp; 3</p>"
        "<!--[if mso]>y<![endif]--><SCRIPT>alert('<p>z</p>')</SCRIPT><br/>akhir"
    )
    assert words_of(page).split() == ["1", "<", "2", "&", "3", "akhir"]


def test_a_mail_too_large_is_refused(officer):
    big = SimpleUploadedFile("x.eml", b"Message-ID: <6@b.id>\r\n\r\n" + b"a" * 25 * 1024 * 1024)
    assert officer.post(PATH, {"file": big, "channel": "EMAIL"}).status_code == 422
    assert not default_storage.exists("reports") or not default_storage.listdir("reports")[1]


def test_officers_of_agencies_take_nothing_in(client, sari, dewi, putri):
    for user in (sari, dewi, putri):
        client.force_login(user)
        assert client.post(PATH, {"submission": str(uuid.uuid4())}).status_code == 404
