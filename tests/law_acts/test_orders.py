"""Orders of leaders: with the day on which their result is due, through their pages."""

import datetime as dt
import uuid

import pytest

from cases.models import AnswerClock, Instruction, Role, Status
from tests import factories
from tests.law_acts.office import Act, Office, assert_judged

pytestmark = pytest.mark.django_db
INTERNAL, WALL = "aturan internal (INT-ORDER)", "Pasal 42–43 UU 30/2014"


def leader(office: Office):
    return factories.make_user("dewi", Role.LEADER, office.budi.government)


def ordered(office: Office, by=None, **fields):
    """A leader orders Dinas A to act in the case."""
    case = office.brought_to(Status.REPORTED).case
    office.client.force_login(by or leader(office))
    words = {"to": office.agency.pk, "text": "Selesaikan minggu ini", "given_by": "Wali Kota", "on": "hari ini"}
    key = {"submission": str(uuid.uuid4())}
    return office.client.post(f"/cases/{case.number}/instruct/", key | words | fields)


def answered(office: Office, by=None, **fields):
    order = Instruction.objects.last()
    office.client.force_login(by or office.sari)
    words = {"result": "Sudah dipanggil", "on": "hari ini", "submission": str(uuid.uuid4())}
    return office.client.post(f"/instructions/{order.pk}/answer/", words | fields)


def carried_out(office: Office, by=None, **fields):
    assert ordered(office, due=office.day(10)).status_code == 302
    return answered(office, by, **fields)


def of_other_agency(office: Office):
    other = factories.make_agency(office.budi.government, "dinas-z", "Dinas Z")
    return factories.make_user("zaki", Role.HR_OFFICER, office.budi.government, agency=other)


def elsewhere(office: Office):
    return factories.make_agency(factories.make_government("Kota Lain", region="kota-lain"), "dinas-x", "Dinas X")


ACTS = [
    Act("an order with the day on which it is due", INTERNAL, lambda office: ordered(office, due=office.day(10))),
    Act("an order without a day", INTERNAL, ordered),
    Act("an order due on the day on which it is given", INTERNAL, lambda office: ordered(office, due=office.day(0))),
    Act("an order due before it was given", INTERNAL, lambda office: ordered(office, due=office.day(-1)),
        "tidak boleh sebelum"),
    Act("an order that is given tomorrow", INTERNAL, lambda office: ordered(office, on=office.day(1)), "hari ini"),
    Act("an order without words", INTERNAL, lambda office: ordered(office, text=""), "Isi “"),
    Act("an order that nobody gave", INTERNAL, lambda office: ordered(office, given_by=""), "Isi “"),
    Act("an order to an agency of another government", INTERNAL,
        lambda office: ordered(office, to=elsewhere(office).pk), "pilihan"),
    Act("an order of an HR officer", INTERNAL, lambda office: ordered(office, office.sari), "berwenang"),
    Act("the result of an order, reported by its agency", INTERNAL, carried_out),
    Act("the result of an order, reported twice", INTERNAL,
        lambda office: [carried_out(office), answered(office)][1], "sudah dilaporkan"),
    Act("the result of an order before it was given", INTERNAL,
        lambda office: carried_out(office, on=office.day(-1)), "sebelum perintah"),
    Act("the result of an order of tomorrow", INTERNAL,
        lambda office: carried_out(office, on=office.day(1)), "hari ini"),
    Act("the result of an order without words", INTERNAL, lambda office: carried_out(office, result=""),
        "Isi “"),
    Act("the result of an order, reported by an agency that does not see the case", WALL,
        lambda office: carried_out(office, of_other_agency(office)), "tidak ditemukan"),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_an_order_ends_as_the_rule_says(act, office):
    assert_judged(act.take(office), act)


def test_the_day_that_an_order_names_is_the_day_of_its_clock_until_it_is_answered(office):
    ordered(office, due=office.day(10))
    clock = AnswerClock.objects.get(order=Instruction.objects.get())
    assert clock.due_on == office.agency.local_date(office.now) + dt.timedelta(days=10)
    assert answered(office).status_code == 302
    clock.refresh_from_db()
    assert clock.met_on == office.agency.local_date(office.now)
