"""The four governments of the five cases, and their agencies as a tree."""

from typing import NamedTuple

from cases.models import Agency, TimeZone

K = Agency.Kind


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
    return Unit(code, name, name, K.SCHOOL, f"Kepala {name}")


def ward(code: str, name: str) -> Unit:
    return Unit(code, f"Kelurahan {name}", f"Kel. {name}", K.WARD, f"Lurah {name}")


def district(code: str, name: str, *wards: Unit) -> Unit:
    return Unit(code, f"Kecamatan {name}", f"Kec. {name}", K.DISTRICT, f"Camat {name}", wards)


def department(code: str, name: str, short_name: str, *below: Unit) -> Unit:
    return Unit(code, name, short_name, K.DEPARTMENT, f"Kepala {short_name}", below)


def council(name: str) -> Unit:
    return Unit("setwan", f"Sekretariat DPRD {name}", "Setwan", K.COUNCIL_SECRETARIAT, "Sekretaris DPRD")


SETDA = Unit("setda", "Sekretariat Daerah", "Setda", K.SECRETARIAT, "Sekretaris Daerah")
INSPEKTORAT = Unit("inspektorat", "Inspektorat Daerah", "Inspektorat", K.INSPECTORATE, "Inspektur")
BKPSDM = Unit("bkpsdm", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "BKPSDM", K.BOARD, "Kepala BKPSDM")
# The name of Bekasi's BKPSDM until 2021; cases of that time use it.
BKPPD = Unit("bkppd", "Badan Kepegawaian, Pendidikan dan Pelatihan Daerah", "BKPPD", K.BOARD, "Kepala BKPPD")
UNNAMED = Unit(
    "perangkat-daerah-2021",
    "Perangkat daerah yang tidak disebut dalam berita",
    "PD (tidak disebut)",
    K.DEPARTMENT,
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
            Unit("rsud", "RSUD Kota Bekasi (peragaan)", "RSUD", K.HOSPITAL, "Direktur RSUD"),
        ),
        department("dishub", "Dinas Perhubungan", "Dishub"),
        department("dlh", "Dinas Lingkungan Hidup", "DLH"),
        Unit("satpol-pp", "Satuan Polisi Pamong Praja", "Satpol PP", K.DEPARTMENT, "Kepala Satpol PP"),
        Unit("perumda-air", "Perumda Air Minum (peragaan)", "Perumda Air Minum", K.COMPANY, "Direktur Utama"),
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
        Unit("rsud", "RSUD (peragaan)", "RSUD", K.HOSPITAL, "Direktur RSUD"),
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
        Unit("rsud", "RSUD (peragaan)", "RSUD", K.HOSPITAL, "Direktur RSUD"),
        Unit("kampung-tumbit", "Kampung Tumbit", "Kampung Tumbit", K.VILLAGE, "Kepala Kampung Tumbit"),
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
        Unit("rsud", "RSUD (peragaan)", "RSUD", K.HOSPITAL, "Direktur RSUD"),
        Unit(
            "perumda-nkr",
            "Perumda Pasar Niaga Kerta Raharja",
            "Perumda Pasar NKR",
            K.COMPANY,
            "Direktur Utama Perumda Pasar NKR",
        ),
    ),
)
PLACES = (BEKASI, PALEMBANG, BERAU, TANGERANG)
