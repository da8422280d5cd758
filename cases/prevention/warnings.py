"""Early warnings: each by a stated test and with its reason. They point to something to look at; a person judges.

No score is computed, and no person is named: a warning leads to a case or an agency.
"""

import dataclasses
import datetime as dt
from math import ceil, sqrt
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.template.defaultfilters import date as date_words
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.dashboard.periods import Period
from cases.dashboard.scope import Scope
from cases.models import (
    AuditEntry,
    Case,
    CaseRegulation,
    Deadline,
    Respondent,
    Role,
    Sanction,
    User,
    WarningReview,
)
from cases.models.deadlines.deadline import BY_LAW
from regulations.calendar import WorkingCalendar

Kind = WarningReview.Kind
REPEAT_MONTHS = 24
RECENT_MONTHS, USUAL_MONTHS = 3, 12
FEWEST_ABOVE = 5  # fewer in the recent months are never called unusual
LAPSING_DAYS = 2  # working days
STILL_DAYS = 30  # calendar days without any act
AROUND = 6  # months before and after a circular
MOST = 10  # of each kind


@dataclasses.dataclass(frozen=True)
class Warned:
    """One warning; ``subject`` identifies what it is about, so that a review finds it again."""

    kind: WarningReview.Kind
    subject: str
    title: str
    reason: str
    url: str
    case_id: int | None = None  # of the case that it is about


def warnings_of(user: User, scope: Scope, calendar: WorkingCalendar) -> list[Warned]:
    """All warnings in the cases that the account may read, in the order of the kinds."""
    seen = Case.objects.visible_to(user).filter(agency__in=scope.agencies).open()
    return [
        *_lapsing(seen, scope.today, calendar),
        *_repeats(seen, scope.today),
        *_still(seen, scope),
        *_above_usual(scope),
        *_after_circulars(scope),
    ]


def _case_url(number: str) -> str:
    return reverse("case", args=[number])


def _lapsing(seen: Any, today: dt.date, calendar: WorkingCalendar) -> list[Warned]:
    """Statutory duties whose last day is today or within the next working days."""
    until = calendar.add_working_days(today, LAPSING_DAYS)
    clocks = Deadline.objects.duties().filter(BY_LAW, respondent__case__in=seen, due_on__range=(today, until))
    found = clocks.select_related("limit", "respondent__case").order_by("due_on", "pk")[:MOST]
    return [
        Warned(
            Kind.LAPSING,
            f"clock:{clock.pk}",
            clock.respondent.case.number,
            _("%(step)s: hari terakhir %(day)s. Giliran: %(who)s.")
            % {
                "step": clock.limit.label,
                "day": date_words(clock.due_on, "j M Y"),
                "who": Role(clock.respondent.turn).label if clock.respondent.turn else _("belum ditentukan"),
            },
            _case_url(clock.respondent.case.number),
            clock.respondent.case_id,
        )
        for clock in found
    ]


def _repeats(seen: Any, today: dt.date) -> list[Warned]:
    """Open paths of people who were sanctioned in the months before: a repetition if it is proven."""
    since = _months_off(today, -REPEAT_MONTHS)
    earlier = Sanction.objects.standing().filter(
        decision__respondent__employee=OuterRef("employee"), decided_on__gte=since
    )
    paths = Respondent.objects.open().filter(Exists(earlier), case__in=seen, employee__isnull=False)
    again = paths.filter(decisions__isnull=True).select_related("case").order_by("-status_on", "-pk")[:MOST]
    return [
        Warned(
            Kind.REPEAT,
            f"path:{path.pk}",
            path.case.number,
            _("Seorang terlapor sudah menerima sanksi dalam %(n)d bulan terakhir; bila terbukti, ini pengulangan.")
            % {"n": REPEAT_MONTHS},
            _case_url(path.case.number),
            path.case_id,
        )
        for path in again
    ]


def _still(seen: Any, scope: Scope) -> list[Warned]:
    """Open cases in which nobody has taken an act for a while, and whose path is not on hold."""
    moment = dt.datetime.combine(scope.today - dt.timedelta(days=STILL_DAYS), dt.time(), scope.zone)
    recent = AuditEntry.objects.filter(case=OuterRef("pk"), at__gte=moment)
    cases = seen.filter(~Exists(recent), opened_at__lt=moment).exclude(respondents__is_held=True)
    last = cases.annotate(last=Max("history__at")).order_by("opened_at", "pk")[:MOST]
    return [
        Warned(
            Kind.STILL,
            f"case:{case.pk}",
            case.number,
            _("Tidak ada tindakan sejak %(day)s, lebih dari %(n)d hari. Tahap: %(stage)s.")
            % {
                "day": date_words((case.last or case.opened_at).astimezone(scope.zone), "j M Y"),
                "n": STILL_DAYS,
                "stage": case.get_stage_display(),
            },
            _case_url(case.number),
            case.pk,
        )
        for case in last
    ]


def _above_usual(scope: Scope) -> list[Warned]:
    """Agencies with more cases in three months than their own year before lets expect.

    Stated test: at least five, and more than the usual number of three months plus twice its square root.
    """
    begins = Period(scope.today.replace(day=1), 1)
    for _month in range(RECENT_MONTHS - 1):
        begins = begins.before
    before = begins
    for _month in range(USUAL_MONTHS):
        before = before.before
    start, middle = (dt.datetime.combine(period.first, dt.time(), scope.zone) for period in (before, begins))
    counts = {
        "recent": Count("pk", filter=Q(opened_at__gte=middle)),
        "earlier": Count("pk", filter=Q(opened_at__lt=middle)),
    }
    rows: Any = Case.objects.filter(agency__in=scope.agencies, opened_at__gte=start).order_by()
    found = []
    for each in rows.values(place=F("agency"), name=F("agency__short_name")).annotate(**counts):
        usual = each["earlier"] * RECENT_MONTHS / USUAL_MONTHS
        bound = max(FEWEST_ABOVE - 1, ceil(usual + 2 * sqrt(usual)))
        if each["recent"] > bound:
            reason = _("%(n)d kasus dalam %(months)d bulan; biasanya %(usual).1f, batas uji %(bound)d.") % {
                "n": each["recent"], "months": RECENT_MONTHS, "usual": usual, "bound": bound,
            }  # fmt: skip
            url = f"{reverse('statistics')}?agency={each['place']}"
            found.append((each["recent"] - bound, Warned(
                Kind.ABOVE_USUAL, f"agency:{each['place']}:{begins.first:%Y-%m}", each["name"], reason, url
            )))  # fmt: skip
    found.sort(key=lambda pair: (-pair[0], pair[1].title))
    return [warned for _by, warned in found[:MOST]]


def _after_circulars(scope: Scope) -> list[Warned]:
    """Circulars that followed from a case and were followed by as many cases as before, or more."""
    return [
        Warned(
            Kind.AFTER_CIRCULAR,
            f"regulation:{effect.slug}",
            effect.title,
            _("%(before)d kasus dalam %(months)d bulan sebelum, %(after)d sesudahnya.")
            % {"before": effect.before, "after": effect.after, "months": effect.months},
            reverse("regulation", args=[effect.slug]),
        )
        for effect in effects_of(scope)
        if effect.months and effect.after >= effect.before and effect.after
    ]


@dataclasses.dataclass(frozen=True)
class Effect:
    """Cases recorded in the months before and after a circular. ``months``: the full ones that have passed, at most
    six, the same number on both sides."""

    slug: str
    title: str
    issued_on: dt.date
    months: int
    before: int
    after: int


def effects_of(scope: Scope) -> list[Effect]:
    """The circulars that followed from cases of these agencies, newest first. One statement each, at most ten."""
    ties = CaseRegulation.objects.filter(
        case__agency__in=scope.agencies, relation=CaseRegulation.Relation.RESULTED, regulation__issued_on__isnull=False
    )
    named: Any = ties.order_by("-regulation__issued_on").values_list(
        "regulation", "regulation__title", "regulation__issued_on"
    )
    return [_effect(scope, *row) for row in named.distinct()[:MOST]]


def _effect(scope: Scope, slug: str, title: str, issued_on: dt.date) -> Effect:
    passed = (scope.today.year - issued_on.year) * 12 + scope.today.month - issued_on.month
    passed -= scope.today.day < issued_on.day
    months = min(AROUND, max(passed, 0))
    first, last = _months_off(issued_on, -months), _months_off(issued_on, months)
    start, middle, end = (dt.datetime.combine(day, dt.time(), scope.zone) for day in (first, issued_on, last))
    counted = Case.objects.filter(agency__in=scope.agencies, opened_at__gte=start, opened_at__lt=end).aggregate(
        before=Count("pk", filter=Q(opened_at__lt=middle)), after=Count("pk", filter=Q(opened_at__gte=middle))
    )
    return Effect(slug, title, issued_on, months, **counted)


def _months_off(day: dt.date, months: int) -> dt.date:
    """The same day some months later or, negative, earlier; the 28th at the latest, so that every month has it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, 28))
