"""Three hundred generated cases of Kota Bekasi, with dates relative to today so that their clocks are running."""

import datetime as dt
from functools import cached_property
from random import Random

from django.db import connection

from cases.deadlines.escalation import escalate
from cases.demo.extras import add_extras, hold_some
from cases.demo.generated_plan import REPEATERS, CasePlan, draw
from cases.demo.generated_walk import Law, Walk
from cases.demo.organisation import DEMO_ACCOUNTS, home, officer
from cases.demo.people import hire
from cases.demo.reports import make_report
from cases.demo.workdays import Workdays
from cases.intake import incidents as intake
from cases.models import Agency, Case, Deadline, Employee, Government, Role, User
from regulations.models import StaffCategory

SEED = 2026
FRESH = 40  # number of cases for which the planner's statistics are accurate enough
SWEEPS_BACK = 18  # working days over which overdue clocks escalate as they would have


class Generated:
    """The plan of all cases, their people and officers. Every case has random numbers of its own, so that each can be
    written without the others; a repeated breach needs the earlier case of its person."""

    def __init__(self, now: dt.datetime) -> None:
        self.city = Government.objects.get(region="kota-bekasi")
        self.days = Workdays(self.city.working_calendar(), now, next(iter(self.city.agencies.all())).zone)
        self.plans = draw(Random(SEED), self.city, self.days)

    @cached_property
    def people(self) -> dict[int, Employee]:
        return _hire(self.plans, self.city)

    @cached_property
    def staff(self) -> "Staff":
        return Staff(self.city)

    @cached_property
    def law(self) -> Law:
        return Law.read()

    def write(self, number: int) -> None:
        """Run the paths of one case through the services; numbers begin with 1, in the order of opening."""
        if number % FRESH == 1:
            _count_rows()
        plan, random = self.plans[number - 1], Random(f"{SEED}:{number}")
        case = self._open(random, plan, number)
        respondents = {respondent.employee_id: respondent for respondent in case.respondents.select_related("agency")}
        last = plan.opened
        for path in plan.paths:
            respondent = respondents[self.people[id(path)].pk]
            respondent.case = case
            staff = self.staff.of(respondent.agency)
            walk = Walk(respondent, plan.theme, path.outcome, path.verdict, staff, self.days, random, self.law)
            last = max(last, walk.follow(path.steps, plan.opened))
        add_extras(random, case, plan, self.staff.of(case.agency), self.days, last)
        if plan.is_stuck:
            hold_some(random, case, self.staff.of(case.agency), self.days, last)

    def _open(self, random: Random, plan: CasePlan, number: int) -> Case:
        agency = plan.paths[0].agency
        people = [self.people[id(path)] for path in plan.paths]
        report = make_report(random, plan, number, people, self.days)
        officer_there = self.staff.of(agency)[Role.HR_OFFICER]
        return intake.report_incident(actor=officer_there, at=self.days.moment(plan.opened, 0), report=report)

    def escalate_as_then(self) -> None:
        """The sweeps of the last weeks, so that overdue clocks have escalated as they would have."""
        for back in range(SWEEPS_BACK, 0, -1):
            escalate(Deadline, self.days.moment(self.days.today - back, 20))


def _count_rows() -> None:
    """Analyse the tables: without statistics the planner treats tables filled within minutes as empty."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Staff:
    """The acting accounts: those of the demo, and an officer for each other agency."""

    def __init__(self, city: Government) -> None:
        accounts = User.objects.select_related("agency", "government").in_bulk(
            list(DEMO_ACCOUNTS), field_name="username"
        )
        self._shared = {account.role: account for account in accounts.values()}
        self._home = home(self._shared[Role.HR_OFFICER])
        self._officers: dict[str, User] = {}
        self._city = city

    def of(self, agency: Agency) -> dict[str, User]:
        """The acting accounts for a path of this agency, by role."""
        top = agency.path.split("/")[0]
        if top == self._home.code:
            return self._shared
        if top not in self._officers:
            self._officers[top] = officer(self._city, top)
        return self._shared | {Role.HR_OFFICER: self._officers[top]}


def _hire(plans: list[CasePlan], city: Government) -> dict[int, Employee]:
    """One person for each path, the same one for both paths of a repeated breach; keyed by the identity of the path."""
    paths = [path for plan in plans for path in plan.paths]
    once = [path for path in paths if path.repeater is None]
    agency = city.agencies.get(code="disdik")
    places = [(path.agency, path.category) for path in once] + [(agency, StaffCategory.PNS)] * REPEATERS
    hired = hire(places, seed=SEED, since=dt.date(2019, 1, 1))
    people = {id(path): person for path, person in zip(once, hired, strict=False)}
    repeaters = hired[len(once) :]
    return people | {id(path): repeaters[path.repeater] for path in paths if path.repeater is not None}
