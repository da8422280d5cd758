"""The lawful day of an examination, and what is against a day.

A letter is checked before it is issued. Illegal content is refused; concerns are shown, and the officer decides.
"""

import dataclasses
import datetime as dt

from django.db.models import Q
from django.template.defaultfilters import date as date_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import AgencyHours, Employee, PanelMember, Recusal, Respondent, Summons, Verdict, Witness
from cases.procedure import clocks
from cases.procedure.refusals import RuleViolation
from regulations.calendar import CalendarMissing
from regulations.models import Dispute, Interpretation, Reading, TimeLimit
from regulations.summons import hearing_window

READINGS = {"paling-lama": gettext_lazy("paling lama"), Reading.AT_LEAST.value: gettext_lazy("paling sedikit")}
LONGEST_APART = dt.timedelta(hours=24)  # examinations that can still overlap start within this time


@dataclasses.dataclass(frozen=True)
class LawfulDay:
    """The day that satisfies every reading of the rule, and how it was counted."""

    day: dt.date
    limit: TimeLimit
    counted_from: dt.date
    ordinal: int
    reading: str  # the reading of the region


def last_letter(respondent: Respondent) -> Summons | None:
    """The latest letter of this round that was neither postponed nor withdrawn."""
    return Summons.objects.of_this_round(respondent).filter(state=Summons.State.STANDING).last()


def next_ordinal(respondent: Respondent) -> int:
    """The ordinal of the next summons. After an absence with valid reason, or a letter that was not received, the same
    one is repeated."""
    last = last_letter(respondent)
    if last is None:
        return 1
    follows = {Summons.Consequence.SECOND: 2, Summons.Consequence.EVIDENCE: 3}
    return follows.get(Summons.Consequence(last.consequence), last.ordinal) if last.consequence else last.ordinal


def lawful_day(respondent: Respondent, letter_on: dt.date, ordinal: int) -> LawfulDay | None:
    """The 7th working day: after the letter for the first summons, after the missed day for the second.

    Pasal 26 ayat (2) and (3) PP 94/2021. None if no rule or no working calendar covers the day.
    """
    last = last_letter(respondent)
    missed_on = last.missed_on if last else None
    counted_from = missed_on if ordinal == 2 and missed_on else letter_on
    limit = TimeLimit.objects.in_force_for(f"SUMMONS{ordinal}", respondent.category, letter_on)
    if limit is None or limit.amount is None:
        return None
    reading = Interpretation.objects.chosen(Dispute.SUMMONS_DAYS, letter_on, respondent.case.government.region)
    try:
        window = hearing_window(counted_from, limit.amount, clocks.calendar_of(respondent), reading)
    except CalendarMissing:
        return None
    return LawfulDay(window.planned, limit, counted_from, ordinal, reading)


def concerns(letter: Summons, now: dt.datetime) -> list[str]:
    """Concerns that an officer should know before issuing this letter; none of them forbids it."""
    return [*_about_the_day(letter, now), *_about_rank(letter), *_about_rooms_and_examiners(letter)]


def _about_the_day(letter: Summons, now: dt.datetime) -> list[str]:
    agency, calendar = letter.respondent.agency, clocks.calendar_of(letter.respondent)
    day = agency.local_date(letter.hearing_at)
    found = []
    if letter.hearing_at < now:
        found.append(_("Waktu pemeriksaan sudah lewat."))
    if reason := calendar.day_off_name(day):
        found.append(_("%(day)s bukan hari kerja (%(reason)s).") % {"day": _in_words(day), "reason": reason})
    elif AgencyHours.objects.verdict(agency, letter.hearing_at).verdict in (Verdict.OUTSIDE, Verdict.BREAK):
        found.append(_("Waktu itu di luar jam kerja %(agency)s.") % {"agency": agency.short_name})
    try:
        found += _about_the_count(letter, day)
    except CalendarMissing as missing:
        found.append(str(missing))
    return found


def _about_the_count(letter: Summons, day: dt.date) -> list[str]:
    """The concern for each reading of the seven working days; for the second summons all readings have the same latest
    day."""
    lawful = lawful_day(letter.respondent, letter.letter_on, letter.ordinal)
    if lawful is None or lawful.limit.amount is None:
        return []
    calendar, found = clocks.calendar_of(letter.respondent), []
    facts = {"n": calendar.working_days_between(lawful.counted_from, day), "lawful": _in_words(lawful.day)}
    for reading, name in READINGS.items():
        if lawful.ordinal == 2 and reading == Reading.AT_LEAST:
            continue
        concern = hearing_window(lawful.counted_from, lawful.limit.amount, calendar, reading).concern(day)
        followed = _("dipakai daerah ini") if reading == lawful.reading else _("bukan yang dipakai daerah ini")
        text = _("Hari kerja ke-%(n)d. %(concern)s Tafsir “%(name)s” (%(followed)s). Disarankan %(lawful)s.")
        found += [text % (facts | {"concern": concern, "name": name, "followed": followed})] if concern else []
    return found


def _about_rank(letter: Summons) -> list[str]:
    if letter.examiner and is_below(letter.examiner, letter.respondent, letter.letter_on) is None:
        return [
            _("Jabatan atau golongan %(who)s belum dapat dibandingkan dengan terperiksa.") % {"who": letter.examiner}
        ]
    return []


def _about_rooms_and_examiners(letter: Summons) -> list[str]:
    ours, found = _examining(letter), []
    for other in _overlapping(letter):
        facts = {"when": _clock(other), "place": other.place}
        if not letter.is_online and not other.is_online and other.place.casefold() == letter.place.casefold():
            found.append(_("“%(place)s” sudah dipakai untuk pemeriksaan lain %(when)s.") % facts)
        for pk in ours.keys() & _examining(other).keys():
            found.append(_("%(who)s memeriksa orang lain %(when)s di %(place)s.") % (facts | {"who": ours[pk]}))
    return found


def forbid(letter: Summons) -> None:
    """Refuse what the law or the facts forbid. Raises RuleViolation.

    Nobody is examined in two places at once, or by a person of a lower post (Pasal 29 PP 94/2021) or with a conflict of
    interest.
    """
    respondent = letter.respondent
    for other in _overlapping(letter):
        if respondent.employee_id and other.respondent.employee_id == respondent.employee_id:
            raise RuleViolation(
                _("%(who)s sudah dipanggil untuk pemeriksaan lain %(when)s di %(place)s.")
                % {"who": respondent, "when": _clock(other), "place": other.place}
            )
    if letter.examiner:
        refuse_examiner(letter.examiner, respondent, letter.letter_on)


def refuse_examiner(employee: Employee, respondent: Respondent, on: dt.date) -> None:
    """Raises RuleViolation with the reason if the employee may not examine this person."""
    case = respondent.case
    if case.respondents.filter(employee=employee).exists():
        raise RuleViolation(
            _("%(who)s terperiksa dalam kasus ini dan tidak dapat memeriksa (Pasal 42–43 UU 30/2014).")
            % {"who": employee}
        )
    conflict = PanelMember.objects.filter(
        panel__respondent__case=case, employee=employee, declarations__outcome="CONFLICT"
    )
    if Recusal.objects.standing().filter(case=case, user__employee=employee).exists() or conflict.exists():
        raise RuleViolation(
            _("%(who)s mundur dari kasus ini karena benturan kepentingan (Pasal 42–43 UU 30/2014).") % {"who": employee}
        )
    if Witness.objects.in_case_of(respondent).filter(employee=employee).exists():
        raise RuleViolation(
            _("%(who)s pemberi keterangan dalam kasus ini; saksi tidak memeriksa (Pasal 42–43 UU 30/2014).")
            % {"who": employee}
        )
    if employee.has_left(on):
        raise RuleViolation(
            _("%(who)s tidak tercatat bekerja pada %(day)s; pemeriksa masih menjabat (Pasal 29 PP 94/2021).")
            % {"who": employee, "day": f"{on:%d/%m/%Y}"}
        )
    if is_below(employee, respondent, on):
        raise RuleViolation(
            _("%(who)s berjabatan atau bergolongan lebih rendah daripada terperiksa (Pasal 29 PP 94/2021).")
            % {"who": employee}
        )


def is_below(employee: Employee, respondent: Respondent, on: dt.date) -> bool | None:
    """Whether the employee's post on a day is lower than the respondent's; None if they cannot be compared."""
    theirs = respondent.employee.employment_on(on) if respondent.employee else None
    own = employee.employment_on(on)
    return own.is_below(theirs) if own and theirs else None


def _overlapping(letter: Summons) -> list[Summons]:
    """The letters of the government for the same hours, except the one that this letter replaces."""
    window = letter.hearing_at - LONGEST_APART, letter.ends_at
    near = Summons.objects.standing().filter(
        respondent__case__government=letter.respondent.case.government, hearing_at__range=window
    )
    others = near.exclude(Q(pk=letter.replaces_id) | Q(respondent=letter.respondent)).select_related(
        "respondent__agency", "examiner"
    )
    return [other for other in others.order_by("hearing_at", "pk") if other.overlaps(letter)]


def _examining(letter: Summons) -> dict[int, str]:
    """The examiners of this letter: the named one, otherwise the team."""
    if letter.examiner:
        return {letter.examiner.pk: letter.examiner.name}
    members = PanelMember.objects.serving().filter(panel__respondent=letter.respondent, employee__isnull=False)
    return {pk: name for pk, name in members.values_list("employee", "name") if pk is not None}


def _clock(letter: Summons) -> str:
    zone = letter.respondent.agency.zone
    return f"{letter.hearing_at.astimezone(zone):%d/%m/%Y %H.%M}–{letter.ends_at.astimezone(zone):%H.%M}"


def _in_words(day: dt.date) -> str:
    return date_words(day, "l, j F Y")
