"""The incident: posts, uncertain dates, and claims about working hours."""

from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.people.account import User
from cases.models.people.government import Agency


class Incident(models.Model):
    """One event that the public saw; a case can have several."""

    class Medium(models.TextChoices):
        VIDEO = "VIDEO", _("Video")
        LIVE = "LIVE", _("Siaran langsung")
        PHOTO = "PHOTO", _("Foto atau tangkapan layar")
        TEXT = "TEXT", _("Tulisan")
        UNKNOWN = "UNKNOWN", _("Belum diketahui")

    class Uniform(models.TextChoices):
        YES = "YES", _("Berseragam")
        NO = "NO", _("Tidak berseragam")
        UNKNOWN = "UNKNOWN", _("Belum diketahui")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="incidents")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="incidents")
    summary = models.TextField(_("ringkasan"), blank=True)
    medium = models.CharField(_("bentuk"), max_length=8, choices=Medium, default=Medium.UNKNOWN)
    uniform = models.CharField(_("seragam"), max_length=8, choices=Uniform, default=Uniform.UNKNOWN)
    place = models.CharField(_("tempat"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("dicatat pada"))

    class Meta:
        verbose_name = _("kejadian")
        indexes = [models.Index(fields=["recorded_by", "-recorded_at"], name="incident_by_newest")]

    def __str__(self) -> str:
        return self.summary[:60]

    @property
    def is_medium_known(self) -> bool:
        return self.medium != self.Medium.UNKNOWN

    @property
    def is_uniform_known(self) -> bool:
        return self.uniform != self.Uniform.UNKNOWN


class IncidentDate(models.Model):
    """One of the four dates of an incident, with its precision and bounds; an unknown date has no row."""

    class Kind(models.TextChoices):
        RECORDED = "RECORDED", _("Direkam")
        UPLOADED = "UPLOADED", _("Diunggah")
        VIRAL = "VIRAL", _("Viral")
        REPORTED = "REPORTED", _("Dilaporkan")

    class Precision(models.TextChoices):
        TIME = "TIME", _("tepat")
        DAY = "DAY", _("pada hari itu")
        ESTIMATE = "ESTIMATE", _("perkiraan")
        BOUNDS = "BOUNDS", _("dalam batas")

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="dates")
    kind = models.CharField(max_length=8, choices=Kind)
    precision = models.CharField(max_length=8, choices=Precision)
    earliest_at = models.DateTimeField(_("paling awal"), null=True, blank=True)
    latest_at = models.DateTimeField(_("paling akhir"), null=True, blank=True)
    source = models.CharField(_("sumber"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "kind"], name="incident_date_once_per_kind"),
            models.CheckConstraint(
                condition=models.Q(earliest_at__isnull=False) | models.Q(latest_at__isnull=False),
                name="incident_date_has_a_bound",
            ),
            models.CheckConstraint(
                condition=models.Q(latest_at__isnull=True)
                | models.Q(earliest_at__isnull=True)
                | models.Q(latest_at__gte=models.F("earliest_at")),
                name="incident_date_bounds_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_precision_display()})"


class Post(models.Model):
    """A link that shows the incident, and its part: the account that made it viral is usually not the author."""

    class Platform(models.TextChoices):
        TIKTOK = "TIKTOK", "TikTok"
        INSTAGRAM = "INSTAGRAM", "Instagram"
        THREADS = "THREADS", "Threads"
        FACEBOOK = "FACEBOOK", "Facebook"
        X = "X", "X"
        YOUTUBE = "YOUTUBE", "YouTube"
        WHATSAPP = "WHATSAPP", "WhatsApp"
        TELEGRAM = "TELEGRAM", "Telegram"
        LINE = "LINE", "Line"
        MESSENGER = "MESSENGER", "Messenger"
        SNACKVIDEO = "SNACKVIDEO", "SnackVideo"
        KWAI = "KWAI", "Kwai"
        LIKEE = "LIKEE", "Likee"
        BIGO = "BIGO", "Bigo Live"
        NEWS = "NEWS", _("Media berita")
        OTHER = "OTHER", _("Lainnya")

    class Part(models.TextChoices):
        ORIGINAL = "ORIGINAL", _("Unggahan asal")
        REUPLOAD = "REUPLOAD", _("Unggahan ulang")
        EXPOSING = "EXPOSING", _("Akun yang memviralkan")
        NEWS = "NEWS", _("Pemberitaan")

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="posts")
    url = models.URLField(_("tautan"), max_length=1000, blank=True)
    typed = models.TextField(_("tautan sebagaimana ditulis"), blank=True, db_default="", editable=False)
    platform = models.CharField(_("platform"), max_length=10, choices=Platform)
    account = models.CharField(_("akun"), max_length=120, blank=True)
    part = models.CharField(_("peran"), max_length=10, choices=Part, default=Part.ORIGINAL)
    key = models.CharField(max_length=200, blank=True, editable=False, help_text=_("satu untuk semua ejaan tautannya"))
    target = models.URLField(_("tujuan tautan pendek"), max_length=1000, blank=True, editable=False)
    target_key = models.CharField(max_length=200, blank=True, editable=False)
    asked_at = models.DateTimeField(_("tujuan ditanyakan"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("unggahan")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(url="", account="", platform="OTHER"), name="post_says_something"
            ),
            models.UniqueConstraint(
                fields=["incident", "url"], condition=~models.Q(url=""), name="post_once_per_incident"
            ),
        ]
        indexes = [
            models.Index(fields=["key"], name="post_key", condition=~models.Q(key="")),
            models.Index(fields=["target_key"], name="post_target_key", condition=~models.Q(target_key="")),
            models.Index(Upper("account"), models.F("id").desc(), name="post_account", condition=~models.Q(account="")),
        ]

    def __str__(self) -> str:
        return self.url or self.account


class HoursClaim(models.Model):
    """A claim about the time of the event, with its source; claims are kept beside each other and never overwritten."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="hours_claims")
    claimed_by = models.CharField(_("menurut"), max_length=160)
    claimed_at = models.DateTimeField(_("waktu menurut sumber"), null=True, blank=True)
    within_hours = models.BooleanField(_("menyebut dalam jam kerja"), null=True, blank=True)
    source = models.CharField(_("sumber"), max_length=300)

    class Meta:
        verbose_name = _("keterangan waktu")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(claimed_at__isnull=False) | models.Q(within_hours__isnull=False),
                name="hours_claim_claims_something",
            )
        ]

    def __str__(self) -> str:
        return self.claimed_by
