from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lib.labels import keep_labels


class RegulationsConfig(AppConfig):
    name = "regulations"
    verbose_name = _("Peraturan")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        keep_labels(self.get_models())
