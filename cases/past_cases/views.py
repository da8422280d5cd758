"""Pages of the import of past cases: upload, results of the check, import, and download of refused rows."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Count
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from cases.imports.forms import LARGEST_SHEET
from cases.imports.views import SheetPages
from cases.models import PastCaseImport, PastCaseRow
from cases.past_cases import importing as service
from cases.past_cases.forms import PastImportForm
from cases.past_cases.template import write_template
from cases.procedure.rights import Right
from cases.web.file_responses import WORKBOOK, generated_file, spreadsheet
from cases.web.file_senders import takes_files
from cases.web.idempotency import idempotent
from cases.web.paging import SHORT_PAGE, keyset
from cases.web.signed_in import SignedIn

Verdict = PastCaseRow.Verdict
VERDICT_BADGES = {
    Verdict.ACCEPTED: ("ok", "circle-check"),
    Verdict.WARNED: ("warn", "alert-triangle"),
    Verdict.REFUSED: ("danger", "circle-x"),
    Verdict.KNOWN: ("neutral", "copy"),
    Verdict.TAKEN: ("outline", "check"),
}
ROWS_PER_READ = 2000  # rows read at a time for a file
PAGES = SheetPages(
    kind=PastCaseImport,
    right=Right.IMPORT_PAST_CASES,
    listing="past_cases/imports.html",
    detail="past_cases/import.html",
    one="past-import",
    upload=service.upload,
    check_again=service.check_again,
    confirm=service.confirm,
)


@takes_files(most=LARGEST_SHEET, right=Right.IMPORT_PAST_CASES)
@idempotent
def listing(request: SignedIn) -> HttpResponse:
    """Upload a list; the page also lists earlier imports."""
    PAGES.refuse_others(request)
    form = PastImportForm(request.POST or None, request.FILES or None)
    return PAGES.show_all(request, form, _("Impor kasus lama"))


@idempotent
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """The results of the check, the progress of the import, and its start."""
    row = PAGES.of_government(request, pk)
    return PAGES.show_one(request, row, partial(_context, request, row))


def _context(request: SignedIn, row: PastCaseImport) -> dict[str, Any]:
    counted = dict(row.entries.order_by().values_list("verdict").annotate(Count("pk")))
    shown = request.GET.get("verdict", "")
    entries = row.entries.filter(verdict=shown) if shown in Verdict.values else row.entries.all()
    waiting = counted.get(Verdict.ACCEPTED, 0) + counted.get(Verdict.WARNED, 0)
    page = keyset(request, entries.select_related("case"), ("pk",), size=SHORT_PAGE)
    return {
        "shown": shown,
        "verdicts": [(verdict, verdict.label, counted.get(verdict, 0)) for verdict in Verdict if verdict in counted],
        "counted": sum(counted.values()),
        "taken": counted.get(Verdict.TAKEN, 0),
        "all": counted.get(Verdict.TAKEN, 0) + waiting,
        "waiting": waiting,
        "refused": counted.get(Verdict.REFUSED, 0) + counted.get(Verdict.KNOWN, 0),
        "page": page,
        "entries": [(entry, *VERDICT_BADGES[Verdict(entry.verdict)]) for entry in page.rows],
    }


def rejects(request: SignedIn, pk: int) -> FileResponse | StreamingHttpResponse:
    """The refused rows, one line for each error, for a spreadsheet."""
    row = PAGES.of_government(request, pk)
    entries = row.entries.filter(verdict__in=(Verdict.REFUSED, Verdict.KNOWN)).order_by("pk")
    heading = (_("Lembar"), _("Baris"), _("Nama"), _("NIP"), _("Kolom"), _("Isi"), _("Kendala"))
    name, as_csv = f"kasus-lama-ditolak-{row.pk}", request.GET.get("format") == "csv"
    return spreadsheet(heading, _refused_cells(entries), name=name, as_csv=as_csv)


def template(request: SignedIn) -> HttpResponse:
    """The workbook to fill in, with the government's own units."""
    PAGES.refuse_others(request)
    return generated_file(write_template(request.user.own_government), WORKBOOK, "templat-kasus-lama.xlsx")


def _refused_cells(entries: Any) -> Iterator[list[str]]:
    for entry in entries.iterator(chunk_size=ROWS_PER_READ):
        who = [entry.cells.get("name", ""), entry.cells.get("nip", "")]
        for note in entry.notes:
            if note["stops"]:
                yield [entry.sheet, str(entry.number), *who, note["column"], note["value"], note["message"]]
