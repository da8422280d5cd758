"""Writes the demo in pieces: its accounts first, then one case after the other, each in a transaction of its own.

Once the accounts exist the site can be used. An interrupted demo goes on where it stopped, with the same cases, because
all dates are relative to the time at which it began.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial

from django.db import transaction
from django.db.models import F

from cases.aftermath.effect import bring_into_force
from cases.deadlines.escalation import escalate
from cases.deadlines.reminders import remind
from cases.demo import circulars, five_cases, made_evidence, organisation, outside_reports, papers, private_data
from cases.demo.generated import Generated
from cases.demo.script_runner import Services
from cases.models import Case, Deadline, DemoProgress, Government
from cases.web.demo_notice import DemoNotice

Piece = Callable[[], object]


@transaction.atomic
def begin(now: dt.datetime, password: str, generated: int) -> None:
    """Write the governments with their agencies and accounts."""
    organisation.found(password)
    DemoProgress.objects.create(begun_at=now, generated=generated, total=len(_pieces(now, generated)))


def show_progress() -> None:
    """Tell the pages, and whoever starts the product, what is still missing; nothing without a demo."""
    if progress := DemoProgress.objects.first():
        DemoNotice.show(progress.written, progress.total)


def go_on() -> Iterator[tuple[int, int]]:
    """Write the missing pieces; after each yields the number of finished pieces and of all."""
    progress = DemoProgress.objects.get()
    pieces = _pieces(progress.begun_at, progress.generated)
    for number, piece in enumerate(pieces[progress.written :], progress.written + 1):
        with transaction.atomic():
            piece()
            DemoProgress.objects.update(written=F("written") + 1)
        DemoNotice.show(number, len(pieces))
        yield number, len(pieces)


def _pieces(now: dt.datetime, generated: int) -> list[Piece]:
    cases = Generated(now)
    return [
        *(partial(_run, case.run_script) for case in five_cases.CASES),
        *(partial(cases.write, number) for number in range(1, min(generated, len(cases.plans)) + 1)),
        cases.escalate_as_then,
        partial(circulars.publish_circular, now),
        partial(outside_reports.receive_reports, now),
        partial(_sweep, now),
        partial(private_data.ask_about_data, now),
        partial(private_data.lose_a_laptop, now),
        partial(private_data.prevent, now),
        partial(private_data.let_data_end, now),
        partial(private_data.open_for_the_operator, now),
        partial(private_data.wait_for_a_second, now),
        partial(private_data.publish_last_year, now),
    ]


def _run(run_script: Callable[[Services], Case]) -> None:
    """One of the five cases, with its papers and evidence."""
    case = run_script(Services())
    papers.write_papers([case])
    made_evidence.attach([case])


def _sweep(now: dt.datetime) -> None:
    bring_into_force(now)
    remind(Deadline, now)
    escalate(Deadline, now)
    Government.objects.update(two_people_from=now.date())
    organisation.name_leaders()
