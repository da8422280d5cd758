"""The statistics: twelve numbers beside the period before, charts, definitions, and what is taken along."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases.dashboard.drawing import drawn
from cases.dashboard.forms import DashboardFilter, StatisticsFilter
from cases.dashboard.metrics import METRICS
from cases.dashboard.summary import Report, report_of
from cases.dashboard.tiles import Address
from cases.dashboard.views import read_scope
from cases.dashboard.workbook import workbook_of
from cases.procedure.rights import Right, may
from cases.web.file_responses import WORKBOOK, generated_file
from cases.web.replica import from_replica
from cases.web.signed_in import SignedIn
from lib.documents import report as report_pdf


@from_replica
def statistics(request: SignedIn) -> HttpResponse:
    """Numbers and charts for the filter of the address."""
    form, address, report = _report(request, leaves=False)
    context = {
        "form": form,
        "report": report,
        "scope": report.scope,
        "figures": [drawn(figure) for figure in report.figures],
        "dashboard_url": address.dashboard(),
        "screen_url": address.statistics("screen"),
        "pdf_url": address.statistics("statistics-pdf"),
        "may_publish": may(request.user, Right.PUBLISH_STATISTICS),
        "sheet_url": address.statistics("statistics-sheet"),
    }
    return render(request, "dashboard/statistics.html", context, status=422 if form.errors else 200)


def definitions(request: SignedIn) -> HttpResponse:
    """What exactly each number counts, and who sees it."""
    if not may(request.user, Right.READ_DASHBOARD):
        raise Http404
    roles = [role.label for role in Right.READ_DASHBOARD.roles]
    return render(request, "dashboard/definitions.html", {"metrics": METRICS, "roles": roles})


@from_replica
def screen(request: SignedIn) -> HttpResponse:
    """One slide for a projector: large, without names, small cells hidden; it never turns by itself."""
    form, address, report = _report(request, leaves=True)
    if form.errors:
        return _mend(request)
    shown = [figure for figure in report.figures if not figure.is_empty]
    number = _slide(request.GET.get("slide", ""), len(shown) + 1)
    context = {
        "report": report,
        "number": number,
        "last": len(shown) + 1,
        "figure": drawn(shown[number - 2]) if number > 1 else None,
        "previous_url": address.statistics("screen", slide=number - 1) if number > 1 else "",
        "next_url": address.statistics("screen", slide=number + 1) if number <= len(shown) else "",
        "close_url": address.statistics(),
    }
    return render(request, "dashboard/screen.html", context)


@from_replica
def pdf(request: SignedIn) -> HttpResponse:
    """The same as A4 landscape."""
    form, _address, report = _report(request, leaves=True)
    if form.errors:
        return _mend(request)
    content = report_pdf.render(_as_data(report), at=report.at)
    return _download(content, "application/pdf", report, "pdf")


@from_replica
def sheet(request: SignedIn) -> HttpResponse:
    """The same as a workbook with charts of its own."""
    form, _address, report = _report(request, leaves=True)
    if form.errors:
        return _mend(request)
    return _download(workbook_of(report), WORKBOOK, report, "xlsx")


def _report(request: SignedIn, *, leaves: bool) -> tuple[DashboardFilter, Address, Report]:
    form, scope, address = read_scope(request, StatisticsFilter)
    place = str(address.agency or request.user.government)
    calendar = request.user.working_calendar()
    report = report_of(scope, address, place=place, at=timezone.now(), calendar=calendar, leaves=leaves)
    return form, address, report


def _mend(request: SignedIn) -> HttpResponse:
    """To the page with the same filter, which says what is wrong with it: a file of other numbers would not."""
    return redirect(f"{reverse('statistics')}?{request.GET.urlencode()}")


def _slide(asked: str, last: int) -> int:
    return min(max(int(asked), 1), last) if asked.isdecimal() and len(asked) < 4 else 1


def _as_data(report: Report) -> dict[str, Any]:
    """Words and numbers only, for the drawing of the PDF."""
    figures = [figure for figure in report.figures if not figure.is_empty]
    return {
        "title": _("Statistik sanksi %(place)s, %(period)s")
        % {"place": report.place, "period": report.scope.period.label},
        "mark": "INTERNAL",
        "note": _("Tanpa nama; angka 1 sampai 4 ditulis <5 atau ×."),
        "columns": [_("Angka"), _("Periode ini"), _("Periode sebelumnya"), _("Perubahan")],
        "heads": [_("Kelompok"), _("Perbandingan"), _("Jumlah")],
        "place": report.place,
        "period": report.scope.period.label,
        "at": f"{report.at.astimezone(report.scope.zone):%d/%m/%Y %H.%M}",
        "lines": [[str(line.metric.name), line.value, line.before, line.change] for line in report.lines],
        "figures": [
            {
                "form": figure.form,
                "title": figure.title,
                "definition": str(figure.definition),
                "columns": figure.columns,
                "peak": figure.peak,
                "rows": [
                    {"label": row.label, "values": row.values, "share": row.share, "out_of": row.out_of}
                    for row in figure.rows
                ],
            }
            for figure in figures
        ],
    }


def _download(content: bytes, kind: str, report: Report, ending: str) -> HttpResponse:
    name = f"statistik-{slugify(report.place)}-{report.scope.period.key}.{ending}"
    return generated_file(content, kind, name)
