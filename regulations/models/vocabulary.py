"""Terms that the law and the cases share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffCategory(models.TextChoices):
    PNS = "PNS", _("PNS")
    CPNS = "CPNS", _("CPNS")
    PPPK = "PPPK", _("PPPK")
    PPPK_PART_TIME = "PPPK_PART_TIME", _("PPPK paruh waktu")
    CONTRACT = "CONTRACT", _("TKK/non-ASN")
    OUTSOURCED = "OUTSOURCED", _("Alih daya")
    BUMD = "BUMD", _("Pegawai BUMD")
    VILLAGE = "VILLAGE", _("Perangkat desa")


class Route(models.TextChoices):
    ETHICS = "ETHICS", _("Etik")
    DISCIPLINE = "DISCIPLINE", _("Disiplin")
    CONTRACT = "CONTRACT", _("Kontrak")
    COACHING = "COACHING", _("Pembinaan")
    NO_ACTION = "NO_ACTION", _("Tidak ditindaklanjuti")


class Severity(models.TextChoices):
    COACHING = "COACHING", _("Pembinaan")
    MORAL = "MORAL", _("Sanksi moral")
    ADMINISTRATIVE = "ADMINISTRATIVE", _("Administratif")
    LIGHT = "LIGHT", _("Ringan")
    MODERATE = "MODERATE", _("Sedang")
    SEVERE = "SEVERE", _("Berat")
    TERMINATION = "TERMINATION", _("Pemberhentian")


class Impact(models.TextChoices):
    """The impact of a breach, which determines the level (Pasal 9–14 PP 94/2021)."""

    UNIT = "UNIT", _("Unit kerja")
    AGENCY = "AGENCY", _("Instansi")
    STATE = "STATE", _("Pemerintah/negara")


class Official(models.TextChoices):
    DIRECT_SUPERIOR = "DIRECT_SUPERIOR", _("Atasan langsung")
    SUPERVISOR = "SUPERVISOR", _("Pengawas")
    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")
    APPOINTED_FUNCTIONAL = "APPOINTED_FUNCTIONAL", _("Pejabat fungsional yang ditunjuk PPK")
    AGENCY_HEAD = "AGENCY_HEAD", _("Kepala perangkat daerah")
    SEKDA = "SEKDA", _("Sekretaris daerah")
    PPK = "PPK", _("Bupati/wali kota/gubernur (PPK)")
    PRESIDENT = "PRESIDENT", _("Presiden")
    DIRECTOR = "DIRECTOR", _("Direksi BUMD")
    CAPITAL_OWNER = "CAPITAL_OWNER", _("Kepala daerah selaku pemilik modal BUMD")
    VILLAGE_HEAD = "VILLAGE_HEAD", _("Kepala desa")
    PROVIDER = "PROVIDER", _("Perusahaan penyedia jasa")


class Capacity(models.TextChoices):
    """The capacity in which an official holds the post whose power is used."""

    DEFINITIVE = "DEFINITIVE", _("Definitif")
    PLT = "PLT", _("Pelaksana tugas (Plt.)")
    PLH = "PLH", _("Pelaksana harian (Plh.)")
    PJ = "PJ", _("Penjabat (Pj.)")
    SUBSTITUTE = "SUBSTITUTE", _("Pejabat pengganti")


class PostLevel(models.TextChoices):
    """The post of the person to be sanctioned, which determines the competence (Pasal 16–22 PP 94/2021)."""

    JPT_MADYA = "JPT_MADYA", _("JPT madya")
    JPT_PRATAMA = "JPT_PRATAMA", _("JPT pratama")
    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")
    SUPERVISOR = "SUPERVISOR", _("Pengawas")
    EXECUTIVE = "EXECUTIVE", _("Pelaksana")
    FUNCTIONAL_MAIN = "FUNCTIONAL_MAIN", _("Fungsional ahli utama")
    FUNCTIONAL = "FUNCTIONAL", _("Fungsional lain")


class Government(models.TextChoices):
    DISTRICT = "DISTRICT", _("Kabupaten/kota")
    PROVINCE = "PROVINCE", _("Provinsi")
