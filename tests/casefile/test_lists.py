"""The list of cases: orders, numbers, quick filters, and the search that leads to the only case."""

import datetime as dt
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.casefile.plain_list import PlainList
from cases.casefile.sorting import SORTS, with_what_orders
from cases.intake.seen_posts import SeenPost
from cases.letters.issuing import issue_letter
from cases.models import Case, Deputy, Post, Role, Status
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(sari, dinas_a, now):
    """Thirty cases, of two agencies' names, three stages, and several due dates or none."""
    made = [factories.make_case(by=sari, agency=dinas_a, at=now - dt.timedelta(minutes=n)) for n in range(30)]
    today = sari.local_date(now)
    stages = (Status.REPORTED, Status.ROUTED, Status.CLOSED)
    for n, case in enumerate(made):
        case.agency_name, case.stage = f"Dinas {'AB'[n % 2]}", stages[n % 3]
        case.statutory_due_on = None if n % 3 == 0 else today + dt.timedelta(days=n % 7 - 3)
        case.internal_due_on = None if n % 2 else today + dt.timedelta(days=n % 5)
    Case.objects.bulk_update(made, ["agency_name", "stage", "statutory_due_on", "internal_due_on"])
    return made


def walk(client, address):
    """The numbers of the cases page by page, and the captions."""
    numbers, captions = [], []
    while address:
        text = client.get(f"/cases/{address}").text
        numbers += re.findall(r'cell-main">\s*<a href="/cases/([^/]+)/', text)
        captions.append(" ".join(re.search(r"<caption>(.*?)</caption>", text, re.S)[1].split()))
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = following and following[1].replace("&amp;", "&")
    return numbers, captions


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_shows_every_case_once_in_its_order(client, sari, many, sort):
    client.force_login(sari)
    numbers, captions = walk(client, f"?sort={sort}")
    assert sorted(numbers) == sorted(case.number for case in many)
    assert [caption.split(".")[0] for caption in captions] == ["1–25 dari 30", "26–30 dari 30"]
    cases = {case.number: case for case in Case.objects.filter(government=sari.government)}
    shown = [cases[number] for number in numbers]
    key = {
        "opened": lambda case: case.opened_at,
        "number": lambda case: case.number,
        "stage": lambda case: Status(case.stage).rank,
        "agency": lambda case: case.agency_name,
        "due": lambda case: min(filter(None, (case.statutory_due_on, case.internal_due_on)), default=dt.date.max),
    }[SORTS[sort].column]
    assert [key(case) for case in shown] == sorted(map(key, shown), reverse=not SORTS[sort].is_rising)


def test_a_heading_says_its_order_and_turns_it(client, sari, many):
    client.force_login(sari)
    text = client.get("/cases/?sort=number&state=open").text
    heading = re.search(r'<th scope="col" aria-sort="descending">\s*<a href="([^"]+)"', text)
    assert parse_qs(urlsplit(heading[1].replace("&amp;", "&")).query) == {"sort": ["number-up"], "state": ["open"]}
    assert text.count("aria-sort") == 1


def test_more_than_a_thousand_cases_are_not_counted_to_the_end(client, sari, many, monkeypatch):
    monkeypatch.setattr("cases.casefile.views.listing.COUNTED_UP_TO", 20)
    client.force_login(sari)
    assert "1–25 dari lebih dari 20." in walk(client, "?sort=")[1][0]


@pytest.mark.parametrize("who", ["sari", "rina", "dewi"])
@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("?", 3), ("?sort=stage", 3), ("?sort=due", 3), ("?due=late", 4), ("?due=soon", 4), ("?owner=me", 4),
        ("?new=today", 4),
    ],
)  # fmt: skip
def test_a_list_takes_few_statements_with_all_that_a_request_sends(client, request, who, path, most, many):
    """Session, account, and the cases with their number; a filtered list asks for the number apart."""
    client.force_login(request.getfixturevalue(who))
    client.get(f"/cases/{path}")
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"/cases/{path}").status_code == 200
    assert len(found) <= most, [query["sql"] for query in found]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("who", ["sari", "rina", "joko", "dewi", "putri", "tono"])
def test_the_compiled_list_is_that_of_the_orm(client, request, who, sort, many):
    """What one account may read, in one order: the SQL that is put together once, and the query set."""
    user = request.getfixturevalue(who)
    plain = PlainList(user, sort)
    found = plain.read(None, False)
    ordered = with_what_orders(Case.objects.visible_to(user), SORTS[sort]).order_by(*SORTS[sort].order)
    assert [row.pk for row in found] == [case.pk for case in ordered[:26]]
    assert plain.total == ordered.count()


@pytest.mark.parametrize("path", ["/work/", "/work/?tab=late", "/work/?tab=waiting", "/notifications/"])
@pytest.mark.parametrize("who", ["sari", "rina", "dewi"])
def test_queue_and_inbox_take_a_handful_of_statements(client, request, who, path, sari, budi):
    """An empty queue asks one more: when the next deadline is. One that names people logs what was read."""
    factories.make_respondent(by=sari, employee=budi)
    client.force_login(request.getfixturevalue(who))
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        page = client.get(path)
    assert page.status_code == 200
    is_empty = "rows" in page.context and not page.context["rows"]
    read = [query["sql"] for query in found if not query["sql"].startswith('INSERT INTO "cases_listreading"')]
    assert len(read) <= (5 if is_empty else 4), read


def test_an_order_reads_no_more_rows_than_it_shows(many, rina):
    """Each order has an index: the plan has no sort of the whole table, however few rows the table holds."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        for sort in SORTS.values():
            rows = with_what_orders(Case.objects.filter(government=rina.government), sort)
            plan = rows.order_by(*sort.order).values("pk")[:26].explain()
            assert not re.search(r"^\s*(->\s+)?Sort  \(", plan, re.M), f"{sort.label}: {plan}"


# Quick filters


def numbers_at(client, query):
    return walk(client, f"?{query}")[0] if 'class="table' in client.get(f"/cases/?{query}").text else []


def test_quick_filters_find_late_soon_and_new_ones(client, sari, dinas_a, now):
    today = sari.local_date(now)
    late, soon, far = (factories.make_case(by=sari, agency=dinas_a, at=now) for _ in range(3))
    old = factories.make_case(by=sari, agency=dinas_a, at=now - dt.timedelta(days=3))
    for case, days in ((late, -1), (soon, 1), (far, 30), (old, 30)):
        Case.objects.filter(pk=case.pk).update(statutory_due_on=today + dt.timedelta(days=days), internal_due_on=None)
    client.force_login(sari)
    assert numbers_at(client, "due=late") == [late.number]
    assert numbers_at(client, "due=soon") == [soon.number]
    assert set(numbers_at(client, "new=today")) == {late.number, soon.number, far.number}
    text = client.get("/cases/?due=late").text
    assert re.search(r'class="chip" href="\?" aria-current="true">', text)  # the same link switches it off


def test_mine_are_those_that_i_own_and_those_of_whom_i_stand_in_for(client, sari, dinas_a, city, now):
    colleague = factories.make_user("rekan", Role.HR_OFFICER, city, agency=dinas_a)
    own, theirs, _nobodys = (factories.make_case(by=sari, agency=dinas_a, at=now) for _ in range(3))
    Case.objects.filter(pk=own.pk).update(owner=sari)
    Case.objects.filter(pk=theirs.pk).update(owner=colleague)
    client.force_login(sari)
    assert numbers_at(client, "owner=me") == [own.number]
    today = sari.local_date(now)
    Deputy.objects.create(user=colleague, deputy=sari, starts_on=today, ends_on=today)
    assert set(numbers_at(client, "owner=me")) == {own.number, theirs.number}
    Deputy.objects.update(starts_on=today - dt.timedelta(days=2), ends_on=today - dt.timedelta(days=1))
    assert numbers_at(client, "owner=me") == [own.number]
    assert numbers_at(client, f"owner={colleague.pk}") == [theirs.number]


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("platform=TIKTOK", True), ("platform=X", False), ("level=1", True), ("level=3", False),
        ("identity=UNIT", True), ("identity=PERSON", False), ("owner=none", True), ("owner=me", False),
        ("opened_from=1/1/2020", True), ("opened_until=1/1/2020", False),
        ("opened_from=kemarin&opened_until=hari ini", True),
    ],
)  # fmt: skip
def test_further_filters_narrow_the_list(client, sari, budi, query, is_found):
    posts = [SeenPost(Post.Part.ORIGINAL, Post.Platform.TIKTOK, "@contoh")]
    case = factories.make_respondent(by=sari, employee=budi, posts=posts).case
    client.force_login(sari)
    assert (numbers_at(client, query) == [case.number]) is is_found


def test_a_day_that_cannot_be_read_is_refused_with_all_choices(client, sari, dinas_a):
    client.force_login(sari)
    answer = client.get("/cases/?opened_from=kapan-kapan")
    assert answer.status_code == 422
    assert f'<option value="{dinas_a.pk}">' in answer.text


def test_the_name_of_an_account_is_in_no_address(client, sari, dinas_a):
    posts = [SeenPost(Post.Part.ORIGINAL, Post.Platform.TIKTOK, "@panglima.nipah")]
    case = factories.make_case(by=sari, agency=dinas_a, posts=posts)
    client.force_login(sari)
    answer = client.post("/cases/", {"account": "Panglima.Nipah"}, follow=True)
    assert "anglima" not in answer.redirect_chain[-1][0]
    assert case.number in answer.text
    assert "anglima" not in "".join(re.findall(r'href="([^"]*)"', answer.text))


# The search leads to the only case


def test_a_search_with_one_answer_leads_to_it(client, sari, budi, dinas_a):
    url = "https://www.tiktok.com/@satu/video/7300000000000000001"
    posts = [factories.seen_post(url, account="@satu")]
    case = factories.make_respondent(by=sari, employee=budi, posts=posts).case
    factories.make_case(by=sari, agency=dinas_a)
    client.force_login(sari)
    for typed in (case.number, budi.nip, budi.name, "@satu", "7300000000000000001", url):
        assert client.post("/cases/", {"q": typed}).url == f"/cases/{case.number}/", typed
    assert client.post("/cases/", {"q": dinas_a.name}).url.startswith("/cases/?s=")
    assert client.post("/cases/", {"q": "tidak ada"}).url.startswith("/cases/?s=")


def test_a_number_of_a_letter_leads_to_its_case(client, sari, budi, tono, now):
    path = factories.make_respondent(by=sari, employee=budi)
    letter = issue_letter(
        respondent=path, actor=sari, at=now, on=sari.local_date(now), code="PERM-KET", words={}, may_be_blank=True
    )
    client.force_login(sari)
    assert client.post("/cases/", {"q": f" {letter.number} "}).url == f"/cases/{path.case.number}/"
    client.force_login(tono)
    assert client.post("/cases/", {"q": letter.number}).url.startswith("/cases/?s=")
