"""Objection and appeal (PP 79/2021): the sanction determines which one exists; each has its own clock."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.aftermath import serving
from cases.decisions import precedents
from cases.models import Act, Decision, Remedy, Respondent, User
from cases.procedure import clocks, workflow
from cases.procedure.refusals import RuleViolation
from cases.procedure.remedy_kinds import remedy_of
from cases.procedure.summary import refresh
from regulations.models import ClockStep, Dispute, Interpretation, Reading

DECIDING_STEP = {Remedy.Kind.OBJECTION: ClockStep.DECIDE_OBJECTION, Remedy.Kind.APPEAL: ClockStep.DECIDE_APPEAL}
APPEAL_BODY = "BPASN"
SILENCE = {
    True: gettext_lazy("Dianggap dikabulkan; pembatalannya ditetapkan (Pasal 77 UU 30/2014, perlu verifikasi)."),
    False: gettext_lazy("Keberatan tetap ditunggu putusannya; keputusan belum berlaku (PP 79/2021, perlu verifikasi)."),
}


@transaction.atomic
def file_remedy(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    grounds: str,
    addressee: str = "",
    version: int | None = None,
) -> Remedy:
    """Record an objection or appeal; the decision does not take effect while it is open (Pasal 38 PP 94/2021).

    ``on`` is the day of receipt, whenever it is recorded. If the decision took effect meanwhile, the effect is undone.
    """
    respondent = workflow.advance(
        respondent, Act.FILE_REMEDY, actor=actor, at=at, on=on, version=version, note=grounds[:200]
    )
    decision = respondent.standing_decision
    kind = remedy_of(decision)
    if not kind:
        raise RuleViolation(_("Terhadap keputusan ini tidak tersedia keberatan atau banding menurut PP 79/2021."))
    _check_window(decision, on)
    precedents.forget(respondent)
    serving.undo(decision, actor=actor, at=at, on=on)
    decision.effective_on = None
    decision.save(update_fields=["effective_on"])
    respondent.deadlines.filter(limit__step=ClockStep.NEXT_STEP).cancel(on)  # the clocks of the remedy replace them
    clocks.start(respondent, DECIDING_STEP[kind], on=on)
    if kind == Remedy.Kind.APPEAL:
        clocks.start(respondent, ClockStep.ANSWER_APPEAL, on=on)
    clocks.start_if_silent(respondent, on=on)
    refresh(respondent.case)
    addressee = addressee or (APPEAL_BODY if kind == Remedy.Kind.APPEAL else "")
    return Remedy.objects.create(decision=decision, kind=kind, filed_on=on, grounds=grounds, addressee=addressee)


def _check_window(decision: Decision, on: dt.date) -> None:
    if decision.remedies.exclude(kind=Remedy.Kind.RULING).exists():
        raise RuleViolation(_("Upaya administratif atas keputusan ini sudah diputus; sesudahnya ke pengadilan."))
    if on < decision.delivery.received_on:
        raise RuleViolation(_("Upaya administratif tidak mungkin diajukan sebelum keputusan diterima (PP 79/2021)."))
    if decision.remedy_until and on > decision.remedy_until:
        raise RuleViolation(
            _("Batas pengajuan %(day)s sudah lewat; tidak dapat diterima.")
            % {"day": f"{decision.remedy_until:%d/%m/%Y}"}
        )


@transaction.atomic
def answer_appeal(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, reply: str, version: int | None = None
) -> Remedy:
    """Record the PPK's answer to the appeal body, due 21 working days after its copy (Pasal 13 PP 79/2021)."""
    respondent = workflow.advance(
        respondent, Act.ANSWER_APPEAL, actor=actor, at=at, on=on, version=version, note=reply[:200]
    )
    remedy = open_remedy(respondent)
    if remedy.kind != Remedy.Kind.APPEAL:
        raise RuleViolation(_("Tanggapan PPK hanya untuk banding administratif (Pasal 13 PP 79/2021)."))
    if remedy.replied_on is not None:
        raise RuleViolation(_("Tanggapan atas banding ini sudah dicatat."))
    if on < remedy.filed_on:
        raise RuleViolation(_("Tanggapan tidak mungkin sebelum banding diajukan."))
    remedy.replied_on, remedy.reply = on, reply
    remedy.save(update_fields=["replied_on", "reply"])
    return remedy


@transaction.atomic
def record_silence(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, version: int | None = None
) -> Remedy:
    """Record that nobody answered the objection in 21 working days; the consequence is a disputed reading (decision
    11).

    Only for an objection: the board of appeal rules even without an answer (Pasal 13 PP 79/2021).
    """
    respondent = workflow.advance(respondent, Act.RECORD_SILENCE, actor=actor, at=at, on=on, version=version)
    remedy = open_remedy(respondent)
    clock = respondent.deadlines.filter(limit__step=ClockStep.DECIDE_OBJECTION).last()
    if remedy.kind != Remedy.Kind.OBJECTION or clock is None:
        raise RuleViolation(
            _("Lewat waktu tanpa putusan hanya berakibat pada keberatan; putusan banding tetap ditunggu (PP 79/2021).")
        )
    if on <= clock.due_on:
        raise RuleViolation(
            _("Batas memutus keberatan baru lewat sesudah %(day)s.") % {"day": f"{clock.due_on:%d/%m/%Y}"}
        )
    region = respondent.case.government.region
    reading = Interpretation.objects.chosen(Dispute.OBJECTION_SILENCE, on, region)
    remedy.silent_on, remedy.silence_effect = on, str(SILENCE[reading == Reading.GRANTED])
    remedy.save(update_fields=["silent_on", "silence_effect"])
    return remedy


def open_remedy(respondent: Respondent) -> Remedy:
    """The remedy without a ruling, if any."""
    return Remedy.objects.select_related("decision").get(decision__respondent=respondent, decided_on__isnull=True)
