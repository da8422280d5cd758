"""Which form asks for an act and which service takes it: a row for every act on respondents and on a case."""

from collections.abc import Callable
from typing import Any

from cases.forms import aftermath, case_acts, decisions, examination, findings, panels, paths, summonses
from cases.forms import identity as identity_forms
from cases.forms.acts import ActForm
from cases.models import Act, Case, EvidenceItem, Role, User
from cases.services import (
    clarification,
    closing,
    event_day,
    evidence,
    hearings,
    identity,
    merging,
    oversight,
    remedies,
    serving,
    withdrawing,
)
from cases.services import decisions as deciding
from cases.services import panels as teams
from cases.services import respondents as parties
from cases.services import summonses as letters

Service = Callable[..., object]

ACTS: dict[Act, tuple[type[ActForm], Service]] = {
    Act.IDENTIFY: (paths.IdentifyForm, parties.identify),
    Act.CONFIRM_IDENTITY: (identity_forms.ConfirmIdentityForm, identity.confirm_identity),
    Act.DOUBT_IDENTITY: (identity_forms.DoubtIdentityForm, identity.doubt_identity),
    Act.ALLEGE: (paths.AllegeForm, hearings.allege),
    Act.REQUEST_CLARIFICATION: (paths.RequestClarificationForm, clarification.request_clarification),
    Act.RECORD_CLARIFICATION: (paths.RecordClarificationForm, clarification.record_clarification),
    Act.CHOOSE_ROUTE: (paths.ChooseRouteForm, clarification.choose_route),
    Act.RECORD_COACHING: (paths.CoachingForm, closing.record_coaching),
    Act.FORM_PANEL: (panels.PanelForm, teams.form_panel),
    Act.REPLACE_MEMBER: (panels.ReplaceMemberForm, teams.replace_member),
    Act.DECLARE_CONFLICT: (panels.DeclareForm, teams.declare_conflict),
    Act.SUMMON: (summonses.SummonForm, letters.summon),
    Act.POSTPONE_HEARING: (summonses.PostponeForm, letters.postpone_hearing),
    Act.REPLACE_SUMMONS: (summonses.PostponeForm, letters.replace_summons),
    Act.RECORD_RECEIPT: (summonses.ReceiptForm, letters.record_receipt),
    Act.RECORD_ABSENCE: (summonses.AbsenceForm, letters.record_absence),
    Act.HOLD_HEARING: (examination.HearingForm, hearings.hold_hearing),
    Act.REPORT_FINDINGS: (findings.FindingsForm, hearings.report_findings),
    Act.DECIDE: (decisions.DecideForm, deciding.decide),
    Act.MISS_DELIVERY: (aftermath.MissDeliveryForm, deciding.miss_delivery),
    Act.SEND_DECISION: (aftermath.SendDecisionForm, deciding.send_decision),
    Act.DELIVER: (aftermath.DeliverForm, deciding.deliver),
    Act.TAKE_EFFECT: (aftermath.EffectForm, deciding.take_effect),
    Act.FILE_REMEDY: (aftermath.RemedyForm, remedies.file_remedy),
    Act.ANSWER_APPEAL: (aftermath.AnswerAppealForm, remedies.answer_appeal),
    Act.UPHOLD: (aftermath.RulingForm, remedies.uphold),
    Act.CHANGE: (aftermath.RulingForm, remedies.change),
    Act.ANNUL: (aftermath.RulingForm, remedies.annul),
    Act.OVERTURN: (aftermath.RulingForm, remedies.overturn),
    Act.SEND_PAYROLL_NOTE: (aftermath.PayrollNoteForm, serving.send_payroll_note),
    Act.COMPLETE: (aftermath.CompleteForm, serving.complete),
    Act.CLOSE_EARLY: (paths.CloseEarlyForm, closing.close_early),
    Act.RESIGN: (paths.ResignForm, closing.resign),
    Act.REOPEN: (paths.ReopenForm, closing.reopen),
    Act.HOLD: (paths.HoldForm, closing.hold),
    Act.RESUME: (paths.ResumeForm, closing.resume),
    Act.IMPOSE_INTERIM: (paths.InterimForm, closing.impose_interim),
    Act.RECORD_FACT: (paths.FactForm, closing.record_fact),
}
# Taken for several respondents of a case at once.
TOGETHER = (
    Act.REQUEST_CLARIFICATION,
    Act.RECORD_CLARIFICATION,
    Act.CHOOSE_ROUTE,
    Act.ALLEGE,
    Act.FORM_PANEL,
    Act.SUMMON,
    Act.HOLD_HEARING,
    Act.REPORT_FINDINGS,
    Act.DECIDE,
    Act.DELIVER,
    Act.COMPLETE,
)


def add_evidence(*, file: Any, said_to_exist: bool, **words: Any) -> EvidenceItem:
    """A file, or the word of somebody that there is something."""
    return evidence.say_exists(**words) if said_to_exist else evidence.add_file(upload=file, **words)


def add_claim(*, case: Case, **words: Any) -> object:
    return oversight.add_claim(**words)


CASE_ACTS: dict[Act, tuple[type[case_acts.CaseForm], Service]] = {
    Act.ADD_RESPONDENT: (case_acts.AddRespondentForm, parties.add_respondent),
    Act.ADD_EVIDENCE: (case_acts.EvidenceForm, add_evidence),
    Act.RECORD_DATE: (case_acts.DateForm, event_day.record_date),
    Act.ADD_CLAIM: (case_acts.ClaimForm, add_claim),
    Act.INSTRUCT: (case_acts.InstructForm, oversight.instruct),
    Act.RECUSE: (case_acts.RecuseForm, oversight.recuse),
    Act.RECORD_OUTSIDE_REPORT: (case_acts.OutsideReportForm, oversight.record_outside_report),
    Act.RECORD_STATEMENT: (case_acts.StatementForm, oversight.record_statement),
    Act.LINK_REGULATION: (case_acts.LinkRegulationForm, oversight.link_regulation),
    Act.LINK_CASE: (case_acts.LinkCaseForm, oversight.link_case),
    Act.MERGE_CASE: (case_acts.MergeForm, merging.merge_case),
    Act.UNDO_MERGE: (case_acts.UndoMergeForm, merging.undo_merge),
    Act.WITHDRAW_REPORT: (case_acts.CaseForm, withdrawing.withdraw_report),
}
LEADERS_ONLY = {
    Act.INSTRUCT: (Role.LEADER, Role.BKPSDM, Role.INSPECTOR),
    Act.MERGE_CASE: merging.MERGERS,
    Act.UNDO_MERGE: (),  # offered by the banner of a merged case
    Act.WITHDRAW_REPORT: (),  # offered by the banner of a case just recorded
}


def acts_on_case(user: User) -> list[Act]:
    """The acts on a whole case that the account's role may take."""
    return [act for act in CASE_ACTS if user.role in LEADERS_ONLY.get(act, (user.role,))]
