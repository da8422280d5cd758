"""An empty page, a list by string formatting, and list, case and dashboard by compiled templates."""

from html import escape
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines

COLUMNS = "id, number, title, person, agency, stage, people, opened_at, due_on"
STAGES = ("REPORTED", "CLARIFICATION", "CLARIFIED", "ROUTED", "SUMMONED", "HEARD", "FINDINGS", "DECIDED", "CLOSED")
SIZE = 25


def rows(sql: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or [])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def asked(given: dict[str, str]) -> list[tuple[Any, ...]]:
    """One page and a row more, newest first: filtered by agency and stage, after a row, or with a phrase."""
    where, values = [], []
    for name in ("agency_id", "stage"):
        if given.get(name):
            where.append(f"{name} = %s")
            values.append(given[name])
    if given.get("before"):
        at, key = given["before"].rsplit("_", 1)
        where.append("(opened_at, id) < (%s, %s)")
        values += [at, key]
    for word in given.get("q", "").lower().split():
        where.append("words LIKE %s")
        values.append(f"%{word}%")
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    sql = f"SELECT {COLUMNS} FROM plain_case {condition} ORDER BY opened_at DESC, id DESC LIMIT {SIZE + 1}"  # noqa: S608 - names only
    return rows(sql, values)


def total() -> int:
    return int(rows("SELECT n FROM plain_counter WHERE kind = 'total'")[0][0])


def show(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(engines["jinja2"].get_template(f"reference/{name}.html").render(context, request))


@login_required
def hello_auth(request: HttpRequest) -> HttpResponse:
    """The least behind a sign-in."""
    return HttpResponse(f"ok {request.user.get_username()}")


@login_required
def raw_list_auth(request: HttpRequest) -> HttpResponse:
    """The list without templates."""
    cells = [
        f'<tr><td><a href="/fast/case/{key}">{number}</a><td>{escape(title)}<td>{escape(person)}<td>{escape(agency)}'
        f"<td>{stage}<td>{people}<td>{opened:%Y-%m-%d}<td>{due or ''}</tr>"
        for key, number, title, person, agency, stage, people, opened, due in asked(request.GET.dict())[:SIZE]
    ]
    return HttpResponse(f"<!doctype html><title>Cases</title><p>{total()} cases<table>{''.join(cells)}</table>")


@login_required
def fast_list(request: HttpRequest) -> HttpResponse:
    """The list."""
    given = request.GET.dict()
    found = asked(given)
    after = (
        urlencode({**given, "before": f"{found[SIZE - 1][7].isoformat()}_{found[SIZE - 1][0]}"}) if found[SIZE:] else ""
    )
    context = {"rows": found[:SIZE], "next": after, "total": total(), "stages": STAGES, "given": given}
    return show(request, "list", context)


@login_required
def fast_case(request: HttpRequest, key: int) -> HttpResponse:
    """A case with what happened in it."""
    case = rows(f"SELECT {COLUMNS}, summary FROM plain_case WHERE id = %s", [key])[0]  # noqa: S608 - names only
    events = rows("SELECT at, who, text FROM plain_event WHERE case_id = %s ORDER BY at", [key])
    return show(request, "case", {"case": case, "events": events})


@login_required
def fast_dashboard(request: HttpRequest) -> HttpResponse:
    """Every counter, and the ten nearest due dates."""
    groups: dict[str, list[tuple[str, int]]] = {}
    for kind, key, number in rows("SELECT kind, key, n FROM plain_counter ORDER BY kind, n DESC"):
        groups.setdefault(kind, []).append((key, number))
    due = rows("SELECT id, number, title, due_on FROM plain_case WHERE stage <> 'CLOSED' ORDER BY due_on, id LIMIT 10")
    return show(request, "dashboard", {"groups": groups, "due": due})
