"""Laporan masuk: reports of citizens and complaint channels, checked by BKPSDM and the Inspectorate."""

import uuid
from collections import Counter

from django.contrib import messages
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.intake import duplicates
from cases.models import Case, CaseLink, IncomingReport, Reporter, ReportFile, ReportMessage
from cases.parties.ties import link_case
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.reports import channel_exports as report_import
from cases.reports import incoming as service
from cases.reports import mail as report_mail
from cases.reports.forms.incoming import (
    LARGEST_IMPORT,
    AcceptForm,
    ImportForm,
    RecuseForm,
    RejectForm,
    ReplyForm,
    traces_of,
)
from cases.two_people.recusals import recuse_from_report
from cases.web.file_responses import FileAnswer, carried, stored_file
from cases.web.file_senders import takes_files
from cases.web.forms.fields import SUBMISSION
from cases.web.idempotency import idempotent
from cases.web.paging import SHORT_PAGE, keyset
from cases.web.reading import address_after, note_list
from cases.web.signed_in import SignedIn
from lib.sheets.problems import SheetError
from lib.sheets.reader import Reading

State = IncomingReport.State
MOST_SHOWN = 500  # rows shown of a result; the counts include all rows


def listing(request: SignedIn) -> HttpResponse:
    """The reports, newest first, by state; reports with a new message of the reporter are marked."""
    _keepers_only(request)
    state = request.GET.get("state", "")
    state = state if state in State.values else State.NEW.value
    last = ReportMessage.objects.filter(report=OuterRef("pk")).order_by("-at", "-pk")
    reports = IncomingReport.objects.visible_to(request.user).filter(state=state)
    reports = reports.select_related("incident__case").annotate(
        spoke_last=Subquery(last.values("pk")[:1]), spoke_last_by=Subquery(last.values("by")[:1])
    )
    page = keyset(request, reports, ("-received_at", "-pk"), size=SHORT_PAGE)
    return render(request, "reports/list.html", {"page": page, "state": state, "states": State.choices})


@idempotent
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """One report: text, files, similar cases, conversation, and the forms to refuse it or to write back."""
    report = _of(request, pk)
    act = request.POST.get("act", "")
    reject = RejectForm(request.POST if act == "reject" else None)
    reply = ReplyForm(request.POST if act == "reply" else None)
    recuse = RecuseForm(request.POST if act == "recuse" else None, auto_id="id_recuse_%s")
    form = {"reject": reject, "reply": reply, "recuse": recuse}.get(act)
    if form and form.is_valid():
        try:
            _carry_out(request, report, act, form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, str(why))
        else:
            return redirect("incoming") if act == "recuse" else redirect("incoming-report", pk)
    is_open = report.state != State.ACCEPTED  # its own case would be the most similar
    context = {
        "report": report,
        "matches": duplicates.find(user=request.user, at=timezone.now(), traces=traces_of(report)) if is_open else (),
        "talk": report.messages.select_related("by"),
        "files": report.files.all(),
        "reporter": Reporter.objects.readable_by(request.user).filter(report=report).only("pk").first(),
        "reject": reject,
        "reply": reply,
        "recuse": recuse,
        "form": form,
    }
    return render(request, "reports/detail.html", context, status=422 if form and form.errors else 200)


def _carry_out(request: SignedIn, report: IncomingReport, act: str, words: dict[str, str]) -> None:
    actor, now = request.user, timezone.now()
    if act == "reject":
        service.reject(report=report, actor=actor, at=now, **words)
        messages.success(request, _("Laporan %(number)s tidak ditindaklanjuti.") % {"number": report.number})
    elif act == "recuse":
        recuse_from_report(report=report, actor=actor, at=now, **words)
        messages.success(request, _("Anda tidak lagi meninjau %(number)s.") % {"number": report.number})
    else:
        service.reply(report=report, actor=actor, at=now, key=uuid.UUID(request.POST[SUBMISSION]), **words)
        messages.success(request, _("Pesan tersimpan. Pelapor membacanya saat kembali dengan kodenya."))


@idempotent
def accept(request: SignedIn, pk: int) -> HttpResponse:
    """Make an incident of it; similar cases are shown once before saving."""
    report, now = _of(request, pk), timezone.now()
    if report.incident is not None:
        messages.info(request, _("Laporan %(number)s sudah ditindaklanjuti.") % {"number": report.number})
        return redirect("case", report.incident.case.number)
    form = AcceptForm(request.POST or None, came_in=report, user=request.user, now=now)
    matches: list[duplicates.Match] = []
    if request.method == "POST" and form.is_valid():
        if not form.into():
            matches = duplicates.find(user=request.user, at=now, traces=form.traces())
        if all(match.case.number in form.shown() for match in matches):
            try:
                case = _save(request, form, report)
            except RuleViolation as why:
                form.add_error(None, str(why))
            else:
                said = (
                    _("Laporan masuk menjadi bagian %(number)s.")
                    if form.into()
                    else _("Menjadi kasus baru %(number)s.")
                )
                messages.success(request, said % {"number": case.number})
                return redirect(address_after(case, request.user))
    elif request.method == "GET":
        matches = duplicates.find(user=request.user, at=now, traces=traces_of(report))
    context = {"form": form, "report": report, "matches": matches, "links": form.recognised()}
    return render(request, "reports/accept.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _save(request: SignedIn, form: AcceptForm, report: IncomingReport) -> Case:
    now, into = timezone.now(), form.into()
    case = service.accept(report=report, actor=request.user, at=now, intake=form.report(), case=into)
    for other in form.told_apart() if into is None else []:
        on, kind = case.agency.local_date(now), CaseLink.Kind.NOT_SAME_EVENT
        link_case(case=case, actor=request.user, at=now, on=on, other=other, kind=kind)
    return case


@takes_files(most=LARGEST_IMPORT, right=Right.SIFT_REPORTS)
def take_in(request: SignedIn) -> HttpResponse:
    """Import an export of a complaint channel, or a mail. The unique number makes a repeated upload harmless."""
    _keepers_only(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    rows: list[report_import.Row] | None = None
    reading = Reading()
    if form.is_valid():
        try:
            if form.is_mail():
                return _take_mail(request, form)
            sent = {"file": form.cleaned_data["file"].file, "channel": form.cleaned_data["channel"]}
            trial = not form.cleaned_data["take"]
            options = {"is_trial": trial, "reading": reading, **sent}
            rows = report_import.import_reports(actor=request.user, at=timezone.now(), **options)
        except (RuleViolation, SheetError) as why:
            form.add_error("file", str(why))
    counts = Counter(row.state for row in rows or ())
    context: dict[str, object] = {"form": form, "rows": rows, "counts": counts, "shown": (rows or [])[:MOST_SHOWN]}
    context["reading"] = reading
    if counts[report_import.RowState.WRONG]:
        context["refused"] = carried(report_import.refused_rows(rows or ()))
    return render(request, "reports/import.html", context, status=422 if form.errors else 200)


def _take_mail(request: SignedIn, form: ImportForm) -> HttpResponse:
    mail = form.cleaned_data["file"].file
    taken = report_mail.import_mail(actor=request.user, at=timezone.now(), file=mail)
    report, refused = taken.report, taken.files_left
    if not taken.is_new:
        messages.info(request, _("Surel ini sudah pernah dimasukkan sebagai %(number)s.") % {"number": report.number})
    elif refused:
        messages.warning(request, _("Surel dimasukkan; %(n)d lampirannya tidak dapat diterima.") % {"n": refused})
    else:
        messages.success(request, _("Surel dimasukkan sebagai %(number)s.") % {"number": report.number})
    return redirect("incoming-report", report.pk)


def file(request: SignedIn, pk: int) -> FileAnswer:
    """A file of a report, for download."""
    visible = IncomingReport.objects.visible_to(request.user)
    row = get_object_or_404(ReportFile.objects.filter(report__in=visible).select_related("report__incident"), pk=pk)
    _note(request, row.report)
    return stored_file(request, row.file, sha256=row.sha256, name=row.original_name, content_type=row.content_type)


def _keepers_only(request: SignedIn) -> None:
    if not may(request.user, Right.SIFT_REPORTS):
        raise Http404


def _of(request: SignedIn, pk: int) -> IncomingReport:
    reports = IncomingReport.objects.visible_to(request.user).select_related(
        "government", "handled_by", "incident__case"
    )
    report = get_object_or_404(reports, pk=pk)
    _note(request, report)
    return report


def _note(request: SignedIn, report: IncomingReport) -> None:
    """Log that a report was read; the case that it became shows it too."""
    if request.method == "GET":
        of_case = [report.incident.case_id] if report.incident else []
        note_list(request.user, "report", reports=[report.pk], cases=of_case)
