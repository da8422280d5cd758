"""Codes and forms: names in the national staff system, in the letter register and in the annexes."""

import datetime as dt
import difflib
import re

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regulations.models.catalogue import Dated, DatedQuerySet, one_in_force


class SiasnCodeQuerySet(DatedQuerySet["SiasnCode"]):
    """Codes by period."""


class SiasnCode(Dated):
    """The code of a sanction or a level in the national staff system (SIASN)."""

    RULE = ("kind", "code")

    class Kind(models.TextChoices):
        SANCTION = "SANCTION", _("Jenis hukuman")
        LEVEL = "LEVEL", _("Tingkat hukuman")

    kind = models.CharField(_("daftar"), max_length=10, choices=Kind)
    code = models.CharField(_("kode"), max_length=5)
    name = models.CharField(_("nama"), max_length=150)
    basis = models.CharField(_("dasar hukum"), max_length=250)

    objects = SiasnCodeQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("kode SIASN")
        verbose_name_plural = _("kode SIASN")
        ordering = ("-kind", "slug")
        constraints = [*Dated.Meta.constraints, one_in_force("siasncode_one_in_force", "kind", "code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


PARTS = ("KODE_UNIT", "KODE", "NOMOR_URUT", "BULAN", "TAHUN")  # longer words before words with which they begin
NEEDED = ("KODE", "NOMOR_URUT", "TAHUN")
PART = re.compile("|".join(PARTS))
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class NumberPatternQuerySet(DatedQuerySet["NumberPattern"]):
    """Patterns by period."""

    def of_region(self, *names: str) -> "NumberPatternQuerySet":
        """The region's own pattern before the national one."""
        return self.filter(region__in=["", *names]).order_by(models.Case(models.When(region="", then=1), default=0))


class NumberPattern(Dated):
    """How letter numbers are built; a region may have its own pattern.

    Running numbers restart each year, so a pattern contains the year. Brackets mark parts that an office may omit;
    Conduct writes them.
    """

    RULE = ("region",)

    region = models.CharField(_("daerah"), max_length=100, blank=True, help_text=_("Kosong: nasional."))
    pattern = models.CharField(
        _("pola"), max_length=120, help_text=_("KODE, NOMOR_URUT, KODE_UNIT, BULAN (angka Romawi), TAHUN")
    )
    digits = models.PositiveSmallIntegerField(
        _("angka nomor urut"), default=1, help_text=_("paling sedikit; kurangnya diisi nol di depan")
    )
    filing_code = models.CharField(_("kode klasifikasi disiplin"), max_length=20, default="800.1.6.2")
    ethics_code = models.CharField(_("kode klasifikasi kode etik"), max_length=20, default="800.1.6.1")
    examples = ArrayField(models.CharField(max_length=120), verbose_name=_("contoh"), default=list, blank=True)
    basis = models.CharField(_("dasar hukum"), max_length=250)

    objects = NumberPatternQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("pola nomor surat")
        verbose_name_plural = _("pola nomor surat")
        ordering = ("region", "in_force_from")
        constraints = [*Dated.Meta.constraints, one_in_force("numberpattern_one_in_force", "region")]

    def __str__(self) -> str:
        return self.pattern

    def clean(self) -> None:
        """Raises ValidationError for a pattern without a required part, or with an unknown part."""
        words = re.findall(r"[A-Z_]+", PART.sub("", self.pattern))
        if near := [(word, found[0]) for word in words if (found := difflib.get_close_matches(word, PARTS, n=1))]:
            message = gettext("Bagian “%(word)s” tidak dikenal. Mungkin maksudnya %(known)s?")
            raise ValidationError({"pattern": message % {"word": near[0][0], "known": near[0][1]}})
        if lacking := set(NEEDED) - set(PART.findall(self.pattern)):
            message = gettext("Pola harus memuat %(parts)s.")
            raise ValidationError({"pattern": message % {"parts": ", ".join(sorted(lacking))}})

    def number(self, *, code: str, running: int, unit: str, on: dt.date) -> str:
        """``800.1.6.2/12/BKPSDM/2026``."""
        parts = {
            "KODE": code,
            "NOMOR_URUT": f"{running:0{self.digits}d}",
            "KODE_UNIT": unit,
            "BULAN": ROMAN[on.month - 1],
            "TAHUN": str(on.year),
        }
        return PART.sub(lambda part: parts[part[0]], self.written)

    @property
    def written(self) -> str:
        """The pattern with the parts in brackets."""
        return self.pattern.translate({ord("["): None, ord("]"): None})

    def running_in(self, number: str, code: str) -> int | None:
        """The running number of a letter number under a filing code; None for a number of another form."""
        shapes = {"KODE": re.escape(code), "NOMOR_URUT": r"(?P<running>\d+)", "BULAN": "[IVX]+", "TAHUN": r"\d{4}"}
        shape = "".join(
            shapes.get(part, ".+?") if part in PARTS else re.escape(part)
            for part in re.split(f"({PART.pattern})", self.written)
        )
        found = re.fullmatch(shape, number)
        return int(found["running"]) if found else None


class LetterFormQuerySet(DatedQuerySet["LetterForm"]):
    """Forms by period."""


class LetterForm(Dated):
    """A letter of the annexes or of practice: its purpose and its required content."""

    RULE = ("code",)
    # Our own reading of the record of a form; the annexes do not number their stages.
    WORDING = (*Dated.WORDING, "record", "sanctions", "contents")

    class Record(models.TextChoices):
        """The record that a letter is made from, in the order of the procedure. Without the record there is no
        letter."""

        NONE = "", _("Tanpa catatan tertentu")
        COACHING = "COACHING", _("Pembinaan")
        ROUTE = "ROUTE", _("Jalur penanganan")
        INTERIM = "INTERIM", _("Tindakan sementara")
        PANEL = "PANEL", _("Tim pemeriksa")
        COUNCIL = "COUNCIL", _("Majelis kode etik")
        SUMMONS = "SUMMONS", _("Panggilan")
        ABSENCE = "ABSENCE", _("Ketidakhadiran")
        STATEMENT = "STATEMENT", _("Keterangan saksi atau terperiksa")
        DECLARED = "DECLARED", _("Keterangan yang dinyatakan")
        HEARING = "HEARING", _("Pemeriksaan")
        FINDINGS = "FINDINGS", _("Laporan hasil pemeriksaan")
        REFERRAL = "REFERRAL", _("Hasil pemeriksaan")
        DECISION = "DECISION", _("Keputusan")
        SERVICE = "SERVICE", _("Keputusan bernomor")
        RECEIPT = "RECEIPT", _("Keputusan yang sudah diterima")
        CLEARED = "CLEARED", _("Selesai tanpa terbukti atau dibatalkan")

    code = models.CharField(_("kode"), max_length=20)
    name = models.CharField(_("nama"), max_length=200)
    purpose = models.CharField(_("kegunaan"), max_length=200)
    record = models.CharField(
        _("dibuat dari catatan"), max_length=10, choices=Record, blank=True, default="", db_default=""
    )
    sanctions = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("kode sanksi"),
        default=list,
        blank=True,
        db_default=[],
        help_text=_("sanksi yang dijatuhkan dengan bentuk ini"),
    )
    contents = ArrayField(models.CharField(max_length=250), verbose_name=_("isi"))
    marking = models.CharField(_("sifat"), max_length=20, blank=True)
    basis = models.CharField(_("dasar hukum"), max_length=250)

    objects = LetterFormQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("bentuk surat")
        verbose_name_plural = _("bentuk surat")
        ordering = ("slug",)
        constraints = [*Dated.Meta.constraints, one_in_force("letterform_one_in_force", "code")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_the_person(self) -> bool:
        """Whether it is the person's own paper (an objection, an appeal): no number of the office, no marking, no
        code."""
        return self.record == self.Record.RECEIPT
