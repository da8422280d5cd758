"""The models of this application, imported from here."""

from cases.models.casefile.audit import AccessEntry, Act, AdministrationEntry, AuditEntry, Submission
from cases.models.casefile.beside_the_path import Clarification, Fact, InterimMeasure
from cases.models.casefile.case import (
    Case,
    CaseAgency,
    CaseLink,
    CaseRegulation,
    Instruction,
    NumberRegister,
    OutsideReport,
    PublicStatement,
    Status,
)
from cases.models.casefile.group import UnknownGroup
from cases.models.casefile.handling import Assignment, CaseNote
from cases.models.casefile.identity import CERTAINTIES, Correction, IdentityNote
from cases.models.casefile.incident import HoursClaim, Incident, IncidentDate, Post
from cases.models.casefile.joint_handling import JointHandling
from cases.models.casefile.list_reading import ListReading
from cases.models.casefile.merge import CaseMerge
from cases.models.casefile.pending import PendingAct
from cases.models.casefile.recusal import Recusal
from cases.models.casefile.respondent import (
    EARLY_EXITS,
    SERVICE_ENDED,
    ClosingReason,
    Identity,
    Respondent,
)
from cases.models.casefile.saved_lists import ListExport, SavedView
from cases.models.deadlines.answer import AnswerClock
from cases.models.deadlines.clock import Clock, ReminderStage
from cases.models.deadlines.deadline import Deadline, Escalation, Notification
from cases.models.deadlines.hold import Hold
from cases.models.deadlines.outgoing import Channel, Outgoing, Priority
from cases.models.deadlines.phone_message import PhoneMessage
from cases.models.deadlines.push import PushMessage, PushSubscription
from cases.models.deadlines.tally import (
    TALLIES,
    CaseTally,
    DeadlineTally,
    DurationTally,
    DutyTally,
    SanctionTally,
    Tally,
)
from cases.models.decisions.decision import Decision, Delivery, Dispatch, NationalRecord, Sanction
from cases.models.decisions.precedent import Likeness, Precedent
from cases.models.decisions.remedy import Remedy, RestorationStep
from cases.models.decisions.staff_record import ClearanceLetter, PastSanction
from cases.models.evidence.chat import ChatMessage, ChatReading
from cases.models.evidence.custody import (
    CustodyEntry,
    EvidenceCopy,
    EvidenceRestriction,
    FileState,
    ReadingAttempt,
    VaultCheck,
)
from cases.models.evidence.evidence import EvidenceItem, PictureFingerprint
from cases.models.evidence.evidence_request import EvidenceRequest
from cases.models.evidence.imposed_duty import ImposedDuty
from cases.models.evidence.timestamp import TrustedTimestamp
from cases.models.evidence.vault_round import VaultFinding, VaultRound
from cases.models.evidence.verdict import FileVerdict
from cases.models.hearings.concurrence import Concurrence
from cases.models.hearings.finding import Allegation, Finding
from cases.models.hearings.hearing import Attendance, Circumstance, FindingsReply, FindingsReport, Hearing, Statement
from cases.models.hearings.hearing_draft import (
    DraftAlternative,
    DraftAttendance,
    DraftRow,
    DraftStatement,
    HearingDraft,
    Snippet,
    TeamNote,
    TeamNoteVersion,
    WritingLease,
)
from cases.models.hearings.minutes import Minutes, MinutesAddendum, MinutesHandOver, MinutesSignature
from cases.models.hearings.panel import ConflictDeclaration, Panel, PanelMember
from cases.models.hearings.summons import CalendarLink, Summons
from cases.models.hearings.witness import Witness
from cases.models.imports.past_import import PastCaseImport, PastCaseRow
from cases.models.imports.staff_import import StaffImport
from cases.models.letters.approval import Approval, ApprovalChain, ApprovalStep, LetterDraft
from cases.models.letters.letter import (
    Letter,
    Letterhead,
    LetterJob,
    LetterJobItem,
    LetterTemplate,
    LetterWithdrawal,
    NumberGap,
)
from cases.models.numbers import CorrectiveAction, PublishedStatistics, WarningReview
from cases.models.operations.demo import DemoProgress
from cases.models.operations.heartbeat import Alarm, Heartbeat
from cases.models.papers.asked_official import AskedOfficial
from cases.models.papers.signed_copy import SignedCopy
from cases.models.people.account import User
from cases.models.people.account_events import AccountEvent
from cases.models.people.agency_name import AgencyName
from cases.models.people.break_glass import BreakGlass
from cases.models.people.deputy import Deputy
from cases.models.people.employee import POSTS, Employee, Employment, Grade
from cases.models.people.government import Agency, Government, Level, Role, TimeZone
from cases.models.people.hours import AgencyHours, HoursVerdict, Verdict, Weekday
from cases.models.people.message_settings import MessageSettings
from cases.models.personal_data.access import PersonalAccess
from cases.models.personal_data.breach import AffectedPerson, Breach
from cases.models.personal_data.data_request import DataRequest
from cases.models.register.publication import Publication, Receipt, ReceiptMail, SignedSheet
from cases.models.register.register import (
    RegisterEntry,
    Registration,
    RegulationDocument,
    binding_on,
    regulations_visible_to,
)
from cases.models.reports.incoming import IncomingReport, ReportFile, ReportMessage, ReportPictureHash
from cases.models.reports.original import ReportOriginal
from cases.models.reports.report_draft import ReportDraft, StagedFile
from cases.models.reports.reporter import Reporter, ReporterReading
from cases.models.retention.disposal import DestroyedEntries, Destruction, Disposal, LegalHold, RetentionChoice
from cases.models.sealing.chain import ChainCheck, ChainHead, Seal, SealedKind, Unsealed
from lib.sheets.nip import validate_nip

__all__ = [
    "CERTAINTIES", "EARLY_EXITS", "POSTS", "SERVICE_ENDED", "TALLIES", "AccessEntry", "AccountEvent", "Act",
    "AdministrationEntry", "AffectedPerson", "Agency", "AgencyHours", "AgencyName", "Alarm", "Allegation",
    "AnswerClock", "Approval", "ApprovalChain", "ApprovalStep", "AskedOfficial", "Assignment", "Attendance",
    "AuditEntry", "Breach", "BreakGlass", "CalendarLink", "Case", "CaseAgency", "CaseLink", "CaseMerge", "CaseNote",
    "CaseRegulation", "CaseTally", "ChainCheck", "ChainHead", "Channel", "ChatMessage", "ChatReading",
    "Circumstance", "Clarification", "ClearanceLetter", "Clock", "ClosingReason", "Concurrence",
    "ConflictDeclaration", "Correction", "CorrectiveAction", "CustodyEntry", "DataRequest", "Deadline",
    "DeadlineTally", "Decision", "Delivery", "DemoProgress", "Deputy", "DestroyedEntries", "Destruction",
    "Dispatch", "Disposal", "DraftAlternative", "DraftAttendance", "DraftRow", "DraftStatement", "DurationTally",
    "DutyTally", "Employee", "Employment", "Escalation", "EvidenceCopy", "EvidenceItem", "EvidenceRequest",
    "EvidenceRestriction", "Fact", "FileState", "FileVerdict", "Finding", "FindingsReply", "FindingsReport",
    "Government", "Grade", "Hearing", "HearingDraft", "Heartbeat", "Hold", "HoursClaim", "HoursVerdict", "Identity",
    "IdentityNote", "ImposedDuty", "Incident", "IncidentDate", "IncomingReport", "Instruction", "InterimMeasure",
    "JointHandling", "LegalHold", "Letter", "LetterDraft", "LetterJob", "LetterJobItem", "LetterTemplate",
    "LetterWithdrawal", "Letterhead", "Level", "Likeness", "ListExport", "ListReading", "MessageSettings",
    "Minutes", "MinutesAddendum", "MinutesHandOver", "MinutesSignature", "NationalRecord", "Notification",
    "NumberGap", "NumberRegister", "Outgoing", "OutsideReport", "Panel", "PanelMember", "PastCaseImport",
    "PastCaseRow", "PastSanction", "PendingAct", "PersonalAccess", "PhoneMessage", "PictureFingerprint", "Post",
    "Precedent", "Priority", "PublicStatement", "Publication", "PublishedStatistics", "PushMessage",
    "PushSubscription", "ReadingAttempt", "Receipt", "ReceiptMail", "Recusal", "RegisterEntry", "Registration",
    "RegulationDocument", "Remedy", "ReminderStage", "ReportDraft", "ReportFile", "ReportMessage", "ReportOriginal",
    "ReportPictureHash", "Reporter", "ReporterReading", "Respondent", "RestorationStep", "RetentionChoice", "Role",
    "Sanction", "SanctionTally", "SavedView", "Seal", "SealedKind", "SignedCopy", "SignedSheet", "Snippet",
    "StaffImport", "StagedFile", "Statement", "Status", "Submission", "Summons", "Tally", "TeamNote",
    "TeamNoteVersion", "TimeZone", "TrustedTimestamp", "UnknownGroup", "Unsealed", "User", "VaultCheck",
    "VaultFinding", "VaultRound", "Verdict", "WarningReview", "Weekday", "Witness", "WritingLease", "binding_on",
    "regulations_visible_to", "validate_nip",
]  # fmt: skip
