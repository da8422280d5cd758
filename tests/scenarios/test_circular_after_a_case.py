"""A video goes round; a circular follows, is published, three of five confirm, the others are reminded."""

import datetime as dt
import uuid

import pytest
import time_machine

from cases.models import Notification, Publication, Receipt
from cases.register import reading_reminders
from regulations.models import Regulation
from tests import factories

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 7, 13, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def test_a_circular_caused_by_a_case_is_published_read_and_reminded_of(client, city, sari, rina, dewi, dinas_a):
    with time_machine.travel(START, tick=False) as clock:
        school = factories.make_agency(city, "sdn-1", "SDN 1", parent=dinas_a)
        people = [factories.make_employee(f"Guru {n}", agency=school) for n in range(4)]
        people.append(factories.make_employee("Kepala Bidang", agency=dinas_a))
        case = factories.make_case(by=sari, agency=dinas_a, at=START, people=(people[0],))

        client.force_login(rina)
        response = client.post("/documents/new/", {
            "submission": str(uuid.uuid4()), "kind": "CIRCULAR", "number": "800/7/BKPSDM", "title": "Siaran langsung",
            "rules": "Tidak siaran langsung pada jam kerja.", "in_force_from": "13/7/2026", "source": "naskah asli",
            "confidence": "VERIFIED", "caused_by": case.number,
        })  # fmt: skip
        circular = Regulation.objects.get(number="800/7/BKPSDM")
        assert "Terbit karena kasus" in client.get(response.url).text

        sent = {"submission": str(uuid.uuid4()), "agencies": [dinas_a.pk], "expires_on": "13/8/2026"}
        client.post(f"/documents/{circular.slug}/publish/", sent)
        publication = Publication.objects.get()
        assert publication.receipts.count() == 5

        client.logout()
        for person in people[:3]:
            assert client.post(Receipt.objects.get(employee=person).path).status_code == 302

        clock.shift(dt.timedelta(days=7))
        for _ in range(2):
            reading_reminders.remind_readers(START + dt.timedelta(days=7))
        assert Notification.objects.filter(recipient=sari, kind="REMINDER").count() == 1
        assert "2 pegawai" in Notification.objects.get(recipient=sari, kind="REMINDER").body
        assert set(Receipt.objects.unconfirmed().values_list("reminded", flat=True)) == {1}

        client.force_login(dewi)
        page = client.get(f"/publications/{publication.pk}/")
        assert "60% sudah mengonfirmasi" in page.text
        assert {row["agency__name"]: row["percent"] for row in page.context["rows"]} == {"SDN 1": 75, "Dinas A": 0}
