"""The pages of acts: one view for every act on respondents and one for every act on a case, both from ``act_table``."""

import dataclasses
import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casefile.act_table import ACTS, CASE_ACTS, LETTERS, PART_ACTS, TOGETHER, Service
from cases.evidence.file_types import LARGEST_FILE
from cases.letters.from_acts import write_letters_of
from cases.models import Act, AnswerClock, Case, Instruction, OutsideReport, Respondent, RestorationStep, User
from cases.procedure import back_dating, offers, out_of_turn
from cases.procedure.refusals import Mend, RuleViolation, cites_law
from cases.procedure.rights import Right
from cases.procedure.table import TRANSITIONS, rows_from
from cases.procedure.two_people import NeedsSecond
from cases.two_people.pages import lay_before_second
from cases.web.case_tabs import CaseTab, address, begun_on, is_begun_on_dashboard
from cases.web.due_words import due
from cases.web.file_senders import takes_files
from cases.web.forms.act_form import ActForm
from cases.web.forms.case_form import CaseForm
from cases.web.forms.rows import MORE_BUTTON
from cases.web.idempotency import idempotent
from cases.web.reading import open_case, open_in_case
from cases.web.signed_in import SignedIn

PATH = ("case__agency", "case__government", "agency__government", "employee")


@dataclasses.dataclass(frozen=True)
class Attempt:
    """One act on one or several respondents of a case, by one account, at one time."""

    act: Act
    case: Case
    respondents: list[Respondent]
    user: User
    now: dt.datetime
    is_bulk: bool = False

    def refusal(self) -> RuleViolation | None:
        """Why nothing can be done; None when it can. Somebody to whom the act does not apply is told why."""
        if not self.respondents:
            nobody = _("Tidak ada orang dalam kasus ini yang sedang pada tahap untuk “%(act)s”.")
            return RuleViolation(nobody % {"act": self.act.label})
        return None if self.is_bulk else offers.refusal(self.respondents[0], self.act, self.user)

    def is_out_of_turn(self, respondent: Respondent) -> bool:
        return out_of_turn.is_out_of_turn(respondent, self.act, self.user)

    def with_basis(self, why: RuleViolation) -> str:
        """The refusal with its article: its own, else what the act rests on."""
        return str(why) if cites_law(str(why)) or not self.basis else f"{why} ({_('Dasar:')} {self.basis})"

    @property
    def basis(self) -> str:
        one = self.respondents[0] if self.respondents else None
        steps = rows_from(one.status, one.route, one.closing_reason) if one else TRANSITIONS
        return next((str(step.basis) for step in steps if step.act == self.act), "")


@takes_files(most=LARGEST_FILE, right=Right.HANDLE_EVIDENCE)
@idempotent
def on_respondent(request: SignedIn, pk: int, act: str) -> HttpResponse:
    """One act on one respondent."""
    respondent = open_in_case(request, Respondent.objects.select_related(*PATH), "case", f"form {act}", pk=pk)
    return _attempt(request, Attempt(_named(act, ACTS), respondent.case, [respondent], request.user, timezone.now()))


@takes_files(most=LARGEST_FILE, right=Right.HANDLE_EVIDENCE)
@idempotent
def on_case(request: SignedIn, number: str, act: str) -> HttpResponse:
    """An act on the case, or one act on several of its respondents."""
    case = open_case(request, number, f"form {act}")
    if act in TOGETHER:
        paths = Respondent.objects.filter(case=case).select_related(*PATH)
        able = [path for path in paths if act in offers.offered(path, request.user.role)]
        return _attempt(request, Attempt(Act(act), case, able, request.user, timezone.now(), is_bulk=True))
    return _act_on_case(request, case, _named(act, CASE_ACTS))


def _named(act: str, table: dict[Act, Any]) -> Act:
    if act not in table:
        raise Http404
    return Act(act)


def _attempt(request: SignedIn, attempt: Attempt) -> HttpResponse:
    """Show the form, or take the act for all chosen respondents in one transaction."""
    refusal = attempt.refusal()
    if not attempt.respondents:
        return _page(request, attempt, None, refusal)
    sent = request.POST if request.method == "POST" else None
    form = ACTS[attempt.act][0](
        sent,
        respondents=attempt.respondents,
        user=attempt.user,
        now=attempt.now,
        is_bulk=attempt.is_bulk,
        is_out_of_turn=any(attempt.is_out_of_turn(path) for path in attempt.respondents),
    )
    if sent is None or MORE_BUTTON in sent:
        return _page(request, attempt, form, refusal)
    if form.is_valid():
        try:
            path = {"act": attempt.act, "respondent": attempt.respondents[0].pk}
            waits = _taken_or_proposed(request, lambda: carry_out(attempt, form), path)
        except RuleViolation as why:
            form.add_error(None, attempt.with_basis(why))
            _show_newest(attempt, form)
            return _page(request, attempt, form, None, why.mend)
        else:
            if waits:
                return waits
            messages.success(request, _done(attempt.act, [respondent for respondent, _version in form.concerned()]))
            return redirect(_after(request, attempt, form))
    elif refusal:
        form.add_error(None, attempt.with_basis(refusal))
    return _page(request, attempt, form, None, refusal.mend if refusal else None)


def _after(request: SignedIn, attempt: Attempt, form: ActForm) -> str:
    """The redirect after an act: to the tab or the dashboard on which it was chosen, to the letters if the act issued
    some and was chosen elsewhere, or to the list after a recusal."""
    issues = attempt.act in LETTERS and form.letter_words(attempt.respondents[0]) is not None
    begun = begun_on(request) or (CaseTab.LETTERS if issues else CaseTab.SUMMARY)
    return _back(request, attempt.case, begun)


def _back(request: SignedIn, case: Case, tab: CaseTab) -> str:
    if is_begun_on_dashboard(request):
        return reverse("dashboard")
    still_visible = Case.objects.visible_to(request.user).filter(pk=case.pk).exists()
    return address(case, tab) if still_visible else reverse("cases")


@transaction.atomic
def carry_out(attempt: Attempt, form: ActForm) -> None:
    """Take the act for everybody whom the form concerns. Raises RuleViolation, NeedsSecond."""
    service = ACTS[attempt.act][1]
    for respondent, version in form.concerned():
        is_out_of_turn = attempt.is_out_of_turn(respondent)  # before the act, which passes the turn on
        try:
            service(
                respondent=respondent, actor=attempt.user, at=attempt.now, version=version, **form.keywords(respondent)
            )
            _write_letters(attempt, form, respondent)
        except NeedsSecond as need:
            if not attempt.is_bulk:
                raise
            raise RuleViolation(f"{respondent}: {_('perlu konfirmasi pejabat lain; ajukan satu per satu.')}") from need
        except RuleViolation as why:
            raise RuleViolation(f"{respondent}: {why}" if attempt.is_bulk else str(why), mend=why.mend) from why
        reason, on = form.cleaned_data["late_reason"], form.day()
        if reason and on:
            back_dating.explain(respondent, attempt.act, actor=attempt.user, at=attempt.now, on=on, reason=reason)
        if is_out_of_turn and (turn_reason := form.cleaned_data.get("turn_reason")):
            out_of_turn.explain(respondent, attempt.act, actor=attempt.user, at=attempt.now, reason=turn_reason)


def _write_letters(attempt: Attempt, form: ActForm, respondent: Respondent) -> None:
    said = form.letter_words(respondent)
    for record in LETTERS.get(attempt.act, ()) if said is not None else ():
        write_letters_of(record, respondent=respondent, actor=attempt.user, at=attempt.now, said=said)


def _show_newest(attempt: Attempt, form: ActForm) -> None:
    """Show the current version after somebody else has acted; the form that is shown again uses it."""
    for respondent in attempt.respondents:
        respondent.refresh_from_db()
    if not attempt.is_bulk:
        form.show_version(attempt.respondents[0].version)


def _done(act: Act, whom: list[Respondent]) -> str:
    return _("Tersimpan: %(act)s – %(whom)s.") % {"act": act.label, "whom": ", ".join(map(str, whom))}


def _page(
    request: SignedIn, attempt: Attempt, form: ActForm | None, refusal: RuleViolation | None, mend: Mend | None = None
) -> HttpResponse:
    context = {
        "act": attempt.act,
        "case": attempt.case,
        "case_url": address(attempt.case, begun_on(request) or CaseTab.SUMMARY),
        "respondents": attempt.respondents,
        "is_bulk": attempt.is_bulk,
        "form": form,
        "refusal": attempt.with_basis(refusal) if refusal else "",
        "mend": mend or (refusal.mend if refusal else None),
        "basis": attempt.basis,
    }
    is_wrong = request.method == "POST" and (form is None or form.is_bound)
    return render(request, "casefile/acts/act.html", context, status=422 if is_wrong else 200)


def _taken_or_proposed(request: SignedIn, act: Service, path: dict[str, Any]) -> HttpResponse | None:
    """Take the act; where it needs a second account, lay it with its form before those who may confirm it.

    Raises RuleViolation, also where nobody may confirm it.
    """
    try:
        act()
    except NeedsSecond as need:
        return lay_before_second(request, need, path | {"form": request.POST.urlencode()})
    return None


def _act_on_case(request: SignedIn, case: Case, act: Act) -> HttpResponse:
    form_class, service = CASE_ACTS[act]
    now = timezone.now()
    form = form_class(request.POST or None, request.FILES or None, case=case, user=request.user, now=now)
    return save_case_act(
        request, act, case, form, lambda: service(case=case, actor=request.user, at=now, **form.keywords())
    )


@idempotent
def answer_instruction(request: SignedIn, pk: int) -> HttpResponse:
    """Report that an order was carried out."""
    instructions = Instruction.objects.select_related("case__agency", "case__government", "to")
    instruction = open_in_case(request, instructions, "case", "form answer-instruction", pk=pk)
    now = timezone.now()
    form_class, act = PART_ACTS[Act.ANSWER_INSTRUCTION]
    form = form_class(request.POST or None, case=instruction.case, user=request.user, now=now)

    def service() -> object:
        return act(instruction=instruction, actor=request.user, at=now, **form.keywords())

    return save_case_act(request, Act.ANSWER_INSTRUCTION, instruction.case, form, service, about=instruction.text)


@idempotent
def answer_outside_report(request: SignedIn, pk: int) -> HttpResponse:
    """Record the letter that answers an outside body."""
    reports = OutsideReport.objects.select_related("case__agency", "case__government")
    report = open_in_case(request, reports, "case", "form answer-outside-report", pk=pk)
    now = timezone.now()
    form_class, act = PART_ACTS[Act.ANSWER_OUTSIDE_REPORT]
    form = form_class(request.POST or None, case=report.case, user=request.user, now=now)

    def service() -> object:
        return act(report=report, actor=request.user, at=now, **form.keywords())

    letter = " · ".join(filter(None, (report.body, report.register_number)))
    clock = report.clocks.running().filter(answers=None).first()
    shown = {"about": f"{letter}: {report.about}", "due": clock and _due(clock, report.case, now)}
    return save_case_act(request, Act.ANSWER_OUTSIDE_REPORT, report.case, form, service, **shown)


def _due(clock: AnswerClock, case: Case, now: dt.datetime) -> dict[str, object]:
    calendar = case.government.working_calendar(case.agency.six_day_week)
    return due(clock.due_on, today=case.agency.local_date(now), calendar=calendar, statutory=clock.statutory)


@idempotent
def restore(request: SignedIn, pk: int) -> HttpResponse:
    """Report that one step of a restoration is done."""
    path = "decision__respondent__case"
    steps = RestorationStep.objects.select_related(f"{path}__agency", f"{path}__government", "owner")
    step = open_in_case(request, steps, path, "form restore", pk=pk)
    case, now = step.decision.respondent.case, timezone.now()
    form_class, act = PART_ACTS[Act.RESTORE]
    form = form_class(request.POST or None, case=case, user=request.user, now=now)

    def service() -> object:
        return act(step=step, actor=request.user, at=now, **form.keywords())

    return save_case_act(request, Act.RESTORE, case, form, service, about=f"{step} ({step.owner})")


def save_case_act(
    request: SignedIn, act: Act, case: Case, form: CaseForm, service: Service, **shown: object
) -> HttpResponse:
    """Take the act or show its form. ``shown``: what the act is ``about``, and its ``due`` date."""
    tab = begun_on(request) or CaseTab.SUMMARY
    if form.is_valid():
        try:
            waits = _taken_or_proposed(request, service, {})
        except RuleViolation as why:
            form.add_error(None, why.shown())
        else:
            if waits:
                return waits
            messages.success(request, _("Tersimpan: %(act)s.") % {"act": act.label})
            return redirect(_back(request, case, tab))
    context = {"act": act, "case": case, "case_url": address(case, tab), "form": form}
    context |= {"refusal": "", "basis": "", "about": "", "due": None} | shown
    return render(request, "casefile/acts/case_act.html", context, status=422 if form.errors else 200)
