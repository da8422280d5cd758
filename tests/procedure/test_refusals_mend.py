"""Every refusal that asks for something else first says where that is done.

All refusals in the sources are collected; those whose sentence asks for something ("dulu", "belum") carry a link
(``Mend``), or stand below with the reason why no page of one's own puts it right.
"""

import ast
import re
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.forms import Form
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from cases.models import Act, Status
from cases.procedure import offers
from cases.procedure.refusals import Mend, RuleViolation
from cases.procedure.table import TRANSITIONS
from tests import factories

ROOMS = ("aftermath", "applicable_law", "casefile", "clarification", "decisions", "evidence", "examination", "handling",
         "hearing_room", "letters", "minutes", "oversight", "parties", "procedure", "two_people")  # fmt: skip
ASKS = re.compile(r"\b(dulu|belum|lebih dahulu)\b", re.IGNORECASE)
NO_LINK = {
    "Belum ada laporan hasil pemeriksaan": "the handover shows what is missing, on a page without a form",
    "Belum ada keputusan yang berlaku": "the handover shows what is missing, on a page without a form",
    "Tidak ada tindakan sementara yang belum": "nothing is missing: it was done",
    "Laporan hanya dapat dibatalkan pencatatnya": "ten minutes have passed; nothing brings them back",
    "Pejabat itu sudah diminta dan belum": "the other official answers",
    "Akun Anda belum dihubungkan dengan pegawai": "an administrator does it, as the sentence says",
    "“%(name)s” hanya bila pelanggaran diulangi": "another sanction is chosen in the same form",
    "Kasus ini belum mempunyai berkas bukti": "there may be files that this account may not open",
    "Jabatan dan golongan %(who)s belum dapat": "either of two people may lack a history; the sentence says who",
    "Jam pemeriksaan belum tiba": "time passes",
    "Kasus ini memang belum ada yang menangani": "nothing is missing",
    "Pilih nomor yang kosong": "a field of the same form",
    "Belum dapat diterbitkan, menunggu paraf": "the officials who are named give it",
    "Surat ini diparaf dulu oleh": "the same form has the button that proposes it",
    "“%(form)s” dibuat dari catatan": "the record depends on the form; the sentence names it",
    "PDF ini belum bertanda tangan": "another file is chosen in the same form",
    "Belum ditandatangani: catat sebagai perbaikan": "the same page has the button",
    "Isi kehadiran dulu": "a field of the same room",
    "Belum ada tanya jawab": "a field of the same room",
    "Berita acara belum dibekukan": "the same page has the button",
    "Hanya surat masuk yang belum dijawab": "a field of the same form",
    "Jalur orang ini sudah ditangani bersama": "either body may have asked; the first tab has its end",
    "Tulis nama pegawai, atau ciri-ciri": "a field of the same form",
    "Sebut sumber jenjang jabatan terperiksa": "a field of the same form",
}  # fmt: skip


def refusals():
    """File and line, whether there is a link, and the sentence of every refusal of these rooms."""
    for room in ROOMS:
        for path in sorted((Path(settings.BASE_DIR) / "cases" / room).rglob("*.py")):
            texts = {}
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    texts[node.targets[0].id] = node.value
                if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("RuleViolation", "NotAllowed")):
                    continue
                parts = [texts.get(arg.id, arg) if isinstance(arg, ast.Name) else arg for arg in node.args]
                said = [
                    leaf.value
                    for part in parts
                    for leaf in ast.walk(part)
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
                ]
                has_link = any(keyword.arg == "mend" for keyword in node.keywords)
                yield f"{path.name}:{node.lineno}", has_link, " ".join(said)


def test_every_refusal_that_asks_for_something_first_links_to_it():
    found = list(refusals())
    assert len(found) > 150
    missing = [
        (place, said)
        for place, has_link, said in found
        if ASKS.search(said) and not has_link and not any(known in said for known in NO_LINK)
    ]
    assert missing == []


def test_no_reason_stands_for_a_refusal_that_is_gone():
    said = " ".join(text for _place, has_link, text in refusals() if not has_link)
    assert [known for known in NO_LINK if known not in said] == []


def is_page(address):
    try:
        return bool(resolve(address))
    except Resolver404:
        return False


@pytest.mark.django_db
def test_every_link_leads_to_a_page(sari, budi):
    path = factories.make_respondent(by=sari, employee=budi)
    on_paths = {step.act for step in TRANSITIONS}
    links = [Mend.by(act, path) if act in on_paths else Mend.on(act, path.case) for act in Act]
    assert [link for link in links if not is_page(link.path)] == []


@pytest.mark.django_db
def test_the_link_stands_on_the_page_of_the_refused_act(client, sari, rina, budi):
    path = factories.make_respondent(by=sari, employee=budi)
    path.identity = "SUSPECTED"
    path.save(update_fields=["identity"])
    refusal = offers.refusal(path, Act.CHOOSE_ROUTE, rina)
    assert isinstance(refusal, RuleViolation) and refusal.mend
    client.force_login(rina)
    page = client.get(f"/respondents/{path.pk}/choose-route/")
    assert f'href="{refusal.mend.path}"' in page.text


def test_every_page_of_the_procedure_shows_the_link_of_its_refusals():
    files = [
        path for room in (*ROOMS, "confirmations") for path in (Path(settings.BASE_DIR) / "cases" / room).rglob("*.py")
    ]
    assert [str(path) for path in files if re.search(r"add_error\(None, str\(", path.read_text())] == []


@pytest.mark.django_db
def test_a_refusal_on_any_page_has_its_link_as_a_link(sari, budi):
    path = factories.make_respondent(by=sari, employee=budi)
    form = Form({})
    form.add_error(None, RuleViolation("Isi <dulu>.", mend=Mend.by(Act.ALLEGE, path)).shown())
    page = render_to_string("components/_form_errors.html", {"form": form})
    assert "Isi &lt;dulu&gt;." in page and f'<a href="/respondents/{path.pk}/allege/">' in page


@pytest.mark.django_db
def test_findings_without_an_allegation_lead_to_recording_one(client, sari, joko, budi):
    path = factories.make_respondent(by=sari, employee=budi)
    factories.bring_to(path, Status.HEARD, by=joko)
    client.force_login(joko)
    sent = {"submission": str(uuid.uuid4()), "version": path.version, "on": "hari ini", "recommendation": "Sanksi"}
    refused = client.post(f"/respondents/{path.pk}/report-findings/", sent)
    assert refused.status_code == 422 and f'href="/respondents/{path.pk}/allege/"' in refused.text
