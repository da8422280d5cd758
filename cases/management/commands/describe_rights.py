"""Writes the rights of the roles as a page: `manage.py describe_rights > docs/rights.md`."""

from collections.abc import Collection, Mapping

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.text import capfirst

from cases.models import Act, Role
from cases.procedure.rights import CONFIRMERS, NAVIGATION, Right
from cases.procedure.table import CASE_ACTS, TRANSITIONS

HEAD = """# Hak per peran

Halaman ini ditulis dari `cases/procedure/rights.py` dan `cases/procedure/table.py` (`manage.py describe_rights`);
sebuah uji memastikan semuanya sama. Hak tidak membuka semua baris: perangkat daerah melihat kasusnya sendiri, dan
benturan kepentingan menutup kasus bagi akun itu. Baris yang terlihat diputuskan `visible_to` pada tiap model.

"""
ROLES = [role for role in Role if role != Role.SYSTEM]


class Command(BaseCommand):
    help = "Print which role may do what in Markdown."

    def handle(self, *args: object, **options: object) -> None:
        paths: dict[Act, set[Role]] = {}
        for step in TRANSITIONS:
            paths.setdefault(step.act, set()).update(step.roles)
        pages = list(dict.fromkeys(page for role in ROLES for page in NAVIGATION[role]))
        with translation.override("id"):
            tables = [
                _table("Hak", {str(capfirst(right.label)): right.roles for right in Right}),
                _table("Tindakan pada kasus", {str(row.act.label): row.roles for row in CASE_ACTS}),
                _table("Tindakan pada jalur", {str(act.label): roles for act, roles in paths.items()}),
                _table("Konfirmasi orang kedua", {str(kind.label): roles for kind, roles in CONFIRMERS.items()}),
                _table("Halaman", {page: [role for role in ROLES if page in NAVIGATION[role]] for page in pages}),
            ]
            self.stdout.write(HEAD + "\n\n".join(tables))


def _table(title: str, rows: Mapping[str, Collection[Role]]) -> str:
    head = [f"## {title}", "", _line(title, [str(role.label) for role in ROLES]), "|---" * (len(ROLES) + 1) + "|"]
    lines = [_line(what, ["ya" if role in roles else "–" for role in ROLES]) for what, roles in rows.items()]
    return "\n".join([*head, *lines])


def _line(first: str, cells: list[str]) -> str:
    return "| " + " | ".join([first, *cells]) + " |"
