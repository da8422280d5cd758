"""The yearly statistics for everybody: the page that publishes a year, and what anybody reads, also as CSV."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_list_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.dashboard import periods
from cases.dashboard.publishing import content_of, publish
from cases.dashboard.small_cells import HIDDEN
from cases.models import PublishedStatistics
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.file_responses import spreadsheet
from cases.web.forms.act_form import line
from cases.web.forms.choices import set_choices
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn


class PublishForm(forms.Form):
    year = forms.TypedChoiceField(label=gettext_lazy("Tahun"), coerce=int)
    reason = line(
        gettext_lazy("Alasan pembetulan"), 300, gettext_lazy("Hanya bila tahun itu sudah terbit."), required=False
    )


@idempotent
def publish_year(request: SignedIn) -> HttpResponse:
    """What will be public of a year, and the act of publishing it."""
    if not may(request.user, Right.PUBLISH_STATISTICS):
        raise PermissionDenied
    now = timezone.now()
    over = periods.years(request.user.local_date(now))[1:]
    form = PublishForm(request.POST or None, initial={"year": over[0][0]})
    set_choices(form, "year", over)
    if form.is_valid():
        try:
            made = publish(actor=request.user, at=now, **form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Statistik %(year)d terbit.") % {"year": made.year})
            return redirect("public-statistics-year", made.government.region, made.year)
    asked = request.GET.get("year", "")
    shown = int(asked) if asked in dict(over) else int(over[0][0])
    context = {
        "form": form,
        "year": shown,
        "content": content_of(request.user.own_government, request.user, now, shown),
        "published": PublishedStatistics.objects.filter(government=request.user.own_government),
        "years": [year for year, _label in over[:6]],
    }
    return render(request, "dashboard/publish.html", context, status=422 if form.errors else 200)


@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    """The years that were published, by government."""
    newest = PublishedStatistics.objects.order_by("government__name", "-year", "-version")
    rows = newest.distinct("government__name", "year").select_related("government")
    return render(request, "dashboard/public_index.html", {"rows": rows})


@login_not_required
def year_page(request: HttpRequest, region: str, year: int) -> HttpResponse:
    """One year as it was published last, with its earlier versions named."""
    found = _published(region, year)
    context = {"newest": found[0], "content": found[0].content, "versions": found}
    return render(request, "dashboard/public_year.html", context)


@login_not_required
def year_csv(request: HttpRequest, region: str, year: int) -> FileResponse | StreamingHttpResponse:
    """The same as a table: part, row, column, value; hidden values are a sign."""
    newest = _published(region, year)[0]
    heading = ["bagian", "baris", "kolom", "nilai"]
    return spreadsheet(heading, _cells(newest.content), name=f"statistik-{region}-{year}", as_csv=True)


def _cells(content: dict[str, Any]) -> list[list[object]]:
    cells: list[list[object]] = [[each["code"], each["name"], "", each["value"]] for each in content["lines"]]
    for figure in content["figures"]:
        for row in figure["rows"]:
            for column, value in zip(figure["columns"], row["values"], strict=True):
                cells.append([figure["code"], row["label"], column, HIDDEN if value is None else value])
    return cells


def _published(region: str, year: int) -> list[PublishedStatistics]:
    """The versions of a year, the newest first. Raises Http404."""
    rows = PublishedStatistics.objects.filter(government__region=region, year=year).select_related("government")
    return get_list_or_404(rows.order_by("-version"))
