"""The papers of the five cases: summons, minutes and report, each by the officer and on the day of its act.

The press does not quote them; values that no record has are marked as assumed. Of several people on the same path only
the first one has letters, which keeps the demo fast to load.
"""

import datetime as dt
from collections.abc import Iterable

from cases.letters.issuing import issue_letter
from cases.minutes.versions import freeze_minutes
from cases.models import Act, AuditEntry, Case, Respondent
from regulations.models import LetterWording

ASSUMED = "(diandaikan untuk peragaan)"
LETTER_WORDS = {
    "penanda_nama": "(nama tidak disebut)",
    "penanda_nip": "-",
    "kepada": "Pejabat yang berwenang menghukum",
    "menghadap": "Tim pemeriksa",
    "dasar_pemeriksaan": f"surat perintah pemeriksaan {ASSUMED}",
    "tembusan": "Arsip",
}


def write_papers(cases: Iterable[Case]) -> None:
    for case in cases:
        paths = case.respondents.select_related("case__agency__government", "agency__government", "employee")
        for respondent in paths.exclude(route="").order_by("route", "pk").distinct("route"):
            _write(respondent)


def _write(respondent: Respondent) -> None:
    _issue(respondent, "SP-PANGGILAN", _entry(respondent, Act.SUMMON))
    heard = _entry(respondent, Act.HOLD_HEARING)
    if heard and heard.actor and _is_in_force("BAP", heard.on):
        freeze_minutes(hearing=respondent.hearings.get(), actor=heard.actor, at=heard.at, reading="ALOUD")
    _issue(respondent, "LHP", _entry(respondent, Act.REPORT_FINDINGS))


def _entry(respondent: Respondent, act: Act) -> AuditEntry | None:
    """The last actor and time of an act; an act of the system has no author of letters."""
    done = respondent.history.filter(act=act, actor__isnull=False).select_related("actor__agency__government")
    return done.order_by("pk").last()


def _issue(respondent: Respondent, code: str, entry: AuditEntry | None) -> None:
    """No letter if the act was not taken, or if the form was not in force on that day."""
    if entry is None or entry.actor is None or not _is_in_force(code, entry.on):
        return
    office = entry.actor.agency or respondent.case.agency
    typed = LETTER_WORDS | {"penanda_jabatan": office.head_title}
    issue_letter(
        respondent=respondent, code=code, actor=entry.actor, at=entry.at, on=entry.on, words=typed, may_be_blank=True
    )


def _is_in_force(code: str, on: dt.date) -> bool:
    return LetterWording.objects.in_force(on).filter(code=code).exists()
