"""Past sanctions from the national system: all rows or none are imported."""

import datetime as dt
import io
import uuid

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import PastSanction
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.staff_record.national_history import HEADINGS, Refused, import_history
from lib.sheets.problems import SheetError
from tests import factories
from tests.samples.sheets import as_workbook

pytestmark = pytest.mark.django_db
HEAD = ",".join(HEADINGS)


@pytest.fixture
def row(budi):
    """A right row; named cells may be replaced."""

    def written(**over):
        cells = dict(zip(HEADINGS, (budi.nip, "7", "SK/7/2023", "10-01-2023", "31-01-2023", "31-01-2024"), strict=True))
        return ",".join((cells | over).values())

    return written


def take(by, now, *rows, head=HEAD):
    return import_history(actor=by, at=now, file=io.BytesIO("\n".join([head, *rows]).encode()))


def test_a_sheet_is_taken_over_with_the_sanction_that_its_code_means(rina, budi, now, row):
    assert take(rina, now, row(), row(skNomor="SK/8/2023", jenisHukumanId="2", akhirHukumanTanggal="")) == 2
    light, moderate = PastSanction.objects.order_by("-pk")
    assert (moderate.sanction_type.code, moderate.starts_on) == ("PNS-S2T", dt.date(2023, 1, 31))
    assert (light.sanction_type.code, light.ends_on) == ("PNS-R2", light.starts_on)


def test_an_unknown_code_is_refused_with_the_code_the_row_and_the_rule_and_nothing_is_written(rina, now, row):
    with pytest.raises(Refused, match="Pasal 39 PP 94/2021") as refused:
        take(rina, now, row(), row(skNomor="SK/9", jenisHukumanId="99"), row(skNomor="SK/10", jenisHukumanId=""))
    assert [problem[:9] for problem in refused.value.problems] == ["Baris 3: ", "Baris 4: "]
    assert "“99” tidak dikenal SIASN (Pasal 39 PP 94/2021)" in refused.value.problems[0]
    assert not PastSanction.objects.exists()


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"nip": "198504122010011999"}, "tidak tercatat"),
        ({"nip": "198504122010019999"}, "angka ke-15"),
        ({"nip": ""}, "NIP kosong tidak tercatat"),
        ({"skTanggal": "kemarin"}, "Tulis tanggal"),
        ({"skTanggal": ""}, "kosong"),
        ({"hukumanTanggal": "01-01-2023"}, "tidak berurutan"),
        ({"akhirHukumanTanggal": "01-01-2023"}, "tidak berurutan"),
        ({"skTanggal": "01-01-2090", "hukumanTanggal": "01-01-2090", "akhirHukumanTanggal": ""}, "setelah hari ini"),
        ({"skNomor": ""}, "nomor SK kosong"),
        ({"skNomor": "x" * 81}, "terlalu panjang"),
    ],
)
def test_a_row_that_is_not_right_is_refused(rina, now, row, over, said):
    with pytest.raises(Refused) as refused:
        take(rina, now, row(**over))
    assert said in refused.value.problems[0]


@pytest.mark.parametrize(
    "typed",
    ["1.98504E+17", "1,98504122010012E+17", "198504122010012000", "198.504.122.010.012.001", "198504122010012001.0",
     "198504122010012001,00", "#######", "#N/A", 198504122010012001.0],
)  # fmt: skip
def test_a_number_that_lost_its_last_digits_names_nobody_else(rina, budi, now, row, typed):
    """The nearest number that a spreadsheet keeps is the number of another person."""
    neighbour = factories.make_employee("Tetangga", agency=budi.employments.get().agency)
    neighbour.nip = "198504122010012000" if isinstance(typed, str) else f"{198504122010012001.0:.0f}"
    neighbour.save()
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADINGS)
        cells = row().split(",")
        page.write(1, 0, typed) if isinstance(typed, float) else page.write_string(1, 0, typed)
        page.write_row(1, 1, cells[1:])
    with pytest.raises(Refused) as refused:
        import_history(actor=rina, at=now, file=content)
    assert "hilang" in refused.value.problems[0] or "Lebarkan" in refused.value.problems[0]
    assert not PastSanction.objects.exists()


def test_a_cover_page_a_title_and_two_rows_of_headings_are_passed_over(rina, budi, now):
    """As every other sheet is read."""
    head = [["RIWAYAT HUKUMAN"], [], ["NIP", "jenisHukumanId", "SK", "", "Hukuman", ""],
            ["", "", "Nomor", "Tanggal", "TMT", "Akhir"]]  # fmt: skip
    file = as_workbook([*head, [f"NIP {budi.nip}", "7", "SK/7/2023", "10-01-2023", "31-Jan-2023", "-"]], cover=True)
    assert import_history(actor=rina, at=now, file=file) == 1
    assert PastSanction.objects.get().starts_on == dt.date(2023, 1, 31)


def test_two_decrees_that_look_alike_since_digits_are_lost_are_both_refused(rina, now, row):
    with pytest.raises(Refused, match="2 baris") as refused:
        take(rina, now, row(skNomor="8.00165E+15"), row(skNomor="8.00165E+15"))
    assert all("digit akhirnya hilang" in problem for problem in refused.value.problems)


def test_days_are_read_as_in_every_other_sheet(rina, now, row):
    assert take(rina, now, row(skTanggal="10 Januari 2023", hukumanTanggal="31-Jan-2023", akhirHukumanTanggal="45322"))
    taken = PastSanction.objects.get()
    assert (taken.decided_on, taken.starts_on, taken.ends_on) == (
        dt.date(2023, 1, 10), dt.date(2023, 1, 31), dt.date(2024, 1, 31),
    )  # fmt: skip


def test_a_code_of_another_category_or_another_time_is_refused(rina, dinas_a, now, row):
    pppk = factories.make_employee("Citra", agency=dinas_a, category="PPPK")
    with pytest.raises(Refused) as refused:
        take(rina, now, row(nip=pppk.nip), row(jenisHukumanId="23"))
    assert "tidak berlaku bagi PPPK" in refused.value.problems[0]
    assert "berkode 23 tidak berlaku bagi PNS" in refused.value.problems[1]


def test_a_decree_is_taken_over_once(rina, now, row):
    with pytest.raises(Refused, match="1 baris"):
        take(rina, now, row(), row())
    take(rina, now, row())
    with pytest.raises(Refused):
        take(rina, now, row())


def test_somebody_of_another_government_is_not_known(budi, now, row):
    elsewhere = factories.make_government("Kota Lain", "kota-lain")
    with pytest.raises(Refused, match="1 baris"):
        take(factories.make_user("lain", "BKPSDM", elsewhere), now, row())


def test_only_bkpsdm_imports_and_not_about_themselves(sari, putri, rina, budi, now, row):
    for user in (sari, putri):
        with pytest.raises(NotAllowed):
            take(user, now, row())
    rina.employee = budi
    with pytest.raises(Refused) as refused:
        take(rina, now, row())
    assert "petugas lain" in refused.value.problems[0]


def test_a_file_without_the_columns_or_rows_or_that_is_no_sheet_is_refused(rina, now):
    with pytest.raises(SheetError, match="jenisHukumanId, skNomor, skTanggal, hukumanTanggal"):
        take(rina, now, "1,2", head="nip,nama")
    with pytest.raises(RuleViolation, match="tidak memuat baris"):
        take(rina, now)
    with pytest.raises(SheetError):
        import_history(actor=rina, at=now, file=io.BytesIO(b"PK\3\4kaput"))


def test_a_workbook_is_taken_over_by_the_page(client, rina, budi):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, [budi.nip, 7, "SK/7/2023", "10-01-2023", "31-01-2023", "31-01-2024"])
    client.force_login(rina)
    sent = {"submission": str(uuid.uuid4()), "file": SimpleUploadedFile("riwayat.xlsx", stream.getvalue())}
    assert client.post("/people/sanctions/", sent).status_code == 302
    assert PastSanction.objects.get().employee == budi


def test_the_page_says_what_was_read_of_the_sheet_and_what_was_not(client, rina, budi, row):
    client.force_login(rina)

    def send(*rows):
        text = "\n".join([f"{HEAD},Catatan", *(f"{row},x" for row in rows)])
        file = SimpleUploadedFile("riwayat.csv", text.encode())
        return client.post("/people/sanctions/", {"submission": str(uuid.uuid4()), "file": file}, follow=True).text

    refused = send(row(jenisHukumanId="99"))
    assert "Yang dibaca dari berkas ini" in refused and "Kolom yang tidak dibaca: Catatan" in refused
    assert "Kolom yang tidak dibaca: Catatan." in send(row())


def test_the_page_names_every_wrong_row(client, rina, row):
    client.force_login(rina)
    text = "\n".join([HEAD, row(jenisHukumanId="99"), row(nip="1")])
    sent = {"submission": str(uuid.uuid4()), "file": SimpleUploadedFile("riwayat.csv", text.encode())}
    answer = client.post("/people/sanctions/", sent)
    assert answer.status_code == 422
    assert (
        "Baris 2: kode jenis hukuman “99”" in answer.text
        and "Baris 3: nip “1”: NIP terdiri atas 18 angka" in answer.text
    )
