"""A breach of data protection: recorded, its people computed from the log of readings, told, closed (Pasal 46)."""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from cases.deadlines import answer_clocks
from cases.letters.numbering import next_number
from cases.models import (
    AccessEntry,
    AffectedPerson,
    Breach,
    Employee,
    ListReading,
    ReporterReading,
    Respondent,
    User,
)
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, require
from regulations.models import ClockStep


@transaction.atomic
def record_breach(*, actor: User, at: dt.datetime, facts: dict[str, Any]) -> Breach:
    """Record a breach, compute whose data it reached, and start the clock of 3 × 24 hours.

    ``facts``: account (None: the whole register of cases was reached), since, until, known_at, what, data, remedy.
    Raises NotAllowed, and RuleViolation for times in the wrong order or an account of another government.
    """
    require(actor, Right.HANDLE_BREACHES)
    government, account = actor.own_government, facts["account"]
    if account is not None and account.government_id != government.pk:
        raise NotAllowed(_("Akun itu bukan akun pemerintah daerah Anda."))
    if not facts["since"] <= facts["until"] <= at or not facts["since"] <= facts["known_at"] <= at:
        raise RuleViolation(_("Urutkan waktunya: mulai, berakhir, lalu sekarang; diketahui di antaranya."))
    year = government.local_date(at).year
    number = f"KPD-{year}-{next_number(government, 'KPD', year):04d}"
    breach = Breach.objects.create(government=government, number=number, recorded_by=actor, recorded_at=at, **facts)
    count_people(breach)
    answer_clocks.start(step=ClockStep.TELL_OF_BREACH, on=government.local_date(breach.known_at), of=breach)
    return breach


def count_people(breach: Breach) -> int:
    """Add the people whose data were reached and who are not listed yet; returns how many. Nobody is taken off."""
    found = _read_by(breach) if breach.account_id else _in_cases(breach)
    known = set(breach.people.values_list("employee_id", flat=True))
    rows = [AffectedPerson(breach=breach, employee_id=pk, readings=n) for pk, n in found.items() if pk not in known]
    AffectedPerson.objects.bulk_create(rows)
    return len(rows)


def reporters_opened(breach: Breach) -> int:
    """How many identities of reporters the account opened in the time; they are told apart from the people here."""
    span = (breach.since, breach.until)
    opened = ReporterReading.objects.filter(user=breach.account_id, at__range=span)
    return opened.values("reporter").distinct().count() if breach.account_id else 0


def _read_by(breach: Breach) -> Counter[int]:
    """The people whose pages, cases and list rows the account read, with the number of readings."""
    span = {"user": breach.account_id, "at__range": (breach.since, breach.until)}
    people: Counter[int] = Counter()
    cases: Counter[int] = Counter()
    pages = AccessEntry.objects.filter(**span).order_by()
    for person, case, n in pages.values_list("employee", "case").annotate(n=Count("pk")):
        people.update({person: n} if person else {})
        cases.update({case: n} if case else {})
    for row in ListReading.objects.filter(**span).values_list("people", "cases").iterator():
        people.update(row[0])
        cases.update(row[1])
    inside = Respondent.objects.filter(case__in=list(cases), employee__isnull=False)
    for case, person in inside.values_list("case", "employee"):
        people[person] += cases[case]
    kept = set(
        Employee.objects.filter(government=breach.government_id, pk__in=list(people)).values_list("pk", flat=True)
    )
    return Counter({person: n for person, n in people.items() if person in kept})


def _in_cases(breach: Breach) -> Counter[int]:
    """Everybody in a case that was recorded by the end of the breach."""
    inside = Respondent.objects.filter(
        case__government=breach.government_id, case__opened_at__lte=breach.until, employee__isnull=False
    )
    people: Counter[int] = Counter()
    for person in inside.values_list("employee", flat=True):
        people[person] = 0
    return people


def people_for(breach: Breach, user: User) -> QuerySet[AffectedPerson]:
    """The people of a breach that the account sees: none in whose case it has a conflict of interest."""
    closed = Respondent.objects.in_conflict(user).filter(employee__isnull=False).values("employee")
    own: dict[str, Any] = {"employee": user.employee_id} if user.employee_id else {"pk__in": []}
    return breach.people.exclude(employee__in=closed).exclude(**own).select_related("employee", "told_by")


@transaction.atomic
def tell(*, breach: Breach, actor: User, at: dt.datetime, on: dt.date, people: Collection[int], how: str) -> int:
    """Record that these people were told, on a day and how; returns the number. Raises NotAllowed, RuleViolation."""
    locked = _locked(breach, actor)
    if not locked.government.local_date(locked.known_at) <= on <= locked.government.local_date(at):
        raise RuleViolation(_("Tanggal pemberitahuan berada di antara hari diketahui dan hari ini."))
    rows = people_for(locked, actor).filter(pk__in=list(people), told_on=None)
    count = AffectedPerson.objects.filter(pk__in=rows.values("pk")).update(told_on=on, how=how, told_by=actor)
    if not count:
        raise RuleViolation(_("Pilih orang yang diberitahu."))
    _close(locked, on)
    return count


@transaction.atomic
def tell_authority(*, breach: Breach, actor: User, at: dt.datetime, on: dt.date, proof: str) -> Breach:
    """Record that the authority was told. Raises NotAllowed, RuleViolation."""
    locked = _locked(breach, actor)
    if not locked.government.local_date(locked.known_at) <= on <= locked.government.local_date(at):
        raise RuleViolation(_("Tanggal pemberitahuan berada di antara hari diketahui dan hari ini."))
    locked.authority_told_on, locked.authority_proof = on, proof
    locked.save(update_fields=["authority_told_on", "authority_proof"])
    _close(locked, on)
    return locked


def _locked(breach: Breach, actor: User) -> Breach:
    require(actor, Right.HANDLE_BREACHES)
    rows = Breach.objects.select_for_update(of=("self",), no_key=True).select_related("government")
    locked = rows.get(pk=breach.pk)
    if locked.government_id != actor.government_id:
        raise NotAllowed(_("Kegagalan ini ditangani pemerintah daerah lain."))
    if locked.account_id == actor.pk:
        raise NotAllowed(_("Kegagalan lewat akun Anda sendiri ditangani orang lain."))
    return locked


def _close(breach: Breach, on: dt.date) -> None:
    """The clock stops when the authority and everybody affected were told."""
    if breach.authority_told_on is None or breach.people.filter(told_on=None).exists():
        return
    days = breach.people.filter(told_on__isnull=False).values_list("told_on", flat=True)
    last = max([breach.authority_told_on, *(day for day in days if day is not None)])
    breach.closed_on = last
    breach.save(update_fields=["closed_on"])
    for clock in breach.clocks.running():
        breach.clocks.filter(pk=clock.pk).meet(max(last, clock.starts_on))
