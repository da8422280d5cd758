"""The page for citizens: closed until a day is set, without cookie or stored address, and limited against abuse."""

import re
import uuid

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.evidence.file_types import ACCEPTED
from cases.models import IncomingReport, Notification, Reporter, ReportFile, ReportMessage
from cases.reports import attachments as report_files
from cases.reports import citizen_page as report_page
from cases.reports import incoming, receipt_codes
from cases.reports.views import citizen_page
from cases.reports.views.citizen_page import CODES_PER_HOUR, REPORTS_PER_HOUR
from cases.web import rate_limit as rate
from cases.web.limits import DAY
from tests.samples.pictures import photo

pytestmark = pytest.mark.django_db
TEXT = "Pegawai berseragam siaran langsung di loket saat orang mengantre"
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b")
FOLLOW = "/lapor/ikuti/"


@pytest.fixture(autouse=True)
def counted_apart(monkeypatch):
    monkeypatch.setattr(caches["default"], "key_prefix", uuid.uuid4().hex)


@pytest.fixture
def door(city, now):
    """The page of the city, open since today."""
    city.reports_from = city.local_date(now)
    city.save()
    return f"/lapor/{city.region}/"


def tell(client, door, key=None, REMOTE_ADDR="203.0.113.1", **over):
    return client.post(door, {"text": TEXT, "submission": str(key or uuid.uuid4())} | over, REMOTE_ADDR=REMOTE_ADDR)


def code_in(answer):
    assert answer.status_code == 200, answer.status_code
    return CODE.search(answer.text.split("</h1>")[1]).group()


def test_there_is_no_page_until_a_government_opens_one(client, city):
    for path in ("/lapor/", FOLLOW, f"/lapor/{city.region}/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"text": TEXT, "code": "x"}).status_code == 404
    assert not IncomingReport.objects.exists()


def test_it_is_open_from_its_first_day_to_its_last_and_receipts_work_on(client, door, city, now):
    code = code_in(tell(client, door))
    city.reports_from = city.reports_until = city.local_date(now) - (city.local_date(now) - city.reports_from)
    city.save()
    assert client.get(door).status_code == 200
    for first, last in ((1, None), (-9, -1)):
        city.reports_from = city.local_date(now).fromordinal(city.local_date(now).toordinal() + first)
        city.reports_until = last and city.local_date(now).fromordinal(city.local_date(now).toordinal() + last)
        city.save()
        assert client.get(door).status_code == 404
        assert tell(client, door).status_code == 404
    assert client.post(FOLLOW, {"code": code}).status_code == 200


def test_the_first_page_leads_to_the_only_open_government(client, door, city):
    assert client.get("/lapor/").url == door


def test_visitors_get_no_cookie_and_leave_no_session_and_no_address(client, door):
    code = code_in(tell(client, door, REMOTE_ADDR="203.0.113.77"))
    client.post(FOLLOW, {"code": code, "act": "add", "text": "Tambahan", "submission": str(uuid.uuid4())})
    for path in ("/lapor/", door, FOLLOW):
        client.get(path)
    assert not client.cookies
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT to_jsonb(r)::text FROM cases_incomingreport r")
        assert "203.0.113.77" not in cursor.fetchone()[0]


def test_counting_keeps_no_address_in_redis(client, door):
    client.post(door, {"text": TEXT}, REMOTE_ADDR="203.0.113.77")
    shared = caches["default"]._cache.get_client()
    keys = [key for key in shared.keys("*") if caches["default"].key_prefix.encode() in key]
    assert keys and not any(b"203.0.113" in key for key in keys)
    assert all(0 < shared.ttl(key) <= DAY for key in keys)


def test_a_report_shows_its_code_once_and_the_database_holds_only_a_digest(client, door, rina):
    answer = tell(client, door, unit="Disdukcapil", happened="14 Mei 2026")
    code = code_in(answer)
    report = IncomingReport.objects.get()
    assert (report.channel, report.state, report.text, report.unit) == ("PAGE", "NEW", TEXT, "Disdukcapil")
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(r)::text FROM cases_incomingreport r")
        row = cursor.fetchone()[0]
    assert code not in row and code.replace("-", "") not in row
    assert answer.headers["Cache-Control"] == "no-store"
    assert not Reporter.objects.exists()
    assert Notification.objects.get().recipient == rina
    assert TEXT not in Notification.objects.get().body


def test_the_same_form_again_shows_the_same_code_and_keeps_one_report(client, door):
    key = uuid.uuid4()
    assert code_in(tell(client, door, key)) == code_in(tell(client, door, key, website=""))
    assert IncomingReport.objects.count() == 1
    other = tell(client, door, key, text=TEXT + " dan tertawa")
    assert other.status_code == 409 and "dan tertawa" in other.text
    assert IncomingReport.objects.get().text == TEXT


def test_a_code_is_read_as_people_type_it_and_survives_a_change_of_the_secret(client, door, settings):
    code = code_in(tell(client, door))
    spoken = code.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert client.post(FOLLOW, {"code": spoken}).status_code == 200
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another secret " * 5, [settings.SECRET_KEY]
    assert client.post(FOLLOW, {"code": code}).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.post(FOLLOW, {"code": code}).status_code == 422


def test_codes_carry_eighty_bits_and_never_repeat():
    codes = {receipt_codes.code_of(uuid.uuid4()) for _ in range(2000)}
    assert len(codes) == 2000
    assert all(CODE.fullmatch(code) for code in codes)
    assert set("".join(codes).replace("-", "")) == set(receipt_codes.ALPHABET)


def test_the_office_and_the_reporter_talk_without_a_name(client, door, rina, now):
    code = code_in(tell(client, door))
    report = IncomingReport.objects.get()
    incoming.reply(report=report, actor=rina, at=now, text="Loket yang mana?", key=uuid.uuid4())
    page = client.post(FOLLOW, {"code": code}).text
    assert "Loket yang mana?" in page and str(rina) not in page
    sent = {"code": code, "act": "add", "text": "Loket tiga", "submission": str(uuid.uuid4()), "files": [photo()]}
    assert "Keterangan Anda terkirim" in client.post(FOLLOW, sent).text
    sent["files"] = [photo()]
    client.post(FOLLOW, sent)  # again, as after a lost answer
    assert [(message.by, message.text) for message in report.messages.all()] == [
        (rina, "Loket yang mana?"), (None, "Loket tiga"),
    ]  # fmt: skip
    assert report.files.count() == 1
    assert rina.notifications.count() == 2


def test_the_next_message_has_a_key_of_its_own(client, door):
    code = code_in(tell(client, door))
    key = str(uuid.uuid4())
    page = client.post(FOLLOW, {"code": code, "act": "add", "text": "Pertama", "submission": key}).text
    assert key not in page and 'name="submission"' in page
    wrong = client.post(FOLLOW, {"code": code, "act": "add", "text": "", "submission": key})
    assert wrong.status_code == 422 and key in wrong.text


def test_what_the_office_decided_is_read_by_the_reporter(client, door, rina, now):
    code = code_in(tell(client, door))
    incoming.reject(report=IncomingReport.objects.get(), actor=rina, at=now, reason="Bukan pegawai kota ini.")
    assert "Bukan pegawai kota ini." in client.post(FOLLOW, {"code": code}).text


def test_messages_and_files_are_never_changed(client, door):
    tell(client, door, files=[photo()])
    report = IncomingReport.objects.get()
    message = ReportMessage.objects.create(report=report, text="x", at=report.received_at, key=uuid.uuid4())
    for rows, change in ((ReportMessage, {"text": "y"}), (ReportFile, {"place": 9})):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.objects.update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        message.delete()


def test_a_name_is_asked_only_of_who_wants_to_be_reached_and_kept_apart(client, door, rina):
    tell(client, door, name="Mahardika", contact="0812-0000-0000")
    reporter = Reporter.objects.get()
    assert (reporter.name, reporter.contact, reporter.report) == (
        "Mahardika", "0812-0000-0000", IncomingReport.objects.get(),
    )  # fmt: skip
    client.force_login(rina)
    for path in ("/incoming/", f"/incoming/{reporter.report_id}/", f"/incoming/{reporter.report_id}/accept/"):
        page = client.get(path)
        assert page.status_code == 200
        assert "Mahardika" not in page.text and "0812" not in page.text


# Abuse


def test_guessing_codes_stops_after_a_while_for_all_processes_together(client, door):
    code = code_in(tell(client, door))
    answers = [
        client.post(FOLLOW, {"code": f"{n:016d}"}, REMOTE_ADDR="203.0.113.5").status_code for n in range(CODES_PER_HOUR)
    ]
    assert set(answers) == {422}
    assert client.post(FOLLOW, {"code": code}, REMOTE_ADDR="203.0.113.5").status_code == 429
    assert caches["process"].get("rate:any") is None  # it was Redis that counted, which every process shares
    assert client.post(FOLLOW, {"code": code}, REMOTE_ADDR="203.0.113.6").status_code == 200


def test_reports_of_one_address_are_limited(client, door):
    answers = [tell(client, door, REMOTE_ADDR="203.0.113.5").status_code for _ in range(REPORTS_PER_HOUR + 1)]
    assert answers == [200] * REPORTS_PER_HOUR + [429]
    assert IncomingReport.objects.count() == REPORTS_PER_HOUR


def test_forms_with_errors_do_not_use_up_the_reports_of_an_address(client, door):
    for _each in range(REPORTS_PER_HOUR + 5):
        assert client.post(door, {"text": "x"}, REMOTE_ADDR="203.0.113.5").status_code == 422
    assert tell(client, door, REMOTE_ADDR="203.0.113.5").status_code == 200


def test_empty_forms_exclude_nobody(client, door):
    for n in range(5):
        for _ in range(REPORTS_PER_HOUR):
            client.post(door, {}, REMOTE_ADDR=f"203.0.113.{n}")
    assert tell(client, door, REMOTE_ADDR="203.0.113.99").status_code == 200


def test_many_reports_limit_every_address_but_exclude_nobody(client, door, monkeypatch):
    monkeypatch.setattr(citizen_page, "BUSY", 3)
    answers = [tell(client, door, REMOTE_ADDR="203.0.113.5").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    answers = [tell(client, door, REMOTE_ADDR="203.0.113.6").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_an_ipv6_network_counts_as_one_address(rf):
    lines = {rate.origin_of(rf.get("/", REMOTE_ADDR=f"2001:db8:1:2:{n}::1")) for n in range(4)}
    assert len(lines) == 1


def test_without_redis_the_page_works_and_each_process_counts(client, door, settings):
    gone = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = settings.CACHES | {"default": gone}
    answers = [tell(client, door, REMOTE_ADDR="203.0.113.9").status_code for _ in range(REPORTS_PER_HOUR + 1)]
    assert answers == [200] * REPORTS_PER_HOUR + [429]


def test_a_code_is_looked_up_by_the_digest_of_the_whole_so_that_no_answer_tells_how_much_was_right(client, door):
    code = code_in(tell(client, door))
    asked = []
    for candidate in (code[:-1] + ("0" if code[-1] != "0" else "2"), "0000-0000-0000-0000"):
        with CaptureQueriesContext(connection) as sent:
            assert report_page.find(candidate) is None
        asked.append([query["sql"].replace(receipt_codes.digest(candidate), "…") for query in sent])
        assert candidate[:4] not in "".join(asked[-1])
    assert asked[0] == asked[1] and "…" in asked[0][0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("surat.pdf", b"<script>alert(1)</script>"),
        ("foto.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("foto.jpg", b"MZ\x90\x00" + b"\0" * 200),
        ("laporan.html", b"<!doctype html><html><body onload=alert(1)>"),
        ("../../etc/passwd", b"root:x:0:0"),
        ("arsip.zip", b"PK\x03\x04" + b"\0" * 200),
        ("kosong.jpg", b"\xff\xd8"),
    ],
)
def test_files_that_are_not_what_is_asked_for_are_refused_with_the_whole_form(client, door, name, content, tmp_path):
    answer = tell(client, door, files=[photo(), SimpleUploadedFile(name, content)])
    assert answer.status_code == 422 and TEXT in answer.text
    assert not IncomingReport.objects.exists() and not Notification.objects.exists()
    assert not list(tmp_path.rglob("reports/*"))


def test_files_from_strangers_are_small_few_and_nameless(client, door, rina):
    big = SimpleUploadedFile("besar.jpg", photo().read() + b"\0" * ACCEPTED["image/jpeg"].citizen_limit)
    assert tell(client, door, files=[big]).status_code == 422
    assert tell(client, door, files=[photo((9, n + 9)) for n in range(6)]).status_code == 422
    assert code_in(tell(client, door, files=[photo(name="Mahardika di kantor.jpg"), photo(name="lagi.jpg")]))
    kept = ReportFile.objects.get()  # the same picture twice is once
    assert kept.original_name == f"{kept.report.number}-1.jpg"
    assert "Mahardika" not in str(ReportFile.objects.values().get())
    client.force_login(rina)
    handed = client.get(f"/incoming/files/{kept.pk}/")
    assert handed.headers["Content-Disposition"].startswith("attachment")
    assert handed.headers["X-Content-Type-Options"] == "nosniff"
    assert "Mahardika" not in str(handed.headers) and handed.getvalue()


def test_a_body_beyond_the_limit_is_not_read(client, door, tmp_path):
    answer = client.generic("POST", door, b"x", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(10**10))
    assert answer.status_code == 413
    assert not list(tmp_path.rglob("*"))


def test_markup_is_shown_as_text_to_both_sides(client, door, rina):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    code = code_in(tell(client, door, text=TEXT + evil, unit=evil, happened=evil))
    page = client.post(FOLLOW, {"code": code, "act": "add", "text": evil, "submission": str(uuid.uuid4())}).text
    client.force_login(rina)
    pk = IncomingReport.objects.get().pk
    pages = [page, *(client.get(path).text for path in ("/incoming/", f"/incoming/{pk}/", f"/incoming/{pk}/accept/"))]
    assert all("<script>alert" not in text and "<img src=x" not in text for text in pages)


def test_what_only_programs_fill_in_is_refused_openly(client, door):
    answer = tell(client, door, website="https://spam.example")
    assert answer.status_code == 422 and "Kosongkan kolom" in answer.text
    assert not IncomingReport.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"},
        {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)  # fmt: skip
def test_another_site_cannot_send_the_form_through_its_visitors(door, headers):
    client = Client(enforce_csrf_checks=True, headers=headers)
    assert tell(client, door).status_code == 403
    assert not IncomingReport.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}])
def test_our_own_page_sends_it_without_a_token(door, headers):
    assert tell(Client(enforce_csrf_checks=True, headers=headers), door).status_code == 200


@pytest.mark.parametrize("key", ["", "x", "00000000", "'; DROP TABLE", "\u0000"])
def test_a_form_without_its_key_is_sent_back_with_what_was_typed(client, door, key):
    answer = client.post(door, {"text": TEXT, "submission": key})
    assert answer.status_code == 422 and TEXT in answer.text
    assert not IncomingReport.objects.exists()


def test_a_report_takes_only_so_many_files_in_all(client, door, monkeypatch):
    monkeypatch.setattr(report_files, "MOST_FILES", 2)
    code = code_in(tell(client, door, files=[photo((9, 9))]))
    sent = {"code": code, "act": "add", "text": "Lagi", "submission": str(uuid.uuid4())}
    answer = client.post(FOLLOW, sent | {"files": [photo((9, 20)), photo((9, 30))]})
    assert answer.status_code == 422 and "Paling banyak 2 lampiran" in answer.text
    assert ReportFile.objects.count() == 1 and not ReportMessage.objects.exists()


def test_a_signed_in_officer_sees_the_page_as_everybody_does(client, door, rina):
    client.force_login(rina)
    page = client.get(door).text
    assert reverse("incoming") not in page and str(rina) not in page
