"""The end of somebody's service while a path runs, and the measures beside it: each act through its page."""

import datetime as dt

import pytest

from cases.aftermath.effect import bring_into_force
from cases.models import Agency, ClosingReason, InterimMeasure, Letter, Remedy, Respondent, Sanction, Status
from regulations.models import Provision, Route
from tests import factories
from tests.law_acts.office import Act, Office, assert_judged
from tests.samples.files import shown

pytestmark = pytest.mark.django_db
P238, P31, UU20 = "Pasal 238 PP 11/2017", "Pasal 31 PP 94/2021", "Pasal 52 ayat (3) UU 20/2023"


def left(office: Office, respondent: Respondent, reason: str = "DIED", **fields):
    words = {"reason": reason, "note": "SK 1/2026"} | fields
    return office.on_page(office.rina, respondent, "leave-service", **words)


def examined(office: Office, code: str = "PP94-3F", status: Status = Status.SUMMONED) -> Respondent:
    """Summoned for a breach of that rule."""
    respondent = office.brought_to(Status.ROUTED)
    provision = Provision.objects.get(code=code, in_force_until=None)
    said = {"text": "Membuat konten pribadi", "provision": provision.pk}
    assert office.on_page(office.rina, respondent, "allege", **said).status_code == 302
    if status == Status.SUMMONED:
        assert office.summon(respondent).status_code == 302
    return respondent


def resigned(office: Office, respondent: Respondent):
    return office.on_page(office.rina, respondent, "resign", note="Surat 1/2026")


def decided_of_the_dead(office: Office) -> Respondent:
    """Decided today; the death of yesterday becomes known only now."""
    return office.brought_to(Status.DECIDED)


def superior(office: Office, post: str, level: str, **job):
    return office.hire(post, post=post, post_level=level, grade="IV/c", **job)


def released(office: Office, respondent: Respondent | None = None, **fields):
    chief = fields.pop("chief", None) or superior(office, "Kepala Dinas Contoh", "JPT_PRATAMA")
    words = {"measure": "Dibebaskan sementara dari tugas", "number": "800/1/2026", "ground": "Diancam hukuman berat"}
    return office.on_page(
        office.rina, respondent or examined(office), "impose-interim",
        **words | {"superior": chief.nip or chief.other_number, "acting": "Wati"} | fields,
    )  # fmt: skip


def contract_worker(office: Office) -> Respondent:
    worker = office.hire("Citra", category="CONTRACT")
    return office.brought_to(Status.SUMMONED, worker, route=Route.CONTRACT)


def of_the_secretariat(office: Office, level: str):
    hall = factories.make_agency(office.budi.government, "setda", "Setda", kind=Agency.Kind.SECRETARIAT)
    return office.hire("Pejabat Setda", hall, post_level=level, grade="IV/c")


ELECTED = {"post": "Wali Kota Contoh", "source": "Keputusan Mendagri 131.32-1/2025"}

ACTS = [
    Act("death after the decision was delivered", UU20,
        lambda office: left(office, office.brought_to(Status.DELIVERED))),
    Act("pension before the examination", UU20,
        lambda office: left(office, office.brought_to(Status.ROUTED), "PENSIONED")),
    Act("pension of a contract worker", UU20,
        lambda office: left(office, contract_worker(office), "PENSIONED"), "tidak berlaku"),
    Act("the end of the contract of a contract worker", UU20,
        lambda office: left(office, contract_worker(office), "CONTRACT_ENDED")),
    Act("the end of the contract of a civil servant", UU20,
        lambda office: left(office, office.brought_to(Status.ROUTED), "CONTRACT_ENDED"), "tidak berlaku"),
    Act("a move to another government while an objection is open", UU20,
        lambda office: left(office, office.brought_to(Status.CONTESTED), "TRANSFERRED")),
    Act("an end of service without a word", UU20,
        lambda office: left(office, office.brought_to(Status.ROUTED), note=""), "Isi “"),
    Act("an end of service that is none", UU20,
        lambda office: left(office, office.brought_to(Status.ROUTED), "UNFOUNDED"), "tidak berlaku"),
    Act("resignation while a breach that may be severe is examined", P238,
        lambda office: resigned(office, examined(office)), "Pasal 238 PP 11/2017"),
    Act("resignation while a breach that cannot be severe is examined", P238,
        lambda office: resigned(office, examined(office, "PP94-5M"))),
    Act("resignation before anything is examined", P238,
        lambda office: resigned(office, office.brought_to(Status.CLARIFIED))),
    Act("resignation of a contract worker who is examined", P238,
        lambda office: resigned(office, contract_worker(office))),
    Act("resignation while what was found is light", P238, lambda office: resigned(office, office.found())),
    Act("resignation while what was found is severe", P238,
        lambda office: resigned(office, office.found(impact="STATE", impact_reason="Luas")), "Pasal 238 PP 11/2017"),
    Act("resignation after a light decision", P238,
        lambda office: resigned(office, office.brought_to(Status.DECIDED))),
    Act("resignation while an objection is open", P238,
        lambda office: resigned(office, office.brought_to(Status.CONTESTED))),
    Act("resignation of a closed path", P238,
        lambda office: [resigned(office, path := office.brought_to(Status.ROUTED)), resigned(office, path)][1],
        "tidak dapat dilakukan"),
    Act("death before the decision of which nobody knew then", UU20,
        lambda office: left(office, decided_of_the_dead(office), on="kemarin", late_reason="Baru tahu")),
    Act("death tomorrow", UU20, lambda office: left(office, office.brought_to(Status.ROUTED), on=office.day(1)),
        "setelah hari ini"),
    *(Act(f"{what} at stage {status.label}", UU20, lambda office, status=status, reason=reason:
          left(office, office.brought_to(status), reason))
      for reason, what in (("DIED", "death"), ("PENSIONED", "pension"), ("TRANSFERRED", "a move"))
      for status in (Status.REPORTED, Status.CLARIFICATION, Status.SUMMONED, Status.HEARD, Status.FINDINGS,
                     Status.DECIDED, Status.CONTESTED)),
    Act("the end of the contract of a PPPK whose decision waits", UU20,
        lambda office: left(office, office.brought_to(Status.FINDINGS, office.hire("Tini", category="PPPK")),
                            "CONTRACT_ENDED")),
    Act("pension of a PPPK", UU20,
        lambda office: left(office, office.brought_to(Status.ROUTED, office.hire("Tini", category="PPPK")),
                            "PENSIONED"), "tidak berlaku"),
    Act("a second end of one service", UU20,
        lambda office: [left(office, path := office.brought_to(Status.ROUTED)), left(office, path)][1],
        "tidak dapat dilakukan"),
    Act("a request to resign, as it is answered", P238,
        lambda office: office.on_page(office.rina, examined(office), "record-fact",
                                      kind="RESIGNATION", text="Ditolak, Pasal 238 PP 11/2017")),
    Act("release from duty for what may be severe", P31, released),
    Act("release from duty before any summons", P31,
        lambda office: released(office, examined(office, status=Status.ROUTED)), "tidak dapat dilakukan"),
    Act("release from duty for what cannot be severe", P31,
        lambda office: released(office, examined(office, "PP94-5M")), "ancamannya hukuman berat"),
    Act("release from duty of a contract worker", P31,
        lambda office: released(office, contract_worker(office)), "tidak dapat dilakukan"),
    Act("release from duty by the examinee", P31,
        lambda office: released(office, chief=office.budi), "Terperiksa dalam"),
    Act("release from duty by somebody of a lower post", P31,
        lambda office: [office.budi.employments.update(post_level="ADMINISTRATOR"),
                        released(office, chief=superior(office, "Kasi", "SUPERVISOR"))][1], "lebih rendah"),
    Act("release from duty by the mayor, whose post no record has", P31,
        lambda office: released(office, chief=office.mayor()), "Isi jabatannya dan sumbernya"),
    Act("release from duty by the mayor, whose post is stated without a source", P31,
        lambda office: released(office, chief=office.mayor(), post="Wali Kota"), "Isi jabatannya dan sumbernya"),
    Act("release from duty by the mayor, whose post is stated with its source", P31,
        lambda office: released(office, chief=office.mayor(), **ELECTED)),
    Act("release from duty by the Sekda", P31,
        lambda office: released(office, chief=of_the_secretariat(office, "JPT_PRATAMA"))),
    Act("release from duty by an administrator of the secretariat", P31,
        lambda office: released(office, chief=of_the_secretariat(office, "ADMINISTRATOR")), "tidak di bawahnya"),
    Act("release from duty by a head who left", P31,
        lambda office: released(office, chief=superior(office, "Kepala Lama", "JPT_PRATAMA",
                                                       ends_on=dt.date(2020, 1, 31))), "tidak tercatat pada hari itu"),
    Act("release from duty by a head on his last day", P31,
        lambda office: released(office, chief=superior(office, "Kepala Lama", "JPT_PRATAMA",
                                                       ends_on=office.rina.local_date(office.now)))),
    Act("release from duty without a number", P31, lambda office: released(office, number=""), "Isi “"),
    Act("release from duty under the number of another paper", P31,
        lambda office: released(office, path := examined(office), number=path.summonses.get().letter_number),
        "sudah dipakai"),
    Act("release from duty twice", P31,
        lambda office: [released(office, path := examined(office)),
                        released(office, path, chief=superior(office, "Sekretaris", "ADMINISTRATOR"))][1],
        "masih berjalan"),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_the_end_of_service_and_release_from_duty(act, office):
    assert_judged(act.take(office), act)


def test_an_open_remedy_lapses_with_the_service(office):
    respondent = office.brought_to(Status.CONTESTED)
    left(office, respondent)
    assert Remedy.objects.get().outcome == Remedy.Outcome.LAPSED
    respondent.refresh_from_db()
    assert (respondent.status, respondent.closing_reason) == (Status.CLOSED, ClosingReason.DIED)
    assert not respondent.deadlines.running().exists()


@pytest.mark.parametrize(("reason", "lapses"), [("PENSIONED", True), ("TRANSFERRED", False)])
def test_what_is_being_served_ends_with_the_service_but_goes_with_a_move(office, reason, lapses):
    respondent = office.brought_to(Status.DELIVERED)
    decision = respondent.decisions.get()
    decision.effective_on = respondent.status_on
    decision.save(update_fields=["effective_on"])
    bring_into_force(office.now)
    last = respondent.status_on + dt.timedelta(days=300)
    kind = Sanction.objects.get().sanction_type
    kind.duration_months = 12
    kind.save(update_fields=["duration_months"])
    Sanction.objects.update(ends_on=last)
    left(office, respondent, reason)
    assert (Sanction.objects.get().ends_on == last) is not lapses


def test_several_people_leave_at_once(office):
    case = factories.make_case(by=office.rina, agency=office.agency, at=office.now,
                               people=(office.budi, office.hire("Dodi")))  # fmt: skip
    fields = {f"{respondent.pk}:{respondent.version}" for respondent in case.respondents.all()}
    office.client.force_login(office.rina)
    words = {
        "submission": "6f7b0d0e-3a58-4c77-9b7e-0b1f3a3e7c11",
        "on": "hari ini",
        "reason": "PENSIONED",
        "note": "SK",
    }
    sent = office.client.post(f"/cases/{case.number}/leave-service/", words | {"concerned": list(fields)})
    assert sent.status_code == 302
    assert set(case.respondents.values_list("closing_reason", flat=True)) == {"PENSIONED"}


def test_release_from_duty_ends_with_the_decision_and_what_is_restored_is_recorded(office):
    respondent = examined(office)
    released(office, respondent)
    left(office, respondent)
    measure = InterimMeasure.objects.get()
    assert measure.ends_on == respondent.status_on
    page = office.client.get(f"/cases/{respondent.case.number}/people/").text
    assert "Pemulihan tugas dan tunjangan belum dicatat" in page
    said = {"number": "800/2/2026", "restored": "Tunjangan dibayar kembali"}
    assert office.on_page(office.rina, respondent, "end-interim", **said).status_code == 302
    assert "Tunjangan dibayar kembali" in office.client.get(f"/cases/{respondent.case.number}/people/").text
    assert office.on_page(office.rina, respondent, "end-interim", **said).status_code == 422


def test_a_post_that_no_record_has_is_kept_with_its_source_and_signs_the_letter(office):
    respondent = examined(office)
    assert released(office, respondent, chief=office.mayor(), **ELECTED).status_code == 302
    measure = InterimMeasure.objects.get()
    assert (measure.superior.name, measure.superior_post, measure.superior_source) == ("Wali Kota", *ELECTED.values())
    page = office.client.get(f"/cases/{respondent.case.number}/people/").text
    assert "Wali Kota Contoh (Keputusan Mendagri 131.32-1/2025)" in page
    letter = Letter.objects.get(form__code="SK-BEBAS")
    assert (letter.number, letter.dated_on) == (measure.number, measure.starts_on)
    assert letter.title == "Keputusan Wali Kota Contoh tentang Pembebasan Sementara dari Tugas Jabatan"
    with letter.file.open() as file:
        assert "NIP KDH-1" not in shown(file.read()), "an elected official has no NIP"


def test_the_good_name_is_restored_only_where_nothing_was_proven(office):
    said = {"by": "Kepala BKPSDM", "text": "Surat 1/2026 kepada seluruh unit"}
    served = office.brought_to(Status.ROUTED)
    assert office.on_page(office.rina, served, "rehabilitate", **said).status_code == 422
    office.on_page(office.rina, served, "close-early", reason="UNFOUNDED", note="Tidak terbukti")
    assert office.on_page(office.sari, served, "rehabilitate", **said).status_code == 302
    assert served.facts.get().kind == "REHABILITATION"
