"""Who may act on a case: the lock that every act takes, the role, and conflicts of interest."""

from django.utils.translation import gettext_lazy

from cases.models import Case, Recusal, User
from cases.procedure.refusals import NotAllowed
from cases.procedure.rights import Right, require

BARRED = gettext_lazy("Anda tidak dapat menangani kasus ini karena benturan kepentingan.")


def barred(case: Case, user: User) -> bool:
    """Whether a conflict of interest bars the account: recused, or itself a respondent of the case."""
    own = user.employee_id is not None and case.respondents.filter(employee_id=user.employee_id).exists()
    return own or Recusal.objects.filter(case=case, user=user).exists()


def refuse_barred(case: Case, user: User) -> None:
    """Raises NotAllowed for an account with a conflict of interest."""
    if barred(case, user):
        raise NotAllowed(BARRED)


def admit(case: Case, user: User, right: Right) -> None:
    """Let an account use a right on a case. Raises NotAllowed for another role or a conflict of interest."""
    require(user, right)
    refuse_barred(case, user)


def lock(case: Case) -> Case:
    """The case under lock: what every act takes first, so that acts of one case queue up here.

    No two transactions then lock in different orders. NO KEY: a message or an audit line that only refers to the
    case does not wait for the lock.
    """
    rows = Case.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("government", "agency__government").get(pk=case.pk)
