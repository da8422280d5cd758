"""Recording an incident in Chromium: the ninety-second task on a phone, broken uploads, killed tabs, shares."""

import hashlib
import random
import time

import pytest
from PIL import Image
from playwright.sync_api import expect

from cases.models import Case, EvidenceItem, ReportDraft, StagedFile
from tests import factories
from tests.browser.sizes import SIZES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTED = "lihat ini https://www.tiktok.com/@panglima.nipah/video/7300000000000000001?_r=1 😂"


@pytest.fixture
def pictures(tmp_path):
    paths = [tmp_path / name for name in ("layar-1.png", "layar-2.png")]
    for seed, path in enumerate(paths):
        Image.effect_noise((300 + seed, 500), 60).save(path)
    return paths


@pytest.fixture
def video(tmp_path):
    path = tmp_path / "siaran.mp4"
    path.write_bytes(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + random.Random(5).randbytes(20_000_000))
    return path


def saved(page):
    expect(page.locator("#draft-status [role=status]")).to_contain_text("Draf tersimpan", timeout=15_000)


def arrived(page, n):
    expect(page.locator(".files > li[data-whole]")).to_have_count(n, timeout=30_000)


def test_the_ninety_second_task_takes_few_actions_and_one_page(phone, pictures, dinas_a):
    """Link, two screenshots, who, when: what a key, a tap or a choice is, is counted as one action."""
    actions, pages, began = [], [], time.monotonic()
    phone.on("framenavigated", lambda frame: pages.append(frame.url) if frame == phone.main_frame else None)

    def act(what, do):
        actions.append(what)
        do()

    act("tap the field", lambda: phone.tap("[name=links]"))
    act("paste", lambda: phone.keyboard.insert_text(PASTED))
    act("tap Pilih berkas and choose both", lambda: phone.set_input_files("#picker", pictures))
    act("tap Hari ini", lambda: phone.tap("[data-day] >> nth=0"))
    act("tap the box of people", lambda: phone.tap("#person-search"))
    act("type a name", lambda: phone.keyboard.type("budi"))
    phone.wait_for_selector("[role=option]")
    act("Enter", lambda: phone.keyboard.press("Enter"))
    arrived(phone, 2)
    act("tap Simpan", lambda: phone.tap("main .btn-primary"))
    phone.wait_for_url("**/cases/KS-*/")
    case = Case.objects.get()
    assert case.number in phone.content()
    assert (case.respondents.get().employee.name, case.evidence.count()) == ("Budi", 2)
    assert case.incidents.get().posts.get().account == "@panglima.nipah"
    assert case.incidents.get().dates.get().precision == "DAY"
    assert len(actions) <= 14
    # The draft's address is the same page under its own name; only the case is another one.
    assert {"new" if "/incidents/" in page else "case" for page in pages} <= {"new", "case"}
    assert sum("/cases/" in page for page in pages) == 1
    assert time.monotonic() - began < 90
    assert phone.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]


def test_an_interrupted_upload_resumes_after_a_killed_tab(phone, live_server, video):
    pieces = []

    def cut(route):
        if route.request.method != "PUT":
            return route.continue_()
        pieces.append(int(route.request.headers["upload-offset"]))
        return route.continue_() if len(pieces) == 1 else route.abort("connectionreset")

    phone.fill("[name=summary]", factories.SENTENCE)
    phone.route("**/files/**", cut)
    phone.set_input_files("#picker", video)
    saved(phone)
    expect(phone.locator(".files > li")).to_have_attribute("data-received", str(8 * 1024 * 1024), timeout=20_000)
    address = phone.url
    phone.close(run_before_unload=False)
    page = phone.context.new_page()
    page.on("request", lambda request: pieces.append(request) if request.method == "PUT" else None)
    page.goto(address)
    expect(page.locator(".files > li")).to_contain_text("Pilih lagi berkas yang sama")
    pieces.clear()
    page.set_input_files("#picker", video)
    arrived(page, 1)
    # At least the first piece is kept, and what came of the second before the tab was killed.
    assert 8 * 1024 * 1024 <= int(pieces[0].headers["upload-offset"]) < video.stat().st_size
    page.click("main .btn-primary")
    page.wait_for_url("**/cases/KS-*/")
    item = EvidenceItem.objects.get()
    assert item.sha256 == hashlib.sha256(video.read_bytes()).hexdigest()
    assert item.size == video.stat().st_size
    assert not StagedFile.objects.exists()


def test_a_report_is_not_sent_while_a_file_is_on_its_way(phone, video):
    phone.fill("[name=summary]", factories.SENTENCE)
    phone.route("**/files/**", lambda route: route.abort() if route.request.method == "PUT" else route.continue_())
    phone.set_input_files("#picker", video)
    phone.click("main .btn-primary")
    expect(phone.locator("#files-box [data-complaint]")).to_contain_text("belum selesai diunggah")
    assert not Case.objects.exists()


def test_a_draft_survives_a_killed_tab(phone, live_server):
    phone.fill("[name=links]", PASTED)
    saved(phone)
    phone.close(run_before_unload=False)
    page = phone.context.new_page()
    page.goto(f"{live_server.url}/work/")
    page.click("[aria-labelledby=drafts-title] a")
    assert page.input_value("[name=links]") == PASTED
    assert ReportDraft.objects.count() == 1


def test_unsent_text_survives_a_killed_tab_and_is_encrypted(phone, live_server):
    phone.context.set_offline(True)
    phone.fill("[name=summary]", "Rahasia yang belum terkirim ke mana pun")
    expect(phone.locator("#draft-status [role=status]")).to_contain_text("menunggu jaringan", timeout=15_000)
    kept = phone.evaluate(
        """async () => {
          const open = indexedDB.open("conduct-room", 1);
          await new Promise((done) => { open.onsuccess = done; });
          const all = open.result.transaction("copies").objectStore("copies").getAll();
          await new Promise((done) => { all.onsuccess = done; });
          const clear = (copy) => new TextDecoder("latin1").decode(copy.sealed) + JSON.stringify(copy);
          const texts = all.result.map(clear);
          const isClear = texts.some((text) => text.includes("Rahasia"));
          return { n: texts.length, isClear, plain: localStorage.length };
        }"""
    )
    assert kept == {"n": 1, "isClear": False, "plain": 0}
    assert not ReportDraft.objects.exists()
    phone.close(run_before_unload=False)
    phone.context.set_offline(False)
    page = phone.context.new_page()
    page.goto(f"{live_server.url}/incidents/new/")
    expect(page.locator("#draft-status [role=status]")).to_contain_text("sudah dikirim", timeout=15_000)
    assert ReportDraft.objects.get().text("summary") == "Rahasia yang belum terkirim ke mana pun"


def test_after_signing_in_again_in_another_tab_the_page_continues(phone, live_server, sari):
    phone.fill("[name=summary]", "sebelum")
    saved(phone)
    phone.context.clear_cookies()
    phone.fill("[name=summary]", "sesudah sesi berakhir")
    status = phone.locator("#draft-status [role=status]")
    expect(status).to_contain_text("Sesi berakhir", timeout=15_000)
    other = phone.context.new_page()
    other.goto(f"{live_server.url}/login/")
    other.fill("[name=login]", "sari")
    other.fill("[name=password]", "rahasia-sekali")
    other.click("main button[type=submit]")
    expect(status).to_contain_text("Draf tersimpan", timeout=20_000)
    assert ReportDraft.objects.get().text("summary") == "sesudah sesi berakhir"


def test_a_share_of_a_phone_reaches_the_page_only_through_the_worker(sharing_phone, live_server, pictures):
    phone = sharing_phone
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.reload()
    phone.wait_for_function("navigator.serviceWorker.controller")
    phone.goto("about:blank")  # the page of another app: ours lets no script write it
    phone.set_content(
        f"""<form method="post" action="{live_server.url}/incidents/share/" enctype="multipart/form-data">
        <input name="title" value=""><input name="text" value="{PASTED}"><input name="files" type="file"></form>"""
    )
    phone.set_input_files("[name=files]", pictures[0])
    phone.evaluate("document.forms[0].submit()")
    phone.wait_for_url("**/incidents/**")
    expect(phone.locator("[name=links]")).to_have_value(PASTED, timeout=10_000)
    arrived(sharing_phone, 1)
    saved(phone)
    assert "shared" not in phone.url
    assert StagedFile.objects.get().sha256 == hashlib.sha256(pictures[0].read_bytes()).hexdigest()


def test_a_share_without_a_worker_shows_a_message(phone, live_server):
    phone.goto(f"{live_server.url}/incidents/new/?shared=lost")
    expect(phone.locator("#not-shared")).to_be_visible()


def test_the_verdict_on_the_hour_is_shown_while_typing(phone):
    phone.fill("[name=recorded]", "26/8/2022 15.00")
    expect(phone.locator("[data-verdict]")).to_contain_text("Terbaca: Jumat, 26 Agustus 2022 15.00 WIB", timeout=10_000)
    phone.fill("[name=recorded]", "31/2/2022")
    expect(phone.locator("[data-verdict]")).to_contain_text("tidak ada", timeout=10_000)


def test_several_numbers_are_pasted_at_once(phone, budi, wati):
    phone.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text", text);
          const pasted = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.getElementById("person-search").dispatchEvent(pasted);
        }""",
        f"Terlapor: {budi.number}, lalu {wati.nip}",
    )
    expect(phone.locator("[data-picked] > li")).to_have_count(2)
    assert phone.input_value("[name=people]").split() == [budi.nip, wati.nip]
