"""What happened and what was done about it."""

from .answer import AnswerClock
from .audit import AccessEntry, Act, AuditEntry, Submission
from .case import (
    Case,
    CaseAgency,
    CaseLink,
    CaseRegulation,
    Instruction,
    NumberRegister,
    OutsideReport,
    PublicStatement,
    Recusal,
    Status,
)
from .custody import CustodyEntry, EvidenceCopy, EvidenceRestriction, FileState, VaultCheck, Viewing
from .deadline import Deadline, Escalation, Notification, ReminderStage
from .decision import Decision, Delivery, Dispatch, NationalRecord, Remedy, RestorationStep, Sanction
from .employee import Employee, Employment, Grade, validate_nip
from .evidence import EvidenceItem, PictureFingerprint
from .evidence_request import EvidenceRequest
from .group import UnknownGroup
from .hearing import Attendance, Circumstance, FindingsReport, Hearing, Statement
from .hours import AgencyHours, HoursVerdict, Verdict, Weekday
from .identity import CERTAINTIES, Correction, IdentityNote
from .incident import HoursClaim, Incident, IncidentDate, Post
from .incoming import IncomingReport, ReportFile, ReportLook, ReportMessage
from .letter import Letter, Letterhead, LetterJob, LetterJobItem, LetterTemplate
from .merge import CaseMerge
from .minutes import Minutes, MinutesAddendum, MinutesHandOver, MinutesSignature, SignedCopy
from .panel import ConflictDeclaration, Panel, PanelMember
from .past_import import PastCaseImport, PastCaseRow
from .people import Agency, Government, Level, Role, TimeZone, User
from .precedent import Likeness, Precedent
from .publication import Publication, Receipt, ReceiptMail, SignedSheet, hands_out_links
from .register import (
    RegisterEntry,
    Registration,
    RegulationDocument,
    binding_on,
    keeps_register,
    regulations_visible_to,
)
from .report_draft import ReportDraft, StagedFile
from .reporter import Reporter, ReporterReading
from .respondent import (
    EARLY_EXITS,
    Allegation,
    Clarification,
    ClosingReason,
    Fact,
    Finding,
    Hold,
    Identity,
    InterimMeasure,
    Respondent,
)
from .room import (
    DraftAlternative,
    DraftAttendance,
    DraftRow,
    DraftStatement,
    HearingDraft,
    Pen,
    Snippet,
    TeamNote,
    TeamNoteVersion,
)
from .staff_import import StaffImport
from .staff_record import ClearanceLetter, PastSanction
from .summons import CalendarLink, Summons
from .tally import TALLIES, CaseTally, DeadlineTally, DurationTally, SanctionTally, Tally
from .timestamp import TrustedTimestamp

__all__ = [
    "CERTAINTIES",
    "EARLY_EXITS",
    "TALLIES",
    "AccessEntry",
    "Act",
    "Agency",
    "AgencyHours",
    "Allegation",
    "AnswerClock",
    "Attendance",
    "AuditEntry",
    "CalendarLink",
    "Case",
    "CaseAgency",
    "CaseLink",
    "CaseMerge",
    "CaseRegulation",
    "CaseTally",
    "Circumstance",
    "Clarification",
    "ClearanceLetter",
    "ClosingReason",
    "ConflictDeclaration",
    "Correction",
    "CustodyEntry",
    "Deadline",
    "DeadlineTally",
    "Decision",
    "Delivery",
    "Dispatch",
    "DraftAlternative",
    "DraftAttendance",
    "DraftRow",
    "DraftStatement",
    "DurationTally",
    "Employee",
    "Employment",
    "Escalation",
    "EvidenceCopy",
    "EvidenceItem",
    "EvidenceRequest",
    "EvidenceRestriction",
    "Fact",
    "FileState",
    "Finding",
    "FindingsReport",
    "Government",
    "Grade",
    "Hearing",
    "HearingDraft",
    "Hold",
    "HoursClaim",
    "HoursVerdict",
    "Identity",
    "IdentityNote",
    "Incident",
    "IncidentDate",
    "IncomingReport",
    "Instruction",
    "InterimMeasure",
    "Letter",
    "LetterJob",
    "LetterJobItem",
    "LetterTemplate",
    "Letterhead",
    "Level",
    "Likeness",
    "Minutes",
    "MinutesAddendum",
    "MinutesHandOver",
    "MinutesSignature",
    "NationalRecord",
    "Notification",
    "NumberRegister",
    "OutsideReport",
    "Panel",
    "PanelMember",
    "PastCaseImport",
    "PastCaseRow",
    "PastSanction",
    "Pen",
    "PictureFingerprint",
    "Post",
    "Precedent",
    "PublicStatement",
    "Publication",
    "Receipt",
    "ReceiptMail",
    "Recusal",
    "RegisterEntry",
    "Registration",
    "RegulationDocument",
    "Remedy",
    "ReminderStage",
    "ReportDraft",
    "ReportFile",
    "ReportLook",
    "ReportMessage",
    "Reporter",
    "ReporterReading",
    "Respondent",
    "RestorationStep",
    "Role",
    "Sanction",
    "SanctionTally",
    "SignedCopy",
    "SignedSheet",
    "Snippet",
    "StaffImport",
    "StagedFile",
    "Statement",
    "Status",
    "Submission",
    "Summons",
    "Tally",
    "TeamNote",
    "TeamNoteVersion",
    "TimeZone",
    "TrustedTimestamp",
    "UnknownGroup",
    "User",
    "VaultCheck",
    "Verdict",
    "Viewing",
    "Weekday",
    "binding_on",
    "hands_out_links",
    "keeps_register",
    "regulations_visible_to",
    "validate_nip",
]
