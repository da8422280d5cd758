"""The procedure as one table: each act with routes, stages, roles, clocks and legal basis.

``TRANSITIONS`` are the acts on a path, ``CASE_ACTS`` those on a whole case, which move no path. The checks, the
buttons, the next step, the clocks, the diagram in the docs and the exhaustive test all use these rows. Numbers of days
are rows of ``regulations.TimeLimit``. The graph is code because the tests prove it (decision 2).
"""

import dataclasses
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cases.models import Act, ClosingReason, Role, Status, User
from cases.procedure.rights import (
    ABOVE_AGENCIES,
    AGENCY_FIRST,
    BKPSDM,
    BKPSDM_FIRST,
    DECIDERS,
    EVERYBODY,
    EXAMINERS,
    INSPECTOR,
    LEADER,
    OFFICERS,
    PANEL_MAKERS,
    ROUTE_CHOOSERS,
    RULERS,
    SUPERVISORS,
    SYSTEM,
    Right,
)
from cases.procedure.transition import Transition, row
from regulations.models import ClockStep, Route

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

EXAMINED = frozenset({Route.ETHICS, Route.DISCIPLINE, Route.CONTRACT})
STATUTORY = frozenset({Route.DISCIPLINE})
CONTESTABLE = frozenset({Route.DISCIPLINE, Route.ETHICS})  # a moral sanction where the region reads the law so
INFORMAL = frozenset({Route.ETHICS, Route.CONTRACT})
SERVED = frozenset({ClosingReason.SANCTION_SERVED})
CLEARED = frozenset(
    {ClosingReason.UNFOUNDED, ClosingReason.WRONG_PERSON, ClosingReason.IMPERSONATION, ClosingReason.ANNULLED}
)

BEFORE_ROUTE = frozenset({Status.REPORTED, Status.CLARIFICATION, Status.CLARIFIED})
UNDER_EXAMINATION = frozenset({Status.ROUTED, Status.SUMMONED, Status.ABSENT, Status.HEARD, Status.FINDINGS})
UNDECIDED = BEFORE_ROUTE | UNDER_EXAMINATION | {Status.COACHING}
NOT_YET_IN_FORCE = UNDER_EXAMINATION | {Status.DECIDED, Status.DELIVERED, Status.CONTESTED}
OPEN = frozenset(Status) - {Status.CLOSED}
ALL = frozenset(Status)

# Clocks without a duty: nobody has to act before their last day.
WAITED_FOR = frozenset({ClockStep.TAKE_EFFECT, ClockStep.ANSWER_FINDINGS})

REMEDY_CLOCKS = (ClockStep.DECIDE_OBJECTION, ClockStep.ANSWER_APPEAL, ClockStep.DECIDE_APPEAL)

INTERNAL = _("aturan internal, tidak diatur PP 94/2021")
NO_MOVE = _("PerBKN 6/2022: perpindahan tidak disetujui selama pemeriksaan")
TWO_BODIES = _("Pasal 35 ayat (3) PP 94/2021: satu perbuatan satu hukuman; Pasal 34–35 UU 30/2014: bantuan kedinasan")
THIRD_PARTIES = _("Pasal 30 PP 94/2021 (nomor pasal perlu verifikasi)")


TRANSITIONS: tuple[Transition, ...] = (
    # Identity and allegation
    row(Act.IDENTIFY, BEFORE_ROUTE, None, OFFICERS, basis=INTERNAL),
    row(Act.CONFIRM_IDENTITY, UNDECIDED, None, OFFICERS, while_held=True, basis=INTERNAL),
    row(Act.DOUBT_IDENTITY, UNDECIDED, None, OFFICERS, while_held=True, basis=INTERNAL),
    row(Act.ALLEGE, UNDECIDED, None, OFFICERS, basis=_("Pasal 33 PP 94/2021: keputusan menyebut pelanggarannya")),
    # Clarification: an internal step with an internal clock; it never prevents a summons
    row(Act.REQUEST_CLARIFICATION, Status.REPORTED, Status.CLARIFICATION, OFFICERS, primary=True,
        stops=(ClockStep.INTAKE,), starts=(ClockStep.CLARIFY,), basis=INTERNAL),
    row(Act.RECORD_CLARIFICATION, Status.CLARIFICATION, Status.CLARIFIED, (*OFFICERS, SYSTEM), primary=True,
        stops=(ClockStep.CLARIFY,), starts=(ClockStep.CHOOSE_ROUTE,), basis=INTERNAL),
    # The category on the day of the event determines the possible routes
    row(Act.CHOOSE_ROUTE, BEFORE_ROUTE, Status.ROUTED, ROUTE_CHOOSERS, routes=EXAMINED, primary=True,
        stops=(ClockStep.INTAKE, ClockStep.CLARIFY, ClockStep.CHOOSE_ROUTE), starts=(ClockStep.SUMMON,), confirmed=True, basis=_("Pasal 26 PP 94/2021; PP 42/2004; kontrak")),
    row(Act.CHOOSE_ROUTE, BEFORE_ROUTE, Status.COACHING, ROUTE_CHOOSERS, routes=frozenset({Route.COACHING}),
        stops=(ClockStep.INTAKE, ClockStep.CLARIFY, ClockStep.CHOOSE_ROUTE), starts=(ClockStep.COACH,), confirmed=True, basis=_("pembinaan atasan langsung")),
    row(Act.CHOOSE_ROUTE, BEFORE_ROUTE, Status.CLOSED, ROUTE_CHOOSERS, routes=frozenset({Route.NO_ACTION}),
        stops=(ClockStep.INTAKE, ClockStep.CLARIFY, ClockStep.CHOOSE_ROUTE), basis=INTERNAL),
    row(Act.RECORD_COACHING, Status.COACHING, Status.CLOSED, OFFICERS, primary=True, stops=(ClockStep.COACH,), basis=_("pembinaan atasan langsung")),
    # Examination
    row(Act.FORM_PANEL, UNDER_EXAMINATION, None, PANEL_MAKERS, routes=EXAMINED, basis=_("Pasal 29 PP 94/2021")),
    row(Act.REPLACE_MEMBER, UNDER_EXAMINATION, None, PANEL_MAKERS, routes=EXAMINED, basis=_("Pasal 29 PP 94/2021")),
    row(Act.DECLARE_CONFLICT, UNDER_EXAMINATION, None, PANEL_MAKERS, routes=EXAMINED, basis=INTERNAL),
    row(Act.SUMMON, frozenset({Status.ROUTED, Status.ABSENT}), Status.SUMMONED, EXAMINERS, routes=STATUTORY, primary=True,
        stops=(ClockStep.SUMMON, ClockStep.SECOND_SUMMONS), starts=(ClockStep.FIRST_SUMMONS,), confirmed=True, basis=_("Pasal 26 ayat (1) dan (3) PP 94/2021")),
    row(Act.SUMMON, frozenset({Status.ROUTED, Status.ABSENT}), Status.SUMMONED, EXAMINERS, routes=INFORMAL,
        stops=(ClockStep.SUMMON,), starts=(ClockStep.RECORD_HEARING,), confirmed=True, basis=_("Pasal 18 PP 42/2004; kontrak")),
    row(Act.POSTPONE_HEARING, Status.SUMMONED, None, EXAMINERS, routes=EXAMINED, confirmed=True, basis=_("surat baru mengganti yang ditunda; aturan internal")),
    row(Act.REPLACE_SUMMONS, Status.SUMMONED, None, EXAMINERS, routes=EXAMINED, confirmed=True, basis=_("surat keliru ditarik dan disimpan; aturan internal")),
    row(Act.RECORD_RECEIPT, frozenset({Status.SUMMONED, Status.HEARD, Status.FINDINGS}), None, EXAMINERS, routes=EXAMINED, basis=_("Pasal 26 PP 94/2021")),
    row(Act.RECORD_ABSENCE, Status.SUMMONED, Status.ABSENT, EXAMINERS, routes=STATUTORY, stops=(ClockStep.FIRST_SUMMONS,), starts=(ClockStep.SECOND_SUMMONS,),
        basis=_("Pasal 26 ayat (3) PP 94/2021")),
    row(Act.RECORD_ABSENCE, Status.SUMMONED, Status.ABSENT, EXAMINERS, routes=INFORMAL, stops=(ClockStep.RECORD_HEARING,), starts=(ClockStep.SUMMON,), basis=_("aturan majelis; kontrak")),
    row(Act.HOLD_HEARING, Status.SUMMONED, Status.HEARD, EXAMINERS, routes=STATUTORY, primary=True, stops=(ClockStep.FIRST_SUMMONS,), starts=(ClockStep.REPORT_FINDINGS,),
        basis=_("Pasal 27 PP 94/2021")),
    row(Act.HOLD_HEARING, Status.ABSENT, Status.HEARD, EXAMINERS, routes=STATUTORY,
        stops=(ClockStep.SECOND_SUMMONS, ClockStep.REPORT_FINDINGS), starts=(ClockStep.REPORT_FINDINGS,),
        basis=_("Pasal 27 PP 94/2021: terperiksa datang atau bersedia diperiksa daring")),
    row(Act.HOLD_HEARING, frozenset({Status.ROUTED, Status.SUMMONED, Status.ABSENT}), Status.HEARD, EXAMINERS, routes=INFORMAL, primary=True,
        stops=(ClockStep.SUMMON, ClockStep.RECORD_HEARING), starts=(ClockStep.REPORT_FINDINGS,), basis=_("PP 42/2004; kontrak")),
    row(Act.HOLD_HEARING, Status.HEARD, None, EXAMINERS, routes=EXAMINED, basis=_("pemeriksaan lanjutan, Pasal 27 PP 94/2021")),
    row(Act.CALL_WITNESS, UNDER_EXAMINATION - {Status.FINDINGS}, None, EXAMINERS, routes=EXAMINED, confirmed=True, basis=THIRD_PARTIES),
    row(Act.HEAR_WITNESS, UNDER_EXAMINATION - {Status.FINDINGS}, None, EXAMINERS, routes=EXAMINED, basis=THIRD_PARTIES),
    row(Act.HOLD_HEARING, Status.FINDINGS, Status.HEARD, EXAMINERS, routes=EXAMINED,
        stops=(ClockStep.DECIDE, ClockStep.ANSWER_FINDINGS), starts=(ClockStep.REPORT_FINDINGS,),
        basis=_("Pasal 27 dan 29 PP 94/2021: diperiksa lagi, mis. oleh tim, sebelum diputus")),
    row(Act.REPORT_FINDINGS, Status.HEARD, Status.FINDINGS, EXAMINERS, routes=EXAMINED, primary=True,
        stops=(ClockStep.REPORT_FINDINGS,), starts=(ClockStep.DECIDE,), basis=_("Pasal 27 PP 94/2021; PP 42/2004; kontrak")),
    row(Act.REPORT_FINDINGS, Status.ABSENT, Status.FINDINGS, EXAMINERS, routes=EXAMINED,
        stops=(ClockStep.SECOND_SUMMONS, ClockStep.SUMMON, ClockStep.REPORT_FINDINGS), starts=(ClockStep.DECIDE,), basis=_("Pasal 26 ayat (4) PP 94/2021: diputus atas bukti yang ada")),
    row(Act.REFER_TO_DISCIPLINE, frozenset({Status.HEARD, Status.FINDINGS}), Status.ROUTED, ROUTE_CHOOSERS, routes=frozenset({Route.ETHICS}),
        becomes=Route.DISCIPLINE, stops=(ClockStep.REPORT_FINDINGS, ClockStep.DECIDE), starts=(ClockStep.SUMMON,),
        basis=_("Pasal 15–16 PP 42/2004; diperiksa lagi menurut Pasal 26–29 PP 94/2021")),
    row(Act.RETURN_FINDINGS, Status.FINDINGS, Status.HEARD, DECIDERS, routes=EXAMINED,
        stops=(ClockStep.DECIDE, ClockStep.ANSWER_FINDINGS), starts=(ClockStep.REPORT_FINDINGS,),
        basis=_("Pasal 10 UU 30/2014 (kecermatan): hasil pemeriksaan dilengkapi sebelum diputus; aturan internal")),
    row(Act.INVITE_REPLY, Status.FINDINGS, None, EXAMINERS, routes=EXAMINED, starts=(ClockStep.ANSWER_FINDINGS,), basis=_("hak didengar, Pasal 7 ayat (2) huruf f UU 30/2014; jangka waktunya aturan internal")),
    row(Act.RECORD_REPLY, Status.FINDINGS, None, EXAMINERS, routes=EXAMINED, stops=(ClockStep.ANSWER_FINDINGS,), basis=_("hak didengar, Pasal 7 ayat (2) huruf f UU 30/2014")),
    # Decision and what follows
    row(Act.ASK_CONCURRENCE, Status.FINDINGS, None, DECIDERS, routes=EXAMINED, basis=_("Pasal 10 UU 30/2014: pejabat kedua diminta dan diberi tahu")),
    row(Act.CONCUR, Status.FINDINGS, None, DECIDERS, routes=EXAMINED,
        basis=_("Pasal 9–14 PP 94/2021; Pasal 10 UU 30/2014: yang ditetapkan hukum ditinggalkan dengan persetujuan pejabat kedua")),
    row(Act.DECIDE, Status.FINDINGS, Status.DECIDED, DECIDERS, routes=EXAMINED, primary=True,
        stops=(ClockStep.DECIDE, ClockStep.ANSWER_FINDINGS), starts=(ClockStep.DELIVER,), confirmed=True, basis=_("Pasal 16–25 dan 33 PP 94/2021; peraturan kontrak")),
    row(Act.MISS_DELIVERY, Status.DECIDED, None, AGENCY_FIRST, routes=EXAMINED, stops=(ClockStep.SEND,), starts=(ClockStep.SEND,),
        basis=_("Pasal 37 PP 94/2021")),
    row(Act.SEND_DECISION, Status.DECIDED, None, AGENCY_FIRST, routes=EXAMINED, stops=(ClockStep.SEND, ClockStep.DELIVER),
        basis=_("Pasal 37 PP 94/2021; Pasal 49 ayat (8) PerBKN 6/2022")),
    row(Act.DELIVER, Status.DECIDED, Status.DELIVERED, AGENCY_FIRST, routes=STATUTORY, primary=True,
        stops=(ClockStep.DELIVER, ClockStep.SEND), starts=(ClockStep.TAKE_EFFECT,), basis=_("Pasal 37 PP 94/2021")),
    row(Act.DELIVER, Status.DECIDED, Status.IN_FORCE, AGENCY_FIRST, routes=INFORMAL, primary=True,
        stops=(ClockStep.DELIVER, ClockStep.SEND), starts=(ClockStep.COMPLETE,), basis=_("berlaku sejak diterima")),
    row(Act.TAKE_EFFECT, Status.DELIVERED, Status.IN_FORCE, (BKPSDM, SYSTEM), routes=STATUTORY, primary=True, stops=(ClockStep.TAKE_EFFECT,),
        starts=(ClockStep.COMPLETE,), basis=_("Pasal 38 PP 94/2021: hari kerja ke-15 sejak diterima")),
    row(Act.FILE_REMEDY, frozenset({Status.DELIVERED, Status.IN_FORCE, Status.CLOSED}), Status.CONTESTED, BKPSDM_FIRST, routes=CONTESTABLE,
        stops=(ClockStep.TAKE_EFFECT, ClockStep.COMPLETE), reaches_back=True, closed_as=SERVED,
        basis=_("PP 79/2021: hari diterimanya yang dihitung")),
    row(Act.RECORD_SILENCE, Status.CONTESTED, None, RULERS, routes=CONTESTABLE, basis=_("PP 79/2021; Pasal 77 UU 30/2014 (perlu verifikasi)")),
    row(Act.POSTPONE_RULING, Status.CONTESTED, None, RULERS, routes=CONTESTABLE, basis=_("PP 79/2021")),
    row(Act.ANSWER_APPEAL, Status.CONTESTED, None, RULERS, routes=STATUTORY, stops=(ClockStep.ANSWER_APPEAL,),
        basis=_("Pasal 13 PP 79/2021")),
    row(Act.UPHOLD, Status.CONTESTED, Status.IN_FORCE, RULERS, routes=CONTESTABLE, primary=True,
        stops=REMEDY_CLOCKS, starts=(ClockStep.COMPLETE,), basis=_("PP 79/2021; Pasal 38 PP 94/2021")),
    row(Act.CHANGE, Status.CONTESTED, Status.FINDINGS, RULERS, routes=CONTESTABLE,
        stops=REMEDY_CLOCKS, starts=(ClockStep.DECIDE,), basis=_("PP 79/2021")),
    row(Act.ANNUL, frozenset({Status.DECIDED, Status.DELIVERED, Status.CONTESTED, Status.IN_FORCE}), Status.CLOSED, RULERS, routes=EXAMINED,
        stops=REMEDY_CLOCKS, basis=_("PP 79/2021")),
    row(Act.SEND_PAYROLL_NOTE, Status.IN_FORCE, None, AGENCY_FIRST, routes=EXAMINED, basis=_("Pasal 8 dan 39 PP 94/2021")),
    row(Act.COMPLETE, Status.IN_FORCE, Status.CLOSED, (*AGENCY_FIRST, SYSTEM), routes=EXAMINED, primary=True,
        stops=(ClockStep.COMPLETE,), basis=_("Pasal 39 PP 94/2021")),
    # A higher body or a court, also after the sanction was served
    row(Act.ANNUL, Status.CLOSED, Status.CLOSED, RULERS, routes=EXAMINED, closed_as=SERVED, basis=_("putusan lembaga di atasnya")),
    row(Act.OVERTURN, frozenset({Status.IN_FORCE, Status.CLOSED}), Status.FINDINGS, RULERS, routes=EXAMINED, closed_as=SERVED,
        stops=(ClockStep.COMPLETE,), starts=(ClockStep.DECIDE,), basis=_("putusan lembaga di atasnya")),
    # Closing early, holding, reopening
    row(Act.CLOSE_EARLY, UNDECIDED, Status.CLOSED, PANEL_MAKERS, while_held=True, basis=INTERNAL),
    row(Act.RESIGN, OPEN, Status.CLOSED, BKPSDM_FIRST, while_held=True, reaches_back=True, basis=_("Pasal 238 PP 11/2017: ditolak selama diperiksa atas dugaan berat")),
    row(Act.LEAVE_SERVICE, OPEN, Status.CLOSED, BKPSDM_FIRST, while_held=True, reaches_back=True, basis=_("Pasal 52 ayat (3) UU 20/2023; PerBKN 6/2022 (perlu verifikasi)")),
    row(Act.REOPEN, Status.CLOSED, Status.REPORTED, ABOVE_AGENCIES, starts=(ClockStep.INTAKE,), basis=INTERNAL),
    # Acts that do not move the path
    row(Act.HOLD, OPEN, None, EVERYBODY, basis=_("aturan internal: hanya tenggat internal yang dijeda")),
    row(Act.RESUME, OPEN, None, EVERYBODY, while_held=True, basis=INTERNAL),
    row(Act.IMPOSE_INTERIM, UNDER_EXAMINATION - {Status.ROUTED}, None, ROUTE_CHOOSERS, routes=STATUTORY, while_held=True, confirmed=True,
        basis=_("Pasal 31 PP 94/2021")),
    row(Act.END_INTERIM, ALL - BEFORE_ROUTE - {Status.ROUTED, Status.COACHING}, None, ROUTE_CHOOSERS, routes=STATUTORY, while_held=True, basis=_("Pasal 31 PP 94/2021")),
    row(Act.IMPOSE_DUTY, OPEN - {Status.REPORTED}, None, OFFICERS, while_held=True, confirmed=True, basis=_("kewajiban di samping sanksi atau pembinaan; aturan daerah, tidak diatur PP 94/2021")),
    row(Act.END_DUTY, ALL - {Status.REPORTED}, None, OFFICERS, while_held=True, basis=_("aturan internal: dipenuhi dengan bukti, atau dihapuskan dengan alasan")),
    row(Act.REHABILITATE, Status.CLOSED, None, AGENCY_FIRST, closed_as=CLEARED, basis=_("tidak terbukti, salah orang, atau keputusan dibatalkan: nama baik dipulihkan")),
    row(Act.RECORD_FACT, ALL, None, EVERYBODY, while_held=True, basis=_("aturan internal: catatan, tidak pernah mengakhiri perkara")),
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class CaseAct:
    """An act on a whole case, or on a row of it: its roles and its legal basis."""

    act: Act
    roles: tuple[Role, ...]
    basis: "StrOrPromise"


WRITERS = Right.WRITE_LETTER.roles
MINUTES = _("berita acara pemeriksaan: lampiran PerBKN 6/2022")
CONFLICTS = _("Pasal 42–45 UU 30/2014: benturan kepentingan")
CARE = _("Pasal 10 UU 30/2014: kecermatan dan ketidakberpihakan")
PAPERS = _("paraf: tata naskah dinas, bila diatur pemerintah daerah")
PERSONAL_DATA = _("Pasal 5–13, 30, 32 dan 41 UU 27/2022: hak subjek data pribadi")
ARCHIVES = _("PP 28/2012 dan Perka ANRI 37/2016 (penyusutan arsip); Pasal 43 UU 27/2022")

CASE_ACTS: tuple[CaseAct, ...] = (
    # Event and people
    CaseAct(Act.REPORT, Right.RECORD_INCIDENT.roles, INTERNAL),
    CaseAct(Act.ATTACH_REPORT, Right.RECORD_INCIDENT.roles, INTERNAL),
    CaseAct(Act.WITHDRAW_REPORT, OFFICERS, INTERNAL),
    CaseAct(Act.IMPORT_CASE, Right.IMPORT_PAST_CASES.roles, INTERNAL),
    CaseAct(Act.ADD_RESPONDENT, EVERYBODY, INTERNAL),
    CaseAct(Act.RECORD_DATE, EVERYBODY, INTERNAL),
    CaseAct(Act.ADD_CLAIM, EVERYBODY, INTERNAL),
    # Evidence
    CaseAct(Act.ADD_EVIDENCE, EVERYBODY, INTERNAL),
    CaseAct(Act.REQUEST_EVIDENCE, EVERYBODY, INTERNAL),
    CaseAct(Act.END_EVIDENCE_REQUEST, EVERYBODY, INTERNAL),
    # Supervision and public statements
    CaseAct(Act.INSTRUCT, (LEADER, BKPSDM, INSPECTOR), INTERNAL),
    CaseAct(Act.ANSWER_INSTRUCTION, EVERYBODY, INTERNAL),
    CaseAct(Act.RECUSE, EVERYBODY, CONFLICTS),
    CaseAct(Act.LIFT_RECUSAL, ABOVE_AGENCIES, CONFLICTS),
    CaseAct(Act.PROPOSE_ACT, EVERYBODY, CARE),
    CaseAct(Act.CONFIRM_ACT, EVERYBODY, CARE),
    CaseAct(Act.DECLINE_ACT, EVERYBODY, CARE),
    CaseAct(Act.RECORD_OUTSIDE_REPORT, EVERYBODY, INTERNAL),
    CaseAct(Act.ANSWER_OUTSIDE_REPORT, ABOVE_AGENCIES, INTERNAL),
    CaseAct(Act.RECORD_STATEMENT, EVERYBODY, INTERNAL),
    CaseAct(Act.PROPOSE_JOINT, SUPERVISORS, TWO_BODIES),
    CaseAct(Act.ANSWER_JOINT, SUPERVISORS, TWO_BODIES),
    CaseAct(Act.END_JOINT, SUPERVISORS, TWO_BODIES),
    CaseAct(Act.ESCALATE, (SYSTEM,), _("Pasal 26 dan 28 PP 94/2021: atasan yang tahu wajib menindaklanjuti")),
    CaseAct(Act.RETURN_LEVEL, (SYSTEM,), INTERNAL),
    CaseAct(Act.EXPLAIN_BACK_DATING, EVERYBODY, INTERNAL),
    CaseAct(Act.EXPLAIN_TURN, EVERYBODY, INTERNAL),
    # Links
    CaseAct(Act.LINK_REGULATION, EVERYBODY, INTERNAL),
    CaseAct(Act.LINK_CASE, EVERYBODY, INTERNAL),
    CaseAct(Act.MERGE_CASE, OFFICERS, INTERNAL),
    CaseAct(Act.UNDO_MERGE, OFFICERS, INTERNAL),
    # The person concerned, and what ends
    CaseAct(Act.GIVE_ACCESS, EVERYBODY, PERSONAL_DATA),
    CaseAct(Act.ASK_ABOUT_DATA, (SYSTEM,), PERSONAL_DATA),
    CaseAct(Act.ANSWER_DATA_REQUEST, ABOVE_AGENCIES, PERSONAL_DATA),
    *(CaseAct(act, ABOVE_AGENCIES, ARCHIVES) for act in (Act.PLACE_LEGAL_HOLD, Act.LIFT_LEGAL_HOLD, Act.DESTROY)),
    # Letters
    CaseAct(Act.FREEZE_MINUTES, EXAMINERS, MINUTES),
    CaseAct(Act.CORRECT_MINUTES, EXAMINERS, MINUTES),
    CaseAct(Act.SIGN_MINUTES, EXAMINERS, MINUTES),
    CaseAct(Act.REFUSE_SIGNATURE, EXAMINERS, MINUTES),
    CaseAct(Act.ADD_TO_MINUTES, EXAMINERS, MINUTES),
    CaseAct(Act.HAND_OVER_MINUTES, EXAMINERS, MINUTES),
    CaseAct(Act.ADD_SIGNED_COPY, EXAMINERS, _("naskah yang ditandatangani disimpan: tata naskah dinas")),
    *(CaseAct(act, WRITERS, PAPERS) for act in (Act.PROPOSE_LETTER, Act.APPROVE_LETTER, Act.RETURN_LETTER)),
    CaseAct(Act.ISSUE_LETTER, WRITERS, _("bentuk surat: lampiran PerBKN 6/2022 dan tata naskah dinas")),
    CaseAct(Act.WITHDRAW_LETTER, WRITERS, _("surat keliru ditarik dan disimpan: tata naskah dinas")),
    # After the decision
    CaseAct(Act.RECORD_IDIS, AGENCY_FIRST, _("pencatatan dalam sistem disiplin nasional")),
    CaseAct(Act.RESTORE, AGENCY_FIRST, _("Pasal 40 PP 94/2021; PP 79/2021")),
)


def may_take(user: User, act: Act) -> bool:
    """Whether the role of the account may take an act on a case."""
    return user.role in next(row.roles for row in CASE_ACTS if row.act == act)


def rows_from(status: str, route: str, closing_reason: str = "") -> tuple[Transition, ...]:
    """The rows for this stage and route; before a route is chosen, those of any route."""
    return tuple(
        step
        for step in TRANSITIONS
        if status in step.sources
        and (not route or route in step.routes or step.act == Act.CHOOSE_ROUTE)
        and (status != Status.CLOSED or not step.closed_as or closing_reason in step.closed_as)
    )


def next_step(status: str, route: str, *, identified: bool = True, called_in_vain: bool = False) -> Transition | None:
    """The row that a stage offers first; None if the path is closed.

    An unidentified person has to be identified first. A person who missed two summonses is not summoned again.
    """
    if called_in_vain and status == Status.ABSENT:
        return next(step for step in rows_from(status, route) if step.act == Act.REPORT_FINDINGS)
    if not identified and status in BEFORE_ROUTE:
        return next(step for step in TRANSITIONS if step.act == Act.IDENTIFY)
    steps = [step for step in rows_from(status, route) if step.primary]
    # The route may be chosen early, but the clarification is offered first.
    if status in (Status.REPORTED, Status.CLARIFICATION):
        steps = [step for step in steps if step.act != Act.CHOOSE_ROUTE]
    return steps[0] if steps else None


def turn(step: Transition | None, level: int, without: Collection[str] = ()) -> str:
    """Who has to take a step: its first role, or the role of the level to which the case was escalated.

    ``without``: roles whose accounts all have a conflict of interest; the next role above of the step takes their
    place, or one below if there is none.
    """
    if step is None:
        return ""
    first = step.roles[0]
    able = [role for role in step.roles if role not in without] or [first]
    above = [role for role in able if (role.level or 0) >= (first.level or 0)]
    ordinary = first if first in able else min(above, key=lambda role: role.level or 0, default=able[0])
    held = [role for role in able if role.level is not None and role.level <= level]
    highest = max(held, key=lambda role: role.level or 0, default=ordinary)
    return max(ordinary, highest, key=lambda role: role.level or 0).value
