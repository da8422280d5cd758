"""Notes between the handlers of a case: outside the record, in no export and no letter."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.urls import reverse

from cases.handling.owners import handlers_of
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Case, CaseNote, Notification, User
from cases.procedure.admission import refuse_barred


@transaction.atomic
def write_note(*, case: Case, actor: User, at: dt.datetime, text: str, mentioned: Collection[User] = ()) -> CaseNote:
    """Write a note; the accounts that it is meant for are told that it is there, not what it says.

    Raises NotAllowed for a conflict of interest.
    """
    refuse_barred(case, actor)
    note = CaseNote.objects.create(case=case, author=actor, text=text, at=at)
    told = [user for user in handlers_of(case) if user in mentioned]
    note.mentioned.set(told)
    subject, body = texts_of("mentioned", number=case.number)
    notify(case=case, kind=Notification.Kind.TASK, cause=f"note:{note.pk}", recipients=told, subject=subject,
           body=body, at=at, path=reverse("case-handling", args=[case.number]))  # fmt: skip
    return note


def delete_note(*, note: CaseNote, actor: User) -> None:
    """Delete a note of one's own; another's stays."""
    CaseNote.objects.filter(pk=note.pk, author=actor).delete()
