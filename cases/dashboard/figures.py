"""The charts as data: title, columns, rows, addresses. Screen, projector, PDF and workbook draw the same ones."""

import dataclasses
import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import TruncMonth
from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.dashboard.metrics import METRICS
from cases.dashboard.scope import Scope
from cases.dashboard.small_cells import Cells, hide, hide_stages, is_small
from cases.dashboard.tiles import GROUPS, SERIES, Address
from cases.models import Allegation, Case, Decision, Employment, FindingsReport, Hearing, Post, Summons
from cases.models.deadlines.deadline import ON_TIME
from regulations.calendar import WorkingCalendar

MOST_ROWS = 8
MOST_PLATFORMS = 6
AGES = (7, 21, 45)  # working days; the buckets end there


@dataclasses.dataclass(frozen=True)
class Row:
    """One row of numbers; ``out_of`` makes its first value a share. ``behind``: how many people a rate counts."""

    label: str
    values: list[int | None]
    url: str = ""
    out_of: int | None = None
    note: str = ""
    behind: int | None = None

    @property
    def total(self) -> int:
        return sum(value or 0 for value in self.values)

    @property
    def share(self) -> int:
        """Percent of a share."""
        return round(100 * (self.values[0] or 0) / self.out_of) if self.out_of else 0


@dataclasses.dataclass(frozen=True)
class Figure:
    """``form``: how it is drawn: bars, share (bars of percent), stacked (columns of months), lines (one for each row),
    grid (a tinted table). ``subject``: a title without a number. ``is_nested``: each row is a part of the last."""

    code: str
    form: str
    title: str
    definition: object
    columns: list[str]
    rows: list[Row]
    subject: str = ""
    is_nested: bool = False

    @property
    def peak(self) -> int:
        values = [row.total for row in self.rows] if self.form == "stacked" else self._values()
        return max(values, default=0) or 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing is counted; a hidden cell is something."""
        return not any(value != 0 for row in self.rows for value in row.values)

    def hidden(self) -> "Figure":
        """The same with small cells hidden, without addresses, and, if a cell is hidden, without numbers in the title:
        for everything that leaves the office."""
        rows = [
            dataclasses.replace(row, values=values, url="", note="")
            for row, values in zip(self.rows, self._without_small_cells(), strict=True)
            if not is_small(row.out_of or 0)
        ]
        is_whole = len(rows) == len(self.rows) and all(None not in row.values for row in rows)
        return dataclasses.replace(self, rows=rows, title=self.title if is_whole else self.subject or self.title)

    def _without_small_cells(self) -> Cells:
        if self.is_nested:
            return [[value] for value in hide_stages(self._values())]
        if self.form == "share":
            parts = hide([[row.values[0] or 0, (row.out_of or 0) - (row.values[0] or 0)] for row in self.rows])
            return [[good] for good, _rest in parts]
        cells = hide(
            [[value or 0 for value in row.values] if row.behind is None else [row.behind] for row in self.rows]
        )
        return [
            values if row.behind is None or None in values else row.values
            for row, values in zip(self.rows, cells, strict=True)
        ]

    def _values(self) -> list[int]:
        return [value or 0 for row in self.rows for value in row.values]


def figures_of(scope: Scope, address: Address, calendar: WorkingCalendar) -> list[Figure]:
    """All charts of the statistics in their order; each costs one statement, C8 two."""
    return [
        funnel(scope),
        by_month(scope, address),
        _platforms(scope, address),
        _ages(scope, address, calendar),
        _on_time(scope),
        kinds(scope),
        _breaches(scope, address),
        _per_staff(scope, address),
    ]


def funnel(scope: Scope) -> Figure:
    """C1: how far the paths that entered have come."""
    of_path = {"respondent": OuterRef("pk")}
    steps: dict[str, Any] = {
        "clarified": Q(clarifications__isnull=False),
        "called": Exists(Summons.objects.filter(**of_path)),
        "heard": Exists(Hearing.objects.filter(**of_path)),
        "reported": Exists(FindingsReport.objects.filter(**of_path)),
        "decided": Exists(Decision.objects.filter(**of_path)),
        "in_force": Exists(Decision.objects.filter(**of_path, effective_on__lte=scope.today)),
    }
    counts = {name: Count("pk", filter=test, distinct=True) for name, test in steps.items()}
    found = METRICS["entered"].rows(scope).order_by().aggregate(all=Count("pk", distinct=True), **counts)
    labels = {
        "all": _("Dilaporkan"), "clarified": _("Diklarifikasi"), "called": _("Dipanggil"), "heard": _("Diperiksa"),
        "reported": _("Hasil pemeriksaan"), "decided": _("Diputus"), "in_force": _("Berlaku"),
    }  # fmt: skip
    title = _("Dari %(all)d terperiksa yang masuk, %(decided)d sudah diputus") % found
    definition = gettext_lazy("Terperiksa dalam kasus yang dicatat pada periode itu, dan tahap yang pernah dicapainya.")
    rows = [Row(label, [found[name]]) for name, label in labels.items()]
    subject = _("Terperiksa yang masuk, menurut tahap")
    return Figure("C1", "bars", title, definition, [_("Terperiksa")], rows, subject, is_nested=True)


def by_month(scope: Scope, address: Address) -> Figure:
    """C2: sanctions by month and level."""
    found = _counted(METRICS["sanctions"].rows(scope), TruncMonth("decided_on"), F("severity"))
    rows = []
    for month in scope.period.each_month():
        values: list[int | None] = [sum(found[month.first, level] for level in of) for of in GROUPS.values()]
        url = address.metric("sanctions", period=month.key) if any(values) else ""
        rows.append(Row(str(MONTHS_3[month.first.month]).title(), values, url))
    title = _("%(n)d sanksi dijatuhkan, menurut bulan dan tingkat") % {"n": found.total()}
    definition = METRICS["sanctions"].definition
    subject = _("Sanksi dijatuhkan, menurut bulan dan tingkat")
    return Figure("C2", "stacked", title, definition, [str(label) for _tone, label in SERIES], rows, subject)


def _platforms(scope: Scope, address: Address) -> Figure:
    cases = Case.objects.filter(scope.moments, agency__in=scope.agencies)
    posts = Post.objects.filter(incident__case__in=scope.narrow(cases, "respondents"))
    month = TruncMonth("incident__case__opened_at", tzinfo=scope.zone)
    found = _counted(posts, F("platform"), month, counting="incident__case")
    months = scope.period.each_month()
    named = dict(Post.Platform.choices)
    rows = [
        Row(str(named[platform]), [_at(found, platform, month.first) for month in months],
            address.metric("entered", platform=platform))
        for platform in _largest(found)[:MOST_PLATFORMS]
    ]  # fmt: skip
    title = _("Terbanyak di %(platform)s") % {"platform": rows[0].label} if rows else _("Belum ada unggahan")
    definition = gettext_lazy("Kasus yang dicatat tiap bulan dengan sedikitnya satu unggahan di platform itu.")
    labels = [f"{MONTHS_3[month.first.month]}".title() for month in months]
    return Figure("C3", "lines", title, definition, labels, rows, _("Kasus menurut platform"))


def _ages(scope: Scope, address: Address, calendar: WorkingCalendar) -> Figure:
    edges = [_begun_before(scope, days, calendar) for days in AGES]
    bounds = [Q(opened_at__gte=edges[0])]
    bounds += [Q(opened_at__lt=newer, opened_at__gte=older) for newer, older in itertools.pairwise(edges)]
    bounds.append(Q(opened_at__lt=edges[-1]))
    counts = {f"age_{n}": Count("pk", filter=bound) for n, bound in enumerate(bounds)}
    found = METRICS["open"].rows(scope).order_by().values("agency", "agency__short_name").annotate(**counts)
    rows = [
        Row(each["agency__short_name"], [each[name] for name in counts],
            address.metric("open", agency=each["agency"], only=1))
        for each in found
    ]  # fmt: skip
    rows.sort(key=lambda row: (-(row.values[-1] or 0), -row.total, row.label))
    old = sum(row.values[-1] or 0 for row in rows)
    title = _("%(n)d kasus terbuka lebih dari %(days)d hari kerja") % {"n": old, "days": AGES[-1]}
    columns = [f"0–{AGES[0]}", *(f"{a + 1}–{b}" for a, b in itertools.pairwise(AGES)), f">{AGES[-1]}"]
    definition = gettext_lazy("Kasus terbuka menurut hari kerja sejak dicatat. Keadaan sekarang.")
    return Figure("C4", "grid", title, definition, columns, rows[:MOST_ROWS], _("Kasus terbuka menurut umurnya"))


def _on_time(scope: Scope) -> Figure:
    rows = METRICS["ontime"].rows(scope).order_by().values("limit__step", "limit__label")
    steps: dict[str, list[Any]] = {}
    for each in rows.annotate(good=Count("pk", filter=ON_TIME), n=Count("pk")):
        known = steps.setdefault(each["limit__step"], [each["limit__label"], 0, 0])
        known[1] += each["good"]
        known[2] += each["n"]
    shown = [Row(label, [good], out_of=n) for label, good, n in steps.values()]
    shown.sort(key=lambda row: (row.share, row.label))
    good, n = sum(row.values[0] or 0 for row in shown), sum(row.out_of or 0 for row in shown)
    title = _("%(good)d dari %(n)d tenggat hukum tepat waktu") % {"good": good, "n": n}
    subject = _("Tenggat hukum menurut tahap")
    return Figure("C5", "share", title, METRICS["ontime"].definition, [_("Tepat waktu")], shown[:MOST_ROWS], subject)


def kinds(scope: Scope) -> Figure:
    """C6: sanctions by kind; the rare ones in one row, so that the rows add up to all."""
    found = _counted(METRICS["sanctions"].rows(scope), F("sanction_type__name"))
    rows = [Row(name, [n]) for (name,), n in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]
    title = _("Terbanyak: %(name)s") % {"name": rows[0].label} if rows else _("Belum ada sanksi")
    rest = rows[MOST_ROWS - 1 :]
    if len(rest) > 1:
        rows[MOST_ROWS - 1 :] = [Row(_("Jenis lain"), [sum(row.total for row in rest)])]
    subject = _("Sanksi menurut jenis")
    return Figure("C6", "bars", title, METRICS["sanctions"].definition, [_("Sanksi")], rows, subject)


def _breaches(scope: Scope, address: Address) -> Figure:
    alleged = Allegation.objects.filter(respondent__in=METRICS["entered"].rows(scope), provision__isnull=False)
    found = _counted(alleged, F("provision__code"), F("respondent__case__incidents__posts__platform"), counting="pk")
    articles = dict(alleged.values_list("provision__code", "provision__article"))
    named = dict(Post.Platform.choices)
    known = {key: n for key, n in found.items() if key[1]}
    platforms = _largest(Counter({(platform, code): n for (code, platform), n in known.items()}))[:MOST_PLATFORMS]
    rows = [
        Row(f"{code} {articles[code]}"[:60], [_at(found, code, platform) for platform in platforms],
            address.metric("entered", provision=code))
        for code in _largest(Counter(known))[:MOST_ROWS]
    ]  # fmt: skip
    title = _("Pelanggaran yang didugakan, menurut platform")
    definition = gettext_lazy("Dugaan pada terperiksa yang masuk; satu dugaan dapat tampak di beberapa platform.")
    return Figure("C7", "grid", title, definition, [str(named[each]) for each in platforms], rows)


def _per_staff(scope: Scope, address: Address) -> Figure:
    """Entered paths per 1,000 staff; counts alone show large agencies and not careless ones."""
    paths = METRICS["entered"].rows(scope).order_by().values("case__agency", "case__agency__short_name")
    current = Q(ends_on__isnull=True) | Q(ends_on__gte=scope.today)
    jobs = Employment.objects.filter(current, agency__in=scope.agencies, starts_on__lte=scope.today)
    staff = dict(jobs.order_by().values_list("agency").annotate(n=Count("employee", distinct=True)))
    rows = []
    for each in paths.annotate(n=Count("pk", distinct=True)):
        people = staff.get(each["case__agency"], 0)
        if people:
            url = address.metric("entered", agency=each["case__agency"], only=1)
            note = _("%(n)d dari %(staff)d pegawai") % {"n": each["n"], "staff": people}
            rate = round(1000 * each["n"] / people)
            rows.append(Row(each["case__agency__short_name"], [rate], url, note=note, behind=each["n"]))
    rows.sort(key=lambda row: (-(row.values[0] or 0), row.label))
    title = _("Terperiksa per 1.000 pegawai")
    definition = gettext_lazy("Terperiksa yang masuk ÷ pegawai perangkat daerah itu sekarang × 1.000, dibulatkan.")
    return Figure("C8", "bars", title, definition, [_("per 1.000")], rows[:MOST_ROWS])


def _counted(rows: Any, *by: Any, counting: str = "pk") -> Counter[tuple[Any, ...]]:
    """How many rows have each combination; months as their first day."""
    names = {f"by_{n}": expression for n, expression in enumerate(by)}
    found = rows.order_by().values(**names).annotate(n=Count(counting, distinct=True))
    totals = Counter[tuple[Any, ...]]()
    for each in found:
        totals[tuple(_day(each[name]) for name in names)] += each["n"]
    return totals


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, dt.datetime) else value


def _at(found: Counter[tuple[Any, ...]], *key: Any) -> int:
    return found[key]


def _largest(found: Iterable[tuple[Any, ...]]) -> list[Any]:
    """The first parts of the keys by their sums, the largest first."""
    sums: dict[Any, int] = defaultdict(int)
    for key in found:
        sums[key[0]] += found[key] if isinstance(found, Counter) else 1
    return sorted(sums, key=lambda part: (-sums[part], str(part)))


def _begun_before(scope: Scope, days: int, calendar: WorkingCalendar) -> dt.datetime:
    """The start of the day that lies this many working days back; later cases are at most so old."""
    day = scope.today
    while days:
        day -= dt.timedelta(days=1)
        days -= calendar.is_working_day(day)
    return dt.datetime.combine(day, dt.time(), scope.zone)
