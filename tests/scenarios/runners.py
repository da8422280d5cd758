"""Runs a scenario in two ways: through the services, and through the pages by its roles."""

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cases.demo.script_runner import Services
from cases.intake.incidents import Report
from cases.letters.decrees import decree_form
from cases.models import Act, Agency, Case, IncidentDate, Instruction, Respondent, User

LAST_MINUTE = dt.time(23, 59)


class Pages:
    """Signs in, opens the page, types what the script says, and sends it, on the day on which it happened."""

    def report(self, *, actor: User, at: dt.datetime, report: Report) -> Case:
        self._send(reverse("incident-new"), actor, at, typed_report(report) | LONG_AGO)
        return Case.objects.select_related("agency", "government").latest("pk")

    def act(
        self, act: Act, respondent: Respondent, *, actor: User, at: dt.datetime, on: dt.date | None = None, **words: Any
    ) -> None:
        fresh = Respondent.objects.select_related("agency").get(pk=respondent.pk)
        day = on or fresh.agency.local_date(at)
        typed = TYPED.get(act, plainly)(words, fresh.agency) | {"on": day_text(day), "version": fresh.version}
        typed["turn_reason"] = "Petugas cuti"  # asked where it is not the turn of the account
        self._send(reverse("respondent-act", args=[respondent.pk, act.value]), actor, at, typed)

    def decree(self, respondent: Respondent, *, actor: User, at: dt.datetime) -> None:
        """The page of letters sends what it shows; a decision that had its number has its decree already."""
        decision = respondent.standing_decision
        form = None if decision.number else decree_form(decision)
        if form is not None:
            page = reverse("letter-new", args=[respondent.case.number])
            self._send(f"{page}?form={form.code}&whom={respondent.pk}", actor, at, {"may_be_blank": "on"})

    def on_case(self, act: Act, case: Case, *, actor: User, at: dt.datetime, **words: Any) -> Any:
        typed = TYPED.get(act, plainly)(words, case.agency)
        typed.setdefault("on", day_text(case.agency.local_date(at)))
        if act == Act.ADD_RESPONDENT:
            typed["identity"] = "UNIT"  # as the services take it where nobody says otherwise
        if act == Act.ANSWER_INSTRUCTION:
            url = reverse("instruction-answer", args=[words["instruction"].pk])
        elif act in (Act.REQUEST_EVIDENCE, Act.END_EVIDENCE_REQUEST):
            url = reverse("evidence", args=[words["item"].pk if "item" in words else words["request"].item_id])
        elif act == Act.RESTORE:
            url = reverse("restoration", args=[words["step"].pk])
        else:
            url = reverse("case-act", args=[case.number, act.value])
        self._send(url, actor, at, typed)
        results = {Act.INSTRUCT: Instruction, Act.ADD_RESPONDENT: Respondent}
        return results[act].objects.filter(case=case).latest("pk") if act in results else None

    def _send(self, url: str, actor: User, at: dt.datetime, typed: dict[str, Any]) -> None:
        """The page must offer the form, and take it."""
        with time_machine.travel(at, tick=False):
            browser = Client()
            browser.force_login(actor)
            assert browser.get(url).status_code == 200, f"{url} is not offered to {actor}"
            answer = browser.post(url, typed | {"submission": str(uuid.uuid4())})
        assert answer.status_code == 302, (url, typed, answer.status_code, complaints(answer))


def complaints(answer: Any) -> Any:
    form = answer.context and answer.context.get("form")
    return form.errors if form else answer.content[:400]


def day_text(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def moment_text(moment: dt.datetime, agency: Agency) -> str:
    return f"{moment.astimezone(agency.zone):%d/%m/%Y %H.%M}"


def plainly(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    """What each kind of value looks like when it is typed or chosen."""
    return {name: text(value, agency) for name, value in words.items() if value is not None}


def text(value: Any, agency: Agency) -> Any:
    match value:
        case dt.datetime():
            return moment_text(value, agency)
        case dt.date():
            return day_text(value)
        case list():
            return [text(part, agency) for part in value]
        case bool():
            return "on" if value else ""
    return value.pk if hasattr(value, "pk") else str(value)


def of_row(row: Any, names: str, agency: Agency) -> dict[str, Any]:
    return plainly({name: getattr(row, name) for name in names.split()}, agency)


def rows(name: str, items: Any, fields: str, agency: Agency) -> dict[str, Any]:
    return {
        f"{name}-{n}-{field}": value
        for n, item in enumerate(items)
        for field, value in of_row(item, fields, agency).items()
    }


def person(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    """People are typed by their number, a group of unknown ones in words."""
    if group := words.get("group"):
        return {"description": group.description, "part": words["part"].value}
    employee = words["employee"]
    rest = {name: value for name, value in words.items() if name != "employee"}
    return {"employee": employee.nip or employee.other_number, "part": "ACTOR"} | plainly(rest, agency)


def fact(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    rest = {name: value for name, value in words.items() if name != "is_dated"}
    return plainly(rest, agency) | ({} if words.get("is_dated", True) else {"date_unknown": "on"})


def session(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    held = words["session"]
    return {
        **of_row(held, "held_by held_at place minutes_number", agency),
        **rows("attendances", held.attendances, "name part capacity state", agency),
        **rows("statements", held.statements, "question answer speaker", agency),
    }


def appointment(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    """The warnings about the day are read and passed over; who calls is typed by number."""
    typed = {"minutes": 120, "despite": "on"} | plainly(words, agency)
    who = words.get("examiner")
    return typed | ({"examiner": who.nip or who.other_number} if who else {})


def findings(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    typed = plainly({name: value for name, value in words.items() if name != "findings"}, agency)
    for finding in words["findings"]:
        typed[f"outcome_{finding.allegation_id}"] = finding.outcome.value
        typed[f"reason_{finding.allegation_id}"] = finding.reason
        typed[f"impact_{finding.allegation_id}"] = str(finding.impact)
        typed[f"impact_reason_{finding.allegation_id}"] = finding.impact_reason
    return typed


def panel(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    rest = {name: value for name, value in words.items() if name != "members"}
    return plainly(rest, agency) | rows("members", words["members"], "name post element part grade source", agency)


def decision(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    ruling = words["ruling"]
    who, departure = ruling.signatory, ruling.departure
    kinds = [kind.pk for kind in ruling.sanction_types]
    return {
        "sanction": kinds[0], "measures": kinds[1:], "tie": "NONE",
        "official": who.official, "person": who.person.nip or who.person.other_number, "post": who.post,
        "mandate": who.mandate,
        "considerations": ruling.considerations, "number": ruling.number,
        "departure_reason": departure.reason, "departure_article": departure.article,
    }  # fmt: skip


def yes_or_no(value: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[value]


def claim(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    told = words["claim"]
    return of_row(told, "claimed_by claimed_at source", agency) | {"within_hours": yes_or_no(told.within_hours)}


def outside(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    typed = of_row(words["report"], "body direction about concerns_handling reported_on", agency)
    return typed | ({"reporter": words["reporter"].name} if words.get("reporter") else {})


def statement(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    return of_row(words["statement"], "by on gist", agency)


def missing(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    return plainly(words, agency) | {"said_to_exist": "on"}


def about_a_request(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    return plainly({name: value for name, value in words.items() if name not in ("item", "request")}, agency)


def other_case(words: dict[str, Any], agency: Agency) -> dict[str, Any]:
    return {"other": words["other"].number, "kind": words["kind"].value}


def typed_report(report: Report) -> dict[str, Any]:
    agency = report.agency
    typed = plainly({name: getattr(report, name) for name in PLAIN_OF_REPORT}, agency)
    typed["people"] = "\n".join(person.nip or person.other_number for person in report.people)
    typed["confirmed"] = "on"
    typed["unknown"] = "\n".join(report.unknown)
    for post in report.posts:
        typed[f"{post.part.lower()}_platform"] = post.platform.value
        typed[f"{post.part.lower()}_account"] = post.account
    for date in report.dates:
        typed |= typed_date(date, agency)
    for told in report.claims:
        typed |= {"claimed_by": told.claimed_by, "within_hours": yes_or_no(told.within_hours)}
        typed["claim_source"] = told.source
    if report.reporter:
        typed["reporter_organisation"] = report.reporter.organisation
        typed["reporter_capacity"] = report.reporter.capacity
    return typed


def typed_date(date: IncidentDate, agency: Agency) -> dict[str, Any]:
    name = date.kind.lower()
    if date.precision == IncidentDate.Precision.DAY:
        return {name: day_text(date.earliest_at), f"{name}_source": date.source}
    typed = {f"{name}_before": _bound(date.latest_at, agency), f"{name}_source": date.source}
    return typed | ({f"{name}_after": day_text(date.earliest_at)} if date.earliest_at else {})


def _bound(moment: dt.datetime, agency: Agency) -> str:
    return day_text(moment) if moment.time() == LAST_MINUTE else moment_text(moment, agency)


LONG_AGO = {"noted": "old"}  # the page has asked whether the year is right, and it is
PLAIN_OF_REPORT = ("agency", "summary", "title", "medium", "uniform", "place", "source_note")
TYPED = {
    Act.SUMMON: appointment,
    Act.POSTPONE_HEARING: appointment,
    Act.DECIDE: decision,
    Act.IDENTIFY: person,
    Act.ADD_RESPONDENT: person,
    Act.RECORD_FACT: fact,
    Act.FORM_PANEL: panel,
    Act.HOLD_HEARING: session,
    Act.REPORT_FINDINGS: findings,
    Act.ADD_CLAIM: claim,
    Act.RECORD_OUTSIDE_REPORT: outside,
    Act.RECORD_STATEMENT: statement,
    Act.ADD_EVIDENCE: missing,
    Act.REQUEST_EVIDENCE: about_a_request,
    Act.END_EVIDENCE_REQUEST: about_a_request,
    Act.LINK_CASE: other_case,
}
RUNNERS = [pytest.param(Services, id="services"), pytest.param(Pages, id="pages")]
