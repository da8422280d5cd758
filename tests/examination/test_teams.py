"""The team: proposed by rule, formed, changed with history, and free of conflicts."""

import uuid

import pytest
from django.urls import reverse

from cases.examination import teams as panels
from cases.models import Case, ConflictDeclaration, PanelMember, PendingAct, Recusal, Role, Status
from cases.procedure.refusals import RuleViolation
from regulations.models import Route
from tests import factories

pytestmark = pytest.mark.django_db

Element, Part = PanelMember.Element, PanelMember.Part


@pytest.fixture
def routed(rina, budi):
    budi.employments.update(post_level="SUPERVISOR", grade="III/c")
    return factories.bring_to(factories.make_respondent(by=rina, employee=budi), Status.ROUTED, by=rina)


@pytest.fixture
def wati(wati):
    wati.employments.update(post_level="ADMINISTRATOR", grade="IV/a")
    return wati


@pytest.fixture
def auditor(joko):
    return factories.make_employee("Auditor", agency=joko.agency, post_level="FUNCTIONAL", grade="IV/b")


def act(respondent, actor, now):
    return {"respondent": respondent, "actor": actor, "at": now, "on": respondent.agency.local_date(now)}


def seat(name="Wati", element=Element.SUPERIOR, **over):
    rank = {} if "employee" in over else {"grade": "IV/b", "source": "SK pangkat"}
    return PanelMember(name=name, element=element, **rank | over)


def form(respondent, actor, now, *members, **over):
    return panels.form_panel(**act(respondent, actor, now), **{"kind": "EXAMINATION", "members": members} | over)


# What the rule proposes


def test_the_superior_is_the_nearest_higher_post_of_the_agency(routed, wati, dinas_a):
    factories.make_employee("Kepala Dinas", agency=dinas_a, post_level="JPT_PRATAMA", grade="IV/c")
    factories.make_employee("Rekan", agency=dinas_a, post_level="SUPERVISOR", grade="III/d")
    superior = panels.propose(routed, routed.status_on)[0]
    assert (superior.element, superior.job.employee) == (Element.SUPERIOR, wati)


def test_supervision_and_human_resources_come_from_their_agencies(routed, rina, auditor):
    clerk = factories.make_employee("Analis", agency=rina.agency, post_level="SUPERVISOR", grade="III/d")
    factories.make_employee("Juru tulis", agency=rina.agency, post_level="EXECUTIVE", grade="II/b")
    proposed = {seat.element: seat.job and seat.job.employee for seat in panels.propose(routed, routed.status_on)}
    assert proposed[Element.SUPERVISION] == auditor
    assert proposed[Element.HUMAN_RESOURCES] == clerk


def test_a_superior_who_is_in_the_case_gives_way_to_the_next(rina, budi, wati, dinas_a):
    budi.employments.update(post_level="SUPERVISOR")
    head = factories.make_employee("Kepala Dinas", agency=dinas_a, post_level="JPT_PRATAMA")
    case = factories.make_case(by=rina, agency=dinas_a, people=(budi, wati))
    path = case.respondents.get(employee=budi)
    assert panels.propose(path, path.status_on)[0].job.employee == head


def test_where_nobody_suffices_the_form_says_so(routed):
    assert all(seat.job is None for seat in panels.propose(routed, routed.status_on))
    assert "tidak ditemukan" in panels.propose(routed, routed.status_on)[0].reason


# Forming


def test_a_member_of_lower_post_is_refused(routed, rina, now, dinas_a):
    junior = factories.make_employee("Ani", agency=dinas_a, post_level="EXECUTIVE", grade="III/d")
    with pytest.raises(RuleViolation, match="Pasal 29"):
        form(routed, rina, now, seat("Ani", employee=junior))


def test_somebody_examined_in_the_case_does_not_sit_in_its_team(rina, budi, now, dinas_a, wati):
    case = factories.make_case(by=rina, agency=dinas_a, people=(budi, wati))
    path = case.respondents.get(employee=budi)
    factories.bring_to(path, Status.ROUTED, by=rina)
    with pytest.raises(RuleViolation, match="terperiksa dalam kasus ini"):
        form(path, rina, now, seat(employee=wati))


@pytest.mark.parametrize("count", [2, 4])
def test_an_ethics_council_is_odd_and_of_three_at_least(rina, budi, now, count):
    path = factories.bring_to(
        factories.make_respondent(by=rina, employee=budi), Status.ROUTED, by=rina, route=Route.ETHICS
    )
    with pytest.raises(RuleViolation, match="ganjil"):
        form(path, rina, now, *[seat(f"Anggota {n}") for n in range(count)], kind="ETHICS")


def test_two_chairs_and_a_person_twice_are_refused(routed, rina, now, wati):
    with pytest.raises(RuleViolation, match="satu ketua"):
        form(routed, rina, now, seat(part=Part.CHAIR), seat("Eko", part=Part.CHAIR))
    with pytest.raises(RuleViolation, match="satu kali"):
        form(routed, rina, now, seat(employee=wati), seat(employee=wati, element=Element.OTHER))


# Changing


def test_a_replaced_member_stays_on_record(routed, rina, now, wati, auditor):
    form(routed, rina, now, seat(employee=wati, part=Part.CHAIR), seat("Eko", Element.SUPERVISION))
    old = routed.panels.get().members.get(name="Eko")
    new = PanelMember(name="Auditor", employee=auditor)
    panels.replace_member(**act(routed, rina, now), member=old, reason="Pindah tugas", successor=new)
    old.refresh_from_db()
    assert (old.left_on, old.leaving_reason) == (routed.agency.local_date(now), "Pindah tugas")
    assert (new.replaces, new.element, new.part) == (old, Element.SUPERVISION, Part.MEMBER)
    assert [member.name for member in routed.panels.get().members.serving()] == ["Wati", "Auditor"]
    assert "Eko → Auditor: Pindah tugas" in routed.history.get(act="replace-member").note


def test_a_member_is_replaced_once(routed, rina, now):
    form(routed, rina, now, seat("Eko"))
    old = routed.panels.get().members.get()
    words = act(routed, rina, now) | {"member": old, "reason": "Sakit"}
    panels.replace_member(**words, successor=seat("Dodi"))
    with pytest.raises(RuleViolation, match="sudah diganti"):
        panels.replace_member(**words, successor=seat("Euis"))


# Conflicts of interest


def test_a_member_without_conflict_is_marked_as_declared(routed, rina, now):
    form(routed, rina, now, seat("Eko"))
    member = routed.panels.get().members.get()
    assert not member.has_declared
    panels.declare_conflict(**act(routed, rina, now), member=member, outcome="NONE")
    declared = PanelMember.objects.get(pk=member.pk)
    assert (declared.has_declared, declared.left_on, declared.leaving_reason) == (True, None, "")
    assert not Recusal.objects.exists()


def test_a_declared_conflict_ends_the_seat_and_takes_the_account_off_the_case(
    client, routed, rina, now, city, auditor, joko, wati
):
    account = factories.make_user("auditor", Role.INSPECTOR, city, agency=joko.agency, employee=auditor)
    form(routed, rina, now, seat(employee=wati), seat("Auditor", Element.SUPERVISION, employee=auditor))
    member = routed.panels.get().members.get(employee=auditor)
    panels.declare_conflict(**act(routed, rina, now), member=member, outcome="CONFLICT", note="Saudara ipar")
    member.refresh_from_db()
    assert (member.left_on, member.leaving_reason) == (routed.agency.local_date(now), "Saudara ipar")
    client.force_login(joko)
    waits = reverse("confirmation", args=[PendingAct.objects.get().key])
    assert client.post(waits, {"submission": str(uuid.uuid4()), "act": "confirm"}).status_code == 302
    assert Recusal.objects.get(user=account).reason == "Saudara ipar"
    assert not Case.objects.visible_to(account).exists()
    with pytest.raises(RuleViolation, match="benturan kepentingan"):
        panels.replace_member(
            **act(routed, rina, now), member=member, reason="-", successor=PanelMember(name="x", employee=auditor)
        )
    panels.replace_member(**act(routed, rina, now), member=member, reason="-", successor=seat("Euis"))


# The pages


def test_the_form_starts_from_the_proposal_and_keeps_who_is_meant(client, joko, routed, wati, auditor):
    client.force_login(joko)
    response = client.get(f"/respondents/{routed.pk}/form-panel/")
    assert "Usulan menurut aturan" in response.text and "jabatan di atasnya" in response.text
    rows = [row.initial for row in response.context["form"].rows["members"].forms]
    assert [row["name"] for row in rows] == ["Wati", "Auditor", ""]
    data = {"submission": str(uuid.uuid4()), "version": routed.version, "on": "hari ini", "kind": "EXAMINATION"}
    for n, row in enumerate(rows[:2]):
        data |= {f"members-{n}-{name}": row[name] for name in ("name", "element", "part")}
    data |= {"members-2-name": "Pejabat BKN", "members-2-element": "OTHER", "members-2-part": "MEMBER",
             "members-2-grade": "IV/b", "members-2-source": "SK pangkat"}  # fmt: skip
    assert client.post(f"/respondents/{routed.pk}/form-panel/", data).status_code == 302
    seated = {member.name: member.employee for member in routed.panels.get().members.all()}
    assert seated == {"Wati": wati, "Auditor": auditor, "Pejabat BKN": None}
    assert routed.panels.get().members.get(name="Wati").post == "Kepala Bidang"


def test_a_number_that_nobody_has_is_told_in_its_row(client, joko, routed):
    client.force_login(joko)
    data = {"submission": str(uuid.uuid4()), "version": routed.version, "on": "hari ini", "kind": "EXAMINATION"}
    row = {"members-0-name": factories.make_nip(999), "members-0-element": "OTHER", "members-0-part": "MEMBER"}
    response = client.post(f"/respondents/{routed.pk}/form-panel/", data | row)
    assert response.status_code == 422
    assert "Tidak ada pegawai dengan nomor" in response.text and row["members-0-name"] in response.text


def test_an_account_that_declares_its_conflict_is_redirected_to_the_list(
    client, rina, routed, now, city, auditor, joko
):
    account = factories.make_user("auditor", Role.INSPECTOR, city, agency=joko.agency, employee=auditor)
    form(routed, rina, now, seat("Auditor", Element.SUPERVISION, employee=auditor))
    client.force_login(account)
    routed.refresh_from_db()
    member = routed.panels.get().members.get()
    data = {"submission": str(uuid.uuid4()), "version": routed.version, "on": "hari ini", "member": member.pk}
    url = f"/respondents/{routed.pk}/declare-conflict/"
    response = client.post(url, data | {"outcome": "CONFLICT", "note": "Kerabat"}, follow=True)
    assert response.redirect_chain == [("/cases/", 302)] and response.status_code == 200
    assert ConflictDeclaration.objects.get().outcome == "CONFLICT"


def test_the_council_is_the_default_on_the_ethics_route(client, joko, rina, budi):
    path = factories.bring_to(
        factories.make_respondent(by=rina, employee=budi), Status.ROUTED, by=rina, route=Route.ETHICS
    )
    client.force_login(joko)
    assert client.get(f"/respondents/{path.pk}/form-panel/").context["form"]["kind"].value() == "ETHICS"
