"""Recording an incident: what is recognised, what is refused and how, and what stays typed."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Case, EvidenceItem, HoursClaim, IncidentDate, Post, Reporter, Submission
from cases.web.forms.fields import read_clock
from lib.sheets.indonesian_days import read_day
from tests import factories

pytestmark = pytest.mark.django_db

PLACE = "/incidents/new/"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
LINK = "https://www.tiktok.com/@panglima.nipah/video/7300000000000000000"


@pytest.fixture
def send(client, sari, dinas_a):
    def post(user=sari, **fields):
        client.force_login(user)
        return client.post(PLACE, {"submission": str(uuid.uuid4()), "agency": dinas_a.pk} | fields)

    return post


def saved(response):
    assert response.status_code == 302, response.text
    return Case.objects.get()


def refused(response, message):
    assert response.status_code == 422
    assert message in response.text
    assert not Case.objects.exists()
    assert not Submission.objects.exists()


def test_the_page_begins_with_the_account_s_own_agency(client, sari, dinas_a, dinas_b):
    client.force_login(sari)
    page = client.get(PLACE).text
    assert f'<option value="{dinas_a.pk}" selected>' in page
    assert "Dinas B" not in page


def test_a_link_is_enough(send):
    case = saved(send(links=f"lihat ini {LINK}?_r=1&_t=8x 😂"))
    post = Post.objects.get()
    assert (post.url, post.platform, post.account, post.part) == (LINK, "TIKTOK", "@panglima.nipah", "ORIGINAL")
    assert case.number.startswith("KS-")


def test_the_number_and_the_next_step_are_said_after_saving(client, send):
    case = saved(send(summary=factories.SENTENCE))
    page = client.get(f"/cases/{case.number}/").text
    assert f"Laporan tersimpan dengan nomor {case.number}. Berikutnya: kenali terlapor." in page


def test_a_file_is_enough(send):
    case = saved(send(files=[SimpleUploadedFile("layar.png", PNG), SimpleUploadedFile("dua.png", PNG + b"1")]))
    assert EvidenceItem.objects.filter(case=case).count() == 2


def test_neither_link_nor_file_nor_sentence_is_refused_and_keeps_what_was_typed(send):
    response = send(summary="pendek", place="Loket 3")
    refused(response, "Masukkan tautan, unggah bukti, atau tulis ringkasan minimal 20 huruf.")
    assert "Loket 3" in response.text
    assert "pendek" in response.text


@pytest.mark.parametrize("text", ["htp://tiktok", "tidak ada tautan", "https://", "http://[::1"])
def test_a_bad_link_is_refused(send, text):
    refused(send(links=text), "Tautan tidak dikenali. Salin dari tombol Bagikan di aplikasi, lalu tempel di sini.")


def test_a_future_date_is_refused(send):
    tomorrow = dt.date.today() + dt.timedelta(days=3)
    response = send(summary=factories.SENTENCE, recorded=f"{tomorrow:%d/%m/%Y}")
    refused(response, "Waktu kejadian tidak boleh setelah sekarang")
    assert f"{tomorrow:%d/%m/%Y}" in response.text


def test_a_date_that_does_not_exist_is_refused(send):
    refused(send(summary=factories.SENTENCE, recorded="31/11/2025"), "Tanggal 31/11/2025 tidak ada")


def test_a_date_is_said_back_in_words(send):
    response = send(summary="pendek", recorded="5/3/2026 14.05")
    assert "Terbaca: Kamis, 5 Maret 2026 14.05 WIB" in response.text


def test_an_unknown_agency_is_refused(send):
    refused(send(summary=factories.SENTENCE, agency=999999), "Pilih perangkat daerah.")


def test_another_agency_is_refused_to_an_officer(send, dinas_b):
    refused(send(summary=factories.SENTENCE, agency=dinas_b.pk), "Pilih perangkat daerah.")


def test_a_short_nip_is_refused_with_its_length(send):
    response = send(summary=factories.SENTENCE, people="19850412201001100")
    refused(response, "NIP terdiri atas 18 angka. Anda menulis 17.")
    assert "19850412201001100" in response.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [("1985041220100110O3", "huruf O pada angka ke-17"), ("l98504122010011003", "huruf l pada angka ke-1"),
     ("198504122010I11003", "ke-13"), ("NIP 19850412 2010O1 1 003", "ke-13"),
     ("1985041220100110０３0", "Anda menulis 19")],
)  # fmt: skip
def test_a_letter_that_stands_for_a_digit_is_named_by_its_place(send, typed, told):
    assert told in send(people=typed).text


FULL_WIDTH = {48 + n: 0xFF10 + n for n in range(10)}


@pytest.mark.parametrize("write", [lambda nip: f"NIP. {nip}", lambda nip: nip.translate(FULL_WIDTH), "\u200e{}".format])
def test_a_nip_is_found_with_its_name_before_it_and_in_full_width(send, budi, write):
    case = saved(send(summary=factories.SENTENCE, people=write(budi.nip)))
    assert str(case.respondents.get()) == "Budi"


def test_a_nip_of_nobody_is_refused(send):
    refused(send(summary=factories.SENTENCE, people="198504122010011999"), "Tidak ada pegawai dengan nomor")


def test_people_are_found_by_nip_and_by_unique_name(send, budi, wati):
    case = saved(send(summary=factories.SENTENCE, people=f"{budi.number}\nwati", unknown="Batik biru\n\nBerkacamata"))
    assert {str(respondent) for respondent in case.respondents.all()} == {
        "Budi", "Wati", "Belum dikenal: Batik biru", "Belum dikenal: Berkacamata",
    }  # fmt: skip


def test_a_name_of_several_lists_them_with_their_numbers(send, dinas_a, budi):
    other = factories.make_employee("Budi", agency=dinas_a)
    response = send(summary=factories.SENTENCE, people="Budi")
    refused(response, "Ada beberapa")
    assert budi.number in response.text
    assert other.number in response.text


def test_an_officer_finds_people_of_other_agencies_by_number_only(send, dinas_b):
    stranger = factories.make_employee("Tini", agency=dinas_b)
    refused(send(summary=factories.SENTENCE, people="Tini"), "tidak ditemukan")
    assert saved(send(summary=factories.SENTENCE, people=stranger.nip)).respondents.get().employee == stranger


def test_the_four_dates_keep_their_precision(send, sari):
    case = saved(
        send(
            summary=factories.SENTENCE, recorded_before="2/9/2021", uploaded="27 Maret 2026 14.05",
            viral="28-3-26", viral_estimate="on", reported_after="1/3/2026", reported_before="3/3/2026",
        )
    )  # fmt: skip
    dates = {date.kind: date for date in IncidentDate.objects.filter(incident__case=case)}
    assert {kind: date.precision for kind, date in dates.items()} == {
        "RECORDED": "BOUNDS", "UPLOADED": "TIME", "VIRAL": "ESTIMATE", "REPORTED": "BOUNDS",
    }  # fmt: skip
    assert dates["UPLOADED"].earliest_at.astimezone(sari.agency.zone).isoformat() == "2026-03-27T14:05:00+07:00"


def test_exposer_and_uploader_stand_apart(send):
    case = saved(
        send(
            links="https://vt.tiktok.com/ZSa/", original_account="@guru", exposing_links="https://x.com/viral/status/1"
        )
    )
    posts = {post.part: post.account for post in Post.objects.filter(incident__case=case)}
    assert posts == {"ORIGINAL": "@guru", "EXPOSING": "@viral"}


def test_an_account_without_a_link_stands_on_its_own(send):
    case = saved(send(original_platform="TIKTOK", exposing_account="@viral", exposing_platform="TIKTOK"))
    posts = Post.objects.filter(incident__case=case).values_list("part", "platform", "account", "url")
    assert set(posts) == {("ORIGINAL", "TIKTOK", "", ""), ("EXPOSING", "TIKTOK", "@viral", "")}


def test_reporter_and_claim_are_kept(send):
    claim = {"claimed_by": "LSM", "within_hours": "yes", "claim_source": "Surat"}
    saved(send(summary=factories.SENTENCE, reporter_name="Warga", **claim))
    assert Reporter.objects.get().name == "Warga"
    assert HoursClaim.objects.get().within_hours is True


def test_an_administrator_records_nothing(client, putri):
    client.force_login(putri)
    assert client.get(PLACE).status_code == 403


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("27/3/2026", dt.date(2026, 3, 27)),
        ("05/03/2026", dt.date(2026, 3, 5)),
        ("27-3-26", dt.date(2026, 3, 27)),
        ("27.3.2026", dt.date(2026, 3, 27)),
        ("27 Maret 2026", dt.date(2026, 3, 27)),
        ("Jumat, 27 Mar 26", dt.date(2026, 3, 27)),
        ("5 Agu 2026", dt.date(2026, 8, 5)),
        ("2026-03-27", dt.date(2026, 3, 27)),
        ("27/3", dt.date(2026, 3, 27)),
        ("24 Desember", dt.date(2025, 12, 24)),
        ("kemarin", dt.date(2026, 11, 21)),
        ("Hari ini", dt.date(2026, 11, 22)),
    ],
)
def test_days_are_read_as_people_write_them(text, day):
    assert read_day(text, dt.date(2026, 11, 22)) == day


@pytest.mark.parametrize(
    "text", ["27/3/2026 14.05", "27-3-26 14:05", "kemarin pukul 14.05", "27 Maret 2026, 14.05 WIB"]
)
def test_the_clock_is_read_off_the_end(text):
    assert read_clock(text)[1] == dt.time(14, 5)
