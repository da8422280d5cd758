"""The decision of a past case: official, sanction, and the days of receipt, effect and end."""

import dataclasses
import datetime as dt
import itertools

from django.utils.translation import gettext as _

from cases.models import Delivery, Remedy
from cases.past_cases.cell_reader import Reader
from cases.past_cases.columns import COLUMNS
from cases.past_cases.event_cells import EventDays
from cases.past_cases.law_of_the_day import Law
from cases.past_cases.people_cells import Person
from lib.people.folding import fold_name
from regulations.models import Provision, SanctionType


@dataclasses.dataclass(frozen=True)
class PastDecision:
    """The decision that ended a path, and everything that followed it."""

    kind: SanctionType
    provision: Provision | None
    impact: str
    number: str
    decided_on: dt.date
    official: str
    official_name: str
    method: str
    received_on: dt.date | None
    received_by: str
    effective_on: dt.date | None
    ends_on: dt.date | None
    remedy: str
    filed_on: dt.date | None
    ruling: str
    ruled_on: dt.date | None

    @property
    def is_annulled(self) -> bool:
        return self.ruling == Remedy.Outcome.ANNULLED

    @property
    def last_day(self) -> dt.date:
        """The latest known date."""
        days = (self.decided_on, self.received_on, self.effective_on, self.ends_on, self.ruled_on)
        return max(day for day in days if day is not None)


def read_decision(reader: Reader, law: Law, person: Person, days: EventDays, today: dt.date) -> PastDecision | None:
    """The decision of a row; missing dates are computed by law. None if an error prevents the import."""
    kind = law.sanction(reader, person.category, days.last)
    provision = law.provision(reader, person.category, days.last)
    decided_on = _required_day(reader, today)
    official = _official(reader, person)
    if kind is None or decided_on is None or not official:
        return None
    law.check_power(reader, kind, person.category, official, decided_on)
    decision = PastDecision(
        kind=kind,
        provision=provision,
        impact=reader.choice("impact"),
        number=reader.text("decree_number"),
        decided_on=decided_on,
        official=official,
        official_name=reader.text("official_name"),
        method=reader.choice("method"),
        received_on=reader.day_until("received_on", today),
        received_by=reader.text("received_by"),
        effective_on=reader.day("effective_on"),
        ends_on=reader.day("ends_on"),
        remedy=reader.choice("remedy"),
        filed_on=reader.day_until("filed_on", today),
        ruling=reader.choice("ruling"),
        ruled_on=reader.day_until("ruled_on", today),
    )
    if reader.is_stopped:
        return None
    decision = _completed(decision, law, person)
    _check_delivery(reader, decision)
    _check_remedy(reader, law, decision)
    _check_order(reader, decision, days.first)
    _check_ended(reader, decision, today)
    _say_what_is_missing(reader, decision)
    return None if reader.is_stopped else decision


def _required_day(reader: Reader, today: dt.date) -> dt.date | None:
    if not reader.raw("decided_on"):
        reader.stop("decided_on", _("Kosong. Sanksi memerlukan tanggal keputusannya (Pasal 33 PP 94/2021)."))
    return reader.day_until("decided_on", today)


def _official(reader: Reader, person: Person) -> str:
    if not reader.raw("official"):
        reader.stop("official", _("Kosong. Pilih jabatan yang menetapkan (Pasal 16–25 PP 94/2021)."))
    signed_by = reader.raw("official_name").partition(",")[0]  # a post or titles follow the comma
    if fold_name(signed_by) == fold_name(person.name):
        reader.stop("official_name", _("Terperiksa tidak mungkin memutus kasusnya sendiri (Pasal 42–43 UU 30/2014)."))
    return reader.choice("official")


def _completed(decision: PastDecision, law: Law, person: Person) -> PastDecision:
    """With the day of effect and the last day served that the law gives (Pasal 8 and 38 PP 94/2021). One that was
    annulled gets none: whether it ever took effect, the sheet has to say."""
    if decision.is_annulled:
        return decision
    starts_on = decision.effective_on or decision.ruled_on
    if starts_on is None and decision.received_on is not None:
        starts_on = law.effect(decision.kind, person.category, person.agency, decision.received_on)
    ends_on = decision.ends_on
    if ends_on is None and starts_on is not None:
        ends_on = decision.kind.last_day(starts_on)
    return dataclasses.replace(decision, effective_on=starts_on, ends_on=ends_on)


def _check_delivery(reader: Reader, decision: PastDecision) -> None:
    if decision.method == Delivery.Method.REFUSED and not decision.received_by:
        reader.stop("received_by", _("Sebutkan siapa yang menyaksikan penolakan menerima keputusan."))
    if decision.method and decision.received_on is None:
        reader.stop("received_on", _("Kosong. Isi kapan keputusannya sampai, atau kosongkan cara penyampaiannya."))


def _check_remedy(reader: Reader, law: Law, decision: PastDecision) -> None:
    """Check that the remedy is the one that the sanction allows (PP 79/2021) and that it has a ruling."""
    if not decision.remedy:
        if decision.filed_on or decision.ruling or decision.ruled_on:
            reader.stop("remedy", _("Kosong, padahal tanggal atau putusannya terisi. Pilih keberatan atau banding."))
        return
    lying = law.remedy(decision.kind)
    if decision.remedy != lying:
        facts = {"name": decision.kind.name, "lies": dict(Remedy.Kind.choices).get(lying, _("tidak ada"))}
        reader.stop("remedy", _("Terhadap “%(name)s” upayanya: %(lies)s (PP 79/2021).") % facts)
    answers = {"filed_on": decision.filed_on, "ruling": decision.ruling, "ruled_on": decision.ruled_on}
    for field in (field for field, value in answers.items() if not value):
        reader.stop(field, _("Kosong. Lengkapi, atau tunggu putusannya: kasus lama sudah selesai upayanya."))


def _check_order(reader: Reader, decision: PastDecision, event_on: dt.date | None) -> None:
    """Check the order: event, decree, receipt, effect and end; a remedy after the decree, its ruling after it."""
    _in_order(
        reader,
        ("event_on", event_on),
        ("decided_on", decision.decided_on),
        ("received_on", decision.received_on),
        ("effective_on", decision.effective_on),
        ("ends_on", decision.ends_on),
    )
    _in_order(
        reader, ("decided_on", decision.decided_on), ("filed_on", decision.filed_on), ("ruled_on", decision.ruled_on)
    )


def _in_order(reader: Reader, *days: tuple[str, dt.date | None]) -> None:
    known = [(field, day) for field, day in days if day is not None]
    for (was, earlier), (field, day) in itertools.pairwise(known):
        if day < earlier:
            facts = {"day": f"{day:%d/%m/%Y}", "was": COLUMNS[was].title, "earlier": f"{earlier:%d/%m/%Y}"}
            reader.stop(field, _("%(day)s mendahului %(was)s, %(earlier)s. Periksa kedua tanggalnya.") % facts)


def _check_ended(reader: Reader, decision: PastDecision, today: dt.date) -> None:
    last = decision.ends_on or decision.effective_on
    if last and last > today and not decision.is_annulled:
        said = _("Masih dijalani sampai %(day)s, jadi bukan kasus lama. Sampai selesai, pakai Impor riwayat hukuman.")
        reader.stop("ends_on", said % {"day": f"{last:%d/%m/%Y}"})


def _say_what_is_missing(reader: Reader, decision: PastDecision) -> None:
    if not decision.number:
        reader.warn("decree_number", _("Tanpa nomor SK; kasusnya dikenali dari orang dan hari kejadiannya."))
    if decision.provision is None:
        reader.warn("provision", _("Tanpa pasal kasus ini tidak ditampilkan sebagai kasus serupa."))
    if decision.received_on is None:
        reader.warn("received_on", _("Hari keputusan diterima tidak diketahui."))
    elif not decision.method:
        reader.warn("method", _("Kosong; dicatat sebagai diserahkan langsung."))
    if decision.effective_on is None and not decision.is_annulled:
        reader.warn("effective_on", _("Mulai berlaku tidak diketahui dan tidak dapat dihitung."))
