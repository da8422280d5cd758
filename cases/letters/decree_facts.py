"""The field values of a decree and later letters on the decision: sanction, level, impact, basis, effect and remedy."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from cases.applicable_law.chargeable import PROVEN
from cases.letters.day_words import without_day
from cases.letters.examiner_facts import standing_of
from cases.models import Decision, Hearing, Minutes, Remedy, Respondent, Summons
from cases.procedure.remedy_kinds import FILING_STEP, remedy_of
from regulations.models import Impact, Official, Route, SanctionType, Severity, TimeLimit

IMPACTS = list(Impact)  # ascending
PRONOUNCED = {"ETIK-TERTUTUP": "tertutup", "ETIK-TERBUKA": "terbuka"}  # Pasal 15 ayat (3) PP 42/2004


def decision_facts(respondent: Respondent, on: dt.date) -> dict[str, Any]:
    """The values of the standing decision; empty if there is none. Must be called with Indonesian active."""
    decision = respondent.standing_decision_or_none
    if decision is None:
        return {}
    sanctions = list(decision.sanctions.select_related("sanction_type"))
    kinds = [sanction.sanction_type for sanction in sanctions]
    months = max((kind.duration_months or 0 for kind in kinds), default=0)
    return _delivered(decision) | {
        "nomor_sk": decision.number,
        "tanggal_sk": without_day(decision.decided_on),
        "sanksi": ", ".join(str(sanction) for sanction in sanctions),
        "bentuk_sanksi_moral": next((PRONOUNCED[kind.code] for kind in kinds if kind.code in PRONOUNCED), ""),
        "tingkat": ", ".join(dict.fromkeys(str(Severity(sanction.severity).label) for sanction in sanctions)),
        "pasal_tingkat": _level_articles(respondent, [sanction.severity for sanction in sanctions]),
        "dasar_sanksi": "; ".join(dict.fromkeys(_without_remarks(kind.basis) for kind in kinds)),
        "akibat_sanksi": " ".join(kind.effect for kind in kinds if kind.effect),
        "lama_sanksi": f"selama {months} bulan" if months else "",
        "kewajiban": _conditions(decision, kinds),
        "pertimbangan": decision.considerations,
        "pejabat_berwenang": decision.official_name,
        "upaya": remedy_clause(decision, on),
        "saat_berlaku": _effect_clause(respondent),
        "mulai_berlaku": without_day(decision.effective_on),
    }


def _without_remarks(basis: str) -> str:
    """A legal basis as a decree names it: the rulebook's remarks on its source, such as "(contoh)", stay inside."""
    return re.sub(r" \((?!\d+\))[^)]*\)", "", basis)


def _conditions(decision: Decision, kinds: list[SanctionType]) -> str:
    """What goes with the sanction: the terms of its rule, and the duties imposed with it, each with its last day."""
    imposed = decision.duties.select_related("kind").order_by("due_on", "pk")
    duties = [f"{_within(str(duty))} paling lambat tanggal {without_day(duty.due_on)}" for duty in imposed]
    said = [kind.terms for kind in kinds if kind.terms]
    return " ".join([*said, *([f"Yang bersangkutan wajib {'; '.join(duties)}."] if duties else [])])


def _within(words: str) -> str:
    """Words as they stand inside a sentence."""
    return words[:1].lower() + words[1:]


def _level_articles(respondent: Respondent, levels: Sequence[str]) -> str:
    """The articles that put the proven breaches at the level of the decision (Pasal 9–14 PP 94/2021)."""
    proven = respondent.allegations.filter(finding__outcome__in=PROVEN, provision__isnull=False)
    articles = [
        f"{article} {breach.provision.regulation.number}"
        for breach in proven.select_related("provision__regulation")
        for level in levels
        if breach.provision and (article := breach.provision.level_article(level))
    ]
    return "; ".join(dict.fromkeys(articles))


def _delivered(decision: Decision) -> dict[str, Any]:
    delivery = getattr(decision, "delivery", None)
    if delivery is None:
        return {}
    return {
        "cara_penyampaian": delivery.get_method_display(),
        "tanggal_terima": without_day(delivery.received_on),
        "penerima": delivery.received_by,
    }


def examination_words(respondent: Respondent) -> str:
    """The basis of the findings: the number of the minutes, the day of the hearing, or the evidence (Pasal 26 ayat
    (4))."""
    hearings = Hearing.objects.of_this_round(respondent)
    minutes = Minutes.objects.filter(hearing__in=hearings).order_by("frozen_at").last()
    if minutes is not None:
        day = respondent.agency.local_date(minutes.hearing.held_at)
        return f"Berita Acara Pemeriksaan Nomor {minutes.number} atas pemeriksaan tanggal {without_day(day)}"
    hearing = hearings.last()
    if hearing is not None:
        return f"hasil pemeriksaan tanggal {without_day(respondent.agency.local_date(hearing.held_at))}"
    if respondent.was_called_in_vain:
        return "alat bukti dan keterangan yang ada (Pasal 26 ayat (4) Peraturan Pemerintah Nomor 94 Tahun 2021)"
    return ""


def farthest_impact(respondent: Respondent) -> str:
    """The gravest impact of the findings, which determines the level (Pasal 9–14 PP 94/2021)."""
    impacts = respondent.allegations.exclude(finding__impact="").values_list("finding__impact", flat=True)
    found = [Impact(impact) for impact in impacts if impact]
    return str(max(found, key=IMPACTS.index).label) if found else ""


def _effect_clause(respondent: Respondent) -> str:
    if respondent.route != Route.DISCIPLINE:
        return "Keputusan ini mulai berlaku sejak tanggal diterima."
    return (
        "Keputusan ini mulai berlaku pada hari kerja ke-15 (kelima belas) terhitung sejak tanggal diterima, atau sejak "
        "tanggal keputusan tiba di alamat yang bersangkutan bila dikirim karena ia tidak hadir."
    )


def remedy_clause(decision: Decision, on: dt.date) -> str:
    """The right to object or appeal, with addressee and period, by the rule in force (PP 79/2021); empty if none."""
    kind = remedy_of(decision)
    if not kind:
        return ""
    limit = TimeLimit.objects.in_force_for(FILING_STEP[kind], decision.respondent.category, on)
    period = (
        f" dalam {limit.amount} {limit.get_unit_display()} sejak keputusan diterima" if limit and limit.amount else ""
    )
    return (
        f"Terhadap keputusan ini yang bersangkutan dapat mengajukan {_addressed(kind, decision)}{period} "
        "sesuai Peraturan Pemerintah Nomor 79 Tahun 2021."
    )


def signatory_of(decision: Decision) -> dict[str, str]:
    """Who signs a decree: the official who decided, by name, rank, number and the post of that day, never typed."""
    person, named = decision.official_person, decision.official_name
    if person is None:  # a decision taken over from paper knows the words only
        name, _comma, post = named.rpartition(", ")
        words = {"penanda_jabatan": post, "penanda_nama": name}
    else:
        post = named.removeprefix(f"{person.name}, ")
        words = standing_of(person, decision.decided_on) | {"penanda_jabatan": post, "penanda_nama": person.name}
    return words


def remedy_facts(decision: Decision) -> dict[str, str]:
    """To whom the person's own objection or appeal goes, and who gets a copy of it (PP 79/2021)."""
    _name, _comma, post = decision.official_name.partition(", ")
    post = post or decision.official_name
    decided = {"pejabat_berwenang": post}
    if decision.official == Official.PPK and remedy_of(decision) == Remedy.Kind.OBJECTION:
        return decided | {"kepada": f"{post} selaku Pejabat Pembina Kepegawaian", "tembusan": ""}
    return decided | {"kepada": f"Atasan {post}", "tembusan": post}


def papers_of(respondent: Respondent) -> list[dict[str, Any]]:
    """What a report of the findings rests on, by number and day: minutes or letters that called in vain, and report."""
    report = respondent.findings_reports.last()
    papers = _minutes_of(respondent) or _calls_of(respondent)
    if report is not None:
        number = f"Nomor {report.number} " if report.number else ""
        papers.append(f"Laporan Hasil Pemeriksaan {number}tanggal {without_day(report.submitted_on)}")
    rows = [[f"{place}.", words] for place, words in enumerate(papers, 1)]
    return [{"kind": "items", "rows": rows}] if rows else []


def _minutes_of(respondent: Respondent) -> list[str]:
    """The minutes of each examination to which the examinee came."""
    papers = []
    for hearing in Hearing.objects.of_this_round(respondent).attended().order_by("held_at", "pk"):
        minutes = hearing.minutes.order_by("version").last()
        number = minutes.number if minutes else hearing.minutes_number
        numbered = f"Berita Acara Pemeriksaan Nomor {number}" if number else "Berita Acara Pemeriksaan"
        papers.append(f"{numbered} tanggal {without_day(respondent.agency.local_date(hearing.held_at))}")
    return papers


def _calls_of(respondent: Respondent) -> list[str]:
    """The letters that called somebody who did not come."""
    letters = Summons.objects.of_this_round(respondent).filter(state=Summons.State.STANDING)
    return [f"Surat Panggilan Nomor {each.letter_number} tanggal {without_day(each.letter_on)}" for each in letters]


def _addressed(kind: Remedy.Kind, decision: Decision) -> str:
    """The addressee: an objection goes to the superior of the official or to the PPK who decided; an appeal to the
    board."""
    if kind == Remedy.Kind.APPEAL:
        return "banding administratif kepada Badan Pertimbangan Aparatur Sipil Negara"
    if decision.official == Official.PPK:
        return "keberatan kepada Pejabat Pembina Kepegawaian"
    return "keberatan kepada atasan pejabat yang menetapkan keputusan ini, dengan tembusan kepada pejabat tersebut,"
