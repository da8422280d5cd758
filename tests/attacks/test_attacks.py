"""Requests of an attacker that were once answered wrongly, or often are."""

import uuid
from http import HTTPStatus

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cases.aftermath import leaving_and_waiting as closing
from cases.deadlines.reminders import remind
from cases.models import Case, Government, Hold, Notification
from cases.procedure.refusals import RuleViolation
from tests import factories
from tests.samples.case_tabs import whole_case

pytestmark = pytest.mark.attack

NUL_PATHS = ["/cases/%00/", "/cases/KS-2026-0001%00/history/", "/cases/%00/decide/"]
NUL_QUERIES = ["/cases/?q=KS-%00", "/cases/?q=%00", "/documents/?q=%00", "/work/?after=%00~1", "/login/?next=%00/"]
WRONG_QUERIES = [
    "/hearings/?day=0001-01-01",
    "/hearings/?day=9999-12-31",
    "/hearings/?day=0001-02-30",
    "/hearings/?day=0000-00-00",
    "/cases/?sanction_month=garbage",
    "/cases/?sanction_month=9999-99",
    "/cases/?sanction_year=NaN",
    "/cases/?sanction_year=1e999999",
    "/cases/?sanction_year=9999999999999999999999",
    "/cases/?q=%25%25%27%22%5C",
    "/cases/?stage='%20OR%201=1--",
    "/cases/?agency=99999999999999999999999",
    "/cases/?after=garbage",
    "/cases/?after=0001-01-01T00:00:00%2B14:00~1",
    "/cases/?before=9999-12-31T23:59:59-14:00~999999999999999999",
    "/cases/?after=~~~",
    "/cases/?after=%C2%B2~%C2%B2",
    "/work/?tab=garbage&after=9999-12-31~1",
    "/work/?after=~1",
    "/people/?after=99999999999999999999",
    "/people/?before=%D9%A3",
    "/notifications/?after=0001-01-01T00:00:00%2B14:00~1",
    "/dashboard/?period=99999&agency=-1",
    "/dashboard/metric/duration/?after=99999999999999999999~1",
    "/dashboard/metric/sanctions/?period=2026-99&severity=x&after=0001-01-01~1",
    "/documents/?on=0001-01-01&kind=x&region=x",
    "/evidence/9223372036854775808/",
    "/people/99999999999999999999999999/",
    f"/hearings/{'9' * 5000}/",
    "/deadlines/0/",
]


def send(client, path, **fields):
    return client.post(path, {"submission": str(uuid.uuid4())} | fields)


@pytest.fixture
def respondent(sari, budi, now):
    return factories.make_respondent(by=sari, employee=budi, at=now)


@pytest.mark.django_db
@pytest.mark.parametrize("path", NUL_PATHS + NUL_QUERIES)
def test_a_nul_in_an_address_is_refused_without_a_server_error(path, client, rina):
    client.force_login(rina)
    assert client.get(path).status_code in (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/cases/", {"q": "KS-\0"}),
        ("/lists/chosen/", {"act": "remind", "case": "KS-\0"}),
        ("/lists/chosen/", {"act": "XLSX", "case": "KS-\0"}),
        ("/incidents/people/", {"lines": "a\0b"}),
    ],
)
def test_a_nul_outside_a_form_is_refused_without_a_server_error(path, sent, client, rina):
    client.force_login(rina)
    assert client.post(path, sent).status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.django_db
def test_a_nul_in_a_cookie_is_refused_without_a_server_error(client):
    client.cookies["sessionid"] = "\0aaaaaaaaaaaa"
    assert client.get("/cases/").status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "utf-16"])
def test_a_charset_that_no_browser_sends_is_refused(charset, client, rina):
    client.force_login(rina)
    body = b'--x\r\nContent-Disposition: form-data; name="words"\r\n\r\n+2AA-\\ud800abc\r\n--x--\r\n'
    sent = client.generic("POST", "/people/", body, content_type=f"multipart/form-data; boundary=x; charset={charset}")
    asked = client.get("/cases/?q=+2AA-%5Cud800", CONTENT_TYPE=f"text/plain; charset={charset}")
    assert {sent.status_code, asked.status_code} == {400}


@pytest.mark.django_db
@pytest.mark.parametrize("path", WRONG_QUERIES)
def test_a_manipulated_address_is_answered_without_a_server_error(path, client, rina, respondent):
    client.force_login(rina)
    assert client.get(path).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["²", "9" * 5000, "٣", "-1", "", "1e3"])
def test_a_version_that_is_no_number_is_refused(version, client, rina, respondent):
    client.force_login(rina)
    path = f"/cases/{respondent.case.number}/request-clarification/"
    answer = send(client, path, on="hari ini", channel="LETTER", concerned=f"{respondent.pk}:{version}")
    assert answer.status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["²" * 18, "1985041220100²²001", "٣" * 18, "1" * 4000])
def test_digits_of_other_scripts_are_no_number_of_a_person(words, client, rina, dinas_a):
    client.force_login(rina)
    answer = send(client, "/incidents/new/", agency=dinas_a.pk, summary=factories.SENTENCE, people=words)
    assert answer.status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["1/1/0001 00.30", "0001-01-01 00.30", "0000-01-01", "1/1/9999", " " * 100_000 + "x",
                                  "t" * 100_000 + "x", "1/1/1 " * 20_000])  # fmt: skip
@pytest.mark.parametrize("field", ["recorded", "uploaded_after", "claimed_at"])
def test_a_time_outside_the_accepted_years_is_refused_at_once(text, field, client, rina, dinas_a):
    client.force_login(rina)
    sent = {"agency": dinas_a.pk, "summary": factories.SENTENCE, "claimed_by": "Saksi", "within_hours": "yes"}
    assert send(client, "/incidents/new/", **sent, **{field: text}).status_code == 422
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_hold_cannot_start_before_the_stage(respondent, sari, now):
    """Otherwise internal clocks could be extended without limit."""
    day = respondent.status_on.replace(year=respondent.status_on.year - 1)
    with pytest.raises(RuleViolation, match="sebelum"):
        closing.hold(
            respondent=respondent, actor=sari, at=now, on=day, reason="x", owner="x", review_on=respondent.status_on
        )


@pytest.mark.django_db
def test_a_reminder_names_nobody(respondent, sari, now):
    today = respondent.status_on
    closing.hold(
        respondent=respondent, actor=sari, at=now, on=today, reason="x", owner="Ibu Ratna Rahasia", review_on=today
    )
    Notification.objects.all().delete()
    remind(Hold, now)
    assert Notification.objects.exists()
    assert not [row for row in Notification.objects.all() if "Ratna" in row.subject + row.body]


@pytest.mark.django_db
def test_the_demo_is_never_loaded_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("seed_demo", verbosity=0)
    assert not Government.objects.exists()


@pytest.mark.django_db
def test_a_case_of_another_government_with_the_same_number_is_never_used(client, sari, rina, respondent, now):
    elsewhere = factories.make_government("Kota Lain", "kota-lain")
    agency = factories.make_agency(elsewhere, "dinas-a", "Dinas A")
    hers = factories.make_user("ratna", "BKPSDM", elsewhere)
    theirs = factories.make_case(by=hers, agency=agency, at=now, title="Rahasia tetangga")
    assert theirs.number == respondent.case.number
    client.force_login(rina)
    assert "tetangga" not in whole_case(client, theirs)
    answer = send(client, f"/cases/{theirs.number}/record-statement/", by="Wali", gist="x")
    assert answer.status_code == 302
    assert not theirs.history.filter(act="record-statement").exists()
    there = theirs.respondents.get()
    here = send(client, f"/cases/{theirs.number}/request-clarification/", on="hari ini", channel="LETTER",
                concerned=f"{there.pk}:{there.version}")  # fmt: skip
    assert here.status_code == 422
    assert send(client, f"/respondents/{there.pk}/hold/", version=1, on="hari ini").status_code == 404


@pytest.mark.django_db
def test_every_response_has_its_policy_and_is_not_cached(client, rina, respondent):
    """Errors and refusals as well."""
    client.raise_request_exception = False
    client.force_login(rina)
    paths = [
        "/cases/",
        "/cases/KS-1999-0001/",
        "/nirgends/",
        "/cases/?q=%00",
        "/notifications/1/",
        "/admin/",
        "/healthz",
    ]
    for answer in [client.get(path) for path in paths] + [client.post("/incidents/new/")]:
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.django_db
def test_a_form_from_another_site_is_refused(rina, respondent):
    client = Client(enforce_csrf_checks=True)
    client.force_login(rina)
    path = f"/respondents/{respondent.pk}/record-fact/"
    for sent in (path, "/incidents/new/", "/notifications/", "/people/", "/logout/", "/login/"):
        assert (
            send(client, sent, on="hari ini", kind="APOLOGY", text="x", version=respondent.version).status_code == 403
        )
    assert not respondent.facts.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:///evil.example"],
)
def test_signing_in_never_leads_to_another_site_and_renews_the_session(elsewhere, client, sari):
    client.get("/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = client.cookies["sessionid"].value
    answer = client.post("/login/", {"login": "sari", "password": "rahasia-sekali", "next": elsewhere})
    assert answer.url == "/home/"
    assert client.cookies["sessionid"].value != before
    assert client.get("/login/", {"next": elsewhere}).url == "/home/"


@pytest.mark.django_db
def test_typed_markup_is_shown_as_text_everywhere(client, rina, dinas_a):
    evil = "<script>alert(1)</script>"
    client.force_login(rina)
    sent = {"agency": dinas_a.pk, "summary": f"{evil} joget berseragam", "title": evil, "unknown": evil, "place": evil}
    path = send(client, "/incidents/new/", **sent, source_note=evil, reporter_name=evil).url
    respondent = Case.objects.get().respondents.get()
    fact = {"version": respondent.version, "on": "hari ini", "kind": "APOLOGY", "text": evil, "by": evil}
    assert send(client, f"/respondents/{respondent.pk}/record-fact/", **fact).status_code == 302
    assert send(client, f"{path}record-statement/", by=evil, gist=evil).status_code == 302
    for page in (path, f"{path}history/", "/cases/", "/work/", "/dashboard/", f"/cases/?q={evil}"):
        assert evil not in client.get(page).text


@pytest.mark.django_db
def test_a_link_is_a_web_address_or_refused(client, rina, dinas_a):
    client.force_login(rina)
    for link in ("javascript://tiktok.com/%0aalert(1)", "data://x.com/x", "file:///etc/passwd", "JAVASCRIPT:alert(1)"):
        assert send(client, "/incidents/new/", agency=dinas_a.pk, links=link).status_code == 422


@pytest.mark.django_db
def test_no_page_of_the_case_shows_the_reporter(client, sari, rina, joko, dewi, dinas_a, budi):
    client.force_login(sari)
    sent = {
        "agency": dinas_a.pk,
        "summary": factories.SENTENCE,
        "reporter_name": "Narasumber Mahardika",
        "people": "Budi",
    }
    path = send(client, "/incidents/new/", **sent).url
    colleague = factories.make_user("rekan", "HR_OFFICER", dinas_a.government, agency=dinas_a)
    shown = {
        user.username: "Mahardika" in signed_in(user).get(path).text for user in (sari, rina, joko, dewi, colleague)
    }
    assert not any(shown.values())
    for page in (f"{path}history/", "/cases/", "/work/", "/dashboard/", f"/people/{budi.pk}/", "/hearings/"):
        assert "Mahardika" not in signed_in(rina).get(page).text
    assert "mahardika" not in Case.objects.get().search


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db
def test_fields_that_no_form_has_change_nothing(client, sari, respondent, dinas_b):
    client.force_login(sari)
    extra = {"status": "CLOSED", "route": "NO_ACTION", "actor": "1", "agency": dinas_b.pk, "is_held": "on", "case": "9"}
    sent = {"version": respondent.version, "on": "hari ini", "kind": "APOLOGY", "text": "x"}
    assert send(client, f"/respondents/{respondent.pk}/record-fact/", **sent, **extra).status_code == 302
    before = (respondent.status, respondent.route, respondent.agency_id, respondent.is_held)
    respondent.refresh_from_db()
    assert (respondent.status, respondent.route, respondent.agency_id, respondent.is_held) == before
    assert respondent.case.history.first().actor == sari


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["summon", "hold-hearing", "report-findings", "decide", "deliver", "complete", "annul"])
def test_sending_a_form_directly_skips_no_step_of_the_procedure(act, client, rina, respondent):
    client.force_login(rina)
    when = {"on": "hari ini", "hearing_at": "1/1/2099 09.00", "held_at": "kemarin 09.00"}
    sent = when | dict.fromkeys(("place", "ruling", "recommendation", "note"), "x") | {"method": "IN_PERSON"}
    assert send(client, f"/respondents/{respondent.pk}/{act}/", version=1, **sent).status_code == 422
    respondent.refresh_from_db()
    assert respondent.status == "REPORTED"


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["people", "unknown"])
def test_a_report_cannot_name_thousands_of_people(field, client, rina, dinas_a):
    """Thousands of lines would occupy a worker, and every view of the page of their case."""
    client.force_login(rina)
    sent = {"agency": dinas_a.pk, "summary": factories.SENTENCE, field: "a\n" * 2400}
    assert "Paling banyak 100" in send(client, "/incidents/new/", **sent).text
    assert not Case.objects.exists()
