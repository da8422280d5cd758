"""The code of the person concerned: given by an officer, checked with the last digits of their number (decision 85)."""

import datetime as dt
import hmac
import uuid

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cases.models import Act, PersonalAccess, Respondent, User
from cases.procedure.case_acts import begin_case_act
from cases.procedure.refusals import Mend, RuleViolation
from cases.reports.receipt_codes import code_of, digest, digests

VALID = dt.timedelta(days=180)  # calendar days; then an officer gives a new code
MOST_WRONG = 10  # wrong second factors that end a code
DIGITS = 6  # the last characters of the number of the person


@transaction.atomic
def give_access(*, respondent: Respondent, actor: User, at: dt.datetime, key: uuid.UUID) -> str:
    """Give the person a new code and return it; the one before ends. It is shown once: only its digest is stored.

    The same ``key`` again returns the same code. Raises NotAllowed, and RuleViolation for somebody who is not
    identified for certain or who has no number.
    """
    case = begin_case_act(respondent.case, Act.GIVE_ACCESS, actor=actor, at=at, respondent=respondent)
    person = respondent.employee
    if person is None or not respondent.is_confirmed:
        raise RuleViolation(
            _("Pastikan dulu identitasnya: kode hanya untuk orangnya sendiri."),
            mend=Mend.by(Act.CONFIRM_IDENTITY, respondent),
        )
    if len(_tail(person.nip or person.other_number)) < DIGITS:
        raise RuleViolation(_("Nomor pegawai ini terlalu pendek untuk pengaman kedua. Lengkapi dulu nomornya."))
    code = code_of(key)
    if not PersonalAccess.objects.filter(digest=digest(code)).exists():
        respondent.accesses.filter(ended_at=None).update(ended_at=at)
        expires_on = case.government.local_date(at) + VALID
        PersonalAccess.objects.create(
            respondent=respondent, employee=person, digest=digest(code), given_by=actor, given_at=at,
            expires_on=expires_on,
        )  # fmt: skip
    return code


@transaction.atomic
def open_with(*, code: str, digits: str, at: dt.datetime) -> PersonalAccess | None:
    """The access that code and last digits open, now counted as opened; None for anything else, without saying why.

    Wrong digits are counted; after MOST_WRONG the code ends.
    """
    rows = PersonalAccess.objects.select_for_update(of=("self",), no_key=True).select_related("employee")
    found = rows.filter(digest__in=digests(code)).first()
    if found is None:
        return None
    respondent = Respondent.objects.select_related("case__government", "case__agency", "agency").get(
        pk=found.respondent_id
    )
    today = respondent.case.government.local_date(at)
    is_open = PersonalAccess.objects.open(today).filter(pk=found.pk).exists() and respondent.is_confirmed
    number = found.employee.nip or found.employee.other_number
    if not is_open:
        return None
    if not hmac.compare_digest(_tail(number).encode(), _letters(digits).encode()):
        ended_at = at if found.wrong + 1 >= MOST_WRONG else None
        PersonalAccess.objects.filter(pk=found.pk).update(wrong=F("wrong") + 1, ended_at=ended_at)
        return None
    PersonalAccess.objects.filter(pk=found.pk).update(wrong=0, opened=F("opened") + 1, opened_at=at)
    found.respondent = respondent
    return found


def _tail(number: str) -> str:
    return _letters(number)[-DIGITS:]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.upper()))
