"""Every number as data: its name, definition and formula, and the rows that it counts.

The page behind a number lists these rows; the overview adds up counters of the same rows; a test compares all three.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from cases.dashboard.scope import Scope
from cases.models import (
    Case,
    Clarification,
    ClosingReason,
    Deadline,
    Decision,
    Minutes,
    NationalRecord,
    Remedy,
    Sanction,
    Status,
)
from cases.models.deadlines.deadline import ON_TIME
from cases.models.decisions.decision import SanctionQuerySet

Rows = QuerySet[Any]
Line = tuple[object, dt.date | None]  # what a row says besides its case: words and a day
WITHOUT_SANCTION = ~Q(closing_reason__in=(ClosingReason.SANCTION_SERVED, ClosingReason.ANNULLED))
OF_CIVIL_SERVANTS = Q(respondent__category__in=("PNS", "CPNS", "PPPK"))
CHANGED = (Remedy.Outcome.CHANGED, Remedy.Outcome.LIGHTENED, Remedy.Outcome.AGGRAVATED, Remedy.Outcome.ANNULLED)
FEW_DAYS = 7  # calendar days: about five working days, after which minutes or a register number are overdue


@dataclasses.dataclass(frozen=True)
class Metric:
    """``rows`` are the counted rows; ``agency`` and ``case`` lead from a row to its agency and case.

    ``code``: as in the definitions. ``good``: for shares, the rows of the numerator. ``median``: the column whose
    median is shown. ``part_of``: the number whose rows contain these. ``line``: what a row without columns of its own
    says.
    """

    code: str
    name: object
    definition: object
    formula: object
    rows: Callable[[Scope], Rows]
    kind: str
    agency: str
    order: tuple[str, ...]
    case: str
    by_period: bool = False
    good: Q | None = None
    median: str = ""
    part_of: str = ""
    unit: object = ""
    line: Callable[[Any], Line] | None = None


def _open(scope: Scope) -> Rows:
    return scope.narrow(Case.objects.open().filter(agency__in=scope.agencies), "respondents")


def _entered(scope: Scope) -> Rows:
    opened = Case.objects.filter(scope.moments, agency__in=scope.agencies)
    return scope.paths().filter(case__in=opened).exclude(closing_reason=ClosingReason.WITHDRAWN)


def _clocks(scope: Scope, clocks: Rows) -> Rows:
    return scope.narrow(clocks.filter(respondent__case__agency__in=scope.agencies), "respondent")


def _overdue(scope: Scope) -> Rows:
    return _clocks(scope, Deadline.objects.late_by_law(scope.today))


def _clarification(scope: Scope) -> Rows:
    return _clocks(scope, Deadline.objects.late_clarifications(scope.today))


def _fell_due(scope: Scope) -> Rows:
    return _clocks(scope, Deadline.objects.fell_due(scope.today, *scope.days))


def _sanctions(scope: Scope) -> SanctionQuerySet:
    rows = Sanction.objects.filter(agency__in=scope.agencies, decided_on__range=scope.days).counted()
    return scope.narrow(rows.select_related("sanction_type"), "decision__respondent")  # type: ignore[return-value]  # narrowed rows keep their class


def _durations(scope: Scope) -> Rows:
    return _sanctions(scope).with_duration()


def _repeats(scope: Scope) -> Rows:
    return _sanctions(scope).filter(is_repeat=True)


def _closed(scope: Scope) -> Rows:
    paths = scope.paths().filter(case__agency__in=scope.agencies, status=Status.CLOSED, status_on__range=scope.days)
    return paths.exclude(closing_reason__in=(ClosingReason.WITHDRAWN, ClosingReason.ELSEWHERE))


def _unsigned(scope: Scope) -> Rows:
    """The newest version of minutes, frozen some days ago, that nobody has signed or refused."""
    before = dt.datetime.combine(scope.today - dt.timedelta(days=FEW_DAYS), dt.time(), scope.zone)
    later = Minutes.objects.filter(hearing=OuterRef("hearing"), version__gt=OuterRef("version"))
    rows = Minutes.objects.filter(
        hearing__respondent__case__agency__in=scope.agencies,
        hearing__respondent__case__closed_on__isnull=True,
        frozen_at__lt=before,
        signatures__isnull=True,
    )
    return scope.narrow(rows.exclude(Exists(later)), "hearing__respondent")


def _remedies(scope: Scope) -> Rows:
    rows = Remedy.objects.filter(
        decision__respondent__case__agency__in=scope.agencies, filed_on__range=scope.days
    ).exclude(kind=Remedy.Kind.RULING)
    return scope.narrow(rows, "decision__respondent")


def _idis(scope: Scope) -> Rows:
    rows = Decision.objects.standing().filter(
        OF_CIVIL_SERVANTS,
        respondent__case__agency__in=scope.agencies,
        decided_on__range=scope.days,
        decided_on__lt=scope.today - dt.timedelta(days=FEW_DAYS),
    )
    recorded = Exists(NationalRecord.objects.filter(decision=OuterRef("pk")))
    return scope.narrow(rows.annotate(is_recorded=recorded), "respondent")


def _response(scope: Scope) -> Rows:
    """The first request for clarification of each path, with the calendar days since its case was recorded."""
    earlier = Clarification.objects.filter(respondent=OuterRef("respondent"), pk__lt=OuterRef("pk"))
    recorded = TruncDate("respondent__case__opened_at", tzinfo=scope.zone)
    days = Func(
        F("requested_on"), recorded, template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField()
    )
    rows = Clarification.objects.filter(
        ~Exists(earlier), respondent__case__agency__in=scope.agencies, requested_on__range=scope.days
    )
    return scope.narrow(rows.annotate(days=days), "respondent")


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
    by_period=True,
)
of_paths = partial(Metric, kind="line", agency="case__agency", order=("-status_on", "-pk"), case="case")
METRICS = {
    "open": of_cases(
        "K1",
        _("Kasus terbuka"),
        _("Kasus dengan sedikitnya satu terperiksa yang jalurnya belum selesai, atau yang belum diproses. "
          "Keadaan sekarang."),
        _("jumlah kasus tanpa hari selesai"),
        _open,
    ),
    "overdue": of_clocks(
        "K2",
        _("Tenggat hukum terlewat"),
        _("Tenggat wajib hukum yang masih berjalan dan sudah lewat harinya. Keadaan sekarang; satu kasus dapat "
          "memuat beberapa."),
        _("jumlah tenggat wajib yang berjalan dengan hari terakhir sebelum hari ini; yang dijeda tidak dihitung"),
        _overdue,
    ),
    "clarification": of_clocks(
        "K3",
        _("Klarifikasi terlambat"),
        _("Permintaan klarifikasi yang melewati tenggat internal, menurut jenjang kasusnya. PP 94/2021 tidak "
          "mengatur tahap ini."),
        _("jumlah tenggat klarifikasi yang berjalan dengan hari terakhir sebelum hari ini"),
        _clarification,
    ),
    "ontime": of_clocks(
        "K4",
        _("Tepat waktu"),
        _("Tenggat wajib hukum yang jatuh pada periode itu: terpenuhi pada waktunya, dibagi semua yang terpenuhi "
          "atau terlewat. Tenggat yang gugur tidak dihitung."),
        _("terpenuhi pada harinya ÷ (terpenuhi + terlewat)"),
        _fell_due, by_period=True, good=ON_TIME,
    ),
    "duration": of_sanctions(
        "K5",
        _("Median kejadian sampai sanksi"),
        _("Hari kerja dari kejadian sampai tanggal keputusan, untuk sanksi yang diputus pada periode itu dan masih "
          "berlaku. Kejadian yang tanggalnya tidak diketahui tidak dihitung. Kurang dari 5 sanksi tidak ditampilkan."),
        _("median hari kerja (keputusan − kejadian)"),
        _durations, order=("event_working_days", "pk"), median="event_working_days", unit=_("hari kerja"),
        part_of="sanctions",
    ),
    "sanctions": of_sanctions(
        "K6",
        _("Sanksi dijatuhkan"),
        _("Sanksi dari keputusan yang diambil pada periode itu dan masih berlaku; yang diganti atau dibatalkan "
          "tidak dihitung. Satu orang dapat menerima lebih dari satu, dan satu kasus dapat memuat beberapa orang."),
        _("jumlah sanksi dengan hari keputusan pada periode"),
        _sanctions,
    ),
    "repeats": of_sanctions(
        "K7",
        _("Sanksi berulang"),
        _("Sanksi pada periode itu bagi orang yang dalam 24 bulan sebelumnya sudah menerima sanksi lain yang masih "
          "berlaku."),
        _("jumlah sanksi yang bertanda berulang"),
        _repeats, part_of="sanctions",
    ),
    "unsanctioned": of_paths(
        "K8",
        _("Selesai tanpa sanksi"),
        _("Terperiksa yang jalurnya selesai pada periode itu tanpa menjalani sanksi: tidak terbukti, pembinaan, "
          "bukan pegawai, dan sebab lain. Laporan yang dibatalkan atau ditangani di berkas lain tidak dihitung."),
        _("selesai tanpa sanksi ÷ semua yang selesai"),
        _closed, by_period=True, good=WITHOUT_SANCTION,
        line=lambda path: (path.get_closing_reason_display(), path.status_on),
    ),
    "unsigned": Metric(
        "K9",
        _("Berita acara belum ditandatangani"),
        _("Berita acara yang dibekukan lebih dari tujuh hari lalu dan belum ditandatangani atau ditolak siapa pun; "
          "versi terbaru tiap pemeriksaan, dalam kasus terbuka. Keadaan sekarang."),
        _("jumlah berita acara tanpa tanda tangan dan tanpa penolakan"),
        _unsigned, kind="line", agency="hearing__respondent__case__agency", order=("frozen_at", "pk"),
        case="hearing__respondent__case", line=lambda row: (row.number, row.frozen_at.date()),
    ),
    "remedies": Metric(
        "K10",
        _("Upaya administratif"),
        _("Keberatan dan banding yang diajukan pada periode itu, dan berapa yang mengubah atau membatalkan "
          "keputusannya."),
        _("diubah atau dibatalkan ÷ diajukan"),
        _remedies, kind="line", agency="decision__respondent__case__agency", order=("-filed_on", "-pk"),
        case="decision__respondent__case", by_period=True, good=Q(outcome__in=CHANGED),
        line=lambda row: (f"{row.get_kind_display()} · {row.get_outcome_display() or '–'}", row.filed_on),
    ),
    "idis": Metric(
        "K11",
        _("Tercatat di I'DIS"),
        _("Keputusan bagi PNS, CPNS, dan PPPK pada periode itu yang masih berlaku dan berumur lebih dari tujuh hari, "
          "dan berapa yang sudah mempunyai nomor register I'DIS."),
        _("bernomor register ÷ semua keputusan itu"),
        _idis, kind="line", agency="respondent__case__agency", order=("-decided_on", "-pk"), case="respondent__case",
        by_period=True, good=Q(is_recorded=True), line=lambda row: (row.number or _("tanpa nomor"), row.decided_on),
    ),
    "response": Metric(
        "K12",
        _("Waktu tanggap"),
        _("Hari kalender dari kasus dicatat sampai klarifikasi pertama diminta, untuk permintaan pada periode itu. "
          "Kurang dari 5 permintaan tidak ditampilkan."),
        _("median (hari permintaan pertama − hari kasus dicatat)"),
        _response, kind="line", agency="respondent__case__agency", order=("-requested_on", "-pk"),
        case="respondent__case", by_period=True, median="days", unit=_("hari"),
        line=lambda row: (_("%(n)d hari") % {"n": row.days}, row.requested_on),
    ),
    "entered": of_paths(
        "K0",
        _("Terperiksa masuk"),
        _("Orang dalam kasus yang dicatat pada periode itu; satu orang dalam dua kasus dihitung dua kali. Laporan "
          "yang dibatalkan tidak dihitung."),
        _("jumlah jalur dalam kasus yang dicatat pada periode"),
        _entered, by_period=True, line=lambda path: (path.get_status_display(), path.status_on),
    ),
}  # fmt: skip
