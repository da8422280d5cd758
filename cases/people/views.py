"""Pages of the import of the payroll: upload, result of the check, import, refused rows."""

import io

import xlsxwriter
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.imports.forms import LARGEST_SHEET
from cases.imports.views import SheetPages
from cases.models import Respondent, StaffImport
from cases.people import staff_import as service
from cases.people.forms import StaffImportForm
from cases.people.staff_sheet import EXAMPLE, TITLES
from cases.procedure.rights import Right
from cases.procedure.table import NO_MOVE
from cases.web.file_responses import WORKBOOK, FileAnswer, file_response, generated_file
from cases.web.file_senders import takes_files
from cases.web.idempotency import idempotent
from cases.web.reading import note_list
from cases.web.signed_in import SignedIn
from lib.sheets.exports import print_on_a4
from regulations.models import StaffCategory

PAGES = SheetPages(
    kind=StaffImport,
    right=Right.IMPORT_STAFF,
    listing="people/imports.html",
    detail="people/import.html",
    one="staff-import",
    upload=service.upload,
    check_again=service.check_again,
    confirm=service.confirm,
)


@takes_files(most=LARGEST_SHEET, right=Right.IMPORT_STAFF)
@idempotent
def listing(request: SignedIn) -> HttpResponse:
    """Upload a payroll; the page also lists earlier imports."""
    PAGES.refuse_others(request)
    today = request.user.local_date(timezone.now())
    form = StaffImportForm(request.POST or None, request.FILES or None, today=today)
    return PAGES.show_all(request, form, _("Impor pegawai"))


@idempotent
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """The result of the check, and the start of the import."""
    return PAGES.show_one(request, row := PAGES.of_government(request, pk), lambda: _moved(request, row))


def _moved(request: SignedIn, row: StaffImport) -> dict[str, object]:
    """Who moves while examined, of the cases that the account may read; an administrator reads none."""
    paths = Respondent.objects.visible_to(request.user).filter(pk__in=row.moved).select_related("case", "employee")
    moved = list(paths)
    cases, people = [path.case_id for path in moved], [path.employee_id for path in moved]
    note_list(request.user, "staff import", cases=cases, people=people)
    return {"moved": moved, "no_move": NO_MOVE}


def rejects(request: SignedIn, pk: int) -> FileAnswer:
    """The refused rows with their errors, for a spreadsheet."""
    row = PAGES.of_government(request, pk)
    if not row.rejects:
        raise Http404
    return file_response(row.rejects, name=f"pegawai-ditolak-{row.pk}.xlsx", content_type=WORKBOOK)


def template(request: SignedIn) -> HttpResponse:
    """An empty workbook with the columns, the NIP as text, and the categories to choose from."""
    PAGES.refuse_others(request)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet, text = book.add_worksheet("Pegawai"), book.add_format({"num_format": "@"})
        sheet.set_column(0, len(TITLES) - 1, 26, text)
        sheet.write_row(0, 0, TITLES.values(), book.add_format({"bold": True}))
        sheet.write_row(1, 0, EXAMPLE.values())
        choices = {"validate": "list", "source": [str(label) for label in StaffCategory.labels]}
        sheet.data_validation(1, list(TITLES).index("category"), 100_000, list(TITLES).index("category"), choices)
        sheet.freeze_panes(1, 0)
        print_on_a4(sheet, headings=1)
    return generated_file(content.getvalue(), WORKBOOK, "templat-pegawai.xlsx")
