"""Compares the decision panel of a case with 23 respondents and many closed cases with its plain SQL queries.

python -m benchmarks.panel 1000000 with DATABASE_URL set: a database is created on its server and kept

The floor is the panel's own statements with their values, sent by a plain cursor, with every row fetched. Panel and
floor alternate, so that other load affects both. Measured are the panel of all people of the case, which has the goal,
and the panel of each person.
"""

import datetime as dt
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

GOAL = 3.0  # panel / floor
PEOPLE = 23
ROUNDS = 7
SCRIPTS = sorted((Path(__file__).parent / "sql" / "panel").glob("*.sql"))
RULE, IMPACT = "PP94-3F", "UNIT"


def build(cases: int) -> None:
    """One case with 23 people with reported findings, created by the services; the closed cases by SQL."""
    from django.db import transaction
    from django.utils import timezone

    from benchmarks import load
    from cases.intake.incidents import Report, report_incident
    from cases.models import Agency, Employee, Employment, Government, Role, User

    now = timezone.now()
    with transaction.atomic():  # an interrupted run leaves nothing incomplete
        city = Government.objects.create(name="Kota Ukur", region="kota-ukur")
        office = Agency.objects.plant(
            government=city,
            code="dinas",
            name="Dinas",
            short_name="Dinas",
            kind=Agency.Kind.DEPARTMENT,
            head_title="Kepala",
        )
        officer = User.objects.create(username="bkpsdm", role=Role.BKPSDM, government=city)
        people = [Employee(government=city, name=f"Orang {n}", nip=f"19850412201001{1}{n:03}") for n in range(PEOPLE)]
        Employee.objects.bulk_create(people)
        for person in people:
            Employment.objects.create(
                employee=person, agency=office, category="PNS", post="Pelaksana", starts_on=dt.date(2015, 1, 1)
            )
        report = Report(agency=office, summary="Video berseragam di ruang layanan", people=people)
        for respondent in report_incident(actor=officer, at=now, report=report).respondents.all():
            examine(respondent, officer, now)
    load.load(cases, SCRIPTS)


def examine(respondent: Any, officer: Any, now: dt.datetime) -> None:
    """The acts from the report to the findings, through the services."""
    from cases.clarification import acts as clarification
    from cases.examination import hearings, summonses
    from cases.examination.sessions import Session
    from cases.models import Attendance, Finding
    from regulations.models import Provision, Route

    on = respondent.agency.local_date(now)
    act = {"respondent": respondent, "actor": officer, "at": now, "on": on}
    clarification.choose_route(**act, route=Route.DISCIPLINE, reason="Ukur")
    rule = Provision.objects.in_force(on).get(code=RULE)
    allegation = hearings.allege(**act, text="Membuat konten", provision=rule)
    summonses.summon(**act, hearing_at=now, place="Ruang rapat")
    came = [Attendance(name=str(respondent), part=Attendance.Part.RESPONDENT)]
    session = Session(held_by=respondent.agency, held_at=now, place="Ruang rapat", attendances=came)
    hearings.hold_hearing(**act, session=session)
    finding = Finding(
        allegation=allegation, outcome=Finding.Outcome.PROVEN, reason="Diakui", impact=IMPACT, impact_reason="Ukur"
    )
    hearings.report_findings(**act, findings=[finding], recommendation="Teguran")


def statements_of(show: Callable[[], object]) -> list[str]:
    """The statements that a call sends, with their values."""
    from django.db import connection

    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(context["cursor"].cursor.mogrify(sql, params).decode())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        show()
    return sent


def raw(sent: list[str]) -> None:
    """The floor: the same statements without Django, every row fetched."""
    from django.db import connection

    with connection.connection.cursor() as cursor:
        for sql in sent:
            cursor.execute(sql)
            cursor.fetchall()


def milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def panel_of_the_case() -> tuple[list[Any], Callable[[list[Any]], object]]:
    """The people of the case, and a function that reads the panel of some of them."""
    from django.utils import timezone

    from cases.decisions.forms import DecideForm
    from cases.models import Case, Respondent, User

    now, officer = timezone.now(), User.objects.get(username="bkpsdm")
    people = Respondent.objects.filter(case=Case.objects.get(respondent_count=PEOPLE)).select_related(
        "case__agency", "case__government", "agency__government", "employee"
    )

    def show(shown: list[Any]) -> object:
        form = DecideForm(respondents=shown, user=officer, now=now, is_bulk=len(shown) > 1)
        read = [(bearing.levels, str(bearing.practice)) for bearing in form.bearings]
        return read, form.similar(), form.bearing.level_ranges

    return list(people), show


def measure(show: Callable[[list[Any]], object], shown: list[list[Any]]) -> tuple[list[float], list[float], int]:
    """Milliseconds of panel and floor, for each of ``shown`` in every round, and the statements of one panel."""
    sent = [statements_of(partial(show, people)) for people in shown]
    panels, floors = [], []
    for _ in range(ROUNDS):
        for people, statements in zip(shown, sent, strict=True):
            panels.append(milliseconds(partial(show, people)))
            floors.append(milliseconds(partial(raw, statements)))
    return panels, floors, max(map(len, sent))


def ratio_of(what: str, panels: list[float], floors: list[float], statements: int) -> float:
    """Print the result; returns panel / floor."""
    panel, floor = statistics.median(panels), statistics.median(floors)
    p95 = statistics.quantiles(panels, n=20)[-1]
    print(f"{what}: {panel:.1f} ms (p95 {p95:.1f}), its {statements} raw queries {floor:.1f} ms: {panel / floor:.2f}")
    return panel / floor


def main(cases: int) -> int:
    import django

    from benchmarks.site import address, ensure_databases

    database = f"conduct_bench_panel_{cases // 1000}k"
    ensure_databases([database])
    os.environ |= {"DATABASE_URL": address(database), "CONDUCT_ENV": "development", "CONDUCT_UNLIMITED": "1"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conduct.settings")
    django.setup()
    from cases.models import Precedent

    if not Precedent.objects.exists():
        took = milliseconds(lambda: build(cases)) / 1000
        print(f"loaded {Precedent.objects.count():,} closed cases in {took:.0f} s")
    people, show = panel_of_the_case()
    print(f"{PEOPLE} people, load average {os.getloadavg()[0]:.1f}")
    ratio_of("one person", *measure(show, [[person] for person in people]))
    ratio = ratio_of("the case", *measure(show, [people] * PEOPLE))
    print(f"{'OK  ' if ratio <= GOAL else 'MISS'} decision panel / floor, {cases:,}: {ratio:.2f} (at most {GOAL})")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
