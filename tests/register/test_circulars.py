"""The register of circulars: what is entered, corrected, filed and found, and what bound whom on a day."""

import datetime as dt
import hashlib
import uuid

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from cases.models import CaseRegulation, RegisterEntry, Registration, RegulationDocument, Role, binding_on
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.register import circulars
from cases.register.circulars import Circular
from regulations.models import Amendment, Regulation
from tests import factories
from tests.samples.circulars import enter, typed, written
from tests.samples.files import PDF, pdf

pytestmark = pytest.mark.django_db


def test_a_circular_is_entered_by_the_form_with_its_scope_its_file_and_its_cause(client, rina, sari, dinas_a, now):
    case = factories.make_case(by=sari, agency=dinas_a, at=now)
    client.force_login(rina)
    sent = typed(
        agencies=[dinas_a.pk], scope_categories=["PNS", "CONTRACT"], hours="WITHIN", platforms="TikTok\nInstagram",
        caused_by=case.number.lower(), document=pdf(), sanction_clause="Teguran",
    )  # fmt: skip
    response = client.post("/documents/new/", sent)
    row = Regulation.objects.get(number="800/1/BKPSDM")
    assert response.url == f"/documents/{row.slug}/"
    assert (row.rules, row.platforms, row.hours, row.region) == (
        ["Satu.", "Dua."], ["TikTok", "Instagram"], "WITHIN", "Kota Contoh",
    )  # fmt: skip
    assert list(row.registration.agencies.all()) == [dinas_a]
    assert CaseRegulation.objects.get(regulation=row, relation="RESULTED").case == case
    page = client.get(response.url).text
    assert case.number in page and "Dalam jam kerja" in page and "edaran.pdf" in page and "Dicatat" in page


def test_a_spoken_appeal_needs_no_number_no_date_and_no_clause(client, rina):
    client.force_login(rina)
    sent = typed(kind="VERBAL", number="", in_force_from="", rules="", title="Jangan siaran langsung")
    assert client.post("/documents/new/", sent).status_code == 302
    row = Regulation.objects.get(title="Jangan siaran langsung")
    assert (row.number, row.issued_on, row.in_force_from) == ("", None, None)
    assert "Belum berlaku" in client.get(f"/documents/{row.slug}/").text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"rules": ""}, "Tulis ketentuannya, atau sertakan naskahnya"),
        ({"in_force_until": "4/1/2026"}, "Masa berlaku berakhir sebelum dimulai"),
        ({"caused_by": "KS-1999-0001"}, "tidak ditemukan"),
        ({"platforms": "x" * 81}, "lebih dari 80 huruf"),
        ({"source": ""}, "Sumber"),
    ],
)
def test_what_is_wrong_is_told_at_its_place_and_kept(client, rina, wrong, told):
    client.force_login(rina)
    response = client.post("/documents/new/", typed(**wrong))
    assert response.status_code == 422
    assert told in response.text and "Bijak bermedia sosial" in response.text
    assert not Registration.objects.exists()


def test_a_number_is_used_once_in_a_region(rina, now):
    enter(rina, now)
    with pytest.raises(RuleViolation, match="sudah dipakai: Bijak bermedia sosial"):
        enter(rina, now, number="800/1/bkpsdm")


def test_sending_the_form_twice_enters_one_circular(client, rina):
    client.force_login(rina)
    sent = typed()
    assert client.post("/documents/new/", sent).url == client.post("/documents/new/", sent).url
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("who", ["sari", "joko", "dewi"])
def test_only_the_keepers_of_the_register_write_in_it(request, client, who, rina, now):
    user = request.getfixturevalue(who)
    row = enter(rina, now)
    with pytest.raises(NotAllowed):
        enter(user, now, number="2")
    client.force_login(user)
    for path in ("/documents/new/", f"/documents/{row.slug}/correct/", f"/documents/{row.slug}/attach/"):
        assert client.post(path, typed(number="3")).status_code == 403
    assert Registration.objects.count() == 1


def test_an_administrator_enters_without_naming_a_case(client, putri):
    client.force_login(putri)
    assert 'name="caused_by"' not in client.get("/documents/new/").text
    assert client.post("/documents/new/", typed()).status_code == 302


def test_another_government_sees_nothing_of_it(client, rina, now):
    row = enter(rina, now, upload=pdf())
    elsewhere = factories.make_user("lain", Role.BKPSDM, factories.make_government("Kota Lain", "kota-lain"))
    client.force_login(elsewhere)
    item = RegulationDocument.objects.get()
    for path in ("", "correct/", "attach/"):
        assert client.get(f"/documents/{row.slug}/{path}").status_code == 404
    assert client.get(f"/documents/files/{item.pk}/").status_code == 404
    assert row.number not in client.get("/documents/?q=Bijak").text


# Correcting


def correct(row, actor, now, *, seen=None, reason="Salah ketik", agencies=(), amends=(), revokes=(), **over):
    return circulars.correct_circular(
        regulation=row, actor=actor, at=now, on=actor.local_date(now), reason=reason,
        circular=Circular(written(**over), agencies=agencies, amends=amends, revokes=revokes),
        seen=row.register_entries.count() if seen is None else seen,
    )  # fmt: skip


def test_a_correction_keeps_the_old_words_in_the_register(client, rina, now):
    row = enter(rina, now)
    client.force_login(rina)
    assert client.get(f"/documents/{row.slug}/correct/").status_code == 200
    sent = typed(rules="Tidak siaran langsung.", seen=1, reason="Salah ketik")
    assert client.post(f"/documents/{row.slug}/correct/", sent).status_code == 302
    row.refresh_from_db()
    entry = RegisterEntry.objects.get(act="CORRECT")
    assert row.rules == ["Tidak siaran langsung."]
    assert (
        "Salah ketik" in entry.note and "Tidak siaran langsung pada jam kerja. → Tidak siaran langsung." in entry.note
    )
    assert entry.actor == rina


def test_who_corrects_what_somebody_changed_meanwhile_is_told(rina, now):
    row = enter(rina, now)
    correct(row, rina, now, title="Pertama")
    with pytest.raises(RuleViolation, match="baru saja diubah orang lain"):
        correct(row, rina, now, seen=1, title="Kedua")


def test_a_correction_without_a_difference_is_refused(rina, now):
    row = enter(rina, now)
    with pytest.raises(RuleViolation, match="Tidak ada yang berubah"):
        correct(row, rina, now)


def test_the_shared_catalogue_is_not_corrected_here(rina, now):
    with pytest.raises(NotAllowed, match="katalog bersama"):
        correct(Regulation.objects.get(pk="pp-94-2021"), rina, now)


# The chain


def test_revoking_ends_the_earlier_one_on_the_eve_and_shows_both_ways(client, rina, now):
    old = enter(rina, now, number="1")
    new = enter(rina, now, number="2", title="Pengganti", in_force_from=dt.date(2026, 3, 1), revokes=[old])
    assert old in Regulation.objects.in_force(dt.date(2026, 2, 28))
    assert old not in Regulation.objects.in_force(dt.date(2026, 3, 1))
    assert Regulation.objects.with_end().get(pk=old.pk).ends_on == dt.date(2026, 2, 28)
    client.force_login(rina)
    assert "Dicabut oleh" in (page := client.get(f"/documents/{old.slug}/").text) and new.number in page
    assert "Tidak berlaku lagi" in page
    assert "Mencabut" in client.get(f"/documents/{new.slug}/").text


def test_amending_leaves_the_earlier_one_in_force(client, rina, now):
    old = enter(rina, now, number="1")
    enter(rina, now, number="2", title="Perubahan", amends=[old])
    assert old in Regulation.objects.in_force(dt.date(2026, 6, 1))
    client.force_login(rina)
    assert "Diubah oleh" in client.get(f"/documents/{old.slug}/").text


def test_a_tie_entered_by_mistake_goes_and_the_law_stays(rina, now):
    old = enter(rina, now, number="1")
    new = enter(rina, now, number="2", revokes=[old])
    correct(new, rina, now, number="2")
    assert not Amendment.objects.filter(later=new).exists()
    assert old in Regulation.objects.in_force(dt.date(2026, 6, 1))
    assert f"Mencabut {old.slug} → –" in RegisterEntry.objects.get(act="CORRECT").note


def test_a_circular_neither_changes_national_law_nor_what_is_not_yet_in_force(rina, now):
    later = enter(rina, now, number="1", in_force_from=dt.date(2026, 9, 1))
    with pytest.raises(RuleViolation, match="bukan peraturan daerah ini"):
        enter(rina, now, number="2", revokes=[Regulation.objects.get(pk="pp-94-2021")])
    with pytest.raises(RuleViolation, match="belum berlaku"):
        enter(rina, now, number="2", revokes=[later])
    with pytest.raises(RuleViolation, match="tidak keduanya"):
        first = enter(rina, now, number="3")
        enter(rina, now, number="2", amends=[first], revokes=[first])


def test_two_circulars_do_not_revoke_each_other(rina, now):
    first = enter(rina, now, number="1")
    second = enter(rina, now, number="2", revokes=[first])
    with pytest.raises(RuleViolation, match="saling mengubah"):
        correct(first, rina, now, number="1", revokes=[second])


# Files


def test_the_file_is_kept_unchanged_and_handed_out_with_its_fingerprint(client, rina, now):
    row = enter(rina, now, upload=pdf())
    item = RegulationDocument.objects.get(regulation=row)
    assert item.sha256 == hashlib.sha256(PDF).hexdigest()
    assert "edaran" not in item.file.name
    client.force_login(rina)
    response = client.get(f"/documents/files/{item.pk}/")
    assert response.getvalue() == PDF
    assert response["Content-Type"] == "application/pdf" and "sandbox" in response["Content-Security-Policy"]


def test_a_file_that_was_changed_in_the_storage_is_not_handed_out(client, rina, now):
    enter(rina, now, upload=pdf())
    item = RegulationDocument.objects.get()
    with (settings.MEDIA_ROOT / item.file.name).open("ab") as stored:
        stored.write(b"x")
    client.force_login(rina)
    assert client.get(f"/documents/files/{item.pk}/").status_code == 409


@pytest.mark.parametrize(
    ("upload", "told"),
    [
        (pdf(b"\x89PNG\r\n\x1a\n" + b"\x00" * 600), "harus berupa PDF"),
        (pdf(b"<html>"), "berkas harus"),
        (pdf(PDF + b"\x00" * 11_000_000), "batasnya 10 MB"),
    ],
)
def test_only_a_pdf_by_its_content_is_filed_and_nothing_half_written(rina, now, upload, told):
    before = default_storage.listdir("regulations")[1] if default_storage.exists("regulations") else []
    with pytest.raises(RuleViolation, match=told):
        enter(rina, now, upload=upload)
    assert not Registration.objects.exists()
    assert (default_storage.listdir("regulations")[1] if default_storage.exists("regulations") else []) == before


def test_a_file_may_be_added_to_shared_law_once(client, rina):
    client.force_login(rina)
    for status in (302, 422):
        sent = {"submission": str(uuid.uuid4()), "document": pdf()}
        assert client.post("/documents/pp-94-2021/attach/", sent).status_code == status
    assert RegulationDocument.objects.count() == 1


# Finding


def test_words_are_found_in_clauses_by_their_stem_and_by_their_beginning(rina, now):
    row = enter(rina, now, rules=["Dilarang memamerkan kemewahan di media sosial."])

    def found(words):
        return row in Regulation.objects.matching(words)

    assert found("pamer mewah") and found("kemewah") and found("800 bkpsdm") and found("800/1/BKPSDM")
    assert not found("narkotika")
    assert found("") and found("/// !!!")


def test_the_best_match_comes_first(client, rina, now):
    enter(rina, now, number="1", title="Siaran langsung", rules=["Dilarang."])
    enter(rina, now, number="2", title="Lain", rules=["Siaran langsung disebut sekali."], in_force_from=now.date())
    client.force_login(rina)
    rows = client.get("/documents/?q=siaran+langsung&region=Kota+Contoh").context["rows"]
    assert [row.number for row in rows] == ["1", "2"]


def test_the_search_is_answered_by_its_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        query = Regulation.objects.matching("siaran").order_by().values("slug")
        assert "regulation_search" in query.explain()


# What bound whom


def test_what_was_in_force_depends_on_category_region_agency_and_day(rina, budi, dinas_a, dinas_b, city, now):
    school = factories.make_agency(city, "sdn-1", "SDN 1", parent=dinas_a)
    teacher = factories.make_employee("Guru", agency=school)
    contract = factories.make_employee("Kontrak", agency=dinas_a, category="CONTRACT")
    row = enter(rina, now, scope_categories=["PNS"], agencies=[dinas_a], in_force_until=dt.date(2026, 6, 30))
    stranger = factories.make_employee("Tini", agency=dinas_b)

    def bound(person, day=dt.date(2026, 6, 30)):
        return row in binding_on(day, person.employment_on(day))

    assert bound(budi) and bound(teacher)
    assert not bound(contract) and not bound(stranger)
    assert not bound(budi, dt.date(2026, 1, 4)) and not bound(budi, dt.date(2026, 7, 1))


def ask(client, person, on="10/9/2021"):
    return client.post("/documents/in-force/", {"person": person, "on": on})


def test_the_page_says_why_each_bound_this_person(client, rina, dinas_a, now):
    person = factories.make_employee("Kontrak", agency=dinas_a, category="CONTRACT")
    enter(rina, now, agencies=[dinas_a], scope_categories=["CONTRACT"], in_force_from=dt.date(2021, 1, 1))
    client.force_login(rina)
    page = ask(client, person.other_number).text
    assert "TKK/non-ASN termasuk yang dituju" in page and "Unitnya termasuk: Dinas A" in page
    assert "Peraturan Kota Contoh" in page and "Berlaku nasional" in page
    assert "PP 53/2010" not in page and "UU 37/2008" in page


def test_the_change_of_discipline_law_shows_on_its_day(client, rina, budi):
    client.force_login(rina)
    before, after = (ask(client, budi.nip, day).text for day in ("30/8/2021", "31/8/2021"))
    assert "PP 53/2010" in before and "PP 94/2021" not in before
    assert "PP 94/2021" in after and "PP 53/2010" not in after


def test_a_day_without_employment_is_told(client, rina, budi):
    client.force_login(rina)
    assert "tidak ada riwayat jabatan" in ask(client, budi.nip, "1/1/2010").text
    assert "tidak ada riwayat jabatan" not in ask(client, budi.nip).text


def test_an_officer_asks_about_people_of_the_own_agencies_only(client, tono, budi):
    client.force_login(tono)
    for words in (budi.nip, budi.name, ""):
        response = ask(client, words)
        assert response.status_code == 422
        assert "Pelaksana" not in response.text


def test_asking_changes_nothing_and_costs_the_same_for_many_rules(
    client, rina, budi, now, django_assert_max_num_queries
):
    client.force_login(rina)
    for number in range(20):
        enter(rina, now, number=str(number), in_force_from=dt.date(2021, 1, 1))
    before = RegisterEntry.objects.count()
    with django_assert_max_num_queries(9):
        ask(client, budi.nip)
    assert RegisterEntry.objects.count() == before
