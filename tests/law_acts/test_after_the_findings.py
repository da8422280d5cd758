"""Neighbours of the known acts, from the findings on: each act through its page, with the article that judges it."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from cases.models import Employee, Respondent, Status
from regulations.models import Dispute, Interpretation, Official, Provision, Route
from tests import factories
from tests.law_acts.office import Act, Office, assert_judged

pytestmark = pytest.mark.django_db
P8, P9, P16, P25 = "Pasal 8 PP 94/2021", "Pasal 9–14 PP 94/2021", "Pasal 16–22 PP 94/2021", "Pasal 25 PP 94/2021"
P29, P33, P37, P38 = (f"Pasal {number} PP 94/2021" for number in (29, 33, 37, 38))
P79, P14, P27, HEARD = "PP 79/2021", "Pasal 14 ayat (7) UU 30/2014", "Pasal 27 PP 94/2021", "Pasal 7 UU 30/2014"
CONFLICT, ETHICS = "Pasal 42–43 UU 30/2014", "Pasal 15–18 PP 42/2004"
LATE = {"late_reason": "Surat lama baru diserahkan"}
SEVERE = {"impact": "STATE", "impact_reason": "Luas"}
FIXED = "pp94-5n6-2021"


def by_head(office: Office, respondent: Respondent | None = None, sanction: str = "PNS-R2", **fields):
    """By the head of the agency. ``typed``: what stands in the field of the official instead of his number."""
    respondent = respondent or office.found()
    head = factories.signatory(respondent.agency).person
    if "typed" in fields:
        head.nip, head.other_number = None, fields.pop("typed")
    return office.decide(respondent, sanction, "AGENCY_HEAD", head, **fields)


def by_mayor(office: Office, respondent: Respondent, sanction: str = "PNS-B3", **fields):
    return office.decide(respondent, sanction, "PPK", office.mayor(), **{"post": "Wali Kota Contoh"} | fields)


def severe(office: Office, person: Employee | None = None, **over) -> Respondent:
    return office.found(person, **{"team": True} | SEVERE | over)


def nothing_proven(office: Office) -> Respondent:
    return office.found(outcome="NOT_PROVEN", reason="Tidak ada bukti", impact="", impact_reason="")


def of_category(office: Office, category: str, sanction: str, route: Route = Route.DISCIPLINE):
    person = office.hire("Citra", category=category)
    if category == "CONTRACT":
        return by_head(office, office.found(person, route=route), sanction)
    return by_mayor(office, severe(office, person), sanction)


def by_the_council(office: Office, sanction: str):
    """An ethics council has heard and reported; somebody sends a sanction of discipline."""
    respondent = office.brought_to(Status.ROUTED, route=Route.ETHICS)
    assert office.team(respondent, kind="ETHICS").status_code == 302
    factories.summon_and_hear(respondent, by=office.rina, at=office.now)
    factories.report_proven(respondent, by=office.rina, at=office.now, **SEVERE)
    return by_mayor(office, respondent, sanction)


def fixed_severe(office: Office) -> Respondent:
    return office.found(provision=Provision.objects.get(pk=FIXED))


def by_name(office: Office, words: str):
    return by_head(office, typed=words)


def in_office(office: Office, **job):
    return office.decide(
        office.found(), "PNS-R2", "AGENCY_HEAD", office.official("Kepala Dinas Contoh", "JPT_PRATAMA", **job)
    )


def by_sekda(office: Office, sanction: str):
    sekda = factories.signatory(office.agency, Official.SEKDA).person
    return office.decide(severe(office), sanction, "SEKDA", sekda)


def decided(office: Office) -> Respondent:
    return office.brought_to(Status.DECIDED)


def decreed(office: Office) -> Respondent:
    respondent = decided(office)
    factories.with_decree(respondent, by=office.rina, at=office.now)
    return respondent


def delivered(office: Office, respondent: Respondent | None = None, **fields):
    words = {"method": "IN_PERSON", "received_by": "Budi"} | fields
    return office.on_page(office.rina, respondent or decreed(office), "deliver", **words)


def sent(office: Office, respondent: Respondent | None = None, **fields):
    respondent = respondent or decreed(office)
    assert office.on_page(office.rina, respondent, "miss-delivery").status_code == 302
    return office.on_page(office.rina, respondent, "send-decision", **{"address": "Jl. Contoh 1"} | fields)


def arrived(office: Office, **fields):
    respondent = decreed(office)
    assert sent(office, respondent).status_code == 302
    return delivered(office, respondent, method="SENT", **fields)


def ruled(office: Office, act: str, **fields):
    words = {"ruling": "Putusan 1/2026", "ruled_by": "Atasan pejabat"} | fields
    return office.on_page(office.rina, office.brought_to(Status.CONTESTED), act, **words)


def annulled(office: Office) -> Respondent:
    respondent = office.brought_to(Status.DELIVERED)
    said = {"ruling": "Putusan 1/2026", "ruled_by": "PTUN"}
    assert office.on_page(office.rina, respondent, "annul", **said).status_code == 302
    return respondent


def moral(office: Office) -> Respondent:
    respondent = office.brought_to(Status.ROUTED, route=Route.ETHICS)
    assert office.team(respondent, kind="ETHICS").status_code == 302
    factories.summon_and_hear(respondent, by=office.rina, at=office.now)
    factories.report_proven(respondent, by=office.rina, at=office.now)
    answer = by_mayor(office, respondent, "ETIK-TERTUTUP")
    assert answer.status_code == 302
    return respondent


def moral_contested(office: Office, reading: str = "", respondent: Respondent | None = None):
    """Pronounced and received; then somebody objects. ``reading``: that of the region, where it is not the default."""
    if reading:
        Interpretation.objects.create(
            slug="moral-kota-contoh", code=Dispute.MORAL_REMEDY, region=office.budi.government.region, question="-",
            reason="-", options=["tidak-ada", "keberatan"], chosen=reading, in_force_from=dt.date(2022, 1, 1),
            confidence="DESIGN", source="-", checked_on=dt.date(2022, 1, 1),
        )  # fmt: skip
    respondent = respondent or moral(office)
    factories.with_decree(respondent, by=office.rina, at=office.now)
    assert delivered(office, respondent).status_code == 302
    return office.on_page(office.rina, respondent, "file-remedy", grounds="Tidak setuju", addressee="Wali Kota")


def moral_upheld(office: Office):
    respondent = moral(office)
    assert moral_contested(office, "keberatan", respondent).status_code == 302
    return office.on_page(office.rina, respondent, "uphold", ruling="Ditolak", ruled_by="Wali Kota")


def letter(office: Office, respondent: Respondent, form: str):
    office.client.force_login(office.rina)
    page = reverse("letter-new", args=[respondent.case.number]) + f"?form={form}&whom={respondent.pk}"
    return office.client.post(page, {"submission": str(uuid.uuid4()), "may_be_blank": "on", "on": "hari ini"})


def cleared(office: Office) -> Respondent:
    respondent = office.brought_to(Status.ROUTED)
    closing = {"reason": "UNFOUNDED", "note": "Tidak terbukti"}
    assert office.on_page(office.rina, respondent, "close-early", **closing).status_code == 302
    return respondent


UNDUE = {
    "SP-PANGGILAN": Status.ROUTED, "BA-TH": Status.SUMMONED, "LHP": Status.HEARD, "LAP-WENANG": Status.HEARD,
    "SK-TIM": Status.ROUTED, "SK-BEBAS": Status.SUMMONED, "SP-TERIMA": Status.DECIDED, "TT-SK": Status.DECIDED,
    "KEBERATAN": Status.DECIDED, "PULIH": Status.DELIVERED, "BA-PEMBINAAN": Status.HEARD,
}  # fmt: skip

ACTS = [
    # The decision
    Act("a sanction where nothing is proven", P27, lambda office: by_head(office, nothing_proven(office)), "terbukti"),
    Act("a decision tomorrow", P33, lambda office: by_head(office, on=office.day(1)), "setelah hari ini"),
    Act("a decision before the findings", P27, lambda office: by_head(office, on="kemarin", **LATE),
        "sebelum langkah sebelumnya"),
    Act("a second decision on one path", P33, lambda office: by_head(office, decided(office)), "tidak dapat dilakukan"),
    Act("a decision without considerations", P33, lambda office: by_head(office, considerations=""),
        "Isi “"),
    Act("a decision recorded by the Inspectorate, which examines", P16, lambda office: by_head(office, by=office.joko),
        "Peran Anda tidak berwenang"),
    Act("a decision while the path is held", P27,
        lambda office: [office.on_page(office.rina, each := office.found(), "hold", reason="Menunggu",
                                       owner="Saksi", review_on=office.day(1)), by_head(office, each)][1], "itunggu"),
    Act("a sanction of civil servants for a contract worker", P8,
        lambda office: of_category(office, "CONTRACT", "PNS-R2", Route.CONTRACT), "tidak berlaku di sini"),
    Act("a sanction of contract workers for a civil servant", P8,
        lambda office: by_head(office, sanction="TKK-1"), "tidak berlaku di sini"),
    Act("a dismissal of civil servants for a PPPK", "Pasal 51–53 PP 49/2018",
        lambda office: of_category(office, "PPPK", "PNS-B3"), "tidak berlaku di sini"),
    Act("the dismissal of a candidate without a team", "Pasal 29 PP 94/2021; Pasal 37 PP 11/2017",
        lambda office: by_mayor(office, severe(office, office.hire("Cici", category="CPNS"), team=False),
                                "CPNS-DISMISS"), "wajib diperiksa tim"),
    Act("a dismissal by an ethics council", ETHICS, lambda office: by_the_council(office, "PNS-B3"),
        "tidak berlaku di sini"),
    Act("a reprimand by an ethics council", ETHICS, lambda office: by_the_council(office, "PNS-R2"),
        "tidak berlaku di sini"),
    Act("a moral sanction on the route of discipline", ETHICS,
        lambda office: by_mayor(office, severe(office), "ETIK-TERTUTUP"), "tidak berlaku di sini"),
    Act("a light sanction where the law fixes a severe one, nobody agreeing", P9,
        lambda office: by_head(office, fixed_severe(office), departure_article=P9), "Pejabat kedua harus menyetujui"),
    Act("a dismissal for an impact on the unit alone, nobody agreeing", P9,
        lambda office: by_mayor(office, office.found(team=True), departure_article=P9),
        "Pejabat kedua harus menyetujui"),
    Act("a dismissal for an impact on the state, without a team", P29,
        lambda office: by_mayor(office, severe(office, team=False)), "wajib diperiksa tim"),
    Act("the examinee decides with his post behind his name", CONFLICT,
        lambda office: by_name(office, "Budi, Kepala Dinas Contoh"), "belum ada di daftar pegawai"),
    Act("the examinee decides with a title before his name", CONFLICT, lambda office: by_name(office, "Drs Budi"),
        "tidak boleh memutus"),
    Act("a head who takes office tomorrow", P16,
        lambda office: in_office(office, starts_on=office.rina.local_date(office.now) + dt.timedelta(days=1)),
        "tidak tercatat pada hari keputusan"),
    Act("a head who left yesterday", P16,
        lambda office: in_office(office, ends_on=office.rina.local_date(office.now) - dt.timedelta(days=1)),
        "tidak tercatat pada hari keputusan"),
    Act("a head on his last day", P16,
        lambda office: in_office(office, ends_on=office.rina.local_date(office.now))),
    Act("a Plh. of the mayor dismisses", P14,
        lambda office: by_mayor(office, severe(office), capacity="PLH", mandate="Sprin 4/2026"), "tidak menjatuhkan"),
    Act("a substitute PPK without the decree that makes him one", P25,
        lambda office: by_mayor(office, severe(office), capacity="SUBSTITUTE"), "Isi surat perintah atau keputusan"),
    Act("a Pj. mayor dismisses without the decree that makes him one", P14,
        lambda office: by_mayor(office, severe(office), capacity="PJ", approval="Persetujuan Mendagri"),
        "Isi surat perintah atau keputusan"),
    Act("a Sekda relieves from a post", P16, lambda office: by_sekda(office, "PNS-B2"), "tidak berwenang"),
    Act("a reply asked for before the findings", HEARD,
        lambda office: office.on_page(office.joko, office.found(), "invite-reply", on="kemarin", **LATE), "sebelum"),
    Act("a reply asked for after the decision", HEARD,
        lambda office: office.on_page(office.joko, decided(office), "invite-reply"), "tidak dapat dilakukan"),
    Act("an agreement after the decision", P9, lambda office: office.agree(decided(office), "PNS-S1T"),
        "tidak dapat dilakukan"),
    # Delivery and effect
    Act("a delivery before the decision", P37, lambda office: delivered(office, on="kemarin", **LATE),
        "sebelum langkah sebelumnya"),
    Act("a delivery tomorrow", P37, lambda office: delivered(office, on=office.day(1)), "setelah hari ini"),
    Act("a refusal to accept that nobody saw", P37,
        lambda office: delivered(office, method="REFUSED", received_by=""), "menyaksikan"),
    Act("a refusal to accept with its witness", P37,
        lambda office: delivered(office, method="REFUSED", received_by="Wati")),
    Act("the arrival of what was never sent", P37, lambda office: delivered(office, method="SENT"), "Catat dulu"),
    Act("the arrival of what was sent", P37, arrived),
    Act("an arrival before it was sent", P37, lambda office: arrived(office, on="kemarin", **LATE), "sebelum"),
    Act("a decision sent before the person was absent", P37,
        lambda office: sent(office, on="kemarin", **LATE), "sebelum tanggal ketidakhadiran"),
    Act("an absence at the delivery before the decision", P37,
        lambda office: office.on_page(office.rina, decreed(office), "miss-delivery", on="kemarin", **LATE),
        "sebelum keputusan ditetapkan"),
    Act("the effect before its working day", P38,
        lambda office: office.on_page(office.rina, office.brought_to(Status.DELIVERED), "take-effect"),
        "baru berlaku pada"),
    Act("a payroll note before the effect", P38,
        lambda office: office.on_page(office.rina, office.brought_to(Status.DELIVERED), "send-payroll-note", note="1"),
        "tidak dapat dilakukan"),
    Act("the end of a sanction before its effect", P38,
        lambda office: office.on_page(office.rina, office.brought_to(Status.DELIVERED), "complete"),
        "tidak dapat dilakukan"),
    # Remedies
    Act("an objection to what was annulled", P79,
        lambda office: office.on_page(office.rina, annulled(office), "file-remedy", grounds="Tidak setuju"),
        "tidak dapat dilakukan"),
    Act("an objection to a moral sanction, where the region reads that there is none", P79,
        moral_contested, "tidak tersedia"),
    Act("an objection to a moral sanction, where the region reads that there is one", P79,
        lambda office: moral_contested(office, "keberatan")),
    Act("a ruling on an objection to a moral sanction", P79, moral_upheld),
    Act("a second objection while the first is open", P79,
        lambda office: office.on_page(office.rina, office.brought_to(Status.CONTESTED), "file-remedy", grounds="Lagi"),
        "tidak dapat dilakukan"),
    Act("a ruling before the objection", P79, lambda office: ruled(office, "uphold", on="kemarin", **LATE),
        "sebelum langkah sebelumnya"),
    Act("a ruling tomorrow", P79, lambda office: ruled(office, "annul", on=office.day(1)), "setelah hari ini"),
    Act("a ruling that upholds and lightens", P79, lambda office: ruled(office, "uphold", outcome="LIGHTENED"),
        "bukan salah satu dari pilihan"),
    Act("a ruling recorded by the HR officer of the agency", P79,
        lambda office: office.on_page(office.sari, office.brought_to(Status.CONTESTED), "annul", ruling="Batal",
                                      ruled_by="Kepala Dinas"), "Peran Anda tidak berwenang"),
    Act("the answer of the PPK to an objection", "Pasal 13 PP 79/2021",
        lambda office: office.on_page(office.rina, office.brought_to(Status.CONTESTED), "answer-appeal", reply="-"),
        "hanya untuk banding"),
    Act("an annulment by nobody", P79,
        lambda office: office.on_page(office.rina, office.brought_to(Status.DELIVERED), "annul", ruling="Batal",
                                      ruled_by=""), "Isi “"),
    Act("an order of a court before the effect", P79,
        lambda office: office.on_page(office.rina, office.brought_to(Status.DELIVERED), "overturn", ruling="Ubah",
                                      ruled_by="PTUN"), "tidak dapat dilakukan"),
    Act("a good name restored while the decision stands", P79,
        lambda office: office.on_page(office.rina, office.brought_to(Status.DELIVERED), "rehabilitate",
                                      by="Kepala", text="Surat 1"), "tidak dapat dilakukan"),
    Act("a good name restored after the annulment", P79,
        lambda office: office.on_page(office.rina, annulled(office), "rehabilitate", by="Kepala", text="Surat 1")),
    # Letters
    *(Act(f"the letter {form} at stage {stage.label}", P33, lambda office, form=form, stage=stage:
          letter(office, office.brought_to(stage), form), "belum dapat dibuat") for form, stage in UNDUE.items()),
    Act("the letter of restoration of somebody who was cleared", P33,
        lambda office: letter(office, cleared(office), "PULIH")),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_from_the_findings_on_an_act_ends_as_the_law_says(act, office):
    assert_judged(act.take(office), act)
