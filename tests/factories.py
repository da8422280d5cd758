"""Plain makers with sensible defaults. People, places and numbers are invented."""

import dataclasses
import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone

from cases.aftermath import remedies
from cases.aftermath.delivery import deliver
from cases.applicable_law import event_day
from cases.clarification import acts as clarification
from cases.decisions import decide as decisions
from cases.decisions.competence import Signatory
from cases.decisions.concurrence import concur
from cases.decisions.deliberation_reading import deliberate
from cases.decisions.ruling import Ruling
from cases.examination import hearings, summonses
from cases.examination.sessions import Session
from cases.intake import incidents as intake
from cases.intake.incidents import Report
from cases.intake.seen_posts import SeenPost
from cases.letters.decrees import issue_decree
from cases.links.reading import read
from cases.models import (
    Agency,
    Attendance,
    Case,
    Decision,
    Employee,
    Employment,
    Finding,
    Government,
    Incident,
    PanelMember,
    Respondent,
    Role,
    Statement,
    Status,
    User,
)
from regulations.models import Official, Provision, Route, SanctionType, StaffCategory

SERIAL = count(1)
CONDUCT_RULES = (
    "PP94-3F", "PP53-3-6", "PP49-51", "KONTRAK-PERILAKU", "BUMD-PERILAKU", "DESA-51", "ALIHDAYA-PERILAKU"
)  # fmt: skip
SENTENCE = "Video joget berseragam di ruang layanan beredar luas"


def make_government(name: str = "Kota Contoh", region: str = "kota-contoh", **over: Any) -> Government:
    """Its decisions take two people only where a test says so."""
    return Government.objects.create(name=name, region=region, **{"two_people_from": dt.date.max} | over)


def make_agency(government: Government, code: str, name: str, parent: Agency | None = None, **over: Any) -> Agency:
    fields = {"kind": Agency.Kind.DEPARTMENT, "short_name": name, "head_title": f"Kepala {name}"} | over
    return Agency.objects.plant(government=government, code=code, name=name, parent=parent, **fields)


def make_inspectorate(government: Government) -> Agency:
    found = Agency.objects.filter(government=government, kind=Agency.Kind.INSPECTORATE).first()
    return found or make_agency(government, "inspektorat", "Inspektorat", kind=Agency.Kind.INSPECTORATE)


def make_nip(serial: int | None = None) -> str:
    days, number = divmod(serial or next(SERIAL), 999)
    return f"{dt.date(1985, 4, 12) + dt.timedelta(days=days):%Y%m%d}2010011{number + 1:03d}"


def make_employee(name: str, *, agency: Agency, category: str = StaffCategory.PNS, **over: Any) -> Employee:
    numbered: dict[str, Any] = (
        {"nip": make_nip()} if category.startswith(("PNS", "CPNS", "PPPK")) else {"other_number": f"K-{next(SERIAL)}"}
    )
    employee = Employee.objects.create(government=agency.government, name=name, **numbered)
    employment = {"post": "Pranata Humas", "starts_on": dt.date(2015, 1, 1)} | _standing(category) | over
    Employment.objects.create(employee=employee, agency=agency, category=category, **employment)
    return employee


def _standing(category: str) -> dict[str, str]:
    """A civil servant's post and rank: a functional one, so that the agency's head may decide on him."""
    return {"post_level": "FUNCTIONAL", "grade": "II/c"} if category in ("PNS", "CPNS") else {}


def make_user(
    username: str, role: str, government: Government | None, agency: Agency | None = None, **over: Any
) -> User:
    user = User(
        username=username, role=role, government=government, agency=agency, email=f"{username}@example.go.id", **over
    )
    user.set_password("rahasia-sekali")
    user.save()
    return user


def make_case(
    *, by: User, agency: Agency, at: dt.datetime | None = None, people: tuple[Employee, ...] = (), **over: Any
) -> Case:
    report = Report(agency=agency, summary=SENTENCE, people=people, **over)
    return intake.report_incident(actor=by, at=at or timezone.now(), report=report)


def make_respondent(*, by: User, employee: Employee, at: dt.datetime | None = None, **over: Any) -> Respondent:
    agency = employee.employments.get().agency
    return make_case(by=by, agency=agency, at=at, people=(employee,), **over).respondents.get()


def seen_post(url: str = "https://www.tiktok.com/@contoh/video/7300000000000000000", account: str = "") -> SeenPost:
    link = read(url)
    return dataclasses.replace(SeenPost.at(link), account=account or link.account)


def bring_to(
    respondent: Respondent,
    status: Status,
    *,
    by: User,
    at: dt.datetime | None = None,
    route: Route = Route.DISCIPLINE,
    sanction: str = "PNS-R2",
    official: Official = Official.AGENCY_HEAD,
) -> Respondent:
    """Bring a new path to a stage through the services, all on one day."""
    at = at or timezone.now()
    on = respondent.agency.local_date(at)
    act: dict[str, Any] = {"respondent": respondent, "actor": by, "at": at, "on": on}
    steps = {
        Status.CLARIFICATION: lambda: clarification.request_clarification(**act, channel="LETTER"),
        Status.CLARIFIED: lambda: clarification.record_clarification(**act, answer="Benar, itu saya."),
        Status.ROUTED: lambda: clarification.choose_route(**act, route=route, reason="Perlu diperiksa"),
        Status.SUMMONED: lambda: summonses.summon(**act, hearing_at=at, place="Ruang rapat"),
        Status.HEARD: lambda: hear(respondent, by=by, at=at),
        Status.FINDINGS: lambda: report_proven(respondent, by=by, at=at),
        Status.DECIDED: lambda: decisions.decide(
            **act,
            ruling=Ruling(
                sanction_types=[SanctionType.objects.get(code=sanction, in_force_from__lte=on, in_force_until=None)],
                signatory=signatory(respondent.agency, official),
                considerations="Terbukti",
            ),
        ),
        Status.DELIVERED: lambda: [with_decree(respondent, by=by, at=at), deliver(**act, method="IN_PERSON")],
        Status.CONTESTED: lambda: remedies.file_remedy(**act, grounds="Tidak setuju"),
    }
    if status == Status.REPORTED:
        return respondent
    for stage, step in steps.items():
        step()
        if stage == status:
            break
    respondent.refresh_from_db()
    return respondent


def with_decree(respondent: Respondent, *, by: User, at: dt.datetime) -> Decision:
    """The standing decision, its decree issued; before the forms of the law it has the number of its paper."""
    decision = respondent.standing_decision
    if issue_decree(decision, actor=by, at=at) is None:
        decision.number = f"SK/{next(SERIAL)}"
        decision.save(update_fields=["number"])
    return decision


def second_account(agency: Agency) -> User:
    """The account of the Sekda, with the employee behind it: a second official who agrees by himself."""
    person = signatory(agency, Official.SEKDA).person
    found = User.objects.filter(employee=person).first()
    return found or make_user(f"sekda-{agency.code}", Role.LEADER, agency.government, employee=person)


def agree(respondent: Respondent, kind: SanctionType, *, at: dt.datetime, by: User | None = None) -> None:
    """A second official agrees to a sanction, where that is asked for."""
    on = respondent.agency.local_date(at)
    fresh = Respondent.objects.select_related("case__agency", "case__government", "agency").get(pk=respondent.pk)
    if deliberate(fresh, on=on).grave(kind):
        concur(
            respondent=fresh, actor=by or second_account(respondent.agency), at=at, on=on, sanction_type=kind,
            reason="Keadaan perkaranya memang berbeda", article="Pasal 8 PP 94/2021",
        )  # fmt: skip


RANKS = {
    Official.AGENCY_HEAD: ("JPT_PRATAMA", "IV/c"),
    Official.SEKDA: ("JPT_PRATAMA", "IV/d"),
    Official.ADMINISTRATOR: ("ADMINISTRATOR", "IV/a"),
    Official.SUPERVISOR: ("SUPERVISOR", "III/d"),
    Official.APPOINTED_FUNCTIONAL: ("FUNCTIONAL", "IV/a"),
}


def signatory(agency: Agency, official: Official = Official.AGENCY_HEAD, **over: Any) -> Signatory:
    """Whoever holds an office: one person of the register for each agency, or for each government."""
    name = f"Kepala {agency.name}" if official == Official.AGENCY_HEAD else f"{official.label} {agency.name}"
    person = Employee.objects.filter(government=agency.government, name=name).first()
    level, grade = RANKS.get(official, ("", ""))
    if person is None and level:
        person = make_employee(name, agency=agency, post=name, post_level=level, grade=grade)
    elif person is None:
        person = Employee.objects.create(government=agency.government, name=name, other_number=f"PJB-{next(SERIAL)}")
    rest = {} if level else {"post": official.label, "mandate": "Keputusan pengangkatan 1/2025"}
    return Signatory(**{"official": official, "person": person} | rest | over)


def signing(agency: Agency, official: Official = Official.AGENCY_HEAD) -> dict[str, str]:
    """The same, as the form of a decision asks for it."""
    who = signatory(agency, official)
    return {
        "official": official,
        "person": who.person.nip or who.person.other_number,
        "post": who.post,
        "mandate": who.mandate,
    }


def hear(respondent: Respondent, *, by: User, at: dt.datetime) -> None:
    session = Session(
        held_by=by.agency or respondent.agency,
        held_at=at,
        place="Ruang rapat",
        attendances=[Attendance(name="Budi", part=Attendance.Part.RESPONDENT)],
        statements=[Statement(question="Apakah itu Saudara?", answer="Ya.")],
    )
    on = respondent.agency.local_date(at)
    hearings.hold_hearing(respondent=respondent, actor=by, at=at, on=on, session=session)


def summon_and_hear(respondent: Respondent, *, by: User, at: dt.datetime) -> None:
    on = respondent.agency.local_date(at)
    summonses.summon(respondent=respondent, actor=by, at=at, on=on, hearing_at=at, place="Ruang rapat")
    hear(respondent, by=by, at=at)


def report_proven(respondent: Respondent, *, by: User, at: dt.datetime, **over: Any) -> None:
    """Allege and find proven one breach with impact on its unit: a light one for a PNS."""
    act: dict[str, Any] = {"respondent": respondent, "actor": by, "at": at, "on": respondent.agency.local_date(at)}
    provision = over.pop("provision", None) or chargeable(respondent)
    allegation = hearings.allege(**act, text="Membuat konten pribadi saat jam layanan", provision=provision)
    found = {"outcome": Finding.Outcome.PROVEN, "reason": "Diakui", "impact": "UNIT", "impact_reason": "Satu loket"}
    finding = Finding(allegation=allegation, **found | over)
    hearings.report_findings(**act, findings=[finding], recommendation="Teguran tertulis")


def report_again(respondent: Respondent, *, by: User, at: dt.datetime) -> None:
    """Findings of another round, on what was alleged before."""
    act: dict[str, Any] = {"respondent": respondent, "actor": by, "at": at, "on": respondent.agency.local_date(at)}
    said = {"outcome": Finding.Outcome.PROVEN, "reason": "Diakui", "impact": "UNIT", "impact_reason": "Satu loket"}
    findings = [
        Finding(allegation=allegation, **said) for allegation in respondent.allegations.select_related("provision")
    ]
    hearings.report_findings(**act, findings=findings, recommendation="Teguran tertulis")


def chargeable(respondent: Respondent) -> Provision:
    """The usual rule on conduct that bound this person on the day of the event."""
    fresh = Respondent.objects.select_related("case__agency").get(pk=respondent.pk)
    rules = Provision.objects.in_force(event_day.day_of_event(fresh.case)).for_category(fresh.category)
    return rules.get(code__in=CONDUCT_RULES)


def make_panel_members() -> list[PanelMember]:
    return [
        PanelMember(name=str(element.label), element=element, grade="IV/b", source="SK pangkat")
        for element in PanelMember.Element
    ]


def incident_of(case: Case) -> Incident:
    return case.incidents.get()


def role_accounts(government: Government, agency: Agency) -> dict[str, User]:
    """One account per role, for matrices."""
    return {
        role.value: make_user(
            f"u-{role.value.lower()}", role, government, agency=agency if role == Role.HR_OFFICER else None
        )
        for role in Role
        if role != Role.SYSTEM
    }
