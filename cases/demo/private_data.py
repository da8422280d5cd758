"""What the pages on personal data, prevention and retention show in the demo: invented, and marked as such.

A demo with few cases may have none of a kind; then its page stays empty.
"""

import datetime as dt
import uuid

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from cases.accounts.break_glass import break_glass, end
from cases.dashboard.periods import Period
from cases.dashboard.publishing import publish
from cases.dashboard.scope import Scope
from cases.demo.organisation import officer
from cases.models import (
    Agency,
    Case,
    CorrectiveAction,
    DataRequest,
    Government,
    PersonalAccess,
    Respondent,
    Role,
    User,
    WarningReview,
)
from cases.personal_data import access, answers, breaches
from cases.personal_data.requests import answer_request
from cases.prevention import acts, warnings
from cases.procedure.two_people import NeedsSecond
from cases.retention import holds, schedule
from cases.two_people.acts import propose
from cases.two_people.recusals import recuse
from regulations.models import ClockStep

NOTE = "(peragaan)"
FEW, SOME, LONG = dt.timedelta(days=2), dt.timedelta(days=9), dt.timedelta(days=45)
SHORT = 6  # months: the invented schedule, by which something of this year is due already


def ask_about_data(now: dt.datetime) -> None:
    """Two people of generated cases got their code; one asked for a correction and an objection, one answered."""
    keeper = _officer("bkpsdm")
    for number, path in enumerate(_paths()[:2]):
        at = now - SOME
        code = access.give_access(respondent=path, actor=keeper, at=at, key=uuid.uuid4())
        opened = access.open_with(code=code, digits=_digits(path), at=at)
        if opened is None:
            raise LookupError(f"the code of {path} opens nothing")
        kinds = DataRequest.Kind
        asked = [_asked(opened, kinds.CORRECTION, f"Jabatan saya tertulis keliru. {NOTE}", at)]
        if number == 0:
            asked.append(_asked(opened, kinds.OBJECTION, f"Foto saya dipakai tanpa izin. {NOTE}", now - FEW))
            text = f"Sudah dibetulkan menurut SK jabatan terakhir. {NOTE}"
            outcome = DataRequest.Outcome.GRANTED
            answer_request(request=asked[0], actor=keeper, at=now - FEW, outcome=outcome, answer=text)


def _asked(opened: PersonalAccess, kind: str, text: str, at: dt.datetime) -> DataRequest:
    return answers.ask(access=opened, key=uuid.uuid4(), kind=kind, text=text, at=at)


def lose_a_laptop(now: dt.datetime) -> None:
    """A breach with its worksheet: everybody of the register is affected, the first were told."""
    keeper = _officer("bkpsdm")
    facts = {
        "account": None, "since": now - FEW - dt.timedelta(hours=5), "until": now - FEW,
        "known_at": now - dt.timedelta(hours=30), "what": f"Laptop petugas hilang di kendaraan umum. {NOTE}",
        "data": "Nama, NIP, dan ringkasan kasus.", "remedy": "Sesi diakhiri, kata sandi diganti, cakram terenkripsi.",
    }  # fmt: skip
    breach = breaches.record_breach(actor=keeper, at=now - dt.timedelta(hours=20), facts=facts)
    first = list(breaches.people_for(breach, keeper).order_by("pk").values_list("pk", flat=True)[:3])
    on = keeper.local_date(now)
    breaches.tell(breach=breach, actor=keeper, at=now, on=on, people=first, how=f"Surat lewat kepala unit {NOTE}")


def prevent(now: dt.datetime) -> None:
    """A warning that somebody looked at, an action that is open and one that is done with its proof."""
    keeper = _officer("bkpsdm")
    places = Agency.objects.filter(government=keeper.own_government)
    on = keeper.local_date(now)
    scope = Scope(places, list(places.values_list("pk", flat=True)), Period.of_year(on.year), on, keeper.zone)
    for warned in warnings.warnings_of(keeper, scope, keeper.working_calendar())[:1]:
        acts.review(
            warned=warned, actor=keeper, at=now - FEW, outcome=WarningReview.Outcome.STARTED,
            cause=f"Petugas penanggung jawab cuti. {NOTE}", measure="Ditunjuk pengganti sampai akhir bulan.",
        )  # fmt: skip
    kinds = CorrectiveAction.Kind
    for case in _cases()[:1]:
        acts.assign(
            actor=keeper, at=now - SOME, kind=kinds.TRAINING, owner=case.agency, due_on=on + dt.timedelta(days=30),
            text=f"Sosialisasi aturan siaran langsung bagi petugas loket {NOTE}", case=case,
        )  # fmt: skip
        done = acts.assign(
            actor=keeper, at=now - SOME, kind=kinds.RULE, owner=case.agency, due_on=on + FEW,
            text=f"Larangan telepon pribadi di meja layanan {NOTE}", case=case,
        )  # fmt: skip
        day = keeper.local_date(now - FEW)
        acts.finish(action=done, actor=keeper, at=now - FEW, on=day, proof=f"Nota dinas {NOTE}")


def let_data_end(now: dt.datetime) -> None:
    """A schedule of its own, by which ended cases without violation are due; one of them is held for a court."""
    keeper, inspector = _officer("bkpsdm"), _officer("inspektorat")
    basis = f"Jadwal retensi arsip contoh {NOTE}"
    schedule.choose(actor=keeper, at=now, step=ClockStep.KEEP_UNPROVEN, months=SHORT, basis=basis)
    today = keeper.local_date(now)
    due = schedule.due_cases(keeper.own_government, today)
    for case, _time in due[1:2]:
        holds.place(case=case, actor=inspector, at=now, reason=f"Gugatan di PTUN {NOTE}")
    schedule.propose_disposals(now)


def open_for_the_operator(now: dt.datetime) -> None:
    """An operator looked for a fault in the cases of the main government; BKPSDM ended it."""
    government = _government()
    operator = User.objects.create(
        username="operator.peragaan", first_name="Operator", last_name="peragaan", role=Role.ADMINISTRATOR,
        password=make_password(None),
    )  # fmt: skip
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    reason = f"Mencari penyebab lampiran yang tidak terbuka. {NOTE}"
    at = now - SOME
    opened = break_glass(government=government, actor=operator, request=request, at=at, reason=reason, hours=2)
    end(opening=opened, actor=_officer("bkpsdm"), at=at + dt.timedelta(minutes=40))


def wait_for_a_second(now: dt.datetime) -> None:
    """An official proposed to take another off a case; a second one has to confirm it."""
    keeper, inspector = _officer("bkpsdm"), _officer("inspektorat")
    on = keeper.local_date(now)
    for case in [each for each in _cases() if each.closed_on is None][:1]:
        try:
            recuse(case=case, actor=keeper, at=now, on=on, user=inspector, reason=f"Kerabat terlapor {NOTE}")
        except NeedsSecond as need:
            propose(need, actor=keeper, at=now)


def publish_last_year(now: dt.datetime) -> None:
    """The statistics of last year, for everybody."""
    keeper = _officer("bkpsdm")
    publish(actor=keeper, at=now, year=keeper.local_date(now).year - 1)


def _government() -> Government:
    return Government.objects.get(region="kota-bekasi")


def _officer(code: str) -> User:
    return officer(_government(), code)


def _cases() -> list[Case]:
    """Cases of the main government, the newest first."""
    seen = Case.objects.visible_to(_officer("bkpsdm")).filter(is_demo=True)
    return list(seen.select_related("agency").order_by("-pk")[:20])


def _paths() -> list[Respondent]:
    """Paths of confirmed people with a NIP, whose last digits are the second factor; the newest first."""
    paths = Respondent.objects.filter(case__in=[case.pk for case in _cases()], employee__nip__isnull=False)
    found = paths.select_related("case__agency", "employee", "agency").order_by("-pk")
    return [path for path in found if path.is_confirmed]


def _digits(path: Respondent) -> str:
    nip = path.employee.nip if path.employee else None
    return (nip or "")[-access.DIGITS :]
