"""One of everything that has an address, and the accounts that look at it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.casefile.saved_views import save_view
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
    AffectedPerson,
    Agency,
    Decision,
    Destruction,
    Disposal,
    Employee,
    Government,
    Instruction,
    JointHandling,
    ListExport,
    Notification,
    NumberRegister,
    OutsideReport,
    PendingAct,
    Reporter,
    Respondent,
    RestorationStep,
    Status,
    User,
)
from cases.oversight import acts as oversight
from cases.past_cases import importing as past_import
from cases.people import staff_import
from cases.personal_data import access as access_codes
from cases.personal_data import answers as own_answers
from cases.personal_data import breaches
from cases.procedure.two_people import NeedsSecond
from cases.reports import citizen_page as report_page
from cases.staff_record import clearance
from cases.two_people import recusals
from cases.two_people.acts import propose
from lib.media.fingerprints import fingerprint_of
from regulations.models import ClockStep, TimeLimit
from tests import factories
from tests.samples.circulars import announce, enter
from tests.samples.files import pdf
from tests.samples.pictures import photo

Addresses = dict[str, dict[str, Any]]  # the arguments of each named address
LAW_ROW = {"kind": "records", "slug": "arsip-800-1-6-1-2024"}
LAW_AND_ACCOUNTS: Addresses = {
    **{name: {"year": 2026} for name in ("law-calendar", "law-decree", "law-day-off")},
    "law-withdraw": {"slug": "2026-01-01"},
    "law-own-reading": {"slug": "cuti-bersama-2015"},
    **{name: {"kind": "time-limits"} for name in ("law-catalogue", "law-new")},
    **dict.fromkeys(("law-row", "law-version", "law-reword"), LAW_ROW),
    "account_reset_password_from_key": {"uidb36": "1", "key": "x"},
    **{name: {"pk": 1} for name in ("mfa_remove_webauthn", "mfa_edit_webauthn", "break-glass-end", "browser-remove")},
}


@dataclass(frozen=True)
class Office:
    """Who acts, where and when."""

    city: Government
    agency: Agency
    sari: User
    rina: User
    dewi: User
    budi: Employee
    now: dt.datetime

    @property
    def today(self) -> dt.date:
        return self.agency.local_date(self.now)


@pytest.fixture
def world(every_account, city, dinas_a, sari, rina, dewi, budi, now):
    """One case of Dinas A with Budi heard in it, and an account of every kind."""
    office = Office(city, dinas_a, sari, rina, dewi, budi, now)
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    factories.bring_to(respondent, Status.HEARD, by=sari, at=now)
    addresses = (
        evidence_of(office, respondent)
        | oversight_of(office, respondent, every_account["recused"])
        | joint_of(office, respondent, every_account["elsewhere"])
        | hearing_of(office, respondent)
        | people_of(office)
        | letters_of(office, respondent)
        | reports_of(office)
        | register_of(office)
        | drafts_of(office)
        | personal_data_of(office, respondent)
        | lists_of(office)
        | case_of(respondent)
        | LAW_AND_ACCOUNTS
        | {name: {"pk": sari.pk} for name in ("account-change", "account-invite-again")}
    )
    return every_account, addresses


def lists_of(office: Office) -> Addresses:
    """A saved view, and an export that is not written yet."""
    view = save_view(actor=office.sari, name="Terbuka", filters={"state": "open"})
    row = ListExport.objects.create(
        user=office.sari, format="XLSX", total=1, ordered_at=office.now, expires_at=office.now + dt.timedelta(days=1)
    )
    return {"saved-view": {"pk": view.pk}, **{name: {"key": row.key} for name in ("list-export", "list-export-file")}}


def case_of(respondent: Respondent) -> Addresses:
    case = {"number": respondent.case.number}
    return {
        **dict.fromkeys(("case", "case-people", "case-evidence", "case-examination", "case-decisions"), case),
        **dict.fromkeys(("case-history", "case-chronology", "case-readers", "legal-hold"), case),
        "case-handling": case,
        "case-assign": case | {"verb": "take"},
        "case-note-delete": case | {"pk": 1},
        "case-act": case | {"act": "record-statement"},
        "respondent-act": {"pk": respondent.pk, "act": "record-fact"},
        "deadline": {"pk": respondent.deadlines.first().pk},
        "handover": {"pk": respondent.pk},
        "handover-file": {"pk": respondent.pk, "kind": "sheet"},
        "metric": {"code": "open"},
        "decide-in-place": {"pk": respondent.pk},
        "warning-review": {"subject": "x"},
        "corrective-action": {"pk": 1},
        "public-statistics-year": {"region": "kota-contoh", "year": 2020},
        "public-statistics-csv": {"region": "kota-contoh", "year": 2020},
        "notification": {"pk": Notification.objects.exclude(case=None).first().pk},
    }


def evidence_of(office: Office, respondent: Respondent) -> Addresses:
    item = add_file(case=respondent.case, actor=office.sari, at=office.now, upload=photo())
    redacted = picture_copies.redact(item=item, actor=office.sari, at=office.now, boxes=[Box((0, 0, 9, 9))])
    return {
        "evidence": {"pk": item.pk},
        "evidence-original": {"pk": item.pk},
        "evidence-copy": {"pk": redacted.pk},
        "evidence-package": {"number": respondent.case.number},
    }


def oversight_of(office: Office, respondent: Respondent, recused: User) -> Addresses:
    """An order, a letter from outside, a restoration, and an account with a conflict of interest."""
    dated: dict[str, Any] = {"case": respondent.case, "at": office.now}
    oversight.instruct(
        **dated, actor=office.dewi, on=office.today, to=office.agency, text="Klarifikasi", given_by="Sekda"
    )
    recusals.recuse(**dated, actor=recused, on=office.today, user=recused, reason="Kerabat")
    letter = OutsideReport(body="Ombudsman", direction="IN", about="Penjelasan", reported_on=office.today)
    oversight.record_outside_report(**dated, actor=office.rina, report=letter, answer_step="ORI-EXPLAIN")
    fallen = Decision.objects.create(
        respondent=respondent, decided_on=office.today, official="PPK", official_name="-", considerations="-",
        state="ANNULLED",
    )  # fmt: skip
    step = RestorationStep.objects.create(decision=fallen, kind="NAME", owner=office.agency)
    need = NeedsSecond(
        PendingAct.Kind.RECUSAL, digest="0" * 64, summary="Auditor mundur", government=office.city, case=respondent.case
    )
    waits = propose(need, actor=office.rina, at=office.now)
    return {
        "confirmation": {"key": waits.key},
        "instruction-answer": {"pk": Instruction.objects.get().pk},
        "outside-answer": {"pk": letter.pk},
        "restoration": {"pk": step.pk},
    }


def joint_of(office: Office, respondent: Respondent, elsewhere: User) -> Addresses:
    """What the case asks of another government, about a case there, whose number no case here has."""
    NumberRegister.objects.create(government=elsewhere.government, code="KS", year=office.today.year, last=146)
    there = factories.make_case(by=elsewhere, agency=elsewhere.agency)
    joint = JointHandling.objects.create(
        ours=respondent,
        invited=elsewhere.government,
        case_number=there.number,
        leads="OURS",
        basis="Surat 700/1",
        proposed_by=office.rina,
        proposed_on=office.today,
    )
    return {name: {"pk": joint.pk} for name in ("joint-answer", "joint-end")}


def hearing_of(office: Office, respondent: Respondent) -> Addresses:
    """The next hearing as an open draft, and the minutes of the last one."""
    room = drafts.open_room(respondent=respondent, actor=office.sari, at=office.now)
    hearing = respondent.hearings.get()
    minutes = freeze_minutes(hearing=hearing, actor=office.sari, at=office.now, reading="ALOUD")
    with minutes.file.open() as scan:
        copy = add_signed_copy(hearing=hearing, actor=office.sari, at=office.now, kind="SCAN", upload=scan, version=1)
    link = open_link(user=office.sari, at=office.now)
    return {
        "room-open": {"pk": respondent.pk},
        **{name: {"pk": room.pk} for name in ("room", "room-changes", "room-key", "room-record")},
        **{name: {"pk": hearing.pk} for name in ("hearing", "hearing-read", "minutes")},
        "minutes-change": {"pk": hearing.pk, "verb": "sign"},
        "minutes-file": {"pk": minutes.pk, "kind": "sheet"},
        **{name: {"pk": respondent.pk} for name in ("minutes-blank", "statement-blank")},
        "signed-copy": {"pk": copy.pk},
        "calendar-feed": {"token": feed.SIGNER.sign(link.key.hex)},
    }


def people_of(office: Office) -> Addresses:
    """Budi with a clearance letter, and the imports of staff and of past cases."""
    signed = {"signed_post": "Kepala BKPSDM", "signed_by": "Contoh"}
    cleared = clearance.issue(employee=office.budi, actor=office.rina, at=office.now, purpose="AWARD", **signed)
    payroll = SimpleUploadedFile("gaji.csv", b"Nama;NIP;Status;OPD;Jabatan\nAni;1;PNS;Dinas A;Guru\n")
    imported = staff_import.upload(actor=office.rina, at=office.now, file=payroll, valid_on=office.today)
    listed = past_import.upload(actor=office.rina, at=office.now, file=payroll)
    staff_import.work_off(office.now)
    return {
        "setup": {"token": "x"},
        "organisation-agency": {"pk": office.agency.pk},
        **{
            name: {"pk": office.budi.pk}
            for name in ("person", "person-readers", "clearance-new", "organisation-employee-post")
        },
        **{name: {"pk": cleared.pk} for name in ("clearance", "clearance-withdraw", "clearance-signed")},
        "verify": {"code": cleared.code},
        **{name: {"pk": listed.pk} for name in ("past-import", "past-import-rejects")},
        **{name: {"pk": imported.pk} for name in ("staff-import", "staff-import-rejects")},
    }


def letters_of(office: Office, respondent: Respondent) -> Addresses:
    """A letter, a job of letters, a letter that waits for its paraf, and a letterhead."""
    order: dict[str, Any] = {
        "actor": office.sari, "at": office.now, "on": office.today, "code": "SP-PANGGILAN", "words": {},
        "may_be_blank": True,
    }  # fmt: skip
    letter = issue_letter(respondent=respondent, **order)
    lines = {"government_line": "Pemerintah Kota Contoh", "place": "Contoh", "paper": "f4", "upload": photo()}
    head = revise_letterhead(
        government=office.city, agency=None, actor=office.rina, at=office.now, version=0, in_force_from=office.today,
        **lines,
    )  # fmt: skip
    set_chain(
        government=office.city, actor=office.rina, at=office.now, officials=[office.rina], version=0, code="UND-KET"
    )
    proposed = propose_letter(respondent=respondent, **order | {"code": "UND-KET"})
    job = order_letters(case=respondent.case, respondents=[respondent], **order | {"code": "PERM-KET"})
    return {
        **{name: {"number": respondent.case.number} for name in ("case-letters", "letter-new")},
        **{
            name: {"pk": letter.pk}
            for name in ("letter", "letter-word", "letter-reissue", "letter-signed", "letter-withdraw")
        },
        "letter-check": {"key": letter.key},
        "letter-job": {"key": job.key},
        "letter-draft": {"key": proposed.key},
        "letter-form": {"code": "SP-PANGGILAN"},
        "letterhead": {"agency": office.agency.pk},
        "letterhead-logo": {"pk": head.pk},
    }


def reports_of(office: Office) -> Addresses:
    """A report of a citizen with a picture and a name, which Rina may read."""
    office.city.reports_from = office.today
    office.city.save()
    office.rina.user_permissions.add(Permission.objects.get(codename="read_reporter"))
    sent = {"content": report_page.CitizenReport(text="Pegawai joget di loket"), "reporter": Reporter(name="Warga")}
    report_page.submit(government=office.city, key=uuid.uuid4(), at=office.now, files=[photo()], **sent)
    report = office.city.incoming_reports.get()
    return {
        "report-new": {"region": office.city.region},
        **{name: {"pk": report.pk} for name in ("incoming-report", "incoming-accept")},
        "incoming-file": {"pk": report.files.get().pk},
        "reporter": {"pk": report.reporter.pk},
    }


def personal_data_of(office: Office, respondent: Respondent) -> Addresses:
    """A request of Budi on his data, and a breach that reached it."""
    access_codes.give_access(respondent=respondent, actor=office.sari, at=office.now, key=uuid.uuid4())
    access = respondent.accesses.select_related("respondent__case__agency", "respondent__case__government").get()
    asked = own_answers.ask(access=access, key=uuid.uuid4(), kind="CORRECTION", text="NIP keliru", at=office.now)
    told = {"what": "Sandi dicuri", "data": "Nama", "remedy": "Akun ditutup", "account": None}
    times = {"since": office.now, "until": office.now, "known_at": office.now}
    at = office.now + dt.timedelta(minutes=1)
    breach = breaches.record_breach(actor=office.rina, at=at, facts=told | times)
    person = AffectedPerson.objects.get_or_create(breach=breach, employee=office.budi)[0]
    return {
        "give-code": {"pk": respondent.pk},
        "data-request": {"pk": asked.pk},
        **{name: {"pk": breach.pk} for name in ("breach", "breach-people")},
        "breach-letter": {"pk": breach.pk, "person": person.pk},
        **retention_of(office),
    }


def retention_of(office: Office) -> Addresses:
    """Readings that are due, and the certificate of others that were destroyed."""
    limit = TimeLimit.objects.get(step=ClockStep.KEEP_READINGS)
    facts: dict[str, Any] = {"kind": "READINGS", "limit": limit, "months": 60, "basis": "-", "due_on": office.today}
    waiting, done = (
        Disposal.objects.create(government=office.city, proposed_at=office.now, **facts) for _each in range(2)
    )
    file = default_storage.save("certificates/example.pdf", pdf())
    with default_storage.open(file) as drawn:
        digest = fingerprint_of(drawn)
    made = Destruction.objects.create(
        government=office.city, disposal=done, number="BAM-1", summary="-", counts={}, files=0, first_by=office.rina,
        second_by=office.dewi, at=office.now, file=file, sha256=digest,
    )  # fmt: skip
    return {"disposal": {"pk": waiting.pk}, "destruction": {"pk": made.pk}}


def drafts_of(office: Office) -> Addresses:
    """A draft of a report with a file that is being uploaded."""
    draft = report_drafts.open_draft(author=office.sari, key=uuid.uuid4(), at=office.now)
    scan = staging.stage(draft=draft, key=uuid.uuid4(), name="layar.png", size=9, at=office.now)
    return {
        **{name: {"key": draft.key} for name in ("incident-draft", "incident-draft-discard")},
        "incident-file": {"key": draft.key, "file": scan.key},
    }


def register_of(office: Office) -> Addresses:
    """A circular, published in the agency."""
    circular = enter(office.rina, office.now, upload=pdf())
    publication = announce(circular, office.rina, [office.agency], office.now)
    token = publication.receipts.get(employee=office.budi).path.split("/")[-2]
    people = {"pk": publication.pk, "agency": office.agency.pk}
    return {
        "regulation": {"slug": "pp-94-2021"},
        **{name: {"slug": circular.slug} for name in ("circular-correct", "regulation-attach", "publish")},
        "regulation-document": {"pk": circular.documents.get().pk},
        **{name: {"pk": publication.pk} for name in ("publication", "publication-links")},
        **dict.fromkeys(("publication-people", "publication-sheet"), people),
        **{name: {"token": token} for name in ("receipt", "receipt-document")},
    }
