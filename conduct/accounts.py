"""Who is signed in, read with what every page needs of the account in one statement."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from cases.models import Agency, Notification
from cases.models.people.sessions import SECOND_FACTORS


class AccountBackend(ModelBackend):
    """Signs in by name and password, and loads the user with agency subtree and unread count in one query."""

    def get_user(self, user_id: int) -> Any:
        accounts = get_user_model()._default_manager.select_related("government", "agency__government")
        below = Agency.objects.filter(government=OuterRef("government"), path__startswith=OuterRef("agency__path"))
        unread = Notification.objects.filter(recipient=OuterRef("pk"), read_at__isnull=True).order_by()
        counted = unread.values("recipient").annotate(n=Count("pk")).values("n")
        found = accounts.annotate(  # type: ignore[no-redef]  # they fill the cached properties of those names
            subtree=ArraySubquery(below.values("pk")),
            unread=Coalesce(Subquery(counted), 0),
            has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)),
        )
        user = found.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
