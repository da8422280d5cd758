"""A published circular of the main government: some employees have confirmed, the others were reminded."""

import datetime as dt
from random import Random

from cases.demo.organisation import officer
from cases.models import Government, Publication
from cases.register import publishing, reading_reminders, receipts
from cases.register.circulars import Circular, enter_circular
from regulations.models import Regulation

READERS = 0.6
PUBLISHED = dt.timedelta(days=10)
VIDEO_BAN = "se-bekasi-2021-6519"


def publish_circular(now: dt.datetime) -> Publication:
    """An invented circular that amends the one of 2021, ten days ago; six of ten have read it since."""
    random, at = Random(2021), now - PUBLISHED
    government = Government.objects.get(region="kota-bekasi")
    keeper = officer(government, "bkpsdm")
    on = keeper.local_date(at)
    circular = Circular(_content(on), amends=[Regulation.objects.get(pk=VIDEO_BAN)])
    regulation = enter_circular(actor=keeper, at=at, on=on, circular=circular)
    publication = publishing.publish(
        regulation=regulation,
        actor=keeper,
        at=at,
        on=on,
        agencies=list(government.agencies.filter(parent=None)),
        expires_on=on + dt.timedelta(days=30),
    )
    for receipt in publication.receipts.order_by("pk"):
        if random.random() < READERS:
            read_at = at + dt.timedelta(hours=random.randint(1, 9 * 24))
            receipts.confirm(receipt=receipt, at=read_at, on=keeper.local_date(read_at))
    reading_reminders.remind_readers(now)
    return publication


def _content(on: dt.date) -> Regulation:
    return Regulation(
        kind=Regulation.Kind.CIRCULAR,
        number="800/0001/PERAGAAN",
        title="Siaran langsung dan konten pribadi pada jam layanan (peragaan)",
        issuer="Sekretaris Daerah Kota Bekasi (peragaan)",
        issuer_level=Regulation.IssuerLevel.CITY,
        issued_on=on,
        in_force_from=on,
        scope_text="Seluruh pegawai",
        platforms=["TikTok", "Instagram", "Facebook"],
        hours=Regulation.Hours.WITHIN,
        rules=[
            "Siaran langsung pribadi pada jam layanan dilarang.",
            "Akun resmi unit boleh menyiarkan kegiatan dinas dengan izin kepala unit.",
            "Atasan langsung menegur lebih dahulu dan mencatatnya.",
        ],
        sanction_clause="Teguran, lalu sesuai peraturan disiplin status kepegawaiannya.",
        legal_basis=["PP 94/2021", "Perwal Bekasi 42/2017"],
        confidence="DESIGN",
        source="dibuat untuk peragaan",
    )
