"""A hearing by keyboard alone, through what goes wrong in hearing rooms: every character reaches the record."""

import itertools
import os
import signal
import statistics
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from playwright.sync_api import Error, expect

from cases.evidence.files import add_file
from cases.hearing_room import drafts
from cases.models import Attendance, DraftStatement, Hearing, Statement, Status, TeamNote
from conduct.health import answers
from conduct.launch.port import free_port
from tests import factories
from tests.samples.files import upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROJECT = Path(__file__).resolve().parents[2]
SAVED = "#draft-status[data-state=saved]"
UNSENT = "Belum terkirim, tersimpan di perangkat ini"
STORAGE = """async () => {
  const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
  const words = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer ?? value);
      texts.push(...["utf-8", "utf-16le", "latin1"].map((name) => new TextDecoder(name).decode(bytes)));
    } else if (value instanceof CryptoKey) texts.push("a key");
    else if (value && typeof value === "object") Object.values(value).forEach(words);
    else texts.push(String(value));
  };
  let copies = 0;
  for (const { name } of await indexedDB.databases()) {
    const base = await new Promise((done) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => done(request.result);
    });
    for (const store of base.objectStoreNames) {
      const rows = await new Promise((done) => {
        const request = base.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => done(request.result);
      });
      copies += rows.length;
      rows.forEach(words);
    }
    base.close();
  }
  return { copies, text: texts.join("\\n") };
}"""


class Server:
    """The application in a process of its own, on the test's database; killed without a warning, started again."""

    def __init__(self):
        there = connection.settings_dict
        account = f"{quote(there['USER'])}:{quote(there['PASSWORD'])}@" if there["USER"] else ""
        place = f"{quote(there['HOST'] or 'localhost', safe='')}:{there['PORT'] or 5432}"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "CONDUCT_IDLE_MINUTES": "0",  # sessions of tests begin without signing in
            "DATABASE_URL": f"postgresql://{account}{place}/{there['NAME']}",
            "CONDUCT_DEBUG": "true",
        }
        self.process = None

    def start(self):
        command = [sys.executable, "manage.py", "runserver", f"127.0.0.1:{self.port}", "--noreload"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, cwd=PROJECT, env=self.environment, **quiet)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if answers(self.port):
                return
            time.sleep(0.2)
        raise AssertionError("the server did not start")

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server():
    server = Server()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def summoned(rina, budi, now):
    path = factories.bring_to(factories.make_respondent(by=rina, employee=budi), Status.SUMMONED, by=rina)
    add_file(case=path.case, actor=rina, at=now, upload=upload())
    return path


@pytest.fixture
def signed_in(chromium, server, client, joko):
    """A browser with Joko's session, which outlives its tabs and the server."""
    client.force_login(joko)
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}])
    yield context
    context.close()


def open_tab(context, address):
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#room[data-ready]")
    return page


def kill(page):
    """The tab dies without a word: no event of its page is run."""
    with suppress(Error):
        page.goto("chrome://crash", timeout=5000)
    page.close()


def tab_to(page, words, *, key="Tab"):
    """Walk with the keyboard until something with these words has the focus."""
    for _ in range(150):
        page.keyboard.press(key)
        found = page.evaluate("document.activeElement.innerText || ''")
        if words in found:
            return
    raise AssertionError(f"{words} cannot be reached with the keyboard")


def take_over(page):
    """Become the page that writes; the others show what is written."""
    page.bring_to_front()
    page.keyboard.press("Alt+a")
    expect(page.locator("#lease")).to_be_hidden(timeout=20000)


class Typist:
    """Remembers everything typed, so that it can be looked for."""

    def __init__(self):
        self.texts = []

    def type(self, page, text):
        page.keyboard.type(text, delay=5)
        self.texts.append(text)


def assert_unreadable(page, typist, *, copies=None):
    """Nothing that was typed, and no name of those who sit here, lies readable in the browser's storage."""
    stored = page.evaluate(STORAGE)
    assert "a key" not in stored["text"]
    for text in (*typist.texts, "Budi", "Kapan", "answer"):
        assert text not in stored["text"]
    if copies is not None:
        assert (stored["copies"] > 0) == copies


def enter(page, server, typist):
    """Into the room, and who is there: the head of the school comes along, an interpreter is on line."""
    page.goto(f"{server.url}/hearings/")
    tab_to(page, "Ruang pemeriksaan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/respondents/*/room/")
    tab_to(page, "Buka ruang pemeriksaan")
    page.keyboard.press("Enter")
    page.wait_for_selector("#room[data-ready]")
    room = page.url
    for name, part, state in [("Kepala SDN Contoh", "Pend", "Hadir"), ("Juru isyarat", "Juru", "Daring")]:
        page.keyboard.press("Alt+h")
        tab_to(page, "Tambah orang")
        page.keyboard.press("Enter")
        typist.type(page, name)
        for words in (part, "", state):
            page.keyboard.press("Tab")
            page.keyboard.type(words)
    return room


def set_the_look(page):
    """Larger letters, both sides equally wide."""
    tab_to(page, "A+", key="Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, "50/50")
    page.keyboard.press("Enter")
    expect(page.locator("#room")).to_have_attribute("data-size", "2")
    expect(page.locator("#room")).to_have_attribute("data-split", "50")


def ask_and_answer(page, typist):
    """Questions and answers, one key each.

    Abbreviations become sentences, a question is put again, evidence is looked at and shown, one question is not
    answered, the team notes something, there is a break. Returns what was typed into the note.
    """
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    opening = DraftStatement.objects.count()
    page.keyboard.press("Control+Enter")
    page.keyboard.type(";ya Betul ;y.", delay=5)
    page.keyboard.press("Alt+u")
    page.wait_for_selector(SAVED)
    assert set(page.locator("[data-rows=statement] [name=repeat]").all_inner_texts()) == {"Ulangi"}
    for n in range(1, opening - 1):
        page.keyboard.press("Control+Enter")
        typist.type(page, f"Jawaban pembuka nomor {n} dari terperiksa")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Alt+t")
    typist.type(page, "Apakah Saudara mengenali gambar ini?")
    page.keyboard.press("Alt+Digit1")
    expect(page.locator("[data-evidence-item]").first).to_have_attribute("open", "")
    page.keyboard.press("Alt+Shift+Digit1")
    page.keyboard.press("Control+Enter")
    typist.type(page, "Ya, itu saya di ruang layanan.")
    page.keyboard.press("Alt+t")  # there is an answer already, and it stays
    note = Typist()
    page.keyboard.press("Alt+n")
    note.type(page, "Cocokkan dengan daftar piket.")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+/")
    expect(page.locator("#shortcuts")).to_contain_text(";ya")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.press("9")
    typist.type(page, "Rekan saya yang merekam.")
    page.keyboard.press("Alt+s")
    page.keyboard.press("Alt+s")
    page.wait_for_selector(SAVED)
    expect(page.locator("#draft-status")).to_contain_text("Tersimpan")
    return note


def type_without_a_network(page, browser, typist):
    """The network is cut for half a minute; typing goes on, a new question included."""
    browser.set_offline(True)
    cut = time.monotonic()
    page.keyboard.press("Control+Enter")
    typist.type(page, "Siapa yang mengunggahnya saat jaringan putus?")
    page.keyboard.press("Control+Enter")
    for n in itertools.count():
        typist.type(page, f"Kalimat luring ke-{n} tentang unggahan itu. ")
        page.wait_for_timeout(1500)
        if time.monotonic() - cut > 30:
            break
    expect(page.locator("#draft-status")).to_have_text(UNSENT)
    assert_unreadable(page, typist, copies=True)
    browser.set_offline(False)
    page.wait_for_selector(SAVED, timeout=15000)


def write_from_two_tabs(first, browser, room, typist):
    """A second tab is told who writes, and takes over.

    The first has not heard of it yet: both write into one answer at once, and both texts are put together.
    """
    second = open_tab(browser, room)
    expect(second.locator("#lease")).to_contain_text("Ditulis oleh joko")
    expect(second.locator("[data-field=answer]").nth(1)).not_to_be_editable()
    for page in (first, second):
        page.evaluate("document.activeElement.blur()")
        page.bring_to_front()
        page.locator("[data-table=statement] [data-field=answer]").nth(1).focus()
        page.keyboard.press("Control+End")
    first.route("**/rooms/**", lambda route: route.abort())
    take_over(second)
    typist.type(second, " Tambahan dari tab kedua.")
    second.wait_for_selector(SAVED)
    first.bring_to_front()
    typist.type(first, " Tambahan dari tab pertama.")
    first.unroute("**/rooms/**")
    expect(first.locator("#lease")).to_contain_text("Ditulis oleh joko", timeout=20000)
    second.bring_to_front()
    expect(second.locator(".qa-other")).to_have_count(1, timeout=20000)
    tab_to(second, "Gabungkan")
    second.keyboard.press("Enter")
    expect(first.locator(".qa-other")).to_have_count(0, timeout=20000)
    second.close()


def lose_a_tab(browser, room, typist):
    """A tab is killed a second after its last character, while there is no network. Returns the tab that goes on."""
    third = open_tab(browser, room)
    take_over(third)
    browser.set_offline(True)
    third.locator("[data-table=statement] [data-field=answer]").last.focus()
    third.keyboard.press("Control+Enter")
    typist.type(third, "Apa yang diketik sesaat sebelum tab mati?")
    third.keyboard.press("Control+Enter")
    typist.type(third, "Kata-kata terakhir sebelum tab mati.")
    third.wait_for_timeout(1000)
    kill(third)
    browser.set_offline(False)
    fourth = open_tab(browser, room)
    expect(fourth.locator("[data-field=answer]").last).to_have_value("Kata-kata terakhir sebelum tab mati.")
    expect(fourth.locator("#room")).to_have_attribute("data-size", "2")
    take_over(fourth)
    return fourth


def lose_the_server(page, server, typist):
    """The server is killed in the middle of a sentence and comes back."""
    page.locator("[data-field=answer]").last.focus()
    page.keyboard.press("Control+Enter")
    typist.type(page, "Masihkah semuanya ada?")
    page.keyboard.press("Control+Enter")
    typist.type(page, "Ditulis ketika server ")
    server.kill()
    typist.type(page, "mati dan hidup lagi.")
    expect(page.locator("#draft-status")).to_have_text(UNSENT, timeout=15000)
    assert_unreadable(page, typist, copies=True)
    server.start()
    page.wait_for_selector(SAVED, timeout=30000)


def record(page):
    """The explicit verb."""
    tab_to(page, "Periksa dan catat")
    page.keyboard.press("Enter")
    page.wait_for_url("**/record/")
    tab_to(page, "Catat pemeriksaan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hearings/*/")
    return Hearing.objects.get()


def assert_holds(hearing, typist, note):
    """The record holds every character, and the note of the team is no part of it."""
    said = "\n".join(f"{row.question}\n{row.answer}" for row in hearing.statements.all())
    said += "\n".join(hearing.attendances.values_list("name", flat=True))
    assert [text for text in typist.texts if text not in said] == []
    kinds = list(hearing.statements.values_list("kind", flat=True))
    assert [kind for kind in kinds if kind != Statement.Kind.QUESTION] == [
        "REPEAT", "EVIDENCE", "BREAK", "RESUMPTION",
    ]  # fmt: skip
    assert hearing.statements.first().answer == "Ya, benar. Betul ;y."
    assert hearing.statements.filter(answer="Tidak menjawab.").count() == 1
    assert hearing.attendances.get(name="Juru isyarat").state == Attendance.State.ONLINE
    assert hearing.attendances.get(name="Kepala SDN Contoh").part == Attendance.Part.COMPANION
    assert TeamNote.objects.get().text == note.texts[0]
    assert note.texts[0] not in said


def test_a_whole_hearing_by_keyboard_through_everything_that_goes_wrong(signed_in, server, summoned):
    typist = Typist()
    first = signed_in.new_page()
    complaints = []
    first.on("pageerror", lambda error: complaints.append(str(error)))
    first.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)

    room = enter(first, server, typist)
    set_the_look(first)
    note = ask_and_answer(first, typist)
    type_without_a_network(first, signed_in, typist)
    write_from_two_tabs(first, signed_in, room, typist)
    last = lose_a_tab(signed_in, room, typist)
    lose_the_server(last, server, typist)
    assert_holds(record(last), typist, note)
    assert_unreadable(last, typist, copies=False)
    assert_unreadable(last, note)
    assert complaints == []


def test_after_signing_out_the_copies_of_this_device_cannot_be_read(signed_in, server, summoned, joko, now):
    draft = drafts.open_room(respondent=summoned, actor=joko, at=now)
    page = open_tab(signed_in, f"{server.url}/rooms/{draft.pk}/")
    typist = Typist()
    signed_in.set_offline(True)
    page.keyboard.press("Control+Enter")
    typist.type(page, "Rahasia yang belum terkirim")
    page.wait_for_timeout(800)
    kill(page)
    signed_in.set_offline(False)
    other = signed_in.new_page()
    other.goto(f"{server.url}/work/")
    other.locator("summary[title='Akun Anda']").click()
    other.get_by_role("button", name="Keluar").click()
    other.wait_for_url("**/login/")
    assert_unreadable(other, typist, copies=True)
    assert other.request.get(f"{server.url}/rooms/{draft.pk}/key/", max_redirects=0).status == 302


def sign_in_as(context, server, client, user):
    """Another account in the same browser, while the pages of the first stand open."""
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}])


def test_text_of_one_account_is_never_sent_by_another(signed_in, server, client, summoned, joko, rina, now):
    draft = drafts.open_room(respondent=summoned, actor=joko, at=now)
    address = f"{server.url}/rooms/{draft.pk}/"
    page, typist = open_tab(signed_in, address), Typist()
    sign_in_as(signed_in, server, client, rina)
    page.locator("[data-field=answer]").first.focus()
    typist.type(page, "Ini diketik Joko.")
    expect(page.locator("#draft-status[data-state=otherAccount]")).to_contain_text("akun lain", timeout=15000)
    assert_unreadable(page, typist, copies=True)
    kill(page)
    theirs = open_tab(signed_in, address)
    theirs.wait_for_selector(SAVED)
    assert not draft.statements.filter(answer__contains="diketik").exists()
    assert_unreadable(theirs, typist, copies=True)
    theirs.close()
    sign_in_as(signed_in, server, client, joko)
    mine = open_tab(signed_in, address)
    mine.wait_for_selector(SAVED)
    row = draft.statements.get(answer="Ini diketik Joko.")
    assert row.changed_by == joko
    assert_unreadable(mine, typist, copies=False)


def test_without_script_the_room_is_one_form(chromium, live_server, client, joko, summoned, now):
    draft = drafts.open_room(respondent=summoned, actor=joko, at=now)
    client.force_login(joko)
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/rooms/{draft.pk}/")
    page.locator("[data-field=answer]").first.fill("Sehat.")
    page.locator("[data-field=question]").last.fill("Pertanyaan sendiri?")
    page.get_by_role("button", name="Simpan draf").last.click()
    assert "Draf tersimpan" in page.content()
    assert draft.statements.filter(answer="Sehat.").exists()
    assert draft.statements.filter(question="Pertanyaan sendiri?").exists()


LATENCY = """() => {
  window.delays = [];
  document.addEventListener("keydown", (event) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.delays.push(performance.now() - event.timeStamp);
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }, { capture: true });
}"""


def test_typing_stays_fast_after_two_hundred_answers(signed_in, server, summoned, joko, now, capsys):
    """Prints how long a key stroke takes to its frame; the figure of a quiet machine is in docs/benchmarks.md."""
    draft = drafts.open_room(respondent=summoned, actor=joko, at=now)
    rows = [
        drafts.Typed(
            uuid.uuid4(), None, 0, uuid.uuid4(), 1,
            {"question": f"Pertanyaan nomor {n}?", "answer": f"Jawaban nomor {n}. " * 12, "speaker": ""},
        )
        for n in range(200)
    ]  # fmt: skip
    drafts.save_draft(draft=draft, actor=joko, at=now, statements=rows)
    page = open_tab(signed_in, f"{server.url}/rooms/{draft.pk}/")
    page.locator("[data-field=answer]").last.focus()
    page.keyboard.press("Control+Enter")
    delays = typing_delays(page)
    page.wait_for_selector(SAVED)
    bare = signed_in.new_page()
    bare.goto(f"{server.url}/incidents/new/")
    bare.locator("textarea").first.focus()
    floor = typing_delays(bare)
    with capsys.disabled():
        print(f"\ntyping after 200 answers: {in_words(delays)}; a short form without script: {in_words(floor)}")
    assert len(delays) > 200


def typing_delays(page):
    page.evaluate(LATENCY)
    sentence = "Kalimat yang diketik setelah dua ratus jawaban, huruf demi huruf, tanpa menunggu. "
    page.keyboard.type(sentence * 3, delay=40)
    return sorted(page.evaluate("window.delays"))


def in_words(delays):
    return f"median {statistics.median(delays):.1f} ms, p95 {delays[int(len(delays) * 0.95)]:.1f} ms"
