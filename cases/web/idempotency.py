"""Idempotent forms: a form has a key and is processed once, despite double clicks, reloads and retries."""

import hashlib
import uuid
from collections.abc import Callable
from functools import wraps

from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone

from cases.models import Submission
from cases.web.forms.fields import SUBMISSION
from cases.web.signed_in import SignedIn
from lib.media.fingerprints import fingerprint_of

View = Callable[..., HttpResponse]
NOT_CONTENT = {SUBMISSION, "csrfmiddlewaretoken"}


def idempotent(view: View) -> View:
    """Run the view for the first POST with an idempotency key, in one transaction with the key.

    A repeated POST with the same content is redirected to the target of the first one. The same key with other content,
    or from another account, is refused (409). A form with errors keeps its key for the corrected POST.
    """

    @wraps(view)
    def answered(request: SignedIn, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            key = uuid.UUID(request.POST.get(SUBMISSION, ""))
        except ValueError:
            return render(request, "web/form_without_key.html", status=400)
        with transaction.atomic():
            submission = _claim(request, key)
            if submission is None:
                return _again(request, key)
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseRedirect):
                submission.location = response.url
                submission.save(update_fields=["location"])
            else:
                transaction.set_rollback(True)
        return response

    return answered


def _claim(request: SignedIn, key: uuid.UUID) -> Submission | None:
    """Claim the key; None if it was used before. A simultaneous POST waits here until the first one ends."""
    try:
        with transaction.atomic():
            return Submission.objects.create(
                key=key, user=request.user, fingerprint=_fingerprint(request), location="", at=timezone.now()
            )
    except IntegrityError:
        return None


def _again(request: SignedIn, key: uuid.UUID) -> HttpResponse:
    first = Submission.objects.get(key=key)
    if first.user_id == request.user.pk and first.fingerprint == _fingerprint(request):
        return redirect(first.location)
    return render(request, "web/form_conflict.html", status=409)


def _fingerprint(request: SignedIn) -> str:
    """A hash of address and content: fields sorted by name, files by their hash."""
    digest = hashlib.sha256(request.path.encode())
    for name, values in sorted(request.POST.lists()):
        if name not in NOT_CONTENT:
            digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name, fingerprint_of(file))).encode())
    return digest.hexdigest()
