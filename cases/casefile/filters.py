"""The filters of the list of cases, always within what the account may read."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from typing import Any

import django_filters as filters
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.template.defaultfilters import date as date_words
from django.utils.translation import gettext_lazy as _

from cases.casefile.sorting import SORT, SORTS
from cases.links.pasted import links_in
from cases.links.reading import siblings
from cases.models import (
    Agency,
    Allegation,
    Case,
    CaseAgency,
    Deputy,
    Identity,
    Letter,
    Level,
    Post,
    Respondent,
    Role,
    Sanction,
    Status,
    User,
)
from cases.models.casefile.case import CaseQuerySet
from cases.parties.search_words import comparable
from cases.procedure.refusals import RuleViolation
from cases.web.due_words import SOON_WITHIN
from cases.web.forms.fields import DayField, set_today
from cases.web.paging import FIRST
from lib.sheets.nip import nip_in
from regulations.models import Provision, Route, Severity, StaffCategory

STATE_CHOICES = [("open", _("Terbuka")), ("closed", _("Selesai"))]
LATE_CHOICES = [("late", _("Ada tenggat terlewat")), ("soon", _("Jatuh dalam 3 hari kerja"))]
DEADLINE_KINDS = [("legal", _("Wajib hukum")), ("internal", _("Pengingat internal"))]
ANY_LABEL = _("Semua")
SANCTION_FIELDS = ("sanction_year", "sanction_month", "severity", "repeat")
SURELY_A_NUMBER = 12  # digits with dots and spaces between them; fewer may be a day
OPENED = "filters"  # in the address: the form is shown
WORDS = {"q": "s", "account": "a"}  # what is typed, and in the address: its key (``kept_searches``)
MINE, NOBODY, NEW = "me", "none", "today"
LEFT_OUT = ("after", "before", FIRST, OPENED, *WORDS)


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


class DayFilter(filters.Filter):  # type: ignore[misc]  # django-filter has no types
    """A day as officials write it."""

    field_class = DayField


class CaseFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """The filters of the list; the address contains one parameter for each."""

    q = filters.CharFilter(label=_("Nomor, nama, NIP, akun, tautan, atau kata"), method="search", max_length=1000)
    state = choice(_("Keadaan"), STATE_CHOICES, method="in_state")
    stage = choice(_("Tahap"), Status.choices)
    agency = choice(_("Perangkat daerah"), [], method="concerning")
    due = choice(_("Tenggat"), LATE_CHOICES, method="due_then")
    kind = choice(_("Jenis tenggat"), DEADLINE_KINDS, method="unfiltered")
    category = choice(_("Status kepegawaian"), StaffCategory.choices, method="of_category")
    route = choice(_("Jalur"), Route.choices, method="on_route")
    owner = choice(_("Ditangani"), [], method="handled_by")
    opened_from = DayFilter(label=_("Dicatat sejak"), method="opened_since")
    opened_until = DayFilter(label=_("Dicatat sampai"), method="opened_before")
    new = choice(_("Baru"), [(NEW, _("Dicatat hari ini"))], method="opened_today")
    level = choice(_("Jenjang"), Level.choices, method="on_level")
    platform = choice(_("Platform"), Post.Platform.choices, method="on_platform")
    account = filters.CharFilter(label=_("Akun"), method="of_account", max_length=120)
    provision = choice(_("Pasal yang diduga dilanggar"), [], method="alleged")
    identity = choice(_("Kepastian identitas"), Identity.choices, method="identified")
    severity = choice(_("Tingkat sanksi"), Severity.choices, method="unfiltered")
    sanction_year = filters.NumberFilter(label=_("Tahun sanksi"), method="unfiltered", min_value=1990, max_value=2200)
    sanction_month = filters.CharFilter(label=_("Bulan sanksi"), method="unfiltered", max_length=7)
    repeat = choice(_("Sanksi berulang"), [("1", _("Ya"))], method="unfiltered")
    sort = choice(_("Urutan"), [(name, sort.label) for name, sort in SORTS.items()], method="unfiltered")

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, user: User, today: dt.date) -> None:
        super().__init__(data if self.is_used(data) else None, queryset=Case.objects.visible_to(user))
        self.user, self.today = user, today
        self.is_open = OPENED in data
        self.paths: dict[str, str] = {}
        self._offer(data)
        self.is_wrong = self.is_bound and bool(self.errors)
        if self.is_wrong and not self.is_open:  # the form is shown with all its choices
            self.is_open = True
            self._offer(data)

    def _offer(self, data: QueryDict) -> None:
        """The form with the choices that are rows: read when it is open, or when the address names one of them."""
        if self.is_open or data.get("agency"):
            rows = list(Agency.objects.reached_by(self.user).values_list("pk", "name", "path"))
            self.paths = {str(pk): path for pk, _name, path in rows}
            self.filters["agency"].extra["choices"] = [(str(pk), name) for pk, name, _path in rows]
        named: list[tuple[str, Any]] = [(MINE, _("Saya")), (NOBODY, _("Belum ada"))]
        if self.is_open or data.get("owner", MINE) not in (MINE, NOBODY, ""):
            people = User.objects.filter(government_id=self.user.government_id or 0, is_active=True)
            people = people.exclude(role=Role.ADMINISTRATOR).order_by("first_name", "username")
            named += [(str(each.pk), str(each)) for each in people]
        self.filters["owner"].extra["choices"] = named
        if self.is_open or data.get("provision"):
            rules = Provision.objects.filter(use=Provision.Use.CHARGE).order_by("code", "-in_force_from")
            texts = dict(reversed(list(rules.values_list("code", "article"))))
            self.filters["provision"].extra["choices"] = [(code, f"{code}: {texts[code]}") for code in sorted(texts)]
        for offered in (self, *(self.filters[name] for name in ("agency", "owner", "provision"))):
            for made_before in ("_form", "_field"):  # with the choices of before
                offered.__dict__.pop(made_before, None)
        set_today(self.form, self.today, self.user.zone)

    @classmethod
    def is_used(cls, data: QueryDict) -> bool:
        """Whether an address narrows the list."""
        return any(data.get(name) for name in cls.base_filters if name != SORT)

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
        """Search by links, a number of a letter, or words. A link finds the cases with its post, a number of a letter
        its case. Otherwise every word must occur in number, title, summary, people, accounts or numbers of posts; the
        search uses the trigram index."""
        if keys := _keys_in(typed):
            posts = Post.objects.filter(Q(key__in=keys) & ~Q(key="") | Q(target_key__in=keys) & ~Q(target_key=""))
            return cases.filter(pk__in=posts.values("incident__case"))
        if "/" in typed and (letters := self._cases_of_letter(typed.strip())):
            return cases.filter(pk__in=letters)
        number = nip_in(typed)
        is_number = number.isdigit() and len(number) >= SURELY_A_NUMBER
        for word in [number] if is_number else dict.fromkeys(comparable(typed).split()):
            cases = cases.filter(search__contains=word)
        return cases

    def _cases_of_letter(self, number: str) -> list[int]:
        """The cases with a letter of this number."""
        letters = Letter.objects.filter(government_id=self.user.government_id or 0, number=number)
        return list(letters.values_list("case", flat=True))

    def in_state(self, cases: CaseQuerySet, _name: str, state: str) -> QuerySet[Case]:
        return cases.open() if state == "open" else cases.filter(closed_on__isnull=False)

    def concerning(self, cases: QuerySet[Case], _name: str, agency: str) -> QuerySet[Case]:
        """Cases of the agency and its units, or with a respondent from there."""
        below = [int(pk) for pk, path in self.paths.items() if path.startswith(self.paths[agency])]
        return cases.filter(Exists(CaseAgency.objects.filter(case=OuterRef("pk"), agency__in=below)))

    def due_then(self, cases: CaseQuerySet, _name: str, when: str) -> QuerySet[Case]:
        """With a clock that is overdue, or that ends today or within three working days."""
        wanted = self.form.cleaned_data.get("kind")
        kinds = [wanted == "legal"] if wanted else [True, False]
        if when == "soon":
            last = self.user.working_calendar().add_working_days(self.today, SOON_WITHIN)
            found = [cases.due_within(self.today, last, statutory=kind) for kind in kinds]
        else:
            found = [cases.late(self.today, statutory=kind) for kind in kinds]
        return found[0] if len(found) == 1 else found[0] | found[1]

    def handled_by(self, cases: CaseQuerySet, _name: str, who: str) -> QuerySet[Case]:
        """By an account; by the reader also those of whom he stands in for today."""
        if who == NOBODY:
            return cases.open().filter(owner=None)
        if who != MINE:
            return cases.filter(owner=int(who))
        away = Deputy.objects.on(self.today).filter(deputy=self.user).values("user")
        return cases.filter(Q(owner=self.user) | Q(owner__in=away))

    def opened_since(self, cases: QuerySet[Case], _name: str, day: dt.date) -> QuerySet[Case]:
        return cases.filter(opened_at__gte=self._midnight(day))

    def opened_before(self, cases: QuerySet[Case], _name: str, day: dt.date) -> QuerySet[Case]:
        return cases.filter(opened_at__lt=self._midnight(day + dt.timedelta(days=1)))

    def opened_today(self, cases: QuerySet[Case], _name: str, _today: str) -> QuerySet[Case]:
        return cases.filter(opened_at__gte=self._midnight(self.today))

    def _midnight(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(), self.user.zone)

    def on_level(self, cases: QuerySet[Case], _name: str, level: str) -> QuerySet[Case]:
        return cases.filter(level=level)

    def on_platform(self, cases: QuerySet[Case], _name: str, platform: str) -> QuerySet[Case]:
        return cases.filter(Exists(Post.objects.filter(incident__case=OuterRef("pk"), platform=platform)))

    def of_account(self, cases: QuerySet[Case], _name: str, account: str) -> QuerySet[Case]:
        """With a post of exactly this account, with or without its @, in any case of letters."""
        bare = account.strip().removeprefix("@")
        posts = Post.objects.filter(Q(account__iexact=bare) | Q(account__iexact=f"@{bare}"))
        return cases.filter(pk__in=posts.values("incident__case"))

    def alleged(self, cases: QuerySet[Case], _name: str, provision: str) -> QuerySet[Case]:
        alleged = Allegation.objects.filter(provision__code=provision)
        return cases.filter(Exists(alleged.filter(respondent__case=OuterRef("pk"))))

    def identified(self, cases: QuerySet[Case], _name: str, certainty: str) -> QuerySet[Case]:
        return cases.filter(Exists(Respondent.objects.filter(case=OuterRef("pk"), identity=certainty)))

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

    def tags(self, *, but: Collection[tuple[str, str]] = ()) -> list[tuple[str, str]]:
        """Each active filter with its value in words, and the address without this filter. ``but``: what the page shows
        otherwise."""
        tags: list[tuple[str, str]] = []
        if not self.is_bound:
            return tags
        for name, field in self.form.fields.items():
            value = self.form.cleaned_data.get(name) if self.form.is_valid() else None
            if value in (None, "") or name == SORT or (name, value) in but:
                continue
            rest = self.data.copy()
            for gone in (name, *LEFT_OUT, WORDS.get(name, "")):
                rest.pop(gone, None)
            shown = dict(getattr(field, "choices", ())).get(value, value)
            shown = date_words(shown, "j M Y") if isinstance(shown, dt.date) else shown
            tags.append((f"{field.label}: {shown}", f"?{rest.urlencode()}"))
        return tags


def query_of(given: Mapping[str, str]) -> QueryDict:
    asked = QueryDict(mutable=True)
    asked.update(given)
    return asked


def filtered(user: User, given: Mapping[str, str], today: dt.date) -> QuerySet[Case]:
    """The cases that an account may read and that match these filters, for instance of a saved view.

    Raises RuleViolation for a filter that is wrong or no longer right, which alone would narrow nothing.
    """
    narrowed = CaseFilter(query_of(given), user=user, today=today)
    if narrowed.is_wrong:
        raise RuleViolation(_("Saringan ini tidak dapat dipakai. Betulkan pilihan yang ditandai."))
    found: QuerySet[Case] = narrowed.qs
    return found
