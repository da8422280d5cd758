"""Batches of letters: ordered together, written one by one in the background; each succeeds or fails alone."""

import datetime as dt
import logging
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases.letters.issuing import issue_letter
from cases.letters.records import require_source
from cases.letters.wordings import wording_of
from cases.models import Act, Case, Letter, LetterJob, LetterJobItem, Respondent, User
from cases.procedure.case_acts import check_case_act
from cases.procedure.refusals import RuleViolation

log = logging.getLogger(__name__)
AT_ONE_WAKE = 200


@transaction.atomic
def order_letters(
    *,
    case: Case,
    respondents: Sequence[Respondent],
    actor: User,
    at: dt.datetime,
    on: dt.date,
    code: str,
    words: Mapping[str, str],
    may_be_blank: bool = False,
) -> LetterJob:
    """Order one letter for each respondent of a case; the next sweep writes them.

    Raises RuleViolation if the record of one respondent does not exist yet; then no letter is ordered.
    """
    check_case_act(case, Act.ISSUE_LETTER, actor)
    if not respondents:
        raise RuleViolation(_("Pilih paling sedikit satu orang."))
    form = wording_of(case.government, code, on).form
    for respondent in respondents:
        require_source(form.form, respondent)
    job = LetterJob.objects.create(
        case=case, form=form, words=dict(words), may_be_blank=may_be_blank, dated_on=on, made_by=actor, made_at=at
    )
    LetterJobItem.objects.bulk_create(LetterJobItem(job=job, respondent=respondent) for respondent in respondents)
    return job


def write_letters(now: dt.datetime) -> int:
    """Write the ordered letters, each in its own transaction; a concurrent sweep takes other letters."""
    written = 0
    while written < AT_ONE_WAKE and _write_next(now):
        written += 1
    return written


def _write_next(now: dt.datetime) -> bool:
    """Write one letter or store the reason why not; False if nothing is waiting."""
    with transaction.atomic():
        waiting = LetterJobItem.objects.filter(letter__isnull=True, refusal="").order_by("pk")
        item = waiting.select_for_update(of=("self",), skip_locked=True).first()
        if item is None:
            return False
        try:
            with transaction.atomic():
                item.letter = _write(item, now)
        except RuleViolation as why:
            item.refusal = str(why)[:300]
        except Exception:
            log.exception("letter of job %s for respondent %s failed", item.job_id, item.respondent_id)
            item.refusal = _("Gagal dibuat karena kesalahan sistem; administrator sudah diberi tahu lewat log.")
        item.save(update_fields=["letter", "refusal"])
    return True


def _write(item: LetterJobItem, now: dt.datetime) -> Letter:
    job = LetterJob.objects.select_related("made_by__agency__government", "form").get(pk=item.job_id)
    respondent = Respondent.objects.select_related("case__agency", "agency__government", "employee").get(
        pk=item.respondent_id
    )
    return issue_letter(
        respondent=respondent,
        actor=job.made_by,
        at=now,
        on=job.dated_on,
        code=job.form.code,
        words=job.words,
        may_be_blank=job.may_be_blank,
    )
