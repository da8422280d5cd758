"""The intake form: one page with few required fields."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.applicable_law.forms import said_within_hours
from cases.evidence.file_types import PICKED, SIZES
from cases.intake.duplicates import Traces
from cases.intake.forms.doubts import Doubt, doubts_of
from cases.intake.incidents import Report
from cases.intake.seen_posts import SeenPost
from cases.links.pasted import links_in
from cases.links.reading import Link
from cases.models import Agency, Case, HoursClaim, Identity, Incident, Post, Reporter, StagedFile, User
from cases.parties.forms.unknown_people import DESCRIPTION_LENGTH, lines_of, read_group, read_outsider
from cases.web.forms.choices import set_rows
from cases.web.forms.employees import find_employees
from cases.web.forms.fields import TimedField
from cases.web.forms.files import FilesField, FilesInput
from cases.web.forms.incident_dates import NOT_IN_FUTURE, FourDates
from lib.media import picture_hash

MOST_PEOPLE = 100  # respondents of one report; each is a path with its own clocks


NOT_ALIKE = "new"  # the choice "none of the similar cases"


LINK_FIELDS = ("links", "reupload_links", "exposing_links")


PLATFORMS = [("", _("Belum diketahui")), *Post.Platform.choices]


def text(label: Any, length: int, hint: Any = "", **over: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, help_text=hint, required=False, **over)


def lines(label: Any, hint: Any, rows: int = 2) -> forms.CharField:
    return text(label, 5000, hint, widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}))


def _not_too_many(names: str) -> str:
    if len(names.splitlines()) > MOST_PEOPLE:
        raise ValidationError(_("Paling banyak %(n)d orang dalam satu laporan."), params={"n": MOST_PEOPLE})
    return names


class IntakeForm(FourDates):
    """Link, file or a sentence, and an agency; the rest can follow later."""

    links = lines(_("Tautan unggahan"), _("Tempel apa adanya, boleh beberapa. Tautannya dikenali sendiri."))
    files = FilesField(  # type: ignore[assignment]  # a declared field, which Django takes out of the class
        label=_("Bukti"),
        required=False,
        widget=FilesInput(attrs={"accept": PICKED}),
        help_text=format_lazy(_("{sizes}. Boleh beberapa berkas."), sizes=SIZES),
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Perangkat daerah"),
        empty_label=_("Pilih perangkat daerah"),
        error_messages={"required": _("Pilih perangkat daerah."), "invalid_choice": _("Pilih perangkat daerah.")},
    )
    people = lines(_("Terlapor"), _("NIP atau nama, satu orang per baris."))
    confirmed = forms.BooleanField(label=_("Identitas terlapor sudah dipastikan unit kerjanya"), required=False)
    unknown = lines(
        _("Belum dikenal"),
        _("Ciri-ciri, satu orang per baris, mis. batik biru, berkacamata. Kelompok: sekitar 7 orang, di loket."),
    )
    outsiders = lines(_("Di luar daftar pegawai"), _("Nama lalu statusnya, satu orang per baris, mis. Siti, TKK."))
    summary = text(
        _("Ringkasan"), 2000, _("Satu kalimat: apa yang terlihat."), widget=forms.Textarea(attrs={"rows": 2})
    )

    title = text(_("Judul kasus"), 200, _("Kosong: diambil dari ringkasan."))
    medium = forms.ChoiceField(
        label=_("Bentuk"), choices=Incident.Medium, initial=Incident.Medium.UNKNOWN, required=False
    )
    uniform = forms.ChoiceField(
        label=_("Seragam"), choices=Incident.Uniform, initial=Incident.Uniform.UNKNOWN, required=False
    )
    place = text(_("Tempat"), 200)
    original_platform = forms.ChoiceField(label=_("Platform unggahan asal"), choices=PLATFORMS, required=False)
    original_account = text(_("Akun pengunggah asal"), 120, _("Bila tautannya tidak ada lagi."))
    reupload_links = lines(_("Tautan unggahan ulang"), _("Salinan di akun lain, tanpa peran memviralkan."))
    exposing_links = lines(_("Tautan akun yang memviralkan"), _("Yang memviralkan sering bukan yang mengunggah."))
    exposing_platform = forms.ChoiceField(label=_("Platform akun yang memviralkan"), choices=PLATFORMS, required=False)
    exposing_account = text(_("Akun yang memviralkan"), 120)
    claimed_by = text(_("Menurut siapa"), 160)
    claimed_at = TimedField(label=_("Waktu menurutnya"), required=False)
    within_hours = said_within_hours()
    claim_source = text(_("Sumber keterangan"), 300)
    reporter_name = text(_("Nama pelapor"), 160)
    reporter_organisation = text(_("Lembaga pelapor"), 160)
    reporter_capacity = text(_("Kedudukan pelapor"), 160)
    source_note = text(_("Catatan sumber"), 2000, widget=forms.Textarea(attrs={"rows": 2}))
    noted = forms.CharField(max_length=60, required=False)  # doubts that were shown and ignored
    same_as = forms.CharField(max_length=20, required=False)  # the two fields of the panel of similar cases
    seen = forms.CharField(max_length=500, required=False)

    def __init__(
        self,
        *args: Any,
        user: User,
        now: dt.datetime,
        staged: Sequence[StagedFile] = (),
        refused_files: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        """``staged``: the files received so far; ``refused_files``: why others were refused."""
        self.staged, self.refused_files = staged, refused_files
        super().__init__(*args, today=user.local_date(now), zone=user.zone, now=now, **kwargs)
        self.user = user
        set_rows(self, "agency", Agency.objects.reached_by(user).open())
        self.fields["agency"].initial = user.agency_id

    @property
    def yesterday(self) -> dt.date:
        return self.today - dt.timedelta(days=1)

    def clean_links(self) -> list[Link]:
        return links_in(self.cleaned_data["links"])

    def clean_reupload_links(self) -> list[Link]:
        return links_in(self.cleaned_data["reupload_links"])

    def clean_exposing_links(self) -> list[Link]:
        return links_in(self.cleaned_data["exposing_links"])

    def clean_same_as(self) -> Case | None:
        """The case to which this report belongs; None for a new case, or without an answer."""
        number = self.cleaned_data["same_as"]
        if number in ("", NOT_ALIKE):
            return None
        if found := Case.objects.visible_to(self.user).filter(number=number).first():
            return found
        raise ValidationError(_("Kasus %(number)s tidak ditemukan."), params={"number": number})

    def clean_people(self) -> list[Any]:
        return find_employees(_not_too_many(self.cleaned_data["people"]), self.user)

    def clean_unknown(self) -> str:
        return _not_too_many(self.cleaned_data["unknown"])

    def clean_outsiders(self) -> str:
        return _not_too_many(self.cleaned_data["outsiders"])

    def clean_claimed_at(self) -> dt.datetime | None:
        claimed_at: dt.datetime | None = self.cleaned_data["claimed_at"]
        if claimed_at and claimed_at > self.now:
            raise ValidationError(NOT_IN_FUTURE)
        return claimed_at

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        for why in self.refused_files:
            self.add_error("files", why)
        self.check_dates()
        if data.get("claimed_by") and not data.get("claimed_at") and data.get("within_hours") is None:
            self.add_error("claimed_by", _("Isi waktu menurutnya, atau apakah ia menyebut dalam jam kerja."))
        if data.get("claimed_at") and not data.get("claimed_by"):
            self.add_error("claimed_by", _("Tulis menurut siapa."))
        if data.get("reporter_capacity") and not (data.get("reporter_name") or data.get("reporter_organisation")):
            self.add_error("reporter_name", _("Tulis nama atau lembaga pelapor."))
        return data

    def traces(self) -> Traces:
        """The traces of the report, from the data typed so far."""
        data = self.cleaned_data
        found = [link for name in LINK_FIELDS for link in data.get(name) or []]
        typed = {data.get("original_account"), data.get("exposing_account")}
        moment = data.get("recorded")
        return Traces(
            keys={link.key for link in found if link.key},
            accounts={account for account in {link.account for link in found} | typed if account},
            files={file.sha256 for file in self.staged if file.is_whole},
            picture_hashes={
                picture_hash.unsigned(file.picture_hash) for file in self.staged if file.picture_hash is not None
            },
            people={employee.pk for employee in data.get("people") or []},
            days=(moment.earliest_at, moment.latest_at) if moment else None,
            summary=data.get("summary", ""),
        )

    def recognised(self) -> list[Link]:
        """The recognised links, shown to the officer."""
        return [link for name in LINK_FIELDS for link in getattr(self, "cleaned_data", {}).get(name) or []]

    def shown(self) -> set[str]:
        """The numbers of the similar cases that were shown."""
        return set(self.cleaned_data["seen"].split())

    def doubts(self) -> list[Doubt]:
        """Probable mistakes that were not shown yet."""
        found = doubts_of(self.cleaned_data, self.user, self.now)
        return [doubt for doubt in found if doubt.code not in self.cleaned_data["noted"].split()]

    def told_apart(self) -> list[Case]:
        """The cases that were shown and that the officer marked as another event."""
        if self.data.get("same_as") != NOT_ALIKE:
            return []
        return list(Case.objects.visible_to(self.user).filter(number__in=self.shown()))

    def report(self) -> Report:
        """What the service records; the files come from the draft."""
        data = self.cleaned_data
        described = lines_of(data["unknown"])
        return Report(
            agency=data["agency"],
            summary=data["summary"],
            title=data["title"],
            medium=data["medium"] or Incident.Medium.UNKNOWN,
            uniform=data["uniform"] or Incident.Uniform.UNKNOWN,
            place=data["place"],
            posts=self._posts(),
            dates=self.dates(),
            claims=self._claims(),
            reporter=self._reporter(),
            people=data["people"],
            unknown=[line[:DESCRIPTION_LENGTH] for line in described if read_group(line) is None],
            groups=[group for line in described if (group := read_group(line))],
            outsiders=[read_outsider(line) for line in lines_of(data["outsiders"])],
            source_note=data["source_note"],
            identity=Identity.UNIT if data["confirmed"] else Identity.SUSPECTED,
        )

    def _posts(self) -> list[SeenPost]:
        exposing = self._part("exposing_links", Post.Part.EXPOSING)
        copies = self._part("reupload_links", Post.Part.REUPLOAD, without=exposing)
        original = self._part("links", Post.Part.ORIGINAL, without=exposing | copies)
        with_account = self._with_account
        return [
            *with_account([*original.values()], Post.Part.ORIGINAL),
            *copies.values(),
            *with_account([*exposing.values()], Post.Part.EXPOSING),
        ]

    def _part(self, field: str, part: Post.Part, without: Collection[str] = ()) -> dict[str, SeenPost]:
        """The posts of one field by key; a link in two fields keeps the rarer, named part."""
        return {link.same: SeenPost.at(link, part) for link in self.cleaned_data[field] if link.same not in without}

    def _with_account(self, posts: list[SeenPost], part: Post.Part) -> list[SeenPost]:
        """A typed account belongs to the link without an account, or otherwise stands alone."""
        account = self.cleaned_data[f"{part.lower()}_account"]
        platform = self.cleaned_data[f"{part.lower()}_platform"]
        if not (account or platform) or account in {post.account for post in posts}:
            return posts
        silent = next((post for post in posts if not post.account and platform in ("", post.platform)), None)
        if silent is None:
            return [*posts, SeenPost(part, Post.Platform(platform or Post.Platform.OTHER), account)]
        return [dataclasses.replace(post, account=account) if post is silent else post for post in posts]

    def _claims(self) -> list[HoursClaim]:
        data = self.cleaned_data
        if not data["claimed_by"]:
            return []
        return [
            HoursClaim(
                claimed_by=data["claimed_by"],
                claimed_at=data["claimed_at"],
                within_hours=data["within_hours"],
                source=data["claim_source"],
            )
        ]

    def _reporter(self) -> Reporter | None:
        name, organisation = self.cleaned_data["reporter_name"], self.cleaned_data["reporter_organisation"]
        if not (name or organisation):
            return None
        return Reporter(name=name, organisation=organisation, capacity=self.cleaned_data["reporter_capacity"])
