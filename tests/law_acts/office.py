"""Builders for tests of acts: the accounts, the earlier acts, and the act under test."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

from cases.models import Agency, Employee, Panel, Respondent, Status, User
from regulations.models import Route, SanctionType
from tests import factories

OUTSIDERS = ("Pejabat Satu", "Pejabat Dua", "Pejabat Tiga", "Pejabat Empat")  # in nobody's staff record


class Act(NamedTuple):
    """One act of the table: what is tried, by which article it is judged, and how it has to end.

    ``refused``: words of the refusal; empty where the law allows the act.
    """

    what: str
    article: str
    take: Callable[["Office"], Any]
    refused: str = ""

    def __str__(self) -> str:
        return self.what


class Office:
    """Budi of Dinas A is the examinee, Sari his HR officer, Rina BKPSDM, Joko the Inspectorate."""

    def __init__(self, client: Any, now: dt.datetime, **people: Any) -> None:
        self.client, self.now = client, now
        self.budi: Employee = people["budi"]
        self.sari: User = people["sari"]
        self.rina: User = people["rina"]
        self.joko: User = people["joko"]

    @property
    def agency(self) -> Agency:
        return self.budi.employments.get().agency

    def hire(self, name: str, agency: Agency | None = None, **over: Any) -> Employee:
        return factories.make_employee(name, agency=agency or self.agency, **over)

    def brought_to(
        self, status: Status, person: Employee | None = None, *, route: Route = Route.DISCIPLINE, **over: Any
    ) -> Respondent:
        fresh = factories.make_respondent(by=self.rina, employee=person or self.budi, at=self.now)
        return factories.bring_to(fresh, status, by=self.rina, at=self.now, route=route, **over)

    def on_page(self, user: User, respondent: Respondent, act: str, **fields: Any) -> Any:
        """Send the form of an act as its page would."""
        respondent.refresh_from_db()
        self.client.force_login(user)
        today = f"{respondent.agency.local_date(self.now):%d/%m/%Y}"
        key = {"submission": str(uuid.uuid4()), "version": respondent.version, "on": today}
        key["turn_reason"] = "Petugas yang giliran sedang cuti"  # asked where it is not the turn of the account
        return self.client.post(f"/respondents/{respondent.pk}/{act}/", key | fields)

    def clock(self, days: float = 0) -> str:
        local = (self.now + dt.timedelta(days=days, minutes=-1)).astimezone(self.agency.zone)
        return f"{local:%d/%m/%Y %H.%M}"

    def day(self, days: int) -> str:
        """A day as it is typed: so many days after today."""
        return f"{self.agency.local_date(self.now) + dt.timedelta(days=days):%d/%m/%Y}"

    def hear(self, respondent: Respondent, *, state: str = "PRESENT", part: str = "RESPONDENT", **fields: Any) -> Any:
        there = {"attendances-0-name": "Budi", "attendances-0-part": part, "attendances-0-state": state}
        rest = {"held_at": self.clock(), "place": "Ruang rapat", "held_by": self.joko.agency_id}
        return self.on_page(fields.pop("by", self.joko), respondent, "hold-hearing", **rest | there | fields)

    def team(self, respondent: Respondent, *names: str, kind: str = "EXAMINATION", **fields: Any) -> Any:
        """A team of people who are named only, of a rank that is stated, one for each element."""
        rows: dict[str, Any] = {}
        elements = ("SUPERIOR", "SUPERVISION", "HUMAN_RESOURCES", "OTHER")
        for number, (name, element) in enumerate(zip(names or OUTSIDERS[:3], elements, strict=False)):
            row = {"name": name, "element": element, "part": "MEMBER", "grade": "IV/b", "source": "SK pangkat"}
            rows |= {f"members-{number}-{field}": value for field, value in row.items()}
        return self.on_page(fields.pop("by", self.rina), respondent, "form-panel", **{"kind": kind} | rows | fields)

    def summon(self, respondent: Respondent, *, days: float = 0, **fields: Any) -> Any:
        words = {"hearing_at": self.clock(days), "place": "Ruang rapat", "minutes": 120, "despite": "on"}
        if not Panel.objects.standing().filter(respondent=respondent).exists():
            words |= {"examiner": self.superior().nip}
        return self.on_page(self.joko, respondent, "summon", **words | fields)

    def superior(self) -> Employee:
        """Whoever calls where no team does."""
        known = Employee.objects.filter(name="Atasan Langsung Contoh").first()
        return known or self.official("Atasan Langsung Contoh", "JPT_PRATAMA")

    def found(self, person: Employee | None = None, **over: Any) -> Respondent:
        """Heard, with a proven breach of a light level, and a full team where one is asked for."""
        respondent = self.brought_to(Status.ROUTED, person, route=over.pop("route", Route.DISCIPLINE))
        if over.pop("team", False):
            assert self.team(respondent).status_code == 302
        factories.summon_and_hear(respondent, by=self.rina, at=self.now)
        factories.report_proven(respondent, by=self.rina, at=self.now, **over)
        return respondent

    def decide(self, respondent: Respondent, sanction: str, official: str, person: Employee, **fields: Any) -> Any:
        kind = SanctionType.objects.get(code=sanction, in_force_from__isnull=False, in_force_until=None)
        words = {"sanction": kind.pk, "official": official, "tie": "NONE"} | {
            "person": person.nip or person.other_number
        }
        if not person.employments.exists() and "capacity" not in fields:
            words["mandate"] = "Keputusan Mendagri 131.32-1/2025"
        if fields.pop("agreed", False):
            self.agree(respondent, sanction)
        said = {"considerations": "Terbukti dalam pemeriksaan", "departure_reason": "Keadaan perkaranya berbeda"}
        return self.on_page(fields.pop("by", self.rina), respondent, "decide", **words | said | fields)

    def agree(self, respondent: Respondent, sanction: str, by: User | None = None, **fields: Any) -> Any:
        """A second official agrees at the page, by his own account."""
        kind = SanctionType.objects.get(code=sanction, in_force_from__isnull=False, in_force_until=None)
        words = {"sanction": kind.pk, "reason": "Keadaan perkaranya memang berbeda", "article": "Pasal 8 PP 94/2021"}
        return self.on_page(by or factories.second_account(respondent.agency), respondent, "concur", **words | fields)

    def official(self, name: str, level: str, agency: Agency | None = None, **over: Any) -> Employee:
        return self.hire(name, agency, **{"post": name, "post_level": level, "grade": "IV/c"} | over)

    def mayor(self) -> Employee:
        """The head of the region: elected, so without NIP and without a post on the staff record."""
        return Employee.objects.create(government=self.budi.government, name="Wali Kota", other_number="KDH-1")

    def post_of_budi(self, level: str) -> None:
        self.budi.employments.update(post_level=level)

    def miss(self, respondent: Respondent) -> Any:
        self.on_page(self.joko, respondent, "record-receipt", received_by="Budi")
        return self.on_page(self.joko, respondent, "record-absence", absence="NO_NEWS")


def assert_judged(response: Any, act: Act) -> None:
    """The act ended as the law says."""
    if act.refused:
        assert response.status_code in (403, 404, 422), f"{act.what} was accepted ({act.article})"
        assert act.refused in response.text, said(response)
    else:
        assert response.status_code == 302, f"{act.what} was refused ({act.article}): {said(response)}"


def said(response: Any) -> list[str]:
    """What the page complained of."""
    complaints = re.search(r'<section class="error-summary".*?<ul>(.*?)</ul>', response.text, re.S)
    return re.sub(r"<[^>]+>", " ", complaints[1]).split() if complaints else [response.text[:200]]
