"""Every address × every account: what it answers, in one list. An address that is missing here fails."""

import uuid

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import get_resolver, reverse

from cases.evidence import custody, picture_copies
from cases.evidence.files import say_exists
from cases.models import (
    AccessEntry,
    EvidenceItem,
    ListReading,
    Notification,
    Role,
)
from tests import factories
from tests.samples.addresses import ANY, addresses_of

WHO = ("anonymous", "own", "stranger", "bkpsdm", "inspector", "leader", "admin", "elsewhere", "himself", "recused")
OPEN_TO_ALL = dict.fromkeys(WHO, 200)
SIGNED_IN = OPEN_TO_ALL | {"anonymous": 302}
CASE = SIGNED_IN | {"stranger": 404, "admin": 404, "elsewhere": 404, "himself": 404, "recused": 404}
ROOM = CASE | {"leader": 404}
CASE_MOVES_ON = {who: 302 if code == 200 else code for who, code in CASE.items()}
PERSONNEL = dict.fromkeys(WHO, 404) | {"anonymous": 302} | dict.fromkeys(("bkpsdm", "elsewhere", "recused"), 200)
ADMIN_ONLY = dict.fromkeys(WHO, 404) | {"anonymous": 302, "admin": 200}
LAW = SIGNED_IN | dict.fromkeys(("own", "stranger", "inspector", "leader", "himself"), 403)
MOVES_ON = dict.fromkeys(WHO, 302)
ABOVE = SIGNED_IN | dict.fromkeys(("own", "stranger", "admin"), 404)
PAYROLL = SIGNED_IN | dict.fromkeys(("own", "stranger", "inspector", "leader", "himself"), 404)
AUTHOR = dict.fromkeys(WHO, 404) | {"anonymous": 302, "own": 200, "admin": 403}
POST_ONLY = SIGNED_IN | dict.fromkeys(WHO[1:], 405)

REACHED = SIGNED_IN | {"stranger": 404, "elsewhere": 404}
HANDERS = REACHED | dict.fromkeys(("inspector", "leader", "himself"), 403)
KEEPERS = SIGNED_IN | dict.fromkeys(("own", "stranger", "inspector", "leader", "himself"), 403)

SIFTERS = dict.fromkeys(WHO, 404) | dict.fromkeys(("bkpsdm", "inspector", "elsewhere", "himself", "recused"), 200)

# What GET answers. For the pages of a case, everybody outside its scope gets 404, as if it did not exist.
PAGES = {
    "root": MOVES_ON,
    "home": MOVES_ON,
    "readyz": dict.fromkeys(WHO, 503),  # no worker runs beside the tests
    "metrics": dict.fromkeys(WHO, 404),  # without its token
    "status": ADMIN_ONLY,
    "unsent-mail": ADMIN_ONLY,
    "sealed-record": ADMIN_ONLY,
    "login": MOVES_ON | {"anonymous": 200},
    **dict.fromkeys(
        ("openid_connect_login", "openid_connect_callback"), dict.fromkeys(WHO, 404)
    ),  # set up nowhere here
    "provider-release": POST_ONLY | {"anonymous": 302},
    "logout": dict.fromkeys(WHO, 405),
    "account_login": MOVES_ON | {"anonymous": 200},
    "account_logout": dict.fromkeys(WHO, 405),
    "profile": SIGNED_IN,
    **dict.fromkeys(("language", "theme", "tour"), POST_ONLY | {"anonymous": 302}),
    "shortcuts": SIGNED_IN,
    "components": ADMIN_ONLY,
    "account_change_password": SIGNED_IN,
    "account_set_password": MOVES_ON,  # to changing it, for whoever has one
    "account_reauthenticate": SIGNED_IN,
    "account_reset_password": OPEN_TO_ALL,
    "account_reset_password_done": OPEN_TO_ALL,
    "account_reset_password_from_key": OPEN_TO_ALL,  # that this link is not valid
    "account_reset_password_from_key_done": OPEN_TO_ALL,
    "mfa_index": SIGNED_IN,
    "mfa_authenticate": MOVES_ON,  # between password and page alone
    **dict.fromkeys(("mfa_reauthenticate", "mfa_reauthenticate_webauthn"), MOVES_ON),
    **dict.fromkeys(("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"), MOVES_ON),
    **dict.fromkeys(  # none is set up
        ("mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_deactivate_totp"),
        dict.fromkeys(WHO, 404) | {"anonymous": 302},
    ),
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": MOVES_ON,
    "mfa_edit_webauthn": MOVES_ON,
    "usersessions_list": SIGNED_IN,
    "unlock": SIGNED_IN,
    **dict.fromkeys(("account-desk", "account-invite", "account-change"), ADMIN_ONLY),
    "account-invite-again": POST_ONLY,
    "break-glass": ADMIN_ONLY | dict.fromkeys(("bkpsdm", "elsewhere", "recused"), 200),
    "break-glass-end": POST_ONLY,
    "work": SIGNED_IN,  # for the administrator: empty
    "incident-new": SIGNED_IN | {"admin": 403},
    "incident-similar": POST_ONLY,
    "incident-people": POST_ONLY,
    "incident-hours": POST_ONLY,
    "incident-draft": AUTHOR,
    "incident-draft-discard": POST_ONLY,
    "manifest": OPEN_TO_ALL,  # browsers fetch it without signing in
    "incident-worker": OPEN_TO_ALL,
    "incident-share": dict.fromkeys(WHO, 405),  # writes nothing, whoever sends
    "incident-key": SIGNED_IN | {"admin": 403},
    "incident-file": AUTHOR,
    "report-start": MOVES_ON,  # to the only government whose page is open
    "report-new": OPEN_TO_ALL,
    "report-follow": OPEN_TO_ALL,
    "incoming": SIFTERS | {"anonymous": 302},
    "incoming-import": SIFTERS | {"anonymous": 302},
    "incoming-report": SIFTERS | {"anonymous": 302, "elsewhere": 404},
    "incoming-accept": SIFTERS | {"anonymous": 302, "elsewhere": 404},
    "incoming-file": SIFTERS | {"anonymous": 302, "elsewhere": 404},
    "reporter": dict.fromkeys(WHO, 404) | {"anonymous": 302, "bkpsdm": 200},  # the one account that has this right
    "reporter-readings": ADMIN_ONLY,
    "cases": SIGNED_IN,  # for the administrator: empty
    "case": CASE,
    "case-people": CASE,
    "case-evidence": CASE,
    "case-examination": CASE,
    "case-decisions": CASE,
    "case-history": CASE,
    "case-readers": CASE | {"own": 404},  # supervisors alone
    "case-chronology": CASE,
    "saved-views": SIGNED_IN,
    "saved-view-new": SIGNED_IN,
    "saved-view": dict.fromkeys(WHO, 404) | {"anonymous": 302, "own": 302},
    **dict.fromkeys(("list-chosen", "list-export-new"), POST_ONLY | {"anonymous": 302}),
    "list-export": dict.fromkeys(WHO, 404) | {"anonymous": 302, "own": 200},
    "list-export-file": dict.fromkeys(WHO, 404) | {"anonymous": 302},  # not written yet
    "case-handling": CASE,
    "case-assign": POST_ONLY,
    "case-note-delete": POST_ONLY,
    "deputies": SIGNED_IN,
    "case-act": CASE,
    "respondent-act": CASE,
    "instruction-answer": CASE,
    "outside-answer": CASE,
    "restoration": CASE,
    "joint-answer": dict.fromkeys(WHO, 404) | {"anonymous": 302, "elsewhere": 200},  # the body that is asked
    "joint-end": CASE,
    "room-open": CASE | dict.fromkeys(("own", "bkpsdm", "inspector"), 302),  # into the room that is open
    "room": ROOM,
    "room-changes": ROOM,
    "room-key": ROOM,
    "room-record": ROOM,
    "snippets": SIGNED_IN | {"leader": 404, "admin": 404},  # for those who type in a room
    "evidence": CASE,
    "evidence-original": CASE_MOVES_ON,
    "evidence-copy": CASE,
    "evidence-package": CASE,
    "deadline": CASE,
    "case-letters": CASE,
    "letter-new": CASE,
    "letter": CASE,
    "letter-word": CASE,
    "letter-job": CASE,
    "letter-reissue": CASE,
    "letter-signed": CASE,
    "letter-draft": CASE,
    "letter-withdraw": CASE,
    "letter-agenda": LAW | {"admin": 403},
    "letterheads": PAYROLL,
    "letter-chains": PAYROLL,
    "letterhead-general": PAYROLL,
    "letterhead": PAYROLL | {"elsewhere": 404},
    "letterhead-logo": PAYROLL | {"elsewhere": 404},
    "minutes": CASE,
    "handover": CASE,
    "handover-file": CASE,
    "minutes-change": CASE,
    "minutes-file": CASE,
    "minutes-blank": CASE,
    "statement-blank": CASE,
    "hearing-read": CASE,
    "signed-copy": CASE,
    "letter-check": OPEN_TO_ALL,  # what the QR code of a letter says to whoever holds it
    "letter-forms": SIGNED_IN,
    "letter-form": SIGNED_IN,
    "hearings": SIGNED_IN,  # for the administrator: empty
    "hearing": CASE,
    "calendar": SIGNED_IN,  # for the administrator: empty
    "calendar-link": POST_ONLY | {"anonymous": 302},
    "calendar-feed": OPEN_TO_ALL,  # whoever has the signed address; it says no names
    "dashboard": SIGNED_IN | {"admin": 404},
    "metric": SIGNED_IN | {"admin": 404},
    "decide-in-place": CASE,
    "help": SIGNED_IN,
    "prevention": SIGNED_IN | {"admin": 404},
    "warning-review": dict.fromkeys(WHO, 404) | {"anonymous": 302, "own": 403, "stranger": 403, "admin": 403},
    "corrective-action-new": SIGNED_IN | dict.fromkeys(("own", "stranger", "admin"), 403),
    "corrective-action": dict.fromkeys(WHO, 404) | {"anonymous": 302},  # there is none
    "statistics-publish": dict.fromkeys(WHO, 403)
    | {"anonymous": 302}
    | dict.fromkeys(("bkpsdm", "elsewhere", "recused"), 200),
    "public-statistics": OPEN_TO_ALL,
    **dict.fromkeys(("public-statistics-year", "public-statistics-csv"), dict.fromkeys(WHO, 404)),  # none published
    **dict.fromkeys(
        ("statistics", "statistics-pdf", "statistics-sheet", "screen", "definitions"), SIGNED_IN | {"admin": 404}
    ),
    "people": SIGNED_IN,
    "person": SIGNED_IN | {"stranger": 404, "elsewhere": 404},
    "people-access": ADMIN_ONLY,
    "person-readers": CASE | {"own": 404, "admin": 200},
    "sanction-history": PERSONNEL,
    "clearance-new": PERSONNEL | {"elsewhere": 404},
    "clearance": CASE,
    "clearance-withdraw": PERSONNEL | {"elsewhere": 404, "recused": 404},
    "clearance-signed": PERSONNEL | {"elsewhere": 404, "recused": 404},
    "verify": OPEN_TO_ALL,
    "past-imports": PERSONNEL,
    "past-import-template": PERSONNEL,
    "past-import": PERSONNEL | {"elsewhere": 404},
    "past-import-rejects": PERSONNEL | {"elsewhere": 404},
    "staff-imports": PAYROLL,
    "staff-import-template": PAYROLL,
    "staff-import": PAYROLL | {"elsewhere": 404},
    "staff-import-rejects": PAYROLL | {"elsewhere": 404},
    "setup": dict.fromkeys(WHO, 404),  # there are accounts
    "organisation-open": dict.fromkeys(WHO, 404) | {"anonymous": 302},  # the operator alone
    **dict.fromkeys(
        (
            "organisation",
            "organisation-government",
            "organisation-agencies",
            "organisation-agency-new",
            "organisation-agency-sheet",
            "organisation-agency-template",
            "organisation-hours",
            "organisation-hours-new",
            "organisation-employee-new",
        ),
        PAYROLL,
    ),
    "organisation-agency": PAYROLL | {"elsewhere": 404},
    "organisation-employee-post": PAYROLL | {"elsewhere": 404},
    "regulations": SIGNED_IN,
    "regulation": SIGNED_IN,
    "circular-new": KEEPERS,
    "circular-correct": KEEPERS | {"elsewhere": 404},
    "regulation-attach": KEEPERS | {"elsewhere": 404},
    "regulation-document": SIGNED_IN | {"elsewhere": 404},
    "in-force": SIGNED_IN,
    "publish": KEEPERS | {"elsewhere": 404},
    "publications": SIGNED_IN,
    "publication": REACHED,
    "publication-people": REACHED,
    "publication-sheet": POST_ONLY,
    "publication-links": POST_ONLY,
    "receipt": OPEN_TO_ALL,  # the link is the key
    "receipt-document": OPEN_TO_ALL,
    **dict.fromkeys(
        LAW_PAGES := (
            "law-desk",
            "law-changes",
            "law-calendar",
            "law-decree",
            "law-day-off",
            "law-withdraw",
            "law-catalogue",
            "law-new",
            "law-row",
            "law-version",
            "law-reword",
        ),
        LAW,
    ),
    "law-own-reading": LAW,
    "own-page": OPEN_TO_ALL,  # the code and a second factor are the key
    "give-code": CASE,
    "data-request": CASE,
    **dict.fromkeys(("breaches", "breach-new"), ABOVE),
    "breach": ABOVE | {"elsewhere": 404},
    "breach-people": POST_ONLY,
    "breach-letter": ABOVE | {"elsewhere": 404, "himself": 404, "recused": 404},  # no notice about a closed case
    "retention": ABOVE,
    "retention-times": ABOVE | {"admin": 200},
    "disposal": ABOVE | {"elsewhere": 404},
    "legal-hold": ABOVE | {"elsewhere": 404, "himself": 404, "recused": 404},
    "destruction": ABOVE | {"elsewhere": 404},
    "confirmations": SIGNED_IN,
    "confirmation": dict.fromkeys(WHO, 404) | {"anonymous": 302, "bkpsdm": 200, "inspector": 200, "leader": 200},
    "notifications": SIGNED_IN,
    "notification": POST_ONLY,
    "message-settings": SIGNED_IN,
    "browser-add": POST_ONLY | {"anonymous": 302},
    "browser-remove": POST_ONLY | {"anonymous": 302},
    "push-worker": OPEN_TO_ALL,  # browsers fetch it without signing in
    "message-words": ADMIN_ONLY,
    "message-settings-general": ADMIN_ONLY,
}


PAGE_LIKE = {"text/html", "application/json", "application/manifest+json", "text/javascript"}
FROM_OUTSIDE = {
    "incident-share",
    "report-start",
    "report-new",
    "report-follow",
    "own-page",
}  # without a token: said at each


def names() -> list[str]:
    return [pattern.name for pattern in addresses_of(get_resolver("cases.urls"))]


def answer(client, method, name, addresses, data=None):
    response = getattr(client, method)(reverse(name, kwargs=addresses.get(name)), data or {})
    if hasattr(response, "streaming_content"):
        response.getvalue()
    return response.status_code


def test_every_address_is_in_the_list():
    assert set(names()) == set(PAGES)


@pytest.mark.parametrize("who", WHO)
def test_every_page_answers_as_listed(who, world, client):
    accounts, addresses = world
    if who in accounts:
        client.force_login(accounts[who])
    found = {name: answer(client, "get", name, addresses) for name in PAGES if name not in ("logout", "account_logout")}
    assert found == {name: codes[who] for name, codes in PAGES.items() if name not in ("logout", "account_logout")}


ACTS_ON_A_CASE = (
    "case-act", "respondent-act", "instruction-answer", "restoration", "hearing", "room", "room-open", "room-record",
)  # fmt: skip


@pytest.mark.parametrize("who", [who for who in WHO if CASE[who] == 404])
def test_no_form_outside_the_scope_writes_anything(who, world, client):
    accounts, addresses = world
    client.force_login(accounts[who])
    history = EvidenceItem.objects.get().case.history
    before = history.count()
    for name in ACTS_ON_A_CASE:
        sent = {
            "submission": str(uuid.uuid4()),
            "by": "x",
            "gist": "x",
            "text": "x",
            "kind": "APOLOGY",
            "on": "hari ini",
        }
        assert answer(client, "post", name, addresses, sent) == 404, name
    assert history.count() == before


def test_what_is_not_shown_takes_no_form_either(world, client):
    """Every address, as every account that it is closed to: refused, and no row of any table is written."""
    accounts, addresses = world
    tables = [model for model in apps.get_models() if model is not Session]
    before = [table.objects.count() for table in tables]
    taken = {}
    for who, user in accounts.items():
        client.force_login(user)
        closed = [name for name, codes in PAGES.items() if codes[who] in (403, 404)]
        closed += ["incident-draft-discard"] if who != "own" else []
        for name in closed:
            sent = {"submission": str(uuid.uuid4()), "name": "a.png", "size": 10}
            found = answer(client, "post", name, addresses, sent)
            if found not in (403, 404, 405):
                taken[who, name] = found
    assert taken == {}
    assert [table.objects.count() for table in tables] == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_page_takes_another_method_than_get_and_post(method, rina):
    client = Client(enforce_csrf_checks=True)
    client.force_login(rina)
    answers = {}
    for pattern in addresses_of(get_resolver("cases.urls")):
        filled = {name: ANY.get(name, "x") for name in pattern.pattern.converters}
        answers[pattern.name] = getattr(client, method)(reverse(pattern.name, kwargs=filled)).status_code
    assert answers == dict.fromkeys(names(), 405) | {"incident-file": 403}  # pieces of files come by PUT, with a token


def test_only_public_addresses_accept_a_post_without_a_token(rina):
    client = Client(enforce_csrf_checks=True)
    client.force_login(rina)
    refused = set()
    for pattern in addresses_of(get_resolver("cases.urls")):
        filled = {name: ANY.get(name, "x") for name in pattern.pattern.converters}
        if client.post(reverse(pattern.name, kwargs=filled)).status_code == 403:
            refused.add(pattern.name)
    assert refused == set(names()) - FROM_OUTSIDE


@pytest.mark.parametrize("sent", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"},
                                  {"Origin": "https://evil.example"}])  # fmt: skip
def test_the_pages_for_everybody_take_no_form_of_another_site(sent, world, client):
    _accounts, addresses = world
    for name in FROM_OUTSIDE - {"incident-share"}:
        assert client.post(reverse(name, kwargs=addresses.get(name)), headers=sent).status_code == 403


@pytest.mark.parametrize("who", ["own", "bkpsdm", "admin", "anonymous"])
def test_no_answer_stays_in_a_cache_and_no_file_runs_anything(who, world, client):
    """Pages keep to their policy; what is handed out as a file may do nothing at all."""
    accounts, addresses = world
    if who in accounts:
        client.force_login(accounts[who])
    wrong = {}
    for name in PAGES:
        found = client.get(reverse(name, kwargs=addresses.get(name)))
        kind, policy = found.headers.get("Content-Type", "").partition(";")[0], found.headers["Content-Security-Policy"]
        is_page = found.status_code != 200 or kind in PAGE_LIKE
        kept = policy == "sandbox; default-src 'none'" or (is_page and "script-src 'self'" in policy)
        private = found.headers["Cache-Control"] == "no-store" and found.headers["X-Content-Type-Options"] == "nosniff"
        if not kept or "unsafe" in policy or not private:
            wrong[name] = kind
        if found.streaming:
            found.getvalue()
    assert wrong == {}


def test_restricted_evidence_reaches_nobody_else_by_any_page_or_package(world, client, sari, dewi, now):
    """Neither the file nor a picture of it: for leadership, and for a colleague of whoever added it."""
    _accounts, addresses = world
    item = EvidenceItem.objects.get()
    picture_copies.make_previews(now)
    custody.restrict(item=item, actor=sari, at=now, ground="MINOR")
    pictures = [reverse("evidence-copy", kwargs={"pk": copy.pk}) for copy in item.copies.exclude(kind="REDACTED")]
    with item.file.open("rb") as file:
        secrets = [file.read()[:200], *(picture.encode() for picture in pictures)]
    for user in (dewi, factories.make_user("rekan", Role.HR_OFFICER, item.case.government, agency=item.case.agency)):
        client.force_login(user)
        answers = [
            client.get(reverse(name, kwargs=addresses.get(name)))
            for name in PAGES
            if name not in ("logout", "account_logout")
        ]
        for name in ("evidence-original", "evidence-package"):
            answers.append(client.post(reverse(name, kwargs=addresses[name]), {"reason": "Ingin melihat"}))
        told = [answer.getvalue() if answer.streaming else answer.content for answer in answers]
        assert not [secret for secret in secrets for content in told if secret in content]
        assert pictures and {client.get(picture).status_code for picture in pictures} == {404}


# Addresses of a case, a person or evidence whose answer leaves no entry in the access log, each with its reason.
NOT_NOTED = {
    "room-changes": "the open room asks every few seconds; opening the room was noted",
    "room-key": "a key without any content, asked by the room",
    "organisation-employee-post": "the post in the staff list; says nothing of conduct",
    "reporter": "asks for the reason; the answer to it is noted as a reading of the reporter",
    "publication-people": "who confirmed a circular; says nothing of conduct",
    **dict.fromkeys(("incident-draft", "incident-file"), "the author's own draft"),
    **dict.fromkeys(("letter-check", "verify", "receipt", "receipt-document"), "no account; says nothing of the case"),
    "calendar-feed": "no account; says no names",
}
# Addresses with a key that name neither a case, a person nor evidence, each with its reason.
ABOUT_NOBODY = {
    **dict.fromkeys(
        ("account_reset_password_from_key", "mfa_remove_webauthn", "mfa_edit_webauthn"), "the account's own sign-in"
    ),
    **dict.fromkeys(("letterhead", "letterhead-logo", "letter-form"), "forms of letters, before any letter"),
    **dict.fromkeys(("organisation-agency", "report-new"), "an office, and its page for citizens"),
    **dict.fromkeys(
        ("regulation", "regulation-attach", "regulation-document", "circular-correct", *LAW_PAGES, "law-own-reading"),
        "the law",
    ),
    **dict.fromkeys(("publish", "publication", "publication-links"), "a circular; says nothing of conduct"),
    **dict.fromkeys(("setup", "account-change"), "accounts and their rights"),
    **dict.fromkeys(("public-statistics-year", "public-statistics-csv"), "counts that anybody may read"),
    "metric": "a number; its list of cases is a page of its own",
    **dict.fromkeys(
        ("saved-view", "list-export"), "the account's own filters; the cases are noted when they are written"
    ),
    "list-export-file": "each case was noted when the file was written for the account",
    **dict.fromkeys(("past-import-rejects", "staff-import-rejects"), "refused rows, of which no record exists"),
    **dict.fromkeys(("past-import", "staff-import"), "counts of rows; whoever moves while examined is noted"),
    **dict.fromkeys(("disposal", "destruction"), "readings, which are about nobody in particular"),
}

# Addresses that this world answers otherwise than with a page: where their reading is noted.
NOT_SHOWN_HERE = {
    "room-open": "moves on to the open room; tests/hearing_room/test_room_pages.py",
    "evidence-original": "handed out by a form with a reason, whose act is in the record of custody",
    "joint-answer": "nobody asked for it here; tests/oversight/test_joint_handling.py",
    **dict.fromkeys(("corrective-action", "warning-review"), "there is none here; tests/prevention/test_prevention.py"),
}


def logged() -> int:
    return AccessEntry.objects.count() + ListReading.objects.count()


def test_whatever_names_a_case_a_person_or_evidence_notes_that_it_was_read(world, client):
    accounts, addresses = world
    shown, noted, hidden = set(), set(), set()
    for who in ("own", "bkpsdm"):
        client.force_login(accounts[who])
        for name in addresses.keys() & PAGES.keys() - ABOUT_NOBODY.keys():
            before = logged()
            code = answer(client, "get", name, addresses)
            if code == 200:
                shown.add(name)
                noted |= {name} if logged() > before else set()
            elif code != 405 and addresses[name]:  # 405: a form's address, whose act is in the audit trail
                hidden.add(name)
    assert shown - noted == NOT_NOTED.keys()
    assert hidden - shown == NOT_SHOWN_HERE.keys(), "name the test that opens it, or let the world show it"
    assert noted >= {
        "case",
        "evidence",
        "evidence-copy",
        "case-act",
        "case-letters",
        "deadline",
        "handover",
        "clearance",
    }


def test_evidence_that_is_only_said_to_exist_notes_that_it_was_read(world, client, sari, now):
    item = say_exists(case=EvidenceItem.objects.get().case, actor=sari, at=now, title="Rekaman CCTV", source="Satpam")
    client.force_login(sari)
    assert client.get(reverse("evidence", kwargs={"pk": item.pk})).status_code == 200
    assert AccessEntry.objects.get().what == f"evidence {item.code}"


def test_a_message_is_opened_by_its_recipient_only(world, client):
    accounts, addresses = world
    note = Notification.objects.exclude(case=None).first()
    for user in accounts.values():
        if user != note.recipient:
            client.force_login(user)
            assert answer(client, "post", "notification", addresses) == 404


def test_an_agencys_form_cannot_be_sent_by_a_role_without_the_act(world, client, dinas_a):
    accounts, addresses = world
    client.force_login(accounts["leader"])
    respondent = addresses["respondent-act"] | {"act": "report-findings"}
    sent = {"submission": str(uuid.uuid4()), "on": "hari ini", "recommendation": "x"}
    response = client.post(reverse("respondent-act", kwargs=respondent), sent)
    assert response.status_code == 422
    assert "tidak berwenang" in response.content.decode()
