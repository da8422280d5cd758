"""The four governments of the five cases, and their agencies as a tree."""

from typing import NamedTuple

from cases.models import Agency, TimeZone

Kind = Agency.Kind


class Unit(NamedTuple):
    code: str
    name: str
    short_name: str
    kind: str
    head: str
    below: "tuple[Unit, ...]" = ()


class Place(NamedTuple):
    """A government with its agencies. ``suffix`` is the end of its user names; empty for the main one."""

    region: str
    name: str
    time_zone: str
    suffix: str
    units: tuple[Unit, ...]


def school(code: str, name: str) -> Unit:
    return Unit(code, name, name, Kind.SCHOOL, f"Kepala {name}")


def ward(code: str, name: str) -> Unit:
    return Unit(code, f"Kelurahan {name}", f"Kel. {name}", Kind.WARD, f"Lurah {name}")


def district(code: str, name: str, *wards: Unit) -> Unit:
    return Unit(code, f"Kecamatan {name}", f"Kec. {name}", Kind.DISTRICT, f"Camat {name}", wards)


def department(code: str, name: str, short_name: str, *below: Unit) -> Unit:
    return Unit(code, name, short_name, Kind.DEPARTMENT, f"Kepala {short_name}", below)


def council(name: str) -> Unit:
    return Unit("setwan", f"Sekretariat DPRD {name}", "Setwan", Kind.COUNCIL_SECRETARIAT, "Sekretaris DPRD")


SETDA = Unit("setda", "Sekretariat Daerah", "Setda", Kind.SECRETARIAT, "Sekretaris Daerah")
INSPEKTORAT = Unit("inspektorat", "Inspektorat Daerah", "Inspektorat", Kind.INSPECTORATE, "Inspektur")
BKPSDM = Unit("bkpsdm", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "BKPSDM", Kind.BOARD, "Kepala BKPSDM")
# The name of Bekasi's BKPSDM until 2021; cases of that time use it.
BKPPD = Unit("bkppd", "Badan Kepegawaian, Pendidikan dan Pelatihan Daerah", "BKPPD", Kind.BOARD, "Kepala BKPPD")
UNNAMED = Unit(
    "perangkat-daerah-2021",
    "Perangkat daerah yang tidak disebut dalam berita",
    "PD (tidak disebut)",
    Kind.DEPARTMENT,
    "Kepala perangkat daerah (tidak disebut)",
)
DISDUKCAPIL = department("disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil")

BEKASI = Place(
    "kota-bekasi",
    "Kota Bekasi",
    TimeZone.WIB,
    "",
    (
        SETDA,
        INSPEKTORAT,
        BKPSDM,
        BKPPD,
        UNNAMED,
        council("Kota Bekasi"),
        DISDUKCAPIL,
        department(
            "disdik",
            "Dinas Pendidikan",
            "Disdik",
            school("sdn-margahayu", "SDN Margahayu (peragaan)"),
            school("sdn-jatiasih", "SDN Jatiasih (peragaan)"),
            school("smpn-bekasi", "SMPN Bekasi (peragaan)"),
        ),
        department(
            "dinkes",
            "Dinas Kesehatan",
            "Dinkes",
            Unit("rsud", "RSUD Kota Bekasi (peragaan)", "RSUD", Kind.HOSPITAL, "Direktur RSUD"),
        ),
        department("dishub", "Dinas Perhubungan", "Dishub"),
        department("dlh", "Dinas Lingkungan Hidup", "DLH"),
        Unit("satpol-pp", "Satuan Polisi Pamong Praja", "Satpol PP", Kind.DEPARTMENT, "Kepala Satpol PP"),
        Unit("perumda-air", "Perumda Air Minum (peragaan)", "Perumda Air Minum", Kind.COMPANY, "Direktur Utama"),
        district("bekasi-timur", "Bekasi Timur", ward("margahayu", "Margahayu"), ward("duren-jaya", "Duren Jaya")),
        district("jatisampurna", "Jatisampurna", ward("jatirangga", "Jatirangga"), ward("jatikarya", "Jatikarya")),
    ),
)
PALEMBANG = Place(
    "kota-palembang",
    "Kota Palembang",
    TimeZone.WIB,
    "palembang",
    (
        SETDA,
        INSPEKTORAT,
        BKPSDM,
        council("Kota Palembang"),
        DISDUKCAPIL,
        department("disdik", "Dinas Pendidikan", "Disdik", school("sdn-165", "SD Negeri 165")),
        Unit("rsud", "RSUD (peragaan)", "RSUD", Kind.HOSPITAL, "Direktur RSUD"),
    ),
)
BERAU = Place(
    "kabupaten-berau",
    "Kabupaten Berau",
    TimeZone.WITA,
    "berau",
    (
        SETDA,
        INSPEKTORAT,
        BKPSDM,
        council("Kabupaten Berau"),
        DISDUKCAPIL,
        department("disdik", "Dinas Pendidikan", "Disdik"),
        Unit("rsud", "RSUD (peragaan)", "RSUD", Kind.HOSPITAL, "Direktur RSUD"),
        Unit("kampung-tumbit", "Kampung Tumbit", "Kampung Tumbit", Kind.VILLAGE, "Kepala Kampung Tumbit"),
    ),
)
TANGERANG = Place(
    "kabupaten-tangerang",
    "Kabupaten Tangerang",
    TimeZone.WIB,
    "tangerang",
    (
        SETDA,
        INSPEKTORAT,
        BKPSDM,
        council("Kabupaten Tangerang"),
        DISDUKCAPIL,
        department("disdik", "Dinas Pendidikan", "Disdik"),
        Unit("rsud", "RSUD (peragaan)", "RSUD", Kind.HOSPITAL, "Direktur RSUD"),
        Unit(
            "perumda-nkr",
            "Perumda Pasar Niaga Kerta Raharja",
            "Perumda Pasar NKR",
            Kind.COMPANY,
            "Direktur Utama Perumda Pasar NKR",
        ),
    ),
)
PLACES = (BEKASI, PALEMBANG, BERAU, TANGERANG)
