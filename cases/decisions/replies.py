"""The right of reply before a decision: whether the examinee still has time to answer the findings."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from cases.models import Deadline, FindingsReply, Respondent
from regulations.models import ClockStep


def open_replies(people: Sequence[Respondent], on: dt.date) -> dict[int, str]:
    """Why it is too early to decide, by person: a reply was requested, and its last day has not passed."""
    unanswered = FindingsReply.objects.filter(replied_on__isnull=True, report__respondent=OuterRef("respondent"))
    running = Deadline.objects.filter(
        Exists(unanswered), respondent__in=people, limit__step=ClockStep.ANSWER_FINDINGS, due_on__gte=on
    )
    return {
        pk: _("Terperiksa masih dapat menanggapi hasil pemeriksaan sampai %(day)s (hak didengar, UU 30/2014).")
        % {"day": f"{due_on:%d/%m/%Y}"}
        for pk, due_on in running.values_list("respondent_id", "due_on")
    }
