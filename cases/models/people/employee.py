"""The employees of a government: their number, and their employment on a day."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection, models, transaction
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from cases.models.people.account import User
from cases.models.people.folded_name import FoldName
from cases.models.people.government import Agency, Government
from lib.people.folding import fold_name, fold_words
from lib.sheets.nip import nip_in, validate_nip
from regulations.models import PostLevel, StaffCategory


class Grade(models.TextChoices):
    """Golongan ruang of civil servants, in ascending order."""

    I_A = "I/a", "I/a"
    I_B = "I/b", "I/b"
    I_C = "I/c", "I/c"
    I_D = "I/d", "I/d"
    II_A = "II/a", "II/a"
    II_B = "II/b", "II/b"
    II_C = "II/c", "II/c"
    II_D = "II/d", "II/d"
    III_A = "III/a", "III/a"
    III_B = "III/b", "III/b"
    III_C = "III/c", "III/c"
    III_D = "III/d", "III/d"
    IV_A = "IV/a", "IV/a"
    IV_B = "IV/b", "IV/b"
    IV_C = "IV/c", "IV/c"
    IV_D = "IV/d", "IV/d"
    IV_E = "IV/e", "IV/e"


GRADES = list(Grade.values)

# The rank of each grade (lampiran PP 99/2000 jo. PP 12/2002); letters contain both.
RANKS = dict(
    zip(
        Grade,
        (
            "Juru Muda", "Juru Muda Tingkat I", "Juru", "Juru Tingkat I",
            "Pengatur Muda", "Pengatur Muda Tingkat I", "Pengatur", "Pengatur Tingkat I",
            "Penata Muda", "Penata Muda Tingkat I", "Penata", "Penata Tingkat I",
            "Pembina", "Pembina Tingkat I", "Pembina Utama Muda", "Pembina Utama Madya", "Pembina Utama",
        ),
        strict=True,
    )
)  # fmt: skip


POSTS = [  # levels of posts in ascending order; functional posts are not in it and are compared by grade
    PostLevel.EXECUTIVE, PostLevel.SUPERVISOR, PostLevel.ADMINISTRATOR, PostLevel.JPT_PRATAMA, PostLevel.JPT_MADYA,
]  # fmt: skip


# The folded name for the trigram index, which PostgreSQL would otherwise choose for whole names too: 30 ms for each.
WORDS = Collate("folded", "C")
NEAR = 0.5  # the trigram similarity from which a name is suggested for another


@contextmanager
def near_names() -> Iterator[None]:
    """Inside this block `resembling` finds names from NEAR on; a lower value makes the index read half the payroll."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.similarity_threshold = %s", [NEAR])
        yield


class EmployeeQuerySet(models.QuerySet["Employee"]):
    def in_government_of(self, user: User) -> Self:
        """Everybody of the account's government; nobody for an account without one."""
        return self.filter(government_id=user.government_id)

    def visible_to(self, user: User) -> Self:
        """For HR officers, people who work or worked in their agency or its units; for other roles those of their
        government."""
        people = self.in_government_of(user)
        if user.is_of_one_agency:
            inside = Employment.objects.filter(agency__in=user.subtree)
            return people.filter(models.Exists(inside.filter(employee=models.OuterRef("pk"))))
        return people

    def matching(self, typed: str) -> Self:
        """By number if one is typed, with or without dots; otherwise by every word of the name, in any order."""
        digits = nip_in(typed)
        if digits.isdigit():
            other = models.Q(other_number__startswith=digits) & ~models.Q(other_number="")  # as its index says
            return self.filter(models.Q(nip__startswith=digits) | other)
        people = self.alias(words=WORDS)
        for word in (fold_name(typed) or fold_words(typed)).split():
            people = people.filter(words__contains=word)
        return people if fold_words(typed) else self.none()

    def named(self, name: str) -> Self:
        """Employees of exactly this name, whatever titles, case and punctuation."""
        return self.filter(folded=fold_name(name)).exclude(folded="")

    def resembling(self, name: str) -> Self:
        """The names most similar to a name that nobody has, e.g. with one letter more, fewer or different; best match
        first.

        The index finds them above the similarity that `near_names` sets.
        """
        near = self.alias(words=WORDS).filter(words__trigram_similar=fold_name(name))
        near = near.annotate(nearness=TrigramSimilarity("folded", fold_name(name)))
        return near.order_by("-nearness", "name", "pk")


class Employee(models.Model):
    """A person on a government's payroll, at any time and in any category."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="employees")
    name = models.CharField(_("nama"), max_length=160)
    # Never null, since the trigger fills it; NOT NULL would read the whole table in a migration.
    folded = models.TextField(null=True, editable=False, db_default="")  # noqa: DJ001 - as said above
    nip = models.CharField("NIP", max_length=18, null=True, blank=True, unique=True, validators=[validate_nip])
    other_number = models.CharField(
        _("nomor lain"),
        max_length=40,
        blank=True,
        help_text=_("nomor kontrak, NIK pegawai BUMD, atau nomor perangkat desa"),
    )
    email = models.EmailField(
        _("surel"), blank=True, default="", db_default="", help_text=_("untuk surat edaran; bukan akun")
    )

    objects = EmployeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pegawai")
        verbose_name_plural = _("pegawai")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(nip__isnull=True) | models.Q(nip__regex=r"^[0-9]{18}$"),
                name="employee_nip_18_digits",
            ),
            models.UniqueConstraint(
                fields=["government", "other_number"],
                condition=~models.Q(other_number=""),
                name="employee_other_number_unique",
            ),
        ]
        indexes = [
            models.Index(fields=["folded"], name="employee_folded"),
            GinIndex(OpClass(WORDS, name="gin_trgm_ops"), name="employee_folded_trigram"),
            models.Index(
                OpClass("other_number", name="varchar_pattern_ops"),
                name="employee_other_number_begins",
                condition=~models.Q(other_number=""),
            ),
        ]
        triggers = [FoldName()]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """The number that identifies the person: the NIP if there is one, grouped for reading."""
        nip = self.nip
        return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if nip else self.other_number

    @property
    def appointed_from(self) -> dt.date | None:
        """The month of appointment in a NIP; for PPPK only the year. None without a NIP."""
        if not self.nip:
            return None
        year, month = int(self.nip[8:12]), int(self.nip[12:14])
        return dt.date(year, month if 1 <= month <= 12 else 1, 1)

    def employment_on(self, day: dt.date) -> "Employment | None":
        """Category, unit and post on a day; before the first known row, the first row."""
        rows = self.employments.select_related("agency").order_by("starts_on")
        return rows.filter(starts_on__lte=day).last() or rows.first()

    def post_on(self, day: dt.date) -> "Employment | None":
        """The post held on a day; None before the first known one, after the last, and for elected officials."""
        job = self.employment_on(day)
        return job if job is not None and job.covers(day) else None

    def has_left(self, day: dt.date) -> bool:
        """Whether the staff record knows the person, but not on this day."""
        return self.post_on(day) is None and self.employments.exists()


class Employment(models.Model):
    """A period of category, unit and post: the status of a person on the day of the event."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="employments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="employments")
    employer = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("perangkat daerah induk"),
        help_text=_("bila dipekerjakan atau diperbantukan di tempat lain, mis. di desa atau BUMD"),
    )
    home_body = models.CharField(
        _("instansi induk di luar pemerintah ini"), max_length=160, blank=True, db_default="", default="",
        help_text=_("mis. kementerian atau pemerintah daerah lain; pejabatnya yang berwenang menghukum"),
    )  # fmt: skip
    category = models.CharField(_("status kepegawaian"), max_length=20, choices=StaffCategory)
    post = models.CharField(_("jabatan"), max_length=160)
    post_level = models.CharField(_("jenjang jabatan"), max_length=15, choices=PostLevel, blank=True, db_default="")
    grade = models.CharField(_("golongan ruang"), max_length=5, choices=Grade, blank=True, db_default="")
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("sampai"), null=True, blank=True)
    note = models.CharField(_("catatan"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("riwayat jabatan")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="employment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(employer__isnull=True) | models.Q(home_body=""), name="employment_has_one_employer"
            ),
            ExclusionConstraint(
                name="one_employment_at_a_time",
                expressions=[
                    (
                        models.Func(
                            "starts_on",
                            "ends_on",
                            RangeBoundary(inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("employee", RangeOperators.EQUAL),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}, {self.post}, {self.agency_id}"

    def covers(self, day: dt.date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def rank(self) -> str:
        """``Penata, III/c``; empty where the grade is unknown."""
        return f"{RANKS[Grade(self.grade)]}, {self.grade}" if self.grade else ""

    @property
    def height(self) -> tuple[int, int]:
        """The position in the levels of posts and in the grades; -1 if unknown."""
        post = POSTS.index(PostLevel(self.post_level)) if self.post_level in POSTS else -1
        return post, GRADES.index(self.grade) if self.grade else -1

    def is_below(self, other: "Employment") -> bool | None:
        """Whether the post is lower than the other's; if posts cannot be compared, the grade; None if unknown.

        An examiner's post is at least equal to the examinee's (Pasal 29 PP 94/2021; Pasal 29 PerBKN 6/2022).
        """
        if self.post_level in POSTS and other.post_level in POSTS:
            return POSTS.index(PostLevel(self.post_level)) < POSTS.index(PostLevel(other.post_level))
        if self.grade and other.grade:
            return GRADES.index(self.grade) < GRADES.index(other.grade)
        return None
