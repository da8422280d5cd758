"""Pages of the handover: report of findings, package, sheet for the national systems, and register number."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.aftermath import handover, handover_package
from cases.aftermath.forms.handover import RegisterForm
from cases.models import Act, NationalRecord
from cases.procedure.refusals import RuleViolation
from cases.procedure.table import may_take
from cases.web.account_limits import costly
from cases.web.file_responses import PDF, WORD, generated_file
from cases.web.idempotency import idempotent
from cases.web.reading import open_path
from cases.web.signed_in import SignedIn
from lib.documents import pdf, word

ARCHIVE = "application/zip"
NAMES = {  # what can be fetched, under the name that it then has
    "report": "laporan-hasil-pemeriksaan",
    "word": "laporan-hasil-pemeriksaan",
    "package": "paket-penyerahan",
    "archive": "paket-penyerahan",
    "sheet": "isian-idis-siasn",
}


@idempotent
def overview(request: SignedIn, pk: int) -> HttpResponse:
    """The files that exist, the values that the national record lacks, and the register number."""
    respondent, now = open_path(request, pk, f"handover {pk}"), timezone.now()
    form = RegisterForm(request.POST or None, today=respondent.agency.local_date(now), zone=respondent.agency.zone)
    if form.is_valid():
        try:
            handover.record_register_number(respondent=respondent, actor=request.user, at=now, **form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, why.shown())
        else:
            messages.success(request, _("Nomor register tersimpan."))
            return redirect("handover", pk)
    context = {
        "respondent": respondent, "case": respondent.case, "form": form,
        "rows": handover.siasn_rows(respondent), "gaps": handover.siasn_gaps(respondent),
        "has_report": respondent.findings_reports.exists(), "is_served": handover.is_served(respondent),
        "may_read": handover.may_read_report(respondent, request.user),
        "records": NationalRecord.objects.filter(decision__respondent=respondent).select_related("recorded_by"),
        "may_record": may_take(request.user, Act.RECORD_IDIS),
    }  # fmt: skip
    return render(request, "aftermath/handover/overview.html", context, status=422 if form.errors else 200)


@costly
def file(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """The report as PDF or Word, the package, or the copy sheet; all but the sheet only to whom it is open."""
    respondent, now = open_path(request, pk, f"handover {kind} {pk}"), timezone.now()
    on = respondent.agency.local_date(now)
    if kind not in NAMES or (kind != "sheet" and not handover.may_read_report(respondent, request.user)):
        raise Http404
    name = f"{NAMES[kind]}-{respondent.case.number}"
    if kind == "sheet":
        return generated_file(pdf.render(handover.copy_sheet(respondent, request.user, on), at=now), PDF, f"{name}.pdf")
    try:
        if kind == "package":
            return generated_file(handover_package.package(respondent, author=request.user, at=now), PDF, f"{name}.pdf")
        if kind == "archive":
            return generated_file(
                handover_package.archive(respondent, author=request.user, at=now), ARCHIVE, f"{name}.zip"
            )
        document = handover.report_document(respondent, request.user, on)
    except RuleViolation:
        raise Http404 from None
    if kind == "word":
        return generated_file(word.render(document, at=now), WORD, f"{name}.docx")
    return generated_file(pdf.render(document, at=now), PDF, f"{name}.pdf")
