"""Forms of the law desk: a new version with a preview of its effect, a new rule, better wording."""

import datetime as dt
from typing import Any, TypeVar

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.law_desk import reach as law_reach
from cases.law_desk import rules as law
from cases.law_desk.forms import RowForm, version_form, wording_form
from cases.law_desk.views.desk import catalogue_of, compared, reader
from cases.models import User
from cases.procedure.refusals import RuleViolation
from cases.procedure.two_people import NeedsSecond
from cases.two_people.pages import lay_before_second
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn
from regulations.models import Interpretation
from regulations.models.catalogue import Dated

PREVIEW = "preview"
Version = TypeVar("Version", bound=Dated)


@idempotent
def new_version(request: SignedIn, kind: str, slug: str) -> HttpResponse:
    """A new version of a rule: the old one ends on the day before. “Pratinjau” shows the effect and saves nothing."""
    user, model = reader(request), catalogue_of(kind)
    old = get_object_or_404(model, pk=slug)
    row = _next_of(old, user.local_date(timezone.now()))
    form = version_form(model, is_new=False)(request.POST or None, instance=row, **_opened(old, user))
    return _write(request, kind, form, replaces=old, title=_("Versi baru: %(rule)s") % {"rule": old})


@idempotent
def own_reading(request: SignedIn, slug: str) -> HttpResponse:
    """A reading of a disputed rule for the account's own region from a day on; the default stays for other regions."""
    user, model = reader(request), Interpretation
    default = get_object_or_404(model, pk=slug, region="")
    if user.government is None:
        raise Http404
    own = model.objects.filter(code=default.code, region=user.government.region).order_by("-in_force_from").first()
    row = _next_of(own or default, user.local_date(timezone.now()))
    row.region = user.government.region
    form = version_form(model, is_new=False)(request.POST or None, instance=row, **_opened(own or default, user))
    title = _("%(rule)s: tafsir %(region)s") % {"rule": default, "region": user.government}
    return _write(request, "readings", form, replaces=own, title=title)


@idempotent
def new_rule(request: SignedIn, kind: str) -> HttpResponse:
    """A rule that is not in the catalogue yet."""
    user, model = reader(request), catalogue_of(kind)
    today = user.local_date(timezone.now())
    row = law.own_row(user, model)
    opened: dict[str, Any] = {"today": today, "initial": {"checked_on": today}, "instance": row}
    is_regional = bool(getattr(row, "region", ""))
    form = version_form(model, is_new=True, in_own_region=is_regional)(request.POST or None, **opened)
    label = str(model._meta.verbose_name)
    return _write(
        request,
        kind,
        form,
        replaces=None,
        title=(_("Aturan daerah baru: %(kind)s") if is_regional else _("Aturan baru: %(kind)s")) % {"kind": label},
    )


@idempotent
def reword(request: SignedIn, kind: str, slug: str) -> HttpResponse:
    """Better wording, a better source, or a verified source; the content of the row stays."""
    user, model = reader(request), catalogue_of(kind)
    row = get_object_or_404(model, pk=slug)
    now = timezone.now()
    form = wording_form(model)(request.POST or None, instance=row, today=user.local_date(now))
    if request.method == "POST" and form.is_valid():
        try:
            law.reword(actor=user, at=now, row=form.instance, reason=form.cleaned_data["reason"])
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Keterangan tersimpan."))
            return redirect("law-row", kind, slug)
    context = {"form": form, "title": _("Perbarui keterangan: %(rule)s") % {"rule": row}, "kind": kind, "slug": slug,
               "previews": False, "reach": None, "compared": [], "replaces": None}  # fmt: skip
    return render(request, "law_desk/edit.html", context, status=422 if form.errors else 200)


def _written_or_proposed(request: SignedIn, row: Dated, replaces: Dated | None, reason: str) -> HttpResponse | None:
    """Write the version; a national one is laid before another writer first. Raises RuleViolation."""
    try:
        law.add_version(actor=request.user, at=timezone.now(), row=row, replaces=replaces, reason=reason)
    except NeedsSecond as need:
        return lay_before_second(request, need)
    return None


def _next_of(old: Version, today: dt.date) -> Version:
    """A copy of the old version without its first day."""
    copied = {field.attname: getattr(old, field.attname) for field in old._meta.concrete_fields if not field.generated}
    copied |= {"slug": "", "in_force_from": None, "in_force_until": None, "checked_on": today}
    return type(old)(**copied)


def _opened(old: Dated, user: User) -> dict[str, Any]:
    today = user.local_date(timezone.now())
    said = model_to_dict(old)
    return {"today": today, "initial": said | {"in_force_from": None, "in_force_until": None, "checked_on": today}}


def _write(request: SignedIn, kind: str, form: RowForm, *, replaces: Dated | None, title: str) -> HttpResponse:
    """Preview or save. A preview writes nothing; an error keeps what was typed."""
    user, now = request.user, timezone.now()
    reach = None
    if request.method == "POST" and form.is_valid():
        row = form.instance
        refusal = ""
        if PREVIEW in request.POST:
            refusal = law.objection(actor=user, at=now, row=row, replaces=replaces)
        if refusal:
            form.add_error(None, refusal)
        elif PREVIEW in request.POST:
            reach = law_reach.reach(row, replaces=replaces, user=user)
        else:
            reason = form.cleaned_data["reason"]
            try:
                waits = _written_or_proposed(request, row, replaces, reason)
            except RuleViolation as why:
                form.add_error(None, str(why))
            else:
                if waits:
                    return waits
                messages.success(request, _("Versi baru tersimpan. Tenggat yang berjalan tidak berubah."))
                return redirect("law-row", kind, row.pk)
    context = {"form": form, "title": title, "kind": kind, "slug": replaces.pk if replaces else "", "previews": True,
               "reach": reach, "compared": compared(replaces, form.instance) if reach and replaces else [],
               "replaces": replaces}  # fmt: skip
    return render(request, "law_desk/edit.html", context, status=422 if form.errors else 200)
