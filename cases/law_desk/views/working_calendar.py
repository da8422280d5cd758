"""The working calendar of a year: days off that count, proposed days, and days added or withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.law_desk import rules as law
from cases.law_desk import working_calendar as law_calendar
from cases.law_desk.forms import DayOffForm, DecreeForm, WithdrawForm
from cases.law_desk.views.desk import reader
from cases.models import Agency, User
from cases.procedure.refusals import RuleViolation
from cases.procedure.two_people import NeedsSecond
from cases.two_people.pages import lay_before_second
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn
from regulations.models import Holiday
from regulations.proposals import proposals, unexpected

YEARS = range(2019, 2100)


def year(request: SignedIn, year: int) -> HttpResponse:
    """The days off of a year for the account's region, and differing proposals."""
    user, today = _reader_of(request, year), request.user.local_date(timezone.now())
    region = user.government.region if user.government else ""
    calendar = user.government.working_calendar() if user.government else Holiday.objects.working_calendar()
    rows = list(Holiday.objects.filter(date__year=year, region__in=("", region)))
    context = {
        "year": year,
        "rows": [(row, law.writes(user, row)) for row in rows],
        "missing": [proposal for proposal in proposals(year) if not proposal.agrees],
        "unexpected": unexpected(year),
        "doubtful": sum(row.needs_verification for row in rows),
        "gap": law_calendar.calendar_gap(year, today),
        "version": calendar.version,
        "six_days": bool(user.government and user.government.six_day_week),
        "units": Agency.objects.in_government_of(user).with_own_week(),
        "adopts": law.writes(user, Holiday()),
    }
    return render(request, "law_desk/calendar.html", context)


def _reader_of(request: SignedIn, year: int) -> User:
    if year not in YEARS:
        raise Http404
    return reader(request)


@idempotent
def adopt(request: SignedIn, year: int) -> HttpResponse:
    """Enter the yearly decree: the days that it names count."""
    user, now = _reader_of(request, year), timezone.now()
    form = DecreeForm(request.POST or None, days=proposals(year))
    if request.method == "POST" and form.is_valid():
        try:
            law_calendar.adopt_decree(
                actor=user,
                at=now,
                on=user.local_date(now),
                year=year,
                chosen=form.chosen(),
                decree=form.cleaned_data["decree"],
                source=form.cleaned_data["source"],
            )
        except NeedsSecond as need:
            return _second(request, need, form, year)
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kalender kerja %(year)d mengikuti keputusan itu.") % {"year": year})
            return redirect("law-calendar", year)
    return _form(request, form, _("Keputusan hari libur %(year)d") % {"year": year}, year)


@idempotent
def add(request: SignedIn, year: int) -> HttpResponse:
    """Add a day off: for the own region, or national."""
    user, now = _reader_of(request, year), timezone.now()
    initial = {"kind": Holiday.Kind.LOCAL}
    form = DayOffForm(request.POST or None, user=user, today=user.local_date(now), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = law.add_day_off(actor=user, at=now, day_off=form.day_off(), reason=form.cleaned_data["decree"])
        except NeedsSecond as need:
            return _second(request, need, form, year)
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Hari libur tersimpan. Tenggat yang berjalan tidak berubah."))
            return redirect("law-calendar", row.date.year)
    return _form(request, form, _("Tambah hari libur"), year)


@idempotent
def withdraw(request: SignedIn, slug: str) -> HttpResponse:
    """Withdraw a day off by a later decree."""
    user, now = reader(request), timezone.now()
    row = get_object_or_404(Holiday, pk=slug)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            law.withdraw_day_off(day_off=row, reason=reason, actor=user, at=now, on=user.local_date(now))
        except NeedsSecond as need:
            return _second(request, need, form, row.date.year)
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Hari libur dicabut. Tenggat yang berjalan tidak berubah."))
            return redirect("law-calendar", row.date.year)
    return _form(request, form, _("Cabut hari libur: %(day)s") % {"day": row}, row.date.year)


def _second(request: SignedIn, need: NeedsSecond, form: Any, year: int) -> HttpResponse:
    """Lay it before another writer; the form again, where there is none."""
    try:
        return lay_before_second(request, need)
    except RuleViolation as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form, need.summary, year)


def _form(request: SignedIn, form: Any, title: str, year: int) -> HttpResponse:
    context = {"form": form, "title": title, "year": year}
    return render(request, "law_desk/calendar_form.html", context, status=422 if form.errors else 200)
