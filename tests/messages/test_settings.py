"""How one chooses to be told, and what the messages say."""

import pytest

from cases.messages.preview import previews
from cases.models import MessageSettings

pytestmark = pytest.mark.django_db
CHOSEN = {"pace": "DAILY", "by_mail": "on", "quiet_from": "18:00", "quiet_until": "06:00"}


def test_an_account_chooses_pace_quiet_hours_and_channels(client, sari):
    client.force_login(sari)
    assert client.post("/notifications/settings/", CHOSEN).status_code == 302
    row = MessageSettings.objects.get(user=sari)
    assert (row.pace, row.quiet_from.hour, row.by_mail, row.by_phone) == ("DAILY", 18, True, False)
    assert client.post("/notifications/settings/", CHOSEN | {"pace": "WEEKLY"}).status_code == 302
    assert MessageSettings.objects.get().pace == "WEEKLY"


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"quiet_until": ""}, "Isi mulai dan sampai"),
        ({"by_phone": "on"}, "Isi nomor ponsel"),
        ({"by_phone": "on", "phone": "0812"}, "Tulis dengan kode negara"),
        ({"pace": "NEVER"}, "NEVER"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(client, sari, settings, over, said):
    settings.GATEWAY_URL = "http://127.0.0.1:1/"
    client.force_login(sari)
    answer = client.post("/notifications/settings/", CHOSEN | over)
    assert answer.status_code == 422
    assert said in answer.text
    assert not MessageSettings.objects.exists()


def test_without_a_gateway_nobody_is_offered_the_phone(client, sari, settings):
    settings.GATEWAY_URL = ""
    client.force_login(sari)
    assert "ponsel" not in client.get("/notifications/settings/").text


def test_what_the_government_chose_stands_in_the_empty_form(client, sari):
    MessageSettings.objects.create(government=sari.government, pace="WEEKLY")
    client.force_login(sari)
    assert client.get("/notifications/settings/").context["form"]["pace"].value() == "WEEKLY"


def test_every_message_has_a_preview_that_says_something():
    seen = list(previews())
    assert {"deadline_reminder", "several", "order"} < {preview.name for preview in seen}
    for preview in seen:
        assert preview.subject and preview.body, preview.name
    reminders = {preview.subject.partition(":")[0] for preview in seen if preview.name == "deadline_reminder"}
    assert reminders == {"Pengingat", "Terlambat"}
