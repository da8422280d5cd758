"""Receipts of a circular and the mails that ask for them: one statement each for any number of people."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.fields import DateTimeField, IntegerField

from cases.models import Agency, Employment, Publication, Receipt, ReceiptMail


def hand_receipts(publication: Publication, agencies: Sequence[Agency], at: dt.datetime, on: dt.date) -> int:
    """One INSERT … SELECT for the receipts and one for the first mails; returns the number of new receipts."""
    reached = Q()
    for agency in agencies:
        reached |= Q(agency__path__startswith=agency.path)
    employed = Employment.objects.filter(
        reached, Q(ends_on__isnull=True) | Q(ends_on__gte=on), agency__government=publication.government,
        starts_on__lte=on,
    ).order_by()  # fmt: skip
    stage = publication.stage(on)
    rows = employed.values_list(
        Value(publication.pk, IntegerField()), "employee_id", "agency_id", Value(stage, IntegerField())
    )
    added = _insert(Receipt, ("publication_id", "employee_id", "agency_id", "reminded"), rows)
    write_mails(publication, stage, at)
    return added


def write_mails(publication: Publication, stage: int, at: dt.datetime) -> None:
    """Create the mails of this stage for missing people with an address."""
    missing = Receipt.objects.unconfirmed().filter(publication=publication, reminded=stage).exclude(employee__email="")
    moment = Value(at, DateTimeField())
    rows = missing.order_by().values_list("pk", Value(stage, IntegerField()), moment, moment, Value(0, IntegerField()),
                                          Value("", CharField()))  # fmt: skip
    _insert(ReceiptMail, ("receipt_id", "stage", "created_at", "next_try_at", "attempts", "last_error"), rows)


def _insert(model: type[Receipt] | type[ReceiptMail], columns: Sequence[str], rows: "QuerySet[Any, Any]") -> int:
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:  # names come from the models, values are parameters
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) {sql} ON CONFLICT DO NOTHING",
            params,
        )
        return int(cursor.rowcount)
