"""Recusals: made for oneself, or for another account by two officials; lifted by two officials.

Pasal 42-45 UU 30/2014: an official with a conflict of interest does not act; the superior is told.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.messages.outbox import Message, notify, notify_all
from cases.messages.wording import texts_of
from cases.models import Act, Case, IncomingReport, Notification, Recusal, Role, User
from cases.procedure import two_people
from cases.procedure.accounts import Asked, accounts_for, own_accounts_for
from cases.procedure.case_acts import begin_case_act
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from cases.procedure.summary import refresh
from cases.procedure.two_people import Kind


@transaction.atomic
def recuse(
    *, case: Case, actor: User, at: dt.datetime, on: dt.date, user: User, reason: str, is_statement: bool = False
) -> Recusal:
    """Recuse oneself from a case; or another account (BKPSDM, Inspectorate), which a second official confirms.

    The account no longer sees the case. It is told, and so are those who go on, and who follows on an empty level.
    ``is_statement``: the other person's own statement, which any officer may write down.
    Raises NotAllowed, RuleViolation, and NeedsSecond for another account that nobody has confirmed.
    """
    case = begin_case_act(case, Act.RECUSE, actor=actor, at=at, on=on, note=f"{user}: {reason}"[:200])
    if user.pk != actor.pk and not is_statement and not may(actor, Right.RECUSE_OTHERS):
        raise NotAllowed(_("Hanya BKPSDM atau Inspektorat yang dapat menarik petugas lain."))
    if user.government_id != case.government_id:
        raise RuleViolation(_("Petugas itu bukan dari pemerintah daerah ini."))
    if Recusal.objects.of(user).filter(case=case).exists():
        raise RuleViolation(_("Petugas itu sudah mundur dari kasus ini."))
    empty = level_left_empty(case, user)
    if user.pk != actor.pk:
        two_people.require(
            Kind.RECUSAL, actor=actor, at=at, government=case.government, case=case,
            summary=_in_words(case, user, reason, empty),
            payload={"user": user.pk, "reason": reason, "on": on.isoformat(), "is_statement": is_statement},
            of=case, user=user, reason=reason, on=on,
        )  # fmt: skip
    made = Recusal.objects.create(case=case, user=user, reason=reason, on=on)
    close_to(user, case, at)
    refresh(case)
    _tell_the_recused(made, at)
    _tell_the_others(made, empty, at)
    return made


@transaction.atomic
def lift_recusal(*, case: Case, actor: User, at: dt.datetime, on: dt.date, recusal: Recusal, reason: str) -> Recusal:
    """End a recusal, confirmed by a second official. Raises NotAllowed, RuleViolation, NeedsSecond."""
    case = begin_case_act(case, Act.LIFT_RECUSAL, actor=actor, at=at, on=on, note=f"{recusal.user}: {reason}"[:200])
    locked = Recusal.objects.select_for_update(of=("self",), no_key=True).select_related("user").get(pk=recusal.pk)
    if locked.lifted_on is not None or locked.case_id != case.pk:
        raise RuleViolation(_("Penarikan ini sudah dicabut."))
    if on < locked.on:
        raise RuleViolation(_("Tanggal tidak boleh sebelum penarikannya."))
    summary = _("%(who)s kembali menangani %(number)s: %(reason)s")
    two_people.require(
        Kind.LIFTING, actor=actor, at=at, government=case.government, case=case,
        summary=summary % {"who": locked.user, "number": case.number, "reason": reason},
        payload={"recusal": locked.pk, "reason": reason, "on": on.isoformat()}, of=locked, reason=reason, on=on,
    )  # fmt: skip
    locked.lifted_on, locked.lifted_because = on, reason
    locked.save(update_fields=["lifted_on", "lifted_because"])
    refresh(case)
    _tell_the_recused(locked, at)
    return locked


@transaction.atomic
def recuse_from_report(*, report: IncomingReport, actor: User, at: dt.datetime, reason: str) -> Recusal:
    """Step back from a report that is no case yet. It stays so in the case that it becomes. Raises NotAllowed."""
    locked = IncomingReport.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    if not IncomingReport.objects.visible_to(actor).filter(pk=locked.pk).exists():
        raise NotAllowed(_("Laporan ini bukan bagian pekerjaan Anda."))
    made = Recusal.objects.create(report=locked, user=actor, reason=reason, on=locked.government.local_date(at))
    left = [user for user in _sifters(locked) if IncomingReport.objects.visible_to(user).filter(pk=locked.pk).exists()]
    own = Q(government=locked.government_id, role=Role.ADMINISTRATOR, is_active=True)
    subject, body = texts_of("recusal", number=locked.number, empty="" if left else str(_("peninjau laporan")))
    kind = Notification.Kind.TASK if left else Notification.Kind.ALARM
    whom = left or User.objects.filter(own)
    path = reverse("incoming-report", args=[locked.pk]) if left else "/"
    cause = f"report-recusal:{made.pk}"
    notify(case=None, kind=kind, cause=cause, recipients=whom, subject=subject, body=body, at=at, path=path)
    return made


def take_along(report: IncomingReport, case: Case) -> None:
    """Whoever stepped back from a report stays out of the case that it became."""
    known = set(Recusal.objects.standing().filter(case=case).values_list("user_id", flat=True))
    Recusal.objects.bulk_create(
        Recusal(case=case, user_id=each.user_id, reason=each.reason, on=each.on)
        for each in report.recusals.standing()
        if each.user_id not in known
    )
    refresh(case)


def _sifters(report: IncomingReport) -> list[User]:
    roles = Right.SIFT_REPORTS.roles
    return list(User.objects.filter(government=report.government_id, role__in=roles, is_active=True))


def _in_words(case: Case, user: User, reason: str, empty: str) -> str:
    said = _("%(who)s tidak lagi menangani %(number)s: %(reason)s")
    warned = _("Perhatian: jenjang %(level)s menjadi kosong.") % {"level": empty} if empty else ""
    return f"{warned} {said % {'who': user, 'number': case.number, 'reason': reason}}".strip()


def level_left_empty(case: Case, without: User) -> str:
    """The role that nobody in this case could act for without this account; empty if somebody remains."""
    asked = Asked(without.role, case.government_id, case)
    able = own_accounts_for([asked])[asked]
    return str(Role(without.role).label) if able == [without] else ""


def close_to(user: User, case: Case, at: dt.datetime) -> None:
    """Messages on the case that wait for the account no longer leave, and no longer count as unread."""
    sent = Notification.objects.filter(recipient=user, case=case)
    sent.filter(read_at__isnull=True).update(read_at=at)
    sent.cancel(at, _("benturan kepentingan penerima"))


def _tell_the_recused(recusal: Recusal, at: dt.datetime) -> None:
    number = recusal.case.number if recusal.case else str(recusal.report)
    is_lifted = recusal.lifted_on is not None
    subject, body = texts_of("recused", number=number, is_lifted=is_lifted)
    cause = f"{'lifted' if is_lifted else 'recused'}:{recusal.pk}"
    kind = Notification.Kind.ACCOUNT
    notify(case=None, kind=kind, cause=cause, recipients=[recusal.user], subject=subject, body=body, at=at)


def _tell_the_others(recusal: Recusal, empty: str, at: dt.datetime) -> None:
    """Whoever acts in the place of the account; where its level is empty, the administrators as well."""
    case, user = recusal.case, recusal.user
    if case is None:
        return
    asked = Asked(user.role, case.government_id, case)
    subject, body = texts_of("recusal", number=case.number, empty=empty)
    kind = Notification.Kind.ALARM if empty else Notification.Kind.TASK
    going_on = accounts_for([asked])[asked]
    messages = [Message(kind, f"recusal:{recusal.pk}", going_on, subject=subject, body=body, case=case)]
    if empty:
        own = User.objects.filter(government=case.government_id, role=Role.ADMINISTRATOR, is_active=True)
        messages.append(Message(kind, f"recusal-empty:{recusal.pk}", own, subject=subject, body=body))
    notify_all(messages, at=at)
