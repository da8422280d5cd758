"""The signed-in account, read with the data of the frame in one statement."""

from functools import cache
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.backends import ModelBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Exists, IntegerField, Model, OuterRef, Subquery
from django.db.models.functions import Left, Length

from cases.models import Agency, Government, Notification, User
from cases.models.people.sessions import SECOND_FACTORS
from lib.compiled_queries import Slot, Statement
from regulations.models.holiday import calendar_state

# What the row of an account holds, in its order; behind them what User reads once a request.
PARTS: tuple[tuple[str, type[Model]], ...] = (
    ("", User),
    ("government__", Government),
    ("agency__", Agency),
    ("agency__government__", Government),
)
READ_WITH_IT = ("subtree", "above", "unread", "has_second_factor")
CALENDAR = "calendar_state"  # of its government, for the due dates of the page


class AccountBackend(ModelBackend):
    """Signs in by name and password, and loads the user with what every page needs of it in one statement."""

    def get_user(self, user_id: int) -> Any:
        for row in _account().rows(user=user_id):
            user = _from_row(row)
            return user if self.user_can_authenticate(user) else None
        return None


@cache
def _account() -> Statement:
    below = Agency.objects.filter(government=OuterRef("government"), path__startswith=OuterRef("agency__path"))
    begins = Left(OuterRef("agency__path"), Length("path"))
    above = Agency.objects.filter(government=OuterRef("government"), path=begins).order_by()
    unread = Notification.objects.filter(recipient=OuterRef("pk"), read_at__isnull=True).order_by()
    accounts = User.objects.annotate(
        subtree_=ArraySubquery(below.values("pk")),
        above_=ArraySubquery(above.values("pk")),
        unread_=Subquery(
            unread.values("pk")[: User.MOST_UNREAD + 1],
            template="(SELECT count(*) FROM (%(subquery)s) AS unread)",
            output_field=IntegerField(),
        ),
        calendar_state=calendar_state(OuterRef("government__region")),
        has_second_factor_=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)),
    )
    names = [f"{path}{name}" for path, model in PARTS for name in _fields(model)]
    return Statement(
        accounts.filter(pk=Slot("user")).values_list(*names, CALENDAR, *(f"{name}_" for name in READ_WITH_IT))
    )


@cache
def _fields(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _from_row(row: tuple[Any, ...]) -> Any:
    """The account with its government and agency as the ORM would have joined them."""
    found: dict[str, Any] = {}
    values = iter(row)
    for path, model in PARTS:
        own = [next(values) for _ in _fields(model)]
        key = own[_fields(model).index(model._meta.pk.attname)]
        found[path] = model.from_db(DEFAULT_DB_ALIAS, _fields(model), own) if key is not None else None
    user, agency = found[""], found["agency__"]
    user.government, user.agency = found["government__"], agency
    if agency is not None:
        agency.government = found["agency__government__"]
    state = next(values)
    if user.government is not None:
        user.government.calendar_state = state
    user.__dict__.update(zip(READ_WITH_IT, values, strict=True))
    return user
