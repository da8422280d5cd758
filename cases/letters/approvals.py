"""Paraf of a letter: proposed, approved by each official in order, returned with a reason, issued when complete."""

import dataclasses
import datetime as dt
from typing import Any, Unpack

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.letters.approval_chains import approvers_of
from cases.letters.drafting import draft as compose_draft
from cases.letters.drafting import known_of
from cases.letters.issuing import Order, allowed, issue_letter, reissue_letter
from cases.letters.records import Prepared, prepare
from cases.letters.witness_facts import PERSON
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import (
    Act,
    Approval,
    AskedOfficial,
    Case,
    Letter,
    LetterDraft,
    Notification,
    Respondent,
    Role,
    User,
)
from cases.procedure import audit
from cases.procedure.admission import barred
from cases.procedure.case_acts import lock_for_act
from cases.procedure.refusals import NotAllowed, RuleViolation
from lib.documents.document import Document
from regulations.models import ClockStep, TimeLimit


def whom_it_asks(respondent: Respondent, prepared: Prepared, words: dict[str, Any]) -> list[User]:
    """Who has to approve this letter, in order."""
    data = words | known_of(respondent, prepared, words)
    return approvers_of(respondent.case.government, prepared.used.form, data)


@transaction.atomic
def propose_letter(
    *,
    respondent: Respondent,
    code: str,
    number: str = "",
    replaces: Letter | None = None,
    reason: str = "",
    keeps_number: bool = False,
    **order: Unpack[Order],
) -> LetterDraft:
    """Lay a letter before those who have to approve it. It has no number, and nothing is issued yet.

    Raises RuleViolation as issuing does, and where an official of the order cannot act on this case.
    """
    case = lock_for_act(respondent.case, Act.PROPOSE_LETTER, actor=order["actor"], at=order["at"], on=order["on"])
    prepared = allowed(case, respondent, code, **order)
    officials = whom_it_asks(respondent, prepared, dict(order["words"]))
    if not officials:
        raise RuleViolation(_("Surat ini tidak memerlukan paraf; terbitkan langsung."))
    _check_officials(case, officials)
    document = compose_draft(respondent=respondent, author=order["actor"], prepared=prepared, words=order["words"])
    proposed = LetterDraft.objects.create(
        case=case, respondent=respondent, form=prepared.used.form, number=number, dated_on=prepared.on,
        words=dict(order["words"]), may_be_blank=order.get("may_be_blank", False), content=document.as_data(),
        replaces=replaces, reason=reason, keeps_number=keeps_number, waits_for=officials[0],
        made_by=order["actor"], made_at=order["at"],
    )  # fmt: skip
    Approval.objects.bulk_create(
        Approval(draft=proposed, position=place, official=official) for place, official in enumerate(officials, 1)
    )
    _record(proposed, Act.PROPOSE_LETTER, order["actor"], order["at"], ", ".join(map(str, officials)))
    _ask(proposed, officials[0], order["actor"], order["at"])
    return proposed


@transaction.atomic
def approve_letter(*, draft: LetterDraft, actor: User, at: dt.datetime) -> LetterDraft:
    """Give one's paraf. Raises RuleViolation out of turn, and for an account that is not asked."""
    locked, mine = _turn_of(draft, actor, at, Act.APPROVE_LETTER)
    mine.outcome, mine.on = Approval.Outcome.GIVEN, locked.case.agency.local_date(at)
    mine.save(update_fields=["outcome", "on"])
    locked.asked_officials.meet(mine.on)
    _record(locked, Act.APPROVE_LETTER, actor, at, "")
    following = locked.approvals.filter(outcome="").select_related("official").first()
    locked.waits_for = following.official if following else None
    locked.state = LetterDraft.State.WAITING if following else LetterDraft.State.APPROVED
    locked.save(update_fields=["waits_for", "state"])
    if following:
        _ask(locked, following.official, actor, at)
    else:
        _notify(locked, locked.made_by, at, "paraf_complete")
    return locked


@transaction.atomic
def return_letter(*, draft: LetterDraft, actor: User, at: dt.datetime, reason: str) -> LetterDraft:
    """Give a draft back, with the reason; whoever made it proposes another. Raises RuleViolation without a reason."""
    if not reason.strip():
        raise RuleViolation(_("Tulis alasan pengembalian."))
    locked, mine = _turn_of(draft, actor, at, Act.RETURN_LETTER)
    mine.outcome, mine.on = Approval.Outcome.RETURNED, locked.case.agency.local_date(at)
    mine.reason = reason.strip()
    mine.save(update_fields=["outcome", "on", "reason"])
    locked.asked_officials.meet(mine.on)
    locked.waits_for, locked.state = None, LetterDraft.State.RETURNED
    locked.save(update_fields=["waits_for", "state"])
    _record(locked, Act.RETURN_LETTER, actor, at, mine.reason)
    _notify(locked, locked.made_by, at, "paraf_returned")
    return locked


@transaction.atomic
def issue_draft(*, draft: LetterDraft, actor: User, at: dt.datetime) -> Letter:
    """Issue what was approved, under the day of its record or today's.

    Raises RuleViolation while a paraf is missing, with the names; and where the record says something else by now.
    """
    case = lock_for_act(draft.case, Act.ISSUE_LETTER, actor=actor, at=at)
    locked = LetterDraft.objects.select_for_update(of=("self",), no_key=True).get(pk=draft.pk)
    locked.case = case
    _check_complete(locked)
    _check_unchanged(locked)
    on = case.agency.local_date(at)
    order: Order = {"actor": actor, "at": at, "on": on, "words": locked.words, "may_be_blank": locked.may_be_blank}
    if locked.replaces is not None:
        letter = reissue_letter(
            letter=locked.replaces, reason=locked.reason, keeps_number=locked.keeps_number, approved=True, **order
        )
    else:
        person = locked.respondent
        letter = issue_letter(respondent=person, code=locked.form.code, number=locked.number, approved=True, **order)
    locked.state, locked.letter = LetterDraft.State.ISSUED, letter
    locked.save(update_fields=["state", "letter"])
    return letter


def _check_officials(case: Case, officials: list[User]) -> None:
    """Nobody waits for somebody who cannot come."""
    for official in officials:
        reads = official.is_active and Case.objects.visible_to(official).filter(pk=case.pk).exists()
        if not reads or barred(case, official):
            raise RuleViolation(
                _("%(who)s tidak dapat memaraf surat kasus ini; BKPSDM mengatur urutan paraf di Formulir surat.")
                % {"who": official}
            )


def _turn_of(draft: LetterDraft, actor: User, at: dt.datetime, act: Act) -> tuple[LetterDraft, Approval]:
    """The draft under lock with the approval that is now asked of this account."""
    lock_for_act(draft.case, act, actor=actor, at=at)
    locked = LetterDraft.objects.select_for_update(of=("self",), no_key=True).get(pk=draft.pk)
    if locked.waits_for_id != actor.pk:
        if locked.waits_for is None:
            raise RuleViolation(
                _("Konsep ini tidak menunggu paraf lagi: %(state)s.") % {"state": locked.get_state_display()}
            )
        raise NotAllowed(_("Giliran memaraf: %(who)s.") % {"who": locked.waits_for})
    return locked, locked.approvals.get(official=actor)


def _check_complete(draft: LetterDraft) -> None:
    if draft.state == LetterDraft.State.WAITING:
        missing = draft.approvals.filter(outcome="").select_related("official")
        names = ", ".join(str(approval.official) for approval in missing)
        raise RuleViolation(_("Belum dapat diterbitkan, menunggu paraf: %(names)s.") % {"names": names})
    if draft.state != LetterDraft.State.APPROVED:
        raise RuleViolation(_("Konsep ini %(state)s.") % {"state": str(draft.get_state_display()).lower()})


def _check_unchanged(draft: LetterDraft) -> None:
    """What was approved is what is issued: the record may have changed since."""
    named = str(draft.words.get(PERSON, ""))
    prepared = prepare(draft.respondent, draft.form.code, draft.dated_on, named)
    again = compose_draft(respondent=draft.respondent, author=draft.made_by, prepared=prepared, words=draft.words)
    if again != Document.from_data(draft.content):
        raise RuleViolation(_("Catatan yang mendasari surat ini berubah sesudah diparaf. Ajukan konsep baru."))


def document_of(draft: LetterDraft) -> Document:
    """The draft as it was laid before the officials; its foot names the key that the public page knows as a draft."""
    document = Document.from_data(draft.content)
    return dataclasses.replace(document, note=f"{document.note} · {_('konsep')} {draft.key}", number="", is_draft=True)


def _record(draft: LetterDraft, act: Act, actor: User, at: dt.datetime, note: str) -> None:
    on = draft.case.agency.local_date(at)
    note = f"{draft}: {note}" if note else str(draft)
    audit.record(draft.case, act, respondent=draft.respondent, actor=actor, at=at, on=on, note=note)


def _ask(draft: LetterDraft, official: User, actor: User, at: dt.datetime) -> None:
    """Ask the next official: a message, and a clock that reminds until the paraf is given or refused."""
    case, on = draft.case, draft.case.agency.local_date(at)
    limit = TimeLimit.objects.required_for(ClockStep.ANSWER_AS_OFFICIAL, "", on)
    level = Role(official.role).level or case.level
    clock = AskedOfficial(case=case, asked=official, asked_by=actor, draft=draft, level=level)
    clock.run(limit, on=on, calendar=case.agency.working_calendar()).save(force_insert=True)
    _notify(draft, official, at, "paraf_asked")


def _notify(draft: LetterDraft, to: User, at: dt.datetime, template: str) -> None:
    """A message gives form and case, no name."""
    subject, body = texts_of(template, title=f"{draft.form.form.name[:150]}, {draft.case.number}")
    cause = f"paraf:{draft.pk}:{draft.approvals.exclude(outcome='').count()}"
    path = reverse("letter-draft", args=[draft.key])
    notify(
        case=draft.case, kind=Notification.Kind.TASK, cause=cause, recipients=[to], subject=subject,
        body=body, at=at, path=path,
    )  # fmt: skip
