"""The form and the service of every act on respondents and on a case."""

import datetime as dt
from collections.abc import Callable

from django.core.files.base import File

from cases.aftermath import endings, interim, remedies, rulings, serving
from cases.aftermath import leaving_and_waiting as closing
from cases.aftermath.delivery import deliver, miss_delivery, send_decision
from cases.aftermath.effect import take_effect
from cases.aftermath.forms import after_decision as aftermath
from cases.aftermath.forms.leaving_and_waiting import (
    CloseEarlyForm,
    CoachingForm,
    EndInterimForm,
    FactForm,
    HoldForm,
    InterimForm,
    LeaveServiceForm,
    RehabilitateForm,
    ReopenForm,
    ResignForm,
    ResumeForm,
)
from cases.aftermath.restoration import restore
from cases.applicable_law import event_day
from cases.applicable_law.event_day import add_claim as add_claim_there
from cases.applicable_law.forms import ClaimForm, DateForm
from cases.casefile import merging, withdrawing
from cases.casefile.forms import LinkCaseForm, LinkRegulationForm, MergeForm, UndoMergeForm, WithdrawReportForm
from cases.clarification import acts as clarification
from cases.clarification import forms as paths
from cases.decisions import decide as deciding
from cases.decisions import duties, duty_forms
from cases.decisions import forms as decisions
from cases.decisions.concurrence import ask_concurrence, concur
from cases.decisions.concurrence_form import AskConcurrenceForm, ConcurForm
from cases.evidence import files as evidence
from cases.evidence.forms import EvidenceForm, OutcomeForm, RequestForm
from cases.evidence.requests import end_request, request_evidence
from cases.examination import hearings, reply, returning, teams, witnesses
from cases.examination import summonses as letters
from cases.examination.forms import findings, summonses
from cases.examination.forms import hearings as examination
from cases.examination.forms import teams as panels
from cases.examination.forms import witnesses as witness_forms
from cases.examination.forms.findings import AllegeForm
from cases.models import Act, Case, EvidenceItem, HoursClaim, Incident, User
from cases.oversight import acts as oversight
from cases.oversight import joint_handling as joint
from cases.oversight.forms import case_acts
from cases.oversight.forms.joint_handling import AnswerJointForm, EndJointForm, JointForm
from cases.parties import identity
from cases.parties import respondents as parties
from cases.parties.forms import identity as identity_forms
from cases.parties.forms.respondents import AddRespondentForm, IdentifyForm
from cases.parties.ties import link_case, link_regulation
from cases.procedure.table import may_take
from cases.two_people import recusals
from cases.web.forms.act_form import ActForm
from cases.web.forms.case_form import CaseForm
from cases.web.forms.fields import DatedForm
from regulations.models import LetterForm

Service = Callable[..., object]

ACTS: dict[Act, tuple[type[ActForm], Service]] = {
    Act.IDENTIFY: (IdentifyForm, parties.identify),
    Act.CONFIRM_IDENTITY: (identity_forms.ConfirmIdentityForm, identity.confirm_identity),
    Act.DOUBT_IDENTITY: (identity_forms.DoubtIdentityForm, identity.doubt_identity),
    Act.ALLEGE: (AllegeForm, hearings.allege),
    Act.REQUEST_CLARIFICATION: (paths.RequestClarificationForm, clarification.request_clarification),
    Act.RECORD_CLARIFICATION: (paths.RecordClarificationForm, clarification.record_clarification),
    Act.CHOOSE_ROUTE: (paths.ChooseRouteForm, clarification.choose_route),
    Act.RECORD_COACHING: (CoachingForm, closing.record_coaching),
    Act.FORM_PANEL: (panels.PanelForm, teams.form_panel),
    Act.REPLACE_MEMBER: (panels.ReplaceMemberForm, teams.replace_member),
    Act.DECLARE_CONFLICT: (panels.DeclareForm, teams.declare_conflict),
    Act.SUMMON: (summonses.SummonForm, letters.summon),
    Act.POSTPONE_HEARING: (summonses.PostponeForm, letters.postpone_hearing),
    Act.REPLACE_SUMMONS: (summonses.PostponeForm, letters.replace_summons),
    Act.RECORD_RECEIPT: (summonses.ReceiptForm, letters.record_receipt),
    Act.RECORD_ABSENCE: (summonses.AbsenceForm, letters.record_absence),
    Act.CALL_WITNESS: (witness_forms.CallWitnessForm, witnesses.call_witness),
    Act.HEAR_WITNESS: (witness_forms.HearWitnessForm, witnesses.hear_witness),
    Act.HOLD_HEARING: (examination.HearingForm, hearings.hold_hearing),
    Act.REFER_TO_DISCIPLINE: (examination.ReferForm, hearings.refer_to_discipline),
    Act.REPORT_FINDINGS: (findings.FindingsForm, hearings.report_findings),
    Act.RETURN_FINDINGS: (findings.ReturnForm, returning.return_findings),
    Act.INVITE_REPLY: (ActForm, reply.invite_reply),
    Act.RECORD_REPLY: (findings.ReplyForm, reply.record_reply),
    Act.ASK_CONCURRENCE: (AskConcurrenceForm, ask_concurrence),
    Act.CONCUR: (ConcurForm, concur),
    Act.DECIDE: (decisions.DecideForm, deciding.decide),
    Act.MISS_DELIVERY: (aftermath.MissDeliveryForm, miss_delivery),
    Act.SEND_DECISION: (aftermath.SendDecisionForm, send_decision),
    Act.DELIVER: (aftermath.DeliverForm, deliver),
    Act.TAKE_EFFECT: (aftermath.EffectForm, take_effect),
    Act.FILE_REMEDY: (aftermath.RemedyForm, remedies.file_remedy),
    Act.ANSWER_APPEAL: (aftermath.AnswerAppealForm, remedies.answer_appeal),
    Act.RECORD_SILENCE: (aftermath.SilenceForm, remedies.record_silence),
    Act.POSTPONE_RULING: (aftermath.PostponeRulingForm, rulings.postpone_ruling),
    Act.UPHOLD: (aftermath.UpholdForm, rulings.uphold),
    Act.CHANGE: (aftermath.ChangeForm, rulings.change),
    Act.ANNUL: (aftermath.RulingForm, rulings.annul),
    Act.OVERTURN: (aftermath.RulingForm, rulings.overturn),
    Act.SEND_PAYROLL_NOTE: (aftermath.PayrollNoteForm, serving.send_payroll_note),
    Act.COMPLETE: (aftermath.CompleteForm, serving.complete),
    Act.CLOSE_EARLY: (CloseEarlyForm, closing.close_early),
    Act.RESIGN: (ResignForm, endings.resign),
    Act.LEAVE_SERVICE: (LeaveServiceForm, endings.leave_service),
    Act.REOPEN: (ReopenForm, closing.reopen),
    Act.HOLD: (HoldForm, closing.hold),
    Act.RESUME: (ResumeForm, closing.resume),
    Act.IMPOSE_INTERIM: (InterimForm, interim.impose_interim),
    Act.END_INTERIM: (EndInterimForm, interim.end_interim),
    Act.IMPOSE_DUTY: (duty_forms.ImposeDutyForm, duties.impose_duty),
    Act.END_DUTY: (duty_forms.EndDutyForm, duties.end_duty),
    Act.REHABILITATE: (RehabilitateForm, closing.rehabilitate),
    Act.RECORD_FACT: (FactForm, closing.record_fact),
}
# The kinds of record that an act creates; their letters are issued in the same step.
LETTERS: dict[Act, tuple[LetterForm.Record, ...]] = {
    Act.FORM_PANEL: (LetterForm.Record.PANEL, LetterForm.Record.COUNCIL),
    Act.SUMMON: (LetterForm.Record.SUMMONS,),
    Act.POSTPONE_HEARING: (LetterForm.Record.SUMMONS,),
    Act.REPLACE_SUMMONS: (LetterForm.Record.SUMMONS,),
    Act.CALL_WITNESS: (LetterForm.Record.ROUTE,),
    Act.HEAR_WITNESS: (LetterForm.Record.STATEMENT,),
    Act.IMPOSE_INTERIM: (LetterForm.Record.INTERIM,),
    Act.DECIDE: (LetterForm.Record.DECISION,),
}
# Acts that may be taken for several respondents of a case at once.
TOGETHER = (
    Act.CONFIRM_IDENTITY,
    Act.REQUEST_CLARIFICATION,
    Act.RECORD_CLARIFICATION,
    Act.CHOOSE_ROUTE,
    Act.ALLEGE,
    Act.FORM_PANEL,
    Act.SUMMON,
    Act.RECORD_ABSENCE,
    Act.HOLD_HEARING,
    Act.REPORT_FINDINGS,
    Act.DECIDE,
    Act.DELIVER,
    Act.COMPLETE,
    Act.CLOSE_EARLY,
    Act.LEAVE_SERVICE,
    Act.RESIGN,
)


def add_evidence(
    *,
    case: Case,
    actor: User,
    at: dt.datetime,
    title: str,
    source: str,
    file: "File[bytes] | None" = None,
) -> EvidenceItem:
    """Add evidence: a file, or a statement that evidence exists somewhere."""
    if file is None:
        return evidence.say_exists(case=case, actor=actor, at=at, title=title, source=source)
    return evidence.add_file(case=case, actor=actor, at=at, upload=file, title=title, source=source)


def add_claim(*, case: Case, incident: Incident, actor: User, at: dt.datetime, claim: HoursClaim) -> HoursClaim:
    return add_claim_there(incident=incident, actor=actor, at=at, claim=claim)


CASE_ACTS: dict[Act, tuple[type[CaseForm], Service]] = {
    Act.ADD_RESPONDENT: (AddRespondentForm, parties.add_respondent),
    Act.ADD_EVIDENCE: (EvidenceForm, add_evidence),
    Act.RECORD_DATE: (DateForm, event_day.record_date),
    Act.ADD_CLAIM: (ClaimForm, add_claim),
    Act.INSTRUCT: (case_acts.InstructForm, oversight.instruct),
    Act.RECUSE: (case_acts.RecuseForm, recusals.recuse),
    Act.LIFT_RECUSAL: (case_acts.LiftRecusalForm, recusals.lift_recusal),
    Act.RECORD_OUTSIDE_REPORT: (case_acts.OutsideReportForm, oversight.record_outside_report),
    Act.RECORD_STATEMENT: (case_acts.StatementForm, oversight.record_statement),
    Act.PROPOSE_JOINT: (JointForm, joint.propose_joint),
    Act.LINK_REGULATION: (LinkRegulationForm, link_regulation),
    Act.LINK_CASE: (LinkCaseForm, link_case),
    Act.MERGE_CASE: (MergeForm, merging.merge_case),
    Act.UNDO_MERGE: (UndoMergeForm, merging.undo_merge),
    Act.WITHDRAW_REPORT: (WithdrawReportForm, withdrawing.withdraw_report),
}
# Acts on a row of a case: an order, a letter, a step of a restoration.
PART_ACTS: dict[Act, tuple[type[CaseForm], Service]] = {
    Act.ANSWER_INSTRUCTION: (case_acts.AnswerForm, oversight.answer_instruction),
    Act.ANSWER_OUTSIDE_REPORT: (case_acts.OutsideAnswerForm, oversight.answer_outside_report),
    Act.ANSWER_JOINT: (AnswerJointForm, joint.answer_joint),
    Act.END_JOINT: (EndJointForm, joint.end_joint),
    Act.RESTORE: (case_acts.AnswerForm, restore),
}
EVIDENCE_ACTS: dict[Act, tuple[type[DatedForm], Service]] = {
    Act.REQUEST_EVIDENCE: (RequestForm, request_evidence),
    Act.END_EVIDENCE_REQUEST: (OutcomeForm, end_request),
}
OFFERED_ELSEWHERE = {Act.UNDO_MERGE, Act.WITHDRAW_REPORT, Act.LIFT_RECUSAL}  # beside what they end


def acts_on_case(user: User) -> list[Act]:
    """The acts on a whole case that the page offers to the role of the account."""
    return [act for act in CASE_ACTS if act not in OFFERED_ELSEWHERE and may_take(user, act)]
