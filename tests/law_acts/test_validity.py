"""Before the decision: violations that are refused, questions that need a reason, and facts that are only shown."""

import datetime as dt

import pytest

from cases.aftermath import leaving_and_waiting as closing
from cases.clarification.acts import choose_route
from cases.models import Act as CaseAct
from cases.models import Decision, FindingsReply, Respondent, Status
from cases.procedure import clocks
from regulations.models import Provision, Route, SanctionType
from tests import factories
from tests.law_acts.office import Act, Office, assert_judged

pytestmark = pytest.mark.django_db
P9, P35, P8 = "Pasal 9–14 PP 94/2021", "Pasal 35 ayat (3) PP 94/2021", "Pasal 8 PP 94/2021"
P35R = "Pasal 35 ayat (2) PP 94/2021"
HEARD = "Pasal 7 ayat (2) huruf f UU 30/2014"
AGREED = {"departure_article": P8, "agreed": True}
ADVICE = "Pasal 10 UU 30/2014"
STATUS = "Pasal 1 angka 6 PP 94/2021"


def moderate_for_light(office: Office, **fields):
    head = office.official("Kepala Dinas Contoh", "JPT_PRATAMA")
    return office.decide(office.found(), "PNS-S1T", "AGENCY_HEAD", head, **fields)


def by_the_head(office: Office, respondent: Respondent, **fields):
    head = factories.signatory(respondent.agency).person
    return office.decide(respondent, "PNS-R2", "AGENCY_HEAD", head, **fields)


def beside_the_advice(office: Office, proposed: str = "PNS-R1", **fields):
    respondent = office.found()
    respondent.findings_reports.update(recommended=SanctionType.objects.get(code=proposed, in_force_until=None))
    return by_the_head(office, respondent, **fields)


def second_case(office: Office, *, key: str = "", slug: str = "pp94-3f-2021", **fields):
    office.now -= dt.timedelta(hours=4)
    first = office.brought_to(Status.DECIDED)
    office.now += dt.timedelta(hours=4)
    first.case.incidents.get().posts.create(platform="TIKTOK", key="tiktok:1")
    again = office.found(provision=Provision.objects.get(pk=slug))
    if key:
        again.case.incidents.get().posts.create(platform="TIKTOK", key=key)
    return office.decide(again, "PNS-R3", "AGENCY_HEAD", factories.signatory(again.agency).person, **fields)


def repeated(office: Office, sanction: str, **fields):
    """A written reprimand of a month ago; now the same rule is breached again."""
    office.now -= dt.timedelta(days=30)
    office.brought_to(Status.DECIDED)
    office.now += dt.timedelta(days=30)
    head = office.official("Kepala Dinas Lain", "JPT_PRATAMA")
    return office.decide(office.found(), sanction, "AGENCY_HEAD", head, **fields)


def moral_beside_discipline(office: Office, sanction: str = "PNS-R2"):
    """One post: a moral sanction in one case, discipline in another. One is no second sanction of the other."""
    office.now -= dt.timedelta(hours=4)
    assert moral(office, council=True).status_code == 302
    office.now += dt.timedelta(hours=4)
    Respondent.objects.get().case.incidents.get().posts.create(platform="TIKTOK", key="tiktok:1")
    again = office.found()
    again.case.incidents.get().posts.create(platform="TIKTOK", key="tiktok:1")
    return office.decide(again, sanction, "AGENCY_HEAD", factories.signatory(again.agency).person)


def asked_for_a_reply(office: Office) -> Respondent:
    respondent = office.found()
    assert office.on_page(office.joko, respondent, "invite-reply").status_code == 302
    return respondent


def answered(office: Office, **fields):
    respondent = asked_for_a_reply(office)
    said = {"text": "Saya menyesal dan sudah menghapusnya."}
    assert office.on_page(office.joko, respondent, "record-reply", **said).status_code == 302
    return by_the_head(office, respondent, **fields)


def moral(office: Office, *, council: bool):
    respondent = office.brought_to(Status.ROUTED, route=Route.ETHICS)
    if council:
        assert office.team(respondent, kind="ETHICS").status_code == 302
    factories.summon_and_hear(respondent, by=office.rina, at=office.now)
    factories.report_proven(respondent, by=office.rina, at=office.now)
    return office.decide(respondent, "ETIK-TERTUTUP", "PPK", office.mayor(), post="Wali Kota")


def contract_ended(office: Office, sanction: str, *, team: bool = True, **fields):
    person = office.hire("Tini", category="PPPK")
    respondent = office.found(person, team=team)
    return office.decide(respondent, sanction, "PPK", office.mayor(), post="Wali Kota", **AGREED | fields)


def routed(office: Office, **job):
    """A case of today about somebody whose record says otherwise."""
    person = office.hire("Tono Lama", **{"category": "CONTRACT"} | job)
    respondent = factories.make_respondent(by=office.rina, employee=person, at=office.now)
    route = Route.CONTRACT if person.nip is None else Route.DISCIPLINE
    return office.on_page(office.rina, respondent, "choose-route", route=route, reason="Diperiksa")


def alleged_of(office: Office, day: str, **job):
    person = office.hire("Tini Baru", **job) if job else office.budi
    respondent = office.brought_to(Status.ROUTED, person)
    return office.on_page(office.rina, respondent, "allege", text="Unggahan lama", provision="", acted_on=day)


ACTS = [
    Act("another level than the law's, for the reason x", P9,
        lambda office: moderate_for_light(office, departure_reason="x", **AGREED), "satu kata tidak cukup"),
    Act("another level than the law's, for a reason of two words", P9,
        lambda office: moderate_for_light(office, departure_reason="Memang beda", **AGREED), "satu kata tidak cukup"),
    Act("another level than the law's, for a reason of three words", P9,
        lambda office: moderate_for_light(office, departure_reason="Keadaannya memang berbeda", **AGREED)),
    Act("another sanction than the report proposes, without a reason", ADVICE,
        lambda office: beside_the_advice(office, departure_reason=""), "Tulis alasan menyimpang"),
    Act("another sanction than the report proposes, with a reason", ADVICE, beside_the_advice),
    Act("the sanction that the report proposes", ADVICE,
        lambda office: beside_the_advice(office, "PNS-R2", departure_reason="")),
    Act("another level without an article", P9,
        lambda office: moderate_for_light(office, agreed=True), "Sebut pasal"),
    Act("another level with reason, article and a second official", P9,
        lambda office: moderate_for_light(office, **AGREED)),
    Act("the same post under the same rule in an unlinked case", P35,
        lambda office: second_case(office, key="tiktok:1", **AGREED), "sudah dijatuhi sanksi"),
    Act("the same post under another rule, unanswered", P35,
        lambda office: second_case(office, key="tiktok:1", slug="pp94-3c-2021"), "unggahan atau hari yang sama"),
    Act("the same post under another rule, answered", P35,
        lambda office: second_case(office, key="tiktok:1", slug="pp94-3c-2021", **AGREED)),
    Act("another post under the same rule", P35,
        lambda office: second_case(office, key="tiktok:2", **AGREED)),
    Act("a repetition that is sanctioned lighter than before, nobody agreeing", P35R,
        lambda office: repeated(office, "PNS-R1", departure_article=P35R), "Pejabat kedua harus menyetujui"),
    Act("a repetition that is sanctioned as before, nobody agreeing", P35R,
        lambda office: repeated(office, "PNS-R2", departure_article=P35R), "Pejabat kedua harus menyetujui"),
    Act("a repetition that is sanctioned as before, without an article", P35R,
        lambda office: repeated(office, "PNS-R2", agreed=True), "Sebut pasal"),
    Act("a repetition that is sanctioned heavier", P35R, lambda office: repeated(office, "PNS-R3")),
    Act("a repetition that is sanctioned as before, to which a second official agreed", P35R,
        lambda office: repeated(office, "PNS-R2", **AGREED)),
    Act("discipline beside a moral sanction for the same post", P35, moral_beside_discipline),
    Act("the lightest discipline after a moral sanction, which is lighter still", P35R,
        lambda office: moral_beside_discipline(office, "PNS-R1")),
    Act("a decision while the reply is awaited", HEARD, lambda office: by_the_head(office, asked_for_a_reply(office)),
        "masih dapat menanggapi"),
    Act("a decision after the reply", HEARD, answered),
    Act("a moral sanction without a council", "Pasal 16–18 PP 42/2004", lambda office: moral(office, council=False),
        "majelis kode etik"),
    Act("a moral sanction by a council", "Pasal 16–18 PP 42/2004", lambda office: moral(office, council=True)),
    Act("the contract of a PPPK ended without a team", "Pasal 51–52 PP 49/2018",
        lambda office: contract_ended(office, "PPPK-PHK-DHTAPS", team=False), "wajib diperiksa tim"),
    Act("the contract of a PPPK ended by a team", "Pasal 51–53 PP 49/2018",
        lambda office: contract_ended(office, "PPPK-PHK-DHTAPS")),
    Act("a PPPK dismissed dishonourably without a verdict", "Pasal 53 ayat (3) PP 49/2018",
        lambda office: contract_ended(office, "PPPK-PHK-TDH"), "hanya atas dasar"),
    Act("a PPPK dismissed dishonourably on a verdict", "Pasal 53 ayat (3) PP 49/2018",
        lambda office: contract_ended(office, "PPPK-PHK-TDH", ground="Putusan PN Contoh 1/Pid/2026")),
    Act("a pensioner is examined as staff", STATUS,
        lambda office: routed(office, category="PNS", ends_on=dt.date(2020, 1, 31)), "tidak lagi bekerja"),
    Act("somebody whose contract expired is examined", STATUS,
        lambda office: routed(office, ends_on=dt.date(2020, 12, 31)), "tidak lagi bekerja"),
    Act("somebody hired later is examined for today", STATUS,
        lambda office: routed(office, starts_on=dt.date(2030, 1, 1)), "belum tercatat bekerja"),
    Act("somebody with a running contract is examined", STATUS, routed),
    Act("content from before the appointment", STATUS, lambda office: alleged_of(office, "1/6/2009"),
        "belum menjadi pegawai"),
    Act("content of another day of service", STATUS, lambda office: alleged_of(office, "1/6/2022")),
    Act("content of tomorrow", STATUS, lambda office: alleged_of(office, office.day(1)), "setelah hari dugaan"),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_a_decision_holds_only_where_the_law_lets_it(office, act):
    assert_judged(act.take(office), act)


def test_a_sanction_that_was_served_is_not_decided_again_by_opening_the_path(office):
    respondent = office.brought_to(Status.DECIDED)
    respondent.history.create(case=respondent.case, act=CaseAct.COMPLETE, at=office.now, on=respondent.status_on)
    clocks.cancel_all(respondent, on=respondent.status_on)
    Decision.objects.update(decided_on=respondent.status_on - dt.timedelta(days=30))
    Respondent.objects.filter(pk=respondent.pk).update(status=Status.CLOSED, closing_reason="SANCTION_SERVED", route="")
    act = {"respondent": respondent, "actor": office.rina, "at": office.now, "on": respondent.status_on}
    closing.reopen(**act, reason="Diperiksa lagi")
    choose_route(**act, route=Route.DISCIPLINE, reason="Lagi")
    factories.summon_and_hear(respondent, by=office.rina, at=office.now)
    factories.report_again(respondent, by=office.rina, at=office.now)
    answer = by_the_head(office, respondent)
    assert answer.status_code == 422 and "sudah dijalani" in answer.text


def test_the_sheet_is_shown_with_articles_and_what_mends_it(office):
    respondent = asked_for_a_reply(office)
    office.client.force_login(office.rina)
    page = office.client.get(f"/respondents/{respondent.pk}/decide/").text
    for words in (
        "Syarat sah keputusan",
        "Pasal 35 ayat (3) PP 94/2021",
        "perlu alasan dan pejabat kedua",
        "record-reply",
    ):
        assert words in page
    assert "Team.MANDATORY" not in page and "wajib diperiksa tim" in page
    assert FindingsReply.objects.get().invited_on == respondent.status_on
