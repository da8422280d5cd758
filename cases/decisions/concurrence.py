"""A second official agrees, by his own account, that a decision leaves what the law fixes.

Asas kecermatan, Pasal 10 UU 30/2014.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.decisions.deliberation import Deliberation
from cases.decisions.deliberation_reading import deliberate
from cases.decisions.impediments import FEWEST_WORDS
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import (
    Act,
    AskedOfficial,
    Concurrence,
    Employee,
    Notification,
    Recusal,
    Respondent,
    Role,
    User,
)
from cases.procedure import clocks, workflow
from cases.procedure.refusals import Mend, NotAllowed, RuleViolation
from cases.procedure.table import TRANSITIONS
from regulations.models import ClockStep, SanctionType, TimeLimit


@transaction.atomic
def concur(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    sanction_type: SanctionType,
    reason: str,
    article: str,
    version: int | None = None,
) -> Concurrence:
    """Agree to one sanction before it is decided. Whoever agrees signs in himself, and is an employee in service.

    Raises NotAllowed for an account without such an employee, RuleViolation where nothing is left that the law fixes.
    """
    respondent = workflow.advance(
        respondent, Act.CONCUR, actor=actor, at=at, on=on, version=version, note=f"{sanction_type}: {reason}"[:200]
    )
    person = _person_of(actor, on)
    _check_needed(respondent, sanction_type, reason, on)
    agreed, is_new = Concurrence.objects.get_or_create(
        report=respondent.findings_reports.last(),
        sanction_type=sanction_type,
        by=actor,
        defaults={"person": person, "reason": reason, "article": article, "agreed_on": on, "agreed_at": at},
    )
    AskedOfficial.objects.filter(report=agreed.report, asked=actor, sanction_type=sanction_type).meet(on)
    if not is_new:
        raise RuleViolation(
            _("Anda sudah menyetujui “%(name)s”; keputusannya kini dapat dicatat akun lain.") % {"name": sanction_type},
            mend=Mend.by(Act.DECIDE, respondent),
        )
    return agreed


@transaction.atomic
def ask_concurrence(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    sanction_type: SanctionType,
    asked: User,
    note: str,
    version: int | None = None,
) -> AskedOfficial:
    """Ask one official, by name, to agree to a sanction: a message at once, then reminders until an answer.

    Raises RuleViolation for oneself, an account that cannot agree here, and where nothing is left that the law fixes.
    """
    respondent = workflow.advance(
        respondent, Act.ASK_CONCURRENCE, actor=actor, at=at, on=on, version=version, note=f"{asked}: {sanction_type}"
    )
    _check_needed(respondent, sanction_type, note, on)
    if asked == actor or asked not in possible_seconds(respondent):
        raise RuleViolation(_("Pilih pejabat lain yang aktif, dikenal sebagai pegawai, dan dapat membaca kasus ini."))
    report = respondent.findings_reports.last()
    if AskedOfficial.objects.running().filter(report=report, asked=asked, sanction_type=sanction_type).exists():
        raise RuleViolation(_("Pejabat itu sudah diminta dan belum menjawab."))
    limit = TimeLimit.objects.required_for(ClockStep.ANSWER_AS_OFFICIAL, respondent.category, on)
    asking = AskedOfficial(
        case=respondent.case, asked=asked, asked_by=actor, report=report, sanction_type=sanction_type, note=note[:300],
        level=Role(asked.role).level or respondent.case.level,
    )  # fmt: skip
    asking.run(limit, on=on, calendar=clocks.calendar_of(respondent)).save(force_insert=True)
    subject, body = texts_of("second_official", number=respondent.case.number, day=f"{asking.due_on:%d/%m/%Y}")
    notify(
        case=respondent.case, kind=Notification.Kind.TASK, cause=f"second-official:{asking.pk}", recipients=[asked],
        subject=subject, body=body, at=at, path=asking.path,
    )  # fmt: skip
    return asking


def possible_seconds(respondent: Respondent) -> list[User]:
    """The accounts that may agree: an employee behind each, no conflict of interest, the case within their view."""
    roles = next(step.roles for step in TRANSITIONS if step.act == Act.CONCUR)
    accounts = User.objects.filter(
        government_id=respondent.case.government_id, role__in=roles, is_active=True, employee__isnull=False
    )
    return [each for each in accounts.order_by("pk") if _reads(respondent, each)]


def _reads(respondent: Respondent, account: User) -> bool:
    return Respondent.objects.visible_to(account).filter(pk=respondent.pk).exists()


def _check_needed(respondent: Respondent, sanction_type: SanctionType, reason: str, on: dt.date) -> None:
    """The sanction is open here and leaves what the law fixes, and the agreement says why."""
    bearing = deliberate(respondent, on=on)
    if sanction_type not in bearing.sanctions:
        raise RuleViolation(_("“%(name)s” tidak terbuka di jalur ini (Pasal 8 PP 94/2021).") % {"name": sanction_type})
    if not bearing.grave(sanction_type):
        raise RuleViolation(
            _(
                "“%(name)s” tidak menyimpang dari yang ditetapkan hukum; persetujuan tidak diperlukan "
                "(Pasal 9–14 PP 94/2021)."
            )
            % {"name": sanction_type}
        )
    if len(reason.split()) < FEWEST_WORDS:
        raise RuleViolation(_("Uraikan mengapa Anda menyetujui; satu kata tidak cukup (Pasal 10 UU 30/2014)."))


def _person_of(account: User, on: dt.date) -> Employee:
    """The employee behind an account, in service on that day; elected officials have no staff record."""
    person = account.employee
    if person is None:
        raise NotAllowed(
            _("Akun Anda belum dihubungkan dengan pegawai. Pejabat kedua adalah pegawai yang dikenal; minta "
              "administrator menghubungkannya (Pasal 10 UU 30/2014).")
        )  # fmt: skip
    if person.has_left(on):
        raise NotAllowed(
            _("%(who)s tidak tercatat bekerja pada %(day)s; pejabat kedua masih menjabat (Pasal 10 UU 30/2014).")
            % {"who": person, "day": f"{on:%d/%m/%Y}"}
        )
    return person


def require_agreement(bearing: Deliberation, kind: SanctionType, official: Employee, recorder: User) -> Employee:
    """The second official: neither who decides, nor who records it, nor in conflict with the case by now.

    Raises RuleViolation, with the page on which another account agrees.
    """
    respondent = bearing.respondent
    agreed = (
        Concurrence.objects.filter(report=respondent.findings_reports.last(), sanction_type=kind, by__is_active=True)
        .exclude(person=official)
        .exclude(by=recorder)
        .exclude(person__in=respondent.case.respondents.filter(employee__isnull=False).values("employee"))
        .exclude(by__in=Recusal.objects.standing().filter(case=respondent.case).values("user"))
    )
    second = agreed.select_related("person").first()
    if second is None:
        raise RuleViolation(
            _(
                "Pejabat kedua harus menyetujui dengan akunnya sendiri: bukan pemutus, bukan yang mencatat, bukan "
                "terperiksa (Pasal 42–43 UU 30/2014). %(from)s"
            )
            % {"from": " ".join(bearing.grave(kind))},
            mend=Mend.by(Act.CONCUR, respondent),
        )
    return second.person
