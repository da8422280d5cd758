"""The twelve top tasks and the search for a person, at 1366 and 360 px: how many actions and pages each takes.

A task within its budget must stay within it. What is over its budget stands in ``OVER`` with what it takes and why; it
must not take more, and a task that came into its budget is taken off that list. Seconds are printed, not judged: they
are those of a program on a busy machine.
"""

import datetime as dt
import re

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from cases.evidence.files import add_file
from cases.hearing_room import drafts
from cases.models import (
    Case,
    Clarification,
    Decision,
    Employee,
    Letter,
    Minutes,
    Role,
    Sanction,
    Status,
)
from cases.procedure.summary import refresh
from regulations.models import Route, SanctionType, StaffCategory
from tests import factories
from tests.browser.conftest import wait_for_the_server
from tests.browser.sizes import SIZES
from tests.samples.pictures import photo
from tests.samples.tasks import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]
PASTED = "lihat ini https://www.tiktok.com/@panglima.nipah/video/7300000000000000001?_r=1 😂"
POST = "https://www.tiktok.com/@contoh/video/7300000000000000000"
BUDGETS = {  # actions, pages
    "T1": (14, 1), "T1b": (8, 1), "T2": (3, 1), "T3": (12, 1), "T4": (7, 2), "T5": (2, 1), "T6": (7, 2), "T7": (43, 1),
    "T8": (8, 2), "T9": (15, 2), "T10": (6, 1), "T11": (2, 2), "T12": (3, 1), "T13": (2, 1),
}  # fmt: skip
OVER = {  # what it takes, and why
    "T3": (
        (7, 3),
        "clarification and route are acts of two stages, each on its page; the case says what follows",
    ),
    "T8": ((6, 3), "freezing the minutes and signing them are two acts, each on its page"),
    "T13": ((5, 3), "a reason is asked before the record of a person opens (decision 19)"),
}


@pytest.fixture(params=SIZES)
def size(request):
    return SIZES[request.param]


@pytest.fixture
def walk(chromium, live_server, size):
    walks = []

    def begun(user, start, **more):
        walks.append(Walk(chromium, live_server, user, size, start, **more))
        return walks[-1]

    yield begun
    for each in walks:
        each.page.context.close()
    wait_for_the_server()


@pytest.fixture
def within(capsys, size):
    """Compare what a task took with its budget."""

    def judged(task, walk):
        took = len(walk.actions), len(walk.pages)
        with capsys.disabled():
            print(f"\n{task} at {size['width']} px: {took[0]} actions, {took[1]} pages, {walk.seconds():.0f} s")
        most = OVER.get(task, (BUDGETS[task],))[0]
        assert took[0] <= most[0] and took[1] <= most[1], (walk.actions, walk.pages)
        is_over = took[0] > BUDGETS[task][0] or took[1] > BUDGETS[task][1]
        assert is_over == (task in OVER), f"{task} is within its budget now: take it off the list"

    return judged


@pytest.fixture
def three(dinas_a):
    return [factories.make_employee(name, agency=dinas_a) for name in ("Ani Lestari", "Beni Saputra", "Cici Amelia")]


@pytest.fixture
def pictures(tmp_path):
    paths = [tmp_path / name for name in ("layar-1.png", "layar-2.png")]
    for seed, path in enumerate(paths):
        Image.effect_noise((300 + seed, 500), 60).save(path)
    return paths


def brought(case, status, by, **over):
    return [factories.bring_to(path, status, by=by, **over) for path in case.respondents.order_by("pk")]


def find(walk, words):
    """A person found while typing: the box, the words, the first that is offered."""
    walk.tap("#person-search")
    walk.page.keyboard.type(words)
    walk.page.wait_for_selector("[role=option]")
    walk.press("Enter")


def test_t1_an_incident_with_two_pictures_and_three_people(walk, within, sari, three, pictures):
    phone = walk(sari, "/incidents/new/")
    phone.page.wait_for_selector("[data-picker]:not([hidden])")
    phone.fill("links", PASTED)
    phone.files("#picker", pictures)
    phone.tap("[data-day] >> nth=0")
    for person in three:
        find(phone, person.name.split()[0].lower())
    phone.fill("summary", "Siaran langsung berseragam di loket")
    expect(phone.page.locator(".files > li[data-whole]")).to_have_count(2, timeout=180_000)
    phone.tap("main .btn-primary", leads=True)
    phone.page.wait_for_url("**/cases/KS-*/")
    case = Case.objects.get()
    assert (case.respondents.count(), case.evidence.count()) == (3, 2)
    within("T1", phone)


def test_t1b_the_same_by_pasting(walk, within, sari, three, pictures):
    """The people as their numbers, pasted at once; the day of the event is that of the post."""
    laptop = walk(sari, "/incidents/new/")
    laptop.page.wait_for_selector("[data-picker]:not([hidden])")
    laptop.fill("links", PASTED)
    laptop.files("#picker", pictures)
    laptop.paste("#person-search", "\n".join(person.nip for person in three))
    expect(laptop.page.locator("[data-picked] > li")).to_have_count(3, timeout=180_000)
    laptop.fill("summary", "Siaran langsung berseragam di loket")
    expect(laptop.page.locator(".files > li[data-whole]")).to_have_count(2, timeout=180_000)
    laptop.tap("main .btn-primary", leads=True)
    laptop.page.wait_for_url("**/cases/KS-*/")
    assert (Case.objects.get().respondents.count(), Case.objects.get().evidence.count()) == (3, 2)
    within("T1b", laptop)


def test_t2_a_duplicate_is_added_to_its_case(walk, within, sari, dinas_a):
    case = factories.make_case(by=sari, agency=dinas_a, posts=(factories.seen_post(),))
    officer = walk(sari, "/incidents/new/")
    officer.fill("links", POST)
    officer.page.wait_for_selector("#similar [name=same_as]", timeout=180_000)
    officer.tick(f"[name=same_as][value='{case.number}']")
    officer.tap("main .btn-primary", leads=True)
    officer.page.wait_for_url("**/cases/KS-*/")
    assert Case.objects.get().incidents.count() == 2
    within("T2", officer)


def test_t3_a_clarification_by_telephone_and_the_route_for_three(walk, within, rina, sari, dinas_a, three):
    """By BKPSDM, before the agency did it: out of turn, with the reason."""
    case = factories.make_case(by=rina, agency=dinas_a, people=three)
    brought(case, Status.CLARIFICATION, sari)
    officer = walk(rina, f"/cases/{case.number}/record-clarification/")
    officer.fill("turn_reason", "Petugas dinas cuti")
    officer.fill("answer", "Lewat telepon: benar, itu kami bertiga.")
    officer.tap("main form .btn-primary", leads=True)
    assert Clarification.objects.filter(answer__contains="telepon").count() == 3
    officer.tap(".next-action .btn-primary", leads=True)
    officer.tick("[name=route][value=DISCIPLINE]")
    officer.fill("reason", "Perlu diperiksa")
    officer.tap("main form .btn-primary", leads=True)
    assert set(case.respondents.values_list("status", flat=True)) == {Status.ROUTED}
    within("T3", officer)


def test_t4_summonses_of_three_on_a_lawful_day(walk, within, sari, joko, dinas_a, three):
    case = factories.make_case(by=sari, agency=dinas_a, people=three)
    brought(case, Status.ROUTED, sari)
    superior = factories.make_employee("Wati", agency=dinas_a, post_level="ADMINISTRATOR", grade="IV/a")
    officer = walk(joko, f"/cases/{case.number}/")
    officer.tap(".next-action .btn-primary", leads=True)
    officer.fill("place", "Ruang rapat")
    officer.fill("examiner", superior.nip)
    officer.tap("main .btn-primary", leads=True)
    assert Letter.objects.exclude(number="").count() == 3
    within("T4", officer)


def test_t5_the_first_of_what_is_late_or_due_is_begun(walk, within, sari, dinas_a, three):
    factories.make_case(by=sari, agency=dinas_a, people=three)
    officer = walk(sari, "/work/")
    officer.tap("main td.cell-action a.btn, main .cell-action a.btn", leads=True)
    assert re.search(r"/(respondents|cases)/", officer.page.url)
    within("T5", officer)


def test_t6_the_room_of_today_with_who_is_there(walk, within, sari, joko, budi):
    path = factories.make_respondent(by=sari, employee=budi)
    factories.bring_to(path, Status.SUMMONED, by=joko)
    examiner = walk(joko, "/hearings/")
    examiner.link("Ruang pemeriksaan Budi")
    if "/rooms/" not in examiner.page.url:
        examiner.tap("main form .btn-primary", leads=True)
    examiner.page.wait_for_selector("[data-field=answer]", state="attached")
    within("T6", examiner)


def test_t7_twenty_questions_and_three_pieces_of_evidence(walk, within, sari, joko, budi):
    """Beside typing: one key for each question and each answer, and one for each piece of evidence."""
    path = factories.make_respondent(by=sari, employee=budi)
    factories.bring_to(path, Status.SUMMONED, by=joko)
    for width in (31, 32, 33):
        add_file(case=path.case, actor=sari, at=timezone.now(), upload=photo((width, 40)))
    room = drafts.open_room(respondent=path, actor=joko, at=timezone.now())
    examiner = walk(joko, f"/rooms/{room.pk}/")
    before = room.statements.count()
    examiner.page.wait_for_selector("#room[data-ready]")  # until then the keys are the browser's own
    examiner.page.locator("[data-field=answer]").last.focus()
    for number in range(20):
        examiner.press("Control+Enter")
        examiner.page.keyboard.type(f"Pertanyaan {number}?")
        examiner.press("Control+Enter")
        examiner.page.keyboard.type(f"Jawaban {number}.")
        if number in (3, 6, 9):
            examiner.press(f"Alt+{number // 3}")
    while not room.statements.filter(answer="Jawaban 19.").exists():  # ended by the time limit of a test
        examiner.page.wait_for_timeout(200)
    assert room.statements.filter(answer__startswith="Jawaban").count() == 20
    assert room.statements.count() == before + 20
    within("T7", examiner)


def test_t8_minutes_are_frozen_printed_and_signed(walk, within, live_server, sari, joko, budi):
    path = factories.make_respondent(by=sari, employee=budi)
    factories.bring_to(path, Status.HEARD, by=joko)
    hearing = path.hearings.get()
    examiner = walk(joko, f"/hearings/{hearing.pk}/minutes/")
    examiner.tap("main a[href$='/freeze/']", leads=True)
    examiner.tick("[name=reading] >> nth=0")
    examiner.tap("main form .btn-primary", leads=True)
    paper = examiner.page.locator("main .card a:has-text('PDF')").first.get_attribute("href")
    examiner.actions.append("tap PDF")  # which the browser shows beside the page
    assert examiner.page.request.get(live_server.url + paper).headers["content-type"] == "application/pdf"
    examiner.tap("main a[href$='/sign/']", leads=True)
    examiner.tap("main form .btn-primary", leads=True)
    assert Minutes.objects.get().signatures.count() == 1
    within("T8", examiner)


def test_t9_sanctions_of_seven_with_two_exceptions_and_their_decrees(walk, within, rina, sari, dinas_a):
    people = [factories.make_employee(f"Tenaga {n}", agency=dinas_a, category=StaffCategory.CONTRACT) for n in range(7)]
    case = factories.make_case(by=sari, agency=dinas_a, people=people)
    paths = brought(case, Status.FINDINGS, sari, route=Route.CONTRACT)
    officer = walk(rina, f"/cases/{case.number}/decide/")
    who = factories.signing(dinas_a)
    kinds = officer.page.locator("[name=sanction]").evaluate_all("all => all.map((each) => each.value)")
    officer.tick(f"[name=sanction][value='{kinds[0]}']")
    officer.choose("official", who["official"])
    officer.fill("person", who["person"])
    officer.tick("[name=tie][value=NONE]")
    officer.fill("considerations", "Terbukti dan diakui")
    officer.tap("text=Berbeda untuk seseorang")
    for path in paths[:2]:
        officer.choose(f"sanction_of_{path.pk}", kinds[1])
    officer.tap("main form .btn-primary", leads=True)
    assert Decision.objects.count() == 7
    assert Sanction.objects.values("sanction_type").distinct().count() == 2
    within("T9", officer)


def test_t10_a_decree_is_handed_over(walk, within, sari, budi):
    path = factories.make_respondent(by=sari, employee=budi)
    factories.bring_to(path, Status.DECIDED, by=sari)
    factories.with_decree(path, by=sari, at=timezone.now())
    officer = walk(sari, f"/respondents/{path.pk}/deliver/")
    officer.tap("main form .btn-primary", leads=True)
    path.refresh_from_db()
    assert path.status == Status.DELIVERED
    assert path.standing_decision.effective_on is not None
    within("T10", officer)


@pytest.fixture
def mayor(city):
    person = Employee.objects.create(government=city, name="Wali Kota Contoh", other_number="KDH-1")
    return factories.make_user("walikota", Role.LEADER, city, employee=person)


@pytest.fixture
def awaited(rina, dinas_a, budi, mayor):
    """A summons that is late by law, and findings that await the mayor."""
    late = factories.bring_to(factories.make_respondent(by=rina, employee=budi), Status.SUMMONED, by=rina)
    late.deadlines.filter(statutory=True).update(starts_on=dt.date(2026, 1, 5), due_on=dt.date(2026, 1, 12))
    refresh(late.case)
    person = factories.make_employee("Hadi", agency=dinas_a, post_level="JPT_PRATAMA", grade="IV/c")
    path = factories.bring_to(factories.make_respondent(by=rina, employee=person), Status.FINDINGS, by=rina)
    path.findings_reports.update(recommended=SanctionType.objects.get(code="PNS-R2", in_force_until=None))
    return late


def test_t11_a_leader_opens_the_case_behind_a_number(walk, within, mayor, awaited):
    leader = walk(mayor, "/dashboard/")
    expect(leader.page.locator(".headline")).to_contain_text("tenggat hukum terlewat")
    leader.tap("main a[href*='/dashboard/metric/overdue/']", leads=True)
    leader.tap(f"main a[href*='{awaited.case.number}']", leads=True)
    within("T11", leader)


def test_t12_the_recap_of_the_month_as_workbook_and_pdf(walk, within, mayor, awaited):
    leader = walk(mayor, f"/dashboard/statistics/?period={timezone.now():%Y-%m}")
    for name, kind in (("Excel", "spreadsheetml"), ("PDF", "application/pdf")):
        with leader.page.expect_response("**/report.*") as answer:
            leader.tap(f"main a:has-text('{name}')")
        assert kind in answer.value.headers["content-type"]
    within("T12", leader)


def test_t13_what_a_person_did_before(walk, within, rina, sari, budi):
    factories.bring_to(factories.make_respondent(by=sari, employee=budi), Status.DELIVERED, by=rina)
    officer = walk(rina, "/work/")
    officer.press("/")
    officer.page.wait_for_timeout(300)
    if officer.page.locator("#global-search").is_visible():
        officer.page.locator("#global-search").fill(budi.nip)
    else:  # a telephone opens the page of the search
        officer.page.locator("#id_q").fill(budi.nip)
    officer.page.keyboard.press("Enter")
    officer.actions.append("press Enter")
    officer.page.wait_for_url("**/cases/KS-*/")
    officer.tap(f"main a[href='/people/{budi.pk}/']", leads=True)
    officer.fill("reason", "Menimbang keputusan")
    officer.tap("main form .btn-primary", leads=True)
    expect(officer.page.locator("main")).to_contain_text("Teguran")
    within("T13", officer)
