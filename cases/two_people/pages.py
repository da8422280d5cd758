"""What a page does when an act needs a second account."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.procedure.two_people import NeedsSecond
from cases.two_people.acts import propose
from cases.web.signed_in import SignedIn


def lay_before_second(request: SignedIn, need: NeedsSecond, payload: dict[str, Any] | None = None) -> HttpResponse:
    """Propose the act and go to its page. Raises RuleViolation where nobody may confirm it."""
    pending = propose(need, actor=request.user, at=timezone.now(), payload=payload)
    messages.success(request, _("Diajukan. Akun lain mengonfirmasi lebih dahulu."))
    return redirect("confirmation", pending.key)
