"""Writes the procedure table as a page for jurists: `manage.py describe_procedure > docs/procedure.md`."""

from django.core.management.base import BaseCommand
from django.utils import translation

from cases.models import ClosingReason, Role, Status
from cases.procedure.table import ALL, CASE_ACTS, OPEN, TRANSITIONS
from cases.procedure.transition import ANY_ROUTE, Transition

HEAD = """# Prosedur

Halaman ini ditulis dari tabel di `cases/procedure/table.py` (`manage.py describe_procedure`); sebuah uji memastikan
keduanya sama. Angka hari tidak ada di sini: ia baris `TimeLimit` yang bertanggal (lihat `docs/domain.md`).

```mermaid
stateDiagram-v2
"""

CASE_HEAD = """
## Tindakan pada kasus

Tindakan ini tidak memindahkan jalur siapa pun. Jalan masuknya `begin_case_act` di `cases/procedure/case_acts.py`.

"""


class Command(BaseCommand):
    help = "Print the procedure table in Markdown."

    def handle(self, *args: object, **options: object) -> None:
        with translation.override("id"):
            self.stdout.write(HEAD + "\n".join(_arrows()) + "\n```\n\n" + "\n".join(_table()))
            self.stdout.write(CASE_HEAD + "\n".join(_case_table()))


def _arrows() -> list[str]:
    arrows = [f'    state "{status.label}" as {status}' for status in Status]
    arrows += ["    [*] --> REPORTED"]
    for step in TRANSITIONS:
        if step.target and step.sources != ALL:
            arrows += [
                f"    {source} --> {step.target}: {step.act.label}" for source in sorted(step.sources, key=_rank)
            ]
    return [*dict.fromkeys(arrows), "    CLOSED --> [*]"]


def _table() -> list[str]:
    head = [
        "| Tindakan | Jalur | Dari | Ke | Oleh | Tenggat berhenti | Tenggat mulai | Dasar |",
        "|---|---|---|---|---|---|---|---|",
    ]
    return [*head, *(_line(step) for step in TRANSITIONS)]


def _case_table() -> list[str]:
    head = ["| Tindakan | Oleh | Dasar |", "|---|---|---|"]
    return [*head, *(f"| {act.act.label} | {_roles(act.roles)} | {act.basis} |" for act in CASE_ACTS)]


def _roles(roles: tuple[Role, ...]) -> str:
    return ", ".join(str(role.label) for role in roles)


def _line(step: Transition) -> str:
    routes = "semua" if step.routes == ANY_ROUTE else ", ".join(sorted(str(route.label) for route in step.routes))
    cells = [
        f"**{step.act.label}**" if step.primary else str(step.act.label),
        routes,
        _stages(step),
        str(step.target.label) if step.target else "tetap",
        _roles(step.roles),
        ", ".join(step.stops) or "–",
        ", ".join(step.starts) or "–",
        str(step.basis),
    ]
    return "| " + " | ".join(cells) + " |"


def _stages(step: Transition) -> str:
    if step.sources == ALL:
        return "semua"
    if step.sources == OPEN:
        return "semua yang terbuka"
    return ", ".join(_stage(status, step) for status in sorted(step.sources, key=_rank))


def _stage(status: Status, step: Transition) -> str:
    """The label of a status; a closed path may allow an act only after certain closing reasons."""
    reasons = (
        ", ".join(str(reason.label) for reason in ClosingReason if reason in step.closed_as)
        if status == Status.CLOSED
        else ""
    )
    return f"{status.label} ({reasons})" if reasons else str(status.label)


def _rank(status: Status) -> int:
    return status.rank
