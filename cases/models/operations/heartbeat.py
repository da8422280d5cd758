"""Heartbeats of scheduled tasks, and alarms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """When a scheduled task last began, succeeded and failed. One row for each task, written by the worker."""

    name = models.CharField(_("tugas"), max_length=60, primary_key=True)
    began_at = models.DateTimeField(_("mulai"))
    ended_at = models.DateTimeField(_("selesai"), null=True)
    failures = models.PositiveIntegerField(_("gagal berturut-turut"), default=0)
    failure = models.CharField(_("kegagalan terakhir"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("denyut tugas")

    def __str__(self) -> str:
        return self.name


class Alarm(models.Model):
    """A lasting fault of the installation, and when the operator was told."""

    name = models.CharField(_("gangguan"), max_length=80, primary_key=True)
    text = models.CharField(_("keterangan"), max_length=300)
    since = models.DateTimeField(_("sejak"))
    told_at = models.DateTimeField(_("diberitahukan"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("gangguan sistem")

    def __str__(self) -> str:
        return self.name
