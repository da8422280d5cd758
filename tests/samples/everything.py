"""One of everything that has an address, and the accounts that look at it."""

import uuid

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.evidence import picture_copies
from cases.evidence.files import add_file
from cases.evidence.picture_copies import Box
from cases.hearing_room import drafts
from cases.hearing_room import icalendar_feed as feed
from cases.hearing_room.calendar_links import open_link
from cases.intake import drafts as report_drafts
from cases.intake import uploads as staging
from cases.letters.approval_chains import set_chain
from cases.letters.approvals import propose_letter
from cases.letters.batches import order_letters
from cases.letters.issuing import issue_letter
from cases.letters.letterheads import revise_letterhead
from cases.minutes.signing import add_signed_copy
from cases.minutes.versions import freeze_minutes
from cases.models import (
    Decision,
    EvidenceItem,
    Instruction,
    Notification,
    OutsideReport,
    Reporter,
    RestorationStep,
    Status,
)
from cases.oversight import acts as oversight
from cases.past_cases import importing as past_import
from cases.people import staff_import
from cases.reports import citizen_page as report_page
from cases.staff_record import clearance
from tests import factories
from tests.samples.circulars import announce, enter
from tests.samples.files import pdf
from tests.samples.pictures import photo

LAW_ROW = {"kind": "records", "slug": "arsip-800-1-6-1-2024"}


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
    set_chain(government=city, actor=rina, at=now, officials=[rina], version=0, code="UND-KET")
    proposed = propose_letter(respondent=respondent, **order | {"code": "UND-KET"})
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
        "letter-draft": {"key": proposed.key},
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
