"""Past sanctions from the national system: good rows in, bad rows back with the reason, nothing twice."""

import base64
import datetime as dt
import io
import re

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import PastSanction
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.staff_record import national_history
from cases.staff_record.national_history import HEADINGS, import_history
from lib.sheets.problems import SheetError
from lib.sheets.tables import sheet_rows
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


def refused(by, now, *rows):
    """What is said of rows that are all refused."""
    outcome = take(by, now, *rows)
    assert (outcome.taken, outcome.known, len(outcome.problems)) == (0, 0, len(rows))
    return [problem.message for problem in outcome.problems]


def test_a_sheet_is_taken_over_with_the_sanction_that_its_code_means(rina, budi, now, row):
    assert take(rina, now, row(), row(skNomor="SK/8/2023", jenisHukumanId="2", akhirHukumanTanggal="")).taken == 2
    light, moderate = PastSanction.objects.order_by("-pk")
    assert (moderate.sanction_type.code, moderate.starts_on) == ("PNS-S2T", dt.date(2023, 1, 31))
    assert (light.sanction_type.code, light.ends_on) == ("PNS-R2", light.starts_on)


def test_good_rows_come_in_and_bad_ones_come_back_with_the_row_the_cell_and_the_rule(rina, now, row):
    outcome = take(rina, now, row(), row(skNomor="SK/9", jenisHukumanId="99"), row(skNomor="SK/10", jenisHukumanId=""))
    assert (outcome.taken, PastSanction.objects.get().decree_number) == (1, "SK/7/2023")
    found = [(problem.row, problem.column, problem.value) for problem in outcome.problems]
    assert found == [(3, "jenisHukumanId", "99"), (4, "jenisHukumanId", "")]
    assert "“99” tidak dikenal SIASN (Pasal 39 PP 94/2021)" in outcome.problems[0].message


@pytest.mark.parametrize("bad", [1, 30])
def test_the_refused_rows_come_back_as_a_workbook(rina, now, row, bad):
    outcome = take(rina, now, row(), *[row(nip="=1+1", skNomor=f"SK/{n}") for n in range(bad)])
    head, *lines = sheet_rows(io.BytesIO(outcome.rejects()))
    assert head == ["Baris", "Kolom", "Isi", "Kendala"] and len(lines) == bad
    assert (int(lines[0][0]), lines[0][1], lines[0][2]) == (3, "nip", "=1+1")


def test_a_sheet_that_was_put_right_is_sent_again_and_nothing_comes_twice(rina, now, row):
    take(rina, now, row(), row(skNomor="SK/8", jenisHukumanId="99"))
    again = take(rina, now, row(), row(skNomor="SK/8"))
    assert (again.taken, again.known, again.problems) == (1, 1, [])
    assert PastSanction.objects.count() == 2


@pytest.mark.parametrize(
    "over",
    [{"jenisHukumanId": "2"}, {"skTanggal": "09-01-2023"}, {"hukumanTanggal": "30-01-2023"},
     {"akhirHukumanTanggal": "30-01-2024"}, {"akhirHukumanTanggal": ""}],
)  # fmt: skip
def test_a_decree_that_says_something_else_is_never_taken_for_the_one_that_is_there(rina, now, row, over):
    take(rina, now, row())
    assert refused(rina, now, row(**over)) == ["Nomor SK sudah tercatat dengan isi lain."]
    assert PastSanction.objects.count() == 1


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
        ({"skNomor": ""}, "Nomor SK kosong"),
        ({"skNomor": "x" * 81}, "terlalu panjang"),
    ],
)
def test_a_row_that_is_not_right_is_refused(rina, now, row, over, said):
    assert said in refused(rina, now, row(**over))[0]


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
    (problem,) = import_history(actor=rina, at=now, file=content).problems
    assert "hilang" in problem.message or "Lebarkan" in problem.message
    assert not PastSanction.objects.exists()


def test_a_cover_page_a_title_and_two_rows_of_headings_are_passed_over(rina, budi, now):
    """As every other sheet is read."""
    head = [["RIWAYAT HUKUMAN"], [], ["NIP", "jenisHukumanId", "SK", "", "Hukuman", ""],
            ["", "", "Nomor", "Tanggal", "TMT", "Akhir"]]  # fmt: skip
    file = as_workbook([*head, [f"NIP {budi.nip}", "7", "SK/7/2023", "10-01-2023", "31-Jan-2023", "-"]], cover=True)
    assert import_history(actor=rina, at=now, file=file).taken == 1
    assert PastSanction.objects.get().starts_on == dt.date(2023, 1, 31)


def test_two_decrees_that_look_alike_since_digits_are_lost_are_both_refused(rina, now, row):
    said = refused(rina, now, row(skNomor="8.00165E+15"), row(skNomor="8.00165E+15"))
    assert all("digit akhirnya hilang" in message for message in said)


def test_days_are_read_as_in_every_other_sheet(rina, now, row):
    assert take(
        rina, now, row(skTanggal="10 Januari 2023", hukumanTanggal="31-Jan-2023", akhirHukumanTanggal="45322")
    ).taken
    taken = PastSanction.objects.get()
    assert (taken.decided_on, taken.starts_on, taken.ends_on) == (
        dt.date(2023, 1, 10), dt.date(2023, 1, 31), dt.date(2024, 1, 31),
    )  # fmt: skip


def test_a_code_of_another_category_or_another_time_is_refused(rina, dinas_a, now, row):
    pppk = factories.make_employee("Citra", agency=dinas_a, category="PPPK")
    of_pppk, of_pns = refused(rina, now, row(nip=pppk.nip), row(jenisHukumanId="23"))
    assert "tidak berlaku bagi PPPK" in of_pppk
    assert "berkode 23 tidak berlaku bagi PNS" in of_pns


def test_a_decree_is_taken_over_once(rina, now, row):
    for counts in ((1, 1), (0, 2)):
        outcome = take(rina, now, row(), row())
        assert (outcome.taken, outcome.known, outcome.problems) == (*counts, [])
    assert PastSanction.objects.count() == 1


def test_somebody_of_another_government_is_not_known(budi, now, row):
    elsewhere = factories.make_government("Kota Lain", "kota-lain")
    assert refused(factories.make_user("lain", "BKPSDM", elsewhere), now, row())


def test_only_bkpsdm_imports_and_not_about_themselves(sari, putri, rina, budi, now, row):
    for user in (sari, putri):
        with pytest.raises(NotAllowed):
            take(user, now, row())
    rina.employee = budi
    assert "petugas lain" in refused(rina, now, row())[0]


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
    for _twice in range(2):
        sent = {"file": SimpleUploadedFile("riwayat.xlsx", stream.getvalue())}
        assert client.post("/people/sanctions/", sent).status_code == 200
    assert PastSanction.objects.get().employee == budi


def test_the_page_says_what_was_read_of_the_sheet_and_what_was_not(client, rina, budi, row):
    client.force_login(rina)

    def send(*rows):
        text = "\n".join([f"{HEAD},Catatan", *(f"{row},x" for row in rows)])
        file = SimpleUploadedFile("riwayat.csv", text.encode())
        return client.post("/people/sanctions/", {"file": file}).text

    for page in (send(row(jenisHukumanId="99")), send(row())):
        assert "Yang dibaca dari berkas ini" in page and "Kolom yang tidak dibaca: Catatan" in page


def test_the_page_names_every_wrong_row_and_hands_out_their_list(client, rina, row):
    client.force_login(rina)
    text = "\n".join([HEAD, row(jenisHukumanId="99"), row(nip="1"), row()])
    answer = client.post("/people/sanctions/", {"file": SimpleUploadedFile("riwayat.csv", text.encode())})
    said = " ".join(answer.text.split())
    assert "Baris 2, jenisHukumanId “99”: Kode jenis hukuman “99”" in said
    assert "Baris 3, nip “1”: NIP terdiri atas 18 angka" in said
    (book,) = re.findall(r'href="data:[^"]*;base64,([^"]+)" download="riwayat-hukuman-ditolak.xlsx"', answer.text)
    assert len(list(sheet_rows(io.BytesIO(base64.b64decode(book))))) == 3
    assert PastSanction.objects.count() == 1


def test_more_rows_than_a_file_may_have_are_refused_before_any_is_taken(client, rina, row, monkeypatch):
    monkeypatch.setattr(national_history, "MOST_ROWS", 2)
    client.force_login(rina)
    text = "\n".join([HEAD, row(), row(skNomor="SK/8")])
    answer = client.post("/people/sanctions/", {"file": SimpleUploadedFile("riwayat.csv", text.encode())})
    assert answer.status_code == 422 and "Paling banyak 2 baris" in answer.text
    assert not PastSanction.objects.exists()
