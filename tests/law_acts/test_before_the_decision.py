"""Neighbours of the known acts, up to the findings: each act through its page, with the article that judges it."""

import pytest

from cases.models import Employee, Recusal, Respondent, Status, User
from regulations.models import Route
from tests import factories
from tests.law_acts.office import OUTSIDERS, Act, Office, assert_judged

pytestmark = pytest.mark.django_db
P26, P27, P29, P31 = "Pasal 26 PP 94/2021", "Pasal 27 PP 94/2021", "Pasal 29 PP 94/2021", "Pasal 31 PP 94/2021"
CONFLICT, STATUS, P7 = "Pasal 42–43 UU 30/2014", "Pasal 1 angka 6 PP 94/2021", "Pasal 7 dan 24 PP 94/2021"
LATE = {"late_reason": "Surat lama baru diserahkan"}


def routed(office: Office, route: str, person: Employee | None = None):
    respondent = office.brought_to(Status.REPORTED, person)
    return office.on_page(office.rina, respondent, "choose-route", route=route, reason="Perlu diperiksa")


def answered_before_it_was_asked(office: Office):
    respondent = office.brought_to(Status.CLARIFICATION)
    return office.on_page(office.sari, respondent, "record-clarification", answer="Benar.", on="kemarin", **LATE)


def summoned(office: Office, days: float = 0, **fields) -> Respondent:
    respondent = office.brought_to(Status.ROUTED)
    assert office.summon(respondent, days=days, **fields).status_code == 302
    return respondent


def missed(office: Office, respondent: Respondent, **fields):
    return office.on_page(office.joko, respondent, "record-absence", **{"absence": "NO_NEWS"} | fields)


def received(office: Office, respondent: Respondent, **fields):
    return office.on_page(office.joko, respondent, "record-receipt", received_by="Budi", **fields)


def missed_by_letter_and(office: Office, **fields):
    respondent = summoned(office)
    assert received(office, respondent).status_code == 302
    return missed(office, respondent, **fields)


def called_again(office: Office, act: str, **fields):
    respondent = summoned(office, days=3)
    words = {"hearing_at": office.clock(4), "place": "Aula", "minutes": 60, "despite": "on", "reason": "Ruang dipakai"}
    words["examiner"] = office.superior().nip
    return office.on_page(office.joko, respondent, act, **words | fields)


def named_as_examiner(office: Office, examiner: Employee, respondent: Respondent | None = None):
    return office.summon(respondent or office.brought_to(Status.ROUTED), examiner=examiner.nip)


def with_second(office: Office, status: Status) -> tuple[Respondent, Employee]:
    respondent, other = office.brought_to(status), office.hire("Dodi", grade="IV/a")
    respondent.case.respondents.create(employee=other, agency=respondent.agency, status_on=respondent.status_on)
    return respondent, other


def examined_by_the_second(office: Office):
    respondent, other = with_second(office, Status.ROUTED)
    return named_as_examiner(office, other, respondent)


def heard_by_the_account_of_the_second(office: Office):
    respondent, other = with_second(office, Status.SUMMONED)
    User.objects.filter(pk=office.joko.pk).update(employee=other)
    office.joko.refresh_from_db()
    return office.hear(respondent)


def heard_by_who_stepped_back(office: Office):
    respondent = summoned(office)
    Recusal.objects.create(case=respondent.case, user=office.joko, reason="Kerabat", on=respondent.status_on)
    return office.hear(respondent)


def seated(office: Office, *names: str, **fields):
    return office.team(office.brought_to(Status.ROUTED), *names, **fields)


def seated_twice(office: Office):
    nip = office.hire("Dodi", grade="IV/a").nip
    return seated(office, nip, nip, OUTSIDERS[2])


def seated_a_respondent(office: Office):
    respondent, other = with_second(office, Status.ROUTED)
    return office.team(respondent, OUTSIDERS[0], other.nip, OUTSIDERS[2])


def replaced(office: Office, successor: str, **fields):
    respondent = office.brought_to(Status.ROUTED)
    assert office.team(respondent).status_code == 302
    member = respondent.panels.get().members.first()
    row = {"name": successor, "grade": "IV/b", "source": "SK pangkat"}
    words = {"member": member.pk, "reason": "Pindah tugas"} | {f"members-0-{name}": word for name, word in row.items()}
    return office.on_page(office.rina, respondent, "replace-member", **words | row | fields)


def found_before_the_hearing(office: Office):
    respondent = office.brought_to(Status.HEARD)
    return office.on_page(office.joko, respondent, "report-findings", recommendation="Teguran", on="kemarin", **LATE)


def not_yet_judged(office: Office):
    """One of what is alleged has no finding."""
    respondent = office.brought_to(Status.HEARD)
    assert office.on_page(office.rina, respondent, "allege", text="Unggahan lain", provision="").status_code == 302
    return office.on_page(office.joko, respondent, "report-findings", recommendation="Teguran")


def closed(office: Office, respondent: Respondent, reason: str = "UNFOUNDED"):
    return office.on_page(office.rina, respondent, "close-early", reason=reason, note="Belum cukup bukti")


def proven_severe(office: Office) -> Respondent:
    return office.found(impact="STATE", impact_reason="Luas")


def released(office: Office, respondent: Respondent, chief: Employee, **fields):
    words = {"measure": "Dibebaskan sementara", "number": "800/1/2026", "ground": "Diancam hukuman berat"}
    return office.on_page(
        office.rina, respondent, "impose-interim", **words | {"superior": chief.nip, "acting": "Wati"} | fields
    )


def head(office: Office, agency=None) -> Employee:
    return office.official("Kepala Dinas Contoh", "JPT_PRATAMA", agency)


def stranger(office: Office) -> Employee:
    return head(office, factories.make_agency(office.budi.government, "dinas-z", "Dinas Z"))


def released_twice(office: Office):
    """The first release has a last day, which has not come."""
    respondent = proven_severe(office)
    chief = head(office)
    assert released(office, respondent, chief, ends_on=office.day(1)).status_code == 302
    return released(office, respondent, chief, number="800/2/2026")


ACTS = [
    Act("the route of discipline for a contract worker", STATUS,
        lambda office: routed(office, Route.DISCIPLINE, office.hire("Citra", category="CONTRACT")),
        "DISCIPLINE bukan salah satu dari pilihan"),
    Act("the route of a contract for a civil servant", STATUS, lambda office: routed(office, Route.CONTRACT),
        "CONTRACT bukan salah satu dari pilihan"),
    Act("a second route beside the first", P26,
        lambda office: office.on_page(office.rina, office.brought_to(Status.ROUTED), "choose-route",
                                      route=Route.ETHICS, reason="Lebih ringan"), "tidak dapat dilakukan"),
    Act("an answer older than its question", P26, answered_before_it_was_asked, "sebelum langkah sebelumnya"),
    Act("a summons for a day before its letter", P26,
        lambda office: office.summon(office.brought_to(Status.ROUTED), days=-1), "sebelum tanggal surat panggilan"),
    Act("a summons for the day of its letter, its warning not read", P26,
        lambda office: office.summon(office.brought_to(Status.ROUTED), despite=""), "Waktu pemeriksaan sudah lewat"),
    Act("a second summons while the first runs", P26,
        lambda office: office.summon(summoned(office, days=3)), "tidak dapat dilakukan"),
    Act("a new date by a letter that withdraws the first", P26, lambda office: called_again(office, "replace-summons")),
    Act("a postponement without a reason", P26, lambda office: called_again(office, "postpone-hearing", reason=""),
        "Isi “"),
    Act("a postponement before the letter that it changes", P26,
        lambda office: called_again(office, "postpone-hearing", on="kemarin", **LATE), "sebelum surat yang diganti"),
    Act("the receipt of a summons before its day", P26,
        lambda office: received(office, summoned(office), on="kemarin", **LATE), "sebelum tanggal surat"),
    Act("an absence from a letter of which nobody knows whether it came", P26,
        lambda office: missed(office, summoned(office)), "Catat dulu penerimaan"),
    Act("an absence from a letter that did not come, which is said", P26,
        lambda office: missed(office, summoned(office), absence="NOT_RECEIVED")),
    Act("an absence days before the examination", P26,
        lambda office: [received(office, each := summoned(office, days=3)), missed(office, each)][1],
        "pada hari pemeriksaan"),
    Act("a letter that came and did not come", P26,
        lambda office: missed_by_letter_and(office, absence="NOT_RECEIVED"), "sudah dicatat"),
    Act("findings after one absence", P26,
        lambda office: [missed_by_letter_and(office), office.on_page(
            office.joko, Respondent.objects.get(), "report-findings", recommendation="Teguran")][1],
        "Panggil sekali lagi"),
    Act("an examination tomorrow", P27,
        lambda office: office.hear(summoned(office, days=1), held_at=office.clock(1), consent="Pesan"),
        "setelah hari ini"),
    Act("an examination before any summons", P27,
        lambda office: office.hear(office.brought_to(Status.ROUTED)), "tidak dapat dilakukan"),
    Act("an examination by a leader", P27,
        lambda office: office.hear(summoned(office), by=factories.second_account(office.agency)),
        "Peran Anda tidak berwenang"),
    Act("another respondent as the examiner whom the letter names", CONFLICT, examined_by_the_second,
        "tidak dapat memeriksa"),
    Act("the examinee as the examiner whom the letter names", CONFLICT,
        lambda office: named_as_examiner(office, office.budi), "tidak dapat memeriksa"),
    Act("an examiner of lower rank named by the letter", P27,
        lambda office: named_as_examiner(office, office.hire("Dodi", grade="I/a")), "lebih rendah"),
    Act("an examination by the account of another respondent", CONFLICT, heard_by_the_account_of_the_second,
        "idak ditemukan"),
    Act("an examination by an account that stepped back", CONFLICT, heard_by_who_stepped_back, "idak ditemukan"),
    Act("a team with the examinee", P29, lambda office: seated(office, OUTSIDERS[0], office.budi.nip, OUTSIDERS[2]),
        "timnya sendiri"),
    Act("a team with another respondent", CONFLICT, seated_a_respondent, "tidak dapat memeriksa"),
    Act("a team in which one employee sits twice", P29, seated_twice, "satu kali"),
    Act("a team in which one name sits twice", P29,
        lambda office: seated(office, OUTSIDERS[0], OUTSIDERS[0], OUTSIDERS[2]), "satu kali"),
    Act("a team in which one name sits twice, once with a title before it", P29,
        lambda office: seated(office, OUTSIDERS[0], f"Drs. {OUTSIDERS[0]}", OUTSIDERS[2]), "satu kali"),
    Act("a team of two chairs", P29,
        lambda office: seated(office, **{f"members-{row}-part": "CHAIR" for row in (0, 1)}), "satu ketua"),
    Act("a team of nobody", P29,
        lambda office: office.on_page(office.rina, office.brought_to(Status.ROUTED), "form-panel",
                                      kind="EXAMINATION"), "paling sedikit satu"),
    Act("a successor who sits already", P29, lambda office: replaced(office, OUTSIDERS[1]), "satu kali"),
    Act("a successor of lower rank", P29, lambda office: replaced(office, "Pejabat Lima", grade="I/a"), "lebih rendah"),
    Act("a successor of the same rank", P29, lambda office: replaced(office, "Pejabat Lima")),
    Act("findings before the examination", P27, found_before_the_hearing, "sebelum langkah sebelumnya"),
    Act("findings that leave an allegation open", P27, not_yet_judged, "Pilih “Temuan”."),
    Act("a proven breach closed as unfounded", P7, lambda office: closed(office, proven_severe(office)), "terbukti"),
    Act("a proven breach of somebody else closed as one of the wrong person", P7,
        lambda office: closed(office, proven_severe(office), "WRONG_PERSON")),
    Act("a breach on which nothing was found closed as unfounded", P7,
        lambda office: closed(office, office.brought_to(Status.HEARD))),
    Act("a path closed as served that never was decided", P7,
        lambda office: closed(office, office.brought_to(Status.HEARD), "SANCTION_SERVED"),
        "bukan salah satu dari pilihan"),
    Act("release from duty by the head of another agency", P31,
        lambda office: released(office, proven_severe(office), stranger(office)), "tidak di bawahnya"),
    Act("release from duty by the head of the agency", P31,
        lambda office: released(office, proven_severe(office), head(office))),
    Act("release from duty before the letter that summons", P31,
        lambda office: released(office, proven_severe(office), head(office), on="kemarin", **LATE), "sejak panggilan"),
    Act("a release from duty beside one that still runs", P31, released_twice, "masih berjalan"),
    Act("release from duty after the decision", P31,
        lambda office: released(office, office.brought_to(Status.DECIDED), head(office)), "tidak dapat dilakukan"),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_before_the_decision_an_act_ends_as_the_law_says(act, office):
    assert_judged(act.take(office), act)
