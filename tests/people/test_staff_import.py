"""The payroll from a file: valid rows are imported, invalid ones returned with a reason, nothing twice or in part."""

import datetime as dt
import io
import uuid
import zipfile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.models import Employee, Employment, ListReading, Notification, StaffImport, Status
from cases.people import staff_import
from cases.procedure.refusals import RuleViolation
from lib.sheets.cells import plain
from lib.sheets.problems import Problem
from lib.sheets.rejects import RejectBook
from lib.sheets.tables import sheet_rows
from tests import factories
from tests.samples.payroll import DAY, sheet
from tests.samples.sheets import workbook

ANI, ADE = "198504122010012001", "199001012015011002"
pytestmark = pytest.mark.django_db


def checked(file, actor, now) -> StaffImport:
    row = staff_import.upload(actor=actor, at=now, file=file, valid_on=DAY)
    staff_import.work_off(now)
    row.refresh_from_db()
    return row


def taken_over(file, actor, now) -> StaffImport:
    row = checked(file, actor, now)
    staff_import.confirm(row, actor)
    staff_import.work_off(now)
    row.refresh_from_db()
    return row


def refused(row: StaffImport) -> list[tuple[str, str, str]]:
    """Row, column and reason of each."""
    with row.rejects.open("rb") as file:
        lines = list(sheet_rows(file))
    return [(plain(line[0]), line[1], line[3]) for line in lines[1:]]


def test_the_check_changes_nothing_and_says_what_would_happen(rina, dinas_a, now):
    row = checked(sheet(f"{ANI};Ani;PNS;Dinas A;Guru;01-03-2021"), rina, now)
    assert (row.state, row.rows, row.new_people, row.new_posts, row.rejected) == ("CHECKED", 1, 1, 1, 0)
    assert not Employee.objects.filter(nip=ANI).exists()


def test_good_rows_come_in_and_bad_rows_come_back_with_column_and_reason(rina, dinas_a, now):
    row = taken_over(
        sheet(
            f"{ANI};Ani;PNS;Dinas A;Guru;01-03-2021",
            "1.98504E+17;Edi;PNS;Dinas A;Guru;01-03-2021",
            f"{ADE};Ade;Raja;Dinas A;Guru;01-03-2021",
            f"{ADE};Ade;PNS;Dinas Hantu;Guru;01-03-2021",
            f"{ADE};Ade;PNS;Dinas A;Guru;31-02-2021",
            f"{ADE};;PNS;Dinas A;Guru;",
            f"{ANI};Ani Lagi;PNS;Dinas A;Guru;01-03-2021",
        ),
        rina,
        now,
    )
    assert (row.state, row.rows, row.new_people, row.rejected) == ("DONE", 7, 1, 6)
    assert [(number, column) for number, column, _why in refused(row)] == [
        ("3", "NIP"), ("4", "Status kepegawaian"), ("5", "Unit kerja"),
        ("6", "TMT jabatan"), ("7", "Nama"), ("8", "NIP"),
    ]  # fmt: skip
    assert "angka" in refused(row)[0][2] and "baris 2" in refused(row)[5][2]
    ani = Employee.objects.get(nip=ANI)
    assert ani.name == "Ani"
    assert (ani.employments.get().post, ani.employments.get().starts_on) == ("Guru", dt.date(2021, 3, 1))


def test_a_move_ends_the_old_post_the_day_before_and_keeps_it(rina, dinas_a, dinas_b, now):
    taken_over(sheet(f"{ANI};Ani;PNS;Dinas A;Guru;01-03-2021"), rina, now)
    row = taken_over(sheet(f"{ANI};Ani Baru;PNS;Dinas B;Kepala Seksi;01-06-2026"), rina, now)
    assert (row.new_people, row.renamed, row.new_posts) == (0, 1, 1)
    posts = list(Employment.objects.filter(employee__nip=ANI).values_list("agency__name", "starts_on", "ends_on"))
    assert posts == [
        ("Dinas A", dt.date(2021, 3, 1), dt.date(2026, 5, 31)),
        ("Dinas B", dt.date(2026, 6, 1), None),
    ]


def test_the_same_state_again_changes_nothing(rina, dinas_a, now):
    taken_over(sheet(f"{ANI};Ani;PNS;Dinas A;Guru;01-03-2021"), rina, now)
    row = taken_over(sheet(f"{ANI};Ani;PNS;Dinas A;Guru;01-03-2021", ""), rina, now)
    assert (row.new_people, row.renamed, row.new_posts, row.unchanged) == (0, 0, 0, 1)
    assert Employment.objects.filter(employee__nip=ANI).count() == 1


def test_a_row_cannot_reach_behind_the_post_that_is_known(rina, dinas_a, dinas_b, now):
    taken_over(sheet(f"{ANI};Ani;PNS;Dinas A;Guru;01-03-2021"), rina, now)
    row = taken_over(sheet(f"{ANI};Ani;PNS;Dinas B;Guru;01-03-2020", f"{ADE};Ade;PNS;Dinas B;Guru;"), rina, now)
    assert row.rejected == 1
    assert refused(row)[0][:2] == ("2", "TMT jabatan") and "01-03-2021" in refused(row)[0][2]


def test_the_same_file_twice_is_one_import(rina, dinas_a, now):
    line = f"{ANI};Ani;PNS;Dinas A;Guru;01-03-2021"
    first = taken_over(sheet(line), rina, now)
    again = staff_import.upload(actor=rina, at=now, file=sheet(line), valid_on=DAY)
    assert again == first
    staff_import.work_off(now)
    again.refresh_from_db()
    assert again.state == "DONE"


def test_a_file_can_be_checked_again_after_a_missing_unit_was_added(rina, city, now):
    row = checked(sheet(f"{ANI};Ani;PNS;Dinas C;Guru;01-03-2021"), rina, now)
    assert row.rejected == 1
    with pytest.raises(RuleViolation, match="Tidak ada baris"):
        staff_import.confirm(row, rina)
    factories.make_agency(city, "dinas-c", "Dinas C")
    staff_import.check_again(row, rina)
    staff_import.work_off(now)
    row.refresh_from_db()
    assert (row.state, row.rejected, row.new_people) == ("CHECKED", 0, 1)


def test_two_units_of_one_name_are_told_apart_by_their_path(rina, city, dinas_a, dinas_b, now):
    for parent in (dinas_a, dinas_b):
        factories.make_agency(city, "upt", "UPT", parent=parent)
    row = checked(sheet(f"{ANI};Ani;PNS;UPT;Guru;", f"{ADE};Ade;PNS;dinas-b/upt/;Guru;"), rina, now)
    assert [(number, column) for number, column, _why in refused(row)] == [("2", "Unit kerja")]


def test_a_number_of_another_government_is_not_touched(rina, dinas_a, now):
    other = factories.make_agency(factories.make_government("Kota Lain", "kota-lain"), "dinas", "Dinas")
    stranger = factories.make_employee("Orang Lain", agency=other)
    row = taken_over(sheet(f"{stranger.nip};Ani;PNS;Dinas A;Guru;", f"{ADE};Ade;PNS;Dinas A;Guru;"), rina, now)
    assert row.rejected == 1
    stranger.refresh_from_db()
    assert stranger.name == "Orang Lain"


def test_people_without_nip_are_known_by_their_other_number(rina, dinas_a, now):
    head = "Nama;Nomor kontrak;Status;Perangkat daerah;Jabatan"
    taken_over(sheet("Umi;TKK-07;Honorer;Dinas A;Operator", head=head), rina, now)
    row = taken_over(sheet("Umi Baru;TKK-07;Non ASN;Dinas A;Operator", head=head), rina, now)
    assert (row.new_people, row.renamed, row.unchanged) == (0, 1, 1)


def test_a_workbook_with_title_merged_cells_dates_and_a_nip_as_number(rina, dinas_a, now):
    row = taken_over(
        workbook(
            ("DAFTAR PEGAWAI PER 1 JULI 2026",),
            (),
            ("No", "NIP", "Nama", "Status", "Unit Kerja", "Jabatan", "TMT"),
            (1, ANI, "Ani", "PNS", "Dinas A", "Guru", dt.date(2021, 3, 1)),
            (2, 198504122010012002, "Edi", "PNS", "Dinas A", "Guru", dt.date(2021, 3, 1)),
            (3, ADE, "Ade", "PNS", "", "Guru", "01/03/2021"),
        ),
        rina,
        now,
    )
    assert (row.new_people, row.rejected) == (1, 2)
    assert [(number, column) for number, column, _why in refused(row)] == [("5", "NIP"), ("6", "Unit kerja")]
    assert Employment.objects.get(employee__nip=ANI).starts_on == dt.date(2021, 3, 1)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (sheet("x;y", head="Nama;Umur"), "Kolom tidak ditemukan"),
        (SimpleUploadedFile("a.csv", b"Nama\xff\xfe;NIP\n"), "CSV UTF-8"),
        (SimpleUploadedFile("a.csv", b"\x00\x01\x02"), "bukan CSV"),
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04 rusak"), "rusak"),
    ],
)
def test_a_file_that_is_no_payroll_says_why(file, told, rina, now):
    file.seek(0)
    row = checked(file, rina, now)
    assert row.state == "FAILED"
    assert told in row.problem


def test_a_payroll_as_offices_keep_it(rina, dinas_a, now):
    """A cover page, a hidden sheet, merged cells, dates as text and as numbers, a formula; the people are invented."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.add_worksheet("Sampul").write("A1", "PEMERINTAH KOTA CONTOH (data uji)")
        hidden = book.add_worksheet("Lama")
        hidden.write_row("A1", ["NIP", "Nama", "Status", "Unit Kerja", "Jabatan", "TMT"])
        hidden.write_row("A2", [ADE, "Orang Lama", "PNS", "Dinas A", "Guru", "01-01-2020"])
        hidden.hide()
        page = book.add_worksheet("Juli")
        page.write_row("B3", [" NIP ", "N a m a", "Status\nKepegawaian", "Unit Kerja", "Jabatan", "T M T"])
        page.merge_range("E4:E6", "Dinas A ")
        numbers = [ANI, ADE, "199505052019012003", "1.99505E+17"]
        days = ["1 Maret 2021", 44256, "01-03-21", ""]
        for row, (nip, name, day) in enumerate(zip(numbers, ("Ani ", "Ade", "Umi", "Edi"), days, strict=True), 3):
            page.write_row(row, 1, [f" {nip}", name, "PNS"])
            page.write(row, 6, day)
            page.write_formula(row, 5, '="Gu"&"ru"', None, "Guru")
    row = taken_over(SimpleUploadedFile("pegawai.xlsx", content.getvalue()), rina, now)
    assert (row.state, row.rows, row.new_people, row.rejected) == ("DONE", 4, 3, 1)
    assert refused(row)[0][:2] == ("7", "NIP")
    jobs = Employment.objects.filter(employee__nip__in=numbers)
    assert {(job.employee.name, job.post, job.starts_on) for job in jobs} == {
        (name, "Guru", dt.date(2021, 3, 1)) for name in ("Ani", "Ade", "Umi")
    }


def test_a_formula_that_came_as_text_is_not_taken_for_a_name(rina, dinas_a, now):
    row = checked(sheet(f'{ANI};"=A1&B1";PNS;Dinas A;Guru;'), rina, now)
    assert refused(row) == [("2", "Nama", "Berisi rumus, bukan nilai. Salin, lalu Tempel Khusus sebagai nilai.")]


def test_a_long_number_that_a_spreadsheet_has_cut_is_refused(rina, dinas_a, now):
    row = checked(
        workbook(
            ("NIK", "Nama", "Status", "Unit Kerja", "Jabatan"),
            (3275010101010001.0, "Umi", "TKK", "Dinas A", "Operator"),
        ),
        rina,
        now,
    )
    assert refused(row)[0][:2] == ("2", "Nomor lain")


def test_what_quotes_a_refused_cell_is_text_with_all_its_digits():
    file = io.BytesIO()
    with RejectBook(file) as book:
        book.add(Problem(2, "=1+1", "198501022010121511", "“=1+1” tidak dikenal."))
    assert list(sheet_rows(file))[1][1:] == ["=1+1", "198501022010121511", "“=1+1” tidak dikenal."]
    with zipfile.ZipFile(file) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_refused_cells_do_not_run_as_formulas(rina, dinas_a, now):
    row = checked(sheet(f'{ANI};Ani;"=HYPERLINK(""http://x"")";Dinas A;Guru;'), rina, now)
    with row.rejects.open("rb") as file:
        assert any("=HYPERLINK" in str(cell) for line in sheet_rows(file) for cell in line)
    with row.rejects.open("rb") as file, zipfile.ZipFile(file) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_three_bad_rows_of_many_do_not_keep_the_others_out(rina, dinas_a, now):
    lines = [f"19850412201001{1 + n % 2}{n:03d};Pegawai {n};PNS;Dinas A;Guru;" for n in range(1, 501)]
    lines[100] = lines[200] = lines[300] = ";;;;;x"
    row = taken_over(sheet(*lines), rina, now)
    assert (row.rows, row.new_people, row.rejected) == (500, 497, 3)


def test_the_page_uploads_shows_and_takes_over(client, rina, dinas_a, now):
    client.force_login(rina)
    sent = {"submission": str(uuid.uuid4()), "file": sheet(f"{ANI};Ani;PNS;Dinas A;Guru;"), "valid_on": "1/7/2026"}
    page = client.post(reverse("staff-imports"), sent, follow=True)
    assert "Sedang diproses" in page.content.decode()
    staff_import.work_off(now)
    address = page.redirect_chain[-1][0]
    assert "belum ada yang berubah" in client.get(address).content.decode()
    client.post(address, {"submission": str(uuid.uuid4()), "act": "confirm"})
    staff_import.work_off(now)
    assert "Sudah dimasukkan" in client.get(address).content.decode()
    assert Employee.objects.filter(nip=ANI).exists()


def test_the_template_is_accepted_as_it_is_filled(client, rina, dinas_a, now):
    client.force_login(rina)
    template = client.get(reverse("staff-import-template"))
    row = checked(SimpleUploadedFile("templat.xlsx", template.content), rina, now)
    assert row.rejected == 0  # its example is nobody


def test_the_example_left_above_the_rows_is_not_refused(rina, dinas_a, now):
    example = "200001012024011001;Contoh Nama;PNS;Dinas Contoh;Analis;01-03-2024"
    row = checked(sheet(example, f"{ANI};Ani;PNS;Dinas A;Analis;01-03-2024"), rina, now)
    assert (row.rejected, row.state) == (0, StaffImport.State.CHECKED)


def test_an_upload_without_a_file_keeps_the_date(client, rina):
    client.force_login(rina)
    page = client.post(reverse("staff-imports"), {"submission": str(uuid.uuid4()), "valid_on": "1/7/2026"})
    assert page.status_code == 422
    assert "Pilih berkasnya." in page.content.decode() and 'value="1/7/2026"' in page.content.decode()


# People who move while they are examined


def moved(who, unit, post="Guru"):
    return sheet(f"{who.nip};{who.name};PNS;{unit};{post};01-11-2026")


def test_a_move_of_somebody_who_is_examined_is_told_before_and_after_the_import(
    client, rina, sari, putri, budi, dinas_b, now
):
    path = factories.make_respondent(by=sari, employee=budi)
    factories.bring_to(path, Status.SUMMONED, by=sari)
    row = checked(moved(budi, "Dinas B"), rina, now)
    client.force_login(rina)
    text = client.get(f"/people/imports/{row.pk}/").text
    assert path.case.number in text and "perpindahan tidak disetujui selama pemeriksaan" in text
    assert ListReading.objects.get(user=rina, what="staff import").cases == [path.case_id]
    assert not Notification.objects.filter(key__startswith="moved:").exists()
    client.force_login(putri)  # who imports, but reads no case
    assert path.case.number not in client.get(f"/people/imports/{row.pk}/").text
    staff_import.confirm(row, rina)
    staff_import.work_off(now)
    told = Notification.objects.filter(key__startswith=f"moved:{path.pk}:")
    assert {note.recipient for note in told} == {sari, rina}
    assert budi.name not in "".join(note.subject + note.body for note in told)


def test_a_move_of_somebody_whose_case_is_not_examined_is_told_to_nobody(rina, sari, budi, dinas_b, now):
    factories.make_respondent(by=sari, employee=budi)
    assert taken_over(moved(budi, "Dinas B"), rina, now).moved == []


@pytest.mark.parametrize("change", [{"post": "Kepala Bidang", "post_level": "ADMINISTRATOR"}, {"grade": "III/a"}])
def test_the_page_of_the_case_warns_of_a_move_or_a_promotion(client, sari, budi, now, change):
    """PerBKN 6/2022: no move or promotion is approved while somebody is examined."""
    path = factories.make_respondent(by=sari, employee=budi)
    factories.bring_to(path, Status.SUMMONED, by=sari)
    client.force_login(sari)
    place, warning = f"/cases/{path.case.number}/people/", "Berubah selama perkara berjalan"
    assert warning not in client.get(place).text
    today, old = sari.local_date(now), budi.employments.get()
    budi.employments.update(ends_on=today - dt.timedelta(days=1))
    words = {
        "agency": old.agency,
        "category": old.category,
        "post": old.post,
        "post_level": old.post_level,
        "grade": old.grade,
    }
    Employment.objects.create(employee=budi, starts_on=today, **words | change)
    assert warning in client.get(place).text


# Who employs somebody that works elsewhere


HEADED = "NIP;Nama;Status;OPD;Jabatan;TMT jabatan;Dipekerjakan dari perangkat daerah;Dipekerjakan dari instansi lain\n"


def on_loan(*lines):
    return SimpleUploadedFile("titip.csv", (HEADED + "\n".join(lines)).encode())


def test_a_sheet_says_who_employs_somebody_that_works_elsewhere(rina, dinas_a, dinas_b, now):
    row = taken_over(
        on_loan(
            f"{ANI};Ani;PNS;Dinas A;Guru;01-03-2021;Dinas B;",
            f"{ADE};Ade;PNS;Dinas A;Guru;01-03-2021;;Kementerian Contoh",
            "198504122010012009;Edi;PNS;Dinas A;Guru;01-03-2021;Dinas A;Pemerintah Kota Contoh",
            "198504122010012017;Eni;PNS;Dinas A;Guru;01-03-2021;Dinas B;Kementerian Contoh",
        ),
        rina,
        now,
    )
    found = Employment.objects.order_by("employee__name").values_list("employee__name", "employer__name", "home_body")
    assert list(found) == [("Ade", None, "Kementerian Contoh"), ("Ani", "Dinas B", ""), ("Edi", None, "")]
    assert refused(row)[0][1] == "Dipekerjakan dari instansi lain" and "satu induk saja" in refused(row)[0][2]


def test_a_sheet_without_that_column_leaves_the_employer_as_it_was(rina, dinas_a, dinas_b, now):
    taken_over(on_loan(f"{ANI};Ani;PNS;Dinas A;Guru;01-03-2021;Dinas B;"), rina, now)
    row = taken_over(sheet(f"{ANI};Ani;PNS;Dinas A;Guru;01-03-2021"), rina, now)
    assert row.unchanged == 1 and Employment.objects.get(employee__nip=ANI).employer == dinas_b


def test_a_new_employer_is_a_new_row_of_the_history(rina, dinas_a, dinas_b, now):
    taken_over(on_loan(f"{ANI};Ani;PNS;Dinas A;Guru;01-03-2021;Dinas B;"), rina, now)
    taken_over(on_loan(f"{ANI};Ani;PNS;Dinas A;Guru;01-06-2026;;"), rina, now)
    employers = (
        Employment.objects.filter(employee__nip=ANI).order_by("starts_on").values_list("employer__name", flat=True)
    )
    assert list(employers) == ["Dinas B", None]
