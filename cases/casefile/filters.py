"""The filters of the list of cases, always within what the account may read."""

import datetime as dt
import re
from typing import Any

import django_filters as filters
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cases.links.pasted import links_in
from cases.links.reading import siblings
from cases.models import Agency, Case, CaseAgency, Post, Respondent, Role, Sanction, Status, User
from cases.models.casefile.case import CaseQuerySet
from cases.parties.search_words import comparable
from lib.sheets.nip import nip_in
from regulations.models import Route, Severity, StaffCategory

STATE_CHOICES = [("open", _("Terbuka")), ("closed", _("Selesai"))]
LATE_CHOICES = [("late", _("Ada tenggat terlewat"))]
DEADLINE_KINDS = [("legal", _("Wajib hukum")), ("internal", _("Pengingat internal"))]
ANY_LABEL = _("Semua")
SANCTION_FIELDS = ("sanction_year", "sanction_month", "severity", "repeat")
SURELY_A_NUMBER = 12  # digits with dots and spaces between them; fewer may be a day
OPENED = "filters"  # in the address: the form is shown
KEY = "s"  # in the address: the key of the searched words (``kept_searches``)
LEFT_OUT = ("after", "before", OPENED, "q")


def _keys_in(typed: str) -> list[str]:
    """The keys of the posts in pasted links; None if the text contains no links."""
    try:
        found = links_in(typed)
    except ValidationError:
        return []
    return [key for link in found if link.key for key in (link.key, *siblings(link.key))]


def choice(label: Any, choices: Any, **over: Any) -> filters.ChoiceFilter:
    """Choices as a callable, because a filter set copies its filters for each request but not a callable."""
    return filters.ChoiceFilter(label=label, choices=lambda: choices, empty_label=ANY_LABEL, **over)


class CaseFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """The filters of the list; the address contains one parameter for each."""

    q = filters.CharFilter(label=_("Nomor, nama, NIP, akun, tautan, atau kata"), method="search", max_length=1000)
    state = choice(_("Keadaan"), STATE_CHOICES, method="in_state")
    stage = choice(_("Tahap"), Status.choices)
    agency = choice(_("Perangkat daerah"), [], method="concerning")
    due = choice(_("Tenggat"), LATE_CHOICES, method="late")
    kind = choice(_("Jenis tenggat"), DEADLINE_KINDS, method="unfiltered")
    category = choice(_("Status kepegawaian"), StaffCategory.choices, method="of_category")
    route = choice(_("Jalur"), Route.choices, method="on_route")
    severity = choice(_("Tingkat sanksi"), Severity.choices, method="unfiltered")
    sanction_year = filters.NumberFilter(label=_("Tahun sanksi"), method="unfiltered", min_value=1990, max_value=2200)
    sanction_month = filters.CharFilter(label=_("Bulan sanksi"), method="unfiltered", max_length=7)
    repeat = choice(_("Sanksi berulang"), [("1", _("Ya"))], method="unfiltered")

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, user: User, today: dt.date) -> None:
        super().__init__(data if self.is_used(data) else None, queryset=Case.objects.visible_to(user))
        self.today = today
        agencies = Agency.objects.in_government_of(user)
        if user.role == Role.HR_OFFICER:
            agencies = agencies.filter(pk__in=user.subtree)
        rows = list(agencies.values_list("pk", "name", "path"))
        self.paths = {str(pk): path for pk, _name, path in rows}
        self.filters["agency"].extra["choices"] = [(str(pk), name) for pk, name, _path in rows]
        self.is_wrong = self.is_bound and bool(self.errors)
        self.is_open = OPENED in data or self.is_wrong

    @classmethod
    def is_used(cls, data: QueryDict) -> bool:
        """Whether an address narrows the list."""
        return any(data.get(name) for name in cls.base_filters)

    def filter_queryset(self, queryset: QuerySet[Case]) -> QuerySet[Case]:
        found: QuerySet[Case] = super().filter_queryset(queryset)
        given = self.form.cleaned_data
        if any(given.get(name) for name in SANCTION_FIELDS):
            found = found.filter(self._sanctioned(given))
        return found

    def _sanctioned(self, given: dict[str, Any]) -> Any:
        """Filter by sanctions. If few sanctions match, they are read first; if many match, the list of cases is read
        first."""
        sanctions = self._sanctions(given)
        if given.get("sanction_month") or given.get("repeat") or (given.get("sanction_year") and given.get("severity")):
            cases = ArraySubquery(sanctions.values("decision__respondent__case"))
            return Func(F("pk"), cases, arg_joiner=" = ANY(", template="%(expressions)s)", output_field=BooleanField())
        return Exists(sanctions.filter(decision__respondent__case=OuterRef("pk")))

    def search(self, cases: QuerySet[Case], _name: str, typed: str) -> QuerySet[Case]:
        """Search by links or words. A link finds the cases with its post. Otherwise every word must occur in number,
        title, summary, people, accounts or numbers of posts; the search uses the trigram index."""
        if keys := _keys_in(typed):
            posts = Post.objects.filter(Q(key__in=keys) & ~Q(key="") | Q(target_key__in=keys) & ~Q(target_key=""))
            return cases.filter(pk__in=posts.values("incident__case"))
        number = nip_in(typed)
        is_number = number.isdigit() and len(number) >= SURELY_A_NUMBER
        for word in [number] if is_number else dict.fromkeys(comparable(typed).split()):
            cases = cases.filter(search__contains=word)
        return cases

    def in_state(self, cases: CaseQuerySet, _name: str, state: str) -> QuerySet[Case]:
        return cases.open() if state == "open" else cases.filter(closed_on__isnull=False)

    def concerning(self, cases: QuerySet[Case], _name: str, agency: str) -> QuerySet[Case]:
        """Cases of the agency and its units, or with a respondent from there."""
        below = [int(pk) for pk, path in self.paths.items() if path.startswith(self.paths[agency])]
        return cases.filter(Exists(CaseAgency.objects.filter(case=OuterRef("pk"), agency__in=below)))

    def late(self, cases: CaseQuerySet, _name: str, _late: str) -> QuerySet[Case]:
        kind = self.form.cleaned_data.get("kind")
        if kind:
            return cases.late(self.today, statutory=kind == "legal")
        return cases.late(self.today, statutory=True) | cases.late(self.today, statutory=False)

    def of_category(self, cases: QuerySet[Case], _name: str, category: str) -> QuerySet[Case]:
        return cases.filter(Exists(Respondent.objects.filter(case=OuterRef("pk"), category=category)))

    def on_route(self, cases: QuerySet[Case], _name: str, route: str) -> QuerySet[Case]:
        return cases.filter(Exists(Respondent.objects.filter(case=OuterRef("pk"), route=route)))

    def unfiltered(self, cases: QuerySet[Case], _name: str, _value: object) -> QuerySet[Case]:
        """No filter of its own: it takes effect together with another filter."""
        return cases

    def _sanctions(self, given: dict[str, Any]) -> QuerySet[Sanction]:
        """Standing sanctions, defined as on the dashboard."""
        rows = Sanction.objects.counted(
            year=int(given.get("sanction_year") or 0),
            severity=given.get("severity", ""),
            category=given.get("category", ""),
            repeats=bool(given.get("repeat")),
        )
        if month := re.fullmatch(r"([12]\d{3})-(0[1-9]|1[0-2])", given.get("sanction_month") or ""):
            rows = rows.counted(year=int(month.group(1)), month=int(month.group(2)))
        return rows

    def tags(self) -> list[tuple[str, str]]:
        """Each active filter with its value in words, and the address without this filter."""
        tags: list[tuple[str, str]] = []
        if not self.is_bound:
            return tags
        for name, field in self.form.fields.items():
            value = self.form.cleaned_data.get(name) if self.form.is_valid() else None
            if value in (None, ""):
                continue
            rest = self.data.copy()
            for gone in (name, *LEFT_OUT, *((KEY,) if name == "q" else ())):
                rest.pop(gone, None)
            shown = dict(getattr(field, "choices", ())).get(value, value)
            tags.append((f"{field.label}: {shown}", f"?{rest.urlencode()}"))
        return tags
