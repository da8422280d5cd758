"""Pages of examinations: the list of a day, and the record of one hearing."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from cases.examination.hearings import add_to_hearing
from cases.hearing_room import docket as dockets
from cases.hearing_room import page as rooms
from cases.hearing_room.forms.record import RecordForm
from cases.models import Hearing
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.idempotency import idempotent
from cases.web.reading import note_list, open_in_case
from cases.web.signed_in import SignedIn
from lib.sheets.indonesian_days import FIRST_YEAR, LAST_YEAR

DAY = dt.timedelta(days=1)


def docket(request: SignedIn) -> HttpResponse:
    """The examinations of a day by hour, with the days of its week and the hearings that are not closed."""
    today = request.user.local_date(timezone.now())
    day = _day(request.GET.get("day", "")) or today
    slots, week = dockets.agenda(request.user, day)
    unclosed = list(dockets.unclosed(request.user))
    named = [slot.respondent for slot in slots] + [hearing.respondent for hearing in unclosed]
    note_list(
        request.user, "docket", cases=(path.case_id for path in named), people=(path.employee_id for path in named)
    )
    context = {
        "day": day,
        "today": today,
        "previous": day - DAY,
        "next": day + DAY,
        "slots": slots,
        "week": week,
        "unclosed": unclosed,
    }
    return render(request, "hearing_room/docket.html", context)


@idempotent
def record(request: SignedIn, pk: int) -> HttpResponse:
    """Attendance and statements of one hearing; while it is open, a form to add rows and to close it."""
    related = ("held_by", "respondent__case__agency", "respondent__employee", "respondent__agency")
    hearing = open_in_case(request, Hearing.objects.select_related(*related), "respondent__case", "hearing", pk=pk)
    may_write = hearing.closed_at is None and may(request.user, Right.EXAMINE)
    form = RecordForm(request.POST if request.method == "POST" else None, version=hearing.version)
    if request.method == "POST" and form.is_valid() and _add(request, hearing, form):
        return redirect("hearing", pk)
    context = {"hearing": hearing, "case": hearing.respondent.case, "form": form, "may_write": may_write}
    context |= {"late": rooms.late_draft(hearing) if may_write else None}
    context |= {"notes_in": rooms.notes_of(hearing, request.user)}
    return render(request, "hearing_room/record.html", context, status=422 if form.is_bound else 200)


def _add(request: SignedIn, hearing: Hearing, form: RecordForm) -> bool:
    """Store the new rows; an error is shown on the form, which keeps what was typed."""
    closes = form.cleaned_data["close"]
    try:
        add_to_hearing(
            hearing=hearing,
            actor=request.user,
            at=timezone.now(),
            version=form.cleaned_data["version"],
            attendances=form.new_attendances(),
            statements=form.new_statements(),
            close=closes,
        )
    except RuleViolation as refusal:
        hearing.refresh_from_db(fields=["version", "closed_at"])
        form.refuse(str(refusal), version=hearing.version)
        return False
    messages.success(request, _("Pemeriksaan ditutup.") if closes else _("Catatan pemeriksaan tersimpan."))
    return True


def _day(text: str) -> dt.date | None:
    """The day in the address; None if it is not a date or out of range."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None
