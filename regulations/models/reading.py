"""Questions on which the sources disagree, with the chosen reading and its dates."""

from collections.abc import Sequence
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regulations.models.catalogue import Dated, DatedQuerySet, one_in_force


class Dispute(models.TextChoices):
    """The questions that the code asks; each has a row that is in force on every day (docs/decisions/0011)."""

    DISMISSAL_NAME = "sebutan-pemberhentian", _("Sebutan pemberhentian")
    SUMMONS_DAYS = "tujuh-hari-panggilan", _("Tujuh hari kerja panggilan")
    APPEAL_START = "awal-banding", _("Awal hitungan banding")
    BKN_EXAMPLE = "contoh-tanggal-bkn", _("Contoh tanggal BKN")
    MODERATE_FORM = "bentuk-hukuman-sedang", _("Bentuk hukuman sedang")
    NEUTRALITY_YEAR = "tahun-skb-netralitas", _("Tahun SKB netralitas")
    UNRELIABLE_PAGE = "laman-tidak-andal", _("Laman tidak andal")
    JOINT_LEAVE = "cuti-bersama", _("Cuti bersama")
    EXCUSED_ABSENCE = "tidak-hadir-beralasan", _("Tidak hadir dengan alasan sah")
    OBJECTION_SILENCE = "diam-atas-keberatan", _("Keberatan tidak dijawab")
    MORAL_REMEDY = "upaya-sanksi-moral", _("Keberatan atas sanksi moral")


class Reading(models.TextChoices):
    """The answers that the code handles; the default answer of a question needs no name here."""

    WITHOUT_HONOUR = "tidak-dengan-hormat", _("Tidak dengan hormat")
    AT_LEAST = "paling-sedikit", _("Paling sedikit")
    FROM_DECISION = "ditetapkan", _("Sejak ditetapkan")
    AS_BKN_COUNTED = "contoh-bkn", _("Seperti contoh BKN")
    JOINT_LEAVE_WORKED = "hari-kerja", _("Hari kerja")
    PAY_CUT = "tunjangan", _("Pemotongan tunjangan")
    IGNORE = "abaikan", _("Abaikan")
    COUNTED = "dihitung", _("Dihitung")
    GRANTED = "dikabulkan", _("Dianggap dikabulkan")
    OBJECTION = "keberatan", _("Keberatan tersedia")


class InterpretationQuerySet(DatedQuerySet["Interpretation"]):
    def chosen(self, code: str, on: date, region: str = "") -> str:
        """The region's own reading of a disputed rule, otherwise the default."""
        chosen = self.option(code, on, region).first()
        if chosen is None:
            raise Interpretation.DoesNotExist(code)
        return chosen

    def option(self, code: str, on: date, region: str = "") -> "models.QuerySet[Interpretation, str]":
        """The same as a subquery, for rows that depend on a reading."""
        return self._asked(code, on, region).values_list("chosen", flat=True)[:1]

    def ignored_pages(self, on: date) -> list[str]:
        """The pages that must not be used as a source by the reading of the day."""
        row = self._asked(Dispute.UNRELIABLE_PAGE, on, "").first()
        return row.source.split("; ") if row is not None and row.chosen == Reading.IGNORE else []

    def _asked(self, code: str, on: date, region: str) -> "InterpretationQuerySet":
        return self.in_force(on).filter(code=code, region__in=("", region)).order_by("-region")


class Interpretation(Dated):
    """A question on which sources disagree, with the reading that is followed from a day on."""

    RULE = ("code", "region")
    WORDING = (*Dated.WORDING, "question", "reason")

    code = models.CharField(_("kode"), max_length=40)
    region = models.CharField(
        _("kode wilayah"), max_length=100, blank=True, help_text=_("Kosong: bawaan. Mis. kota-bekasi.")
    )
    question = models.CharField(_("pertanyaan"), max_length=250)
    options = ArrayField(models.CharField(max_length=40), verbose_name=_("pilihan"))
    chosen = models.CharField(_("dipilih"), max_length=40)
    reason = models.TextField(_("alasan"))

    objects = InterpretationQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("tafsir")
        verbose_name_plural = _("tafsir")
        ordering = ("code", "region")
        constraints = [
            *Dated.Meta.constraints,
            one_in_force("interpretation_one_in_force", "code", "region"),
            models.CheckConstraint(
                name="interpretation_chosen_is_an_option",
                condition=Q(options__contains=[F("chosen")]),
                violation_error_message=_("Yang dipilih harus salah satu pilihan."),
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def ignored_source(self, pages: Sequence[str]) -> str:
        """Never refused: the row that names the pages is not based on them."""
        return "" if self.code == Dispute.UNRELIABLE_PAGE else super().ignored_source(pages)
