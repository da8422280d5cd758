"""The page behind each number of the dashboard: definition, distribution over agencies, and counted rows."""

import dataclasses
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.dashboard.numbers import Scope, of_scope
from cases.models import Case, Deadline, Sanction
from cases.models.deadlines.deadline import ON_TIME
from cases.models.decisions.decision import SanctionQuerySet

Rows = QuerySet[Any]


@dataclasses.dataclass(frozen=True)
class Metric:
    """``rows`` are the counted rows; ``agency`` is the path from a row to its agency."""

    name: object
    definition: object
    rows: Callable[[Scope], Rows]
    kind: str
    agency: str
    order: tuple[str, ...]
    case: str
    by_year: bool = False
    good: Q | None = None  # for shares: the rows in the numerator


def _open(scope: Scope) -> Rows:
    return Case.objects.open().filter(agency__in=scope.agencies)


def _overdue(scope: Scope) -> Rows:
    return of_scope(Deadline.objects.late_by_law(scope.today), scope)


def _clarification(scope: Scope) -> Rows:
    return of_scope(Deadline.objects.late_clarifications(scope.today), scope)


def _fell_due(scope: Scope) -> Rows:
    return of_scope(Deadline.objects.fell_due(scope.today, year=scope.year), scope)


def _sanctions(scope: Scope) -> Rows:
    return _sanctions_of(scope).counted(year=scope.year, category=scope.category)


def _durations(scope: Scope) -> Rows:
    return _sanctions_of(scope).counted(year=scope.year).with_duration()


def _repeats(scope: Scope) -> Rows:
    return _sanctions_of(scope).counted(year=scope.year, category=scope.category, repeats=True)


def _sanctions_of(scope: Scope) -> SanctionQuerySet:
    return Sanction.objects.filter(agency__in=scope.agencies).select_related("sanction_type")


of_cases = partial(Metric, kind="case", agency="agency", order=("-opened_at", "-pk"), case="")
of_clocks = partial(
    Metric, kind="clock", agency="respondent__case__agency", order=("due_on", "pk"), case="respondent__case"
)
of_sanctions = partial(
    Metric,
    kind="sanction",
    agency="agency",
    order=("-decided_on", "-pk"),
    case="decision__respondent__case",
    by_year=True,
)
METRICS = {
    "open": of_cases(
        _("Kasus terbuka"),
        _("Kasus dengan sedikitnya satu terperiksa yang jalurnya belum selesai, atau yang belum diproses. "
          "Keadaan sekarang."),
        _open,
    ),
    "overdue": of_clocks(
        _("Tenggat hukum terlewat"),
        _("Tenggat wajib hukum yang masih berjalan dan sudah lewat harinya. Keadaan sekarang; satu kasus dapat "
          "memuat beberapa."),
        _overdue,
    ),
    "clarification": of_clocks(
        _("Klarifikasi terlambat"),
        _("Permintaan klarifikasi yang melewati tenggat internal, menurut jenjang kasusnya. PP 94/2021 tidak "
          "mengatur tahap ini."),
        _clarification,
    ),
    "ontime": of_clocks(
        _("Tepat waktu"),
        _("Tenggat wajib hukum yang jatuh pada tahun itu: terpenuhi pada waktunya, dibagi semua yang terpenuhi "
          "atau terlewat. Tenggat yang gugur tidak dihitung."),
        _fell_due, by_year=True, good=ON_TIME,
    ),
    "duration": of_sanctions(
        _("Median kejadian sampai sanksi"),
        _("Hari kerja dari kejadian sampai tanggal keputusan, untuk sanksi yang diputus pada tahun itu dan masih "
          "berlaku. Kejadian yang tanggalnya tidak diketahui tidak dihitung. Kurang dari 5 sanksi tidak ditampilkan."),
        _durations, order=("event_working_days", "pk"),
    ),
    "sanctions": of_sanctions(
        _("Sanksi dijatuhkan"),
        _("Sanksi dari keputusan yang diambil pada tahun itu dan masih berlaku; yang diganti atau dibatalkan "
          "tidak dihitung. Satu orang dapat menerima lebih dari satu, dan satu kasus dapat memuat beberapa orang."),
        _sanctions,
    ),
    "repeats": of_sanctions(
        _("Sanksi berulang"),
        _("Sanksi pada tahun itu bagi orang yang dalam 24 bulan sebelumnya sudah menerima sanksi lain yang masih "
          "berlaku."),
        _repeats,
    ),
}  # fmt: skip


def by_agency(metric: Metric, rows: Rows) -> list[dict[str, Any]]:
    """The number for each agency, largest first."""
    counts: dict[str, Any] = {"n": Count("pk")}
    if metric.good is not None:
        counts["good"] = Count("pk", filter=metric.good)
    name = f"{metric.agency}__short_name"
    return list(rows.order_by().values(held_for=F(name)).annotate(**counts).order_by("-n", "held_for"))


def listed(metric: Metric, rows: Rows, user: Any) -> Rows:
    """The rows that the account may open, with their case."""
    visible = Case.objects.visible_to(user)
    if metric.kind == "case":
        return rows.filter(pk__in=visible.values("pk"))
    rows = rows.filter(**{f"{metric.case}__in": visible}).select_related(metric.case)
    return rows.select_related(metric.case, "limit") if metric.kind == "clock" else rows
