"""When and by which channels an account wants its messages, and what a government sets for those who chose nothing."""

import datetime as dt

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.people.account import User
from cases.models.people.government import Government


class MessageSettings(models.Model):
    """Of one account, or of a government. The inbox in the application has every message, whatever stands here."""

    class Pace(models.TextChoices):
        AT_ONCE = "AT_ONCE", _("Segera")
        DAILY = "DAILY", _("Ringkasan setiap hari kerja pukul 07.00")
        WEEKLY = "WEEKLY", _("Ringkasan setiap hari kerja pertama dalam minggu")

    user = models.OneToOneField(User, on_delete=models.CASCADE, null=True, related_name="message_settings")
    government = models.OneToOneField(Government, on_delete=models.CASCADE, null=True, related_name="message_settings")
    pace = models.CharField(_("kapan dikirim"), max_length=8, choices=Pace, default=Pace.AT_ONCE)
    quiet_from = models.TimeField(_("jam tenang mulai"), null=True, blank=True)
    quiet_until = models.TimeField(_("jam tenang sampai"), null=True, blank=True)
    working_days_only = models.BooleanField(_("hanya pada hari kerja"), default=False)
    by_mail = models.BooleanField(_("lewat surel"), default=True)
    by_phone = models.BooleanField(_("lewat pesan ke ponsel"), default=False)
    phone = models.CharField(
        _("nomor ponsel"),
        max_length=16,
        blank=True,
        validators=[RegexValidator(r"^\+[1-9]\d{7,14}$", _("Tulis dengan kode negara, misalnya +6281234567890."))],
    )

    class Meta:
        verbose_name = verbose_name_plural = _("pengaturan pemberitahuan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) ^ models.Q(government__isnull=True),
                name="message_settings_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="message_settings_quiet_both_or_none",
            ),
            models.CheckConstraint(
                condition=models.Q(by_phone=False) | ~models.Q(phone=""), name="message_settings_phone_has_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.government}: {self.get_pace_display()}"

    def is_quiet(self, time: dt.time) -> bool:
        """Whether a local time lies in the quiet hours, which may pass midnight."""
        if self.quiet_from is None or self.quiet_until is None:
            return False
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= time < self.quiet_until
        return time >= self.quiet_from or time < self.quiet_until
