"""One act for several people with what differs for one of them, all in one form."""

import uuid

import pytest

from cases.models import Decision, Identity, IdentityNote, Status
from regulations.models import Route
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(sari, dinas_a):
    people = tuple(factories.make_employee(name, agency=dinas_a) for name in ("Ani", "Bayu", "Citra"))
    case = factories.make_case(by=sari, agency=dinas_a, people=people)
    return case, list(case.respondents.order_by("pk"))


def errors(answer):
    return answer.context["form"].errors if answer.context else answer.text[:200]


def send(client, user, case, act, paths, **fields):
    client.force_login(user)
    for path in paths:
        path.refresh_from_db()
    sent = {"submission": str(uuid.uuid4()), "on": "hari ini", "concerned": [f"{p.pk}:{p.version}" for p in paths]}
    sent |= {"turn_reason": "Petugas cuti"}  # asked where it is not the turn of the account
    return client.post(f"/cases/{case.number}/{act}/", sent | fields)


def test_identities_are_confirmed_together_with_an_exception(client, sari, three):
    case, paths = three
    ani, bayu, _citra = paths
    answer = send(
        client, sari, case, "confirm-identity", paths,
        kind="UNIT", said_by="Kepala Dinas A", how="Lewat telepon",
        **{f"kind_of_{bayu.pk}": "PERSON", f"said_by_of_{bayu.pk}": "Bayu sendiri"},
    )  # fmt: skip
    assert answer.status_code == 302, errors(answer)
    for path in paths:
        path.refresh_from_db()
    assert [path.identity for path in paths] == [Identity.UNIT, Identity.PERSON, Identity.UNIT]
    notes = {note.respondent_id: (note.said_by, note.how) for note in IdentityNote.objects.all()}
    assert notes[ani.pk] == ("Kepala Dinas A", "Lewat telepon")
    assert notes[bayu.pk] == ("Bayu sendiri", "Lewat telepon")


def test_routes_differ_where_the_status_of_one_allows_another(client, sari, rina, dinas_a):
    civil = factories.make_employee("Ani", agency=dinas_a)
    contract = factories.make_employee("Bayu", agency=dinas_a, category="CONTRACT")
    case = factories.make_case(by=sari, agency=dinas_a, people=(civil, contract))
    ani, bayu = case.respondents.order_by("pk")
    client.force_login(rina)
    form = client.get(f"/cases/{case.number}/choose-route/").context["form"]
    offered = {path.pk: {value for value, _label in fields[0].field.choices} for path, fields in form.grid()}
    assert Route.DISCIPLINE in offered[ani.pk] and Route.CONTRACT not in offered[ani.pk]
    assert Route.CONTRACT in offered[bayu.pk] and Route.DISCIPLINE not in offered[bayu.pk]
    answer = send(
        client, rina, case, "choose-route", [ani, bayu], route="COACHING", reason="Perlu pembinaan",
        **{f"route_of_{ani.pk}": "DISCIPLINE", f"reason_of_{ani.pk}": "Perlu diperiksa"},
    )  # fmt: skip
    assert answer.status_code == 302, errors(answer)
    ani.refresh_from_db()
    bayu.refresh_from_db()
    assert (ani.route, bayu.route) == (Route.DISCIPLINE, Route.COACHING)


def test_an_exception_that_is_not_offered_to_a_person_is_refused(client, rina, three):
    case, paths = three
    answer = send(client, rina, case, "choose-route", paths, route="COACHING", reason="Ya",
                  **{f"route_of_{paths[0].pk}": "CONTRACT"})  # fmt: skip
    assert answer.status_code == 422
    assert '<details class="more" open>' in answer.text
    assert not case.respondents.exclude(status=Status.REPORTED).exists()


def test_absences_are_recorded_together_with_their_reasons(client, rina, three):
    case, paths = three
    for path in paths:
        factories.bring_to(path, Status.SUMMONED, by=rina)
    last = paths[2].pk
    answer = send(client, rina, case, "record-absence", paths, absence="NOT_RECEIVED", reason="Pindah alamat",
                  **{f"absence_of_{last}": "ILL", f"reason_of_{last}": "Surat dokter"})  # fmt: skip
    assert answer.status_code == 302, errors(answer)
    for path in paths:
        path.refresh_from_db()
    assert [path.status for path in paths] == [Status.ABSENT] * 3
    letters = [path.summonses.get() for path in paths]
    assert [(letter.absence, letter.absence_reason) for letter in letters] == [
        ("NOT_RECEIVED", "Pindah alamat"), ("NOT_RECEIVED", "Pindah alamat"), ("ILL", "Surat dokter"),
    ]  # fmt: skip


def test_seven_people_get_one_reason_and_two_of_them_another_sanction(client, sari, rina, dinas_a):
    people = tuple(factories.make_employee(f"Orang {n}", agency=dinas_a) for n in range(7))
    case = factories.make_case(by=sari, agency=dinas_a, people=people)
    paths = [factories.bring_to(path, Status.FINDINGS, by=rina) for path in case.respondents.order_by("pk")]
    client.force_login(rina)
    form = client.get(f"/cases/{case.number}/decide/").context["form"]
    kinds = {label.split(" (")[0]: value for value, label in form["sanction"].field.choices}
    light, milder = kinds["Teguran tertulis"], kinds["Teguran lisan"]
    answer = send(
        client, rina, case, "decide", paths, sanction=light, considerations="Terbukti dan diakui", tie="NONE",
        **factories.signing(dinas_a),
        **{f"sanction_of_{path.pk}": milder for path in paths[:2]},
        **{f"departure_reason_of_{path.pk}": "Baru sebulan bekerja" for path in paths[:2]},
    )  # fmt: skip
    assert answer.status_code == 302, errors(answer)
    decided = [str(Decision.objects.get(respondent=path).sanctions.get()) for path in paths]
    assert decided == ["Teguran lisan"] * 2 + ["Teguran tertulis"] * 5
    reasons = Decision.objects.filter(respondent__in=paths).values_list("considerations", flat=True)
    assert set(reasons) == {"Terbukti dan diakui"}


def test_one_person_alone_has_no_grid(client, sari, budi):
    path = factories.make_respondent(by=sari, employee=budi)
    client.force_login(sari)
    assert "Berbeda untuk seseorang" not in client.get(f"/respondents/{path.pk}/confirm-identity/").text
    assert "Berbeda untuk seseorang" not in client.get(f"/cases/{path.case.number}/confirm-identity/").text
