"""Who may act on a case: the lock that every act takes, the role, and conflicts of interest."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Case, User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, require

BARRED = gettext_lazy("Anda tidak dapat menangani kasus ini karena benturan kepentingan.")


def barred(case: Case, user: User) -> bool:
    """Whether the account has a conflict of interest."""
    return Case.objects.filter(pk=case.pk).in_conflict(user).exists()


def refuse_barred(case: Case, user: User) -> None:
    """Raises NotAllowed for an account with a conflict of interest."""
    if barred(case, user):
        raise NotAllowed(BARRED)


def admit(case: Case, user: User, right: Right) -> None:
    """Check that an account has a right on a case. Raises NotAllowed for another role or a conflict of interest."""
    require(user, right)
    refuse_barred(case, user)


def lock(case: Case) -> Case:
    """The case, locked. Every act takes this lock first, so that acts on one case run one after the other.

    Transactions therefore never lock in different orders. FOR NO KEY UPDATE: rows that only refer to the case, such as
    messages and audit entries, can still be inserted. Raises RuleViolation for a case that was destroyed.
    """
    rows = Case.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("government", "agency__government").get(pk=case.pk)
    if locked.destroyed_on is not None:
        raise RuleViolation(_("Berkas kasus ini sudah dimusnahkan; tidak ada lagi yang dapat dicatat."))
    return locked
