"""Paper that is older than the record of its case: each act through its page, with its own day."""

import datetime as dt

import pytest

from cases.models import Act as Acts
from cases.models import AuditEntry, IncidentDate, Respondent, Status
from regulations.models import Route
from tests import factories
from tests.law_acts.office import Act, Office, assert_judged

pytestmark = pytest.mark.django_db
WHY = {"late_reason": "Surat lama baru diserahkan perangkat daerah"}
CHOSEN = {"route": Route.DISCIPLINE, "reason": "Perlu diperiksa"}


def reported(office: Office, event: float | None = 30) -> Respondent:
    """Typed in today; the event was so many days ago, or on a day that nobody knows."""
    happened = office.now - dt.timedelta(days=event or 0)
    dates = [IncidentDate(kind="UPLOADED", precision="TIME", earliest_at=happened, latest_at=happened)]
    return factories.make_respondent(
        by=office.rina, employee=office.budi, at=office.now, dates=dates if event is not None else []
    )


def ago(office: Office, days: int) -> str:
    return f"{office.rina.local_date(office.now - dt.timedelta(days=days)):%d/%m/%Y}"


def routed(office: Office, days: int, respondent: Respondent | None = None, **fields):
    respondent = respondent or reported(office)
    words = CHOSEN | WHY | {"on": ago(office, days)} | fields
    return office.on_page(office.rina, respondent, "choose-route", **words)


def summoned(office: Office, routed_on: int, letter_on: int):
    respondent = reported(office)
    assert routed(office, routed_on, respondent).status_code == 302
    return office.summon(respondent, days=-2, on=ago(office, letter_on), **WHY)


def heard_last_week(office: Office):
    respondent = reported(office)
    assert routed(office, 20, respondent).status_code == 302
    assert office.summon(respondent, days=-5, on=ago(office, 15), **WHY).status_code == 302
    return office.hear(respondent, held_at=office.clock(-5), **WHY)


ACTS = [
    Act("a route chosen last week", "Pasal 26 PP 94/2021", lambda office: routed(office, 10)),
    Act("a route chosen last week, without a reason", "Pasal 26 PP 94/2021",
        lambda office: routed(office, 10, late_reason=""), "baru dicatat sekarang"),
    Act("a route chosen before the event", "Pasal 26 PP 94/2021", lambda office: routed(office, 31), "langkah sebelum"),
    Act("a route chosen before an unknown event", "Pasal 26 PP 94/2021",
        lambda office: routed(office, 10, reported(office, None)), "Catat dulu waktu kejadian"),
    Act("a summons of last week", "Pasal 26 PP 94/2021", lambda office: summoned(office, 20, 15)),
    Act("a summons older than its route", "Pasal 26 PP 94/2021",
        lambda office: summoned(office, 15, 20), "sebelum langkah"),
    Act("an examination of last week", "Pasal 27 PP 94/2021", heard_last_week),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_paper_is_judged_by_its_own_days(act, office):
    assert_judged(act.take(office), act)


def test_what_is_older_than_its_case_is_marked_and_explained(office, client):
    respondent = reported(office)
    routed(office, 10, respondent)
    entry = AuditEntry.objects.get(act=Acts.EXPLAIN_BACK_DATING)
    assert (entry.respondent, entry.on) == (respondent, office.rina.local_date(office.now - dt.timedelta(days=10)))
    assert WHY["late_reason"] in entry.note
    assert "dicatat kemudian" in client.get(f"/cases/{respondent.case.number}/history/").text


def test_nothing_is_asked_of_an_act_of_today(office):
    respondent = reported(office)
    assert routed(office, 0, respondent, late_reason="").status_code == 302
    assert not AuditEntry.objects.filter(act=Acts.EXPLAIN_BACK_DATING).exists()


def test_clocks_run_from_the_day_of_the_act(office):
    respondent = reported(office)
    routed(office, 10, respondent)
    clock = respondent.deadlines.get(limit__step="INT-SUMMON")
    assert clock.starts_on == office.rina.local_date(office.now - dt.timedelta(days=10))
    respondent.refresh_from_db()
    assert (respondent.status, respondent.status_on) == (Status.ROUTED, clock.starts_on)
