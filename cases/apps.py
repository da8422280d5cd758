from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """What happened, and what was done about it."""

    name = "cases"
    verbose_name = _("Kasus")
    default_auto_field = "django.db.models.BigAutoField"
