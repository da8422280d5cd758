from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lib.labels import keep_labels


class CasesConfig(AppConfig):
    """The Django app of cases."""

    name = "cases"
    verbose_name = _("Kasus")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        keep_labels(self.get_models())
