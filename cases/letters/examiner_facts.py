"""Who examines: the team of that examination, whatever team came after it, or the official whom the summons names."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from cases.letters.day_words import without_day
from cases.models import Attendance, Employee, Hearing, Panel, PanelMember, Respondent, Summons
from cases.models.people.employee import RANKS, Grade

HEARD_BY = (Attendance.Part.CHAIR, Attendance.Part.MEMBER)


def team_on(respondent: Respondent, on: dt.date) -> Panel | None:
    """The team that sat on a day, also where it has been dissolved or replaced since."""
    there = Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=on)
    return Panel.objects.filter(there, respondent=respondent, formed_on__lte=on).order_by("pk").last()


def seated(panel: Panel, on: dt.date) -> "QuerySet[PanelMember]":
    """The members who sat on a day."""
    there = Q(left_on__isnull=True) | Q(left_on__gt=on)
    return panel.members.filter(there, joined_on__lte=on).select_related("employee")


def summoned_before(summons: Summons) -> str:
    """Before whom the person appears: the examiner with number, rank and post, else the team of that day."""
    examiner = summons.examiner
    if examiner is None:
        panel = team_on(summons.respondent, summons.letter_on)
        return str(panel.get_kind_display() if panel else Panel.Kind.EXAMINATION.label)
    return ", ".join(filter(None, [examiner.name, f"NIP {examiner.number}", *_standing(examiner, summons.letter_on)]))


def _standing(person: Employee, on: dt.date) -> list[str]:
    """Rank and post of a day."""
    job = person.employment_on(on)
    return [job.rank, job.post] if job else ["", ""]


def team_facts(respondent: Respondent) -> dict[str, Any]:
    """The team that examines now."""
    panel = Panel.objects.standing().filter(respondent=respondent).first()
    if panel is None:
        return {}
    rows = [
        [
            str(place),
            *_member(member, panel.formed_on),
            str(member.get_element_display()),
            str(member.get_part_display()),
        ]
        for place, member in enumerate(panel.members.serving().select_related("employee"), 1)
    ]
    head = ["No.", "Nama, NIP", "Pangkat", "Jabatan", "Unsur", "Kedudukan"]
    table = {"kind": "table", "head": head, "widths": [6, 24, 20, 21, 15, 14], "rows": rows}
    return {"susunan_tim": [table], "dasar_pemeriksaan": _decree(panel)}


def forming_official(panel: Panel, on: dt.date) -> dict[str, str]:
    """Who signs the decree of a team, what appointed that official, and how long the team serves; empty where its
    decree is on paper."""
    if panel.former is None:
        return {}
    stated = {"penanda_jabatan": panel.former_post} if panel.former_post else {}
    return _superior(panel.former, on) | stated | {"penunjukan": panel.mandate, "masa_tugas": panel.term}


def hearing_examiners(hearing: Hearing, respondent: Respondent) -> dict[str, Any]:
    """Who heard the person, each with number, rank and post, and on what order."""
    on = respondent.agency.local_date(hearing.held_at)
    summons = _last_summons(respondent, on)
    if hearing.panel is not None:
        people = [_member(member, on) for member in seated(hearing.panel, on)]
    elif summons is not None and summons.examiner is not None:
        people = [[f"{summons.examiner.name}\nNIP {summons.examiner.number}", *_standing(summons.examiner, on)]]
    else:
        people = [
            [attendance.name, "", attendance.capacity] for attendance in hearing.attendances.filter(part__in=HEARD_BY)
        ]
    basis = _decree(hearing.panel) if hearing.panel is not None else ""
    if not basis and summons is not None and summons.letter_number:
        basis = f"Surat Panggilan Nomor {summons.letter_number} tanggal {without_day(summons.letter_on)}"
    rows = [[str(place), *person] for place, person in enumerate(people, 1)]
    head = ["No.", "Nama, NIP", "Pangkat", "Jabatan"]
    table = {"kind": "table", "head": head, "widths": [6, 35, 25, 34], "rows": rows}
    return {"daftar_pemeriksa": [table] if rows else [], "dasar_pemeriksaan": basis}


def waiting_examiners(summons: Summons) -> list[dict[str, str]]:
    """Who waited in vain: the members of the team, or the examiner, each to sign."""
    on = summons.missed_on or summons.letter_on
    panel = None if summons.examiner else team_on(summons.respondent, on)
    if panel is None:
        examiner = summons.examiner
        return [{"title": "Pemeriksa,", "name": examiner.name, "number": f"NIP {examiner.number}"}] if examiner else []
    return [
        {"title": f"{member.get_part_display()},", "name": member.name, "number": _numbered(member)}
        for member in seated(panel, on)
    ]


def calling_official(respondent: Respondent, on: dt.date) -> dict[str, str]:
    """Who calls others on a day, and before whom they come: the team by its head, else the superior whom the last
    summons names; empty if neither is there yet."""
    panel = team_on(respondent, on)
    if panel is not None:
        return _head_of(panel, on) | {"menghadap": str(panel.get_kind_display())}
    superior = examining_superior(respondent, on)
    if superior is None:
        return {}
    summons = _last_summons(respondent, on)
    return _superior(superior, on) | {"menghadap": summoned_before(summons) if summons else ""}


def summoning_official(summons: Summons) -> dict[str, str]:
    """Who signs a summons: the superior before whom it calls, or the head of the team (Pasal 26 PP 94/2021).

    A letter of old that names neither is signed by the direct superior, whose name is written by hand.
    """
    if summons.examiner is not None:
        return _superior(summons.examiner, summons.letter_on)
    panel = team_on(summons.respondent, summons.letter_on)
    return _head_of(panel, summons.letter_on) if panel else {"penanda_jabatan": "Atasan langsung"}


def examining_superior(respondent: Respondent, on: dt.date) -> Employee | None:
    """The superior who examines on a day; None where a team does, or where the summons names nobody."""
    summons = None if team_on(respondent, on) else _last_summons(respondent, on)
    return summons.examiner if summons else None


def _last_summons(respondent: Respondent, on: dt.date) -> Summons | None:
    return Summons.objects.of_this_round(respondent).filter(letter_on__lte=on).select_related("examiner").last()


def _superior(person: Employee, on: dt.date) -> dict[str, str]:
    return standing_of(person, on) | {"penanda_nama": person.name}


def _head_of(panel: Panel, on: dt.date) -> dict[str, str]:
    """The head of a team as a signatory; a team without one leaves the name to be written by hand."""
    post = {"penanda_jabatan": f"Ketua {panel.get_kind_display()}"}
    head = seated(panel, on).filter(part=PanelMember.Part.CHAIR).first()
    return _signing(head, on) | post if head else post


def _signing(member: PanelMember, on: dt.date) -> dict[str, str]:
    """A member as a signatory; one from outside has no NIP, and the rank that was entered."""
    _name, rank, _post = _member(member, on)
    number = member.employee.number if member.employee and member.employee.nip else ""
    return {"penanda_nama": member.name, "penanda_nip": number, "penanda_pangkat": rank}


def standing_of(person: Employee, on: dt.date) -> dict[str, str]:
    """NIP, post and rank of a signatory on a day; elected officials have no NIP and no rank, which nobody types."""
    job = person.post_on(on)
    words = {"penanda_nip": person.number if person.nip else "", "penanda_pangkat": job.rank if job else ""}
    return words | ({"penanda_jabatan": job.post} if job else {})


def _numbered(member: PanelMember) -> str:
    return f"NIP {member.employee.number}" if member.employee else ""


def _decree(panel: Panel) -> str:
    day = without_day(panel.decree_on or panel.formed_on)
    return f"Keputusan {panel.decree_number} tanggal {day}" if panel.decree_number else ""


def _member(member: PanelMember, on: dt.date) -> list[str]:
    """Name with number, rank and post: from the staff record, else as entered with the seat."""
    person = member.employee
    rank, post = _standing(person, on) if person else ("", "")
    entered = f"{RANKS[Grade(member.grade)]}, {member.grade}" if member.grade else ""
    named = f"{member.name}\nNIP {person.number}" if person else member.name
    return [named, rank or entered, member.post or post]
