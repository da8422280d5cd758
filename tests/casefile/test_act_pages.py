"""Acts through the pages: from the report to the end, refusals, outdated forms, several people at once."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.casefile.act_table import ACTS, CASE_ACTS
from cases.models import (
    Act,
    Attendance,
    AuditEntry,
    CaseLink,
    CaseRegulation,
    Decision,
    EvidenceItem,
    Finding,
    Hearing,
    HoursClaim,
    Instruction,
    OutsideReport,
    PublicStatement,
    Recusal,
    Statement,
    Status,
)
from regulations.models import Official, Regulation, Route, SanctionType
from tests import factories
from tests.samples.case_tabs import whole_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def path_of_budi(sari, budi):
    return factories.make_respondent(by=sari, employee=budi)


@pytest.fixture
def today(sari, now):
    day = sari.local_date(now)
    return f"{day.day}/{day.month}/{day.year}"


class Desk:
    """An account at its pages."""

    def __init__(self, client):
        self.client = client

    def take(self, user, respondent, act, **fields):
        respondent.refresh_from_db()
        self.client.force_login(user)
        key = {"submission": str(uuid.uuid4()), "version": respondent.version, "on": "hari ini"}
        key |= {"turn_reason": "Petugas cuti"}  # asked where it is not the turn of the account
        return self.client.post(f"/respondents/{respondent.pk}/{act}/", key | fields)

    def on_case(self, account, case, act, **fields):
        self.client.force_login(account)
        key = {"submission": str(uuid.uuid4()), "on": "hari ini", "turn_reason": "Petugas cuti"}
        return self.client.post(f"/cases/{case.number}/{act}/", key | fields)


@pytest.fixture
def desk(client):
    return Desk(client)


def done(response):
    assert response.status_code == 302, response.text
    return response


def refused(response, message):
    assert response.status_code == 422, response
    assert message in response.text


def proven(allegation):
    said = {"outcome": "PROVEN", "reason": "Diakui", "impact": "UNIT", "impact_reason": "Satu loket"}
    return {f"{name}_{allegation.pk}": value for name, value in said.items()}


def a_moment_ago(user, now):
    local = (now - dt.timedelta(minutes=1)).astimezone(user.agency.zone)
    return f"{local:%d/%m/%Y %H.%M}"


def test_a_path_goes_through_the_pages_from_report_to_day_of_effect(desk, sari, rina, joko, path_of_budi, now):
    path, moment = path_of_budi, a_moment_ago(sari, now)
    done(desk.take(sari, path, "request-clarification", channel="LETTER", question="Apa yang terjadi?"))
    done(desk.take(sari, path, "record-clarification", answer="Saya minta maaf."))
    done(desk.take(rina, path, "choose-route", route="DISCIPLINE", reason="Perlu diperiksa"))
    done(desk.take(sari, path, "allege", text="Konten pribadi saat jam layanan", provision=""))
    done(
        desk.take(
            joko,
            path,
            "form-panel",
            kind="EXAMINATION",
            **{
                "members-0-name": "Wati",
                "members-0-element": "SUPERIOR",
                "members-0-part": "CHAIR",
                "members-0-grade": "IV/a",
                "members-0-source": "SK pangkat",
            },
        )
    )
    done(desk.take(joko, path, "summon", hearing_at=moment, place="Ruang rapat", minutes=120, despite="on"))
    done(desk.take(joko, path, "record-receipt", received_by="Budi"))
    rows = {
        "attendances-0-name": "Budi", "attendances-0-part": "RESPONDENT", "attendances-0-state": "PRESENT",
        "attendances-1-part": "COMPANION", "attendances-1-state": "PRESENT",
        "statements-0-question": "Apakah itu Saudara?", "statements-0-answer": "Ya.",
        "statements-2-question": "Kapan direkam?",
    }  # fmt: skip
    done(desk.take(joko, path, "hold-hearing", held_at=moment, place="Ruang rapat", held_by=joko.agency_id, **rows))
    allegation = path.allegations.get()
    finding = proven(allegation) | {f"provision_{allegation.pk}": "pp94-3f-2021"}
    done(desk.take(joko, path, "report-findings", recommendation="Teguran tertulis", recommended="", **finding))
    sanction = SanctionType.objects.get(code="PNS-R2", in_force_until=None)
    done(
        desk.take(
            rina, path, "decide", sanction=sanction.pk, tie="NONE", **factories.signing(path.agency),
            considerations="Terbukti", number="SK 1",
        )
    )  # fmt: skip
    done(desk.take(sari, path, "deliver", method="IN_PERSON", received_by="Budi"))
    path.refresh_from_db()
    assert path.status == Status.DELIVERED
    assert Attendance.objects.count() == 1
    assert list(Statement.objects.values_list("position", "question")) == [
        (1, "Apakah itu Saudara?"),
        (2, "Kapan direkam?"),
    ]
    assert Finding.objects.get().outcome == "PROVEN"
    assert Decision.objects.get().effective_on is not None
    desk.client.force_login(rina)
    page = whole_case(desk.client, path.case)
    for words in ("Teguran tertulis", "SK 1", "Menunggu hari berlaku", "Saya minta maaf.", "Wati"):
        assert words in page


def test_a_date_of_effect_ahead_of_today_is_refused_and_nothing_is_written(desk, sari, path_of_budi, now):
    tomorrow = sari.local_date(now) + dt.timedelta(days=2)
    before = AuditEntry.objects.count()
    response = desk.take(
        sari, path_of_budi, "request-clarification", on=f"{tomorrow:%d/%m/%Y}", channel="LETTER", question="Kapan?"
    )
    refused(response, "Tanggal tidak boleh setelah hari ini.")
    assert "Kapan?" in response.text
    assert f"{tomorrow:%d/%m/%Y}" in response.text
    path_of_budi.refresh_from_db()
    assert (path_of_budi.status, path_of_budi.version) == (Status.REPORTED, 1)
    assert AuditEntry.objects.count() == before


def test_an_outdated_form_is_refused_and_may_be_sent_again(desk, sari, rina, path_of_budi):
    seen = path_of_budi.version
    done(desk.take(rina, path_of_budi, "record-fact", kind="APOLOGY", text="Meminta maaf di depan apel"))
    response = desk.take(sari, path_of_budi, "request-clarification", version=seen, channel="PHONE", question="Kapan?")
    refused(response, "sudah diubah rina")
    assert f'name="version" value="{seen + 1}"' in response.text
    assert "Kapan?" in response.text
    done(desk.take(sari, path_of_budi, "request-clarification", channel="PHONE"))


def test_an_act_of_another_stage_is_refused_with_the_reason(desk, client, rina, path_of_budi):
    client.force_login(rina)
    opened = client.get(f"/respondents/{path_of_budi.pk}/decide/")
    assert opened.status_code == 200
    assert "“Tetapkan keputusan” tidak dapat dilakukan pada tahap Laporan baru." in opened.text
    refused(
        desk.take(rina, path_of_budi, "decide", considerations="Karangan"),
        "tidak dapat dilakukan pada tahap Laporan baru",
    )


def test_an_act_of_another_role_is_refused_with_the_reason(desk, dewi, path_of_budi):
    response = desk.take(dewi, path_of_budi, "request-clarification", channel="LETTER")
    refused(response, "Peran Anda tidak berwenang")


def test_an_unknown_act_and_a_stranger_get_404(desk, client, sari, tono, path_of_budi):
    for user, path in ((sari, "tidak-ada"), (sari, "report"), (sari, "escalate"), (tono, "request-clarification")):
        assert desk.take(user, path_of_budi, path).status_code == 404
    assert desk.on_case(tono, path_of_budi.case, "add-respondent").status_code == 404
    assert desk.on_case(sari, path_of_budi.case, "escalate").status_code == 404


def test_only_the_routes_of_the_category_are_offered(client, rina, path_of_budi):
    client.force_login(rina)
    page = client.get(f"/respondents/{path_of_budi.pk}/choose-route/").text
    assert 'value="DISCIPLINE"' in page
    assert 'value="CONTRACT"' not in page


def test_a_route_that_the_category_does_not_know_is_refused(desk, rina, path_of_budi):
    response = desk.take(rina, path_of_budi, "choose-route", route="CONTRACT", reason="Coba saja")
    assert response.status_code == 422
    assert "Coba saja" in response.text


def test_a_sanction_no_longer_in_force_is_refused(desk, rina, path_of_budi):
    factories.bring_to(path_of_budi, Status.FINDINGS, by=rina)
    sanction = SanctionType.objects.get(code="PNS-R2", in_force_until=None)
    sanction.in_force_until = dt.date(2022, 1, 1)
    sanction.save()
    response = desk.take(rina, path_of_budi, "decide", sanction=sanction.pk, tie="NONE",
                         **factories.signing(path_of_budi.agency), considerations="Terbukti semua")  # fmt: skip
    refused(response, "Sanksi itu tidak berlaku di sini.")
    assert "Terbukti semua" in response.text
    assert not Decision.objects.exists()


def test_an_official_without_the_power_is_refused(desk, rina, path_of_budi):
    factories.bring_to(path_of_budi, Status.FINDINGS, by=rina)
    sanction = SanctionType.objects.get(code="PNS-R2", in_force_until=None)
    words = {"sanction": sanction.pk, "tie": "NONE", "considerations": "Terbukti"}
    words |= factories.signing(path_of_budi.agency, Official.VILLAGE_HEAD)
    response = desk.take(rina, path_of_budi, "decide", **words)
    assert response.status_code == 422
    assert not Decision.objects.exists()


def test_the_decision_page_shows_the_range_with_level_and_basis(client, rina, path_of_budi):
    factories.bring_to(path_of_budi, Status.FINDINGS, by=rina)
    client.force_login(rina)
    page = client.get(f"/respondents/{path_of_budi.pk}/decide/").text
    assert "Ringan; Pasal 8" in page or "Ringan;" in page
    assert "checked" not in page


def test_more_rows_are_given_without_losing_what_was_typed(desk, client, joko, rina, path_of_budi):
    factories.bring_to(path_of_budi, Status.SUMMONED, by=rina)
    response = desk.take(joko, path_of_budi, "hold-hearing", place="Aula", more="statements",
                         **{"statements-0-question": "Satu?", "attendances-0-name": "Budi Santoso"})  # fmt: skip
    assert response.status_code == 200
    for typed in ("Aula", "Satu?", "Budi Santoso", "statements-5-question"):
        assert typed in response.text
    assert "field-error" not in response.text
    assert not Hearing.objects.exists()


def test_a_person_not_yet_known_is_identified(desk, sari, dinas_a, budi):
    case = factories.make_case(by=sari, agency=dinas_a, unknown=["batik biru"])
    respondent = case.respondents.get()
    refused(
        desk.take(sari, respondent, "identify", employee="12345678901", how="Telepon"),
        "NIP terdiri atas 18 angka. Anda menulis 11.",
    )
    done(desk.take(sari, respondent, "identify", employee=budi.nip, how="Telepon"))
    respondent.refresh_from_db()
    assert respondent.employee == budi


# Several people at once


@pytest.fixture
def seven(rina, dinas_a):
    people = tuple(factories.make_employee(f"Orang {i}", agency=dinas_a) for i in range(7))
    return factories.make_case(by=rina, agency=dinas_a, people=people)


def chosen(case, without=()):
    return [
        f"{respondent.pk}:{respondent.version}" for respondent in case.respondents.all() if respondent not in without
    ]


def test_one_form_takes_an_act_for_everybody_chosen(desk, client, sari, seven):
    client.force_login(sari)
    assert client.get(f"/cases/{seven.number}/request-clarification/").text.count("checked") == 7
    left_out = seven.respondents.first()
    done(desk.on_case(sari, seven, "request-clarification", channel="LETTER", concerned=chosen(seven, [left_out])))
    assert seven.respondents.filter(status=Status.CLARIFICATION).count() == 6
    left_out.refresh_from_db()
    assert left_out.status == Status.REPORTED


def test_nothing_is_recorded_for_anybody_when_one_row_is_outdated(desk, sari, rina, seven):
    stale = chosen(seven)
    done(desk.take(rina, seven.respondents.last(), "record-fact", kind="APOLOGY", text="Maaf"))
    response = desk.on_case(sari, seven, "request-clarification", channel="LETTER", question="Kapan?", concerned=stale)
    refused(response, "Orang 6: Bagian ini sudah diubah rina")
    assert "Kapan?" in response.text
    assert not seven.respondents.exclude(status=Status.REPORTED).exists()


def test_nobody_chosen_is_refused(desk, sari, seven):
    refused(desk.on_case(sari, seven, "request-clarification", channel="LETTER"), "Pilih paling sedikit satu orang.")


def test_seven_are_heard_found_and_decided_together(desk, rina, sari, seven, now):
    for respondent in seven.respondents.all():
        factories.bring_to(respondent, Status.SUMMONED, by=rina)
    case, moment = seven, a_moment_ago(sari, now)
    done(desk.on_case(rina, case, "allege", text="Joget saat jam layanan", provision="", concerned=chosen(case)))
    done(
        desk.on_case(
            rina, case, "hold-hearing", held_at=moment, place="Aula", held_by=rina.agency_id, concerned=chosen(case),
            **{"attendances-0-name": "Kepala Bidang", "attendances-0-part": "CHAIR", "attendances-0-state": "PRESENT"},
        )
    )  # fmt: skip
    answers = {}
    for respondent in case.respondents.all():
        pk = respondent.allegations.get().pk
        answers |= proven(respondent.allegations.get()) | {f"provision_{pk}": "pp94-3f-2021"}
    done(desk.on_case(rina, case, "report-findings", recommendation="Teguran", concerned=chosen(case), **answers))
    sanction = SanctionType.objects.get(code="PNS-R2", in_force_until=None)
    done(
        desk.on_case(
            rina, case, "decide", sanction=sanction.pk, tie="NONE",
            **factories.signing(case.respondents.first().agency), considerations="Terbukti", concerned=chosen(case),
        )
    )  # fmt: skip
    assert Decision.objects.count() == 7
    assert Attendance.objects.filter(part="RESPONDENT").count() == 7, "each was there"


def test_an_act_that_applies_to_nobody_says_so(client, sari, seven):
    client.force_login(sari)
    page = client.get(f"/cases/{seven.number}/deliver/").text
    assert "Tidak ada orang dalam kasus ini yang sedang pada tahap" in page


# On the case


def test_acts_on_the_case_are_recorded(desk, client, rina, sari, dinas_a, dinas_b, path_of_budi, today):
    case = path_of_budi.case
    other = factories.make_case(by=rina, agency=dinas_b)
    circular = Regulation.objects.circulars().filter(region="").first() or Regulation.objects.filter(region="").first()
    for act, fields in {
        "add-respondent": {"description": "Berkacamata", "part": "RECORDER"},
        "add-evidence": {"said_to_exist": "on", "title": "Karcis parkir", "source": "Sekretariat"},
        "add-claim": {"claimed_by": "LSM", "claimed_at": "26/8/2022 15.00", "source": "Surat"},
        "instruct": {"to": dinas_a.pk, "text": "Periksa", "given_by": "Sekda"},
        "record-outside-report": {"body": "KASN", "direction": "OUT", "about": "Aduan", "reported_on": "kemarin"},
        "record-statement": {"by": "Sekda", "gist": "Akan ditindak"},
        "link-regulation": {"regulation": circular.pk, "relation": "CITED"},
        "link-case": {"other": other.number.lower(), "kind": "SAME_EVENT"},
    }.items():
        done(desk.on_case(rina, case, act, **fields))
    for model in (HoursClaim, Instruction, OutsideReport, PublicStatement, CaseRegulation, CaseLink, EvidenceItem):
        assert model.objects.count() == 1, model
    client.force_login(sari)
    order = Instruction.objects.get()
    answer = {"submission": str(uuid.uuid4()), "on": today, "result": "Sudah"}
    done(client.post(f"/instructions/{order.pk}/answer/", answer))
    order.refresh_from_db()
    assert order.result == "Sudah"
    page = whole_case(client, case)
    for words in ("Berkacamata", "Karcis parkir", "KASN", "Akan ditindak", "Periksa", "Sudah"):
        assert words in page


def test_a_file_is_added_as_evidence(desk, sari, path_of_budi):
    upload = SimpleUploadedFile("layar.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    done(desk.on_case(sari, path_of_budi.case, "add-evidence", file=upload, title="Layar"))
    assert EvidenceItem.objects.get().state == "HELD"
    refused(
        desk.on_case(sari, path_of_budi.case, "add-evidence", title="Kosong"), "Unggah berkas, atau tandai disebut ada."
    )


def test_a_file_of_another_kind_is_refused(desk, sari, path_of_budi):
    upload = SimpleUploadedFile("catatan.txt", b"halo")
    refused(
        desk.on_case(sari, path_of_budi.case, "add-evidence", file=upload),
        "berkas harus JPG, PNG, WebP, HEIC, PDF",
    )
    assert not EvidenceItem.objects.exists()


def test_a_recused_account_is_redirected_to_the_list(desk, client, sari, path_of_budi):
    response = done(desk.on_case(sari, path_of_budi.case, "recuse", user=sari.pk, reason="Saudara kandung"))
    assert response.url == "/cases/"
    assert Recusal.objects.exists()
    assert client.get(f"/cases/{path_of_budi.case.number}/").status_code == 404


def test_a_case_that_may_not_be_read_cannot_be_tied(desk, sari, rina, dinas_b, path_of_budi):
    other = factories.make_case(by=rina, agency=dinas_b)
    refused(
        desk.on_case(sari, path_of_budi.case, "link-case", other=other.number, kind="SAME_EVENT"), "tidak ditemukan"
    )


@pytest.mark.parametrize("act", [act.value for act in ACTS])
def test_the_page_of_every_act_opens_in_every_role(client, sari, rina, joko, dewi, path_of_budi, act):
    for user in (sari, rina, joko, dewi):
        client.force_login(user)
        assert client.get(f"/respondents/{path_of_budi.pk}/{act}/").status_code == 200


@pytest.mark.parametrize("act", [act.value for act in CASE_ACTS])
def test_the_page_of_every_act_on_a_case_opens(client, sari, rina, path_of_budi, act):
    for user in (sari, rina):
        client.force_login(user)
        assert client.get(f"/cases/{path_of_budi.case.number}/{act}/").status_code == 200


def test_a_get_never_changes_a_case(client, rina, path_of_budi):
    before = AuditEntry.objects.count()
    client.force_login(rina)
    for act in ACTS:
        client.get(f"/respondents/{path_of_budi.pk}/{act}/")
    path_of_budi.refresh_from_db()
    assert (path_of_budi.version, AuditEntry.objects.count()) == (1, before)


def test_a_path_on_hold_waits_until_it_is_resumed(desk, sari, path_of_budi):
    words = {"reason": "Menunggu arahan", "owner": "Sekda", "review_on": "hari ini"}
    done(desk.take(sari, path_of_budi, "hold", **words))
    refused(desk.take(sari, path_of_budi, "request-clarification", channel="LETTER"), "Jalur ini sedang ditahan")
    done(desk.take(sari, path_of_budi, "resume"))


@pytest.mark.parametrize(("act", "fields", "reason"), [
    ("close-early", {"reason": "NOT_STAFF", "note": "Bukan pegawai"}, "NOT_STAFF"),
    ("resign", {"note": "Surat 1/2026"}, "RESIGNED"),
    ("choose-route", {"route": Route.NO_ACTION, "reason": "Tidak terbukti"}, "NO_ACTION"),
])  # fmt: skip
def test_a_path_may_close_early_and_be_reopened(desk, rina, path_of_budi, act, fields, reason):
    done(desk.take(rina, path_of_budi, act, **fields))
    path_of_budi.refresh_from_db()
    assert path_of_budi.closing_reason == reason
    done(desk.take(rina, path_of_budi, Act.REOPEN, reason="Bukti baru"))
