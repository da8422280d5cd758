"""Every number equals its list and a recount by plain loops: each metric, each filter, each role."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.clarification.acts import choose_route
from cases.dashboard.counting import value_of
from cases.dashboard.metrics import METRICS
from cases.minutes.versions import freeze_minutes
from cases.models import (
    Allegation,
    Clarification,
    ClosingReason,
    Deadline,
    Decision,
    Minutes,
    Remedy,
    Respondent,
    Sanction,
    Status,
)
from regulations.models import Route
from tests import factories

pytestmark = pytest.mark.django_db
STAGES = (
    Status.CONTESTED, Status.DELIVERED, Status.FINDINGS, Status.SUMMONED, Status.CLARIFICATION, Status.REPORTED,
)  # fmt: skip
FEW_DAYS = dt.timedelta(days=7)


@pytest.fixture
def world(rina, dinas_a, dinas_b, now):
    """People at every stage in two agencies, on two platforms, some of them ten days ago; some clocks have lapsed."""
    old = now - dt.timedelta(days=10)
    for number, stage in enumerate((*STAGES, Status.HEARD, Status.DELIVERED, Status.CLARIFIED)):
        agency = (dinas_a, dinas_b)[number % 2]
        at = old if number >= len(STAGES) else now
        url = f"https://www.{'tiktok.com/@x/video' if number % 3 else 'instagram.com/p'}/73000000000000000{number}"
        category = "PPPK" if number == 3 else "PNS"
        person = factories.make_employee(f"Pegawai {number}", agency=agency, category=category)
        path = factories.make_respondent(by=rina, employee=person, at=at, posts=(factories.seen_post(url),))
        factories.bring_to(path, stage, by=rina, at=at)
        if stage == Status.HEARD:
            freeze_minutes(hearing=path.hearings.get(), actor=rina, at=at, reading="ALOUD")
        if stage == Status.CLARIFIED:
            on = agency.local_date(at)
            choose_route(respondent=path, actor=rina, at=at, on=on, route=Route.NO_ACTION, reason="Tidak terbukti")
    lapsed = agency.local_date(now) - dt.timedelta(days=3)
    Sanction.objects.update(event_working_days=9)
    Sanction.objects.filter(agency=dinas_a).update(is_repeat=True)
    Deadline.objects.filter(respondent__status__in=(Status.SUMMONED, Status.CLARIFICATION)).update(
        starts_on=lapsed - dt.timedelta(days=30), due_on=lapsed
    )


def fits(path: Respondent, scope) -> bool:
    platforms = {post.platform for incident in path.case.incidents.all() for post in incident.posts.all()}
    charged = {allegation.provision.code for allegation in path.allegations.all() if allegation.provision}
    return (
        scope.platform in ("", *platforms)
        and scope.provision in ("", *charged)
        and scope.category in ("", path.category)
        and scope.route in ("", path.route)
    )


def recounted(scope) -> dict[str, int]:
    """Every number by plain loops over all rows."""
    keys, (first, last), today = set(scope.keys), scope.days, scope.today
    paths = {path.pk: path for path in Respondent.objects.all() if fits(path, scope)}
    ours = {pk: path for pk, path in paths.items() if path.case.agency_id in keys}
    clocks = [
        clock for clock in Deadline.objects.filter(is_duty=True, cancelled_on=None) if clock.respondent_id in ours
    ]
    late = [c for c in clocks if c.met_on is None and c.paused_on is None and c.due_on < today]
    sanctions = [
        each
        for each in Sanction.objects.filter(decision__state="STANDING")
        if each.decision.respondent_id in paths and each.agency_id in keys and first <= each.decided_on <= last
    ]
    newest = {row.hearing_id: row for row in Minutes.objects.order_by("version")}
    begins = dt.datetime.combine(today - FEW_DAYS, dt.time(), scope.zone)
    asked = {row.respondent_id: row for row in Clarification.objects.order_by("-pk")}
    return {
        "open": len({path.case_id for path in ours.values() if path.case.closed_on is None}),
        "overdue": sum(c.statutory for c in late),
        "clarification": sum(c.limit.step == "INT-CLARIFY" for c in late),
        "ontime": sum(
            c.statutory and first <= c.due_on <= last and (c.met_on is not None or c in late) for c in clocks
        ),
        "sanctions": len(sanctions),
        "duration": sum(each.event_working_days is not None for each in sanctions),
        "repeats": sum(each.is_repeat for each in sanctions),
        "unsanctioned": sum(
            path.status == Status.CLOSED
            and first <= path.status_on <= last
            and path.closing_reason not in (ClosingReason.WITHDRAWN, ClosingReason.ELSEWHERE)
            for path in ours.values()
        ),
        "unsigned": sum(
            row.hearing.respondent_id in ours
            and row.frozen_at < begins
            and not row.signatures.exists()
            and row.hearing.respondent.case.closed_on is None
            for row in newest.values()
        ),
        "remedies": sum(
            row.kind != Remedy.Kind.RULING and first <= row.filed_on <= last and row.decision.respondent_id in ours
            for row in Remedy.objects.all()
        ),
        "idis": sum(
            row.respondent_id in ours
            and row.respondent.category in ("PNS", "CPNS", "PPPK")
            and first <= row.decided_on <= last
            and row.decided_on < today - FEW_DAYS
            for row in Decision.objects.filter(state="STANDING")
        ),
        "response": sum(pk in ours and first <= row.requested_on <= last for pk, row in asked.items()),
        "entered": sum(
            first <= path.case.opened_at.astimezone(scope.zone).date() <= last
            and path.closing_reason != ClosingReason.WITHDRAWN
            for path in ours.values()
        ),
    }


def queries(agency):
    """Each filter alone, and several together."""
    today = timezone.localdate()
    code = Allegation.objects.exclude(provision=None).values_list("provision__code", flat=True).first()
    alone = (
        "", "platform=TIKTOK", "platform=X", "category=PPPK", "route=DISCIPLINE", f"provision={code}", "period=2020",
        "period=12m", f"period={today:%Y-%m}", f"agency={agency.pk}",
    )  # fmt: skip
    return (*alone, f"agency={agency.pk}&platform=TIKTOK&route=DISCIPLINE", f"category=PNS&provision={code}&period=12m")


@pytest.mark.parametrize("who", ["sari", "rina", "joko", "dewi"])
def test_number_list_and_recount_agree(client, request, world, dinas_a, who):
    client.force_login(request.getfixturevalue(who))
    seen = set()
    for query in queries(dinas_a):
        response = client.get(f"/dashboard/statistics/?{query}")
        assert response.status_code == 200, query
        scope = response.context["scope"]
        by_hand = recounted(scope)
        assert by_hand.keys() == METRICS.keys()
        for code, metric in METRICS.items():
            number = value_of(metric, scope).n
            behind = client.get(f"/dashboard/metric/{code}/?{query}").context
            assert number == behind["total"] == len(behind["page"].rows) == by_hand[code], (query, code)
            seen |= {code} if number else set()
    assert who == "sari" or seen == METRICS.keys(), "a number that is always 0 shows nothing"
