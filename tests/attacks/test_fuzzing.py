"""Every form with random input: it may be refused, but never causes a server error."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.casefile.act_table import ACTS, CASE_ACTS, TOGETHER
from cases.intake.forms.incident import IntakeForm
from cases.models import Act, Instruction, Status
from cases.oversight import acts as oversight
from cases.web.forms.incident_dates import DATE_LABELS
from tests import factories
from tests.samples.files import PNG

pytestmark = pytest.mark.attack

ODD = [
    "", " ", "\0", "a\0b", "\ud800", "\u202egpj.exe", "<script>alert(1)</script>", "{{ 7*7 }}", "%(number)s", "%s%n",
    "' OR 1=1--", "../../etc/passwd", "javascript:alert(1)", "https://x\r\nSet-Cookie: a=b", "NaN", "-1", "0", "²", "٣",
    str(2**31), str(2**63), "9" * 5000, "x" * 20_000, "01/01/0001", "31/12/9999 23.59", "0000-00-00", "29/2/2023",
    "1e400", "kemarin", "hari ini", "27/3/2026 25.99", "on", "yes", "APOLOGY", "LETTER", "DISCIPLINE", "more",
]  # fmt: skip
NAMES = {
    Act.HOLD_HEARING: ["attendances-0-name", "statements-0-question", "statements-199-answer", "attendances-x-name"],
    Act.FORM_PANEL: ["members-0-name", "members-0-element", "members-999-name"],
}
texts = st.sampled_from(ODD) | st.text(st.characters(), max_size=60)
MP4 = b"\0\0\0\x20ftypmp42" + b"\xff" * 40
files = st.sampled_from([b"", b"GIF89a/*", b"<svg onload=alert(1)>", PNG, b"%PDF-1.7\n", MP4, b"PK\3\4"])
names = st.sampled_from(["a.png", "../../x", "a\0b", "\u202egpj.exe", "con.jpg", "n" * 400, '"; x="', "a\r\nX: y", ""])


def form_fields(form) -> list[str]:
    return [*form.base_fields, "version", "concerned", "more", "status", "actor", "government"]


@pytest.fixture
def case(sari, dewi, rina, dinas_a, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    today = dinas_a.local_date(now)
    oversight.instruct(case=respondent.case, actor=dewi, at=now, on=today, to=dinas_a, text="x", given_by="Sekda")
    return respondent.case


@pytest.fixture
def client(rina):
    client = Client(raise_request_exception=True)
    client.force_login(rina)
    return client


def post_rubbish(client, path, fields, data, rubbish):
    sent = {name: rubbish.draw(texts, label=name) for name in fields if rubbish.draw(st.booleans())}
    sent = {name: value.encode("utf-8", "replace").decode() for name, value in sent.items()}
    answer = client.post(path, {"submission": str(uuid.uuid4())} | data | sent)
    assert answer.status_code < 500, (path, sent)
    if answer.status_code == 302:
        assert client.get(answer.url).status_code < 500, (path, sent)


EACH = {"max_examples": 8, "deadline": dt.timedelta(seconds=5), "derandomize": True}
FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
rubbish_of = given(rubbish=st.data())


@pytest.mark.django_db
@pytest.mark.parametrize("act", list(ACTS))
@settings(**EACH, suppress_health_check=FIXTURES)
@rubbish_of
def test_no_act_on_a_respondent_fails(act, client, case, rubbish):
    respondent = case.respondents.get()
    fields = form_fields(ACTS[act][0]) + NAMES.get(act, [])
    right = {"version": respondent.version, "on": "hari ini"}
    post_rubbish(client, reverse("respondent-act", args=[respondent.pk, act]), fields, right, rubbish)


@pytest.mark.django_db
@pytest.mark.parametrize("act", TOGETHER)
@settings(**EACH, suppress_health_check=FIXTURES)
@rubbish_of
def test_no_act_on_several_fails(act, client, case, rubbish):
    respondent = case.respondents.get()
    fields = form_fields(ACTS[act][0]) + NAMES.get(act, [])
    right = {"concerned": f"{respondent.pk}:{respondent.version}", "on": "hari ini"}
    post_rubbish(client, reverse("case-act", args=[case.number, act]), fields, right, rubbish)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.ROUTED, Status.SUMMONED, Status.HEARD, Status.FINDINGS, Status.DELIVERED])
@settings(**EACH, suppress_health_check=FIXTURES)
@rubbish_of
def test_no_act_fails_at_its_stage(status, client, sari, dinas_a, now, rubbish):
    person = factories.make_employee("Andi", agency=dinas_a)
    respondent = factories.bring_to(
        factories.make_respondent(by=sari, employee=person, at=now), status, by=sari, at=now
    )
    act = rubbish.draw(st.sampled_from(list(ACTS)))
    fields = form_fields(ACTS[act][0]) + NAMES.get(act, [])
    right = {"version": respondent.version, "on": "hari ini"}
    post_rubbish(client, reverse("respondent-act", args=[respondent.pk, act]), fields, right, rubbish)


@pytest.mark.django_db
@pytest.mark.parametrize("act", [act for act in CASE_ACTS if act != Act.RECUSE])
@settings(**EACH, suppress_health_check=FIXTURES)
@rubbish_of
def test_no_act_on_a_case_fails(act, client, case, rubbish):
    data = {"on": "hari ini", "reported_on": "hari ini"}
    if act == Act.ADD_EVIDENCE:
        data = {"file": SimpleUploadedFile(rubbish.draw(names) or "x", rubbish.draw(files))}
    post_rubbish(client, reverse("case-act", args=[case.number, act]), form_fields(CASE_ACTS[act][0]), data, rubbish)


@pytest.mark.django_db
@settings(**EACH | {"max_examples": 40}, suppress_health_check=FIXTURES)
@rubbish_of
def test_no_intake_fails(client, dinas_a, rubbish):
    dates = [
        f"{kind.lower()}{part}" for kind in DATE_LABELS for part in ("", "_estimate", "_after", "_before", "_source")
    ]
    data = {"agency": dinas_a.pk, "files": [SimpleUploadedFile(rubbish.draw(names) or "x", rubbish.draw(files))]}
    post_rubbish(client, "/incidents/new/", form_fields(IntakeForm) + dates, data, rubbish)


@pytest.mark.django_db
@settings(**EACH | {"max_examples": 30}, suppress_health_check=FIXTURES)
@rubbish_of
def test_no_record_of_a_hearing_fails(client, sari, dinas_a, now, rubbish):
    person = factories.make_employee("Andi", agency=dinas_a)
    respondent = factories.make_respondent(by=sari, employee=person, at=now)
    hearing = factories.bring_to(respondent, Status.HEARD, by=sari, at=now).hearings.get()
    rows = [f"{row}-{i}-{field}" for row, field in (("attendance", "name"), ("attendance", "part"),
            ("statement", "question"), ("statement", "answer")) for i in (0, 1, 60)]  # fmt: skip
    counts = [f"{row}-{name}" for row in ("attendance", "statement") for name in ("TOTAL_FORMS", "INITIAL_FORMS")]
    data = dict.fromkeys(counts, "2") | {"version": hearing.version}
    post_rubbish(client, reverse("hearing", args=[hearing.pk]), [*rows, *counts, "version", "close"], data, rubbish)


@pytest.mark.django_db
@settings(**EACH | {"max_examples": 30}, suppress_health_check=FIXTURES)
@rubbish_of
def test_no_other_form_fails(client, case, rubbish):
    answer = reverse("instruction-answer", args=[Instruction.objects.get().pk])
    path, fields = rubbish.draw(st.sampled_from([
        (answer, ["on", "result"]), ("/people/", ["words"]), ("/login/", ["username", "password", "next"]),
        ("/admin/login/", ["username", "password", "next"]), ("/notifications/", ["x"]),
    ]))  # fmt: skip
    post_rubbish(client, path, fields, {}, rubbish)
