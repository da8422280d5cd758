"""Allegations, the examination, and the report of findings."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases.applicable_law.chargeable import check_provision
from cases.applicable_law.status_of_the_day import check_same_status
from cases.examination import teams
from cases.examination.findings import keep_finding
from cases.examination.sessions import Session, check_presence, check_summoned_day, refuse_own_inspectorate
from cases.models import (
    Act,
    Allegation,
    Attendance,
    Circumstance,
    EvidenceItem,
    Finding,
    FindingsReport,
    Hearing,
    Respondent,
    Statement,
    User,
)
from cases.procedure import workflow
from cases.procedure.admission import admit
from cases.procedure.refusals import Mend, RuleViolation, StaleForm
from cases.procedure.rights import Right
from regulations.models import Provision, SanctionType


@transaction.atomic
def allege(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    text: str,
    provision: Provision | None = None,
    acted_on: dt.date | None = None,
    version: int | None = None,
) -> Allegation:
    """Record one alleged breach, with the rule that bound this person on the day of the act, if known."""
    respondent = workflow.advance(respondent, Act.ALLEGE, actor=actor, at=at, on=on, version=version, note=text[:200])
    if acted_on is not None:
        _check_acted_on(respondent, acted_on, on)
    if provision is not None:
        check_provision(respondent, provision, acted_on)
    return Allegation.objects.create(respondent=respondent, text=text, provision=provision, acted_on=acted_on)


def _check_acted_on(respondent: Respondent, acted_on: dt.date, on: dt.date) -> None:
    """Acts of several days are several allegations, each judged by the law and the status of its day."""
    if acted_on > on:
        raise RuleViolation(_("Hari perbuatan tidak boleh setelah hari dugaan dicatat."))
    check_same_status(respondent, acted_on)


@transaction.atomic
def hold_hearing(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, session: Session, version: int | None = None
) -> Hearing:
    """Record an examination with attendance and statements (Pasal 27 PP 94/2021: closed, face to face or virtual).

    Raises RuleViolation without the examinee, and on another day than that of the letter without their consent.
    """
    respondent = workflow.advance(respondent, Act.HOLD_HEARING, actor=actor, at=at, on=on, version=version)
    if session.held_at > at or respondent.agency.local_date(session.held_at) != on:
        raise RuleViolation(_("Waktu pemeriksaan harus pada tanggal yang diisi dan tidak setelah sekarang."))
    refuse_own_inspectorate(respondent, actor)
    check_presence(session)
    check_summoned_day(respondent, session, on)
    hearing = Hearing.objects.create(
        respondent=respondent,
        round=respondent.round,
        held_by=session.held_by,
        held_at=session.held_at,
        place=session.place,
        is_online=session.is_online,
        minutes_number=session.minutes_number,
        panel=teams.sitting(respondent, on),
        consent=session.consent,
    )
    _attend(hearing, session.attendances)
    _say(hearing, session.statements)
    return hearing


@transaction.atomic
def add_to_hearing(
    *,
    hearing: Hearing,
    actor: User,
    at: dt.datetime,
    version: int,
    attendances: Sequence[Attendance] = (),
    statements: Sequence[Statement] = (),
    close: bool = False,
) -> Hearing:
    """Add attendance and statements to an open hearing, or close it; existing rows are not changed."""
    locked = (
        Hearing.objects.select_for_update(of=("self",), no_key=True)
        .select_related("respondent__case")
        .get(pk=hearing.pk)
    )
    admit(locked.respondent.case, actor, Right.EXAMINE)
    if locked.closed_at is not None:
        raise RuleViolation(_("Pemeriksaan sudah ditutup. Tambahan dicatat dalam pemeriksaan baru."))
    if locked.version != version:
        raise StaleForm(
            _("Catatan pemeriksaan ini baru saja diubah orang lain. Periksa isinya di bawah, lalu kirim lagi.")
        )
    _attend(locked, attendances)
    _say(locked, statements)
    if close and not locked.attendances.exists():
        raise RuleViolation(_("Isi kehadiran sebelum menutup pemeriksaan."))
    locked.version += 1
    locked.closed_at = at if close else None
    locked.save(update_fields=["version", "closed_at"])
    return locked


@transaction.atomic
def refer_to_discipline(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, reason: str, version: int | None = None
) -> Respondent:
    """Refer a breach that the ethics council found to the discipline route, where it is examined again by its own
    rules.

    Pasal 15–16 PP 42/2004. The work of the council ends; its session is not an examination under Pasal 27 PP 94/2021.
    """
    respondent = workflow.advance(
        respondent, Act.REFER_TO_DISCIPLINE, actor=actor, at=at, on=on, version=version, note=reason
    )
    teams.dissolve(respondent, on=on)
    return respondent


def _attend(hearing: Hearing, attendances: Sequence[Attendance]) -> None:
    for attendance in attendances:
        attendance.hearing = hearing
        attendance.save(force_insert=True)


def _say(hearing: Hearing, statements: Sequence[Statement]) -> None:
    first = hearing.statements.count() + 1
    for position, statement in enumerate(statements, first):
        statement.hearing, statement.position = hearing, position
        statement.save(force_insert=True)


@transaction.atomic
def report_findings(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    findings: Sequence[Finding],
    recommendation: str,
    recommended: SanctionType | None = None,
    number: str = "",
    evidence: Mapping[int, Sequence[EvidenceItem]] | None = None,
    provisions: Mapping[int, Provision] | None = None,
    circumstances: Sequence[Circumstance] = (),
    version: int | None = None,
) -> FindingsReport:
    """Submit the findings, one for each allegation, with a recommendation, and close the hearings.

    After two absences the findings are based on the evidence alone. ``evidence`` and ``provisions`` are keyed by
    allegation: the evidence of a finding, and the rule of an allegation that had none. Raises RuleViolation.
    """
    respondent = workflow.advance(respondent, Act.REPORT_FINDINGS, actor=actor, at=at, on=on, version=version)
    refuse_own_inspectorate(respondent, actor)
    _check_heard(respondent)
    _check_answered(respondent, findings)
    for finding in findings:
        pk = finding.allegation_id
        keep_finding(respondent, finding, (provisions or {}).get(pk), (evidence or {}).get(pk, ()))
    respondent.hearings.filter(closed_at__isnull=True).update(closed_at=at)
    report = FindingsReport.objects.create(
        respondent=respondent, number=number, submitted_on=on, recommendation=recommendation, recommended=recommended
    )
    for circumstance in circumstances:
        Circumstance.objects.create(report=report, weight=circumstance.weight, text=circumstance.text)
    return report


def _check_heard(respondent: Respondent) -> None:
    """Require an examination with the examinee present, or two absences after summonses (Pasal 26 ayat (4) PP
    94/2021)."""
    heard = Hearing.objects.of_this_round(respondent)
    if not heard.attended().exists() and not respondent.was_called_in_vain:
        raise RuleViolation(
            _("Panggil sekali lagi: keputusan tanpa pemeriksaan baru sah setelah dua kali tidak hadir."),
            mend=Mend.by(Act.SUMMON, respondent),
        )
    if heard.filter(attendances=None).exists():
        raise RuleViolation(_("Isi kehadiran setiap pemeriksaan sebelum menyusun hasilnya."))


def _check_answered(respondent: Respondent, findings: Sequence[Finding]) -> None:
    alleged = set(respondent.allegations.values_list("pk", flat=True))
    if not alleged:
        raise RuleViolation(
            _("Belum ada dugaan pelanggaran. Catat dulu dugaannya."), mend=Mend.by(Act.ALLEGE, respondent)
        )
    if {finding.allegation_id for finding in findings} != alleged:
        raise RuleViolation(_("Setiap dugaan pelanggaran harus mendapat satu temuan."))
