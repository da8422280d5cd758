"""Two bodies that handle one act: what each reads of the other, and the pages of the answer and the end."""

import dataclasses
import datetime as dt

from django.http import Http404, HttpResponse
from django.utils import timezone

from cases.casefile.act_table import PART_ACTS
from cases.casefile.views.acts import save_case_act
from cases.models import Act, AuditEntry, Case, JointHandling, Respondent, User
from cases.procedure.admission import barred
from cases.procedure.table import may_take
from cases.web.idempotency import idempotent
from cases.web.reading import note_case, note_other_body
from cases.web.signed_in import SignedIn

SIDES = (
    "ours__employee", "ours__agency", "ours__case__government", "ours__case__agency__government",
    "theirs__employee", "theirs__agency", "theirs__case__government", "theirs__case__agency__government",
)  # fmt: skip
MOST_STEPS = 8  # the newest of the other body


@dataclasses.dataclass(frozen=True)
class Body:
    """The other body of a joint handling, as the page of a case shows it: its stage and steps, no text."""

    joint: JointHandling
    own: Respondent
    other: Respondent | None
    leads: bool
    is_readable: bool
    may_end: bool
    steps: list[AuditEntry]


def bodies_of(case: Case, user: User, now: dt.datetime) -> list[Body]:
    """The other bodies of a case. Reading their steps is noted in the access log of their case."""
    rows = list(JointHandling.objects.unfinished().of_case(case).select_related("invited", *SIDES))
    pairs = [(row, *_sides(row, case)) for row in rows]
    # Whoever is barred from the other case does not read its steps here either.
    shown = [other for _row, _own, other in pairs if other is not None and not barred(other.case, user)]
    note_other_body(user, [other.case for other in shown], at=now)
    readable = set(Case.objects.visible_to(user).filter(pk__in=[other.case_id for other in shown]))
    return [
        Body(
            joint=row,
            own=own,
            other=other if other in shown else None,
            leads=row.is_led_by(own),
            is_readable=other is not None and other.case in readable,
            may_end=may_take(user, Act.END_JOINT),
            steps=_steps(other) if other is not None and other in shown else [],
        )
        for row, own, other in pairs
    ]


def _sides(row: JointHandling, case: Case) -> tuple[Respondent, Respondent | None]:
    """The own path first."""
    if row.theirs is not None and row.theirs.case_id == case.pk:
        return row.theirs, row.ours
    return row.ours, row.theirs


def _steps(path: Respondent) -> list[AuditEntry]:
    return list(path.history.exclude(to_status="").only("act", "on")[:MOST_STEPS])


@idempotent
def answer(request: SignedIn, pk: int) -> HttpResponse:
    """Answer the proposal of another body, with the own case that it names."""
    joint = JointHandling.objects.awaiting(request.user).select_related("invited", *SIDES).filter(pk=pk).first()
    if joint is None:
        raise Http404
    visible = Case.objects.visible_to(request.user).select_related("agency__government", "government")
    case = visible.get(number=joint.case_number)
    note_case(request, case, "form answer-joint")
    return _save(request, Act.ANSWER_JOINT, joint, case)


@idempotent
def end(request: SignedIn, pk: int) -> HttpResponse:
    """End a joint handling from the side that the account may read."""
    joint = JointHandling.objects.unfinished().select_related("invited", *SIDES).filter(pk=pk).first()
    sides = [side.case for side in (joint.ours, joint.theirs) if side is not None] if joint else []
    case = next((each for each in sides if Case.objects.visible_to(request.user).filter(pk=each.pk).exists()), None)
    if joint is None or case is None:
        raise Http404
    note_case(request, case, "form end-joint")
    return _save(request, Act.END_JOINT, joint, case)


def _save(request: SignedIn, act: Act, joint: JointHandling, case: Case) -> HttpResponse:
    now = timezone.now()
    form_class, service = PART_ACTS[act]
    form = form_class(request.POST or None, case=case, user=request.user, now=now)

    def take() -> object:
        return service(joint=joint, case=case, actor=request.user, at=now, **form.keywords())

    ours = joint.ours
    about = f"{ours.case.government}, {ours.case.number}: {ours}, {joint.basis} ({joint.get_leads_display()})"
    return save_case_act(request, act, case, form, take, about=about)
