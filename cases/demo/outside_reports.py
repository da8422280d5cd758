"""Incoming reports of the main government: its page for citizens is open, and a few invented reports are waiting."""

import datetime as dt
import uuid

from cases.demo.organisation import officer
from cases.models import Government, IncomingReport, Reporter
from cases.reports import citizen_page as report_page
from cases.reports import incoming
from cases.reports.citizen_page import CitizenReport

OPENED = dt.timedelta(days=30)
LOKET = "Pegawai loket siaran langsung TikTok sambil melayani warga, sekitar 20 menit. (Laporan peragaan)"


def receive_reports(now: dt.datetime) -> None:
    """A report with a conversation, a refused one, and one of SP4N-LAPOR!; all marked as invented."""
    government = Government.objects.get(region="kota-bekasi")
    government.reports_from = government.local_date(now - OPENED)
    government.save(update_fields=["reports_from"])
    keeper = officer(government, "bkpsdm")
    at = now - dt.timedelta(days=1)
    asked = _reported(government, at, LOKET, unit="Disdukcapil", happened="Kemarin pagi")
    incoming.reply(report=asked, actor=keeper, at=at, text="Di loket nomor berapa kejadiannya?", key=uuid.uuid4())
    report_page.add(report=asked, key=uuid.uuid4(), at=now, text="Loket nomor tiga. (Peragaan)")
    refused = _reported(government, now - dt.timedelta(days=3), "Satpam mal berjoget di TikTok. (Laporan peragaan)")
    reason = "Yang dilaporkan bukan pegawai pemerintah kota."
    incoming.reject(report=refused, actor=keeper, at=at, reason=reason)
    incoming.open_report(
        government=government,
        channel=IncomingReport.Channel.LAPOR,
        at=at,
        register_number="0000001",
        subject="Guru membuat konten di kelas (laporan peragaan)",
        text="Guru membuat konten TikTok bersama murid saat jam pelajaran. (Laporan peragaan)",
        unit="SDN contoh",
        reporter=Reporter(name="Warga Contoh", contact="warga@example.id"),
    )


def _reported(government: Government, at: dt.datetime, text: str, **over: str) -> IncomingReport:
    report_page.submit(government=government, key=uuid.uuid4(), at=at, content=CitizenReport(text=text, **over))
    return IncomingReport.objects.filter(government=government).latest("pk")
