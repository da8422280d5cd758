from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """The Django app of cases."""

    name = "cases"
    verbose_name = _("Kasus")
    default_auto_field = "django.db.models.BigAutoField"
