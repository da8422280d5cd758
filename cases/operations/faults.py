"""The current faults of the installation, for the status page, `/readyz`, the metrics and the alarm."""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.models import Min
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from cases.models import (
    AuditEntry,
    ChainCheck,
    Channel,
    FileVerdict,
    Heartbeat,
    Notification,
    PhoneMessage,
    PushMessage,
    ReceiptMail,
    VaultCheck,
    VaultRound,
)
from cases.models.deadlines.outgoing import OutgoingQuerySet
from cases.operations import heartbeats
from cases.operations.database_clock import ClockIsOff, sweep_time
from lib.malware import clamd

FAILS_OFTEN = 3  # consecutive failures
MAIL_WAITS = dt.timedelta(hours=1)
LEAST_FREE = 0.05  # of the disk with the evidence
CHECK_IS_OLD = dt.timedelta(hours=50)  # two nights
OUTBOXES: list[tuple[str, OutgoingQuerySet[Any]]] = [
    ("notifications", Notification.objects.all()),
    ("phones", PhoneMessage.objects.all()),
    ("browsers", PushMessage.objects.all()),
    ("receipts", ReceiptMail.objects.all()),
]


@dataclass(frozen=True)
class Fault:
    """``name`` stays the same while the fault lasts; ``text`` describes the current fault."""

    name: str
    text: str


def present(now: dt.datetime) -> list[Fault]:
    """Every current fault of the installation."""
    return [
        *host_clock(),
        *broker(),
        *storage(),
        *stalled_queues(now),
        *silent_tasks(now),
        *failing_tasks(),
        *waiting_mail(now),
        *refused_mail(),
        *closed_channels(),
        *evidence_check(now),
        *scanner(),
        *record_check(now),
        *database_role(),
    ]


def host_clock() -> list[Fault]:
    """A difference between the clocks of this host and the database; sweeps do not run here then."""
    try:
        sweep_time()
    except ClockIsOff as error:
        return [Fault("clock", _("Jam mesin ini tidak sama dengan jam basis data: %s") % error)]
    return []


def broker() -> list[Fault]:
    """Whether Redis takes a value, which it does not when it is full, and whether RabbitMQ, if it is used, answers."""
    faults = []
    try:
        cache.set("readiness", "", timeout=60)
    except RedisError as error:
        faults.append(Fault("broker", _("Redis tidak menjawab atau penuh: %s") % type(error).__name__))
    if settings.CELERY_BROKER_URL != settings.REDIS_URL:
        try:
            with current_app.connection_for_write(connect_timeout=2) as connection:
                connection.ensure_connection(max_retries=1, timeout=2)
        except OperationalError as error:
            faults.append(Fault("rabbitmq", _("RabbitMQ tidak menjawab: %s") % type(error).__name__))
    return faults


def storage() -> list[Fault]:
    """Whether files can be reached, and a local disk has space."""
    if not isinstance(default_storage, FileSystemStorage):
        try:
            default_storage.exists("readiness")
        except Exception as error:
            return [Fault("storage", _("Tempat berkas tidak menjawab: %s") % type(error).__name__)]
        return []
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    room = shutil.disk_usage(folder)
    if room.free / room.total < LEAST_FREE:
        return [Fault("disk", _("Sisa ruang berkas tinggal %d MB.") % (room.free >> 20))]
    return []


def scanner() -> list[Fault]:
    """The malware scanner does not answer, or refused files, which stay in quarantine."""
    if not settings.CLAMD_URL:
        return []
    if not clamd.is_there(settings.CLAMD_URL):
        return [Fault("scanner", _("Pemindai perangkat lunak jahat tidak menjawab; berkas baru ditahan."))]
    refused = FileVerdict.objects.filter(result=FileVerdict.Result.REFUSED).count()
    if refused:
        return [Fault("unscanned", _("%d berkas tidak dapat diperiksa pemindai dan tetap ditahan.") % refused)]
    return []


def stalled_queues(now: dt.datetime) -> list[Fault]:
    """Queues whose worker takes no task, or to which beat sends none."""
    return [
        Fault(
            f"stalled:{queue}",
            _("Antrean %(name)s tidak dikerjakan: pekerjanya atau penjadwal berhenti.") % {"name": queue},
        )
        for queue in heartbeats.stalled(now)
    ]


def silent_tasks(now: dt.datetime) -> list[Fault]:
    """Scheduled tasks without a completed run for too long; one fault for all where none has ever run."""
    silent = heartbeats.silent(now)
    if silent and not Heartbeat.objects.exists():
        return [Fault("silent", _("Belum ada tugas yang pernah selesai: pekerja dan penjadwal belum menyala."))]
    return [
        Fault(
            f"silent:{name}",
            _("Tugas %(name)s belum pernah selesai.") % {"name": name}
            if last is None
            else _("Tugas %(name)s terakhir selesai %(at)s.") % {"name": name, "at": f"{last:%Y-%m-%d %H:%M} UTC"},
        )
        for name, last in silent
    ]


def failing_tasks() -> list[Fault]:
    """Tasks that failed three times in a row."""
    return [
        Fault(
            f"failing:{beat.name}",
            _("Tugas %(name)s gagal %(n)d kali berturut-turut: %(why)s")
            % {"name": beat.name, "n": beat.failures, "why": beat.failure},
        )
        for beat in Heartbeat.objects.filter(failures__gte=FAILS_OFTEN).order_by("name")
    ]


def waiting_mail(now: dt.datetime) -> list[Fault]:
    """E-mail that should have been sent an hour ago."""
    faults = []
    for name, rows in OUTBOXES:
        waiting = rows.waiting()
        oldest = waiting.aggregate(oldest=Min("created_at"))["oldest"]
        if oldest is not None and now - oldest > MAIL_WAITS:
            faults.append(Fault(f"mail:{name}", _("%d surel belum terkirim.") % waiting.count()))
    return faults


def refused_mail() -> list[Fault]:
    """E-mail that the mail server refused permanently, until an administrator sends it again or cancels it."""
    counted = ((name, rows.set_aside().count()) for name, rows in OUTBOXES)
    text = _("%(n)d surel ditolak dan disisihkan; lihat %(page)s")
    page = f"{settings.BASE_URL}/status/mail/"
    return [Fault(f"refused:{name}", text % {"n": count, "page": page}) for name, count in counted if count]


def closed_channels() -> list[Fault]:
    """Channels that failed three times in a row."""
    return [
        Fault(
            f"channel:{channel.name}",
            _("Saluran %(name)s gagal %(n)d kali berturut-turut: %(why)s")
            % {"name": channel, "n": channel.failures, "why": channel.error},
        )
        for channel in Channel.objects.filter(failures__gte=FAILS_OFTEN).order_by("name")
    ]


def evidence_check(now: dt.datetime) -> list[Fault]:
    """The comparison of stored files with their hashes: its last result, and a check that does not finish."""
    last = VaultCheck.objects.order_by("-at").first()
    first = VaultRound.objects.order_by("began_at").first()
    since = last.at if last else first.began_at if first else now
    if last and last.wrong:
        return [
            Fault("evidence", _("%d berkas hilang, berubah atau tidak terbaca; lihat Keadaan sistem.") % last.wrong)
        ]
    if now - since > CHECK_IS_OLD:
        return [Fault("evidence-check", _("Pemeriksaan berkas terakhir %s.") % f"{since:%Y-%m-%d}")]
    return []


def record_check(now: dt.datetime) -> list[Fault]:
    """The nightly verification of the sealed record: its last result."""
    last = ChainCheck.objects.first()
    if last is None:
        return []
    if last.broken:
        return [Fault("record", _("Rantai catatan putus: %s") % last.broken.partition("\n")[0])]
    if now - last.at > CHECK_IS_OLD:
        return [Fault("record-check", _("Pemeriksaan rantai catatan terakhir %s.") % f"{last.at:%Y-%m-%d}")]
    return []


def database_role() -> list[Fault]:
    """In production the role of the application must not own tables, because it could disable their triggers."""
    if not settings.PRODUCTION:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('is_superuser') = 'on' OR pg_has_role(current_user, relowner, 'MEMBER')"
            " FROM pg_class WHERE oid = %s::regclass",
            [AuditEntry._meta.db_table],
        )
        if not cursor.fetchone()[0]:
            return []
    return [Fault("database-role", _("Aplikasi masuk ke basis data sebagai pemilik tabel; lihat docs/operations.md."))]
