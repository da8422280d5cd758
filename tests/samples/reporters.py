"""Who may read who reported, and why."""

from django.contrib.auth.models import Permission

REASON = "Perlu memastikan waktu kejadian"


def let_read(user):
    """Give an account the right; the account as the next request sees it."""
    user.user_permissions.add(Permission.objects.get(codename="read_reporter"))
    return type(user).objects.get(pk=user.pk)
