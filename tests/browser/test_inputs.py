"""The pages of imports, mail and evidence fit the screen, whatever was uploaded: long names, chats, long pictures."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cases.evidence import chats, picture_copies
from cases.evidence.files import add_file
from cases.past_cases import importing as past_import
from cases.people import staff_import
from tests import factories
from tests.browser.sizes import SIZES
from tests.samples.browsing import sign_in
from tests.samples.chats import ANDROID, archive
from tests.samples.pictures import photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Rekapitulasi_pegawai_seluruh_perangkat_daerah_per_1_Juli_2026_final_revisi_akhir_sekali"
PAYROLL = "NIP;Nama;Status;OPD;Jabatan;Alamat\n1985O4122010012001;Ani;PNS;Dinas A;Guru;x\n1;-;Raja;Dinas Z;Guru;x\n"
CASES = (
    "Tanggal kejadian;Nama;NIP;Perangkat daerah;Status kepegawaian;Ringkasan kejadian;Hasil akhir\n"
    "12-08-2022;Nur Hayatii;;Dinas A;PNS;Siaran langsung berseragam di ruang layanan;Tidak terbukti\n"
    "31-02-2022;Ani;1,98E+17;Dinas A;PNS;Siaran langsung berseragam;Tidak terbukti\n"
)
SAID = f"28/11/26 08.10 - Sari: {'https://www.tiktok.com/@contoh/video/' + '7300000000000000001' * 4}\n{'a' * 300}\n"


@pytest.fixture
def pages(city, dinas_a, sari, rina):
    """The address of each page."""
    now = timezone.now()
    factories.make_employee("Nur Hayati", agency=dinas_a)
    case = factories.make_case(by=sari, agency=dinas_a, at=now)
    files = [SimpleUploadedFile(f"{LONG}.csv", words.encode()) for words in (PAYROLL, CASES)]
    payroll = staff_import.upload(actor=rina, at=now, file=files[0], valid_on=city.local_date(now))
    staff_import.work_off(now)
    listed = past_import.upload(actor=rina, at=now, file=files[1])
    past_import.work_off(now)
    chat = archive((f"{LONG}.jpg", photo().read()), chat=ANDROID + SAID)
    items = [
        add_file(case=case, actor=sari, at=now, upload=upload)
        for upload in (SimpleUploadedFile(f"{LONG}.zip", chat.getvalue()), photo((1080, 6000), f"{LONG}.jpg"), photo())
    ]
    chats.read_chats(now)
    picture_copies.make_previews(now)
    return {
        "payrolls": "/people/imports/", "payroll": f"/people/imports/{payroll.pk}/",
        "past-lists": "/people/past-cases/", "past-list": f"/people/past-cases/{listed.pk}/",
        "history": "/people/sanctions/", "mail": "/incoming/import/", "reports": "/incoming/",
        **{f"evidence-{n}": f"/evidence/{item.pk}/" for n, item in enumerate(items)},
    }  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_what_was_uploaded_never_widens_a_page(chromium, live_server, pages, size):
    page = chromium.new_context(viewport=SIZES[size]).new_page()
    sign_in(page, live_server, "rina")
    for name, path in pages.items():
        assert page.goto(live_server.url + path).status == 200, name
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], name
