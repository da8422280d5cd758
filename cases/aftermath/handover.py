"""Handing a case over: the report, and the sheet for the national discipline systems with what it lacks."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cases.letters.decrees import is_decreed
from cases.letters.drafting import compose, draft
from cases.letters.facts import Facts, facts_of
from cases.letters.records import prepare
from cases.letters.wordings import wording_of
from cases.models import Act, Decision, Employment, NationalRecord, Respondent, Sanction, User
from cases.procedure.case_acts import begin_case_act
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from lib.documents.document import Document
from regulations.models import SanctionType, Severity

REPORT, SHEET = "LHP", "SIASN-HUKDIS"
LEVELS = {Severity.LIGHT: "R", Severity.MODERATE: "S", Severity.SEVERE: "B", Severity.TERMINATION: "B"}


def is_served(respondent: Respondent) -> bool:
    """Whether the decision reached the person; until then the report of findings is confidential."""
    return respondent.decisions.filter(delivery__isnull=False).exists()


def may_read_report(respondent: Respondent, user: User) -> bool:
    """Whether the account may read the report of findings. Before delivery of the decision: only those who examine and
    decide, and the officers of the agency that holds the case."""
    own_case = user.is_of_one_agency and respondent.case.agency_id in user.subtree
    return is_served(respondent) or may(user, Right.READ_UNSERVED_REPORT) or own_case


def report_document(respondent: Respondent, author: User, on: dt.date) -> Document:
    """The report of findings with one finding for each allegation: the issued letter, otherwise composed from the
    record, and a draft (KONSEP) as long as it has no number.

    Raises RuleViolation if there is no report yet.
    """
    report = respondent.findings_reports.last()
    if report is None:
        raise RuleViolation(_("Belum ada laporan hasil pemeriksaan."))
    issued = respondent.letters.filter(form__code=REPORT, replaced_by=None, dated_on__gte=report.submitted_on)
    if letter := issued.order_by("pk").last():
        return Document.from_data(letter.content)
    prepared = prepare(respondent, REPORT, on)
    return draft(respondent=respondent, author=author, prepared=prepared, words={}, number=report.number)


def siasn_rows(respondent: Respondent) -> list[list[str]]:
    """The values for the national record under the field names of that system; empty if unknown."""
    decision = respondent.standing_decision_or_none
    sanction = _sanction(decision)
    kind = sanction.sanction_type if sanction else None
    employee = respondent.employee
    job = employee.employment_on(decision.decided_on) if employee and decision else None
    months = kind.duration_months or 0 if kind else 0
    with translation.override("id"):
        return [
            ["NIP", employee.nip or "" if employee else ""],
            ["Nama", str(respondent)],
            ["jenisTingkatHukumanId", LEVELS.get(Severity(sanction.severity), "") if sanction else ""],
            ["jenisHukumanId", kind.siasn_code if kind else ""],
            ["alasanHukumanDisiplin", facts_of(respondent, decision.decided_on).get("pasal", "") if decision else ""],
            ["skNomor", decision.number if decision else ""],
            ["skTanggal", _numbers(decision.decided_on if decision else None)],
            ["hukumanTanggal (TMT)", _numbers(decision.effective_on if decision else None)],
            ["akhirHukumanTanggal", _numbers(_last_day(sanction))],
            ["masaTahun", str(months // 12) if kind else ""],
            ["masaBulan", str(months % 12) if kind else ""],
            ["nomorPp", kind.basis if kind and kind.siasn_code else ""],
            ["golongan", _grade(job)],
            ["keterangan", respondent.case.number],
        ]


def _last_day(sanction: Sanction | None) -> dt.date | None:
    """The last day of serving, inclusive; None for a dismissal."""
    return sanction.ends_on if sanction and sanction.severity != Severity.TERMINATION else None


def siasn_gaps(respondent: Respondent) -> list[str]:
    """The values that the national record still lacks, as sentences; empty if it is complete."""
    decision = respondent.standing_decision_or_none
    if decision is None:
        return [_("Belum ada keputusan yang berlaku.")]
    sanction, employee = _sanction(decision), respondent.employee
    kind = sanction.sanction_type if sanction else None
    checks = [
        (employee and employee.nip, _("NIP belum tercatat; sistem nasional hanya memuat ASN.")),
        (decision.number, _("Nomor keputusan belum diisi.")),
        (kind and kind.siasn_code, _("Jenis sanksi ini tidak mempunyai kode SIASN.")),
        (decision.is_delivered, _("Penyampaian keputusan belum dicatat.")),
        (decision.effective_on, _("Tanggal mulai berlaku belum diketahui.")),
        (respondent.findings_reports.exists(), _("Laporan hasil pemeriksaan belum ada.")),
        (_has_minutes(respondent), _("Berita acara pemeriksaan belum dibekukan.")),
        (is_decreed(decision), _("Surat keputusan belum diterbitkan sebagai PDF.")),
    ]
    return [sentence for found, sentence in checks if not found]


@transaction.atomic
def record_register_number(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, register_number: str
) -> NationalRecord:
    """Record the number under which the national discipline system (I'DIS) registered the decision."""
    note = f"I'DIS {register_number}"
    begin_case_act(respondent.case, Act.RECORD_IDIS, respondent=respondent, actor=actor, at=at, on=on, note=note)
    decision = respondent.standing_decision_or_none
    if decision is None:
        raise RuleViolation(_("Belum ada keputusan yang berlaku."))
    if not decision.decided_on <= on <= respondent.agency.local_date(at):
        raise RuleViolation(_("Tanggal pencatatan harus antara tanggal keputusan dan hari ini."))
    locked = Decision.objects.select_for_update(of=("self",), no_key=True).get(pk=decision.pk)
    if NationalRecord.objects.filter(decision=locked).exists():
        raise RuleViolation(_("Nomor register untuk keputusan ini sudah dicatat."))
    return NationalRecord.objects.create(
        decision=locked, register_number=register_number, recorded_on=on, recorded_by=actor, recorded_at=at
    )


def copy_sheet(respondent: Respondent, author: User, on: dt.date) -> Document:
    """The sheet for typing the data into the national system, with the missing values."""
    used = wording_of(respondent.case.government, SHEET, on)
    blocks: list[Facts] = [{"kind": "facts", "label": 55, "rows": siasn_rows(respondent)}]
    if gaps := siasn_gaps(respondent):
        blocks += [
            {"kind": "heading", "text": "Belum lengkap"},
            {"kind": "items", "rows": [["-", gap] for gap in gaps]},
        ]
    office = author.agency or respondent.case.agency
    data: dict[str, Any] = {"isian_siasn": blocks}
    number = respondent.case.number
    return compose(used=used, data=data, office=office, on=on, number=number, note=number)


def _sanction(decision: Decision | None) -> Sanction | None:
    if decision is None:
        return None
    sanctions = decision.sanctions.select_related("sanction_type")
    return sanctions.filter(sanction_type__kind=SanctionType.Kind.SANCTION).first()


def _grade(job: Employment | None) -> str:
    return job.grade if job else ""


def _numbers(day: dt.date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""


def _has_minutes(respondent: Respondent) -> bool:
    """True if the minutes are frozen, or if nobody was heard (decision on the evidence available)."""
    hearings = respondent.hearings.all()
    return not hearings.exists() or hearings.filter(minutes__isnull=False).exists()
