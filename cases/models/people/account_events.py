"""Security events of accounts: sign-ins, refusals, changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.people.account import User
from lib.append_only import AppendOnly
from lib.await_seal import AwaitSeal


class AccountEvent(models.Model):
    """A sign-in, a refusal or a change of an account. Append-only.

    ``account`` is empty for an unknown name; the typed text is not stored, because it may be a password. ``origin`` is
    a keyed digest of the visitor's address: it shows that two events have one origin, but not which.
    """

    class What(models.TextChoices):
        SIGNED_IN = "SIGNED_IN", _("Masuk")
        SIGNED_OUT = "SIGNED_OUT", _("Keluar")
        REFUSED = "REFUSED", _("Kata sandi salah")
        SLOWED = "SLOWED", _("Terlalu banyak percobaan")
        CODE_REFUSED = "CODE_REFUSED", _("Faktor kedua salah")
        NEW_DEVICE = "NEW_DEVICE", _("Perangkat baru")
        PASSWORD = "PASSWORD", _("Kata sandi diganti")
        SECOND_FACTOR = "SECOND_FACTOR", _("Faktor kedua diubah")
        RIGHTS = "RIGHTS", _("Hak diubah")
        INVITED = "INVITED", _("Diundang")
        PROVIDER = "PROVIDER", _("Cara masuk dari luar diubah")
        PROVIDER_REFUSED = "PROVIDER_REFUSED", _("Masuk dari luar ditolak")
        BREAK_GLASS = "BREAK_GLASS", _("Akses darurat dibuka")
        EXPORTED = "EXPORTED", _("Daftar kasus diekspor")

    account = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="events")
    what = models.CharField(_("kejadian"), max_length=16, choices=What)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("waktu"))
    origin = models.CharField(max_length=32, blank=True)
    note = models.TextField(_("keterangan"), blank=True, help_text=_("apa yang berubah"))

    class Meta:
        verbose_name = verbose_name_plural = _("kejadian akun")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["account", "-at"], name="account_events")]
        triggers = [AppendOnly(), AwaitSeal("account")]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.at:%Y-%m-%d %H:%M}"
