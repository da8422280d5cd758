"""What the database refuses for every role: one violation for every constraint."""

import datetime as dt
import uuid
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from cases import models as m
from regulations.models import DutyType, LetterWording, Regulation, SanctionType, TimeLimit
from tests import factories

DAY = dt.date(2026, 7, 13)
BEFORE = DAY - dt.timedelta(days=1)


@pytest.fixture
def there(sari, rina, budi, dinas_a, city):
    """One case with one respondent, and what hangs on them."""
    now = timezone.now()
    respondent = factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=now), m.Status.CLARIFICATION, by=sari
    )
    case = respondent.case
    other = factories.make_case(by=sari, agency=dinas_a, at=now)
    decision = m.Decision.objects.create(
        respondent=respondent, decided_on=DAY, official="PPK", official_name="Wali Kota", considerations="-"
    )
    return SimpleNamespace(
        now=now, sari=sari, rina=rina, budi=budi, agency=dinas_a, city=city,
        respondent=respondent, case=case, other=other,
        incident=case.incidents.get(), deadline=respondent.deadlines.unfinished().get(), decision=decision,
        limit=TimeLimit.objects.get(step="INT-COACH"), rule=Regulation.objects.first(),
    )  # fmt: skip


def twice(make):
    make()
    make()


def evidence(x, **over):
    fields = {"case": x.case, "code": "B-90", "kind": "OTHER", "title": "-", "added_by": x.sari, "added_at": x.now}
    return m.EvidenceItem.objects.create(**fields | over)


def clock(x):
    return {
        "limit": x.limit, "level": 2, "statutory": False, "starts_on": DAY, "due_on": DAY, "calendar_version": "-"
    }  # fmt: skip


def recusal(x, **over):
    return m.Recusal.objects.create(**{"case": x.case, "user": x.rina, "reason": "-", "on": DAY} | over)


def pending(x, **over):
    fields = {"kind": "RECUSAL", "government": x.city, "case": x.case, "summary": "-", "digest": "0" * 64,
              "proposed_by": x.rina, "proposed_at": x.now, "expires_at": x.now}  # fmt: skip
    return m.PendingAct.objects.create(**fields | over)


def glass(x, **over):
    fields = {"user": x.rina, "government": x.city, "reason": "-", "opened_at": x.now}
    return m.BreakGlass.objects.create(**fields | {"until": x.now + dt.timedelta(hours=1)} | over)


def asked(x, **over):
    item = over.pop("item", None) or evidence(x, state="SAID_TO_EXIST")
    fields = {
        "item": item, "asked_of": "-", "channel": "VERBAL", "asked_by": x.sari, **clock(x)
    }  # fmt: skip
    return m.EvidenceRequest.objects.create(**fields | over)


def personal_access(x, **over):
    fields = {"respondent": x.respondent, "employee": x.budi, "digest": uuid.uuid4().hex, "given_by": x.sari}
    return m.PersonalAccess.objects.create(**fields | {"given_at": x.now, "expires_on": DAY} | over)


def data_request(x, **over):
    known = m.DataRequest.objects.first() if not over else None
    fields = {"respondent": x.respondent, "kind": "ACCESS", "text": "-", "key": uuid.uuid4(), "asked_at": x.now}
    return known or m.DataRequest.objects.create(**fields | over)


def breach(x, **over):
    known = m.Breach.objects.first() if not over else None
    fields = {"government": x.city, "number": "KPD-1", "since": x.now, "until": x.now, "known_at": x.now, "what": "-",
              "data": "-", "remedy": "-", "recorded_by": x.rina, "recorded_at": x.now}  # fmt: skip
    return known or m.Breach.objects.create(**fields | over)


def affected(x, **over):
    return m.AffectedPerson.objects.create(**{"breach": breach(x), "employee": x.budi} | over)


def disposal(x, **over):
    fields = {"government": x.city, "kind": "READINGS", "limit": x.limit, "months": 1, "basis": "-", "due_on": DAY}
    return m.Disposal.objects.create(**fields | {"proposed_at": x.now} | over)


def destruction(x, **over):
    fields = {
        "government": x.city,
        "disposal": disposal(x),
        "number": "BAM-1",
        "summary": "-",
        "counts": {},
        "files": 0,
    }
    by = {"first_by": x.rina, "second_by": x.sari, "at": x.now, "file": "-", "sha256": "-"}
    return m.Destruction.objects.create(**fields | by | over)


def asked_twice(x):
    asked(x, item=asked(x).item)


def duty(x, **over):
    fields = {"respondent": x.respondent, "kind": DutyType.objects.first(), **clock(x)}
    return m.ImposedDuty.objects.create(**fields | over)


def previews(x, kind="PREVIEW"):
    item = evidence(x)
    made = {"kind": kind, "file": "-", "sha256": "0" * 64, "width": 1, "height": 1, "made_at": x.now}
    twice(lambda: m.EvidenceCopy.objects.create(item=item, **made))


def chat_messages(x):
    reading = m.ChatReading.objects.create(item=evidence(x), read_at=x.now)
    twice(lambda: m.ChatMessage.objects.create(reading=reading, place=1, day=DAY, time=dt.time(9), kind="said"))


def deadline(x, **over):
    fields = {
        "respondent": x.respondent, "limit": x.limit, "level": 1, "statutory": False, "starts_on": DAY, "due_on": DAY,
        "calendar_version": "-",
    }  # fmt: skip
    return m.Deadline.objects.create(**fields | over)


def employment(x, **over):
    fields = {"employee": x.budi, "agency": x.agency, "category": "PNS", "post": "-", "starts_on": DAY}
    return m.Employment.objects.create(**fields | over)


def summons(x, **over):
    fields = {
        "respondent": x.respondent, "sequence": 1, "letter_on": DAY, "hearing_at": x.now, "place": "-",
        "issued_at": x.now, "changed_at": x.now,
    }  # fmt: skip
    return m.Summons.objects.create(**fields | over)


def member(x, **over):
    panel, _ = m.Panel.objects.get_or_create(respondent=x.respondent, kind="EXAMINATION", formed_on=DAY)
    fields = {"panel": panel, "name": "-", "element": "OTHER", "joined_on": DAY, "employee": x.budi}
    return m.PanelMember.objects.create(**fields | over)


def panel(x, **over):
    fields = {"respondent": x.respondent, "kind": "EXAMINATION", "formed_on": DAY}
    return m.Panel.objects.create(**fields | over)


def witness(x, **over):
    fields = {"respondent": x.respondent, "name": "Siti", "capacity": "Pelapor", "called_on": DAY} | over
    return m.Witness.objects.create(**fields)


def concurrence(x):
    report = x.respondent.findings_reports.first() or x.respondent.findings_reports.create(
        submitted_on=DAY, recommendation="-"
    )
    return m.Concurrence.objects.create(
        report=report, sanction_type=SanctionType.objects.first(), by=x.sari, person=x.budi, reason="-", article="-",
        agreed_on=DAY, agreed_at=x.now,
    )  # fmt: skip


def findings_reply(x, **over):
    report = m.FindingsReport.objects.create(respondent=x.respondent, submitted_on=DAY, recommendation="-")
    return m.FindingsReply.objects.create(**{"report": report, "invited_on": DAY} | over)


def report_original(x, **over):
    fields = {"report": incoming(x), "file": "-", "content_type": "message/rfc822", "size": 1, "added_at": x.now}
    return m.ReportOriginal.objects.create(**fields | over)


def calendar_link(x):
    return m.CalendarLink.objects.create(user=x.sari, key=uuid.uuid4(), created_at=x.now)


def remedy(x, **over):
    fields = {"decision": x.decision, "kind": "OBJECTION", "filed_on": DAY, "grounds": "-"}
    return m.Remedy.objects.create(**fields | over)


def sanction(x, **over):
    kind = SanctionType.objects.get(code="PNS-R2", in_force_until=None, in_force_from__isnull=False)
    fields = {"sanction_type": kind, "severity": "LIGHT", "agency": x.agency, "category": "PNS", "decided_on": DAY}
    return m.Sanction.objects.create(decision=x.decision, **fields | over)


def past_sanction(x, **over):
    kind = SanctionType.objects.get(code="PNS-R2", in_force_until=None, in_force_from__isnull=False)
    fields = {"decree_number": "1", "decided_on": DAY, "starts_on": DAY, "ends_on": DAY, "imported_at": x.now}
    return m.PastSanction.objects.create(employee=x.budi, sanction_type=kind, imported_by=x.rina, **fields | over)


def clearance(x, **over):
    fields = {"number": "1", "purpose": "AWARD", "issued_on": DAY, "valid_until": DAY, "issued_at": x.now}
    return m.ClearanceLetter.objects.create(government=x.city, employee=x.budi, issued_by=x.rina, **fields | over)


def past_import(x):
    return m.PastCaseImport.objects.create(
        government=x.city, file="-", sha256="0" * 64, uploaded_by=x.rina, uploaded_at=x.now
    )


def past_row(x, sheet_import=None, **over):
    fields = {"number": 2, "cells": {}, "verdict": "ACCEPTED"} | over
    return m.PastCaseRow.objects.create(sheet_import=sheet_import or past_import(x), government=x.city, **fields)


def past_row_again(x, **over):
    sheet_import = past_import(x)
    past_row(x, sheet_import)
    return past_row(x, sheet_import, **over)


def past_row_taken_twice(x):
    taken = {"key": "k", "verdict": "TAKEN", "case": x.case}
    first = past_row(x, **taken)
    return past_row(x, first.sheet_import, number=3, **taken)


def restoration(x, **over):
    return m.RestorationStep.objects.create(decision=x.decision, kind="NAME", owner=x.agency, **over)


def hours(x, **over):
    fields = {"government": x.city, "weekday": 4, "starts_at": dt.time(8), "ends_at": dt.time(16), "in_force_from": DAY}
    return m.AgencyHours.objects.create(**fields | over)


def statement(x, **over):
    there = {"respondent": x.respondent, "held_by": x.agency, "place": "-"}
    hearing, _created = m.Hearing.objects.get_or_create(**there, defaults={"held_at": x.now})
    return m.Statement.objects.create(**{"hearing": hearing, "position": 1, "question": "-"} | over)


def room(x, **over):
    return m.HearingDraft.objects.create(**{"respondent": x.respondent, "opened_by": x.sari, "opened_at": x.now} | over)


def typed(x, **over):
    fields = {"draft": room(x), "rank": 1, "writer": uuid.uuid4(), "sequence": 1, "revision": 1}
    return m.DraftStatement.objects.create(**fields | {"changed_by": x.sari, "changed_at": x.now} | over)


def alternatives(x):
    fields = {"statement": typed(x), "writer": uuid.uuid4(), "sequence": 1, "written_by": x.sari, "written_at": x.now}
    twice(lambda: m.DraftAlternative.objects.create(**fields))


def report_draft(x, **over):
    fields = {"key": uuid.UUID(int=1), "defaults": {"author": x.sari, "started_at": x.now, "saved_at": x.now} | over}
    return m.ReportDraft.objects.get_or_create(**fields)[0]


def staged_file(x, **over):
    fields = {"key": uuid.uuid4(), "draft": report_draft(x), "name": "-", "size": 1, "sha256": "a" * 64}
    return m.StagedFile.objects.create(**fields | {"added_at": x.now} | over)


def date(x, **over):
    fields = {"incident": x.incident, "kind": "VIRAL", "precision": "DAY", "earliest_at": x.now}
    return m.IncidentDate.objects.create(**fields | over)


def tally(x, model, **key):
    twice(lambda: model.objects.bulk_create([model(agency=x.agency, **key)]))


def document(x, **over):
    fields = {
        "regulation": x.rule, "government": x.city, "file": "-", "size": 1, "sha256": "a" * 64, "added_by": x.rina,
        "added_at": x.now,
    }  # fmt: skip
    return m.RegulationDocument.objects.create(**fields | over)


def publication(x, **over):
    fields = {
        "government": x.city, "regulation": x.rule, "published_by": x.rina, "published_on": BEFORE, "expires_on": DAY,
    }  # fmt: skip
    return m.Publication.objects.create(**fields | over)


def receipt(x, **over):
    fields = {"publication": m.Publication.objects.first() or publication(x), "employee": x.budi, "agency": x.agency}
    return m.Receipt.objects.create(**fields | over)


def signed_sheet(x, **over):
    fields = {"publication": publication(x), "note": "-", "added_by": x.rina, "added_at": x.now}
    return m.SignedSheet.objects.create(**fields | over)


def receipt_mail(x):
    held = receipt(x)
    twice(lambda: m.ReceiptMail.objects.create(receipt=held, stage=0, created_at=x.now, next_try_at=x.now))


def entry(x):
    return m.RegisterEntry.objects.create(regulation=x.rule, government=x.city, act="ATTACH", actor=x.rina, at=x.now)


def merge(x, **over):
    fields = {"absorbed": x.case, "kept": x.other, "reason": "-", "merged_by": x.rina, "merged_at": x.now}
    return m.CaseMerge.objects.create(**fields | over)


def template(x, **over):
    fields = {"government": x.city, "code": "BAP", "version": 1, "title": "-", "text": "-", "made_at": x.now}
    return m.LetterTemplate.objects.create(**fields | {"made_by": x.rina} | over)


def letterhead(x, **over):
    fields = {"government": x.city, "agency": None, "version": 1, "in_force_from": DAY, "government_line": "-"}
    return m.Letterhead.objects.create(**fields | {"place": "-"} | over)


def letter(x, **over):
    fields = {
        "case": x.case, "government": x.city, "form": LetterWording.objects.first(), "number": "1", "title": "-",
        "dated_on": DAY, "content": {}, "file": "-", "size": 1, "sha256": "a" * 64, "issued_by": x.sari,
    }  # fmt: skip
    return m.Letter.objects.create(**fields | {"issued_at": x.now} | over)


def ordered(x, **over):
    job = {"case": x.case, "form": LetterWording.objects.first(), "dated_on": DAY, "made_by": x.sari, "made_at": x.now}
    there, _made = m.LetterJob.objects.get_or_create(case=x.case, defaults=job | {"words": {}})
    return m.LetterJobItem.objects.create(**{"job": there, "respondent": x.respondent} | over)


def minutes(x, **over):
    there = {"respondent": x.respondent, "held_by": x.agency, "place": "-"}
    hearing, _made = m.Hearing.objects.get_or_create(**there, defaults={"held_at": x.now})
    fields = {
        "hearing": hearing, "version": 1, "number": "1", "content": {}, "sha256": "a" * 64, "reading": "ALOUD",
        "document": {}, "file": "-", "file_sha256": "a" * 64, "frozen_by": x.sari, "frozen_at": x.now,
    }  # fmt: skip
    return m.Minutes.objects.create(**fields | over)


def signature(x, under=None, **over):
    fields = {"minutes": under or minutes(x), "name": "Budi", "state": "SIGNED", "at": x.now, "recorded_by": x.sari}
    return m.MinutesSignature.objects.create(**fields | over)


def chain(x, **over):
    fields = {"government": x.city, "version": 1, "made_by": x.rina, "made_at": x.now}
    return m.ApprovalChain.objects.create(**fields | over)


def steps(x, *pairs):
    under = chain(x)
    for position, official in pairs:
        m.ApprovalStep.objects.create(chain=under, position=position, official=official)


def letter_draft(x, **over):
    fields = {
        "case": x.case, "respondent": x.respondent, "form": LetterWording.objects.first(), "dated_on": DAY,
        "content": {}, "waits_for": x.rina, "made_by": x.sari, "made_at": x.now,
    }  # fmt: skip
    return m.LetterDraft.objects.create(**fields | over)


def approval(x, **over):
    return m.Approval.objects.create(**{"draft": letter_draft(x), "position": 1, "official": x.rina} | over)


def approved_twice(x):
    under = letter_draft(x)
    twice(lambda: approval(x, draft=under))


def copy_of(x, **over):
    fields = {"kind": "SCAN", "file": "-", "sha256": "a" * 64, "pages": 1, "added_by": x.sari, "added_at": x.now}
    return m.SignedCopy.objects.create(**fields | {"minutes": over.get("minutes") or minutes(x)} | over)


def copied(x):
    under = minutes(x)
    twice(lambda: copy_of(x, minutes=under))


def signed_twice(x):
    under = minutes(x)
    twice(lambda: signature(x, under))


def incoming(x, **over):
    fields = {"government": x.city, "number": "LM-2026-0001", "channel": "LAPOR", "text": "-", "received_at": x.now}
    return m.IncomingReport.objects.create(**fields | over)


def attached(x, **over):
    report = m.IncomingReport.objects.first() or incoming(x)
    fields = {
        "report": report, "place": 1, "file": "-", "content_type": "-", "size": 1, "sha256": "a", "added_at": x.now
    }  # fmt: skip
    return m.ReportFile.objects.create(**fields | over)


def held(x, **over):
    return m.Hold.objects.create(**{"respondent": x.respondent, "reason": "-", "owner": "-", **clock(x)} | over)


def order(x):
    rows = m.Instruction.objects
    return rows.first() or rows.create(case=x.case, to=x.agency, text="-", given_by="-", given_on=DAY)


def answer_clock(x, **over):
    report = m.IncomingReport.objects.first() or incoming(x)
    return m.AnswerClock.objects.create(**{"government": x.city, "report": report, **clock(x)} | over)


def outside_letter(x):
    fields = {"body": "-", "direction": "IN", "about": "-", "reported_on": DAY}
    return m.OutsideReport.objects.create(case=x.case, **fields)


def letter_clocks(x):
    there = outside_letter(x)
    twice(lambda: answer_clock(x, letter=there, report=None))


def note_versions(x):
    fields = {"rank": 1, "writer": uuid.uuid4(), "sequence": 1, "revision": 1}
    note = m.TeamNote.objects.create(draft=room(x), changed_by=x.sari, changed_at=x.now, **fields)
    kept = {"note": note, "version": 1, "text": "-", "written_by": x.sari, "written_at": x.now}
    return lambda: m.TeamNoteVersion.objects.create(**kept)


def snippet(x, short=";ya"):
    return m.Snippet.objects.create(user=x.sari, short=short, text="Ya, benar.")


def agency_name(x, **over):
    fields = {"agency": x.agency, "name": "-", "short_name": "-", "head_title": "-", "made_by": x.rina}
    return m.AgencyName.objects.create(**fields | {"made_at": x.now} | over)


def asked_official(x, **over):
    report = x.respondent.findings_reports.first() or x.respondent.findings_reports.create(
        submitted_on=DAY, recommendation="-"
    )
    fields = {"case": x.case, "asked": x.rina, "asked_by": x.sari, "report": report, **clock(x)}
    return m.AskedOfficial.objects.create(**fields | {"sanction_type": SanctionType.objects.first()} | over)


def joint(x, **over):
    fields = {"ours": x.respondent, "invited": x.city, "case_number": x.other.number, "leads": "OURS", "basis": "-"}
    return m.JointHandling.objects.create(**fields | {"proposed_by": x.rina, "proposed_on": DAY} | over)


def message_settings(x, **over):
    return m.MessageSettings.objects.create(**{"user": x.sari} | over)


def number_gap(x, **over):
    fields = {"government": x.city, "code": "800.1.6.2", "year": 2026, "running": 1, "reason": "-"}
    return m.NumberGap.objects.create(**fields | {"noted_by": x.rina, "noted_at": x.now} | over)


def saved_view(x):
    return m.SavedView.objects.create(user=x.sari, name="Terlambat")


def deputy(x, **over):
    fields = {"user": x.sari, "deputy": x.rina, "starts_on": DAY, "ends_on": DAY}
    return m.Deputy.objects.create(**fields | over)


def corrective_action(x, **over):
    fields = {"government": x.city, "case": x.case, "kind": "TRAINING", "text": "-", "owner": x.agency, "due_on": DAY}
    return m.CorrectiveAction.objects.create(**fields | {"made_by": x.rina, "made_at": x.now} | over)


def published(x, **over):
    fields = {"government": x.city, "year": 2026, "version": 1, "content": {}, "published_by": x.rina}
    return m.PublishedStatistics.objects.create(**fields | {"published_at": x.now} | over)


def link(there, entry, number=1):
    m.Seal.objects.create(government=there.city, number=number, kind="act", entry=entry, sealed_at=there.now)


VIOLATIONS = {
    "answer_clock_of_one_thing": lambda x: answer_clock(x, letter=outside_letter(x)),
    "answerclock_due_after_start": lambda x: answer_clock(x, due_on=BEFORE),
    "answer_clock_once_per_rung_of_letter": letter_clocks,
    "answer_clock_once_per_rung_of_report": lambda x: twice(lambda: answer_clock(x)),
    "incoming_number_unique": lambda x: twice(lambda: incoming(x)),
    "incoming_once_per_register": lambda x: [
        incoming(x, number=number, register_number="1") for number in ("LM-2026-0001", "LM-2026-0002")
    ],
    "incoming_receipt_unique": lambda x: [
        incoming(x, number=number, channel="PAGE", receipt="a" * 64) for number in ("LM-2026-0001", "LM-2026-0002")
    ],
    "incoming_receipt_of_the_page": lambda x: incoming(x, channel="PAGE"),
    "incoming_handled_by_somebody": lambda x: incoming(x, state="REJECTED", handled_by=x.rina),
    "report_file_place_unique": lambda x: [attached(x, sha256=digest) for digest in ("a", "b")],
    "report_file_once": lambda x: [attached(x, place=place) for place in (1, 2)],
    "reporter_of_something": lambda x: m.Reporter.objects.create(name="-"),
    "reporter_reading_has_reason": lambda x: m.ReporterReading.objects.create(
        reporter=m.Reporter.objects.create(name="-", incident=x.incident), user=x.rina, reason="", at=x.now
    ),
    "government_reports_days_in_order": lambda x: m.Government.objects.update(reports_until=DAY),
    "team_note_version_unique": lambda x: twice(note_versions(x)),
    "snippet_once_per_account": lambda x: twice(lambda: snippet(x)),
    "snippet_starts_with_semicolon": lambda x: snippet(x, "ya"),
    "evidence_copy_one_film": lambda x: previews(x, kind="FILM"),
    "one_open_duty_of_a_kind": lambda x: twice(lambda: duty(x)),
    "duty_ends_with_an_outcome": lambda x: duty(x, met_on=DAY),
    "duty_done_with_proof": lambda x: duty(x, met_on=DAY, outcome="DONE"),
    "imposedduty_silent_once_met": lambda x: duty(x, met_on=DAY, outcome="LAPSED", next_reminder_on=DAY),
    "imposedduty_due_after_start": lambda x: duty(x, due_on=BEFORE),
    "evidence_request_one_open": asked_twice,
    "evidence_request_end_has_day": lambda x: asked(x, outcome="ABSENT", note="-"),
    "evidence_request_produced_names_file": lambda x: asked(x, outcome="PRODUCED", met_on=DAY),
    "minutes_version_unique": lambda x: twice(lambda: minutes(x)),
    "minutes_version_positive": lambda x: minutes(x, version=0),
    "minutes_have_fingerprints": lambda x: minutes(x, file_sha256="-"),
    "minutes_signed_once_by_each": signed_twice,
    "minutes_refusal_has_two_witnesses": lambda x: signature(
        x, state="REFUSED", first_witness="Wati", second_witness="Wati"
    ),
    "approval_chain_version_unique": lambda x: twice(lambda: chain(x)),
    "approval_chain_of_one_form_or_record": lambda x: chain(x, code="BAP", record="HEARING"),
    "approval_step_place_unique": lambda x: steps(x, (1, x.rina), (1, x.sari)),
    "approval_step_once_for_each": lambda x: steps(x, (1, x.rina), (2, x.rina)),
    "letter_draft_waits_for_somebody": lambda x: letter_draft(x, waits_for=None),
    "letter_draft_issued_with_its_letter": lambda x: letter_draft(x, state="ISSUED", waits_for=None),
    "approval_place_unique": approved_twice,
    "approval_has_a_day": lambda x: approval(x, outcome="GIVEN"),
    "approval_returned_with_a_reason": lambda x: approval(x, outcome="RETURNED", on=DAY),
    "signed_copy_once": copied,
    "signed_copy_of_one_paper": lambda x: copy_of(x, letter=letter(x)),
    "letter_template_version_unique": lambda x: twice(lambda: template(x)),
    "letter_template_version_positive": lambda x: template(x, version=0),
    "letter_number_unique": lambda x: twice(lambda: letter(x)),
    "letter_further_edition_replaces": lambda x: letter(x, edition=2),
    "letterhead_version_unique": lambda x: twice(lambda: letterhead(x)),
    "letterhead_version_positive": lambda x: letterhead(x, version=0),
    "letter_has_a_number": lambda x: letter(x, number=""),
    "letter_file_has_fingerprint": lambda x: letter(x, sha256="-"),
    "letter_replaced_with_a_reason": lambda x: letter(x, replaces=letter(x), number="2"),
    "letter_job_once_per_respondent": lambda x: twice(lambda: ordered(x)),
    "letter_job_written_or_refused": lambda x: ordered(x, letter=letter(x), refusal="-"),
    "publication_once_per_government": lambda x: twice(lambda: publication(x)),
    "publication_expires_after_start": lambda x: publication(x, expires_on=BEFORE),
    "receipt_once_per_employee": lambda x: twice(lambda: receipt(x)),
    "receipt_on_a_sheet_is_confirmed": lambda x: receipt(x, sheet=signed_sheet(x)),
    "receipt_mail_once_per_stage": receipt_mail,
    "signed_sheet_file_has_fingerprint": lambda x: signed_sheet(x, file="berkas"),
    "regulation_document_once_per_government": lambda x: twice(lambda: document(x)),
    "agency_path_unique": lambda x: factories.make_agency(x.city, "dinas-a", "Kembar"),
    "agency_path_ends_with_slash": lambda x: m.Agency.objects.filter(pk=x.agency.pk).update(path="dinas-a"),
    "agency_week_has_basis": lambda x: m.Agency.objects.filter(pk=x.agency.pk).update(six_day_week=True),
    "hr_officer_has_agency": lambda x: factories.make_user("tanpa", m.Role.HR_OFFICER, x.city),
    "user_has_government": lambda x: factories.make_user("tanpa", m.Role.LEADER, None),
    "superuser_of_no_government": lambda x: m.User.objects.filter(pk=x.rina.pk).update(is_superuser=True),
    "seal_number_once": lambda x: [link(x, entry) for entry in (1, 2)],
    "seal_of_an_entry_once": lambda x: [link(x, 1, number) for number in (1, 2)],
    "employee_nip_18_digits": lambda x: m.Employee.objects.create(government=x.city, name="-", nip="1985"),
    "employee_other_number_unique": lambda x: twice(
        lambda: m.Employee.objects.create(government=x.city, name="-", other_number="K-1")
    ),
    "employment_ends_after_start": lambda x: employment(x, starts_on=dt.date(2010, 1, 2), ends_on=dt.date(2010, 1, 1)),
    "one_employment_at_a_time": employment,
    "number_register_unique": lambda x: twice(
        lambda: m.NumberRegister.objects.create(government=x.city, code="SP", year=2026)
    ),
    "case_number_unique": lambda x: m.Case.objects.filter(pk=x.other.pk).update(number=x.case.number),
    "case_agency_unique": lambda x: m.CaseAgency.objects.create(case=x.case, agency=x.agency),
    "recusal_once_per_case": lambda x: twice(lambda: recusal(x)),
    "recusal_once_per_report": lambda x: [recusal(x, case=None, report=report) for report in [incoming(x)] * 2],
    "recusal_from_one_matter": lambda x: recusal(x, case=None),
    "recusal_lifted_with_reason": lambda x: recusal(x, lifted_on=DAY),
    "pending_act_takes_two_accounts": lambda x: pending(x, state="CONFIRMED", decided_by=x.rina, decided_at=x.now),
    "pending_act_decided_by_somebody": lambda x: pending(x, state="CONFIRMED"),
    "pending_act_used_if_confirmed": lambda x: pending(x, used_at=x.now),
    "pending_act_waits_once": lambda x: twice(lambda: pending(x)),
    "break_glass_ends_later": lambda x: glass(x, until=x.now),
    "break_glass_has_reason": lambda x: glass(x, reason=""),
    "break_glass_ended_by_somebody": lambda x: glass(x, ended_at=x.now),
    "case_link_unique": lambda x: twice(
        lambda: m.CaseLink.objects.create(case=x.case, other=x.other, kind="SAME_EVENT")
    ),
    "case_link_not_itself": lambda x: m.CaseLink.objects.create(case=x.case, other=x.case, kind="SAME_EVENT"),
    "recorded_draft_is_empty": lambda x: report_draft(x, case=x.case, content={"summary": ["-"]}),
    "staged_file_once_per_draft": lambda x: twice(lambda: staged_file(x)),
    "staged_file_fingerprint": lambda x: staged_file(x, sha256="-"),
    "group_of_two": lambda x: m.UnknownGroup.objects.create(path=x.respondent, seen=1),
    "case_merged_once": lambda x: twice(lambda: merge(x)),
    "case_not_merged_into_itself": lambda x: merge(x, kept=x.case),
    "case_merge_undone_by_somebody": lambda x: merge(x, undone_at=x.now),
    "case_regulation_unique": lambda x: twice(
        lambda: m.CaseRegulation.objects.create(case=x.case, regulation=x.rule, relation="CITED")
    ),
    "evidence_code_unique": lambda x: twice(lambda: evidence(x)),
    "evidence_file_once_per_case": lambda x: [
        evidence(x, code=code, file=code, sha256="a" * 64) for code in ("B-91", "B-92")
    ],
    "evidence_file_has_fingerprint": lambda x: evidence(x, file="berkas"),
    "respondent_once_per_case": lambda x: m.Respondent.objects.create(
        case=x.case, employee=x.budi, agency=x.agency, status_on=DAY
    ),
    "respondent_named_or_described": lambda x: m.Respondent.objects.create(case=x.case, agency=x.agency, status_on=DAY),
    "closed_with_a_reason": lambda x: m.Respondent.objects.update(status="CLOSED"),
    "finding_impact_with_reason": lambda x: m.Finding.objects.create(
        allegation=m.Allegation.objects.create(respondent=x.respondent, text="-"), outcome="PROVEN", impact="UNIT"
    ),
    "one_open_clarification": lambda x: m.Clarification.objects.create(
        respondent=x.respondent, channel="PHONE", requested_on=DAY
    ),
    "one_open_hold": lambda x: twice(lambda: held(x)),
    "interim_measure_ends_after_start": lambda x: m.InterimMeasure.objects.create(
        respondent=x.respondent, measure="-", ordered_by="-", starts_on=DAY, ends_on=BEFORE
    ),
    "deadline_silent_once_met": lambda x: deadline(x, met_on=DAY, next_reminder_on=DAY),
    "deadline_silent_once_stopped": lambda x: deadline(x, paused_on=DAY, escalates_on=DAY),
    "answerclock_silent_once_met": lambda x: answer_clock(x, met_on=DAY, next_reminder_on=DAY),
    "evidencerequest_silent_once_met": lambda x: asked(x, outcome="ABSENT", met_on=DAY, next_reminder_on=DAY),
    "hold_silent_once_met": lambda x: held(x, met_on=DAY, next_reminder_on=DAY),
    "evidencerequest_due_after_start": lambda x: asked(x, due_on=BEFORE),
    "hold_due_after_start": lambda x: held(x, due_on=BEFORE),
    "deadline_due_after_start": lambda x: deadline(x, due_on=BEFORE),
    "deadline_met_or_cancelled": lambda x: deadline(x, met_on=DAY, cancelled_on=DAY),
    "one_unfinished_clock_per_limit": lambda x: twice(lambda: deadline(x)),
    "escalation_upwards": lambda x: m.Escalation.objects.create(
        deadline=x.deadline, case=x.case, from_level=2, to_level=2, silent="-", at=x.now
    ),
    "answer_clock_once_per_rung_of_order": lambda x: twice(lambda: answer_clock(x, report=None, order=order(x))),
    "one_standing_decision": lambda x: m.Decision.objects.create(
        respondent=x.respondent, decided_on=DAY, official="PPK", official_name="-", considerations="-"
    ),
    "answer_clock_once_per_rung_of_request": lambda x: twice(
        lambda: answer_clock(x, report=None, request=data_request(x))
    ),
    "answer_clock_once_per_rung_of_breach": lambda x: twice(lambda: answer_clock(x, report=None, breach=breach(x))),
    "one_code_of_a_person": lambda x: twice(lambda: personal_access(x)),
    "data_request_answered_by_somebody": lambda x: data_request(x, outcome="GRANTED"),
    "breach_number_unique": lambda x: twice(lambda: breach(x, number="KPD-9")),
    "breach_ends_after_it_began": lambda x: breach(x, until=x.now - dt.timedelta(1)),
    "breach_closed_once_authority_told": lambda x: breach(x, closed_on=DAY),
    "affected_once": lambda x: twice(lambda: affected(x)),
    "affected_told_somehow": lambda x: affected(x, told_on=DAY),
    "retention_has_basis": lambda x: m.RetentionChoice.objects.create(
        government=x.city, step="INT-KEEP-CASE", months=12, basis="", decided_by=x.rina, decided_at=x.now
    ),
    "one_standing_legal_hold": lambda x: twice(
        lambda: m.LegalHold.objects.create(case=x.case, reason="-", placed_by=x.rina, placed_at=x.now)
    ),
    "disposal_of_a_case_or_of_all": lambda x: disposal(x, case=x.case),
    "destruction_number_unique": lambda x: twice(lambda: destruction(x)),
    "destruction_takes_two_reviewers": lambda x: destruction(x, second_by=x.rina),
    "access_to_something": lambda x: m.AccessEntry.objects.create(user=x.sari, what="-", at=x.now),
    "past_sanction_once": lambda x: twice(lambda: past_sanction(x)),
    "past_sanction_days_in_order": lambda x: past_sanction(x, starts_on=BEFORE),
    "clearance_number_unique": lambda x: twice(lambda: clearance(x)),
    "clearance_valid_after_issue": lambda x: clearance(x, valid_until=BEFORE),
    "clearance_withdrawn_with_reason": lambda x: clearance(x, withdrawn_on=DAY, withdrawn_by=x.sari),
    "payroll_note_is_dated": lambda x: m.Decision.objects.update(payroll_note="Nota 1"),
    "sanction_ends_after_start": lambda x: sanction(x, starts_on=DAY, ends_on=BEFORE),
    "dispatch_sent_after_absence": lambda x: m.Dispatch.objects.create(
        decision=x.decision, absent_on=DAY, sent_on=BEFORE
    ),
    "one_dispatch_waiting": lambda x: twice(lambda: m.Dispatch.objects.create(decision=x.decision, absent_on=DAY)),
    "restoration_once_per_kind": lambda x: twice(lambda: restoration(x)),
    "restoration_done_with_result": lambda x: restoration(x, done_on=DAY),
    "departure_with_reason": lambda x: m.Decision.objects.update(departures="6 dari 9"),
    "one_open_remedy": lambda x: twice(lambda: remedy(x)),
    "remedy_decided_with_outcome": lambda x: remedy(x, decided_on=DAY),
    "summons_sequence_unique": lambda x: twice(lambda: summons(x)),
    "summons_sequence_positive": lambda x: summons(x, sequence=0),
    "summons_is_one_of_three": lambda x: summons(x, ordinal=4),
    "one_standing_panel": lambda x: twice(lambda: panel(x)),
    "findings_reply_is_dated": lambda x: findings_reply(x, text="Saya keberatan"),
    "witness_heard_with_a_statement": lambda x: witness(x, heard_on=DAY),
    "witness_called_or_heard": lambda x: witness(x, called_on=None),
    "witness_heard_after_the_call": lambda x: witness(x, heard_on=BEFORE, statement="Saya melihatnya"),
    "concurrence_once_per_account": lambda x: twice(lambda: concurrence(x)),
    "employment_has_one_employer": lambda x: x.budi.employments.update(employer=x.agency, home_body="Kementerian"),
    "report_original_has_fingerprint": lambda x: report_original(x, sha256="unknown"),
    "summons_absence_has_consequence": lambda x: summons(x, missed_on=DAY),
    "summons_ends_on_a_day": lambda x: summons(x, state="WITHDRAWN"),
    "panel_has_one_chair": lambda x: twice(lambda: member(x, part="CHAIR", employee=None)),
    "panel_member_sits_once": lambda x: twice(lambda: member(x)),
    "panel_member_leaves_after_joining": lambda x: member(x, left_on=BEFORE),
    "one_calendar_link_per_account": lambda x: twice(lambda: calendar_link(x)),
    "statement_position_unique": lambda x: twice(lambda: statement(x)),
    "statement_names_evidence_shown": lambda x: statement(x, kind="EVIDENCE"),
    "one_open_room_per_respondent": lambda x: twice(lambda: room(x)),
    "room_recorded_with_its_moment": lambda x: room(x, recorded_at=x.now),
    "draft_stamp_names_evidence": lambda x: typed(x, kind="EVIDENCE", at=x.now),
    "draft_stamp_has_its_moment": lambda x: typed(x, kind="BREAK"),
    "one_open_alternative_per_writer": alternatives,
    "hours_end_after_start": lambda x: hours(x, ends_at=dt.time(7)),
    "hours_in_force_period": lambda x: hours(x, in_force_until=BEFORE),
    "incident_date_once_per_kind": lambda x: twice(lambda: date(x)),
    "incident_date_has_a_bound": lambda x: date(x, earliest_at=None),
    "incident_date_bounds_in_order": lambda x: date(x, latest_at=x.now - dt.timedelta(days=1)),
    "post_says_something": lambda x: m.Post.objects.create(incident=x.incident, platform="OTHER"),
    "post_once_per_incident": lambda x: twice(
        lambda: m.Post.objects.create(incident=x.incident, platform="X", url="https://x.com/a/status/1")
    ),
    "hours_claim_claims_something": lambda x: m.HoursClaim.objects.create(
        incident=x.incident, claimed_by="-", source="-"
    ),
    "past_import_file_once": lambda x: twice(lambda: past_import(x)),
    "past_row_once": past_row_again,
    "past_row_taken_once": past_row_taken_twice,
    "past_row_taken_has_case": lambda x: past_row(x, verdict="TAKEN"),
    "staff_import_file_once": lambda x: twice(
        lambda: m.StaffImport.objects.create(
            government=x.city, file="-", sha256="0" * 64, valid_on=DAY, uploaded_by=x.rina, uploaded_at=x.now
        )
    ),
    "evidence_copy_one_preview": previews,
    "chat_message_place_unique": chat_messages,
    "verdict_says_what": lambda x: m.FileVerdict.objects.create(sha256="a", result="CLEAN", said="-", at=x.now),
    "one_vault_round_at_a_time": lambda x: twice(lambda: m.VaultRound.objects.create(began_at=x.now)),
    "case_tally_key": lambda x: tally(x, m.CaseTally, stage="ABSENT"),
    "deadline_tally_key": lambda x: tally(x, m.DeadlineTally, month=DAY, statutory=True, on_time=True),
    "sanction_tally_key": lambda x: tally(
        x, m.SanctionTally, month=DAY, severity="LIGHT", category="PNS", is_repeat=False
    ),
    "duration_tally_key": lambda x: tally(x, m.DurationTally, year=2026, working_days=3),
    "duty_tally_key": lambda x: tally(x, m.DutyTally, due_on=DAY, statutory=True, owner="LEADER"),
    "agency_name_has_basis": lambda x: agency_name(x, in_force_from=DAY),
    "one_agency_name_from_a_day": lambda x: twice(lambda: agency_name(x)),
    "closed_agency_has_basis": lambda x: m.Agency.objects.filter(pk=x.agency.pk).update(closed_on=DAY),
    "asked_official_for_one_thing": lambda x: asked_official(x, draft=letter_draft(x)),
    "asked_official_once": lambda x: twice(lambda: asked_official(x)),
    "askedofficial_due_after_start": lambda x: asked_official(x, due_on=BEFORE),
    "askedofficial_silent_once_met": lambda x: asked_official(x, met_on=DAY, next_reminder_on=DAY),
    "joint_handling_once": lambda x: twice(lambda: joint(x)),
    "joint_handling_of_two_paths": lambda x: joint(x, theirs=x.respondent),
    "joint_handling_ends_with_a_reason": lambda x: joint(x, ended_on=DAY),
    "letter_withdrawn_with_a_reason": lambda x: m.LetterWithdrawal.objects.create(
        letter=letter(x), on=DAY, reason="", withdrawn_by=x.rina
    ),
    "message_settings_of_one": lambda x: message_settings(x, government=x.city),
    "message_settings_quiet_both_or_none": lambda x: message_settings(x, quiet_from=dt.time(20)),
    "message_settings_phone_has_number": lambda x: message_settings(x, by_phone=True),
    "number_gap_unique": lambda x: twice(lambda: number_gap(x)),
    "number_gap_with_a_reason": lambda x: number_gap(x, reason=""),
    "saved_view_once": lambda x: twice(lambda: saved_view(x)),
    "deputy_days_in_order": lambda x: deputy(x, ends_on=BEFORE),
    "deputy_is_another": lambda x: deputy(x, deputy=x.sari),
    "corrective_action_follows_one_thing": lambda x: corrective_action(x, regulation=x.rule),
    "corrective_action_done_with_proof": lambda x: corrective_action(x, done_on=DAY, done_by=x.rina),
    "published_statistics_version": lambda x: twice(lambda: published(x)),
    "published_statistics_corrected_with_reason": lambda x: published(x, version=2),
}


def test_every_constraint_has_its_violation():
    named = {
        constraint.name for model in apps.get_app_config("cases").get_models() for constraint in model._meta.constraints
    }
    assert named == set(VIOLATIONS)


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name, there):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        VIOLATIONS[name](there)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_audit_and_evidence_are_append_only(change, there):
    item = evidence(there)
    for row in (there.case.history.first(), item):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows = type(row).objects.filter(pk=row.pk)
            rows.update(case=there.other) if change == "update" else rows.delete()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_what_a_note_said_before_and_the_copy_handed_over_are_append_only(change, there):
    given = {"received_by": "Budi", "received_on": DAY, "recorded_by": there.sari, "recorded_at": there.now}
    for row in (note_versions(there)(), m.MinutesHandOver.objects.create(minutes=minutes(there), **given)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows = type(row).objects.filter(pk=row.pk)
            rows.update(id=row.pk) if change == "update" else rows._raw_delete("default")


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_register_and_its_files_are_append_only(change, there):
    for row in (entry(there), document(there), signed_sheet(there)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows = type(row).objects.filter(pk=row.pk)
            rows.update(id=row.pk) if change == "update" else rows.delete()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_trusted_timestamp_is_append_only(change, there):
    told = {"at": there.now, "authority": "-", "serial": "1", "answer": b"-", "received_at": there.now}
    row = m.TrustedTimestamp.objects.create(item=evidence(there), **told)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows = m.TrustedTimestamp.objects.filter(pk=row.pk)
        rows.update(authority="lain") if change == "update" else rows.delete()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_custody_of_evidence_is_append_only(change, there):
    row = m.CustodyEntry.objects.create(item=evidence(there), kind="DOWNLOADED", user=there.sari, at=there.now)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows = m.CustodyEntry.objects.filter(pk=row.pk)
        rows.update(reason="lain") if change == "update" else rows.delete()


def test_a_letter_is_kept_as_it_went_out_and_only_what_became_of_it_is_added(there):
    letter = summons(there)
    rows = m.Summons.objects.filter(pk=letter.pk)
    rows.update(received_on=DAY, received_by="Budi")
    for change in (
        lambda: rows.update(place="Ruang lain"),
        lambda: rows.update(hearing_at=there.now + dt.timedelta(1)),
        rows.delete,
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_what_a_member_declared_is_not_taken_back(there):
    rows = m.ConflictDeclaration.objects.filter(
        pk=m.ConflictDeclaration.objects.create(
            member=member(there), outcome="NONE", declared_on=DAY, recorded_by=there.sari, recorded_at=there.now
        ).pk
    )
    for change in (lambda: rows.update(outcome="CONFLICT"), rows.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_sanction_type_in_use_cannot_be_deleted(there):
    kind = sanction(there).sanction_type
    with pytest.raises(IntegrityError):
        kind.delete()
