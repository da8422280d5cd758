"""The team: proposed by rule, formed by decree; members are replaced with history and declare conflicts of interest."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.examination.formers import Former, check_former
from cases.examination.lawful_days import refuse_examiner
from cases.examination.ranks import check_rank
from cases.examination.sessions import refuse_own_inspectorate
from cases.letters.letterheads import office_of
from cases.letters.numbering import typed_or_next
from cases.models import (
    Act,
    Agency,
    ConflictDeclaration,
    Employment,
    Panel,
    PanelMember,
    Recusal,
    Respondent,
    Role,
    Status,
    User,
)
from cases.procedure import workflow
from cases.procedure.refusals import Mend, RuleViolation
from cases.procedure.two_people import NeedsSecond
from cases.two_people.acts import propose as lay_before
from cases.two_people.recusals import recuse
from lib.people.folding import fold_name
from regulations.models import Route, StaffCategory

Element = PanelMember.Element
SMALLEST_COUNCIL = 3  # PP 42/2004: an ethics council has at least three members, in an odd number


@transaction.atomic
def form_panel(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    kind: str,
    members: Sequence[PanelMember],
    decree_number: str = "",
    decree_on: dt.date | None = None,
    former: Former | None = None,
    version: int | None = None,
) -> Panel:
    """Form the team that examines (Pasal 29 PP 94/2021: superior, supervision, human resources).

    ``former``: who forms it where its decree is written now, under the typed number or the next of the register.
    Raises RuleViolation for a member of a lower post, with a conflict of interest, or examined in the same case.
    """
    respondent = workflow.advance(respondent, Act.FORM_PANEL, actor=actor, at=at, on=on, version=version)
    refuse_own_inspectorate(respondent, actor)
    _make_room(respondent, on)
    _check_kind(respondent, kind)
    if not members:
        raise RuleViolation(_("Isi paling sedikit satu anggota tim."))
    if kind == Panel.Kind.ETHICS and (len(members) < SMALLEST_COUNCIL or len(members) % 2 == 0):
        raise RuleViolation(_("Majelis kode etik beranggota ganjil, paling sedikit tiga orang (PP 42/2004)."))
    _check_seats(members)
    if former is not None:
        day = decree_on or on
        check_former(respondent, former, day)
        office = office_of(former.person, day, actor.agency or respondent.agency)
        decree_number = typed_or_next(office, respondent.route, day, decree_number)
    panel = Panel.objects.create(
        respondent=respondent, kind=kind, decree_number=decree_number, decree_on=decree_on, formed_on=on,
        **(former.kept() if former else {}),
    )  # fmt: skip
    for member in members:
        _seat(member, panel, on=on)
    return panel


def _check_kind(respondent: Respondent, kind: str) -> None:
    """An ethics council examines ethics, a team examines discipline and contracts; neither replaces the other."""
    fitting = Panel.Kind.ETHICS if respondent.route == Route.ETHICS else Panel.Kind.EXAMINATION
    if kind != fitting:
        raise RuleViolation(
            _("Jalur %(route)s diperiksa %(kind)s (Pasal 29 PP 94/2021; Pasal 16–18 PP 42/2004).")
            % {"route": respondent.get_route_display().lower(), "kind": fitting.label}
        )


def _make_room(respondent: Respondent, on: dt.date) -> None:
    """One team at a time: once its report is there, another may examine again (Pasal 29 PP 94/2021)."""
    if not Panel.objects.standing().filter(respondent=respondent).exists():
        return
    if respondent.status != Status.FINDINGS:
        raise RuleViolation(
            _("Tim pemeriksa sudah dibentuk; ganti anggotanya (Pasal 29 PP 94/2021)."),
            mend=Mend.by(Act.REPLACE_MEMBER, respondent),
        )
    dissolve(respondent, on=on)


def dissolve(respondent: Respondent, *, on: dt.date) -> None:
    """End the work of the team; a new examination gets its own team."""
    Panel.objects.standing().filter(respondent=respondent).update(dissolved_on=on)


def sitting(respondent: Respondent, on: dt.date) -> Panel | None:
    """The team that examines on a day if it was formed by then; otherwise None, and the superior examines."""
    return Panel.objects.standing().filter(respondent=respondent, formed_on__lte=on).first()


def _check_seats(members: Sequence[PanelMember]) -> None:
    if sum(member.part == PanelMember.Part.CHAIR for member in members) > 1:
        raise RuleViolation(_("Tim hanya mempunyai satu ketua."))
    if len({_who(member) for member in members}) < len(members):
        raise RuleViolation(_("Seorang pegawai hanya dapat menjadi anggota tim satu kali."))


def _who(member: PanelMember) -> int | str:
    """A member as a person: the employee, otherwise the name as it is compared, titles aside."""
    return member.employee_id or fold_name(member.name)


def _seat(member: PanelMember, panel: Panel, *, on: dt.date) -> PanelMember:
    if member.employee is not None:
        if member.employee == panel.respondent.employee:
            raise RuleViolation(_("Terperiksa tidak dapat menjadi anggota timnya sendiri."))
        refuse_examiner(member.employee, panel.respondent, on)
    check_rank(member, panel.respondent, on)
    member.panel, member.joined_on = panel, on
    member.save(force_insert=True)
    return member


@transaction.atomic
def replace_member(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    member: PanelMember,
    reason: str,
    successor: PanelMember,
    version: int | None = None,
) -> PanelMember:
    """Replace a member; the successor has the same element and part. The former member stays on record."""
    note = f"{member} → {successor}: {reason}"
    respondent = workflow.advance(respondent, Act.REPLACE_MEMBER, actor=actor, at=at, on=on, version=version, note=note)
    panel = _panel_of(respondent)
    seated = panel.members.filter(pk=member.pk, replaced_by=None).first()
    if seated is None:
        raise RuleViolation(_("Anggota itu sudah diganti. Muat ulang halaman."))
    if on < seated.joined_on:
        raise RuleViolation(_("Penggantian tidak boleh sebelum orang itu menjadi anggota tim."))
    if seated.left_on is None:
        _leave(seated, reason, on=on)
    if _who(successor) in {_who(each) for each in panel.members.serving()}:
        raise RuleViolation(_("Seorang pegawai hanya dapat menjadi anggota tim satu kali."))
    successor.element, successor.part, successor.replaces = seated.element, seated.part, seated
    return _seat(successor, panel, on=on)


@transaction.atomic
def declare_conflict(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    member: PanelMember,
    outcome: str,
    note: str = "",
    version: int | None = None,
) -> ConflictDeclaration:
    """Record a declaration. A member with a conflict leaves the team, and their account loses access to the case."""
    label = ConflictDeclaration.Outcome(outcome).label
    entry = f"{member}: {label}. {note}".strip()
    respondent = workflow.advance(
        respondent, Act.DECLARE_CONFLICT, actor=actor, at=at, on=on, version=version, note=entry
    )
    seated = _panel_of(respondent).members.serving().filter(pk=member.pk).select_related("employee").first()
    if seated is None:
        raise RuleViolation(_("Orang itu tidak lagi menjadi anggota tim."))
    declaration = ConflictDeclaration.objects.create(
        member=seated, outcome=outcome, note=note, declared_on=on, recorded_by=actor, recorded_at=at
    )
    if outcome == ConflictDeclaration.Outcome.CONFLICT:
        _leave(seated, note or str(label), on=on)
        _step_back(seated, respondent, actor=actor, at=at, on=on, reason=note or str(label))
    return declaration


def _leave(member: PanelMember, reason: str, *, on: dt.date) -> None:
    member.left_on, member.leaving_reason = max(on, member.joined_on), reason[:200]
    member.save(update_fields=["left_on", "leaving_reason"])


def _step_back(
    member: PanelMember, respondent: Respondent, *, actor: User, at: dt.datetime, on: dt.date, reason: str
) -> None:
    """Recuse the member's account, if there is one; where another account wrote the statement down, propose it."""
    account = (
        User.objects.filter(employee=member.employee).select_related("agency").first() if member.employee else None
    )
    case = respondent.case
    if account is None or Recusal.objects.of(account).filter(case=case).exists():
        return
    try:
        recuse(case=case, actor=actor, at=at, on=on, user=account, reason=reason, is_statement=True)
    except NeedsSecond as need:
        lay_before(need, actor=actor, at=at)


def _panel_of(respondent: Respondent) -> Panel:
    panel = Panel.objects.standing().filter(respondent=respondent).select_related("respondent__employee").first()
    if panel is None:
        raise RuleViolation(_("Tim pemeriksa belum dibentuk."), mend=Mend.by(Act.FORM_PANEL, respondent))
    panel.respondent = respondent
    return panel


@dataclasses.dataclass(frozen=True)
class Proposal:
    """The candidate for an element with the reason, or the reason why there is none."""

    element: PanelMember.Element
    job: Employment | None
    reason: str


def propose(respondent: Respondent, on: dt.date) -> list[Proposal]:
    """One person for each required element (Pasal 29 PP 94/2021); nobody of a lower post or with a conflict of
    interest.

    The superior: the nearest higher post in the person's agency, otherwise in the agency above. Supervision: the
    Inspectorate. Human resources: the agency of BKPSDM's accounts. The lowest sufficient post comes first.
    """
    agencies = Agency.objects.filter(government_id=respondent.agency.government_id)
    home = Agency.objects.above(respondent.agency)
    places = {
        Element.SUPERIOR: (home, _("jabatan di atasnya yang terdekat di %(agency)s")),
        Element.SUPERVISION: (agencies.filter(kind=Agency.Kind.INSPECTORATE), _("dari %(agency)s")),
        Element.HUMAN_RESOURCES: (agencies.filter(users__role=Role.BKPSDM), _("dari %(agency)s")),
    }
    taken: set[int] = set()
    proposals = []
    for element, (where, note) in places.items():
        job = _nearest(respondent, Q(agency__in=where), element == Element.SUPERIOR, taken, on)
        if job:
            taken.add(job.employee_id)
        reason = note % {"agency": job.agency.short_name} if job else _("tidak ditemukan yang jabatannya mencukupi")
        proposals.append(Proposal(element, job, reason))
    return proposals


def nearest_superior(respondent: Respondent, on: dt.date) -> Employment | None:
    """The nearest higher post in the person's agency, otherwise in the agency above, on a day."""
    home = Agency.objects.above(respondent.agency)
    return _nearest(respondent, Q(agency__in=home), True, set(), on)


def _nearest(respondent: Respondent, where: Q, must_be_above: bool, taken: set[int], on: dt.date) -> Employment | None:
    theirs = respondent.employee.employment_on(on) if respondent.employee else None
    if theirs is None:
        return None
    barred = Q(employee__in=respondent.case.respondents.values("employee")) | Q(
        employee__account__in=Recusal.objects.standing().filter(case=respondent.case).values("user")
    )
    jobs = (
        Employment.objects.filter(where, Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
        .filter(category=StaffCategory.PNS)
        .exclude(barred)
        .exclude(post_level="", grade="")
        .exclude(employee__in=taken)
        .select_related("employee", "agency")
    )
    able = [job for job in jobs if job.is_below(theirs) is False]
    if must_be_above:
        able = [job for job in able if theirs.is_below(job)]
    return min(able, key=lambda job: (-len(job.agency.path) if must_be_above else 0, *job.height, job.pk), default=None)
