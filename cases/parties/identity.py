"""The certainty of an identity: suspected, confirmed by the unit, confirmed by the person; and doubts (decision 23)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import CERTAINTIES, Act, ClosingReason, Correction, Identity, IdentityNote, Respondent, User
from cases.procedure import workflow
from cases.procedure.refusals import Mend, RuleViolation

WRONGLY_NAMED = (ClosingReason.WRONG_PERSON, ClosingReason.IMPERSONATION)


@transaction.atomic
def confirm_identity(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    kind: str,
    said_by: str,
    how: str,
    version: int | None = None,
) -> IdentityNote:
    """Confirm the identity by the unit or the person. From then on letters may be sent. Internal rule."""
    respondent = workflow.advance(
        respondent, Act.CONFIRM_IDENTITY, actor=actor, at=at, on=on, version=version, note=f"{said_by}: {how}"
    )
    if not respondent.is_identified:
        raise RuleViolation(_("Kenali dulu siapa orangnya."), mend=Mend.by(Act.IDENTIFY, respondent))
    if kind not in CERTAINTIES:
        raise RuleViolation(_("Pilih unit kerja atau yang bersangkutan."))
    note = IdentityNote(respondent=respondent, recorded_by=actor, kind=kind, said_by=said_by, how=how, on=on)
    return _note(note, Identity(kind))


@transaction.atomic
def doubt_identity(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    kind: str,
    said_by: str,
    how: str,
    version: int | None = None,
) -> IdentityNote:
    """Record a doubt (wrong unit or person, cloned or hacked account, misleading uniform): no letter until confirmed
    again.

    The doubt is stored beside earlier statements. It is resolved by a new confirmation or by closing the path.
    """
    respondent = workflow.advance(
        respondent, Act.DOUBT_IDENTITY, actor=actor, at=at, on=on, version=version, note=f"{said_by}: {how}"
    )
    if kind in CERTAINTIES:
        raise RuleViolation(_("Pilih apa yang diragukan."))
    note = IdentityNote(respondent=respondent, recorded_by=actor, kind=kind, said_by=said_by, how=how, on=on)
    return _note(note, Identity.SUSPECTED)


def _note(note: IdentityNote, identity: Identity) -> IdentityNote:
    note.respondent.identity = identity
    note.respondent.save(update_fields=["identity"])
    note.save(force_insert=True)
    return note


def correct(respondent: Respondent, *, on: dt.date) -> Correction | None:
    """The letter of correction that a wrongly named person is owed when the path closes; None otherwise."""
    if respondent.employee is None or respondent.closing_reason not in WRONGLY_NAMED:
        return None
    reason = {
        ClosingReason.WRONG_PERSON: _("orang yang dimaksud dalam laporan itu bukan Saudara"),
        ClosingReason.IMPERSONATION: _("akun dalam laporan itu bukan milik atau tidak dikuasai Saudara"),
    }[ClosingReason(respondent.closing_reason)]
    text = _(
        "Dengan ini kami menyatakan bahwa nama Saudara %(name)s (%(number)s) pernah dicatat dalam laporan %(case)s. "
        "Setelah diperiksa, %(reason)s. Pencatatan terhadap Saudara telah diakhiri, tidak ada dugaan pelanggaran yang "
        "ditujukan kepada Saudara, dan catatan itu tidak dapat dijadikan dasar tindakan kepegawaian apa pun. "
        "Kami menyampaikan permohonan maaf atas kekeliruan ini."
    ) % {
        "name": respondent.employee.name,
        "number": respondent.employee.number or "–",
        "case": respondent.case.number,
        "reason": reason,
    }
    return Correction.objects.create(respondent=respondent, text=text, on=on)
