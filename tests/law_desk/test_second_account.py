"""National law takes two accounts in production; local law is the government's own."""

import datetime as dt

import pytest

from cases.confirmations.carriers import carry_out
from cases.law_desk import rules as law
from cases.law_desk import working_calendar
from cases.models import Notification, PendingAct, Role
from cases.procedure.refusals import NotAllowed
from cases.procedure.two_people import NeedsSecond
from cases.two_people import acts
from regulations.models import Holiday, LawChange, TimeLimit
from regulations.proposals import proposals
from tests import factories

pytestmark = pytest.mark.django_db
OLD = "deliver-pns-2021"


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.LAW_NEEDS_SECOND = True


@pytest.fixture
def another(db):
    """The administrator of another government: national law binds that government as well."""
    other = factories.make_government("Kota Lain", "kota-lain")
    return factories.make_user("admin-lain", Role.ADMINISTRATOR, other)


def next_version():
    row = TimeLimit.objects.get(pk=OLD)
    row.slug, row.in_force_from, row.in_force_until, row.amount = "", dt.date(2030, 1, 1), None, 10
    return row


def add(actor, now):
    return law.add_version(
        actor=actor, at=now, row=next_version(), replaces=TimeLimit.objects.get(pk=OLD), reason="PP baru"
    )


def proposed(need, actor, now):
    return acts.propose(need.value, actor=actor, at=now)


def test_no_administrator_rewrites_national_law_alone(putri, another, now):
    """M5: the row is written as it was proposed, once an account of somebody else has confirmed it."""
    with pytest.raises(NeedsSecond) as need:
        add(putri, now)
    assert not LawChange.objects.filter(actor=putri).exists()
    assert TimeLimit.objects.get(pk=OLD).in_force_until is None
    pending = proposed(need, putri, now)
    assert Notification.objects.filter(recipient=another, key__startswith="confirmation_asked").exists()
    with pytest.raises(NotAllowed):
        acts.confirm(pending=pending, actor=putri, at=now)
    assert carry_out(acts.confirm(pending=pending, actor=another, at=now), now)
    written = TimeLimit.objects.get(pk="deliver-pns-2030")
    assert (written.amount, TimeLimit.objects.get(pk=OLD).in_force_until) == (10, dt.date(2029, 12, 31))
    assert LawChange.objects.get(slug=written.pk).actor == putri
    assert PendingAct.objects.get().used_at == now


def test_a_decree_is_confirmed_as_a_whole_and_sent_again(putri, another, now):
    chosen = [each for each in proposals(2031) if each.date.month == 8]
    order = {"actor": putri, "at": now, "on": now.date(), "year": 2031, "chosen": chosen}
    words = {"decree": "SKB 1/2030", "source": "naskah asli"}
    with pytest.raises(NeedsSecond) as need:
        working_calendar.adopt_decree(**order, **words)
    acts.confirm(pending=proposed(need, putri, now), actor=another, at=now)
    assert working_calendar.adopt_decree(**order, **words) == len(chosen)
    with pytest.raises(NeedsSecond):
        working_calendar.adopt_decree(**order | {"chosen": []}, **words)


def test_local_law_is_the_government_s_own(rina, now):
    day_off = Holiday(
        date=dt.date(2030, 3, 4), name="Hari jadi", kind="LOCAL", decree="Perwal 1/2030", source="naskah asli",
        region=rina.government.region, confidence="VERIFIED", checked_on=now.date(),
    )  # fmt: skip
    law.add_day_off(actor=rina, at=now, day_off=day_off, reason="Perwal 1/2030")
    assert Holiday.objects.filter(region=rina.government.region).exists() and not PendingAct.objects.exists()
