"""Every address × every account: what it answers, in one list. An address that is missing here fails."""

import uuid

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse

from cases.evidence import custody, picture_copies
from cases.evidence.files import add_file, say_exists
from cases.evidence.picture_copies import Box
from cases.hearing_room import drafts
from cases.hearing_room import icalendar_feed as feed
from cases.hearing_room.calendar_links import open_link
from cases.intake import drafts as report_drafts
from cases.intake import uploads as staging
from cases.letters.batches import order_letters
from cases.letters.issuing import issue_letter
from cases.letters.letterheads import revise_letterhead
from cases.minutes.signing import add_signed_copy
from cases.minutes.versions import freeze_minutes
from cases.models import (
    AccessEntry,
    Decision,
    EvidenceItem,
    Instruction,
    Notification,
    OutsideReport,
    Reporter,
    RestorationStep,
    Role,
    Status,
)
from cases.oversight import acts as oversight
from cases.past_cases import importing as past_import
from cases.people import staff_import
from cases.reports import citizen_page as report_page
from cases.staff_record import clearance
from tests import factories
from tests.samples.addresses import ANY, addresses_of
from tests.samples.circulars import announce, enter
from tests.samples.files import pdf
from tests.samples.pictures import photo

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
PAYROLL = SIGNED_IN | dict.fromkeys(("own", "stranger", "inspector", "leader", "himself"), 404)
AUTHOR = dict.fromkeys(WHO, 404) | {"anonymous": 302, "own": 200, "admin": 403}
POST_ONLY = SIGNED_IN | dict.fromkeys(WHO[1:], 405)

REACHED = SIGNED_IN | {"stranger": 404, "elsewhere": 404}
HANDERS = REACHED | dict.fromkeys(("inspector", "leader", "himself"), 403)
KEEPERS = SIGNED_IN | dict.fromkeys(("own", "stranger", "inspector", "leader", "himself"), 403)

LAW_ROW = {"kind": "records", "slug": "arsip-800-1-6-1-2024"}

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
    "logout": dict.fromkeys(WHO, 405),
    "account_login": MOVES_ON | {"anonymous": 200},
    "account_logout": dict.fromkeys(WHO, 405),
    "profile": SIGNED_IN,
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
    "case-history": CASE,
    "case-act": CASE,
    "respondent-act": CASE,
    "instruction-answer": CASE,
    "outside-answer": CASE,
    "restoration": CASE,
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
    "letter-new": {who: 422 if code == 200 else code for who, code in CASE.items()},  # asks which form, for whom
    "letter": CASE,
    "letter-word": CASE,
    "letter-job": CASE,
    "letter-reissue": CASE,
    "letter-signed": CASE,
    "letterheads": PAYROLL,
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
    "people": SIGNED_IN,
    "person": SIGNED_IN | {"stranger": 404, "elsewhere": 404},
    "people-access": ADMIN_ONLY,
    "sanction-history": PERSONNEL,
    "clearance-new": PERSONNEL | {"elsewhere": 404},
    "clearance": SIGNED_IN | {"stranger": 404, "admin": 404, "elsewhere": 404},
    "clearance-withdraw": PERSONNEL | {"elsewhere": 404},
    "clearance-signed": PERSONNEL | {"elsewhere": 404},
    "verify": OPEN_TO_ALL,
    "past-imports": PERSONNEL,
    "past-import-template": PERSONNEL,
    "past-import": PERSONNEL | {"elsewhere": 404},
    "past-import-rejects": PERSONNEL | {"elsewhere": 404},
    "staff-imports": PAYROLL,
    "staff-import-template": PAYROLL,
    "staff-import": PAYROLL | {"elsewhere": 404},
    "staff-import-rejects": PAYROLL | {"elsewhere": 404},
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
    "notifications": SIGNED_IN,
    "notification": POST_ONLY,
}


@pytest.fixture
def world(every_account, city, dinas_a, sari, rina, dewi, budi, now):
    """One case of Dinas A with Budi heard in it, and an account of every kind."""
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    factories.bring_to(respondent, Status.HEARD, by=sari, at=now)
    case = respondent.case
    item = add_file(case=case, actor=sari, at=now, upload=photo())
    today = dinas_a.local_date(now)
    oversight.instruct(case=case, actor=dewi, at=now, on=today, to=dinas_a, text="Klarifikasi", given_by="Sekda")
    fallen = Decision.objects.create(
        respondent=respondent, decided_on=today, official="PPK", official_name="-", considerations="-", state="ANNULLED"
    )
    RestorationStep.objects.create(decision=fallen, kind="NAME", owner=dinas_a)
    room = drafts.open_room(respondent=respondent, actor=sari, at=now)
    signed = {"signed_post": "Kepala BKPSDM", "signed_by": "Contoh"}
    cleared = clearance.issue(employee=budi, actor=rina, at=now, purpose="AWARD", **signed)
    oversight.recuse(case=case, actor=rina, at=now, on=today, user=every_account["recused"], reason="Kerabat")
    circular = enter(rina, now, upload=pdf())
    payroll = SimpleUploadedFile("gaji.csv", b"Nama;NIP;Status;OPD;Jabatan\nAni;1;PNS;Dinas A;Guru\n")
    imported = staff_import.upload(actor=rina, at=now, file=payroll, valid_on=today)
    listed = past_import.upload(actor=rina, at=now, file=payroll)
    staff_import.work_off(now)
    order = {"actor": sari, "at": now, "on": today, "code": "SP-PANGGILAN", "words": {}, "may_be_blank": True}
    letter = issue_letter(respondent=respondent, **order)
    lines = {"government_line": "Pemerintah Kota Contoh", "place": "Contoh", "paper": "f4", "upload": photo()}
    head = revise_letterhead(government=city, agency=None, actor=rina, at=now, version=0, in_force_from=today, **lines)
    minutes = freeze_minutes(hearing=respondent.hearings.get(), actor=sari, at=now, reading="ALOUD")
    with minutes.file.open() as scan:
        words = {"kind": "SCAN", "upload": scan, "version": 1}
        copy = add_signed_copy(hearing=minutes.hearing, actor=sari, at=now, **words)
    letter_in = OutsideReport(body="Ombudsman", direction="IN", about="Penjelasan", reported_on=today)
    oversight.record_outside_report(case=case, actor=rina, at=now, report=letter_in, answer_step="ORI-EXPLAIN")
    city.reports_from = today
    city.save()
    rina.user_permissions.add(Permission.objects.get(codename="read_reporter"))
    told = {"content": report_page.CitizenReport(text="Pegawai joget di loket"), "reporter": Reporter(name="Warga")}
    report_page.submit(government=city, key=uuid.uuid4(), at=now, files=[photo()], **told)
    report = city.incoming_reports.get()
    job = order_letters(case=case, respondents=[respondent], **order | {"code": "PERM-KET"})
    publication = announce(circular, rina, [dinas_a], now)
    token = publication.receipts.get(employee=budi).path.split("/")[-2]
    draft = report_drafts.open_draft(author=sari, key=uuid.uuid4(), at=now)
    scan = staging.stage(draft=draft, key=uuid.uuid4(), name="layar.png", size=9, at=now)
    addresses = {
        **{name: {"key": draft.key} for name in ("incident-draft", "incident-draft-discard")},
        "incident-file": {"key": draft.key, "file": scan.key},
        "report-new": {"region": city.region},
        "incoming-report": {"pk": report.pk},
        "incoming-accept": {"pk": report.pk},
        "incoming-file": {"pk": report.files.get().pk},
        "reporter": {"pk": report.reporter.pk},
        "case": {"number": case.number},
        "case-history": {"number": case.number},
        "case-act": {"number": case.number, "act": "record-statement"},
        "respondent-act": {"pk": respondent.pk, "act": "record-fact"},
        "outside-answer": {"pk": letter_in.pk},
        "instruction-answer": {"pk": Instruction.objects.get().pk},
        "restoration": {"pk": RestorationStep.objects.get().pk},
        "room-open": {"pk": respondent.pk},
        "room": {"pk": room.pk},
        "room-changes": {"pk": room.pk},
        "room-key": {"pk": room.pk},
        "room-record": {"pk": room.pk},
        "evidence": {"pk": EvidenceItem.objects.get().pk},
        "evidence-original": {"pk": EvidenceItem.objects.get().pk},
        "evidence-copy": {"pk": picture_copies.redact(item=item, actor=sari, at=now, boxes=[Box((0, 0, 9, 9))]).pk},
        "evidence-package": {"number": case.number},
        "case-letters": {"number": case.number},
        "letter-new": {"number": case.number},
        "letter": {"pk": letter.pk},
        "letter-word": {"pk": letter.pk},
        "letter-check": {"key": letter.key},
        "letter-job": {"key": job.key},
        "letter-reissue": {"pk": letter.pk},
        "letter-signed": {"pk": letter.pk},
        "letterhead": {"agency": dinas_a.pk},
        "letterhead-logo": {"pk": head.pk},
        "minutes": {"pk": minutes.hearing_id},
        "handover": {"pk": respondent.pk},
        "handover-file": {"pk": respondent.pk, "kind": "sheet"},
        "minutes-change": {"pk": minutes.hearing_id, "verb": "sign"},
        "minutes-file": {"pk": minutes.pk, "kind": "sheet"},
        "minutes-blank": {"pk": respondent.pk},
        "statement-blank": {"pk": respondent.pk},
        "hearing-read": {"pk": minutes.hearing_id},
        "signed-copy": {"pk": copy.pk},
        "letter-form": {"code": "SP-PANGGILAN"},
        "deadline": {"pk": respondent.deadlines.first().pk},
        "hearing": {"pk": respondent.hearings.get().pk},
        "calendar-feed": {"token": feed.SIGNER.sign(open_link(user=sari, at=now).key.hex)},
        "metric": {"code": "open"},
        "person": {"pk": budi.pk},
        "clearance-new": {"pk": budi.pk},
        "clearance": {"pk": cleared.pk},
        "clearance-withdraw": {"pk": cleared.pk},
        "clearance-signed": {"pk": cleared.pk},
        "verify": {"code": cleared.code},
        "past-import": {"pk": listed.pk},
        "past-import-rejects": {"pk": listed.pk},
        "staff-import": {"pk": imported.pk},
        "staff-import-rejects": {"pk": imported.pk},
        "regulation": {"slug": "pp-94-2021"},
        "circular-correct": {"slug": circular.slug},
        "regulation-attach": {"slug": circular.slug},
        "publish": {"slug": circular.slug},
        "publication": {"pk": publication.pk},
        "publication-people": {"pk": publication.pk, "agency": dinas_a.pk},
        "publication-sheet": {"pk": publication.pk, "agency": dinas_a.pk},
        "publication-links": {"pk": publication.pk},
        "receipt": {"token": token},
        "receipt-document": {"token": token},
        "regulation-document": {"pk": circular.documents.get().pk},
        **{name: {"pk": sari.pk} for name in ("account-change", "account-invite-again")},
        "account_reset_password_from_key": {"uidb36": "1", "key": "x"},
        **{name: {"pk": 1} for name in ("mfa_remove_webauthn", "mfa_edit_webauthn")},
        "notification": {"pk": Notification.objects.exclude(case=None).first().pk},
        **{name: {"year": 2026} for name in ("law-calendar", "law-decree", "law-day-off")},
        "law-withdraw": {"slug": "2026-01-01"},
        "law-own-reading": {"slug": "cuti-bersama-2015"},
        **{name: {"kind": "time-limits"} for name in ("law-catalogue", "law-new")},
        **dict.fromkeys(("law-row", "law-version", "law-reword"), LAW_ROW),
    }
    return every_account, addresses


PAGE_LIKE = {"text/html", "application/json", "application/manifest+json", "text/javascript"}
FROM_OUTSIDE = {"incident-share", "report-start", "report-new", "report-follow"}  # without a token: said at each


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
        told = [each.getvalue() if each.streaming else each.content for each in answers]
        assert not [secret for secret in secrets for content in told if secret in content]
        assert pictures and {client.get(picture).status_code for picture in pictures} == {404}


# Addresses of a case, a person or evidence whose answer leaves no entry in the access log, each with its reason.
NOT_NOTED = {
    "room-changes": "the open room asks every few seconds; opening the room was noted",
    "room-key": "a key without any content, asked by the room",
    "person": "the line of the staff list; the record behind it opens with a reason and is noted then",
    "incoming-report": "not a case yet; who reads the identity of its reporter is noted apart",
    "incoming-accept": "not a case yet",
    "incoming-file": "not a case yet",
    "reporter": "asks for the reason; the answer to it is noted as a reading of the reporter",
    "publication-people": "who confirmed a circular; says nothing of conduct",
    "publication-sheet": "who confirmed a circular; says nothing of conduct",
    **dict.fromkeys(("incident-draft", "incident-file"), "the author's own draft"),
    **dict.fromkeys(("letter-check", "verify", "receipt", "receipt-document"), "no account; says nothing of the case"),
    "calendar-feed": "no account; says no names",
}
ABOUT_NOBODY = {  # addresses with a key that name neither a case, a person nor evidence
    "account_reset_password_from_key", "mfa_remove_webauthn", "mfa_edit_webauthn",
    "letterhead", "letterhead-logo", "letter-form", "metric", "regulation", "regulation-attach", "regulation-document",
    "circular-correct", "publish", "publication", "publication-links", "report-new", "past-import",
    "past-import-rejects", "staff-import", "staff-import-rejects", *LAW_PAGES, "law-own-reading",
}  # fmt: skip


def test_whatever_names_a_case_a_person_or_evidence_notes_that_it_was_read(world, client):
    accounts, addresses = world
    shown, noted = set(), set()
    for who in ("own", "bkpsdm"):
        client.force_login(accounts[who])
        for name in addresses.keys() & PAGES.keys() - ABOUT_NOBODY:
            before = AccessEntry.objects.count()
            if answer(client, "get", name, addresses) == 200:
                shown.add(name)
                noted |= {name} if AccessEntry.objects.count() > before else set()
    assert shown - noted == NOT_NOTED.keys() & shown
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
