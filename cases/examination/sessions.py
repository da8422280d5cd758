"""The requirements of an examination: the examinee is present, on the day of the letter or on an agreed day."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cases.examination.lawful_days import last_letter
from cases.models import Agency, Attendance, Hearing, Respondent, Role, Statement, User
from cases.procedure.refusals import NotAllowed, RuleViolation


@dataclasses.dataclass(frozen=True)
class Session:
    """A hearing: place, time, examiner, people present, and what was said.

    ``consent``: how the examinee agreed to another day than that of the letter; empty on the day of the letter.
    """

    held_by: Agency
    held_at: dt.datetime
    place: str
    attendances: Sequence[Attendance] = ()
    statements: Sequence[Statement] = ()
    is_online: bool = False
    minutes_number: str = ""
    consent: str = ""


def check_presence(session: Session) -> None:
    """Require the examinee, face to face or by video (Pasal 27 PP 94/2021). Raises RuleViolation otherwise."""
    there = {attendance.part for attendance in session.attendances if attendance.state in Attendance.THERE}
    if Attendance.Part.RESPONDENT not in there:
        raise RuleViolation(
            _(
                "Terperiksa tidak tercatat hadir, jadi tidak ada pemeriksaan (Pasal 27 PP 94/2021). "
                "Isi kehadirannya, atau pakai “Catat ketidakhadiran” (Pasal 26 ayat (3))."
            )
        )


def check_summoned_day(respondent: Respondent, session: Session, on: dt.date) -> None:
    """Require the day of the letter for the first examination (Pasal 26 PP 94/2021), or the consent of the examinee.

    A later session needs no letter, because the person has already been examined. Raises RuleViolation.
    """
    letter = last_letter(respondent)
    if letter is None or session.consent.strip() or Hearing.objects.of_this_round(respondent).attended().exists():
        return
    summoned_on = respondent.agency.local_date(letter.hearing_at)
    if letter.missed_on is not None or summoned_on != on:
        raise RuleViolation(
            _(
                "Surat panggilan menyebut %(day)s. Tunda pemeriksaan dengan surat baru, atau tulis bagaimana "
                "terperiksa menyatakan bersedia diperiksa pada hari lain (Pasal 26 PP 94/2021)."
            )
            % {"day": f"{summoned_on:%d/%m/%Y}"}
        )


def refuse_own_inspectorate(respondent: Respondent, actor: User) -> None:
    """Staff of the Inspectorate are not examined by its accounts. Raises NotAllowed.

    Principle of impartiality, Pasal 10 and 42–43 UU 30/2014.
    """
    if actor.role == Role.INSPECTOR and respondent.agency.kind == Agency.Kind.INSPECTORATE:
        raise NotAllowed(
            _(
                "Terperiksa bekerja di Inspektorat. Yang memeriksa bukan akun Inspektorat: serahkan kepada BKPSDM atau "
                "perangkat daerahnya, dengan unsur pengawasan dari luar (Pasal 42–43 UU 30/2014)."
            )
        )
