"""Examinations that took place, and those that did not: each act through its page, with the article that judges it."""

import datetime as dt

import pytest

from cases.models import Agency, Panel, Respondent, Role, Status, User
from regulations.models import Route
from tests import factories
from tests.law_acts.office import OUTSIDERS, Act, Office, assert_judged

pytestmark = pytest.mark.django_db
P26, P27, P29 = "Pasal 26 PP 94/2021", "Pasal 27 PP 94/2021", "Pasal 29 PP 94/2021"


def summoned(office: Office, days: float = 0) -> Respondent:
    respondent = office.brought_to(Status.ROUTED)
    assert office.summon(respondent, days=days).status_code == 302
    return respondent


def missed_twice(office: Office) -> Respondent:
    respondent = summoned(office)
    for letter in (1, 2):
        assert office.miss(respondent).status_code == 302, letter
        if letter == 1:
            assert office.summon(respondent).status_code == 302
    return respondent


def heard_by_the_superior_then_by_a_team(office: Office):
    respondent = office.brought_to(Status.HEARD)
    assert office.team(respondent).status_code == 302
    return office.hear(respondent)


def second_panel_after_reopening(office: Office):
    respondent = office.brought_to(Status.ROUTED)
    assert office.team(respondent).status_code == 302
    closing = {"reason": "UNFOUNDED", "note": "Belum cukup bukti"}
    assert office.on_page(office.rina, respondent, "close-early", **closing).status_code == 302
    assert office.on_page(office.rina, respondent, "reopen", reason="Bukti baru").status_code == 302
    chosen = {"route": Route.DISCIPLINE, "reason": "Diperiksa lagi"}
    assert office.on_page(office.rina, respondent, "choose-route", **chosen).status_code == 302
    return office.team(respondent)


def discipline_after_ethics(office: Office):
    respondent = office.brought_to(Status.FINDINGS, route=Route.ETHICS)
    return office.on_page(office.rina, respondent, "refer-to-discipline", reason="Putusan majelis 1/2026")


def discipline_decided_on_what_the_council_heard(office: Office):
    respondent = office.brought_to(Status.FINDINGS, route=Route.ETHICS)
    office.on_page(office.rina, respondent, "refer-to-discipline", reason="Putusan majelis 1/2026")
    return office.on_page(office.joko, respondent, "report-findings", recommendation="Teguran")


def referred(office: Office) -> Respondent:
    """The council has heard and reported; the same day it is passed on to discipline."""
    respondent = office.brought_to(Status.FINDINGS, route=Route.ETHICS)
    answer = office.on_page(office.rina, respondent, "refer-to-discipline", reason="Putusan majelis 1/2026")
    assert answer.status_code == 302
    return respondent


def reported(office: Office, respondent: Respondent):
    """All that is alleged is found proven."""
    said = {"outcome": "PROVEN", "reason": "Diakui", "impact": "UNIT", "impact_reason": "Satu loket"}
    findings = {
        f"{name}_{allegation.pk}": word for allegation in respondent.allegations.all() for name, word in said.items()
    }
    return office.on_page(office.joko, respondent, "report-findings", recommendation="Teguran", **findings)


def discipline_without_an_examination_of_its_own(office: Office):
    respondent = referred(office)
    assert office.summon(respondent).status_code == 302
    assert office.miss(respondent).status_code == 302
    return reported(office, respondent)


def ethics_and_discipline_in_one_day(office: Office):
    respondent = referred(office)
    assert office.team(respondent).status_code == 302
    assert office.summon(respondent).status_code == 302
    assert office.hear(respondent).status_code == 302
    assert reported(office, respondent).status_code == 302
    head = factories.signatory(respondent.agency).person
    return office.decide(respondent, "PNS-R2", "AGENCY_HEAD", head)


def examined_again_by_a_team_after_the_report(office: Office):
    """The superior found it severe: only then a team is formed, and it examines before anything is decided."""
    respondent = office.found(impact="STATE", impact_reason="Luas")
    assert office.team(respondent).status_code == 302
    assert office.hear(respondent).status_code == 302
    assert reported(office, respondent).status_code == 302
    return office.decide(respondent, "PNS-R2", "AGENCY_HEAD", factories.signatory(respondent.agency).person)


def of_the_inspectorate(office: Office, status: Status = Status.SUMMONED) -> Respondent:
    return office.brought_to(status, office.hire("Auditor Ani", factories.make_inspectorate(office.budi.government)))


def inspector_without_a_unit(office: Office) -> User:
    """The case is not hidden from him, because his account says of no unit that it is his own."""
    return factories.make_user("auditor", Role.INSPECTOR, office.budi.government)


def supervised_by_its_own(office: Office):
    respondent = of_the_inspectorate(office, Status.ROUTED)
    colleague = office.hire("Auditor Utama", respondent.agency, grade="IV/c")
    return office.team(respondent, OUTSIDERS[0], colleague.name, OUTSIDERS[2])


def with_member(office: Office, **rank):
    member = office.hire("Dodi", **{"post_level": "", "grade": ""} | rank)
    row = {"members-0-name": member.name, "members-0-grade": "", "members-0-source": ""}
    return office.team(office.brought_to(Status.ROUTED), **row)


def examiner(office: Office, **job):
    person = office.hire("Kepala Lama", **{"post_level": "JPT_PRATAMA", "grade": "IV/c"} | job)
    return office.summon(office.brought_to(Status.ROUTED), examiner=person.nip)


LEFT = {"post_level": "JPT_PRATAMA", "grade": "IV/c", "ends_on": dt.date(2020, 1, 31)}

ACTS = [
    Act("an examination at which the examinee is absent", P27,
        lambda office: office.hear(summoned(office), state="ABSENT"), "tidak tercatat hadir"),
    Act("an examination of which the examinee is no part", P27,
        lambda office: office.hear(summoned(office), part="CHAIR"), "tidak tercatat hadir"),
    Act("an examination without anybody", P27,
        lambda office: office.hear(summoned(office), **{"attendances-0-name": ""}), "tidak tercatat hadir"),
    Act("an examination with the examinee as a companion", P27,
        lambda office: office.hear(summoned(office), part="COMPANION"), "tidak tercatat hadir"),
    Act("an examination with the examinee as a witness", P27,
        lambda office: office.hear(summoned(office), part="WITNESS"), "tidak tercatat hadir"),
    Act("an examination by video", P27,
        lambda office: office.hear(summoned(office), state="ONLINE", is_online="on")),
    Act("an examination days before the summoned day", P26,
        lambda office: office.hear(summoned(office, days=8)), "Surat panggilan menyebut"),
    Act("an examination before the summoned day to which the examinee agreed", P26,
        lambda office: office.hear(summoned(office, days=8), consent="Surat kesediaan Budi hari ini")),
    Act("an examination after an absence without letter or consent", P26,
        lambda office: office.hear(missed_twice(office)), "Surat panggilan menyebut"),
    Act("an examination by video after two absences, as the examinee asked", P27,
        lambda office: office.hear(missed_twice(office), state="ONLINE", is_online="on", consent="Pesan Budi")),
    Act("a third summons", P26, lambda office: office.summon(missed_twice(office))),
    Act("a further session without a letter", P27, lambda office: office.hear(office.brought_to(Status.HEARD))),
    Act("a further session without the examinee", P27,
        lambda office: office.hear(office.brought_to(Status.HEARD), state="ABSENT"), "tidak tercatat hadir"),
    Act("the superior examines, then a team again", P27, heard_by_the_superior_then_by_a_team),
    Act("a second team after reopening", P29, second_panel_after_reopening),
    Act("a second team of the same examination", P29,
        lambda office: [office.team(path := office.brought_to(Status.ROUTED)), office.team(path)][1], "sudah dibentuk"),
    Act("discipline after an ethics finding", "Pasal 15–16 PP 42/2004", discipline_after_ethics),
    Act("discipline on the same day, on what the council heard alone", P27,
        discipline_without_an_examination_of_its_own, "Panggil sekali lagi"),
    Act("ethics first, then discipline, on one day", "Pasal 15–16 PP 42/2004", ethics_and_discipline_in_one_day),
    Act("discipline first, then ethics", "Pasal 15–16 PP 42/2004",
        lambda office: office.on_page(office.rina, office.brought_to(Status.HEARD), "refer-to-discipline",
                                      reason="Putusan 1/2026"), "tidak dapat dilakukan"),
    Act("a team after the superior has reported", P29, examined_again_by_a_team_after_the_report),
    Act("another team after the report of a team", P29, lambda office: office.team(office.found(team=True))),
    Act("the service of a summons, proven after the examination", P26,
        lambda office: office.on_page(office.joko, office.found(), "record-receipt", received_by="Budi")),
    Act("discipline reported right after ethics", P27, discipline_decided_on_what_the_council_heard, "tidak dapat"),
    Act("an ethics council on the route of discipline", P29,
        lambda office: office.team(office.brought_to(Status.ROUTED), kind="ETHICS"), "diperiksa Tim Pemeriksa"),
    Act("a team of examiners on the route of ethics", "Pasal 16–18 PP 42/2004",
        lambda office: office.team(office.brought_to(Status.ROUTED, route=Route.ETHICS)), "Majelis Kode Etik"),
    Act("an ethics council of three", "Pasal 16–18 PP 42/2004",
        lambda office: office.team(office.brought_to(Status.ROUTED, route=Route.ETHICS), kind="ETHICS")),
    Act("an ethics council of four", "Pasal 16–18 PP 42/2004",
        lambda office: office.team(office.brought_to(Status.ROUTED, route=Route.ETHICS), *OUTSIDERS,
                                   kind="ETHICS"), "beranggota ganjil"),
    Act("a member of whom only the name is known", P29,
        lambda office: office.team(office.brought_to(Status.ROUTED), **{"members-1-grade": ""}), "tidak tercatat"),
    Act("a member whose rank has no source", P29,
        lambda office: office.team(office.brought_to(Status.ROUTED), **{"members-1-source": ""}), "tidak tercatat"),
    Act("a named member of lower rank", P29,
        lambda office: office.team(office.brought_to(Status.ROUTED), **{"members-1-grade": "I/a"}), "lebih rendah"),
    Act("an employee of unknown rank", P29, with_member, "tidak tercatat"),
    Act("an employee of lower rank", P29, lambda office: with_member(office, grade="I/d"), "lebih rendah"),
    Act("an employee of the same rank", P29, lambda office: with_member(office, grade="II/c")),
    Act("an employee who left as a member", P29, lambda office: with_member(office, **LEFT), "masih menjabat"),
    Act("an employee who left as the examiner whom the letter names", P29,
        lambda office: examiner(office, **LEFT), "masih menjabat"),
    Act("a superior as the examiner whom the letter names", P29, examiner),
    Act("an auditor examined by the Inspectorate", "Pasal 42–43 UU 30/2014",
        lambda office: office.hear(of_the_inspectorate(office)), "tidak ditemukan"),
    Act("an auditor whose team the Inspectorate forms", "Pasal 42–43 UU 30/2014",
        lambda office: office.team(of_the_inspectorate(office), by=office.joko), "tidak ditemukan"),
    Act("an auditor whose team an inspector without a unit forms", "Pasal 42–43 UU 30/2014",
        lambda office: office.team(of_the_inspectorate(office), by=inspector_without_a_unit(office)),
        "bekerja di Inspektorat"),
    Act("an auditor supervised by a colleague", "Pasal 42–43 UU 30/2014", supervised_by_its_own, "harus dari luar"),
    Act("an auditor examined by BKPSDM", "Pasal 42–43 UU 30/2014",
        lambda office: office.hear(of_the_inspectorate(office), by=office.rina)),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_an_examination_ends_as_the_law_says(office, act):
    assert_judged(act.take(office), act)


def test_each_examination_keeps_the_team_that_held_it(office):
    heard_by_the_superior_then_by_a_team(office)
    first, second = Respondent.objects.get().hearings.order_by("pk")
    assert (first.panel, second.panel) == (None, Panel.objects.get())


def test_a_third_letter_is_called_the_third(office):
    respondent = missed_twice(office)
    office.summon(respondent)
    assert str(respondent.summonses.last()) == "Panggilan III"
    assert Agency.objects.filter(kind="INSPECTORATE").exists()
