"""Who has to approve a letter: set by the government for a form, for the letters of a record, or for all others."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import ApprovalChain, ApprovalStep, Government, User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from lib.sheets.nip import nip_in
from regulations.models import LetterWording


def chain_of(government: Government, form: LetterWording) -> ApprovalChain | None:
    """The newest order of the form itself, else of the record that it is drawn from, else of all letters."""
    chains = ApprovalChain.objects.filter(government=government).prefetch_related("steps__official__employee")
    scopes = [{"code": form.code}, {"code": "", "record": form.form.record}, {"code": "", "record": ""}]
    found = (chains.filter(**scope).order_by("-version").first() for scope in scopes)
    return next((chain for chain in found if chain is not None), None)


def approvers_of(government: Government, form: LetterWording, data: Mapping[str, Any]) -> list[User]:
    """Whom a letter asks for approval, in order; whoever signs it is not asked. ``data``: the fields of the letter."""
    chain = chain_of(government, form)
    steps = chain.steps.all() if chain else []
    return [step.official for step in steps if not _signs(step.official, data)]


def _signs(official: User, data: Mapping[str, Any]) -> bool:
    name, number = str(data.get("penanda_nama") or ""), str(data.get("penanda_nip") or "")
    person = official.employee
    if person is not None and number and nip_in(person.number) == nip_in(number):
        return True
    return bool(name) and name in (str(official), person.name if person else "")


@transaction.atomic
def set_chain(
    *,
    government: Government,
    actor: User,
    at: dt.datetime,
    officials: Sequence[User],
    version: int,
    code: str = "",
    record: str = "",
) -> ApprovalChain:
    """Add the next version of an order; without officials no approval is asked for. ``version``: what the page showed.

    Raises NotAllowed, and RuleViolation for somebody named twice, inactive or of another government, or a stale page.
    """
    if not may(actor, Right.SET_APPROVALS) or actor.government_id != government.pk:
        raise NotAllowed(_("Urutan paraf diatur BKPSDM atau administrator."))
    locked = Government.objects.select_for_update(of=("self",), no_key=True).get(pk=government.pk)
    last = ApprovalChain.objects.filter(government=locked, code=code, record=record).order_by("-version").first()
    if (last.version if last else 0) != version:
        raise RuleViolation(_("Urutan paraf ini baru saja diubah orang lain. Periksa versi terbaru, lalu simpan lagi."))
    if len({official.pk for official in officials}) != len(officials):
        raise RuleViolation(_("Satu pejabat memaraf satu kali; ada nama yang dipilih dua kali."))
    for official in officials:
        if not official.is_active or official.government_id != locked.pk:
            raise RuleViolation(_("%(who)s bukan akun aktif pemerintah daerah ini.") % {"who": official})
    chain = ApprovalChain.objects.create(
        government=locked, code=code, record=record, version=version + 1, made_by=actor, made_at=at
    )
    ApprovalStep.objects.bulk_create(
        ApprovalStep(chain=chain, position=place, official=official) for place, official in enumerate(officials, 1)
    )
    return chain
