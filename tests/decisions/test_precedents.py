"""Sanctions in similar cases: stored at closing, shown for comparison, and departed from only with a reason."""

import datetime as dt
import logging
from io import StringIO

import pytest
from django.core.management import call_command

from cases.aftermath import leaving_and_waiting as closing
from cases.aftermath import rulings, serving
from cases.aftermath.delivery import deliver
from cases.aftermath.effect import bring_into_force
from cases.dashboard import tally_check as tallies
from cases.decisions import precedents
from cases.models import Decision, Likeness, Precedent, Role, Status
from cases.procedure.refusals import RuleViolation
from regulations.models import Route, StaffCategory
from tests import factories
from tests.samples.case_tabs import whole_case
from tests.samples.decisions import RECEIVED, bearing, decide, found_for, sanction

SERVED = RECEIVED + dt.timedelta(days=60)
# Session, account, scope and the entry of the reading included; staff record, advice, reply, duties, other bodies.
PAGE_QUERIES = 26
CASE_QUERIES = 25


def close(respondent, by, code="PNS-R2", at=RECEIVED, **over):
    """Decide, deliver, serve and close."""
    decide(respondent, by, code, **over)
    act = {"respondent": respondent, "actor": by}
    deliver(**act, at=at, on=at.date(), method="IN_PERSON")
    bring_into_force(at + dt.timedelta(days=30))
    serving.complete(**act, at=SERVED, on=SERVED.date(), note="Tercatat")
    respondent.refresh_from_db()
    return respondent


@pytest.fixture
def practice(sari, dinas_a):
    """Three colleagues closed with a written reprimand for the same breach."""
    people = [factories.make_employee(f"Rekan {n}", agency=dinas_a) for n in range(3)]
    return [close(found_for(person, sari), sari) for person in people]


def test_a_served_sanction_leaves_a_row_and_reopening_takes_it_away(sari, rina, budi):
    respondent = close(found_for(budi, sari), sari)
    row = Precedent.objects.get()
    assert (row.category, row.route, row.provision, row.family, row.impact, row.severity) == (
        "PNS", "DISCIPLINE", "PP94-3F", "pp-94-2021", "UNIT", "LIGHT",
    )  # fmt: skip
    assert (row.case_id, row.sanction_type, row.closed_on) == (respondent.case_id, sanction("PNS-R2"), SERVED.date())
    assert precedents.differences() == []
    closing.reopen(respondent=respondent, actor=rina, at=SERVED, on=SERVED.date(), reason="Bukti baru")
    assert not Precedent.objects.exists()
    assert precedents.differences() == []


def test_a_decision_that_a_higher_body_overturns_is_no_longer_compared(practice, rina):
    rulings.overturn(
        respondent=practice[0], actor=rina, at=SERVED, on=SERVED.date(), ruling="Putus ulang", ruled_by="PTUN"
    )
    rulings.annul(respondent=practice[1], actor=rina, at=SERVED, on=SERVED.date(), ruling="Batal", ruled_by="PTUN")
    assert [row.pk for row in Precedent.objects.all()] == [practice[2].pk]
    assert precedents.differences() == []


def test_the_check_finds_rows_that_are_wrong_missing_or_left_over(practice, sari, budi, caplog):
    first, second, _third = practice
    Precedent.objects.filter(pk=first.pk).update(impact="STATE")
    Precedent.objects.filter(pk=second.pk).delete()
    open_path = found_for(budi, sari)
    Precedent.objects.create(
        respondent=open_path, case=open_path.case, government=open_path.case.government, category="PNS",
        route="DISCIPLINE", sanction_type=sanction("PNS-R1"), severity="LIGHT", closed_on=RECEIVED.date(),
    )  # fmt: skip
    assert precedents.differences() == sorted([first.pk, second.pk, open_path.pk])
    with caplog.at_level(logging.ERROR):
        tallies.check_tallies()
    assert "precedents" in caplog.text


def test_paths_closed_before_rows_were_kept_are_compared_after_mending(practice, sari, budi):
    """Missing, wrong and left over at once; a second run finds nothing to do."""
    first, second, third = practice
    before = list(Precedent.objects.filter(pk__in=[first.pk, second.pk]).values())
    open_path = found_for(budi, sari)
    Precedent.objects.filter(pk=first.pk).update(impact="STATE")
    Precedent.objects.filter(pk=second.pk).delete()
    Precedent.objects.filter(pk=third.pk).update(respondent=open_path)
    told = StringIO()
    call_command("mend_precedents", stdout=told)
    assert told.getvalue() == "4 precedents put right\n"
    assert list(Precedent.objects.filter(pk__in=[first.pk, second.pk]).values()) == before
    assert {row.pk for row in Precedent.objects.all()} == {sanction.pk for sanction in practice}
    assert precedents.differences() == []
    assert precedents.mend() == 0


def test_the_most_similar_cases_come_first_with_the_reason(sari, budi, dinas_a):
    def closed(name, code="PNS-R2", category=StaffCategory.PNS, **over):
        worker = factories.make_employee(name, agency=dinas_a, category=category)
        return close(found_for(worker, sari, **over), sari, code)

    other_rule = closed("Satu", provision=factories.Provision.objects.get(pk="pp94-3e-2021"))
    other_impact = closed(
        "Dua", code="PNS-R3", provision=factories.Provision.objects.get(pk="pp94-4f-2021"), impact="AGENCY"
    )
    same = closed("Tiga")
    closed("Empat", code="PPPK-DISC-R", category=StaffCategory.PPPK)
    found = bearing(found_for(budi, sari)).matches
    assert [match.precedent.respondent_id for match in found] == [same.pk, other_rule.pk, other_impact.pk]
    assert [match.shared for match in found] == [
        ("pasal sama", "dampak sama"), ("peraturan sama", "dampak sama"), ("peraturan sama",),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("own", "other", "shared"),
    [
        ({"provision": "A", "family": "F"}, {"provision": "A", "family": "F"}, ("pasal sama",)),
        ({"provision": "A", "family": "F"}, {"provision": "B", "family": "F"}, ("peraturan sama",)),
        ({"provision": "A", "family": "F"}, {"provision": "B", "family": "G"}, ()),
        ({"provision": "B", "family": "G"}, {"provision": "A", "family": "F"}, ()),
        ({}, {}, ()),
        ({"impact": "UNIT"}, {"impact": "UNIT"}, ("dampak sama",)),
        ({"impact": "UNIT"}, {"impact": "STATE"}, ()),
        ({"is_repeat": True}, {"is_repeat": True}, ("sama-sama berulang",)),
        ({"is_repeat": True}, {"is_repeat": False}, ()),
        ({"is_repeat": False}, {"is_repeat": True}, ()),
    ],
)
def test_two_cases_share_what_both_are_known_to_have(own, other, shared):
    likeness = Likeness(1, "PNS", "DISCIPLINE", **own)
    match = precedents._match(Precedent(category="PNS", route="DISCIPLINE", **other), likeness)
    assert match.shared == shared
    assert match.is_similar is bool({"pasal sama", "peraturan sama"} & set(shared))


def test_another_government_is_never_compared(practice, budi, sari):
    elsewhere = factories.make_government("Kota Lain", "kota-lain")
    agency = factories.make_agency(elsewhere, "dinas-z", "Dinas Z")
    officer = factories.make_user("lain", Role.HR_OFFICER, elsewhere, agency=agency)
    stranger = factories.make_employee("Orang Lain", agency=agency)
    assert bearing(found_for(stranger, officer)).matches == []
    assert len(bearing(found_for(budi, sari)).matches) == 3


def test_another_sanction_than_in_most_similar_cases_needs_a_reason(practice, budi, sari):
    respondent = found_for(budi, sari)
    with pytest.raises(RuleViolation, match=r"3 dari 3 kasus serupa dijatuhi “Teguran tertulis”"):
        decide(respondent, sari, "PNS-R3")
    decide(respondent, sari, "PNS-R3", departure_reason="Ia atasan loket itu")
    assert Decision.objects.get(respondent=respondent).departures.startswith("3 dari 3")


def test_another_level_than_in_most_similar_cases_needs_a_reason(practice, budi, rina, sari):
    respondent = found_for(budi, sari, impact="AGENCY")
    with pytest.raises(RuleViolation, match="3 dari 3 kasus serupa dijatuhi tingkat Ringan"):
        decide(respondent, rina, "PNS-S1T")


def test_the_usual_sanction_and_fewer_than_three_cases_need_no_reason(practice, budi, sari, rina):
    respondent = found_for(budi, sari)
    Precedent.objects.filter(pk=practice[0].pk).delete()
    decide(respondent, sari, "PNS-R3")
    assert Decision.objects.get(respondent=respondent).departures == ""


def test_a_divided_practice_needs_no_reason(practice, budi, sari, dinas_a):
    for code in ("PNS-R1", "PNS-R3", "PNS-R1"):
        worker = factories.make_employee(f"Lain {code}", agency=dinas_a)
        close(found_for(worker, sari), sari, code, departure_reason="Berbeda")
    respondent = found_for(budi, sari)
    decide(respondent, sari, "PNS-R3")
    assert Decision.objects.get(respondent=respondent).departures == ""


# The page


def test_the_panel_shows_law_range_and_similar_cases_and_chooses_nothing(client, practice, budi, rina):
    respondent = found_for(budi, rina)
    client.force_login(rina)
    page = client.get(f"/respondents/{respondent.pk}/decide/").text
    for words in (
        "Pasal 3 huruf f", "Tingkat menurut hukum", "Pengawas: Pelaksana satu tingkat", "wajib diperiksa tim",
        "pasal sama, dampak sama", practice[0].case.number, "Bentuk peralihan", "Perlu alasan:",
    ):  # fmt: skip
        assert words in page, words
    assert "Rekan" not in page
    assert "checked" not in page
    assert 'type="radio" name="sanction"' in page
    assert 'type="checkbox" name="measures"' in page


def test_a_contract_worker_is_not_told_of_the_team_that_civil_servants_have(client, rina, dinas_a):
    worker = factories.make_employee("Citra", agency=dinas_a, category=StaffCategory.CONTRACT)
    respondent = found_for(worker, rina, route=Route.CONTRACT, impact="", impact_reason="")
    client.force_login(rina)
    page = client.get(f"/respondents/{respondent.pk}/decide/").text
    assert "Pernyataan Tidak Puas" in page
    for words in ("wajib diperiksa tim", "Kewajiban atasan", "Jenjang jabatan", "Bentuk hukuman sedang"):
        assert words not in page


def test_a_case_that_may_not_be_read_is_compared_without_its_number(client, practice, tono, dinas_b):
    worker = factories.make_employee("Dodi", agency=dinas_b)
    respondent = found_for(worker, tono)
    client.force_login(tono)
    page = client.get(f"/respondents/{respondent.pk}/decide/").text
    assert "tidak dapat Anda buka" in page
    assert practice[0].case.number not in page


def test_a_refused_departure_keeps_what_was_typed_and_its_reason_is_printed(client, practice, budi, rina):
    respondent = found_for(budi, rina)
    client.force_login(rina)
    sent = {
        "submission": "4b7c7a53-0d65-44a4-9d1e-1c8f5f0a4b11", "version": respondent.version, "on": "14/7/2026",
        "sanction": "pns-r3-2021", "tie": "NONE", **factories.signing(respondent.agency),
        "considerations": "Terbukti penuh",
    }  # fmt: skip
    refused = client.post(f"/respondents/{respondent.pk}/decide/", sent)
    assert "Tulis alasan menyimpang" in str(refused.context["form"].errors["departure_reason"]), (
        "said where it is typed"
    )
    assert refused.status_code == 422
    assert "3 dari 3 kasus serupa" in refused.text
    assert "Terbukti penuh" in refused.text
    again = sent | {"departure_reason": "Ia atasan loket itu", "submission": "4b7c7a53-0d65-44a4-9d1e-1c8f5f0a4b12"}
    assert client.post(f"/respondents/{respondent.pk}/decide/", again).status_code == 302
    page = whole_case(client, respondent.case)
    for words in ("Ia atasan loket itu", "3 dari 3 kasus serupa", "tidak berhubungan keluarga"):
        assert words in page


def test_the_panel_costs_the_same_however_many_are_compared(client, practice, budi, rina, django_assert_num_queries):
    respondent = found_for(budi, rina)
    client.force_login(rina)
    path = f"/respondents/{respondent.pk}/decide/"
    client.get(path)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(path)
    Precedent.objects.exclude(pk=practice[0].pk).delete()
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(path)


def together(by, agency, n):
    """A case whose people all have their findings."""
    people = tuple(factories.make_employee(f"Orang {i}", agency=agency) for i in range(n))
    case = factories.make_case(by=by, agency=agency, people=people, at=RECEIVED)
    for respondent in case.respondents.all():
        factories.bring_to(respondent, Status.HEARD, by=by, at=RECEIVED)
        factories.report_proven(respondent, by=by, at=RECEIVED)
    return case


def test_several_at_once_stand_side_by_side_each_with_their_own_panel(client, practice, rina, dinas_a):
    case = together(rina, dinas_a, 2)
    client.force_login(rina)
    page = " ".join(client.get(f"/cases/{case.number}/decide/").text.split())
    for respondent in case.respondents.all():
        assert f"/respondents/{respondent.pk}/decide/" in page
    assert page.count("Pasal 3 huruf f (unit kerja)") == 2
    assert page.count("3 dari 3 kasus serupa dijatuhi “Teguran tertulis”") == 2
    assert "checked" not in page.partition("<form")[0]


def test_the_panel_of_a_case_costs_the_same_for_two_people_and_for_five(
    client, practice, rina, dinas_a, django_assert_num_queries
):
    few, many = together(rina, dinas_a, 2), together(rina, dinas_a, 5)
    client.force_login(rina)
    client.get(f"/cases/{few.number}/decide/")
    for case in (few, many):
        with django_assert_num_queries(CASE_QUERIES):
            client.get(f"/cases/{case.number}/decide/")


def test_an_ethics_path_is_compared_with_ethics_paths_only(practice, rina, budi):
    rule = factories.Provision.objects.get(pk="uu20-4-2023")
    respondent = found_for(budi, rina, route=Route.ETHICS, provision=rule, impact="", impact_reason="")
    assert bearing(respondent).matches == []


def test_a_case_whose_people_got_the_same_stands_once(rina, sari, dinas_a):
    case = factories.make_case(
        by=sari, agency=dinas_a, people=[factories.make_employee(name, agency=dinas_a) for name in ("Satu", "Dua")]
    )
    rows = [Precedent(respondent=path, case=case) for path in case.respondents.all()]
    for row in rows:
        row.sanction_code = "PNS-R2"
    lines = precedents.lines_for([precedents.Match(row, ("pasal sama",), is_similar=True) for row in rows], rina)
    assert [(line.number, line.people) for line in lines] == [(case.number, 2)]
