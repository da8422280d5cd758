"""Who may sanction whom: each act through the page of the decision, with the article that judges it."""

import pytest

from cases.models import Agency, Decision, Government
from regulations.models import SanctionType
from tests import factories
from tests.law_acts.office import Act, Office, assert_judged

pytestmark = pytest.mark.django_db
P16, P25, P14 = "Pasal 16–22 PP 94/2021", "Pasal 25 PP 94/2021", "Pasal 14 ayat (7) UU 30/2014"
PPK = {"post": "Wali Kota Contoh"}


def by_head(office: Office, post: str, sanction: str = "PNS-R2", **fields):
    office.post_of_budi(post)
    head = office.official("Kepala Dinas Contoh", "JPT_PRATAMA")
    return office.decide(office.found(**fields.pop("how", {})), sanction, "AGENCY_HEAD", head, **fields)


def by_supervisor(office: Office, post: str, sanction: str = "PNS-R2", **fields):
    office.post_of_budi(post)
    chief = office.official("Kepala Seksi Contoh", fields.pop("level", "SUPERVISOR"), grade="III/d")
    return office.decide(office.found(), sanction, "SUPERVISOR", chief, **fields)


def by_administrator(office: Office, post: str, sanction: str = "PNS-R2", *, filled: bool = False, **fields):
    office.post_of_budi(post)
    chief = office.official("Kepala Bidang Contoh", "ADMINISTRATOR", grade="IV/a")
    if filled:
        office.official("Kepala Seksi Contoh", "SUPERVISOR", grade="III/d")
    return office.decide(office.found(), sanction, "ADMINISTRATOR", chief, **fields)


def by_mayor(office: Office, post: str, sanction: str, kind: str = "CITY", **fields):
    Government.objects.update(kind=kind)
    office.post_of_budi(post)
    severe = {"impact": "STATE", "impact_reason": "Luas", "team": True}
    return office.decide(office.found(**severe), sanction, "PPK", office.mayor(), **PPK | fields)


def of_no_post(office: Office):
    office.post_of_budi("FUNCTIONAL")
    return office.decide(office.found(impact="STATE", impact_reason="Luas", team=True), "PNS-B3", "PPK", office.mayor())


def by_sekda(office: Office, post: str, sanction: str = "PNS-R2", kind: str = "CITY"):
    Government.objects.update(kind=kind)
    office.post_of_budi(post)
    hall = factories.make_agency(office.budi.government, "setda", "Setda", kind=Agency.Kind.SECRETARIAT)
    level = "JPT_MADYA" if kind == "PROVINCE" else "JPT_PRATAMA"
    return office.decide(office.found(), sanction, "SEKDA", office.official("Sekda Contoh", level, hall))


def by_old_law(office: Office):
    """The form offers no sanction of a law that ended; somebody sends it all the same."""
    kind, mayor = SanctionType.objects.get(code="PNS-B4"), office.mayor()
    found = office.found(impact="STATE", impact_reason="Luas", team=True)
    signed = {"official": "PPK", "person": mayor.other_number, "tie": "NONE", "considerations": "Terbukti"} | PPK
    return office.on_page(office.rina, found, "decide", sanction=kind.pk, **signed)


def by_stranger(office: Office):
    other = factories.make_agency(office.budi.government, "dinas-z", "Dinas Z")
    return office.decide(office.found(), "PNS-R2", "AGENCY_HEAD", office.official("Kepala Z", "JPT_PRATAMA", other))


def by_himself(office: Office):
    office.budi.employments.update(post_level="FUNCTIONAL")
    return office.decide(office.found(), "PNS-R2", "AGENCY_HEAD", office.budi)


def by_second_respondent(office: Office):
    respondent = office.found()
    head = office.official("Kepala Dinas Contoh", "JPT_PRATAMA")
    respondent.case.respondents.create(employee=head, agency=respondent.agency, status_on=respondent.status_on)
    return office.decide(respondent, "PNS-R2", "AGENCY_HEAD", head)


def by_nobody_of_the_register(office: Office):
    head = office.official("Kepala Dinas Contoh", "JPT_PRATAMA")
    head.nip, head.other_number = None, "Drs Nama Rekaan"  # as it is typed; nobody is saved under it
    return office.decide(office.found(), "PNS-R2", "AGENCY_HEAD", head)


def by_appointed_functional(office: Office, *, filled: bool = False, **fields):
    office.post_of_budi("EXECUTIVE")
    senior = office.official("Ahli Madya Contoh", "FUNCTIONAL", grade="IV/a")
    if filled:
        office.official("Kepala Seksi Contoh", "SUPERVISOR", grade="III/d")
    return office.decide(office.found(), "PNS-R2", "APPOINTED_FUNCTIONAL", senior, **fields)


def acting(office: Office, capacity: str, sanction: str = "PNS-R2", **fields):
    """The secretary of the agency, an administrator, acts for its head."""
    office.post_of_budi("FUNCTIONAL")
    secretary = office.official("Sekretaris Dinas Contoh", "ADMINISTRATOR", grade="IV/b")
    respondent = office.found(impact="AGENCY", impact_reason="Luas") if "-S" in sanction else office.found()
    return office.decide(respondent, sanction, "AGENCY_HEAD", secretary, capacity=capacity, **fields)


def post_unknown(office: Office, **fields):
    return by_head(office, "", **fields)


def retired_head(office: Office):
    head = office.official("Kepala Lama", "JPT_PRATAMA")
    head.employments.update(ends_on="2020-01-01")
    return office.decide(office.found(), "PNS-R2", "AGENCY_HEAD", head)


ACTS = [
    Act("a head gives a moderate sanction to an administrator", P16,
        lambda office: by_head(office, "ADMINISTRATOR", "PNS-S1T"), "tidak berwenang"),
    Act("a head gives a light sanction to an administrator", P16, lambda office: by_head(office, "ADMINISTRATOR")),
    Act("a head gives a moderate sanction to a supervisor", P16,
        lambda office: by_head(office, "SUPERVISOR", "PNS-S1T", how={"impact": "AGENCY"})),
    Act("a head gives a light sanction to a supervisor whose administrator is there", P25,
        lambda office: [office.official("Kabid", "ADMINISTRATOR"),
                        by_head(office, "SUPERVISOR", condition="kosong")][1], "tercatat sebagai"),
    Act("a head gives a light sanction to a supervisor, the post between being empty", P25,
        lambda office: by_head(office, "SUPERVISOR", condition="Kabid pensiun; SK 1/2026")),
    Act("the same, without saying how it is known", P25, lambda office: by_head(office, "SUPERVISOR"),
        "Jabatan di antaranya kosong"),
    Act("a head gives light to a functional", P16, lambda office: by_head(office, "FUNCTIONAL")),
    Act("a head dismisses", P16, lambda office: by_head(office, "FUNCTIONAL", "PNS-B3", how={"team": True}),
        "tidak berwenang"),
    Act("a supervisor gives light to an administrator", P16, lambda office: by_supervisor(office, "ADMINISTRATOR"),
        "tidak berwenang"),
    Act("the same, with the post left blank", P16, lambda office: by_supervisor(office, "ADMINISTRATOR", post_level=""),
        "tidak berwenang"),
    Act("the same, with a lower post typed and no source", P16,
        lambda office: by_supervisor(office, "ADMINISTRATOR", post_level="EXECUTIVE"), "Sebut sumber"),
    Act("a supervisor gives light to an executive", P16, lambda office: by_supervisor(office, "EXECUTIVE")),
    Act("a supervisor gives moderate to an executive", P16,
        lambda office: by_supervisor(office, "EXECUTIVE", "PNS-S1T"), "tidak berwenang"),
    Act("an executive signs as supervisor", P16,
        lambda office: by_supervisor(office, "EXECUTIVE", level="EXECUTIVE"), "tercatat Pelaksana"),
    Act("an administrator gives light to an executive, the supervisor being there", P25,
        lambda office: by_administrator(office, "EXECUTIVE", filled=True, condition="kosong"), "tercatat sebagai"),
    Act("an administrator gives light to an executive, the supervisor's post being empty (BKN's example)", P25,
        lambda office: by_administrator(office, "EXECUTIVE", condition="Jabatan pengawas kosong; SK 2/2026")),
    Act("an administrator gives light to a supervisor", P16, lambda office: by_administrator(office, "SUPERVISOR")),
    Act("an administrator gives light to another administrator", P16,
        lambda office: by_administrator(office, "ADMINISTRATOR"), "tidak berwenang"),
    Act("a mayor dismisses a main functional", P16, lambda office: by_mayor(office, "FUNCTIONAL_MAIN", "PNS-B3"),
        "tidak berwenang"),
    Act("a mayor relieves a main functional", P16, lambda office: by_mayor(office, "FUNCTIONAL_MAIN", "PNS-B2")),
    Act("the class of an administrator's post is lowered, which is for executives", "Pasal 8 PP 94/2021",
        lambda office: by_mayor(office, "ADMINISTRATOR", "PNS-B1K"), "hanya bagi Pelaksana"),
    Act("the class of an executive's post is lowered", "Pasal 8 PP 94/2021",
        lambda office: by_mayor(office, "EXECUTIVE", "PNS-B1K")),
    Act("an executive is lowered to a post below his", "Pasal 8 PP 94/2021",
        lambda office: by_mayor(office, "EXECUTIVE", "PNS-B1"), "hanya bagi"),
    Act("an administrator is lowered to a post below his", "Pasal 8 PP 94/2021",
        lambda office: by_mayor(office, "ADMINISTRATOR", "PNS-B1")),
    Act("a dismissal that PP 53/2010 knew, for an act under PP 94/2021", "Pasal 8 PP 94/2021",
        by_old_law, "Sanksi itu tidak berlaku"),
    Act("a mayor dismisses a head of an agency", P16, lambda office: by_mayor(office, "JPT_PRATAMA", "PNS-B3")),
    Act("a regent dismisses a functional", P16, lambda office: by_mayor(office, "FUNCTIONAL", "PNS-B3", "REGENCY")),
    Act("a mayor gives a light sanction to a functional", P16, lambda office: by_mayor(office, "FUNCTIONAL", "PNS-R2"),
        "tidak berwenang"),
    Act("a governor gives light to a head of an agency", P16,
        lambda office: by_mayor(office, "JPT_PRATAMA", "PNS-R2", "PROVINCE"), "tidak berwenang"),
    Act("a governor relieves a head of an agency", P16,
        lambda office: by_mayor(office, "JPT_PRATAMA", "PNS-B2", "PROVINCE")),
    Act("a governor dismisses a JPT madya", P16,
        lambda office: by_mayor(office, "JPT_MADYA", "PNS-B3", "PROVINCE"), "tidak berwenang"),
    Act("a Sekda of a city gives light to a head of an agency", P16, lambda office: by_sekda(office, "JPT_PRATAMA"),
        "tidak berwenang"),
    Act("a Sekda of a province gives light to a head of an agency", P16,
        lambda office: by_sekda(office, "JPT_PRATAMA", kind="PROVINCE")),
    Act("the head of another agency decides", P16, by_stranger, "tidak di bawahnya"),
    Act("the examinee decides on his own case", "Pasal 42–43 UU 30/2014", by_himself, "tidak boleh memutus"),
    Act("another examinee of the case decides", "Pasal 42–43 UU 30/2014", by_second_respondent, "tidak boleh memutus"),
    Act("a name that is in no register decides", "Pasal 42–43 UU 30/2014", by_nobody_of_the_register,
        "belum ada di daftar pegawai"),
    Act("a kinsman decides", "Pasal 42–43 UU 30/2014", lambda office: by_head(office, "FUNCTIONAL", tie="KIN"),
        "tidak boleh memutus"),
    Act("a head who left years ago decides", P16, retired_head, "tidak tercatat pada hari keputusan"),
    Act("an appointed functional, a supervisor being there", P16,
        lambda office: by_appointed_functional(office, filled=True, condition="kosong"), "tercatat sebagai"),
    Act("an appointed functional in a unit without one", P16,
        lambda office: by_appointed_functional(office, condition="SK PPK 3/2026: unit tanpa pengawas")),
    Act("a Plt. gives a light sanction by his order", P14,
        lambda office: acting(office, "PLT", mandate="Sprin 4/2026 tanggal 1/11/2026")),
    Act("a Plt. without his order", P14, lambda office: acting(office, "PLT"), "Isi surat perintah"),
    Act("a Plt. gives a moderate sanction", P14,
        lambda office: acting(office, "PLT", "PNS-S1T", mandate="Sprin 4/2026"), "tidak menjatuhkan"),
    Act("a Plh. gives a moderate sanction", P14,
        lambda office: acting(office, "PLH", "PNS-S1T", mandate="Sprin 4/2026"), "tidak menjatuhkan"),
    Act("the secretary signs as if he were the head", P16, lambda office: acting(office, "DEFINITIVE"),
        "tercatat Administrator"),
    Act("a Pj. mayor dismisses with the minister's approval", "SE Mendagri 821/5492/SJ",
        lambda office: by_mayor(office, "FUNCTIONAL", "PNS-B3", capacity="PJ", mandate="Kepmendagri 1/2026",
                                approval="Persetujuan Mendagri 2/2026")),
    Act("a Pj. mayor dismisses without approval", "SE Mendagri 821/5492/SJ",
        lambda office: by_mayor(office, "FUNCTIONAL", "PNS-B3", capacity="PJ", mandate="Kepmendagri 1/2026"),
        "persetujuan tertulis"),
    Act("a mayor whose post is stated without the paper that made him one", P16,
        lambda office: by_mayor(office, "FUNCTIONAL", "PNS-B3", mandate=""), "sebut keputusan pengangkatannya"),
    Act("a mayor whose post is not stated", P16,
        of_no_post, "Isi jabatannya"),
    Act("a substitute PPK dismisses by decree", P25,
        lambda office: by_mayor(office, "FUNCTIONAL", "PNS-B3", capacity="SUBSTITUTE", mandate="Keppres 1/2026")),
    Act("a decision on somebody whose post nobody knows", P16, post_unknown, "Isi jenjang jabatan terperiksa"),
    Act("the post stated without a source", P16, lambda office: post_unknown(office, post_level="FUNCTIONAL"),
        "Sebut sumber"),
    Act("the post stated with its source", P16,
        lambda office: post_unknown(office, post_level="FUNCTIONAL", post_source="SK jabatan 5/2024")),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_a_decision_ends_as_the_power_says(office, act):
    assert_judged(act.take(office), act)
    assert Decision.objects.exists() != bool(act.refused)


def test_a_missing_post_is_written_to_the_staff_record_with_its_source(office):
    post_unknown(office, post_level="FUNCTIONAL", post_source="SK jabatan 5/2024")
    job = office.budi.employments.get()
    assert (job.post_level, job.note) == ("FUNCTIONAL", "SK jabatan 5/2024")


def test_a_departure_from_the_record_is_kept_and_printed_with_its_source(office):
    by_head(office, "EXECUTIVE", post_level="FUNCTIONAL", post_source="SK inpassing 6/2025")
    decision = Decision.objects.get()
    assert "menyimpang dari riwayat jabatan: SK inpassing 6/2025" in decision.competence_note
    assert office.budi.employments.get().post_level == "EXECUTIVE"


def test_the_decision_names_the_official_and_how_the_post_is_held(office):
    acting(office, "PLT", mandate="Sprin 4/2026")
    decision = Decision.objects.get()
    assert decision.official_name == "Sekretaris Dinas Contoh, Plt. Sekretaris Dinas Contoh"
    assert (decision.capacity, decision.mandate) == ("PLT", "Sprin 4/2026")
