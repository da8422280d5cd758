"""The subjects and outcomes of generated cases; the weights follow cases in the press."""

from enum import Enum, auto
from typing import NamedTuple

from cases.models import Incident, Post
from regulations.models import Official, Route, StaffCategory

Medium, Platform = Incident.Medium, Post.Platform


class Outcome(Enum):
    COACHED = auto()
    ORAL = auto()
    WRITTEN = auto()
    DISSATISFIED = auto()
    MORAL = auto()
    PAY = auto()
    RELIEVED = auto()
    CONTRACT_ENDED = auto()
    DISMISSED = auto()
    RESIGNED = auto()
    LEFT_EARLY = auto()
    NO_ACTION = auto()


class Theme(NamedTuple):
    title: str
    summary: str
    medium: str
    allegation: str


THEMES = {
    Theme("Siaran langsung pribadi pada jam kerja", "Bersiaran langsung di akun pribadi dari ruang layanan.", Medium.LIVE,
          "Membuat siaran pribadi pada jam kerja"): 34,
    Theme("Video joget berseragam", "Video joget berseragam di lingkungan kantor beredar luas.", Medium.VIDEO,
          "Membuat konten berseragam di luar kepatutan"): 16,
    Theme("Unggahan dukungan kepada calon", "Menyukai dan membagikan unggahan bakal calon kepala daerah.", Medium.TEXT,
          "Menunjukkan keberpihakan lewat media sosial"): 12,
    Theme("Komentar kasar kepada warga", "Komentar kasar kepada warga yang mengeluhkan pelayanan.", Medium.TEXT,
          "Berkata tidak patut kepada warga"): 9,
    Theme("Unggahan kabar bohong", "Membagikan ulang kabar yang ternyata tidak benar.", Medium.TEXT,
          "Menyebarkan kabar yang tidak benar"): 8,
    Theme("Percakapan pribadi tersebar", "Tangkapan layar percakapan pribadi pegawai tersebar.", Medium.PHOTO,
          "Perbuatan yang mencemarkan martabat pegawai"): 7,
    Theme("Keluhan tunjangan di media sosial", "Mengeluhkan tunjangan dengan menyebut pimpinan.", Medium.TEXT,
          "Menyampaikan keluhan di luar saluran resmi"): 4,
    Theme("Pamer barang mewah", "Foto barang mewah diunggah dengan lokasi kantor.", Medium.PHOTO,
          "Memamerkan gaya hidup mewah"): 4,
    Theme("Dokumen kedinasan tersebar", "Foto dokumen kedinasan diunggah di grup percakapan.", Medium.PHOTO,
          "Menyebarkan dokumen kedinasan"): 2,
    Theme("Wajah siswa dalam konten guru", "Konten guru memperlihatkan wajah siswa tanpa izin.", Medium.VIDEO,
          "Menampilkan siswa tanpa izin"): 2,
    Theme("Meminta hadiah saat siaran", "Meminta hadiah penonton saat siaran di tempat kerja.", Medium.LIVE,
          "Meminta hadiah dalam siaran pada jam kerja"): 2,
}  # fmt: skip
PLATFORMS = {
    Platform.TIKTOK: 45,
    Platform.FACEBOOK: 18,
    Platform.WHATSAPP: 12,
    Platform.INSTAGRAM: 12,
    Platform.X: 6,
    Platform.YOUTUBE: 2,
    Platform.OTHER: 5,
}
# A city has no village staff; their share went to the others.
CATEGORIES = {
    StaffCategory.PNS: 44,
    StaffCategory.PPPK: 22,
    StaffCategory.PPPK_PART_TIME: 3,
    StaffCategory.CONTRACT: 21,
    StaffCategory.OUTSOURCED: 4,
    StaffCategory.BUMD: 5,
    StaffCategory.CPNS: 1,
}
OUTCOMES = {
    Outcome.COACHED: 26, Outcome.ORAL: 16, Outcome.WRITTEN: 17, Outcome.DISSATISFIED: 5, Outcome.MORAL: 6,
    Outcome.PAY: 5, Outcome.RELIEVED: 4, Outcome.CONTRACT_ENDED: 6, Outcome.DISMISSED: 2, Outcome.RESIGNED: 1,
    Outcome.LEFT_EARLY: 9, Outcome.NO_ACTION: 3,
}  # fmt: skip
PEOPLE = {1: 76, 2: 15, 3: 5, 5: 3, 10: 1}


class Verdict(NamedTuple):
    """A sanctioning outcome for a category: the kind of sanction, its route, and the competent official."""

    sanction: str
    route: Route = Route.CONTRACT
    official: Official = Official.AGENCY_HEAD
    needs_panel: bool = False
    is_served_at_once: bool = True
    reaches_payroll: bool = False


def discipline(slug: str, official: Official = Official.AGENCY_HEAD, **rest: bool) -> Verdict:
    return Verdict(slug, Route.DISCIPLINE, official, **rest)


def company(slug: str, **rest: bool) -> Verdict:
    return Verdict(slug, Route.CONTRACT, Official.DIRECTOR, **rest)


CIVIL_SERVANT = {
    Outcome.ORAL: discipline("pns-r1-2021"),
    Outcome.WRITTEN: discipline("pns-r2-2021"),
    Outcome.DISSATISFIED: discipline("pns-r3-2021"),
    Outcome.MORAL: Verdict("etik-tertutup-2004", Route.ETHICS, Official.PPK, needs_panel=True),
}
AGREEMENT_LIGHT = discipline("pppk-disc-r-2018", is_served_at_once=True)
VERDICTS: dict[str, dict[Outcome, Verdict]] = {
    StaffCategory.PNS: CIVIL_SERVANT
    | {
        Outcome.PAY: discipline("pns-s1t-2021", is_served_at_once=False, reaches_payroll=True),
        Outcome.RELIEVED: discipline(
            "pns-b2-2021", Official.PPK, needs_panel=True, is_served_at_once=False, reaches_payroll=True
        ),
        Outcome.DISMISSED: discipline("pns-b3-2021", Official.PPK, needs_panel=True, reaches_payroll=True),
    },
    StaffCategory.CPNS: CIVIL_SERVANT,
    StaffCategory.PPPK: {
        Outcome.WRITTEN: AGREEMENT_LIGHT,
        Outcome.MORAL: Verdict("etik-terbuka-2004", Route.ETHICS, Official.PPK, needs_panel=True),
        Outcome.PAY: discipline("pppk-disc-s-2018", Official.PPK, reaches_payroll=True),
    },
    StaffCategory.PPPK_PART_TIME: {Outcome.WRITTEN: AGREEMENT_LIGHT},
    StaffCategory.CONTRACT: {
        Outcome.ORAL: Verdict("tkk-1-2017"),
        Outcome.WRITTEN: Verdict("tkk-2-2017"),
        Outcome.DISSATISFIED: Verdict("tkk-3-2017"),
        Outcome.CONTRACT_ENDED: Verdict("tkk-4-2017", reaches_payroll=True),
    },
    StaffCategory.OUTSOURCED: {
        Outcome.WRITTEN: Verdict("alihdaya-1-2015"),
        Outcome.CONTRACT_ENDED: Verdict("alihdaya-2-2015", reaches_payroll=True),
    },
    StaffCategory.BUMD: {
        Outcome.WRITTEN: company("bumd-sp1-2021", is_served_at_once=False),
        Outcome.PAY: company("bumd-sp2-2021", is_served_at_once=False),
        Outcome.CONTRACT_ENDED: company("bumd-phk-2021", reaches_payroll=True),
    },
}
PROVISIONS: dict[str, str] = {
    StaffCategory.PNS: "pp94-3f-2021",
    StaffCategory.CPNS: "pp94-3f-2021",
    StaffCategory.PPPK: "pp49-51-2018",
    StaffCategory.PPPK_PART_TIME: "pp49-51-2018",
    StaffCategory.CONTRACT: "pwb42-1-2017",
    StaffCategory.OUTSOURCED: "alihdaya-perilaku-2015",
    StaffCategory.BUMD: "bumd-perilaku-2015",
}


def verdict(category: str, outcome: Outcome) -> Verdict:
    """The category's own form of an outcome; otherwise its written reprimand."""
    known = VERDICTS[category]
    return known.get(outcome, known[Outcome.WRITTEN])
