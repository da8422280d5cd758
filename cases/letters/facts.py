"""The field values of a letter that come from the record; the other fields are typed."""

import datetime as dt
from typing import Any

from django.db.models import Prefetch
from django.utils import translation

from cases.applicable_law.chargeable import PROVEN
from cases.letters.day_words import in_words, spelled, without_day
from cases.letters.decree_facts import decision_facts, examination_words, farthest_impact
from cases.letters.examiner_facts import hearing_examiners, summoned_before, team_facts
from cases.models import (
    Allegation,
    Attendance,
    Circumstance,
    Employment,
    EvidenceItem,
    Finding,
    Hearing,
    Respondent,
    Statement,
    Summons,
    TimeZone,
)
from regulations.models import StaffCategory

Facts = dict[str, Any]
RULE = "provision__regulation"


def facts_of(respondent: Respondent, on: dt.date) -> Facts:
    """Every field value of the record, in Indonesian for every account; empty values are left out."""
    with translation.override("id"):
        found = (
            _person(respondent, on)
            | _matter(respondent)
            | _summonses(respondent)
            | team_facts(respondent)
            | _hearing(respondent)
            | _findings(respondent)
            | decision_facts(respondent, on)
        )
    return {name: value for name, value in found.items() if value not in ("", None)}


def clock(moment: dt.datetime, respondent: Respondent) -> str:
    """A time in the zone of the agency: ``09.00 WIB``."""
    zone = TimeZone(respondent.agency.time_zone)
    return f"{moment.astimezone(respondent.agency.zone):%H.%M} {zone.label}"


def _person(respondent: Respondent, on: dt.date) -> Facts:
    employee = respondent.employee
    job = employee.employment_on(on) if employee else None
    return {
        "nama": str(respondent),
        "nomor_induk": employee.number if employee else "",
        "pangkat": rank_of(job, respondent),
        "jabatan": respondent.post,
        "unit_kerja": respondent.agency.name,
        "instansi": f"Pemerintah {respondent.agency.government}",
    }


def rank_of(job: Employment | None, respondent: Respondent) -> str:
    """Rank and grade in words; a dash if the person has none."""
    if respondent.category and respondent.category not in (StaffCategory.PNS, StaffCategory.CPNS):
        return "-"
    return job.rank if job else ""


def proven_facts(respondent: Respondent) -> Facts:
    """What was found proven: a decree names nothing else as done. Empty for a path without findings."""
    proven = respondent.allegations.filter(finding__outcome__in=PROVEN)
    return {name: words for name, words in _charged(list(proven.select_related(RULE))).items() if words}


def _charged(allegations: list[Allegation]) -> Facts:
    return {
        "uraian_dugaan": "; ".join(allegation.text for allegation in allegations),
        "pasal": "; ".join(dict.fromkeys(_article(allegation) for allegation in allegations if allegation.provision)),
        "waktu_kejadian": "; ".join(
            dict.fromkeys(without_day(allegation.acted_on) for allegation in allegations if allegation.acted_on)
        ),
    }


def _matter(respondent: Respondent) -> Facts:
    incident = respondent.case.incidents.order_by("pk").first()
    posts = [post.url for post in incident.posts.all() if post.url] if incident else []
    return {
        **_charged(list(respondent.allegations.select_related(RULE))),
        "nomor_kasus": respondent.case.number,
        "tempat_kejadian": incident.place if incident else "",
        "tautan": "\n".join(posts),
        "daftar_bukti": evidence_table(list(respondent.case.evidence.all())),
    }


def _article(allegation: Allegation) -> str:
    provision = allegation.provision
    if provision is None:
        return ""
    return f"{provision.article} {provision.regulation.number or provision.regulation.title}"


def evidence_table(items: list[EvidenceItem]) -> list[Facts]:
    """Each piece of evidence with the fingerprint of its file, or a note that there is no file."""
    rows = [[item.code, item.title, item.sha256 or item.get_state_display()] for item in items]
    if not rows:
        return [{"kind": "paragraph", "text": "Tidak ada bukti berkas."}]
    return [
        {"kind": "table", "head": ["Kode", "Bukti", "Sidik jari berkas (SHA-256)"], "widths": [2, 6, 9], "rows": rows}
    ]


def _summonses(respondent: Respondent) -> Facts:
    """What the letters that still count say; one that was postponed or withdrawn calls nobody."""
    called = list(Summons.objects.of_this_round(respondent).filter(state=Summons.State.STANDING))
    if not called:
        return {}
    latest = called[-1]
    found = {
        "urutan": "I" * latest.ordinal,
        "hari_periksa": in_words(respondent.agency.local_date(latest.hearing_at)),
        "jam_periksa": clock(latest.hearing_at, respondent),
        "tempat_periksa": f"{latest.place} (daring)" if latest.is_online else latest.place,
        "menghadap": summoned_before(latest),
    }
    for summons in called:
        found[f"panggilan_{summons.ordinal}"] = (
            f"Nomor {summons.letter_number or '-'} tanggal {without_day(summons.letter_on)}"
        )
    return found


def _hearing(respondent: Respondent) -> Facts:
    rows = Prefetch("attendances", Attendance.objects.order_by("pk"))
    hearing = Hearing.objects.of_this_round(respondent).prefetch_related(rows, "statements").last()
    return hearing_facts(hearing, respondent) if hearing else {}


def hearing_facts(hearing: Hearing, respondent: Respondent) -> Facts:
    """Time and place of a hearing, who was present, and what was said."""
    end = hearing.closed_at
    return {
        **hearing_examiners(hearing, respondent),
        "hari_tanggal": spelled(respondent.agency.local_date(hearing.held_at)),
        "jam_mulai": clock(hearing.held_at, respondent),
        "jam_selesai": clock(end, respondent)
        if end and respondent.agency.local_date(end) == respondent.agency.local_date(hearing.held_at)
        else "",
        "tempat": f"{hearing.place} (daring)" if hearing.is_online else hearing.place,
        "kehadiran": attendance_table(list(hearing.attendances.all())),
        "tanya_jawab": dialogue(list(hearing.statements.all()), str(respondent)),
    }


def attendance_table(people: list[Attendance]) -> list[Facts]:
    rows = [
        [str(position), person.name, person.get_part_display(), person.capacity, person.get_state_display()]
        for position, person in enumerate(people, 1)
    ]
    head = ["No.", "Nama", "Sebagai", "Kedudukan", "Kehadiran"]
    return [{"kind": "table", "head": head, "widths": [1, 5, 4, 4, 3], "rows": rows}] if rows else []


def dialogue(statements: list[Statement], respondent: str) -> list[Facts]:
    """Numbered questions and answers with the events between; a speaker other than the respondent is named."""
    rows, number = [], 0
    for statement in statements:
        if statement.kind != Statement.Kind.QUESTION:
            rows.append({"number": "", "question": "", "answer": None, "note": statement.question})
            continue
        number += 1
        note = f"Dijawab oleh {statement.speaker}." if statement.speaker and statement.speaker != respondent else ""
        rows.append({"number": f"{number}.", "question": statement.question, "answer": statement.answer, "note": note})
    return [{"kind": "dialogue", "rows": rows}] if rows else []


def _findings(respondent: Respondent) -> Facts:
    report = respondent.findings_reports.select_related("recommended").last()
    if report is None:
        return {}
    judged = list(
        respondent.allegations.filter(finding__isnull=False).select_related("finding", "provision__regulation")
    )
    rows = [
        [
            str(position),
            judgement.text,
            _article(judgement),
            judgement.finding.get_outcome_display(),
            judgement.finding.reason,
        ]
        for position, judgement in enumerate(judged, 1)
    ]
    weights = list(report.circumstances.all())
    head = ["No.", "Dugaan", "Ketentuan", "Temuan", "Pertimbangan"]
    return {
        "temuan": [{"kind": "table", "head": head, "widths": [1, 5, 4, 3, 5], "rows": rows}],
        "memberatkan": "; ".join(weight.text for weight in weights if weight.weight == Circumstance.Weight.AGGRAVATING),
        "meringankan": "; ".join(weight.text for weight in weights if weight.weight == Circumstance.Weight.MITIGATING),
        "dampak": "; ".join(
            dict.fromkeys(_impact(judgement.finding) for judgement in judged if judgement.finding.impact)
        ),
        "rekomendasi": report.recommendation,
        "usul_sanksi": str(report.recommended or ""),
        "hasil_pemeriksaan": examination_words(respondent),
        "lingkup_dampak": farthest_impact(respondent),
    }


def _impact(finding: Finding) -> str:
    return f"{finding.get_impact_display()}: {finding.impact_reason}"
